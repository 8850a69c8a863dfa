/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"
#include "jobs/submit/boost.h"
#include "jobs/submit/plan.h"
#include "jobs/submit/settle.h"
#include "jobs/submit/wait.h"

G_BEGIN_DECLS

/**
 * PasarSubmitJob:
 *
 * Sends the ready changes of a plan: one call an item and field, at most 50
 * models each; each call is recorded in the journal before it is sent and its
 * outcome after. The first items are sent alone, and the rest when the shop was
 * seen to have taken them: where it took other values, or that cannot be seen, the
 * job ends. What has moved at the shop is held right before it would be sent. What
 * was written is read back. Cancel: nothing more is sent, what is in flight is
 * waited for.
 *
 * Its status says what it does; notify::waiting tells that it waits for something
 * else than before.
 */
#define PASAR_TYPE_SUBMIT_JOB (pasar_submit_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarSubmitJob, pasar_submit_job, PASAR, SUBMIT_JOB, PasarJob)

PasarJob *pasar_submit_job_new (PasarSession *session, PasarPlan *plan);
PasarPlan *pasar_submit_job_get_plan (PasarSubmitJob *self);
void pasar_submit_job_set_paused (PasarSubmitJob *self, gboolean is_paused);
gboolean pasar_submit_job_get_paused (PasarSubmitJob *self);
void pasar_submit_job_set_patient (PasarSubmitJob *self);
void pasar_submit_job_set_goes_on (PasarSubmitJob *self, gboolean goes_on);
const PasarSubmitWaiting *pasar_submit_job_get_waiting (PasarSubmitJob *self);

G_END_DECLS
