/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "locations-fixture.h"

#include "catalogue/edits/computation.h"
#include "catalogue/edits/paste.h"
#include "catalogue/view/cell.h"

#include <string.h>

/* Stock that is staged by location. */

/* What the columns show: the sum, then the locations. */
static void
assert_shown (PasarCatalogue *catalogue, guint row, const char *text)
{
  GString *shown = g_string_new (NULL);
  const PasarRowValue sum = locations_read_value (catalogue, row, PASAR_FIELD_STOCK);

  g_string_printf (shown,
                   "%" G_GINT64_FORMAT "%s",
                   sum.effective,
                   sum.staged != PASAR_NO_VALUE ? "*" : "");
  for (guint i = 0; i < N_LOCATIONS; i++)
    {
      const PasarRowValue value =
          locations_read_value (catalogue, row, locations_at (catalogue, i));

      if (value.effective == PASAR_NO_VALUE)
        g_string_append (shown, " -");
      else
        g_string_append_printf (shown,
                                " %" G_GINT64_FORMAT "%s",
                                value.effective,
                                value.staged != PASAR_NO_VALUE ? "*" : "");
    }
  g_assert_cmpstr (shown->str, ==, text);
  g_string_free (shown, TRUE);
}

/* Each edit goes on from the one before it. */
static void
test_edits (void)
{
  static const struct
  {
    int location; /* -1: the stock of the row */
    gint64 value;
    const char *shown;
  } cases[] = {
    { 0, 25, "35* 25* 10 -" },
    { 1, 15, "40* 25* 15* -" },
    { -1, 50, "50* 35* 15* -" },
    { -1, 12, "12* 0* 12* -" },
    /* The shop's stock is the shop's stock at each location. */
    { -1, 40, "40 30 10 -" },
    { 0, 30, "40 30 10 -" },
    { -1, 45, "45* 35* 10 -" },
    { 0, PASAR_NO_VALUE, "40 30 10 -" },
    { 1, 0, "30* 30 0* -" },
    { -1, PASAR_NO_VALUE, "40 30 10 -" },
  };
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_put (catalogue, 0, stocks, 0);
  assert_shown (catalogue, 0, "40 30 10 -");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      locations_stage (catalogue,
                       0,
                       cases[i].location < 0 ? PASAR_FIELD_STOCK
                                             : locations_at (catalogue, (guint) cases[i].location),
                       cases[i].value);
      assert_shown (catalogue, 0, cases[i].shown);
      g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue),
                        ==,
                        strchr (cases[i].shown, '*') != NULL);
    }
  for (guint i = G_N_ELEMENTS (cases) - 1; i > 0; i--)
    if (g_strcmp0 (cases[i].shown, cases[i - 1].shown) != 0)
      {
        g_assert_true (fixture_undo (catalogue));
        assert_shown (catalogue, 0, cases[i - 1].shown);
      }
}

/* The stock of a row with one location is the same in both columns. */
static void
test_one_location (void)
{
  static const Stocks stocks = { PASAR_NO_VALUE, 7, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_put (catalogue, 0, stocks, 0);
  locations_stage (catalogue, 0, locations_at (catalogue, 1), 9);
  assert_shown (catalogue, 0, "9* - 9* -");
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue,
                                                location_keys[0],
                                                PASAR_FIELD_STOCK,
                                                NULL,
                                                NULL),
                   ==,
                   9);
  locations_stage (catalogue, 0, PASAR_FIELD_STOCK, 8);
  assert_shown (catalogue, 0, "8* - 8* -");
  locations_stage (catalogue, 0, locations_at (catalogue, 1), 7);
  assert_shown (catalogue, 0, "7 - 7 -");
}

