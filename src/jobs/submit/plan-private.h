/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/change-private.h"
#include "jobs/submit/entries-private.h"
#include "jobs/submit/plan-doubts-private.h"
#include "jobs/submit/typical-private.h"

G_BEGIN_DECLS

struct _PasarPlan
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  gboolean is_of_failed;     /* of no other rows */
  GHashTable *cells;         /* (owned) (nullable): which are planned; NULL: all */
  PasarPlanDoubts doubts;
  PasarTypical *typical; /* (owned): of the prices that are ready */
  gboolean is_complete;
  guint next;                /* of the rows with something staged */
  PasarPlanEntries *entries; /* (owned) */
  guint64 print;             /* of what was planned, in whatever order */
  guint n_by_state[PASAR_CHANGE_SENDING + 1];
  guint n_moved;
  guint n_postponed;
  guint n_rows;
  guint n_shop_items;
};

/* plan-make.c */
PasarPlan *pasar_plan_begin (PasarCatalogue *catalogue, gboolean is_of_failed);
PasarPlan *pasar_plan_begin_for (PasarCatalogue *catalogue, GHashTable *cells);
gboolean pasar_plan_run (PasarPlan *self, gint64 deadline);

/* plan.c */
gboolean pasar_plan_is_like (PasarPlan *self, PasarPlan *other);
PasarPlanDoubts *pasar_plan_get_doubts (PasarPlan *self);
void pasar_plan_count (PasarPlan *self, const PasarChangeInfo *info, int by);
guint pasar_plan_get_n_entries (PasarPlan *self);
const PasarChangeInfo *pasar_plan_get_entry (PasarPlan *self, guint index);
void pasar_plan_set_entry_outcome (PasarPlan *self,
                                   guint index,
                                   PasarChangeState state,
                                   const char *reason,
                                   const char *advice);
void pasar_plan_set_entry_seen (PasarPlan *self, guint index);
void pasar_plan_set_entry_request_id (PasarPlan *self, guint index, const char *request_id);
void pasar_plan_set_entry_moved (PasarPlan *self, guint index, gint64 base, gint64 value);

/* plan-choice.c */
void pasar_plan_choose_as (PasarPlan *self, PasarPlan *other);

/* plan-outcome.c */
void pasar_plan_show_row (PasarPlan *self, guint index, const PasarJournalRow *row);
void pasar_plan_hold_gone (PasarPlan *self, guint index);
void pasar_plan_hold_if_moved (PasarPlan *self, guint index);
void pasar_plan_skip_unconfirmed (PasarPlan *self);
void pasar_plan_skip_unsent (PasarPlan *self, const char *reason, const char *advice);

G_END_DECLS
