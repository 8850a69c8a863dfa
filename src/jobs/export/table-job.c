/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/table-job.h"

#include "catalogue/values/format.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* So many rows are read, then written. */
#define PIECE_ROWS 1000
/* Of texts of a piece, which are allocated at once. */
#define CHUNK_SIZE 65536
/* Rows that are read between two looks at the clock. */
#define STRIDE 8

typedef struct
{
  PasarTableFormat format;

  /* In progress. While a piece is written only the thread has the writer and the piece. */
  GCancellable *cancellable; /* (owned) */
  PasarTableWriter *writer;  /* (owned) (nullable) */
  guint n_total;
  guint n_read;
  guint n_written;
  PasarTextCell *cells; /* (owned): of a piece */
  guint n_rows;         /* of it */
  GStringChunk *texts;  /* (owned): of it; at first those of the layout */
  PasarTableLayout layout;
  PasarTableColumn *columns; /* (owned): of the layout */
} PasarTableJobPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PasarTableJob, pasar_table_job, PASAR_TYPE_FILE_JOB)

static PasarTableJobPrivate *
get_private (PasarTableJob *self)
{
  return pasar_table_job_get_instance_private (self);
}

static void
free_writer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarTableJobPrivate *priv = get_private (source);

  g_clear_pointer (&priv->writer, pasar_table_writer_free);
  g_task_return_boolean (task, TRUE);
}

static void
freed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  pasar_file_job_finish (PASAR_FILE_JOB (source), user_data);
}

/* error: (transfer full) (nullable) */
static void
end (PasarTableJob *self, GError *error)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, freed_cb, error);

  g_task_set_source_tag (task, end);
  g_task_run_in_thread (task, free_writer);
}

static void
tell_progress (PasarTableJob *self)
{
  const PasarTableJobPrivate *priv = get_private (self);

  pasar_file_job_set_progress (PASAR_FILE_JOB (self), priv->n_read, priv->n_total);
}

static void
tell_end (PasarTableJob *self)
{
  const guint n = get_private (self)->n_written;
  g_autofree char *summary = g_strdup_printf (
      /* Translators: %'u is a number of rows of a table. */
      ngettext ("%'u row exported.", "%'u rows exported.", n),
      n);

  pasar_job_set_summary (PASAR_JOB (self), summary);
}

static gboolean
prepare (gpointer work, gint64 deadline)
{
  PasarTableJob *self = work;
  const PasarTableJobClass *klass = PASAR_TABLE_JOB_GET_CLASS (self);

  return klass->prepare == NULL || klass->prepare (self, deadline);
}

static gboolean
read_piece (gpointer work, gint64 deadline)
{
  PasarTableJob *self = work;
  PasarTableJobPrivate *priv = get_private (self);
  const PasarTableJobClass *klass = PASAR_TABLE_JOB_GET_CLASS (self);

  if (!prepare (self, deadline))
    return FALSE;
  do
    {
      for (guint i = 0; i < STRIDE; i++)
        {
          if (priv->n_read == priv->n_total || priv->n_rows == PIECE_ROWS)
            return TRUE;
          priv->n_rows +=
              klass->read_row (self,
                               priv->n_read++,
                               priv->cells + (gsize) priv->n_rows * priv->layout.n_columns)
                  ? 1
                  : 0;
        }
    }
  while (g_get_monotonic_time () < deadline);
  return FALSE;
}

