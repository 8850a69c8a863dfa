/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/replace.h"
#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PASAR_FIND_NONE:
 *
 * In place of the number of what is found: nothing.
 */
#define PASAR_FIND_NONE G_MAXUINT

/**
 * PasarFound:
 * @position: where in the list its row is; of a model whose item is folded, where that is
 * @row: the row of the catalogue
 * @column: the column
 *
 * A cell in which something is found.
 */
typedef struct
{
  guint position;
  guint row;
  PasarColumn column;
} PasarFound;

/**
 * PasarFind:
 * Looks for a text in the cells of a list, in pieces of some milliseconds: in what a cell shows, of
 * a number in what would be typed for it, or for the same number. Models of a folded item are
 * looked at where the filters let them through; what they come to in the cells of their item is
 * not. What is found is in the order of the list, then of the columns. When the list or a value
 * changes it is out of date, and finds nothing any more.
 */
typedef struct _PasarFind PasarFind;

PasarFind *pasar_find_new (PasarView *view,
                           PasarPattern *pattern,
                           const PasarColumn *columns,
                           guint n_columns);
PasarFind *pasar_find_ref (PasarFind *self);
void pasar_find_unref (PasarFind *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarFind, pasar_find_unref)

void
pasar_find_limit (PasarFind *self, guint position, guint n, guint first_column, guint n_columns);
gboolean pasar_find_run (PasarFind *self, gint64 deadline);
guint pasar_find_get_n_found (PasarFind *self);
guint pasar_find_get_n_replaceable (PasarFind *self);
guint pasar_find_get_first_read_only (PasarFind *self);
PasarFound pasar_find_get_found (PasarFind *self, guint index);
guint pasar_find_find_cell (PasarFind *self, guint position, PasarColumn column);
guint pasar_find_find_next (PasarFind *self,
                            guint position,
                            PasarColumn column,
                            gboolean backwards,
                            gboolean *is_round);
gboolean pasar_find_is_replaceable (PasarFind *self, guint index);
gboolean pasar_find_add_to (PasarFind *self, PasarReplace *replace, guint *next, gint64 deadline);

G_END_DECLS
