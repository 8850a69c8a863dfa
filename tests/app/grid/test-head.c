/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

/* The heading row: what the pointer and the keyboard do in it, and what is kept of it. */

typedef struct
{
  GString *log;
  guint n_layouts;
} Seen;

static void
sort_asked_cb (PasarGrid *grid, guint column, gboolean add, Seen *seen)
{
  g_string_append_printf (seen->log, "%s%u ", add ? "+" : "", column);
}

static void
layout_changed_cb (PasarGrid *grid, Seen *seen)
{
  seen->n_layouts++;
}

static void
menu_cb (PasarGrid *grid, double x, double y, Seen *seen)
{
  g_string_append (seen->log, "menu ");
}

static void
watch (GridFixture *self, Seen *seen)
{
  seen->log = g_string_new (NULL);
  seen->n_layouts = 0;
  g_signal_connect (self->grid, "sort-asked", G_CALLBACK (sort_asked_cb), seen);
  g_signal_connect (self->grid, "layout-changed", G_CALLBACK (layout_changed_cb), seen);
  g_signal_connect (self->grid, "context-menu", G_CALLBACK (menu_cb), seen);
}

static void
unwatch (GridFixture *self, Seen *seen)
{
  g_signal_handlers_disconnect_by_data (self->grid, seen);
  g_string_free (seen->log, TRUE);
}

/* Of the button that points. */
static gpointer
find_gesture (GridFixture *self, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->grid->head);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type)
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_PRIMARY)
        return controller;
    }
  g_assert_not_reached ();
}

static void
drag (GridFixture *self, double x, double by)
{
  gpointer gesture = find_gesture (self, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, 10.0);
  if (by != 0)
    g_signal_emit_by_name (gesture, "drag-update", by, 0.0);
}

static void
drop (GridFixture *self)
{
  g_signal_emit_by_name (find_gesture (self, GTK_TYPE_GESTURE_DRAG), "drag-end", 0.0, 0.0);
  grid_wait_for_frame (self);
}

/* In the widget. */
static double
get_middle (GridFixture *self, guint place)
{
  GdkRectangle area;

  pasar_grid_get_cell_area (self->grid, 0, pasar_grid_get_source_column (self->grid, place), &area);
  return area.x + area.width / 2;
}

static double
get_edge (GridFixture *self, guint place)
{
  GdkRectangle area;

  pasar_grid_get_cell_area (self->grid, 0, pasar_grid_get_source_column (self->grid, place), &area);
  return pasar_grid_is_rtl (self->grid) ? area.x : area.x + area.width;
}

static char *
dup_order (GridFixture *self)
{
  GString *order = g_string_new (NULL);

  for (guint place = 0; place < pasar_grid_get_n_places (self->grid); place++)
    g_string_append_printf (order, "%u", pasar_grid_get_source_column (self->grid, place));
  return g_string_free (order, FALSE);
}

static void
assert_order (GridFixture *self, const char *expected)
{
  g_autofree char *order = dup_order (self);

  g_assert_cmpstr (order, ==, expected);
}

static void
test_click_sorts (GridFixture *self, gconstpointer data)
{
  Seen seen;

  watch (self, &seen);
  drag (self, get_middle (self, 2), 0);
  drop (self);
  /* A hand that trembles does not drag. */
  drag (self, get_middle (self, 0), 2);
  drop (self);
  g_assert_cmpstr (seen.log->str, ==, "2 0 ");
  g_assert_cmpuint (seen.n_layouts, ==, 0);
  assert_order (self, "01234567");
  unwatch (self, &seen);
}

static void
test_edge_resizes (GridFixture *self, gconstpointer data)
{
  const int width = self->grid->geometry.widths[1];
  const int direction = pasar_grid_is_rtl (self->grid) ? -1 : 1;
  Seen seen;

  watch (self, &seen);
  drag (self, get_edge (self, 1) + 3, 25 * direction);
  g_assert_cmpint (self->grid->geometry.widths[1], ==, width + 25);
  drop (self);
  g_assert_cmpint (self->grid->geometry.widths[1], ==, width + 25);
  g_assert_cmpuint (seen.n_layouts, ==, 1);

  drag (self, get_edge (self, 1) - 3, -5000 * direction);
  g_assert_cmpint (self->grid->geometry.widths[1], >, 0);
  g_assert_true (grid_press (self->window, GDK_KEY_Escape, 0));
  g_assert_cmpint (self->grid->geometry.widths[1], ==, width + 25);
  drop (self);
  g_assert_false (grid_press (self->window, GDK_KEY_Escape, 0));
  g_assert_cmpint (self->grid->geometry.widths[1], ==, width + 25);
  g_assert_cmpuint (seen.n_layouts, ==, 1);
  g_assert_cmpstr (seen.log->str, ==, "");
  unwatch (self, &seen);
}

