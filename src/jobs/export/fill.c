/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/fill.h"

#include "catalogue/edits/match.h"
#include "jobs/export/workbook-write.h"
#include "jobs/import/file-read-private.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* Rows that are looked at between two looks at the clock. */
#define STRIDE 64

/* What is staged of a row. */
typedef struct
{
  PasarRowKey key;
  const char *price;  /* (nullable) */
  const char *stock;  /* (nullable) */
  const char *reason; /* (nullable): why one of them is left as it came */
} Staged;

struct _PasarFillJob
{
  PasarFileJob parent_instance;

  GArray *keys;              /* (owned) PasarRowKey */
  GCancellable *cancellable; /* (owned) (nullable): while it runs */
  PasarFileRead *read;       /* (owned): the workbook */
  PasarImportTable rows;     /* of it */
  PasarRowMatch *match;      /* (owned) (nullable) */
  GStringChunk *texts;       /* (owned) */
  GHashTable *staged;        /* (owned) Staged, by its key */
  guint n_looked;            /* of the keys */
  guint n_matched;           /* of the rows of the workbook */
  GArray *edits;             /* (owned) PasarWorkbookEdit */
  guint n_left;              /* rows with something staged that is not written */
};

G_DEFINE_FINAL_TYPE (PasarFillJob, pasar_fill_job, PASAR_TYPE_FILE_JOB)

static PasarCatalogue *
get_catalogue (PasarFillJob *self)
{
  return pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
}

static void
end (PasarFillJob *self, GError *error)
{
  pasar_file_job_finish (PASAR_FILE_JOB (self), error);
}

static void
tell_end (PasarFillJob *self)
{
  GString *summary = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const PasarWorkbookEdit *edit = &g_array_index (self->edits, PasarWorkbookEdit, i);

      n += edit->price != NULL || edit->stock != NULL;
    }
  g_string_append_printf (summary,
                          /* Translators: %'u is a number of rows of a workbook */
                          ngettext ("%'u row of the workbook filled in.",
                                    "%'u rows of the workbook filled in.",
                                    n),
                          n);
  if (self->n_left > 0)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (summary,
                              /* Translators: %'u is a number of rows of the shop */
                              ngettext ("%'u changed row is not in it, or was refused.",
                                        "%'u changed rows are not in it, or were refused.",
                                        self->n_left),
                              self->n_left);
    }
  pasar_job_set_summary (PASAR_JOB (self), summary->str);
  g_string_free (summary, TRUE);
}

