/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/ledger.h"
#include "store/private.h"

/* Values that the shop was seen to have: of each row only those that differ from the one before. */

typedef struct
{
  gint64 shop;
  GArray *readings; /* (owned) (element-type PasarReading) */
} PutData;

static void
put_data_free (PutData *self)
{
  g_array_unref (self->readings);
  g_free (self);
}

static gboolean
is_news (PasarSqlite *db, gint64 shop, const PasarReading *reading, gboolean *is, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT value FROM reading WHERE shop = ? AND item_id = ?"
                          " AND model_id = ? AND kind = ? ORDER BY at_ms DESC LIMIT 1",
                          PASAR_NUMBERS (shop, reading->item_id, reading->model_id, reading->kind),
                          error);

  if (statement == NULL)
    return FALSE;
  *is = !pasar_statement_next (statement)
        || pasar_statement_get_int64 (statement, 0) != reading->value;
  return pasar_statement_finish (statement, error);
}

static gboolean
put_readings (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const PutData *data = input;

  for (guint i = 0; i < data->readings->len; i++)
    {
      const PasarReading *reading = &g_array_index (data->readings, PasarReading, i);
      gboolean is = FALSE;

      if (!is_news (db, data->shop, reading, &is, error))
        return FALSE;
      if (!is)
        continue;
      if (!pasar_sqlite_run (db,
                             "INSERT OR REPLACE INTO reading"
                             " (shop, item_id, model_id, kind, at_ms, value)"
                             " VALUES (?, ?, ?, ?, ?, ?)",
                             PASAR_NUMBERS (data->shop,
                                            reading->item_id,
                                            reading->model_id,
                                            reading->kind,
                                            reading->at_ms,
                                            reading->value),
                             error)
          || !pasar_sqlite_run (db,
                                "DELETE FROM reading WHERE shop = ?1 AND item_id = ?2"
                                " AND model_id = ?3 AND kind = ?4 AND at_ms <="
                                " (SELECT at_ms FROM reading WHERE shop = ?1 AND item_id = ?2"
                                "   AND model_id = ?3 AND kind = ?4"
                                "   ORDER BY at_ms DESC LIMIT 1 OFFSET ?5)",
                                PASAR_NUMBERS (data->shop,
                                               reading->item_id,
                                               reading->model_id,
                                               reading->kind,
                                               PASAR_READINGS_MAX),
                                error))
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_store_put_readings_async:
 * @self: a store
 * @shop: row id
 * @readings: (element-type PasarReading): what was read, oldest first; not to be changed any more
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async) (nullable): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Keeps what differs from what was read before.
 */
void
pasar_store_put_readings_async (PasarStore *self,
                                gint64 shop,
                                GArray *readings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PutData *data = g_new0 (PutData, 1);

  data->shop = shop;
  data->readings = g_array_ref (readings);
  pasar_store_run (self,
                   TRUE,
                   put_readings,
                   data,
                   (GDestroyNotify) put_data_free,
                   cancellable,
                   callback,
                   user_data);
}

typedef struct
{
  gint64 shop;
  PasarReading of; /* without its value */
} Series;

static gboolean
list_readings (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const Series *series = input;
  GArray *readings = g_array_new (FALSE, FALSE, sizeof (PasarReading));
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT at_ms, value FROM reading WHERE shop = ? AND item_id = ?"
                          " AND model_id = ? AND kind = ? ORDER BY at_ms",
                          PASAR_NUMBERS (series->shop,
                                         series->of.item_id,
                                         series->of.model_id,
                                         series->of.kind),
                          error);

  output->object = readings;
  output->object_free = (GDestroyNotify) g_array_unref;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      PasarReading reading = series->of;

      reading.at_ms = pasar_statement_get_int64 (statement, 0);
      reading.value = pasar_statement_get_int64 (statement, 1);
      g_array_append_val (readings, reading);
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_list_readings_async:
 * @self: a store
 * @shop: row id
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @kind: what was read
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads what a row was seen to have. [method@Store.finish_object] gives a #GArray of #PasarReading,
 * oldest first: each value held until the next one.
 */
void
pasar_store_list_readings_async (PasarStore *self,
                                 gint64 shop,
                                 gint64 item_id,
                                 gint64 model_id,
                                 PasarReadingKind kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const Series series = {
    .shop = shop,
    .of = { .item_id = item_id, .model_id = model_id, .kind = kind },
  };

  pasar_store_run (self,
                   FALSE,
                   list_readings,
                   g_memdup2 (&series, sizeof series),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
