/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write-private.h"

#include "formats/cell-value-private.h"
#include "formats/table-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Room for the button of a filter beside a title, in characters. */
#define BUTTON_WIDTH 3
#define WIDTH_MAX    80
#define TITLE_MAX    31

static const PasarTableWriterClass *
get_class (PasarTableFormat format)
{
  switch (format)
    {
    case PASAR_TABLE_XLSX:
      return &pasar_xlsx_writer;
    case PASAR_TABLE_ODS:
      return &pasar_ods_writer;
    case PASAR_TABLE_CSV:
    default:
      return &pasar_csv_writer;
    }
}

/* Of UTF-16, in which Excel counts. */
static guint
count_units (gunichar c)
{
  return c > 0xFFFF ? 2 : 1;
}

/* What Excel takes as the name of a sheet. */
static const char *
make_title (GStringChunk *texts, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) title = g_string_new (NULL);
  guint n = 0;

  for (const char *p = g_strchug (valid); *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      const gboolean is_taken = !g_unichar_iscntrl (c) && !pasar_xml_is_forbidden (c)
                                && (c >= 0x80 || strchr ("[]:*?/\\'", (int) c) == NULL);

      n += count_units (c);
      if (n > TITLE_MAX)
        break;
      g_string_append_unichar (title, is_taken ? c : ' ');
    }
  return g_string_chunk_insert (texts, *g_strstrip (title->str) != '\0' ? title->str : "Sheet1");
}

static void
copy_layout (PasarTableWriter *self, const PasarTableLayout *layout)
{
  self->texts = g_string_chunk_new (1024);
  self->layout = *layout;
  self->layout.title = make_title (self->texts, layout->title);
  self->layout.currency = g_string_chunk_insert (self->texts, layout->currency);
  self->columns = g_new (PasarTableColumn, layout->n_columns);
  for (guint i = 0; i < layout->n_columns; i++)
    {
      self->columns[i] = layout->columns[i];
      self->columns[i].title = g_string_chunk_insert (self->texts, layout->columns[i].title);
    }
  self->layout.columns = self->columns;
}

static gboolean
append_titles (PasarTableWriter *self, GError **error)
{
  g_autofree PasarTextCell *cells = g_new0 (PasarTextCell, self->layout.n_columns);

  for (guint i = 0; i < self->layout.n_columns; i++)
    cells[i].text = self->columns[i].title;
  return pasar_table_writer_append (self, cells, error);
}

/**
 * pasar_table_writer_new:
 * @file: the name that it shall have; a file of this name is replaced when all is written
 * @format: how
 * @layout: what the table is like
 * @cancellable: (nullable): stops the writer, whatever it does
 * @error: return location of a %G_IO_ERROR, %G_IO_ERROR_IS_DIRECTORY when the name is that of a
 * folder; or of a %PASAR_FORMAT_ERROR
 *
 * Begins a file with the titles as its first row, where it has any; in a spreadsheet this row stays
 * when the others are scrolled, and they can be filtered there.
 *
 * Returns: (transfer full) (nullable): the writer; %NULL with @error
 */
