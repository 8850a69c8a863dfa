/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/**
 * PasarReviewGroupKind:
 * @PASAR_REVIEW_GROUP_ALL: all changes
 * @PASAR_REVIEW_GROUP_DOUBT: those with the same gravest doubt
 * @PASAR_REVIEW_GROUP_STATE: those that stand alike
 * @PASAR_REVIEW_GROUP_POSTPONED: those that wait for the end of a promotion
 *
 * What the changes of a group have in common.
 */
typedef enum
{
  PASAR_REVIEW_GROUP_ALL,
  PASAR_REVIEW_GROUP_DOUBT,
  PASAR_REVIEW_GROUP_STATE,
  PASAR_REVIEW_GROUP_POSTPONED,
} PasarReviewGroupKind;

/**
 * PasarReviewGroup:
 * @kind: what its changes have in common
 * @value: which, a #PasarDoubtKinds or #PasarChangeState
 * @icon: how it looks
 * @style: the CSS class of that
 *
 * Some changes of a plan that are shown together.
 */
typedef struct
{
  PasarReviewGroupKind kind;
  guint value;
  const char *icon;
  const char *style;
} PasarReviewGroup;

/**
 * PASAR_N_REVIEW_GROUPS:
 *
 * How many groups there are.
 */
#define PASAR_N_REVIEW_GROUPS (PASAR_N_DOUBTS + 7)

extern const PasarReviewGroup pasar_review_groups[PASAR_N_REVIEW_GROUPS];

guint
pasar_review_group_count (const PasarReviewGroup *self, PasarPlan *plan, gboolean is_submitted);
gboolean pasar_review_group_matches (const PasarReviewGroup *self, const PasarChangeInfo *change);
char *pasar_review_group_dup_heading (const PasarReviewGroup *self, PasarPlan *plan, guint n);
char *pasar_review_group_dup_subtitle (const PasarReviewGroup *self,
                                       PasarPlan *plan,
                                       const PasarPlanSum *sum,
                                       guint n);
char *pasar_review_group_dup_check_label (guint n, guint n_unconfirmed, guint n_unseen);

G_END_DECLS
