/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"
#include "catalogue/values/expression.h"

G_BEGIN_DECLS

/**
 * PasarCommandKind:
 * @PASAR_COMMAND_EACH: the expression is computed for each row
 * @PASAR_COMMAND_EACH_LOCATION: the expression is computed for the stock at each location of each
 * row, which is what it means by the stock
 * @PASAR_COMMAND_IN_ALL: the expression is computed for the stock of all rows together, and the
 * result is spread over them
 * @PASAR_COMMAND_DISCARD: the rows have the shop's values again
 * @PASAR_COMMAND_PASTE: each cell has what was pasted into it
 *
 * What is done to the rows that a [struct@Command] names.
 */
typedef enum
{
  PASAR_COMMAND_EACH,
  PASAR_COMMAND_EACH_LOCATION,
  PASAR_COMMAND_IN_ALL,
  PASAR_COMMAND_DISCARD,
  PASAR_COMMAND_PASTE,
} PasarCommandKind;

/**
 * PasarPastedCell:
 * @key: an editable row
 * @field: which of its values
 * @expression: what is done to it: an index, counted from 1; 0: it becomes @amount
 * @amount: in minor units or pieces, or a text
 *
 * A cell into which something is pasted.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  guint expression;
  gint64 amount;
} PasarPastedCell;

typedef struct _PasarCommand PasarCommand;

/**
 * PasarCommandFunc:
 * @command: what was asked
 * @work: how far that is
 * @until: when to stop for now, by the monotonic clock
 *
 * Goes on to find out the rows, or the cells, that @command is for.
 *
 * Returns: whether they are known now
 */
typedef gboolean (*PasarCommandFunc) (PasarCommand *command, gpointer work, gint64 until);

/**
 * PasarCommand:
 * @keys: (nullable) (element-type PasarRowKey): the editable rows that are meant; %NULL for all
 * @field: a #PasarField; with %PASAR_COMMAND_DISCARD and %PASAR_COMMAND_PASTE also -1 for several
 * @fields: (nullable) (element-type PasarField): of %PASAR_COMMAND_DISCARD which several, %NULL:
 * all
 * @rows: (nullable) (element-type guint): where the rows of @keys were when it was asked
 * @layout: the layout of the catalogue then
 * @expression: (nullable): not used with %PASAR_COMMAND_DISCARD and %PASAR_COMMAND_PASTE; %NULL
 * where a text is set
 * @amount: of %PASAR_COMMAND_EACH, without @expression: the text, as the value that it is
 * @cells: (nullable) (element-type PasarPastedCell): of %PASAR_COMMAND_PASTE, in place of @keys
 * @expressions: (nullable) (element-type PasarExpression): of @cells
 * @n_hidden: rows that belong to what was pointed at, but that a filter hid: they are left alone
 * @is_fill: with %PASAR_COMMAND_PASTE: the values are those of other cells
 * @label: (nullable): what undo says of the step, where it says more than what is known here
 * @leave_out_refused: whether results that the shop would refuse are not staged
 * @prepare: (nullable): what finds out all of these that are not known yet
 * @work: for @prepare
 * @free_work: (nullable): for @work
 *
 * An edit as it was asked: what it comes to is computed at its turn, from what is staged then; see
 * [struct@Computation].
 */
struct _PasarCommand
{
  PasarCommandKind kind;
  GArray *keys;
  GArray *rows;
  guint layout;
  int field;
  GArray *fields;
  PasarExpression *expression;
  gint64 amount;
  GArray *cells;
  GPtrArray *expressions;
  guint n_hidden;
  gboolean is_fill;
  char *label;
  gboolean leave_out_refused;
  PasarCommandFunc prepare;
  gpointer work;
  GDestroyNotify free_work;
};

PasarCommand *pasar_command_new (PasarCommandKind kind,
                                 PasarCatalogue *catalogue,
                                 const guint *rows,
                                 guint n_rows,
                                 int field,
                                 PasarExpression *expression);
PasarCommand *pasar_command_new_like (const PasarCommand *other, PasarExpression *expression);
PasarCommand *pasar_command_new_later (PasarCommandKind kind,
                                       int field,
                                       PasarExpression *expression,
                                       PasarCommandFunc prepare,
                                       gpointer work,
                                       GDestroyNotify free_work);
gboolean pasar_command_prepare (PasarCommand *self, gint64 until);
void pasar_command_add_cells (PasarCommand *self, int field, GArray *cells, GPtrArray *expressions);
PasarCommand *pasar_command_ref (PasarCommand *self);
void pasar_command_unref (PasarCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarCommand, pasar_command_unref)

gboolean pasar_command_has_locations (const PasarCommand *self, PasarCatalogue *catalogue);
GArray *pasar_command_compute (PasarCommand *self, PasarCatalogue *catalogue, GError **error);
char *pasar_command_dup_label (const PasarCommand *self, PasarCatalogue *catalogue, guint n_edits);

G_END_DECLS
