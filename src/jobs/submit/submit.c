/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/load-private.h"
#include "jobs/session/session-private.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/plan-private.h"
#include "jobs/submit/send-private.h"
#include "jobs/submit/settle-private.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* A submission settles what earlier ones left unknown, reads anew what was read too long ago, holds
 * what has moved at the shop since it was planned, and sends the rest. */
struct _PasarSubmitJob
{
  PasarJob parent_instance;

  PasarPlan *plan; /* (owned) */

  /* In progress. */
  GCancellable *cancellable;
  GHashTable *asked;   /* (nullable) (element-type gint64): items that are read anew */
  GPtrArray *calls;    /* (element-type PasarJournalCall) (owned) */
  GHashTable *entries; /* PasarJournalCall → GArray of guint: what its rows stand for, in order */
  guint n_before;      /* changes that needed no sending */
  guint n_to_send;     /* changes */
};

G_DEFINE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR_TYPE_JOB)

static void
pasar_submit_job_finalize (GObject *object)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (object);

  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pasar_submit_job_parent_class)->finalize (object);
}

static guint
count_answered (PasarSubmitJob *self)
{
  return pasar_plan_count_state (self->plan, PASAR_CHANGE_DONE)
         + pasar_plan_count_state (self->plan, PASAR_CHANGE_REFUSED)
         + pasar_plan_count_state (self->plan, PASAR_CHANGE_UNCERTAIN);
}

static void
update_progress (PasarSubmitJob *self)
{
  const guint n_unknown = pasar_plan_count_state (self->plan, PASAR_CHANGE_UNKNOWN);
  const guint n_open = pasar_plan_count_state (self->plan, PASAR_CHANGE_READY)
                       + pasar_plan_count_state (self->plan, PASAR_CHANGE_SENDING);
  const guint n_answered = count_answered (self) - self->n_before;
  g_autofree char *status = g_strdup_printf (
      /* Translators: the first %'u is how many changes were answered so far, the second how many
         there are. */
      ngettext ("Sending changes: %'u of %'u", "Sending changes: %'u of %'u", self->n_to_send),
      n_answered,
      self->n_to_send);

  pasar_job_set_progress (PASAR_JOB (self),
                          n_answered,
                          self->n_to_send,
                          n_unknown != 0 && n_open == 0
                              ? _ ("Looking at the shop for what is not known yet")
                              : status);
}

/* What was reviewed is what is sent. */
static void
add_locations (PasarJournalRow *row, const GArray *locations)
{
  for (guint i = 0; locations != NULL && i < locations->len; i++)
    {
      const PasarChangeLocation *location = &g_array_index (locations, PasarChangeLocation, i);

      pasar_journal_row_add_location (row, location->location_id, location->new_stock);
    }
}

/* The changes of one field among the entries from first to end, all of one item. */
static void
add_field (PasarSubmitJob *self, guint first, guint end, PasarField field)
{
  const PasarCallKind kind = field == PASAR_FIELD_PRICE ? PASAR_CALL_PRICE : PASAR_CALL_STOCK;
  PasarJournalCall *call = NULL;
  GArray *entries = NULL;

  for (guint i = first; i < end; i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);

      if (entry->state != PASAR_CHANGE_READY || entry->field != field)
        continue;
      if (call == NULL || call->rows->len == PASAR_WRITE_MAX)
        {
          call = pasar_journal_call_new (kind, entry->key.item_id);
          entries = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->calls, call);
          g_hash_table_insert (self->entries, call, entries);
        }
      add_locations (pasar_journal_call_add_row (call,
                                                 entry->key.item_id,
                                                 entry->key.model_id,
                                                 entry->old_value,
                                                 entry->new_value),
                     entry->locations);
      g_array_append_val (entries, i);
      self->n_to_send++;
    }
}

/* The plan is in item order: the changes of an item stand together. */
static void
build_calls (PasarSubmitJob *self)
{
  const guint n = pasar_plan_get_n_entries (self->plan);

  for (guint first = 0, end; first < n; first = end)
    {
      const gint64 item_id = pasar_plan_get_entry (self->plan, first)->key.item_id;

      for (end = first + 1;
           end < n && pasar_plan_get_entry (self->plan, end)->key.item_id == item_id;)
        end++;
      add_field (self, first, end, PASAR_FIELD_PRICE);
      add_field (self, first, end, PASAR_FIELD_STOCK);
    }
}

/* Ends the job; error is taken. */
static void
finish (PasarSubmitJob *self, GError *error)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  g_autofree char *summary = NULL;

  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &error);
  if (error != NULL)
    pasar_plan_skip_unsent (self->plan,
                            pasar_failure_get_reason (error),
                            pasar_failure_get_advice (error));
  summary = pasar_plan_dup_summary (self->plan);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  if (self->n_to_send != 0 || error != NULL)
    pasar_session_report (session, error);
  update_progress (self);
  pasar_job_finish (PASAR_JOB (self), error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  pasar_send_finish (PASAR_SESSION (source), result, &error);
  finish (self, error);
}

