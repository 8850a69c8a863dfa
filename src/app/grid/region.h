/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/source.h"

G_BEGIN_DECLS

/* A set of cells, as a region of cairo: x is the place, y the row. What reaches to the last row or
 * column, also to those that come later, ends at PASAR_GRID_REGION_END. */

#define PASAR_GRID_REGION_END G_MAXINT32

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_region_t, cairo_region_destroy)

/**
 * PasarGridWalk:
 * @PASAR_GRID_WALK_RIGHT: along the rows
 * @PASAR_GRID_WALK_LEFT: along the rows, back
 * @PASAR_GRID_WALK_DOWN: along the columns
 * @PASAR_GRID_WALK_UP: along the columns, back
 *
 * In which order cells are gone through, as in reading order from left to right.
 */
typedef enum
{
  PASAR_GRID_WALK_RIGHT,
  PASAR_GRID_WALK_LEFT,
  PASAR_GRID_WALK_DOWN,
  PASAR_GRID_WALK_UP,
} PasarGridWalk;

cairo_rectangle_int_t pasar_grid_region_from_range (const PasarGridRange *range);
void
pasar_grid_region_widen (cairo_rectangle_int_t *rectangle, gboolean all_rows, gboolean all_places);
PasarGridRange pasar_grid_region_to_range (const cairo_rectangle_int_t *rectangle);
gboolean pasar_grid_region_is_apart (const PasarGridRange *ranges, guint n_ranges);
GArray *pasar_grid_region_dup_ranges (const cairo_region_t *region, guint n_rows, guint n_places);
gboolean pasar_grid_region_walk (const cairo_region_t *region,
                                 guint n_rows,
                                 guint n_places,
                                 PasarGridWalk walk,
                                 guint *row,
                                 guint *place);
guint pasar_grid_region_read_band (const cairo_region_t *region, guint first, cairo_region_t *out);
cairo_region_t *
pasar_grid_region_map_places (const cairo_region_t *region, const guint *map, guint n_map);
guint pasar_grid_region_map_place (const guint *map, guint n_map, guint place);

G_END_DECLS
