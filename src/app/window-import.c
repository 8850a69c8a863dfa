/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/import.h"

#include <glib/gi18n-lib.h>

/* A file to the shop: chosen, dropped or pasted. */

static void
staged_cb (PasarWindow *self, const PasarStep *step)
{
  pasar_sheet_show_step (self->sheet, step);
  pasar_window_queue_counts (self);
  pasar_window_tell_step (self, step->label, TRUE);
}

/* There is one import at a time. */
static gboolean
may_import (PasarWindow *self)
{
  const char *reason;

  if (self->import != NULL)
    {
      gtk_window_present (self->import);
      return FALSE;
    }
  if (pasar_sheet_get_view (self->sheet) == NULL || !pasar_sheet_end_edit (self->sheet))
    return FALSE;
  reason = pasar_catalogue_get_read_only_reason (pasar_session_get_catalogue (self->session));
  if (reason != NULL)
    pasar_window_toast (self, reason, FALSE);
  return reason == NULL;
}

static void
show (PasarWindow *self, PasarImportReading *reading)
{
  GtkWindow *import = pasar_import_dialog_new (GTK_WINDOW (self), self->session, reading);

  g_signal_connect_object (import, "staged", G_CALLBACK (staged_cb), self, G_CONNECT_SWAPPED);
  pasar_window_present_dialog (self, &self->import, import);
}

/**
 * pasar_window_import_file:
 * @self: a window
 * @file: what is imported
 *
 * Opens *Import* for a file, where a shop is open.
 */
void
pasar_window_import_file (PasarWindow *self, GFile *file)
{
  g_autoptr (PasarImportReading) reading = NULL;

  if (!may_import (self))
    return;
  reading = pasar_import_reading_new (pasar_session_get_catalogue (self->session), file);
  show (self, reading);
}

/**
 * pasar_window_import_text:
 * @self: a window
 * @text: a table as a text
 *
 * Opens *Import* for what is on the clipboard.
 */
void
pasar_window_import_text (PasarWindow *self, GBytes *text)
{
  g_autoptr (PasarImportReading) reading = NULL;

  if (!may_import (self))
    return;
  reading = pasar_import_reading_new_text (pasar_session_get_catalogue (self->session),
                                           text,
                                           _ ("Clipboard"));
  show (self, reading);
}

/* Opened from outside: they wait until the shop and the window are ready for them. */

/* A dialog may have been closed. */
static void
windows_changed_cb (PasarWindow *self)
{
  if (!g_queue_is_empty (&self->opened_files))
    pasar_window_queue_counts (self);
}

static gboolean
has_modal (PasarWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean found = self->import_chooser != NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && !found; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      found = gtk_window_get_modal (window) && gtk_widget_get_visible (GTK_WIDGET (window));
    }
  return found;
}

/* A shop that is read for the first time has hardly any of the rows yet. */
static gboolean
is_ready (PasarWindow *self)
{
  const gboolean is_new = pasar_session_get_shop (self->session)->refreshed_at_secs == 0;

  return !(is_new && self->job != NULL) && !has_modal (self)
         && g_action_group_get_action_enabled (G_ACTION_GROUP (self), "import")
         && pasar_sheet_end_edit (self->sheet);
}

/**
 * pasar_window_import_next:
 * @self: a window where something may have changed
 *
 * Opens *Import* for the file that waits for it, if any, as soon as a shop is there and no other
 * dialog is open. Where no shop is about to be opened, it is told instead.
 */
void
pasar_window_import_next (PasarWindow *self)
{
  if (g_queue_is_empty (&self->opened_files) || self->quit_task != NULL)
    return;
  if (self->session != NULL && is_ready (self))
    {
      g_autoptr (GFile) file = g_queue_pop_head (&self->opened_files);

      pasar_window_import_file (self, file);
    }
  else if (self->session == NULL && self->opening == NULL
           && (self->accounts != NULL || self->store_error != NULL))
    {
      g_queue_clear_full (&self->opened_files, g_object_unref);
      pasar_window_toast (self, _ ("A file can be imported once a shop is open."), FALSE);
    }
}

static void
tell_several (PasarWindow *self)
{
  pasar_window_toast (self, _ ("One file can be imported at a time."), FALSE);
}

/**
 * pasar_window_open_files:
 * @self: a window
 * @files: (array length=n_files): what another program, or the command line, has for it
 * @n_files: length of @files
 *
 * Opens *Import* for a file as soon as that can be done.
 */
