/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include <glib/gi18n-lib.h>

/* The journal's writes: a plan, what is about to be sent, and each outcome. Reading it back is in
 * history.c. */

/* Numbers of PasarField, which the store does not see. */
#define FIELD_PRICE 0
#define FIELD_STOCK 1

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
set_not_in_journal_error (GError **error)
{
  g_set_error_literal (error,
                       PASAR_STORE_ERROR,
                       PASAR_STORE_ERROR_FAILED,
                       _ ("This submission is no longer kept here. Refresh the shop and review "
                          "your changes again."));
}

typedef struct
{
  gint64 shop;
  GPtrArray
      *plan; /* (owned) (element-type PasarJournalCall) copies, with their ids after the work */
  GPtrArray *calls;     /* (owned) the caller's own, touched by the finish only */
  gint64 submission_id; /* output */
} BeginData;

static void
begin_data_free (BeginData *self)
{
  g_ptr_array_unref (self->plan);
  g_ptr_array_unref (self->calls);
  g_free (self);
}

static gboolean
write_locations (PasarSqlite *db, const PasarJournalCall *call, guint position, GError **error)
{
  const PasarJournalRow *row = g_ptr_array_index (call->rows, position);
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "INSERT INTO call_location (call, position, nth, location_id, stock) VALUES (?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; row->locations != NULL && i < row->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (row->locations, PasarJournalLocation, i);

      pasar_statement_bind_int64 (statement, 1, call->id);
      pasar_statement_bind_int64 (statement, 2, position);
      pasar_statement_bind_int64 (statement, 3, i);
      pasar_statement_bind_text (statement, 4, location->location_id);
      pasar_statement_bind_int64 (statement, 5, location->stock);
      if (!pasar_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* How the stock of a call is sent may change between the plan and the sending. */
static gboolean
write_all_locations (PasarSqlite *db, const PasarJournalCall *call, GError **error)
{
  g_autoptr (PasarStatement) statement = NULL;

  if (call->kind != PASAR_CALL_STOCK)
    return TRUE;
  statement = pasar_sqlite_prepare (db, "DELETE FROM call_location WHERE call = ?", error);
  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, call->id);
  if (!pasar_statement_run (statement, error))
    return FALSE;
  for (guint i = 0; i < call->rows->len; i++)
    if (!write_locations (db, call, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_rows (PasarSqlite *db, const PasarJournalCall *call, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "INSERT INTO call_row (call, position, item_id, model_id, old_value, new_value, state,"
      " stored_value, reason, advice) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (call, position) DO UPDATE SET state = excluded.state,"
      " stored_value = excluded.stored_value, reason = excluded.reason, advice = excluded.advice",
      error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      pasar_statement_bind_int64 (statement, 1, call->id);
      pasar_statement_bind_int64 (statement, 2, i);
      pasar_statement_bind_int64 (statement, 3, row->item_id);
      pasar_statement_bind_int64 (statement, 4, row->model_id);
      pasar_statement_bind_value (statement, 5, row->old_value);
      pasar_statement_bind_value (statement, 6, row->new_value);
      pasar_statement_bind_int64 (statement, 7, row->state);
      pasar_statement_bind_value (statement, 8, row->stored_value);
      pasar_statement_bind_text (statement, 9, row->reason);
      pasar_statement_bind_text (statement, 10, row->advice);
      if (!pasar_statement_run (statement, error))
        return FALSE;
    }
  return write_all_locations (db, call, error);
}

static gboolean
insert_call (PasarSqlite *db, gint64 submission_id, PasarJournalCall *call, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "INSERT INTO call (submission, kind, item_id, state, sent_at_ms, done_at_ms, code, message,"
      " request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, submission_id);
  pasar_statement_bind_int64 (statement, 2, call->kind);
  pasar_statement_bind_int64 (statement, 3, call->item_id);
  pasar_statement_bind_int64 (statement, 4, call->state);
  pasar_statement_bind_int64 (statement, 5, call->sent_at_ms);
  pasar_statement_bind_int64 (statement, 6, call->done_at_ms);
  pasar_statement_bind_text (statement, 7, call->code);
  pasar_statement_bind_text (statement, 8, call->message);
  pasar_statement_bind_text (statement, 9, call->request_id);
  if (!pasar_statement_run (statement, error))
    return FALSE;
  call->id = pasar_sqlite_get_last_id (db);
  return write_rows (db, call, error);
}

static gboolean
begin_submission (PasarSqlite *db, gpointer user_data, GError **error)
{
  BeginData *data = user_data;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db,
                            "INSERT INTO submission (shop, created_at_ms) VALUES (?, ?)",
                            error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, data->shop);
  pasar_statement_bind_int64 (statement, 2, now_ms ());
  if (!pasar_statement_run (statement, error))
    return FALSE;
  data->submission_id = pasar_sqlite_get_last_id (db);
  for (guint i = 0; i < data->plan->len; i++)
    {
      if (!insert_call (db, data->submission_id, g_ptr_array_index (data->plan, i), error))
        return FALSE;
    }
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
 * Records the whole plan, before anything of it is sent. Calls are neither added to nor taken from
 * @calls until the finish.
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

  g_return_if_fail (PASAR_IS_STORE (self));
  g_return_if_fail (calls != NULL);

  data = g_new0 (BeginData, 1);
  data->shop = shop;
  data->plan = g_ptr_array_new_full (calls->len, (GDestroyNotify) pasar_journal_call_free);
  for (guint i = 0; i < calls->len; i++)
    g_ptr_array_add (data->plan, pasar_journal_call_copy (g_ptr_array_index (calls, i)));
  data->calls = g_ptr_array_ref (calls);
  pasar_store_write (self,
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
 * Returns: the submission's id, 0 on error
 */
gint64
pasar_store_begin_submission_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  const BeginData *data = pasar_store_take_data (self, result, begin_submission, error);

  if (data == NULL)
    return 0;
  for (guint i = 0; i < MIN (data->plan->len, data->calls->len); i++)
    {
      const PasarJournalCall *planned = g_ptr_array_index (data->plan, i);
      PasarJournalCall *call = g_ptr_array_index (data->calls, i);

      call->id = planned->id;
    }
  return data->submission_id;
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

static gboolean
mark_sent (PasarSqlite *db, gpointer user_data, GError **error)
{
  const SentData *data = user_data;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db, "UPDATE call SET state = ?, sent_at_ms = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < data->n_calls; i++)
    {
      pasar_statement_bind_int64 (statement, 1, PASAR_CALL_SENT);
      pasar_statement_bind_int64 (statement, 2, now_ms ());
      pasar_statement_bind_int64 (statement, 3, data->call_ids[i]);
      if (!pasar_statement_run (statement, error))
        return FALSE;
      if (pasar_sqlite_get_n_changed (db) == 0)
        {
          set_not_in_journal_error (error);
          return FALSE;
        }
    }
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

  g_return_if_fail (PASAR_IS_STORE (self));
  g_return_if_fail (n_calls == 0 || call_ids != NULL);

  data = g_new0 (SentData, 1);
  data->call_ids = g_memdup2 (call_ids, n_calls * sizeof *call_ids);
  data->n_calls = n_calls;
  pasar_store_write (self,
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
  PasarJournalCall *call; /* (owned) */
  GBytes *item;           /* (owned) (nullable) */
} RecordData;

static void
record_data_free (RecordData *self)
{
  pasar_journal_call_free (self->call);
  g_clear_pointer (&self->item, g_bytes_unref);
  g_free (self);
}

static gboolean
update_call (PasarSqlite *db, const RecordData *data, GError **error)
{
  const PasarJournalCall *call = data->call;
  gboolean ended = call->state == PASAR_CALL_DONE || call->state == PASAR_CALL_FAILED;
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "UPDATE call SET state = ?1, sent_at_ms = iif (?2 = 0, sent_at_ms, ?2), done_at_ms = ?3, code = ?4,"
      " message = ?5, request_id = ?6 WHERE id = ?7"
      " AND submission IN (SELECT id FROM submission WHERE shop = ?8)",
      error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, call->state);
  pasar_statement_bind_int64 (statement, 2, call->sent_at_ms);
  pasar_statement_bind_int64 (statement,
                              3,
                              call->done_at_ms == 0 && ended ? now_ms () : call->done_at_ms);
  pasar_statement_bind_text (statement, 4, call->code);
  pasar_statement_bind_text (statement, 5, call->message);
  pasar_statement_bind_text (statement, 6, call->request_id);
  pasar_statement_bind_int64 (statement, 7, call->id);
  pasar_statement_bind_int64 (statement, 8, data->shop);
  if (!pasar_statement_run (statement, error))
    return FALSE;
  if (pasar_sqlite_get_n_changed (db) > 0)
    return TRUE;
  set_not_in_journal_error (error);
  return FALSE;
}

/* A cell that the seller has changed again meanwhile stays as it is: neither outcome speaks of its
 * new value. */
static gboolean
settle_staged (PasarSqlite *db, const RecordData *data, gint64 field, GError **error)
{
  const GPtrArray *rows = data->call->rows;
  g_autoptr (PasarStatement) drop =
      pasar_sqlite_prepare (db,
                            "DELETE FROM staged WHERE shop = ? AND item_id = ? AND model_id = ?"
                            " AND field = ? AND value = ?",
                            error);
  g_autoptr (PasarStatement) refuse = NULL;

  if (drop == NULL)
    return FALSE;
  refuse = pasar_sqlite_prepare (db,
                                 "UPDATE staged SET refusal = ?6, base = iif (?7, ?8, base)"
                                 " WHERE shop = ?1 AND item_id = ?2 AND model_id = ?3"
                                 " AND field = ?4 AND value = ?5",
                                 error);
  if (refuse == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (rows, i);
      PasarStatement *statement = row->state == PASAR_CHANGE_DONE ? drop : refuse;
      g_autofree char *refusal = NULL; /* until the statement ran */

      if (row->state != PASAR_CHANGE_DONE && row->state != PASAR_CHANGE_REFUSED
          && row->state != PASAR_CHANGE_UNCERTAIN)
        continue;
      pasar_statement_bind_int64 (statement, 1, data->shop);
      pasar_statement_bind_int64 (statement, 2, row->item_id);
      pasar_statement_bind_int64 (statement, 3, row->model_id);
      pasar_statement_bind_int64 (statement, 4, field);
      pasar_statement_bind_value (statement, 5, row->new_value);
      if (statement == refuse)
        {
          refusal = pasar_journal_row_dup_refusal (row);
          pasar_statement_bind_text (statement, 6, refusal);
          pasar_statement_bind_int64 (statement, 7, row->state == PASAR_CHANGE_UNCERTAIN);
          pasar_statement_bind_value (statement, 8, row->old_value);
        }
      if (!pasar_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
record_call (PasarSqlite *db, gpointer user_data, GError **error)
{
  const RecordData *data = user_data;
  const PasarJournalCall *call = data->call;

  if (!update_call (db, data, error) || !write_rows (db, call, error))
    return FALSE;
  if (data->item != NULL
      && !pasar_store_put_item (db, data->shop, call->item_id, data->item, error))
    return FALSE;
  switch (call->kind)
    {
    case PASAR_CALL_PRICE:
      return settle_staged (db, data, FIELD_PRICE, error);
    case PASAR_CALL_STOCK:
      return settle_staged (db, data, FIELD_STOCK, error);
    case PASAR_CALL_BOOST:
    default:
      return TRUE;
    }
}

/**
 * pasar_store_record_call_async:
 * @self: a store
 * @shop: row id
 * @call: a journalled call with its outcome; its `id` as given by the store
 * @item: (nullable): packed item for the cache
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Records the state and outcome that @call has now. With it, as one: the staged value of each row
 * that is done goes, and the reason of each row that is refused is kept with its staged value; both
 * only where the value is still the one that was sent. A `sent_at_ms` of 0 leaves what is kept; a
 * `done_at_ms` of 0 of an ended call is now.
 */
void
pasar_store_record_call_async (PasarStore *self,
                               gint64 shop,
                               const PasarJournalCall *call,
                               GBytes *item,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RecordData *data;

  g_return_if_fail (PASAR_IS_STORE (self));
  g_return_if_fail (call != NULL);

  data = g_new0 (RecordData, 1);
  data->shop = shop;
  data->call = pasar_journal_call_copy (call);
  data->item = item != NULL ? g_bytes_ref (item) : NULL;
  pasar_store_write (self,
                     record_call,
                     data,
                     (GDestroyNotify) record_data_free,
                     cancellable,
                     callback,
                     user_data);
}

static gboolean
run_for_submission (PasarSqlite *db, const char *sql, gint64 id, gint64 value, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, id);
  pasar_statement_bind_int64 (statement, 2, value);
  return pasar_statement_run (statement, error);
}

static gboolean
end_submission (PasarSqlite *db, gpointer user_data, GError **error)
{
  const gint64 *id = user_data;

  if (!run_for_submission (db,
                           "UPDATE submission SET finished_at_ms = ?2 WHERE id = ?1",
                           *id,
                           now_ms (),
                           error))
    return FALSE;
  if (pasar_sqlite_get_n_changed (db) == 0)
    {
      set_not_in_journal_error (error);
      return FALSE;
    }
  return run_for_submission (
             db,
             "UPDATE call_row SET state = ?2 WHERE state = 0"
             " AND call IN (SELECT id FROM call WHERE submission = ?1 AND state = 0)",
             *id,
             PASAR_CHANGE_SKIPPED,
             error)
         && run_for_submission (db,
                                "UPDATE call SET state = ?2 WHERE submission = ?1 AND state = 0",
                                *id,
                                PASAR_CALL_SKIPPED,
                                error);
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
 * Ends a submission, now. Calls that were not sent become skipped with their open rows; calls that
 * were sent stay as they are.
 */
void
pasar_store_end_submission_async (PasarStore *self,
                                  gint64 submission,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));

  pasar_store_write (self,
                     end_submission,
                     g_memdup2 (&submission, sizeof submission),
                     g_free,
                     cancellable,
                     callback,
                     user_data);
}
