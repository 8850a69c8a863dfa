/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/take-back.h"

#include "jobs/load/load-private.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* Rows between two looks at the clock. */
#define STRIDE 64

struct _PasarTakeBackJob
{
  PasarJob parent_instance;

  GArray *rows; /* (owned) PasarTakeBackRow */
  char *label;  /* (owned) of the step */

  /* In progress. */
  GCancellable *cancellable; /* (owned) */
  PasarLoadJob *load;        /* (owned) */
  guint next;
  GArray *cells; /* (owned) (nullable) PasarPastedCell: what is to be staged */
};

G_DEFINE_FINAL_TYPE (PasarTakeBackJob, pasar_take_back_job, PASAR_TYPE_JOB)

static void
pasar_take_back_job_finalize (GObject *object)
{
  PasarTakeBackJob *self = PASAR_TAKE_BACK_JOB (object);

  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_object (&self->load);
  g_clear_object (&self->cancellable);
  g_free (self->label);
  G_OBJECT_CLASS (pasar_take_back_job_parent_class)->finalize (object);
}

static void
finish (PasarTakeBackJob *self, GError *error)
{
  const guint n = pasar_take_back_job_count (self, PASAR_TAKE_BACK_STAGED);
  const guint n_left = self->rows->len - n;
  g_autofree char *taken =
      n == 0 ? g_strdup (_ ("Nothing was taken back."))
             : g_strdup_printf (
                 /* Translators: how many values are as they were before again, but not sent yet */
                 ngettext ("%'u change taken back, to be reviewed.",
                           "%'u changes taken back, to be reviewed.",
                           n),
                 n);
  g_autofree char *left = g_strdup_printf (
      /* Translators: follows how many changes were taken back */
      ngettext ("%'u left as it is.", "%'u left as they are.", n_left),
      n_left);
  g_autofree char *summary = n_left > 0 ? g_strjoin (" ", taken, left, NULL) : g_strdup (taken);

  pasar_job_set_summary (PASAR_JOB (self), summary);
  pasar_job_finish (PASAR_JOB (self), error);
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarTakeBackJob) self = user_data;
  GError *error = NULL;

  if (!pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error))
    {
      for (guint i = 0; i < self->rows->len; i++)
        {
          PasarTakeBackRow *row = &g_array_index (self->rows, PasarTakeBackRow, i);

          if (row->state == PASAR_TAKE_BACK_STAGED)
            row->state = PASAR_TAKE_BACK_READY;
        }
    }
  finish (self, error);
}

static void
stage (PasarTakeBackJob *self)
{
  PasarCommand *command = pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, NULL, NULL, NULL);

  command->label = g_strdup (self->label);
  pasar_command_add_cells (command,
                           -1,
                           g_steal_pointer (&self->cells),
                           g_ptr_array_new_with_free_func (
                               (GDestroyNotify) pasar_expression_unref));
  pasar_session_stage_async (pasar_job_get_session (PASAR_JOB (self)),
                             command,
                             self->cancellable,
                             staged_cb,
                             g_object_ref (self));
}

static PasarTakeBackState
judge (PasarTakeBackJob *self, PasarTakeBackRow *row)
{
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
  const guint at = pasar_catalogue_find_editable (catalogue, row->key);

  if (pasar_load_job_is_missing (self->load, row->key.item_id))
    return PASAR_TAKE_BACK_GONE;
  if (!pasar_load_job_has_read (self->load, row->key.item_id))
    return PASAR_TAKE_BACK_UNREAD;
  if (at == PASAR_NO_ROW || pasar_catalogue_row_is_gone (catalogue, at))
    return PASAR_TAKE_BACK_GONE;
  row->live = pasar_catalogue_read_field (catalogue, at, row->field).value;
  if (row->live == row->old_value)
    return PASAR_TAKE_BACK_SAME;
  return row->live == row->written ? PASAR_TAKE_BACK_STAGED : PASAR_TAKE_BACK_CHANGED;
}

static gboolean
judge_some (gpointer work, gint64 deadline)
{
  PasarTakeBackJob *self = work;

  while (self->next < self->rows->len)
    {
      const guint end = MIN (self->rows->len, self->next + STRIDE);

      for (; self->next < end; self->next++)
        {
          PasarTakeBackRow *row = &g_array_index (self->rows, PasarTakeBackRow, self->next);
          const PasarPastedCell cell = { row->key, row->field, 0, row->old_value };

          row->state = judge (self, row);
          if (row->state == PASAR_TAKE_BACK_STAGED)
            g_array_append_val (self->cells, cell);
        }
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next >= self->rows->len;
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarTakeBackJob) self = user_data;

  if (self->cells->len > 0)
    stage (self);
  else
    finish (self, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarTakeBackJob) self = user_data;
  GError *error = NULL;

  if (!pasar_job_run_finish (PASAR_JOB (source), result, &error))
    {
      finish (self, error);
      return;
    }
  self->cells = g_array_new (FALSE, FALSE, sizeof (PasarPastedCell));
  pasar_slices_run_async (judge_some, self, NULL, judged_cb, g_object_ref (self));
}