PasarTableWriter *
pasar_table_writer_new (GFile *file,
                        PasarTableFormat format,
                        const PasarTableLayout *layout,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (PasarTableWriter) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (layout->n_columns > 0, NULL);

  self = g_new0 (PasarTableWriter, 1);
  self->klass = get_class (format);
  copy_layout (self, layout);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  if (layout->n_columns > self->klass->columns_max)
    {
      pasar_set_too_large (error, _ ("The table has too many columns."));
      return NULL;
    }
  self->file = pasar_new_file_create (file, cancellable, error);
  if (self->file == NULL || !self->klass->begin (self, error)
      || (!layout->is_untitled && !append_titles (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * pasar_table_writer_free:
 * @self: (transfer full) (nullable): a writer
 *
 * Frees @self; what was not finished is removed.
 */
void
pasar_table_writer_free (PasarTableWriter *self)
{
  if (self == NULL)
    return;
  if (self->data != NULL)
    self->free_data (self->data);
  pasar_new_file_free (self->file);
  g_clear_object (&self->cancellable);
  g_free (self->columns);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static gboolean
is_too_long (const char *text, gsize max)
{
  gsize n = 0;

  if (strlen (text) <= max)
    return FALSE;
  for (; *text != '\0' && n <= max; text = g_utf8_next_char (text))
    n += count_units (g_utf8_get_char (text));
  return n > max;
}

gboolean
pasar_writer_set_too_large (GError **error)
{
  return pasar_set_too_large (error, _ ("The table is too large for one file."));
}

gboolean
pasar_writer_set_too_long (const PasarTableWriter *self, guint i, GError **error)
{
  g_set_error (error,
               PASAR_FORMAT_ERROR,
               PASAR_FORMAT_ERROR_TOO_LARGE,
               /* Translators: %s is the head of a column, %u the number of a row */
               _ ("The text under “%s” in row %u is too long for a spreadsheet. Export the "
                  "table as CSV."),
               self->columns[i].title,
               self->n_rows);
  return FALSE;
}

static gboolean
begin_row (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  if (self->n_rows == self->klass->rows_max)
    return pasar_set_too_large (error,
                                _ ("A spreadsheet cannot have so many rows. Export them as CSV."));
  self->n_rows++;
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      if (is_too_long (cells[i].text, self->klass->text_max))
        return pasar_writer_set_too_long (self, i, error);
    }
  return TRUE;
}

/**
 * pasar_table_writer_append:
 * @self: a writer
 * @cells: (array): the cells of the next row, valid UTF-8, as many as there are columns; an empty
 * text is an empty cell
 * @error: return location of a %G_IO_ERROR, such as %G_IO_ERROR_NO_SPACE, or of a
 * %PASAR_FORMAT_ERROR
 *
 * Writes a row. A cell with a number is one in the kind of its column, unless the cell is to stay a
 * text, or its number is none of that kind, such as a time that there is not, or one that programs
 * would round, of more than 15 digits; every other cell is a
 * text and nothing else, whatever it begins with.
 *
 * In XLSX a character that XML cannot hold is written as Excel does it, "_x0001_"; in ODS, which
 * has no such way, as "\uFFFD", and each end of a line as a paragraph. In CSV a text that
 * spreadsheets would take for a formula begins with an apostrophe: see
 * pasar_delimited_unprotect().
 *
 * Returns: whether it was written; after an error nothing else can be
 */
gboolean
pasar_table_writer_append (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !begin_row (self, cells, error))
    return FALSE;
  return self->klass->append (self, cells, error);
}

/**
 * pasar_table_writer_finish:
 * @self: a writer
 * @error: return location of a %G_IO_ERROR
 *
 * Ends the table and gives the file its name.
 *
 * Returns: whether the file is there; else there is what was there before
 */
gboolean
pasar_table_writer_finish (PasarTableWriter *self, GError **error)
{
  return self->klass->finish (self, error)
         && pasar_new_file_keep (self->file, self->cancellable, error);
}

/* Spreadsheets have no days before 1900, and do not agree on its own. */
static gboolean
is_time (const char *number)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (number, utc);

  return time != NULL && g_date_time_get_year (time) > 1900;
}

/* Whether a number has no more digits than so many from its first to its last one that is no 0. */
static gboolean
has_digits (const char *number, guint max)
{
  guint n = 0;
  guint n_zeros = 0;

  for (; *number != '\0' && g_ascii_toupper (*number) != 'E'; number++)
    {
      if (*number == '0' && n > 0)
        n_zeros++;
      else if (*number > '0' && *number <= '9')
        {
          n += n_zeros + 1;
          n_zeros = 0;
        }
    }
  return n <= max;
}

const char *
pasar_writer_get_number (const PasarTableWriter *self, const PasarTextCell *cell, guint i)
{
  const PasarCellKind kind = self->columns[i].kind;
  const guint digits_max = self->klass->digits_max;
  const char *number = cell->number;
  char value[PASAR_CELL_VALUE_MAX];

  if (cell->is_text || kind == PASAR_CELLS_TEXT || number == NULL)
    return NULL;
  if (kind == PASAR_CELLS_TIME)
    return is_time (number) ? number : NULL;
  return pasar_cell_value_from_number (number, strlen (number), value)
                 && (digits_max == 0 || has_digits (number, digits_max))
             ? number
             : NULL;
}

static guint
count_characters (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += g_unichar_iswide (g_utf8_get_char (text))
             ? 2
             : !g_unichar_iszerowidth (g_utf8_get_char (text));
  return n;
}

guint
pasar_writer_get_width (const PasarTableWriter *self, guint i)
{
  const guint title = count_characters (self->columns[i].title) + BUTTON_WIDTH;

  return MIN (MAX (self->columns[i].width, title), WIDTH_MAX);
}

gboolean
pasar_xml_is_forbidden (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
}
