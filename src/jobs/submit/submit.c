/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-send.h"
#include "jobs/submit/journal-util.h"
#include "jobs/submit/plan-private.h"
#include "jobs/submit/read-back.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* So many calls in a row without an answer, or all refused for the state of the shop: the rest
 * would fare the same. */
#define MAX_FAILURES_IN_A_ROW 3

/* One call: its journal entry, and the entries of the plan that its rows stand for, in the same
 * order. */
typedef struct
{
  PasarJournalCall *journal; /* (unowned): in the job's array */
  GArray *entries;           /* (element-type guint) */
} SubmitCall;

/* The calls of one item: one after the other, prices first. */
typedef struct
{
  GPtrArray *calls; /* (element-type SubmitCall) (unowned) */
  guint next;
} Lane;

struct _PasarSubmitJob
{
  PasarJob parent_instance;

  PasarPlan *plan; /* (owned) */

  /* In progress. */
  PasarClient *client; /* (owned) */
  GCancellable *cancellable;
  GPtrArray *journal; /* (element-type PasarJournalCall) (owned) */
  GPtrArray *calls;   /* (element-type SubmitCall) (owned) */
  GQueue lanes;       /* (element-type Lane): not at work */
  GPtrArray *unknown; /* (element-type SubmitCall) (unowned): to be read back */
  gint64 submission;
  guint n_in_flight; /* lanes at work */
  guint n_failures;  /* in a row */
  guint n_to_send;   /* changes */
  gboolean is_reading_back;
  gboolean is_unsettled; /* an outcome could not be recorded */

  GError *error; /* (nullable): what stopped the run */
};

G_DEFINE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR_TYPE_JOB)

/* A lane at work, with its job. */
typedef struct
{
  PasarSubmitJob *job; /* (owned) */
  Lane *lane;          /* (owned) */
} Work;

static void pump (PasarSubmitJob *self);
static void send_next (Work *work);

static void
submit_call_free (gpointer data)
{
  SubmitCall *call = data;

  g_array_unref (call->entries);
  g_free (call);
}

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_ptr_array_unref (lane->calls);
  g_free (lane);
}

static void
pasar_submit_job_finalize (GObject *object)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (object);

  g_queue_clear_full (&self->lanes, lane_free);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->journal, g_ptr_array_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (pasar_submit_job_parent_class)->finalize (object);
}

static gboolean
is_stopped (PasarSubmitJob *self)
{
  return self->error != NULL || g_cancellable_is_cancelled (self->cancellable);
}

/* Ends the run because of error (taken): nothing more is sent. */
static void
stop (PasarSubmitJob *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
update_progress (PasarSubmitJob *self)
{
  const guint n_answered = pasar_plan_count_state (self->plan, PASAR_CHANGE_DONE)
                           + pasar_plan_count_state (self->plan, PASAR_CHANGE_REFUSED);
  g_autofree char *status = g_strdup_printf (
      /* Translators: the first %'u is how many changes were answered so far, the second how many
         there are. */
      ngettext ("Sending changes: %'u of %'u", "Sending changes: %'u of %'u", self->n_to_send),
      n_answered,
      self->n_to_send);

  pasar_job_set_progress (PASAR_JOB (self),
                          n_answered,
                          self->n_to_send,
                          self->is_reading_back ? _ ("Reading back what is not certain") : status);
}

static SubmitCall *
add_call (PasarSubmitJob *self, Lane *lane, PasarCallKind kind, gint64 item_id)
{
  SubmitCall *call = g_new0 (SubmitCall, 1);

  call->journal = pasar_journal_call_new (kind, item_id);
  call->entries = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->journal, call->journal);
  g_ptr_array_add (self->calls, call);
  g_ptr_array_add (lane->calls, call);
  return call;
}

/* The changes of one field among the entries from first to end, all of one item. */
static void
add_field (PasarSubmitJob *self, Lane *lane, guint first, guint end, PasarField field)
{
  const PasarCallKind kind = field == PASAR_FIELD_PRICE ? PASAR_CALL_PRICE : PASAR_CALL_STOCK;
  SubmitCall *call = NULL;

  for (guint i = first; i < end; i++)
    {
      const PasarPlanEntry *entry = pasar_plan_get_entry (self->plan, i);

      if (entry->state != PASAR_CHANGE_READY || entry->field != field)
        continue;
      if (call == NULL || call->entries->len == PASAR_WRITE_MAX)
        call = add_call (self, lane, kind, entry->key.item_id);
      pasar_journal_call_add_row (call->journal,
                                  entry->key.item_id,
                                  entry->key.model_id,
                                  entry->old_value,
                                  entry->new_value);
      g_array_append_val (call->entries, i);
      self->n_to_send++;
    }
}

