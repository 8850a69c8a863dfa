/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarBoostPictures:
 *
 * The pictures of the items in a list, loaded as their rows come into sight.
 */
typedef struct _PasarBoostPictures PasarBoostPictures;

PasarBoostPictures *pasar_boost_pictures_new (GtkScrolledWindow *page,
                                              GPtrArray *bound,
                                              PasarCatalogue *catalogue,
                                              PasarPictureLoader *loader);
void pasar_boost_pictures_free (PasarBoostPictures *self);
void pasar_boost_pictures_queue (PasarBoostPictures *self);

G_END_DECLS
