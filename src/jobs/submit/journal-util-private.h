/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

gint64 pasar_now_ms (void);
PasarField pasar_call_kind_get_field (PasarCallKind kind);
void pasar_journal_row_set (PasarJournalRow *self,
                            PasarChangeState state,
                            const char *reason,
                            const char *advice);
gboolean pasar_journal_row_is_staged (const PasarJournalRow *self,
                                      PasarCallKind kind,
                                      PasarCatalogue *catalogue);
guint pasar_journal_call_set_rows (PasarJournalCall *self,
                                   PasarChangeState from,
                                   PasarChangeState to,
                                   const char *reason,
                                   const char *advice);
gboolean pasar_journal_call_has_ready (const PasarJournalCall *self);
void pasar_journal_call_set_answer (PasarJournalCall *self,
                                    const char *code,
                                    const char *message,
                                    const char *request_id);
void pasar_journal_call_set_error (PasarJournalCall *self, const GError *error);
gboolean pasar_journal_call_has_unknown (const PasarJournalCall *self);
gboolean
pasar_journal_call_is_row_unknown (const PasarJournalCall *self, gint64 item_id, gint64 model_id);

/**
 * PasarFailure:
 * @PASAR_FAILURE_OF_CALL: this call was refused, others may work
 * @PASAR_FAILURE_OF_RUN: every other call would fail too; nothing was written
 * @PASAR_FAILURE_UNKNOWN: the write may have been made
 *
 * What a write that failed as a whole means.
 */
typedef enum
{
  PASAR_FAILURE_OF_CALL,
  PASAR_FAILURE_OF_RUN,
  PASAR_FAILURE_UNKNOWN,
} PasarFailure;

PasarFailure pasar_failure_from_error (const GError *error);
const char *pasar_failure_get_reason (const GError *error);
const char *pasar_failure_get_advice (const GError *error);

G_END_DECLS
