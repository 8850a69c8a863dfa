/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarSend:
 *
 * Calls on their way to the shop through the journal.
 */
typedef struct _PasarSend PasarSend;

/**
 * PasarSendChanged:
 * @self: what is sent
 * @call: a call whose rows have another state now
 * @user_data: data of the caller
 *
 * Tells of an outcome.
 */
typedef void (*PasarSendChanged) (PasarSend *self,
                                  const PasarJournalCall *call,
                                  gpointer user_data);

void pasar_send_async (PasarSession *session,
                       GPtrArray *calls,
                       guint max_in_flight,
                       PasarSendChanged changed,
                       gpointer data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean pasar_send_finish (PasarSession *session, GAsyncResult *result, GError **error);
void pasar_send_skip_rest (PasarSend *self, const char *reason, const char *advice);

G_END_DECLS
