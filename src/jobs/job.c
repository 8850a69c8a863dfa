/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/job.h"

#include "jobs/pace.h"

/* Progress is told at most once in this time. */
#define NOTIFY_INTERVAL_MS 50

typedef struct
{
  PasarSession *session; /* (owned) */
  GCancellable *cancellable;
  GTask *task;         /* (nullable): while it runs */
  GCancellable *outer; /* (nullable): of the work that this is a part of */
  gulong outer_id;
  PasarJobState state;
  GError *error; /* (nullable): what ended it */
  guint n_done;
  guint n_total;
  PasarPace pace;
  char *status;
  char *summary;
  guint notify_id;
  gint64 notified_at; /* monotonic, µs */
} PasarJobPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PasarJob, pasar_job, G_TYPE_OBJECT)

typedef enum
{
  PROP_SESSION = 1,
  PROP_STATE,
  PROP_N_DONE,
  PROP_N_TOTAL,
  PROP_STATUS,
  PROP_RATE,
  PROP_SECS_LEFT,
} PasarJobProperty;

static GParamSpec *properties[PROP_SECS_LEFT + 1];

static void
pasar_job_dispose (GObject *object)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (PASAR_JOB (object));

  g_clear_handle_id (&priv->notify_id, g_source_remove);
  g_clear_object (&priv->session);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->outer);
  G_OBJECT_CLASS (pasar_job_parent_class)->dispose (object);
}

static void
pasar_job_finalize (GObject *object)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (PASAR_JOB (object));

  g_clear_error (&priv->error);
  g_free (priv->status);
  g_free (priv->summary);
  G_OBJECT_CLASS (pasar_job_parent_class)->finalize (object);
}

static void
pasar_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (PASAR_JOB (object));

  switch ((PasarJobProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) priv->state);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, priv->n_done);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, priv->n_total);
      break;
    case PROP_STATUS:
      g_value_set_string (value, priv->status);
      break;
    case PROP_RATE:
      g_value_set_double (value, pasar_pace_get_rate (&priv->pace));
      break;
    case PROP_SECS_LEFT:
      g_value_set_int (value, pasar_job_get_secs_left (PASAR_JOB (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_job_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (PASAR_JOB (object));

  if (id == PROP_SESSION)
    priv->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pasar_job_class_init (PasarJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pasar_job_dispose;
  object_class->finalize = pasar_job_finalize;
  object_class->get_property = pasar_job_get_property;
  object_class->set_property = pasar_job_set_property;

  /**
   * PasarJob:session:
   *
   * The shop that the job works on, which it holds.
   */
  properties[PROP_SESSION] =
      g_param_spec_object ("session",
                           NULL,
                           NULL,
                           PASAR_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * PasarJob:state:
   *
   * Where the job stands, a [enum@JobState].
   */
  properties[PROP_STATE] = g_param_spec_int ("state",
                                             NULL,
                                             NULL,
                                             PASAR_JOB_IDLE,
                                             PASAR_JOB_FAILED,
                                             PASAR_JOB_IDLE,
                                             readable);
  /**
   * PasarJob:n-done:
   *
   * How much is done, in the unit that the status names.
   */
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, readable);
  /**
   * PasarJob:n-total:
   *
   * How much there is to do; 0 while it is not known.
   */
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, readable);
  /**
   * PasarJob:status:
   *
   * What the job does now, translated, e.g. "Reading items: 120 of 1,204".
   */
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, readable);
  /**
   * PasarJob:rate:
   *
   * How much is done a second, smoothed; 0 while that cannot be told.
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  /**
   * PasarJob:secs-left:
   *
   * How many seconds the rest will take at this rate; -1 while that cannot be told.
   */
  properties[PROP_SECS_LEFT] = g_param_spec_int ("secs-left",
                                                 NULL,
                                                 NULL,
                                                 PASAR_PACE_UNKNOWN,
                                                 G_MAXINT,
                                                 PASAR_PACE_UNKNOWN,
                                                 readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pasar_job_init (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
}

/**
 * pasar_job_get_session:
 * @self: a job
 *
 * A job holds its session, which stays open so.
 *
 * Returns: (transfer none): the shop that it works on
 */
PasarSession *
pasar_job_get_session (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), NULL);
  return priv->session;
}

static void
run (PasarJob *self, GAsyncReadyCallback callback, gpointer user_data)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  priv->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (priv->task, pasar_job_run_async);
  priv->state = PASAR_JOB_RUNNING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  PASAR_JOB_GET_CLASS (self)->start (self, priv->cancellable);
}

