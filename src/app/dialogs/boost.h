/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarBoostDialog:
 *
 * The five boost slots of the shop with the time that each is still taken, and the items that may
 * go into the free ones. Boosts them; that goes on when the window is closed, and a window that
 * opens meanwhile shows it.
 */
#define PASAR_TYPE_BOOST_DIALOG (pasar_boost_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostDialog, pasar_boost_dialog, PASAR, BOOST_DIALOG, AdwWindow)

GtkWindow *pasar_boost_dialog_new (GtkWindow *parent,
                                   PasarSession *session,
                                   PasarPictureLoader *pictures,
                                   const guint *rows,
                                   guint n_rows,
                                   gboolean are_chosen);

G_END_DECLS
