/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-formula.h"

#include "catalogue/edits/paste.h"
#include "catalogue/view/reach.h"

/* A seller at work, at random: what is shown, what is staged, what can be undone and what is found
 * again after a restart or a kill is what a plain model says. PASAR_RANDOM_STEPS sets how many
 * steps; a failing run prints its seed, to be given again with --seed. */

#define N_STEPS     10000
#define ROUND_STEPS 400
#define PAST_MAX    40
#define MAX_ITEMS   40
#define MAX_ROWS    6
#define MAX_COLUMNS 3
#define LARGE       G_GINT64_CONSTANT (1000000)

static void
add_key (GArray *keys, PasarRowKey key)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const PasarRowKey *other = &g_array_index (keys, PasarRowKey, i);

      if (other->item_id == key.item_id && other->model_id == key.model_id)
        return;
    }
  g_array_append_val (keys, key);
}

/* What an edit of the row means: of an item with models all of them, also those that the shop does
 * not have any more and that have a row as something is staged on them. */
static void
add_meant (Sessions *self, GArray *keys, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  GHashTable *const tables[] = { self->model->shop, self->model->staged };

  if (!info.is_header)
    {
      add_key (keys, info.key);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer data;

      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, &data, NULL))
        {
          const PasarRowKey key = { ((ModelCell *) data)->item_id, ((ModelCell *) data)->model_id };

          if (key.item_id == info.key.item_id
              && pasar_catalogue_find_editable (self->catalogue, key) != PASAR_NO_ROW)
            add_key (keys, key);
        }
    }
}

/* Returns how many rows there are. */
static guint
pick_rows (Sessions *self, guint rows[MAX_ROWS], guint max)
{
  const guint n_rows = pasar_catalogue_get_n_rows (self->catalogue);
  const guint n = (guint) rand_in (1, (int) max);
  guint found = 0;

  for (guint i = 0; i < 4 * n && n_rows > 0 && found < n; i++)
    {
      const guint row = (guint) g_test_rand_int_range (0, (int) n_rows);

      if (pasar_catalogue_read_row (self->catalogue, row).is_alive)
        rows[found++] = row;
    }
  return found;
}

/* Takes the command over. What it comes to is in the model already, but for the step. */
static void
stage (Sessions *self, PasarCommand *command, GHashTable *before, gboolean is_refused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStep) step = NULL;
  gboolean is_done;

  pasar_session_stage_async (self->session, command, NULL, pasar_test_keep_result_cb, &result);
  is_done =
      pasar_session_write_finish (self->session, pasar_test_wait_result (&result), &step, &error);
  if (is_done == is_refused)
    sessions_fail (self, "%s", error != NULL ? error->message : "should be refused");
  model_end_step (self->model, before, step != NULL ? step->id : 0);
}

static PasarExpression *
parse (Sessions *self, gint64 field, gboolean in_bulk, const Formula *formula)
{
  g_autoptr (GError) error = NULL;
  PasarExpression *expression = pasar_catalogue_parse (self->catalogue,
                                                       sessions_get_field (self, field),
                                                       in_bulk,
                                                       formula->text,
                                                       NULL,
                                                       &error);

  if (expression == NULL)
    sessions_fail (self, "%s", error->message);
  return expression;
}

/* The cells of a row that an edit of a field is computed for. */
static void
add_cells (Sessions *self, GArray *cells, PasarRowKey key, gint64 field, gboolean is_each_location)
{
  const ModelCell row = { key.item_id, key.model_id, field };

  if (is_each_location && model_is_split (row))
    {
      for (gint64 at = MODEL_LOCATION; at < MODEL_N_FIELDS; at++)
        add_cells (self, cells, key, at, FALSE);
      return;
    }
  if (model_table_get (self->model->shop, row) != PASAR_NO_VALUE)
    g_array_append_val (cells, row);
}

