/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/region.h"
#include "jobs/accounts/accounts-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/boost.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

static void pasar_accounts_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarAccounts,
                               pasar_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_accounts_list_model_init))

static void
pasar_accounts_finalize (GObject *object)
{
  PasarAccounts *self = PASAR_ACCOUNTS (object);

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->turns, g_hash_table_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (pasar_accounts_parent_class)->finalize (object);
}

static void
pasar_accounts_class_init (PasarAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_accounts_finalize;
}

static void
pasar_accounts_init (PasarAccounts *self)
{
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->turns =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pasar_turns_unref);
  /* The start that the reference suggests (6.5). */
  self->settings = (PasarAccountSettings){
    .requests_in_flight = 4,
    .requests_per_second = 8,
    .send_normal_stock = TRUE,
    .timing = PASAR_TIMING_USUAL,
  };
}

static GType
pasar_accounts_get_item_type (GListModel *model)
{
  return PASAR_TYPE_ACCOUNT;
}

static guint
pasar_accounts_get_n_items (GListModel *model)
{
  return PASAR_ACCOUNTS (model)->accounts->len;
}

static gpointer
pasar_accounts_get_item (GListModel *model, guint position)
{
  PasarAccounts *self = PASAR_ACCOUNTS (model);

  return position < self->accounts->len
             ? g_object_ref (g_ptr_array_index (self->accounts, position))
             : NULL;
}

static void
pasar_accounts_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_accounts_get_item_type;
  iface->get_n_items = pasar_accounts_get_n_items;
  iface->get_item = pasar_accounts_get_item;
}

/**
 * pasar_accounts_find_job:
 * @self: the accounts
 * @type: a type of jobs
 *
 * Tells a window that opens, or one that is about to quit, what goes on in any of the shops.
 *
 * Returns: (nullable) (transfer none): a job of @type that runs in one of the shops now
 */
PasarJob *
pasar_accounts_find_job (PasarAccounts *self, GType type)
{
  PasarJob *job = NULL;

  g_return_val_if_fail (PASAR_IS_ACCOUNTS (self), NULL);
  for (guint i = 0; i < self->accounts->len && job == NULL; i++)
    {
      const PasarAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->session != NULL)
        job = pasar_job_find (account->session, type);
    }
  return job;
}

/**
 * pasar_accounts_find_sending:
 * @self: the accounts
 *
 * What is sent is not left alone without being asked about.
 *
 * Returns: (nullable) (transfer none): a submission or a boost that runs in one of the shops now
 */
PasarJob *
pasar_accounts_find_sending (PasarAccounts *self)
{
  PasarJob *job = pasar_accounts_find_job (self, PASAR_TYPE_SUBMIT_JOB);

  return job != NULL ? job : pasar_accounts_find_job (self, PASAR_TYPE_BOOST_JOB);
}

typedef struct
{
  guint n_left;
  GError *error; /* (nullable): the first one */
} FlushData;

