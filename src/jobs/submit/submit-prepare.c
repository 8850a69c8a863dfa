/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/cells-private.h"
#include "jobs/session/session-private.h"
#include "jobs/slices.h"
#include "jobs/submit/settle-private.h"
#include "jobs/submit/submit-private.h"

#include <glib/gi18n-lib.h>

/* What a submission does before it sends: it settles what earlier ones left unknown, reads anew
 * what was read too long ago, holds what has moved at the shop since it was planned, and makes the
 * calls of the rest. */

/* Changes between two looks at the clock. */
#define STRIDE 64

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
begin_pass (PasarSubmitJob *self, PasarSubmitPass pass, GAsyncReadyCallback callback)
{
  self->pass = pass;
  self->next = 0;
  pasar_slices_run_async (run_pass, self, NULL, callback, g_object_ref (self));
}

/* The plan is in item order: the changes of an item stand together. */
static guint
build_calls (PasarSubmitJob *self, guint first)
{
  return pasar_plan_calls_add (self->calls, self->origins, first);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;

  pasar_submit_job_send (self);
}

static guint
hold (PasarSubmitJob *self, guint index)
{
  const gint64 item_id = pasar_plan_get_entry (self->plan, index)->key.item_id;

  pasar_submit_job_hold (self,
                         index,
                         g_hash_table_contains (self->asked, &item_id) ? self->load : NULL);
  return index + 1;
}

static gboolean
find_origins (gpointer work, gint64 deadline)
{
  PasarSubmitJob *self = work;

  return pasar_origins_run (self->origins, deadline);
}

static void
found_origins_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;

  begin_pass (self, build_calls, built_cb);
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;

  self->origins = pasar_origins_new (pasar_plan_get_catalogue (self->plan));
  pasar_slices_run_async (find_origins, self, NULL, found_origins_cb, g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  GError *error = NULL;

  if (pasar_job_run_finish (PASAR_JOB (source), result, &error))
    begin_pass (self, hold, held_cb);
  else
    pasar_submit_job_end (self, error);
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

/* Holds what was sent before and is not known yet; of the rest, lists what is to be read anew: what
 * is sent first. The others are read right before they are sent. */
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
  else if (self->asked_ids->len < PASAR_SEND_BATCH_ITEMS
           && !pasar_session_was_read_since (pasar_job_get_session (PASAR_JOB (self)),
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

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSubmitJob) self = user_data;
  g_autoptr (GPtrArray) unknown = NULL;
  GError *error = NULL;

  unknown = pasar_settle_finish (PASAR_SESSION (source), result, &error);
  if (unknown == NULL)
    {
      pasar_submit_job_end (self, error);
      return;
    }
  self->unknown = pasar_settle_list_cells (unknown);
  self->since =
      pasar_session_clock () - PASAR_SESSION (source)->timing.fresh_ms * G_TIME_SPAN_MILLISECOND;
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
    pasar_submit_job_end (self, error);
}

/**
 * pasar_submit_job_prepare:
 * @self: a job
 *
 * Makes the calls that are to be sent, then has them sent.
 */
void
pasar_submit_job_prepare (PasarSubmitJob *self)
{
  pasar_job_set_progress (PASAR_JOB (self), 0, 0, _ ("Reading the values at the shop"));
  pasar_session_flush_async (pasar_job_get_session (PASAR_JOB (self)),
                             flushed_cb,
                             g_object_ref (self));
}
