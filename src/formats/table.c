/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/table-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * pasar_format_error_quark:
 *
 * The domain of [error@FormatError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_format_error, pasar_format_error)

/**
 * pasar_text_table_free:
 * @self: (transfer full) (nullable): a table
 *
 * Frees @self with its texts.
 */
void
pasar_text_table_free (PasarTextTable *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self->types);
  g_free (self->row_numbers);
  g_free (self->hidden_rows);
  self->free_texts (self->texts);
  g_free (self);
}

/**
 * pasar_text_table_get_text:
 * @self: a table
 * @row: less than its rows
 * @column: less than its columns
 *
 * Reads a cell.
 *
 * Returns: the text of a cell, empty when there is none
 */
const char *
pasar_text_table_get_text (const PasarTextTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows && column < self->n_columns, "");

  return self->cells[(gsize) row * self->n_columns + column];
}

/**
 * pasar_text_table_get_cell_type:
 * @self: a table
 * @row: less than its rows
 * @column: less than its columns
 *
 * Tells texts that look like numbers from numbers.
 *
 * Returns: what kind of value a cell holds
 */
PasarCellType
pasar_text_table_get_cell_type (const PasarTextTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows && column < self->n_columns,
                        PASAR_CELL_TEXT);

  return self->types != NULL ? self->types[(gsize) row * self->n_columns + column]
                             : PASAR_CELL_TEXT;
}

/**
 * pasar_text_table_get_row_number:
 * @self: a table
 * @row: less than its rows
 *
 * Names a row as the program does that shows the file.
 *
 * Returns: the number that a row has in its sheet, from 1
 */
guint
pasar_text_table_get_row_number (const PasarTextTable *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows, 0);

  return self->row_numbers != NULL ? self->row_numbers[row] : row + 1;
}

/**
 * pasar_text_table_is_row_hidden:
 * @self: a table
 * @row: less than its rows
 *
 * Tells rows that the seller does not see in the file.
 *
 * Returns: whether the sheet hides a row, by hand or by a filter
 */
gboolean
pasar_text_table_is_row_hidden (const PasarTextTable *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->n_rows, FALSE);

  return self->hidden_rows != NULL && self->hidden_rows[row];
}

void
pasar_table_builder_init (PasarTableBuilder *self)
{
  *self = (PasarTableBuilder){ 0 };
  self->cells = g_array_new (FALSE, FALSE, sizeof (char *));
  self->row_ends = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
pasar_table_builder_clear (PasarTableBuilder *self)
{
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->types, g_byte_array_unref);
  g_clear_pointer (&self->row_ends, g_array_unref);
  g_clear_pointer (&self->row_numbers, g_array_unref);
  g_clear_pointer (&self->hidden, g_byte_array_unref);
}

gboolean
pasar_set_too_large (GError **error, const char *sentence)
{
  g_set_error_literal (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_TOO_LARGE, sentence);
  return FALSE;
}

gboolean
pasar_set_damaged (GError **error)
{
  g_set_error_literal (error,
                       PASAR_FORMAT_ERROR,
                       PASAR_FORMAT_ERROR_DAMAGED,
                       _ ("The file is damaged or incomplete. Save or download it again."));
  return FALSE;
}

gboolean
pasar_set_locked (GError **error)
{
  g_set_error_literal (error,
                       PASAR_FORMAT_ERROR,
                       PASAR_FORMAT_ERROR_LOCKED,
                       _ ("The file is protected by a password. Save it without one."));
  return FALSE;
}

gboolean
pasar_set_unsupported (GError **error)
{
  g_set_error_literal (
      error,
      PASAR_FORMAT_ERROR,
      PASAR_FORMAT_ERROR_UNSUPPORTED,
      _ ("This is not a spreadsheet that can be read. Save it as .xlsx, .ods or .csv."));
  return FALSE;
}

static gboolean
set_too_many_cells (GError **error)
{
  return pasar_set_too_large (error,
                              _ ("The table has too many cells. Take it over in several parts."));
}

