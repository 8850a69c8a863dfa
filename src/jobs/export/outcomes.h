/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/export/table-job.h"
#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/**
 * PasarOutcomesJob:
 *
 * Writes what became of the changes of a submission to a file, each in a row; a stock at several
 * locations has a row for each location that changes.
 */
#define PASAR_TYPE_OUTCOMES_JOB (pasar_outcomes_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarOutcomesJob, pasar_outcomes_job, PASAR, OUTCOMES_JOB, PasarTableJob)

PasarJob *pasar_outcomes_job_new (PasarSession *session,
                                  PasarPlan *plan,
                                  GFile *file,
                                  PasarTableFormat format);

G_END_DECLS
