/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include <glib/gi18n-lib.h>

/* The journal's writes: a plan, what is about to be sent, and each outcome. Reading it back is in
 * history.c. */

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

typedef struct
{
  gint64 shop;
  GPtrArray *calls; /* (owned) (element-type PasarJournalCall): the work only reads them */
  gint64 *ids;      /* (owned): theirs, after the work */
} BeginData;

static void
begin_data_free (BeginData *self)
{
  g_ptr_array_unref (self->calls);
  g_free (self->ids);
  g_free (self);
}

static gboolean
write_location (PasarSqlite *db,
                gint64 call,
                gint64 position,
                guint nth,
                const PasarJournalLocation *location,
                GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "INSERT INTO call_location (call, position, nth, old_stock, new_stock, location_id)"
      " VALUES (?, ?, ?, ?, ?, ?)",
      PASAR_NUMBERS (call, position, nth, location->old_stock, location->new_stock),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 6, location->location_id);
  return pasar_statement_run (statement, error);
}

static gboolean
write_locations (PasarSqlite *db, gint64 call, const GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (rows, i);

      for (guint k = 0; row->locations != NULL && k < row->locations->len; k++)
        if (!write_location (db,
                             call,
                             row->position,
                             k,
                             &g_array_index (row->locations, PasarJournalLocation, k),
                             error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
write_row (PasarSqlite *db, gint64 call, const PasarJournalRow *row, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "INSERT INTO call_row (call, position, item_id, model_id, old_value, new_value, state,"
      " stored_value, reason, advice, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (call, position) DO UPDATE SET state = excluded.state,"
      " stored_value = excluded.stored_value, reason = excluded.reason, advice = excluded.advice",
      PASAR_NUMBERS (call,
                     row->position,
                     row->item_id,
                     row->model_id,
                     row->old_value,
                     row->new_value,
                     row->state,
                     row->stored_value),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 9, row->reason);
  pasar_statement_bind_text (statement, 10, row->advice);
  pasar_statement_bind_text (statement, 11, row->origin);
  return pasar_statement_run (statement, error);
}

static gboolean
write_rows (PasarSqlite *db, gint64 call, const GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!write_row (db, call, g_ptr_array_index (rows, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
insert_call (PasarSqlite *db,
             gint64 submission_id,
             const PasarJournalCall *call,
             gint64 *id,
             GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "INSERT INTO call (submission, kind, item_id, state, sent_at_ms, done_at_ms, code, message,"
      " request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      PASAR_NUMBERS (submission_id,
                     call->kind,
                     call->item_id,
                     call->state,
                     call->sent_at_ms,
                     call->done_at_ms),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 7, call->code);
  pasar_statement_bind_text (statement, 8, call->message);
  pasar_statement_bind_text (statement, 9, call->request_id);
  if (!pasar_statement_run (statement, error))
    return FALSE;
  *id = pasar_sqlite_get_last_id (db);
  return write_rows (db, *id, call->rows, error) && write_locations (db, *id, call->rows, error);
}

static gboolean
begin_submission (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  BeginData *data = input;

  if (!pasar_sqlite_run (db,
                         "INSERT INTO submission (shop, created_at_ms) VALUES (?, ?)",
                         PASAR_NUMBERS (data->shop, now_ms ()),
                         error))
    return FALSE;
  output->number = pasar_sqlite_get_last_id (db);
  for (guint i = 0; i < data->calls->len; i++)
    if (!insert_call (db, output->number, g_ptr_array_index (data->calls, i), &data->ids[i], error))
      return FALSE;
  return TRUE;
}

/**
 * pasar_store_begin_submission_async:
 * @self: a store
 * @shop: row id
 * @calls: (element-type PasarJournalCall): the plan; the finish sets the `id` of each
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Records the whole plan, before anything of it is sent. The work reads the caller's own calls:
 * neither @calls nor what is in it may change until the finish.
 */
void
pasar_store_begin_submission_async (PasarStore *self,
                                    gint64 shop,
                                    GPtrArray *calls,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  BeginData *data;

  g_return_if_fail (calls != NULL);

  data = g_new0 (BeginData, 1);
  data->shop = shop;
  data->calls = g_ptr_array_ref (calls);
  data->ids = g_new0 (gint64, calls->len);
  pasar_store_run (self,
                   TRUE,
                   begin_submission,
                   data,
                   (GDestroyNotify) begin_data_free,
                   cancellable,
                   callback,
                   user_data);
}

/**
 * pasar_store_begin_submission_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Send nothing before it, or nothing would be known of it after a crash. Errors:
 * `PASAR_STORE_ERROR`.
 *
 * Returns: the submission's id, -1 on error
 */
gint64
pasar_store_begin_submission_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  const gint64 id = pasar_store_finish_number (self, result, error);
  const BeginData *data = pasar_store_get_input (result);

  for (guint i = 0; id >= 0 && i < data->calls->len; i++)
    ((PasarJournalCall *) g_ptr_array_index (data->calls, i))->id = data->ids[i];
  return id;
}

typedef struct
{
  gint64 *call_ids; /* (owned) (array length=n_calls) */
  guint n_calls;
} SentData;

static void
sent_data_free (SentData *self)
{
  g_free (self->call_ids);
  g_free (self);
}

/* What was just written was in the journal. */
static gboolean
check_changed (PasarSqlite *db, GError **error)
{
  if (pasar_sqlite_get_n_changed (db) > 0)
    return TRUE;
  g_set_error_literal (error,
                       PASAR_STORE_ERROR,
                       PASAR_STORE_ERROR_FAILED,
                       _ ("This submission is no longer kept here. Refresh the shop and review "
                          "your changes again."));
  return FALSE;
}

static gboolean
mark_sent (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const SentData *data = input;

  for (guint i = 0; i < data->n_calls; i++)
    if (!pasar_sqlite_run (db,
                           "UPDATE call SET state = ?, sent_at_ms = ? WHERE id = ?",
                           PASAR_NUMBERS (PASAR_CALL_SENT, now_ms (), data->call_ids[i]),
                           error)
        || !check_changed (db, error))
      return FALSE;
  return TRUE;
}

/**
 * pasar_store_mark_sent_async:
 * @self: a store
 * @call_ids: (array length=n_calls): ids of journalled calls
 * @n_calls: their number
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Records that the calls are about to be sent, now. They must not be sent when this fails; it fails
 * for all where one is not in the journal.
 */
void
pasar_store_mark_sent_async (PasarStore *self,
                             const gint64 *call_ids,
                             guint n_calls,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SentData *data;

  g_return_if_fail (n_calls == 0 || call_ids != NULL);

  data = g_new0 (SentData, 1);
  data->call_ids = g_memdup2 (call_ids, n_calls * sizeof *call_ids);
  data->n_calls = n_calls;
  pasar_store_run (self,
                   TRUE,
                   mark_sent,
                   data,
                   (GDestroyNotify) sent_data_free,
                   cancellable,
                   callback,
                   user_data);
}

typedef struct
{
  gint64 shop;
  PasarJournalCall *call;  /* (owned) */
  GBytes *item;            /* (owned) (nullable) */
  PasarLogRecord *settled; /* (owned) (nullable) */
} RecordData;

static void
record_data_free (RecordData *self)
{
  pasar_journal_call_free (self->call);
  g_clear_pointer (&self->item, g_bytes_unref);
  g_clear_pointer (&self->settled, pasar_log_record_free);
  g_free (self);
}

static gboolean
update_call (PasarSqlite *db, const RecordData *data, GError **error)
{
  const PasarJournalCall *call = data->call;
  gboolean ended = call->state == PASAR_CALL_DONE || call->state == PASAR_CALL_FAILED;
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "UPDATE call SET state = ?1, sent_at_ms = iif (?2 = 0, sent_at_ms, ?2), done_at_ms = ?3,"
      " code = ?6, message = ?7, request_id = ?8 WHERE id = ?4"
      " AND submission IN (SELECT id FROM submission WHERE shop = ?5)",
      PASAR_NUMBERS (call->state,
                     call->sent_at_ms,
                     call->done_at_ms == 0 && ended ? now_ms () : call->done_at_ms,
                     call->id,
                     data->shop),
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 6, call->code);
  pasar_statement_bind_text (statement, 7, call->message);
  pasar_statement_bind_text (statement, 8, call->request_id);
  return pasar_statement_run (statement, error) && check_changed (db, error);
}

/* Of a submission that has ended. */
static gboolean
seal_again (PasarSqlite *db, gint64 call, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT submission FROM call WHERE id = ?",
                          PASAR_NUMBERS (call),
                          error);
  gint64 submission = 0;

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    submission = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error)
         && pasar_store_seal_submission (db, submission, error);
}

