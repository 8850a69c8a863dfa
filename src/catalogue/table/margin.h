/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PASAR_FEE_WHOLE:
 *
 * A fee that would take all of the price: fees are in hundredths of a percent.
 */
#define PASAR_FEE_WHOLE 10000

gint64 pasar_catalogue_get_fee (PasarCatalogue *self);
void pasar_catalogue_set_fee (PasarCatalogue *self, gint64 fee);

G_END_DECLS
