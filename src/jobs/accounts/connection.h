/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"

G_BEGIN_DECLS

/**
 * PasarConnectRequest:
 * @host_id: id of a [struct@Host]
 * @base_url: (nullable): address of a custom host, see pasar_host_check_custom()
 * @partner_id: partner id of the seller's app, greater than 0
 * @partner_key: partner key of that app
 * @shop_id: the shop; 0 with a main account
 * @main_account_id: main account that authorised, together with @code; 0 with a shop
 * @code: (nullable): from the address that the seller pasted; else the tokens count
 * @access_token: (nullable): may be left out when there is a refresh token
 * @refresh_token: (nullable): may be left out when there is an access token
 *
 * What the seller entered. Either tokens with shop_id, or code with shop_id or
 * main_account_id.
 */
typedef struct
{
  const char *host_id;
  const char *base_url;
  gint64 partner_id;
  const char *partner_key;
  gint64 shop_id;
  gint64 main_account_id;
  const char *code;
  const char *access_token;
  const char *refresh_token;
} PasarConnectRequest;

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

G_END_DECLS
