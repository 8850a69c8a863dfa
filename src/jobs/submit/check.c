/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/check-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/judge-private.h"

/* Between the calls of a submission the shop is read, in one go: the items that are about to be
 * written, for what has moved, and those that were, for what it took. What it said that it took may
 * show some time later: only the last of several looks says that it took another value. */

typedef struct
{
  GPtrArray *next;    /* (element-type PasarJournalCall) (owned container) */
  GPtrArray *written; /* (element-type PasarJournalCall) (owned container) */
  PasarCheckKind kind;
  PasarCheckHold hold;
  PasarLooksChanged changed;
  gpointer data;

  /* In progress. */
  guint nth;          /* look */
  GHashTable *asked;  /* (element-type gint64): items that this look reads */
  PasarLoadJob *load; /* (nullable): of this look */
  gint64 looked_at;   /* by pasar_session_clock() */
  guint n_recording;
  PasarCheckCounts counts;
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

static gboolean
is_missing (const Check *check, gint64 item_id)
{
  return check->load != NULL && pasar_load_job_is_missing (check->load, item_id);
}

static gboolean
was_read (PasarSession *session, const Check *check, const PasarJournalCall *call)
{
  const PasarLook look = {
    .session = session,
    .load = check->load,
    .looked_at = check->looked_at,
  };

  return pasar_look_has_read (&look, call->item_id);
}

/* A stock that is neither the old one nor the one that was sent is of one that was taken, and of
 * which some were sold. */
static gboolean
is_taken (PasarCatalogue *catalogue,
          guint number,
          const PasarJournalCall *call,
          const PasarJournalRow *row)
{
  if (call->kind == PASAR_CALL_STOCK)
    return !pasar_outcome_is_at_shop (row, PASAR_FIELD_STOCK, FALSE, catalogue);
  return pasar_catalogue_read_field (catalogue, number, PASAR_FIELD_PRICE).value
         == (row->stored_value != G_MININT64 ? row->stored_value : row->new_value);
}

typedef enum
{
  SIGHT_TAKEN, /* as the shop said */
  SIGHT_OTHER,
  SIGHT_NONE,
} Sight;

static Sight
look_at_row (PasarSession *session,
             const Check *check,
             const PasarJournalCall *call,
             const PasarJournalRow *row)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  const guint number =
      pasar_catalogue_find_editable (catalogue, (PasarRowKey){ row->item_id, row->model_id });
  const gboolean is_read = was_read (session, check, call);

  if (row->state != PASAR_CHANGE_DONE)
    return SIGHT_TAKEN;
  if (is_missing (check, call->item_id)
      || (is_read
          && (number == PASAR_NO_ROW || pasar_catalogue_read_row (catalogue, number).is_gone)))
    return check->kind == PASAR_CHECK_FIRST ? SIGHT_NONE : SIGHT_TAKEN;
  if (!is_read)
    return SIGHT_NONE;
  return is_taken (catalogue, number, call, row) ? SIGHT_TAKEN : SIGHT_OTHER;
}

static gboolean
is_seen (PasarSession *session, const Check *check, const PasarJournalCall *call)
{
  for (guint i = 0; i < call->rows->len; i++)
    if (look_at_row (session, check, call, g_ptr_array_index (call->rows, i)) != SIGHT_TAKEN)
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
    g_task_return_boolean (task, TRUE);
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

static void
record (GTask *task, PasarJournalCall *call)
{
  PasarSession *session = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);

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

/* What is staged was settled by the answer: this says only what the shop made of it. Of what could
 * not be read the answer stands. */
static void
tell_other (GTask *task, PasarJournalCall *call)
{
  PasarSession *session = g_task_get_source_object (task);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  Check *check = g_task_get_task_data (task);
  guint n_other = 0;

  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);
      const PasarRowKey key = { row->item_id, row->model_id };
      const Sight sight = look_at_row (session, check, call, row);

      check->counts.n_unseen += sight == SIGHT_NONE;
      if (sight != SIGHT_OTHER)
        continue;
      row->stored_value =
          pasar_catalogue_read_field (catalogue,
                                      pasar_catalogue_find_editable (catalogue, key),
                                      pasar_call_kind_get_field (call->kind))
              .value;
      n_other++;
    }
  check->counts.n_other += n_other;
  if (n_other != 0)
    record (task, call);
}

/* Ends the last look. */
static void
tell_others (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Check *check = g_task_get_task_data (task);

  check->n_recording++;
  for (guint i = 0; i < check->written->len; i++)
    tell_other (task, g_ptr_array_index (check->written, i));
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

      check->hold (call, was_asked ? check->load : NULL, check->data);
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
  const gint64 window_ms = session->timing.write_looks_ms;

  if (check->nth == 0)
    hold_next (check);
  for (guint i = check->written->len; i > 0; i--)
    if (is_seen (session, check, g_ptr_array_index (check->written, i - 1)))
      g_ptr_array_remove_index (check->written, i - 1);
  if (check->kind == PASAR_CHECK_BETWEEN || check->written->len == 0)
    g_task_return_boolean (task, TRUE);
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
  check->load =
      PASAR_LOAD_JOB (pasar_load_job_new_for_items (session, (const gint64 *) ids->data, ids->len));
  pasar_job_run_within (PASAR_JOB (check->load), cancellable, loaded_cb, g_steal_pointer (&task));
}

/**
 * pasar_check_async:
 * @session: an open shop
 * @next: (element-type PasarJournalCall): calls that are about to be sent
 * @written: (element-type PasarJournalCall): calls that were answered; those that the shop was seen
 *   to have taken are removed from it
 * @kind: for how long to look for those; what the shop has at the end is what it took
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
                   PasarCheckKind kind,
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
  /* What was seen is told, whatever came meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  check->next = g_ptr_array_ref (next);
  check->written = g_ptr_array_ref (written);
  check->kind = kind;
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
 * @counts: (out): what was seen
 * @error: return location
 *
 * Errors: those of loads; `PASAR_STORE_ERROR`; %G_IO_ERROR_CANCELLED.
 *
 * Returns: whether the shop could be read; single items that could not be read are no error
 */
gboolean
pasar_check_finish (PasarSession *session,
                    GAsyncResult *result,
                    PasarCheckCounts *counts,
                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_check_async), FALSE);
  *counts = ((const Check *) g_task_get_task_data (G_TASK (result)))->counts;
  return g_task_propagate_boolean (G_TASK (result), error);
}
