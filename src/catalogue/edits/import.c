/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/import-private.h"

#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many rows are looked at between two looks at the clock. */
#define ROWS_A_TURN 64
/* After so many starts it is given no more time than before. */
#define MAX_DOUBLINGS 5

static void
clear_input (gpointer data)
{
  PasarImportInput *input = data;

  g_free (input->text);
  g_clear_pointer (&input->expression, pasar_expression_unref);
}

/* The columns of the table that values come from, each once. */
static GArray *
list_columns (const PasarImport *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint column = 0; column < self->table.n_columns; column++)
    {
      gboolean is_used = FALSE;

      for (guint i = 0; i < self->inputs->len && !is_used; i++)
        {
          const PasarImportInput *input = &g_array_index (self->inputs, PasarImportInput, i);
          guint n = 0;
          const guint *used = input->expression != NULL
                                  ? pasar_expression_get_columns (input->expression, &n)
                                  : NULL;

          is_used = input->expression == NULL && input->column == (int) column;
          for (guint k = 0; k < n; k++)
            is_used |= used[k] == PASAR_IMPORT_FIRST_COLUMN + column;
        }
      if (is_used)
        g_array_append_val (columns, column);
    }
  return columns;
}

static void
begin_match (PasarImport *self)
{
  g_autoptr (GArray) columns = list_columns (self);
  PasarMatchTable table = { .texts = self->table.texts,
                            .n_rows = self->table.n_rows,
                            .n_columns = self->table.n_columns,
                            .damaged = self->table.damaged,
                            .ignores_case = self->ignores_case };

  memcpy (table.columns, self->keys, sizeof table.columns);
  g_clear_pointer (&self->match, pasar_row_match_free);
  self->match = pasar_row_match_new (self->catalogue, &table);
  pasar_row_match_compare (self->match, (const guint *) (gpointer) columns->data, columns->len);
  self->phase = PASAR_IMPORT_PHASE_MATCH;
  self->round++;
}

static gboolean
add_input (PasarImport *self, const PasarImportSource *source, GError **error)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, source->target);
  PasarImportInput input = { .target = source->target, .column = source->column };

  g_return_val_if_fail (info != NULL && info->is_editable, FALSE);
  g_return_val_if_fail (source->expression != NULL || source->column >= 0, FALSE);
  g_return_val_if_fail (source->column < (int) self->table.n_columns, FALSE);

  input.field = info->field;
  if (source->expression != NULL)
    {
      input.expression = pasar_import_parse (self->catalogue,
                                             &self->table,
                                             source->target,
                                             source->expression,
                                             NULL,
                                             error);
      if (input.expression == NULL)
        return FALSE;
    }
  g_array_append_val (self->inputs, input);
  return TRUE;
}

/**
 * pasar_import_new:
 * @catalogue: a shop
 * @table: what is imported
 * @mapping: what its columns mean
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Begins to find out what a table comes to. Where the mapping changes a new import is made.
 *
 * Returns: (transfer full) (nullable): the import, to be run; %NULL with @error when an expression
 * of the mapping cannot be read
 */
PasarImport *
pasar_import_new (PasarCatalogue *catalogue,
                  const PasarImportTable *table,
                  const PasarImportMapping *mapping,
                  GError **error)
{
  g_autoptr (PasarImport) self = NULL;
  gsize n_results;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (table != NULL && mapping != NULL, NULL);

  self = g_atomic_rc_box_new0 (PasarImport);
  self->catalogue = g_object_ref (catalogue);
  self->table = *table;
  memcpy (self->keys, mapping->keys, sizeof self->keys);
  self->ignores_case = mapping->ignores_case;
  self->leaves_out_zeros = mapping->leaves_out_zeros;
  self->inputs = g_array_new (FALSE, FALSE, sizeof (PasarImportInput));
  g_array_set_clear_func (self->inputs, clear_input);
  for (guint i = 0; i < mapping->n_sources; i++)
    {
      if (!add_input (self, &mapping->sources[i], error))
        return NULL;
    }
  n_results = (gsize) table->n_rows * self->inputs->len;
  self->rows = g_new0 (guint32, table->n_rows);
  self->verdicts = g_new0 (guint8, table->n_rows);
  self->results = g_new0 (PasarImportResult, n_results);
  begin_match (self);
  return g_steal_pointer (&self);
}

