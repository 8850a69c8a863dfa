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
guint pasar_settle_job_get_n_written (PasarSettleJob *self);
guint pasar_settle_job_get_n_left (PasarSettleJob *self);
guint pasar_settle_job_get_n_unknown (PasarSettleJob *self);

G_END_DECLS
