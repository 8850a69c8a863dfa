/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/**
 * PasarPlanAskFunc:
 * @change: a change of a plan
 * @user_data: data of who asks
 *
 * Returns: whether it is to be listed
 */
typedef gboolean (*PasarPlanAskFunc) (const PasarChangeInfo *change, gpointer user_data);

/**
 * PasarPlanList:
 *
 * The changes of a plan that are asked for, as a GListModel of [class@Change]: those first that are
 * to be looked at, by the gravest of their doubts, the worst before the others; then the others
 * that are doubted; then those that are held back; then the rest; each of these in the order of the
 * plan. Of a long plan the list is made in slices, and stays as it is meanwhile. The change objects
 * are made when they are asked for.
 */
#define PASAR_TYPE_PLAN_LIST (pasar_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarPlanList, pasar_plan_list, PASAR, PLAN_LIST, GObject)

PasarPlanList *pasar_plan_list_new (PasarPlanAskFunc func, gpointer user_data);
void pasar_plan_list_set_plan (PasarPlanList *self, PasarPlan *plan);
void pasar_plan_list_ask (PasarPlanList *self);
void pasar_plan_list_stop (PasarPlanList *self);

G_END_DECLS
