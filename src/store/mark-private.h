/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

G_BEGIN_DECLS

/**
 * PasarMark:
 *
 * A small file beside the database that has the number of the newest record of each shop. It is
 * written after commits, once for those that follow one another closely, and never says more than
 * the database had: a database that has less at the next start has lost something.
 */
typedef struct _PasarMark PasarMark;

PasarMark *pasar_mark_new (const char *path);
void pasar_mark_free (PasarMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarMark, pasar_mark_free)

gboolean pasar_mark_is_known (PasarMark *self);
GHashTable *pasar_mark_find_lost (PasarMark *self, PasarSqlite *db);
void pasar_mark_lower (PasarMark *self, PasarSqlite *db);
void pasar_mark_commit (PasarMark *self);
void pasar_mark_raise (PasarMark *self);

G_END_DECLS