void
pasar_window_open_files (PasarWindow *self, GFile *const *files, guint n_files)
{
  if (n_files == 1)
    {
      g_queue_push_tail (&self->opened_files, g_object_ref (files[0]));
      pasar_window_queue_counts (self);
    }
  else if (n_files > 1)
    tell_several (self);
}

static void
import_files (PasarWindow *self, const GValue *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (list));

  if (files != NULL && files->next != NULL)
    tell_several (self);
  else if (files != NULL)
    pasar_window_import_file (self, files->data);
}

static void
files_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *list = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  /* The window is gone. */
  if (self->session == NULL)
    return;
  if (list != NULL)
    import_files (self, list);
  else
    pasar_window_toast (self, error->message, FALSE);
}

/**
 * pasar_window_paste_files:
 * @self: a window with a shop
 *
 * Opens *Import* for a file that was copied in another program.
 *
 * Returns: whether there are files on the clipboard, and nothing that can be pasted
 */
gboolean
pasar_window_paste_files (PasarWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  const GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (!gdk_content_formats_contain_mime_type (formats, "text/uri-list")
      || gdk_content_formats_contain_mime_type (formats, "text/html"))
    return FALSE;
  gdk_clipboard_read_value_async (clipboard,
                                  GDK_TYPE_FILE_LIST,
                                  G_PRIORITY_DEFAULT,
                                  NULL,
                                  files_read_cb,
                                  g_object_ref (self));
  return TRUE;
}

/* No "leave" comes after a drop. */
static gboolean
dropped_cb (PasarWindow *self, const GValue *list)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
  import_files (self, list);
  return TRUE;
}

/* A shop must be there; nothing is dropped behind another window. */
static gboolean
accept_cb (PasarWindow *self, GdkDrop *drop)
{
  return self->import == NULL && pasar_sheet_get_view (self->sheet) != NULL
         && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
}

static GdkDragAction
enter_cb (PasarWindow *self)
{
  gtk_widget_set_visible (self->drop_hint, TRUE);
  return GDK_ACTION_COPY;
}

static void
leave_cb (PasarWindow *self)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
}

/**
 * pasar_window_close_import:
 * @self: a window whose shop is shown no more
 *
 * Closes *Import*, which was for that shop. Where it is too late to stop it, its step is not told:
 * what it offers would undo one of another shop.
 */
void
pasar_window_close_import (PasarWindow *self)
{
  if (self->import == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->import, staged_cb, self);
  gtk_window_close (self->import);
}

/* Over the page, whichever it is, as long as a file is above it. */
static void
add_drop_hint (PasarWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  g_autoptr (GtkWidget) pages = g_object_ref (GTK_WIDGET (self->pages));

  self->drop_hint = gtk_label_new (_ ("Drop the File to Import It"));
  gtk_widget_set_visible (self->drop_hint, FALSE);
  gtk_widget_set_can_target (self->drop_hint, FALSE);
  gtk_widget_add_css_class (self->drop_hint, "drop-hint");
  gtk_widget_add_css_class (self->drop_hint, "title-1");
  adw_toast_overlay_set_child (self->toasts, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), pages);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->drop_hint);
  adw_toast_overlay_set_child (self->toasts, overlay);
}

static GtkFileFilter *
new_filter (const char *name, const char *const *suffixes)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  return filter;
}

static void
add_filters (GtkFileChooser *chooser)
{
  static const char *const suffixes[] = { "xlsx", "xlsm", "ods",  "csv", "tsv",
                                          "txt",  "htm",  "html", "xls", NULL };
  g_autoptr (GtkFileFilter) tables = new_filter (_ ("Tables"), suffixes);
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
chosen_cb (PasarWindow *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->import_chooser);
  if (file != NULL)
    pasar_window_import_file (self, file);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  g_autoptr (GtkFileChooserNative) chooser = NULL;

  if (self->import_chooser != NULL || !may_import (self))
    return;
  chooser = gtk_file_chooser_native_new (_ ("Import"),
                                         GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_OPEN,
                                         _ ("_Import"),
                                         _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->import_chooser, GTK_NATIVE_DIALOG (chooser));
  gtk_native_dialog_show (self->import_chooser);
}

static const GActionEntry entries[] = {
  { .name = "import", .activate = import_cb },
};

/**
 * pasar_window_import_init:
 * @self: a new window
 *
 * Adds the action that imports a file, and lets files be dropped and opened.
 */
void
pasar_window_import_init (PasarWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_window_get_toplevels (),
                           "items-changed",
                           G_CALLBACK (windows_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  add_drop_hint (self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (target));
}
