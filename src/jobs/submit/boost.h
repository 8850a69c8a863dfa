/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

/**
 * PasarBoostJob:
 *
 * Boosts up to as many items as slots are free, one call an item, never sent
 * twice: an unknown outcome is settled from the boosted list.
 */
#define PASAR_TYPE_BOOST_JOB (pasar_boost_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostJob, pasar_boost_job, PASAR, BOOST_JOB, PasarJob)

PasarJob *pasar_boost_job_new (PasarSession *session, const gint64 *item_ids, guint n_item_ids);
GPtrArray *pasar_boost_job_get_outcomes (PasarBoostJob *self);

G_END_DECLS
