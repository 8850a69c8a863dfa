/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/private.h"
#include "store/salvage-private.h"

G_BEGIN_DECLS

PasarSqlite *pasar_file_open (const char *path,
                              const PasarStoreOptions *options,
                              gboolean was_there,
                              PasarSalvaged *salvaged,
                              GError **error);

G_END_DECLS
