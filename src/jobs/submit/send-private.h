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
 * PasarSendWait:
 * @self: what is sent
 * @error: what a call failed with that may work later, as it is: no quota, no network, too fast
 * @user_data: data of the caller
 *
 * Told of it.
 *
 * Returns: whether @self was paused until then; else the run ends
 */
typedef gboolean (*PasarSendWait) (PasarSend *self, const GError *error, gpointer user_data);

/**
 * PasarSendPhase:
 * @PASAR_SEND_FIRST: a few items are sent alone
 * @PASAR_SEND_READING: the shop is read: what it took, and what it has of the next ones
 * @PASAR_SEND_REST: all others are sent
 * @PASAR_SEND_LOOKING: it is looked for what became of calls without a certain answer
 *
 * What is done now.
 */
typedef enum
{
  PASAR_SEND_FIRST,
  PASAR_SEND_READING,
  PASAR_SEND_REST,
  PASAR_SEND_LOOKING,
} PasarSendPhase;

/**
 * PasarSendMoved:
 * @self: what is sent
 * @phase: what is done from now on
 * @user_data: data of the caller
 *
 * Tells of it.
 */
typedef void (*PasarSendMoved) (PasarSend *self, PasarSendPhase phase, gpointer user_data);

/**
 * PasarSendHooks:
 * @changed: told of outcomes
 * @hold: (nullable): asked for each call but the first ones right before it is sent; %NULL: the
 *   shop is not read between the calls
 * @wait: (nullable): told of what passes; %NULL: it ends the run
 * @moved: (nullable): told of another phase
 *
 * What the owner of calls has to say of them.
 */
typedef struct
{
  PasarSendChanged changed;
  PasarSendHold hold;
  PasarSendWait wait;
  PasarSendMoved moved;
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
