/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarImportComputed:
 *
 * Values that are computed from the columns of a file, such as a price from its costs.
 *
 * Signals: `mapped` (mapping: a #PasarImportMapping, what the columns are to mean).
 */
#define PASAR_TYPE_IMPORT_COMPUTED (pasar_import_computed_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportComputed, pasar_import_computed, PASAR, IMPORT_COMPUTED, GtkWidget)

void pasar_import_computed_set_reading (PasarImportComputed *self,
                                        PasarImportReading *reading,
                                        PasarCatalogue *catalogue);
gboolean pasar_import_computed_has_error (PasarImportComputed *self);
void pasar_import_computed_add (PasarImportComputed *self);
void pasar_import_computed_update (PasarImportComputed *self);

G_END_DECLS
