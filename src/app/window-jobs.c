/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/job-text.h"
#include "app/submission-notice.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* What goes on in the open shop, in the status bar; and what needs no window of its own. */

/* One that sends something. */
static PasarJob *
find_sending (PasarSession *session)
{
  PasarJob *job = pasar_job_find (session, PASAR_TYPE_SUBMIT_JOB);

  return job != NULL ? job : pasar_job_find (session, PASAR_TYPE_BOOST_JOB);
}

/* What the status bar shows of all that goes on. */
static PasarJob *
find_shown_job (PasarWindow *self)
{
  if (self->job != NULL)
    return self->job;
  if (self->export_job != NULL || self->session == NULL)
    return self->export_job;
  return find_sending (self->session);
}

static PasarSubmitJob *
find_submission (PasarWindow *self)
{
  PasarJob *job =
      self->session != NULL ? pasar_job_find (self->session, PASAR_TYPE_SUBMIT_JOB) : NULL;

  return job != NULL ? PASAR_SUBMIT_JOB (job) : NULL;
}

static void
set_enabled (PasarWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                   g_action_map_lookup_action (G_ACTION_MAP (self), action)),
                               enabled);
}

/* In full, however narrow the status bar is. */
static void
describe (PasarWindow *self, PasarJob *job)
{
  const char *status = pasar_job_get_status (job);
  g_autofree char *detail = pasar_job_text_dup_detail (job);
  g_autofree char *tooltip =
      detail != NULL ? g_strdup_printf ("%s\n%s", status, detail) : g_strdup (status);
  const gboolean is_waiting = PASAR_IS_SUBMIT_JOB (job)
                              && pasar_submit_job_get_waiting (PASAR_SUBMIT_JOB (job))->kind
                                     > PASAR_SUBMIT_WAITS_FOR_SELLER;

  gtk_label_set_text (self->progress_label, is_waiting ? detail : status != NULL ? status : "");
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->progress_label)), tooltip) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->progress_label), tooltip);
}

static void
update_buttons (PasarWindow *self, PasarJob *job)
{
  const gboolean is_submission = job != NULL && PASAR_IS_SUBMIT_JOB (job);

  set_enabled (self, "pause-submission", is_submission);
  set_enabled (self, "show-submission", find_submission (self) != NULL || self->submission != NULL);
  gtk_widget_set_visible (self->submission_box, is_submission);
  if (is_submission)
    gtk_button_set_label (self->pause_button,
                          pasar_submit_job_get_paused (PASAR_SUBMIT_JOB (job)) ? _ ("Resume")
                                                                               : _ ("Pause"));
}

/**
 * pasar_window_update_progress:
 * @self: a window
 *
 * Shows how far the job is that goes on.
 */
void
pasar_window_update_progress (PasarWindow *self)
{
  PasarJob *job = find_shown_job (self);
  guint n_total;

  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), job != NULL);
  update_buttons (self, job);
  if (job == NULL)
    return;
  describe (self, job);
  n_total = pasar_job_get_n_total (job);
  if (n_total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar,
                                   MIN (1.0, (double) pasar_job_get_n_done (job) / n_total));
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
tell_end (PasarWindow *self, PasarJob *job)
{
  const gboolean is_submission = PASAR_IS_SUBMIT_JOB (job);
  g_autofree char *summary = pasar_job_dup_summary (job);

  if (summary == NULL || *summary == '\0')
    return;
  pasar_window_toast_with (self,
                           summary,
                           is_submission ? _ ("_Show") : NULL,
                           is_submission ? "win.show-submission" : NULL,
                           NULL);
}

/* What goes on without its window is told when it ends. */
static void
end_sending (PasarWindow *self, PasarJob *job)
{
  const GtkWindow *dialog = PASAR_IS_BOOST_JOB (job) ? self->boost : self->review;

  if (PASAR_IS_SUBMIT_JOB (job))
    g_set_object (&self->submission, job);
  pasar_window_update_progress (self);
  pasar_view_refresh (pasar_sheet_get_view (self->sheet));
  if (dialog == NULL)
    tell_end (self, job);
  /* For the marks in the sheet; the dialog reads them anyway. */
  if (dialog == NULL && PASAR_IS_BOOST_JOB (job))
    pasar_session_get_boosts_async (self->session, NULL, NULL, NULL);
  pasar_window_queue_counts (self);
}

