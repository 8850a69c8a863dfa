/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/command.h"
#include "catalogue/table/column.h"
#include "catalogue/values/pattern.h"

G_BEGIN_DECLS

/**
 * PasarReplaceState:
 * @PASAR_REPLACE_CHANGED: it becomes another value
 * @PASAR_REPLACE_UNCHANGED: it stays as it is, or what was looked for is not in it any more
 * @PASAR_REPLACE_UNREADABLE: what it would become is no such value
 * @PASAR_REPLACE_REFUSED: the shop would refuse what it becomes
 *
 * What becomes of a cell.
 */
typedef enum
{
  PASAR_REPLACE_CHANGED,
  PASAR_REPLACE_UNCHANGED,
  PASAR_REPLACE_UNREADABLE,
  PASAR_REPLACE_REFUSED,
} PasarReplaceState;

/**
 * PASAR_REPLACE_N_STATES:
 *
 * How many kinds of [enum@ReplaceState] there are.
 */
#define PASAR_REPLACE_N_STATES 4

/**
 * PasarReplaceCell:
 * @key: the row
 * @column: the column
 * @state: what becomes of it
 *
 * A cell in which something is replaced.
 */
typedef struct
{
  PasarRowKey key;
  PasarColumn column;
  PasarReplaceState state;
} PasarReplaceCell;

/**
 * PasarReplaceReport:
 * @n_cells: by [enum@ReplaceState], cells
 * @n_by_rule: by [enum@Rule], cells whose new value the shop would refuse
 * @n_prices: of the cells that change, prices
 * @first_left_out: the first cell that is left out, where there is one
 *
 * What a replacement comes to.
 */
typedef struct
{
  guint n_cells[PASAR_REPLACE_N_STATES];
  guint n_by_rule[PASAR_N_RULES];
  guint n_prices;
  guint first_left_out;
} PasarReplaceReport;

/**
 * PasarReplace:
 *
 * A text that is replaced in cells: what that comes to, found out in slices, and the one edit that
 * it becomes. A number is taken as it is typed, without grouping, and what becomes of it is read as
 * one that is typed; no formulas. What cannot be read, or would be refused by the shop, all being
 * changed together, is left out; what a promotion locks waits until that has ended. When the shop
 * changes meanwhile it begins anew by itself.
 */
typedef struct _PasarReplace PasarReplace;

gboolean pasar_replace_takes_column (const PasarColumnInfo *info);

PasarReplace *
pasar_replace_new (PasarCatalogue *catalogue, PasarPattern *pattern, const char *replacement);
PasarReplace *pasar_replace_ref (PasarReplace *self);
void pasar_replace_unref (PasarReplace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarReplace, pasar_replace_unref)

void pasar_replace_add (PasarReplace *self, guint row, PasarColumn column);
gboolean pasar_replace_run (PasarReplace *self, gint64 deadline);
const PasarReplaceReport *pasar_replace_get_report (PasarReplace *self);
guint pasar_replace_get_n_cells (PasarReplace *self);
PasarReplaceCell pasar_replace_get_cell (PasarReplace *self, guint index);
char *pasar_replace_dup_old (PasarReplace *self, guint index);
char *pasar_replace_dup_new (PasarReplace *self, guint index);
char *pasar_replace_dup_reason (PasarReplace *self, guint index);
PasarCommand *pasar_replace_make_command (PasarReplace *self);

G_END_DECLS