static void
assert_titles_are_in_place (GridFixture *self)
{
  for (guint place = 0; place < pasar_grid_get_n_places (self->grid); place++)
    {
      GtkWidget *title = pasar_grid_head_get_title (PASAR_GRID_HEAD (self->grid->head), place);
      graphene_rect_t bounds;
      GdkRectangle area;

      if (!pasar_grid_get_cell_area (self->grid,
                                     0,
                                     pasar_grid_get_source_column (self->grid, place),
                                     &area))
        continue;
      g_assert_true (gtk_widget_compute_bounds (title, GTK_WIDGET (self->grid), &bounds));
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, ==, area.x + area.width);
    }
}

static void
test_titles_follow (GridFixture *self, gconstpointer data)
{
  assert_titles_are_in_place (self);
  drag (self, get_edge (self, 1), 25);
  grid_wait_for_frame (self);
  assert_titles_are_in_place (self);
  drop (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (
                                GTK_SCROLLED_WINDOW (self->scrolled)),
                            77);
  grid_wait_for_frame (self);
  assert_titles_are_in_place (self);
}

/* The edge moves away from below the pointer: that is not a click on what comes there. */
static void
test_double_click_fits (GridFixture *self, gconstpointer data)
{
  Seen seen;

  watch (self, &seen);
  drag (self, get_edge (self, 0), -5000);
  drop (self);
  g_assert_true (pasar_grid_is_cut (self->grid, 0, 0));
  g_signal_emit_by_name (find_gesture (self, GTK_TYPE_GESTURE_CLICK),
                         "pressed",
                         2,
                         get_edge (self, 0),
                         10.0);
  drag (self, get_edge (self, 0) - 30, 0);
  drop (self);
  g_assert_cmpstr (seen.log->str, ==, "");
  unwatch (self, &seen);
  for (guint row = 0; row < 5; row++)
    g_assert_false (pasar_grid_is_cut (self->grid, row, 0));
  g_assert_cmpint (self->grid->geometry.widths[0], <, 200);
}

/* The columns go while one of them is dragged: its edge, or its title. */
static void
test_columns_go (GridFixture *self, gconstpointer data)
{
  const double starts[] = { get_edge (self, 1), get_middle (self, 2) };
  g_autoptr (GVariant) before = pasar_grid_dup_layout (self->grid);
  g_autoptr (GVariant) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      drag (self, starts[i], 100);
      pasar_grid_set_source (self->grid, NULL);
      grid_wait_for_frame (self);
      g_signal_emit_by_name (find_gesture (self, GTK_TYPE_GESTURE_DRAG), "drag-update", 200.0, 0.0);
      drop (self);
      pasar_grid_set_source (self->grid, PASAR_GRID_SOURCE (self->source));
      grid_wait_for_frame (self);
    }
  after = pasar_grid_dup_layout (self->grid);
  g_assert_true (g_variant_equal (before, after));
}

static void
test_drag_reorders (GridFixture *self, gconstpointer data)
{
  Seen seen;

  pasar_grid_set_n_frozen (self->grid, 2);
  grid_wait_for_frame (self);
  watch (self, &seen);
  drag (self, get_middle (self, 2), get_middle (self, 4) - get_middle (self, 2));
  drop (self);
  assert_order (self, "01342567");
  drag (self, get_middle (self, 4), get_middle (self, 2) - get_middle (self, 4));
  drop (self);
  assert_order (self, "01234567");
  g_assert_cmpuint (seen.n_layouts, ==, 2);

  /* Frozen ones stay among themselves. */
  drag (self, get_middle (self, 0), get_middle (self, 4) - get_middle (self, 0));
  drop (self);
  assert_order (self, "10234567");
  drag (self, get_middle (self, 3), get_middle (self, 0) - get_middle (self, 3));
  drop (self);
  assert_order (self, "10324567");

  drag (self, get_middle (self, 2), 200);
  g_assert_true (grid_press (self->window, GDK_KEY_Escape, 0));
  drop (self);
  assert_order (self, "10324567");
  g_assert_cmpstr (seen.log->str, ==, "");
  unwatch (self, &seen);
}

