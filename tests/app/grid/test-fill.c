/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "input.h"

/* The handle at the end of the selection, dragged with a real pointer. */

typedef struct
{
  const char *commands;
  const char *after;
} Case;

static const Case cases[] = {
  { "@1,2+ mousedown 1 @4,2 mouseup 1", "1,2|1+4,2+1||fill 1+1,2+1 1+4,2+1;" },
  /* Two rows, repeated. */
  { "key --clearmodifiers shift+Down", "1,2|1+2,2+1||" },
  { "@1,3 mousedown 1 @2,3 mouseup 1 @2,3+ mousedown 1 @5,3 mouseup 1",
    "1,3|1+5,3+1||fill 1+2,3+1 1+5,3+1;" },
  /* To either side, but along one only. */
  { "@1,2+ mousedown 1 @1,4 mouseup 1", "1,2|1+1,2+3||fill 1+1,2+1 1+1,2+3;" },
  { "@6,3 click 1 @6,3+ mousedown 1 @4,3 mouseup 1", "6,3|4+3,3+1||fill 6+1,3+1 4+3,3+1;" },
  { "@6,3 click 1 @6,3+ mousedown 1 @6,1 mouseup 1", "6,3|6+1,1+3||fill 6+1,3+1 6+1,1+3;" },
  { "@1,2+ mousedown 1 @7,3 mouseup 1", "1,2|1+7,2+1||fill 1+1,2+1 1+7,2+1;" },
  /* Ctrl continues, also when it is pressed on the way only. */
  { "@1,2+ keydown ctrl mousedown 1 @4,2 mouseup 1 keyup ctrl",
    "1,2|1+4,2+1||series 1+1,2+1 1+4,2+1;" },
  { "@1,3 click 1 @1,3+ mousedown 1 @4,3 keydown ctrl mouseup 1 keyup ctrl",
    "1,3|1+4,3+1||series 1+1,3+1 1+4,3+1;" },
  /* Given up; nowhere. */
  { "@1,2+ mousedown 1 @4,2 key Escape mouseup 1", "1,2|||" },
  { "@3,4 click 1 @3,4+ mousedown 1 @4,4 @3,4 mouseup 1", "3,4|||" },
  /* What cannot be edited has none: this selects. */
  { "@1,0 click 1 @1,0+ mousedown 1 @3,1 mouseup 1", NULL },
};

static void
fill_set_up (InputFixture *self, gconstpointer data)
{
  input_set_up (self, NULL);
}

static void
test_drag (InputFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *log = NULL;

      g_test_message ("%s", cases[i].commands);
      input_begin (self, 1, 2);
      input_send (self, cases[i].commands);
      if (cases[i].after != NULL)
        input_assert (self, cases[i].after);
      else
        {
          log = test_source_take_log (self->base.source);
          g_assert_cmpstr (log, ==, "");
        }
    }
}

/* The end is on the left. */
static void
test_rtl (InputFixture *self, gconstpointer data)
{
  static const Case mirrored[] = {
    { "@1,2+ mousedown 1 @4,2 mouseup 1", "1,2|1+4,2+1||fill 1+1,2+1 1+4,2+1;" },
    { "@1,2+ mousedown 1 @1,4 mouseup 1", "1,2|1+1,2+3||fill 1+1,2+1 1+1,2+3;" },
    { "@6,3 click 1 @6,3+ mousedown 1 @6,1 mouseup 1", "6,3|6+1,1+3||fill 6+1,3+1 6+1,1+3;" },
  };

  gtk_widget_set_direction (GTK_WIDGET (self->base.grid), GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < G_N_ELEMENTS (mirrored); i++)
    {
      input_begin (self, 1, 2);
      input_send (self, mirrored[i].commands);
      input_assert (self, mirrored[i].after);
    }
}

/* Where the handle is drawn, or the frame around what will be filled with what it says. */
static graphene_rect_t
find_drawn (PasarGridHandle *handle)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t bounds;

  pasar_grid_handle_snapshot (handle, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  return bounds;
}

#define N_DRAWN 4

/* At rest, as a drag begins, down and to the end. */
static void
read_drawn (InputFixture *self, graphene_rect_t drawn[N_DRAWN])
{
  const PasarGridGeometry *geometry = &self->base.grid->geometry;
  PasarGridHandle *handle = pasar_grid_handle_new (self->base.grid);
  const double x = pasar_grid_geometry_get_place_x (geometry, 2) + 1;
  const double y = pasar_grid_geometry_get_row_y (geometry, 1) + 1;

  drawn[0] = find_drawn (handle);
  g_assert_true (pasar_grid_handle_begin (handle));
  drawn[1] = find_drawn (handle);
  pasar_grid_handle_drag (handle, x, y + 3 * geometry->row_height, 4, 2, FALSE);
  drawn[2] = find_drawn (handle);
  pasar_grid_handle_drag (handle,
                          pasar_grid_geometry_get_place_x (geometry, 4) + 1,
                          y,
                          1,
                          4,
                          FALSE);
  drawn[3] = find_drawn (handle);
  pasar_grid_handle_free (handle);
}

static void
test_rtl_is_mirrored (InputFixture *self, gconstpointer data)
{
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (self->base.grid));
  graphene_rect_t drawn[N_DRAWN];
  graphene_rect_t mirrored[N_DRAWN];

  input_begin (self, 1, 2);
  read_drawn (self, drawn);
  gtk_widget_set_direction (GTK_WIDGET (self->base.grid), GTK_TEXT_DIR_RTL);
  grid_wait_for_frame (&self->base);
  read_drawn (self, mirrored);
  for (guint i = 0; i < N_DRAWN; i++)
    {
      const graphene_rect_t expected =
          GRAPHENE_RECT_INIT (width - drawn[i].origin.x - drawn[i].size.width,
                              drawn[i].origin.y,
                              drawn[i].size.width,
                              drawn[i].size.height);

      g_assert_true (graphene_rect_equal (&mirrored[i], &expected));
    }
}

