/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/picture-decoder.h"

#include <glib/gi18n-lib.h>

/* Between two pieces a decoder can be cancelled. */
#define PIECE_SIZE 65536

typedef struct
{
  GBytes *bytes;
  int side;
  gboolean is_too_large;
} Decoding;

static void
decoding_free (Decoding *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* The header is read, and nothing is allocated for the picture yet. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Decoding *self)
{
  const int longest = MAX (width, height);

  if (longest > PASAR_PICTURE_LARGEST_SIDE)
    {
      self->is_too_large = TRUE;
      /* As gdk_pixbuf_get_file_info() does it: the loader stops here. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (longest > self->side)
    gdk_pixbuf_loader_set_size (loader,
                                MAX (1, width * self->side / longest),
                                MAX (1, height * self->side / longest));
}

static gboolean
feed (GdkPixbufLoader *loader, Decoding *self, GCancellable *cancellable, GError **error)
{
  gsize left;
  const guchar *data = g_bytes_get_data (self->bytes, &left);

  while (left > 0 && !self->is_too_large)
    {
      const gsize n = MIN (left, PIECE_SIZE);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gdk_pixbuf_loader_write (loader, data, n, error))
        return FALSE;
      data += n;
      left -= n;
    }

  return TRUE;
}

static void
decode_in_thread (GTask *task,
                  gpointer source_object,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  Decoding *self = task_data;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_fed;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), self);
  is_fed = feed (loader, self, cancellable, &error);
  /* A loader must be closed, whatever came before. */
  is_fed = gdk_pixbuf_loader_close (loader, is_fed ? &error : NULL) && is_fed;
  pixbuf = is_fed ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;

  if (self->is_too_large)
    g_task_return_new_error (task,
                             GDK_PIXBUF_ERROR,
                             GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY,
                             _ ("The picture has more than %d pixels a side and is not shown."),
                             PASAR_PICTURE_LARGEST_SIDE);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (pixbuf == NULL)
    g_task_return_new_error (task,
                             GDK_PIXBUF_ERROR,
                             GDK_PIXBUF_ERROR_CORRUPT_IMAGE,
                             "%s",
                             _ ("The file holds no picture."));
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

/**
 * pasar_picture_decode_async:
 * @bytes: a file as it came, to be trusted in nothing
 * @side: pixels that the longer side of the texture has at most
 * @cancellable: (nullable): stops decoding
 * @callback: (scope async): called when it is decoded
 * @user_data: for @callback
 *
 * Decodes a picture in a thread. One of more than `PASAR_PICTURE_LARGEST_SIDE` pixels a side is
 * refused by its header, before memory is taken for it.
 *
 * Errors: `GDK_PIXBUF_ERROR`, %G_IO_ERROR_CANCELLED.
 */
void
pasar_picture_decode_async (GBytes *bytes,
                            int side,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Decoding *data;

  g_return_if_fail (bytes != NULL);
  g_return_if_fail (side > 0);

  data = g_new0 (Decoding, 1);
  data->bytes = g_bytes_ref (bytes);
  data->side = side;
  g_task_set_source_tag (task, pasar_picture_decode_async);
  g_task_set_task_data (task, data, (GDestroyNotify) decoding_free);
  g_task_run_in_thread (task, decode_in_thread);
}

/**
 * pasar_picture_decode_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
pasar_picture_decode_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_picture_decode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