static void
write_workbook (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarFillJob *self = source;
  GError *error = NULL;

  if (pasar_workbook_write (pasar_import_data_get_texts (self->read->data),
                            pasar_table_file_get_sheet_name (self->read->opened->file,
                                                             self->read->choices.sheet),
                            (const PasarWorkbookEdit *) (gpointer) self->edits->data,
                            self->edits->len,
                            pasar_file_job_get_file (PASAR_FILE_JOB (self)),
                            self->cancellable,
                            &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarFillJob *self = PASAR_FILL_JOB (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    tell_end (self);
  end (self, error);
}

/* A value as the workbook has it; NULL where nothing is staged, or it is refused. */
static const char *
read_value (PasarFillJob *self, guint row, PasarField field, Staged *staged)
{
  static const PasarNumberFormat plain = { ".", "" };
  PasarCatalogue *catalogue = get_catalogue (self);
  const PasarRowValue value = pasar_catalogue_read_field (catalogue, row, field);
  const guint digits = field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (catalogue) : 0;
  g_autofree char *problem = NULL;
  char text[64];

  if (value.staged == PASAR_NO_VALUE)
    return NULL;
  problem = pasar_catalogue_row_dup_problem_text (catalogue, row, field);
  if (problem != NULL)
    {
      staged->reason = g_string_chunk_insert (self->texts, problem);
      return NULL;
    }
  pasar_money_format_to (value.effective, digits, &plain, text, sizeof text);
  return g_string_chunk_insert (self->texts, text);
}

/* The workbook has one stock a row: what is staged by location has no place there. */
static void
look_at_key (PasarFillJob *self, const PasarRowKey *key)
{
  PasarCatalogue *catalogue = get_catalogue (self);
  const guint row = pasar_catalogue_find (catalogue, key->item_id, key->model_id);
  Staged staged = { .key = *key };
  gboolean is_split;

  if (row == PASAR_NO_ROW)
    return;
  is_split = pasar_catalogue_row_get_locations (catalogue, row, NULL, 0) > 1;
  staged.price = read_value (self, row, PASAR_FIELD_PRICE, &staged);
  if (!is_split)
    staged.stock = read_value (self, row, PASAR_FIELD_STOCK, &staged);
  else if (pasar_catalogue_read_field (catalogue, row, PASAR_FIELD_STOCK).staged != PASAR_NO_VALUE)
    self->n_left++;
  if (staged.price != NULL || staged.stock != NULL || staged.reason != NULL)
    g_hash_table_add (self->staged, g_memdup2 (&staged, sizeof staged));
}

static gboolean
look_at_keys (PasarFillJob *self, gint64 deadline)
{
  while (self->n_looked < self->keys->len)
    {
      const guint end = MIN (self->keys->len, self->n_looked + STRIDE);

      for (; self->n_looked < end; self->n_looked++)
        look_at_key (self, &g_array_index (self->keys, PasarRowKey, self->n_looked));
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

/* What was not found in the workbook stays in the table of what is staged. */
static void
fill_row (PasarFillJob *self, guint row)
{
  const PasarMatched matched = pasar_row_match_get (self->match, row);
  const Staged *staged = matched.verdict == PASAR_MATCH_FOUND
                             ? g_hash_table_lookup (self->staged, &matched.candidates[0])
                             : NULL;
  PasarWorkbookEdit edit;

  if (staged == NULL)
    return;
  edit = (PasarWorkbookEdit){
    .row = pasar_import_data_get_first_row (self->read->data) + row,
    .price = staged->price,
    .stock = staged->stock,
    .reason = staged->reason,
  };
  g_array_append_val (self->edits, edit);
  if (staged->reason == NULL)
    g_hash_table_remove (self->staged, &staged->key);
}

static gboolean
collect (gpointer work, gint64 deadline)
{
  PasarFillJob *self = work;

  if (!look_at_keys (self, deadline))
    return FALSE;
  if (self->n_matched == 0 && !pasar_row_match_run (self->match, deadline))
    return FALSE;
  while (self->n_matched < self->rows.n_rows)
    {
      const guint end = MIN (self->rows.n_rows, self->n_matched + STRIDE);

      for (; self->n_matched < end; self->n_matched++)
        fill_row (self, self->n_matched);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  self->n_left += g_hash_table_size (self->staged);
  return TRUE;
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarFillJob) self = user_data;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (!pasar_slices_run_finish (result, &error))
    {
      end (self, error);
      return;
    }
  pasar_file_job_set_progress (PASAR_FILE_JOB (self), self->rows.n_rows, self->rows.n_rows);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, collected_cb);
  g_task_run_in_thread (task, write_workbook);
}

/* By their ids alone: SKUs can be edited there. */
static void
begin_match (PasarFillJob *self)
{
  const PasarRecognition *recognition = pasar_import_data_get_recognition (self->read->data);
  PasarMatchTable table = { .columns = { -1, -1, -1, -1, -1 } };

  self->rows = pasar_import_data_get_table (self->read->data, '\0');
  table.texts = self->rows.texts;
  table.n_rows = self->rows.n_rows;
  table.n_columns = self->rows.n_columns;
  table.columns[PASAR_MATCH_ITEM_ID] =
      pasar_recognition_find_column (recognition, PASAR_MEANING_ITEM_ID);
  table.columns[PASAR_MATCH_MODEL_ID] =
      pasar_recognition_find_column (recognition, PASAR_MEANING_MODEL_ID);
  self->match = pasar_row_match_new (get_catalogue (self), &table);
}

static void
read_workbook (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarFillJob *self = source;
  GError *error = NULL;

  if (pasar_file_read_run (self->read, self->cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarFillJob *self = PASAR_FILL_JOB (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* What is said of files that cannot be written would be wrong. */
      pasar_job_finish (PASAR_JOB (self), error);
      return;
    }
  if (pasar_recognition_get_kind (pasar_import_data_get_recognition (self->read->data))
      != PASAR_TABLE_SALES_INFO)
    {
      end (self,
           g_error_new_literal (PASAR_FORMAT_ERROR,
                                PASAR_FORMAT_ERROR_NO_TABLE,
                                _ ("This is not Seller Centre’s workbook of prices and stock.")));
      return;
    }
  begin_match (self);
  pasar_file_job_set_progress (PASAR_FILE_JOB (self), 0, self->rows.n_rows);
  pasar_slices_run_async (collect, self, self->cancellable, collected_cb, g_object_ref (self));
}

static void
pasar_fill_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarFillJob *self = PASAR_FILL_JOB (job);
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);

  self->cancellable = g_object_ref (cancellable);
  g_task_set_source_tag (task, pasar_fill_job_start);
  g_task_run_in_thread (task, read_workbook);
}

static void
pasar_fill_job_finalize (GObject *object)
{
  PasarFillJob *self = PASAR_FILL_JOB (object);

  g_clear_pointer (&self->match, pasar_row_match_free);
  g_clear_pointer (&self->read, pasar_file_read_free);
  g_array_unref (self->keys);
  g_array_unref (self->edits);
  g_hash_table_unref (self->staged);
  g_string_chunk_free (self->texts);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pasar_fill_job_parent_class)->finalize (object);
}

static void
pasar_fill_job_class_init (PasarFillJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_fill_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_fill_job_start;
}

static void
pasar_fill_job_init (PasarFillJob *self)
{
  self->texts = g_string_chunk_new (1024);
  self->edits = g_array_new (FALSE, FALSE, sizeof (PasarWorkbookEdit));
  self->staged = g_hash_table_new_full (pasar_row_key_hash, pasar_row_key_equal, g_free, NULL);
}

/**
 * pasar_fill_job_new:
 * @session: an open shop
 * @keys: (element-type PasarRowKey): whose changes are written; not to be changed any more
 * @workbook: the workbook as the seller downloaded it
 * @file: the name of the copy, which may be that of @workbook; a file of this name is replaced
 *
 * The summary tells how many rows were filled in, and how many rows have something staged that is
 * not written: they are not in the workbook, the shop would refuse it, or it is a stock at several
 * locations, for which it has no columns.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_fill_job_new (PasarSession *session, GArray *keys, GFile *workbook, GFile *file)
{
  static const PasarReadingChoices choices = { .sheet = PASAR_READING_SHEET_FOUND,
                                               .head_row = PASAR_READING_HEAD_FOUND };
  PasarFillJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session) && keys != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (workbook) && G_IS_FILE (file), NULL);

  self = g_object_new (PASAR_TYPE_FILL_JOB, "session", session, NULL);
  self->keys = g_array_ref (keys);
  self->read = pasar_file_read_new (workbook, NULL, NULL, &choices);
  pasar_file_job_set_file (PASAR_FILE_JOB (self), file);
  return PASAR_JOB (self);
}
