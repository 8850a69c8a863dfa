/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarLoadTask:
 * @PASAR_LOAD_NOTHING: there is nothing to ask for now
 * @PASAR_LOAD_INFOS: get_item_base_info of some items
 * @PASAR_LOAD_MODELS: get_model_list of one item
 * @PASAR_LOAD_PROMOTIONS: get_item_promotion of some items
 *
 * What to ask for next.
 */
typedef enum
{
  PASAR_LOAD_NOTHING,
  PASAR_LOAD_INFOS,
  PASAR_LOAD_MODELS,
  PASAR_LOAD_PROMOTIONS,
} PasarLoadTask;

/**
 * PasarLoadQueue:
 *
 * What a load has still to ask for, in batches as large as a call takes. Items come before their
 * models, and models before promotions, so that rows can be used early.
 */
typedef struct _PasarLoadQueue PasarLoadQueue;

PasarLoadQueue *pasar_load_queue_new (void);
void pasar_load_queue_free (PasarLoadQueue *self);
GArray *pasar_load_queue_get_fresh (PasarLoadQueue *self);
void pasar_load_queue_add_batch (PasarLoadQueue *self, const gint64 *item_ids, guint n_item_ids);
void pasar_load_queue_add_models (PasarLoadQueue *self, gint64 item_id);
void pasar_load_queue_add_promotions (PasarLoadQueue *self, gint64 item_id);
GArray *pasar_load_list_left_out (const GArray *asked, GHashTable *came);
PasarLoadTask
pasar_load_queue_pop (PasarLoadQueue *self, gboolean all_listed, gboolean all_read, GArray **ids);

G_END_DECLS
