/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-private.h"

#include "app/dialogs/review-export.h"
#include "app/dialogs/review-text.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* What becomes of the changes of a review. */

/**
 * pasar_review_tell:
 * @self: a review
 * @is_good: whether all is as it should be
 * @title: what has happened
 * @text: more of it
 *
 * Says above the changes what they do not say themselves.
 */
void
pasar_review_tell (PasarReviewDialog *self, gboolean is_good, const char *title, const char *text)
{
  gtk_image_set_from_icon_name (self->result_icon,
                                is_good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->result_icon), is_good ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->result_icon), is_good ? "success" : "warning");
  gtk_label_set_label (self->result_title, title);
  gtk_label_set_label (self->result_text, text);
  gtk_widget_set_visible (self->result_box, TRUE);
}

static void
show_result (PasarReviewDialog *self, const GError *error)
{
  const guint n_refused = pasar_plan_count_state (self->plan, PASAR_CHANGE_REFUSED);
  const guint n_moved = pasar_plan_count_moved (self->plan);
  const guint n_skipped = pasar_plan_count_state (self->plan, PASAR_CHANGE_SKIPPED);
  const gboolean clean = error == NULL && n_refused + n_moved == 0
                         && pasar_plan_count_state (self->plan, PASAR_CHANGE_UNKNOWN) == 0;
  g_autofree char *counts = pasar_plan_dup_summary (self->plan);
  g_autofree char *text = pasar_review_dup_result (self->plan, error);

  gtk_widget_set_visible (self->again_button, n_moved + n_skipped > 0);
  gtk_widget_set_visible (self->failed_button, pasar_plan_count_failed (self->plan) > 0);
  pasar_review_tell (self, clean, counts, text);
}

static void
update_result (PasarReviewDialog *self)
{
  pasar_review_groups_update (self->groups);
  pasar_review_list_filter (self->list);
  show_result (self, pasar_job_get_error (self->job));
}

/* A later reading of the shop may prove what was not certain. */
static void
values_changed_cb (PasarReviewDialog *self)
{
  if (pasar_plan_correct (self->plan))
    update_result (self);
}

static void
ended (PasarReviewDialog *self)
{
  pasar_review_list_set_phase (self->list, PASAR_REVIEW_DONE);
  pasar_review_offer_export (self->export_button, self->session, self->plan);
  update_result (self);
  g_signal_connect_object (pasar_session_get_catalogue (self->session),
                           "values-changed",
                           G_CALLBACK (values_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
job_state_cb (PasarReviewDialog *self)
{
  if (pasar_job_get_state (self->job) != PASAR_JOB_RUNNING)
    ended (self);
}

/**
 * pasar_review_follow:
 * @self: a review with a submission that runs, or that has ended
 *
 * Shows what becomes of it: of the one that was started here, or of one that was found.
 */
void
pasar_review_follow (PasarReviewDialog *self)
{
  g_signal_connect_object (self->job,
                           "notify::state",
                           G_CALLBACK (job_state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  pasar_review_groups_lock (self->groups);
  gtk_button_set_label (self->close_button, _ ("_Close"));
  pasar_review_link_hush (self->link);
  pasar_review_list_filter (self->list);
  pasar_review_list_set_phase (self->list, PASAR_REVIEW_RUNNING);
  pasar_job_progress_follow (self->progress, self->job);
  job_state_cb (self);
}

typedef struct
{
  PasarReviewDialog *dialog; /* (owned) */
  PasarChange *change;       /* (owned) (nullable): of what was submitted */
} Keeping;

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Keeping *keeping = user_data;
  g_autoptr (PasarReviewDialog) self = keeping->dialog;
  g_autoptr (PasarChange) change = keeping->change;
  g_autoptr (GError) error = NULL;
  const gboolean is_discarded =
      pasar_session_write_finish (PASAR_SESSION (source), result, NULL, &error);

  self->n_keeping--;
  /* The window may be closed by now. */
  if (self->plan == NULL)
    return;
  /* Nothing has changed, so that nothing else will tell. */
  if (self->wants_submit && self->planning != NULL && pasar_planning_is_current (self->planning))
    {
      self->wants_submit = FALSE;
      pasar_review_update (self);
    }
  if (!is_discarded)
    {
      g_autofree char *text = pasar_dialog_dup_error_text (error);

      pasar_review_tell (self, FALSE, _ ("The Change Could Not Be Discarded"), text);
      return;
    }
  if (change == NULL)
    return;
  pasar_plan_keep_shop_value (self->plan, change);
  update_result (self);
}

/**
 * pasar_review_keep_change_cb:
 * @self: a review
 * @change: a change of it
 *
 * The seller keeps the shop's value: the change is discarded, as one step that can be undone.
 */
void
pasar_review_keep_change_cb (PasarReviewDialog *self, PasarChange *change)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint row = pasar_catalogue_find_editable (catalogue, pasar_change_read (change)->key);
  Keeping *keeping = g_new0 (Keeping, 1);

  self->n_keeping++;
  /* Before the submission there is another plan, without it. */
  *keeping = (Keeping){ g_object_ref (self), self->job != NULL ? g_object_ref (change) : NULL };
  pasar_session_stage_async (self->session,
                             pasar_command_new (PASAR_COMMAND_DISCARD,
                                                catalogue,
                                                &row,
                                                1,
                                                (int) pasar_change_read (change)->field,
                                                NULL),
                             NULL,
                             kept_cb,
                             keeping);
}
