/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "jobs/submit/limits.h"

G_BEGIN_DECLS

void pasar_send_postponed_async (PasarSession *session,
                                 GHashTable *cells,
                                 const PasarBatchLimits *limits,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *pasar_send_postponed_finish (PasarSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
