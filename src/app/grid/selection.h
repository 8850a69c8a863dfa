/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/region.h"

G_BEGIN_DECLS

/**
 * PasarGridSelection:
 * A cursor and the cells that are selected, the last of them a range in the making that reaches
 * from an anchor to a moving corner. Without a selected cell the cursor's cell alone is meant.
 * It belongs to rows and columns: around a change of the rows it is kept by who they are. GTK is
 * used for nothing here.
 */
typedef struct _PasarGridSelection PasarGridSelection;

PasarGridSelection *pasar_grid_selection_new (void);
void pasar_grid_selection_free (PasarGridSelection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarGridSelection, pasar_grid_selection_free)

/* What is selected. */
guint pasar_grid_selection_get_cursor (const PasarGridSelection *self, guint *place);
guint pasar_grid_selection_get_corner (const PasarGridSelection *self, guint *place);
gboolean pasar_grid_selection_contains (const PasarGridSelection *self, guint row, guint place);
const PasarGridRange *pasar_grid_selection_get_ranges (PasarGridSelection *self, guint *n_ranges);
gboolean pasar_grid_selection_get_bounds (const PasarGridSelection *self, PasarGridRange *bounds);
guint pasar_grid_selection_get_version (const PasarGridSelection *self);

/* Selecting. */
void pasar_grid_selection_set_cursor (PasarGridSelection *self, guint row, guint place);
void pasar_grid_selection_move_cursor (PasarGridSelection *self, guint row, guint place);
void pasar_grid_selection_begin_range (PasarGridSelection *self, guint row, guint place);
void pasar_grid_selection_extend (PasarGridSelection *self, guint row, guint place);
void pasar_grid_selection_settle (PasarGridSelection *self);
void pasar_grid_selection_stop (PasarGridSelection *self);
void pasar_grid_selection_toggle (PasarGridSelection *self, guint row, guint place);
void pasar_grid_selection_widen (PasarGridSelection *self, gboolean all_rows, gboolean all_places);
void pasar_grid_selection_set_ranges (PasarGridSelection *self,
                                      const PasarGridRange *ranges,
                                      guint n_ranges);
gboolean pasar_grid_selection_walk (PasarGridSelection *self, PasarGridWalk walk);

/* Changes of what there is. */
void pasar_grid_selection_set_size (PasarGridSelection *self, guint n_rows, guint n_places);
void pasar_grid_selection_save (PasarGridSelection *self, PasarGridSource *source);
void pasar_grid_selection_restore (PasarGridSelection *self, PasarGridSource *source);
void pasar_grid_selection_map_places (PasarGridSelection *self, const guint *map, guint n_places);

G_END_DECLS
