/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/command.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_command_new:
 * @kind: what is asked
 * @catalogue: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models; ignored with
 * %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all that there are at its turn
 * @field: a #PasarField; with %PASAR_COMMAND_DISCARD also -1 for both
 * @formula: (nullable): %NULL only with %PASAR_COMMAND_DISCARD
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
                   const PasarFormula *formula)
{
  PasarCommand *self = g_new0 (PasarCommand, 1);

  self->kind = kind;
  self->field = field;
  if (formula != NULL)
    self->formula = *formula;
  if (n_rows != PASAR_ALL_ROWS)
    self->keys = pasar_catalogue_dup_editable_keys (catalogue, rows, n_rows);
  return self;
}

/**
 * pasar_command_new_paste:
 * @cells: (transfer full) (element-type PasarPastedCell): where, at least one
 * @formulas: (transfer full) (element-type PasarFormula): what
 *
 * A paste, as pasar_paste_make_command() plans it.
 *
 * Returns: (transfer full): what was asked
 */
PasarCommand *
pasar_command_new_paste (GArray *cells, GArray *formulas)
{
  PasarCommand *self = g_new0 (PasarCommand, 1);

  g_return_val_if_fail (cells != NULL && cells->len > 0, self);

  self->kind = PASAR_COMMAND_PASTE;
  self->field = (int) g_array_index (cells, PasarPastedCell, 0).field;
  for (guint i = 1; i < cells->len; i++)
    {
      if (g_array_index (cells, PasarPastedCell, i).field != (PasarField) self->field)
        self->field = -1;
    }
  self->cells = cells;
  self->formulas = formulas;
  return self;
}

/**
 * pasar_command_free:
 * @self: (transfer full) (nullable): what was asked
 *
 * Frees @self.
 */
void
pasar_command_free (PasarCommand *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->formulas, g_array_unref);
  g_free (self);
}

/* Those of the rows that are still there. */
static GArray *
find_rows (const PasarCommand *self, PasarCatalogue *catalogue)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->keys->len);

  for (guint i = 0; i < self->keys->len; i++)
    {
      const PasarRowKey key = g_array_index (self->keys, PasarRowKey, i);
      const guint row = pasar_catalogue_find_editable (catalogue, key);

      if (row != PASAR_NO_ROW)
        g_array_append_val (rows, row);
    }
  return rows;
}

/* Whether one of the rows has a result, when it is so already; else says why the first has none. */
static gboolean
has_result (const PasarCommand *self, PasarCatalogue *catalogue, const GArray *rows, GError **error)
{
  const PasarField field = (PasarField) self->field;
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < (rows != NULL ? rows->len : catalogue->rows.n); i++)
    {
      const guint row = rows != NULL ? g_array_index (rows, guint, i) : i;
      gint64 result;

      if (pasar_catalogue_is_editable (catalogue, row)
          && pasar_formula_apply (&self->formula,
                                  pasar_catalogue_effective (catalogue, row, field),
                                  &result,
                                  first == NULL ? &first : NULL))
        return TRUE;
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static GArray *
compute_each (const PasarCommand *self,
              PasarCatalogue *catalogue,
              const GArray *rows,
              GError **error)
{
  g_autofree guint8 *rules = NULL;
  g_autoptr (GArray) edits =
      pasar_catalogue_plan (catalogue,
                            rows != NULL ? (const guint *) (gpointer) rows->data : NULL,
                            rows != NULL ? rows->len : PASAR_ALL_ROWS,
                            (PasarField) self->field,
                            &self->formula,
                            &rules,
                            NULL);
  GArray *kept;

  if (edits->len == 0 && !has_result (self, catalogue, rows, error))
    return NULL;
  if (!self->leave_out_refused)
    return g_steal_pointer (&edits);
  kept = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), edits->len);
  for (guint i = 0; i < edits->len; i++)
    {
      if (rules[i] == PASAR_RULE_OK)
        g_array_append_val (kept, g_array_index (edits, PasarEdit, i));
    }
  return kept;
}

/**
 * pasar_command_compute:
 * @self: what was asked
 * @catalogue: where
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Makes the edits that @self comes to now, without changing anything. Rows that are not there any
 * more are left out. In a shop of which nothing can be changed only a discard is not an error.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits, none when all is so
 * already; %NULL with @error when there is a result for none of the rows
 */
