/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"
#include "store/store.h"

G_BEGIN_DECLS

/* One changed cell, as the plan keeps it. */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  PasarChangeState state;
  PasarWarnings warnings;
  gint64 old_value;
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
void pasar_plan_forget_object (PasarPlan *self, guint index);

PasarChangeState pasar_change_state_from_row (PasarRowState state);
void pasar_plan_show_row (PasarPlan *self, guint index, const PasarJournalRow *row);
void pasar_plan_skip_unconfirmed (PasarPlan *self);
void pasar_plan_skip_unsent (PasarPlan *self, const char *reason, const char *advice);
char *pasar_plan_dup_summary (PasarPlan *self);

PasarChange *pasar_change_new (PasarPlan *plan, guint index);
guint pasar_change_get_index (PasarChange *self);
void pasar_change_notify_outcome (PasarChange *self);

PasarWarnings pasar_warnings_for (PasarCatalogue *catalogue,
                                  guint row,
                                  PasarField field,
                                  gint64 old_value,
                                  gint64 new_value);

G_END_DECLS
