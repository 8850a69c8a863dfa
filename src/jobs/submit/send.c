/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/look-private.h"
#include "jobs/submit/send-private.h"
#include "jobs/submit/write-private.h"

#include <glib/gi18n-lib.h>

/* So many calls in a row without an answer, or all refused for the state of the shop: the rest
 * would fare the same. */
#define MAX_FAILURES_IN_A_ROW 3

/* How often a change is sent at most, each time after the shop was seen not to have it. */
#define WRITE_TRIES 3
#define BOOST_TRIES 2

struct _PasarSend
{
  PasarSession *session; /* (unowned): the task's */
  GTask *task;           /* (unowned): owns this */
  PasarClient *client;   /* (owned) */
  GPtrArray *calls;      /* (element-type PasarJournalCall) (owned container) */
  guint max_in_flight;
  PasarSendChanged changed;
  gpointer data;

  /* In progress. */
  GQueue lanes; /* (element-type Lane): not at work */
  gint64 submission;
  guint n_in_flight; /* lanes at work */
  guint n_failures;  /* in a row */
  guint n_tries;     /* of what is sent now */
  GHashTable
      *named; /* (element-type PasarJournalCall): boosts that the server itself said failed */
  GPtrArray *unclear;    /* (element-type PasarJournalCall): what is looked for now */
  gboolean wants_glance; /* a boost has no certain answer */
  gboolean is_unsettled; /* an outcome could not be recorded */
  GError *error;         /* (nullable): what stopped it */
};

/* The calls of one item: one after the other, prices first. */
typedef struct
{
  PasarSend *send; /* (unowned) */
  guint next;
  guint end;
} Lane;

static void pump (PasarSend *self);
static void send_next (Lane *lane);

static void
send_free (gpointer data)
{
  PasarSend *self = data;

  g_queue_clear_full (&self->lanes, g_free);
  g_clear_pointer (&self->unclear, g_ptr_array_unref);
  g_hash_table_unref (self->named);
  g_ptr_array_unref (self->calls);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_free (self);
}

static PasarJournalCall *
get_call (const PasarSend *self, guint index)
{
  return g_ptr_array_index (self->calls, index);
}

static gboolean
is_stopped (const PasarSend *self)
{
  return self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
}

/* Ends the run because of error (taken): nothing more is sent. */
static void
stop (PasarSend *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
show (PasarSend *self, const PasarJournalCall *call)
{
  self->changed (self, call, self->data);
}

static void
set_rest (PasarSend *self,
          PasarChangeState from,
          PasarChangeState to,
          const char *reason,
          const char *advice)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (pasar_journal_call_set_rows (get_call (self, i), from, to, reason, advice) != 0)
      show (self, get_call (self, i));
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
skip_for_error (PasarSend *self)
{
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      pasar_send_skip_rest (self, _ ("Cancelled before it was sent."), NULL);
      /* Nobody looks at the shop for it any more. */
      set_rest (self,
                PASAR_CHANGE_UNKNOWN,
                PASAR_CHANGE_UNKNOWN,
                _ ("It was stopped before a certain answer came."),
                _ ("It is settled as soon as the shop can be read again."));
    }
  else if (self->error != NULL)
    pasar_send_skip_rest (self, self->error->message, pasar_failure_get_advice (self->error));
}

static void
finish (PasarSend *self)
{
  g_autoptr (GTask) task = self->task;

  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &self->error);
  skip_for_error (self);
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
    stop (self, error);
  finish (self);
}

/* Ends the submission in the journal, unless the settle job is to find it later. */
static void
end_submission (PasarSend *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (pasar_journal_call_has_unknown (get_call (self, i)))
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

  if (is_stopped (self) || self->n_tries >= max_tries
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

static void
looked_cb (const PasarJournalCall *call, gpointer user_data)
{
  show (user_data, call);
}

/* The calls of an item stand together. */
static void
fill_lanes (PasarSend *self)
{
  for (guint first = 0, end; first < self->calls->len; first = end)
    {
      gboolean is_ready = FALSE;

      for (end = first; end < self->calls->len
                        && get_call (self, end)->item_id == get_call (self, first)->item_id;
           end++)
        {
          pasar_write_spread (get_call (self, end), pasar_session_get_catalogue (self->session));
          is_ready = is_ready || pasar_journal_call_has_ready (get_call (self, end));
        }
      if (is_ready)
        {
          Lane *lane = g_new0 (Lane, 1);

          *lane = (Lane){ .send = self, .next = first, .end = end };
          g_queue_push_tail (&self->lanes, lane);
        }
    }
}

/* All that will be sent was sent, answered, and looked for. */
static void
send_again (PasarSend *self)
{
  self->n_tries++;
  self->n_failures = 0;
  self->wants_glance = FALSE;
  if (!is_stopped (self))
    fill_lanes (self);
  if (is_stopped (self) || g_queue_is_empty (&self->lanes))
    end_submission (self);
  else
    pump (self);
}

static void
looks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  if (!pasar_looks_finish (PASAR_SESSION (source), result, &error))
    {
      self->is_unsettled = self->is_unsettled || error->domain == PASAR_STORE_ERROR;
      stop (self, error);
    }
  send_again (self);
}

/* What was to be sent again when the run was stopped is not known either. */
static void
collect_unclear (PasarSend *self)
{
  g_clear_pointer (&self->unclear, g_ptr_array_unref);
  self->unclear = g_ptr_array_new ();
  for (guint i = 0; i < self->calls->len; i++)
    {
      PasarJournalCall *call = get_call (self, i);

      if (!pasar_journal_call_has_unknown (call))
        continue;
      pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_UNKNOWN, NULL, NULL);
      g_ptr_array_add (self->unclear, call);
    }
}

