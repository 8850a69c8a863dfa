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
  guint n_in_flight;     /* lanes at work */
  guint n_failures;      /* in a row */
  guint n_tries;         /* of what is sent now */
  GHashTable *named;     /* (element-type PasarJournalCall): boosts that the server says failed */
  gboolean wants_glance; /* a boost has no certain answer */
  gboolean is_glancing;
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
is_stopped (PasarSend *self)
{
  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &self->error);
  return self->error != NULL;
}

/* Ends the run because of error (taken): nothing more is sent. */
static void
stop (PasarSend *self, GError *error)
{
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&self->error);
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
show (const PasarJournalCall *call, gpointer user_data)
{
  PasarSend *self = user_data;

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
      show (get_call (self, i), self);
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

  if (is_stopped (self))
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
        is_ready = is_ready || pasar_journal_call_has_ready (get_call (self, end));
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
  /* Who stops during a glance waits for no other look. */
  if (self->is_glancing && !g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    pump (self);
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
      PasarJournalCall *call = get_call (self, i);

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
  const gint64 window_ms = get_call (self, 0)->kind == PASAR_CALL_BOOST ? timing->boost_looks_ms
                                                                        : timing->write_looks_ms;

  if (unclear->len == 0)
    {
      end_submission (self);
      return;
    }
  self->wants_glance = FALSE;
  self->is_glancing = is_glance;
  pasar_looks_async (self->session,
                     unclear,
                     is_glance ? PASAR_LOOKS_GLANCE : window_ms,
                     resend_cb,
                     show,
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
  show (current_call (lane), lane->send);
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

/* Returns whether so many calls in a row have failed that the rest would fare the same. */
static gboolean
count_failure (PasarSend *self)
{
  return ++self->n_failures >= MAX_FAILURES_IN_A_ROW;
}

static void
take_error (Lane *lane, const GError *error)
{
  PasarSend *self = lane->send;
  PasarJournalCall *call = current_call (lane);
  PasarChangeState state = PASAR_CHANGE_UNKNOWN;
  const char *reason = error->message;
  const char *advice = pasar_failure_get_advice (error);

  pasar_journal_call_set_error (call, error);
  switch (pasar_failure_from_error (error))
    {
    case PASAR_FAILURE_OF_RUN:
      state = PASAR_CHANGE_SKIPPED;
      stop (self, g_error_copy (error));
      break;
    case PASAR_FAILURE_OF_CALL:
      state = PASAR_CHANGE_REFUSED;
      self->n_failures = 0;
      break;
    case PASAR_FAILURE_UNKNOWN:
    default:
      reason = _ ("No certain answer came. Pasar looks at the shop for some time to see what "
                  "became of it.");
      advice = NULL;
      if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT)
          && pasar_error_get_server_code (error) != NULL)
        g_hash_table_add (self->named, call);
      if (count_failure (self))
        stop (self, g_error_copy (error));
      break;
    }
  pasar_journal_call_set_rows (call, PASAR_CHANGE_SENDING, state, reason, advice);
  record (lane, PASAR_CALL_FAILED);
}

/* The run was stopped by @error before the lane's call was sent; its rows are still in @state. */
static void
skip (Lane *lane, PasarChangeState state, const GError *error)
{
  pasar_journal_call_set_rows (current_call (lane),
                               state,
                               PASAR_CHANGE_SKIPPED,
                               pasar_failure_get_reason (error),
                               pasar_failure_get_advice (error));
  record (lane, PASAR_CALL_SKIPPED);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written =
      pasar_write_finish (current_call (lane), PASAR_CLIENT (source), result, &error);
  const char *refusal;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      skip (lane, PASAR_CHANGE_SENDING, error);
      return;
    }
  if (written == NULL)
    {
      take_error (lane, error);
      return;
    }
  pasar_write_take_result (current_call (lane), written);
  refusal = pasar_write_get_shop_refusal (written);
  if (refusal == NULL)
    lane->send->n_failures = 0;
  else if (count_failure (lane->send))
    stop (lane->send, g_error_new_literal (PASAR_ERROR, PASAR_ERROR_SHOP_STATE, refusal));
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
      skip (lane, PASAR_CHANGE_READY, self->error);
      return;
    }
  pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_SENDING, NULL, NULL);
  show (call, self);
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
pump (PasarSend *self)
{
  if (self->wants_glance && self->n_in_flight == 0 && !is_stopped (self)
      && !g_queue_is_empty (&self->lanes))
    {
      look_for_unclear (self, TRUE);
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
    look_for_unclear (self, FALSE);
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