static void
changed_cb (PasarSend *send, const PasarJournalCall *call, gpointer user_data)
{
  PasarSubmitJob *self = user_data;
  const GArray *entries = g_hash_table_lookup (self->entries, call);

  for (guint i = 0; i < entries->len; i++)
    pasar_plan_show_row (self->plan,
                         g_array_index (entries, guint, i),
                         g_ptr_array_index (call->rows, i));
  update_progress (self);
}

static void
send_all (PasarSubmitJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  PasarClient *client;
  GError *error = NULL;

  self->n_before = count_answered (self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      finish (self, error);
      return;
    }
  client = pasar_session_require_client (session, &error);
  build_calls (self);
  update_progress (self);
  if (client == NULL || self->calls->len == 0)
    finish (self, error);
  else
    pasar_send_async (session,
                      self->calls,
                      pasar_client_get_max_in_flight (client),
                      changed_cb,
                      self,
                      self->cancellable,
                      sent_cb,
                      g_object_ref (self));
}

/* What was to be read anew and could not be is not sent blindly. */
static void
hold_unread (PasarSubmitJob *self, PasarLoadJob *load)
{
  for (guint i = 0; i < pasar_plan_get_n_entries (self->plan); i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);
      const gint64 item_id = entry->key.item_id;

      if (entry->state != PASAR_CHANGE_READY || !g_hash_table_contains (self->asked, &item_id))
        continue;
      if (pasar_load_job_is_missing (load, item_id))
        pasar_plan_hold_gone (self->plan, i);
      else if (!pasar_load_job_has_read (load, item_id))
        pasar_plan_set_entry_outcome (self->plan,
                                      i,
                                      PASAR_CHANGE_HELD,
                                      _ ("This item could not be read before sending, so that its "
                                         "value at the shop is not known."),
                                      _ ("Submit it again."));
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  if (!pasar_job_run_finish (PASAR_JOB (source), result, &error))
    {
      finish (self, error);
      return;
    }
  hold_unread (self, PASAR_LOAD_JOB (source));
  pasar_plan_hold_moved (self->plan);
  send_all (self);
}

/* Values that others may have changed since they were read are read again (50 items a call). */
static void
read_stale (PasarSubmitJob *self)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  const gint64 since = g_get_monotonic_time () - session->timing.fresh_ms * 1000;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (PasarJob) load = NULL;

  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < pasar_plan_get_n_entries (self->plan); i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);
      const gint64 item_id = entry->key.item_id;

      if (entry->state == PASAR_CHANGE_READY
          && !pasar_session_was_read_since (session, item_id, since)
          && g_hash_table_add (self->asked, g_memdup2 (&item_id, sizeof item_id)))
        g_array_append_val (ids, item_id);
    }
  if (ids->len == 0)
    {
      pasar_plan_hold_moved (self->plan);
      send_all (self);
      return;
    }
  pasar_job_set_progress (PASAR_JOB (self), 0, 0, _ ("Reading the values at the shop"));
  load = pasar_load_job_new_for_items (session, (const gint64 *) ids->data, ids->len);
  pasar_job_run_within (load, self->cancellable, read_cb, g_object_ref (self));
}

static void
hold_unknown (PasarSubmitJob *self, const PasarJournalCall *call)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;

  if (call->kind == PASAR_CALL_BOOST)
    return;
  for (guint i = 0; i < pasar_plan_get_n_entries (self->plan); i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);

      if (entry->state == PASAR_CHANGE_READY && entry->field == field
          && pasar_journal_call_is_row_unknown (call, entry->key.item_id, entry->key.model_id))
        pasar_plan_set_entry_outcome (self->plan,
                                      i,
                                      PASAR_CHANGE_HELD,
                                      _ ("What became of this change when it was sent before is "
                                         "not known yet."),
                                      _ ("Wait until the shop can be read again."));
    }
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  g_autoptr (GPtrArray) unknown = NULL;
  GError *error = NULL;

  unknown = pasar_settle_finish (PASAR_SESSION (source), result, &error);
  if (unknown == NULL)
    {
      finish (self, error);
      return;
    }
  for (guint i = 0; i < unknown->len; i++)
    hold_unknown (self, g_ptr_array_index (unknown, i));
  read_stale (self);
}

/* Nothing is sent on the strength of a change that is not on disk. */
static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  PasarSession *session = PASAR_SESSION (source);
  GError *error = NULL;

  if (pasar_session_write_finish (session, result, NULL, &error))
    pasar_settle_async (session, self->cancellable, settled_cb, g_object_ref (self));
  else
    finish (self, error);
}

static void
pasar_submit_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (job);
  PasarSession *session = pasar_job_get_session (job);
  GError *error = NULL;

  self->cancellable = g_object_ref (cancellable);
  if (pasar_session_require_client (session, &error) == NULL)
    {
      finish (self, error);
      return;
    }
  pasar_plan_skip_unconfirmed (self->plan);
  pasar_session_flush_async (session, flushed_cb, g_object_ref (self));
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
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
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
