/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/geometry.h"

G_BEGIN_DECLS

/**
 * PasarGridMove:
 * @PASAR_GRID_MOVE_UP: one cell
 * @PASAR_GRID_MOVE_DOWN: one cell
 * @PASAR_GRID_MOVE_BACK: one cell against the reading direction
 * @PASAR_GRID_MOVE_FORWARD: one cell
 * @PASAR_GRID_MOVE_UP_EDGE: to the edge of the cells that are not empty, or of the sheet
 * @PASAR_GRID_MOVE_DOWN_EDGE: the same
 * @PASAR_GRID_MOVE_BACK_EDGE: the same
 * @PASAR_GRID_MOVE_FORWARD_EDGE: the same
 * @PASAR_GRID_MOVE_PAGE_UP: one screen
 * @PASAR_GRID_MOVE_PAGE_DOWN: one screen
 * @PASAR_GRID_MOVE_PAGE_BACK: one screen
 * @PASAR_GRID_MOVE_PAGE_FORWARD: one screen
 * @PASAR_GRID_MOVE_ROW_START: to the first cell of the row
 * @PASAR_GRID_MOVE_ROW_END: to the last cell of the row
 * @PASAR_GRID_MOVE_START: to the first cell
 * @PASAR_GRID_MOVE_END: to the last cell
 * @PASAR_GRID_MOVE_NEXT: as Tab: through the cells, row by row
 * @PASAR_GRID_MOVE_PREVIOUS: as Shift+Tab
 * @PASAR_GRID_MOVE_ENTER: as Enter: down, and back to where Tab began
 * @PASAR_GRID_MOVE_ENTER_BACK: as Shift+Enter
 *
 * Where the cursor goes.
 */
typedef enum
{
  PASAR_GRID_MOVE_UP,
  PASAR_GRID_MOVE_DOWN,
  PASAR_GRID_MOVE_BACK,
  PASAR_GRID_MOVE_FORWARD,
  PASAR_GRID_MOVE_UP_EDGE,
  PASAR_GRID_MOVE_DOWN_EDGE,
  PASAR_GRID_MOVE_BACK_EDGE,
  PASAR_GRID_MOVE_FORWARD_EDGE,
  PASAR_GRID_MOVE_PAGE_UP,
  PASAR_GRID_MOVE_PAGE_DOWN,
  PASAR_GRID_MOVE_PAGE_BACK,
  PASAR_GRID_MOVE_PAGE_FORWARD,
  PASAR_GRID_MOVE_ROW_START,
  PASAR_GRID_MOVE_ROW_END,
  PASAR_GRID_MOVE_START,
  PASAR_GRID_MOVE_END,
  PASAR_GRID_MOVE_NEXT,
  PASAR_GRID_MOVE_PREVIOUS,
  PASAR_GRID_MOVE_ENTER,
  PASAR_GRID_MOVE_ENTER_BACK,
} PasarGridMove;

gboolean pasar_grid_move_find (PasarGridMove move,
                               const PasarGridGeometry *geometry,
                               PasarGridSource *source,
                               const guint *places,
                               guint *row,
                               guint *place);
PasarGridRange pasar_grid_move_find_block (const PasarGridGeometry *geometry,
                                           PasarGridSource *source,
                                           const guint *places,
                                           guint row,
                                           guint place);
guint pasar_grid_move_count_page_rows (const PasarGridGeometry *geometry);

G_END_DECLS
