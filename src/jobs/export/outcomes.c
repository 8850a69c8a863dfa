/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/outcomes.h"

#include <glib/gi18n-lib.h>

/* Changes that are looked at between two looks at the clock. */
#define STRIDE 64

#define WIDTH        14
#define ID_WIDTH     18
#define NAME_WIDTH   40
#define REASON_WIDTH 60

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

/* Those of the shop first. */
enum
{
  COLUMN_NAME,
  COLUMN_VARIATION,
  COLUMN_SKU,
  COLUMN_ITEM_ID,
  COLUMN_MODEL_ID,
  COLUMN_FIELD,
  COLUMN_LOCATION,
  COLUMN_OLD,
  COLUMN_NEW,
  COLUMN_OUTCOME,
  COLUMN_REASON, /* and what to do */
  COLUMN_REQUEST_ID,
  N_COLUMNS,
};

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

/* Columns of the shop have their own heads. */
static const char *
get_title (guint column)
{
  static const PasarColumn shop_columns[] = {
    PASAR_COLUMN_NAME,    PASAR_COLUMN_VARIATION, PASAR_COLUMN_SKU,
    PASAR_COLUMN_ITEM_ID, PASAR_COLUMN_MODEL_ID,
  };
  static const char *const titles[N_COLUMNS] = {
    /* Translators: the head of a column: whether the price or the stock was changed */
    [COLUMN_FIELD] = N_ ("Changed"),
    /* Translators: the head of a column: the code of a warehouse */
    [COLUMN_LOCATION] = N_ ("Location"),
    /* Translators: the head of a column: the value before a change */
    [COLUMN_OLD] = N_ ("Before"),
    /* Translators: the head of a column: the value that was to be set */
    [COLUMN_NEW] = N_ ("After"),
    /* Translators: the head of a column: what became of a change */
    [COLUMN_OUTCOME] = N_ ("Outcome"),
    /* Translators: the head of a column: why a row was left out */
    [COLUMN_REASON] = N_ ("Reason"),
    /* Translators: the head of a column: by what Shopee’s server knows a request */
    [COLUMN_REQUEST_ID] = N_ ("Request ID"),
  };

  return column < G_N_ELEMENTS (shop_columns)
             ? pasar_column_info_get_title (pasar_column_get_info (shop_columns[column]))
             : g_dgettext (GETTEXT_PACKAGE, titles[column]);
}

static guint
pasar_outcomes_job_begin (PasarTableJob *job, PasarTableLayout *layout)
{
  static const guint widths[N_COLUMNS] = {
    [COLUMN_NAME] = NAME_WIDTH,  [COLUMN_VARIATION] = WIDTH,     [COLUMN_SKU] = ID_WIDTH,
    [COLUMN_ITEM_ID] = ID_WIDTH, [COLUMN_MODEL_ID] = ID_WIDTH,   [COLUMN_FIELD] = WIDTH,
    [COLUMN_LOCATION] = WIDTH,   [COLUMN_OLD] = WIDTH,           [COLUMN_NEW] = WIDTH,
    [COLUMN_OUTCOME] = WIDTH,    [COLUMN_REASON] = REASON_WIDTH, [COLUMN_REQUEST_ID] = NAME_WIDTH,
  };
  PasarOutcomesJob *self = PASAR_OUTCOMES_JOB (job);
  const PasarShop *shop = pasar_session_get_shop (pasar_job_get_session (PASAR_JOB (self)));
  PasarTableColumn *columns = pasar_table_job_add_columns (job, N_COLUMNS);

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = (PasarTableColumn){ get_title (i), PASAR_CELLS_NUMBER, widths[i] };
  layout->title = pasar_table_job_keep (job, shop->name != NULL ? shop->name : "");
  layout->columns = columns;
  layout->n_columns = N_COLUMNS;
  return self->lines->len;
}

static PasarTextCell
make_text (PasarTableJob *job, const char *text)
{
  return (PasarTextCell){ .text = text != NULL ? pasar_table_job_keep (job, text) : "",
                          .is_text = TRUE };
}

/* 0: there is none. */
static PasarTextCell
make_id (PasarTableJob *job, gint64 id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;

  return make_text (job, text);
}

static PasarTextCell
make_value (PasarTableJob *job, PasarPlan *plan, const PasarChangeInfo *info, gint64 value)
{
  static const PasarNumberFormat plain = { ".", "" };
  const guint digits = info->field == PASAR_FIELD_PRICE
                           ? pasar_catalogue_get_digits (pasar_plan_get_catalogue (plan))
                           : 0;
  PasarTextCell cell = { .text = "" };
  char text[64];

  if (value == PASAR_NO_VALUE)
    return cell;
  pasar_money_format_to (value, digits, &plain, text, sizeof text);
  cell.text = cell.number = pasar_table_job_keep (job, text);
  return cell;
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
  const PasarColumnInfo *field = pasar_column_get_info (pasar_column_for_field (info->field));

  cells[COLUMN_NAME] = make_text (job, info->name);
  cells[COLUMN_VARIATION] = make_text (job, info->variation);
  cells[COLUMN_SKU] = make_text (job, info->sku);
  cells[COLUMN_ITEM_ID] = make_id (job, info->key.item_id);
  cells[COLUMN_MODEL_ID] = make_id (job, info->key.model_id);
  cells[COLUMN_FIELD] = make_text (job, pasar_column_info_get_title (field));
  cells[COLUMN_LOCATION] = make_text (job, location != NULL ? location->location_id : NULL);
  cells[COLUMN_OLD] =
      make_value (job, self->plan, info, location != NULL ? location->old_stock : info->old_value);
  cells[COLUMN_NEW] =
      make_value (job, self->plan, info, location != NULL ? location->new_stock : info->new_value);
  cells[COLUMN_OUTCOME] = make_text (job, pasar_change_state_get_label (info->state));
  cells[COLUMN_REASON] = make_text (job, reason);
  cells[COLUMN_REQUEST_ID] = make_text (job, info->request_id);
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
