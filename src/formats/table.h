/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_TEXT_TABLE_ROWS_MAX:
 *
 * The most rows that are read: as many as a sheet of a spreadsheet has.
 */
#define PASAR_TEXT_TABLE_ROWS_MAX 1048576

/**
 * PASAR_TEXT_TABLE_COLUMNS_MAX:
 *
 * The most columns that are read: as many as a sheet of a spreadsheet has.
 */
#define PASAR_TEXT_TABLE_COLUMNS_MAX 16384

/**
 * PASAR_TEXT_TABLE_CELLS_MAX:
 *
 * The most cells that are read, those included that fill up rows that are too short.
 */
#define PASAR_TEXT_TABLE_CELLS_MAX (16 * 1048576)

/**
 * PASAR_TEXT_TABLE_BYTES_MAX:
 *
 * The longest text that is read.
 */
#define PASAR_TEXT_TABLE_BYTES_MAX (256 * 1048576)

/**
 * PasarFormatError:
 * @PASAR_FORMAT_ERROR_NOT_TEXT: bytes that no text has
 * @PASAR_FORMAT_ERROR_NO_TABLE: there is no table in it
 * @PASAR_FORMAT_ERROR_TOO_LARGE: it has more bytes, rows, columns or cells than are read, or is
 * nested too deeply
 * @PASAR_FORMAT_ERROR_DAMAGED: a workbook that was cut off or changed by accident, or is none
 * @PASAR_FORMAT_ERROR_LOCKED: it can only be read with a password
 * @PASAR_FORMAT_ERROR_UNSUPPORTED: a file of another kind
 *
 * Why something cannot be read as a table. The message is a translated sentence.
 */
typedef enum
{
  PASAR_FORMAT_ERROR_NOT_TEXT,
  PASAR_FORMAT_ERROR_NO_TABLE,
  PASAR_FORMAT_ERROR_TOO_LARGE,
  PASAR_FORMAT_ERROR_DAMAGED,
  PASAR_FORMAT_ERROR_LOCKED,
  PASAR_FORMAT_ERROR_UNSUPPORTED,
} PasarFormatError;
#define PASAR_FORMAT_ERROR (pasar_format_error_quark ())
GQuark pasar_format_error_quark (void);

/**
 * PasarCellType:
 * @PASAR_CELL_TEXT: a text, whatever it looks like; also a number that is shown with zeros before
 * it, as codes are, and a cell without anything
 * @PASAR_CELL_NUMBER: a number: "-1234.5", without grouping and with a decimal point, as short as
 * the program that wrote it shows it; "1E+300" only where that is far too long
 * @PASAR_CELL_PERCENT: a number that is shown in percent; its text is the number, "0.125" for 12.5
 * %
 * @PASAR_CELL_DATE: a day, a time of day or both, by ISO 8601: "2024-02-29", "13:45:00",
 * "2024-02-29T13:45:00"
 * @PASAR_CELL_BOOLEAN: "TRUE" or "FALSE"
 * @PASAR_CELL_ERROR: what a formula came to that has no value: "#N/A"
 *
 * What a spreadsheet holds in a cell.
 */
typedef enum
{
  PASAR_CELL_TEXT,
  PASAR_CELL_NUMBER,
  PASAR_CELL_PERCENT,
  PASAR_CELL_DATE,
  PASAR_CELL_BOOLEAN,
  PASAR_CELL_ERROR,
} PasarCellType;

/**
 * PasarTextTable:
 * @n_rows: how many rows
 * @n_columns: how many columns the widest row has
 * @cells: (array): row by row, each of @n_columns; a row that was shorter ends in empty texts. All
 * are valid UTF-8
 * @types: (array) (nullable): a [enum@CellType] for each of @cells; %NULL: all are texts
 * @row_numbers: (array) (nullable): for each row where it stands in its sheet, from 1; %NULL: there
 * are no others between them
 * @hidden_rows: (array) (nullable): for each row whether the sheet hides it; %NULL: none is hidden
 * @decimal_point: what the numbers among the texts have before their decimals, "." or ",", where
 * the source proves it; 0 where it does not
 * @n_unvalued: how many cells have a formula whose value the file lacks, and are empty therefore
 * @is_cut: whether there are more rows, which the caller did not want
 *
 * A table of texts, as they were shown where they come from; where @types says that it is none, a
 * value as its type has it. Can be read in any thread.
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  const char **cells;
  guint8 *types;
  guint *row_numbers;
  guint8 *hidden_rows;
  char decimal_point;
  guint n_unvalued;
  gboolean is_cut;

  /*< private >*/
  gpointer texts;
  GDestroyNotify free_texts;
} PasarTextTable;

const char *pasar_text_table_get_text (const PasarTextTable *self, guint row, guint column);
PasarCellType pasar_text_table_get_cell_type (const PasarTextTable *self, guint row, guint column);
guint pasar_text_table_get_row_number (const PasarTextTable *self, guint row);
gboolean pasar_text_table_is_row_hidden (const PasarTextTable *self, guint row);
void pasar_text_table_free (PasarTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTextTable, pasar_text_table_free)

/**
 * PasarTableProgressFunc:
 * @done: how much is done, from 0 to 1
 * @user_data: what was given with the function
 *
 * Is called now and then in the thread that reads.
 */
typedef void (*PasarTableProgressFunc) (double done, gpointer user_data);

/**
 * PasarTextCell:
 * @text: as it is shown
 * @number: (nullable): its exact value with a decimal point, e.g. "1234.5", where @text may be
 * written another way or be rounded
 * @is_text: whether a spreadsheet is to keep it as it is: an id or a SKU, whatever it looks like
 *
 * A cell of a table that is written.
 */
typedef struct
{
  const char *text;
  const char *number;
  gboolean is_text;
} PasarTextCell;

char *pasar_percent_dup_text (const char *number);

G_END_DECLS
