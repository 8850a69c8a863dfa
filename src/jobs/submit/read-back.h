/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

void pasar_read_back_async (PasarSession *session,
                            GPtrArray *calls,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean pasar_read_back_finish (PasarSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
