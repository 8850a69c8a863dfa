/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/pasar-job.h"
#include "jobs/pasar-plan.h"

G_BEGIN_DECLS

/* Sends the READY changes of a plan: one call an item and field, at most 50 models each; each call is recorded in the journal before it is
 * sent and its outcome after. What is unknown at the end is read back. Cancel: nothing more is sent, what is in flight is waited for. */
#define PASAR_TYPE_SUBMIT_JOB (pasar_submit_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR, SUBMIT_JOB, PasarJob)
PasarJob *pasar_submit_job_new (PasarSession *session, PasarPlan *plan);
PasarPlan *pasar_submit_job_get_plan (PasarSubmitJob *self);

/* Settles the submissions and boosts that a crash left unfinished: calls in flight are read back from the shop and their rows settled or left staged;
 * calls not sent stay staged. Ends at once when there are none. n_settled for the toast. */
#define PASAR_TYPE_SETTLE_JOB (pasar_settle_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarSettleJob, pasar_settle_job, PASAR, SETTLE_JOB, PasarJob)
PasarJob *pasar_settle_job_new (PasarSession *session);
guint pasar_settle_job_get_n_written (PasarSettleJob *self);  /* rows found to have been taken by the shop */
guint pasar_settle_job_get_n_left (PasarSettleJob *self);     /* rows that were not, still staged */

/* Boosts up to as many items as slots are free, one call an item, never sent twice: an unknown outcome is settled from the boosted list. */
#define PASAR_TYPE_BOOST_JOB (pasar_boost_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostJob, pasar_boost_job, PASAR, BOOST_JOB, PasarJob)
PasarJob *pasar_boost_job_new (PasarSession *session, const gint64 *item_ids, guint n_item_ids);
typedef struct
{
  gint64 item_id;
  PasarChangeState state; /* READY, SENDING, DONE, REFUSED, UNKNOWN, SKIPPED (no slot was free) */
  char *reason;           /* (nullable) */
  char *advice;           /* (nullable) */
} PasarBoostOutcome;
/* (element-type PasarBoostOutcome) in the order asked; changes while it runs: notify of PasarJob:n-done says so. */
GPtrArray *pasar_boost_job_get_outcomes (PasarBoostJob *self);

G_END_DECLS
