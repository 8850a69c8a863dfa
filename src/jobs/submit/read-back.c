/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/load-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util.h"
#include "jobs/submit/read-back.h"

#include <glib/gi18n-lib.h>

/* Prices and stock are absolute: what became of a write whose answer was lost is what the shop has
 * now. */

typedef struct
{
  GPtrArray *calls; /* (element-type PasarJournalCall) (owned container) */
  PasarJob *load;
  gint64 started_at; /* monotonic, µs */
  gulong cancelled_id;
  guint n_recording;
  GError *error; /* (nullable) */
} ReadBack;

static void
read_back_free (gpointer data)
{
  ReadBack *read_back = data;

  g_clear_pointer (&read_back->calls, g_ptr_array_unref);
  g_clear_object (&read_back->load);
  g_clear_error (&read_back->error);
  g_free (read_back);
}

static GArray *
dup_item_ids (GPtrArray *calls)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (calls, i);

      g_array_append_val (ids, call->item_id);
    }
  return ids;
}

static void
settle_row (PasarCatalogue *catalogue, PasarField field, PasarJournalRow *row)
{
  const guint number = pasar_catalogue_find (catalogue, row->item_id, row->model_id);
  gint64 value;

  if (number == PASAR_NO_ROW || pasar_catalogue_row_is_header (catalogue, number)
      || pasar_catalogue_row_get_problem (catalogue, number, field) == PASAR_RULE_GONE)
    {
      pasar_journal_row_set (row,
                             PASAR_ROW_REFUSED,
                             _ ("The shop no longer has this item or variation."),
                             _ ("Discard the change."));
      return;
    }
  value = pasar_catalogue_row_get_value (catalogue, number, field);
  row->stored_value = value;
  if (value == row->new_value)
    pasar_journal_row_set (row, PASAR_ROW_DONE, NULL, NULL);
  else if (value == row->old_value)
    pasar_journal_row_set (
        row,
        PASAR_ROW_REFUSED,
        _ ("This change was not taken: no answer came, and the shop still has the old value."),
        _ ("Submit it again."));
  else
    pasar_journal_row_set (row,
                           PASAR_ROW_REFUSED,
                           _ ("This change was not taken: the shop has another value now."),
                           _ ("Look at the value, then submit again."));
}

/* An item that another submission wrote meanwhile was not taken from what was read. */
static void
settle_call (PasarSession *session, const ReadBack *read_back, PasarJournalCall *call)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  PasarLoadJob *load = PASAR_LOAD_JOB (read_back->load);
  const gboolean was_read =
      pasar_load_job_has_read (load, call->item_id)
      && !pasar_session_was_settled_since (session, call->item_id, read_back->started_at);
  const gboolean is_missing = pasar_load_job_is_missing (load, call->item_id);

  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (row->state != PASAR_ROW_OPEN && row->state != PASAR_ROW_UNKNOWN)
        continue;
      if (was_read)
        settle_row (pasar_session_get_catalogue (session), field, row);
      else if (is_missing)
        pasar_journal_row_set (row,
                               PASAR_ROW_REFUSED,
                               _ ("The shop no longer has this item or variation."),
                               _ ("Discard the change."));
      else
        pasar_journal_row_set (row,
                               PASAR_ROW_UNKNOWN,
                               _ ("No answer came, and the shop could not be read since."),
                               _ ("It is settled as soon as the shop can be read again."));
    }
  call->state = pasar_journal_call_has_unknown (call) ? PASAR_CALL_SENT : PASAR_CALL_DONE;
  call->done_at = pasar_now_ms ();
}

static void
end_if_recorded (GTask *task)
{
  ReadBack *read_back = g_task_get_task_data (task);

  if (read_back->n_recording != 0)
    return;
  if (read_back->error != NULL)
    g_task_return_error (task, g_steal_pointer (&read_back->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadBack *read_back = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pasar_session_record_finish (PASAR_SESSION (source), result, &error)
      && read_back->error == NULL)
    read_back->error = g_steal_pointer (&error);
  read_back->n_recording--;
  end_if_recorded (task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ReadBack *read_back = g_task_get_task_data (task);
  PasarSession *session = g_task_get_source_object (task);

  pasar_job_run_finish (PASAR_JOB (source), result, &read_back->error);
  g_cancellable_disconnect (g_task_get_cancellable (task), read_back->cancelled_id);
  for (guint i = 0; i < read_back->calls->len; i++)
    settle_call (session, read_back, g_ptr_array_index (read_back->calls, i));
  read_back->n_recording = read_back->calls->len;
  for (guint i = 0; i < read_back->calls->len; i++)
    pasar_session_record_async (session,
                                g_ptr_array_index (read_back->calls, i),
                                recorded_cb,
                                g_object_ref (task));
  end_if_recorded (task);
}

static void
cancelled_cb (GCancellable *cancellable, PasarJob *load)
{
  pasar_job_cancel (load);
}

/**
 * pasar_read_back_async:
 * @session: an open shop
 * @calls: (element-type PasarJournalCall): price and stock calls, the caller's until
 *   @callback, not to be looked at before
 * @cancellable: (nullable): stops reading; what was read is still settled
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Reads the items of calls whose answer was lost, sets the outcome of each row that was
 * open or unknown, and records each call. Rows that could not be read are unknown and
 * their call stays sent.
 */
void
pasar_read_back_async (PasarSession *session,
                       GPtrArray *calls,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  ReadBack *read_back = g_new0 (ReadBack, 1);
  g_autoptr (GArray) ids = dup_item_ids (calls);

  g_task_set_source_tag (task, pasar_read_back_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, read_back, read_back_free);
  read_back->calls = g_ptr_array_ref (calls);
  read_back->started_at = g_get_monotonic_time ();
  read_back->load = pasar_load_job_new_for_items (session, (const gint64 *) ids->data, ids->len);
  pasar_job_run_async (read_back->load, loaded_cb, task);
  if (cancellable != NULL)
    read_back->cancelled_id = g_cancellable_connect (cancellable,
                                                     G_CALLBACK (cancelled_cb),
                                                     g_object_ref (read_back->load),
                                                     g_object_unref);
}

/**
 * pasar_read_back_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether the items could be read and the outcomes recorded; single items that
 *   could not be read are no error
 */
gboolean
pasar_read_back_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_read_back_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
