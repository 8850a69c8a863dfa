/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/check-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/lane-private.h"
#include "jobs/submit/wait.h"

#include <glib/gi18n-lib.h>

/* How often a change is sent at most, each time after the shop was seen not to have it. */
#define WRITE_TRIES 3
#define BOOST_TRIES 2

/* So many items are written before it is seen what the shop makes of it. */
#define CANARY_ITEMS 3

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

static void
set_phase (PasarSend *self, PasarSendPhase phase)
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

/* Ends the submission in the journal, unless the settle job is to find it later. */
static void
end_submission (PasarSend *self)
{
  self->is_busy = TRUE;
  for (guint i = 0; i < self->calls->len; i++)
    if (pasar_journal_call_has_unknown (pasar_send_get_call (self, i)))
      self->is_unsettled = TRUE;
  if (self->is_unsettled)
    finish (self);
  else
    pasar_store_end_submission_async (pasar_session_get_store (self->session),
                                      self->submission,
                                      NULL,
                                      ended_cb,
                                      self);
}

/* The shop was seen not to have these rows for as long as a late write may take, so that they may
 * be sent again; a boost only where the server said itself that it failed for now (reference 7.7).
 */
static gboolean
resend_cb (PasarJournalCall *call, gpointer user_data)
{
  PasarSend *self = user_data;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint max_tries = call->kind == PASAR_CALL_BOOST ? BOOST_TRIES : WRITE_TRIES;

  if (pasar_send_is_stopped (self) || self->n_tries >= max_tries
      || (call->kind == PASAR_CALL_BOOST && !g_hash_table_contains (self->named, call)))
    return FALSE;
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (row->state == PASAR_CHANGE_READY && call->kind != PASAR_CALL_BOOST
          && !pasar_journal_row_is_staged (row, call->kind, catalogue))
        return FALSE;
    }
  return TRUE;
}

/* All that will be sent was sent, answered, and looked for. */
static void
send_again (PasarSend *self)
{
  self->n_tries++;
  self->n_failures = 0;
  if (!pasar_send_is_stopped (self))
    pasar_lanes_fill (self);
  if (pasar_send_is_stopped (self) || g_queue_is_empty (&self->lanes))
    end_submission (self);
  else
    pasar_send_pump (self);
}

/* A pause ends the reads, which are made again after it. */
static gboolean
is_interrupted (PasarSend *self)
{
  return !pasar_send_is_stopped (self) && g_cancellable_is_cancelled (self->reading);
}

/* Takes the error over. */
static void
take_read_error (PasarSend *self, GError *error)
{
  if (error->domain == PASAR_STORE_ERROR)
    self->is_unsettled = TRUE;
  else if (is_interrupted (self) || pasar_send_waits (self, error))
    {
      g_error_free (error);
      return;
    }
  pasar_send_stop (self, error);
}

static void
looks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  self->is_busy = FALSE;
  if (!pasar_looks_finish (PASAR_SESSION (source), result, &error))
    take_read_error (self, error);
  self->wants_glance = self->is_glancing && is_interrupted (self);
  /* Who stops during a glance waits for no other look. */
  if (is_interrupted (self)
      || (self->is_glancing && !g_cancellable_is_cancelled (g_task_get_cancellable (self->task))))
    pasar_send_pump (self);
  else
    send_again (self);
}

/* What was to be sent again when the run was stopped is not known either. */
static GPtrArray *
collect_unclear (PasarSend *self)
{
  GPtrArray *unclear = g_ptr_array_new ();

  for (guint i = 0; i < self->calls->len; i++)
    {
      PasarJournalCall *call = pasar_send_get_call (self, i);

      if (!pasar_journal_call_has_unknown (call))
        continue;
      pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_UNKNOWN, NULL, NULL);
      g_ptr_array_add (unclear, call);
    }
  return unclear;
}

/* Looks for what is unclear; with a glance before the next boost, as one without an answer may have
 * taken the slot that this wants. */
