/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "catalogue/view/find.h"

#include <string.h>

/* What is replaced is one step of the log: it is made at its turn, undone in one go, and there
 * after a restart. */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All values of a field, to be compared: rows are in another order after a restart. */
static char *
dup_values (World *world, PasarField field)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  const PasarColumn column = pasar_column_for_field (field);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
      const PasarColumnValue value = pasar_catalogue_read_value (catalogue, row, column);

      if (info.is_alive && !info.is_header)
        g_ptr_array_add (lines,
                         g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                                          ": %s%" G_GINT64_FORMAT,
                                          info.key.item_id,
                                          info.key.model_id,
                                          value.text != NULL ? value.text : "",
                                          value.text == NULL ? value.number : 0));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* In all rows of a folded list. */
static PasarReplace *
look (World *world, PasarField field, const char *wanted, const char *by)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  const PasarColumn column = pasar_column_for_field (field);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarPattern) pattern = pasar_pattern_new (wanted, PASAR_PATTERN_PART);
  g_autoptr (PasarFind) find = NULL;
  PasarReplace *replace = pasar_replace_new (catalogue, pattern, by);
  guint next = 0;

  pasar_view_fold_all (view, TRUE);
  find = pasar_find_new (view, pattern, &column, 1);
  while (!pasar_find_run (find, 0) || !pasar_find_add_to (find, replace, &next, 0))
    ;
  while (!pasar_replace_run (replace, 0))
    ;
  return replace;
}

static PasarStep *
apply (World *world, PasarReplace *replace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarStep *step = NULL;

  pasar_session_stage_async (world->session,
                             pasar_replace_make_command (replace),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  pasar_session_write_finish (world->session, pasar_test_wait_result (&result), &step, &error);
  g_assert_no_error (error);
  return step;
}

static void
assert_values (World *world, PasarField field, const char *expected)
{
  g_autofree char *values = dup_values (world, field);

  g_assert_cmpstr (values, ==, expected);
}

/* Taken back, made again, and after a restart. */
static void
assert_step (World *world, PasarField field, const char *wanted, const char *by)
{
  g_autofree char *before = dup_values (world, field);
  g_autoptr (PasarReplace) replace = look (world, field, wanted, by);
  const guint n = pasar_replace_get_report (replace)->n_cells[PASAR_REPLACE_CHANGED];
  g_autoptr (PasarStep) step = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpuint (n, >, 3);
  step = apply (world, replace);
  g_assert_cmpuint (step->edits->len, ==, n);
  g_assert_nonnull (strstr (step->label, by));
  after = dup_values (world, field);
  g_assert_cmpstr (after, !=, before);
  world_restart (world);
  assert_values (world, field, after);
  g_assert_true (world_undo (world));
  assert_values (world, field, before);
  world_restart (world);
  assert_values (world, field, before);
  g_assert_true (world_redo (world));
  assert_values (world, field, after);
}

static void
test_prices (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  assert_step (world, PASAR_FIELD_PRICE, "0", "9");
}

/* Notes are kept by rows, as texts. */
static void
test_notes (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarCommand *command = pasar_command_new (PASAR_COMMAND_EACH,
                                             catalogue,
                                             NULL,
                                             PASAR_ALL_ROWS,
                                             PASAR_FIELD_NOTE,
                                             NULL);

  g_assert_true (pasar_catalogue_parse_text (catalogue, "From ACME", &command->amount, NULL));
  pasar_session_stage_async (world->session, command, NULL, pasar_test_keep_result_cb, &result);
  pasar_session_write_finish (world->session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  assert_step (world, PASAR_FIELD_NOTE, "acme", "Beta");
}

/* What is staged before it has its turn is what it is replaced in. */
static void
test_turn (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (PasarReplace) replace = look (world, PASAR_FIELD_STOCK, "1", "2");
  const guint n = pasar_replace_get_report (replace)->n_cells[PASAR_REPLACE_CHANGED];
  g_autoptr (PasarStep) step = NULL;
  guint changed = 0;
  PasarRowKey key;

  while (pasar_replace_get_cell (replace, changed).state != PASAR_REPLACE_CHANGED)
    changed++;
  key = pasar_replace_get_cell (replace, changed).key;
  start_stage (world->session,
               pasar_catalogue_find_editable (catalogue, key),
               PASAR_FIELD_STOCK,
               4444,
               NULL);
  step = apply (world, replace);
  g_assert_cmpuint (step->edits->len, ==, n - 1);
  g_assert_cmpint (pasar_replace_get_cell (replace, changed).state, ==, PASAR_REPLACE_UNCHANGED);
  g_assert_cmpint (pasar_catalogue_read_number (catalogue,
                                                pasar_catalogue_find_editable (catalogue, key),
                                                PASAR_COLUMN_STOCK),
                   ==,
                   4444);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/replace-step/prices", test_prices);
  g_test_add_func ("/replace-step/notes", test_notes);
  g_test_add_func ("/replace-step/turn", test_turn);

  return g_test_run ();
}
