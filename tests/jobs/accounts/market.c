/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market.h"

static void
market_open (Market *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  /* No waiting for what a server may do later. */
  const PasarAccountSettings settings = { 16, 1000, TRUE, { 60000, 0, 0 } };

  self->store = open_store (self->path);
  self->accounts = pasar_accounts_new (self->store);
  pasar_accounts_set_settings (self->accounts, &settings);
  pasar_accounts_load_async (self->accounts, NULL, pasar_test_keep_result_cb, &result);
  pasar_accounts_load_finish (self->accounts, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
market_close (Market *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&self->accounts);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  pasar_store_close_async (self->store, pasar_test_keep_result_cb, &result);
  pasar_store_finish (self->store, pasar_test_wait_result (&result), NULL);
  g_clear_object (&self->store);
}

Market *
market_new (PasarTestSandbox *sandbox)
{
  Market *self = g_new0 (Market, 1);

  self->sandbox = sandbox;
  self->folder = pasar_test_make_folder ();
  self->path = g_build_filename (self->folder, "pasar.db", NULL);
  market_open (self);
  return self;
}

void
market_free (Market *self)
{
  market_close (self);
  pasar_test_sandbox_free (self->sandbox);
  pasar_test_remove_folder (self->folder);
  g_free (self->path);
  g_free (self);
}
/* As a restart of the program does. */
void
market_restart (Market *self)
{
  market_close (self);
  market_open (self);
}

PasarConnectRequest
make_request (Market *self)
{
  const PasarTestShop *shop = pasar_test_sandbox_get_shop (self->sandbox, 0);

  return (PasarConnectRequest){
    .host_id = "custom",
    .base_url = pasar_test_sandbox_get_uri (self->sandbox),
    .partner_id = pasar_test_sandbox_get_partner_id (self->sandbox),
    .partner_key = pasar_test_sandbox_get_partner_key (self->sandbox),
    .shop_id = shop->shop_id,
    .access_token = shop->access_token,
    .refresh_token = shop->refresh_token,
  };
}

GPtrArray *
run_connection (PasarConnection *connection, guint *n_missed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_connection_run_async (connection, NULL, pasar_test_keep_result_cb, &result);
  return pasar_connection_run_finish (connection,
                                      pasar_test_wait_result (&result),
                                      n_missed,
                                      error);
}

GPtrArray *
connect_shop (Market *self, const PasarConnectRequest *request, GError **error)
{
  g_autoptr (PasarConnection) connection = pasar_connection_new (self->accounts, request);

  return run_connection (connection, NULL, error);
}

GPtrArray *
assert_connects (Market *self, const PasarConnectRequest *request)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *connected = connect_shop (self, request, &error);

  g_assert_no_error (error);
  return connected;
}

PasarSession *
open_account (Market *self, PasarAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;

  pasar_accounts_open_async (self->accounts, account, NULL, pasar_test_keep_result_cb, &result);
  session = pasar_accounts_open_finish (self->accounts, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return session;
}

PasarSecrets *
look_up (Market *self, gint64 shop_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_credentials_lookup_async (pasar_test_sandbox_get_uri (self->sandbox),
                                  pasar_test_sandbox_get_partner_id (self->sandbox),
                                  shop_id,
                                  NULL,
                                  pasar_test_keep_result_cb,
                                  &result);
  pasar_test_wait_result (&result);
  return pasar_credentials_lookup_finish (result, NULL);
}

guint
n_accounts (Market *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->accounts));
}

/* With the code that the browser brings back, of a shop or of the main account of two. */
PasarConnection *
connection_by_code (Market *self, gboolean is_main)
{
  PasarConnectRequest request = make_request (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *address =
      pasar_test_sandbox_authorise (self->sandbox,
                                    is_main ? PASAR_TEST_MAIN_ACCOUNT : request.shop_id);
  g_autofree char *code = NULL;

  pasar_client_parse_redirect (address,
                               &code,
                               &request.shop_id,
                               &request.main_account_id,
                               NULL,
                               &error);
  g_assert_no_error (error);
  request.code = code;
  return pasar_connection_new (self->accounts, &request);
}