/* What the shop has now changes under what is staged. */
static void
test_refresh (void)
{
  static const Stocks before = { 30, 10, PASAR_NO_VALUE };
  static const Stocks sold = { 28, 9, PASAR_NO_VALUE };
  static const Stocks taken = { 25, 9, PASAR_NO_VALUE };
  static const Stocks vanished = { PASAR_NO_VALUE, 9, PASAR_NO_VALUE };
  static const Stocks appeared = { 28, 9, 4 };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  g_autoptr (GArray) dropped = NULL;
  g_autofree char *text = NULL;
  PasarField first;

  locations_put (catalogue, 0, before, 0);
  first = locations_at (catalogue, 0);
  locations_stage (catalogue, 0, first, 25);
  locations_put (catalogue, 0, sold, 0);
  assert_shown (catalogue, 0, "34* 25* 9 -");
  g_assert_cmpint (locations_read_value (catalogue, 0, first).base, ==, 30);
  g_assert_cmpint (locations_read_value (catalogue, 0, PASAR_FIELD_STOCK).base, ==, 39);

  locations_put (catalogue, 0, vanished, 0);
  assert_shown (catalogue, 0, "9* 25* 9 -");
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK), ==, PASAR_RULE_LOCATION);
  text = pasar_catalogue_row_dup_problem_text (catalogue,
                                               pasar_catalogue_find_editable (catalogue,
                                                                              location_keys[0]),
                                               first);
  g_assert_nonnull (text);
  locations_put (catalogue, 0, appeared, 0);
  assert_shown (catalogue, 0, "38* 25* 9 4");
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK), ==, PASAR_RULE_OK);

  g_assert_null (pasar_catalogue_take_dropped (catalogue));
  locations_put (catalogue, 0, taken, 0);
  assert_shown (catalogue, 0, "34 25 9 -");
  dropped = pasar_catalogue_take_dropped (catalogue);
  g_assert_cmpuint (dropped->len, ==, 1);
  g_assert_cmpint (g_array_index (dropped, PasarEdit, 0).field, ==, first);
  g_assert_false (pasar_catalogue_get_can_undo (catalogue));
}

/* An earlier version staged a sum for a row with several locations. */
static void
test_total (void)
{
  static const Stocks before = { 30, 10, PASAR_NO_VALUE };
  static const Stocks sold = { 28, 4, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_put (catalogue, 0, before, 0);
  pasar_catalogue_freeze (catalogue);
  pasar_catalogue_restore_staged (catalogue, location_keys[0], PASAR_FIELD_STOCK, 50, 40, NULL);
  pasar_catalogue_end_restore (catalogue);
  pasar_catalogue_thaw (catalogue);
  assert_shown (catalogue, 0, "50* 40* 10 -");
  locations_put (catalogue, 0, sold, 0);
  assert_shown (catalogue, 0, "50* 46* 4 -");
  /* The other location keeps what it has of it. */
  locations_stage (catalogue, 0, locations_at (catalogue, 1), 5);
  assert_shown (catalogue, 0, "51* 46* 5* -");
  g_assert_true (fixture_undo (catalogue));
  assert_shown (catalogue, 0, "50* 46* 4 -");
  g_assert_true (fixture_redo (catalogue));
  locations_stage (catalogue, 0, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  assert_shown (catalogue, 0, "32 28 4 -");
}

static PasarRule
find_problem (PasarCatalogue *catalogue, guint row, guint n)
{
  return pasar_catalogue_find_problem (catalogue,
                                       pasar_catalogue_find_editable (catalogue,
                                                                      location_keys[row]),
                                       locations_at (catalogue, n));
}

static void
test_rules (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  const guint row = 0;
  guint number;

  locations_put (catalogue, row, stocks, 15);
  number = pasar_catalogue_find_editable (catalogue, location_keys[row]);
  g_assert_false (pasar_catalogue_is_locked (catalogue, number, locations_at (catalogue, 0)));
  g_assert_true (pasar_catalogue_is_locked (catalogue, number, locations_at (catalogue, 2)));
  /* What promotions have reserved is of all locations together. */
  g_assert_cmpint (pasar_catalogue_check (catalogue, number, locations_at (catalogue, 0), 5),
                   ==,
                   PASAR_RULE_OK);
  g_assert_cmpint (pasar_catalogue_check (catalogue, number, locations_at (catalogue, 0), 4),
                   ==,
                   PASAR_RULE_STOCK_RESERVED);
  locations_stage (catalogue, row, locations_at (catalogue, 0), 4);
  g_assert_cmpint (find_problem (catalogue, row, 0), ==, PASAR_RULE_STOCK_RESERVED);
  g_assert_cmpint (find_problem (catalogue, row, 1), ==, PASAR_RULE_OK);
  locations_stage (catalogue, row, locations_at (catalogue, 1), 11);
  g_assert_cmpint (find_problem (catalogue, row, 0), ==, PASAR_RULE_OK);
  locations_stage (catalogue, row, locations_at (catalogue, 1), -1);
  g_assert_cmpint (find_problem (catalogue, row, 1), ==, PASAR_RULE_STOCK_NEGATIVE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK),
                   ==,
                   PASAR_RULE_STOCK_NEGATIVE);
}

static void
compute (PasarCatalogue *catalogue, PasarCommandKind kind, PasarField field, const char *text)
{
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, kind, NULL, PASAR_ALL_ROWS, field, text);
  g_autoptr (GError) error = NULL;
  GArray *edits;

  command->field = (int) field;
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_no_error (error);
  fixture_stage_edits (catalogue, edits);
}

