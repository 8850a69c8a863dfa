/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

G_BEGIN_DECLS

char *pasar_import_dup_file_text (PasarImportReading *reading);
char *pasar_import_dup_message (PasarImportReading *reading, char **title);
char *pasar_import_dup_hint (PasarImportReading *reading);
char *pasar_import_dup_extent (const PasarImportReport *report);
char *pasar_import_dup_action (const PasarImportReport *report);
char *pasar_import_dup_zeros_text (const PasarImportReport *report);
char *pasar_import_dup_case_text (const PasarImportReport *report);

G_END_DECLS
