/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/check-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/lane-private.h"

#include <glib/gi18n-lib.h>

/* How a run reads the shop: what it took, what became of calls without a certain answer, and what
 * has moved of what is next. */

/* How often a change is sent at most, each time after the shop was seen not to have it. */
#define WRITE_TRIES 3
#define BOOST_TRIES 2

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

/* All that may be sent for now was sent, answered, and looked for. */
static void
send_again (PasarSend *self)
{
  self->n_tries++;
  if (g_queue_is_empty (&self->lanes))
    {
      self->n_failures = 0;
      self->is_canary = FALSE;
    }
  if (!pasar_send_is_stopped (self))
    pasar_lanes_fill (self);
  if (pasar_send_is_stopped (self) || g_queue_is_empty (&self->lanes))
    pasar_send_end (self);
  else
    pasar_send_pump (self);
}

/**
 * pasar_send_is_interrupted:
 * @self: what is sent
 *
 * A pause ends the reads, which are made again after it.
 *
 * Returns: whether one did
 */
gboolean
pasar_send_is_interrupted (PasarSend *self)
{
  return !pasar_send_is_stopped (self) && g_cancellable_is_cancelled (self->reading);
}

/* Takes the error over. */
static void
take_read_error (PasarSend *self, GError *error)
{
  if (error->domain == PASAR_STORE_ERROR)
    self->is_unsettled = TRUE;
  else if (pasar_send_is_interrupted (self) || pasar_send_waits (self, error))
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
  self->has_looked = !pasar_send_is_interrupted (self);
  self->wants_glance = self->is_glancing && pasar_send_is_interrupted (self);
  /* Who stops during a glance waits for no other look. */
  if (pasar_send_is_interrupted (self)
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

/**
 * pasar_send_look:
 * @self: what is sent
 * @is_glance: whether only once, before the next boost: one without an answer may have taken the
 *   slot that this wants
 *
 * Looks for what is unclear, and goes on; with nothing unclear it ends the submission.
 */
void
pasar_send_look (PasarSend *self, gboolean is_glance)
{
  const PasarTiming *timing = &self->session->timing;
  g_autoptr (GPtrArray) unclear = collect_unclear (self);
  const gint64 window_ms = pasar_send_get_call (self, 0)->kind == PASAR_CALL_BOOST
                               ? timing->boost_looks_ms
                               : timing->write_looks_ms;

  if (unclear->len == 0)
    {
      pasar_send_end (self);
      return;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    g_cancellable_cancel (self->reading);
  self->wants_glance = FALSE;
  self->is_glancing = is_glance;
  self->is_busy = TRUE;
  pasar_send_set_phase (self, PASAR_SEND_LOOKING);
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
  const PasarField field = pasar_call_kind_get_field (call->kind);

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

/* What is known of the first calls that were sent. */
typedef struct
{
  gboolean is_taken;   /* something of it */
  gboolean is_other;   /* something, in another way than it was sent */
  gboolean is_unclear; /* something */
} Canary;

static void
add_row (Canary *canary, const PasarJournalCall *call, const PasarJournalRow *row)
{
  if (row->state == PASAR_CHANGE_UNKNOWN || row->state == PASAR_CHANGE_UNCERTAIN)
    canary->is_unclear = TRUE;
  if (row->state != PASAR_CHANGE_DONE)
    return;
  canary->is_taken = TRUE;
  /* Of a stock some may have been sold. */
  if (call->kind == PASAR_CALL_PRICE && row->stored_value != G_MININT64
      && row->stored_value != row->new_value)
    canary->is_other = TRUE;
}

static Canary
find_canary (PasarSend *self)
{
  Canary canary = { 0 };

  for (guint i = 0; i < self->calls->len; i++)
    {
      const PasarJournalCall *call = pasar_send_get_call (self, i);

      for (guint k = 0; call->sent_at_ms != 0 && k < call->rows->len; k++)
        add_row (&canary, call, g_ptr_array_index (call->rows, k));
    }
  return canary;
}

/* Whether the rest is sent. What was not taken and is to be sent again, or was refused, says
 * nothing of the rest: then some more are sent first. */
static void
judge_canary (PasarSend *self, const PasarCheckCounts *counts)
{
  const Canary canary = find_canary (self);

  if (counts->n_other != 0 || canary.is_other)
    pasar_send_stop (self,
                     g_error_new_literal (PASAR_ERROR,
                                          PASAR_ERROR_SHOP_STATE,
                                          _ ("Shopee took other values than were sent first, so "
                                             "that the rest was not sent.")));
  else if (counts->n_unseen != 0 || canary.is_unclear)
    pasar_send_stop (self,
                     g_error_new_literal (PASAR_ERROR,
                                          PASAR_ERROR_TRANSIENT,
                                          _ ("What was sent first could not be read back, so that "
                                             "the rest was not sent.")));
  else if (canary.is_taken && !pasar_send_has_unclear (self))
    {
      self->is_canary = FALSE;
      self->n_tries = 1;
    }
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSend *self = user_data;
  const gboolean is_over = g_queue_is_empty (&self->lanes);
  GError *error = NULL;
  PasarCheckCounts counts;

  self->is_busy = FALSE;
  if (pasar_check_finish (PASAR_SESSION (source), result, &counts, &error))
    {
      if (self->is_canary && !is_over)
        judge_canary (self, &counts);
      self->n_allowed = self->is_canary ? PASAR_SEND_CANARY_ITEMS : PASAR_SEND_BATCH_ITEMS;
      self->has_begun = FALSE;
    }
  else if (!is_over || error->domain == PASAR_STORE_ERROR || pasar_send_is_interrupted (self))
    take_read_error (self, error);
  else
    {
      /* All was answered: what the shop said stands. */
      g_error_free (error);
      g_ptr_array_set_size (self->written, 0);
    }
  pasar_send_pump (self);
}

static PasarCheckKind
get_check_kind (const PasarSend *self, const GPtrArray *next)
{
  if (next->len == 0)
    return PASAR_CHECK_LAST;
  return self->is_canary ? PASAR_CHECK_FIRST : PASAR_CHECK_BETWEEN;
}

/**
 * pasar_send_check:
 * @self: what is sent
 *
 * Between the calls: looks at what was written, and at what is about to be, and goes on.
 */
void
pasar_send_check (PasarSend *self)
{
  g_autoptr (GPtrArray) next = pasar_lanes_list_next (self);

  self->is_busy = TRUE;
  self->checked_at = pasar_session_clock ();
  pasar_send_set_phase (self, PASAR_SEND_READING);
  pasar_check_async (self->session,
                     next,
                     self->written,
                     get_check_kind (self, next),
                     hold_cb,
                     pasar_send_show,
                     self,
                     self->reading,
                     checked_cb,
                     self);
}
