/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "jobs/submit/limits.h"
#include "jobs/submit/submit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarReviewDialog:
 *
 * Everything that is staged, fixed the moment the window opens: what will be sent, what is held
 * back and why, what deserves a second look. Submits it, and shows the outcome of every change; the
 * submission goes on when the window is closed, and a window that opens meanwhile shows it.
 */
#define PASAR_TYPE_REVIEW_DIALOG (pasar_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewDialog, pasar_review_dialog, PASAR, REVIEW_DIALOG, AdwWindow)

GtkWindow *pasar_review_dialog_new (GtkWindow *parent, PasarSession *session);
GtkWindow *pasar_review_dialog_new_failed (GtkWindow *parent, PasarSession *session);
GtkWindow *pasar_review_dialog_new_for_job (GtkWindow *parent, PasarSubmitJob *job);
void pasar_review_dialog_set_limits (PasarReviewDialog *self, const PasarBatchLimits *limits);

G_END_DECLS
