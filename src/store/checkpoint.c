/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

/* Checkpoints of the log. A shop has its last two: should the newer one be damaged, the other one
 * and the records since are as good. Records up to the older one are there for undo alone. */

/**
 * pasar_store_load_checkpoint:
 * @db: a connection in a transaction
 * @shop: row id
 * @n_damaged: how many of the newest are not wanted
 * @into: gets the checkpoint, if there is one
 * @error: return location
 *
 * Returns: whether it is read
 */
gboolean
pasar_store_load_checkpoint (PasarSqlite *db,
                             gint64 shop,
                             guint n_damaged,
                             PasarStoredShopData *into,
                             GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT c.log_id, c.data, c.shop IS i.shop AND c.log_id IS i.log_id"
                          " FROM checkpoint AS i LEFT JOIN checkpoint AS c ON c.rowid = i.rowid"
                          " WHERE i.shop = ? ORDER BY i.log_id DESC",
                          PASAR_NUMBERS (shop),
                          error);
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  for (; pasar_statement_next (statement); n++)
    {
      const gint64 id = pasar_statement_get_count (statement, 0);

      if (!pasar_statement_check (statement, 2, error))
        return FALSE;
      if (n > 0)
        into->trimmed_id = id;
      if (n != n_damaged)
        continue;
      into->checkpoint_id = id;
      into->checkpoint = pasar_statement_dup_bytes (statement, 1);
    }
  return pasar_statement_finish (statement, error)
         && pasar_sqlite_check (db,
                                "SELECT count(*) = ?2 FROM checkpoint NOT INDEXED WHERE shop = ?1",
                                PASAR_NUMBERS (shop, n),
                                error);
}

typedef struct
{
  gint64 shop;
  gint64 id;
  gint64 n_staged;
  GBytes *data; /* (owned) */
  GArray *kept; /* (owned) (element-type gint64) */
} CheckpointData;

static void
checkpoint_data_free (CheckpointData *self)
{
  g_bytes_unref (self->data);
  g_array_unref (self->kept);
  g_free (self);
}

/* The checkpoint before the new one; 0: none. */
static gboolean
find_older (PasarSqlite *db, const CheckpointData *data, gint64 *id, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT coalesce (max (log_id), 0) FROM checkpoint"
                          " WHERE shop = ? AND log_id < ?",
                          PASAR_NUMBERS (data->shop, data->id),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    *id = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* The records up to @last that are not among those to be kept. */
static GArray *
list_needless (PasarSqlite *db, const CheckpointData *data, gint64 last, GError **error)
{
  g_autoptr (GArray) kept = g_array_copy (data->kept);
  g_autoptr (GArray) needless = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id FROM log WHERE shop = ? AND id <= ? ORDER BY id",
                          PASAR_NUMBERS (data->shop, last),
                          error);
  guint i = 0;

  if (statement == NULL)
    return NULL;
  g_array_sort (kept, compare_ids);
  while (pasar_statement_next (statement))
    {
      const gint64 id = pasar_statement_get_int64 (statement, 0);

      while (i < kept->len && g_array_index (kept, gint64, i) < id)
        i++;
      if (i == kept->len || g_array_index (kept, gint64, i) != id)
        g_array_append_val (needless, id);
    }
  return pasar_statement_finish (statement, error) ? g_steal_pointer (&needless) : NULL;
}

static gboolean
trim_log (PasarSqlite *db, const CheckpointData *data, gint64 older, GError **error)
{
  g_autoptr (GArray) needless = list_needless (db, data, older, error);

  if (needless == NULL)
    return FALSE;
  for (guint i = 0; i < needless->len; i++)
    if (!pasar_sqlite_run (db,
                           "DELETE FROM log WHERE shop = ? AND id = ?",
                           PASAR_NUMBERS (data->shop, g_array_index (needless, gint64, i)),
                           error))
      return FALSE;
  return pasar_sqlite_run (db,
                           "DELETE FROM checkpoint WHERE shop = ? AND log_id < ?",
                           PASAR_NUMBERS (data->shop, older),
                           error);
}

static gboolean
put_checkpoint (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const CheckpointData *data = input;
  gint64 older = 0;
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "INSERT OR REPLACE INTO checkpoint (shop, log_id, n_staged, data) VALUES (?, ?, ?, ?)",
      PASAR_NUMBERS (data->shop, data->id, data->n_staged),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_bytes (statement, 4, data->data);
  return pasar_statement_run (statement, error) && find_older (db, data, &older, error)
         && trim_log (db, data, older, error);
}

/**
 * pasar_store_put_checkpoint_async:
 * @self: a store
 * @shop: row id
 * @id: the last record that @data counts in
 * @n_staged: how many values are staged after it
 * @data: all that is staged after it, in the caller's own form
 * @kept: (element-type gint64): records up to @id that undo and redo need; not to be changed any
 *   more
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async) (nullable): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Keeps what the log comes to, so that the next start need not read all of it. What the log has up
 * to the checkpoint before this one, and is needed for nothing any more, is taken out of it.
 */
void
pasar_store_put_checkpoint_async (PasarStore *self,
                                  gint64 shop,
                                  gint64 id,
                                  gint64 n_staged,
                                  GBytes *data,
                                  GArray *kept,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const CheckpointData input = { shop, id, n_staged, g_bytes_ref (data), g_array_ref (kept) };

  pasar_store_run (self,
                   TRUE,
                   put_checkpoint,
                   g_memdup2 (&input, sizeof input),
                   (GDestroyNotify) checkpoint_data_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
cut_log (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const PasarStorePlace *place = input;

  return pasar_sqlite_run (db,
                           "DELETE FROM log WHERE shop = ? AND id >= ?",
                           PASAR_NUMBERS (place->shop, place->id),
                           error)
         && pasar_sqlite_run (db,
                              "DELETE FROM checkpoint WHERE shop = ? AND log_id >= ?",
                              PASAR_NUMBERS (place->shop, place->id),
                              error);
}

/**
 * pasar_store_cut_log_async:
 * @self: a store
 * @shop: row id
 * @id: the first record that goes, with all after it; one after a checkpoint that can be read
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Takes off the end of a log that cannot be read, with the checkpoints of it.
 */
void
pasar_store_cut_log_async (PasarStore *self,
                           gint64 shop,
                           gint64 id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const PasarStorePlace place = { shop, id };

  pasar_store_run (self,
                   TRUE,
                   cut_log,
                   g_memdup2 (&place, sizeof place),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
