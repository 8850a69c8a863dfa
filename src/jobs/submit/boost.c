/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/boost.h"
#include "jobs/submit/journal-util.h"
#include "jobs/submit/plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarBoostJob
{
  PasarJob parent_instance;

  GPtrArray *outcomes; /* (element-type PasarBoostOutcome) (owned) */

  /* In progress. */
  PasarClient *client; /* (owned) */
  GCancellable *cancellable;
  GPtrArray *calls;  /* (element-type PasarJournalCall) (owned): in the order of sending */
  GPtrArray *chosen; /* (element-type PasarBoostOutcome) (unowned): of the calls */
  guint next;        /* the call that is sent now or next */
  gboolean was_sent_again;
  gboolean may_send_again; /* its answer was definite */
  gint64 submission;
  GArray *slots;         /* (nullable) (element-type PasarBoostSlot): in use when last read */
  gboolean is_unsettled; /* an outcome is unknown, or could not be recorded */
  GError *error;         /* (nullable): what stopped the run */
};

G_DEFINE_FINAL_TYPE (PasarBoostJob, pasar_boost_job, PASAR_TYPE_JOB)

static void send_next (PasarBoostJob *self);
static void boosted_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
outcome_free (gpointer data)
{
  PasarBoostOutcome *outcome = data;

  g_free (outcome->reason);
  g_free (outcome->advice);
  g_free (outcome);
}

static void
pasar_boost_job_finalize (GObject *object)
{
  PasarBoostJob *self = PASAR_BOOST_JOB (object);

  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (pasar_boost_job_parent_class)->finalize (object);
}

static void
set_outcome (PasarBoostOutcome *outcome,
             PasarChangeState state,
             const char *reason,
             const char *advice)
{
  g_autofree char *old_reason = outcome->reason;
  g_autofree char *old_advice = outcome->advice;

  /* The old texts may be the new ones. */
  outcome->state = state;
  outcome->reason = g_strdup (reason);
  outcome->advice = g_strdup (advice);
}

static guint
count_state (PasarBoostJob *self, PasarChangeState state)
{
  guint n = 0;

  for (guint i = 0; i < self->outcomes->len; i++)
    n += ((const PasarBoostOutcome *) g_ptr_array_index (self->outcomes, i))->state == state;
  return n;
}

static void
update_progress (PasarBoostJob *self)
{
  const guint n_open =
      count_state (self, PASAR_CHANGE_READY) + count_state (self, PASAR_CHANGE_SENDING);
  g_autofree char *status = NULL;

  status = g_strdup_printf (
      /* Translators: the first %'u is how many items were boosted or refused so far, the second how
         many there are. */
      ngettext ("Boosting: %'u of %'u", "Boosting: %'u of %'u", self->outcomes->len),
      self->outcomes->len - n_open,
      self->outcomes->len);
  pasar_job_set_progress (PASAR_JOB (self),
                          self->outcomes->len - n_open,
                          self->outcomes->len,
                          status);
}

static char *
dup_time (gint64 unix_secs)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_secs);

  return time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("");
}

/* When the next slot frees up; NULL when that is not known. */
static char *
dup_next_free_advice (PasarBoostJob *self)
{
  g_autofree char *time = NULL;

  if (self->slots == NULL || self->slots->len == 0)
    return NULL;
  time = dup_time (g_array_index (self->slots, PasarBoostSlot, 0).free_at);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("The next slot frees up at %s."), time);
}

static const PasarBoostSlot *
find_slot (PasarBoostJob *self, gint64 item_id)
{
  for (guint i = 0; self->slots != NULL && i < self->slots->len; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (self->slots, PasarBoostSlot, i);

      if (slot->item_id == item_id)
        return slot;
    }
  return NULL;
}

static void
skip_rest (PasarBoostJob *self, const char *reason, const char *advice)
{
  for (guint i = 0; i < self->outcomes->len; i++)
    {
      PasarBoostOutcome *outcome = g_ptr_array_index (self->outcomes, i);

      if (outcome->state == PASAR_CHANGE_READY)
        set_outcome (outcome, PASAR_CHANGE_SKIPPED, reason, advice);
    }
}

