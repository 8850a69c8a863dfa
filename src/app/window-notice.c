/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* What is told of what the seller cannot see, and what became of an edit. */

/* Until a notice may be dismissed: libadwaita 1.2 can crash when it still moves into place. */
#define TOAST_MIN_MS 600

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

static gboolean toast_due_cb (gpointer user_data);

/* Nothing covers a cell that is being edited: a notice waits until then. */
static void
show_toast (PasarWindow *self, AdwToast *toast)
{
  const gint64 now_ms = g_get_monotonic_time () / 1000;
  const gint64 left_ms = self->toasted_at_ms + TOAST_MIN_MS - now_ms;

  g_set_object (&self->waiting_toast, toast);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  if (self->toast != NULL && left_ms > 0)
    {
      self->toast_id = g_timeout_add ((guint) left_ms, toast_due_cb, self);
      return;
    }
  dismiss_toast (self);
  if (toast == NULL || pasar_sheet_get_editor (self->sheet) != NULL)
    return;
  self->toasted_at_ms = now_ms;
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
toast_due_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->toast_id = 0;
  editing_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_toast:
 * @self: a window
 * @text: what was done
 * @with_undo: whether it can be undone
 *
 * Shows a notice in place of the one before it; for what the seller cannot see.
 */
void
pasar_window_toast (PasarWindow *self, const char *text, gboolean with_undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);

  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  g_signal_connect_object (toast,
                           "dismissed",
                           G_CALLBACK (toast_dismissed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_toast (self, toast);
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

/**
 * pasar_window_notices_init:
 * @self: a new window with its sheet
 *
 * Tells what the sheet says.
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
}
