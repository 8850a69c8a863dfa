/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* The editable rows that are meant: headers stand for their models, each row comes once. An empty
 * selection has no array either: only the number says that all are meant. */
static GArray *
dup_editable (PasarCatalogue *self, const guint *rows, guint n_rows)
{
  GArray *editable = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *is_taken = g_malloc0 (self->rows.n + 1);
  const gboolean all = n_rows == PASAR_ALL_ROWS;

  for (guint i = 0; i < (all ? self->rows.n : n_rows); i++)
    {
      const guint first = all ? i : rows[i];
      const guint n = all ? 1 : pasar_catalogue_get_n_rows_of (self, first);

      for (guint row = first; row < first + n; row++)
        {
          if (!pasar_catalogue_is_editable (self, row) || is_taken[row])
            continue;
          is_taken[row] = TRUE;
          g_array_append_val (editable, row);
        }
    }
  return editable;
}

/* The keys of the rows that dup_editable() gives. */
GArray *
pasar_catalogue_dup_editable_keys (PasarCatalogue *self, const guint *rows, guint n_rows)
{
  g_autoptr (GArray) editable = dup_editable (self, rows, n_rows);
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (PasarRowKey), editable->len);

  for (guint i = 0; i < editable->len; i++)
    {
      const PasarRowKey key =
          pasar_catalogue_row_get_key (self, g_array_index (editable, guint, i));

      g_array_append_val (keys, key);
    }
  return keys;
}

/* Sets what is staged on the rows of the edits to what these say, which then say what it was. */
static void
swap_staged (PasarCatalogue *self, GArray *edits, const GArray *rows)
{
  for (guint i = 0; i < edits->len; i++)
    {
      PasarEdit *edit = &g_array_index (edits, PasarEdit, i);
      gint64 *staged = &self->rows.staged[edit->field][g_array_index (rows, guint, i)];
      const gint64 old = *staged;

      *staged = edit->to;
      edit->to = old;
    }
}

/* The rule that each of the edits breaks when all are staged together. */
static guint8 *
check_together (PasarCatalogue *self, GArray *edits, const GArray *rows)
{
  guint8 *rules = g_new0 (guint8, MAX (edits->len, 1));
  PasarPriceRange range = { 0 };
  guint32 item = PASAR_NO_ITEM;

  swap_staged (self, edits, rows);
  for (guint i = 0; i < edits->len; i++)
    {
      const PasarField field = g_array_index (edits, PasarEdit, i).field;
      const guint row = g_array_index (rows, guint, i);
      const gint64 staged = self->rows.staged[field][row];

      if (staged == PASAR_NO_VALUE)
        continue;
      if (field == PASAR_FIELD_PRICE && item != self->rows.item[row])
        {
          item = self->rows.item[row];
          range = pasar_ratio_get_range (self, item, PASAR_NO_ROW, 0);
        }
      rules[i] = (guint8) pasar_rules_check (self, row, field, staged, range);
    }
  swap_staged (self, edits, rows);

  return rules;
}

/* Adds the edit that makes a row's value @to, and the row to @edited; none when it is so already.
 */
static void
add_edit (PasarCatalogue *self,
          guint row,
          PasarField field,
          gint64 to,
          GArray *edits,
          GArray *edited)
{
  const PasarEdit edit = {
    pasar_catalogue_row_get_key (self, row),
    field,
    self->rows.staged[field][row],
    to != self->rows.value[field][row] ? to : PASAR_NO_VALUE,
  };

  if (edit.to == edit.from)
    return;
  g_array_append_val (edits, edit);
  if (edited != NULL)
    g_array_append_val (edited, row);
}

/**
 * pasar_catalogue_plan:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models, a row counts once;
 * ignored with %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @field: what to change
 * @formula: what to do with the effective value of each row: what is staged, else what the shop has
 * @rules: (out) (optional) (transfer full): the `PasarRule` that each edit breaks, all checked
 * together, in the order of the edits; `PASAR_RULE_OK` for none
 * @n_failed: (out) (optional): how many could not be computed
 *
 * Makes the edits of a formula, without changing anything. Rows without a value are left out unless
 * the formula sets one; rows that the shop does not have any more always are. A result that is what
 * the shop has unstages; one that is staged already makes no edit.
 *
 * Returns: (transfer full) (element-type PasarEdit): the edits
 */
