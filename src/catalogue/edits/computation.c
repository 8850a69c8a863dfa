/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/computation-private.h"

/* Rows between two looks at the clock. */
#define CHUNK 256

/* Of what was pasted into a row: the bits of what is local stand after those of the shop's. */
#define FIRST_LOCAL_BIT (PASAR_FIELD_LOCATION + 1)
#define FIRST_OWN_BIT   (FIRST_LOCAL_BIT + PASAR_FIELD_NOTE - PASAR_FIELD_COST + 1)

/* After so many starts it is given no more time than before. */
#define MAX_DOUBLINGS 5

static void
forget_results (PasarComputation *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->edit_of, g_free);
  g_clear_pointer (&self->is_pasted, g_free);
  g_clear_pointer (&self->pasted_locations, g_hash_table_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->computed.failure);
  g_array_set_size (self->edits, 0);
  g_array_set_size (self->edit_rows, 0);
  g_byte_array_set_size (self->rules, 0);
  self->n_kept = 0;
  self->spread = (PasarSpread){ 0 };
  self->computed = (PasarComputed){
    .n_hidden = self->command->n_hidden,
    .lowest_before = PASAR_NO_VALUE,
    .highest_before = PASAR_NO_VALUE,
    .lowest_after = PASAR_NO_VALUE,
    .highest_after = PASAR_NO_VALUE,
  };
}

static void
begin_phase (PasarComputation *self, PasarPhase phase)
{
  self->phase = phase;
  self->next = 0;
}

static void
begin (PasarComputation *self)
{
  PasarCatalogue *catalogue = self->catalogue;
  const char *read_only = pasar_catalogue_get_read_only_reason (catalogue);

  forget_results (self);
  self->stamp = catalogue->stamp;
  self->layout = catalogue->layout;
  self->n_rows = catalogue->rows.n;
  self->n_dead = catalogue->n_dead;
  begin_phase (self, PASAR_PHASE_FIND);
  if (self->command->keys != NULL)
    self->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->command->keys->len);
  if (self->command->kind == PASAR_COMMAND_DISCARD)
    return;
  if (self->command->kind == PASAR_COMMAND_PASTE)
    {
      self->is_pasted = g_new0 (guint32, self->n_rows);
      self->pasted_locations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
    }
  else
    self->edit_of = g_new0 (guint32, self->n_rows);
  if (read_only == NULL)
    return;
  self->error = g_error_new_literal (PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY, read_only);
  begin_phase (self, PASAR_PHASE_DONE);
}

/* Whether the catalogue has changed since it began. */
gboolean
pasar_computation_is_out_of_date (const PasarComputation *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  return self->stamp != catalogue->stamp || self->layout != catalogue->layout
         || self->n_rows != catalogue->rows.n || self->n_dead != catalogue->n_dead;
}

/**
 * pasar_computation_new:
 * @command: what was asked
 * @catalogue: where
 *
 * Nothing is computed before [method@Computation.run].
 *
 * Returns: (transfer full): what it comes to
 */
PasarComputation *
pasar_computation_new (PasarCommand *command, PasarCatalogue *catalogue)
{
  PasarComputation *self;

  g_return_val_if_fail (command != NULL, NULL);
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_new0 (PasarComputation, 1);
  self->command = pasar_command_ref (command);
  self->catalogue = g_object_ref (catalogue);
  self->edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  self->edit_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rules = g_byte_array_new ();
  return self;
}

/**
 * pasar_computation_free:
 * @self: (transfer full) (nullable): a computation, finished or not
 *
 * Frees @self.
 */
void
pasar_computation_free (PasarComputation *self)
{
  if (self == NULL)
    return;
  forget_results (self);
  g_array_unref (self->edits);
  g_array_unref (self->edit_rows);
  g_byte_array_unref (self->rules);
  g_object_unref (self->catalogue);
  pasar_command_unref (self->command);
  g_free (self);
}

static void
widen (gint64 *lowest, gint64 *highest, gint64 value)
{
  if (value == PASAR_NO_VALUE)
    return;
  if (*lowest == PASAR_NO_VALUE || value < *lowest)
    *lowest = value;
  *highest = MAX (*highest, value);
}

