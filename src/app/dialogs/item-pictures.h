/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarItemPictures:
 *
 * The first picture of each item, small, for lists: fetched when it is first asked for, a few at a
 * time, and kept as long as this lives.
 *
 * Signal: `arrived` (gint64 item id) when a picture can be shown.
 */
#define PASAR_TYPE_ITEM_PICTURES (pasar_item_pictures_get_type ())
G_DECLARE_FINAL_TYPE (PasarItemPictures, pasar_item_pictures, PASAR, ITEM_PICTURES, GObject)

PasarItemPictures *pasar_item_pictures_new (PasarClient *client, int side);
GdkPaintable *pasar_item_pictures_get (PasarItemPictures *self, gint64 item_id);
void pasar_item_pictures_stop (PasarItemPictures *self);

G_END_DECLS