static void
finish (PasarBoostJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  const guint n_done = count_state (self, PASAR_CHANGE_DONE);
  g_autofree char *summary = NULL;

  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    skip_rest (self, _ ("Cancelled before it was sent."), NULL);
  else if (self->error != NULL)
    skip_rest (self, self->error->message, pasar_failure_get_advice (self->error));
  if (self->submission != 0)
    pasar_session_set_submission_running (session, self->submission, FALSE);
  summary = g_strdup_printf (
      /* Translators: the first %'u is how many items were boosted, the second how many were asked
         for. */
      ngettext ("%'u of %'u item boosted.", "%'u of %'u items boosted.", self->outcomes->len),
      n_done,
      self->outcomes->len);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  update_progress (self);
  pasar_session_report (session, self->error);
  pasar_job_finish (PASAR_JOB (self), g_steal_pointer (&self->error));
}

static void
stop (PasarBoostJob *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GError *error = NULL;

  if (!pasar_store_end_submission_finish (PASAR_STORE (source), result, &error))
    stop (self, error);
  finish (self);
}

/* Ends the run. What is not settled keeps the submission unfinished, for the settle job. */
static void
end (PasarBoostJob *self)
{
  if (self->is_unsettled)
    finish (self);
  else
    pasar_store_end_submission_async (pasar_session_get_store (
                                          pasar_job_get_session (PASAR_JOB (self))),
                                      self->submission,
                                      NULL,
                                      ended_cb,
                                      g_object_ref (self));
}

static PasarJournalCall *
current_call (PasarBoostJob *self)
{
  return g_ptr_array_index (self->calls, self->next);
}

static PasarBoostOutcome *
current_outcome (PasarBoostJob *self)
{
  return g_ptr_array_index (self->chosen, self->next);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GError *error = NULL;

  if (!pasar_session_record_finish (PASAR_SESSION (source), result, &error))
    {
      self->is_unsettled = TRUE;
      stop (self, error);
    }
  update_progress (self);
  self->next++;
  self->was_sent_again = FALSE;
  send_next (self);
}

/* Records the outcome of the current call and goes on. */
static void
record (PasarBoostJob *self,
        PasarCallState state,
        PasarRowState row_state,
        const char *reason,
        const char *advice)
{
  PasarJournalCall *call = current_call (self);

  pasar_journal_call_set_rows (call, row_state, reason, advice);
  set_outcome (current_outcome (self), pasar_change_state_from_row (row_state), reason, advice);
  call->state = state;
  call->done_at = pasar_now_ms ();
  pasar_session_record_async (pasar_job_get_session (PASAR_JOB (self)),
                              call,
                              recorded_cb,
                              g_object_ref (self));
}

static void
send_boost (PasarBoostJob *self)
{
  /* Not cancellable: what is on its way is waited for. */
  pasar_client_boost_item_async (self->client,
                                 &current_call (self)->item_id,
                                 1,
                                 NULL,
                                 boosted_cb,
                                 g_object_ref (self));
}

static void
take_slots (PasarBoostJob *self, GArray *slots)
{
  g_clear_pointer (&self->slots, g_array_unref);
  self->slots = slots;
}

/* The outcome was not certain: the list says whether the item is boosted now. When it is not, and
 * the server had said that it failed for now, it is sent once more (reference 7.7). */
static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  PasarBoostOutcome *outcome = current_outcome (self);
  g_autoptr (GError) error = NULL;
  GArray *slots = pasar_session_get_boosts_finish (PASAR_SESSION (source), result, &error);

  if (slots == NULL)
    {
      self->is_unsettled = TRUE;
      stop (self, g_error_copy (error));
      record (self,
              PASAR_CALL_SENT,
              PASAR_ROW_UNKNOWN,
              _ ("No answer came, and the list of boosts could not be read since."),
              _ ("It is settled as soon as the shop can be read again."));
      return;
    }
  take_slots (self, slots);
  if (find_slot (self, outcome->item_id) != NULL)
    record (self, PASAR_CALL_DONE, PASAR_ROW_DONE, NULL, NULL);
  else if (self->may_send_again && !self->was_sent_again
           && !g_cancellable_is_cancelled (self->cancellable))
    {
      self->was_sent_again = TRUE;
      send_boost (self);
    }
  else
    record (self,
            PASAR_CALL_DONE,
            PASAR_ROW_REFUSED,
            outcome->reason != NULL ? outcome->reason : _ ("The boost was not made."),
            _ ("Boost the item again."));
}

static gboolean
is_slot_limit (const char *reason)
{
  return reason != NULL && strstr (reason, "slot limit") != NULL;
}

