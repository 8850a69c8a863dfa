/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/accounts-private.h"
#include "shopee/host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The way in: the keyring is tried before a code or a refresh token is spent; every shop is tested
 * before anything of it is kept; secrets go to the keyring before the shop goes to the store. */

typedef struct
{
  /* Input. */
  char *host_id;
  char *custom_url; /* (nullable) */
  char *base_url;
  gint64 partner_id;
  char *partner_key;
  gint64 shop_id;
  gint64 main_account_id;
  char *code;        /* (nullable) */
  PasarTokens *pair; /* (nullable): entered, or what the code gave */

  /* In progress. */
  GArray *shop_ids; /* (element-type gint64): to be connected */
  guint next;
  PasarClient *authoriser; /* (nullable) */
  PasarClient *client;     /* (nullable): of the shop that is tested now */
  PasarSecretTokens *tokens;
  PasarShop *shop;
  PasarSecrets *secrets; /* (nullable): to be kept of that shop */

  /* Output. */
  GPtrArray *accounts; /* (element-type PasarAccount) */
} ConnectData;

static void connect_next (GTask *task);

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
connect_data_clear_shop (ConnectData *data)
{
  g_clear_object (&data->client);
  g_clear_object (&data->tokens);
  g_clear_pointer (&data->shop, pasar_shop_free);
  g_clear_pointer (&data->secrets, pasar_secrets_free);
}

static void
connect_data_free (gpointer user_data)
{
  ConnectData *data = user_data;

  connect_data_clear_shop (data);
  g_clear_object (&data->authoriser);
  g_clear_pointer (&data->pair, pasar_tokens_free);
  g_clear_pointer (&data->accounts, g_ptr_array_unref);
  g_clear_pointer (&data->shop_ids, g_array_unref);
  wipe (data->partner_key);
  wipe (data->code);
  g_free (data->host_id);
  g_free (data->custom_url);
  g_free (data->base_url);
  g_free (data);
}

/* Ends with what was connected; an error is one only when nothing was. */
static void
connect_end (GTask *task, GError *error)
{
  ConnectData *data = g_task_get_task_data (task);

  if (data->accounts->len == 0 && error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (error != NULL)
    g_message ("Not every shop of the account could be connected: %s", error->message);
  g_clear_error (&error);
  g_task_return_pointer (task,
                         g_steal_pointer (&data->accounts),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  ConnectData *data = g_task_get_task_data (task);
  GError *error = NULL;
  PasarAccount *account;

  data->shop->id = pasar_store_save_shop_finish (PASAR_STORE (source), result, &error);
  if (data->shop->id == 0)
    {
      connect_end (task, error);
      return;
    }
  account = pasar_accounts_put (self, data->shop);
  if (account->session != NULL)
    {
      /* Connected again: the open shop goes on with the new tokens. */
      g_autofree char *label = pasar_accounts_dup_label (data->shop);
      g_autoptr (PasarSecretTokens) tokens = pasar_secret_tokens_new_keyring (data->base_url,
                                                                              data->partner_id,
                                                                              data->shop->shop_id,
                                                                              label,
                                                                              data->secrets);
      g_autoptr (PasarClient) client =
          pasar_accounts_make_client (self, data->base_url, data->shop, tokens);

      pasar_session_set_client (account->session, client);
    }
  g_ptr_array_add (data->accounts, g_object_ref (account));
  data->next++;
  connect_next (task);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  ConnectData *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!pasar_credentials_store_finish (result, &error))
    connect_end (task, error);
  else
    pasar_store_save_shop_async (self->store, data->shop, NULL, saved_cb, g_object_ref (task));
}

static void
take_shop_info (PasarShop *shop, const PasarShopInfo *info)
{
  g_free (shop->name);
  shop->name = g_strdup (info->shop_name);
  g_free (shop->region);
  shop->region = g_strdup (info->region);
  shop->authorised_until = info->expire_time;
}

/* A shop that was connected before keeps what is known of it. */
static void
keep_known (PasarAccounts *self, PasarShop *shop)
{
  const PasarAccount *account = pasar_accounts_find_shop (self, shop);

  if (account == NULL)
    return;
  shop->currency = g_strdup (account->shop->currency);
  shop->refreshed_at = account->shop->refreshed_at;
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  ConnectData *data = g_task_get_task_data (task);
  g_autoptr (PasarShopInfo) info = NULL;
  g_autoptr (PasarTokens) pair = NULL;
  g_autofree char *label = NULL;
  GError *error = NULL;

  info = pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);
  if (info == NULL)
    {
      connect_end (task, error);
      return;
    }
  take_shop_info (data->shop, info);
  keep_known (self, data->shop);
  /* The test may have rotated the pair. */
  pair = pasar_client_dup_tokens (data->client);
  data->secrets = pasar_secrets_new (data->partner_key,
                                     pair->access_token,
                                     pair->refresh_token,
                                     pair->expires_at);
  label = pasar_accounts_dup_label (data->shop);
  pasar_credentials_store_async (data->base_url,
                                 data->partner_id,
                                 data->shop->shop_id,
                                 label,
                                 data->secrets,
                                 NULL,
                                 stored_cb,
                                 g_object_ref (task));
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConnectData *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!pasar_client_refresh_token_finish (PASAR_CLIENT (source), result, &error))
    connect_end (task, error);
  else
    pasar_client_get_shop_info_async (data->client,
                                      g_task_get_cancellable (task),
                                      tested_cb,
                                      g_object_ref (task));
}

