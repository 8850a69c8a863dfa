/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/settle.h"

G_BEGIN_DECLS

void pasar_settle_async (PasarSession *session,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GPtrArray *pasar_settle_finish (PasarSession *session, GAsyncResult *result, GError **error);
GHashTable *pasar_settle_list_cells (const GPtrArray *calls);

G_END_DECLS
