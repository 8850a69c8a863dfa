/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

void pasar_bases_note (PasarCatalogue *catalogue, PasarRowKey key, PasarField field, gint64 base);
void pasar_bases_forget (PasarCatalogue *catalogue, PasarRowKey key, PasarField field);
gboolean
pasar_bases_get (PasarCatalogue *catalogue, PasarRowKey key, PasarField field, gint64 *base);

G_END_DECLS
