/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util.h"
#include "jobs/submit/read-back.h"
#include "jobs/submit/settle.h"

#include <glib/gi18n-lib.h>

/* As long as a boost lasted in every report (reference 4.3): past it, the list cannot tell whether
 * one was made. */
#define BOOST_MS (4 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _PasarSettleJob
{
  PasarJob parent_instance;

  /* In progress. */
  GCancellable *cancellable;
  GPtrArray *submissions; /* (element-type PasarSubmission) (owned) */
  GPtrArray *writes;      /* (element-type PasarJournalCall) (unowned): price and stock, unknown */
  GPtrArray *boosts;      /* (element-type PasarJournalCall) (unowned): unknown */
  guint n_waiting;        /* writes of the journal */
  GError *error;

  /* Output. */
  guint n_written;
  guint n_left;
  guint n_unknown;
};

G_DEFINE_FINAL_TYPE (PasarSettleJob, pasar_settle_job, PASAR_TYPE_JOB)

static void
pasar_settle_job_finalize (GObject *object)
{
  PasarSettleJob *self = PASAR_SETTLE_JOB (object);

  g_clear_pointer (&self->writes, g_ptr_array_unref);
  g_clear_pointer (&self->boosts, g_ptr_array_unref);
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (pasar_settle_job_parent_class)->finalize (object);
}

static void
keep_error (PasarSettleJob *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}

static char *
dup_summary (PasarSettleJob *self)
{
  GString *text = g_string_new (NULL);

  if (self->submissions != NULL && self->submissions->len == 0)
    g_string_append (text, _ ("Nothing was left unfinished."));
  if (self->n_written != 0)
    g_string_append_printf (text,
                            /* Translators: %'u is a number of changes. */
                            ngettext ("%'u interrupted change was taken by the shop.",
                                      "%'u interrupted changes were taken by the shop.",
                                      self->n_written),
                            self->n_written);
  if (self->n_left != 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %'u is a number of changes. */
                              ngettext ("%'u was not; it is still here to be sent.",
                                        "%'u were not; they are still here to be sent.",
                                        self->n_left),
                              self->n_left);
    }
  if (self->n_unknown != 0)
    g_string_append_printf (text,
                            ngettext (" %'u not certain.", " %'u not certain.", self->n_unknown),
                            self->n_unknown);
  return g_strchug (g_string_free (text, FALSE));
}

static void
finish (PasarSettleJob *self)
{
  g_autofree char *summary = dup_summary (self);

  pasar_job_set_summary (PASAR_JOB (self), summary);
  pasar_job_set_progress (PASAR_JOB (self),
                          self->n_written + self->n_left,
                          self->n_written + self->n_left,
                          NULL);
  pasar_job_finish (PASAR_JOB (self), g_steal_pointer (&self->error));
}

/* The seller may have changed or discarded it since. */
static gboolean
is_staged (PasarSettleJob *self, const PasarJournalCall *call, const PasarJournalRow *row)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
  const guint number = pasar_catalogue_find (catalogue, row->item_id, row->model_id);

  return call->kind != PASAR_CALL_BOOST && number != PASAR_NO_ROW
         && pasar_catalogue_row_get_staged (catalogue, number, field) == row->new_value;
}

static void
count_call (PasarSettleJob *self, const PasarJournalCall *call)
{
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (row->state == PASAR_ROW_DONE)
        self->n_written++;
      else if (row->state == PASAR_ROW_UNKNOWN)
        self->n_unknown++;
      else if (is_staged (self, call, row))
        self->n_left++;
    }
}

/* What was to be sent and never was. */
static void
count_unsent (PasarSettleJob *self, const PasarSubmission *submission)
{
  for (guint i = 0; i < submission->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);

      if (call->state == PASAR_CALL_PLANNED)
        count_call (self, call);
    }
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  GError *error = NULL;

  if (!pasar_store_end_submission_finish (PASAR_STORE (source), result, &error))
    keep_error (self, error);
  if (--self->n_waiting == 0)
    finish (self);
}

static gboolean
is_settled (const PasarSubmission *submission)
{
  for (guint i = 0; i < submission->calls->len; i++)
    if (pasar_journal_call_has_unknown (g_ptr_array_index (submission->calls, i)))
      return FALSE;
  return TRUE;
}

/* Ends the submissions in which nothing is unknown any more; the others are found again at the next
 * start. */
static void
end_submissions (PasarSettleJob *self)
{
  PasarStore *store = pasar_session_get_store (pasar_job_get_session (PASAR_JOB (self)));

  self->n_waiting = 1;
  for (guint i = 0; i < self->submissions->len; i++)
    {
      const PasarSubmission *submission = g_ptr_array_index (self->submissions, i);

      if (!is_settled (submission))
        continue;
      count_unsent (self, submission);
      self->n_waiting++;
      pasar_store_end_submission_async (store, submission->id, NULL, ended_cb, g_object_ref (self));
    }
  if (--self->n_waiting == 0)
    finish (self);
}

static gboolean
is_boosted (const GArray *slots, gint64 item_id)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, PasarBoostSlot, i).item_id == item_id)
      return TRUE;
  return FALSE;
}

static void
settle_boost (PasarJournalCall *call, const GArray *slots)
{
  const gboolean is_over = pasar_now_ms () - call->sent_at > BOOST_MS;

  if (is_boosted (slots, call->item_id))
    pasar_journal_call_set_rows (call, PASAR_ROW_DONE, NULL, NULL);
  else if (is_over)
    pasar_journal_call_set_rows (call,
                                 PASAR_ROW_SKIPPED,
                                 _ ("Whether this boost was made can no longer be told."),
                                 NULL);
  else
    pasar_journal_call_set_rows (call,
                                 PASAR_ROW_REFUSED,
                                 _ ("The boost was not made."),
                                 _ ("Boost the item again."));
  call->state = PASAR_CALL_DONE;
  call->done_at = pasar_now_ms ();
}