/* Somebody else took the slots: nothing more fits. */
static void
full_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GArray *slots = pasar_session_get_boosts_finish (PASAR_SESSION (source), result, NULL);
  g_autofree char *advice = NULL;

  if (slots != NULL)
    take_slots (self, slots);
  advice = dup_next_free_advice (self);
  skip_rest (self, _ ("All boost slots of the shop are in use."), advice);
  record (self,
          PASAR_CALL_DONE,
          PASAR_ROW_REFUSED,
          _ ("All boost slots of the shop are in use."),
          advice);
}

static void
take_error (PasarBoostJob *self, const GError *error)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  const char *advice = pasar_failure_get_advice (error);

  pasar_journal_call_set_error (current_call (self), error);
  switch (pasar_failure_from_error (error))
    {
    case PASAR_FAILURE_OF_RUN:
      stop (self, g_error_copy (error));
      record (self, PASAR_CALL_FAILED, PASAR_ROW_SKIPPED, error->message, advice);
      break;
    case PASAR_FAILURE_OF_CALL:
      record (self, PASAR_CALL_FAILED, PASAR_ROW_REFUSED, error->message, advice);
      break;
    case PASAR_FAILURE_UNKNOWN:
    default:
      set_outcome (current_outcome (self), PASAR_CHANGE_SENDING, error->message, advice);
      self->may_send_again = g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT)
                             && pasar_error_get_server_code (error) != NULL;
      pasar_session_get_boosts_async (session, NULL, checked_cb, g_object_ref (self));
      break;
    }
}

static void
take_result (PasarBoostJob *self, const PasarWriteResult *result)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  const PasarOutcome *outcome =
      result->outcomes->len != 0 ? g_ptr_array_index (result->outcomes, 0) : NULL;

  pasar_journal_call_set_answer (current_call (self),
                                 result->code,
                                 result->message,
                                 result->request_id);
  self->may_send_again = FALSE;
  if (outcome == NULL || outcome->kind == PASAR_OUTCOME_UNCONFIRMED)
    pasar_session_get_boosts_async (session, NULL, checked_cb, g_object_ref (self));
  else if (outcome->kind == PASAR_OUTCOME_DONE)
    record (self, PASAR_CALL_DONE, PASAR_ROW_DONE, NULL, NULL);
  else if (is_slot_limit (outcome->reason) || is_slot_limit (result->message))
    pasar_session_get_boosts_async (session, NULL, full_cb, g_object_ref (self));
  else
    record (self, PASAR_CALL_DONE, PASAR_ROW_REFUSED, outcome->reason, outcome->advice);
}

static void
boosted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  g_autoptr (PasarWriteResult) written = NULL;
  g_autoptr (GError) error = NULL;

  written = pasar_client_boost_item_finish (PASAR_CLIENT (source), result, &error);
  if (written != NULL)
    take_result (self, written);
  else
    take_error (self, error);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GError *error = NULL;

  if (!pasar_store_mark_sent_finish (PASAR_STORE (source), result, &error))
    {
      stop (self, error);
      end (self);
      return;
    }
  current_call (self)->state = PASAR_CALL_SENT;
  current_call (self)->sent_at = pasar_now_ms ();
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      record (self,
              PASAR_CALL_SKIPPED,
              PASAR_ROW_SKIPPED,
              _ ("Cancelled before it was sent."),
              NULL);
      return;
    }
  set_outcome (current_outcome (self), PASAR_CHANGE_SENDING, NULL, NULL);
  update_progress (self);
  send_boost (self);
}

static void
send_next (PasarBoostJob *self)
{
  /* A slot limit has skipped those that were still to come. */
  while (self->next < self->calls->len && current_outcome (self)->state != PASAR_CHANGE_READY)
    self->next++;
  if (self->next == self->calls->len || self->error != NULL
      || g_cancellable_is_cancelled (self->cancellable))
    {
      end (self);
      return;
    }
  pasar_store_mark_sent_async (pasar_session_get_store (pasar_job_get_session (PASAR_JOB (self))),
                               &current_call (self)->id,
                               1,
                               NULL,
                               marked_cb,
                               g_object_ref (self));
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GError *error = NULL;

  self->submission = pasar_store_begin_submission_finish (PASAR_STORE (source), result, &error);
  if (self->submission == 0)
    {
      stop (self, error);
      finish (self);
      return;
    }
  pasar_session_set_submission_running (pasar_job_get_session (PASAR_JOB (self)),
                                        self->submission,
                                        TRUE);
  send_next (self);
}

