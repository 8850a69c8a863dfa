/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/background.h"
#include "app/dialogs/util.h"
#include "jobs/export/file-job.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* Takes over the task. */
static void
unanswered_cb (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "The seller wants to stay");
  g_object_unref (task);
}

static void
lose_answered_cb (GTask *task, const char *response, GtkWidget *question)
{
  if (!g_str_equal (response, "yes"))
    return;
  g_signal_handlers_disconnect_by_func (question, unanswered_cb, task);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* What is shown and not on disk would be lost. Takes over the task. */
static void
ask_to_lose (GTask *task, const GError *error)
{
  PasarWindow *self = g_task_get_source_object (task);
  /* Translators: %s is a sentence that says why, and what to do */
  g_autofree char *body =
      g_strdup_printf (_ ("%s The last changes are not saved and would be lost."), error->message);
  GtkWidget *question;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  question = pasar_dialog_new_question (self,
                                        _ ("Quit Without Saving?"),
                                        body,
                                        _ ("_Keep Open"),
                                        _ ("_Quit Without Saving"));
  g_signal_connect_swapped (question, "response", G_CALLBACK (lose_answered_cb), task);
  g_signal_connect_swapped (question, "destroy", G_CALLBACK (unanswered_cb), task);
  gtk_window_present (GTK_WINDOW (question));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (pasar_accounts_flush_finish (PASAR_ACCOUNTS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    ask_to_lose (g_steal_pointer (&task), error);
}

/**
 * pasar_window_flush_and_quit:
 * @self: a window in which no job runs any more
 *
 * Ends quitting when all is on disk, of whatever shop: the last of what a job learned is on its way
 * to the store when the job ends. What cannot be written the seller may give up.
 */
void
pasar_window_flush_and_quit (PasarWindow *self)
{
  GTask *task = g_steal_pointer (&self->quit_task);

  if (self->accounts != NULL)
    {
      pasar_accounts_flush_async (self->accounts, flushed_cb, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* A file that is being written for any shop, whichever window asked for it. */
static PasarJob *
find_writing (PasarWindow *self)
{
  return self->accounts != NULL ? pasar_accounts_find_job (self->accounts, PASAR_TYPE_FILE_JOB)
                                : NULL;
}

static void
written_cb (PasarWindow *self, GParamSpec *pspec, PasarJob *file)
{
  g_signal_handlers_disconnect_by_func (file, written_cb, self);
  pasar_window_go_on_quitting (self);
}

/**
 * pasar_window_go_on_quitting:
 * @self: a window, where a job may have ended
 *
 * Ends quitting, if the seller quits, no job runs any more, and the files are written that the
 * seller asked for.
 */
void
pasar_window_go_on_quitting (PasarWindow *self)
{
  PasarJob *file = find_writing (self);

  if (self->quit_task == NULL || self->job != NULL)
    return;
  if (file == NULL)
    {
      pasar_window_flush_and_quit (self);
      return;
    }
  g_signal_handlers_disconnect_by_func (file, written_cb, self);
  g_signal_connect_object (file, "notify::state", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
}

static GtkWindow *
find_dialog (PasarWindow *self)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self)));

  while (windows != NULL && windows->data == self)
    windows = windows->next;
  return windows != NULL ? windows->data : NULL;
}

static void
save_size (PasarWindow *self)
{
  const gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width;
  int height;

  g_settings_set_boolean (self->settings, "window-maximized", is_maximized);
  if (is_maximized)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 480));
  g_settings_set_int (self->settings, "window-height", MAX (height, 320));
}

/* Nothing can be done in a dialog any more: it would be lost. Takes over the task. */
static void
get_ready_to_quit (GTask *task)
{
  PasarWindow *self = g_task_get_source_object (task);
  GtkWindow *dialog;

  if (!pasar_sheet_end_edit (self->sheet))
    pasar_sheet_cancel_edit (self->sheet);
  pasar_sheet_save_layout (self->sheet);
  save_size (self);
  g_cancellable_cancel (self->opening);
  while ((dialog = find_dialog (self)) != NULL)
    gtk_window_destroy (dialog);
  /* GTK would not tell an entry that it has lost the keyboard. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  /* Not hidden: GTK 4.8 crashes when accessibility asks for its last window meanwhile. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  self->quit_task = task;
  if (self->job != NULL)
    pasar_job_cancel (self->job);
  pasar_window_go_on_quitting (self);
}

/* A submission or a boost that runs, in whatever shop. */
static PasarJob *
find_sending (PasarWindow *self)
{
  return self->accounts != NULL ? pasar_accounts_find_sending (self->accounts) : NULL;
}

static void stop_sending (GTask *task);

static void
stopped_cb (GTask *task, GParamSpec *pspec, PasarJob *job)
{
  g_signal_handlers_disconnect_by_func (job, stopped_cb, task);
  stop_sending (task);
}

/* Stops what is sent to any shop, one after the other, and waits for what is on its way. Takes over
 * the task. */
static void
stop_sending (GTask *task)
{
  PasarJob *job = find_sending (g_task_get_source_object (task));

  if (job == NULL)
    {
      get_ready_to_quit (task);
      return;
    }
  g_signal_connect_swapped (job, "notify::state", G_CALLBACK (stopped_cb), task);
  pasar_job_cancel (job);
}

static gboolean
stop_cb (gpointer user_data)
{
  stop_sending (user_data);
  return G_SOURCE_REMOVE;
}

/* Also what was asked to be done every time. */
#define BACKGROUND "background"
#define STOP       "stop"

static void ask_to_stop (GTask *task, const GError *why);

/* Whatever is sent goes on; the window does not. */
static void
background_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (pasar_background_ask_finish (result, &error)
      || find_sending (g_task_get_source_object (task)) == NULL)
    get_ready_to_quit (g_steal_pointer (&task));
  else
    ask_to_stop (g_steal_pointer (&task), error);
}

static void
stop_answered_cb (GTask *task, const char *response, GtkWidget *question)
{
  PasarWindow *self = g_task_get_source_object (task);
  GtkCheckButton *always = g_object_get_data (G_OBJECT (question), "always");
  const gboolean is_background = g_str_equal (response, BACKGROUND);

  if (!is_background && !g_str_equal (response, "yes"))
    return;
  if (always != NULL && gtk_check_button_get_active (always))
    g_settings_set_string (self->settings,
                           "quit-while-submitting",
                           is_background ? BACKGROUND : STOP);
  g_signal_handlers_disconnect_by_func (question, unanswered_cb, task);
  /* Not before the question is closed: it goes with the window that it stands before, which nothing
   * may be left to wait for. But before anything more is sent. */
  if (is_background)
    pasar_background_ask_async (background_cb, task);
  else
    g_idle_add_full (G_PRIORITY_HIGH, stop_cb, task, NULL);
}

static void
add_background (GtkWidget *question)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (question);
  GtkWidget *always = gtk_check_button_new_with_mnemonic (_ ("_Do this every time"));

  adw_message_dialog_add_response (dialog, BACKGROUND, _ ("_Go On in the Background"));
  adw_message_dialog_set_extra_child (dialog, always);
  gtk_widget_set_halign (always, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (question), "always", always);
}