static void
flush_data_free (gpointer data)
{
  FlushData *flush = data;

  g_clear_error (&flush->error);
  g_free (flush);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FlushData *flush = g_task_get_task_data (task);

  pasar_session_write_finish (PASAR_SESSION (source),
                              result,
                              NULL,
                              flush->error == NULL ? &flush->error : NULL);
  if (--flush->n_left != 0)
    return;
  if (flush->error != NULL)
    g_task_return_error (task, g_steal_pointer (&flush->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pasar_accounts_flush_async:
 * @self: the accounts
 * @callback: (scope async): called when all that was asked before is on disk
 * @user_data: for @callback
 *
 * Waits for what was asked of all shops, also of those that nobody shows any more.
 */
void
pasar_accounts_flush_async (PasarAccounts *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  FlushData *flush = g_new0 (FlushData, 1);

  g_return_if_fail (PASAR_IS_ACCOUNTS (self));
  g_task_set_source_tag (task, pasar_accounts_flush_async);
  g_task_set_task_data (task, flush, flush_data_free);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PasarAccount *account = g_ptr_array_index (self->accounts, i);

      if (account->session == NULL)
        continue;
      flush->n_left++;
      pasar_session_flush_async (account->session, flushed_cb, g_object_ref (task));
    }
  if (flush->n_left == 0)
    g_task_return_boolean (task, TRUE);
}

/**
 * pasar_accounts_flush_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_STORE_ERROR` of the first shop that could not be written.
 *
 * Returns: whether all is on disk
 */
gboolean
pasar_accounts_flush_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_flush_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_accounts_new:
 * @store: an open store
 *
 * The list is empty until pasar_accounts_load_async() has filled it.
 *
 * Returns: (transfer full): the accounts of @store, none until they are loaded
 */
PasarAccounts *
pasar_accounts_new (PasarStore *store)
{
  PasarAccounts *self = g_object_new (PASAR_TYPE_ACCOUNTS, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * pasar_accounts_get_store:
 * @self: the accounts
 *
 * All shops are kept in one database.
 *
 * Returns: (transfer none): where they are kept
 */
PasarStore *
pasar_accounts_get_store (PasarAccounts *self)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNTS (self), NULL);
  return self->store;
}

static void
apply_settings (PasarAccounts *self, const PasarShop *shop, PasarClient *client)
{
  /* The demo shop is in this very process: it needs no manners. */
  if (g_strcmp0 (shop->host_id, PASAR_DEMO_HOST) == 0)
    pasar_client_set_limits (client, 16, 1000);
  else
    pasar_client_set_limits (client,
                             self->settings.requests_in_flight,
                             self->settings.requests_per_second);
  pasar_client_set_send_normal_stock (client, self->settings.send_normal_stock);
}

/**
 * pasar_accounts_set_settings:
 * @self: the accounts
 * @settings: how shops are talked to
 *
 * Sets it for shops opened from now on and for open ones.
 */
void
pasar_accounts_set_settings (PasarAccounts *self, const PasarAccountSettings *settings)
{
  g_return_if_fail (PASAR_IS_ACCOUNTS (self));

  self->settings = *settings;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const PasarAccount *account = g_ptr_array_index (self->accounts, i);
      PasarClient *client;

      if (account->session == NULL)
        continue;
      pasar_session_set_timing (account->session, settings->timing);
      client = pasar_session_get_client (account->session);
      if (client != NULL)
        apply_settings (self, account->shop, client);
    }
}

/* What tells one shop of a partner from another. */
static char *
dup_key (const char *base_url, const PasarShop *shop)
{
  return g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT,
                          base_url,
                          shop->partner_id,
                          shop->shop_id);
}

/* A shop that is connected again has the client of a running job beside the new one. */
static void
share_turns (PasarAccounts *self, const char *base_url, const PasarShop *shop, PasarClient *client)
{
  g_autofree char *key = dup_key (base_url, shop);
  PasarTurns *turns = g_hash_table_lookup (self->turns, key);

  if (turns == NULL)
    {
      turns = pasar_turns_new ();
      g_hash_table_insert (self->turns, g_steal_pointer (&key), turns);
    }
  pasar_client_set_turns (client, turns);
}

/**
 * pasar_accounts_make_client:
 * @self: the accounts
 * @base_url: where the shop's host is
 * @shop: the shop
 * @tokens: where its tokens are kept
 *
 * Returns: (transfer full): a client of the shop, as the settings say; it shares its turns with the
 *   others of the shop
 */
PasarClient *
pasar_accounts_make_client (PasarAccounts *self,
                            const char *base_url,
                            const PasarShop *shop,
                            PasarSecretTokens *tokens)
{
  const PasarSecrets *secrets = pasar_secret_tokens_get_secrets (tokens);
  g_autoptr (PasarTokens) pair =
      pasar_tokens_new (secrets->access_token, secrets->refresh_token, secrets->expires_at);
  PasarClient *client =
      pasar_client_new (base_url, shop->partner_id, secrets->partner_key, shop->shop_id);

  pasar_client_set_tokens (client, pair);
  pasar_client_set_token_store (client, PASAR_TOKEN_STORE (tokens));
  share_turns (self, base_url, shop, client);
  apply_settings (self, shop, client);
  return client;
}

/**
 * pasar_accounts_dup_label:
 * @shop: a shop
 *
 * Returns: (transfer full): what the keyring's own tools show of it
 */
char *
pasar_accounts_dup_label (const PasarShop *shop)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, shop->shop_id);

  if (shop->name != NULL && *shop->name != '\0')
    /* Translators: %s is the name of a shop; shown in the list of passwords. */
    return g_strdup_printf (_ ("Pasar: %s"), shop->name);
  /* Translators: %s is the number of a shop; shown in the list of passwords. */
  return g_strdup_printf (_ ("Pasar: shop %s"), number);
}

