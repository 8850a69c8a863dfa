/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/views.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarViewTabs:
 * The views that the seller keeps, as tabs: a press chooses one, by the action `win.view` with its
 * number. The chosen one has a button for its menu, and a dot while it shows something else than
 * what is kept. After them a button that keeps a new one.
 *
 * Signals: `menu-asked` (number, tab: what can be done with that one), `new-asked`.
 */
#define PASAR_TYPE_VIEW_TABS (pasar_view_tabs_get_type ())
G_DECLARE_FINAL_TYPE (PasarViewTabs, pasar_view_tabs, PASAR, VIEW_TABS, GtkWidget)

GtkWidget *pasar_view_tabs_new (void);
void pasar_view_tabs_set_views (PasarViewTabs *self, PasarViews *views);
void pasar_view_tabs_set_chosen (PasarViewTabs *self, guint n, gboolean is_changed);
void pasar_view_tabs_update_counts (PasarViewTabs *self, PasarView *view);
GtkWidget *pasar_view_tabs_get_tab (PasarViewTabs *self, guint n);
GtkWidget *pasar_view_tabs_get_new_button (PasarViewTabs *self);

G_END_DECLS