/**
 * pasar_import_ref:
 * @self: an import
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarImport *
pasar_import_ref (PasarImport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
forget_rows (PasarImport *self)
{
  g_clear_pointer (&self->said, g_free);
  g_clear_pointer (&self->prices, pasar_price_plan_free);
}

static void
clear (gpointer data)
{
  PasarImport *self = data;

  forget_rows (self);
  g_clear_pointer (&self->match, pasar_row_match_free);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_free (self->rows);
  g_free (self->verdicts);
  g_free (self->results);
  g_object_unref (self->catalogue);
  if (self->free_kept != NULL)
    self->free_kept (self->kept);
}

/**
 * pasar_import_unref:
 * @self: (transfer full) (nullable): an import
 *
 * Gives a reference back.
 */
void
pasar_import_unref (PasarImport *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static void
begin_read (PasarImport *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  self->stamp = catalogue->stamp;
  self->layout = catalogue->layout;
  self->n_rows = catalogue->rows.n;
  self->n_dead = catalogue->n_dead;
  self->texts_stamp = catalogue->texts_stamp;
  forget_rows (self);
  self->said = g_malloc0 ((gsize) self->n_rows * self->inputs->len);
  self->prices = pasar_price_plan_new (self->catalogue);
  self->report = (PasarImportReport){ .first_end = G_MAXINT64 };
  self->phase = PASAR_IMPORT_PHASE_READ;
  self->round++;
  self->next = 0;
}

/* Whether what values are has changed since they were read. */
static gboolean
is_late (const PasarImport *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  return self->phase != PASAR_IMPORT_PHASE_MATCH && !self->is_given
         && (self->stamp != catalogue->stamp || self->layout != catalogue->layout
             || self->n_rows != catalogue->rows.n || self->n_dead != catalogue->n_dead);
}

/* Whether the rows that it names may be others. */
static gboolean
is_match_late (const PasarImport *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  return !self->is_applied
         && (self->layout != catalogue->layout || self->n_rows != catalogue->rows.n
             || self->n_dead != catalogue->n_dead || self->texts_stamp != catalogue->texts_stamp);
}

/* The row of the shop; PASAR_NO_ROW where it has none any more. */
static guint
find_row (PasarImport *self, guint table_row)
{
  const PasarMatched matched = pasar_row_match_get (self->match, table_row);
  const guint row = pasar_catalogue_find_editable (self->catalogue, matched.candidates[0]);

  return row != PASAR_NO_ROW && (self->catalogue->rows.flags[row] & PASAR_ROW_GONE) == 0
             ? row
             : PASAR_NO_ROW;
}

/* What is said of stock at locations counts more than what is said of all together. */
static gboolean
is_said_by_location (const PasarImport *self, guint row, PasarField field)
{
  if (field != PASAR_FIELD_STOCK || self->catalogue->rows.n_locations[row] <= 1)
    return FALSE;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      if (pasar_field_is_location (g_array_index (self->inputs, PasarImportInput, i).field))
        return TRUE;
    }
  return FALSE;
}

