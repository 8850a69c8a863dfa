/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PASAR_LOOKS_GLANCE:
 *
 * In place of a window: one look, which decides nothing but what it proves.
 */
#define PASAR_LOOKS_GLANCE G_GINT64_CONSTANT (-1)

/**
 * PasarLooksResend:
 * @call: a call with rows that the shop did not take; they are ready again
 * @user_data: data of the caller
 *
 * Asks whether there is still time and leave to send again what was not taken.
 *
 * Returns: whether @call will be sent again
 */
typedef gboolean (*PasarLooksResend) (PasarJournalCall *call, gpointer user_data);

/**
 * PasarLooksChanged:
 * @call: a call that was looked for
 * @user_data: data of the caller
 *
 * Called after each look.
 */
typedef void (*PasarLooksChanged) (const PasarJournalCall *call, gpointer user_data);

void pasar_looks_async (PasarSession *session,
                        GPtrArray *calls,
                        gint64 window_ms,
                        PasarLooksResend resend,
                        PasarLooksChanged changed,
                        gpointer data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean pasar_looks_finish (PasarSession *session, GAsyncResult *result, GError **error);
gboolean pasar_looks_is_last (gint64 window_ms, guint nth);
void pasar_looks_wait (gint64 window_ms, guint nth, GTask *task, GSourceFunc func);

G_END_DECLS