GArray *
pasar_catalogue_plan (PasarCatalogue *self,
                      const guint *rows,
                      guint n_rows,
                      PasarField field,
                      const PasarFormula *formula,
                      guint8 **rules,
                      guint *n_failed)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) edited = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) editable = NULL;
  guint failed = 0;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), edits);
  g_return_val_if_fail (formula != NULL, edits);

  editable = dup_editable (self, rows, n_rows);
  for (guint i = 0; i < editable->len; i++)
    {
      const guint row = g_array_index (editable, guint, i);
      const gint64 old = pasar_catalogue_effective (self, row, field);
      gint64 to;

      if ((self->rows.flags[row] & PASAR_ROW_GONE) != 0
          || (old == PASAR_NO_VALUE && formula->operation != PASAR_OPERATION_SET))
        continue;
      if (pasar_formula_apply (formula, old, &to, NULL))
        add_edit (self, row, field, to, edits, edited);
      else
        failed++;
    }
  if (rules != NULL)
    *rules = check_together (self, edits, edited);
  if (n_failed != NULL)
    *n_failed = failed;

  return edits;
}

/**
 * pasar_catalogue_dup_edit_text:
 * @self: a catalogue
 * @edits: (element-type PasarEdit): edits of one field that would be made together
 * @index: the one that is asked about
 *
 * Says in words why the shop would refuse an edit, its siblings having what @edits give them.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when nothing is wrong
 */
char *
pasar_catalogue_dup_edit_text (PasarCatalogue *self, const GArray *edits, guint index)
{
  g_autoptr (GArray) siblings = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  const PasarEdit *asked;
  guint asked_row;
  char *text;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (edits != NULL && index < edits->len, NULL);

  asked = &g_array_index (edits, PasarEdit, index);
  asked_row = pasar_catalogue_find_editable (self, asked->key);
  if (asked_row == PASAR_NO_ROW || asked->to == PASAR_NO_VALUE)
    return NULL;
  for (guint i = 0; i < edits->len; i++)
    {
      const PasarEdit edit = g_array_index (edits, PasarEdit, i);
      const guint row = edit.key.item_id == asked->key.item_id
                            ? pasar_catalogue_find_editable (self, edit.key)
                            : PASAR_NO_ROW;

      if (row == PASAR_NO_ROW)
        continue;
      g_array_append_val (siblings, edit);
      g_array_append_val (rows, row);
    }

  swap_staged (self, siblings, rows);
  text = pasar_catalogue_dup_rule_text (self, asked_row, asked->field, asked->to);
  swap_staged (self, siblings, rows);
  return text;
}

static void
add_discard (GArray *edits, PasarRowKey key, const gint64 staged[PASAR_N_FIELDS], int only)
{
  for (int field = 0; field < PASAR_N_FIELDS; field++)
    {
      PasarEdit edit = { key, (PasarField) field, staged[field], PASAR_NO_VALUE };

      if (staged[field] != PASAR_NO_VALUE && (only < 0 || only == field))
        g_array_append_val (edits, edit);
    }
}

/* The edits that unstage what is staged of a PasarField, or of both (-1), with PASAR_ALL_ROWS also
 * what waits for rows that are not there. */
GArray *
pasar_catalogue_plan_discard (PasarCatalogue *self, const guint *rows, guint n_rows, int field)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) editable = dup_editable (self, rows, n_rows);
  GHashTableIter iter;
  gpointer waiting;

  for (guint i = 0; i < editable->len; i++)
    {
      const guint row = g_array_index (editable, guint, i);
      const gint64 staged[PASAR_N_FIELDS] = { self->rows.staged[0][row],
                                              self->rows.staged[1][row] };

      add_discard (edits, pasar_catalogue_row_get_key (self, row), staged, field);
    }

  g_hash_table_iter_init (&iter, self->waiting);
  while (n_rows == PASAR_ALL_ROWS && g_hash_table_iter_next (&iter, NULL, &waiting))
    add_discard (edits, ((PasarWaiting *) waiting)->key, ((PasarWaiting *) waiting)->staged, field);

  return edits;
}

/* The edits of pasted cells. Rows that are not there any more or whose value has no result are left
 * out; a cell that is named twice has what was pasted first. */
GArray *
pasar_catalogue_plan_paste (PasarCatalogue *self, const GArray *cells, const GArray *formulas)
{
  GArray *edits = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), cells->len);
  g_autofree guint8 *is_taken = g_malloc0 (self->rows.n + 1);

  for (guint i = 0; i < cells->len; i++)
    {
      const PasarPastedCell *cell = &g_array_index (cells, PasarPastedCell, i);
      const guint row = pasar_catalogue_find_editable (self, cell->key);
      gint64 to;

      if (row == PASAR_NO_ROW || (self->rows.flags[row] & PASAR_ROW_GONE) != 0
          || (is_taken[row] & (1 << cell->field)) != 0)
        continue;
      is_taken[row] |= (guint8) (1 << cell->field);
      to = cell->amount;
      if (cell->formula == 0
          || pasar_formula_apply (&g_array_index (formulas, PasarFormula, cell->formula - 1),
                                  pasar_catalogue_effective (self, row, cell->field),
                                  &to,
                                  NULL))
        add_edit (self, row, cell->field, to, edits, NULL);
    }
  return edits;
}

