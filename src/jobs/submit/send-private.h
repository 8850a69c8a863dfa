/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/load/load-private.h"

G_BEGIN_DECLS

/**
 * PASAR_SEND_BATCH_ITEMS:
 *
 * So many items are written from one reading of the shop to the next.
 */
#define PASAR_SEND_BATCH_ITEMS 100

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

/**
 * PasarSendHold:
 * @self: what is sent
 * @call: a call that is about to be sent
 * @load: (nullable): what has just read its item, or could not; %NULL: it was read not long ago
 * @user_data: data of the caller
 *
 * Takes the rows that are not to be sent any more out of those that are ready.
 */
typedef void (*PasarSendHold) (PasarSend *self,
                               PasarJournalCall *call,
                               PasarLoadJob *load,
                               gpointer user_data);

/**
 * PasarSendQuota:
 * @self: what is sent
 * @user_data: data of the caller
 *
 * Told that the day's quota of calls is used up.
 *
 * Returns: whether @self was paused until there is more; else the run ends
 */
typedef gboolean (*PasarSendQuota) (PasarSend *self, gpointer user_data);

/**
 * PasarSendHooks:
 * @changed: told of outcomes
 * @hold: (nullable): asked for each call but the first ones right before it is sent; %NULL: the
 *   shop is not read between the calls
 * @quota: (nullable): told when the day's quota of calls is used up
 *
 * What the owner of calls has to say of them.
 */
typedef struct
{
  PasarSendChanged changed;
  PasarSendHold hold;
  PasarSendQuota quota;
} PasarSendHooks;

PasarSend *pasar_send_async (PasarSession *session,
                             GPtrArray *calls,
                             guint max_in_flight,
                             const PasarSendHooks *hooks,
                             gpointer data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean pasar_send_finish (PasarSession *session, GAsyncResult *result, GError **error);
void pasar_send_set_paused (PasarSend *self, gboolean is_paused);
void pasar_send_skip_rest (PasarSend *self, const char *reason, const char *advice);

G_END_DECLS
