/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/util.h"
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* What is told of what the seller cannot see, and what became of an edit. */

/* Until a notice may be dismissed: libadwaita 1.2 can crash when it still moves into place. Time in
 * which nothing is drawn does not move it. */
#define TOAST_MIN_US     (600 * 1000)
#define LONGEST_FRAME_US (50 * 1000)

static void
toast_dismissed_cb (PasarWindow *self, AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

static void
dismiss_toast (PasarWindow *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
}

static gboolean toast_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data);

/* Nothing covers a cell that is being edited: a notice waits until then. */
static void
show_toast (PasarWindow *self, AdwToast *toast)
{
  g_set_object (&self->waiting_toast, toast);
  self->toast_is_due = self->toast != NULL && self->toast_tick != 0;
  if (self->toast_is_due)
    return;
  dismiss_toast (self);
  if (toast == NULL || pasar_sheet_get_editor (self->sheet) != NULL)
    return;
  self->toast_age_us = 0;
  if (self->toast_tick == 0)
    self->toast_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), toast_tick_cb, NULL, NULL);
  self->toast = toast;
  adw_toast_overlay_add_toast (self->toasts, g_steal_pointer (&self->waiting_toast));
}

static void
editing_changed_cb (PasarWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->waiting_toast);

  show_toast (self, toast);
}

static gboolean
toast_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarWindow *self = PASAR_WINDOW (widget);
  const gint64 now_us = gdk_frame_clock_get_frame_time (clock);

  self->toast_age_us += MIN (now_us - self->toast_frame_us, LONGEST_FRAME_US);
  self->toast_frame_us = now_us;
  if (self->toast_age_us < TOAST_MIN_US)
    return G_SOURCE_CONTINUE;
  self->toast_tick = 0;
  if (self->toast_is_due)
    editing_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_toast_with:
 * @self: a window
 * @text: what was done
 * @label: (nullable): of a button
 * @action: (nullable): what that does
 * @target: (nullable): for @action
 *
 * Shows a notice in place of the one before it; for what the seller cannot see.
 */
void
pasar_window_toast_with (PasarWindow *self,
                         const char *text,
                         const char *label,
                         const char *action,
                         GVariant *target)
{
  g_autoptr (AdwToast) toast = pasar_dialog_new_toast (text);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  g_signal_connect_object (toast,
                           "dismissed",
                           G_CALLBACK (toast_dismissed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_toast (self, toast);
}

/**
 * pasar_window_toast:
 * @self: a window
 * @text: what was done
 * @with_undo: whether it can be undone
 *
 * The same with a button for undo, or without one.
 */
void
pasar_window_toast (PasarWindow *self, const char *text, gboolean with_undo)
{
  pasar_window_toast_with (self,
                           text,
                           with_undo ? _ ("_Undo") : NULL,
                           with_undo ? "win.undo" : NULL,
                           NULL);
}

/**
 * pasar_window_tell_step:
 * @self: a window
 * @notice: (nullable): what was done; %NULL when it can be seen
 * @with_undo: whether the notice has a button for undo
 *
 * A step was staged, undone or made again: what a notice said of the one before, and its button,
 * are of no use any more.
 */
void
pasar_window_tell_step (PasarWindow *self, const char *notice, gboolean with_undo)
{
  show_toast (self, NULL);
  if (notice != NULL)
    pasar_window_toast (self, notice, with_undo);
}

static void
staged_cb (PasarWindow *self, const char *notice)
{
  pasar_banner_clear (self->banner, PASAR_BANNER_STORE);
  pasar_window_tell_step (self, notice, TRUE);
}

static void
stage_failed_cb (PasarWindow *self, const char *message)
{
  /* Translators: %s is a sentence that says why, and what to do */
  g_autofree char *text = g_strdup_printf (_ ("The change was not kept. %s"), message);

  pasar_banner_set (self->banner, PASAR_BANNER_STORE, text, NULL, NULL);
}

static void
message_cb (PasarWindow *self, const char *text)
{
  pasar_window_toast (self, text, FALSE);
}

static void
write_error_cb (PasarWindow *self)
{
  const char *error = pasar_session_get_write_error (self->session);
  g_autofree char *text = NULL;

  if (error == NULL)
    {
      pasar_banner_clear (self->banner, PASAR_BANNER_UNWRITTEN);
      return;
    }
  /* Translators: %s is a sentence that says why, and what to do */
  text = g_strdup_printf (_ ("The last changes are not saved yet. %s"), error);
  pasar_banner_set (self->banner, PASAR_BANNER_UNWRITTEN, text, NULL, NULL);
}

/**
 * pasar_window_tell_damage:
 * @self: a window
 *
 * Tells what was damaged or missing when the data were opened, of all shops or of the one that is
 * shown, and what of it could not be written since.
 */
void
pasar_window_tell_damage (PasarWindow *self)
{
  const char *notice = NULL;

  if (self->accounts != NULL)
    notice = pasar_store_get_notice (pasar_accounts_get_store (self->accounts));
  if (self->session != NULL && pasar_session_get_notice (self->session) != NULL)
    notice = pasar_session_get_notice (self->session);
  if (notice != NULL)
    pasar_banner_set (self->banner, PASAR_BANNER_DAMAGED, notice, NULL, NULL);
  if (self->session != NULL)
    write_error_cb (self);
}

/**
 * pasar_window_notices_init:
 * @self: a new window with its sheet
 *
 * Tells what the sheet and the open shop say.
 */
void
pasar_window_notices_init (PasarWindow *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } signals[] = {
    { "staged", G_CALLBACK (staged_cb) },
    { "stage-failed", G_CALLBACK (stage_failed_cb) },
    { "message", G_CALLBACK (message_cb) },
    { "editing-changed", G_CALLBACK (editing_changed_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->sheet,
                             signals[i].signal,
                             signals[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
  g_signal_group_connect_swapped (self->session_signals,
                                  "notify::write-error",
                                  G_CALLBACK (write_error_cb),
                                  self);
}