/* What one row has, and must have at the least, when stock is spread. */
typedef struct
{
  guint row;
  gint64 now;
  gint64 least;
} Part;

static GArray *
dup_parts (PasarCatalogue *self, const guint *rows, guint n_rows, gint64 *now, gint64 *least)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GArray) editable = dup_editable (self, rows, n_rows);

  *now = *least = 0;
  for (guint i = 0; i < editable->len; i++)
    {
      const guint row = g_array_index (editable, guint, i);
      /* What Shopee holds bears reservations, too (FAQ 59). */
      const gint64 reserved =
          MAX (self->rows.reserved[row], 0) - MAX (self->rows.shopee_stock[row], 0);
      const Part part = { row,
                          MAX (pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK), 0),
                          MAX (reserved, 0) };

      if ((self->rows.flags[row] & PASAR_ROW_GONE) != 0)
        continue;
      *now += part.now;
      *least += part.least;
      g_array_append_val (parts, part);
    }
  return parts;
}

/* How much of rest the parts up to here get, when they have weight of all weights. */
static gint64
share_of (gint64 rest, gint64 weight, gint64 weights)
{
  __extension__ typedef __int128 Wide;

  return (gint64) ((Wide) rest * weight / weights);
}

/* What is left when each part has its least, in proportion to what the parts have beyond that. */
static void
spread (PasarCatalogue *self, const GArray *parts, gint64 rest, GArray *edits)
{
  gint64 weights = 0;
  gint64 weight = 0;
  gint64 given = 0;
  gboolean evenly;

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      weights += MAX (part->now - part->least, 0);
    }
  evenly = weights == 0;
  weights = evenly ? parts->len : weights;
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      gint64 up_to_here;

      weight += evenly ? 1 : MAX (part->now - part->least, 0);
      up_to_here = share_of (rest, weight, weights);
      add_edit (self, part->row, PASAR_FIELD_STOCK, part->least + up_to_here - given, edits, NULL);
      given = up_to_here;
    }
}

/* The edits that spread a stock over rows. Each row first gets what promotions have reserved of it.
 * What is left is spread in proportion to what the rows have beyond that now, evenly where they
 * have nothing: in whole pieces, with the exact sum, the same each time. Rows that the shop does
 * not have any more are left out. NULL with a PASAR_INPUT_ERROR when there is less to spread than
 * is reserved, or no result. */
GArray *
pasar_catalogue_plan_in_all (PasarCatalogue *self,
                             const guint *rows,
                             guint n_rows,
                             const PasarFormula *formula,
                             GError **error)
{
  g_autoptr (GArray) parts = NULL;
  GArray *edits;
  gint64 now;
  gint64 least;
  gint64 total;

  parts = dup_parts (self, rows, n_rows, &now, &least);
  if (!pasar_formula_apply (formula, now, &total, error))
    return NULL;
  if (total < least)
    {
      g_autofree char *text = pasar_money_format (least, 0, NULL);

      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_NEGATIVE,
                   /* Translators: %s is a number of pieces */
                   _ ("Promotions have reserved %s pieces in all, so it cannot be less."),
                   text);
      return NULL;
    }
  edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  spread (self, parts, total - least, edits);
  return edits;
}

/**
 * pasar_catalogue_summarise:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models, a row counts once;
 * ignored with %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @out: (out caller-allocates): the figures
 *
 * Adds up what is selected, with what is staged, for a status bar.
 */
void
pasar_catalogue_summarise (PasarCatalogue *self, const guint *rows, guint n_rows, PasarSummary *out)
{
  g_autoptr (GArray) editable = NULL;
  gint64 sum = 0;
  guint n_prices = 0;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (out != NULL);

  editable = dup_editable (self, rows, n_rows);
  *out = (PasarSummary){ .n_rows = editable->len,
                         .average_price = PASAR_NO_VALUE,
                         .min_price = PASAR_NO_VALUE,
                         .max_price = PASAR_NO_VALUE };
  for (guint i = 0; i < editable->len; i++)
    {
      const guint row = g_array_index (editable, guint, i);
      const gint64 price = pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);
      const gint64 stock = pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);

      if (stock != PASAR_NO_VALUE)
        out->stock += stock;
      if (price == PASAR_NO_VALUE)
        continue;
      sum += price;
      n_prices++;
      if (n_prices == 1 || price < out->min_price)
        out->min_price = price;
      out->max_price = MAX (out->max_price, price);
    }

  if (n_prices > 0)
    out->average_price = (sum + n_prices / 2) / n_prices;
}
