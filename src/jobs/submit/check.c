/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/check-private.h"
#include "jobs/submit/journal-util-private.h"

/* Between the calls of a submission the shop is read, in one go: the items that are about to be
 * written, for what has moved, and those that were, for what it took. What it said that it took may
 * show some time later: only the last of several looks says that it took another value. */

typedef struct
{
  GPtrArray *next;    /* (element-type PasarJournalCall) (owned container) */
  GPtrArray *written; /* (element-type PasarJournalCall) (owned container) */
  gboolean is_patient;
  PasarCheckHold hold;
  PasarLooksChanged changed;
  gpointer data;

  /* In progress. */
  guint nth;         /* look */
  GHashTable *asked; /* (element-type gint64): items that this look reads */
  PasarJob *load;    /* (nullable): of this look */
  gint64 looked_at;  /* by pasar_session_clock() */
  guint n_recording;
  guint n_other;
  GError *error; /* (nullable) */
} Check;

static void read_items (GTask *owned_task);

static void
check_free (gpointer data)
{
  Check *check = data;

  g_ptr_array_unref (check->next);
  g_ptr_array_unref (check->written);
  g_hash_table_unref (check->asked);
  g_clear_object (&check->load);
  g_clear_error (&check->error);
  g_free (check);
}

static gint64
get_window (PasarSession *session)
{
  return session->timing.write_looks_ms;
}

static PasarField
get_field (const PasarJournalCall *call)
{
  return call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
}

/* A stock that is neither the old one nor the one that was sent is of one that was taken, and of
 * which some were sold. */
static gboolean
is_row_seen (PasarCatalogue *catalogue, const PasarJournalCall *call, const PasarJournalRow *row)
{
  const guint number =
      pasar_catalogue_find_editable (catalogue, (PasarRowKey){ row->item_id, row->model_id });

  if (row->state != PASAR_CHANGE_DONE || number == PASAR_NO_ROW
      || pasar_catalogue_read_row (catalogue, number).is_gone)
    return TRUE;
  if (call->kind == PASAR_CALL_STOCK)
    return !pasar_outcome_is_at_shop (row, PASAR_FIELD_STOCK, FALSE, catalogue);
  return pasar_catalogue_read_field (catalogue, number, PASAR_FIELD_PRICE).value
         == (row->stored_value != G_MININT64 ? row->stored_value : row->new_value);
}

static gboolean
was_read (PasarSession *session, const Check *check, const PasarJournalCall *call)
{
  return check->load != NULL
         && pasar_load_job_has_read (PASAR_LOAD_JOB (check->load), call->item_id)
         && !pasar_session_was_settled_since (session, call->item_id, check->looked_at);
}

static gboolean
is_seen (PasarSession *session, const Check *check, const PasarJournalCall *call)
{
  if (!was_read (session, check, call))
    return check->load != NULL
           && pasar_load_job_is_missing (PASAR_LOAD_JOB (check->load), call->item_id);
  for (guint i = 0; i < call->rows->len; i++)
    if (!is_row_seen (pasar_session_get_catalogue (session),
                      call,
                      g_ptr_array_index (call->rows, i)))
      return FALSE;
  return TRUE;
}

static void
return_if_recorded (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Check *check = g_task_get_task_data (task);

  if (check->n_recording != 0)
    return;
  if (check->error != NULL)
    g_task_return_error (task, g_steal_pointer (&check->error));
  else
    g_task_return_int (task, check->n_other);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Check *check = g_task_get_task_data (user_data);
  g_autoptr (GError) error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error) && check->error == NULL)
    check->error = g_steal_pointer (&error);
  check->n_recording--;
  return_if_recorded (user_data);
}

/* What is staged was settled by the answer: this says only what the shop made of it. */
static void
tell_other (GTask *task, PasarJournalCall *call)
{
  PasarSession *session = g_task_get_source_object (task);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  Check *check = g_task_get_task_data (task);

  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (is_row_seen (catalogue, call, row))
        continue;
      row->stored_value =
          pasar_catalogue_read_field (catalogue,
                                      pasar_catalogue_find_editable (catalogue,
                                                                     (PasarRowKey){
                                                                         row->item_id,
                                                                         row->model_id }),
                                      get_field (call))
              .value;
      check->n_other++;
    }
  check->changed (call, check->data);
  check->n_recording++;
  pasar_store_record_call_async (pasar_session_get_store (session),
                                 pasar_session_get_shop (session)->id,
                                 call,
                                 NULL,
                                 NULL,
                                 NULL,
                                 recorded_cb,
                                 g_object_ref (task));
}