GArray *
pasar_command_compute (const PasarCommand *self, PasarCatalogue *catalogue, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  const guint *numbers = NULL;
  guint n = PASAR_ALL_ROWS;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  if (self->kind != PASAR_COMMAND_DISCARD
      && pasar_catalogue_get_read_only_reason (catalogue) != NULL)
    {
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_READ_ONLY,
                           pasar_catalogue_get_read_only_reason (catalogue));
      return NULL;
    }
  if (self->keys != NULL)
    {
      rows = find_rows (self, catalogue);
      numbers = (const guint *) (gpointer) rows->data;
      n = rows->len;
    }
  switch (self->kind)
    {
    case PASAR_COMMAND_EACH:
      return compute_each (self, catalogue, rows, error);
    case PASAR_COMMAND_IN_ALL:
      return pasar_catalogue_plan_in_all (catalogue, numbers, n, &self->formula, error);
    case PASAR_COMMAND_DISCARD:
      return pasar_catalogue_plan_discard (catalogue, numbers, n, self->field);
    case PASAR_COMMAND_PASTE:
      return pasar_catalogue_plan_paste (catalogue, self->cells, self->formulas);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* "9.90", "+5", "−10 %". */
static char *
dup_amount (const PasarCommand *self, PasarCatalogue *catalogue)
{
  const PasarFormula *formula = &self->formula;
  const gboolean is_percent = formula->operation == PASAR_OPERATION_PERCENT;
  const gboolean whole = is_percent && formula->amount % 100 == 0;
  const guint digits = is_percent                         ? (whole ? 0 : 2)
                       : self->field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (catalogue)
                                                          : 0;
  const gint64 size = ABS (formula->amount) / (whole ? 100 : 1);
  const gboolean falls = formula->operation == PASAR_OPERATION_SUBTRACT || formula->amount < 0;
  g_autofree char *number = pasar_money_format (size, digits, NULL);

  if (formula->operation == PASAR_OPERATION_SET)
    return g_steal_pointer (&number);
  if (is_percent)
    /* Translators: a change in percent: the sign and the number, e.g. "+10 %". */
    return g_strdup_printf (_ ("%s%s %%"), falls ? "−" : "+", number);
  return g_strdup_printf ("%s%s", falls ? "−" : "+", number);
}

static char *
dup_price_label (gboolean sets, guint n, const char *amount)
{
  if (sets)
    /* Translators: a step that can be undone; the amount is without its currency. */
    return g_strdup_printf (ngettext ("Set %1$u price to %2$s", "Set %1$u prices to %2$s", n),
                            n,
                            amount);
  /* Translators: a step that can be undone; the amount or percentage has its sign. */
  return g_strdup_printf (ngettext ("%2$s on %1$u price", "%2$s on %1$u prices", n), n, amount);
}

static char *
dup_stock_label (gboolean sets, guint n, const char *amount)
{
  if (sets)
    /* Translators: a step that can be undone; the amount is a number of pieces. */
    return g_strdup_printf (ngettext ("Set stock of %1$u row to %2$s",
                                      "Set stock of %1$u rows to %2$s",
                                      n),
                            n,
                            amount);
  /* Translators: a step that can be undone; the number of pieces or percentage has its sign. */
  return g_strdup_printf (ngettext ("%2$s on stock of %1$u row", "%2$s on stock of %1$u rows", n),
                          n,
                          amount);
}

static char *
dup_paste_label (int field, guint n)
{
  if (field == PASAR_FIELD_PRICE)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Pasted %u price", "Pasted %u prices", n), n);
  if (field == PASAR_FIELD_STOCK)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Pasted stock of %u row", "Pasted stock of %u rows", n), n);
  /* Translators: a step that can be undone: prices and stocks */
  return g_strdup_printf (ngettext ("Pasted %u value", "Pasted %u values", n), n);
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

  if (self->kind == PASAR_COMMAND_DISCARD)
    /* Translators: a step that can be undone */
    return g_strdup_printf (ngettext ("Discarded %u change", "Discarded %u changes", n), n);
  if (self->kind == PASAR_COMMAND_PASTE)
    return dup_paste_label (self->field, n);
  if (self->n_hidden > 0 && self->field == PASAR_FIELD_PRICE)
    /* Translators: a step that can be undone; the others of the item are hidden by a filter */
    return g_strdup_printf (ngettext ("%1$u of %2$u price changed",
                                      "%1$u of %2$u prices changed",
                                      n_all),
                            n,
                            n_all);
  if (self->n_hidden > 0)
    /* Translators: a step that can be undone; the others of the item are hidden by a filter */
    return g_strdup_printf (ngettext ("Stock of %1$u of %2$u row changed",
                                      "Stock of %1$u of %2$u rows changed",
                                      n_all),
                            n,
                            n_all);
  amount = dup_amount (self, catalogue);
  if (self->kind == PASAR_COMMAND_IN_ALL)
    /* Translators: a step that can be undone: the amount is a number of pieces for all of the rows
     * together */
    return g_strdup_printf (ngettext ("%2$s in all on stock of %1$u row",
                                      "%2$s in all on stock of %1$u rows",
                                      n),
                            n,
                            amount);
  return self->field == PASAR_FIELD_PRICE
             ? dup_price_label (self->formula.operation == PASAR_OPERATION_SET, n, amount)
             : dup_stock_label (self->formula.operation == PASAR_OPERATION_SET, n, amount);
}