static void
boost_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  GError *error = NULL;

  if (!pasar_session_record_finish (PASAR_SESSION (source), result, &error))
    keep_error (self, error);
  if (--self->n_waiting == 0)
    end_submissions (self);
}

static void
boosts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  PasarSession *session = PASAR_SESSION (source);
  g_autoptr (GArray) slots = NULL;
  GError *error = NULL;

  slots = pasar_session_get_boosts_finish (session, result, &error);
  if (slots == NULL)
    {
      keep_error (self, error);
      end_submissions (self);
      return;
    }
  for (guint i = 0; i < self->boosts->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (self->boosts, i);

      settle_boost (call, slots);
      count_call (self, call);
      self->n_waiting++;
      pasar_session_record_async (session, call, boost_recorded_cb, g_object_ref (self));
    }
}

static void
settle_boosts (PasarSettleJob *self)
{
  if (self->boosts->len == 0)
    end_submissions (self);
  else
    pasar_session_get_boosts_async (pasar_job_get_session (PASAR_JOB (self)),
                                    self->cancellable,
                                    boosts_cb,
                                    g_object_ref (self));
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  GError *error = NULL;

  if (!pasar_read_back_finish (PASAR_SESSION (source), result, &error))
    keep_error (self, error);
  for (guint i = 0; i < self->writes->len; i++)
    count_call (self, g_ptr_array_index (self->writes, i));
  settle_boosts (self);
}

static void
collect (PasarSettleJob *self)
{
  for (guint i = 0; i < self->submissions->len; i++)
    {
      const PasarSubmission *submission = g_ptr_array_index (self->submissions, i);

      for (guint k = 0; k < submission->calls->len; k++)
        {
          PasarJournalCall *call = g_ptr_array_index (submission->calls, k);

          if (pasar_journal_call_has_unknown (call))
            g_ptr_array_add (call->kind == PASAR_CALL_BOOST ? self->boosts : self->writes, call);
        }
    }
}

/* A submission that a job of this session is at is not unfinished. */
static void
drop_running (PasarSettleJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));

  for (guint i = self->submissions->len; i > 0; i--)
    {
      const PasarSubmission *submission = g_ptr_array_index (self->submissions, i - 1);

      if (pasar_session_is_submission_running (session, submission->id))
        g_ptr_array_remove_index (self->submissions, i - 1);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  GError *error = NULL;

  self->submissions = pasar_store_list_submissions_finish (PASAR_STORE (source), result, &error);
  if (self->submissions == NULL)
    {
      keep_error (self, error);
      finish (self);
      return;
    }
  drop_running (self);
  collect (self);
  if (self->writes->len == 0 && self->boosts->len == 0)
    end_submissions (self);
  else if (pasar_session_require_client (session, &self->error) == NULL)
    finish (self);
  else if (self->writes->len == 0)
    settle_boosts (self);
  else
    {
      pasar_job_set_progress (PASAR_JOB (self), 0, 0, _ ("Settling interrupted changes"));
      pasar_read_back_async (session,
                             self->writes,
                             self->cancellable,
                             read_back_cb,
                             g_object_ref (self));
    }
}

static void
pasar_settle_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarSettleJob *self = PASAR_SETTLE_JOB (job);
  PasarSession *session = pasar_job_get_session (job);

  self->cancellable = g_object_ref (cancellable);
  pasar_store_list_submissions_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      TRUE,
                                      0,
                                      cancellable,
                                      listed_cb,
                                      g_object_ref (self));
}

static void
pasar_settle_job_class_init (PasarSettleJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_settle_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_settle_job_start;
}

static void
pasar_settle_job_init (PasarSettleJob *self)
{
  self->writes = g_ptr_array_new ();
  self->boosts = g_ptr_array_new ();
}

/**
 * pasar_settle_job_new:
 * @session: an open shop
 *
 * Settles what an earlier run left unfinished; submissions and boosts that run
 * now in this session are left alone. What cannot be read stays unfinished.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_settle_job_new (PasarSession *session)
{
  return g_object_new (PASAR_TYPE_SETTLE_JOB, "session", session, NULL);
}

/**
 * pasar_settle_job_get_n_written:
 * @self: a job that has ended
 *
 * Returns: how many rows were found to have been taken by the shop
 */
guint
pasar_settle_job_get_n_written (PasarSettleJob *self)
{
  g_return_val_if_fail (PASAR_IS_SETTLE_JOB (self), 0);
  return self->n_written;
}

/**
 * pasar_settle_job_get_n_left:
 * @self: a job that has ended
 *
 * Returns: how many rows were not, or were never sent; they are still staged
 */
guint
pasar_settle_job_get_n_left (PasarSettleJob *self)
{
  g_return_val_if_fail (PASAR_IS_SETTLE_JOB (self), 0);
  return self->n_left;
}

/**
 * pasar_settle_job_get_n_unknown:
 * @self: a job that has ended
 *
 * Returns: how many rows could still not be settled
 */
guint
pasar_settle_job_get_n_unknown (PasarSettleJob *self)
{
  g_return_val_if_fail (PASAR_IS_SETTLE_JOB (self), 0);
  return self->n_unknown;
}