/* What the shop took it has from then on. */
static gboolean
put_readings (PasarSqlite *db, const RecordData *data, GError **error)
{
  const PasarJournalCall *call = data->call;

  for (guint i = 0; call->kind != PASAR_CALL_BOOST && i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);
      const PasarReading reading = {
        .item_id = row->item_id,
        .model_id = row->model_id,
        .kind = call->kind == PASAR_CALL_PRICE ? PASAR_READING_PRICE : PASAR_READING_STOCK,
        .at_ms = now_ms (),
        .value = row->stored_value != G_MININT64 ? row->stored_value : row->new_value,
      };

      if (row->state == PASAR_CHANGE_DONE && reading.value != G_MININT64
          && !pasar_store_put_reading (db, data->shop, &reading, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
record_call (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const RecordData *data = input;
  const PasarJournalCall *call = data->call;

  if (!update_call (db, data, error) || !write_rows (db, call->id, call->rows, error)
      || !seal_again (db, call->id, error) || !put_readings (db, data, error))
    return FALSE;
  if (data->item != NULL
      && !pasar_store_put_item (db, data->shop, call->item_id, data->item, error))
    return FALSE;
  return data->settled == NULL || pasar_store_append_record (db, data->shop, data->settled, error);
}

/**
 * pasar_store_record_call_async:
 * @self: a store
 * @shop: row id
 * @call: a journalled call with its outcome; its `id` as given by the store
 * @item: (nullable): packed item for the cache
 * @settled: (nullable): what it means for what is staged
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Records the state and outcome that @call has now, and with it, as one, @item and @settled. A
 * `sent_at_ms` of 0 leaves what is kept; a `done_at_ms` of 0 of an ended call is now.
 */
void
pasar_store_record_call_async (PasarStore *self,
                               gint64 shop,
                               const PasarJournalCall *call,
                               GBytes *item,
                               const PasarLogRecord *settled,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RecordData *data;

  g_return_if_fail (call != NULL);

  data = g_new0 (RecordData, 1);
  data->shop = shop;
  data->call = pasar_journal_call_copy (call);
  data->item = item != NULL ? g_bytes_ref (item) : NULL;
  data->settled = settled != NULL ? pasar_log_record_copy (settled) : NULL;
  pasar_store_run (self,
                   TRUE,
                   record_call,
                   data,
                   (GDestroyNotify) record_data_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
end_submission (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const gint64 *id = input;

  return pasar_sqlite_run (db,
                           "UPDATE submission SET finished_at_ms = ?2 WHERE id = ?1",
                           PASAR_NUMBERS (*id, now_ms ()),
                           error)
         && check_changed (db, error)
         && pasar_sqlite_run (
             db,
             "UPDATE call_row SET state = ?2 WHERE state = 0"
             " AND call IN (SELECT id FROM call WHERE submission = ?1 AND state = 0)",
             PASAR_NUMBERS (*id, PASAR_CHANGE_SKIPPED),
             error)
         && pasar_sqlite_run (db,
                              "UPDATE call SET state = ?2 WHERE submission = ?1 AND state = 0",
                              PASAR_NUMBERS (*id, PASAR_CALL_SKIPPED),
                              error)
         && pasar_store_seal_submission (db, *id, error);
}

/* The statements above know them by number. */
G_STATIC_ASSERT (PASAR_CALL_PLANNED == 0);
G_STATIC_ASSERT (PASAR_CHANGE_READY == 0);

/**
 * pasar_store_end_submission_async:
 * @self: a store
 * @submission: its id
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Ends a submission, now, and seals it. Calls that were not sent become skipped with their open
 * rows; calls that were sent stay as they are.
 */
void
pasar_store_end_submission_async (PasarStore *self,
                                  gint64 submission,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  pasar_store_run (self,
                   TRUE,
                   end_submission,
                   g_memdup2 (&submission, sizeof submission),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
