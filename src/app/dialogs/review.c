/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-private.h"

#include "app/dialogs/review-ask.h"
#include "app/dialogs/review-text.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PasarReviewDialog, pasar_review_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SHOW_ROW,
  SIGNAL_SHOW_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_empty (PasarReviewDialog *self)
{
  return pasar_plan_is_complete (self->plan)
         && g_list_model_get_n_items (G_LIST_MODEL (self->plan)) == 0;
}

static void
update_submit (PasarReviewDialog *self)
{
  const guint n_ready = pasar_plan_is_complete (self->plan)
                            ? pasar_plan_count_state (self->plan, PASAR_CHANGE_READY)
                            : 0;
  g_autofree char *label = NULL;
  const char *tooltip = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->submit_button), self->job == NULL && !is_empty (self));
  label = n_ready == 0
              ? g_strdup (_ ("Submit"))
              : g_strdup_printf (ngettext ("Submit %'u Change", "Submit %'u Changes", n_ready),
                                 n_ready);
  if (!pasar_plan_is_complete (self->plan) || self->wants_submit)
    tooltip = _ ("The changes are being checked");
  else if (pasar_plan_get_needs_confirmation (self->plan))
    tooltip = _ ("Some changes must be checked first");
  gtk_button_set_label (self->submit_button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->submit_button), tooltip);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button),
                            n_ready > 0 && tooltip == NULL
                                && pasar_review_link_get_is_usable (self->link));
}

static void
show_plan (PasarReviewDialog *self)
{
  g_autofree char *extent = pasar_review_dup_extent (self->plan);
  const char *subtitle = is_empty (self) ? pasar_session_get_shop (self->session)->name : extent;

  adw_window_title_set_subtitle (self->window_title, subtitle != NULL ? subtitle : "");
  gtk_stack_set_visible_child (self->stack,
                               is_empty (self) ? GTK_WIDGET (self->empty_page) : self->plan_page);
  pasar_review_list_set_plan (self->list, self->plan, self->groups);
  if (pasar_plan_is_complete (self->plan))
    pasar_review_groups_set_plan (self->groups, self->plan);
}

static void
update_sum (PasarReviewDialog *self)
{
  const PasarPlanSum sum = pasar_plan_sum_up (self->plan);
  g_autofree char *text =
      pasar_plan_sum_dup_text (&sum,
                               pasar_catalogue_get_digits (pasar_plan_get_catalogue (self->plan)));

  gtk_label_set_label (self->sum_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->sum_label),
                          *text != '\0' && pasar_plan_is_complete (self->plan)
                              && self->job == NULL);
}

static void
update_waiting (PasarReviewDialog *self)
{
  g_autofree char *text = pasar_dialog_dup_waiting (pasar_session_get_catalogue (self->session));

  gtk_label_set_label (self->waiting_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), text != NULL && self->job == NULL);
  if (text != NULL)
    pasar_dialog_set_description (self->empty_page, text);
}

/**
 * pasar_review_update:
 * @self: a review
 *
 * Says anew what it comes to, and whether it can be submitted.
 */
void
pasar_review_update (PasarReviewDialog *self)
{
  update_sum (self);
  update_waiting (self);
  pasar_review_groups_update (self->groups);
  pasar_plan_set_confirmed (self->plan, pasar_review_groups_get_confirmed (self->groups));
  update_submit (self);
}

static void
confirmed_cb (PasarReviewDialog *self)
{
  if (self->plan == NULL)
    return;

  pasar_plan_set_confirmed (self->plan, pasar_review_groups_get_confirmed (self->groups));
  update_submit (self);
}

static void
stop_planning (PasarReviewDialog *self)
{
  if (self->planning != NULL)
    pasar_planning_stop (self->planning);
  g_clear_object (&self->planning);
}

