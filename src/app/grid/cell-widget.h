/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarGridCellWidget:
 * Stands where a cell is drawn, to have the focus and to tell of the cell.
 */
#define PASAR_TYPE_GRID_CELL_WIDGET (pasar_grid_cell_widget_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridCellWidget,
                      pasar_grid_cell_widget,
                      PASAR,
                      GRID_CELL_WIDGET,
                      GtkWidget)

GtkWidget *pasar_grid_cell_widget_new (void);
void pasar_grid_cell_widget_name (PasarGridCellWidget *self, const char *text);
void pasar_grid_cell_widget_describe (PasarGridCellWidget *self, const char *text);

G_END_DECLS
