/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/load-private.h"
#include "jobs/session/cells-private.h"
#include "jobs/session/session-private.h"
#include "jobs/slices.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/plan-private.h"
#include "jobs/submit/send-private.h"
#include "jobs/submit/settle-private.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* Changes between two looks at the clock. */
#define STRIDE 64

/* How long freeing may take at once. */
#define FREE_US 4000

/* Does something with the change at @index, or with it and those after it; returns the next. */
typedef guint (*PassFunc) (PasarSubmitJob *self, guint index);

/* A submission settles what earlier ones left unknown, reads anew what was read too long ago, holds
 * what has moved at the shop since it was planned, and sends the rest. */
struct _PasarSubmitJob
{
  PasarJob parent_instance;

  PasarPlan *plan; /* (owned) */

  /* In progress. */
  GCancellable *cancellable;
  PassFunc pass;       /* what is done with one change after the other */
  guint next;          /* change of the pass */
  PasarLoadJob *load;  /* (owned) (nullable): which has read some items anew */
  GHashTable *unknown; /* (nullable) cells that were sent before, nobody knows to what end */
  gint64 since;        /* when an item must have been read last, by the monotonic clock */
  GHashTable *asked;   /* (nullable) (element-type gint64): items that are read anew */
  GArray *asked_ids;   /* (owned) gint64: the same, in the order of the plan */
  GPtrArray *calls;    /* (element-type PasarJournalCall) (owned) */
  GHashTable *entries; /* PasarJournalCall → GArray of guint: what its rows stand for, in order */
  guint n_before;      /* changes that needed no sending */
  guint n_to_send;     /* changes */
};

G_DEFINE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR_TYPE_JOB)

/* The calls of a submission, and what their rows stand for. */
typedef struct
{
  GPtrArray *calls;
  GHashTable *entries;
} Calls;

static gboolean
free_calls (gpointer data, gint64 deadline)
{
  Calls *self = data;

  while (self->calls->len > 0)
    {
      const guint last = self->calls->len - 1;

      g_hash_table_remove (self->entries, g_ptr_array_index (self->calls, last));
      g_ptr_array_set_size (self->calls, (int) last);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->entries);
  g_free (self);
  return TRUE;
}

static void
pasar_submit_job_finalize (GObject *object)
{
  PasarSubmitJob *self = PASAR_SUBMIT_JOB (object);
  Calls *calls = g_new (Calls, 1);

  *calls = (Calls){ self->calls, self->entries };
  if (!free_calls (calls, g_get_monotonic_time () + FREE_US))
    pasar_slices_run_async (free_calls, calls, NULL, NULL, NULL);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->asked_ids, g_array_unref);
  g_clear_object (&self->load);
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

/* What was reviewed is what is sent, with the location of a stock where the item has one (reference
 * 4.2). */
static void
add_row (PasarSubmitJob *self, PasarJournalCall *call, const PasarChangeInfo *entry)
{
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (self->plan);
  PasarLocationStock only = { 0 };
  PasarJournalRow *row = pasar_journal_call_add_row (call,
                                                     entry->key.item_id,
                                                     entry->key.model_id,
                                                     entry->old_value,
                                                     entry->new_value);

  if (entry->field == PASAR_FIELD_PRICE)
    return;
  if (entry->locations != NULL)
    {
      row->locations = g_array_ref (entry->locations);
      return;
    }
  pasar_catalogue_row_get_locations (catalogue,
                                     pasar_catalogue_find_editable (catalogue, entry->key),
                                     &only,
                                     1);
  row->locations = pasar_journal_locations_new ();
  pasar_journal_locations_add (row->locations,
                               only.location_id,
                               entry->old_value,
                               entry->new_value);
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
      add_row (self, call, entry);
      g_array_append_val (entries, i);
      self->n_to_send++;
    }
}

/* The plan is in item order: the changes of an item stand together. */
static guint
build_calls (PasarSubmitJob *self, guint first)
{
  const guint n = pasar_plan_get_n_entries (self->plan);
  const gint64 item_id = pasar_plan_get_entry (self->plan, first)->key.item_id;
  guint end = first + 1;

  while (end < n && pasar_plan_get_entry (self->plan, end)->key.item_id == item_id)
    end++;
  add_field (self, first, end, PASAR_FIELD_PRICE);
  add_field (self, first, end, PASAR_FIELD_STOCK);
  return end;
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
    {
      const guint entry = g_array_index (entries, guint, i);

      pasar_plan_set_entry_request_id (self->plan, entry, call->request_id);
      pasar_plan_show_row (self->plan, entry, g_ptr_array_index (call->rows, i));
    }
  update_progress (self);
}

