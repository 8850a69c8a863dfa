/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/boost.h"
#include "app/dialogs/connect.h"
#include "app/dialogs/details.h"
#include "app/dialogs/history.h"
#include "app/dialogs/review.h"
#include "app/submission-notice.h"

/* The windows that are opened over the sheet, but those of edits. */

static void
show_row_cb (PasarWindow *self, gint64 item_id, gint64 model_id)
{
  pasar_reveal_start (self->reveal, item_id, model_id, TRUE);
}

/* It may be some time until it is freed. */
static void
hidden_cb (PasarWindow *self, GtkWindow *dialog)
{
  GtkWindow **const kept[] = { &self->review, &self->boost, &self->import };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (*kept[i] == dialog)
        g_clear_weak_pointer (kept[i]);
    }
  pasar_window_pause_postponed (self);
}

/**
 * pasar_window_present_dialog:
 * @self: a window
 * @kept: (out): where @dialog is kept until it is closed
 * @dialog: (transfer none): a new dialog of @self, of which there is one at a time
 *
 * Shows @dialog.
 */
void
pasar_window_present_dialog (PasarWindow *self, GtkWindow **kept, GtkWindow *dialog)
{
  g_set_weak_pointer (kept, dialog);
  g_signal_connect_object (dialog, "hide", G_CALLBACK (hidden_cb), self, G_CONNECT_SWAPPED);
  pasar_window_pause_postponed (self);
  gtk_window_present (dialog);
}

/**
 * pasar_window_read_limits:
 * @self: a window
 *
 * Returns: what may be sent by a click
 */
PasarBatchLimits
pasar_window_read_limits (PasarWindow *self)
{
  GSettings *settings = self->settings;

  return (PasarBatchLimits){
    .lowered_percent = g_settings_get_uint (settings, "review-lowered-percent"),
    .loss_percent = g_settings_get_uint (settings, "review-loss-percent"),
    .n_out = g_settings_get_uint (settings, "review-out-of-stock"),
    .n_items = g_settings_get_uint (settings, "review-items"),
  };
}

static void
failed_asked_cb (PasarWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "show-failed", NULL);
}

static void
present_review (PasarWindow *self, GtkWindow *review)
{
  const PasarBatchLimits limits = pasar_window_read_limits (self);

  pasar_submission_notice_withdraw (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  pasar_review_dialog_set_limits (PASAR_REVIEW_DIALOG (review), &limits);
  g_signal_connect_object (review,
                           "show-failed",
                           G_CALLBACK (failed_asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "show-row", G_CALLBACK (show_row_cb), self, G_CONNECT_SWAPPED);
  pasar_window_present_dialog (self, &self->review, review);
}

/* There is one at a time. */
static gboolean
prepare_review (PasarWindow *self)
{
  return self->review == NULL && self->session != NULL && pasar_sheet_end_edit (self->sheet);
}

static void
review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!prepare_review (self))
    return;
  /* What is left of the submission before is seen now. */
  pasar_banner_clear (self->banner, PASAR_BANNER_SETTLED);
  present_review (self, pasar_review_dialog_new (GTK_WINDOW (self), self->session));
}

static void
review_failed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!prepare_review (self))
    return;
  if (pasar_job_find (self->session, PASAR_TYPE_SUBMIT_JOB) != NULL)
    present_review (self, pasar_review_dialog_new (GTK_WINDOW (self), self->session));
  else
    present_review (self, pasar_review_dialog_new_failed (GTK_WINDOW (self), self->session));
}

static void
show_submission_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarSubmitJob *job = pasar_window_find_submission (self);

  if (job != NULL && prepare_review (self))
    present_review (self, pasar_review_dialog_new_for_job (GTK_WINDOW (self), job));
}

/**
 * pasar_window_show_submission:
 * @self: a window
 *
 * Shows the submission that runs or ended last; what it left, where it is not known any more. Waits
 * for the shop to be open.
 */
