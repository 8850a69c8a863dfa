/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarImportColumns:
 *
 * The columns of a file that is imported, with its first rows as they are read, and over each what
 * it means, to be chosen. Columns are added between frames.
 *
 * Signals: `mapped` (mapping: a #PasarImportMapping, what the columns are to mean).
 */
#define PASAR_TYPE_IMPORT_COLUMNS (pasar_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportColumns, pasar_import_columns, PASAR, IMPORT_COLUMNS, GtkWidget)

void pasar_import_columns_set_data (PasarImportColumns *self,
                                    PasarImportData *data,
                                    PasarCatalogue *catalogue);
void pasar_import_columns_set_mapping (PasarImportColumns *self, const PasarImportMapping *mapping);

G_END_DECLS
