/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/import.h"
#include "formats/delimited-file.h"
#include "jobs/import/recognise.h"

G_BEGIN_DECLS

/**
 * PasarImportData:
 *
 * A table of another program, laid out to be imported, and what it was found to be. Does not change
 * but for its recognition; can be made and freed in any thread.
 */
typedef struct _PasarImportData PasarImportData;

PasarImportData *pasar_import_data_new (PasarTextTable *table,
                                        const PasarTextFindings *findings,
                                        const PasarHead *head);
PasarImportData *pasar_import_data_ref (PasarImportData *self);
void pasar_import_data_unref (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarImportData, pasar_import_data_unref)

const PasarTextTable *pasar_import_data_get_texts (const PasarImportData *self);
const PasarTextFindings *pasar_import_data_get_findings (const PasarImportData *self);
PasarRecognition *pasar_import_data_get_recognition (const PasarImportData *self);
guint pasar_import_data_get_first_row (const PasarImportData *self);
guint pasar_import_data_get_row_number (const PasarImportData *self, guint row);
PasarImportTable pasar_import_data_get_table (const PasarImportData *self, char decimal_point);
char *pasar_import_data_dup_warning (const PasarImportData *self);

G_END_DECLS