static GArray *
list_items (const GArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rows->len; i++)
    {
      PasarTakeBackRow *row = &g_array_index (rows, PasarTakeBackRow, i);

      if (g_hash_table_add (seen, &row->key.item_id))
        g_array_append_val (ids, row->key.item_id);
    }
  return ids;
}

static void
pasar_take_back_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarTakeBackJob *self = PASAR_TAKE_BACK_JOB (job);
  PasarSession *session = pasar_job_get_session (job);
  g_autoptr (GArray) ids = list_items (self->rows);

  self->cancellable = g_object_ref (cancellable);
  if (ids->len == 0)
    {
      finish (self, NULL);
      return;
    }
  pasar_job_set_progress (job, 0, 0, _ ("Reading the values at the shop"));
  self->load = PASAR_LOAD_JOB (
      pasar_load_job_new_for_items (session, (const gint64 *) (gpointer) ids->data, ids->len));
  pasar_job_run_within (PASAR_JOB (self->load), cancellable, read_cb, g_object_ref (self));
}

static void
pasar_take_back_job_class_init (PasarTakeBackJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_take_back_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_take_back_job_start;
}

static void
pasar_take_back_job_init (PasarTakeBackJob *self)
{
}

static void
add (GArray *rows, PasarTakeBackRow row, gint64 old_value, gint64 written)
{
  row.old_value = old_value;
  row.written = written;
  row.live = PASAR_NO_VALUE;
  if (old_value != PASAR_NO_VALUE && written != PASAR_NO_VALUE && old_value != written)
    g_array_append_val (rows, row);
}

static void
add_locations (GArray *rows,
               PasarTakeBackRow row,
               PasarCatalogue *catalogue,
               const GArray *locations)
{
  for (guint i = 0; i < locations->len; i++)
    {
      const PasarJournalLocation *location = &g_array_index (locations, PasarJournalLocation, i);

      if (pasar_catalogue_find_location_field (catalogue, location->location_id, &row.field))
        add (rows, row, location->old_stock, location->new_stock);
    }
}

/**
 * pasar_take_back_list:
 * @catalogue: of the shop
 * @submission: what was submitted
 * @is_wanted: (nullable) (array): of each row, over all calls, whether it is meant; %NULL: all are
 *
 * Lists what can be taken back: prices and stock that the shop took and whose values before are
 * known.
 *
 * Returns: (transfer full) (element-type PasarTakeBackRow): the changes, in the order they were
 * sent
 */
GArray *
pasar_take_back_list (PasarCatalogue *catalogue,
                      const PasarSubmission *submission,
                      const guint8 *is_wanted)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PasarTakeBackRow));
  guint index = 0;

  for (guint i = 0; i < submission->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);

      for (guint k = 0; k < call->rows->len; k++, index++)
        {
          const PasarJournalRow *from = g_ptr_array_index (call->rows, k);
          const PasarTakeBackRow row = {
            .index = index,
            .key = { from->item_id, from->model_id },
            .field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
          };

          if (from->state != PASAR_CHANGE_DONE || call->kind == PASAR_CALL_BOOST
              || (is_wanted != NULL && !is_wanted[index]))
            continue;
          if (from->locations != NULL && from->locations->len > 1)
            add_locations (rows, row, catalogue, from->locations);
          else
            add (rows,
                 row,
                 from->old_value,
                 from->stored_value != PASAR_NO_VALUE ? from->stored_value : from->new_value);
        }
    }
  return rows;
}

/**
 * pasar_take_back_job_new:
 * @session: an open shop
 * @rows: (element-type PasarTakeBackRow): some that pasar_take_back_list() gave; not to be changed
 *   any more
 * @label: what undo says of the step
 *
 * Takes the changes back, as far as the shop has what they made of its values; what they come to is
 * staged like any other edit.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_take_back_job_new (PasarSession *session, GArray *rows, const char *label)
{
  PasarTakeBackJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session) && rows != NULL && label != NULL, NULL);

  self = g_object_new (PASAR_TYPE_TAKE_BACK_JOB, "session", session, NULL);
  self->rows = g_array_ref (rows);
  self->label = g_strdup (label);
  return PASAR_JOB (self);
}

/**
 * pasar_take_back_job_get_rows:
 * @self: a job
 *
 * Once it has ended each row says what it came to.
 *
 * Returns: (transfer none) (element-type PasarTakeBackRow): the changes
 */
const GArray *
pasar_take_back_job_get_rows (PasarTakeBackJob *self)
{
  g_return_val_if_fail (PASAR_IS_TAKE_BACK_JOB (self), NULL);
  return self->rows;
}

/**
 * pasar_take_back_job_count:
 * @self: a job
 * @state: a state
 *
 * Counts what came to it.
 *
 * Returns: the number of changes
 */
guint
pasar_take_back_job_count (PasarTakeBackJob *self, PasarTakeBackState state)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += g_array_index (self->rows, PasarTakeBackRow, i).state == state;
  return n;
}
