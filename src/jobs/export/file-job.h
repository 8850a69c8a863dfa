/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

/**
 * PasarFileJob:
 *
 * Writes a file, row by row. It is there when the job is done; when it is cancelled or fails there
 * is what was there before.
 */
#define PASAR_TYPE_FILE_JOB (pasar_file_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (PasarFileJob, pasar_file_job, PASAR, FILE_JOB, PasarJob)

/**
 * PasarFileJobClass:
 *
 * Has nothing of its own.
 */
struct _PasarFileJobClass
{
  PasarJobClass parent_class;
};

void pasar_file_job_set_file (PasarFileJob *self, GFile *file);
GFile *pasar_file_job_get_file (PasarFileJob *self);
void pasar_file_job_set_progress (PasarFileJob *self, guint n_done, guint n_total);
void pasar_file_job_finish (PasarFileJob *self, GError *error);

G_END_DECLS
