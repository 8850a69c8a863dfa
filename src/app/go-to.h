/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarGoTo:
 * Asks for a SKU, an id, a barcode or the number of a row, and puts the cursor of a sheet there. A
 * row that filters hide is offered with all of them taken away.
 */
#define PASAR_TYPE_GO_TO (pasar_go_to_get_type ())
G_DECLARE_FINAL_TYPE (PasarGoTo, pasar_go_to, PASAR, GO_TO, GtkPopover)

GtkWidget *pasar_go_to_new (PasarSheet *sheet);
void pasar_go_to_open (PasarGoTo *self);

G_END_DECLS
