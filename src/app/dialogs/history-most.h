/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "store/ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean pasar_history_most_is_chosen (GtkDropDown *drop_down);
void pasar_history_most_init (GtkDropDown *drop_down);
void pasar_history_most_list_async (GtkDropDown *drop_down,
                                    PasarSession *session,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GtkWidget *pasar_history_most_new_row (PasarCatalogue *catalogue, const PasarMostChanged *changed);
gint64 pasar_history_most_get_item (GtkListBoxRow *row);

G_END_DECLS
