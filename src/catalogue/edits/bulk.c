/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * RowSet:
 * The editable rows that a selection means: headers stand for their models, each row comes once.
 */
typedef struct
{
  PasarCatalogue *catalogue;
  const guint *rows; /* (nullable): NULL is all of them, when n_rows says so */
  guint n_rows;
  guint8 *seen; /* (owned) (nullable) a bit a row */
  guint next;   /* in rows */
  guint row;
  guint end; /* rows from row to end are still to come */
} RowSet;

static void
row_set_init (RowSet *self, PasarCatalogue *catalogue, const guint *rows, guint n_rows)
{
  memset (self, 0, sizeof *self);
  self->catalogue = catalogue;
  /* An empty selection has no array either: only the number says that all are meant. */
  self->rows = n_rows != PASAR_ALL_ROWS ? rows : NULL;
  self->n_rows = n_rows != PASAR_ALL_ROWS ? n_rows : catalogue->rows.n;
  if (self->rows != NULL && n_rows > 1)
    self->seen = g_malloc0 (catalogue->rows.n / 8 + 1);
}

static void
row_set_clear (RowSet *self)
{
  g_clear_pointer (&self->seen, g_free);
}

static gboolean
row_set_is_new (RowSet *self, guint row)
{
  guint8 bit = (guint8) (1 << (row % 8));

  if (self->seen == NULL)
    return TRUE;
  if ((self->seen[row / 8] & bit) != 0)
    return FALSE;
  self->seen[row / 8] |= bit;
  return TRUE;
}

/* PASAR_NO_ROW at the end. */
static guint
row_set_next (RowSet *self)
{
  for (;;)
    {
      while (self->row < self->end)
        {
          guint row = self->row++;

          if (pasar_catalogue_is_editable (self->catalogue, row) && row_set_is_new (self, row))
            return row;
        }
      if (self->next == self->n_rows)
        return PASAR_NO_ROW;

      self->row = self->rows != NULL ? self->rows[self->next] : self->next;
      self->end = self->row;
      self->next++;
      if (pasar_catalogue_is_alive (self->catalogue, self->row))
        self->end =
            self->row
            + (self->rows != NULL ? pasar_catalogue_get_n_rows_of (self->catalogue, self->row) : 1);
    }
}

/**
 * pasar_catalogue_dup_editable_keys:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 *
 * Returns: (transfer full) (element-type PasarRowKey): the keys of the rows that are meant, each
 * once
 */
GArray *
pasar_catalogue_dup_editable_keys (PasarCatalogue *self, const guint *rows, guint n_rows)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  RowSet set;

  row_set_init (&set, self, rows, n_rows);
  for (guint row = row_set_next (&set); row != PASAR_NO_ROW; row = row_set_next (&set))
    {
      const PasarRowKey key = pasar_catalogue_row_get_key (self, row);

      g_array_append_val (keys, key);
    }
  row_set_clear (&set);
  return keys;
}

/* One row and what it would have staged. */
typedef struct
{
  guint row;
  guint edit; /* its edit; NO_EDIT when that is staged already */
  gint64 staged;
} Outcome;

#define NO_EDIT G_MAXUINT

/* Sets what is staged to the outcomes, which then hold what was staged before. */
static void
swap_outcomes (PasarCatalogue *self, PasarField field, GArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      Outcome *outcome = &g_array_index (outcomes, Outcome, i);
      gint64 *staged = &self->rows.staged[field][outcome->row];
      gint64 old = *staged;

      *staged = outcome->staged;
      outcome->staged = old;
    }
}

/* How many break a rule when all are staged together; rules: that of each edit. */
static guint
check_together (PasarCatalogue *self, PasarField field, GArray *outcomes, guint8 *rules)
{
  PasarPriceRange range = { 0 };
  guint32 item = PASAR_NO_ITEM;
  guint n_refused = 0;

  swap_outcomes (self, field, outcomes);
  for (guint i = 0; i < outcomes->len; i++)
    {
      const Outcome *outcome = &g_array_index (outcomes, Outcome, i);
      guint row = outcome->row;
      gint64 staged = self->rows.staged[field][row];
      PasarRule rule;

      if (staged == PASAR_NO_VALUE)
        continue;
      if (field == PASAR_FIELD_PRICE && item != self->rows.item[row])
        {
          item = self->rows.item[row];
          range = pasar_ratio_get_range (self, item, PASAR_NO_ROW, 0);
        }
      rule = pasar_rules_check (self, row, field, staged, range);
      n_refused += rule != PASAR_RULE_OK;
      if (rules != NULL && outcome->edit != NO_EDIT)
        rules[outcome->edit] = (guint8) rule;
    }
  swap_outcomes (self, field, outcomes);

  return n_refused;
}

