/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

gboolean pasar_session_sends_later (PasarSession *self, PasarRowKey key, PasarField field);
void pasar_session_set_sends_later_async (PasarSession *self,
                                          const GArray *cells,
                                          gboolean sends_later,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
pasar_session_set_sends_later_finish (PasarSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