/* Ends the last look. Of what could not be read the answer of the shop stands. */
static void
tell_others (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Check *check = g_task_get_task_data (task);

  check->n_recording++;
  for (guint i = 0; i < check->written->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (check->written, i);

      if (was_read (g_task_get_source_object (task), check, call))
        tell_other (task, call);
    }
  g_ptr_array_set_size (check->written, 0);
  check->n_recording--;
  return_if_recorded (g_steal_pointer (&task));
}

static gboolean
due_cb (gpointer user_data)
{
  Check *check = g_task_get_task_data (user_data);

  check->nth++;
  read_items (g_object_ref (user_data));
  return G_SOURCE_REMOVE;
}

static void
hold_next (Check *check)
{
  for (guint i = 0; i < check->next->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (check->next, i);
      const gboolean was_asked = g_hash_table_contains (check->asked, &call->item_id);

      check->hold (call, was_asked ? PASAR_LOAD_JOB (check->load) : NULL, check->data);
      check->changed (call, check->data);
    }
}

/* Takes the task over. */
static void
judge (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  PasarSession *session = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);
  const gint64 window_ms = get_window (session);

  if (check->nth == 0)
    hold_next (check);
  for (guint i = check->written->len; i > 0; i--)
    if (is_seen (session, check, g_ptr_array_index (check->written, i - 1)))
      g_ptr_array_remove_index (check->written, i - 1);
  if (!check->is_patient || check->written->len == 0)
    g_task_return_int (task, 0);
  else if (pasar_looks_is_last (window_ms, check->nth))
    tell_others (g_steal_pointer (&task));
  else
    pasar_looks_wait (window_ms, check->nth, g_steal_pointer (&task), due_cb);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_job_run_finish (PASAR_JOB (source), result, &error))
    judge (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
ask (Check *check, GArray *ids, gint64 item_id)
{
  if (g_hash_table_add (check->asked, g_memdup2 (&item_id, sizeof item_id)))
    g_array_append_val (ids, item_id);
}

/* Takes the task over. */
static void
read_items (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  PasarSession *session = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  check->looked_at = pasar_session_clock ();
  g_hash_table_remove_all (check->asked);
  for (guint i = 0; check->nth == 0 && i < check->next->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (check->next, i);

      if (!pasar_session_was_read_since (session,
                                         call->item_id,
                                         check->looked_at
                                             - session->timing.fresh_ms * G_TIME_SPAN_MILLISECOND))
        ask (check, ids, call->item_id);
    }
  for (guint i = 0; i < check->written->len; i++)
    ask (check, ids, ((const PasarJournalCall *) g_ptr_array_index (check->written, i))->item_id);
  g_clear_object (&check->load);
  if (ids->len == 0)
    {
      judge (g_steal_pointer (&task));
      return;
    }
  check->load = pasar_load_job_new_for_items (session, (const gint64 *) ids->data, ids->len);
  pasar_job_run_within (check->load, cancellable, loaded_cb, g_steal_pointer (&task));
}

/**
 * pasar_check_async:
 * @session: an open shop
 * @next: (element-type PasarJournalCall): calls that are about to be sent
 * @written: (element-type PasarJournalCall): calls that were answered; those that the shop was seen
 *   to have taken are removed from it
 * @is_patient: whether to look for those until the shop shows them, or it is too late for that;
 *   what it has then is what it took
 * @hold: asked for each of @next
 * @changed: called for each call whose rows have changed
 * @data: for @hold and @changed
 * @cancellable: (nullable): ends it; nothing is told then of what was not seen
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Reads what was written, and of what is about to be what was not read for some time.
 */
void
pasar_check_async (PasarSession *session,
                   GPtrArray *next,
                   GPtrArray *written,
                   gboolean is_patient,
                   PasarCheckHold hold,
                   PasarLooksChanged changed,
                   gpointer data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  g_task_set_source_tag (task, pasar_check_async);
  check->next = g_ptr_array_ref (next);
  check->written = g_ptr_array_ref (written);
  check->is_patient = is_patient;
  check->hold = hold;
  check->changed = changed;
  check->data = data;
  check->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_task_set_task_data (task, check, check_free);
  read_items (task);
}

/**
 * pasar_check_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @n_other: (out): rows of which the shop took another value than was sent
 * @error: return location
 *
 * Errors: those of loads; `PASAR_STORE_ERROR`; %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether the shop could be read
 */
gboolean
pasar_check_finish (PasarSession *session, GAsyncResult *result, guint *n_other, GError **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_check_async), FALSE);
  n = g_task_propagate_int (G_TASK (result), error);
  *n_other = (guint) MAX (n, 0);
  return n >= 0;
}