/* Adds the edit that makes a row's value @to; none when it is so already. */
void
pasar_computation_add_edit (PasarComputation *self, guint row, PasarField field, gint64 to)
{
  PasarCatalogue *catalogue = self->catalogue;
  PasarComputed *computed = &self->computed;
  const gint64 now = pasar_staged_read_effective (catalogue, row, field);
  const gint64 value = pasar_staged_read_shop (catalogue, row, field);
  const PasarEdit edit = { pasar_catalogue_row_get_key (catalogue, row),
                           field,
                           pasar_staged_is_any (catalogue, row, field) ? now : PASAR_NO_VALUE,
                           to != value ? to : PASAR_NO_VALUE };

  if (pasar_field_is_number (field))
    {
      widen (&computed->lowest_before, &computed->highest_before, now);
      widen (&computed->lowest_after, &computed->highest_after, to != PASAR_NO_VALUE ? to : value);
    }
  if (edit.to == edit.from)
    return;
  g_array_append_val (self->edits, edit);
  g_array_append_val (self->edit_rows, row);
  computed->n_edits++;
  if (self->edit_of != NULL && (guint) field < PASAR_N_FIELDS)
    self->edit_of[row] = computed->n_edits;
}

/* What the shop does not have any more is not edited, nor stock where it has none. */
gboolean
pasar_computation_takes_part (PasarComputation *self, guint row, PasarField field)
{
  return pasar_catalogue_is_editable (self->catalogue, row)
         && (self->catalogue->rows.flags[row] & PASAR_ROW_GONE) == 0
         && (!pasar_field_is_location (field)
             || pasar_staged_read_shop (self->catalogue, row, field) != PASAR_NO_VALUE);
}

/* Rows into which something is pasted at a location. */
static void
find_pasted_location (PasarComputation *self, guint index)
{
  const PasarPastedCell *cell = &g_array_index (self->command->cells, PasarPastedCell, index);
  const guint row = pasar_field_is_location (cell->field)
                        ? pasar_catalogue_find_editable (self->catalogue, cell->key)
                        : PASAR_NO_ROW;

  if (row != PASAR_NO_ROW && pasar_computation_takes_part (self, row, cell->field))
    self->is_pasted[row] |= 1 << PASAR_FIELD_LOCATION;
}

static void
find (PasarComputation *self, guint index)
{
  const PasarCommand *command = self->command;
  guint row;

  if (command->cells != NULL)
    {
      find_pasted_location (self, index);
      return;
    }
  row = g_array_index (command->rows, guint, index);

  if (command->layout != self->layout || !pasar_catalogue_is_editable (self->catalogue, row))
    row = pasar_catalogue_find_editable (self->catalogue,
                                         g_array_index (command->keys, PasarRowKey, index));
  if (row != PASAR_NO_ROW)
    g_array_append_val (self->rows, row);
}

/* The columns that most expressions name are read without asking the registry. */
static gint64
read_number (PasarCatalogue *self, guint row, PasarColumn column)
{
  if (column == PASAR_COLUMN_PRICE)
    return pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);
  if (column == PASAR_COLUMN_STOCK)
    return pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);
  if (column == PASAR_COLUMN_CURRENT_PRICE)
    return pasar_numbers_get (&self->rows.current_price, row);
  if (column >= PASAR_COLUMN_LOCAL && pasar_field_is_number (pasar_column_get_local_field (column)))
    return pasar_local_get (self, row, pasar_column_get_local_field (column));
  return pasar_catalogue_read_number (self, row, column);
}

/* What an expression comes to for a row; at: what it means by the stock. */
static gboolean
evaluate_at (PasarCatalogue *self,
             guint row,
             PasarColumn at,
             const PasarExpression *expression,
             gint64 *result,
             GError **error)
{
  gint64 values[PASAR_EXPRESSION_MAX_COLUMNS];
  const guint *columns;
  guint n;

  columns = pasar_expression_get_columns (expression, &n);
  for (guint i = 0; i < n; i++)
    values[i] =
        read_number (self, row, columns[i] == PASAR_COLUMN_STOCK ? at : (PasarColumn) columns[i]);
  return pasar_expression_evaluate (expression, values, result, error);
}

