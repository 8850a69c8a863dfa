/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

static gboolean
list_shops (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  GPtrArray *shops = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_shop_free);
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "SELECT s.id, s.host_id, s.base_url, s.partner_id, s.shop_id, s.name, s.region, s.currency,"
      " s.refreshed_at_secs, s.authorised_until_secs, s.host_id IS i.host_id"
      " AND s.base_url IS i.base_url AND s.partner_id IS i.partner_id AND s.shop_id IS i.shop_id"
      " FROM shop AS i INDEXED BY sqlite_autoindex_shop_1 LEFT JOIN shop AS s ON s.id = i.id"
      " ORDER BY i.id",
      error);

  output->object = shops;
  output->object_free = (GDestroyNotify) g_ptr_array_unref;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      g_autofree char *base_url = pasar_statement_dup_text (statement, 2);
      PasarShop *shop;

      if (!pasar_statement_check (statement, 10, error))
        return FALSE;
      shop = pasar_shop_new ();
      shop->id = pasar_statement_get_int64 (statement, 0);
      shop->host_id = pasar_statement_dup_name (statement, 1);
      if (base_url != NULL && *base_url != '\0')
        shop->base_url = g_steal_pointer (&base_url);
      shop->partner_id = pasar_statement_get_int64 (statement, 3);
      shop->shop_id = pasar_statement_get_int64 (statement, 4);
      shop->name = pasar_statement_dup_text (statement, 5);
      shop->region = pasar_statement_dup_text (statement, 6);
      shop->currency = pasar_statement_dup_text (statement, 7);
      shop->refreshed_at_secs = pasar_statement_get_int64 (statement, 8);
      shop->authorised_until_secs = pasar_statement_get_int64 (statement, 9);
      g_ptr_array_add (shops, shop);
    }
  return pasar_statement_finish (statement, error)
         && pasar_sqlite_check (db,
                                "SELECT count(*) = ? FROM shop NOT INDEXED",
                                PASAR_NUMBERS (shops->len),
                                error);
}

/**
 * pasar_store_list_shops_async:
 * @self: a store
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads the connected shops. [method@Store.finish_object] gives a #GPtrArray of #PasarShop, in the
 * order they were connected.
 */
void
pasar_store_list_shops_async (PasarStore *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  pasar_store_run (self, FALSE, list_shops, NULL, NULL, cancellable, callback, user_data);
}

static gboolean
save_shop (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const PasarShop *shop = input;
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "INSERT INTO shop (partner_id, shop_id, refreshed_at_secs, authorised_until_secs,"
      " host_id, base_url, name, region, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (host_id, base_url, partner_id, shop_id) DO UPDATE SET"
      " name = coalesce (excluded.name, name),"
      " region = coalesce (excluded.region, region),"
      " currency = coalesce (excluded.currency, currency),"
      " refreshed_at_secs ="
      "  coalesce (nullif (excluded.refreshed_at_secs, 0), refreshed_at_secs),"
      " authorised_until_secs ="
      "  coalesce (nullif (excluded.authorised_until_secs, 0), authorised_until_secs)"
      " RETURNING id",
      PASAR_NUMBERS (shop->partner_id,
                     shop->shop_id,
                     shop->refreshed_at_secs,
                     shop->authorised_until_secs),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 5, shop->host_id != NULL ? shop->host_id : "");
  pasar_statement_bind_text (statement, 6, shop->base_url != NULL ? shop->base_url : "");
  pasar_statement_bind_text (statement, 7, shop->name);
  pasar_statement_bind_text (statement, 8, shop->region);
  pasar_statement_bind_text (statement, 9, shop->currency);
  while (pasar_statement_next (statement))
    output->number = pasar_statement_get_int64 (statement, 0);
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
 * unknown in @shop (%NULL, or a time of 0) leaves what is kept. [method@Store.finish_number] gives
 * its row id.
 */
void
pasar_store_save_shop_async (PasarStore *self,
                             const PasarShop *shop,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (shop != NULL);

  pasar_store_run (self,
                   TRUE,
                   save_shop,
                   pasar_shop_copy (shop),
                   (GDestroyNotify) pasar_shop_free,
                   cancellable,
                   callback,
                   user_data);
}

/**
 * pasar_store_load_fee:
 * @db: a connection in a transaction
 * @shop: row id
 * @into: gets the fee
 * @error: return location
 *
 * Returns: whether it is read
 */
gboolean
pasar_store_load_fee (PasarSqlite *db, gint64 shop, PasarStoredShopData *into, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT fee_hundredths FROM shop WHERE id = ?",
                          PASAR_NUMBERS (shop),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    into->fee = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

typedef struct
{
  gint64 shop;
  gint64 fee;
} Fee;

static gboolean
set_fee (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const Fee *fee = input;

  return pasar_sqlite_run (db,
                           "UPDATE shop SET fee_hundredths = ? WHERE id = ?",
                           PASAR_NUMBERS (fee->fee, fee->shop),
                           error);
}

/**
 * pasar_store_set_fee_async:
 * @self: a store
 * @shop: row id
 * @fee: what is taken of each price, in hundredths of a percent
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Keeps it for the next start.
 */
void
pasar_store_set_fee_async (PasarStore *self,
                           gint64 shop,
                           gint64 fee,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const Fee input = { shop, fee };

  pasar_store_run (self,
                   TRUE,
                   set_fee,
                   g_memdup2 (&input, sizeof input),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
remove_shop (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const gint64 *shop = input;

  return pasar_sqlite_run (db, "DELETE FROM shop WHERE id = ?", PASAR_NUMBERS (*shop), error);
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
  pasar_store_run (self,
                   TRUE,
                   remove_shop,
                   g_memdup2 (&shop, sizeof shop),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
