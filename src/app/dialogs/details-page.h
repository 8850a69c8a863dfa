/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "jobs/session/session.h"

G_BEGIN_DECLS

GtkWidget *pasar_details_page_new (PasarCatalogue *catalogue,
                                   PasarSession *session,
                                   PasarPictureLoader *pictures,
                                   const PasarItemDetails *details);

G_END_DECLS
