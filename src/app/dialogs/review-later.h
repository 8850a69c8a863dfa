/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "jobs/submit/plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarReviewLater:
 *
 * A check with which the seller has all that waits for the end of a promotion sent by itself then;
 * without it, it is offered.
 */
#define PASAR_TYPE_REVIEW_LATER (pasar_review_later_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewLater, pasar_review_later, PASAR, REVIEW_LATER, GtkWidget)

GtkWidget *pasar_review_later_new (PasarSession *session);
void pasar_review_later_set_plan (PasarReviewLater *self, PasarPlan *plan);

G_END_DECLS