/* What an expression comes to for a row. */
gboolean
pasar_catalogue_evaluate (PasarCatalogue *self,
                          guint row,
                          const PasarExpression *expression,
                          gint64 *result,
                          GError **error)
{
  return evaluate_at (self, row, PASAR_COLUMN_STOCK, expression, result, error);
}

/* expression: (nullable): the value becomes amount. */
static void
compute_value (PasarComputation *self,
               guint row,
               PasarField field,
               const PasarExpression *expression,
               gint64 amount)
{
  PasarComputed *computed = &self->computed;
  const gboolean is_at_location = self->command->kind == PASAR_COMMAND_EACH_LOCATION;

  computed->n_rows++;
  if (expression == NULL
      || evaluate_at (self->catalogue,
                      row,
                      is_at_location ? pasar_column_for_field (field) : PASAR_COLUMN_STOCK,
                      expression,
                      &amount,
                      computed->failure == NULL ? &computed->failure : NULL))
    {
      pasar_computation_add_edit (self, row, field, amount);
      return;
    }
  computed->n_failed++;
  widen (&computed->lowest_before,
         &computed->highest_before,
         pasar_staged_read_effective (self->catalogue, row, field));
}

static void
compute (PasarComputation *self, guint row)
{
  const PasarField field = (PasarField) self->command->field;

  if (pasar_computation_takes_part (self, row, field))
    compute_value (self, row, field, self->command->expression, self->command->amount);
}

/* The only location of a row is its stock. */
static void
compute_locations (PasarComputation *self, guint row)
{
  if (!pasar_computation_takes_part (self, row, PASAR_FIELD_STOCK))
    return;
  if (self->catalogue->rows.n_locations[row] <= 1
      || !pasar_split_is_possible (self->catalogue, row))
    compute (self, row);
  else
    for (guint i = 0; i < self->catalogue->rows.n_locations[row]; i++)
      {
        guint n;

        pasar_split_read_own (self->catalogue, row, i, &n);
        compute_value (self,
                       row,
                       (PasarField) (PASAR_FIELD_LOCATION + n),
                       self->command->expression,
                       0);
      }
}

static guint32
get_paste_bit (PasarComputation *self, PasarField field)
{
  if (pasar_field_is_own (field))
    return 1u << (FIRST_OWN_BIT + pasar_own_columns_get_place (self->catalogue, field));
  return 1u << (pasar_field_is_local (field) ? FIRST_LOCAL_BIT + (field - PASAR_FIELD_COST)
                                             : field);
}

/* Whether nothing was pasted into the cell before. What is pasted at locations of a row counts more
 * than what is pasted as their sum. */
static gboolean
is_first_paste (PasarComputation *self, guint row, PasarField field)
{
  /* By the row in what g_int64_hash() looks at. */
  const gint64 cell = ((gint64) field << 32) | row;
  guint bit;

  if (pasar_field_is_location (field))
    return g_hash_table_add (self->pasted_locations, g_memdup2 (&cell, sizeof cell));
  bit = get_paste_bit (self, field);
  if ((self->is_pasted[row] & bit) != 0
      || (field == PASAR_FIELD_STOCK && (self->is_pasted[row] & (1 << PASAR_FIELD_LOCATION)) != 0))
    return FALSE;
  self->is_pasted[row] |= bit;
  return TRUE;
}

/* A cell that is named twice has what was pasted first. */
static void
paste (PasarComputation *self, guint index)
{
  const PasarCommand *command = self->command;
  const PasarPastedCell *cell = &g_array_index (command->cells, PasarPastedCell, index);
  const guint row = pasar_catalogue_find_editable (self->catalogue, cell->key);

  if (row == PASAR_NO_ROW || !pasar_computation_takes_part (self, row, cell->field)
      || !is_first_paste (self, row, cell->field))
    return;
  compute_value (self,
                 row,
                 cell->field,
                 cell->expression > 0
                     ? g_ptr_array_index (command->expressions, cell->expression - 1)
                     : NULL,
                 cell->amount);
}

