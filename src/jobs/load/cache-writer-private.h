/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarCacheWriter:
 *
 * Keeps items of the catalogue in the store's cache, many to a transaction, and
 * with each what was read of its rows. A write that fails costs a fetch at the
 * next start and nothing else: the first failure is kept for the caller.
 */
typedef struct _PasarCacheWriter PasarCacheWriter;

PasarCacheWriter *pasar_cache_writer_new (PasarSession *session);
void pasar_cache_writer_free (PasarCacheWriter *self);
void pasar_cache_writer_add (PasarCacheWriter *self, gint64 item_id);
void pasar_cache_writer_remove (PasarCacheWriter *self, gint64 item_id);
void pasar_cache_writer_note_look (PasarCacheWriter *self);
void
pasar_cache_writer_close (PasarCacheWriter *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_cache_writer_close_finish (GAsyncResult *result, GError **error);

G_END_DECLS
