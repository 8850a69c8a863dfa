/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/cell.h"
#include "grid-fixture.h"
#include "rendering.h"
#include "showcase.h"

#include <adwaita.h>

/* What the grid draws: how often texts are set, and how all kinds of cells look. */

static guint
count_made (GridFixture *self)
{
  return pasar_grid_layouts_get_n_made (pasar_grid_draw_get_layouts (self->grid->draw));
}

/* Rows that are seen, as many times as there are columns, and a row more for what is cut. */
static void
test_scrolling_sets_new_texts_only (GridFixture *self, gconstpointer data)
{
  const guint n_places = pasar_grid_get_n_places (self->grid);
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  guint before;

  for (guint i = 0; i < 20; i++)
    {
      before = count_made (self);
      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_value (adjustment)
                                    + self->grid->geometry.row_height);
      grid_wait_for_frame (self);
      g_assert_cmpuint (count_made (self) - before, <=, n_places);
      g_assert_cmpuint (count_made (self), >, before);
    }

  before = count_made (self);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 100);
  grid_wait_for_frame (self);
  grid_wait_for_frame (self);
  g_assert_cmpuint (count_made (self), ==, before);
}

/* What scrolled by is let go. */
static void
test_keeps_bounded (GridFixture *self, gconstpointer data)
{
  const guint n_places = pasar_grid_get_n_places (self->grid);
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  guint first;

  for (guint i = 0; i < 50; i++)
    {
      gtk_adjustment_set_value (adjustment, i * gtk_adjustment_get_page_size (adjustment));
      grid_wait_for_frame (self);
    }
  g_assert_cmpuint (pasar_grid_layouts_get_n_kept (pasar_grid_draw_get_layouts (self->grid->draw)),
                    <=,
                    8 * n_places
                        * pasar_grid_geometry_get_rows_seen (&self->grid->geometry, &first));
}

static void
test_font_sets_anew (GridFixture *self, gconstpointer data)
{
  const int row_height = self->grid->geometry.row_height;
  const int width = self->grid->geometry.widths[0];

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->grid)),
                "gtk-xft-dpi",
                2 * 96 * 1024,
                NULL);
  grid_wait_for_frame (self);
  g_assert_cmpint (self->grid->geometry.row_height, >, row_height);
  g_assert_cmpint (self->grid->geometry.widths[0], ==, 2 * width);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->grid)), "gtk-xft-dpi", 96 * 1024, NULL);
  grid_wait_for_frame (self);
  g_assert_cmpint (self->grid->geometry.row_height, ==, row_height);
  g_assert_cmpint (self->grid->geometry.widths[0], ==, width);
}

/* Where the texts of a drawing are. */
static void
find_texts (GskRenderNode *node, float x, GArray *found)
{
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  if (gsk_render_node_get_node_type (node) == GSK_TEXT_NODE)
    {
      bounds.origin.x += x;
      g_array_append_val (found, bounds);
    }
  else if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      find_texts (gsk_container_node_get_child (node, i), x, found);
  else if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    {
      float dx;
      float dy;

      gsk_transform_to_translate (gsk_transform_node_get_transform (node), &dx, &dy);
      find_texts (gsk_transform_node_get_child (node), x + dx, found);
    }
}

static GArray *
draw_texts (const PasarGridPen *pen, const PasarGridCell *cell, int width)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GArray *found = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GskRenderNode *node;

  pasar_grid_cell_append (pen, snapshot, cell, 0, 0, width);
  node = gtk_snapshot_to_node (snapshot);
  find_texts (node, 0, found);
  gsk_render_node_unref (node);
  return found;
}

