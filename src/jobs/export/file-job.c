/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/file-job.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GFile *file; /* (owned) */
} PasarFileJobPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PasarFileJob, pasar_file_job, PASAR_TYPE_JOB)

static PasarFileJobPrivate *
get_private (PasarFileJob *self)
{
  return pasar_file_job_get_instance_private (self);
}

static void
pasar_file_job_finalize (GObject *object)
{
  g_clear_object (&get_private (PASAR_FILE_JOB (object))->file);
  G_OBJECT_CLASS (pasar_file_job_parent_class)->finalize (object);
}

static void
pasar_file_job_class_init (PasarFileJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_file_job_finalize;
}

static void
pasar_file_job_init (PasarFileJob *self)
{
}

/**
 * pasar_file_job_set_file:
 * @self: a new job
 * @file: the name of the file; a file of this name is replaced
 *
 * Tells where it goes; once, by who makes the job.
 */
void
pasar_file_job_set_file (PasarFileJob *self, GFile *file)
{
  g_return_if_fail (PASAR_IS_FILE_JOB (self) && G_IS_FILE (file));

  g_set_object (&get_private (self)->file, file);
}

/**
 * pasar_file_job_get_file:
 * @self: a job
 *
 * For who writes it, and who shows it when the job is done.
 *
 * Returns: (transfer none): what is written
 */
GFile *
pasar_file_job_get_file (PasarFileJob *self)
{
  g_return_val_if_fail (PASAR_IS_FILE_JOB (self), NULL);

  return get_private (self)->file;
}

/**
 * pasar_file_job_set_progress:
 * @self: a job that runs
 * @n_done: how many rows were written so far
 * @n_total: how many there are
 *
 * Tells the progress, as pasar_job_set_progress() does.
 */
void
pasar_file_job_set_progress (PasarFileJob *self, guint n_done, guint n_total)
{
  g_autofree char *status = g_strdup_printf (
      /* Translators: the first %'u is how many rows were written so far, the second how many there
         are. */
      ngettext ("Exporting rows: %'u of %'u", "Exporting rows: %'u of %'u", n_total),
      n_done,
      n_total);

  pasar_job_set_progress (PASAR_JOB (self), n_done, n_total, status);
}

/* A sentence for what a seller can do something about. */
static void
explain (GError *error)
{
  const char *sentence = NULL;

  if (error->domain != G_IO_ERROR)
    return;
  if (error->code == G_IO_ERROR_NO_SPACE)
    sentence = _ ("There is not enough room on the disk.");
  else if (error->code == G_IO_ERROR_PERMISSION_DENIED || error->code == G_IO_ERROR_READ_ONLY
           || error->code == G_IO_ERROR_NOT_FOUND)
    sentence = _ ("Files cannot be written there. Choose another folder.");
  else if (error->code == G_IO_ERROR_IS_DIRECTORY)
    sentence = _ ("A folder has this name. Choose another one.");
  if (sentence == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (sentence);
}

/**
 * pasar_file_job_finish:
 * @self: a job that runs
 * @error: (transfer full) (nullable): why the file was not written
 *
 * Ends the job, as pasar_job_finish() does, with a sentence for the seller.
 */
void
pasar_file_job_finish (PasarFileJob *self, GError *error)
{
  g_return_if_fail (PASAR_IS_FILE_JOB (self));

  if (error != NULL)
    explain (error);
  pasar_job_finish (PASAR_JOB (self), error);
}
