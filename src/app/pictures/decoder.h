/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All of this may be called in any thread. */

/**
 * PASAR_PICTURE_LARGEST_SIDE:
 *
 * Pixels: a picture that says of itself that it is wider or taller is not decoded. The shop's own
 * are far smaller, and a file of a few kilobytes can claim to need gigabytes.
 */
#define PASAR_PICTURE_LARGEST_SIDE 4096

/**
 * PasarPictureShape:
 * @PASAR_PICTURE_WHOLE: all of it; the longer side fits
 * @PASAR_PICTURE_SQUARE: the square in its middle; the shorter side fits
 *
 * What is shown of a picture.
 */
typedef enum
{
  PASAR_PICTURE_WHOLE,
  PASAR_PICTURE_SQUARE,
} PasarPictureShape;

GdkPixbuf *pasar_picture_decode (GBytes *file,
                                 int side,
                                 PasarPictureShape shape,
                                 GCancellable *cancellable,
                                 GError **error);
GBytes *pasar_picture_encode (GdkPixbuf *pixbuf, GError **error);
GdkTexture *pasar_picture_make_texture (GdkPixbuf *pixbuf, int side);

G_END_DECLS
