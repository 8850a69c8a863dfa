/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/ledger.h"
#include "store/private.h"

/* Values that the shop was seen to have: of each row only those that differ from the one before. */

#define OF_SERIES " shop = ?1 AND item_id = ?2 AND model_id = ?3 AND kind = ?4"

static gboolean
read_last (PasarSqlite *db,
           gint64 shop,
           const PasarReading *reading,
           PasarPastValue *last,
           gboolean *has_last,
           GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT at_ms, value FROM reading WHERE" OF_SERIES
                          " ORDER BY at_ms DESC LIMIT 1",
                          PASAR_NUMBERS (shop, reading->item_id, reading->model_id, reading->kind),
                          error);

  if (statement == NULL)
    return FALSE;
  *last = (PasarPastValue){ 0 };
  *has_last = pasar_statement_next (statement);
  if (*has_last)
    {
      last->at_ms = pasar_statement_get_int64 (statement, 0);
      last->value = pasar_statement_get_int64 (statement, 1);
    }
  return pasar_statement_finish (statement, error);
}

/* What is further ahead than readings are kept was never read: nothing could come after it. */
static gboolean
drop_ahead (PasarSqlite *db,
            gint64 shop,
            const PasarReading *reading,
            gint64 latest_ms,
            GError **error)
{
  return pasar_sqlite_run (db,
                           "DELETE FROM reading WHERE" OF_SERIES " AND at_ms > ?5",
                           PASAR_NUMBERS (shop,
                                          reading->item_id,
                                          reading->model_id,
                                          reading->kind,
                                          latest_ms),
                           error);
}

/* What is beyond the number, and what was over before the age. */
static gboolean
bound_series (PasarSqlite *db, gint64 shop, const PasarReading *reading, GError **error)
{
  return pasar_sqlite_run (db,
                           "DELETE FROM reading WHERE" OF_SERIES " AND at_ms < max ("
                           "   coalesce ((SELECT at_ms FROM reading WHERE" OF_SERIES
                           "     ORDER BY at_ms DESC LIMIT 1 OFFSET ?5), 0),"
                           "   coalesce ((SELECT max (at_ms) FROM reading WHERE" OF_SERIES
                           " AND at_ms <= ?6), 0))",
                           PASAR_NUMBERS (shop,
                                          reading->item_id,
                                          reading->model_id,
                                          reading->kind,
                                          PASAR_READINGS_MAX - 1,
                                          reading->at_ms - PASAR_READINGS_MAX_AGE_MS),
                           error);
}

/**
 * pasar_store_put_reading:
 * @db: a connection in a write transaction
 * @shop: row id
 * @reading: what was read, after what is kept of the row
 * @error: return location
 *
 * Keeps a reading if it differs from the one before; that there was no promotion before the first
 * one goes without saying. Where the clock was put back, it is taken for the next moment; what is
 * years ahead of it goes.
 *
 * Returns: whether it is written
 */
gboolean
pasar_store_put_reading (PasarSqlite *db, gint64 shop, const PasarReading *reading, GError **error)
{
  const gint64 latest_ms = reading->at_ms + PASAR_READINGS_MAX_AGE_MS;
  PasarPastValue last;
  gboolean has_last;

  if (!read_last (db, shop, reading, &last, &has_last, error)
      || (last.at_ms > latest_ms
          && (!drop_ahead (db, shop, reading, latest_ms, error)
              || !read_last (db, shop, reading, &last, &has_last, error))))
    return FALSE;
  if ((has_last || reading->kind == PASAR_READING_PROMOTION) && last.value == reading->value)
    return TRUE;
  return pasar_sqlite_run (db,
                           "INSERT INTO reading (shop, item_id, model_id, kind, at_ms, value)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
                           PASAR_NUMBERS (shop,
                                          reading->item_id,
                                          reading->model_id,
                                          reading->kind,
                                          MAX (reading->at_ms, last.at_ms + 1),
                                          reading->value),
                           error)
         && (!has_last || bound_series (db, shop, reading, error));
}

