/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *pasar_details_page_new (PasarCatalogue *catalogue,
                                   PasarClient *client,
                                   const PasarItemDetails *details);

G_END_DECLS
