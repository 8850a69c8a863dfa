/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/review-groups.h"

G_BEGIN_DECLS

/**
 * PasarReviewPhase:
 * @PASAR_REVIEW_PLANNING: changes can be ticked and gone to
 * @PASAR_REVIEW_RUNNING: they are being sent
 * @PASAR_REVIEW_DONE: they have an outcome, and can be gone to
 *
 * How far a review has come.
 */
typedef enum
{
  PASAR_REVIEW_PLANNING,
  PASAR_REVIEW_RUNNING,
  PASAR_REVIEW_DONE,
} PasarReviewPhase;

/**
 * PasarReviewList:
 *
 * The changes of a plan as rows, those of the group that is picked and of what is searched for. A
 * change that must be confirmed is looked at by having it in view for a moment, by whatever means
 * it came there.
 *
 * Signals: `included` when a change was ticked or unticked, `looked` when the seller has looked at
 * changes that are to be, `show-change` (PasarChange) when the
 * seller asks for its row in the sheet, `keep-change` (PasarChange) when the seller discards it for
 * the shop's value.
 */
#define PASAR_TYPE_REVIEW_LIST (pasar_review_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewList, pasar_review_list, PASAR, REVIEW_LIST, GtkWidget)

void pasar_review_list_set_plan (PasarReviewList *self, PasarPlan *plan, PasarReviewGroups *groups);
void pasar_review_list_set_phase (PasarReviewList *self, PasarReviewPhase phase);
void pasar_review_list_take_down_async (PasarReviewList *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void pasar_review_list_filter (PasarReviewList *self);

G_END_DECLS
