/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

/* Copies rows of a damaged file into another one, in a transaction of that. What fails is the disk.
 */

G_BEGIN_DECLS

gboolean pasar_salvage_is_damage (GError *failure, GError **error);
gboolean pasar_salvage_copy_table (PasarSqlite *from,
                                   PasarSqlite *into,
                                   const char *name,
                                   gboolean *is_damaged,
                                   GError **error);
gboolean pasar_salvage_copy_rows (PasarSqlite *from,
                                  PasarSqlite *into,
                                  const char *select,
                                  const char *insert,
                                  GError **error);

G_END_DECLS
