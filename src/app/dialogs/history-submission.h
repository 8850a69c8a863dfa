/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "store/ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarHistorySubmission:
 *
 * A submission with its rows, below an `AdwToastOverlay`; takes it back.
 *
 * Signals: `review` when the seller wants to review what was taken back.
 */
#define PASAR_TYPE_HISTORY_SUBMISSION (pasar_history_submission_get_type ())
G_DECLARE_FINAL_TYPE (PasarHistorySubmission,
                      pasar_history_submission,
                      PASAR,
                      HISTORY_SUBMISSION,
                      GtkWidget)

void pasar_history_submission_show (PasarHistorySubmission *self,
                                    PasarSession *session,
                                    const PasarLedgerEntry *entry,
                                    GArray *item_ids);

void pasar_history_submission_close_window (PasarHistorySubmission *self);

G_END_DECLS
