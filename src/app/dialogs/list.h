/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_dialog_list_init (GtkListView *list,
                             gpointer owner,
                             GCallback setup,
                             GCallback bind,
                             GCallback unbind);
void pasar_dialog_list_set_model (GtkListView *list, GListModel *model);
void pasar_dialog_list_stop (GtkListView *list);
gboolean pasar_dialog_list_take_away (GtkListView *list, gint64 deadline);
void pasar_dialog_list_close_window (GtkListView *list);
void pasar_dialog_list_clear (GtkListView **list);

G_END_DECLS
