/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_history_show_verdict (GtkLabel *label, PasarSession *session, GCancellable *cancellable);
void pasar_history_offer_export (GtkWidget *button, PasarSession *session);

G_END_DECLS
