/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarApplication:
 * Owns what lives as long as the app: the settings, the store, the connected shops and the demo
 * shop's server.
 *
 * Property: `accounts` (nullable until the store is open; notifies).
 */
#define PASAR_TYPE_APPLICATION (pasar_application_get_type ())
G_DECLARE_FINAL_TYPE (PasarApplication, pasar_application, PASAR, APPLICATION, AdwApplication)

PasarApplication *pasar_application_new (void);
GSettings *pasar_application_get_settings (PasarApplication *self);
PasarAccounts *pasar_application_get_accounts (PasarApplication *self);
const GError *pasar_application_get_store_error (PasarApplication *self);
char *pasar_application_dup_store_path (void);
void pasar_application_open_store (PasarApplication *self);
void pasar_application_start_demo_async (PasarApplication *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
PasarAccount *
pasar_application_start_demo_finish (PasarApplication *self, GAsyncResult *result, GError **error);
void pasar_application_quit (PasarApplication *self);

G_END_DECLS