/**
 * pasar_store_remove_readings:
 * @db: a connection in a write transaction
 * @shop: row id
 * @item_id: an item that the shop does not have any more
 * @error: return location
 *
 * Forgets what was read of the item.
 *
 * Returns: whether it is done
 */
gboolean
pasar_store_remove_readings (PasarSqlite *db, gint64 shop, gint64 item_id, GError **error)
{
  return pasar_sqlite_run (db,
                           "DELETE FROM reading WHERE shop = ? AND item_id = ?",
                           PASAR_NUMBERS (shop, item_id),
                           error);
}

/**
 * pasar_past_new:
 *
 * Makes a past of which nothing is known.
 *
 * Returns: (transfer full): an empty past
 */
PasarPast *
pasar_past_new (void)
{
  PasarPast *self = g_new (PasarPast, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->read); i++)
    self->read[i] = g_array_new (FALSE, FALSE, sizeof (PasarPastValue));
  for (guint i = 0; i < G_N_ELEMENTS (self->written); i++)
    self->written[i] = g_array_new (FALSE, FALSE, sizeof (PasarPastValue));
  return self;
}

/**
 * pasar_past_free:
 * @self: (transfer full) (nullable): a past
 *
 * Frees it.
 */
void
pasar_past_free (PasarPast *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->read); i++)
    g_array_unref (self->read[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->written); i++)
    g_array_unref (self->written[i]);
  g_free (self);
}

typedef struct
{
  gint64 shop;
  gint64 item_id;
  gint64 model_id;
} RowOfShop;

/* Of kind, moment and value. */
static gboolean
take_values (PasarStatement *statement, GArray *const *series, guint n_series, GError **error)
{
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      const gint64 kind = pasar_statement_get_int64 (statement, 0);
      const PasarPastValue value = { pasar_statement_get_ms (statement, 1),
                                     pasar_statement_get_int64 (statement, 2) };

      if (kind >= 0 && kind < n_series)
        g_array_append_val (series[kind], value);
    }
  return pasar_statement_finish (statement, error);
}

static gboolean
read_past (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const RowOfShop *row = input;
  PasarPast *past = pasar_past_new ();
  g_autoptr (PasarStatement) read = pasar_sqlite_query (
      db,
      "SELECT kind, at_ms, value FROM reading WHERE shop = ?1 AND item_id = ?2 AND model_id = ?3"
      " UNION ALL SELECT kind, at_ms, value FROM reading"
      "   WHERE shop = ?1 AND item_id = 0 AND model_id = 0"
      " ORDER BY 1, 2",
      PASAR_NUMBERS (row->shop, row->item_id, row->model_id),
      error);
  g_autoptr (PasarStatement) written = NULL;

  output->object = past;
  output->object_free = (GDestroyNotify) pasar_past_free;
  if (!take_values (read, past->read, G_N_ELEMENTS (past->read), error))
    return FALSE;
  written = pasar_sqlite_query (
      db,
      "SELECT c.kind, iif (c.done_at_ms > 0, c.done_at_ms, c.sent_at_ms),"
      " coalesce (r.stored_value, r.new_value)"
      " FROM call_row AS r JOIN call AS c ON c.id = r.call"
      " JOIN submission AS s ON s.id = c.submission"
      " WHERE s.shop = ?1 AND r.item_id = ?2 AND r.model_id = ?3 AND r.state = ?4 ORDER BY 2",
      PASAR_NUMBERS (row->shop, row->item_id, row->model_id, PASAR_CHANGE_DONE),
      error);
  return take_values (written, past->written, G_N_ELEMENTS (past->written), error);
}

/**
 * pasar_store_read_past_async:
 * @self: a store
 * @shop: row id
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads what a row was seen to have, and what it was given. [method@Store.finish_object] gives a
 * #PasarPast.
 */
void
pasar_store_read_past_async (PasarStore *self,
                             gint64 shop,
                             gint64 item_id,
                             gint64 model_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const RowOfShop row = { shop, item_id, model_id };

  pasar_store_run (self,
                   FALSE,
                   read_past,
                   g_memdup2 (&row, sizeof row),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
