/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/lane-private.h"
#include "jobs/submit/wait.h"

#include <glib/gi18n-lib.h>

static void
send_free (gpointer data)
{
  PasarSend *self = data;

  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_clear_object (&self->reading);
  g_ptr_array_unref (self->written);
  g_free (self->failure);
  g_queue_clear_full (&self->lanes, g_free);
  g_hash_table_unref (self->named);
  g_ptr_array_unref (self->calls);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * pasar_send_get_call:
 * @self: what is sent
 * @index: a call
 *
 * Returns: (transfer none): it
 */
PasarJournalCall *
pasar_send_get_call (const PasarSend *self, guint index)
{
  return g_ptr_array_index (self->calls, index);
}

/**
 * pasar_send_has_unclear:
 * @self: what is sent
 *
 * Returns: whether it is not known of a call what became of it
 */
gboolean
pasar_send_has_unclear (const PasarSend *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (pasar_journal_call_has_unknown (pasar_send_get_call (self, i)))
      return TRUE;
  return FALSE;
}

/**
 * pasar_send_is_stopped:
 * @self: what is sent
 *
 * Returns: whether nothing more is to be sent: because of an error, or as it was cancelled
 */
gboolean
pasar_send_is_stopped (PasarSend *self)
{
  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &self->error);
  return self->error != NULL;
}

/**
 * pasar_send_is_out_of_date:
 * @self: what is sent
 *
 * So much time may go by, as the computer sleeps or the shop is slow, that what was read does not
 * tell any more what is there. One item may begin after each reading, so that the run gets on.
 *
 * Returns: whether the shop is to be read before anything else is sent
 */
gboolean
pasar_send_is_out_of_date (PasarSend *self)
{
  return self->hooks->hold != NULL && self->has_begun
         && pasar_session_clock () - self->checked_at
                > self->session->timing.fresh_ms * G_TIME_SPAN_MILLISECOND;
}

/**
 * pasar_send_stop:
 * @self: what is sent
 * @error: (transfer full): why
 *
 * Ends the run: nothing more is sent.
 */
void
pasar_send_stop (PasarSend *self, GError *error)
{
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&self->error);
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

/**
 * pasar_send_waits:
 * @self: what is sent
 * @error: what a call failed with
 *
 * Returns: whether the run is paused because of it, and goes on later
 */
gboolean
pasar_send_waits (PasarSend *self, const GError *error)
{
  return pasar_submit_waiting_find_kind (error) != PASAR_SUBMIT_WAITS_NOT
         && self->hooks->wait != NULL && !pasar_send_is_stopped (self)
         && self->hooks->wait (self, error, self->data);
}

/**
 * pasar_send_set_phase:
 * @self: what is sent
 * @phase: what is done from now on
 *
 * Tells of it.
 */
void
pasar_send_set_phase (PasarSend *self, PasarSendPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  if (self->hooks->moved != NULL)
    self->hooks->moved (self, phase, self->data);
}

/**
 * pasar_send_show:
 * @call: a call whose rows have changed
 * @user_data: what is sent
 *
 * Tells of it.
 */
void
pasar_send_show (const PasarJournalCall *call, gpointer user_data)
{
  PasarSend *self = user_data;

  self->hooks->changed (self, call, self->data);
}

static void
set_rest (PasarSend *self,
          PasarChangeState from,
          PasarChangeState to,
          const char *reason,
          const char *advice)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (pasar_journal_call_set_rows (pasar_send_get_call (self, i), from, to, reason, advice) != 0)
      pasar_send_show (pasar_send_get_call (self, i), self);
}

/**
 * pasar_send_skip_rest:
 * @self: what is sent
 * @reason: (nullable): why
 * @advice: (nullable): what to do
 *
 * Does not send what is ready still.
 */
void
pasar_send_skip_rest (PasarSend *self, const char *reason, const char *advice)
{
  set_rest (self, PASAR_CHANGE_READY, PASAR_CHANGE_SKIPPED, reason, advice);
}

static void
finish (PasarSend *self)
{
  g_autoptr (GTask) task = self->task;

  if (pasar_send_is_stopped (self))
    pasar_send_skip_rest (self,
                          pasar_failure_get_reason (self->error),
                          pasar_failure_get_advice (self->error));
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_rest (self,
              PASAR_CHANGE_UNKNOWN,
              PASAR_CHANGE_UNKNOWN,
              _ ("It was stopped before a certain answer came."),
              _ ("It is settled as soon as the shop can be read again."));
  if (self->submission > 0)
    pasar_session_set_submission_running (self->session, self->submission, FALSE);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    pasar_send_stop (self, error);
  finish (self);
}

/**
 * pasar_send_end:
 * @self: what is sent, of which no more is to be sent or looked for
 *
 * Ends the submission in the journal, unless the settle job is to find it later.
 */
void
pasar_send_end (PasarSend *self)
{
  self->is_busy = TRUE;
  self->is_unsettled = self->is_unsettled || pasar_send_has_unclear (self);
  if (self->is_unsettled)
    finish (self);
  else
    pasar_store_end_submission_async (pasar_session_get_store (self->session),
                                      self->submission,
                                      NULL,
                                      ended_cb,
                                      self);
}

