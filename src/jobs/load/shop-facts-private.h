/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

void pasar_shop_facts_read_async (PasarSession *session,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
PasarShopInfo *pasar_shop_facts_read_finish (PasarSession *session, GAsyncResult *result);

G_END_DECLS