static void
read_input (PasarImport *self, guint table_row, guint i, guint row)
{
  const PasarImportInput *input = &g_array_index (self->inputs, PasarImportInput, i);
  PasarImportResult *result = pasar_import_get_result (self, table_row, i);
  guint8 *said = &self->said[(gsize) row * self->inputs->len + i];

  if (is_said_by_location (self, row, input->field))
    return;
  result->from = pasar_staged_read_effective (self->catalogue, row, input->field);
  result->state = (guint8) pasar_import_read (self, table_row, input, row, &result->to, NULL);
  if (result->state == PASAR_IMPORT_CHANGED && *said)
    result->state = PASAR_IMPORT_NOTHING;
  if (result->state != PASAR_IMPORT_CHANGED)
    return;
  *said = TRUE;
  result->is_zero = result->to == 0 && result->from != 0
                    && pasar_import_doubts_zero (self->catalogue, input->field);
  if (result->to == result->from)
    result->state = PASAR_IMPORT_UNCHANGED;
  else if (result->is_zero && self->leaves_out_zeros)
    result->state = PASAR_IMPORT_ZERO;
  else if (input->field == PASAR_FIELD_PRICE)
    pasar_price_plan_set (self->prices, row, result->to);
}

static void
read_row (PasarImport *self, guint table_row)
{
  const gboolean is_found =
      pasar_row_match_get (self->match, table_row).verdict == PASAR_MATCH_FOUND;
  const guint row = is_found ? find_row (self, table_row) : PASAR_NO_ROW;

  self->rows[table_row] = row != PASAR_NO_ROW ? row + 1 : 0;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      *pasar_import_get_result (self, table_row, i) =
          (PasarImportResult){ .from = PASAR_NO_VALUE, .to = PASAR_NO_VALUE };
      if (row != PASAR_NO_ROW)
        read_input (self, table_row, i, row);
    }
}

static PasarRule
check (PasarImport *self, guint row, PasarField field, gint64 to)
{
  if (pasar_field_is_local (field))
    return PASAR_RULE_OK;
  if (field != PASAR_FIELD_PRICE)
    return pasar_rules_check (self->catalogue, row, field, to, (PasarPriceRange){ 0 });
  return pasar_price_plan_check (self->prices, row);
}

/* What a promotion locks waits until it has ended; what the shop has already does not. */
static void
check_row (PasarImport *self, guint table_row)
{
  const guint row = self->rows[table_row] - 1;

  for (guint i = 0; i < self->inputs->len && self->rows[table_row] > 0; i++)
    {
      const PasarField field = g_array_index (self->inputs, PasarImportInput, i).field;
      PasarImportResult *result = pasar_import_get_result (self, table_row, i);
      PasarRule rule;

      if (result->state != PASAR_IMPORT_CHANGED)
        continue;
      rule = check (self, row, field, result->to);
      if (!pasar_rule_is_promotion (rule))
        result->state = rule == PASAR_RULE_OK ? PASAR_IMPORT_CHANGED : PASAR_IMPORT_REFUSED;
      else if (result->to == pasar_staged_read_shop (self->catalogue, row, field))
        rule = PASAR_RULE_OK;
      result->rule = (guint8) rule;
    }
}

static PasarImportVerdict
judge (const PasarImport *self, guint table_row)
{
  static const PasarImportVerdict verdicts[] = {
    [PASAR_MATCH_BLANK] = PASAR_IMPORT_ROW_BLANK,
    [PASAR_MATCH_FOUND] = PASAR_IMPORT_ROW_UNCHANGED,
    [PASAR_MATCH_UNKNOWN] = PASAR_IMPORT_ROW_UNKNOWN,
    [PASAR_MATCH_AMBIGUOUS] = PASAR_IMPORT_ROW_AMBIGUOUS,
    [PASAR_MATCH_CONTRADICTORY] = PASAR_IMPORT_ROW_CONTRADICTORY,
    [PASAR_MATCH_REPEATED] = PASAR_IMPORT_ROW_REPEATED,
    [PASAR_MATCH_CONFLICTING] = PASAR_IMPORT_ROW_CONFLICTING,
    [PASAR_MATCH_DAMAGED] = PASAR_IMPORT_ROW_DAMAGED,
  };
  PasarImportVerdict verdict = verdicts[pasar_row_match_get (self->match, table_row).verdict];

  if (verdict != PASAR_IMPORT_ROW_UNCHANGED)
    return verdict;
  if (self->rows[table_row] == 0)
    return PASAR_IMPORT_ROW_VANISHED;
  for (guint i = 0; i < self->inputs->len; i++)
    {
      const PasarImportResult *result = pasar_import_get_result (self, table_row, i);

      if (result->state > PASAR_IMPORT_CHANGED)
        return PASAR_IMPORT_ROW_LEFT_OUT;
      if (result->state == PASAR_IMPORT_CHANGED && result->rule != PASAR_RULE_OK)
        verdict = PASAR_IMPORT_ROW_POSTPONED;
      else if (result->state == PASAR_IMPORT_CHANGED && verdict != PASAR_IMPORT_ROW_POSTPONED)
        verdict = PASAR_IMPORT_ROW_CHANGED;
    }
  return verdict;
}

