/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

/* The log of edits: what is staged and what can be undone follow from it. For its checkpoints see
 * checkpoint.c. */

#define N_NEWEST      50
#define SMALL_N_EDITS 5000

/**
 * pasar_store_append_record:
 * @db: a connection in a write transaction
 * @shop: row id
 * @record: a record with an id that the log does not have
 * @error: return location
 *
 * Returns: whether it is appended
 */
gboolean
pasar_store_append_record (PasarSqlite *db,
                           gint64 shop,
                           const PasarLogRecord *record,
                           GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "INSERT INTO log (shop, id, kind, step, n_edits, n_staged, label, data)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                          PASAR_NUMBERS (shop,
                                         record->id,
                                         record->kind,
                                         record->step,
                                         record->n_edits,
                                         record->n_staged),
                          error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 7, record->label);
  pasar_statement_bind_bytes (statement, 8, record->data);
  return pasar_statement_run (statement, error);
}

static PasarLogRecord *
read_record_of_row (PasarStatement *statement)
{
  PasarLogRecord *record = g_new0 (PasarLogRecord, 1);

  record->id = pasar_statement_get_count (statement, 0);
  record->kind = (PasarLogKind) pasar_statement_get_count (statement, 1);
  record->step = pasar_statement_get_count (statement, 2);
  record->n_edits = pasar_statement_get_count (statement, 3);
  record->n_staged = pasar_statement_get_count (statement, 4);
  record->label = pasar_statement_dup_text (statement, 5);
  record->data = pasar_statement_dup_bytes (statement, 6);
  if (g_bytes_get_size (record->data) == 0)
    g_clear_pointer (&record->data, g_bytes_unref);
  return record;
}

/**
 * pasar_store_load_log:
 * @db: a connection in a transaction
 * @shop: row id
 * @n_damaged: how many of the newest checkpoints are not wanted
 * @into: gets the checkpoint and the log
 * @error: return location
 *
 * Returns: whether they are read
 */
gboolean
pasar_store_load_log (PasarSqlite *db,
                      gint64 shop,
                      guint n_damaged,
                      PasarStoredShopData *into,
                      GError **error)
{
  g_autoptr (PasarStatement) statement = NULL;

  if (!pasar_store_load_checkpoint (db, shop, n_damaged, into, error))
    return FALSE;
  /* What is likely to be undone next comes along, where it is small. */
  statement =
      pasar_sqlite_query (db,
                          "SELECT t.id, t.kind, t.step, t.n_edits, t.n_staged, t.label,"
                          " CASE WHEN t.id > ?2 OR (t.n_edits <= ?3 AND t.id >"
                          "   (SELECT max (id) - ?4 FROM log WHERE shop = ?1))"
                          " THEN t.data END, t.shop IS i.shop AND t.id IS i.id"
                          " FROM log AS i LEFT JOIN log AS t ON t.seq = i.seq"
                          " WHERE i.shop = ?1 ORDER BY i.id",
                          PASAR_NUMBERS (shop, into->checkpoint_id, SMALL_N_EDITS, N_NEWEST),
                          error);
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      if (!pasar_statement_check (statement, 7, error))
        return FALSE;
      g_ptr_array_add (into->log, read_record_of_row (statement));
    }
  return pasar_statement_finish (statement, error)
         && pasar_sqlite_check (db,
                                "SELECT count(*) = ?2 FROM log NOT INDEXED WHERE shop = ?1",
                                PASAR_NUMBERS (shop, into->log->len),
                                error);
}

typedef struct
{
  gint64 shop;
  GPtrArray *records; /* (owned) (element-type PasarLogRecord) */
  GArray *taken;      /* (owned) (nullable) (element-type PasarStoredValue) */
} AppendData;

static void
append_data_free (AppendData *self)
{
  g_ptr_array_unref (self->records);
  g_clear_pointer (&self->taken, g_array_unref);
  g_free (self);
}

static gboolean
append_log (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const AppendData *data = input;

  for (guint i = 0; i < data->records->len; i++)
    if (!pasar_store_append_record (db, data->shop, g_ptr_array_index (data->records, i), error))
      return FALSE;
  return data->taken == NULL || pasar_store_correct_taken (db, data->shop, data->taken, error);
}

/**
 * pasar_store_append_log_async:
 * @self: a store
 * @shop: row id
 * @records: (element-type PasarLogRecord): in the order of their ids; not to be changed until
 *   @callback
 * @taken: (nullable) (element-type PasarStoredValue): values of which nothing is staged any more as
 *   the shop has them by itself: a row of the journal that was not known to be taken is corrected
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Appends to the log of a shop, all records or none.
 */
void
pasar_store_append_log_async (PasarStore *self,
                              gint64 shop,
                              GPtrArray *records,
                              const GArray *taken,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  AppendData *data;

  g_return_if_fail (records != NULL);

  data = g_new0 (AppendData, 1);
  data->shop = shop;
  data->records = g_ptr_array_ref (records);
  data->taken = taken != NULL ? g_array_copy ((GArray *) taken) : NULL;
  pasar_store_run (self,
                   TRUE,
                   append_log,
                   data,
                   (GDestroyNotify) append_data_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
read_record (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const PasarStorePlace *place = input;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id, kind, step, n_edits, n_staged, label, data FROM log"
                          " WHERE shop = ? AND id = ?",
                          PASAR_NUMBERS (place->shop, place->id),
                          error);

  output->object_free = (GDestroyNotify) pasar_log_record_free;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    output->object = read_record_of_row (statement);
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_read_log_async:
 * @self: a store
 * @shop: row id
 * @id: of a record
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads one record of the log. [method@Store.finish_object] gives the #PasarLogRecord, %NULL
 * without an error when there is none.
 */
void
pasar_store_read_log_async (PasarStore *self,
                            gint64 shop,
                            gint64 id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const PasarStorePlace place = { shop, id };

  pasar_store_run (self,
                   FALSE,
                   read_record,
                   g_memdup2 (&place, sizeof place),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
copy_file (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  output->object = pasar_sqlite_keep_copy (db, error);
  output->object_free = g_free;
  return output->object != NULL;
}

/**
 * pasar_store_copy_async:
 * @self: a store
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Keeps a copy of the file beside it, before something damaged is taken out of it.
 * [method@Store.finish_object] gives its path.
 */
void
pasar_store_copy_async (PasarStore *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  pasar_store_run (self, FALSE, copy_file, NULL, NULL, cancellable, callback, user_data);
}

static gboolean
count_staged (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const gint64 *shop = input;
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "SELECT n_staged FROM (SELECT id, n_staged FROM log WHERE shop = ?1"
      " UNION ALL SELECT log_id, n_staged FROM checkpoint WHERE shop = ?1) ORDER BY id DESC LIMIT 1",
      PASAR_NUMBERS (*shop),
      error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    output->number = pasar_statement_get_count (statement, 0);
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
 * Counts the staged edits of a shop (values, not rows) for [method@Store.finish_number], without
 * reading anything else of it.
 */
void
pasar_store_count_staged_async (PasarStore *self,
                                gint64 shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  pasar_store_run (self,
                   FALSE,
                   count_staged,
                   g_memdup2 (&shop, sizeof shop),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