/* The frame around what is filled goes below the frozen columns. */
static void
test_frozen (InputFixture *self, gconstpointer direction)
{
  PasarGrid *grid = self->base.grid;
  const int width = gtk_widget_get_width (GTK_WIDGET (grid));
  const gboolean is_rtl = GPOINTER_TO_INT (direction) == GTK_TEXT_DIR_RTL;
  PasarGridHandle *handle = pasar_grid_handle_new (grid);
  GdkRectangle last_frozen;
  graphene_rect_t drawn;

  gtk_widget_set_direction (GTK_WIDGET (grid), GPOINTER_TO_INT (direction));
  pasar_grid_set_n_frozen (grid, 2);
  input_begin (self, 1, 2);
  pasar_grid_select (grid, &(PasarGridRange){ 1, 2, 2, 6 }, 1);
  pasar_grid_scroll_to (grid, 1, 7);
  grid_wait_for_frame (&self->base);
  g_assert_true (pasar_grid_get_cell_area (grid, 1, 1, &last_frozen));
  g_assert_true (pasar_grid_handle_begin (handle));
  drawn = find_drawn (handle);
  if (is_rtl)
    g_assert_cmpfloat (drawn.origin.x + drawn.size.width, ==, last_frozen.x);
  else
    g_assert_cmpfloat (drawn.origin.x, ==, last_frozen.x + last_frozen.width);
  g_assert_cmpfloat (drawn.size.width, <, width);
  pasar_grid_handle_free (handle);
}

/* Down to where the block beside it ends. */
static void
test_double_click (InputFixture *self, gconstpointer data)
{
  const PasarGridRange end = { 6, 1, 2, 1 };
  PasarGridSource *source = PASAR_GRID_SOURCE (self->base.source);

  pasar_grid_source_commit (source, 6, 2, &end, 1, "", NULL);
  input_begin (self, 1, 3);
  input_send (self, "@1,3+ click --repeat 2 1");
  input_assert (self, "1,3|1+5,3+1||fill 1+1,3+1 1+5,3+1;");
}

static void
test_refused (InputFixture *self, gconstpointer data)
{
  g_autoptr (GString) refused = g_string_new (NULL);

  g_signal_connect_swapped (self->base.grid, "refused", G_CALLBACK (g_string_append), refused);
  test_source_refuse_fill (self->base.source);
  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2 mouseup 1");
  input_assert (self, "1,2|||");
  g_assert_cmpstr (refused->str, ==, "This cannot be filled.");
}

/* Rows that come or go below do not matter; when others stand where the first ones stood, these are
 * not the ones that were meant. */
static void
test_rows_change (InputFixture *self, gconstpointer data)
{
  static const guint fewer[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  static const guint others[] = { 7, 6, 5, 4, 3, 2, 1, 0 };
  g_autofree char *log = NULL;

  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  test_source_set_rows (self->base.source, fewer, G_N_ELEMENTS (fewer));
  input_send (self, "mouseup 1");
  input_assert (self, "1,2|1+4,2+1||fill 1+1,2+1 1+4,2+1;");

  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  test_source_set_rows (self->base.source, others, G_N_ELEMENTS (others));
  input_send (self, "mouseup 1");
  log = test_source_take_log (self->base.source);
  g_assert_cmpstr (log, ==, "");

  test_source_set_rows (self->base.source, fewer, G_N_ELEMENTS (fewer));
  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  pasar_grid_set_source (self->base.grid, NULL);
  input_send (self, "mousemove_relative 0 20 mouseup 1");
  pasar_grid_set_source (self->base.grid, PASAR_GRID_SOURCE (self->base.source));
}

/* Beyond the edge it goes on. */
static void
test_scrolls (InputFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->base.scrolled));
  const int height = gtk_widget_get_height (GTK_WIDGET (self->base.grid));
  g_autofree char *commands = g_strdup_printf ("@1,2+ mousedown 1 mousemove_relative 0 %d", height);
  guint n;
  const PasarGridRange *ranges;

  input_begin (self, 1, 2);
  input_send (self, commands);
  while (gtk_adjustment_get_value (adjustment) < 500)
    g_main_context_iteration (NULL, TRUE);
  input_send (self, "mouseup 1");
  ranges = pasar_grid_get_ranges (self->base.grid, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (ranges->n_rows, >, 20);
  g_assert_cmpuint (ranges->n_columns, ==, 1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD_WITH(name, data, function)                                                             \
  g_test_add ("/fill/" name, InputFixture, data, fill_set_up, function, input_tear_down)
#define ADD(name, function) ADD_WITH (name, NULL, function)
  ADD ("drag", test_drag);
  ADD ("double-click", test_double_click);
  ADD ("refused", test_refused);
  ADD ("rows-change", test_rows_change);
  ADD ("scrolls", test_scrolls);
  ADD ("rtl", test_rtl);
  ADD ("rtl-is-mirrored", test_rtl_is_mirrored);
  ADD_WITH ("frozen", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_frozen);
  ADD_WITH ("frozen-rtl", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_frozen);
#undef ADD
#undef ADD_WITH
  return g_test_run ();
}
