/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

#include <string.h>

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

/* Also far below its item, among rows that stay. */
static void
test_cursor_stays_in_sight (SheetFixture *self, gconstpointer data)
{
  PasarModelRecord models[50];
  char names[G_N_ELEMENTS (models)][8];
  GdkRectangle area;
  guint column;
  guint position;

  pasar_catalogue_freeze (self->catalogue);
  for (gint64 id = 100; id < 200; id++)
    sheet_put_plain_at (self->catalogue, PASAR_NO_ROW, id, "Below", 100, 1);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_snprintf (names[i], sizeof names[i], "%u", i);
      models[i] = (PasarModelRecord){ .model_id = 1000 + i, .name = names[i], .price = 100 };
    }
  pasar_catalogue_put_models (self->catalogue, 2, models, G_N_ELEMENTS (models));
  pasar_catalogue_thaw (self->catalogue);

  sheet_go_to (self, 2, 1049, PASAR_COLUMN_PRICE);
  pasar_view_fold_all (pasar_sheet_get_view (self->sheet), TRUE);
  position = sheet_get_position (self, 2, 0);
  sheet_assert_cursor (self, position, PASAR_COLUMN_PRICE);
  pasar_grid_get_cursor (pasar_sheet_get_grid (self->sheet), &column);
  g_assert_true (
      pasar_grid_get_cell_area (pasar_sheet_get_grid (self->sheet), position, column, &area));
}

/* A filter that hides the cursor's model, not its item: hidden rows are not meant, and are selected
 * again when they are shown again. */
static void
test_selection_comes_back (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) fewer = NULL;
  g_autoptr (GArray) all = NULL;

  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  select_rows (self, 2, 3);
  pasar_view_set_text (view, "LS-W-M");
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 2);
  fewer = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (fewer->len, ==, 1);
  g_assert_cmpuint (g_array_index (fewer, guint, 0), ==, sheet_get_row (self, 2, 22));
  pasar_view_set_text (view, NULL);
  all = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (all->len, ==, 3);
  sheet_assert_cursor (self, sheet_get_position (self, 2, 21), PASAR_COLUMN_PRICE);
}

/* What is hidden is forgotten by a new selection. */
static void
test_new_selection_forgets (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  select_rows (self, 0, 4);
  pasar_view_set_text (view, "zither");
  select_rows (self, 0, 1);
  pasar_view_set_text (view, NULL);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  g_assert_true (
      pasar_grid_source_get_key (pasar_grid_get_source (pasar_sheet_get_grid (self->sheet)),
                                 pasar_sheet_get_cursor (self->sheet, NULL))
          .first
      == 3);
}

/* Random steps, against a plain set of who is selected. */

#define N_PLAIN 30

typedef struct
{
  SheetFixture *sheet;
  gboolean *is_selected; /* by row of the catalogue, which stay where they are */
  gboolean is_any;
} Model;

static void
model_select (Model *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet->sheet);
  const guint n = sheet_get_n_rows (self->sheet);
  const guint first = (guint) g_test_rand_int_range (0, (int) n);
  const guint count = (guint) g_test_rand_int_range (1, (int) (n - first) + 1);

  memset (self->is_selected, 0, (N_PLAIN + 5) * sizeof (gboolean));
  for (guint i = 0; i < count; i++)
    self->is_selected[pasar_view_get_row (view, first + i)] = TRUE;
  select_rows (self->sheet, first, count);
  self->is_any = TRUE;
}

static void
model_assert_same (Model *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet->sheet);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet->sheet);
  const guint n = sheet_get_n_rows (self->sheet);
  g_autofree gboolean *is_selected = g_new0 (gboolean, n + 1);
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    for (guint j = 0; j < ranges[i].n_rows; j++)
      is_selected[ranges[i].first_row + j] = TRUE;
  for (guint position = 0; position < n; position++)
    g_assert_cmpint (is_selected[position],
                     ==,
                     self->is_selected[pasar_view_get_row (view, position)]);
}

static void
test_random (SheetFixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    NULL, "1", "2", "LS-W-M", "LS-W-S", "Abacus", "nothing at all"
  };
  static const PasarColumn columns[] = { PASAR_COLUMN_NONE, PASAR_COLUMN_NAME, PASAR_COLUMN_PRICE };
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autofree gboolean *is_selected = g_new0 (gboolean, N_PLAIN + 5);
  Model model = { self, is_selected, FALSE };

  for (gint64 id = 10; id < 10 + N_PLAIN; id++)
    {
      g_autofree char *name = g_strdup_printf ("Thing %" G_GINT64_FORMAT, id);

      sheet_put_plain (self->catalogue, id, name, id * 10, 1);
    }
  for (guint i = 0; i < 3000; i++)
    {
      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          if (sheet_get_n_rows (self) > 0)
            model_select (&model);
          break;
        case 1:
          pasar_sheet_sort (self->sheet,
                            columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))],
                            g_test_rand_bit ());
          break;
        case 2:
          pasar_view_fold_all (view, g_test_rand_bit ());
          break;
        case 3:
          pasar_sheet_set_flat (self->sheet, g_test_rand_bit ());
          break;
        default:
          pasar_view_set_text (view, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
        }
      if (model.is_any)
        model_assert_same (&model);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-selection/select-all", test_select_all);
  sheet_add ("/sheet-selection/selection-outlives-filter", test_selection_outlives_filter);
  sheet_add ("/sheet-selection/cursor-stays-in-sight", test_cursor_stays_in_sight);
  sheet_add ("/sheet-selection/selection-comes-back", test_selection_comes_back);
  sheet_add ("/sheet-selection/new-selection-forgets", test_new_selection_forgets);
  sheet_add ("/sheet-selection/random", test_random);
  sheet_add ("/sheet-selection/selection-outlives-load", test_selection_outlives_load);
  sheet_add ("/sheet-selection/cursor-on-gone-outlives-load", test_cursor_on_gone_outlives_load);
  sheet_add ("/sheet-selection/cursor-follows-fold", test_cursor_follows_fold);
  return g_test_run ();
}
