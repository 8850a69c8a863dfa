/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/delimited-file.h"
#include "formats/table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PASAR_TABLE_FILE_BYTES_MAX:
 *
 * The largest file that is opened.
 */
#define PASAR_TABLE_FILE_BYTES_MAX (256 * 1024 * 1024)

/**
 * PasarTableFileKind:
 * @PASAR_TABLE_FILE_TEXT: delimited text: CSV, TSV and their like
 * @PASAR_TABLE_FILE_XLSX: an Office Open XML workbook: .xlsx, .xlsm, and templates of them
 * @PASAR_TABLE_FILE_ODS: an OpenDocument spreadsheet
 * @PASAR_TABLE_FILE_HTML: a page with tables, which programs like to write by the name of a
 * workbook
 *
 * What a file is, by its content; names lie.
 */
typedef enum
{
  PASAR_TABLE_FILE_TEXT,
  PASAR_TABLE_FILE_XLSX,
  PASAR_TABLE_FILE_ODS,
  PASAR_TABLE_FILE_HTML,
} PasarTableFileKind;

/**
 * PasarTableFile:
 *
 * A file of tables, open for reading. Its functions may block for as long as the disk takes, so
 * that they belong into a thread; several threads may read from one at a time. The file on disk
 * must not be written to meanwhile, but may be replaced.
 */
typedef struct _PasarTableFile PasarTableFile;

PasarTableFile *pasar_table_file_open (const char *path, GCancellable *cancellable, GError **error);
PasarTableFile *
pasar_table_file_open_bytes (GBytes *bytes, GCancellable *cancellable, GError **error);
void pasar_table_file_free (PasarTableFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTableFile, pasar_table_file_free)

PasarTableFileKind pasar_table_file_get_kind (const PasarTableFile *self);
guint pasar_table_file_get_n_sheets (const PasarTableFile *self);
const char *pasar_table_file_get_sheet_name (const PasarTableFile *self, guint sheet);
gboolean pasar_table_file_is_sheet_hidden (const PasarTableFile *self, guint sheet);
PasarTextTable *pasar_table_file_read_sheet (const PasarTableFile *self,
                                             guint sheet,
                                             guint max_rows,
                                             PasarTableProgressFunc progress,
                                             gpointer user_data,
                                             GCancellable *cancellable,
                                             GError **error);

PasarTextTable *pasar_table_file_read_text (const PasarTableFile *self,
                                            const PasarTextOptions *options,
                                            PasarTextFindings *findings,
                                            PasarTableProgressFunc progress,
                                            gpointer user_data,
                                            GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