static void
submit (PasarReviewDialog *self)
{
  self->wants_submit = FALSE;
  stop_planning (self);
  self->job = pasar_submit_job_new (self->session, self->plan);
  pasar_submit_job_set_patient (PASAR_SUBMIT_JOB (self->job));
  pasar_job_run_async (self->job, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  pasar_review_follow (self);
  update_sum (self);
  update_waiting (self);
  update_submit (self);
}

static void
submit_when_current (PasarReviewDialog *self)
{
  gtk_widget_set_visible (self->result_box, FALSE);
  self->wants_submit = !pasar_planning_is_current (self->planning) || self->n_keeping > 0;
  if (self->wants_submit)
    update_submit (self);
  else
    submit (self);
}

static void
submit_cb (PasarReviewDialog *self)
{
  PasarPlanSum sum;
  g_autofree char *excess = NULL;

  if (self->job != NULL || !pasar_plan_is_complete (self->plan)
      || pasar_plan_get_needs_confirmation (self->plan))
    return;

  sum = pasar_plan_sum_up (self->plan);
  excess = pasar_batch_limits_dup_excess (&self->limits,
                                          &sum,
                                          pasar_catalogue_get_digits (
                                              pasar_plan_get_catalogue (self->plan)));
  if (excess == NULL)
    {
      submit_when_current (self);
      return;
    }
  g_set_weak_pointer (&self->question,
                      pasar_review_ask (GTK_WINDOW (self),
                                        &sum,
                                        excess,
                                        G_CALLBACK (submit_when_current)));
  gtk_window_present (self->question);
}

/* What was asked is not asked any more. */
static gboolean
take_question_back (PasarReviewDialog *self)
{
  GtkWindow *question = self->question;

  g_clear_weak_pointer (&self->question);
  if (question != NULL)
    gtk_window_destroy (question);
  return question != NULL;
}

/* What the seller submits is what was shown. */
static void
planned_cb (PasarReviewDialog *self)
{
  const gboolean was_submitted = take_question_back (self) || self->wants_submit;

  self->wants_submit = FALSE;
  g_set_object (&self->plan, pasar_planning_get_plan (self->planning));
  show_plan (self);
  pasar_review_update (self);
  if (was_submitted)
    pasar_review_tell (
        self,
        FALSE,
        _ ("Nothing Was Sent Yet"),
        _ ("Your changes, or the shop’s values, have changed while you looked at them. These are "
           "the changes now: submit them when they are right."));
}

static void
unchanged_cb (PasarReviewDialog *self)
{
  update_waiting (self);
  if (self->wants_submit)
    submit_when_current (self);
}

static void
show_change_cb (PasarReviewDialog *self, PasarChange *change)
{
  const PasarRowKey key = pasar_change_read (change)->key;

  g_signal_emit (self, signals[SIGNAL_SHOW_ROW], 0, key.item_id, key.model_id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_failed_cb (PasarReviewDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_FAILED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
review_cb (gpointer parent)
{
  gtk_widget_activate_action (parent, "win.review", NULL);
  return G_SOURCE_REMOVE;
}

static void
review_again_cb (PasarReviewDialog *self)
{
  self->is_wanted_again = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
taken_down_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarReviewDialog) self = PASAR_REVIEW_DIALOG (user_data);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  /* There is one review at a time, and this one is there until it has been told. */
  if (parent != NULL && self->is_wanted_again)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, review_cb, g_object_ref (parent), g_object_unref);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* For the seller it is closed at once; its many rows go one after the other. */
static gboolean
pasar_review_dialog_close_request (GtkWindow *window)
{
  PasarReviewDialog *self = PASAR_REVIEW_DIALOG (window);

  stop_planning (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  pasar_review_list_take_down_async (self->list, taken_down_cb, g_object_ref (self));
  return TRUE;
}

static void
pasar_review_dialog_dispose (GObject *object)
{
  PasarReviewDialog *self = PASAR_REVIEW_DIALOG (object);

  stop_planning (self);
  take_question_back (self);
  g_clear_object (&self->job);
  g_clear_object (&self->plan);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pasar_review_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, submit_button);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, link);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, plan_page);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, result_title);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, result_text);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, failed_button);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, sum_label);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewDialog, progress);
}

static void
add_signals (PasarReviewDialogClass *klass)
{
  /**
   * PasarReviewDialog::show-row:
   * @self: the dialog
   * @item_id: the item
   * @model_id: the model, 0 for the item itself
   *
   * The seller asks to go to a row of the sheet; the dialog closes.
   */
  signals[SIGNAL_SHOW_ROW] =
      pasar_dialog_class_add_signal (klass, "show-row", 2, G_TYPE_INT64, G_TYPE_INT64);
  /**
   * PasarReviewDialog::show-failed:
   * @self: the dialog
   *
   * The seller asks for the rows in the sheet that the submission did not settle; the dialog
   * closes.
   */
  signals[SIGNAL_SHOW_FAILED] = pasar_dialog_class_add_signal (klass, "show-failed", 0);
}

