/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarImportRow:
 *
 * A row of a file that is imported: where it stands in it, what it names, and what becomes of its
 * values, or why nothing does.
 */
#define PASAR_TYPE_IMPORT_ROW (pasar_import_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportRow, pasar_import_row, PASAR, IMPORT_ROW, GtkWidget)

GtkWidget *pasar_import_row_new (void);
void pasar_import_row_show (PasarImportRow *self,
                            PasarCatalogue *catalogue,
                            PasarImportData *data,
                            const PasarImportMapping *mapping,
                            PasarImport *import,
                            guint row);

G_END_DECLS