static void
edit (Sessions *self, gboolean in_bulk)
{
  const gint64 field = rand_in (0, MODEL_N_FIELDS - 1);
  const gboolean is_each_location =
      in_bulk && field == PASAR_FIELD_STOCK && g_test_rand_int_range (0, 3) == 0;
  const Formula formula = formula_make (field, in_bulk);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (ModelCell));
  g_autoptr (PasarExpression) expression = NULL;
  guint rows[MAX_ROWS];
  const guint n_rows = pick_rows (self, rows, in_bulk ? MAX_ROWS : 1);
  guint n_failed = 0;

  sessions_say (self,
                "%s into field %d of %u rows%s",
                formula.text,
                (int) field,
                n_rows,
                is_each_location ? ", each location" : "");
  expression = parse (self, field, in_bulk, &formula);
  for (guint i = 0; i < n_rows; i++)
    add_meant (self, keys, rows[i]);
  for (guint i = 0; i < keys->len; i++)
    add_cells (self, cells, g_array_index (keys, PasarRowKey, i), field, is_each_location);
  for (guint i = 0; i < cells->len; i++)
    {
      const ModelCell cell = g_array_index (cells, ModelCell, i);
      const gint64 value = formula_evaluate (&formula, model_effective (self->model, cell));

      n_failed += value == PASAR_NO_VALUE;
      if (value != PASAR_NO_VALUE)
        model_stage (self->model, cell, value);
    }
  stage (self,
         pasar_command_new (is_each_location ? PASAR_COMMAND_EACH_LOCATION : PASAR_COMMAND_EACH,
                            self->catalogue,
                            rows,
                            n_rows,
                            (int) sessions_get_field (self, field),
                            expression),
         before,
         n_failed > 0 && n_failed == cells->len);
}

/* What is typed, as the column counts it. */
static gint64
get_local_value (Sessions *self, PasarField local, gint64 typed)
{
  gint64 units = 1;

  for (guint i = pasar_catalogue_get_decimals (self->catalogue, local); i > 0; i--)
    units *= 10;
  return pasar_field_is_yes_no (local) ? 1 : typed * units;
}

/* Sets or clears what is local, also of an item: then of its models. What the shop does not have
 * any more can be cleared and not set. */
static void
edit_local (Sessions *self)
{
  const gint64 field = rand_in (MODEL_N_FIELDS, MODEL_N_ALL - 1);
  const gboolean clears = g_test_rand_int_range (0, 4) == 0;
  const gint64 typed = rand_in (1, 9);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, typed);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  g_autoptr (PasarExpression) expression = NULL;
  const PasarField local = sessions_get_field (self, field);
  const gint64 value = clears ? PASAR_NO_VALUE : get_local_value (self, local, typed);
  guint rows[MAX_ROWS];
  const guint n_rows = pick_rows (self, rows, MAX_ROWS);
  PasarCommand *command;

  sessions_say (self,
                "%s into local field %d of %u rows",
                clears ? "nothing" : text,
                local,
                n_rows);
  if (!clears && pasar_field_is_number (local))
    expression = pasar_catalogue_parse (self->catalogue, local, TRUE, text, NULL, NULL);
  for (guint i = 0; i < n_rows; i++)
    add_meant (self, keys, rows[i]);
  for (guint i = 0; i < keys->len; i++)
    {
      const PasarRowKey key = g_array_index (keys, PasarRowKey, i);
      const ModelCell cell = { key.item_id, key.model_id, field };

      if (clears
          || model_table_get (self->model->shop, model_cell_of (cell, PASAR_FIELD_PRICE))
                 != PASAR_NO_VALUE)
        model_table_set (self->model->staged, cell, value);
    }
  command = pasar_command_new (clears ? PASAR_COMMAND_DISCARD : PASAR_COMMAND_EACH,
                               self->catalogue,
                               rows,
                               n_rows,
                               (int) local,
                               expression);
  if (!clears && !pasar_field_is_number (local))
    g_assert_true (pasar_catalogue_parse_set (self->catalogue,
                                              local,
                                              pasar_field_is_yes_no (local) ? "yes" : text,
                                              &command->amount,
                                              NULL));
  stage (self, command, before, FALSE);
}

/* One stock for all rows together, at all locations or at one: spread in proportion to what they
 * have, evenly where they have nothing. */