void
pasar_window_show_submission (PasarWindow *self)
{
  const gboolean is_known = pasar_window_find_submission (self) != NULL;

  self->submission_is_wanted = self->session == NULL;
  if (self->session != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self),
                                    is_known ? "show-submission" : "review",
                                    NULL);
}

static void
boost_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  g_autoptr (GArray) rows = NULL;

  if (self->boost != NULL || !pasar_sheet_end_edit (self->sheet))
    return;
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  pasar_window_present_dialog (self,
                               &self->boost,
                               pasar_boost_dialog_new (GTK_WINDOW (self),
                                                       self->session,
                                                       self->pictures,
                                                       (const guint *) (gpointer) rows->data,
                                                       rows->len,
                                                       pasar_sheet_get_n_selected (self->sheet)
                                                           > 1));
}

static void
details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint position = pasar_sheet_get_cursor (self->sheet, NULL);
  guint row;

  if (position == PASAR_NO_ROW)
    return;
  row = pasar_view_get_row (pasar_sheet_get_view (self->sheet), position);
  if (row != PASAR_NO_ROW)
    gtk_window_present (
        pasar_details_dialog_new (GTK_WINDOW (self),
                                  self->session,
                                  self->pictures,
                                  pasar_catalogue_row_get_key (catalogue, row).item_id));
}

static void
review_taken_back_cb (PasarWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "review", NULL);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  GtkWindow *dialog;

  if (!pasar_sheet_end_edit (self->sheet))
    return;
  dialog = pasar_history_dialog_new (GTK_WINDOW (self), self->session, self->settings);
  g_signal_connect_object (dialog,
                           "review",
                           G_CALLBACK (review_taken_back_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
connected_cb (PasarWindow *self, PasarAccount *account)
{
  pasar_window_open_account (self, account);
}

/**
 * pasar_window_show_connect:
 * @self: a window
 *
 * Opens the dialog that connects a shop.
 */
void
pasar_window_show_connect (PasarWindow *self)
{
  const gboolean again =
      self->session != NULL && pasar_session_get_link (self->session) == PASAR_LINK_SIGNED_OUT;
  GtkWindow *dialog;

  if (self->accounts == NULL)
    return;
  dialog = pasar_connect_dialog_new (GTK_WINDOW (self),
                                     self->accounts,
                                     self->settings,
                                     self->account != NULL ? pasar_account_get_shop (self->account)
                                                           : NULL,
                                     again);
  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
went_cb (PasarWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

/* In the middle of the upper edge of the rows. */
static void
place_go_to (PasarWindow *self)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (self->rows_pages), self->sheet_page, &bounds))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->go_to),
                               &(GdkRectangle){ (int) (bounds.origin.x + bounds.size.width / 2),
                                                (int) bounds.origin.y,
                                                1,
                                                1 });
}

static void
go_to_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!pasar_sheet_end_edit (self->sheet))
    return;
  if (self->go_to == NULL)
    {
      self->go_to = PASAR_GO_TO (pasar_go_to_new (self->sheet));
      gtk_widget_set_parent (GTK_WIDGET (self->go_to), self->sheet_page);
      g_signal_connect_object (self->go_to,
                               "closed",
                               G_CALLBACK (went_cb),
                               self,
                               G_CONNECT_SWAPPED);
    }
  place_go_to (self);
  pasar_go_to_open (self->go_to);
}

static const GActionEntry entries[] = {
  { .name = "go-to", .activate = go_to_cb },
  { .name = "review", .activate = review_cb },
  { .name = "boost", .activate = boost_cb },
  { .name = "details", .activate = details_cb },
  { .name = "history", .activate = history_cb },
  { .name = "review-failed", .activate = review_failed_cb },
  { .name = "show-submission", .activate = show_submission_cb },
};

/**
 * pasar_window_dialogs_init:
 * @self: a new window
 *
 * Adds the actions that open a window, and what shows rows in the sheet for these.
 */
void
pasar_window_dialogs_init (PasarWindow *self)
{
  self->reveal = pasar_reveal_new (self->sheet);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
