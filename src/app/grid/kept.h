/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/region.h"

G_BEGIN_DECLS

/**
 * PasarGridKept:
 * Cells by who their rows are, so that they outlive any change of the rows.
 */
typedef struct _PasarGridKept PasarGridKept;

PasarGridKept *pasar_grid_kept_new (const cairo_region_t *region, PasarGridSource *source);
void pasar_grid_kept_free (PasarGridKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarGridKept, pasar_grid_kept_free)

cairo_region_t *pasar_grid_kept_find (const PasarGridKept *self, PasarGridSource *source);
void pasar_grid_kept_map_places (PasarGridKept *self, const guint *map, guint n_map);

/**
 * PasarGridKeptRow:
 * A row by who it is, and those near it, for when it is not shown any more.
 */
typedef struct _PasarGridKeptRow PasarGridKeptRow;

PasarGridKeptRow *pasar_grid_kept_row_new (guint row, PasarGridSource *source);
void pasar_grid_kept_row_free (PasarGridKeptRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarGridKeptRow, pasar_grid_kept_row_free)

guint pasar_grid_kept_row_find (const PasarGridKeptRow *self,
                                PasarGridSource *source,
                                gboolean *is_shown);

G_END_DECLS