/* Fills edits and outcomes; gives how many rows could not be computed. */
static guint
compute (PasarCatalogue *self,
         RowSet *set,
         PasarField field,
         const PasarFormula *formula,
         GArray *edits,
         GArray *outcomes)
{
  guint failed = 0;

  for (guint row = row_set_next (set); row != PASAR_NO_ROW; row = row_set_next (set))
    {
      gint64 old = self->rows.value[field][row];
      PasarEdit edit = { pasar_catalogue_row_get_key (self, row),
                         field,
                         self->rows.staged[field][row],
                         0 };
      Outcome outcome = { .row = row, .edit = NO_EDIT };

      if ((self->rows.flags[row] & PASAR_ROW_GONE) != 0
          || (old == PASAR_NO_VALUE && formula->operation != PASAR_OPERATION_SET))
        continue;
      if (!pasar_formula_apply (formula,
                                pasar_catalogue_effective (self, row, field),
                                &edit.to,
                                NULL))
        {
          failed++;
          continue;
        }
      if (edit.to == old)
        edit.to = PASAR_NO_VALUE;
      if (edit.to != edit.from)
        {
          outcome.edit = edits->len;
          g_array_append_val (edits, edit);
        }
      outcome.staged = edit.to;
      g_array_append_val (outcomes, outcome);
    }

  return failed;
}

/* rules and the counts may be NULL. */
static GArray *
make_plan (PasarCatalogue *self,
           RowSet *set,
           PasarField field,
           const PasarFormula *formula,
           guint8 **rules,
           guint *n_refused,
           guint *n_failed)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (Outcome));
  guint failed = compute (self, set, field, formula, edits, outcomes);
  guint refused = 0;

  if (rules != NULL)
    *rules = g_new0 (guint8, MAX (edits->len, 1));
  if (rules != NULL || n_refused != NULL)
    refused = check_together (self, field, outcomes, rules != NULL ? *rules : NULL);
  if (n_refused != NULL)
    *n_refused = refused;
  if (n_failed != NULL)
    *n_failed = failed;

  return edits;
}

/**
 * pasar_catalogue_plan:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models, a row counts once;
 * ignored with %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @field: what to change
 * @formula: what to do with the effective value of each row: what is staged, else what the shop has
 * @n_refused: (out) (optional): how many results break a rule, all checked together
 * @n_failed: (out) (optional): how many could not be computed
 *
 * Makes the edits of a formula, without changing anything. Rows without a value at the shop are
 * left out unless the formula sets one; rows that the shop does not have any more always are. A
 * result that is what the shop has unstages; one that is staged already makes no edit.
 *
 * Returns: (transfer full) (element-type PasarEdit): the edits
 */
GArray *
pasar_catalogue_plan (PasarCatalogue *self,
                      const guint *rows,
                      guint n_rows,
                      PasarField field,
                      const PasarFormula *formula,
                      guint *n_refused,
                      guint *n_failed)
{
  GArray *edits;
  RowSet set;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), g_array_new (FALSE, FALSE, sizeof (PasarEdit)));
  g_return_val_if_fail (formula != NULL, g_array_new (FALSE, FALSE, sizeof (PasarEdit)));

  row_set_init (&set, self, rows, n_rows);
  edits = make_plan (self, &set, field, formula, NULL, n_refused, n_failed);
  row_set_clear (&set);

  return edits;
}

/**
 * pasar_catalogue_plan_checked:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): as for pasar_catalogue_plan()
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @field: what to change
 * @formula: what to do with the effective value of each row
 * @rules: (out) (transfer full): the `PasarRule` that each edit breaks, all checked together, in
 * the order of the edits; `PASAR_RULE_OK` for none
 * @n_failed: (out) (optional): how many could not be computed
 *
 * pasar_catalogue_plan() for those who need to know which of the edits the shop would refuse.
 *
 * Returns: (transfer full) (element-type PasarEdit): the edits
 */
