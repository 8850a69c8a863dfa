/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

#define PIECE_SIZE (64 * 1024)

typedef struct
{
  GByteArray *bytes;
  guint8 *piece;
  PasarProgress progress;
  gpointer progress_data;
} BodyRead;

static void
body_read_free (BodyRead *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->piece);
  g_free (self);
}

static void read_piece (GTask *task);

static void
piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BodyRead *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (length < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  if (length == 0)
    {
      g_task_return_pointer (task,
                             g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (self->progress != NULL)
    self->progress (self->progress_data);
  if (self->bytes->len + (gsize) length > PASAR_BODY_MAX)
    {
      g_task_return_error (task,
                           pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", _ ("far too long")));
      return;
    }
  g_byte_array_append (self->bytes, self->piece, length);
  read_piece (g_steal_pointer (&task));
}

static void
read_piece (GTask *task)
{
  BodyRead *self = g_task_get_task_data (task);

  g_input_stream_read_async (g_task_get_source_object (task),
                             self->piece,
                             PIECE_SIZE,
                             G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task),
                             piece_read_cb,
                             task);
}

/**
 * pasar_body_read_async:
 * @stream: the body of an answer
 * @progress: (nullable): called for each piece
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads a stream to its end, but no more than %PASAR_BODY_MAX bytes of it.
 */
void
pasar_body_read_async (GInputStream *stream,
                       PasarProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  BodyRead *self = g_new0 (BodyRead, 1);

  g_task_set_source_tag (task, pasar_body_read_async);
  self->bytes = g_byte_array_new ();
  self->piece = g_malloc (PIECE_SIZE);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, (GDestroyNotify) body_read_free);
  read_piece (g_steal_pointer (&task));
}

/**
 * pasar_body_read_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the bytes, or %NULL with an error, %PASAR_ERROR_MALFORMED for too
 *   many
 */
GBytes *
pasar_body_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_body_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