/* Tests the next shop, with a pair of its own: the first pair of a main account is refreshed once
 * for each of its shops (reference 2.2). */
static void
connect_next (GTask *task)
{
  PasarAccounts *self = g_task_get_source_object (task);
  ConnectData *data = g_task_get_task_data (task);
  g_autoptr (PasarSecrets) secrets = NULL;

  connect_data_clear_shop (data);
  if (data->next == data->shop_ids->len)
    {
      connect_end (task, NULL);
      return;
    }
  data->shop = pasar_shop_new ();
  data->shop->host_id = g_strdup (data->host_id);
  data->shop->base_url = g_strdup (data->custom_url);
  data->shop->partner_id = data->partner_id;
  data->shop->shop_id = g_array_index (data->shop_ids, gint64, data->next);
  secrets = pasar_secrets_new (data->partner_key,
                               data->pair->access_token,
                               data->pair->refresh_token,
                               data->pair->expires_at);
  data->tokens = pasar_secret_tokens_new_memory (secrets);
  data->client = pasar_accounts_make_client (self, data->base_url, data->shop, data->tokens);
  if (data->main_account_id != 0 || data->pair->access_token == NULL
      || *data->pair->access_token == '\0')
    pasar_client_refresh_token_async (data->client,
                                      g_task_get_cancellable (task),
                                      refreshed_cb,
                                      g_object_ref (task));
  else
    pasar_client_get_shop_info_async (data->client,
                                      g_task_get_cancellable (task),
                                      tested_cb,
                                      g_object_ref (task));
}

static void
authorised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConnectData *data = g_task_get_task_data (task);
  g_autoptr (PasarAuthorisation) authorisation = NULL;
  GError *error = NULL;

  authorisation = pasar_client_get_token_finish (PASAR_CLIENT (source), result, &error);
  if (authorisation == NULL)
    {
      connect_end (task, error);
      return;
    }
  g_clear_pointer (&data->pair, pasar_tokens_free);
  data->pair = g_steal_pointer (&authorisation->tokens);
  if (data->main_account_id != 0)
    g_array_append_vals (data->shop_ids,
                         authorisation->shop_ids->data,
                         authorisation->shop_ids->len);
  if (data->shop_ids->len == 0)
    connect_end (task,
                 g_error_new_literal (
                     PASAR_ERROR,
                     PASAR_ERROR_AUTH,
                     _ ("No shop was authorised. Tick at least one shop on Shopee's page.")));
  else
    connect_next (task);
}

static void
keyring_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ConnectData *data = g_task_get_task_data (task);
  g_autoptr (PasarSecrets) known = NULL;
  GError *error = NULL;

  known = pasar_credentials_lookup_finish (result, &error);
  if (known == NULL
      && !g_error_matches (error, PASAR_CREDENTIALS_ERROR, PASAR_CREDENTIALS_ERROR_NOT_FOUND)
      && !g_error_matches (error, PASAR_CREDENTIALS_ERROR, PASAR_CREDENTIALS_ERROR_DAMAGED))
    {
      connect_end (task, error);
      return;
    }
  g_clear_error (&error);
  if (data->code == NULL)
    {
      connect_next (task);
      return;
    }
  data->authoriser = pasar_client_new (data->base_url, data->partner_id, data->partner_key, 0);
  pasar_client_get_token_async (data->authoriser,
                                data->code,
                                data->main_account_id != 0 ? 0 : data->shop_id,
                                data->main_account_id,
                                g_task_get_cancellable (task),
                                authorised_cb,
                                g_object_ref (task));
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
resolve_host (ConnectData *data, const PasarConnectRequest *request, GError **error)
{
  const PasarHost *host = pasar_host_find (request->host_id);

  if (host != NULL && host->base_url != NULL)
    {
      data->base_url = g_strdup (host->base_url);
      return TRUE;
    }
  if (g_strcmp0 (request->host_id, "custom") == 0)
    {
      data->base_url =
          pasar_host_check_custom (request->base_url != NULL ? request->base_url : "", error);
      data->custom_url = g_strdup (data->base_url);
      return data->base_url != NULL;
    }
  g_set_error_literal (error,
                       PASAR_ERROR,
                       PASAR_ERROR_PARAMETER,
                       _ ("This server is not known. Choose one from the list."));
  return FALSE;
}

