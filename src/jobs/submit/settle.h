/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

/**
 * PasarSettleJob:
 *
 * Settles the submissions and boosts that a crash left unfinished: calls in
 * flight are read back from the shop and their rows settled or left staged;
 * calls not sent stay staged. Ends at once when there are none.
 */
#define PASAR_TYPE_SETTLE_JOB (pasar_settle_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarSettleJob, pasar_settle_job, PASAR, SETTLE_JOB, PasarJob)

PasarJob *pasar_settle_job_new (PasarSession *session);

/**
 * PasarSettleCounts:
 * @n_written: rows that the shop was found to have taken; they are not staged any more
 * @n_left: rows that it was not, as its value is still the one from before, or that were never
 *   sent; they are still staged
 * @n_unknown: rows that could still not be settled: the shop could not be read, or has a third
 *   value, which proves nothing
 *
 * What became of what was left unfinished.
 */
typedef struct
{
  guint n_written;
  guint n_left;
  guint n_unknown;
} PasarSettleCounts;

const PasarSettleCounts *pasar_settle_job_get_counts (PasarSettleJob *self);

G_END_DECLS
