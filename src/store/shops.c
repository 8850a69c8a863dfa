/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

typedef struct
{
  GPtrArray *shops; /* (owned) (element-type PasarShop) output */
} ListData;

static void
list_data_free (ListData *self)
{
  g_clear_pointer (&self->shops, g_ptr_array_unref);
  g_free (self);
}

static gboolean
list_shops (PasarSqlite *db, gpointer user_data, GError **error)
{
  ListData *data = user_data;
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "SELECT id, host_id, base_url, partner_id, shop_id, name, region, currency, refreshed_at_secs,"
      " authorised_until_secs FROM shop ORDER BY id",
      error);

  if (statement == NULL)
    return FALSE;
  data->shops = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_shop_free);
  while (pasar_statement_next (statement))
    {
      PasarShop *shop = pasar_shop_new ();
      g_autofree char *base_url = pasar_statement_dup_text (statement, 2);

      shop->id = pasar_statement_get_int64 (statement, 0);
      shop->host_id = pasar_statement_dup_text (statement, 1);
      if (base_url != NULL && *base_url != '\0')
        shop->base_url = g_steal_pointer (&base_url);
      shop->partner_id = pasar_statement_get_int64 (statement, 3);
      shop->shop_id = pasar_statement_get_int64 (statement, 4);
      shop->name = pasar_statement_dup_text (statement, 5);
      shop->region = pasar_statement_dup_text (statement, 6);
      shop->currency = pasar_statement_dup_text (statement, 7);
      shop->refreshed_at_secs = pasar_statement_get_int64 (statement, 8);
      shop->authorised_until_secs = pasar_statement_get_int64 (statement, 9);
      g_ptr_array_add (data->shops, shop);
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_list_shops_async:
 * @self: a store
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads the connected shops.
 */
void
pasar_store_list_shops_async (PasarStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));

  pasar_store_read (self,
                    list_shops,
                    g_new0 (ListData, 1),
                    (GDestroyNotify) list_data_free,
                    cancellable,
                    callback,
                    user_data);
}

/**
 * pasar_store_list_shops_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full) (nullable) (element-type PasarShop): the shops in the order they were
 * connected
 */
GPtrArray *
pasar_store_list_shops_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  ListData *data = pasar_store_take_data (self, result, list_shops, error);

  return data != NULL ? g_steal_pointer (&data->shops) : NULL;
}

static gboolean
save_shop (PasarSqlite *db, gpointer user_data, GError **error)
{
  PasarShop *shop = user_data;
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "INSERT INTO shop (host_id, base_url, partner_id, shop_id, name, region, currency,"
      " refreshed_at_secs, authorised_until_secs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (host_id, base_url, partner_id, shop_id) DO UPDATE SET"
      " name = coalesce (excluded.name, name),"
      " region = coalesce (excluded.region, region),"
      " currency = coalesce (excluded.currency, currency),"
      " refreshed_at_secs ="
      "  coalesce (nullif (excluded.refreshed_at_secs, 0), refreshed_at_secs),"
      " authorised_until_secs ="
      "  coalesce (nullif (excluded.authorised_until_secs, 0), authorised_until_secs)"
      " RETURNING id",
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 1, shop->host_id != NULL ? shop->host_id : "");
  pasar_statement_bind_text (statement, 2, shop->base_url != NULL ? shop->base_url : "");
  pasar_statement_bind_int64 (statement, 3, shop->partner_id);
  pasar_statement_bind_int64 (statement, 4, shop->shop_id);
  pasar_statement_bind_text (statement, 5, shop->name);
  pasar_statement_bind_text (statement, 6, shop->region);
  pasar_statement_bind_text (statement, 7, shop->currency);
  pasar_statement_bind_int64 (statement, 8, shop->refreshed_at_secs);
  pasar_statement_bind_int64 (statement, 9, shop->authorised_until_secs);
  while (pasar_statement_next (statement))
    shop->id = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_save_shop_async:
 * @self: a store
 * @shop: the shop
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Inserts or updates by host, base URL, partner and shop; the `id` of @shop does not count. What is
 * unknown in @shop (%NULL, or a time of 0) leaves what is kept.
 */
void
pasar_store_save_shop_async (PasarStore *self,
                             const PasarShop *shop,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));
  g_return_if_fail (shop != NULL);

  pasar_store_write (self,
                     save_shop,
                     pasar_shop_copy (shop),
                     (GDestroyNotify) pasar_shop_free,
                     cancellable,
                     callback,
                     user_data);
}

/**
 * pasar_store_save_shop_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: the shop's row id, 0 on error
 */
gint64
pasar_store_save_shop_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  const PasarShop *shop = pasar_store_take_data (self, result, save_shop, error);

  return shop != NULL ? shop->id : 0;
}

static gboolean
remove_shop (PasarSqlite *db, gpointer user_data, GError **error)
{
  const gint64 *shop = user_data;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db, "DELETE FROM shop WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, *shop);
  return pasar_statement_run (statement, error);
}

/**
 * pasar_store_remove_shop_async:
 * @self: a store
 * @shop: row id
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Removes the shop with everything of it: cache, staged edits, undo steps and journal.
 */
void
pasar_store_remove_shop_async (PasarStore *self,
                               gint64 shop,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));

  pasar_store_write (self,
                     remove_shop,
                     g_memdup2 (&shop, sizeof shop),
                     g_free,
                     cancellable,
                     callback,
                     user_data);
}

typedef struct
{
  gint64 shop;
  guint n; /* output */
} CountData;

static gboolean
count_staged (PasarSqlite *db, gpointer user_data, GError **error)
{
  CountData *data = user_data;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db, "SELECT count(*) FROM staged WHERE shop = ?", error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, data->shop);
  while (pasar_statement_next (statement))
    data->n = (guint) pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_count_staged_async:
 * @self: a store
 * @shop: row id
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Counts the staged edits of a shop, without reading anything else of it.
 */
void
pasar_store_count_staged_async (PasarStore *self,
                                gint64 shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CountData *data;

  g_return_if_fail (PASAR_IS_STORE (self));

  data = g_new0 (CountData, 1);
  data->shop = shop;
  pasar_store_read (self, count_staged, data, g_free, cancellable, callback, user_data);
}

/**
 * pasar_store_count_staged_finish:
 * @self: a store
 * @result: what the callback was given
 * @n_staged: (out): how many values are staged; 0 on error
 * @error: return location
 *
 * Counts values, not rows. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: whether they could be counted
 */
gboolean
pasar_store_count_staged_finish (PasarStore *self,
                                 GAsyncResult *result,
                                 guint *n_staged,
                                 GError **error)
{
  const CountData *data = pasar_store_take_data (self, result, count_staged, error);

  *n_staged = data != NULL ? data->n : 0;

  return data != NULL;
}
