/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/cells-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/look-private.h"
#include "jobs/submit/settle-private.h"

#include <glib/gi18n-lib.h>

struct _PasarSettleJob
{
  PasarJob parent_instance;

  /* In progress. */
  GCancellable *cancellable;
  GPtrArray *submissions; /* (element-type PasarSubmission) (owned) */
  GPtrArray *unclear;     /* (element-type PasarJournalCall) (unowned) */
  guint n_waiting;        /* writes of the journal */
  GError *error;

  /* Output. */
  PasarSettleCounts counts;
};

G_DEFINE_FINAL_TYPE (PasarSettleJob, pasar_settle_job, PASAR_TYPE_JOB)

static void
pasar_settle_job_finalize (GObject *object)
{
  PasarSettleJob *self = PASAR_SETTLE_JOB (object);

  g_clear_pointer (&self->unclear, g_ptr_array_unref);
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
  if (self->counts.n_written != 0)
    g_string_append_printf (text,
                            /* Translators: %'u is a number of changes. */
                            ngettext ("%'u change was taken by the shop.",
                                      "%'u changes were taken by the shop.",
                                      self->counts.n_written),
                            self->counts.n_written);
  if (self->counts.n_left != 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              /* Translators: %'u is a number of changes. */
                              ngettext ("%'u was not; it is still here to be submitted.",
                                        "%'u were not; they are still here to be submitted.",
                                        self->counts.n_left),
                              self->counts.n_left);
    }
  if (self->counts.n_unknown != 0)
    g_string_append_printf (text,
                            ngettext (" %'u is not certain.",
                                      " %'u are not certain.",
                                      self->counts.n_unknown),
                            self->counts.n_unknown);
  return g_strchug (g_string_free (text, FALSE));
}

static void
finish (PasarSettleJob *self)
{
  g_autofree char *summary = dup_summary (self);

  pasar_job_set_summary (PASAR_JOB (self), summary);
  pasar_job_set_progress (PASAR_JOB (self),
                          self->counts.n_written + self->counts.n_left,
                          self->counts.n_written + self->counts.n_left,
                          NULL);
  pasar_job_finish (PASAR_JOB (self), g_steal_pointer (&self->error));
}

static void
count_call (PasarSettleJob *self, const PasarJournalCall *call)
{
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));

  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (row->state == PASAR_CHANGE_DONE)
        self->counts.n_written++;
      else if (row->state == PASAR_CHANGE_UNKNOWN || row->state == PASAR_CHANGE_UNCERTAIN)
        self->counts.n_unknown++;
      else if (pasar_journal_row_is_staged (row, call->kind, catalogue))
        self->counts.n_left++;
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

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
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

static void
set_running (PasarSettleJob *self, gboolean is_running)
{
  for (guint i = 0; i < self->submissions->len; i++)
    pasar_session_set_submission_running (pasar_job_get_session (PASAR_JOB (self)),
                                          ((const PasarSubmission *)
                                               g_ptr_array_index (self->submissions, i))
                                              ->id,
                                          is_running);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSettleJob) self = user_data;
  GError *error = NULL;

  if (!pasar_looks_finish (PASAR_SESSION (source), result, &error))
    keep_error (self, error);
  set_running (self, FALSE);
  for (guint i = 0; i < self->unclear->len; i++)
    count_call (self, g_ptr_array_index (self->unclear, i));
  end_submissions (self);
}

static void
collect_call (PasarSettleJob *self, PasarJournalCall *call)
{
  if (!pasar_journal_call_has_unknown (call))
    return;
  pasar_journal_call_set_rows (call, PASAR_CHANGE_READY, PASAR_CHANGE_UNKNOWN, NULL, NULL);
  g_ptr_array_add (self->unclear, call);
}

static void
collect (PasarSettleJob *self)
{
  for (guint i = 0; i < self->submissions->len; i++)
    {
      const PasarSubmission *submission = g_ptr_array_index (self->submissions, i);

      for (guint k = 0; k < submission->calls->len; k++)
        collect_call (self, g_ptr_array_index (submission->calls, k));
    }
}

/* For how long the shop is to be looked at still: what was sent long ago shows at once. The times
 * come from the file, and the computer's clock may have been set. */