static void
leave_out (PasarComputation *self, guint index)
{
  if (self->rules->data[index] != PASAR_RULE_OK)
    return;
  g_array_index (self->edits, PasarEdit, self->n_kept) =
      g_array_index (self->edits, PasarEdit, index);
  self->n_kept++;
}

/* The refused ones are gone, so nothing can be asked about the others by their place any more. */
static void
end_leave_out (PasarComputation *self)
{
  g_array_set_size (self->edits, self->n_kept);
  g_array_set_size (self->edit_rows, 0);
  g_byte_array_set_size (self->rules, 0);
}

static guint
count_steps (const PasarComputation *self)
{
  switch (self->phase)
    {
    case PASAR_PHASE_FIND:
      if (self->command->cells != NULL)
        return self->command->cells->len;
      return self->rows != NULL ? self->command->keys->len : 0;
    case PASAR_PHASE_PASTE:
      return self->command->cells->len;
    case PASAR_PHASE_CHECK:
    case PASAR_PHASE_LEAVE_OUT:
      return self->edits->len;
    case PASAR_PHASE_COMPUTE:
    case PASAR_PHASE_LOCATIONS:
    case PASAR_PHASE_ADD_UP:
    case PASAR_PHASE_SPREAD:
    case PASAR_PHASE_DISCARD:
      return self->rows != NULL ? self->rows->len : self->n_rows;
    case PASAR_PHASE_PREPARE:
    case PASAR_PHASE_DONE:
    default:
      return 0;
    }
}

/* Room for an edit of each row, so that no slice has to move those of the slices before. */
static void
make_room (PasarComputation *self)
{
  self->n_room = count_steps (self);
  pasar_array_reserve (self->edits, self->n_room);
  pasar_array_reserve (self->edit_rows, self->n_room);
}

static void
end_phase (PasarComputation *self)
{
  static const PasarPhase first[] = {
    [PASAR_COMMAND_EACH] = PASAR_PHASE_COMPUTE,
    [PASAR_COMMAND_EACH_LOCATION] = PASAR_PHASE_LOCATIONS,
    [PASAR_COMMAND_IN_ALL] = PASAR_PHASE_ADD_UP,
    [PASAR_COMMAND_DISCARD] = PASAR_PHASE_DISCARD,
    [PASAR_COMMAND_PASTE] = PASAR_PHASE_PASTE,
  };

  switch (self->phase)
    {
    case PASAR_PHASE_FIND:
      begin_phase (self, first[self->command->kind]);
      make_room (self);
      break;
    case PASAR_PHASE_ADD_UP:
      begin_phase (self, PASAR_PHASE_SPREAD);
      pasar_computation_begin_spread (self);
      break;
    case PASAR_PHASE_COMPUTE:
    case PASAR_PHASE_LOCATIONS:
    case PASAR_PHASE_SPREAD:
      begin_phase (self, PASAR_PHASE_CHECK);
      pasar_computation_begin_check (self);
      break;
    case PASAR_PHASE_CHECK:
      begin_phase (self,
                   self->command->leave_out_refused ? PASAR_PHASE_LEAVE_OUT : PASAR_PHASE_DONE);
      break;
    case PASAR_PHASE_DISCARD:
      pasar_computation_discard_waiting (self);
      begin_phase (self, PASAR_PHASE_DONE);
      break;
    case PASAR_PHASE_LEAVE_OUT:
      end_leave_out (self);
      begin_phase (self, PASAR_PHASE_DONE);
      break;
    case PASAR_PHASE_PASTE:
      begin_phase (self, PASAR_PHASE_DONE);
      break;
    case PASAR_PHASE_PREPARE:
    case PASAR_PHASE_DONE:
    default:
      break;
    }
}