static void
look_for_unclear (PasarSend *self)
{
  const PasarTiming *timing = &self->session->timing;
  gboolean is_boost;

  collect_unclear (self);
  if (self->unclear->len == 0)
    {
      end_submission (self);
      return;
    }
  is_boost = ((PasarJournalCall *) g_ptr_array_index (self->unclear, 0))->kind == PASAR_CALL_BOOST;
  pasar_looks_async (self->session,
                     self->unclear,
                     is_boost ? timing->boost_looks_ms : timing->write_looks_ms,
                     resend_cb,
                     looked_cb,
                     self,
                     g_task_get_cancellable (self->task),
                     looks_cb,
                     self);
}

static PasarJournalCall *
current_call (const Lane *lane)
{
  return get_call (lane->send, lane->next);
}

static void
lane_end (Lane *lane)
{
  PasarSend *self = lane->send;

  self->n_in_flight--;
  g_free (lane);
  pump (self);
}

/* Goes on to the item's next call that has something to send. */
static gboolean
find_ready (Lane *lane)
{
  while (lane->next < lane->end && !pasar_journal_call_has_ready (current_call (lane)))
    lane->next++;
  return lane->next < lane->end;
}

static void
advance (Lane *lane)
{
  if (!is_stopped (lane->send) && find_ready (lane))
    send_next (lane);
  else
    lane_end (lane);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  GError *error = NULL;

  if (!pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error))
    {
      lane->send->is_unsettled = TRUE;
      stop (lane->send, error);
    }
  show (lane->send, current_call (lane));
  lane->next++;
  advance (lane);
}

/* A call that stays sent has rows without a certain outcome: the shop is looked at at the end. */
static void
record (Lane *lane, PasarCallState state)
{
  PasarJournalCall *call = current_call (lane);

  call->state = pasar_journal_call_has_unknown (call) ? PASAR_CALL_SENT : state;
  lane->send->wants_glance = lane->send->wants_glance
                             || (call->kind == PASAR_CALL_BOOST && call->state == PASAR_CALL_SENT);
  call->done_at_ms = pasar_now_ms ();
  pasar_session_record_async (lane->send->session, call, recorded_cb, lane);
}

static void
take_error (Lane *lane, const GError *error)
{
  PasarSend *self = lane->send;
  PasarJournalCall *call = current_call (lane);
  const char *advice = pasar_failure_get_advice (error);

  pasar_journal_call_set_error (call, error);
  switch (pasar_failure_from_error (error))
    {
    case PASAR_FAILURE_OF_RUN:
      pasar_journal_call_set_rows (call,
                                   PASAR_CHANGE_SENDING,
                                   PASAR_CHANGE_SKIPPED,
                                   error->message,
                                   advice);
      stop (self, g_error_copy (error));
      break;
    case PASAR_FAILURE_OF_CALL:
      pasar_journal_call_set_rows (call,
                                   PASAR_CHANGE_SENDING,
                                   PASAR_CHANGE_REFUSED,
                                   error->message,
                                   advice);
      self->n_failures = 0;
      break;
    case PASAR_FAILURE_UNKNOWN:
    default:
      pasar_journal_call_set_rows (
          call,
          PASAR_CHANGE_SENDING,
          PASAR_CHANGE_UNKNOWN,
          _ ("No certain answer came. Pasar looks at the shop for some time to see what "
             "became of it."),
          NULL);
      if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT)
          && pasar_error_get_server_code (error) != NULL)
        g_hash_table_add (self->named, call);
      if (++self->n_failures >= MAX_FAILURES_IN_A_ROW)
        stop (self, g_error_copy (error));
      break;
    }
  record (lane, PASAR_CALL_FAILED);
}

/* Some refusals are of the whole shop, and the rest would be refused too: all rows of some calls in
 * a row. */
