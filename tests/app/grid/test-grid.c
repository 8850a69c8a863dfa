/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

static void
test_shows_rows (GridFixture *self, gconstpointer data)
{
  GdkRectangle area;
  guint row;
  guint column;

  g_assert_true (pasar_grid_get_cell_area (self->grid, 2, 1, &area));
  g_assert_true (pasar_grid_get_cell_at (self->grid, area.x + 1, area.y + 1, &row, &column));
  g_assert_cmpuint (row, ==, 2);
  g_assert_cmpuint (column, ==, 1);
  g_assert_false (pasar_grid_get_cell_area (self->grid, 99, 1, &area));
}

static void
test_cursor (GridFixture *self, gconstpointer data)
{
  guint column;

  pasar_grid_set_cursor (self->grid, 3, 2);
  g_assert_cmpuint (pasar_grid_get_cursor (self->grid, &column), ==, 3);
  g_assert_cmpuint (column, ==, 2);
}

static void
test_selection_follows (GridFixture *self, gconstpointer data)
{
  guint column;
  guint n;
  const PasarGridRange *ranges;

  pasar_grid_set_cursor (self->grid, 3, 2);
  pasar_grid_select (self->grid, &(PasarGridRange){ 3, 2, 2, 3 }, 1);
  test_source_reverse (self->source);
  pasar_grid_set_column_visible (self->grid, 1, FALSE);
  g_assert_cmpuint (pasar_grid_get_cursor (self->grid, &column), ==, 96);
  g_assert_cmpuint (column, ==, 2);
  ranges = pasar_grid_get_ranges (self->grid, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpmem (ranges, sizeof *ranges, (&(PasarGridRange){ 95, 2, 1, 3 }), sizeof *ranges);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add ("/grid/shows-rows", GridFixture, NULL, grid_set_up, test_shows_rows, grid_tear_down);
  g_test_add ("/grid/cursor", GridFixture, NULL, grid_set_up, test_cursor, grid_tear_down);
  g_test_add ("/grid/selection-follows",
              GridFixture,
              NULL,
              grid_set_up,
              test_selection_follows,
              grid_tear_down);
  return g_test_run ();
}
