/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"

G_BEGIN_DECLS

/**
 * PasarItemLister:
 *
 * Walks get_item_list to its end: pages one after the other by next_offset, each
 * item once. When the server's cap on the offset is met, the walk goes on in
 * windows of update_time (reference 3.1). Asks for one page at a time; the owner
 * says when.
 */
typedef struct _PasarItemLister PasarItemLister;

PasarItemLister *pasar_item_lister_new (void);
void pasar_item_lister_free (PasarItemLister *self);
gboolean pasar_item_lister_can_ask (const PasarItemLister *self);
gboolean pasar_item_lister_is_done (const PasarItemLister *self);
guint pasar_item_lister_get_position (const PasarItemLister *self, gint64 item_id);
gboolean pasar_item_lister_has_seen (const PasarItemLister *self, gint64 item_id);
guint pasar_item_lister_get_total (const PasarItemLister *self);
void pasar_item_lister_ask (PasarItemLister *self,
                            PasarClient *client,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean pasar_item_lister_take (PasarItemLister *self,
                                 PasarClient *client,
                                 GAsyncResult *result,
                                 GArray *new_ids,
                                 GError **error);

G_END_DECLS