static gint64
get_window (PasarSettleJob *self)
{
  const PasarTiming *timing = &pasar_job_get_session (PASAR_JOB (self))->timing;
  const gint64 now = pasar_now_ms ();
  gint64 window = 0;

  for (guint i = 0; i < self->unclear->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (self->unclear, i);
      const gint64 looks =
          call->kind == PASAR_CALL_BOOST ? timing->boost_looks_ms : timing->write_looks_ms;
      const gint64 at = CLAMP (MAX (call->sent_at_ms, call->done_at_ms), now - looks, now);

      window = MAX (window, at + looks - now);
    }
  return window;
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

  self->submissions = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (self->submissions == NULL)
    {
      keep_error (self, error);
      finish (self);
      return;
    }
  drop_running (self);
  collect (self);
  if (self->unclear->len == 0)
    end_submissions (self);
  else if (pasar_session_require_client (session, &self->error) == NULL)
    finish (self);
  else
    {
      set_running (self, TRUE);
      pasar_job_set_progress (PASAR_JOB (self), 0, 0, _ ("Looking at the shop for what it took"));
      pasar_looks_async (session,
                         self->unclear,
                         get_window (self),
                         NULL,
                         NULL,
                         NULL,
                         self->cancellable,
                         looked_cb,
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
  self->unclear = g_ptr_array_new ();
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
 * pasar_settle_job_get_counts:
 * @self: a job that has ended
 *
 * All are 0 until then.
 *
 * Returns: (transfer none): how many rows came to what
 */
const PasarSettleCounts *
pasar_settle_job_get_counts (PasarSettleJob *self)
{
  g_return_val_if_fail (PASAR_IS_SETTLE_JOB (self), NULL);
  return &self->counts;
}

static GPtrArray *
dup_unknown (const GPtrArray *submissions)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);

  for (guint i = 0; i < submissions->len; i++)
    {
      const PasarSubmission *submission = g_ptr_array_index (submissions, i);

      for (guint k = 0; k < submission->calls->len; k++)
        {
          const PasarJournalCall *call = g_ptr_array_index (submission->calls, k);

          if (pasar_journal_call_has_unknown (call))
            g_ptr_array_add (calls, pasar_journal_call_copy (call));
        }
    }
  return calls;
}

static void
unsettled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) submissions = NULL;
  GError *error = NULL;

  submissions = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (submissions == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, dup_unknown (submissions), (GDestroyNotify) g_ptr_array_unref);
}

/* What could not be settled is told, whatever the reason. */
static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (source));

  pasar_job_run_finish (PASAR_JOB (source), result, NULL);
  pasar_store_list_submissions_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      TRUE,
                                      0,
                                      0,
                                      NULL,
                                      unsettled_cb,
                                      user_data);
}

/* Settles what can be, before more is sent; see pasar_settle_finish(). */
void
pasar_settle_async (PasarSession *session,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (PasarJob) job = pasar_settle_job_new (session);
  GTask *task = g_task_new (session, NULL, callback, user_data);

  g_task_set_source_tag (task, pasar_settle_async);
  pasar_job_run_within (job, cancellable, settled_cb, task);
}

/* Returns: (transfer full) (element-type PasarJournalCall): those of which something is still
 * unknown, which must not be sent again; NULL with a PASAR_STORE_ERROR. */
GPtrArray *
pasar_settle_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_settle_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Returns: (transfer full): the cells that calls of prices and stock are not known of; see
 * pasar_cells_contain(). */
GHashTable *
pasar_settle_list_cells (const GPtrArray *calls)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  for (guint i = 0; i < calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (calls, i);

      for (guint k = 0; call->kind != PASAR_CALL_BOOST && k < call->rows->len; k++)
        {
          const PasarJournalRow *row = g_ptr_array_index (call->rows, k);
          const PasarEdit cell = {
            .key = { row->item_id, row->model_id },
            .field = pasar_call_kind_get_field (call->kind),
          };

          if (pasar_journal_call_is_row_unknown (call, row->item_id, row->model_id))
            g_array_append_val (cells, cell);
        }
    }
  g_ptr_array_add (lists, cells);
  return pasar_cells_new (lists);
}
