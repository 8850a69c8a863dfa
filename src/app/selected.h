/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"

G_BEGIN_DECLS

GArray *pasar_selected_dup_ranges (PasarSheet *sheet);
const PasarColumnInfo *pasar_selected_get_column (PasarSheet *sheet, guint place);
PasarReach *pasar_selected_make_reach (PasarSheet *sheet, PasarField *field);
GArray *pasar_selected_dup_columns (PasarSheet *sheet, const PasarGridRange *range);

G_END_DECLS
