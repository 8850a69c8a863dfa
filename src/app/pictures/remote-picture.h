/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"

G_BEGIN_DECLS

/**
 * PasarRemotePicture:
 *
 * A picture that an answer of the shop names by its address: fetched when the widget is made,
 * decoded off the main thread at the size it is shown.
 */
#define PASAR_TYPE_REMOTE_PICTURE (pasar_remote_picture_get_type ())
G_DECLARE_FINAL_TYPE (PasarRemotePicture, pasar_remote_picture, PASAR, REMOTE_PICTURE, GtkWidget)

GtkWidget *
pasar_remote_picture_new (PasarPictureLoader *loader, const char *address, const char *label);

G_END_DECLS
