/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/outcomes.h"

#include "jobs/export/change-cells.h"

/* Changes that are looked at between two looks at the clock. */
#define STRIDE 64

/* A row of the table. */
typedef struct
{
  guint change;
  int location; /* -1: the change is not split */
} Line;

struct _PasarOutcomesJob
{
  PasarTableJob parent_instance;

  PasarPlan *plan; /* (owned) */
  GArray *lines;   /* (owned) Line */
  guint n_looked;  /* of the changes */
};

G_DEFINE_FINAL_TYPE (PasarOutcomesJob, pasar_outcomes_job, PASAR_TYPE_TABLE_JOB)

static void
list_change (PasarOutcomesJob *self, guint n)
{
  g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (self->plan), n);
  const GArray *locations = pasar_change_read (change)->locations;
  const guint n_lines = self->lines->len;
  Line line = { n };

  for (guint i = 0; locations != NULL && i < locations->len; i++)
    {
      const PasarJournalLocation *location = &g_array_index (locations, PasarJournalLocation, i);

      line.location = (int) i;
      if (location->old_stock != location->new_stock)
        g_array_append_val (self->lines, line);
    }
  line.location = -1;
  if (self->lines->len == n_lines)
    g_array_append_val (self->lines, line);
}

static gboolean
pasar_outcomes_job_prepare (PasarTableJob *job, gint64 deadline)
{
  PasarOutcomesJob *self = PASAR_OUTCOMES_JOB (job);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->plan));

  while (self->n_looked < n)
    {
      const guint end = MIN (n, self->n_looked + STRIDE);

      for (; self->n_looked < end; self->n_looked++)
        list_change (self, self->n_looked);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->n_looked == n;
}

static guint
pasar_outcomes_job_begin (PasarTableJob *job, PasarTableLayout *layout)
{
  PasarOutcomesJob *self = PASAR_OUTCOMES_JOB (job);
  const PasarShop *shop = pasar_session_get_shop (pasar_job_get_session (PASAR_JOB (self)));
  PasarTableColumn *columns = pasar_table_job_add_columns (job, PASAR_N_CHANGE_CELLS);

  pasar_change_cells_add_columns (columns);
  layout->title = pasar_table_job_keep (job, shop->name != NULL ? shop->name : "");
  layout->columns = columns;
  layout->n_columns = PASAR_N_CHANGE_CELLS;
  return self->lines->len;
}

static gboolean
pasar_outcomes_job_read_row (PasarTableJob *job, guint n, PasarTextCell *cells)
{
  PasarOutcomesJob *self = PASAR_OUTCOMES_JOB (job);
  const Line *line = &g_array_index (self->lines, Line, n);
  g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (self->plan), line->change);
  const PasarChangeInfo *info = pasar_change_read (change);
  const PasarJournalLocation *location =
      line->location >= 0 ? &g_array_index (info->locations, PasarJournalLocation, line->location)
                          : NULL;
  g_autofree char *reason = pasar_change_join_sentences (info->reason, info->advice);
  const PasarChangeCells change_cells = {
    .key = info->key,
    .name = info->name,
    .variation = info->variation,
    .sku = info->sku,
    .field = info->field,
    .location_id = location != NULL ? location->location_id : NULL,
    .old_value = location != NULL ? location->old_stock : info->old_value,
    .new_value = location != NULL ? location->new_stock : info->new_value,
    .outcome = pasar_change_info_get_label (info),
    .reason = reason,
    .request_id = info->request_id,
  };

  pasar_change_cells_fill (&change_cells, job, pasar_plan_get_catalogue (self->plan), cells);
  return TRUE;
}

static void
pasar_outcomes_job_finalize (GObject *object)
{
  PasarOutcomesJob *self = PASAR_OUTCOMES_JOB (object);

  g_array_unref (self->lines);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (pasar_outcomes_job_parent_class)->finalize (object);
}

static void
pasar_outcomes_job_class_init (PasarOutcomesJobClass *klass)
{
  PasarTableJobClass *job_class = PASAR_TABLE_JOB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pasar_outcomes_job_finalize;
  job_class->prepare = pasar_outcomes_job_prepare;
  job_class->begin = pasar_outcomes_job_begin;
  job_class->read_row = pasar_outcomes_job_read_row;
}

static void
pasar_outcomes_job_init (PasarOutcomesJob *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

/**
 * pasar_outcomes_job_new:
 * @session: the shop
 * @plan: a plan that was submitted
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * Writes all changes of the plan, also those that were held back or not sent.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_outcomes_job_new (PasarSession *session,
                        PasarPlan *plan,
                        GFile *file,
                        PasarTableFormat format)
{
  PasarOutcomesJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session) && PASAR_IS_PLAN (plan), NULL);

  self = g_object_new (PASAR_TYPE_OUTCOMES_JOB, "session", session, NULL);
  self->plan = g_object_ref (plan);
  pasar_table_job_set_file (PASAR_TABLE_JOB (self), file, format);
  return PASAR_JOB (self);
}