static void
run_chunk (PasarComputation *self)
{
  static void (*const steps[]) (PasarComputation * self, guint index) = {
    [PASAR_PHASE_FIND] = find,
    [PASAR_PHASE_COMPUTE] = compute,
    [PASAR_PHASE_LOCATIONS] = compute_locations,
    [PASAR_PHASE_ADD_UP] = pasar_computation_add_up,
    [PASAR_PHASE_SPREAD] = pasar_computation_spread,
    [PASAR_PHASE_DISCARD] = pasar_computation_discard,
    [PASAR_PHASE_PASTE] = paste,
    [PASAR_PHASE_CHECK] = pasar_computation_check,
    [PASAR_PHASE_LEAVE_OUT] = leave_out,
  };
  const guint n = count_steps (self);
  const guint end = MIN (n, self->next + CHUNK);
  const gboolean by_row = self->phase >= PASAR_PHASE_COMPUTE && self->phase <= PASAR_PHASE_DISCARD;

  for (; self->next < end; self->next++)
    steps[self->phase](self,
                       by_row && self->rows != NULL ? g_array_index (self->rows, guint, self->next)
                                                    : self->next);
  if (self->next >= n)
    end_phase (self);
}

/**
 * pasar_computation_run:
 * @self: a computation
 * @until: g_get_monotonic_time() at which to stop; %G_MAXINT64: never
 *
 * Goes on, by some rows at the least. What is done already is done anew when the catalogue has
 * changed; so that it ends even while that goes on, it may then take longer than asked.
 *
 * Returns: whether it is done
 */
gboolean
pasar_computation_run (PasarComputation *self, gint64 until)
{
  const gint64 now = g_get_monotonic_time ();

  g_return_val_if_fail (self != NULL, TRUE);

  if (self->phase == PASAR_PHASE_PREPARE)
    {
      if (!pasar_command_prepare (self->command, until))
        return FALSE;
      begin (self);
    }
  else if (pasar_computation_is_out_of_date (self))
    {
      self->n_restarts = self->phase != PASAR_PHASE_DONE ? self->n_restarts + 1 : 0;
      begin (self);
    }
  if (self->n_restarts > 0 && until > now && until < now + G_TIME_SPAN_SECOND)
    until = now + ((until - now) << MIN (self->n_restarts, MAX_DOUBLINGS));
  while (self->phase != PASAR_PHASE_DONE)
    {
      run_chunk (self);
      if (g_get_monotonic_time () >= until)
        break;
    }
  return self->phase == PASAR_PHASE_DONE;
}

/**
 * pasar_computation_take_edits:
 * @self: a computation that is done
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Ends it: only its figures can be asked for afterwards.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits, none when all is so
 * already; %NULL with @error when there is a result for none of the rows
 */
GArray *
pasar_computation_take_edits (PasarComputation *self, GError **error)
{
  const PasarComputed *computed = &self->computed;
  GArray *edits;

  g_return_val_if_fail (self != NULL && self->phase == PASAR_PHASE_DONE, NULL);

  if (self->error == NULL && computed->n_failed > 0 && computed->n_failed == computed->n_rows)
    self->error = g_error_copy (computed->failure);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  /* The room of those that do not change is not kept with the others. */
  edits = self->edits;
  if (edits->len < self->n_room / 2)
    {
      edits = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), self->edits->len);
      g_array_append_vals (edits, self->edits->data, self->edits->len);
      g_array_unref (self->edits);
    }
  self->edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_array_set_size (self->edit_rows, 0);
  g_byte_array_set_size (self->rules, 0);
  return edits;
}

/**
 * pasar_computation_get_computed:
 * @self: a computation that is done
 *
 * Sums up what a preview says.
 *
 * Returns: (transfer none): the figures; valid until the computation goes on or ends
 */
const PasarComputed *
pasar_computation_get_computed (PasarComputation *self)
{
  return &self->computed;
}

/**
 * pasar_computation_get_edits:
 * @self: a computation that is done
 *
 * For a list of what would change.
 *
 * Returns: (transfer none) (element-type PasarEdit): the edits, in the order of the rows
 */
const GArray *
pasar_computation_get_edits (PasarComputation *self)
{
  return self->edits;
}