static void
edit_in_all (Sessions *self)
{
  const gint64 field = rand_in (PASAR_FIELD_STOCK, MODEL_N_FIELDS - 1);
  const Formula formula = formula_make (field, TRUE);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  g_autoptr (PasarExpression) expression = parse (self, field, TRUE, &formula);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (ModelCell));
  g_autofree gint64 *now = NULL;
  guint rows[MAX_ROWS];
  const guint n_rows = pick_rows (self, rows, MAX_ROWS);
  PasarCommand *command = pasar_command_new (PASAR_COMMAND_IN_ALL,
                                             self->catalogue,
                                             rows,
                                             n_rows,
                                             (int) sessions_get_field (self, field),
                                             expression);
  gint64 sum = 0;
  gint64 weight = 0;
  gint64 given = 0;
  gint64 total;

  sessions_say (self, "%s into field %d of %u rows in all", formula.text, (int) field, n_rows);
  for (guint i = 0; i < command->keys->len; i++)
    add_cells (self, cells, g_array_index (command->keys, PasarRowKey, i), field, FALSE);
  now = g_new (gint64, cells->len + 1);
  for (guint i = 0; i < cells->len; i++)
    {
      now[i] = model_effective (self->model, g_array_index (cells, ModelCell, i));
      sum += now[i];
    }
  total = formula_evaluate (&formula, sum);
  for (guint i = 0; i < cells->len && total != PASAR_NO_VALUE; i++)
    {
      gint64 up_to_here;

      weight += sum > 0 ? now[i] : 1;
      up_to_here = total * weight / (sum > 0 ? sum : (gint64) cells->len);
      model_stage (self->model, g_array_index (cells, ModelCell, i), up_to_here - given);
      given = up_to_here;
    }
  stage (self, command, before, total == PASAR_NO_VALUE);
}

static void
discard (Sessions *self, gboolean is_all)
{
  const int field = (int) rand_in (-1, 1);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  guint rows[MAX_ROWS];
  const guint n_rows = pick_rows (self, rows, MAX_ROWS);
  GHashTableIter iter;
  gpointer data;

  sessions_say (self, "discard of field %d of %u rows", field, is_all ? 0 : n_rows);
  for (guint i = 0; i < n_rows && !is_all; i++)
    add_meant (self, keys, rows[i]);
  g_hash_table_iter_init (&iter, before);
  while (is_all && g_hash_table_iter_next (&iter, &data, NULL))
    add_key (keys, (PasarRowKey){ ((ModelCell *) data)->item_id, ((ModelCell *) data)->model_id });
  for (guint i = 0; i < keys->len; i++)
    for (gint64 k = 0; k < PASAR_N_FIELDS; k++)
      if (field < 0 || k == field)
        model_stage (self->model,
                     (ModelCell){ g_array_index (keys, PasarRowKey, i).item_id,
                                  g_array_index (keys, PasarRowKey, i).model_id,
                                  k },
                     PASAR_NO_VALUE);
  stage (self,
         pasar_command_new (PASAR_COMMAND_DISCARD,
                            self->catalogue,
                            is_all ? NULL : rows,
                            is_all ? PASAR_ALL_ROWS : n_rows,
                            field,
                            NULL),
         before,
         FALSE);
}

/* What is staged at a location goes. */
static void
discard_location (Sessions *self)
{
  const gint64 field = rand_in (MODEL_LOCATION, MODEL_N_FIELDS - 1);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  guint rows[MAX_ROWS];
  const guint n_picked = pick_rows (self, rows, MAX_ROWS);
  guint n_rows = 0;

  for (guint i = 0; i < n_picked; i++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, rows[i]);

      if (info.is_header || info.is_gone)
        continue;
      rows[n_rows++] = rows[i];
      model_stage (self->model,
                   (ModelCell){ info.key.item_id, info.key.model_id, field },
                   PASAR_NO_VALUE);
    }
  sessions_say (self, "discard of field %d of %u rows", (int) field, n_rows);
  stage (self,
         pasar_command_new (PASAR_COMMAND_DISCARD,
                            self->catalogue,
                            rows,
                            n_rows,
                            (int) sessions_get_field (self, field),
                            NULL),
         before,
         FALSE);
}

