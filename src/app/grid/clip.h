/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarGridClip:
 * Lays its child over a cell, and shows the part of it that is within bounds, which may be none. It
 * has no size of its own, and is allocated together with its child.
 */
#define PASAR_TYPE_GRID_CLIP (pasar_grid_clip_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridClip, pasar_grid_clip, PASAR, GRID_CLIP, GtkWidget)

GtkWidget *pasar_grid_clip_new (GtkWidget *child);
void pasar_grid_clip_allocate (PasarGridClip *self,
                               const GdkRectangle *cell,
                               const GdkRectangle *bounds);

G_END_DECLS
