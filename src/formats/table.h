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
 *
 * Why something cannot be read as a table. The message is a translated sentence.
 */
typedef enum
{
  PASAR_FORMAT_ERROR_NOT_TEXT,
  PASAR_FORMAT_ERROR_NO_TABLE,
  PASAR_FORMAT_ERROR_TOO_LARGE,
} PasarFormatError;
#define PASAR_FORMAT_ERROR (pasar_format_error_quark ())
GQuark pasar_format_error_quark (void);

/**
 * PasarTextTable:
 * @n_rows: how many rows
 * @n_columns: how many columns the widest row has
 * @cells: (array): row by row, each of @n_columns; a row that was shorter ends in empty texts. All
 * are valid UTF-8
 * @decimal_point: what the numbers of the table have before their decimals, "." or ",", where the
 * source proves it; 0 where it does not
 *
 * A table of texts, as they were shown where they come from. Can be read in any thread.
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  const char **cells;
  char decimal_point;

  /*< private >*/
  gpointer texts;
  GDestroyNotify free_texts;
} PasarTextTable;

void pasar_text_table_free (PasarTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTextTable, pasar_text_table_free)

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

G_END_DECLS