static gboolean
is_any_staged (GHashTable *staged, PasarRowKey key)
{
  for (gint64 field = 0; field < MODEL_N_FIELDS; field++)
    if (model_table_get (staged, (ModelCell){ key.item_id, key.model_id, field }) != PASAR_NO_VALUE)
      return TRUE;
  return FALSE;
}

static void
leave_out_unstaged (GHashTable *staged, GArray *keys)
{
  for (guint i = keys->len; i > 0; i--)
    if (!is_any_staged (staged, g_array_index (keys, PasarRowKey, i - 1)))
      g_array_remove_index (keys, i - 1);
}

/* The cells into which one text goes, for the row that is shown at a position; rows: those from
 * there on. */
static GArray *
list_pasted (Sessions *self,
             GHashTable *before,
             GArray *rows,
             guint i,
             gint64 field,
             const Formula *formula)
{
  const guint row = g_array_index (rows, guint, i);
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (ModelCell));

  if (formula->text[0] == '\0' || formula->text[0] == '?')
    return cells;
  /* Its models are shown below. */
  if (info.is_header && i + 1 < rows->len
      && pasar_catalogue_read_row (self->catalogue, g_array_index (rows, guint, i + 1)).item_row
             == row)
    return cells;
  add_meant (self, keys, row);
  if (info.is_header && pasar_view_get_condition (self->view) != NULL)
    leave_out_unstaged (before, keys);
  /* A stock for several models is not guessed. */
  if (info.is_header && keys->len > 1 && field != PASAR_FIELD_PRICE
      && formula->kind != FORMULA_PERCENT && formula->kind != FORMULA_TIMES)
    return cells;
  for (guint k = 0; k < keys->len; k++)
    add_cells (self, cells, g_array_index (keys, PasarRowKey, k), field, FALSE);
  return cells;
}

static gboolean
has_row (const GArray *cells, ModelCell row)
{
  for (guint i = 0; cells != NULL && i < cells->len; i++)
    {
      const ModelCell *cell = &g_array_index (cells, ModelCell, i);

      if (cell->item_id == row.item_id && cell->model_id == row.model_id)
        return TRUE;
    }
  return FALSE;
}

/* Columns are pasted from the first on into a row; what goes to a location of it counts more than
 * its sum. */
static void
paste_row (Sessions *self,
           GHashTable *before,
           GArray *rows,
           guint i,
           const gint64 *fields,
           guint n_columns,
           const Formula *formulas)
{
  g_autoptr (GArray) located = NULL;

  if (fields[n_columns - 1] >= MODEL_LOCATION)
    located = list_pasted (self, before, rows, i, fields[n_columns - 1], &formulas[n_columns - 1]);
  for (guint k = 0; k < n_columns; k++)
    {
      g_autoptr (GArray) cells = list_pasted (self, before, rows, i, fields[k], &formulas[k]);

      for (guint n = 0; n < cells->len; n++)
        {
          const ModelCell cell = g_array_index (cells, ModelCell, n);

          if (fields[k] != PASAR_FIELD_STOCK || !has_row (located, cell))
            model_stage (self->model,
                         cell,
                         formula_evaluate (&formulas[k], model_effective (self->model, cell)));
        }
    }
}

static GArray *
dup_shown (Sessions *self, guint first)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = first; i < n; i++)
    {
      const guint row = pasar_view_get_row (self->view, i);

      g_array_append_val (rows, row);
    }
  return rows;
}

static PasarCommand *
plan_paste (Sessions *self,
            guint first,
            const PasarPasteTable *table,
            guint n_selected,
            const PasarColumn *columns)
{
  g_autoptr (PasarPaste) paste = NULL;
  g_autoptr (PasarReach) reach = pasar_reach_new (self->view);
  PasarPasteArea area = { .columns = columns,
                          .n_columns = table->n_columns,
                          .n_selected_rows = n_selected,
                          .n_selected_columns = 1 };

  pasar_reach_add (reach, first, G_MAXUINT);
  g_assert_true (pasar_reach_run (reach, G_MAXINT64));
  area.rows = (const guint *) (gpointer) pasar_reach_get_listed (reach)->data;
  area.n_rows = pasar_reach_get_listed (reach)->len;
  area.editable = pasar_reach_get_editable (reach);
  paste = pasar_paste_new (self->catalogue, table, &area, 1);
  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  return pasar_paste_make_command (paste);
}

