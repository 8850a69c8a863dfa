/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

/* The selection belongs to rows, whoever moves them. */

static void
select_rows (SheetFixture *self, guint first, guint n)
{
  pasar_grid_select (pasar_sheet_get_grid (self->sheet),
                     &(const PasarGridRange){ first, n, 0, PASAR_GRID_NONE },
                     1);
}

static void
test_select_all (SheetFixture *self, gconstpointer data)
{
  pasar_sheet_select_all (self->sheet);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 5);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "zither");
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
}

static void
test_selection_outlives_filter (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = NULL;

  sheet_go_to (self, 2, 21, PASAR_COLUMN_NAME);
  select_rows (self, 2, 2);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NAME, TRUE);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NONE, FALSE);
  pasar_view_set_text (view, "linen");
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 3);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, sheet_get_row (self, 2, 21));
  g_assert_cmpuint (g_array_index (rows, guint, 1), ==, sheet_get_row (self, 2, 22));
}

/* The catalogue numbers its rows anew. */
static void
test_selection_outlives_load (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;

  select_rows (self, 3, 2);
  pasar_catalogue_freeze (self->catalogue);
  pasar_catalogue_remove_item (self->catalogue, 1);
  sheet_put_plain (self->catalogue, 4, "Another", 100, 1);
  pasar_catalogue_thaw (self->catalogue);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, sheet_get_row (self, 2, 22));
  g_assert_cmpuint (g_array_index (rows, guint, 1), ==, sheet_get_row (self, 3, 0));
}

/* An item that was edited has models now: what was staged on it has the key of the item. */
static void
test_cursor_on_gone_outlives_load (SheetFixture *self, gconstpointer data)
{
  const PasarModelRecord models[] = {
    { .model_id = 11, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 12, .name = "Blue", .sku = "B", .price = 900 },
  };
  const PasarRowKey key = { 1, 0 };
  PasarView *view = pasar_sheet_get_view (self->sheet);
  guint gone;

  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "15");
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  g_assert_true (pasar_catalogue_read_row (self->catalogue, gone).is_gone);
  pasar_sheet_set_cursor (self->sheet, pasar_view_find_row (view, gone), PASAR_COLUMN_NAME);
  pasar_catalogue_put_models (self->catalogue, 1, models, 2);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  g_assert_cmpuint (pasar_sheet_get_cursor (self->sheet, NULL),
                    ==,
                    pasar_view_find_row (view, gone));

  /* The item itself stays the item. */
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  sheet_assert_cursor (self, sheet_get_position (self, 1, 0), PASAR_COLUMN_NAME);
}

/* A model that is folded is found at its item. */
static void
test_cursor_follows_fold (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 22, PASAR_COLUMN_STOCK);
  pasar_view_fold_all (pasar_sheet_get_view (self->sheet), TRUE);
  sheet_assert_cursor (self, sheet_get_position (self, 2, 0), PASAR_COLUMN_STOCK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-selection/select-all", test_select_all);
  sheet_add ("/sheet-selection/selection-outlives-filter", test_selection_outlives_filter);
  sheet_add ("/sheet-selection/selection-outlives-load", test_selection_outlives_load);
  sheet_add ("/sheet-selection/cursor-on-gone-outlives-load", test_cursor_on_gone_outlives_load);
  sheet_add ("/sheet-selection/cursor-follows-fold", test_cursor_follows_fold);
  return g_test_run ();
}
