/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/submission-notice.h"

#include "app/dialogs/job-text.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* What becomes of a submission, for a seller who looks at something else. */

#define ID "submission"

static gboolean
is_looked_at (GtkApplication *application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    {
      if (gtk_window_is_active (l->data))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_submission_notice_send:
 * @application: the app
 * @id: what it is about; one notification of it is shown at a time
 * @title: what has happened
 * @body: more of it
 * @action: (nullable): what pressing it does; %NULL: it brings the window to the front
 *
 * Notifies the seller, unless a window of the app is looked at.
 */
void
pasar_submission_notice_send (GApplication *application,
                              const char *id,
                              const char *title,
                              const char *body,
                              const char *action)
{
  g_autoptr (GNotification) notification = NULL;

  if (is_looked_at (GTK_APPLICATION (application)))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  if (action != NULL)
    g_notification_set_default_action (notification, action);
  g_application_send_notification (application, id, notification);
}

static void
send (GApplication *application, const char *title, const char *body)
{
  pasar_submission_notice_send (application, ID, title, body, "app.show-submission");
}

static void
state_cb (GApplication *application, GParamSpec *pspec, PasarJob *job)
{
  const GError *error = pasar_job_get_error (job);
  g_autofree char *summary = pasar_job_dup_summary (job);
  g_autofree char *why = NULL;
  g_autofree char *body = NULL;

  /* Who stopped it knows. */
  if (pasar_job_get_state (job) == PASAR_JOB_RUNNING
      || pasar_job_get_state (job) == PASAR_JOB_CANCELLED)
    return;
  if (error != NULL)
    why = pasar_dialog_dup_error_text (error);
  body = pasar_change_join_sentences (summary, why);
  send (application, error != NULL ? _ ("Submission Stopped") : _ ("Submission Ended"), body);
}

static void
waiting_cb (GApplication *application, GParamSpec *pspec, PasarSubmitJob *job)
{
  const PasarSubmitWaiting *waiting = pasar_submit_job_get_waiting (job);
  g_autofree char *text = pasar_job_text_dup_waiting (waiting, g_get_real_time () / G_USEC_PER_SEC);

  if (waiting->kind == PASAR_SUBMIT_WAITS_FOR_QUOTA)
    send (application, _ ("Submission Paused"), text);
  else
    pasar_submission_notice_withdraw (application);
}

/**
 * pasar_submission_notice_follow:
 * @application: the app
 * @job: a submission that runs
 *
 * Notifies the seller when it ends, or waits for long, unless a window of the app is looked at.
 * Also when there is no window any more.
 */
void
pasar_submission_notice_follow (GApplication *application, PasarJob *job)
{
  g_signal_handlers_disconnect_by_func (job, state_cb, application);
  g_signal_handlers_disconnect_by_func (job, waiting_cb, application);
  g_signal_connect_object (job,
                           "notify::state",
                           G_CALLBACK (state_cb),
                           application,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job,
                           "notify::waiting",
                           G_CALLBACK (waiting_cb),
                           application,
                           G_CONNECT_SWAPPED);
}

/**
 * pasar_submission_notice_withdraw:
 * @application: the app
 *
 * The seller looks at it.
 */
void
pasar_submission_notice_withdraw (GApplication *application)
{
  g_application_withdraw_notification (application, ID);
}
