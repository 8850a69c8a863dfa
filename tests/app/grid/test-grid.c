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

/* Of a row that is in sight. */
static double
get_y (GridFixture *self, guint id)
{
  for (guint row = 0; row < pasar_grid_source_get_n_rows (PASAR_GRID_SOURCE (self->source)); row++)
    {
      GdkRectangle area;

      if (test_source_get_id (self->source, row) != id)
        continue;
      g_assert_true (pasar_grid_get_cell_area (self->grid, row, 0, &area));
      return area.y;
    }
  g_assert_not_reached ();
}

/* All but some. */
static void
filter_rows (GridFixture *self, guint first, guint n)
{
  g_autofree guint *ids = g_new (guint, 1000);
  guint n_ids = 0;

  for (guint id = 0; id < 1000; id++)
    {
      if (id < first || id >= first + n)
        ids[n_ids++] = id;
    }
  test_source_set_rows (self->source, ids, n_ids);
  grid_wait_for_frame (self);
}

static void
test_rows_stay_in_place (GridFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double y;

  /* The cursor is not seen: what is at the top stays. */
  pasar_grid_set_cursor (self->grid, 900, 0);
  grid_wait_for_frame (self);
  gtk_adjustment_set_value (adjustment, 500 * self->grid->geometry.row_height + 7);
  grid_wait_for_frame (self);
  y = get_y (self, 503);
  filter_rows (self, 100, 50);
  g_assert_cmpfloat (get_y (self, 503), ==, y);
  filter_rows (self, 500, 3);
  g_assert_cmpfloat (get_y (self, 503), ==, y);

  /* It is seen: it stays, wherever its row comes to be. */
  filter_rows (self, 0, 0);
  pasar_grid_set_cursor (self->grid, 505, 0);
  grid_wait_for_frame (self);
  y = get_y (self, 505);
  test_source_reverse (self->source);
  grid_wait_for_frame (self);
  g_assert_cmpfloat (get_y (self, 505), ==, y);
}

/* What is added above the first rows is seen. */
static void
test_top_stays_top (GridFixture *self, gconstpointer data)
{
  filter_rows (self, 0, 10);
  pasar_grid_set_cursor (self->grid, 900, 0);
  grid_wait_for_frame (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->scrolled)),
                            0);
  grid_wait_for_frame (self);
  filter_rows (self, 0, 0);
  get_y (self, 0);
}

static void
test_scrolls_to_cell (GridFixture *self, gconstpointer data)
{
  GdkRectangle area;

  for (guint i = 0; i < 20; i++)
    {
      const guint row = (guint) g_test_rand_int_range (0, 1000);
      const guint column = (guint) g_test_rand_int_range (0, 8);

      pasar_grid_scroll_to (self->grid, row, column);
      g_assert_true (pasar_grid_get_cell_area (self->grid, row, column, &area));
      g_assert_cmpint (area.x, >=, 0);
      g_assert_cmpint (area.x + area.width, <=, gtk_widget_get_width (GTK_WIDGET (self->grid)));
      g_assert_cmpint (area.y, >=, self->grid->head_height);
      g_assert_cmpint (area.y + area.height, <=, gtk_widget_get_height (GTK_WIDGET (self->grid)));
    }
}

/* A cell is asked for before there is room for any. */
static void
test_scrolls_when_shown (void)
{
  g_autoptr (TestSource) source = test_source_new (1000, 8);
  GridFixture self = { .window = GTK_WINDOW (gtk_window_new ()), .source = source };
  GdkRectangle area;

  self.grid = PASAR_GRID (pasar_grid_new ());
  self.scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self.scrolled), GTK_WIDGET (self.grid));
  gtk_window_set_child (self.window, self.scrolled);
  pasar_grid_set_source (self.grid, PASAR_GRID_SOURCE (source));
  pasar_grid_set_cursor (self.grid, 700, 7);
  gtk_window_set_default_size (self.window, 640, 400);
  gtk_window_present (self.window);
  grid_wait_for_frame (&self);
  g_assert_true (pasar_grid_get_cell_area (self.grid, 700, 7, &area));
  gtk_window_destroy (self.window);
}

/* The start is at the right, and so is what is seen first. */
static void
test_right_to_left (GridFixture *self, gconstpointer data)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self->grid));
  GdkRectangle area;
  guint row;
  guint column;

  gtk_widget_set_direction (GTK_WIDGET (self->grid), GTK_TEXT_DIR_RTL);
  grid_wait_for_frame (self);
  pasar_grid_get_cell_area (self->grid, 0, 0, &area);
  g_assert_cmpint (area.x + area.width, ==, width);
  g_assert_true (pasar_grid_get_cell_at (self->grid, width - 1, area.y, &row, &column));
  g_assert_cmpuint (column, ==, 0);
  pasar_grid_scroll_to (self->grid, 0, 7);
  grid_wait_for_frame (self);
  pasar_grid_get_cell_area (self->grid, 0, 7, &area);
  g_assert_cmpint (area.x, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrolled_window_get_hadjustment (
                         GTK_SCROLLED_WINDOW (self->scrolled))),
                     ==,
                     0);
}

/* A narrow window shows something beside the frozen columns. */
static void
test_frozen_leave_room (GridFixture *self, gconstpointer data)
{
  GdkRectangle area;

  pasar_grid_set_n_frozen (self->grid, 2);
  grid_wait_for_frame (self);
  pasar_grid_scroll_to (self->grid, 0, 7);
  grid_wait_for_frame (self);
  g_assert_true (pasar_grid_get_cell_area (self->grid, 0, 0, &area));
  g_assert_cmpint (area.x, ==, 0);

  pasar_grid_set_n_frozen (self->grid, 8);
  grid_wait_for_frame (self);
  pasar_grid_scroll_to (self->grid, 0, 7);
  grid_wait_for_frame (self);
  g_assert_true (pasar_grid_get_cell_area (self->grid, 0, 7, &area));
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
#define ADD(name, func)                                                                            \
  g_test_add ("/grid/" name,                                                                       \
              GridFixture,                                                                         \
              GUINT_TO_POINTER (1000),                                                             \
              grid_set_up,                                                                         \
              func,                                                                                \
              grid_tear_down)
  ADD ("rows-stay-in-place", test_rows_stay_in_place);
  ADD ("top-stays-top", test_top_stays_top);
  ADD ("scrolls-to-cell", test_scrolls_to_cell);
  ADD ("right-to-left", test_right_to_left);
  ADD ("frozen-leave-room", test_frozen_leave_room);
#undef ADD
  g_test_add_func ("/grid/scrolls-when-shown", test_scrolls_when_shown);
  return g_test_run ();
}