/* The largest first; of equal ones the first of the table. */
static void
add_extreme (PasarImportExtreme *extremes, guint *n, PasarImportExtreme extreme)
{
  guint place = *n;

  while (place > 0 && ABS (extremes[place - 1].change) < ABS (extreme.change))
    place--;
  if (place == PASAR_IMPORT_N_EXTREMES)
    return;
  *n = MIN (*n + 1, PASAR_IMPORT_N_EXTREMES);
  memmove (&extremes[place + 1], &extremes[place], (*n - 1 - place) * sizeof (PasarImportExtreme));
  extremes[place] = extreme;
}

static void
count_change (PasarImport *self, guint table_row, PasarField field, const PasarImportResult *result)
{
  PasarImportReport *report = &self->report;
  const PasarImportExtreme extreme = { table_row, pasar_change_get (result->from, result->to) };

  if (result->rule != PASAR_RULE_OK)
    {
      const gint64 end = pasar_rules_get_lock_end (self->catalogue,
                                                   self->rows[table_row] - 1,
                                                   (PasarRule) result->rule);

      report->n_postponed++;
      report->first_end = MIN (report->first_end, end);
    }
  if (pasar_field_is_stock (field))
    report->n_stocks++;
  else if (field != PASAR_FIELD_PRICE)
    report->n_others++;
  else
    report->n_prices++;
  if (field != PASAR_FIELD_PRICE || extreme.change == PASAR_NO_VALUE)
    return;
  if (extreme.change > 0)
    add_extreme (report->rises, &report->n_rises, extreme);
  else if (extreme.change < 0)
    add_extreme (report->falls, &report->n_falls, extreme);
}

static void
count_row (PasarImport *self, guint table_row)
{
  PasarImportReport *report = &self->report;
  const PasarImportVerdict verdict = judge (self, table_row);

  self->verdicts[table_row] = (guint8) verdict;
  report->n_rows[verdict]++;
  for (guint i = 0; i < self->inputs->len && self->rows[table_row] > 0; i++)
    {
      const PasarImportResult *result = pasar_import_get_result (self, table_row, i);

      report->n_cells[result->state]++;
      report->n_zeros += result->is_zero;
      if (result->state == PASAR_IMPORT_REFUSED)
        report->n_by_rule[result->rule]++;
      if (result->state == PASAR_IMPORT_CHANGED)
        count_change (self,
                      table_row,
                      g_array_index (self->inputs, PasarImportInput, i).field,
                      result);
    }
}

static void
run_turn (PasarImport *self)
{
  static void (*const steps[]) (PasarImport * self, guint table_row) = {
    [PASAR_IMPORT_PHASE_READ] = read_row,
    [PASAR_IMPORT_PHASE_CHECK] = check_row,
    [PASAR_IMPORT_PHASE_COUNT] = count_row,
  };
  const guint n = self->table.n_rows;
  const guint end = MIN (n, self->next + ROWS_A_TURN);

  for (; self->next < end; self->next++)
    steps[self->phase](self, self->next);
  if (self->next < n)
    return;
  self->phase++;
  self->next = 0;
  if (self->phase != PASAR_IMPORT_PHASE_DONE)
    return;
  forget_rows (self);
  self->report.n_other_case = pasar_row_match_count_other_case (self->match);
}