static void
test_commands (void)
{
  static const Stocks plain = { 30, 10, PASAR_NO_VALUE };
  static const Stocks first = { 8, PASAR_NO_VALUE, 4 };
  static const Stocks second = { 12, 6, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_put (catalogue, 0, plain, 0);
  locations_put_models (catalogue, first, second);
  compute (catalogue, PASAR_COMMAND_EACH, locations_at (catalogue, 1), "+50%");
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 1, "12 8 - 4");
  assert_shown (catalogue, 2, "21* 12 9* -");
  /* Names of columns are those of what is staged. */
  compute (catalogue, PASAR_COMMAND_EACH, locations_at (catalogue, 0), "=stock_my2*2");
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 2, "27* 18* 9* -");
  compute (catalogue, PASAR_COMMAND_IN_ALL, locations_at (catalogue, 0), "28");
  assert_shown (catalogue, 0, "30* 15* 15* -");
  assert_shown (catalogue, 1, "8* 4* - 4");
  assert_shown (catalogue, 2, "18* 9* 9* -");
  compute (catalogue, PASAR_COMMAND_DISCARD, locations_at (catalogue, 0), NULL);
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 1, "12 8 - 4");
  compute (catalogue, PASAR_COMMAND_EACH, PASAR_FIELD_STOCK, "+1");
  assert_shown (catalogue, 0, "46* 31* 15* -");
  assert_shown (catalogue, 1, "13* 9* - 4");
  compute (catalogue, PASAR_COMMAND_DISCARD, PASAR_FIELD_STOCK, NULL);
  assert_shown (catalogue, 0, "40 30 10 -");
  assert_shown (catalogue, 2, "18 12 6 -");
}

/* Also of rows that are not there yet. */
static void
test_discard_waiting (void)
{
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_stage (catalogue, 0, locations_at (catalogue, 1), 5);
  locations_stage (catalogue, 1, PASAR_FIELD_PRICE, 500);
  compute (catalogue, PASAR_COMMAND_DISCARD, PASAR_FIELD_STOCK, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 1);
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue,
                                                location_keys[0],
                                                locations_at (catalogue, 1),
                                                NULL,
                                                NULL),
                   ==,
                   PASAR_NO_VALUE);
}

static gboolean
set_cells (PasarCommand *command, gpointer cells, gint64 until)
{
  pasar_command_add_cells (command,
                           -1,
                           cells,
                           g_ptr_array_new_with_free_func (
                               (GDestroyNotify) pasar_expression_unref));
  return TRUE;
}

/* Where a sum is pasted together with its locations, as a block of the sheet has them, these count,
 * and each cell is staged once. */