static guint
get_row_start (const PasarTableBuilder *self, guint row)
{
  return row > 0 ? g_array_index (self->row_ends, guint, row - 1) : 0;
}

/* So many bytes of 0, which stand for what there was before the first that is not. */
static GByteArray *
new_zeros (guint length)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_set_size (bytes, length);
  if (length > 0)
    memset (bytes->data, 0, length);
  return bytes;
}

gboolean
pasar_table_builder_add_value (PasarTableBuilder *self,
                               const char *text,
                               PasarCellType type,
                               GError **error)
{
  const guint start = get_row_start (self, self->row_ends->len);
  const guint8 byte = (guint8) type;

  if (self->cells->len - start == PASAR_TEXT_TABLE_COLUMNS_MAX)
    return pasar_set_too_large (error, _ ("The table has too many columns."));
  if (self->cells->len == PASAR_TEXT_TABLE_CELLS_MAX)
    return set_too_many_cells (error);
  if (self->types == NULL && type != PASAR_CELL_TEXT)
    self->types = new_zeros (self->cells->len);
  if (self->types != NULL)
    g_byte_array_append (self->types, &byte, 1);
  g_array_append_val (self->cells, text);
  return TRUE;
}

gboolean
pasar_table_builder_add_cell (PasarTableBuilder *self, const char *text, GError **error)
{
  return pasar_table_builder_add_value (self, text, PASAR_CELL_TEXT, error);
}

gboolean
pasar_table_builder_end_row (PasarTableBuilder *self, GError **error)
{
  const guint start = get_row_start (self, self->row_ends->len);

  if (self->row_ends->len == PASAR_TEXT_TABLE_ROWS_MAX)
    return pasar_set_too_large (error,
                                _ ("The table has too many rows. Take it over in several parts."));
  /* Most tables are as wide as their first row, and need no other room when they end. */
  while (self->cells->len - start < self->n_columns)
    {
      if (!pasar_table_builder_add_cell (self, "", error))
        return FALSE;
    }
  self->n_columns = self->cells->len - start;
  g_array_append_val (self->row_ends, self->cells->len);
  return TRUE;
}

gboolean
pasar_table_builder_end_row_at (PasarTableBuilder *self,
                                guint number,
                                gboolean is_hidden,
                                GError **error)
{
  const guint n_before = self->row_ends->len;
  const guint8 byte = is_hidden;

  if (!pasar_table_builder_end_row (self, error))
    return FALSE;
  if (self->row_numbers == NULL && number != n_before + 1)
    {
      self->row_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 1; i <= n_before; i++)
        g_array_append_val (self->row_numbers, i);
    }
  if (self->row_numbers != NULL)
    {
      self->is_shuffled =
          self->is_shuffled
          || (n_before > 0 && g_array_index (self->row_numbers, guint, n_before - 1) > number);
      g_array_append_val (self->row_numbers, number);
    }
  if (self->hidden == NULL && is_hidden)
    self->hidden = new_zeros (n_before);
  if (self->hidden != NULL)
    g_byte_array_append (self->hidden, &byte, 1);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer numbers)
{
  const guint row_a = *(const guint *) a;
  const guint row_b = *(const guint *) b;
  const guint number_a = g_array_index ((GArray *) numbers, guint, row_a);
  const guint number_b = g_array_index ((GArray *) numbers, guint, row_b);

  return number_a != number_b ? (number_a > number_b) - (number_a < number_b)
                              : (row_a > row_b) - (row_a < row_b);
}

static guint *
dup_order (const PasarTableBuilder *self)
{
  guint *order = g_new (guint, self->row_ends->len);

  for (guint row = 0; row < self->row_ends->len; row++)
    order[row] = row;
  if (self->is_shuffled)
    g_qsort_with_data (order,
                       (gint) self->row_ends->len,
                       sizeof *order,
                       compare_rows,
                       self->row_numbers);
  return order;
}