/**
 * pasar_import_run:
 * @self: an import
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Finds out what can be found out until @deadline, and a few rows at least. What is done already is
 * done anew when the shop has changed; so that it ends even while that goes on, it may then take
 * longer than asked.
 *
 * Returns: whether all is done
 */
gboolean
pasar_import_run (PasarImport *self, gint64 deadline)
{
  const gint64 now = g_get_monotonic_time ();

  g_return_val_if_fail (self != NULL, TRUE);

  if (is_late (self))
    {
      self->n_restarts = self->phase != PASAR_IMPORT_PHASE_DONE ? self->n_restarts + 1 : 0;
      if (is_match_late (self))
        begin_match (self);
      else
        begin_read (self);
    }
  if (self->n_restarts > 0 && deadline > now && deadline < now + G_TIME_SPAN_SECOND)
    deadline = now + ((deadline - now) << MIN (self->n_restarts, MAX_DOUBLINGS));
  if (self->phase == PASAR_IMPORT_PHASE_MATCH)
    {
      if (!pasar_row_match_run (self->match, deadline))
        return FALSE;
      begin_read (self);
    }
  while (self->phase != PASAR_IMPORT_PHASE_DONE)
    {
      run_turn (self);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->phase == PASAR_IMPORT_PHASE_DONE;
}

/**
 * pasar_import_get_report:
 * @self: an import that is done
 *
 * Sums it up. Once it is applied: as it was then.
 *
 * Returns: (transfer none): what it comes to; valid until it runs again
 */
const PasarImportReport *
pasar_import_get_report (PasarImport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->report;
}

/**
 * pasar_import_get_key_column:
 * @self: an import
 * @key: what a row of the shop can be known by
 *
 * Tells which column of the table has it, as the mapping said.
 *
 * Returns: the column; -1: none
 */
int
pasar_import_get_key_column (const PasarImport *self, PasarMatchKey key)
{
  g_return_val_if_fail (self != NULL && key < PASAR_MATCH_N_KEYS, -1);

  return self->keys[key];
}

/**
 * pasar_import_get_verdict:
 * @self: an import that is done
 * @row: a row of the table
 *
 * For a list of the rows, or of those with one verdict.
 *
 * Returns: what the row comes to
 */
PasarImportVerdict
pasar_import_get_verdict (PasarImport *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->table.n_rows, PASAR_IMPORT_ROW_BLANK);

  return (PasarImportVerdict) self->verdicts[row];
}

/**
 * pasar_import_get_matched:
 * @self: an import that is done
 * @row: a row of the table
 *
 * Tells which row of the shop is meant, or may be.
 *
 * Returns: what the row names; valid until @self runs again
 */
PasarMatched
pasar_import_get_matched (PasarImport *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->table.n_rows, (PasarMatched){ 0 });

  return pasar_row_match_get (self->match, row);
}

/**
 * pasar_import_get_cell:
 * @self: an import that is done
 * @row: a row of the table
 * @source: one of the sources of the mapping
 *
 * Tells what one value becomes.
 *
 * Returns: the value
 */
PasarImportCell
pasar_import_get_cell (PasarImport *self, guint row, guint source)
{
  const PasarImportResult *result;

  g_return_val_if_fail (self != NULL && row < self->table.n_rows, (PasarImportCell){ 0 });
  g_return_val_if_fail (source < self->inputs->len, (PasarImportCell){ 0 });

  result = pasar_import_get_result (self, row, source);
  return (PasarImportCell){ (PasarImportState) result->state,
                            (PasarRule) result->rule,
                            result->from,
                            result->to };
}
