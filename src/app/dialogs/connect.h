/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarConnectDialog:
 *
 * The way from nothing to a connected shop: what a partner ID and key are and where to get them,
 * the seller's consent in the browser, the test. What failed on the way goes on from there.
 */
#define PASAR_TYPE_CONNECT_DIALOG (pasar_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarConnectDialog, pasar_connect_dialog, PASAR, CONNECT_DIALOG, AdwWindow)

GtkWindow *pasar_connect_dialog_new (GtkWindow *parent,
                                     PasarAccounts *accounts,
                                     GSettings *settings,
                                     const PasarShop *shop,
                                     gboolean again);

G_END_DECLS