/* The table with as many cells in each row, and the rows in their order. */
static void
lay_out (const PasarTableBuilder *self, PasarTextTable *table)
{
  const char *const *cells = (const char *const *) (gpointer) self->cells->data;
  const gsize n_cells = (gsize) table->n_rows * table->n_columns;
  g_autofree guint *order = dup_order (self);
  gsize n = 0;

  table->cells = g_new (const char *, n_cells);
  if (self->types != NULL)
    table->types = g_new0 (guint8, n_cells);
  if (self->row_numbers != NULL)
    table->row_numbers = g_new (guint, table->n_rows);
  if (self->hidden != NULL)
    table->hidden_rows = g_new (guint8, table->n_rows);
  for (guint row = 0; row < table->n_rows; row++)
    {
      const guint start = get_row_start (self, order[row]);
      const guint width = g_array_index (self->row_ends, guint, order[row]) - start;

      for (guint i = 0; i < table->n_columns; i++)
        table->cells[n + i] = i < width ? cells[start + i] : "";
      if (table->types != NULL)
        memcpy (table->types + n, self->types->data + start, width);
      if (table->row_numbers != NULL)
        table->row_numbers[row] = g_array_index (self->row_numbers, guint, order[row]);
      if (table->hidden_rows != NULL)
        table->hidden_rows[row] = self->hidden->data[order[row]];
      n += table->n_columns;
    }
}

static guint8 *
steal_bytes (GByteArray **bytes)
{
  return *bytes != NULL ? g_byte_array_free (g_steal_pointer (bytes), FALSE) : NULL;
}

static gpointer
steal_data (GArray **array)
{
  return *array != NULL ? g_array_free (g_steal_pointer (array), FALSE) : NULL;
}

/* The same, where all is as it is to be. */
static void
take_over (PasarTableBuilder *self, PasarTextTable *table)
{
  table->cells = steal_data (&self->cells);
  table->types = steal_bytes (&self->types);
  table->row_numbers = steal_data (&self->row_numbers);
  table->hidden_rows = steal_bytes (&self->hidden);
}

PasarTextTable *
pasar_table_builder_finish (PasarTableBuilder *self,
                            gpointer texts,
                            GDestroyNotify free_texts,
                            GError **error)
{
  const guint64 n_cells = (guint64) self->row_ends->len * self->n_columns;
  PasarTextTable *table;

  if (n_cells > PASAR_TEXT_TABLE_CELLS_MAX)
    {
      free_texts (texts);
      set_too_many_cells (error);
      return NULL;
    }
  table = g_new0 (PasarTextTable, 1);
  table->n_rows = self->row_ends->len;
  table->n_columns = self->n_columns;
  if (n_cells == self->cells->len && !self->is_shuffled)
    take_over (self, table);
  else
    lay_out (self, table);
  table->texts = texts;
  table->free_texts = free_texts;
  return table;
}

/**
 * pasar_percent_dup_text:
 * @number: a fraction as a number with a decimal point: "-0.125"
 *
 * Writes a fraction as a percentage, with all of its decimals.
 *
 * Returns: (transfer full): "-12.5%"
 */
char *
pasar_percent_dup_text (const char *number)
{
  const char *start = number + (*number == '-');
  const char *point = strchr (start, '.');
  const gsize n_whole = point != NULL ? (gsize) (point - start) : strlen (start);
  GString *digits = g_string_new_len (start, (gssize) n_whole);
  const char *decimals = point != NULL ? point + 1 : "";
  gsize n_zeros;

  for (guint i = 0; i < 2; i++)
    g_string_append_c (digits, *decimals != '\0' ? *decimals++ : '0');
  n_zeros = strspn (digits->str, "0");
  g_string_erase (digits, 0, (gssize) MIN (n_zeros, digits->len - 1));
  g_string_append_printf (digits, "%s%s%%", *decimals != '\0' ? "." : "", decimals);
  if (start > number)
    g_string_prepend_c (digits, '-');
  return g_string_free (digits, FALSE);
}
