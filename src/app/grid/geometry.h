/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/source.h"

G_BEGIN_DECLS

/**
 * PasarGridGeometry:
 * @n_rows: rows, all of the same height
 * @row_height: (pixels)
 * @n_places: columns shown
 * @widths: (array length=n_places) (pixels)
 * @n_frozen: how many of the first of them stay when the grid is scrolled sideways
 * @x: (pixels) what is scrolled off at the start, of the columns that are not frozen
 * @y: (pixels) what is scrolled off at the top
 * @width: (pixels) of the area that cells are seen in
 * @height: (pixels) of it
 *
 * Where cells are. Coordinates are within that area, in reading order: in right-to-left layouts the
 * widget mirrors them.
 */
typedef struct
{
  guint n_rows;
  int row_height;
  guint n_places;
  int *widths;
  guint n_frozen;
  double x;
  double y;
  int width;
  int height;
} PasarGridGeometry;

int pasar_grid_geometry_get_frozen_width (const PasarGridGeometry *self);
int pasar_grid_geometry_get_total_width (const PasarGridGeometry *self);
double pasar_grid_geometry_get_place_x (const PasarGridGeometry *self, guint place);
double pasar_grid_geometry_get_row_y (const PasarGridGeometry *self, guint row);
guint pasar_grid_geometry_find_place (const PasarGridGeometry *self, double x);
guint pasar_grid_geometry_find_row (const PasarGridGeometry *self, double y);
guint pasar_grid_geometry_get_rows_seen (const PasarGridGeometry *self, guint *first);
double pasar_grid_geometry_get_max_x (const PasarGridGeometry *self);
double pasar_grid_geometry_get_max_y (const PasarGridGeometry *self);
void pasar_grid_geometry_scroll (PasarGridGeometry *self, double x, double y);
void pasar_grid_geometry_show_cell (PasarGridGeometry *self, guint row, guint place);

G_END_DECLS