GArray *
pasar_catalogue_plan_checked (PasarCatalogue *self,
                              const guint *rows,
                              guint n_rows,
                              PasarField field,
                              const PasarFormula *formula,
                              guint8 **rules,
                              guint *n_failed)
{
  GArray *edits;
  RowSet set;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), g_array_new (FALSE, FALSE, sizeof (PasarEdit)));
  g_return_val_if_fail (formula != NULL, g_array_new (FALSE, FALSE, sizeof (PasarEdit)));

  row_set_init (&set, self, rows, n_rows);
  edits = make_plan (self, &set, field, formula, rules, NULL, n_failed);
  row_set_clear (&set);

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
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (Outcome));
  const PasarEdit *asked;
  guint row;
  char *text;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (edits != NULL && index < edits->len, NULL);

  asked = &g_array_index (edits, PasarEdit, index);
  row = pasar_catalogue_find_editable (self, asked->key);
  if (row == PASAR_NO_ROW || asked->to == PASAR_NO_VALUE)
    return NULL;
  for (guint i = 0; i < edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);
      Outcome outcome = { .edit = i, .staged = edit->to };

      if (edit->key.item_id != asked->key.item_id)
        continue;
      outcome.row = pasar_catalogue_find_editable (self, edit->key);
      if (outcome.row != PASAR_NO_ROW)
        g_array_append_val (outcomes, outcome);
    }

  swap_outcomes (self, asked->field, outcomes);
  text = pasar_catalogue_dup_rule_text (self, row, asked->field, asked->to);
  swap_outcomes (self, asked->field, outcomes);
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

/**
 * pasar_catalogue_plan_discard:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models; ignored with
 * %PASAR_ALL_ROWS: everything, with what waits for rows that are not there
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @field: a #PasarField, or -1 for both
 *
 * Makes the edits that unstage what is staged, without changing anything.
 *
 * Returns: (transfer full) (element-type PasarEdit): the edits
 */
GArray *
pasar_catalogue_plan_discard (PasarCatalogue *self, const guint *rows, guint n_rows, int field)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  GHashTableIter iter;
  gpointer waiting;
  RowSet set;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), edits);

  row_set_init (&set, self, rows, n_rows);
  for (guint row = row_set_next (&set); row != PASAR_NO_ROW; row = row_set_next (&set))
    {
      const gint64 staged[PASAR_N_FIELDS] = { self->rows.staged[0][row],
                                              self->rows.staged[1][row] };

      add_discard (edits, pasar_catalogue_row_get_key (self, row), staged, field);
    }
  row_set_clear (&set);

  if (n_rows == PASAR_ALL_ROWS)
    {
      g_hash_table_iter_init (&iter, self->waiting);
      while (g_hash_table_iter_next (&iter, NULL, &waiting))
        add_discard (edits,
                     ((PasarWaiting *) waiting)->key,
                     ((PasarWaiting *) waiting)->staged,
                     field);
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
  RowSet set;

  *now = *least = 0;
  row_set_init (&set, self, rows, n_rows);
  for (guint row = row_set_next (&set); row != PASAR_NO_ROW; row = row_set_next (&set))
    {
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
  row_set_clear (&set);
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
  const PasarField field = PASAR_FIELD_STOCK;
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
      PasarEdit edit = { pasar_catalogue_row_get_key (self, part->row),
                         field,
                         self->rows.staged[field][part->row],
                         0 };
      gint64 up_to_here;

      weight += evenly ? 1 : MAX (part->now - part->least, 0);
      up_to_here = share_of (rest, weight, weights);
      edit.to = part->least + up_to_here - given;
      given = up_to_here;
      if (edit.to == self->rows.value[field][part->row])
        edit.to = PASAR_NO_VALUE;
      if (edit.to != edit.from)
        g_array_append_val (edits, edit);
    }
}

/**
 * pasar_catalogue_plan_in_all:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): as for pasar_catalogue_plan()
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @formula: what to do with the stock of all rows together
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Makes the edits that spread a stock over rows, without changing anything. Each row first gets
 * what promotions have reserved of it. What is left is spread in proportion to what the rows have
 * beyond that now, evenly where they have nothing: in whole pieces, with the exact sum, the same
 * each time. Rows that the shop does not have any more are left out.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits; %NULL with @error when
 * there is less to spread than is reserved, or no result
 */
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

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);
  g_return_val_if_fail (formula != NULL, NULL);

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
  gint64 sum = 0;
  guint n_prices = 0;
  RowSet set;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (out != NULL);

  *out = (PasarSummary){ .average_price = PASAR_NO_VALUE,
                         .min_price = PASAR_NO_VALUE,
                         .max_price = PASAR_NO_VALUE };
  row_set_init (&set, self, rows, n_rows);
  for (guint row = row_set_next (&set); row != PASAR_NO_ROW; row = row_set_next (&set))
    {
      gint64 price = pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);
      gint64 stock = pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);

      out->n_rows++;
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
  row_set_clear (&set);

  if (n_prices > 0)
    out->average_price = (sum + n_prices / 2) / n_prices;
}