/* The plan is in item order: the changes of an item stand together. */
static void
build_lanes (PasarSubmitJob *self)
{
  const guint n = pasar_plan_get_n_entries (self->plan);
  guint first = 0;

  while (first < n)
    {
      const gint64 item_id = pasar_plan_get_entry (self->plan, first)->key.item_id;
      Lane *lane = g_new0 (Lane, 1);
      guint end = first + 1;

      while (end < n && pasar_plan_get_entry (self->plan, end)->key.item_id == item_id)
        end++;
      lane->calls = g_ptr_array_new ();
      add_field (self, lane, first, end, PASAR_FIELD_PRICE);
      add_field (self, lane, first, end, PASAR_FIELD_STOCK);
      if (lane->calls->len != 0)
        g_queue_push_tail (&self->lanes, lane);
      else
        lane_free (lane);
      first = end;
    }
}

static void
show_call (PasarSubmitJob *self, const SubmitCall *call)
{
  for (guint i = 0; i < call->entries->len; i++)
    pasar_plan_show_row (self->plan,
                         g_array_index (call->entries, guint, i),
                         g_ptr_array_index (call->journal->rows, i));
}

static void
finish (PasarSubmitJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  g_autofree char *summary = NULL;

  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pasar_plan_skip_unsent (self->plan, _ ("Cancelled before it was sent."), NULL);
  else if (self->error != NULL)
    pasar_plan_skip_unsent (self->plan,
                            self->error->message,
                            pasar_failure_get_advice (self->error));
  if (self->submission != 0)
    pasar_session_set_submission_running (session, self->submission, FALSE);
  summary = pasar_plan_dup_summary (self->plan);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  if (self->submission != 0 || self->error != NULL)
    pasar_session_report (session, self->error);
  update_progress (self);
  pasar_job_finish (PASAR_JOB (self), g_steal_pointer (&self->error));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  if (!pasar_store_end_submission_finish (PASAR_STORE (source), result, &error))
    stop (self, error);
  finish (self);
}

/* Ends the submission in the journal, unless the settle job is to find it at the next start. */
static void
end_submission (PasarSubmitJob *self)
{
  if (self->is_unsettled || pasar_plan_count_state (self->plan, PASAR_CHANGE_UNKNOWN) != 0)
    {
      finish (self);
      return;
    }
  pasar_store_end_submission_async (pasar_session_get_store (
                                        pasar_job_get_session (PASAR_JOB (self))),
                                    self->submission,
                                    NULL,
                                    ended_cb,
                                    g_object_ref (self));
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  self->is_reading_back = FALSE;
  if (!pasar_read_back_finish (PASAR_SESSION (source), result, &error))
    {
      self->is_unsettled = TRUE;
      stop (self, error);
    }
  for (guint i = 0; i < self->unknown->len; i++)
    show_call (self, g_ptr_array_index (self->unknown, i));
  end_submission (self);
}

/* All that will be sent was sent and answered. What has no certain answer is read back, also after
 * a cancel. */
static void
read_back (PasarSubmitJob *self)
{
  g_autoptr (GPtrArray) calls = NULL;

  if (self->unknown->len == 0)
    {
      end_submission (self);
      return;
    }
  self->is_reading_back = TRUE;
  calls = g_ptr_array_new ();
  for (guint i = 0; i < self->unknown->len; i++)
    g_ptr_array_add (calls, ((SubmitCall *) g_ptr_array_index (self->unknown, i))->journal);
  update_progress (self);
  pasar_read_back_async (pasar_job_get_session (PASAR_JOB (self)),
                         calls,
                         g_cancellable_is_cancelled (self->cancellable) ? NULL : self->cancellable,
                         read_back_cb,
                         g_object_ref (self));
}

static void
work_end (Work *work)
{
  PasarSubmitJob *self = work->job;

  self->n_in_flight--;
  pump (self);
  lane_free (work->lane);
  g_object_unref (self);
  g_free (work);
}

static SubmitCall *
current_call (const Work *work)
{
  return g_ptr_array_index (work->lane->calls, work->lane->next);
}

/* Goes on to the item's next call. */
static void
advance (Work *work)
{
  work->lane->next++;
  if (is_stopped (work->job) || work->lane->next == work->lane->calls->len)
    work_end (work);
  else
    send_next (work);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  PasarSubmitJob *self = work->job;
  GError *error = NULL;

  if (!pasar_session_record_finish (PASAR_SESSION (source), result, &error))
    {
      self->is_unsettled = TRUE;
      stop (self, error);
    }
  show_call (self, current_call (work));
  update_progress (self);
  advance (work);
}

/* A call that stays sent has rows without a certain outcome: they are read back at the end. */
static void
record (Work *work, PasarCallState state)
{
  PasarJournalCall *journal = current_call (work)->journal;

  if (state == PASAR_CALL_SENT)
    g_ptr_array_add (work->job->unknown, current_call (work));
  journal->state = state;
  journal->done_at = pasar_now_ms ();
  pasar_session_record_async (pasar_job_get_session (PASAR_JOB (work->job)),
                              journal,
                              recorded_cb,
                              work);
}