static void
test_paste (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  const PasarField first = locations_at (catalogue, 0);
  const PasarPastedCell pasted[] = {
    { location_keys[0], PASAR_FIELD_STOCK, 0, 99 },
    { location_keys[0], first, 0, 5 },
    { location_keys[0], first + 1, 0, 6 },
    { location_keys[0], first, 0, 7 },
  };
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (PasarPastedCell));
  g_autoptr (PasarCommand) command = NULL;
  GArray *edits;

  locations_put (catalogue, 0, stocks, 0);
  g_array_append_vals (cells, pasted, G_N_ELEMENTS (pasted));
  command = pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, set_cells, cells, NULL);
  edits = pasar_command_compute (command, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 2);
  fixture_stage_edits (catalogue, edits);
  assert_shown (catalogue, 0, "11* 5* 6* -");
  g_assert_true (fixture_undo (catalogue));
  assert_shown (catalogue, 0, "40 30 10 -");
}

typedef struct
{
  const char *path;
  const char *texts[3]; /* for the stock and the first two locations */
  guint n_taken;
  guint n_refused;
  const char *shown;
} SumCase;

/* A sum that is pasted together with its locations holds, or is told not to be taken. */
static void
test_paste_sum (gconstpointer data)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  const SumCase *sum = data;
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  const PasarColumn columns[] = { PASAR_COLUMN_STOCK,
                                  pasar_column_for_field (locations_at (catalogue, 0)),
                                  pasar_column_for_field (locations_at (catalogue, 1)) };
  const PasarPasteTable table = { sum->texts, 1, G_N_ELEMENTS (columns), '.' };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  PasarPasteArea area = { .editable = rows,
                          .n_rows = 1,
                          .columns = columns,
                          .n_columns = G_N_ELEMENTS (columns),
                          .n_selected_rows = 1,
                          .n_selected_columns = 1 };
  g_autoptr (PasarPaste) paste = NULL;
  g_autoptr (PasarCommand) command = NULL;
  const PasarPasteReport *report;
  guint row;

  locations_put (catalogue, 0, stocks, 0);
  row = pasar_catalogue_find_editable (catalogue, location_keys[0]);
  g_array_append_val (rows, row);
  area.rows = (const guint *) (gpointer) rows->data;
  paste = pasar_paste_new (catalogue, &table, &area, 1);
  while (!pasar_paste_run (paste, 0))
    ;
  report = pasar_paste_get_report (paste);
  g_assert_cmpuint (report->n_taken, ==, sum->n_taken);
  g_assert_cmpuint (report->refused->len, ==, sum->n_refused);
  g_assert_cmpuint (report->n_refused[PASAR_PASTE_OTHER_SUM], ==, sum->n_refused);
  if (sum->n_refused > 0)
    {
      g_autofree char *reason = pasar_paste_dup_reason (paste, 0);

      g_assert_nonnull (strstr (reason, "another sum"));
      g_assert_cmpint (g_array_index (report->refused, PasarPasteRefusal, 0).column,
                       ==,
                       PASAR_COLUMN_STOCK);
    }
  command = pasar_paste_make_command (paste);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, NULL));
  assert_shown (catalogue, 0, sum->shown);
}

static PasarCellInfo
read_cell (PasarCatalogue *catalogue, PasarColumn column)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find_editable (catalogue, location_keys[0]),
                        column,
                        FALSE);
  return cell;
}

/* Where pieces have moved is shown at the locations. */
static void
test_cells (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  const PasarColumn first = pasar_column_for_field (locations_at (catalogue, 0));

  locations_put (catalogue, 0, stocks, 0);
  g_assert_true (read_cell (catalogue, first).is_editable);
  g_assert_false (read_cell (catalogue, first + 2).is_editable);
  g_assert_false (read_cell (catalogue, first + 2).is_locked);
  locations_stage (catalogue, 0, locations_at (catalogue, 0), 25);
  g_assert_true (read_cell (catalogue, first).is_changed);
  g_assert_true (read_cell (catalogue, PASAR_COLUMN_STOCK).is_changed);
  locations_stage (catalogue, 0, locations_at (catalogue, 1), 15);
  g_assert_true (read_cell (catalogue, first + 1).is_changed);
  g_assert_false (read_cell (catalogue, PASAR_COLUMN_STOCK).is_changed);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_CHANGED), ==, 1);
}

