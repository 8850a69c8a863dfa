/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/export/table-job.h"

G_BEGIN_DECLS

/**
 * PasarExportJob:
 *
 * Writes rows of a shop to a file, one for each item without models and each model. What is staged
 * is what is written.
 */
#define PASAR_TYPE_EXPORT_JOB (pasar_export_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarExportJob, pasar_export_job, PASAR, EXPORT_JOB, PasarTableJob)

PasarJob *pasar_export_job_new (PasarSession *session,
                                GArray *keys,
                                const PasarColumn *columns,
                                guint n_columns,
                                GFile *file,
                                PasarTableFormat format);

G_END_DECLS