static void
pasar_review_dialog_class_init (PasarReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_review_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pasar_review_dialog_close_request;
  add_signals (klass);

  g_type_ensure (PASAR_TYPE_JOB_PROGRESS);
  g_type_ensure (PASAR_TYPE_REVIEW_GROUPS);
  g_type_ensure (PASAR_TYPE_REVIEW_LINK);
  g_type_ensure (PASAR_TYPE_REVIEW_LIST);
  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "review.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pasar_review_list_filter);
  gtk_widget_class_bind_template_callback (widget_class, pasar_review_keep_change_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, pasar_review_update);
  gtk_widget_class_bind_template_callback (widget_class, show_change_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
pasar_review_dialog_init (PasarReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->limits = PASAR_BATCH_LIMITS_DEFAULT;
}

static void
plan (PasarReviewDialog *self)
{
  self->planning =
      pasar_planning_new (pasar_session_get_catalogue (self->session), self->is_of_failed);
  g_set_object (&self->plan, pasar_planning_get_plan (self->planning));
  g_signal_connect_object (self->planning,
                           "planned",
                           G_CALLBACK (planned_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->planning,
                           "unchanged",
                           G_CALLBACK (unchanged_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

/* A review of a submission, or of what may become one. */
static GtkWindow *
make (GtkWindow *parent, PasarSession *session, PasarJob *job, gboolean is_of_failed)
{
  PasarReviewDialog *self = g_object_new (PASAR_TYPE_REVIEW_DIALOG, NULL);

  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->is_of_failed = is_of_failed;
  pasar_review_link_set_session (self->link, session);
  pasar_review_groups_set_session (self->groups, session);
  g_set_object (&self->job, job);
  if (self->job != NULL)
    g_set_object (&self->plan, pasar_submit_job_get_plan (PASAR_SUBMIT_JOB (self->job)));
  else
    plan (self);

  show_plan (self);
  pasar_review_update (self);
  if (self->job != NULL)
    pasar_review_follow (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));

  return GTK_WINDOW (self);
}

/**
 * pasar_review_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop; what it has staged now is what is reviewed, or the submission that
 *   runs there is shown
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_review_dialog_new (GtkWindow *parent, PasarSession *session)
{
  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);

  return make (parent, session, pasar_job_find (session, PASAR_TYPE_SUBMIT_JOB), FALSE);
}

/**
 * pasar_review_dialog_new_failed:
 * @parent: (nullable): the window above
 * @session: the open shop, in which no submission runs
 *
 * What is staged on other rows than those that the last submission did not settle waits.
 *
 * Returns: (transfer none): a review of these alone, to be presented
 */
GtkWindow *
pasar_review_dialog_new_failed (GtkWindow *parent, PasarSession *session)
{
  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);

  return make (parent, session, NULL, TRUE);
}

/**
 * pasar_review_dialog_new_for_job:
 * @parent: (nullable): the window above
 * @job: a submission that runs, or that has ended
 *
 * Returns: (transfer none): the review of it, to be presented
 */
GtkWindow *
pasar_review_dialog_new_for_job (GtkWindow *parent, PasarSubmitJob *job)
{
  g_return_val_if_fail (PASAR_IS_SUBMIT_JOB (job), NULL);

  return make (parent, pasar_job_get_session (PASAR_JOB (job)), PASAR_JOB (job), FALSE);
}

/**
 * pasar_review_dialog_set_limits:
 * @self: the dialog
 * @limits: what may be sent by a click; above them the seller is to type how many changes there are
 *
 * Sets other limits than %PASAR_BATCH_LIMITS_DEFAULT.
 */
void
pasar_review_dialog_set_limits (PasarReviewDialog *self, const PasarBatchLimits *limits)
{
  g_return_if_fail (PASAR_IS_REVIEW_DIALOG (self));

  self->limits = *limits;
}
