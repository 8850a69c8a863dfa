/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/**
 * PasarPlanDoubt:
 * @n: how many changes are doubted, this being the gravest of their doubts
 * @n_unconfirmed: how many of these the seller had not found right before
 * @n_to_confirm: how many of these are ready, so that they must be confirmed before that is sent
 * @n_unseen: how many of the worst of those that are unconfirmed the seller has not looked at
 * @worst: the worst of these, the worst first, as places in the plan
 * @n_worst: how many @worst has
 *
 * The changes of a plan with one gravest doubt.
 */
typedef struct
{
  guint n;
  guint n_unconfirmed;
  guint n_to_confirm;
  guint n_unseen;
  guint worst[PASAR_PLAN_N_WORST];
  guint n_worst;
} PasarPlanDoubt;

/**
 * PasarPlanDoubts:
 * @found: (owned): what is doubted of all that is staged
 * @by_kind: by bit of [flags@DoubtKinds]
 * @confirmed: what the seller says is right
 * @remembering: (owned) (nullable): while that is told to the catalogue in slices
 * @next: the change to be told next
 *
 * What of a plan is doubted, and what the seller says of it.
 */
typedef struct
{
  PasarDoubts *found;
  PasarPlanDoubt by_kind[PASAR_N_DOUBTS];
  PasarDoubtKinds confirmed;
  GCancellable *remembering;
  guint next;
} PasarPlanDoubts;

void pasar_plan_doubts_init (PasarPlanDoubts *self, PasarCatalogue *catalogue);
void pasar_plan_doubts_clear (PasarPlanDoubts *self);
void
pasar_plan_doubts_judge (PasarPlanDoubts *self, PasarCatalogue *catalogue, PasarChangeInfo *change);
void pasar_plan_doubts_count (PasarPlanDoubts *self, const PasarChangeInfo *change, int by);
void pasar_plan_doubts_rank (PasarPlan *plan, guint index);
PasarDoubtKinds pasar_plan_get_unconfirmed (PasarPlan *plan);

G_END_DECLS
