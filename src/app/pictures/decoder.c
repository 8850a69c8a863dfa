/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between two pieces a decoder can be cancelled. */
#define PIECE_SIZE 65536

#define JPEG_QUALITY "90"

/* What shops have pictures in. Other decoders of the system, such as those that follow links within
 * a file, are not for files from the net. */
static const struct
{
  const char *mime_type;
  guint start; /* of the signature, in the file */
  const char *signature;
} formats[] = {
  { "image/jpeg", 0, "\xff\xd8\xff" },
  { "image/png", 0, "\x89PNG\r\n\x1a\n" },
  { "image/webp", 8, "WEBP" },
  { "image/gif", 0, "GIF8" },
};

typedef struct
{
  int side;
  PasarPictureShape shape;
  gboolean is_too_large;
} Size;

/* The header is read, and nothing is allocated for the picture yet. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  const int fitted =
      size->shape == PASAR_PICTURE_SQUARE ? MIN (width, height) : MAX (width, height);

  if (MAX (width, height) > PASAR_PICTURE_LARGEST_SIDE)
    {
      size->is_too_large = TRUE;
      /* As gdk_pixbuf_get_file_info() does it: the loader stops here. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (fitted > size->side)
    gdk_pixbuf_loader_set_size (loader,
                                MAX (1, width * size->side / fitted),
                                MAX (1, height * size->side / fitted));
}

static GdkPixbufLoader *
make_loader (GBytes *file, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (file, &n);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const gsize length = strlen (formats[i].signature);

      if (n >= formats[i].start + length
          && memcmp (data + formats[i].start, formats[i].signature, length) == 0)
        return gdk_pixbuf_loader_new_with_mime_type (formats[i].mime_type, error);
    }
  g_set_error_literal (error,
                       GDK_PIXBUF_ERROR,
                       GDK_PIXBUF_ERROR_UNKNOWN_TYPE,
                       _ ("The file holds no picture."));
  return NULL;
}

static gboolean
feed (GdkPixbufLoader *loader,
      GBytes *file,
      const Size *size,
      GCancellable *cancellable,
      GError **error)
{
  gsize left;
  const guchar *data = g_bytes_get_data (file, &left);

  while (left > 0 && !size->is_too_large)
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

static GdkPixbuf *
crop (GdkPixbuf *pixbuf)
{
  const int width = gdk_pixbuf_get_width (pixbuf);
  const int height = gdk_pixbuf_get_height (pixbuf);
  const int side = MIN (width, height);

  return gdk_pixbuf_new_subpixbuf (pixbuf, (width - side) / 2, (height - side) / 2, side, side);
}

/**
 * pasar_picture_decode:
 * @file: a file as it came, to be trusted in nothing
 * @side: pixels: what is larger is made smaller
 * @shape: what of it is wanted
 * @cancellable: (nullable): stops decoding
 * @error: return location
 *
 * Decodes a picture. One of more than `PASAR_PICTURE_LARGEST_SIDE` pixels a side is refused by its
 * header, before memory is taken for it.
 *
 * Errors: `GDK_PIXBUF_ERROR`, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkPixbuf *
pasar_picture_decode (GBytes *file,
                      int side,
                      PasarPictureShape shape,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = make_loader (file, error);
  g_autoptr (GError) own_error = NULL;
  Size size = { .side = side, .shape = shape };
  GdkPixbuf *pixbuf = NULL;
  gboolean is_fed;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &size);
  is_fed = feed (loader, file, &size, cancellable, &own_error);
  /* A loader must be closed, whatever came before. */
  is_fed = gdk_pixbuf_loader_close (loader, is_fed ? &own_error : NULL) && is_fed;
  if (is_fed && !size.is_too_large)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (size.is_too_large)
    g_set_error (error,
                 GDK_PIXBUF_ERROR,
                 GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY,
                 _ ("The picture has more than %d pixels a side and is not shown."),
                 PASAR_PICTURE_LARGEST_SIDE);
  else if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (pixbuf == NULL)
    g_set_error_literal (error,
                         GDK_PIXBUF_ERROR,
                         GDK_PIXBUF_ERROR_CORRUPT_IMAGE,
                         _ ("The file holds no picture."));
  if (pixbuf == NULL)
    return NULL;
  return shape == PASAR_PICTURE_SQUARE ? crop (pixbuf) : g_object_ref (pixbuf);
}

/**
 * pasar_picture_encode:
 * @pixbuf: a picture
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture as a file
 */
GBytes *
pasar_picture_encode (GdkPixbuf *pixbuf, GError **error)
{
  char *data;
  gsize n;
  const gboolean is_done = gdk_pixbuf_get_has_alpha (pixbuf)
                               ? gdk_pixbuf_save_to_buffer (pixbuf, &data, &n, "png", error, NULL)
                               : gdk_pixbuf_save_to_buffer (pixbuf,
                                                            &data,
                                                            &n,
                                                            "jpeg",
                                                            error,
                                                            "quality",
                                                            JPEG_QUALITY,
                                                            NULL);

  return is_done ? g_bytes_new_take (data, n) : NULL;
}

/* In the format in which it is drawn, so that no frame has to convert it. */
static GdkTexture *
convert (GdkTexture *texture)
{
  const int width = gdk_texture_get_width (texture);
  const int height = gdk_texture_get_height (texture);
  const gsize stride = (gsize) width * 4;
  guchar *data = g_malloc (stride * (gsize) height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, stride * (gsize) height);

  gdk_texture_download (texture, data, stride);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/**
 * pasar_picture_make_texture:
 * @pixbuf: a picture
 * @side: pixels: a longer side is made so long
 *
 * Returns: (transfer full): the picture, to be drawn
 */
GdkTexture *
pasar_picture_make_texture (GdkPixbuf *pixbuf, int side)
{
  const int width = gdk_pixbuf_get_width (pixbuf);
  const int height = gdk_pixbuf_get_height (pixbuf);
  const int longest = MAX (width, height);
  g_autoptr (GdkPixbuf) scaled = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (longest > side)
    scaled = gdk_pixbuf_scale_simple (pixbuf,
                                      MAX (1, width * side / longest),
                                      MAX (1, height * side / longest),
                                      GDK_INTERP_BILINEAR);
  texture = gdk_texture_new_for_pixbuf (scaled != NULL ? scaled : pixbuf);
  return convert (texture);
}
