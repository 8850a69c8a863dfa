/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/command.h"

#include "catalogue/edits/computation.h"
#include "catalogue/edits/private.h"
#include "catalogue/values/yes-no.h"

#include <glib/gi18n-lib.h>

/* Headers stand for their models, each row comes once. */
static GArray *
dup_editable (PasarCatalogue *self, const guint *rows, guint n_rows)
{
  GArray *editable = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_rows);
  g_autofree guint8 *is_taken = g_malloc0 (self->rows.n + 1);

  for (guint i = 0; i < n_rows; i++)
    {
      const guint end = rows[i] + pasar_catalogue_get_n_rows_of (self, rows[i]);

      for (guint row = rows[i]; row < end; row++)
        {
          if (!pasar_catalogue_is_editable (self, row) || is_taken[row])
            continue;
          is_taken[row] = TRUE;
          g_array_append_val (editable, row);
        }
    }
  return editable;
}

/* -1: several. */
static int
get_edited (int field)
{
  return field < 0 ? field : (int) pasar_field_get_edited ((PasarField) field);
}

/**
 * pasar_command_new:
 * @kind: what is asked
 * @catalogue: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models, a row counts once;
 * ignored with %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all that there are at its turn
 * @field: a #PasarField; with %PASAR_COMMAND_DISCARD also -1 for all
 * @expression: (nullable): %NULL only with %PASAR_COMMAND_DISCARD, and for
 *   pasar_command_new_like()
 *
 * Keeps rows by their keys, not by their numbers: the table may change before the command has its
 * turn.
 *
 * Returns: (transfer full): what was asked
 */
PasarCommand *
pasar_command_new (PasarCommandKind kind,
                   PasarCatalogue *catalogue,
                   const guint *rows,
                   guint n_rows,
                   int field,
                   PasarExpression *expression)
{
  PasarCommand *self = g_atomic_rc_box_new0 (PasarCommand);

  self->kind = kind;
  self->field = get_edited (field);
  if (expression != NULL)
    self->expression = pasar_expression_ref (expression);
  if (n_rows == PASAR_ALL_ROWS)
    return self;
  self->rows = dup_editable (catalogue, rows, n_rows);
  self->layout = catalogue->layout;
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (PasarRowKey), self->rows->len);
  g_array_set_size (self->keys, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    g_array_index (self->keys, PasarRowKey, i) =
        pasar_catalogue_row_get_key (catalogue, g_array_index (self->rows, guint, i));
  return self;
}

/**
 * pasar_command_new_like:
 * @other: what was asked, prepared
 * @expression: (nullable): what to do in place of the expression of @other; %NULL where a text is
 * set
 *
 * For what is typed anew for the same rows, again and again: nothing is looked up.
 *
 * Returns: (transfer full): what is asked now
 */
PasarCommand *
pasar_command_new_like (const PasarCommand *other, PasarExpression *expression)
{
  PasarCommand *self = g_atomic_rc_box_new0 (PasarCommand);

  g_return_val_if_fail (other->prepare == NULL, self);

  *self = *other;
  self->expression = expression != NULL ? pasar_expression_ref (expression) : NULL;
  if (other->keys != NULL)
    {
      g_array_ref (self->keys);
      g_array_ref (self->rows);
    }
  return self;
}

/**
 * pasar_command_new_later:
 * @kind: what is asked
 * @field: a #PasarField; with %PASAR_COMMAND_DISCARD also -1 for both; not used
 *   with %PASAR_COMMAND_PASTE
 * @expression: (nullable): %NULL only with %PASAR_COMMAND_DISCARD and %PASAR_COMMAND_PASTE
 * @prepare: (scope notified): finds out the rows or cells
 * @work: for @prepare
 * @free_work: (nullable): for @work
 *
 * For what takes its time to be found out, which is left to its turn.
 *
 * Returns: (transfer full): what was asked
 */
PasarCommand *
pasar_command_new_later (PasarCommandKind kind,
                         int field,
                         PasarExpression *expression,
                         PasarCommandFunc prepare,
                         gpointer work,
                         GDestroyNotify free_work)
{
  PasarCommand *self = g_atomic_rc_box_new0 (PasarCommand);

  self->kind = kind;
  self->field = get_edited (field);
  if (expression != NULL)
    self->expression = pasar_expression_ref (expression);
  self->prepare = prepare;
  self->work = work;
  self->free_work = free_work;
  return self;
}

