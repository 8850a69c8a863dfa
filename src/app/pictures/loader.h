/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/cache.h"
#include "app/pictures/decoder.h"
#include "shopee/client.h"

G_BEGIN_DECLS

/**
 * PASAR_THUMBNAIL_LARGEST_SIDE:
 *
 * Pixels: squares of up to this size are kept on disk.
 */
#define PASAR_THUMBNAIL_LARGEST_SIDE 112

/**
 * PasarPictureLoader:
 *
 * From an address to a picture that can be drawn, off the main thread: small squares by way of the
 * cache on disk, where they are kept in the size of the largest of them; whole pictures from the
 * net alone.
 */
#define PASAR_TYPE_PICTURE_LOADER (pasar_picture_loader_get_type ())
G_DECLARE_FINAL_TYPE (PasarPictureLoader, pasar_picture_loader, PASAR, PICTURE_LOADER, GObject)

PasarPictureLoader *pasar_picture_loader_new (PasarClient *client, PasarPictureCache *cache);
void pasar_picture_loader_load_async (PasarPictureLoader *self,
                                      const char *address,
                                      int side,
                                      PasarPictureShape shape,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GdkTexture *
pasar_picture_loader_load_finish (PasarPictureLoader *self, GAsyncResult *result, GError **error);

G_END_DECLS