static void
look_for_unclear (PasarSend *self, gboolean is_glance)
{
  const PasarTiming *timing = &self->session->timing;
  g_autoptr (GPtrArray) unclear = collect_unclear (self);
  const gint64 window_ms = pasar_send_get_call (self, 0)->kind == PASAR_CALL_BOOST
                               ? timing->boost_looks_ms
                               : timing->write_looks_ms;

  if (unclear->len == 0)
    {
      end_submission (self);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    g_cancellable_cancel (self->reading);
  self->wants_glance = FALSE;
  self->is_glancing = is_glance;
  self->is_busy = TRUE;
  set_phase (self, PASAR_SEND_LOOKING);
  pasar_looks_async (self->session,
                     unclear,
                     is_glance ? PASAR_LOOKS_GLANCE : window_ms,
                     resend_cb,
                     pasar_send_show,
                     self,
                     self->reading,
                     looks_cb,
                     self);
}

/* What was to be sent again, and is no longer as it was: nobody knows what became of it. */
static void
doubt (PasarSend *self, PasarJournalCall *call)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;

  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (row->state == PASAR_CHANGE_READY
          && !pasar_outcome_is_at_shop (row,
                                        field,
                                        FALSE,
                                        pasar_session_get_catalogue (self->session)))
        pasar_journal_row_set (row, PASAR_CHANGE_UNKNOWN, NULL, NULL);
    }
}

static void
hold_cb (PasarJournalCall *call, PasarLoadJob *load, gpointer user_data)
{
  PasarSend *self = user_data;

  if (call->state == PASAR_CALL_SENT)
    doubt (self, call);
  else
    self->hooks->hold (self, call, load, self->data);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  const gboolean is_over = g_queue_is_empty (&self->lanes);
  GError *error = NULL;
  guint n_other;

  self->is_busy = FALSE;
  if (pasar_check_finish (PASAR_SESSION (source), result, &n_other, &error))
    {
      if (self->is_canary && !is_over && n_other != 0)
        pasar_send_stop (self,
                         g_error_new_literal (PASAR_ERROR,
                                              PASAR_ERROR_SHOP_STATE,
                                              _ ("Shopee took other values than were sent first, "
                                                 "so that the rest was not sent.")));
      self->is_canary = self->is_canary && !self->has_begun;
      self->n_allowed = self->is_canary ? CANARY_ITEMS : PASAR_SEND_BATCH_ITEMS;
      self->has_begun = FALSE;
    }
  else if (!is_over || error->domain == PASAR_STORE_ERROR || is_interrupted (self))
    take_read_error (self, error);
  else
    {
      /* All was answered: what the shop said stands. */
      g_error_free (error);
      g_ptr_array_set_size (self->written, 0);
    }
  pasar_send_pump (self);
}

/* Between the calls: looks at what was written, and at what is about to be. */
static void
check (PasarSend *self)
{
  g_autoptr (GPtrArray) next = pasar_lanes_list_next (self);

  self->is_busy = TRUE;
  self->checked_at = pasar_session_clock ();
  set_phase (self, PASAR_SEND_READING);
  pasar_check_async (self->session,
                     next,
                     self->written,
                     self->is_canary || next->len == 0,
                     hold_cb,
                     pasar_send_show,
                     self,
                     self->reading,
                     checked_cb,
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
  if (!self->is_paused && is_interrupted (self))
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
      set_phase (self,
                 self->is_canary && self->hooks->hold != NULL ? PASAR_SEND_FIRST : PASAR_SEND_REST);
      pasar_lane_run (lane);
    }
  if (self->n_in_flight != 0)
    return;
  if (pasar_send_is_stopped (self))
    look_for_unclear (self, FALSE);
  else if (self->is_paused)
    return;
  else if (self->hooks->hold != NULL
           && (!g_queue_is_empty (&self->lanes) || self->written->len != 0))
    check (self);
  else
    look_for_unclear (self, self->wants_glance && !g_queue_is_empty (&self->lanes));
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
 * seen to have taken these. From then on it is read after so many items, and at the end.
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
  self->n_allowed = hooks->hold != NULL ? CANARY_ITEMS : G_MAXUINT;
  self->checked_at = pasar_session_clock ();
  self->is_canary = TRUE;
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
