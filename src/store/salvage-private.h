/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

G_BEGIN_DECLS

char *pasar_salvage_run (PasarSqlite *db, const char *const *steps, guint n_steps, GError **error);

G_END_DECLS
