/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan-sum.h"

G_BEGIN_DECLS

/**
 * PASAR_PLAN_N_WORST:
 *
 * So many of the changes with the same gravest doubt are to be looked at before all of them can be
 * confirmed.
 */
#define PASAR_PLAN_N_WORST 20

/**
 * PasarPlan:
 *
 * What a submission will send, fixed when it is made: a GListModel of
 * [class@Change] in item order, held ones included. Later edits do not change
 * it. The change objects are made when they are asked for.
 */
#define PASAR_TYPE_PLAN (pasar_plan_get_type ())
G_DECLARE_FINAL_TYPE (PasarPlan, pasar_plan, PASAR, PLAN, GObject)

PasarPlan *pasar_plan_new (PasarCatalogue *catalogue);
gboolean pasar_plan_is_complete (PasarPlan *self);
PasarCatalogue *pasar_plan_get_catalogue (PasarPlan *self);
guint pasar_plan_get_n_rows (PasarPlan *self);
guint pasar_plan_get_n_shop_items (PasarPlan *self);
guint pasar_plan_count_state (PasarPlan *self, PasarChangeState state);
guint pasar_plan_count_doubt (PasarPlan *self, PasarDoubtKinds kind);
guint pasar_plan_count_unconfirmed (PasarPlan *self, PasarDoubtKinds kind);
guint pasar_plan_count_unseen (PasarPlan *self, PasarDoubtKinds kind);
char *pasar_plan_dup_heading (PasarPlan *self, PasarDoubtKinds kind, guint n);
char *pasar_plan_dup_doubts (PasarPlan *self, PasarChange *change);
PasarPlanSum pasar_plan_sum_up (PasarPlan *self);
void pasar_plan_set_seen (PasarPlan *self, PasarChange *change);
gboolean pasar_plan_get_needs_confirmation (PasarPlan *self);
void pasar_plan_set_confirmed (PasarPlan *self, PasarDoubtKinds kinds);
guint pasar_plan_count_moved (PasarPlan *self);
guint pasar_plan_count_postponed (PasarPlan *self);
gint64 pasar_plan_get_first_end (PasarPlan *self);
GArray *pasar_plan_dup_postponed (PasarPlan *self);
void pasar_plan_keep_shop_value (PasarPlan *self, PasarChange *change);
gboolean pasar_plan_correct (PasarPlan *self);
char *pasar_plan_dup_summary (PasarPlan *self);
guint pasar_plan_count_failed (PasarPlan *self);
void pasar_plan_tell_failed (PasarPlan *self);
void pasar_plan_set_included (PasarPlan *self, PasarChange *change, gboolean included);

G_END_DECLS
