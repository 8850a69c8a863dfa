/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/send-postponed.h"

#include "jobs/load/load-private.h"
#include "jobs/session/cells-private.h"
#include "jobs/session/send-later.h"
#include "jobs/slices.h"
#include "jobs/submit/plan-private.h"
#include "jobs/submit/submit.h"

/* How often doubts are looked for anew as the catalogue has changed meanwhile. */
#define MAX_TRIES 8

/* What was marked and is not locked any more goes through the same as a review: it is read anew,
 * whatever is doubted is left to the seller, and the rest is planned and submitted. */
typedef struct
{
  GHashTable *cells; /* (owned) PasarEdit: marked, with what is staged */
  PasarBatchLimits limits;
  PasarLoadJob *load;  /* (owned) (nullable) */
  PasarDoubts *doubts; /* (owned) (nullable) */
  guint n_tries;       /* to find them */
  GHashTable *good;    /* (owned) PasarEdit: of the cells, those to send */
  PasarPlan *plan;     /* (owned) (nullable): of these */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *self = data;

  g_hash_table_unref (self->cells);
  g_clear_object (&self->load);
  g_clear_pointer (&self->doubts, pasar_doubts_free);
  g_hash_table_unref (self->good);
  g_clear_object (&self->plan);
  g_free (self);
}

static PasarRowValue
read_value (PasarCatalogue *catalogue, const PasarEdit *cell)
{
  const guint row = pasar_catalogue_find_editable (catalogue, cell->key);

  return pasar_catalogue_read_field (catalogue, row, cell->field);
}

static gboolean
is_locked (PasarCatalogue *catalogue, const PasarEdit *cell)
{
  return pasar_catalogue_get_postponed_until (catalogue,
                                              pasar_catalogue_find_editable (catalogue, cell->key),
                                              cell->field)
         != 0;
}

static gboolean
can_reach (PasarSession *session)
{
  return pasar_session_get_client (session) != NULL
         && pasar_session_get_link (session) != PASAR_LINK_SIGNED_OUT
         && pasar_session_get_link (session) != PASAR_LINK_OFFLINE;
}

/* What became of those that were sent is told: the others are left. */
static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Sending *self = g_task_get_task_data (task);
  GHashTableIter iter;
  gpointer cell;
  GError *error = NULL;

  if (!pasar_job_run_finish (PASAR_JOB (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_iter_init (&iter, self->good);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    g_hash_table_remove (self->cells, cell);
  g_task_return_pointer (task, pasar_plan_dup_summary (self->plan), g_free);
}

/* What is planned is still what is staged, and nothing else is sent. */
static gboolean
is_still_good (GTask *task)
{
  PasarSession *session = g_task_get_source_object (task);
  const Sending *self = g_task_get_task_data (task);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);

  if (self->plan == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task))
      || pasar_job_find (session, PASAR_TYPE_SUBMIT_JOB) != NULL)
    return FALSE;
  for (guint i = 0; i < pasar_plan_get_n_entries (self->plan); i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);
      const PasarEdit cell = { .key = entry->key, .field = entry->field };

      if (read_value (catalogue, &cell).staged != entry->new_value)
        return FALSE;
    }
  return TRUE;
}

/* Nothing is sent by itself twice: the marks are gone, on the disk, before it is. */
static void
unmarked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSession *session = PASAR_SESSION (source);
  const Sending *self = g_task_get_task_data (task);
  g_autoptr (PasarJob) job = NULL;
  GError *error = NULL;

  if (!pasar_session_set_sends_later_finish (session, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!is_still_good (task))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  job = pasar_submit_job_new (session, self->plan);
  pasar_job_run_async (job, submitted_cb, g_steal_pointer (&task));
}

/* Those that a promotion locks again wait on, as they are marked. */
static void
unmark (GTask *task)
{
  const Sending *self = g_task_get_task_data (task);
  PasarSession *session = g_task_get_source_object (task);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (!is_locked (catalogue, cell))
      g_array_append_vals (used, cell, 1);
  pasar_session_set_sends_later_async (session, used, FALSE, unmarked_cb, task);
}

/* Nobody looks at this plan: so nothing in it may be worth a look. */
static gboolean
is_beyond_doubt (const Sending *self)
{
  const PasarPlanSum sum = pasar_plan_sum_up (self->plan);
  const guint digits = pasar_catalogue_get_digits (pasar_plan_get_catalogue (self->plan));
  const guint n = pasar_plan_get_n_entries (self->plan);
  g_autofree char *excess = pasar_batch_limits_dup_excess (&self->limits, &sum, digits);

  if (n != g_hash_table_size (self->good)
      || pasar_plan_count_state (self->plan, PASAR_CHANGE_READY) != n
      || pasar_plan_get_needs_confirmation (self->plan))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (pasar_plan_get_entry (self->plan, i)->base != PASAR_NO_VALUE)
      return FALSE;
  return excess == NULL;
}

