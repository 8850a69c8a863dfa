/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"

G_BEGIN_DECLS

/**
 * PasarShopFacts:
 * @info: (nullable): what the shop says of itself
 * @limit: (nullable): its limits of prices and stock
 *
 * What is read once for a shop; what could not be read is missing.
 */
typedef struct
{
  PasarShopInfo *info;
  PasarItemLimit *limit;
} PasarShopFacts;

void pasar_shop_facts_free (PasarShopFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarShopFacts, pasar_shop_facts_free)

void pasar_shop_facts_read_async (PasarClient *client,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
PasarShopFacts *pasar_shop_facts_read_finish (PasarClient *client, GAsyncResult *result);

G_END_DECLS