static void
end_preparation (PasarCommand *self)
{
  const GDestroyNotify free_work = g_steal_pointer (&self->free_work);
  gpointer work = g_steal_pointer (&self->work);

  self->prepare = NULL;
  if (free_work != NULL)
    free_work (work);
}

/**
 * pasar_command_prepare:
 * @self: what was asked
 * @until: when to stop for now, by the monotonic clock; %G_MAXINT64: never
 *
 * Goes on to find out what it is for.
 *
 * Returns: whether that is known
 */
gboolean
pasar_command_prepare (PasarCommand *self, gint64 until)
{
  if (self->prepare == NULL)
    return TRUE;
  if (!self->prepare (self, self->work, until))
    return FALSE;
  end_preparation (self);
  return TRUE;
}

/**
 * pasar_command_add_cells:
 * @self: a paste
 * @field: of all @cells; -1: they are of both
 * @cells: (transfer full) (element-type PasarPastedCell): where
 * @expressions: (transfer full) (element-type PasarExpression): what
 *
 * Says what it is for, once that is known: also these cells.
 */
void
pasar_command_add_cells (PasarCommand *self, int field, GArray *cells, GPtrArray *expressions)
{
  g_return_if_fail (self->kind == PASAR_COMMAND_PASTE);

  if (self->cells == NULL)
    {
      self->field = field;
      self->cells = cells;
      self->expressions = expressions;
      return;
    }
  for (guint i = 0; i < cells->len; i++)
    {
      PasarPastedCell *cell = &g_array_index (cells, PasarPastedCell, i);

      if (cell->expression > 0)
        cell->expression += self->expressions->len;
    }
  if (self->field != field)
    self->field = -1;
  g_array_append_vals (self->cells, cells->data, cells->len);
  g_array_unref (cells);
  g_ptr_array_extend_and_steal (self->expressions, expressions);
}

/**
 * pasar_command_ref:
 * @self: what was asked
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarCommand *
pasar_command_ref (PasarCommand *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PasarCommand *self = data;

  end_preparation (self);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->expression, pasar_expression_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->expressions, g_ptr_array_unref);
  g_free (self->label);
}

/**
 * pasar_command_unref:
 * @self: (transfer full) (nullable): what was asked
 *
 * Gives a reference back.
 */