static void
judge_refusals (PasarSend *self, const PasarWriteResult *result)
{
  const PasarOutcome *outcome = NULL;

  for (guint i = 0; i < result->outcomes->len; i++)
    {
      outcome = g_ptr_array_index (result->outcomes, i);
      if (outcome->kind != PASAR_OUTCOME_REFUSED || outcome->error_class != PASAR_ERROR_SHOP_STATE)
        {
          self->n_failures = 0;
          return;
        }
    }
  if (outcome != NULL && ++self->n_failures >= MAX_FAILURES_IN_A_ROW)
    stop (self, g_error_new_literal (PASAR_ERROR, PASAR_ERROR_SHOP_STATE, outcome->reason));
}

/* The run was stopped before the lane's call was sent; its rows are still in @state. */
static void
skip (Lane *lane, PasarChangeState state)
{
  const GError *error = lane->send->error;

  pasar_journal_call_set_rows (current_call (lane),
                               state,
                               PASAR_CHANGE_SKIPPED,
                               error != NULL ? error->message : _ ("Cancelled before it was sent."),
                               error != NULL ? pasar_failure_get_advice (error) : NULL);
  record (lane, PASAR_CALL_SKIPPED);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = pasar_write_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      skip (lane, PASAR_CHANGE_SENDING);
      return;
    }
  if (written == NULL)
    {
      take_error (lane, error);
      return;
    }
  pasar_write_take_result (current_call (lane), written);
  judge_refusals (lane->send, written);
  record (lane, PASAR_CALL_DONE);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  PasarSend *self = lane->send;
  PasarJournalCall *call = current_call (lane);
  GError *error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    {
      stop (self, error);
      lane_end (lane);
      return;
    }
  call->state = PASAR_CALL_SENT;
  call->sent_at_ms = pasar_now_ms ();
  if (is_stopped (self))
    {
      skip (lane, PASAR_CHANGE_READY);
      return;
    }
  pasar_write_spread (call, pasar_session_get_catalogue (self->session));
  pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_SENDING, NULL, NULL);
  show (self, call);
  pasar_write_async (call, self->client, g_task_get_cancellable (self->task), answered_cb, lane);
}

/* Records that the lane's next call is about to be sent, then sends it. */
static void
send_next (Lane *lane)
{
  pasar_store_mark_sent_async (pasar_session_get_store (lane->send->session),
                               &current_call (lane)->id,
                               1,
                               NULL,
                               marked_cb,
                               lane);
}

static void
glanced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  if (!pasar_looks_finish (PASAR_SESSION (source), result, &error))
    stop (self, error);
  pump (self);
}

/* One look, which decides nothing but what it proves: a boost without an answer may have taken the
 * slot that the next one wants. */
static void
glance (PasarSend *self)
{
  g_autoptr (GCancellable) once = g_cancellable_new ();

  self->wants_glance = FALSE;
  g_cancellable_cancel (once);
  collect_unclear (self);
  pasar_looks_async (self->session,
                     self->unclear,
                     self->session->timing.boost_looks_ms,
                     NULL,
                     looked_cb,
                     self,
                     once,
                     glanced_cb,
                     self);
}

static void
pump (PasarSend *self)
{
  if (self->wants_glance && self->n_in_flight == 0 && !is_stopped (self)
      && !g_queue_is_empty (&self->lanes))
    {
      glance (self);
      return;
    }
  while (!is_stopped (self) && self->n_in_flight < self->max_in_flight
         && !g_queue_is_empty (&self->lanes))
    {
      Lane *lane = g_queue_pop_head (&self->lanes);

      if (find_ready (lane))
        {
          self->n_in_flight++;
          send_next (lane);
        }
      else
        g_free (lane);
    }
  if (self->n_in_flight == 0)
    look_for_unclear (self);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  GError *error = NULL;

  self->submission = pasar_store_begin_submission_finish (PASAR_STORE (source), result, &error);
  if (self->submission < 0)
    {
      stop (self, error);
      finish (self);
      return;
    }
  pasar_session_set_submission_running (self->session, self->submission, TRUE);
  pump (self);
}

/**
 * pasar_send_async:
 * @session: an open shop with a client
 * @calls: (element-type PasarJournalCall): what to send, those of an item together, prices first;
 *   the caller's until @callback
 * @max_in_flight: how many items are at work at once
 * @changed: called when rows of a call have another state
 * @data: for @changed
 * @cancellable: nothing more is sent after it; what is in flight is waited for
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Sends the calls through the journal: all of them are recorded before anything is sent, each
 * before it is sent, and its outcome after. Whether a write whose outcome is unclear was carried
 * out is looked for at the shop (pasar_looks_async()); only what the shop was seen not to have is
 * sent again. An error that would meet every other call too ends the run; what was not sent is
 * then skipped. What stays unknown leaves the submission unfinished, for the settle job.
 */
void
pasar_send_async (PasarSession *session,
                  GPtrArray *calls,
                  guint max_in_flight,
                  PasarSendChanged changed,
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
  self->changed = changed;
  self->data = data;
  self->n_tries = 1;
  self->named = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->lanes);
  fill_lanes (self);
  pasar_store_begin_submission_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      calls,
                                      NULL,
                                      begun_cb,
                                      self);
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
