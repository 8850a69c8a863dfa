/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/judge-private.h"
#include "jobs/submit/look-private.h"

#include <glib/gi18n-lib.h>

/* What became of a write whose answer was lost is seen at the shop, but not at once: a gateway may
 * give up on a write that is carried out some seconds later. So the shop is looked at several
 * times, at growing distances, and only the last look may say that nothing was taken. */
#define N_LOOKS 7

typedef struct
{
  GPtrArray *calls; /* (element-type PasarJournalCall) (owned container) */
  gint64 window_ms;
  PasarLooksResend resend;   /* (nullable) */
  PasarLooksChanged changed; /* (nullable) */
  gpointer data;

  /* In progress. */
  guint nth;
  GCancellable *cancellable; /* (nullable) (unowned): the task's, when it can end this look */
  GPtrArray *writes;         /* (element-type PasarJournalCall): of this look */
  gint64 looked_at;          /* by pasar_session_clock() */
  GArray *n_unclear;         /* (element-type guint): rows of each call before this look */
  guint n_recording;
  GError *error;      /* (nullable): of the last look */
  GError *disk_error; /* (nullable): an outcome that could not be recorded */
} Looks;

static void look (GTask *task);

static void
looks_free (gpointer data)
{
  Looks *looks = data;

  g_ptr_array_unref (looks->calls);
  g_clear_pointer (&looks->writes, g_ptr_array_unref);
  g_array_unref (looks->n_unclear);
  g_clear_error (&looks->error);
  g_clear_error (&looks->disk_error);
  g_free (looks);
}

static gboolean
is_glance (const Looks *looks)
{
  return looks->window_ms == PASAR_LOOKS_GLANCE;
}

/**
 * pasar_looks_is_last:
 * @window_ms: for how long the shop is looked at
 * @nth: a look, from 0
 *
 * Returns: whether no other look comes after it
 */
gboolean
pasar_looks_is_last (gint64 window_ms, guint nth)
{
  return window_ms == 0 || nth == N_LOOKS - 1;
}

static gboolean
is_last (const Looks *looks)
{
  return pasar_looks_is_last (looks->window_ms, looks->nth);
}

/* When the n-th look is due, in milliseconds after the first. */
static gint64
get_due (gint64 window_ms, guint nth)
{
  return nth == 0 ? 0 : window_ms >> (N_LOOKS - 1 - nth);
}

/**
 * pasar_looks_wait:
 * @window_ms: for how long the shop is looked at
 * @nth: a look, from 0, that is not the last
 * @task: (transfer full): what looks
 * @func: is given @task when the next look is due, or its cancellable is cancelled
 *
 * Waits between two looks.
 */
