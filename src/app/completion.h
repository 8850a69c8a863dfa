/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarCompletionBox:
 * A search field that offers the names of columns and states while a condition is typed in it: in a
 * list below, which Down leads to, Enter takes from, and Escape closes.
 */
#define PASAR_TYPE_COMPLETION_BOX (pasar_completion_box_get_type ())
G_DECLARE_FINAL_TYPE (PasarCompletionBox, pasar_completion_box, PASAR, COMPLETION_BOX, GtkWidget)

void pasar_completion_box_set_catalogue (PasarCompletionBox *self, PasarCatalogue *catalogue);

G_END_DECLS
