/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

typedef struct
{
  GridFixture base;
  GtkWidget *before;
  GtkWidget *after;
} AccessFixture;

static void
set_up (AccessFixture *self, gconstpointer data)
{
  grid_set_up (&self->base, data);
  grid_put_between_entries (&self->base, &self->before, &self->after);
  pasar_grid_set_cursor (self->base.grid, 3, 2);
  grid_wait_for_frame (&self->base);
}

static void
tear_down (AccessFixture *self, gconstpointer data)
{
  grid_tear_down (&self->base, data);
}

static void
handle_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
get_focus (AccessFixture *self)
{
  return gtk_window_get_focus (self->base.window);
}

static gboolean
is_cell (AccessFixture *self, GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_parent (widget) == GTK_WIDGET (self->base.grid)
         && gtk_widget_get_visible (widget)
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget))
                == GTK_ACCESSIBLE_ROLE_GRID_CELL;
}

static guint
count_cells (AccessFixture *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->base.grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += is_cell (self, child);
  return n;
}

static void
move_by_tab (AccessFixture *self, GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (self->base.window), direction);
}

static void
test_cursor_has_focus (AccessFixture *self, gconstpointer data)
{
  GtkWidget *first;
  GdkRectangle cell;
  graphene_rect_t area;

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self->base.grid)));
  first = get_focus (self);
  g_assert_true (is_cell (self, first));
  pasar_grid_set_cursor (self->base.grid, 4, 3);
  handle_pending ();
  /* Another object has the focus: that is what is heard. */
  g_assert_true (is_cell (self, get_focus (self)));
  g_assert_true (get_focus (self) != first);
  g_assert_cmpuint (count_cells (self), ==, 1);
  grid_wait_for_frame (&self->base);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 4, 3, &cell));
  g_assert_true (gtk_widget_compute_bounds (get_focus (self), GTK_WIDGET (self->base.grid), &area));
  g_assert_cmpint ((int) area.origin.x, ==, cell.x);
  g_assert_cmpint ((int) area.origin.y, ==, cell.y);
  g_assert_cmpint ((int) area.size.width, ==, cell.width);
  g_assert_cmpint ((int) area.size.height, ==, cell.height);
}

static void
test_same_cell_elsewhere (AccessFixture *self, gconstpointer data)
{
  GtkWidget *cell;

  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  cell = get_focus (self);
  pasar_grid_source_cells_changed (PASAR_GRID_SOURCE (self->base.source));
  handle_pending ();
  g_assert_true (get_focus (self) == cell);
}

static void
test_focus_is_not_taken (AccessFixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (self->before);
  pasar_grid_set_cursor (self->base.grid, 7, 1);
  handle_pending ();
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->before));
  g_assert_cmpuint (count_cells (self), ==, 1);
}

static void
test_in_and_out (AccessFixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (self->before);
  move_by_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (is_cell (self, get_focus (self)));
  move_by_tab (self, GTK_DIR_DOWN);
  g_assert_true (is_cell (self, get_focus (self)));
  move_by_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->after));
  move_by_tab (self, GTK_DIR_TAB_BACKWARD);
  g_assert_true (is_cell (self, get_focus (self)));
}

static void
test_out_of_the_editor (AccessFixture *self, gconstpointer data)
{
  g_autofree char *log = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  g_assert_true (pasar_grid_begin_editing (self->base.grid, "7"));
  move_by_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->after));
  handle_pending ();
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  log = test_source_take_log (self->base.source);
  g_assert_cmpstr (log, ==, "commit 3,2 3+1,2+1 7\n");
}

static void
test_out_of_sight (AccessFixture *self, gconstpointer data)
{
  GtkWidget *cell;

  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  cell = get_focus (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->base.scrolled)),
                            2000);
  grid_wait_for_frame (&self->base);
  handle_pending ();
  g_assert_true (get_focus (self) == cell);
  g_assert_true (gtk_widget_get_mapped (cell));
}

static void
test_no_rows (AccessFixture *self, gconstpointer data)
{
  const guint rows[] = { 5, 6, 7 };

  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  test_source_set_rows (self->base.source, rows, 0);
  handle_pending ();
  grid_wait_for_frame (&self->base);
  g_assert_true (get_focus (self) == GTK_WIDGET (self->base.grid));
  g_assert_cmpuint (count_cells (self), ==, 0);

  test_source_set_rows (self->base.source, rows, G_N_ELEMENTS (rows));
  pasar_grid_set_cursor (self->base.grid, 1, 2);
  handle_pending ();
  g_assert_true (is_cell (self, get_focus (self)));

  pasar_grid_set_source (self->base.grid, NULL);
  handle_pending ();
  g_assert_true (get_focus (self) == GTK_WIDGET (self->base.grid));
}

static void
test_no_rows_from_the_start (AccessFixture *self, gconstpointer data)
{
  const guint none = 0;

  gtk_widget_grab_focus (self->before);
  test_source_set_rows (self->base.source, &none, 0);
  handle_pending ();
  move_by_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (get_focus (self) == GTK_WIDGET (self->base.grid));
  move_by_tab (self, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->after));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/grid/access/" name, AccessFixture, NULL, set_up, function, tear_down)
  ADD ("cursor-has-focus", test_cursor_has_focus);
  ADD ("same-cell-elsewhere", test_same_cell_elsewhere);
  ADD ("focus-is-not-taken", test_focus_is_not_taken);
  ADD ("in-and-out", test_in_and_out);
  ADD ("out-of-the-editor", test_out_of_the_editor);
  ADD ("out-of-sight", test_out_of_sight);
  ADD ("no-rows", test_no_rows);
  ADD ("no-rows-from-the-start", test_no_rows_from_the_start);
#undef ADD
  return g_test_run ();
}
