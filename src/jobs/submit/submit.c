/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/submit-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR_TYPE_JOB)

typedef enum
{
  PROP_WAITING = 1,
  PROP_GOES_ON,
} PasarSubmitJobProperty;

static GParamSpec *properties[PROP_GOES_ON + 1];

static void
pasar_submit_job_finalize (GObject *object)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (object);

  g_clear_pointer (&self->calls, pasar_plan_calls_free);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->asked_ids, g_array_unref);
  g_clear_pointer (&self->origins, pasar_origins_free);
  g_clear_object (&self->load);
  g_clear_object (&self->plan);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pasar_submit_job_parent_class)->finalize (object);
}

static void
pasar_submit_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (object);

  if (id == PROP_WAITING)
    g_value_set_int (value, (int) self->waiting.kind);
  else if (id == PROP_GOES_ON)
    g_value_set_boolean (value, self->waiting.goes_on);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pasar_submit_job_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_GOES_ON)
    pasar_submit_job_set_goes_on (PASAR_SUBMIT_JOB (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static guint
count_answered (PasarSubmitJob *self)
{
  return pasar_plan_count_state (self->plan, PASAR_CHANGE_DONE)
         + pasar_plan_count_state (self->plan, PASAR_CHANGE_REFUSED)
         + pasar_plan_count_state (self->plan, PASAR_CHANGE_UNCERTAIN);
}

/* What is done now, with how much of it is done. */
static char *
dup_status (PasarSubmitJob *self, guint n_answered)
{
  const char *format;

  if (self->is_paused)
    /* Translators: in this and those that follow the first %'u is how many changes were answered
       so far, the second how many there are. */
    format = ngettext ("Paused: %'u of %'u", "Paused: %'u of %'u", self->n_to_send);
  else if (self->send != NULL && self->phase == PASAR_SEND_LOOKING)
    return g_strdup (_ ("Looking at the shop for what is not known yet"));
  else if (self->send != NULL && self->phase == PASAR_SEND_READING)
    format = ngettext ("Reading back what was sent: %'u of %'u",
                       "Reading back what was sent: %'u of %'u",
                       self->n_to_send);
  else if (self->send != NULL && self->phase == PASAR_SEND_FIRST)
    format = ngettext ("Sending the first items: %'u of %'u",
                       "Sending the first items: %'u of %'u",
                       self->n_to_send);
  else
    format =
        ngettext ("Sending changes: %'u of %'u", "Sending changes: %'u of %'u", self->n_to_send);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, n_answered, self->n_to_send);
#pragma GCC diagnostic pop
}

/**
 * pasar_submit_job_update_progress:
 * @self: a job
 *
 * Tells what it does, and how far it is.
 */
void
pasar_submit_job_update_progress (PasarSubmitJob *self)
{
  const guint n_answered = count_answered (self) - self->n_before;
  g_autofree char *status = dup_status (self, n_answered);

  pasar_job_set_progress (PASAR_JOB (self), n_answered, self->n_to_send, status);
}

/**
 * pasar_submit_job_end:
 * @self: a job
 * @error: (transfer full) (nullable): why it ends early
 *
 * Ends the job.
 */
void
pasar_submit_job_end (PasarSubmitJob *self, GError *error)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  g_autofree char *summary = NULL;

  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &error);
  if (error != NULL)
    pasar_plan_skip_unsent (self->plan,
                            pasar_failure_get_reason (error),
                            pasar_failure_get_advice (error));
  pasar_plan_tell_failed (self->plan);
  summary = pasar_plan_dup_summary (self->plan);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  if (self->n_to_send != 0 || error != NULL)
    pasar_session_report (session, error);
  pasar_submit_job_update_progress (self);
  pasar_job_finish (PASAR_JOB (self), error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  self->send = NULL;
  pasar_submit_job_end_watch (self);
  pasar_send_finish (PASAR_SESSION (source), result, &error);
  pasar_submit_job_end (self, error);
}

/**
 * pasar_submit_job_hold:
 * @self: a job
 * @index: a change
 * @load: (nullable): what has just read its item, or could not; %NULL: it was read not long ago
 *
 * What was to be read anew, and could not be, is not sent blindly; neither is what has moved.
 */
void
pasar_submit_job_hold (PasarSubmitJob *self, guint index, PasarLoadJob *load)
{
  const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, index);
  const gint64 item_id = entry->key.item_id;

  if (entry->state != PASAR_CHANGE_READY)
    return;
  if (load != NULL && pasar_load_job_is_missing (load, item_id))
    pasar_plan_hold_gone (self->plan, index);
  else if (load != NULL && !pasar_load_job_has_read (load, item_id))
    pasar_plan_set_entry_outcome (self->plan,
                                  index,
                                  PASAR_CHANGE_HELD,
                                  _ ("This item could not be read before sending, so that its "
                                     "value at the shop is not known."),
                                  _ ("Submit it again."));
  else
    pasar_plan_hold_if_moved (self->plan, index);
}

