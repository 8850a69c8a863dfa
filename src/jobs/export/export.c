/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/export.h"

#include "jobs/clipboard/cell.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* So many rows are read, then written. */
#define PIECE_ROWS 1000
/* Of texts of a piece, which are allocated at once. */
#define CHUNK_SIZE 65536
/* Rows that are read between two looks at the clock. */
#define STRIDE 8

struct _PasarExportJob
{
  PasarJob parent_instance;

  GArray *keys;    /* (owned) PasarRowKey */
  GArray *columns; /* (owned) PasarColumn */
  GFile *file;     /* (owned) */
  PasarTableFormat format;

  /* In progress. While a piece is written only the thread has the writer and the piece. */
  GCancellable *cancellable;
  PasarTableWriter *writer; /* (owned) (nullable) */
  guint n_read;
  PasarTextCell *cells; /* (owned): of a piece */
  guint n_rows;         /* of it */
  GStringChunk *texts;  /* (owned): of it; at first those of the layout */
  PasarTableLayout layout;
  PasarTableColumn *heads; /* (owned): of the layout */
};

G_DEFINE_FINAL_TYPE (PasarExportJob, pasar_export_job, PASAR_TYPE_JOB)

static PasarCatalogue *
get_catalogue (PasarExportJob *self)
{
  return pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
}

/* Sentences for what a seller can do something about. */
static GError *
explain (GError *error)
{
  const char *sentence = NULL;

  if (error->domain != G_IO_ERROR)
    return error;
  if (error->code == G_IO_ERROR_NO_SPACE)
    sentence = _ ("There is not enough room on the disk.");
  else if (error->code == G_IO_ERROR_PERMISSION_DENIED || error->code == G_IO_ERROR_READ_ONLY
           || error->code == G_IO_ERROR_NOT_FOUND)
    sentence = _ ("Files cannot be written there. Choose another folder.");
  else if (error->code == G_IO_ERROR_IS_DIRECTORY)
    sentence = _ ("A folder has this name. Choose another one.");
  if (sentence != NULL)
    {
      g_free (error->message);
      error->message = g_strdup (sentence);
    }
  return error;
}

static void
free_writer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarExportJob *self = source;

  g_clear_pointer (&self->writer, pasar_table_writer_free);
  g_task_return_boolean (task, TRUE);
}

static void
freed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  pasar_job_finish (PASAR_JOB (source), user_data);
}

/* error: (transfer full) (nullable) */
static void
end (PasarExportJob *self, GError *error)
{
  g_autoptr (GTask) task =
      g_task_new (self, NULL, freed_cb, error != NULL ? explain (error) : NULL);

  g_task_set_source_tag (task, end);
  g_task_run_in_thread (task, free_writer);
}

static void
tell_progress (PasarExportJob *self)
{
  const guint n = self->keys->len;
  g_autofree char *status = g_strdup_printf (
      /* Translators: the first %'u is how many rows were written so far, the second how many there
         are. */
      ngettext ("Exporting rows: %'u of %'u", "Exporting rows: %'u of %'u", n),
      self->n_read,
      n);

  pasar_job_set_progress (PASAR_JOB (self), self->n_read, n, status);
}

static void
tell_end (PasarExportJob *self)
{
  const guint n = self->keys->len;
  g_autofree char *summary = g_strdup_printf (
      /* Translators: %'u is a number of rows of a table. */
      ngettext ("%'u row exported.", "%'u rows exported.", n),
      n);

  pasar_job_set_summary (PASAR_JOB (self), summary);
}

/* A time as a table has it. */
static const char *
add_time (PasarExportJob *self, guint row, PasarColumn column)
{
  const gint64 secs = pasar_catalogue_read_number (get_catalogue (self), row, column);
  g_autoptr (GDateTime) time =
      secs != PASAR_NO_VALUE ? g_date_time_new_from_unix_local (secs) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static void
read_row (PasarExportJob *self)
{
  PasarCatalogue *catalogue = get_catalogue (self);
  const PasarRowKey *key = &g_array_index (self->keys, PasarRowKey, self->n_read++);
  const guint row = pasar_catalogue_find (catalogue, key->item_id, key->model_id);
  PasarTextCell *cells = self->cells + (gsize) self->n_rows * self->columns->len;

  /* It is not there any more. */
  if (row == PASAR_NO_ROW)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarColumn column = g_array_index (self->columns, PasarColumn, i);
      PasarCellText text;

      cells[i] = pasar_cell_text_read (&text, catalogue, row, column, TRUE);
      cells[i].text = g_string_chunk_insert (self->texts, cells[i].text);
      if (self->heads[i].kind == PASAR_CELLS_TIME)
        cells[i].number = add_time (self, row, column);
      else if (cells[i].number != NULL)
        cells[i].number = g_string_chunk_insert (self->texts, cells[i].number);
    }
  self->n_rows++;
}

static gboolean
read_piece (gpointer work, gint64 deadline)
{
  PasarExportJob *self = work;

  do
    {
      for (guint i = 0; i < STRIDE; i++)
        {
          if (self->n_read == self->keys->len || self->n_rows == PIECE_ROWS)
            return TRUE;
          read_row (self);
        }
    }
  while (g_get_monotonic_time () < deadline);
  return FALSE;
}

