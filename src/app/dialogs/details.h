/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarDetailsDialog:
 *
 * Everything Shopee says of one item, read when the window opens.
 */
#define PASAR_TYPE_DETAILS_DIALOG (pasar_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarDetailsDialog, pasar_details_dialog, PASAR, DETAILS_DIALOG, AdwWindow)

GtkWindow *pasar_details_dialog_new (GtkWindow *parent,
                                     PasarSession *session,
                                     PasarPictureLoader *pictures,
                                     gint64 item_id);

G_END_DECLS