static gboolean
run_plan (gpointer data, gint64 deadline)
{
  Sending *self = data;

  return pasar_plan_run (self->plan, deadline);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);

  if (!is_beyond_doubt (self))
    g_clear_object (&self->plan);
  unmark (task);
}

static void
plan (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  PasarSession *session = g_task_get_source_object (task);

  if (g_hash_table_size (self->good) == 0)
    {
      unmark (task);
      return;
    }
  self->plan = pasar_plan_begin_for (pasar_session_get_catalogue (session), self->good);
  pasar_slices_run_async (run_plan, self, NULL, planned_cb, task);
}

static gboolean
run_doubts (gpointer data, gint64 deadline)
{
  Sending *self = data;

  return pasar_doubts_run (self->doubts, deadline);
}

/* It was refused before, or the shop does not have what the seller saw any more: not without them.
 */
static gboolean
is_good (const Sending *self, PasarSession *session, const PasarEdit *cell)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  const PasarRowValue value = read_value (catalogue, cell);
  const PasarDoubt *doubt = pasar_doubts_find (self->doubts, cell->key, cell->field);

  return pasar_load_job_has_read (self->load, cell->key.item_id)
         && pasar_session_sends_later (session, cell->key, cell->field) && value.staged == cell->to
         && value.problem == PASAR_RULE_OK && value.refusal == NULL && value.value != PASAR_NO_VALUE
         && value.value == value.base
         && (doubt == NULL || pasar_catalogue_get_unseen (catalogue, doubt) == PASAR_DOUBT_NONE);
}

static void
choose (Sending *self, PasarSession *session)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (is_good (self, session, cell))
      g_hash_table_add (self->good, g_memdup2 (cell, sizeof (PasarEdit)));
}

static void look_for_doubts (GTask *task);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  const gboolean is_late = pasar_doubts_is_late (self->doubts);

  if (is_late && ++self->n_tries < MAX_TRIES)
    {
      look_for_doubts (task);
      return;
    }
  if (!is_late)
    choose (self, g_task_get_source_object (task));
  plan (task);
}

static void
look_for_doubts (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (g_task_get_source_object (task));

  g_clear_pointer (&self->doubts, pasar_doubts_free);
  self->doubts = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));
  pasar_slices_run_async (run_doubts, self, NULL, looked_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;

  if (pasar_job_run_finish (PASAR_JOB (source), result, &error))
    look_for_doubts (task);
  else
    unmark (task);
}

static void
read_anew (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GArray) item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    g_array_append_val (item_ids, ((const PasarEdit *) cell)->key.item_id);
  self->load = PASAR_LOAD_JOB (pasar_load_job_new_for_promotions (g_task_get_source_object (task),
                                                                  (const gint64 *) item_ids->data,
                                                                  item_ids->len));
  pasar_job_run_async (PASAR_JOB (self->load), read_cb, task);
}

/**
 * pasar_send_postponed_async:
 * @session: an open shop
 * @cells: from pasar_cells_new(): marked cells, with what is staged in them; those that are sent
 *   are taken out of it
 * @limits: what a submission may come to of which the seller is not asked
 * @cancellable: (nullable): stops it before anything is sent, not later
 * @callback: (scope async): called when that is done, or cannot be
 * @user_data: for @callback
 *
 * Sends what the seller wanted to be sent when nothing locks it any more, without asking anything.
 * So what is not as they saw it when they staged it, what may be a slip, and all of what is more
 * than a click may send are left staged. Their marks are gone, too, as the seller is to look at
 * them; only what is locked again waits on.
 */
void
pasar_send_postponed_async (PasarSession *session,
                            GHashTable *cells,
                            const PasarBatchLimits *limits,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Sending *self = g_new0 (Sending, 1);

  g_task_set_source_tag (task, pasar_send_postponed_async);
  g_task_set_check_cancellable (task, FALSE);
  self->cells = g_hash_table_ref (cells);
  self->limits = *limits;
  self->good = pasar_cells_new (NULL);
  g_task_set_task_data (task, self, sending_free);
  if (can_reach (session) && pasar_job_find (session, PASAR_TYPE_SUBMIT_JOB) == NULL)
    read_anew (task);
  else
    unmark (task);
}

/**
 * pasar_send_postponed_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: those of a submission, and `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full) (nullable): what became of what was sent, a translated sentence; %NULL:
 *   nothing was sent
 */
char *
pasar_send_postponed_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
