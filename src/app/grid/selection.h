/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/source.h"

G_BEGIN_DECLS

/**
 * PasarGridSelection:
 * A cursor and the ranges that are selected, of which the last one is in the making: it reaches
 * from an anchor to a moving corner. Without a range the cursor's cell alone is meant. Positions
 * only: GTK is used for nothing here.
 */
typedef struct _PasarGridSelection PasarGridSelection;

PasarGridSelection *pasar_grid_selection_new (void);
void pasar_grid_selection_free (PasarGridSelection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarGridSelection, pasar_grid_selection_free)

guint pasar_grid_selection_get_cursor (const PasarGridSelection *self, guint *place);
void pasar_grid_selection_set_cursor (PasarGridSelection *self, guint row, guint place);
const PasarGridRange *pasar_grid_selection_get_ranges (const PasarGridSelection *self,
                                                       guint *n_ranges);
void pasar_grid_selection_set_ranges (PasarGridSelection *self,
                                      const PasarGridRange *ranges,
                                      guint n_ranges);
gboolean pasar_grid_selection_contains (const PasarGridSelection *self, guint row, guint place);

G_END_DECLS
