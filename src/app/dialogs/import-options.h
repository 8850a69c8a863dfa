/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarImportOptions:
 *
 * How a file is read, to be corrected: its sheet, encoding, separator, decimal sign, and the row
 * that names the columns.
 *
 * Signals: `chosen` (choices: #PasarReadingChoices).
 */
#define PASAR_TYPE_IMPORT_OPTIONS (pasar_import_options_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportOptions, pasar_import_options, PASAR, IMPORT_OPTIONS, GtkPopover)

void pasar_import_options_set_reading (PasarImportOptions *self, PasarImportReading *reading);
void pasar_import_options_update (PasarImportOptions *self);

G_END_DECLS