static void
test_keys (GridFixture *self, gconstpointer data)
{
  PasarGridHead *head = PASAR_GRID_HEAD (self->grid->head);
  GtkWidget *price = pasar_grid_head_get_title (head, 2);
  int width;
  Seen seen;

  watch (self, &seen);
  pasar_grid_set_cursor (self->grid, 3, 1);
  g_assert_true (grid_press (self->grid, GDK_KEY_F6, GDK_SHIFT_MASK));
  g_assert_true (gtk_widget_is_focus (pasar_grid_head_get_title (head, 1)));
  g_assert_true (grid_press (head, GDK_KEY_Right, 0));
  g_assert_true (gtk_widget_is_focus (price));
  grid_press (head, GDK_KEY_Return, 0);
  grid_press (head, GDK_KEY_space, GDK_SHIFT_MASK);
  g_assert_cmpstr (seen.log->str, ==, "2 +2 ");
  grid_press (head, GDK_KEY_Menu, 0);
  grid_press (head, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_cmpstr (seen.log->str, ==, "2 +2 menu menu ");
  g_assert_true (gtk_widget_is_focus (price));

  width = self->grid->geometry.widths[2];
  grid_press (head, GDK_KEY_Right, GDK_ALT_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (self->grid->geometry.widths[2], >, width);
  grid_press (head, GDK_KEY_Left, GDK_ALT_MASK | GDK_SHIFT_MASK);
  g_assert_cmpint (self->grid->geometry.widths[2], ==, width);
  g_assert_cmpuint (seen.n_layouts, ==, 2);

  /* The focus goes with the column. */
  grid_press (head, GDK_KEY_Right, GDK_ALT_MASK);
  assert_order (self, "01324567");
  g_assert_true (gtk_widget_is_focus (price));
  grid_press (head, GDK_KEY_Home, 0);
  g_assert_true (gtk_widget_is_focus (pasar_grid_head_get_title (head, 0)));

  /* What is out of sight is scrolled to. */
  grid_press (head, GDK_KEY_End, 0);
  grid_wait_for_frame (self);
  g_assert_cmpfloat (self->grid->geometry.x,
                     ==,
                     pasar_grid_geometry_get_max_x (&self->grid->geometry));

  /* What is typed at a head is not for the cells, and the way back leads to them. */
  g_assert_true (grid_press (head, GDK_KEY_5, 0));
  g_assert_true (grid_press (head, GDK_KEY_Delete, 0));
  g_assert_false (pasar_grid_is_editing (self->grid));
  grid_press (head, GDK_KEY_Down, 0);
  g_assert_null (gtk_widget_get_focus_child (self->grid->head));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (self->grid)));
  unwatch (self, &seen);
}

static void
test_layout_is_kept (GridFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) usual = pasar_grid_dup_layout (self->grid);
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new_string ("damaged"));
  g_autoptr (GVariant) old = NULL;
  const int width = self->grid->geometry.widths[0];

  pasar_grid_columns_move (self->grid, 3, 1);
  pasar_grid_columns_resize (self->grid, 0, 111);
  pasar_grid_set_column_visible (self->grid, 5, FALSE);
  assert_order (self, "0312467");
  changed = pasar_grid_dup_layout (self->grid);

  pasar_grid_set_layout (self->grid, usual);
  assert_order (self, "01234567");
  g_assert_cmpint (self->grid->geometry.widths[0], ==, width);
  pasar_grid_set_layout (self->grid, changed);
  assert_order (self, "0312467");
  g_assert_cmpint (self->grid->geometry.widths[0], ==, 111);
  again = pasar_grid_dup_layout (self->grid);
  g_assert_cmpvariant (again, changed);
  pasar_grid_set_layout (self->grid, other);
  assert_order (self, "0312467");

  /* Of a version with other columns; a width that no screen has; one twice. */
  old = g_variant_ref_sink (
      g_variant_new_parsed ("[('gone', 50, true), ('c', 2000000, true), ('a', -5, false), "
                            "('c', 60, false)]"));
  pasar_grid_set_layout (self->grid, old);
  assert_order (self, "231467");
  g_assert_cmpint (self->grid->geometry.widths[0], <, 10000);

  /* Columns that the source tells of anew are as they were. */
  pasar_grid_source_columns_changed (PASAR_GRID_SOURCE (self->source));
  assert_order (self, "231467");
}

