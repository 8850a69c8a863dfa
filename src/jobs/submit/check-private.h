/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/load/load-private.h"
#include "jobs/submit/look-private.h"

G_BEGIN_DECLS

/**
 * PasarCheckHold:
 * @call: a call that is about to be sent
 * @load: (nullable): what has just read its item, or could not; %NULL: it was read not long ago
 * @user_data: data of the caller
 *
 * Asks to take the rows of @call that are not to be sent out of those that are ready.
 */
typedef void (*PasarCheckHold) (PasarJournalCall *call, PasarLoadJob *load, gpointer user_data);

/**
 * PasarCheckKind:
 * @PASAR_CHECK_FIRST: after the first calls: what was written is looked for until the shop shows
 *   it, or it is too late for that
 * @PASAR_CHECK_BETWEEN: one look; what it does not show may show in the next one
 * @PASAR_CHECK_LAST: as the first; but of what the shop no longer has there is nothing to see
 *
 * How long the shop is looked at for what was written.
 */
typedef enum
{
  PASAR_CHECK_FIRST,
  PASAR_CHECK_BETWEEN,
  PASAR_CHECK_LAST,
} PasarCheckKind;

/**
 * PasarCheckCounts:
 * @n_other: rows of which the shop was seen to have taken another value than it said
 * @n_unseen: rows of which it could not be seen what it took
 *
 * What came of it when it was too late for more to show; 0 before.
 */
typedef struct
{
  guint n_other;
  guint n_unseen;
} PasarCheckCounts;

void pasar_check_async (PasarSession *session,
                        GPtrArray *next,
                        GPtrArray *written,
                        PasarCheckKind kind,
                        PasarCheckHold hold,
                        PasarLooksChanged changed,
                        gpointer data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean pasar_check_finish (PasarSession *session,
                             GAsyncResult *result,
                             PasarCheckCounts *counts,
                             GError **error);

G_END_DECLS