static void
write_piece (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarTableJobPrivate *priv = get_private (source);
  GError *error = NULL;
  gboolean is_written = TRUE;

  for (guint i = 0; i < priv->n_rows && is_written; i++)
    is_written = pasar_table_writer_append (priv->writer,
                                            priv->cells + (gsize) i * priv->layout.n_columns,
                                            &error);
  if (is_written && priv->n_read == priv->n_total)
    is_written = pasar_table_writer_finish (priv->writer, &error);
  if (is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void begin_piece (PasarTableJob *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarTableJob *self = PASAR_TABLE_JOB (source);
  PasarTableJobPrivate *priv = get_private (self);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end (self, error);
      return;
    }
  priv->n_written += priv->n_rows;
  tell_progress (self);
  if (priv->n_read < priv->n_total)
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
  g_autoptr (PasarTableJob) self = user_data;
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
begin_piece (PasarTableJob *self)
{
  PasarTableJobPrivate *priv = get_private (self);

  priv->n_rows = 0;
  g_string_chunk_clear (priv->texts);
  pasar_slices_run_async (read_piece, self, priv->cancellable, read_cb, g_object_ref (self));
}

static void
open_writer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PasarTableJobPrivate *priv = get_private (source);
  GError *error = NULL;

  priv->writer = pasar_table_writer_new (pasar_file_job_get_file (source),
                                         priv->format,
                                         &priv->layout,
                                         priv->cancellable,
                                         &error);
  if (priv->writer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarTableJob *self = PASAR_TABLE_JOB (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    begin_piece (self);
  else
    end (self, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarTableJob) self = user_data;
  PasarTableJobPrivate *priv = get_private (self);
  const char decimal_point = *pasar_number_format_get_default ()->decimal_point;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (!pasar_slices_run_finish (result, &error))
    {
      end (self, error);
      return;
    }
  priv->layout = (PasarTableLayout){
    .title = "",
    .currency = "",
    /* What spreadsheets expect where the decimals have a comma. */
    .separator = decimal_point == ',' ? ';' : ',',
    .decimal_point = decimal_point,
    .has_mark = TRUE,
  };
  priv->n_total = PASAR_TABLE_JOB_GET_CLASS (self)->begin (self, &priv->layout);
  priv->cells = g_new0 (PasarTextCell, (gsize) PIECE_ROWS * priv->layout.n_columns);
  tell_progress (self);
  task = g_task_new (self, NULL, opened_cb, NULL);
  g_task_set_source_tag (task, prepared_cb);
  g_task_run_in_thread (task, open_writer);
}

static void
pasar_table_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarTableJob *self = PASAR_TABLE_JOB (job);
  PasarTableJobPrivate *priv = get_private (self);

  priv->cancellable = g_object_ref (cancellable);
  priv->texts = g_string_chunk_new (CHUNK_SIZE);
  pasar_slices_run_async (prepare, self, cancellable, prepared_cb, g_object_ref (self));
}

static void
pasar_table_job_finalize (GObject *object)
{
  PasarTableJobPrivate *priv = get_private (PASAR_TABLE_JOB (object));

  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->texts, g_string_chunk_free);
  g_free (priv->cells);
  g_free (priv->columns);
  G_OBJECT_CLASS (pasar_table_job_parent_class)->finalize (object);
}

static void
pasar_table_job_class_init (PasarTableJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_table_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_table_job_start;
}

static void
pasar_table_job_init (PasarTableJob *self)
{
}

/**
 * pasar_table_job_set_file:
 * @self: a new job
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * Tells where the table goes; once, by who makes the job.
 */
void
pasar_table_job_set_file (PasarTableJob *self, GFile *file, PasarTableFormat format)
{
  PasarTableJobPrivate *priv = get_private (self);

  g_return_if_fail (PASAR_IS_TABLE_JOB (self));

  pasar_file_job_set_file (PASAR_FILE_JOB (self), file);
  priv->format = format;
}

/**
 * pasar_table_job_keep:
 * @self: a job that begins or reads a row
 * @text: a text
 *
 * Keeps a text as long as it is needed.
 *
 * Returns: (transfer none): the text
 */
const char *
pasar_table_job_keep (PasarTableJob *self, const char *text)
{
  return g_string_chunk_insert (get_private (self)->texts, text);
}

/**
 * pasar_table_job_add_columns:
 * @self: a job that begins
 * @n: how many columns the table has
 *
 * Makes room for what the columns of the layout are, which is to be filled in.
 *
 * Returns: (transfer none) (array length=n): the columns
 */
PasarTableColumn *
pasar_table_job_add_columns (PasarTableJob *self, guint n)
{
  PasarTableJobPrivate *priv = get_private (self);

  g_return_val_if_fail (priv->columns == NULL, NULL);

  priv->columns = g_new0 (PasarTableColumn, n);
  return priv->columns;
}
