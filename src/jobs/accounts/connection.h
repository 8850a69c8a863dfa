/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"
#include "jobs/accounts/connect-request.h"

G_BEGIN_DECLS

/**
 * PasarConnection:
 *
 * The way in of one shop, or of the shops of a main account. It can be run again after a failure,
 * and goes on where it stopped: a code or a refresh token is good for one use, so what Shopee gave
 * for it is in the keyring before anything else is tried, and stays with the connection besides.
 */
#define PASAR_TYPE_CONNECTION (pasar_connection_get_type ())
G_DECLARE_FINAL_TYPE (PasarConnection, pasar_connection, PASAR, CONNECTION, GObject)

PasarConnection *pasar_connection_new (PasarAccounts *accounts, const PasarConnectRequest *request);
void pasar_connection_run_async (PasarConnection *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *pasar_connection_run_finish (PasarConnection *self,
                                        GAsyncResult *result,
                                        guint *n_missed,
                                        GError **error);
gboolean pasar_connection_has_pair (PasarConnection *self);

G_END_DECLS
