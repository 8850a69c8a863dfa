/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/boost.h"
#include "jobs/submit/journal-util-private.h"
#include "jobs/submit/send-private.h"
#include "jobs/submit/settle-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarBoostJob
{
  PasarJob parent_instance;

  GPtrArray *wanted;   /* (element-type PasarJournalCall) (owned): one an item */
  GPtrArray *outcomes; /* (element-type PasarJournalRow) (unowned): the row of each */

  /* In progress. */
  GCancellable *cancellable;
  GPtrArray *calls; /* (element-type PasarJournalCall) (unowned): those that are sent */
  GArray *slots;    /* (nullable) (element-type PasarBoostSlot): in use when last read */
};

G_DEFINE_FINAL_TYPE (PasarBoostJob, pasar_boost_job, PASAR_TYPE_JOB)

static void
pasar_boost_job_finalize (GObject *object)
{
  PasarBoostJob *self = PASAR_BOOST_JOB (object);

  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pasar_boost_job_parent_class)->finalize (object);
}

static guint
count_state (PasarBoostJob *self, PasarChangeState state)
{
  guint n = 0;

  for (guint i = 0; i < self->outcomes->len; i++)
    n += ((const PasarJournalRow *) g_ptr_array_index (self->outcomes, i))->state == state;
  return n;
}