static void
test_each_location (void)
{
  static const Stocks plain = { 30, 10, PASAR_NO_VALUE };
  static const Stocks first = { 8, PASAR_NO_VALUE, PASAR_NO_VALUE };
  static const Stocks second = { PASAR_NO_VALUE, 6, 3 };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();

  locations_put (catalogue, 0, plain, 0);
  locations_put_models (catalogue, first, second);
  compute (catalogue, PASAR_COMMAND_EACH_LOCATION, PASAR_FIELD_STOCK, "12");
  assert_shown (catalogue, 0, "24* 12* 12* -");
  assert_shown (catalogue, 1, "12* 12* - -");
  assert_shown (catalogue, 2, "24* - 12* 12*");
  /* What it means by the stock is that of the location. */
  compute (catalogue, PASAR_COMMAND_EACH_LOCATION, PASAR_FIELD_STOCK, "=stock*2-14");
  assert_shown (catalogue, 0, "20* 10* 10 -");
  g_assert_true (fixture_undo (catalogue));
  g_assert_true (fixture_undo (catalogue));
  assert_shown (catalogue, 2, "9 - 6 3");
}

/* A row that the shop does not have any more keeps what is staged by location, and so does one that
 * is not there yet. */
static void
test_gone (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  g_autoptr (PasarCatalogue) next = locations_make_catalogue ();
  g_autoptr (GArray) staged = NULL;

  locations_put (catalogue, 1, stocks, 0);
  locations_stage (catalogue, 1, locations_at (catalogue, 0), 5);
  pasar_catalogue_remove_item (catalogue, 2);
  assert_shown (catalogue, 1, "15* 5* 10 -");
  g_assert_cmpint (fixture_problem (catalogue, 2, 21, PASAR_FIELD_STOCK), ==, PASAR_RULE_GONE);

  staged = pasar_catalogue_dup_staged (catalogue);
  g_assert_cmpuint (staged->len, ==, 1);
  locations_restore (next, staged);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 1);
  locations_put (next, 1, stocks, 0);
  assert_shown (next, 1, "15* 5* 10 -");
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 0);
  locations_stage (next, 1, locations_at (next, 0), PASAR_NO_VALUE);
  assert_shown (next, 1, "40 30 10 -");

  compute (catalogue, PASAR_COMMAND_DISCARD, PASAR_FIELD_STOCK, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 0);
}

static const SumCase sum_cases[] = {
  { "/locations/paste-sum/holds", { "11", "5", "6" }, 3, 0, "11* 5* 6* -" },
  { "/locations/paste-sum/other", { "99", "5", "6" }, 2, 1, "11* 5* 6* -" },
  { "/locations/paste-sum/as-before", { "40", "5", "6" }, 2, 1, "11* 5* 6* -" },
  { "/locations/paste-sum/one", { "35", "", "5" }, 2, 0, "35* 30 5* -" },
  { "/locations/paste-sum/one-other", { "36", "", "5" }, 1, 1, "35* 30 5* -" },
  { "/locations/paste-sum/moved", { "40", "25", "15" }, 2, 0, "40* 25* 15* -" },
  { "/locations/paste-sum/alone", { "36", "", "" }, 1, 0, "36* 26* 10 -" },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locations/edits", test_edits);
  g_test_add_func ("/locations/one-location", test_one_location);
  g_test_add_func ("/locations/refresh", test_refresh);
  g_test_add_func ("/locations/total", test_total);
  g_test_add_func ("/locations/rules", test_rules);
  g_test_add_func ("/locations/commands", test_commands);
  g_test_add_func ("/locations/discard-waiting", test_discard_waiting);
  g_test_add_func ("/locations/each-location", test_each_location);
  g_test_add_func ("/locations/paste", test_paste);
  for (guint i = 0; i < G_N_ELEMENTS (sum_cases); i++)
    g_test_add_data_func (sum_cases[i].path, &sum_cases[i], test_paste_sum);
  g_test_add_func ("/locations/cells", test_cells);
  g_test_add_func ("/locations/gone", test_gone);

  return g_test_run ();
}
