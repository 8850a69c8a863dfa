/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"
#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarImportDialog:
 *
 * *Import*: a file, what its columns mean, and what it comes to, which is then staged in one step.
 *
 * Signals: `staged` (step: a #PasarStep, what was done); the dialog closes right after.
 */
#define PASAR_TYPE_IMPORT_DIALOG (pasar_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportDialog, pasar_import_dialog, PASAR, IMPORT_DIALOG, AdwWindow)

GtkWindow *
pasar_import_dialog_new (GtkWindow *parent, PasarSession *session, PasarImportReading *reading);

G_END_DECLS
