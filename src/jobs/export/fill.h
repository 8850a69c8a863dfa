/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/export/file-job.h"

G_BEGIN_DECLS

/**
 * PasarFillJob:
 *
 * Writes a copy of Seller Centre's workbook of prices and stock with what is staged of rows of the
 * shop; all else is as it came. What the shop would refuse is left as it came, and the column for
 * reasons says why.
 */
#define PASAR_TYPE_FILL_JOB (pasar_fill_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarFillJob, pasar_fill_job, PASAR, FILL_JOB, PasarFileJob)

PasarJob *pasar_fill_job_new (PasarSession *session, GArray *keys, GFile *workbook, GFile *file);

G_END_DECLS
