/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/layouts.h"
#include "app/grid/source.h"
#include "app/grid/style.h"

G_BEGIN_DECLS

/**
 * PasarGridPen:
 * @style: colours, sizes, icons
 * @layouts: texts
 * @is_rtl: whether reading goes from right to left
 *
 * What cells are drawn with.
 */
typedef struct
{
  PasarGridStyle *style;
  PasarGridLayouts *layouts;
  gboolean is_rtl;
} PasarGridPen;

void pasar_grid_cell_append (const PasarGridPen *pen,
                             GtkSnapshot *snapshot,
                             const PasarGridCell *cell,
                             float x,
                             float y,
                             int width);
int pasar_grid_cell_measure (const PasarGridPen *pen, const PasarGridCell *cell);
gboolean pasar_grid_cell_is_cut (const PasarGridPen *pen, const PasarGridCell *cell, int width);
int pasar_grid_cell_get_inset (const PasarGridPen *pen, const PasarGridCell *cell);

G_END_DECLS
