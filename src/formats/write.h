/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarTableFormat:
 * @PASAR_TABLE_XLSX: a workbook of Excel
 * @PASAR_TABLE_ODS: a spreadsheet of OpenDocument
 * @PASAR_TABLE_CSV: text; see [method@TableWriter.append] for what becomes of formulas
 *
 * How a table is written.
 */
typedef enum
{
  PASAR_TABLE_XLSX,
  PASAR_TABLE_ODS,
  PASAR_TABLE_CSV,
} PasarTableFormat;

/**
 * PasarCellKind:
 * @PASAR_CELLS_TEXT: texts, ids and SKUs among them
 * @PASAR_CELLS_MONEY: amounts in the currency of the table
 * @PASAR_CELLS_PIECES: whole numbers
 * @PASAR_CELLS_PERCENT: fractions, shown in percent: 0.025 is "+2.5 %"
 * @PASAR_CELLS_TIME: points in time of the seller's clock: their number is "2026-11-22T10:29:00"
 * @PASAR_CELLS_BOOLEAN: yes or no: their number is "1" or "0"
 * @PASAR_CELLS_NUMBER: numbers as they are
 *
 * What the cells of a column are that are no texts.
 */
typedef enum
{
  PASAR_CELLS_TEXT,
  PASAR_CELLS_MONEY,
  PASAR_CELLS_PIECES,
  PASAR_CELLS_PERCENT,
  PASAR_CELLS_TIME,
  PASAR_CELLS_BOOLEAN,
  PASAR_CELLS_NUMBER,
} PasarCellKind;

/**
 * PASAR_N_CELL_KINDS:
 *
 * How many [enum@CellKind] there are, for arrays with something for each.
 */
#define PASAR_N_CELL_KINDS (PASAR_CELLS_NUMBER + 1)

/**
 * PasarTableColumn:
 * @title: its head
 * @kind: what its numbers are
 * @width: in characters
 *
 * A column of a table that is written.
 */
typedef struct
{
  const char *title;
  PasarCellKind kind;
  guint width;
} PasarTableColumn;

/**
 * PasarTableLayout:
 * @title: of the sheet; shortened and without the characters that Excel takes in none
 * @columns: (array length=n_columns): from the first to the last
 * @n_columns: how many
 * @currency: the code of that of the amounts, such as "SGD"
 * @digits: decimals of the amounts
 * @has_shared_texts: of XLSX: whether the texts are kept as Excel keeps them, for programs that
 * read no others; for this the table has to be in the memory
 * @is_untitled: whether there is no row of the titles: the rows are all there is
 * @separator: of CSV: what stands between two cells
 * @decimal_point: of CSV: what stands before decimals
 * @has_mark: of CSV: whether it begins with the byte order mark, without which Excel does not take
 * it for UTF-8
 *
 * What a table is like, whatever its rows.
 */
typedef struct
{
  const char *title;
  const PasarTableColumn *columns;
  guint n_columns;
  const char *currency;
  guint digits;
  gboolean has_shared_texts;
  gboolean is_untitled;
  char separator;
  char decimal_point;
  gboolean has_mark;
} PasarTableLayout;

/**
 * PasarTableWriter:
 *
 * Writes a table to a file, row by row, with the memory of a few rows. All of it blocks: for a
 * thread, and only one at a time. The file has its name when all of it is on the disk; until then
 * the name has what it had before, also when the writer is freed, the disk is full or the program
 * is killed.
 */
typedef struct _PasarTableWriter PasarTableWriter;

PasarTableWriter *pasar_table_writer_new (GFile *file,
                                          PasarTableFormat format,
                                          const PasarTableLayout *layout,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean
pasar_table_writer_append (PasarTableWriter *self, const PasarTextCell *cells, GError **error);
gboolean pasar_table_writer_finish (PasarTableWriter *self, GError **error);
void pasar_table_writer_free (PasarTableWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTableWriter, pasar_table_writer_free)

G_END_DECLS