/* A paste by position, or a fill, which is one of amounts. */
static void
paste (Sessions *self, gboolean is_fill)
{
  const gint64 fields[] = { PASAR_FIELD_PRICE,
                            PASAR_FIELD_STOCK,
                            rand_in (MODEL_LOCATION, MODEL_N_FIELDS - 1) };
  const PasarColumn columns[] = {
    PASAR_COLUMN_PRICE,
    PASAR_COLUMN_STOCK,
    pasar_column_for_field (sessions_get_field (self, fields[2])),
  };
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  const guint first_column = (guint) rand_in (0, MAX_COLUMNS - 1);
  const guint n_columns = is_fill ? 1 : (guint) rand_in (1, MAX_COLUMNS - (int) first_column);
  const guint n_rows = (guint) rand_in (1, MAX_ROWS);
  const guint n_selected = n_rows == 1 ? (guint) rand_in (1, MAX_ROWS) : n_rows;
  const guint first = (guint) g_test_rand_int_range (0, (int) n_shown + 1);
  g_autoptr (GArray) rows = dup_shown (self, first);
  g_autoptr (GHashTable) before = model_table_copy (self->model->staged);
  Formula formulas[MAX_COLUMNS * MAX_ROWS];
  const char *texts[MAX_COLUMNS * MAX_ROWS];
  const PasarPasteTable table = { texts, n_rows, n_columns, '.' };
  PasarCommand *command;

  sessions_say (self,
                "%s of %u rows and %u columns over %u rows",
                is_fill ? "fill" : "paste",
                n_rows,
                n_columns,
                n_selected);
  for (guint i = 0; i < n_rows * n_columns; i++)
    {
      const gint64 field = fields[first_column + i % n_columns];

      formulas[i] = formula_make (field, FALSE);
      while (is_fill && formulas[i].kind != FORMULA_SET)
        formulas[i] = formula_make (field, FALSE);
      if (g_test_rand_int_range (0, 8) == 0)
        formulas[i].text[0] = g_test_rand_bit () && !is_fill ? '?' : '\0';
      texts[i] = formulas[i].text;
    }
  command = plan_paste (self, first, &table, n_selected, columns + first_column);
  for (guint i = 0; i < MIN (MAX (n_rows, n_selected), rows->len); i++)
    paste_row (self,
               before,
               rows,
               i,
               fields + first_column,
               n_columns,
               &formulas[(i % n_rows) * n_columns]);
  if (command == NULL)
    return;
  command->is_fill = is_fill;
  stage (self, command, before, FALSE);
}

static void
move_in_history (Sessions *self, gboolean is_redo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStep) step = NULL;
  const char *wrong = NULL;

  sessions_say (self, is_redo ? "redo" : "undo");
  if (is_redo)
    pasar_session_redo_async (self->session, NULL, pasar_test_keep_result_cb, &result);
  else
    pasar_session_undo_async (self->session, NULL, pasar_test_keep_result_cb, &result);
  if (pasar_session_write_finish (self->session, pasar_test_wait_result (&result), &step, &error))
    wrong = model_move (self->model, is_redo, step->id);
  else if (error != NULL || !model_may_have_none (self->model, is_redo))
    wrong = error != NULL ? error->message : "there is a step";
  if (wrong != NULL)
    sessions_fail (self, "%s", wrong);
}

