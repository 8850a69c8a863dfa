/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarPictureCache:
 *
 * Files by the address that they came from, in a folder, bounded in bytes. What was not asked for
 * for the longest time goes first. Its files are small, and each begins with its checksum: a
 * damaged one is thrown away. Whatever the disk refuses costs only the cache.
 *
 * All of it blocks, and may be called in any thread.
 */
#define PASAR_TYPE_PICTURE_CACHE (pasar_picture_cache_get_type ())
G_DECLARE_FINAL_TYPE (PasarPictureCache, pasar_picture_cache, PASAR, PICTURE_CACHE, GObject)

PasarPictureCache *pasar_picture_cache_new (const char *folder, gsize max_bytes);
GBytes *pasar_picture_cache_read (PasarPictureCache *self, const char *address);
void pasar_picture_cache_write (PasarPictureCache *self, const char *address, GBytes *file);
void pasar_picture_cache_drop (PasarPictureCache *self, const char *address);
void pasar_picture_cache_clear (PasarPictureCache *self);

G_END_DECLS
