/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

void pasar_write_async (const PasarJournalCall *call,
                        PasarClient *client,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
PasarWriteResult *pasar_write_finish (const PasarJournalCall *call,
                                      PasarClient *client,
                                      GAsyncResult *result,
                                      GError **error);
const char *pasar_write_get_refusal (const PasarWriteResult *result, PasarError *error_class);
void pasar_write_take_result (PasarJournalCall *call, const PasarWriteResult *result);

G_END_DECLS