static void
look (Sessions *self)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_NONE,
                                         PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_STOCK };
  g_autoptr (PasarCondition) changed = NULL;
  PasarSort sort;
  guint rows[MAX_ROWS];

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      sessions_say (self, "sort");
      sort.column = columns[rand_in (0, 2)];
      sort.descending = g_test_rand_bit ();
      pasar_view_set_sorts (self->view, &sort, sort.column != PASAR_COLUMN_NONE);
      break;
    case 1:
      sessions_say (self, "filter");
      if (g_test_rand_int_range (0, 3) == 0)
        changed = pasar_condition_new_state (PASAR_STATE_CHANGED);
      pasar_view_set_condition (self->view, changed, 0);
      break;
    case 2:
      sessions_say (self, "with or without headers");
      pasar_view_set_flat (self->view, g_test_rand_bit ());
      break;
    case 3:
      sessions_say (self, "fold all");
      pasar_view_fold_all (self->view, g_test_rand_bit ());
      break;
    default:
      sessions_say (self, "fold");
      if (pick_rows (self, rows, 1) == 1
          && pasar_catalogue_read_row (self->catalogue, rows[0]).is_header)
        pasar_view_set_folded (self->view, rows[0], g_test_rand_bit ());
    }
}

/* Numbers that grow without end say nothing more. */
static gboolean
is_large (Sessions *self)
{
  GHashTableIter iter;
  gpointer cell;
  gpointer value;

  g_hash_table_iter_init (&iter, self->model->staged);
  while (g_hash_table_iter_next (&iter, &cell, &value))
    if (((const ModelCell *) cell)->field<MODEL_N_FIELDS &&*(gint64 *) value> LARGE)
      return TRUE;
  return FALSE;
}

static void
kill_session (Sessions *self)
{
  sessions_say (self, "kill");
  if (g_test_rand_bit ())
    sessions_rest (self);
  for (gint64 i = rand_in (0, 3); i > 0; i--)
    g_main_context_iteration (NULL, FALSE);
  sessions_kill (self);
}

static void
do_something (Sessions *self)
{
  const int what = g_test_rand_int_range (0, 200);

  if (what < 20)
    edit (self, FALSE);
  else if (what < 41)
    edit (self, TRUE);
  else if (what < 45)
    edit_in_all (self);
  else if (what < 57)
    paste (self, TRUE);
  else if (what < 70)
    paste (self, FALSE);
  else if (what < 78)
    discard (self, g_test_rand_int_range (0, 20) == 0);
  else if (what < 80)
    discard_location (self);
  else if (what < 120)
    move_in_history (self, FALSE);
  else if (what < 145)
    move_in_history (self, TRUE);
  else if (what < 152)
    look (self);
  else if (what < 165)
    edit_local (self);
  else if (what < 178)
    sessions_refresh (self);
  else if (what < 192)
    sessions_settle (self);
  else if (what < 194)
    {
      sessions_say (self, "wait for the disk");
      sessions_flush (self);
    }
  else if (what < 196)
    {
      sessions_say (self, "rest");
      sessions_rest (self);
    }
  else if (what < 197)
    {
      sessions_say (self, "close and open");
      sessions_reopen (self);
    }
  else
    kill_session (self);
}

static void
run_round (guint n_steps, guint *n_kills)
{
  Sessions *self = sessions_new ();

  /* In a small shop more happens to the same cells. */
  self->n_items = (int) (g_test_rand_bit () ? rand_in (1, 4) : rand_in (5, MAX_ITEMS));
  for (guint i = 0; i < n_steps; i++)
    {
      if (self->past->len > PAST_MAX)
        sessions_flush (self);
      if (i < 4)
        sessions_refresh (self);
      else if (is_large (self))
        discard (self, TRUE);
      else
        do_something (self);
      sessions_compare (self);
    }
  *n_kills += self->n_kills;
  sessions_free (self);
}

static void
test_sessions (void)
{
  const char *text = g_getenv ("PASAR_RANDOM_STEPS");
  const guint64 n_steps = text != NULL ? g_ascii_strtoull (text, NULL, 10) : N_STEPS;
  guint n_kills = 0;

  for (guint64 i = 0; i < n_steps; i += ROUND_STEPS)
    run_round ((guint) MIN (n_steps - i, ROUND_STEPS), &n_kills);
  g_test_message ("%u kills lost a step", n_kills);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sessions-random/against-model", test_sessions);
  return g_test_run ();
}