/* It goes to the column that can use it, up to what it can use, unless somebody chose its width. */
static void
test_rest_of_width_is_used (GridFixture *self, gconstpointer data)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const int usual = geometry->widths[0];
  const int other = geometry->widths[1];
  int widest;

  g_assert_cmpint (pasar_grid_geometry_get_total_width (geometry), >, geometry->width);
  for (guint column = 2; column < 8; column++)
    pasar_grid_set_column_visible (self->grid, column, FALSE);
  widest = geometry->widths[0];
  g_assert_cmpint (widest, >, usual);
  g_assert_cmpint (geometry->widths[1], ==, other);
  g_assert_cmpint (widest + other, <, geometry->width);

  for (guint column = 2; column < 5; column++)
    pasar_grid_set_column_visible (self->grid, column, TRUE);
  g_assert_cmpint (geometry->widths[0], <, widest);
  g_assert_cmpint (pasar_grid_geometry_get_total_width (geometry), ==, geometry->width);

  pasar_grid_columns_resize (self->grid, 0, usual + 1);
  for (guint column = 2; column < 5; column++)
    pasar_grid_set_column_visible (self->grid, column, FALSE);
  g_assert_cmpint (geometry->widths[0], ==, usual + 1);
}

static void
test_one_column_stays (GridFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) none = g_variant_ref_sink (
      g_variant_new_parsed ("[(%s, 50, false), ('b', 50, false), ('c', 50, false), "
                            "('d', 50, false), ('e', 50, false), ('f', 50, false), "
                            "('g', 50, false), ('h', 50, false)]",
                            "a"));

  pasar_grid_set_layout (self->grid, none);
  assert_order (self, "0");
  pasar_grid_set_column_visible (self->grid, 0, FALSE);
  assert_order (self, "0");
}

/* The cursor belongs to its column. */
static void
test_cursor_stays_in_its_column (GridFixture *self, gconstpointer data)
{
  guint column;

  pasar_grid_set_cursor (self->grid, 3, 2);
  pasar_grid_columns_move (self->grid, 0, 4);
  g_assert_cmpuint (pasar_grid_get_cursor (self->grid, &column), ==, 3);
  g_assert_cmpuint (column, ==, 2);
  pasar_grid_set_column_visible (self->grid, 1, FALSE);
  pasar_grid_get_cursor (self->grid, &column);
  g_assert_cmpuint (column, ==, 2);
  pasar_grid_set_column_visible (self->grid, 2, FALSE);
  pasar_grid_get_cursor (self->grid, &column);
  g_assert_cmpuint (column, ==, 3);
}

static void
set_up_rtl (GridFixture *self, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  grid_set_up (self, data);
}

static void
tear_down_rtl (GridFixture *self, gconstpointer data)
{
  grid_tear_down (self, data);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/grid-head/" name, GridFixture, NULL, grid_set_up, func, grid_tear_down);           \
  g_test_add ("/grid-head-rtl/" name, GridFixture, NULL, set_up_rtl, func, tear_down_rtl)
  ADD ("click-sorts", test_click_sorts);
  ADD ("edge-resizes", test_edge_resizes);
  ADD ("drag-reorders", test_drag_reorders);
  ADD ("columns-go", test_columns_go);
#undef ADD
#define ADD(name, func)                                                                            \
  g_test_add ("/grid-head/" name, GridFixture, NULL, grid_set_up, func, grid_tear_down)
  ADD ("titles-follow", test_titles_follow);
  ADD ("double-click-fits", test_double_click_fits);
  ADD ("keys", test_keys);
  ADD ("layout-is-kept", test_layout_is_kept);
  ADD ("rest-of-width-is-used", test_rest_of_width_is_used);
  ADD ("one-column-stays", test_one_column_stays);
  ADD ("cursor-stays-in-its-column", test_cursor_stays_in_its_column);
#undef ADD
  return g_test_run ();
}
