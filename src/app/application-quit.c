/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application-private.h"

/* How the app ends, or goes on without a window. */

static void
finish_quit (PasarApplication *self)
{
  PasarWindow *window = pasar_application_get_window (self);

  if (self->demo != NULL)
    pasar_demo_stop (self->demo);
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static void
store_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    g_warning ("The store did not close well: %s", error->message);
  finish_quit (self);
}

static void
close_store (PasarApplication *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->store != NULL)
    pasar_store_close_async (self->store, store_closed_cb, g_object_ref (self));
  else
    finish_quit (self);
}

static void follow_sending (PasarApplication *self);

/**
 * pasar_application_come_back:
 * @self: the app, which has a window
 *
 * It is in the background no more, if it was.
 */
void
pasar_application_come_back (PasarApplication *self)
{
  if (!self->in_background)
    return;
  self->in_background = FALSE;
  g_application_release (G_APPLICATION (self));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean is_on_disk = pasar_accounts_flush_finish (PASAR_ACCOUNTS (source), result, &error);

  if (!self->in_background)
    return;
  if (is_on_disk)
    {
      /* The hold ends with the app. */
      self->quitting = TRUE;
      self->in_background = FALSE;
      close_store (self);
      return;
    }
  /* The window says what is not saved. */
  pasar_application_show_window (self);
  pasar_application_come_back (self);
}

static void
sent_cb (PasarApplication *self, GParamSpec *pspec, PasarJob *job)
{
  g_signal_handlers_disconnect_by_func (job, sent_cb, self);
  if (self->in_background)
    follow_sending (self);
}

static PasarJob *
find_sending (PasarApplication *self)
{
  return self->accounts != NULL ? pasar_accounts_find_sending (self->accounts) : NULL;
}

/* Without a window the app ends when all is sent and on disk. */
static void
follow_sending (PasarApplication *self)
{
  PasarJob *job = find_sending (self);

  if (job != NULL)
    g_signal_connect_object (job, "notify::state", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  else
    pasar_accounts_flush_async (self->accounts, flushed_cb, g_object_ref (self));
}

/* The hold of quitting stays. */
static void
go_to_background (PasarApplication *self)
{
  self->quitting = FALSE;
  self->in_background = TRUE;
  gtk_window_destroy (GTK_WINDOW (pasar_application_get_window (self)));
  follow_sending (self);
}

static void
window_ready_to_quit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pasar_window_prepare_quit_finish (PASAR_WINDOW (source), result, &error))
    {
      /* The seller wants to stay. */
      self->quitting = FALSE;
      g_application_release (G_APPLICATION (self));
      return;
    }
  if (find_sending (self) != NULL)
    go_to_background (self);
  else
    close_store (self);
}

/**
 * pasar_application_quit:
 * @self: the app
 *
 * Ends the app once everything is on disk. The seller may say no while a submission runs, and a
 * second time that a file is not waited for.
 */
void
pasar_application_quit (PasarApplication *self)
{
  PasarWindow *window = pasar_application_get_window (self);

  if (self->quitting)
    {
      if (window != NULL)
        pasar_window_hurry_quit (window);
      return;
    }
  if (self->in_background)
    {
      PasarJob *job = find_sending (self);

      if (job != NULL)
        pasar_job_cancel (job);
      return;
    }
  self->quitting = TRUE;
  g_application_hold (G_APPLICATION (self));
  if (window != NULL)
    pasar_window_prepare_quit_async (window, window_ready_to_quit_cb, g_object_ref (self));
  else
    close_store (self);
}