/**
 * pasar_job_run_async:
 * @self: a job that was not run yet
 * @callback: (scope async) (nullable): called when it has ended
 * @user_data: for @callback
 *
 * Runs the job; until it has ended it is one of [method@Session.get_jobs], which keeps it, and it
 * keeps its session. Single rows that the shop refuses are no error. Errors: those of the client
 * and the store; `G_IO_ERROR_CANCELLED`.
 */
void
pasar_job_run_async (PasarJob *self, GAsyncReadyCallback callback, gpointer user_data)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_if_fail (PASAR_IS_JOB (self));
  g_return_if_fail (priv->state == PASAR_JOB_IDLE);

  g_list_store_append (G_LIST_STORE (pasar_session_get_jobs (priv->session)), self);
  run (self, callback, user_data);
}

static void
outer_cancelled_cb (GCancellable *outer, PasarJob *self)
{
  pasar_job_cancel (self);
}

/**
 * pasar_job_run_within:
 * @self: a job that was not run yet
 * @outer: (nullable): cancels the job with it
 * @callback: (scope async): called when it has ended
 * @user_data: for @callback
 *
 * Runs a job that is a part of other work; ends with [method@Job.run_finish].
 */
void
pasar_job_run_within (PasarJob *self,
                      GCancellable *outer,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_if_fail (PASAR_IS_JOB (self));
  g_return_if_fail (priv->state == PASAR_JOB_IDLE);

  if (outer != NULL)
    {
      priv->outer = g_object_ref (outer);
      priv->outer_id = g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb), self, NULL);
    }
  run (self, callback, user_data);
}

/**
 * pasar_job_run_finish:
 * @self: a job
 * @result: what the callback was given
 * @error: return location
 *
 * What was done before an error stays done. Errors: those of the kind of job, and
 * %G_IO_ERROR_CANCELLED when it was stopped.
 *
 * Returns: %FALSE when the job failed or was cancelled
 */
gboolean
pasar_job_run_finish (PasarJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_job_run_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_job_cancel:
 * @self: a job
 *
 * Asks to stop. The job ends soon; what is in flight is waited for where its
 * outcome matters.
 */
void
pasar_job_cancel (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_if_fail (PASAR_IS_JOB (self));
  g_cancellable_cancel (priv->cancellable);
}

/**
 * pasar_job_get_state:
 * @self: a job
 *
 * Jobs run once: from idle to running, then to one of the ends.
 *
 * Returns: where it stands
 */
PasarJobState
pasar_job_get_state (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), PASAR_JOB_IDLE);
  return priv->state;
}

/**
 * pasar_job_get_error:
 * @self: a job
 *
 * Stays with the job, for a window that is opened after the end.
 *
 * Returns: (nullable) (transfer none): what it failed with or was cancelled by, when it has ended
 */
const GError *
pasar_job_get_error (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), NULL);
  return priv->error;
}

/**
 * pasar_job_find:
 * @session: an open shop
 * @type: a type of jobs
 *
 * No window owns a job: one that is opened later finds it so.
 *
 * Returns: (nullable) (transfer none): a job of @type that runs there now
 */
PasarJob *
pasar_job_find (PasarSession *session, GType type)
{
  GListModel *jobs = pasar_session_get_jobs (session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (PasarJob) job = g_list_model_get_item (jobs, i);

      if (g_type_is_a (G_OBJECT_TYPE (job), type))
        return job;
    }
  return NULL;
}

/**
 * pasar_job_get_n_done:
 * @self: a job
 *
 * Grows while the job runs, up to [method@Job.get_n_total] at most.
 *
 * Returns: how much is done, in the unit that the status names
 */
guint
pasar_job_get_n_done (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), 0);
  return priv->n_done;
}

/**
 * pasar_job_get_n_total:
 * @self: a job
 *
 * May change while the job runs.
 *
 * Returns: how much there is to do; 0 while it is not known
 */
guint
pasar_job_get_n_total (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), 0);
  return priv->n_total;
}

/**
 * pasar_job_get_secs_left:
 * @self: a job
 *
 * Goes up and down with the server.
 *
 * Returns: how many seconds the rest will take; -1 while that cannot be told
 */
int
pasar_job_get_secs_left (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), PASAR_PACE_UNKNOWN);
  return pasar_pace_get_secs_left (&priv->pace, priv->n_total);
}

/**
 * pasar_job_get_status:
 * @self: a job
 *
 * For a line under a progress bar.
 *
 * Returns: (nullable): what it does now, translated
 */
