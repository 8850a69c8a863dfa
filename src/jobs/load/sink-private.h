/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/load/cache-writer-private.h"
#include "jobs/load/lister-private.h"

G_BEGIN_DECLS

/**
 * PasarLoadSink:
 *
 * Where the answers of a load go: into the catalogue, some times a second all that
 * came since, so that its views rebuild that often and not for each answer; and
 * items that are complete into the cache.
 */
typedef struct _PasarLoadSink PasarLoadSink;

/**
 * PasarLoadSinkFunc:
 * @user_data: what was given with it
 *
 * Answers were put into the catalogue.
 */
typedef void (*PasarLoadSinkFunc) (gpointer user_data);

PasarLoadSink *pasar_load_sink_new (PasarSession *session,
                                    const PasarItemLister *lister,
                                    PasarLoadSinkFunc applied,
                                    gpointer user_data);
void pasar_load_sink_free (PasarLoadSink *self);
void pasar_load_sink_take_infos (PasarLoadSink *self, GPtrArray *infos, gint64 asked_at);
void pasar_load_sink_take_models (PasarLoadSink *self, PasarModelList *models, gint64 asked_at);
void pasar_load_sink_take_promotions (PasarLoadSink *self, GPtrArray *promotions, GArray *ids);
void pasar_load_sink_apply (PasarLoadSink *self);
GArray *pasar_load_sink_dup_unlisted (PasarLoadSink *self);
guint
pasar_load_sink_remove_vanished (PasarLoadSink *self, const GArray *unlisted, GHashTable *missing);
guint pasar_load_sink_get_n_read (PasarLoadSink *self);
gboolean pasar_load_sink_has_read (PasarLoadSink *self, gint64 item_id);
const char *pasar_load_sink_get_currency (PasarLoadSink *self);
PasarCacheWriter *pasar_load_sink_get_cache (PasarLoadSink *self);

G_END_DECLS
