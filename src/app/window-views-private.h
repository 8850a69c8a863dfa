/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view-tabs.h"
#include "app/window-private.h"

G_BEGIN_DECLS

/* The views of the shop in a window. */
struct _PasarWindowViews
{
  PasarViewTabs *tabs;
  GtkWidget *form;

  PasarViews *views; /* (owned) (nullable): of the session */
  GCancellable *loading;
  guint chosen;
  PasarSavedView *shown; /* (owned) (nullable): as it was when it was chosen */
  guint asked;           /* whose menu or form is open */
  gboolean is_new;       /* the form is for a new one */
};

/* window-views.c */
const PasarSavedView *pasar_window_get_chosen (PasarWindow *self);
PasarSavedView *pasar_window_dup_shown (PasarWindow *self, gboolean all);
void pasar_window_keep_shown (PasarWindow *self);
gboolean pasar_window_is_view_changed (PasarWindow *self);
void pasar_window_choose_view (PasarWindow *self, guint n, gboolean in_pieces);
void pasar_window_remember_view (PasarWindow *self);

/* window-view-menu.c */
void pasar_window_view_menu_init (PasarWindow *self);
void pasar_window_enable_view_menu (PasarWindow *self, gboolean enabled);

G_END_DECLS
