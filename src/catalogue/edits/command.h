/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"
#include "catalogue/values/formula.h"

G_BEGIN_DECLS

/**
 * PasarCommandKind:
 * @PASAR_COMMAND_EACH: the formula is applied to the value of each row
 * @PASAR_COMMAND_IN_ALL: the formula is applied to the stock of all rows together, and the result
 * is spread over them
 * @PASAR_COMMAND_DISCARD: the rows have the shop's values again
 * @PASAR_COMMAND_PASTE: each cell has what was pasted into it
 *
 * What is done to the rows that a [struct@Command] names.
 */
typedef enum
{
  PASAR_COMMAND_EACH,
  PASAR_COMMAND_IN_ALL,
  PASAR_COMMAND_DISCARD,
  PASAR_COMMAND_PASTE,
} PasarCommandKind;

/**
 * PasarPastedCell:
 * @key: an editable row
 * @field: which of its values
 * @formula: what is done to it: an index, counted from 1; 0: it becomes @amount
 * @amount: in minor units or pieces
 *
 * A cell into which something is pasted.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  guint formula;
  gint64 amount;
} PasarPastedCell;

/**
 * PasarCommand:
 * @keys: (nullable) (element-type PasarRowKey): the editable rows that are meant; %NULL for all
 * @field: a #PasarField; with %PASAR_COMMAND_DISCARD and %PASAR_COMMAND_PASTE also -1 for both
 * @formula: not used with %PASAR_COMMAND_DISCARD and %PASAR_COMMAND_PASTE
 * @cells: (nullable) (element-type PasarPastedCell): of %PASAR_COMMAND_PASTE, in place of @keys
 * @formulas: (nullable) (element-type PasarFormula): of @cells
 * @n_hidden: rows that belong to what was pointed at, but that a filter hid: they are left alone
 * @leave_out_refused: whether results that the shop would refuse are not staged
 *
 * An edit as it was asked: what it comes to is computed at its turn, from what is staged then.
 */
typedef struct
{
  PasarCommandKind kind;
  GArray *keys;
  int field;
  PasarFormula formula;
  GArray *cells;
  GArray *formulas;
  guint n_hidden;
  gboolean leave_out_refused;
} PasarCommand;

PasarCommand *pasar_command_new (PasarCommandKind kind,
                                 PasarCatalogue *catalogue,
                                 const guint *rows,
                                 guint n_rows,
                                 int field,
                                 const PasarFormula *formula);
PasarCommand *pasar_command_new_paste (GArray *cells, GArray *formulas);
void pasar_command_free (PasarCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarCommand, pasar_command_free)

GArray *pasar_command_compute (const PasarCommand *self, PasarCatalogue *catalogue, GError **error);
char *pasar_command_dup_label (const PasarCommand *self, PasarCatalogue *catalogue, guint n_edits);

G_END_DECLS
