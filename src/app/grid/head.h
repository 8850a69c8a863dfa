/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"

G_BEGIN_DECLS

/**
 * PasarGridHead:
 *
 * The heading row. A click sorts, with Shift by one more column, with Ctrl selects the column; an
 * edge that is dragged resizes, a double click on it fits the column; a title that is dragged
 * brings its column to another place.
 */
#define PASAR_TYPE_GRID_HEAD (pasar_grid_head_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridHead, pasar_grid_head, PASAR, GRID_HEAD, GtkWidget)

GtkWidget *pasar_grid_head_new (PasarGrid *grid);
void pasar_grid_head_read (PasarGridHead *self);
void pasar_grid_head_cancel_drag (PasarGridHead *self);
void pasar_grid_head_set_sorts (PasarGridHead *self, const PasarGridSort *sorts, guint n_sorts);
void pasar_grid_head_allocate_titles (PasarGridHead *self);
void pasar_grid_head_snapshot_mark (PasarGridHead *self, GtkSnapshot *snapshot);
void pasar_grid_head_activate (PasarGridHead *self, guint place, GdkModifierType state);
gboolean pasar_grid_head_focus_title (PasarGridHead *self, guint place);
void pasar_grid_head_fit (PasarGridHead *self, guint place);
GtkWidget *pasar_grid_head_get_title (PasarGridHead *self, guint place);

G_END_DECLS
