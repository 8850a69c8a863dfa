/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

/* Where a cell is in the widget, which one is where, and what is said of it there. */

/**
 * pasar_grid_get_cell_area:
 * @self: a grid
 * @row: a row
 * @column: a column of the source
 * @area: (out caller-allocates): where the cell is, in the widget
 *
 * Returns: whether some of it can be seen
 */
gboolean
pasar_grid_get_cell_area (PasarGrid *self, guint row, guint column, GdkRectangle *area)
{
  const PasarGridGeometry *geometry = &self->geometry;
  const guint place = pasar_grid_find_place (self, column);

  if (place == PASAR_GRID_NONE)
    return FALSE;
  area->width = geometry->widths[place];
  area->height = geometry->row_height;
  area->x = (int) pasar_grid_mirror_x (self,
                                       pasar_grid_geometry_get_place_x (geometry, place),
                                       area->width);
  area->y = (int) pasar_grid_geometry_get_row_y (geometry, row) + self->head_height;
  return area->y + area->height > self->head_height
         && area->y < self->head_height + geometry->height && area->x + area->width > 0
         && area->x < geometry->width;
}

/**
 * pasar_grid_get_cell_at:
 * @self: a grid
 * @x: (pixels) in the widget
 * @y: (pixels) in the widget
 * @row: (out): the row of the cell there
 * @column: (out): its column of the source
 *
 * Returns: whether there is a cell
 */
gboolean
pasar_grid_get_cell_at (PasarGrid *self, double x, double y, guint *row, guint *column)
{
  const guint place =
      pasar_grid_geometry_find_place (&self->geometry, pasar_grid_mirror_x (self, x, 0));

  *row = pasar_grid_geometry_find_row (&self->geometry, y - self->head_height);
  *column = place != PASAR_GRID_NONE ? self->places[place] : PASAR_GRID_NONE;
  return *row != PASAR_GRID_NONE && place != PASAR_GRID_NONE;
}

/**
 * pasar_grid_dup_tooltip:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Returns: (transfer full) (nullable): the texts of the cell when they are not seen wholly, and
 * what the source says of it
 */
char *
pasar_grid_dup_tooltip (PasarGrid *self, guint row, guint column)
{
  g_autofree char *more = pasar_grid_source_dup_cell_tooltip (self->source, row, column);
  PasarGridCell cell;

  if (!pasar_grid_is_cut (self, row, column))
    return g_steal_pointer (&more);
  pasar_grid_source_read_cell (self->source, row, column, &cell);
  return more != NULL ? g_strdup_printf ("%s\n%s", cell.text, more) : g_strdup (cell.text);
}

/**
 * pasar_grid_is_cut:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Returns: whether some text of the cell is not seen wholly, because the column is too narrow
 */
gboolean
pasar_grid_is_cut (PasarGrid *self, guint row, guint column)
{
  const guint place = pasar_grid_find_place (self, column);

  g_return_val_if_fail (row < self->geometry.n_rows && place != PASAR_GRID_NONE, FALSE);
  return pasar_grid_draw_is_cut (self->draw, row, place);
}
