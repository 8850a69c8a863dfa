/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/command.h"
#include "catalogue/table/column.h"

G_BEGIN_DECLS

/**
 * PasarPasteTable:
 * @texts: (array): row by row, each of @n_columns
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @decimal_point: what the numbers of the source have before their decimals, "." or ",", where that
 * is proven; else 0
 *
 * What is pasted. The texts must outlive the paste.
 */
typedef struct
{
  const char *const *texts;
  guint n_rows;
  guint n_columns;
  char decimal_point;
} PasarPasteTable;

/**
 * PasarPasteArea:
 * @rows: (array length=n_rows): the rows that are shown, in their order, from the first selected
 * one on as far as the paste may reach
 * @n_rows: length of @rows
 * @editable: (element-type guint): what edits of @rows reach, in their order: of an item with
 * models those that the filters let through
 * @columns: (array length=n_columns): those that are shown, from the first selected one on
 * @n_columns: length of @columns
 * @n_selected_rows: how many of @rows are selected
 * @n_selected_columns: how many of @columns are selected
 *
 * Where it is pasted. All that it points at must outlive the paste.
 */
typedef struct
{
  const guint *rows;
  guint n_rows;
  const GArray *editable;
  const PasarColumn *columns;
  guint n_columns;
  guint n_selected_rows;
  guint n_selected_columns;
} PasarPasteArea;

/**
 * PasarPasteReason:
 * @PASAR_PASTE_UNREADABLE: it is no number, and no arithmetic
 * @PASAR_PASTE_AMBIGUOUS: it can be read in two ways
 * @PASAR_PASTE_NO_RESULT: the arithmetic has no result that can be a price or a stock
 * @PASAR_PASTE_READ_ONLY: the column cannot be edited
 * @PASAR_PASTE_LOCKED: the shop takes no other value of the row now
 * @PASAR_PASTE_ITEM: the row is an item whose models have values of their own
 * @PASAR_PASTE_OTHER_SUM: a stock is pasted at locations of the row, too, and comes to another sum
 * @PASAR_PASTE_UNKNOWN_SKU: no row has the SKU
 * @PASAR_PASTE_SHARED_SKU: several rows have the SKU
 * @PASAR_PASTE_REPEATED_SKU: the SKU was pasted more than once, with different values
 *
 * Why a pasted cell is not taken.
 */
typedef enum
{
  PASAR_PASTE_UNREADABLE,
  PASAR_PASTE_AMBIGUOUS,
  PASAR_PASTE_NO_RESULT,
  PASAR_PASTE_READ_ONLY,
  PASAR_PASTE_LOCKED,
  PASAR_PASTE_ITEM,
  PASAR_PASTE_OTHER_SUM,
  PASAR_PASTE_UNKNOWN_SKU,
  PASAR_PASTE_SHARED_SKU,
  PASAR_PASTE_REPEATED_SKU,
} PasarPasteReason;

/**
 * PASAR_PASTE_N_REASONS:
 *
 * How many kinds of [enum@PasteReason] there are.
 */
#define PASAR_PASTE_N_REASONS 10

/**
 * PasarPasteRefusal:
 * @reason: why
 * @key: the row where it would have been pasted; without an item where there is none
 * @column: the column where it would have been pasted
 * @source_row: the row of the table
 * @source_column: the column of the table
 *
 * A pasted cell that is not taken.
 */
typedef struct
{
  PasarPasteReason reason;
  PasarRowKey key;
  PasarColumn column;
  guint source_row;
  guint source_column;
} PasarPasteRefusal;

/**
 * PasarPasteReport:
 * @n_taken: values that become others
 * @n_unchanged: values that are so already
 * @n_outside: texts for which there was no row or column left
 * @n_refused: by [enum@PasteReason], cells that are left alone
 * @refused: (element-type PasarPasteRefusal): each of these, in the order of pasting
 *
 * What a paste comes to. Empty texts leave a value alone and are not counted.
 */
typedef struct
{
  guint n_taken;
  guint n_unchanged;
  guint n_outside;
  guint n_refused[PASAR_PASTE_N_REASONS];
  GArray *refused;
} PasarPasteReport;

/**
 * PasarPaste:
 *
 * A paste being planned. Nothing changes before its command has had its turn.
 */
typedef struct _PasarPaste PasarPaste;

PasarPaste *pasar_paste_new (PasarCatalogue *catalogue,
                             const PasarPasteTable *table,
                             const PasarPasteArea *areas,
                             guint n_areas);
void pasar_paste_free (PasarPaste *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarPaste, pasar_paste_free)

gboolean pasar_paste_run (PasarPaste *self, gint64 deadline);
const PasarPasteReport *pasar_paste_get_report (PasarPaste *self);
char *pasar_paste_dup_reason (PasarPaste *self, guint n);
PasarCommand *pasar_paste_make_command (PasarPaste *self);
void pasar_paste_give_cells (PasarPaste *self, PasarCommand *command);

gboolean pasar_paste_has_heads (PasarCatalogue *catalogue,
                                const PasarPasteTable *table,
                                const PasarColumn *columns,
                                guint n_columns);

G_END_DECLS
