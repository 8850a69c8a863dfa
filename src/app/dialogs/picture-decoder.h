/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PASAR_PICTURE_LARGEST_SIDE:
 *
 * Pixels: a picture that says of itself that it is wider or taller is not decoded. The shop's own
 * are far smaller, and a file of a few kilobytes can claim to need gigabytes.
 */
#define PASAR_PICTURE_LARGEST_SIDE 4096

void pasar_picture_decode_async (GBytes *bytes,
                                 int side,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GdkTexture *pasar_picture_decode_finish (GAsyncResult *result, GError **error);

G_END_DECLS