static void
update_progress (PasarBoostJob *self)
{
  const guint n_unknown = count_state (self, PASAR_CHANGE_UNKNOWN);
  const guint n_unsent =
      count_state (self, PASAR_CHANGE_READY) + count_state (self, PASAR_CHANGE_SENDING);
  const guint n_open = n_unsent + n_unknown;
  g_autofree char *status = g_strdup_printf (
      /* Translators: the first %'u is how many items were boosted or refused so far, the second how
         many there are. */
      ngettext ("Boosting: %'u of %'u", "Boosting: %'u of %'u", self->outcomes->len),
      self->outcomes->len - n_open,
      self->outcomes->len);
  pasar_job_set_progress (PASAR_JOB (self),
                          self->outcomes->len - n_open,
                          self->outcomes->len,
                          n_unknown != 0 && n_unsent == 0
                              ? _ ("Looking at the shop for what is not known yet")
                              : status);
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
skip_rest (PasarBoostJob *self, const GError *error)
{
  for (guint i = 0; i < self->wanted->len; i++)
    pasar_journal_call_set_rows (g_ptr_array_index (self->wanted, i),
                                 PASAR_CHANGE_READY,
                                 PASAR_CHANGE_SKIPPED,
                                 pasar_failure_get_reason (error),
                                 pasar_failure_get_advice (error));
}

/* Ends the job; error is taken. */
static void
finish (PasarBoostJob *self, GError *error)
{
  g_autofree char *summary = NULL;

  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &error);
  if (error != NULL)
    skip_rest (self, error);
  summary = g_strdup_printf (
      /* Translators: the first %'u is how many items were boosted, the second how many were asked
         for. */
      ngettext ("%'u of %'u item boosted.", "%'u of %'u items boosted.", self->outcomes->len),
      count_state (self, PASAR_CHANGE_DONE),
      self->outcomes->len);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  update_progress (self);
  pasar_session_report (pasar_job_get_session (PASAR_JOB (self)), error);
  pasar_job_finish (PASAR_JOB (self), error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  GError *error = NULL;

  pasar_send_finish (PASAR_SESSION (source), result, &error);
  finish (self, error);
}

static gboolean
is_slot_limit (const PasarJournalCall *call, const PasarJournalRow *row)
{
  return row->state == PASAR_CHANGE_REFUSED
         && ((row->reason != NULL && strstr (row->reason, "slot limit") != NULL)
             || (call->message != NULL && strstr (call->message, "slot limit") != NULL));
}

static void
changed_cb (PasarSend *send, const PasarJournalCall *call, gpointer user_data)
{
  PasarJournalRow *row = g_ptr_array_index (call->rows, 0);

  /* Somebody else took the slots: nothing more fits. */
  if (is_slot_limit (call, row))
    {
      pasar_journal_row_set (row,
                             PASAR_CHANGE_REFUSED,
                             _ ("All boost slots of the shop are in use."),
                             _ ("Boost again when a slot frees up."));
      pasar_send_skip_rest (send, row->reason, row->advice);
    }
  update_progress (user_data);
}

static const PasarSendHooks hooks = { .changed = changed_cb };

static void
refuse_boosted (PasarJournalRow *outcome, const PasarBoostSlot *slot)
{
  g_autofree char *time = dup_time (slot->free_at);
  g_autofree char *advice = NULL;

  /* Translators: %s is a time of day. */
  advice = g_strdup_printf (_ ("It can be boosted again at %s."), time);
  pasar_journal_row_set (outcome,
                         PASAR_CHANGE_REFUSED,
                         _ ("This item is boosted already."),
                         advice);
}

/* Which items are sent: those not boosted for all that is known, each once, as long as there are
 * free slots. */
static void
choose (PasarBoostJob *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree char *full_advice = dup_next_free_advice (self);
  guint n_free = PASAR_BOOST_SLOTS - MIN (self->slots->len, PASAR_BOOST_SLOTS);

  for (guint i = 0; i < self->outcomes->len; i++)
    {
      PasarJournalRow *outcome = g_ptr_array_index (self->outcomes, i);
      const PasarBoostSlot *slot = find_slot (self, outcome->item_id);

      if (outcome->state != PASAR_CHANGE_READY)
        continue;
      if (!g_hash_table_add (seen, &outcome->item_id))
        pasar_journal_row_set (outcome,
                               PASAR_CHANGE_SKIPPED,
                               _ ("This item was asked for twice."),
                               NULL);
      else if (slot != NULL)
        refuse_boosted (outcome, slot);
      else if (n_free == 0)
        pasar_journal_row_set (outcome,
                               PASAR_CHANGE_SKIPPED,
                               _ ("All boost slots of the shop are in use."),
                               full_advice);
      else
        {
          n_free--;
          g_ptr_array_add (self->calls, g_ptr_array_index (self->wanted, i));
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
      finish (self, error);
      return;
    }
  choose (self);
  update_progress (self);
  if (self->calls->len == 0 || pasar_session_require_client (session, &error) == NULL)
    finish (self, error);
  else
    /* One after the other, so that the most wanted come first. */
    pasar_send_async (session,
                      self->calls,
                      1,
                      &hooks,
                      self,
                      self->cancellable,
                      sent_cb,
                      g_object_ref (self));
}

/* An item that may be boosted is not boosted again. */
static void
skip_unknown (PasarBoostJob *self, const PasarJournalCall *call)
{
  for (guint i = 0; call->kind == PASAR_CALL_BOOST && i < self->outcomes->len; i++)
    {
      PasarJournalRow *outcome = g_ptr_array_index (self->outcomes, i);

      if (pasar_journal_call_is_row_unknown (call, outcome->item_id, 0))
        pasar_journal_row_set (outcome,
                               PASAR_CHANGE_SKIPPED,
                               _ ("What became of this boost when it was sent before is not known "
                                  "yet."),
                               _ ("Wait until the shop can be read again."));
    }
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostJob) self = user_data;
  g_autoptr (GPtrArray) unknown = NULL;
  GError *error = NULL;

  unknown = pasar_settle_finish (PASAR_SESSION (source), result, &error);
  if (unknown == NULL)
    {
      finish (self, error);
      return;
    }
  for (guint i = 0; i < unknown->len; i++)
    skip_unknown (self, g_ptr_array_index (unknown, i));
  pasar_session_get_boosts_async (PASAR_SESSION (source),
                                  self->cancellable,
                                  slots_cb,
                                  g_object_ref (self));
}

static void
pasar_boost_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarBoostJob *self = PASAR_BOOST_JOB (job);

  self->cancellable = g_object_ref (cancellable);
  update_progress (self);
  pasar_settle_async (pasar_job_get_session (job), cancellable, settled_cb, g_object_ref (self));
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
  self->wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  self->outcomes = g_ptr_array_new ();
  self->calls = g_ptr_array_new ();
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
      PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_BOOST, item_ids[i]);

      g_ptr_array_add (self->wanted, call);
      g_ptr_array_add (self->outcomes,
                       pasar_journal_call_add_row (call, item_ids[i], 0, FALSE, TRUE));
    }
  return PASAR_JOB (self);
}

/**
 * pasar_boost_job_get_outcomes:
 * @self: a job
 *
 * They are there before the job runs, each as %PASAR_CHANGE_READY.
 *
 * Returns: (transfer none) (element-type PasarJournalRow): one for each item, in
 *   the order asked; a notification of [property@Job:n-done] says that one changed
 */
GPtrArray *
pasar_boost_job_get_outcomes (PasarBoostJob *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_JOB (self), NULL);
  return self->outcomes;
}
