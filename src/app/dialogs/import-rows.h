/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarImportRows:
 *
 * The rows of a file by what they come to: a button for each verdict with how many have it, and the
 * rows of the one that is pressed; rows that change by the largest change first.
 */
#define PASAR_TYPE_IMPORT_ROWS (pasar_import_rows_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportRows, pasar_import_rows, PASAR, IMPORT_ROWS, GtkWidget)

void pasar_import_rows_set_reading (PasarImportRows *self,
                                    PasarImportReading *reading,
                                    PasarCatalogue *catalogue);
void pasar_import_rows_update (PasarImportRows *self);
void pasar_import_rows_take_down_async (PasarImportRows *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

G_END_DECLS
