/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "store/ledger.h"

G_BEGIN_DECLS

void pasar_history_find_items_async (PasarSession *session,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GArray *
pasar_history_find_items_finish (PasarSession *session, GAsyncResult *result, GError **error);

void pasar_history_prune_async (PasarSession *session,
                                guint months,
                                guint max,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean pasar_history_prune_finish (PasarSession *session, GAsyncResult *result, GError **error);

char *pasar_history_dup_verdict (const PasarSealReport *report);

G_END_DECLS