static gboolean
check_request (const PasarConnectRequest *request, GError **error)
{
  const char *message = NULL;

  if (request->partner_id <= 0)
    message = _ ("Enter the partner id.");
  else if (!is_given (request->partner_key))
    message = _ ("Enter the partner key.");
  else if (is_given (request->code) && request->shop_id <= 0 && request->main_account_id <= 0)
    message = _ (
        "The pasted address names no shop. Paste the whole address of the page that Shopee opened last.");
  else if (!is_given (request->code) && request->shop_id <= 0)
    message = _ ("Enter the shop id.");
  else if (!is_given (request->code) && !is_given (request->access_token)
           && !is_given (request->refresh_token))
    message = _ ("Enter an access token or a refresh token, or authorise in the browser.");
  if (message == NULL)
    return TRUE;
  g_set_error_literal (error, PASAR_ERROR, PASAR_ERROR_PARAMETER, message);
  return FALSE;
}

static char *
dup_trimmed (const char *text)
{
  return g_strstrip (g_strdup (text));
}

static ConnectData *
connect_data_new (const PasarConnectRequest *request)
{
  ConnectData *data = g_new0 (ConnectData, 1);

  data->host_id = g_strdup (request->host_id);
  data->partner_id = request->partner_id;
  data->partner_key = dup_trimmed (request->partner_key != NULL ? request->partner_key : "");
  data->shop_id = request->shop_id;
  data->main_account_id = is_given (request->code) ? request->main_account_id : 0;
  data->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  data->shop_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (data->main_account_id == 0)
    g_array_append_val (data->shop_ids, request->shop_id);
  if (is_given (request->code))
    data->code = dup_trimmed (request->code);
  else
    {
      char *access = dup_trimmed (request->access_token != NULL ? request->access_token : "");
      char *refresh = dup_trimmed (request->refresh_token != NULL ? request->refresh_token : "");

      data->pair = pasar_tokens_new (access, refresh, 0);
      wipe (access);
      wipe (refresh);
    }
  return data;
}

/**
 * pasar_accounts_connect_async:
 * @self: the accounts
 * @request: what the seller entered; copied, blanks around it are dropped
 * @cancellable: (nullable): stops before the next step
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Exchanges the code where there is one, tests each shop with get_shop_info, then
 * keeps secrets and shop. Nothing is kept when the first test fails. A shop that
 * is connected already gets the new secrets. Errors: `PASAR_ERROR`,
 * `_PARAMETER` when something is missing; `PASAR_CREDENTIALS_ERROR`;
 * `PASAR_STORE_ERROR`.
 */
void
pasar_accounts_connect_async (PasarAccounts *self,
                              const PasarConnectRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ConnectData *data = connect_data_new (request);
  GError *error = NULL;

  g_task_set_source_tag (task, pasar_accounts_connect_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, connect_data_free);
  if (!check_request (request, &error) || !resolve_host (data, request, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pasar_credentials_lookup_async (data->base_url,
                                  data->partner_id,
                                  data->shop_id,
                                  cancellable,
                                  keyring_tried_cb,
                                  g_object_ref (task));
}

/**
 * pasar_accounts_connect_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @n_missed: (out) (optional): how many more shops were authorised but could not be connected
 * @error: return location
 *
 * Returns: (transfer full) (element-type PasarAccount): the shops that are
 *   connected now, at least one
 */
GPtrArray *
pasar_accounts_connect_finish (PasarAccounts *self,
                               GAsyncResult *result,
                               guint *n_missed,
                               GError **error)
{
  const ConnectData *data;
  GPtrArray *connected;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_connect_async), NULL);
  data = g_task_get_task_data (G_TASK (result));
  connected = g_task_propagate_pointer (G_TASK (result), error);
  if (connected != NULL && n_missed != NULL)
    *n_missed = data->shop_ids->len - connected->len;
  return connected;
}

/* Connecting the demo shop. */
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

  data->shop->id = pasar_store_save_shop_finish (PASAR_STORE (source), result, &error);
  if (data->shop->id == 0)
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
  take_shop_info (data->shop, info);
  keep_known (self, data->shop);
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
 * Returns: (transfer full): the demo shop
 */
PasarAccount *
pasar_accounts_connect_demo_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_connect_demo_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
