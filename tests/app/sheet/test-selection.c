/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

static void
test_space_picks_rows (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 0);
  sheet_press (self, GDK_KEY_space, 0);
  sheet_press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  sheet_press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  sheet_press (self, GDK_KEY_Escape, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
}

static void
test_shift_extends (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 21, PASAR_COLUMN_SKU);
  sheet_press (self, GDK_KEY_End, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  sheet_press (self, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  sheet_press (self, GDK_KEY_Home, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  sheet_press (self, GDK_KEY_Down, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
}

static void
test_select_all (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;

  pasar_sheet_select_all (self->sheet);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 5);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "zither");
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), NULL);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, sheet_get_row (self, 3, 0));
}

static void
test_selection_outlives_filter (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = NULL;

  sheet_go_to (self, 2, 21, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NAME, TRUE);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NONE, FALSE);
  pasar_view_set_text (view, "linen");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 3);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, sheet_get_row (self, 2, 21));
  sheet_assert_cursor (self, 2, PASAR_COLUMN_NAME);
}

/* The catalogue numbers its rows anew. */
static void
test_selection_outlives_load (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;

  sheet_go_to (self, 2, 22, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
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
test_selection_of_gone_outlives_load (SheetFixture *self, gconstpointer data)
{
  const PasarModelRecord models[] = {
    { .model_id = 11, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 12, .name = "Blue", .sku = "B", .price = 900 },
  };
  const PasarRowKey key = { 1, 0 };
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) header = NULL;
  guint gone;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "15");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  g_assert_true (pasar_catalogue_read_row (self->catalogue, gone).is_gone);
  pasar_sheet_set_cursor (self->sheet, pasar_view_find_row (view, gone), PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_space, 0);
  sheet_press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  pasar_catalogue_put_models (self->catalogue, 1, models, 2);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, gone);
  g_assert_cmpuint (pasar_sheet_get_cursor (self->sheet, NULL),
                    ==,
                    pasar_view_find_row (view, gone));

  /* The item itself stays the item. */
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  header = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (g_array_index (header, guint, 0), ==, sheet_get_row (self, 1, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-selection/space-picks-rows", test_space_picks_rows);
  sheet_add ("/sheet-selection/shift-extends", test_shift_extends);
  sheet_add ("/sheet-selection/select-all", test_select_all);
  sheet_add ("/sheet-selection/selection-outlives-filter", test_selection_outlives_filter);
  sheet_add ("/sheet-selection/selection-outlives-load", test_selection_outlives_load);
  sheet_add ("/sheet-selection/selection-of-gone-outlives-load",
             test_selection_of_gone_outlives_load);
  return g_test_run ();
}
