/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/replace-private.h"

#include "catalogue/values/money.h"

#include <string.h>

/* So many cells are looked at between two looks at the clock. */
#define CELLS_A_TURN 64
/* After so many starts it is given no more time than before. */
#define MAX_DOUBLINGS 5

/**
 * pasar_replace_takes_column:
 * @info: a column
 *
 * What follows from other values is not replaced in, nor is what the shop alone can change.
 *
 * Returns: whether cells of the column can be replaced in
 */
gboolean
pasar_replace_takes_column (const PasarColumnInfo *info)
{
  return info->is_editable && info->source != PASAR_SOURCE_COMPUTED
         && (info->type == PASAR_COLUMN_TEXT || info->type == PASAR_COLUMN_NUMBER);
}

static void
clear_target (gpointer data)
{
  pasar_cell_pattern_free (((PasarReplaceTarget *) data)->pattern);
}

/**
 * pasar_replace_new:
 * @catalogue: a shop
 * @pattern: what is looked for
 * @replacement: what stands in its place then
 *
 * To be told of cells by [method@Replace.add].
 *
 * Returns: (transfer full): a replacement in no cell
 */
PasarReplace *
pasar_replace_new (PasarCatalogue *catalogue, PasarPattern *pattern, const char *replacement)
{
  PasarReplace *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (pattern != NULL && replacement != NULL, NULL);

  self = g_atomic_rc_box_new0 (PasarReplace);
  self->catalogue = g_object_ref (catalogue);
  self->pattern = pasar_pattern_ref (pattern);
  self->replacement = g_utf8_make_valid (replacement, -1);
  self->targets = g_array_new (FALSE, FALSE, sizeof (PasarReplaceTarget));
  g_array_set_clear_func (self->targets, clear_target);
  self->cells = g_array_new (FALSE, FALSE, sizeof (PasarReplaceEntry));
  return self;
}

/**
 * pasar_replace_ref:
 * @self: a replacement
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarReplace *
pasar_replace_ref (PasarReplace *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PasarReplace *self = data;

  g_clear_pointer (&self->prices, pasar_price_plan_free);
  g_array_unref (self->cells);
  g_array_unref (self->targets);
  g_free (self->replacement);
  pasar_pattern_unref (self->pattern);
  g_object_unref (self->catalogue);
}

/**
 * pasar_replace_unref:
 * @self: (transfer full) (nullable): a replacement
 *
 * Gives a reference back.
 */
