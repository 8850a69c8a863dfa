/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/accounts-private.h"

/* The demo shop: its secrets stay in memory. */

typedef struct
{
  PasarShop *shop;
  PasarSecretTokens *tokens;
  PasarClient *client;
  char *base_url;
} DemoData;

static void
demo_data_free (gpointer user_data)
{
  DemoData *data = user_data;

  g_clear_pointer (&data->shop, pasar_shop_free);
  g_clear_object (&data->tokens);
  g_clear_object (&data->client);
  g_free (data->base_url);
  g_free (data);
}

static void
demo_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  DemoData *data = g_task_get_task_data (task);
  GError *error = NULL;
  PasarAccount *account;

  data->shop->id = pasar_store_finish_number (PASAR_STORE (source), result, &error);
  if (data->shop->id < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  account = pasar_accounts_put (self, data->shop);
  g_set_object (&account->demo_tokens, data->tokens);
  g_free (account->demo_url);
  account->demo_url = g_strdup (data->base_url);
  if (account->session != NULL)
    pasar_session_set_client (account->session, data->client);
  g_task_return_pointer (task, g_object_ref (account), g_object_unref);
}

static void
demo_tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  DemoData *data = g_task_get_task_data (task);
  g_autoptr (PasarShopInfo) info = NULL;
  GError *error = NULL;

  info = pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);
  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pasar_accounts_describe_shop (self, data->shop, info);
  pasar_store_save_shop_async (self->store, data->shop, NULL, demo_saved_cb, g_object_ref (task));
}

/**
 * pasar_accounts_connect_demo_async:
 * @self: the accounts
 * @base_url: where the demo shop is this time
 * @partner_id: its partner id
 * @partner_key: its partner key
 * @shop_id: its shop id
 * @access_token: its access token
 * @refresh_token: its refresh token
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when it is connected
 * @user_data: for @callback
 *
 * Connects the demo shop: secrets stay in memory, nothing goes to the keyring; its
 * cache and staged edits are kept from start to start. Errors: `PASAR_ERROR`,
 * `PASAR_STORE_ERROR`.
 */
void
pasar_accounts_connect_demo_async (PasarAccounts *self,
                                   const char *base_url,
                                   gint64 partner_id,
                                   const char *partner_key,
                                   gint64 shop_id,
                                   const char *access_token,
                                   const char *refresh_token,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PasarSecrets) secrets = NULL;
  DemoData *data = g_new0 (DemoData, 1);

  g_task_set_source_tag (task, pasar_accounts_connect_demo_async);
  g_task_set_task_data (task, data, demo_data_free);
  data->base_url = g_strdup (base_url);
  data->shop = pasar_shop_new ();
  data->shop->host_id = g_strdup (PASAR_DEMO_HOST);
  data->shop->partner_id = partner_id;
  data->shop->shop_id = shop_id;
  secrets = pasar_secrets_new (partner_key, access_token, refresh_token, 0);
  data->tokens = pasar_secret_tokens_new_memory (secrets);
  data->client = pasar_accounts_make_client (self, base_url, data->shop, data->tokens);
  pasar_client_get_shop_info_async (data->client, cancellable, demo_tested_cb, g_object_ref (task));
}

/**
 * pasar_accounts_connect_demo_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as pasar_accounts_connect_demo_async() says.
 *
 * Returns: (transfer full): the demo shop
 */
PasarAccount *
pasar_accounts_connect_demo_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_connect_demo_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
