/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarPastView:
 * How the price and the stock of a row changed, and the lowest price of the last days. It asks the
 * store alone, while it is seen, and again when a job of the shop has ended.
 */
#define PASAR_TYPE_PAST_VIEW (pasar_past_view_get_type ())
G_DECLARE_FINAL_TYPE (PasarPastView, pasar_past_view, PASAR, PAST_VIEW, GtkWidget)

GtkWidget *pasar_past_view_new (void);
void pasar_past_view_show (PasarPastView *self, PasarSession *session, PasarRowKey key);

G_END_DECLS
