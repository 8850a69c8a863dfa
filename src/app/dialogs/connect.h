/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarConnectDialog:
 *
 * The way from a partner id and key to a connected shop. Nothing is kept before the shop has
 * answered.
 */
#define PASAR_TYPE_CONNECT_DIALOG (pasar_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarConnectDialog, pasar_connect_dialog, PASAR, CONNECT_DIALOG, AdwWindow)

GtkWindow *pasar_connect_dialog_new (GtkWindow *parent,
                                     PasarAccounts *accounts,
                                     GSettings *settings,
                                     const PasarShop *shop);

G_END_DECLS
