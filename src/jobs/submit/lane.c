/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/lane-private.h"
#include "jobs/submit/write-private.h"

#include <glib/gi18n-lib.h>

/* So many calls in a row that failed in the same way: the rest would fare the same. */
#define MAX_FAILURES_IN_A_ROW 5

static void send_next (PasarLane *lane);

static PasarJournalCall *
current_call (const PasarLane *lane)
{
  return pasar_send_get_call (lane->send, lane->next);
}

static void
lane_end (PasarLane *lane)
{
  PasarSend *self = lane->send;

  self->n_in_flight--;
  g_free (lane);
  pasar_send_pump (self);
}

/**
 * pasar_lane_find_ready:
 * @self: a lane
 *
 * Goes on to the item's next call that has something to send.
 *
 * Returns: whether there is one
 */
gboolean
pasar_lane_find_ready (PasarLane *self)
{
  while (self->next < self->end && !pasar_journal_call_has_ready (current_call (self)))
    self->next++;
  return self->next < self->end;
}

static void
advance (PasarLane *lane)
{
  PasarSend *self = lane->send;

  if (pasar_send_is_stopped (self) || !pasar_lane_find_ready (lane))
    {
      lane_end (lane);
      return;
    }
  if (!self->is_paused && !pasar_send_is_out_of_date (self))
    {
      send_next (lane);
      return;
    }
  self->n_in_flight--;
  g_queue_push_head (&self->lanes, lane);
  pasar_send_pump (self);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarLane *lane = user_data;
  GError *error = NULL;

  if (!pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error))
    {
      lane->send->is_unsettled = TRUE;
      pasar_send_stop (lane->send, error);
    }
  pasar_send_show (current_call (lane), lane->send);
  lane->next++;
  advance (lane);
}

/* A call that stays sent has rows without a certain outcome: the shop is looked at at the end. */
static void
record (PasarLane *lane, PasarCallState state)
{
  PasarJournalCall *call = current_call (lane);

  call->state = pasar_journal_call_has_unknown (call) ? PASAR_CALL_SENT : state;
  lane->send->wants_glance = lane->send->wants_glance
                             || (call->kind == PASAR_CALL_BOOST && call->state == PASAR_CALL_SENT);
  call->done_at_ms = pasar_now_ms ();
  if (state == PASAR_CALL_DONE && call->state == PASAR_CALL_DONE && lane->send->hooks->hold != NULL)
    g_ptr_array_add (lane->send->written, call);
  pasar_session_record_async (lane->send->session, call, recorded_cb, lane);
}

static void
forget_failures (PasarSend *self)
{
  self->n_failures = 0;
  g_clear_pointer (&self->failure, g_free);
}

/* Returns whether so many calls in a row have failed in the same way that the rest would, too. */
static gboolean
count_failure (PasarSend *self, const char *failure)
{
  if (g_strcmp0 (failure, self->failure) != 0)
    {
      forget_failures (self);
      self->failure = g_strdup (failure);
    }
  return ++self->n_failures >= MAX_FAILURES_IN_A_ROW;
}

/* A whole call was refused for @reason; some refusals are of the whole shop. */
static void
take_refusal (PasarSend *self, const char *reason, PasarError error_class)
{
  if (error_class == PASAR_ERROR_SHOP_STATE)
    pasar_send_stop (self, g_error_new_literal (PASAR_ERROR, PASAR_ERROR_SHOP_STATE, reason));
  else if (count_failure (self, reason))
    pasar_send_stop (self,
                     g_error_new (PASAR_ERROR,
                                  (int) error_class,
                                  /* Translators: %s is what Shopee said, a sentence. */
                                  _ ("Shopee refused several items in a row, so that the rest was "
                                     "not sent: %s"),
                                  reason));
}

static void
put_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarLane *lane = user_data;
  GError *error = NULL;

  if (!pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error))
    {
      lane->send->is_unsettled = TRUE;
      pasar_send_stop (lane->send, error);
    }
  pasar_send_show (current_call (lane), lane->send);
  advance (lane);
}

/* The call did nothing, and is sent again when the run goes on. */
static void
put_back (PasarLane *lane)
{
  PasarJournalCall *call = current_call (lane);

  pasar_journal_call_set_rows (call, PASAR_CHANGE_SENDING, PASAR_CHANGE_READY, NULL, NULL);
  call->state = PASAR_CALL_PLANNED;
  call->sent_at_ms = 0;
  pasar_session_record_async (lane->send->session, call, put_back_cb, lane);
}

