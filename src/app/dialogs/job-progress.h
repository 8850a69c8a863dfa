/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarJobProgress:
 *
 * How far a job is, and a button that stops it; there only while the job runs.
 */
#define PASAR_TYPE_JOB_PROGRESS (pasar_job_progress_get_type ())
G_DECLARE_FINAL_TYPE (PasarJobProgress, pasar_job_progress, PASAR, JOB_PROGRESS, GtkWidget)

void pasar_job_progress_follow (PasarJobProgress *self, PasarJob *job);

G_END_DECLS
