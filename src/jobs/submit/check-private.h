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

void pasar_check_async (PasarSession *session,
                        GPtrArray *next,
                        GPtrArray *written,
                        gboolean is_patient,
                        PasarCheckHold hold,
                        PasarLooksChanged changed,
                        gpointer data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean
pasar_check_finish (PasarSession *session, GAsyncResult *result, guint *n_other, GError **error);

G_END_DECLS