static void
sending_cb (PasarWindow *self, GParamSpec *pspec, PasarJob *job)
{
  /* That of a shop that was shown before goes on. */
  if (self->session != pasar_job_get_session (job))
    return;
  pasar_window_update_progress (self);
  if (g_str_equal (pspec->name, "state") && pasar_job_get_state (job) != PASAR_JOB_RUNNING)
    end_sending (self, job);
}

static void
begin_submission (PasarWindow *self, PasarJob *job)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  g_clear_object (&self->submission);
  pasar_banner_clear (self->banner, PASAR_BANNER_FAILED);
  g_settings_bind (self->settings, "submission-goes-on", job, "goes-on", G_SETTINGS_BIND_DEFAULT);
  pasar_submission_notice_follow (application, job);
}

static void
jobs_changed_cb (PasarWindow *self,
                 guint position,
                 guint n_removed,
                 guint n_added,
                 GListModel *jobs)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (PasarJob) job = g_list_model_get_item (jobs, i);

      if (!PASAR_IS_SUBMIT_JOB (job) && !PASAR_IS_BOOST_JOB (job))
        continue;
      /* The shop may have been shown before. */
      g_signal_handlers_disconnect_by_func (job, sending_cb, self);
      g_signal_connect_object (job, "notify", G_CALLBACK (sending_cb), self, G_CONNECT_SWAPPED);
      if (PASAR_IS_SUBMIT_JOB (job))
        begin_submission (self, job);
    }
  pasar_window_update_progress (self);
}

/**
 * pasar_window_watch_jobs:
 * @self: a window whose shop is another one
 *
 * Shows what is sent to the shop, if anything is.
 */
void
pasar_window_watch_jobs (PasarWindow *self)
{
  GListModel *jobs = self->session != NULL ? pasar_session_get_jobs (self->session) : NULL;

  if (self->jobs_signals == NULL)
    {
      self->jobs_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
      g_signal_group_connect_swapped (self->jobs_signals,
                                      "items-changed",
                                      G_CALLBACK (jobs_changed_cb),
                                      self);
    }
  if (self->submission != NULL && pasar_job_get_session (self->submission) != self->session)
    g_clear_object (&self->submission);
  g_signal_group_set_target (self->jobs_signals, jobs);
  if (jobs != NULL)
    jobs_changed_cb (self, 0, 0, g_list_model_get_n_items (jobs), jobs);
  else
    pasar_window_update_progress (self);
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarSubmitJob *job = find_submission (self);

  if (job == NULL)
    return;
  pasar_submit_job_set_paused (job, !pasar_submit_job_get_paused (job));
  pasar_window_update_progress (self);
}

/**
 * pasar_window_find_submission:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the submission that runs in the open shop, or that ended
 *   last in this window
 */
PasarSubmitJob *
pasar_window_find_submission (PasarWindow *self)
{
  PasarSubmitJob *job = find_submission (self);

  return job != NULL || self->submission == NULL ? job : PASAR_SUBMIT_JOB (self->submission);
}

/* Only what the last submission did not settle, in whatever state it is by now. */
static void
show_failed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  g_autoptr (PasarSavedView) failed = pasar_saved_view_new (NULL);
  const char *const filters[] = { "is:failed", NULL };
  guint n;
  g_autofree char *text = NULL;

  if (self->session == NULL || !pasar_sheet_end_edit (self->sheet))
    return;
  n = pasar_catalogue_get_n_failed (pasar_session_get_catalogue (self->session));
  pasar_window_clear_filters (self);
  g_strfreev (failed->filters);
  failed->filters = g_strdupv ((char **) filters);
  pasar_filter_bar_restore (self->filter_bar, failed);
  text = g_strdup_printf (
      ngettext ("%'u row failed when it was sent. Correct it here, then send it again.",
                "%'u rows failed when they were sent. Correct them here, then send them again.",
                n),
      n);
  pasar_banner_set (self->banner,
                    PASAR_BANNER_FAILED,
                    text,
                    _ ("_Review These Rows"),
                    "win.review-failed");
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static const GActionEntry entries[] = {
  { .name = "pause-submission", .activate = pause_cb },
  { .name = "show-failed", .activate = show_failed_cb },
};

/**
 * pasar_window_jobs_init:
 * @self: a new window
 *
 * Adds the actions on what is sent.
 */
void
pasar_window_jobs_init (PasarWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
