/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/paste-formats.h"

/* How long it may take until they are known. */
#define TIMEOUT_MS 1000

typedef struct
{
  gulong changed_id;
  guint timeout_id;
} Wait;

static gboolean
has_formats (GdkClipboard *clipboard)
{
  const GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gsize n_gtypes;
  gsize n_mime_types;

  gdk_content_formats_get_gtypes (formats, &n_gtypes);
  gdk_content_formats_get_mime_types (formats, &n_mime_types);
  return n_gtypes + n_mime_types > 0;
}

static void
end (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  g_clear_signal_handler (&wait->changed_id, g_task_get_source_object (task));
  g_clear_handle_id (&wait->timeout_id, g_source_remove);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
changed_cb (GTask *task, GdkClipboard *clipboard)
{
  if (has_formats (clipboard))
    end (task);
}

static void
timeout_cb (gpointer user_data)
{
  GTask *task = user_data;

  ((Wait *) g_task_get_task_data (task))->timeout_id = 0;
  end (task);
}

/**
 * pasar_paste_formats_wait_async:
 * @clipboard: a clipboard
 * @callback: (scope async): called in any case, and never before this returns
 * @user_data: for @callback
 *
 * Waits until it is known what is on the clipboard. What another program has copied a moment ago
 * has no formats yet: GTK asks for them, and until then would take a file, or a table, for a text.
 * An empty clipboard has none either, and is taken for that after a while.
 */
void
pasar_paste_formats_wait_async (GdkClipboard *clipboard,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (clipboard, NULL, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  g_task_set_source_tag (task, pasar_paste_formats_wait_async);
  g_task_set_task_data (task, wait, g_free);
  wait->changed_id = g_signal_connect_swapped (clipboard, "changed", G_CALLBACK (changed_cb), task);
  wait->timeout_id = g_timeout_add_once (TIMEOUT_MS, timeout_cb, task);
  changed_cb (task, clipboard);
}