static gboolean
may_begin (PasarSend *self)
{
  return !pasar_send_is_stopped (self) && !self->is_paused && !self->wants_glance
         && self->n_allowed > 0 && self->n_in_flight < self->max_in_flight
         && !g_queue_is_empty (&self->lanes) && !pasar_send_is_out_of_date (self);
}

/* What was read before the pause may have changed since. */
static void
resume (PasarSend *self)
{
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  if (self->hooks->hold != NULL)
    self->n_allowed = 0;
}

/* What became of the first calls is looked for before others follow, once. */
static gboolean
is_canary_unclear (PasarSend *self)
{
  return self->is_canary && !self->has_looked && !g_queue_is_empty (&self->lanes)
         && pasar_send_has_unclear (self);
}

/**
 * pasar_send_pump:
 * @self: what is sent
 *
 * Goes on with whatever is due.
 */
void
pasar_send_pump (PasarSend *self)
{
  if (self->is_busy)
    return;
  if (!self->is_paused && pasar_send_is_interrupted (self))
    resume (self);
  while (may_begin (self))
    {
      PasarLane *lane = g_queue_pop_head (&self->lanes);

      if (!pasar_lane_find_ready (lane))
        {
          g_free (lane);
          continue;
        }
      self->n_allowed--;
      self->has_begun = TRUE;
      self->has_looked = FALSE;
      pasar_send_set_phase (self, self->is_canary ? PASAR_SEND_FIRST : PASAR_SEND_REST);
      pasar_lane_run (lane);
    }
  if (self->n_in_flight != 0 || (self->is_paused && !pasar_send_is_stopped (self)))
    return;
  if (pasar_send_is_stopped (self) || is_canary_unclear (self))
    pasar_send_look (self, FALSE);
  else if (self->hooks->hold != NULL
           && (!g_queue_is_empty (&self->lanes) || self->written->len != 0))
    pasar_send_check (self);
  else
    pasar_send_look (self, self->wants_glance && !g_queue_is_empty (&self->lanes));
}

/**
 * pasar_send_set_paused:
 * @self: what is sent
 * @is_paused: whether to make no call; what is on its way is waited for
 *
 * Pauses, or goes on: then what was read before is read again where that was too long ago.
 */
void
pasar_send_set_paused (PasarSend *self, gboolean is_paused)
{
  self->is_paused = is_paused;
  if (is_paused)
    g_cancellable_cancel (self->reading);
  else
    pasar_send_pump (self);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  PasarSend *self = user_data;

  g_cancellable_cancel (self->reading);
  pasar_send_pump (self);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (PasarSend *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  self->submission = pasar_store_begin_submission_finish (PASAR_STORE (source), result, &error);
  if (self->submission < 0)
    {
      pasar_send_stop (self, error);
      finish (self);
      return;
    }
  pasar_session_set_submission_running (self->session, self->submission, TRUE);
  self->is_busy = FALSE;
  pasar_send_pump (self);
}

/**
 * pasar_send_async:
 * @session: an open shop with a client
 * @calls: (element-type PasarJournalCall): what to send, those of an item together, prices first;
 *   the caller's until @callback
 * @max_in_flight: how many items are at work at once
 * @hooks: what @data has to say of the calls; static
 * @data: for @hooks
 * @cancellable: nothing more is sent after it; what is in flight is waited for
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Sends the calls through the journal: all of them are recorded before anything is sent, each
 * before it is sent, and its outcome after. Whether a write whose outcome is unclear was carried
 * out is looked for at the shop (pasar_looks_async()); only what the shop was seen not to have is
 * sent again. An error that would meet every other call too ends the run; what was not sent is
 * then skipped. What stays unknown leaves the submission unfinished, for the settle job.
 *
 * With a hook to hold calls the first items are sent alone, and the rest only when the shop was
 * seen to have taken these; where that cannot be seen the run ends. From then on it is read after
 * so many items, and at the end.
 *
 * Returns: (transfer none): what is sent, until @callback
 */
PasarSend *
pasar_send_async (PasarSession *session,
                  GPtrArray *calls,
                  guint max_in_flight,
                  const PasarSendHooks *hooks,
                  gpointer data,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  PasarSend *self = g_new0 (PasarSend, 1);

  self->task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, pasar_send_async);
  g_task_set_check_cancellable (self->task, FALSE);
  g_task_set_task_data (self->task, self, send_free);
  self->session = session;
  self->client = g_object_ref (pasar_session_get_client (session));
  self->calls = g_ptr_array_ref (calls);
  self->max_in_flight = max_in_flight;
  self->hooks = hooks;
  self->data = data;
  self->is_canary = hooks->hold != NULL;
  self->n_allowed = self->is_canary ? PASAR_SEND_CANARY_ITEMS : G_MAXUINT;
  self->checked_at = pasar_session_clock ();
  self->written = g_ptr_array_new ();
  self->reading = g_cancellable_new ();
  self->is_busy = TRUE;
  watch_cancellable (self);
  self->n_tries = 1;
  self->named = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->lanes);
  pasar_lanes_fill (self);
  pasar_store_begin_submission_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      calls,
                                      NULL,
                                      begun_cb,
                                      self);
  return self;
}

/**
 * pasar_send_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether all was sent and recorded; rows that the shop refused are no error
 */
gboolean
pasar_send_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_send_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
