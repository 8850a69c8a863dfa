/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/geometry.h"

static int
add_up (const PasarGridGeometry *self, guint n)
{
  int width = 0;

  for (guint place = 0; place < MIN (n, self->n_places); place++)
    width += self->widths[place];
  return width;
}

/**
 * pasar_grid_geometry_get_frozen_width:
 * @self: a geometry
 *
 * Returns: (pixels) what the frozen columns take
 */
int
pasar_grid_geometry_get_frozen_width (const PasarGridGeometry *self)
{
  return add_up (self, self->n_frozen);
}

/**
 * pasar_grid_geometry_get_total_width:
 * @self: a geometry
 *
 * Returns: (pixels) what all columns take
 */
int
pasar_grid_geometry_get_total_width (const PasarGridGeometry *self)
{
  return add_up (self, self->n_places);
}

/**
 * pasar_grid_geometry_get_place_x:
 * @self: a geometry
 * @place: a place
 *
 * Returns: (pixels) where it begins; what scrolls may begin below the frozen columns
 */
double
pasar_grid_geometry_get_place_x (const PasarGridGeometry *self, guint place)
{
  return add_up (self, place) - (place >= self->n_frozen ? self->x : 0);
}

/**
 * pasar_grid_geometry_get_row_y:
 * @self: a geometry
 * @row: a row
 *
 * Returns: (pixels) where it begins
 */
double
pasar_grid_geometry_get_row_y (const PasarGridGeometry *self, guint row)
{
  return (double) row * self->row_height - self->y;
}

/**
 * pasar_grid_geometry_find_place:
 * @self: a geometry
 * @x: (pixels) within the area
 *
 * Returns: the place that is seen there; %PASAR_GRID_NONE: none
 */
guint
pasar_grid_geometry_find_place (const PasarGridGeometry *self, double x)
{
  const gboolean is_frozen = x < pasar_grid_geometry_get_frozen_width (self);

  if (x < 0)
    return PASAR_GRID_NONE;
  for (guint place = is_frozen ? 0 : self->n_frozen; place < self->n_places; place++)
    {
      const double start = pasar_grid_geometry_get_place_x (self, place);

      if (x >= start && x < start + self->widths[place])
        return place;
    }
  return PASAR_GRID_NONE;
}

/**
 * pasar_grid_geometry_find_row:
 * @self: a geometry
 * @y: (pixels) within the area
 *
 * Returns: the row that is seen there; %PASAR_GRID_NONE: none
 */
guint
pasar_grid_geometry_find_row (const PasarGridGeometry *self, double y)
{
  const double place = (y + self->y) / self->row_height;

  return y >= 0 && place < self->n_rows ? (guint) place : PASAR_GRID_NONE;
}
