/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

GHashTable *pasar_cells_new (const GPtrArray *lists);
gboolean pasar_cells_contain (GHashTable *cells, PasarRowKey key, PasarField field);

G_END_DECLS