/* Right before a call is sent. */
static void
hold_cb (PasarSend *send, PasarJournalCall *call, PasarLoadJob *load, gpointer user_data)
{
  PasarSubmitJob *self = user_data;
  const GArray *entries = pasar_plan_calls_get_entries (self->calls, call);

  for (guint i = 0; i < entries->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);
      const guint index = g_array_index (entries, guint, i);
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, index);

      if (row->state != PASAR_CHANGE_READY)
        continue;
      pasar_submit_job_hold (self, index, load);
      if (entry->state == PASAR_CHANGE_DONE)
        pasar_journal_row_set (row, PASAR_CHANGE_DONE, entry->reason, entry->advice);
      else if (entry->state == PASAR_CHANGE_HELD)
        {
          pasar_journal_row_set (row, PASAR_CHANGE_SKIPPED, entry->reason, entry->advice);
          self->n_to_send--;
        }
    }
}

/* What is held is told by the plan. */
static void
changed_cb (PasarSend *send, const PasarJournalCall *call, gpointer user_data)
{
  PasarSubmitJob *self = user_data;
  const GArray *entries = pasar_plan_calls_get_entries (self->calls, call);

  for (guint i = 0; i < entries->len; i++)
    {
      const guint entry = g_array_index (entries, guint, i);

      if (pasar_plan_get_entry (self->plan, entry)->state == PASAR_CHANGE_HELD)
        continue;
      pasar_plan_set_entry_request_id (self->plan, entry, call->request_id);
      pasar_plan_show_row (self->plan, entry, g_ptr_array_index (call->rows, i));
    }
  if (call->state == PASAR_CALL_DONE)
    pasar_submit_job_take_answer (self);
  pasar_submit_job_update_progress (self);
}

static void
moved_cb (PasarSend *send, PasarSendPhase phase, gpointer user_data)
{
  PasarSubmitJob *self = user_data;

  self->phase = phase;
  pasar_submit_job_update_progress (self);
}

static const PasarSendHooks hooks = {
  .changed = changed_cb,
  .hold = hold_cb,
  .wait = pasar_submit_job_wait_cb,
  .moved = moved_cb,
};

/**
 * pasar_submit_job_send:
 * @self: a job whose calls are made
 *
 * Sends them, if there are any; then the job ends.
 */
void
pasar_submit_job_send (PasarSubmitJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  PasarClient *client;
  GError *error = NULL;

  client = pasar_session_require_client (session, &error);
  self->n_before = count_answered (self);
  self->n_to_send = self->calls->n_rows;
  pasar_submit_job_update_progress (self);
  if (client == NULL || self->calls->calls->len == 0
      || g_cancellable_is_cancelled (self->cancellable))
    {
      pasar_submit_job_end (self, error);
      return;
    }
  self->send = pasar_send_async (session,
                                 self->calls->calls,
                                 pasar_client_get_max_in_flight (client),
                                 &hooks,
                                 self,
                                 self->cancellable,
                                 sent_cb,
                                 g_object_ref (self));
  pasar_submit_job_begin_watch (self);
}

static void
pasar_submit_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (job);
  GError *error = NULL;

  self->cancellable = g_object_ref (cancellable);
  if (pasar_session_require_client (pasar_job_get_session (job), &error) == NULL)
    {
      pasar_submit_job_end (self, error);
      return;
    }
  pasar_plan_skip_unconfirmed (self->plan);
  pasar_submit_job_prepare (self);
}

static void
pasar_submit_job_class_init (PasarSubmitJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pasar_submit_job_finalize;
  object_class->get_property = pasar_submit_job_get_property;
  object_class->set_property = pasar_submit_job_set_property;
  PASAR_JOB_CLASS (klass)->start = pasar_submit_job_start;

  /**
   * PasarSubmitJob:waiting:
   *
   * What it waits for, a [enum@SubmitWait].
   */
  properties[PROP_WAITING] =
      g_param_spec_int ("waiting",
                        NULL,
                        NULL,
                        PASAR_SUBMIT_WAITS_NOT,
                        PASAR_SUBMIT_WAITS_FOR_PACE,
                        PASAR_SUBMIT_WAITS_NOT,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * PasarSubmitJob:goes-on:
   *
   * Whether it goes on by itself when there is a new quota of calls.
   */
  properties[PROP_GOES_ON] =
      g_param_spec_boolean ("goes-on",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pasar_submit_job_init (PasarSubmitJob *self)
{
}

/**
 * pasar_submit_job_new:
 * @session: an open shop
 * @plan: a plan of its catalogue, not submitted yet
 *
 * Sends the ready changes of @plan; those that must be confirmed only when the
 * plan was, and those whose value at the shop has moved since the plan was made not at
 * all: they are held. Outcomes show in the plan as they come. An error that would meet
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
  self->calls = pasar_plan_calls_new (plan);
  return PASAR_JOB (self);
}

/**
 * pasar_submit_job_get_plan:
 * @self: a job
 *
 * A window that is opened while the job runs shows the changes from here.
 *
 * Returns: (transfer none): what it sends, and what became of it so far
 */
PasarPlan *
pasar_submit_job_get_plan (PasarSubmitJob *self)
{
  g_return_val_if_fail (PASAR_IS_SUBMIT_JOB (self), NULL);
  return self->plan;
}