static void
take_error (PasarLane *lane, const GError *error)
{
  PasarSend *self = lane->send;
  PasarJournalCall *call = current_call (lane);
  PasarChangeState state = PASAR_CHANGE_UNKNOWN;
  const char *reason = error->message;
  const char *advice = pasar_failure_get_advice (error);

  if (pasar_failure_from_error (error) == PASAR_FAILURE_OF_RUN && pasar_send_waits (self, error))
    {
      put_back (lane);
      return;
    }
  pasar_journal_call_set_error (call, error);
  switch (pasar_failure_from_error (error))
    {
    case PASAR_FAILURE_OF_RUN:
      state = PASAR_CHANGE_SKIPPED;
      pasar_send_stop (self, g_error_copy (error));
      break;
    case PASAR_FAILURE_OF_CALL:
      state = PASAR_CHANGE_REFUSED;
      take_refusal (self, error->message, (PasarError) error->code);
      break;
    case PASAR_FAILURE_UNKNOWN:
    default:
      reason = _ ("No certain answer came. Pasar looks at the shop for some time to see what "
                  "became of it.");
      advice = NULL;
      if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT)
          && pasar_error_get_server_code (error) != NULL)
        g_hash_table_add (self->named, call);
      if (!count_failure (self, "")) /* no answer is like another */
        break;
      if (pasar_send_waits (self, error))
        forget_failures (self);
      else
        pasar_send_stop (self, g_error_copy (error));
      break;
    }
  pasar_journal_call_set_rows (call, PASAR_CHANGE_SENDING, state, reason, advice);
  record (lane, PASAR_CALL_FAILED);
}

/* The run was stopped by @error before the lane's call was sent; its rows are still in @state. */
static void
skip (PasarLane *lane, PasarChangeState state, const GError *error)
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
  PasarLane *lane = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written =
      pasar_write_finish (current_call (lane), PASAR_CLIENT (source), result, &error);
  PasarSend *self = lane->send;
  PasarError error_class;
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
  refusal = pasar_write_get_refusal (written, &error_class);
  if (refusal != NULL)
    take_refusal (self, refusal, error_class);
  else
    forget_failures (self);
  record (lane, PASAR_CALL_DONE);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarLane *lane = user_data;
  PasarSend *self = lane->send;
  PasarJournalCall *call = current_call (lane);
  GError *error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    {
      pasar_send_stop (self, error);
      lane_end (lane);
      return;
    }
  call->state = PASAR_CALL_SENT;
  call->sent_at_ms = pasar_now_ms ();
  if (pasar_send_is_stopped (self))
    {
      skip (lane, PASAR_CHANGE_READY, self->error);
      return;
    }
  pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_SENDING, NULL, NULL);
  pasar_send_show (call, self);
  pasar_write_async (call, self->client, g_task_get_cancellable (self->task), answered_cb, lane);
}

/* Records that the lane's next call is about to be sent, then sends it. */
static void
send_next (PasarLane *lane)
{
  pasar_store_mark_sent_async (pasar_session_get_store (lane->send->session),
                               &current_call (lane)->id,
                               1,
                               NULL,
                               marked_cb,
                               lane);
}

/**
 * pasar_lane_run:
 * @self: (transfer full): a lane with something to send
 *
 * Sends its calls, and then has the rest of the run go on.
 */
void
pasar_lane_run (PasarLane *self)
{
  self->send->n_in_flight++;
  send_next (self);
}

/**
 * pasar_lanes_fill:
 * @self: what is sent
 *
 * Makes a lane for each item with something to send, in place of those that were not at work; the
 * calls of an item stand together.
 */
void
pasar_lanes_fill (PasarSend *self)
{
  g_queue_clear_full (&self->lanes, g_free);
  for (guint first = 0, end; first < self->calls->len; first = end)
    {
      gboolean is_ready = FALSE;

      for (end = first; end < self->calls->len
                        && pasar_send_get_call (self, end)->item_id
                               == pasar_send_get_call (self, first)->item_id;
           end++)
        is_ready = is_ready || pasar_journal_call_has_ready (pasar_send_get_call (self, end));
      if (is_ready)
        {
          PasarLane *lane = g_new0 (PasarLane, 1);

          *lane = (PasarLane){ .send = self, .next = first, .end = end };
          g_queue_push_tail (&self->lanes, lane);
        }
    }
}

/**
 * pasar_lanes_list_next:
 * @self: what is sent
 *
 * Returns: (transfer container) (element-type PasarJournalCall): the calls of the next batch
 */
GPtrArray *
pasar_lanes_list_next (PasarSend *self)
{
  GPtrArray *next = g_ptr_array_new ();
  guint n = 0;

  for (GList *link = self->lanes.head; link != NULL && n < PASAR_SEND_BATCH_ITEMS;
       link = link->next, n++)
    {
      const PasarLane *lane = link->data;

      for (guint i = lane->next; i < lane->end; i++)
        if (pasar_journal_call_has_ready (pasar_send_get_call (self, i)))
          g_ptr_array_add (next, pasar_send_get_call (self, i));
    }
  return next;
}
