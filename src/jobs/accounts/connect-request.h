/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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

char *pasar_connect_request_check (const PasarConnectRequest *self, GError **error);

G_END_DECLS
