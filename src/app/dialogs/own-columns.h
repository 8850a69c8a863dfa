/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarOwnColumnsDialog:
 *
 * Makes, renames and removes the columns of the seller's own.
 *
 * Signals: `added` (column: the new one, which the catalogue has).
 */
#define PASAR_TYPE_OWN_COLUMNS_DIALOG (pasar_own_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarOwnColumnsDialog,
                      pasar_own_columns_dialog,
                      PASAR,
                      OWN_COLUMNS_DIALOG,
                      AdwWindow)

GtkWindow *pasar_own_columns_dialog_new (GtkWindow *parent, PasarSession *session);

G_END_DECLS
