/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/head.h"

G_BEGIN_DECLS

/**
 * PasarGridHeadDrag:
 *
 * What the pointer does in the heading row: clicks, and drags of edges and titles.
 */
typedef struct _PasarGridHeadDrag PasarGridHeadDrag;

PasarGridHeadDrag *pasar_grid_head_drag_new (PasarGridHead *head, PasarGrid *grid);
void pasar_grid_head_drag_free (PasarGridHeadDrag *self);
void pasar_grid_head_drag_cancel (PasarGridHeadDrag *self);
guint pasar_grid_head_drag_get_moved (const PasarGridHeadDrag *self, double *offset);
gboolean pasar_grid_head_drag_get_target (const PasarGridHeadDrag *self, double *x);

G_END_DECLS