static void
refuse_boosted (PasarBoostOutcome *outcome, const PasarBoostSlot *slot)
{
  g_autofree char *time = dup_time (slot->free_at);
  g_autofree char *advice = NULL;

  /* Translators: %s is a time of day. */
  advice = g_strdup_printf (_ ("It can be boosted again at %s."), time);
  set_outcome (outcome, PASAR_CHANGE_REFUSED, _ ("This item is boosted already."), advice);
}

/* Which items are sent: those not boosted, each once, as long as there are free slots. */
static void
choose (PasarBoostJob *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *full_advice = dup_next_free_advice (self);
  guint n_free = PASAR_BOOST_SLOTS - MIN (self->slots->len, PASAR_BOOST_SLOTS);

  for (guint i = 0; i < self->outcomes->len; i++)
    {
      PasarBoostOutcome *outcome = g_ptr_array_index (self->outcomes, i);
      const PasarBoostSlot *slot = find_slot (self, outcome->item_id);
      PasarJournalCall *call;

      if (!g_hash_table_add (seen, &outcome->item_id))
        set_outcome (outcome, PASAR_CHANGE_SKIPPED, _ ("This item was asked for twice."), NULL);
      else if (slot != NULL)
        refuse_boosted (outcome, slot);
      else if (n_free == 0)
        set_outcome (outcome,
                     PASAR_CHANGE_SKIPPED,
                     _ ("All boost slots of the shop are in use."),
                     full_advice);
      else
        {
          n_free--;
          call = pasar_journal_call_new (PASAR_CALL_BOOST, outcome->item_id);
          pasar_journal_call_add_row (call, outcome->item_id, 0, G_MININT64, 1);
          g_ptr_array_add (self->calls, call);
          g_ptr_array_add (self->chosen, outcome);
        }
    }
}

static void
slots_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  PasarSession *session = PASAR_SESSION (source);
  GError *error = NULL;

  self->slots = pasar_session_get_boosts_finish (session, result, &error);
  if (self->slots == NULL)
    {
      stop (self, error);
      finish (self);
      return;
    }
  choose (self);
  update_progress (self);
  if (self->calls->len == 0)
    finish (self);
  else
    pasar_store_begin_submission_async (pasar_session_get_store (session),
                                        pasar_session_get_shop (session)->id,
                                        self->calls,
                                        NULL,
                                        begun_cb,
                                        g_object_ref (self));
}

static void
pasar_boost_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarBoostJob *self = PASAR_BOOST_JOB (job);
  PasarSession *session = pasar_job_get_session (job);
  PasarClient *client = pasar_session_require_client (session, &self->error);

  self->cancellable = g_object_ref (cancellable);
  if (client == NULL)
    {
      finish (self);
      return;
    }
  self->client = g_object_ref (client);
  update_progress (self);
  pasar_session_get_boosts_async (session, cancellable, slots_cb, g_object_ref (self));
}

static void
pasar_boost_job_class_init (PasarBoostJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_boost_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_boost_job_start;
}

static void
pasar_boost_job_init (PasarBoostJob *self)
{
  self->outcomes = g_ptr_array_new_with_free_func (outcome_free);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  self->chosen = g_ptr_array_new ();
}

/**
 * pasar_boost_job_new:
 * @session: an open shop
 * @item_ids: (array length=n_item_ids): the items, the most wanted first
 * @n_item_ids: how many
 *
 * Boosts as many of the items as slots are free.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_boost_job_new (PasarSession *session, const gint64 *item_ids, guint n_item_ids)
{
  PasarBoostJob *self = g_object_new (PASAR_TYPE_BOOST_JOB, "session", session, NULL);

  for (guint i = 0; i < n_item_ids; i++)
    {
      PasarBoostOutcome *outcome = g_new0 (PasarBoostOutcome, 1);

      outcome->item_id = item_ids[i];
      outcome->state = PASAR_CHANGE_READY;
      g_ptr_array_add (self->outcomes, outcome);
    }
  return PASAR_JOB (self);
}

/**
 * pasar_boost_job_get_outcomes:
 * @self: a job
 *
 * Returns: (transfer none) (element-type PasarBoostOutcome): one for each item, in
 *   the order asked; a notification of [property@Job:n-done] says that one changed
 */
GPtrArray *
pasar_boost_job_get_outcomes (PasarBoostJob *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_JOB (self), NULL);
  return self->outcomes;
}
