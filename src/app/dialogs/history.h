/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarHistoryDialog:
 *
 * What was submitted, day by day, and what became of it; takes it back.
 *
 * Signals: `review` when the seller wants to review what was taken back.
 */
#define PASAR_TYPE_HISTORY_DIALOG (pasar_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarHistoryDialog, pasar_history_dialog, PASAR, HISTORY_DIALOG, AdwWindow)

GtkWindow *pasar_history_dialog_new (GtkWindow *parent, PasarSession *session, GSettings *settings);

G_END_DECLS