void
pasar_command_unref (PasarCommand *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/**
 * pasar_command_has_locations:
 * @self: what was asked, for some rows
 * @catalogue: where
 *
 * A stock of such a row can mean each location, or all together.
 *
 * Returns: whether a row has stock at several locations
 */
gboolean
pasar_command_has_locations (const PasarCommand *self, PasarCatalogue *catalogue)
{
  for (guint i = 0; i < self->keys->len && pasar_locations_get_n_columns (catalogue) > 0; i++)
    {
      guint row = g_array_index (self->rows, guint, i);

      if (self->layout != catalogue->layout)
        row = pasar_catalogue_find_editable (catalogue, g_array_index (self->keys, PasarRowKey, i));
      if (pasar_catalogue_is_editable (catalogue, row) && catalogue->rows.n_locations[row] > 1)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_command_compute:
 * @self: what was asked
 * @catalogue: where
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Makes the edits that @self comes to now, in one go, without changing anything; see
 * [struct@Computation] for many rows. Rows that are not there any more are left out. In a shop of
 * which nothing can be changed only a discard is not an error.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits, none when all is so
 * already; %NULL with @error when there is a result for none of the rows
 */
GArray *
pasar_command_compute (PasarCommand *self, PasarCatalogue *catalogue, GError **error)
{
  g_autoptr (PasarComputation) computation = pasar_computation_new (self, catalogue);

  pasar_computation_run (computation, G_MAXINT64);
  return pasar_computation_take_edits (computation, error);
}

/* "9.90", "+5", "−10 %", "=max(price; 5)". */
static char *
dup_amount (const PasarCommand *self, PasarCatalogue *catalogue, PasarOperation *operation)
{
  const PasarField field = (PasarField) self->field;
  const PasarUnit unit = pasar_catalogue_get_unit (catalogue, field);
  guint digits = pasar_catalogue_get_decimals (catalogue, field);
  g_autofree char *number = NULL;
  const char *sign;
  gint64 amount;

  *operation = pasar_expression_get_operation (self->expression, &amount);
  if (*operation == PASAR_OPERATION_OTHER || unit == PASAR_UNIT_PERCENT)
    return g_strdup (pasar_expression_get_text (self->expression));
  sign = amount < 0 ? "−" : "+";
  if (*operation == PASAR_OPERATION_PERCENT)
    {
      const gboolean is_whole = amount % 100 == 0;

      digits = is_whole ? 0 : 2;
      amount /= is_whole ? 100 : 1;
    }
  number = pasar_money_format (ABS (amount), digits, NULL);
  if (*operation == PASAR_OPERATION_SET)
    return g_steal_pointer (&number);
  if (*operation == PASAR_OPERATION_PERCENT)
    /* Translators: a change in percent: the sign and the number, e.g. "+10 %". */
    return g_strdup_printf (_ ("%s%s %%"), sign, number);
  return g_strconcat (sign, number, NULL);
}

static char *
dup_price_label (gboolean sets, guint n, const char *amount)
{
  if (sets)
    /* Translators: a step that can be undone; the amount is without its currency. */
    return g_strdup_printf (ngettext ("Set %1$'u price to %2$s", "Set %1$'u prices to %2$s", n),
                            n,
                            amount);
  /* Translators: a step that can be undone; the amount or percentage has its sign, or it is a
     formula, e.g. =price*1.1 */
  return g_strdup_printf (ngettext ("%2$s on %1$'u price", "%2$s on %1$'u prices", n), n, amount);
}

static char *
dup_stock_label (gboolean sets, guint n, const char *amount)
{
  if (sets)
    /* Translators: a step that can be undone; the amount is a number of pieces. */
    return g_strdup_printf (ngettext ("Set stock of %1$'u row to %2$s",
                                      "Set stock of %1$'u rows to %2$s",
                                      n),
                            n,
                            amount);
  /* Translators: a step that can be undone; the number of pieces or percentage has its sign, or it
     is a formula, e.g. =stock+20 */
  return g_strdup_printf (ngettext ("%2$s on stock of %1$'u row", "%2$s on stock of %1$'u rows", n),
                          n,
                          amount);
}

/* Of locations, not of rows. */
static char *
dup_location_label (gboolean sets, guint n, const char *amount)
{
  if (sets)
    /* Translators: a step that can be undone; the amount is a number of pieces. */
    return g_strdup_printf (ngettext ("Set stock at %1$'u location to %2$s",
                                      "Set stock at %1$'u locations to %2$s",
                                      n),
                            n,
                            amount);
  /* Translators: a step that can be undone; the number of pieces or percentage has its sign, or it
     is a formula, e.g. =stock+20 */
  return g_strdup_printf (ngettext ("%2$s on stock at %1$'u location",
                                    "%2$s on stock at %1$'u locations",
                                    n),
                          n,
                          amount);
}

static char *
dup_local_label (const PasarCommand *self, PasarCatalogue *catalogue, guint n)
{
  const PasarColumnInfo *column =
      pasar_catalogue_get_column (catalogue, pasar_column_for_field ((PasarField) self->field));
  PasarOperation operation;
  const gboolean is_yes_no = pasar_field_is_yes_no ((PasarField) self->field);
  g_autofree char *amount = self->expression != NULL ? dup_amount (self, catalogue, &operation)
                            : is_yes_no ? g_strdup (pasar_yes_no_get_word (self->amount > 0))
                                        : g_strdup (pasar_text_get (self->amount));

  /* Translators: a step that can be undone: the head of a column, e.g. Cost; then what was done to
     its values, e.g. 12.50 or +10 % */
  return g_strdup_printf (ngettext ("%2$s: %3$s in %1$'u row", "%2$s: %3$s in %1$'u rows", n),
                          n,
                          column != NULL ? pasar_column_info_get_title (column) : "",
                          amount);
}

/* Whether nothing but local values is meant: there are none of the shop behind these. */
static gboolean
is_local (const PasarCommand *self)
{
  const GArray *fields = self->fields;
  guint n_local = 0;

  if (fields == NULL)
    return self->field >= 0 && pasar_field_is_local ((PasarField) self->field);
  for (guint i = 0; i < fields->len; i++)
    n_local += pasar_field_is_local (g_array_index (fields, PasarField, i));
  return n_local == fields->len;
}

static char *
dup_discard_label (const PasarCommand *self, guint n)
{
  if (is_local (self))
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Cleared %'u cell", "Cleared %'u cells", n), n);
  /* Translators: a step that can be undone */
  return g_strdup_printf (ngettext ("Discarded %'u change", "Discarded %'u changes", n), n);
}

static char *
dup_paste_label (int field, guint n)
{
  if (field == PASAR_FIELD_PRICE)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Pasted %'u price", "Pasted %'u prices", n), n);
  if (field == PASAR_FIELD_STOCK)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Pasted stock of %'u row", "Pasted stock of %'u rows", n), n);
  /* Translators: a step that can be undone: prices and stocks */
  return g_strdup_printf (ngettext ("Pasted %'u value", "Pasted %'u values", n), n);
}

static char *
dup_fill_label (int field, guint n)
{
  if (field == PASAR_FIELD_PRICE)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Filled %'u price", "Filled %'u prices", n), n);
  if (field == PASAR_FIELD_STOCK)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Filled stock of %'u row", "Filled stock of %'u rows", n), n);
  /* Translators: a step that can be undone: prices and stocks */
  return g_strdup_printf (ngettext ("Filled %'u value", "Filled %'u values", n), n);
}

/**
 * pasar_command_dup_label:
 * @self: what was asked
 * @catalogue: where
 * @n_edits: how many edits it came to
 *
 * Names what was done in the words of the seller, for the step that it came to.
 *
 * Returns: (transfer full): what undo says of the step, translated, e.g. "+10 % on 36 prices"
 */
char *
pasar_command_dup_label (const PasarCommand *self, PasarCatalogue *catalogue, guint n_edits)
{
  const guint n = n_edits;
  const guint n_all = self->n_hidden + (self->keys != NULL ? self->keys->len : 0);
  g_autofree char *amount = NULL;
  PasarOperation operation;

  if (self->label != NULL)
    return g_strdup (self->label);
  if (self->kind == PASAR_COMMAND_DISCARD)
    return dup_discard_label (self, n);
  if (self->kind == PASAR_COMMAND_PASTE)
    return (self->is_fill ? dup_fill_label : dup_paste_label) (self->field, n);
  if (is_local (self))
    return dup_local_label (self, catalogue, n);
  if (self->n_hidden > 0 && self->field == PASAR_FIELD_PRICE)
    /* Translators: a step that can be undone; the others of the item are hidden by a filter */
    return g_strdup_printf (ngettext ("%1$'u of %2$'u price changed",
                                      "%1$'u of %2$'u prices changed",
                                      n_all),
                            n,
                            n_all);
  if (self->n_hidden > 0 && self->kind != PASAR_COMMAND_EACH_LOCATION)
    /* Translators: a step that can be undone; the others of the item are hidden by a filter */
    return g_strdup_printf (ngettext ("Stock of %1$'u of %2$'u row changed",
                                      "Stock of %1$'u of %2$'u rows changed",
                                      n_all),
                            n,
                            n_all);
  amount = dup_amount (self, catalogue, &operation);
  if (self->kind == PASAR_COMMAND_IN_ALL)
    /* Translators: a step that can be undone: the amount is a number of pieces for all of the rows
     * together */
    return g_strdup_printf (ngettext ("%2$s in all on stock of %1$'u row",
                                      "%2$s in all on stock of %1$'u rows",
                                      n),
                            n,
                            amount);
  if (self->kind == PASAR_COMMAND_EACH_LOCATION)
    return dup_location_label (operation == PASAR_OPERATION_SET, n, amount);
  return self->field == PASAR_FIELD_PRICE
             ? dup_price_label (operation == PASAR_OPERATION_SET, n, amount)
             : dup_stock_label (operation == PASAR_OPERATION_SET, n, amount);
}
