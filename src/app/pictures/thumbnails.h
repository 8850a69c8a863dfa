/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"

G_BEGIN_DECLS

/**
 * PasarThumbnails:
 *
 * The small pictures of rows that are seen: what is wanted now is loaded, a few at a time, and what
 * was seen last is kept in memory, within a bound. One that cannot be had is not tried again until
 * that is asked for.
 *
 * Signal: `arrived` (address) when a picture can be shown.
 */
#define PASAR_TYPE_THUMBNAILS (pasar_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (PasarThumbnails, pasar_thumbnails, PASAR, THUMBNAILS, GObject)

PasarThumbnails *pasar_thumbnails_new (PasarPictureLoader *loader, int side, gsize max_bytes);
void pasar_thumbnails_set_side (PasarThumbnails *self, int side);
GdkPaintable *pasar_thumbnails_get (PasarThumbnails *self, const char *address);
void pasar_thumbnails_want (PasarThumbnails *self, const char *const *addresses, guint n);
void pasar_thumbnails_retry (PasarThumbnails *self);
void pasar_thumbnails_stop (PasarThumbnails *self);

G_END_DECLS