/* A detail is left out beside a long text, or the text is cut for it. */
static void
test_detail (GridFixture *self, gconstpointer data)
{
  PasarGridCell cell = { .text = "Linen shirt, washed, regular fit",
                         .was = "",
                         .change = "",
                         .detail = "White, S" };
  GtkWidget *widget = GTK_WIDGET (self->grid);
  const PasarGridPen pen = { pasar_grid_style_new (widget), pasar_grid_layouts_new (), FALSE };
  int widths[3];

  pasar_grid_style_update (pen.style, PASAR_GRID_NORMAL);
  pasar_grid_layouts_reset (pen.layouts, gtk_widget_get_pango_context (widget));
  widths[0] = pasar_grid_cell_measure (&pen, &cell);
  widths[1] = widths[0] - 20;
  widths[2] = widths[0] / 2;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (GArray) usual = NULL;
      g_autoptr (GArray) both = NULL;
      const graphene_rect_t *text;
      const graphene_rect_t *detail;

      cell.flags = PASAR_GRID_CELL_PLAIN;
      usual = draw_texts (&pen, &cell, widths[i]);
      cell.flags = PASAR_GRID_CELL_WITH_DETAIL;
      both = draw_texts (&pen, &cell, widths[i]);
      g_assert_cmpuint (both->len, >=, 2);
      text = &g_array_index (both, graphene_rect_t, both->len - 2);
      detail = &g_array_index (both, graphene_rect_t, both->len - 1);
      g_assert_cmpfloat (text->origin.x + text->size.width, <, detail->origin.x);
      g_assert_cmpfloat (detail->origin.x + detail->size.width, <=, (float) widths[i]);
      text = &g_array_index (usual, graphene_rect_t, usual->len - 1);
      g_assert_true ((text->size.width == detail->size.width) == (i == 0));
    }
  pasar_grid_layouts_free (pen.layouts);
  pasar_grid_style_free (pen.style);
}

typedef enum
{
  LOOK_PLAIN,
  LOOK_SCROLLED,
  LOOK_RTL,
} Look;

static void
test_looks (gconstpointer data)
{
  static const char *const names[] = { "grid", "grid-scrolled", "grid-rtl" };
  const Look look = GPOINTER_TO_UINT (data);
  g_autoptr (TestShowcase) source = test_showcase_new (100);
  GtkWidget *window = adw_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  PasarGrid *grid = PASAR_GRID (pasar_grid_new ());
  const PasarGridRange ranges[] = { { 5, 4, 3, 2 }, { 7, 1, 6, 1 } };
  const PasarGridSort sorts[] = { { 2, FALSE }, { 3, TRUE } };

  gtk_widget_set_default_direction (look == LOOK_RTL ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  pasar_grid_set_n_frozen (grid, 2);
  pasar_grid_set_source (grid, PASAR_GRID_SOURCE (source));
  pasar_grid_set_sorts (grid, sorts, G_N_ELEMENTS (sorts));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  gtk_window_set_title (GTK_WINDOW (window), "Grid");
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 700);
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  pasar_grid_set_cursor (grid, 2, 2);
  pasar_grid_select (grid, ranges, G_N_ELEMENTS (ranges));
  if (look == LOOK_SCROLLED)
    {
      pasar_grid_set_density (grid, PASAR_GRID_COMPACT);
      pasar_grid_scroll_to (grid, 60, 7);
    }
  rendering_check_looks (window, names[look]);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rendering_init ();

#define ADD(name, rows, func)                                                                      \
  g_test_add (name, GridFixture, GUINT_TO_POINTER (rows), grid_set_up, func, grid_tear_down)
  ADD ("/grid-draw/scrolling-sets-new-texts-only", 1000, test_scrolling_sets_new_texts_only);
  ADD ("/grid-draw/keeps-bounded", 10000, test_keeps_bounded);
  ADD ("/grid-draw/font-sets-anew", 100, test_font_sets_anew);
  ADD ("/grid-draw/detail", 100, test_detail);
#undef ADD
#define ADD(name, look) g_test_add_data_func (name, GUINT_TO_POINTER (look), test_looks)
  ADD ("/grid-draw/looks", LOOK_PLAIN);
  ADD ("/grid-draw/looks-scrolled", LOOK_SCROLLED);
  ADD ("/grid-draw/looks-right-to-left", LOOK_RTL);
#undef ADD
  return g_test_run ();
}
