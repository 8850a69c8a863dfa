/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

/* Cells of what the seller keeps in this app alone are typed, filled and cleared like prices. The
 * rows: 1 Abacus 5.00, 2 an item, its models 21 at 9.90 and 22 at 12.00, 3 Zither 2.00. */

static PasarColumn
get_column (const char *id, SheetFixture *self)
{
  const PasarColumnInfo *info = pasar_catalogue_find_column (self->catalogue, id);

  g_assert_nonnull (info);
  pasar_sheet_set_column_visible (self->sheet, info->column, TRUE);
  return info->column;
}

static void
assert_cell (SheetFixture *self,
             gint64 item_id,
             gint64 model_id,
             PasarColumn column,
             const char *text)
{
  PasarGridCell cell = { 0 };

  sheet_read_cell (self, item_id, model_id, column, &cell);
  g_assert_cmpstr (cell.text, ==, text);
  g_assert_cmpint (cell.flags & PASAR_GRID_CELL_CHANGED, ==, 0);
}

static char *
dup_edit_text (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  g_autoptr (GError) error = NULL;
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  char *text =
      pasar_grid_source_dup_edit_text (pasar_grid_get_source (grid),
                                       sheet_get_position (self, item_id, model_id),
                                       pasar_sheet_source_find_column (self->sheet->source, column),
                                       &error);

  g_assert_no_error (error);
  return text;
}

static void
test_type (SheetFixture *self, gconstpointer data)
{
  const PasarColumn cost = get_column ("cost", self);
  const PasarColumn margin = get_column ("target-margin", self);
  g_autofree char *cost_text = NULL;
  g_autofree char *margin_text = NULL;

  sheet_enter (self, 1, 0, cost, "2.5");
  assert_cell (self, 1, 0, cost, "2.50");
  sheet_enter (self, 1, 0, margin, "30");
  assert_cell (self, 1, 0, margin, "30.0 %");
  sheet_enter (self, 2, 0, cost, "=price/2");
  assert_cell (self, 2, 0, cost, "4.95–6.00");
  cost_text = dup_edit_text (self, 1, 0, cost);
  margin_text = dup_edit_text (self, 1, 0, margin);
  g_assert_cmpstr (cost_text, ==, "2.50");
  g_assert_cmpstr (margin_text, ==, "30.0%");
  sheet_enter (self, 1, 0, margin, "31.5%");
  assert_cell (self, 1, 0, margin, "31.5 %");
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "=cost*2.2");
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 550);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 1);
}

static void
test_fill_and_clear (SheetFixture *self, gconstpointer data)
{
  const PasarColumn cost = get_column ("cost", self);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint place =
      pasar_grid_find_place (grid, pasar_sheet_source_find_column (self->sheet->source, cost));
  const PasarGridRange from = { 2, 1, place, 1 };
  const PasarGridRange to = { 2, 3, place, 1 };
  guint n_staged;

  sheet_enter (self, 2, 21, cost, "1.50");
  n_staged = self->n_staged;
  g_assert_cmpint (pasar_grid_source_fill (pasar_grid_get_source (grid),
                                           &from,
                                           &to,
                                           1,
                                           PASAR_GRID_FILL_SERIES,
                                           NULL),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged > n_staged);
  assert_cell (self, 2, 22, cost, "2.50");
  assert_cell (self, 3, 0, cost, "3.50");
  n_staged = self->n_staged;
  pasar_grid_source_clear (pasar_grid_get_source (grid), &to, 1);
  WAIT_FOR (self->n_staged > n_staged);
  assert_cell (self, 2, 21, cost, "");
  assert_cell (self, 3, 0, cost, "");
}

/* A text is what was typed, also what looks like a formula. */
static void
test_text (SheetFixture *self, gconstpointer data)
{
  const PasarColumn note = get_column ("note", self);
  g_autofree char *text = NULL;

  sheet_enter (self, 1, 0, note, "=price*2");
  assert_cell (self, 1, 0, note, "=price*2");
  text = dup_edit_text (self, 1, 0, note);
  g_assert_cmpstr (text, ==, "=price*2");
  sheet_enter (self, 2, 0, note, "仓库 A");
  assert_cell (self, 2, 22, note, "仓库 A");
  assert_cell (self, 2, 0, note, "仓库 A");
  sheet_enter (self, 2, 21, note, "");
  assert_cell (self, 2, 21, note, "");
  assert_cell (self, 2, 0, note, "");
}

/* A price below the cost is marked when the cost is typed, and says why. */
static void
test_undercut (SheetFixture *self, gconstpointer data)
{
  const PasarColumn cost = get_column ("cost", self);
  PasarGridCell cell = { 0 };
  g_autofree char *reason = NULL;

  sheet_enter (self, 1, 0, cost, "5.50");
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpint (cell.flags & PASAR_GRID_CELL_WARNING, !=, 0);
  g_assert_cmpint (cell.flags & PASAR_GRID_CELL_PROBLEM, ==, 0);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  reason = pasar_sheet_dup_cursor_problem (self->sheet);
  g_assert_cmpstr (reason, ==, "The price is below the cost of SGD 5.50.");
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "=cost*1.1");
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpint (cell.flags & PASAR_GRID_CELL_WARNING, ==, 0);
}

/* A margin that is typed sets the price, where there is a cost. */
static void
test_margin (SheetFixture *self, gconstpointer data)
{
  const PasarColumn cost = get_column ("cost", self);
  const PasarColumn margin = get_column ("margin", self);
  g_autofree char *text = NULL;

  sheet_enter (self, 1, 0, cost, "3.33");
  assert_cell (self, 1, 0, margin, "33.4 %");
  text = dup_edit_text (self, 1, 0, margin);
  g_assert_cmpstr (text, ==, "33.4%");
  sheet_enter (self, 1, 0, cost, "3.35");
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  sheet_enter (self, 1, 0, margin, "50%");
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 670);
  sheet_go_to (self, 3, 0, margin);
  sheet_type (self, "50%");
  g_assert_false (pasar_sheet_end_edit (self->sheet));
  g_assert_nonnull (self->refusal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-locals/type", test_type);
  sheet_add ("/sheet-locals/fill-and-clear", test_fill_and_clear);
  sheet_add ("/sheet-locals/text", test_text);
  sheet_add ("/sheet-locals/undercut", test_undercut);
  sheet_add ("/sheet-locals/margin", test_margin);
  return g_test_run ();
}
