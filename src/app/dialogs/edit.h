/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarEditDialog:
 *
 * *Edit Prices* and *Edit Stock*: one formula over some rows, with a live preview of what it makes
 * of them. Nothing is staged before *Change* is pressed; what is staged is one undo step.
 */
#define PASAR_TYPE_EDIT_DIALOG (pasar_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarEditDialog, pasar_edit_dialog, PASAR, EDIT_DIALOG, AdwWindow)

GtkWindow *pasar_edit_dialog_new (GtkWindow *parent, PasarSession *session, PasarCommand *rows);

G_END_DECLS