void
pasar_looks_wait (gint64 window_ms, guint nth, GTask *task, GSourceFunc func)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) timer =
      g_timeout_source_new ((guint) (get_due (window_ms, nth + 1) - get_due (window_ms, nth)));

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_source_set_callback (timer, func, task, g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

static void
refuse_not_taken (PasarJournalCall *call)
{
  if (call->kind == PASAR_CALL_BOOST)
    pasar_journal_call_set_rows (call,
                                 PASAR_CHANGE_READY,
                                 PASAR_CHANGE_REFUSED,
                                 _ ("The boost was not made."),
                                 _ ("Boost the item again."));
  else
    pasar_journal_call_set_rows (call,
                                 PASAR_CHANGE_READY,
                                 PASAR_CHANGE_REFUSED,
                                 _ ("This change was not taken: no answer came, and the shop still "
                                    "has the old value."),
                                 _ ("Submit it again."));
}

static gboolean
any_unclear (const Looks *looks)
{
  for (guint i = 0; i < looks->calls->len; i++)
    if (pasar_look_count_unclear (g_ptr_array_index (looks->calls, i)) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
due_cb (gpointer user_data)
{
  GTask *task = user_data;
  Looks *looks = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_boolean (task, TRUE);
  else
    {
      looks->nth++;
      g_clear_error (&looks->error);
      look (g_object_ref (task));
    }
  return G_SOURCE_REMOVE;
}

static void
end_look (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Looks *looks = g_task_get_task_data (task);

  if (looks->n_recording != 0)
    return;
  for (guint i = 0; looks->changed != NULL && i < looks->calls->len; i++)
    looks->changed (g_ptr_array_index (looks->calls, i), looks->data);
  if (!is_glance (looks) && !is_last (looks) && any_unclear (looks)
      && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    pasar_looks_wait (looks->window_ms, looks->nth, g_steal_pointer (&task), due_cb);
  else if (looks->disk_error != NULL)
    g_task_return_error (task, g_steal_pointer (&looks->disk_error));
  else if (looks->error != NULL)
    g_task_return_error (task, g_steal_pointer (&looks->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Looks *looks = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error)
      && looks->disk_error == NULL)
    looks->disk_error = g_steal_pointer (&error);
  looks->n_recording--;
  end_look (task);
}

/* Records what the look found; what will be sent again stays as it was recorded: sent, and not
 * known. */
static void
record (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  PasarSession *session = g_task_get_source_object (task);
  Looks *looks = g_task_get_task_data (task);

  looks->n_recording++;
  for (guint i = 0; i < looks->calls->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (looks->calls, i);

      if (pasar_look_count_unclear (call) == g_array_index (looks->n_unclear, guint, i)
          || (pasar_journal_call_has_ready (call) && looks->resend != NULL
              && looks->resend (call, looks->data)))
        continue;
      refuse_not_taken (call);
      call->state = pasar_look_count_unclear (call) != 0 ? PASAR_CALL_SENT : PASAR_CALL_DONE;
      call->done_at_ms = pasar_now_ms ();
      looks->n_recording++;
      pasar_session_record_async (session, call, recorded_cb, g_object_ref (task));
    }
  looks->n_recording--;
  end_look (g_steal_pointer (&task));
}

static void
boosts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Looks *looks = g_task_get_task_data (task);
  const PasarLook this_look = { .session = PASAR_SESSION (source), .is_last = is_last (looks) };
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  slots = pasar_session_get_boosts_finish (PASAR_SESSION (source), result, &error);
  for (guint i = 0; i < looks->calls->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (looks->calls, i);

      if (call->kind == PASAR_CALL_BOOST && pasar_look_count_unclear (call) != 0)
        pasar_look_judge_boost (&this_look, call, slots);
    }
  if (looks->error == NULL)
    looks->error = g_steal_pointer (&error);
  record (task);
}

static void
look_at_boosts (GTask *task)
{
  Looks *looks = g_task_get_task_data (task);

  for (guint i = 0; i < looks->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (looks->calls, i);

      if (call->kind == PASAR_CALL_BOOST && pasar_look_count_unclear (call) != 0)
        {
          pasar_session_get_boosts_async (g_task_get_source_object (task),
                                          looks->cancellable,
                                          boosts_cb,
                                          task);
          return;
        }
    }
  record (task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Looks *looks = g_task_get_task_data (task);
  const PasarLook this_look = {
    .session = g_task_get_source_object (task),
    .load = PASAR_LOAD_JOB (source),
    .looked_at = looks->looked_at,
    .is_last = is_last (looks),
  };

  pasar_job_run_finish (PASAR_JOB (source), result, &looks->error);
  for (guint i = 0; i < looks->writes->len; i++)
    pasar_look_judge_write (&this_look, g_ptr_array_index (looks->writes, i));
  look_at_boosts (task);
}

/* Looks once; a cancel that came before does not keep the first look from being made. Takes the
 * task over. */
static void
look (GTask *task)
{
  Looks *looks = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PasarJob) load = NULL;

  looks->cancellable = g_cancellable_is_cancelled (cancellable) ? NULL : cancellable;
  looks->looked_at = pasar_session_clock ();
  g_clear_pointer (&looks->writes, g_ptr_array_unref);
  looks->writes = g_ptr_array_new ();
  g_array_set_size (looks->n_unclear, 0);
  for (guint i = 0; i < looks->calls->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (looks->calls, i);
      const guint n_unclear = pasar_look_count_unclear (call);

      g_array_append_val (looks->n_unclear, n_unclear);
      if (call->kind == PASAR_CALL_BOOST || n_unclear == 0)
        continue;
      g_array_append_val (ids, call->item_id);
      g_ptr_array_add (looks->writes, call);
    }
  if (ids->len == 0)
    {
      look_at_boosts (task);
      return;
    }
  load = pasar_load_job_new_for_items (g_task_get_source_object (task),
                                       (const gint64 *) ids->data,
                                       ids->len);
  pasar_job_run_within (load, looks->cancellable, loaded_cb, task);
}

/**
 * pasar_looks_async:
 * @session: an open shop
 * @calls: (element-type PasarJournalCall): calls that were sent, with unknown rows; the caller's
 *   until @callback
 * @window_ms: for how long the shop is looked at before what it did not show counts as not taken;
 *   0: one look decides; %PASAR_LOOKS_GLANCE: one look, and nothing does
 * @resend: (nullable): asked after the last look for each call with rows that were not taken
 * @changed: (nullable): called for each call after each look
 * @data: for @resend and @changed
 * @cancellable: (nullable): ends it after a look; what is not proven by then stays unknown
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Looks at the shop until the unknown rows of @calls are proven or @window_ms is over, and records
 * each outcome as it is seen. Rows that could not be read stay unknown, and their call sent. Rows
 * that will be sent again are left ready, and are not recorded.
 */
void
pasar_looks_async (PasarSession *session,
                   GPtrArray *calls,
                   gint64 window_ms,
                   PasarLooksResend resend,
                   PasarLooksChanged changed,
                   gpointer data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Looks *looks = g_new0 (Looks, 1);

  g_task_set_source_tag (task, pasar_looks_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, looks, looks_free);
  looks->calls = g_ptr_array_ref (calls);
  looks->n_unclear = g_array_new (FALSE, FALSE, sizeof (guint));
  looks->window_ms = window_ms;
  looks->resend = resend;
  looks->changed = changed;
  looks->data = data;
  look (task);
}

/**
 * pasar_looks_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether the shop could be read and the outcomes recorded; single items that could not
 *   be read are no error
 */
gboolean
pasar_looks_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_looks_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