static void
take_error (Work *work, const GError *error)
{
  PasarSubmitJob *self = work->job;
  PasarJournalCall *journal = current_call (work)->journal;
  const char *advice = pasar_failure_get_advice (error);

  pasar_journal_call_set_error (journal, error);
  switch (pasar_failure_from_error (error))
    {
    case PASAR_FAILURE_OF_RUN:
      pasar_journal_call_set_rows (journal, PASAR_ROW_SKIPPED, error->message, advice);
      stop (self, g_error_copy (error));
      record (work, PASAR_CALL_FAILED);
      break;
    case PASAR_FAILURE_OF_CALL:
      self->n_failures = 0;
      pasar_journal_call_set_rows (journal, PASAR_ROW_REFUSED, error->message, advice);
      record (work, PASAR_CALL_FAILED);
      break;
    case PASAR_FAILURE_UNKNOWN:
    default:
      pasar_journal_call_set_rows (journal, PASAR_ROW_UNKNOWN, error->message, advice);
      if (++self->n_failures >= MAX_FAILURES_IN_A_ROW)
        stop (self, g_error_copy (error));
      record (work, PASAR_CALL_SENT);
      break;
    }
}

/* Some refusals are of the whole shop, and the rest would be refused too: all rows of some calls in
 * a row. */
static void
judge_refusals (PasarSubmitJob *self, const PasarWriteResult *result)
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

static void
take_result (Work *work, const PasarWriteResult *result)
{
  PasarJournalCall *journal = current_call (work)->journal;

  pasar_journal_take_result (journal, result);
  judge_refusals (work->job, result);
  record (work, pasar_journal_call_has_unknown (journal) ? PASAR_CALL_SENT : PASAR_CALL_DONE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = pasar_journal_send_finish (result, &error);

  if (written != NULL)
    take_result (user_data, written);
  else
    take_error (user_data, error);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  PasarSubmitJob *self = work->job;
  SubmitCall *call = current_call (work);
  GError *error = NULL;

  if (!pasar_store_mark_sent_finish (PASAR_STORE (source), result, &error))
    {
      stop (self, error);
      work_end (work);
      return;
    }
  call->journal->state = PASAR_CALL_SENT;
  call->journal->sent_at = pasar_now_ms ();
  if (is_stopped (self))
    {
      pasar_journal_call_set_rows (call->journal,
                                   PASAR_ROW_SKIPPED,
                                   self->error != NULL ? self->error->message
                                                       : _ ("Cancelled before it was sent."),
                                   NULL);
      record (work, PASAR_CALL_SKIPPED);
      return;
    }
  for (guint i = 0; i < call->entries->len; i++)
    pasar_plan_set_entry_outcome (self->plan,
                                  g_array_index (call->entries, guint, i),
                                  PASAR_CHANGE_SENDING,
                                  NULL,
                                  NULL);
  pasar_journal_send_async (call->journal,
                            self->client,
                            pasar_plan_get_catalogue (self->plan),
                            answered_cb,
                            work);
}

/* Records that the lane's next call is about to be sent, then sends it. */
static void
send_next (Work *work)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (work->job));

  pasar_store_mark_sent_async (pasar_session_get_store (session),
                               &current_call (work)->journal->id,
                               1,
                               NULL,
                               marked_cb,
                               work);
}

static void
pump (PasarSubmitJob *self)
{
  const guint max_in_flight = pasar_client_get_max_in_flight (self->client);

  while (!is_stopped (self) && self->n_in_flight < max_in_flight
         && !g_queue_is_empty (&self->lanes))
    {
      Work *work = g_new0 (Work, 1);

      work->job = g_object_ref (self);
      work->lane = g_queue_pop_head (&self->lanes);
      self->n_in_flight++;
      send_next (work);
    }
  if (self->n_in_flight == 0)
    read_back (self);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
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
  pump (self);
}

static void
pasar_submit_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (job);
  PasarSession *session = pasar_job_get_session (job);
  PasarClient *client = pasar_session_require_client (session, &self->error);

  self->cancellable = g_object_ref (cancellable);
  if (client == NULL)
    {
      finish (self);
      return;
    }
  self->client = g_object_ref (client);
  pasar_plan_skip_unconfirmed (self->plan);
  build_lanes (self);
  update_progress (self);
  if (self->journal->len == 0)
    {
      finish (self);
      return;
    }
  /* Everything that will be sent is on disk before anything is. */
  pasar_store_begin_submission_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      self->journal,
                                      NULL,
                                      begun_cb,
                                      g_object_ref (self));
}

static void
pasar_submit_job_class_init (PasarSubmitJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_submit_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_submit_job_start;
}

static void
pasar_submit_job_init (PasarSubmitJob *self)
{
  self->journal = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  self->calls = g_ptr_array_new_with_free_func (submit_call_free);
  self->unknown = g_ptr_array_new ();
  g_queue_init (&self->lanes);
}

/**
 * pasar_submit_job_new:
 * @session: an open shop
 * @plan: a plan of its catalogue, not submitted yet
 *
 * Sends the ready changes of @plan; those that must be confirmed only when the
 * plan was. Outcomes show in the plan as they come. An error that would meet
 * every other call too ends the run; what was not sent is then skipped and stays
 * staged.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_submit_job_new (PasarSession *session, PasarPlan *plan)
{
  PasarSubmitJob *self = g_object_new (PASAR_TYPE_SUBMIT_JOB, "session", session, NULL);

  self->plan = g_object_ref (plan);
  return PASAR_JOB (self);
}
