/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"

G_BEGIN_DECLS

/**
 * PasarGridTitle:
 *
 * The head of one column: its title, and how the rows are sorted by it. A column header for
 * assistive technology. It only shows; what is done with it is up to the heading row.
 */
#define PASAR_TYPE_GRID_TITLE (pasar_grid_title_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridTitle, pasar_grid_title, PASAR, GRID_TITLE, GtkWidget)

GtkWidget *pasar_grid_title_new (guint column);
guint pasar_grid_title_get_column (PasarGridTitle *self);
void pasar_grid_title_set_spec (PasarGridTitle *self, const PasarGridColumn *spec);
void pasar_grid_title_set_sort (PasarGridTitle *self,
                                const PasarGridSort *sort,
                                guint number,
                                guint n_sorts);
gboolean pasar_grid_title_is_sortable (PasarGridTitle *self);

G_END_DECLS
