/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/geometry.h"

#include <math.h>

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

/**
 * pasar_grid_geometry_get_rows_seen:
 * @self: a geometry
 * @first: (out): the first row of which something is seen
 *
 * Returns: how many rows are seen, wholly or in part
 */
guint
pasar_grid_geometry_get_rows_seen (const PasarGridGeometry *self, guint *first)
{
  const double start = MAX (floor (self->y / self->row_height), 0);
  const double end = ceil ((self->y + MAX (self->height, 0)) / self->row_height);

  *first = (guint) MIN (start, self->n_rows);
  return end > start ? (guint) MIN (end, self->n_rows) - *first : 0;
}

/**
 * pasar_grid_geometry_get_max_x:
 * @self: a geometry
 *
 * Returns: (pixels) how far it can be scrolled sideways
 */
double
pasar_grid_geometry_get_max_x (const PasarGridGeometry *self)
{
  return MAX (pasar_grid_geometry_get_total_width (self) - self->width, 0);
}

/**
 * pasar_grid_geometry_get_max_y:
 * @self: a geometry
 *
 * Returns: (pixels) how far it can be scrolled down
 */
double
pasar_grid_geometry_get_max_y (const PasarGridGeometry *self)
{
  return MAX ((double) self->n_rows * self->row_height - self->height, 0);
}

/**
 * pasar_grid_geometry_scroll:
 * @self: a geometry
 * @x: (pixels) what is to be scrolled off at the start
 * @y: (pixels) what is to be scrolled off at the top
 *
 * Scrolls there, or as near as it can.
 */
void
pasar_grid_geometry_scroll (PasarGridGeometry *self, double x, double y)
{
  self->x = CLAMP (x, 0, pasar_grid_geometry_get_max_x (self));
  self->y = CLAMP (y, 0, pasar_grid_geometry_get_max_y (self));
}

/**
 * pasar_grid_geometry_show_cell:
 * @self: a geometry
 * @row: a row
 * @place: a place
 *
 * Scrolls as little as is needed to see the cell whole; its start and its top, where it does not
 * fit.
 */
void
pasar_grid_geometry_show_cell (PasarGridGeometry *self, guint row, guint place)
{
  double x = self->x;
  double y = self->y;

  if (place >= self->n_frozen)
    {
      const int frozen = pasar_grid_geometry_get_frozen_width (self);
      const double start = add_up (self, place) - frozen;

      x = MIN (MAX (x, start + self->widths[place] - (self->width - frozen)), start);
    }
  y = MAX (y, ((double) row + 1) * self->row_height - self->height);
  y = MIN (y, (double) row * self->row_height);
  pasar_grid_geometry_scroll (self, x, y);
}
