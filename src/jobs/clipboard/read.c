/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/clipboard/read.h"

typedef struct
{
  GBytes *text;
  GBytes *html;
} Contents;

static void
contents_free (gpointer data)
{
  Contents *contents = data;

  g_clear_pointer (&contents->text, g_bytes_unref);
  g_clear_pointer (&contents->html, g_bytes_unref);
  g_free (contents);
}

static void
free_table (gpointer table)
{
  pasar_text_table_free (table);
}

static void
read_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Contents *contents = task_data;
  GError *error = NULL;
  PasarTextTable *table = pasar_clipboard_read (contents->text, contents->html, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, free_table);
  else
    g_task_return_error (task, error);
}

/**
 * pasar_clipboard_read_async:
 * @text: (nullable): the clipboard's plain text
 * @html: (nullable): its HTML; one of them there must be
 * @cancellable: (nullable): to want it no more
 * @callback: (scope async): called when it is read
 * @user_data: for @callback
 *
 * Does pasar_clipboard_read() in another thread.
 */
void
pasar_clipboard_read_async (GBytes *text,
                            GBytes *html,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Contents *contents;

  g_return_if_fail (text != NULL || html != NULL);

  contents = g_new0 (Contents, 1);
  contents->text = text != NULL ? g_bytes_ref (text) : NULL;
  contents->html = html != NULL ? g_bytes_ref (html) : NULL;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_clipboard_read_async);
  g_task_set_task_data (task, contents, contents_free);
  g_task_run_in_thread (task, read_cb);
}

/**
 * pasar_clipboard_read_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_clipboard_read_async(). Errors: `PASAR_FORMAT_ERROR`.
 *
 * Returns: (transfer full) (nullable): the table; %NULL with @error
 */
PasarTextTable *
pasar_clipboard_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