const char *
pasar_job_get_status (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), NULL);
  return priv->status;
}

/**
 * pasar_job_dup_summary:
 * @self: a job
 *
 * For a toast or the last line of a dialog.
 *
 * Returns: (nullable) (transfer full): a translated sentence on how it ended,
 *   e.g. "34 changes sent, 2 refused."
 */
char *
pasar_job_dup_summary (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_val_if_fail (PASAR_IS_JOB (self), NULL);
  return g_strdup (priv->summary);
}

static void
pasar_job_notify_progress (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);
  GObject *object = G_OBJECT (self);

  g_clear_handle_id (&priv->notify_id, g_source_remove);
  priv->notified_at = g_get_monotonic_time ();
  g_object_freeze_notify (object);
  g_object_notify_by_pspec (object, properties[PROP_STATUS]);
  g_object_notify_by_pspec (object, properties[PROP_N_TOTAL]);
  g_object_notify_by_pspec (object, properties[PROP_N_DONE]);
  g_object_notify_by_pspec (object, properties[PROP_RATE]);
  g_object_notify_by_pspec (object, properties[PROP_SECS_LEFT]);
  g_object_thaw_notify (object);
}

static gboolean
pasar_job_notify_cb (gpointer user_data)
{
  PasarJob *self = user_data;
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  priv->notify_id = 0;
  pasar_job_notify_progress (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_job_set_progress:
 * @self: a running job
 * @n_done: how much is done
 * @n_total: how much there is to do, 0 when not known
 * @status: (nullable): what is done now, translated; %NULL keeps the last one
 *
 * For subclasses: takes the values at once, tells of them soon.
 */
void
pasar_job_set_progress (PasarJob *self, guint n_done, guint n_total, const char *status)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);
  gint64 wait_ms;

  g_return_if_fail (PASAR_IS_JOB (self));

  priv->n_done = n_done;
  priv->n_total = n_total;
  pasar_pace_note (&priv->pace, n_done, g_get_monotonic_time ());
  if (status != NULL && g_strcmp0 (status, priv->status) != 0)
    {
      g_free (priv->status);
      priv->status = g_strdup (status);
    }
  if (priv->notify_id != 0)
    return;
  wait_ms = NOTIFY_INTERVAL_MS - (g_get_monotonic_time () - priv->notified_at) / 1000;
  if (wait_ms <= 0)
    pasar_job_notify_progress (self);
  else
    priv->notify_id = g_timeout_add ((guint) wait_ms, pasar_job_notify_cb, self);
}

/**
 * pasar_job_interrupt_pace:
 * @self: a running job that does nothing for now
 *
 * For subclasses: the time until the next progress is not taken for slowness.
 */
void
pasar_job_interrupt_pace (PasarJob *self)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_if_fail (PASAR_IS_JOB (self));
  pasar_pace_interrupt (&priv->pace);
}

/**
 * pasar_job_set_summary:
 * @self: a running job
 * @summary: a translated sentence
 *
 * For subclasses: says how the job ended; to be called before it finishes.
 */
void
pasar_job_set_summary (PasarJob *self, const char *summary)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);

  g_return_if_fail (PASAR_IS_JOB (self));
  g_free (priv->summary);
  priv->summary = g_strdup (summary);
}

/**
 * pasar_job_finish:
 * @self: a running job
 * @error: (nullable) (transfer full): what stopped it, %NULL when it is done
 *
 * For subclasses: ends the job.
 */
void
pasar_job_finish (PasarJob *self, GError *error)
{
  PasarJobPrivate *priv = pasar_job_get_instance_private (self);
  g_autoptr (GTask) task = NULL;
  GListStore *jobs;
  guint position;

  g_return_if_fail (PASAR_IS_JOB (self));
  g_return_if_fail (priv->state == PASAR_JOB_RUNNING);

  jobs = G_LIST_STORE (pasar_session_get_jobs (priv->session));
  task = g_steal_pointer (&priv->task);
  g_cancellable_disconnect (priv->outer, priv->outer_id);
  if (error == NULL)
    priv->state = PASAR_JOB_DONE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    priv->state = PASAR_JOB_CANCELLED;
  else
    priv->state = PASAR_JOB_FAILED;
  priv->error = error != NULL ? g_error_copy (error) : NULL;
  /* The task holds the job from here on; who is told of its end does not find it any more. */
  if (g_list_store_find (jobs, self, &position))
    g_list_store_remove (jobs, position);
  pasar_job_notify_progress (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
