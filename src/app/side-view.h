/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarSideView:
 * A widget and, while it is open, a pane at its end, as wide as the seller makes it. Where there is
 * no room for both the pane lies over the other.
 *
 * Properties: `open`, `width` (of the pane in pixels, told once it is let go).
 */
#define PASAR_TYPE_SIDE_VIEW (pasar_side_view_get_type ())
G_DECLARE_FINAL_TYPE (PasarSideView, pasar_side_view, PASAR, SIDE_VIEW, GtkWidget)

GtkWidget *pasar_side_view_new (GtkWidget *content, GtkWidget *pane);
gboolean pasar_side_view_get_is_over (PasarSideView *self);

G_END_DECLS