static void
write_piece (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarExportJob *self = source;
  GError *error = NULL;
  gboolean is_written = TRUE;

  for (guint i = 0; i < self->n_rows && is_written; i++)
    is_written = pasar_table_writer_append (self->writer,
                                            self->cells + (gsize) i * self->columns->len,
                                            &error);
  if (is_written && self->n_read == self->keys->len)
    is_written = pasar_table_writer_finish (self->writer, &error);
  if (is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void begin_piece (PasarExportJob *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end (self, error);
      return;
    }
  tell_progress (self);
  if (self->n_read < self->keys->len)
    {
      begin_piece (self);
      return;
    }
  tell_end (self);
  end (self, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarExportJob) self = user_data;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (!pasar_slices_run_finish (result, &error))
    {
      end (self, error);
      return;
    }
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, read_cb);
  g_task_run_in_thread (task, write_piece);
}

static void
begin_piece (PasarExportJob *self)
{
  self->n_rows = 0;
  g_string_chunk_clear (self->texts);
  pasar_slices_run_async (read_piece, self, self->cancellable, read_cb, g_object_ref (self));
}

static PasarCellKind
get_kind (const PasarColumnInfo *info)
{
  if (info->type == PASAR_COLUMN_TIME)
    return PASAR_CELLS_TIME;
  switch (info->type == PASAR_COLUMN_NUMBER ? info->unit : PASAR_UNIT_NONE)
    {
    case PASAR_UNIT_MONEY:
      return PASAR_CELLS_MONEY;
    case PASAR_UNIT_PIECES:
      return PASAR_CELLS_PIECES;
    case PASAR_UNIT_PERCENT:
      return PASAR_CELLS_PERCENT;
    case PASAR_UNIT_NONE:
    default:
      return PASAR_CELLS_TEXT;
    }
}

static void
read_layout (PasarExportJob *self)
{
  PasarCatalogue *catalogue = get_catalogue (self);
  const char *currency = pasar_catalogue_get_currency (catalogue);
  const PasarShop *shop = pasar_session_get_shop (pasar_job_get_session (PASAR_JOB (self)));
  const char decimal_point = *pasar_number_format_get_default ()->decimal_point;

  self->heads = g_new0 (PasarTableColumn, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarColumnInfo *info =
          pasar_catalogue_get_column (catalogue, g_array_index (self->columns, PasarColumn, i));

      self->heads[i].title =
          g_string_chunk_insert (self->texts, pasar_column_info_get_title (info));
      self->heads[i].kind = get_kind (info);
      self->heads[i].width = info->width;
    }
  self->layout = (PasarTableLayout){
    .title = g_string_chunk_insert (self->texts, shop->name != NULL ? shop->name : ""),
    .columns = self->heads,
    .n_columns = self->columns->len,
    .currency = g_string_chunk_insert (self->texts, currency != NULL ? currency : ""),
    .digits = pasar_catalogue_get_digits (catalogue),
    /* What spreadsheets expect where the decimals have a comma. */
    .separator = decimal_point == ',' ? ';' : ',',
    .decimal_point = decimal_point,
    .has_mark = TRUE,
  };
}

static void
open_writer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarExportJob *self = source;
  GError *error = NULL;

  self->writer =
      pasar_table_writer_new (self->file, self->format, &self->layout, self->cancellable, &error);
  if (self->writer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    begin_piece (self);
  else
    end (self, error);
}

static void
pasar_export_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (job);
  g_autoptr (GTask) task = g_task_new (self, NULL, opened_cb, NULL);

  self->cancellable = g_object_ref (cancellable);
  self->texts = g_string_chunk_new (CHUNK_SIZE);
  self->cells = g_new0 (PasarTextCell, (gsize) PIECE_ROWS * self->columns->len);
  read_layout (self);
  tell_progress (self);
  g_task_set_source_tag (task, pasar_export_job_start);
  g_task_run_in_thread (task, open_writer);
}

static void
pasar_export_job_finalize (GObject *object)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (object);

  g_array_unref (self->keys);
  g_array_unref (self->columns);
  g_object_unref (self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self->cells);
  g_free (self->heads);
  G_OBJECT_CLASS (pasar_export_job_parent_class)->finalize (object);
}

static void
pasar_export_job_class_init (PasarExportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_export_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_export_job_start;
}

static void
pasar_export_job_init (PasarExportJob *self)
{
}

/**
 * pasar_export_job_new:
 * @session: an open shop
 * @keys: (element-type PasarRowKey): which rows, in which order; not to be changed any more
 * @columns: (array length=n_columns): which columns, in which order; one at least
 * @n_columns: length of @columns
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * The job reads each row when its turn comes; a row that the shop has no more by then is left out.
 * Errors: those of [method@TableWriter.append], with a sentence for the seller.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_export_job_new (PasarSession *session,
                      GArray *keys,
                      const PasarColumn *columns,
                      guint n_columns,
                      GFile *file,
                      PasarTableFormat format)
{
  PasarExportJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (n_columns > 0, NULL);

  self = g_object_new (PASAR_TYPE_EXPORT_JOB, "session", session, NULL);
  self->keys = g_array_ref (keys);
  self->columns = g_array_sized_new (FALSE, FALSE, sizeof (PasarColumn), n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (pasar_catalogue_get_column (get_catalogue (self), columns[i]) != NULL)
        g_array_append_val (self->columns, columns[i]);
    }
  self->file = g_object_ref (file);
  self->format = format;
  return PASAR_JOB (self);
}

/**
 * pasar_export_job_get_file:
 * @self: a job
 *
 * For who shows it when the job is done.
 *
 * Returns: (transfer none): what is written
 */
GFile *
pasar_export_job_get_file (PasarExportJob *self)
{
  return self->file;
}
