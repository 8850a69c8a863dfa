/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan-sum.h"

G_BEGIN_DECLS

/**
 * PasarPlanEntry:
 * @info: its texts but for reason and advice are kept in the list
 * @object: (nullable) (unowned): while somebody holds it
 *
 * A change of a plan.
 */
typedef struct
{
  PasarChangeInfo info;
  PasarChange *object;
} PasarPlanEntry;

/**
 * PasarPlanEntries:
 *
 * The changes of a plan. Each stays where it is while others are added.
 */
typedef struct _PasarPlanEntries PasarPlanEntries;

PasarPlanEntries *pasar_plan_entries_new (void);
void pasar_plan_entries_free (PasarPlanEntries *self);
guint pasar_plan_entries_get_n (const PasarPlanEntries *self);
PasarPlanEntry *pasar_plan_entries_get (PasarPlanEntries *self, guint index);
void pasar_plan_entries_touch (PasarPlanEntries *self, guint index);
PasarPlanSum pasar_plan_entries_sum_up (PasarPlanEntries *self);
void
pasar_plan_entries_set_request_id (PasarPlanEntries *self, guint index, const char *request_id);
void pasar_plan_entries_add (PasarPlanEntries *self, const PasarChangeInfo *info);

G_END_DECLS
