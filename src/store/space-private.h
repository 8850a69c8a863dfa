/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

G_BEGIN_DECLS

void pasar_space_prepare (PasarSqlite *db);
void pasar_space_convert (PasarSqlite *db);
gboolean pasar_space_give_back (PasarSqlite *db);

G_END_DECLS
