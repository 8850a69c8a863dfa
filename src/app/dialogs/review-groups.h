/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "jobs/submit/plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarReviewGroups:
 *
 * The groups of a plan as rows that can be picked: all changes, those with each gravest doubt,
 * those held back, those that wait for the end of a promotion, and after a submission those refused
 * or not known. What is doubted has a check, which can be set when the worst of its changes were
 * looked at.
 *
 * Signals: `filter-changed` when another group is picked, `confirmed` when a check is set or taken
 * away.
 */
#define PASAR_TYPE_REVIEW_GROUPS (pasar_review_groups_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewGroups, pasar_review_groups, PASAR, REVIEW_GROUPS, GtkWidget)

void pasar_review_groups_set_session (PasarReviewGroups *self, PasarSession *session);
void pasar_review_groups_set_plan (PasarReviewGroups *self, PasarPlan *plan);
void pasar_review_groups_update (PasarReviewGroups *self);
PasarDoubtKinds pasar_review_groups_get_confirmed (PasarReviewGroups *self);
void pasar_review_groups_lock (PasarReviewGroups *self);
gboolean pasar_review_groups_matches (PasarReviewGroups *self, const PasarChangeInfo *change);

G_END_DECLS
