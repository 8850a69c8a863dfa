/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/* One changed cell, as the plan keeps it. */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  PasarChangeState state;
  PasarWarnings warnings;
  gint64 base;      /* the shop's value when it was edited or sent, where that is another one now */
  gint64 old_value; /* the shop's value */
  gint64 new_value;
  const char *name; /* in the plan's own strings */
  const char *variation;
  const char *sku;
  char *reason;        /* (nullable) (owned) */
  char *advice;        /* (nullable) (owned) */
  PasarChange *object; /* (nullable) (unowned): while somebody holds it */
} PasarPlanEntry;

guint pasar_plan_get_n_entries (PasarPlan *self);
const PasarPlanEntry *pasar_plan_get_entry (PasarPlan *self, guint index);
void pasar_plan_set_entry_outcome (PasarPlan *self,
                                   guint index,
                                   PasarChangeState state,
                                   const char *reason,
                                   const char *advice);
char *pasar_plan_dup_value (PasarPlan *self, guint index, gint64 value);
void pasar_plan_forget_object (PasarPlan *self, guint index);

void pasar_plan_show_row (PasarPlan *self, guint index, const PasarJournalRow *row);
void pasar_plan_set_entry_moved (PasarPlan *self, guint index, gint64 base, gint64 value);
char *pasar_plan_dup_moved_reason (PasarPlan *self, guint index);
void pasar_plan_hold_moved (PasarPlan *self);
void pasar_plan_skip_unconfirmed (PasarPlan *self);
void pasar_plan_skip_unsent (PasarPlan *self, const char *reason, const char *advice);

PasarChange *pasar_change_new (PasarPlan *plan, guint index);
guint pasar_change_get_index (PasarChange *self);
void pasar_change_notify_outcome (PasarChange *self);

PasarWarnings pasar_warnings_for (PasarCatalogue *catalogue,
                                  guint row,
                                  PasarField field,
                                  gint64 old_value,
                                  gint64 new_value);

G_END_DECLS
