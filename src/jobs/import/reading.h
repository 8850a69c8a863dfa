/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/file.h"
#include "jobs/import/mapping.h"

G_BEGIN_DECLS

/**
 * PASAR_READING_SHEET_FOUND:
 *
 * The first sheet that can be seen and has something in it.
 */
#define PASAR_READING_SHEET_FOUND G_MAXUINT

/**
 * PASAR_READING_HEAD_FOUND:
 *
 * The head where it is found; -1 is none.
 */
#define PASAR_READING_HEAD_FOUND (-2)

/**
 * PasarReadingChoices:
 * @sheet: of a workbook; %PASAR_READING_SHEET_FOUND
 * @encoding: of a text; %PASAR_ENCODING_UNKNOWN: is found
 * @separator: of a text; 0: is found
 * @decimal_point: what numbers have before their decimals; 0: is found
 * @head_row: the row of the table that names the columns, -1: none; %PASAR_READING_HEAD_FOUND
 *
 * How a file is read.
 */
typedef struct
{
  guint sheet;
  PasarEncoding encoding;
  char separator;
  char decimal_point;
  int head_row;
} PasarReadingChoices;

/**
 * PasarReadingState:
 * @PASAR_READING_OPENING: the file is read
 * @PASAR_READING_CHECKING: it is compared with the shop
 * @PASAR_READING_UNMAPPED: what its columns mean has to be said; with an error, where an expression
 * cannot be read
 * @PASAR_READING_READY: it is known what it comes to
 * @PASAR_READING_REFUSED: a workbook of Seller Centre's without prices and stock
 * @PASAR_READING_FAILED: it cannot be read
 * @PASAR_READING_APPLIED: it has become an edit, and stays as it was then
 *
 * How far an import is.
 */
typedef enum
{
  PASAR_READING_OPENING,
  PASAR_READING_CHECKING,
  PASAR_READING_UNMAPPED,
  PASAR_READING_READY,
  PASAR_READING_REFUSED,
  PASAR_READING_FAILED,
  PASAR_READING_APPLIED,
} PasarReadingState;

/**
 * PasarImportReading:
 *
 * A file on its way into a shop: read in a thread, recognised, compared with the shop between
 * frames whenever the file is read otherwise, its columns mean something else or the shop changes,
 * until it is applied.
 *
 * Signals: `changed`, when it is farther, or back.
 */
#define PASAR_TYPE_IMPORT_READING (pasar_import_reading_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportReading, pasar_import_reading, PASAR, IMPORT_READING, GObject)

PasarImportReading *pasar_import_reading_new (PasarCatalogue *catalogue, GFile *file);
PasarImportReading *
pasar_import_reading_new_text (PasarCatalogue *catalogue, GBytes *text, const char *name);
void pasar_import_reading_stop (PasarImportReading *self);

PasarReadingState pasar_import_reading_get_state (PasarImportReading *self);
double pasar_import_reading_get_progress (PasarImportReading *self);
const GError *pasar_import_reading_get_error (PasarImportReading *self);
const char *pasar_import_reading_get_name (PasarImportReading *self);
const PasarTableFile *pasar_import_reading_get_file (PasarImportReading *self);
GArray *pasar_import_dup_sheets (const PasarTableFile *file);
const PasarReadingChoices *pasar_import_reading_get_choices (PasarImportReading *self);
void pasar_import_reading_set_choices (PasarImportReading *self,
                                       const PasarReadingChoices *choices);
PasarImportData *pasar_import_reading_get_data (PasarImportReading *self);
const PasarImportMapping *pasar_import_reading_get_mapping (PasarImportReading *self);
void pasar_import_reading_set_mapping (PasarImportReading *self, const PasarImportMapping *mapping);
PasarImport *pasar_import_reading_get_import (PasarImportReading *self);
PasarCommand *pasar_import_reading_apply (PasarImportReading *self);

G_END_DECLS
