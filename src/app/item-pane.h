/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarItemPane:
 * What is known of the row at the cursor of a sheet, and what is staged on the variations of its
 * item. It reads the catalogue and the store alone, at most once a frame and only while it is seen;
 * the picture is loaded when the cursor has stayed.
 */
#define PASAR_TYPE_ITEM_PANE (pasar_item_pane_get_type ())
G_DECLARE_FINAL_TYPE (PasarItemPane, pasar_item_pane, PASAR, ITEM_PANE, GtkWidget)

GtkWidget *pasar_item_pane_new (PasarSheet *sheet);
void pasar_item_pane_set_session (PasarItemPane *self, PasarSession *session);
void pasar_item_pane_set_pictures (PasarItemPane *self, PasarPictureLoader *loader);

G_END_DECLS