/**
 * pasar_accounts_get_entry:
 * @self: the accounts
 * @base_url: where the shop's host is
 * @shop: a shop
 *
 * Returns: (transfer none): what the keyring keeps of it; the same for all who ask
 */
PasarSecretEntry *
pasar_accounts_get_entry (PasarAccounts *self, const char *base_url, const PasarShop *shop)
{
  g_autofree char *key = dup_key (base_url, shop);
  PasarSecretEntry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      entry = pasar_secret_entry_new (base_url, shop->partner_id, shop->shop_id);
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
    }
  return entry;
}

static gboolean
is_same_shop (const PasarShop *a, const PasarShop *b)
{
  return g_strcmp0 (a->host_id, b->host_id) == 0 && g_strcmp0 (a->base_url, b->base_url) == 0
         && a->partner_id == b->partner_id && a->shop_id == b->shop_id;
}

/**
 * pasar_accounts_find_shop:
 * @self: the accounts
 * @shop: a shop
 *
 * Returns: (transfer none) (nullable): its account
 */
PasarAccount *
pasar_accounts_find_shop (PasarAccounts *self, const PasarShop *shop)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      PasarAccount *account = g_ptr_array_index (self->accounts, i);

      if (is_same_shop (account->shop, shop))
        return account;
    }
  return NULL;
}

/**
 * pasar_accounts_put:
 * @self: the accounts
 * @shop: a shop that was saved
 *
 * Returns: (transfer none): its account, added when there was none
 */
PasarAccount *
pasar_accounts_put (PasarAccounts *self, const PasarShop *shop)
{
  PasarAccount *account = pasar_accounts_find_shop (self, shop);

  if (account != NULL)
    {
      pasar_account_set_shop (account, shop);
      return account;
    }
  account = pasar_account_new (shop);
  g_ptr_array_add (self->accounts, account);
  g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
  return account;
}

/**
 * pasar_accounts_describe_shop:
 * @self: the accounts
 * @shop: a shop that is about to be saved
 * @info: what the server says of it
 *
 * Fills in what is known of the shop: what the server says, and what was learnt when it was
 * connected before. Nothing is derived from the region.
 */
void
pasar_accounts_describe_shop (PasarAccounts *self, PasarShop *shop, const PasarShopInfo *info)
{
  const PasarAccount *account = pasar_accounts_find_shop (self, shop);

  g_free (shop->name);
  shop->name = g_strdup (info->shop_name);
  g_free (shop->region);
  shop->region = g_strdup (info->region);
  shop->authorised_until_secs = info->expire_time;
  if (account == NULL)
    return;
  g_free (shop->currency);
  shop->currency = g_strdup (account->shop->currency);
  shop->refreshed_at_secs = account->shop->refreshed_at_secs;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) shops = NULL;
  GError *error = NULL;

  shops = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (shops == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < shops->len; i++)
    pasar_accounts_put (self, g_ptr_array_index (shops, i));
  g_task_return_boolean (task, TRUE);
}

/**
 * pasar_accounts_load_async:
 * @self: the accounts
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when they are read
 * @user_data: for @callback
 *
 * Reads the list of shops from the store. Errors: `PASAR_STORE_ERROR`.
 */
void
pasar_accounts_load_async (PasarAccounts *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pasar_accounts_load_async);
  pasar_store_list_shops_async (self->store, cancellable, listed_cb, task);
}

/**
 * pasar_accounts_load_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as pasar_accounts_load_async() says.
 *
 * Returns: whether they could be read
 */
gboolean
pasar_accounts_load_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_load_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_accounts_find:
 * @self: the accounts
 * @key: (nullable): from [method@Account.dup_key]
 *
 * Finds the shop that a start before this one has remembered.
 *
 * Returns: (transfer none) (nullable): the account
 */
PasarAccount *
pasar_accounts_find (PasarAccounts *self, const char *key)
{
  g_return_val_if_fail (PASAR_IS_ACCOUNTS (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      PasarAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *own_key = pasar_account_dup_key (account);

      if (g_strcmp0 (own_key, key) == 0)
        return account;
    }
  return NULL;
}