static gboolean
run_pass (gpointer work, gint64 deadline)
{
  PasarSubmitJob *self = work;
  const guint n = pasar_plan_get_n_entries (self->plan);

  while (self->next < n)
    {
      const guint end = MIN (n, self->next + STRIDE);

      while (self->next < end)
        self->next = self->pass (self, self->next);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next >= n;
}

/* There may be a hundred thousand changes: whatever is done with all of them is done between
 * frames. */
static void
begin_pass (PasarSubmitJob *self, PassFunc pass, GAsyncReadyCallback callback)
{
  self->pass = pass;
  self->next = 0;
  pasar_slices_run_async (run_pass, self, NULL, callback, g_object_ref (self));
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  PasarClient *client;
  GError *error = NULL;

  client = pasar_session_require_client (session, &error);
  update_progress (self);
  if (client == NULL || self->calls->len == 0 || g_cancellable_is_cancelled (self->cancellable))
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

/* What was to be read anew and could not be is not sent blindly; neither is what has moved. */
static guint
hold (PasarSubmitJob *self, guint index)
{
  const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, index);
  const gint64 item_id = entry->key.item_id;

  if (entry->state == PASAR_CHANGE_READY && g_hash_table_contains (self->asked, &item_id))
    {
      if (pasar_load_job_is_missing (self->load, item_id))
        pasar_plan_hold_gone (self->plan, index);
      else if (!pasar_load_job_has_read (self->load, item_id))
        pasar_plan_set_entry_outcome (self->plan,
                                      index,
                                      PASAR_CHANGE_HELD,
                                      _ ("This item could not be read before sending, so that its "
                                         "value at the shop is not known."),
                                      _ ("Submit it again."));
    }
  if (entry->state == PASAR_CHANGE_READY)
    pasar_plan_hold_if_moved (self->plan, index);
  return index + 1;
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;

  self->n_before = count_answered (self);
  if (g_cancellable_is_cancelled (self->cancellable))
    finish (self, NULL);
  else
    begin_pass (self, build_calls, built_cb);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  if (pasar_job_run_finish (PASAR_JOB (source), result, &error))
    begin_pass (self, hold, held_cb);
  else
    finish (self, error);
}

/* Values that others may have changed since they were read are read again (50 items a call). */
static void
read_stale (PasarSubmitJob *self)
{
  if (self->asked_ids->len == 0)
    {
      begin_pass (self, hold, held_cb);
      return;
    }
  pasar_job_set_progress (PASAR_JOB (self), 0, 0, _ ("Reading the values at the shop"));
  self->load =
      PASAR_LOAD_JOB (pasar_load_job_new_for_items (pasar_job_get_session (PASAR_JOB (self)),
                                                    (const gint64 *) self->asked_ids->data,
                                                    self->asked_ids->len));
  pasar_job_run_within (PASAR_JOB (self->load), self->cancellable, read_cb, g_object_ref (self));
}

/* Holds what was sent before and is not known yet; of the rest, lists what is to be read anew. */
static guint
look_at (PasarSubmitJob *self, guint index)
{
  const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, index);
  const gint64 item_id = entry->key.item_id;

  if (entry->state != PASAR_CHANGE_READY)
    return index + 1;
  if (pasar_cells_contain (self->unknown, entry->key, entry->field))
    pasar_plan_set_entry_outcome (self->plan,
                                  index,
                                  PASAR_CHANGE_HELD,
                                  _ ("What became of this change when it was sent before is not "
                                     "known yet."),
                                  _ ("Wait until the shop can be read again."));
  else if (!pasar_session_was_read_since (pasar_job_get_session (PASAR_JOB (self)),
                                          item_id,
                                          self->since)
           && g_hash_table_add (self->asked, g_memdup2 (&item_id, sizeof item_id)))
    g_array_append_val (self->asked_ids, item_id);
  return index + 1;
}

static void
looked_at_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;

  read_stale (self);
}

static GHashTable *
list_unknown (const GPtrArray *calls)
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
            .field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
          };

          if (pasar_journal_call_is_row_unknown (call, row->item_id, row->model_id))
            g_array_append_val (cells, cell);
        }
    }
  g_ptr_array_add (lists, cells);
  return pasar_cells_new (lists);
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
  self->unknown = list_unknown (unknown);
  self->since =
      g_get_monotonic_time () - PASAR_SESSION (source)->timing.fresh_ms * G_TIME_SPAN_MILLISECOND;
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->asked_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  begin_pass (self, look_at, looked_at_cb);
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
