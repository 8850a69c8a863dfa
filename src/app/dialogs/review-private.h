/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/job-progress.h"
#include "app/dialogs/review-link.h"
#include "app/dialogs/review-list.h"
#include "app/dialogs/review.h"
#include "jobs/submit/planning.h"

G_BEGIN_DECLS

struct _PasarReviewDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *close_button;
  GtkButton *submit_button;
  PasarReviewLink *link;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkWidget *plan_page;
  GtkWidget *result_box;
  GtkImage *result_icon;
  GtkLabel *result_title;
  GtkLabel *result_text;
  GtkWidget *export_button;
  GtkWidget *failed_button;
  GtkWidget *again_button;
  GtkLabel *sum_label;
  GtkLabel *waiting_label;
  PasarReviewGroups *groups;
  PasarReviewList *list;
  PasarJobProgress *progress;

  PasarSession *session;    /* (owned) */
  PasarPlanning *planning;  /* (owned) (nullable): until Submit */
  PasarPlan *plan;          /* (owned): that is shown */
  gboolean is_of_failed;    /* of what the last submission did not settle, and nothing else */
  gboolean is_wanted_again; /* another review is to follow */
  gboolean wants_submit;    /* as soon as it is certain that what is shown would be sent */
  guint n_keeping;          /* changes that are about to be discarded for the shop's value */
  PasarBatchLimits limits;  /* above which a click is not enough */
  GtkWindow *question;      /* (nullable): which then is asked */
  PasarJob *job;            /* (owned) (nullable): set from Submit on */
};

/* review.c */
void pasar_review_update (PasarReviewDialog *self);

/* review-outcome.c */
void
pasar_review_tell (PasarReviewDialog *self, gboolean is_good, const char *title, const char *text);
void pasar_review_follow (PasarReviewDialog *self);
void pasar_review_keep_change_cb (PasarReviewDialog *self, PasarChange *change);

G_END_DECLS
