/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/column.h"

G_BEGIN_DECLS

GArray *pasar_export_dup_columns (const PasarColumn *shown, guint n_shown);
GArray *pasar_export_dup_all_columns (PasarCatalogue *catalogue);

G_END_DECLS
