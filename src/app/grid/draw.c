/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include "app/compat.h"

/* Space at both sides of a text, pixels. */
#define PADDING 8

struct _PasarGridDraw
{
  PasarGrid *grid; /* (unowned) */
  int row_height;  /* 0: to be measured */
};

PasarGridDraw *
pasar_grid_draw_new (PasarGrid *grid)
{
  PasarGridDraw *self = g_new0 (PasarGridDraw, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_draw_free (PasarGridDraw *self)
{
  g_free (self);
}

/* The font, the theme or the direction is another one. */
void
pasar_grid_draw_clear (PasarGridDraw *self)
{
  self->row_height = 0;
}

int
pasar_grid_draw_get_row_height (PasarGridDraw *self)
{
  if (self->row_height == 0)
    {
      g_autoptr (PangoLayout) layout =
          gtk_widget_create_pango_layout (GTK_WIDGET (self->grid), "Ág ที่ปู่ญี่ 漢字 عربي");

      pango_layout_get_pixel_size (layout, NULL, &self->row_height);
      self->row_height += 2 * 5;
    }
  return self->row_height;
}

static void
draw_cell (PasarGridDraw *self, GtkSnapshot *snapshot, guint row, guint place)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  g_autoptr (PangoLayout) layout = NULL;
  PasarGridCell cell;
  GdkRGBA color;
  const graphene_rect_t area =
      GRAPHENE_RECT_INIT ((float) pasar_grid_geometry_get_place_x (geometry, place),
                          (float) pasar_grid_geometry_get_row_y (geometry, row),
                          (float) geometry->widths[place],
                          (float) geometry->row_height);

  pasar_grid_source_read_cell (self->grid->source, row, self->grid->places[place], &cell);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->grid), cell.text);
  pasar_compat_widget_get_color (GTK_WIDGET (self->grid), &color);
  gtk_snapshot_push_clip (snapshot, &area);
  if (pasar_grid_selection_contains (self->grid->selection, row, place))
    gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.2F, 0.5F, 0.9F, 0.2F }, &area);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (area.origin.x + PADDING, area.origin.y + 5));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

void
pasar_grid_draw_snapshot (PasarGridDraw *self, GtkSnapshot *snapshot)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const guint first = pasar_grid_geometry_find_row (geometry, 0);

  for (guint row = first; row < geometry->n_rows; row++)
    {
      if (pasar_grid_geometry_get_row_y (geometry, row) > geometry->height)
        return;
      for (guint place = 0; place < geometry->n_places; place++)
        draw_cell (self, snapshot, row, place);
    }
}
