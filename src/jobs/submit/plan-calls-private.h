/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/origins.h"
#include "jobs/submit/plan-private.h"

G_BEGIN_DECLS

/**
 * PasarPlanCalls:
 * @plan: (unowned)
 * @calls: (element-type PasarJournalCall) (owned): those of an item together, prices first
 * @entries: what the rows of each call stand for: arrays of numbers of changes, in order
 * @n_rows: how many they have together
 *
 * The calls that send a plan.
 */
typedef struct
{
  PasarPlan *plan;
  GPtrArray *calls;
  GHashTable *entries;
  guint n_rows;
} PasarPlanCalls;

PasarPlanCalls *pasar_plan_calls_new (PasarPlan *plan);
void pasar_plan_calls_free (PasarPlanCalls *self);
guint pasar_plan_calls_add (PasarPlanCalls *self, PasarOrigins *origins, guint first);
const GArray *pasar_plan_calls_get_entries (const PasarPlanCalls *self,
                                            const PasarJournalCall *call);

G_END_DECLS