void
pasar_replace_unref (PasarReplace *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static guint
find_target (PasarReplace *self, PasarColumn column)
{
  const PasarColumnInfo *info;
  PasarReplaceTarget target;

  for (guint i = 0; i < self->targets->len; i++)
    {
      if (g_array_index (self->targets, PasarReplaceTarget, i).column == column)
        return i;
    }
  info = pasar_catalogue_get_column (self->catalogue, column);
  g_return_val_if_fail (info != NULL && pasar_replace_takes_column (info), G_MAXUINT);
  target =
      (PasarReplaceTarget){ column,
                            info->field,
                            pasar_cell_pattern_new (self->pattern, self->catalogue, info, NULL) };
  self->has_locations |= pasar_field_is_location (info->field);
  g_array_append_val (self->targets, target);
  return self->targets->len - 1;
}

/**
 * pasar_replace_add:
 * @self: a replacement that has not been run
 * @row: an editable row
 * @column: a column that [func@replace_takes_column] lets through
 *
 * Adds a cell, to be added once. It is known by its key from here on.
 */
void
pasar_replace_add (PasarReplace *self, guint row, PasarColumn column)
{
  const guint target = find_target (self, column);
  const PasarReplaceEntry cell = { .key = pasar_catalogue_row_get_key (self->catalogue, row),
                                   .to = PASAR_NO_VALUE,
                                   .row = row,
                                   .target = (guint16) target };

  g_return_if_fail (target != G_MAXUINT && self->phase == PASAR_REPLACE_PHASE_BEGIN);

  g_array_append_val (self->cells, cell);
}

const PasarReplaceTarget *
pasar_replace_get_target (const PasarReplace *self, const PasarReplaceEntry *cell)
{
  return &g_array_index (self->targets, PasarReplaceTarget, cell->target);
}

guint
pasar_replace_find_row (PasarReplace *self, PasarReplaceEntry *cell)
{
  const guint row = pasar_catalogue_find_again (self->catalogue, cell->key, cell->row);

  if (row == PASAR_NO_ROW || !pasar_catalogue_is_editable (self->catalogue, row)
      || (self->catalogue->rows.flags[row] & PASAR_ROW_GONE) != 0)
    return PASAR_NO_ROW;
  cell->row = row;
  return row;
}

/* What is said of stock at locations counts more than what is said of all together. */
char *
pasar_replace_dup_result (PasarReplace *self, const PasarReplaceEntry *cell, guint row)
{
  const PasarReplaceTarget *target = pasar_replace_get_target (self, cell);

  if (target->field == PASAR_FIELD_STOCK && self->has_locations
      && self->catalogue->rows.n_locations[row] > 1)
    return NULL;
  return pasar_cell_pattern_replace (target->pattern,
                                     pasar_catalogue_read_value (self->catalogue,
                                                                 row,
                                                                 target->column),
                                     self->replacement);
}

static gboolean
read_number (PasarReplace *self, PasarField field, char *text, gint64 *to, GError **error)
{
  const PasarUnit unit = pasar_catalogue_get_unit (self->catalogue, field);
  const char *read_only = pasar_catalogue_get_read_only_reason (self->catalogue);

  if (read_only != NULL)
    {
      g_set_error_literal (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY, read_only);
      return FALSE;
    }
  if (unit == PASAR_UNIT_PERCENT && g_str_has_suffix (text, "%"))
    text[strlen (text) - 1] = '\0';
  return pasar_money_parse (text,
                            unit == PASAR_UNIT_MONEY ? self->catalogue->currency : NULL,
                            pasar_catalogue_get_decimals (self->catalogue, field),
                            NULL,
                            to,
                            error);
}

/* A text is kept for good where it is put, so not before it is staged. */
static PasarReplaceState
read_text (PasarReplace *self,
           const PasarReplaceEntry *cell,
           guint row,
           const char *text,
           GError **error)
{
  g_autofree char *line = pasar_catalogue_dup_line (text, error);
  const PasarColumnValue value =
      pasar_catalogue_read_value (self->catalogue,
                                  row,
                                  pasar_replace_get_target (self, cell)->column);

  if (line == NULL)
    return PASAR_REPLACE_UNREADABLE;
  return strcmp (line, value.text) != 0 ? PASAR_REPLACE_CHANGED : PASAR_REPLACE_UNCHANGED;
}

PasarReplaceState
pasar_replace_read_cell (PasarReplace *self, PasarReplaceEntry *cell, GError **error)
{
  const PasarField field = pasar_replace_get_target (self, cell)->field;
  const guint row = pasar_replace_find_row (self, cell);
  g_autofree char *text = row != PASAR_NO_ROW ? pasar_replace_dup_result (self, cell, row) : NULL;

  if (text == NULL)
    return PASAR_REPLACE_UNCHANGED;
  if (pasar_field_is_text (field))
    return read_text (self, cell, row, text, error);
  if (!read_number (self, field, text, &cell->to, error))
    return PASAR_REPLACE_UNREADABLE;
  return cell->to != pasar_staged_read_effective (self->catalogue, row, field)
             ? PASAR_REPLACE_CHANGED
             : PASAR_REPLACE_UNCHANGED;
}

static void
read_next (PasarReplace *self, PasarReplaceEntry *cell)
{
  cell->to = PASAR_NO_VALUE;
  cell->rule = PASAR_RULE_OK;
  cell->state = (guint8) pasar_replace_read_cell (self, cell, NULL);
  if (cell->state == PASAR_REPLACE_CHANGED
      && pasar_replace_get_target (self, cell)->field == PASAR_FIELD_PRICE)
    pasar_price_plan_set (self->prices, cell->row, cell->to);
}

static void
check_next (PasarReplace *self, PasarReplaceEntry *cell)
{
  const PasarField field = pasar_replace_get_target (self, cell)->field;

  if (cell->state != PASAR_REPLACE_CHANGED || pasar_field_is_local (field))
    return;
  cell->rule =
      (guint8) (field == PASAR_FIELD_PRICE ? pasar_price_plan_check (self->prices, cell->row)
                                           : pasar_rules_check (self->catalogue,
                                                                cell->row,
                                                                field,
                                                                cell->to,
                                                                (PasarPriceRange){ 0 }));
  if (cell->rule != PASAR_RULE_OK && !pasar_rule_is_promotion ((PasarRule) cell->rule))
    cell->state = PASAR_REPLACE_REFUSED;
}

static void
count_next (PasarReplace *self, PasarReplaceEntry *cell)
{
  PasarReplaceReport *report = &self->report;
  const gboolean is_left_out = cell->state > PASAR_REPLACE_UNCHANGED;

  if (is_left_out
      && report->n_cells[PASAR_REPLACE_UNREADABLE] + report->n_cells[PASAR_REPLACE_REFUSED] == 0)
    report->first_left_out = self->next;
  report->n_cells[cell->state]++;
  if (cell->state == PASAR_REPLACE_REFUSED)
    report->n_by_rule[cell->rule]++;
  report->n_prices += cell->state == PASAR_REPLACE_CHANGED
                      && pasar_replace_get_target (self, cell)->field == PASAR_FIELD_PRICE;
}

static void
begin (PasarReplace *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  self->stamp = catalogue->stamp;
  self->layout = catalogue->layout;
  self->n_rows = catalogue->rows.n;
  self->n_dead = catalogue->n_dead;
  g_clear_pointer (&self->prices, pasar_price_plan_free);
  self->prices = pasar_price_plan_new (self->catalogue);
  memset (&self->report, 0, sizeof self->report);
  self->phase = PASAR_REPLACE_PHASE_READ;
  self->next = 0;
}

static gboolean
is_late (const PasarReplace *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  return self->phase != PASAR_REPLACE_PHASE_BEGIN && !self->is_given
         && (self->stamp != catalogue->stamp || self->layout != catalogue->layout
             || self->n_rows != catalogue->rows.n || self->n_dead != catalogue->n_dead);
}

static void
run_turn (PasarReplace *self)
{
  static void (*const steps[]) (PasarReplace * self, PasarReplaceEntry * cell) = {
    [PASAR_REPLACE_PHASE_READ] = read_next,
    [PASAR_REPLACE_PHASE_CHECK] = check_next,
    [PASAR_REPLACE_PHASE_COUNT] = count_next,
  };
  const guint n = self->cells->len;
  const guint end = MIN (n, self->next + CELLS_A_TURN);

  for (; self->next < end; self->next++)
    steps[self->phase](self, &g_array_index (self->cells, PasarReplaceEntry, self->next));
  if (self->next < n)
    return;
  self->phase++;
  self->next = 0;
  if (self->phase == PASAR_REPLACE_PHASE_DONE)
    g_clear_pointer (&self->prices, pasar_price_plan_free);
}

/**
 * pasar_replace_run:
 * @self: a replacement
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Finds out what can be found out until @deadline, and a few cells at least. What is done already
 * is done anew when the shop has changed; so that it ends even while that goes on, it may then take
 * longer than asked.
 *
 * Returns: whether all is done
 */
gboolean
pasar_replace_run (PasarReplace *self, gint64 deadline)
{
  const gint64 now = g_get_monotonic_time ();

  g_return_val_if_fail (self != NULL, TRUE);

  if (is_late (self))
    {
      self->n_restarts = self->phase != PASAR_REPLACE_PHASE_DONE ? self->n_restarts + 1 : 0;
      begin (self);
    }
  else if (self->phase == PASAR_REPLACE_PHASE_BEGIN)
    begin (self);
  if (self->n_restarts > 0 && deadline > now && deadline < now + G_TIME_SPAN_SECOND)
    deadline = now + ((deadline - now) << MIN (self->n_restarts, MAX_DOUBLINGS));
  while (self->phase != PASAR_REPLACE_PHASE_DONE)
    {
      run_turn (self);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->phase == PASAR_REPLACE_PHASE_DONE;
}

/**
 * pasar_replace_get_report:
 * @self: a replacement that is done
 *
 * Sums it up. Once it is applied: as it was then.
 *
 * Returns: (transfer none): what it comes to; valid until it runs again
 */
const PasarReplaceReport *
pasar_replace_get_report (PasarReplace *self)
{
  return &self->report;
}

/**
 * pasar_replace_get_n_cells:
 * @self: a replacement
 *
 * All of them, whatever becomes of them.
 *
 * Returns: how many cells were added
 */
guint
pasar_replace_get_n_cells (PasarReplace *self)
{
  return self->cells->len;
}

/**
 * pasar_replace_get_cell:
 * @self: a replacement that is done
 * @index: a cell, in the order in which they were added
 *
 * For a list of them.
 *
 * Returns: the cell
 */
PasarReplaceCell
pasar_replace_get_cell (PasarReplace *self, guint index)
{
  const PasarReplaceEntry *cell = &g_array_index (self->cells, PasarReplaceEntry, index);

  return (PasarReplaceCell){ cell->key,
                             pasar_replace_get_target (self, cell)->column,
                             (PasarReplaceState) cell->state };
}