static GtkWidget *
new_question (GtkWindow *parent, PasarJob *job, const GError *why)
{
  const char *rest = _ ("Changes that are on their way are waited for. The others are not sent and "
                        "stay in the sheet.");
  g_autofree char *body = NULL;
  GtkWidget *question;

  if (PASAR_IS_BOOST_JOB (job))
    return pasar_dialog_new_question (parent,
                                      _ ("Stop Boosting and Quit?"),
                                      _ ("The boost that is on its way is waited for. The other "
                                         "items are not boosted."),
                                      _ ("_Keep Boosting"),
                                      _ ("_Stop and Quit"));
  if (why != NULL)
    body = g_strdup_printf ("%s %s", why->message, rest);
  else
    /* Translators: %s is a sentence that says what becomes of the changes when it is stopped */
    body = g_strdup_printf (_ ("In the background it goes on without a window. If you stop it: %s"),
                            rest);
  question = pasar_dialog_new_question (parent,
                                        _ ("Stop Submitting and Quit?"),
                                        body,
                                        _ ("_Keep Submitting"),
                                        _ ("_Stop and Quit"));
  if (why == NULL)
    add_background (question);
  return question;
}

/* Takes over the task. */
static void
ask_to_stop (GTask *task, const GError *why)
{
  PasarWindow *self = g_task_get_source_object (task);
  GtkWindow *parent = self->review != NULL ? self->review : self->boost;
  GtkWidget *question =
      new_question (parent != NULL ? parent : GTK_WINDOW (self), find_sending (self), why);

  g_signal_connect_swapped (question, "response", G_CALLBACK (stop_answered_cb), task);
  g_signal_connect_swapped (question, "destroy", G_CALLBACK (unanswered_cb), task);
  gtk_window_present (GTK_WINDOW (question));
}

/**
 * pasar_window_prepare_quit_async:
 * @self: a window
 * @callback: (scope async): runs once
 * @user_data: for @callback
 *
 * Gets ready to go: an edit in place is kept, a job stopped, a file finished, and everything is on
 * disk at the end.
 * While a submission or a boost runs, the seller is asked first, unless it was said what to do
 * every time. Where it is to go on in the background, that job runs still at the end.
 */
void
pasar_window_prepare_quit_async (PasarWindow *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  PasarJob *job = find_sending (self);
  g_autofree char *usual = g_settings_get_string (self->settings, "quit-while-submitting");
  const gboolean is_submission = job != NULL && PASAR_IS_SUBMIT_JOB (job);

  g_task_set_source_tag (task, pasar_window_prepare_quit_async);
  if (job == NULL)
    get_ready_to_quit (task);
  else if (is_submission && g_str_equal (usual, STOP))
    stop_sending (task);
  /* Who does more than to close the window may want an end. */
  else if (is_submission && self->is_closing && g_str_equal (usual, BACKGROUND))
    pasar_background_ask_async (background_cb, task);
  else
    ask_to_stop (task, NULL);
  self->is_closing = FALSE;
}

/**
 * pasar_window_hurry_quit:
 * @self: a window that gets ready to go
 *
 * Leaves the file unwritten that is waited for: a disk may be slow.
 */
void
pasar_window_hurry_quit (PasarWindow *self)
{
  PasarJob *file = self->quit_task != NULL ? find_writing (self) : NULL;

  if (file != NULL)
    pasar_job_cancel (file);
}

/**
 * pasar_window_prepare_quit_finish:
 * @self: a window
 * @result: of the call
 * @error: (out): %G_IO_ERROR_BUSY when the seller lets it go on
 *
 * Returns: whether the app may go
 */
gboolean
pasar_window_prepare_quit_finish (PasarWindow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_window_prepare_quit_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
