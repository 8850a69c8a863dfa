/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/export/table-job.h"

G_BEGIN_DECLS

/**
 * PasarLedgerJob:
 *
 * Writes all that was submitted to a file, the newest first, a change in a row; a stock at several
 * locations has a row for each that changes. The seals are verified before: what was found, and the
 * last seal, are the last rows.
 */
#define PASAR_TYPE_LEDGER_JOB (pasar_ledger_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarLedgerJob, pasar_ledger_job, PASAR, LEDGER_JOB, PasarTableJob)

PasarJob *pasar_ledger_job_new (PasarSession *session, GFile *file, PasarTableFormat format);

G_END_DECLS
