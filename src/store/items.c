/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include <string.h>

typedef struct
{
  gint64 shop;
  guint n_damaged;
  PasarStoreItemFunc each; /* (nullable) */
  gpointer each_data;
} LoadInput;

static void
keep_item (gint64 item_id, const guint8 *data, gsize size, gpointer into)
{
  PasarStoredShopData *self = into;

  g_array_append_val (self->item_ids, item_id);
  g_ptr_array_add (self->items, g_bytes_new (data, size));
}

static gboolean
load_items (PasarSqlite *db,
            gint64 shop,
            PasarStoreItemFunc each,
            gpointer each_data,
            GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT item.item_id, item.data, item.shop IS i.shop"
                          " FROM item AS i LEFT JOIN item ON item.seq = i.seq"
                          " WHERE i.shop = ? ORDER BY i.seq",
                          PASAR_NUMBERS (shop),
                          error);
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  for (; pasar_statement_next (statement); n++)
    {
      gsize size;
      const guint8 *data = pasar_statement_peek_bytes (statement, 1, &size);

      if (!pasar_statement_check (statement, 2, error))
        return FALSE;
      each (pasar_statement_get_int64 (statement, 0), data, size, each_data);
    }
  return pasar_statement_finish (statement, error)
         && pasar_sqlite_check (db,
                                "SELECT count(*) = ?2 FROM item INDEXED BY sqlite_autoindex_item_1"
                                " WHERE shop = ?1",
                                PASAR_NUMBERS (shop, n),
                                error);
}

static gboolean
load_shop (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const LoadInput *wanted = input;
  PasarStoredShopData *into = g_new0 (PasarStoredShopData, 1);

  output->object = into;
  output->object_free = (GDestroyNotify) pasar_stored_shop_data_free;
  into->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  into->item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  into->log = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_log_record_free);
  return load_items (db,
                     wanted->shop,
                     wanted->each != NULL ? wanted->each : keep_item,
                     wanted->each != NULL ? wanted->each_data : into,
                     error)
         && pasar_store_load_fee (db, wanted->shop, into, error)
         && pasar_store_load_log (db, wanted->shop, wanted->n_damaged, into, error);
}

/**
 * pasar_store_load_shop_async:
 * @self: a store
 * @shop: row id
 * @n_damaged: how many of the newest checkpoints were found damaged: an older one is wanted, or
 *   none
 * @each: (nullable) (scope async): takes the items as they are read, which are not kept then; some
 * of them again where the file was damaged
 * @each_data: for @each; not to be touched until @callback
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads everything that the shop starts with. A shop that is not kept has nothing.
 * [method@Store.finish_object] gives a #PasarStoredShopData.
 */
void
pasar_store_load_shop_async (PasarStore *self,
                             gint64 shop,
                             guint n_damaged,
                             PasarStoreItemFunc each,
                             gpointer each_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const LoadInput input = { shop, n_damaged, each, each_data };

  pasar_store_run (self,
                   FALSE,
                   load_shop,
                   g_memdup2 (&input, sizeof input),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}

typedef struct
{
  gint64 shop;
  gint64 *item_ids; /* (owned) (array length=n_items) */
  GPtrArray *items; /* (owned) (element-type GBytes) */
  gint64 *remove;   /* (owned) (array length=n_remove) */
  guint n_remove;
  GArray *readings; /* (owned) (nullable) (element-type PasarReading) */
} PutData;

static void
put_data_free (PutData *self)
{
  g_free (self->item_ids);
  g_ptr_array_unref (self->items);
  g_free (self->remove);
  g_clear_pointer (&self->readings, g_array_unref);
  g_free (self);
}

/**
 * pasar_store_put_item:
 * @db: a connection in a write transaction
 * @shop: row id
 * @item_id: the item
 * @data: its packed form
 * @error: return location
 *
 * Writes an item of the cache; a known item keeps its place.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_store_put_item (PasarSqlite *db, gint64 shop, gint64 item_id, GBytes *data, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "INSERT INTO item (shop, item_id, data) VALUES (?, ?, ?)"
                          " ON CONFLICT (shop, item_id) DO UPDATE SET data = excluded.data",
                          PASAR_NUMBERS (shop, item_id),
                          error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_bytes (statement, 3, data);
  return pasar_statement_run (statement, error);
}

/* Of an item that is as it was there is nothing to write. */
static gboolean
is_news (PasarSqlite *db, const PutData *put, guint i, gboolean *is, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT data FROM item WHERE shop = ? AND item_id = ?",
                          PASAR_NUMBERS (put->shop, put->item_ids[i]),
                          error);

  if (statement == NULL)
    return FALSE;
  *is = TRUE;
  while (pasar_statement_next (statement))
    {
      gsize size = 0;
      gsize size_before = 0;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (put->items, i), &size);
      const guint8 *before = pasar_statement_peek_bytes (statement, 0, &size_before);

      *is = size != size_before || (size > 0 && memcmp (data, before, size) != 0);
    }
  return pasar_statement_finish (statement, error);
}

static gboolean
put_items (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const PutData *put = input;

  for (guint i = 0; i < put->n_remove; i++)
    if (!pasar_sqlite_run (db,
                           "DELETE FROM item WHERE shop = ? AND item_id = ?",
                           PASAR_NUMBERS (put->shop, put->remove[i]),
                           error)
        || !pasar_store_remove_readings (db, put->shop, put->remove[i], error))
      return FALSE;
  for (guint i = 0; i < put->items->len; i++)
    {
      GBytes *data = g_ptr_array_index (put->items, i);
      gboolean is = FALSE;

      if (!is_news (db, put, i, &is, error)
          || (is && !pasar_store_put_item (db, put->shop, put->item_ids[i], data, error)))
        return FALSE;
    }
  for (guint i = 0; put->readings != NULL && i < put->readings->len; i++)
    if (!pasar_store_put_reading (db,
                                  put->shop,
                                  &g_array_index (put->readings, PasarReading, i),
                                  error))
      return FALSE;
  return TRUE;
}

/**
 * pasar_store_put_items_async:
 * @self: a store
 * @shop: row id
 * @item_ids: (array length=n_items) (nullable): ids of @items
 * @items: (array length=n_items) (nullable): packed items
 * @n_items: their number
 * @remove: (array length=n_remove) (nullable): ids of items to drop, before @items are written
 * @n_remove: their number
 * @readings: (nullable) (element-type PasarReading): what was read; not to be changed any more
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Updates the cache of a shop, and keeps of the readings those that differ from the ones before.
 * Staged edits of dropped items stay.
 */
void
pasar_store_put_items_async (PasarStore *self,
                             gint64 shop,
                             const gint64 *item_ids,
                             GBytes *const *items,
                             guint n_items,
                             const gint64 *remove,
                             guint n_remove,
                             GArray *readings,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  PutData *put;

  g_return_if_fail (n_items == 0 || (item_ids != NULL && items != NULL));
  g_return_if_fail (n_remove == 0 || remove != NULL);

  put = g_new0 (PutData, 1);
  put->shop = shop;
  put->item_ids = g_memdup2 (item_ids, n_items * sizeof *item_ids);
  put->items = g_ptr_array_new_full (n_items, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (put->items, g_bytes_ref (items[i]));
  put->remove = g_memdup2 (remove, n_remove * sizeof *remove);
  put->n_remove = n_remove;
  put->readings = readings != NULL ? g_array_ref (readings) : NULL;
  pasar_store_run (self,
                   TRUE,
                   put_items,
                   put,
                   (GDestroyNotify) put_data_free,
                   cancellable,
                   callback,
                   user_data);
}
