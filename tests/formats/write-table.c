/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* Writes the table that stands in its input: `write-table xlsx|ods|csv FILE TITLE CURRENCY DIGITS
 * POINT`, the last what stands before decimals. Rows end in U+001E, cells in U+001F. The first row
 * has the columns, each "KIND:TITLE" with the number of the kind; a cell is "t" and its text, or
 * "n", its number, U+001D and its text. */

static PasarTableFormat
get_format (const char *name)
{
  if (g_str_equal (name, "xlsx"))
    return PASAR_TABLE_XLSX;
  return g_str_equal (name, "ods") ? PASAR_TABLE_ODS : PASAR_TABLE_CSV;
}

static GBytes *
read_all (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return g_byte_array_free_to_bytes (bytes);
}

static PasarTextCell
read_cell (char *cell)
{
  char *text = strchr (cell, '\x1D');

  if (*cell == 't')
    return (PasarTextCell){ .text = cell + 1 };
  *text = '\0';
  return (PasarTextCell){ .text = text + 1, .number = cell + 1 };
}

static gboolean
append_row (PasarTableWriter *writer, const char *row, GError **error)
{
  g_auto (GStrv) cells = g_strsplit (row, "\x1F", -1);
  const guint n = g_strv_length (cells) - 1;
  g_autofree PasarTextCell *values = g_new0 (PasarTextCell, n);

  for (guint i = 0; i < n; i++)
    values[i] = read_cell (cells[i]);
  return pasar_table_writer_append (writer, values, error);
}

static gboolean
write_table (char **argv, char **rows, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[2]);
  g_auto (GStrv) heads = g_strsplit (rows[0], "\x1F", -1);
  const guint n = g_strv_length (heads) - 1;
  g_autofree PasarTableColumn *columns = g_new0 (PasarTableColumn, n);
  const PasarTableLayout layout = {
    .title = argv[3],
    .columns = columns,
    .n_columns = n,
    .currency = argv[4],
    .digits = (guint) atoi (argv[5]),
    .separator = *argv[6] == ',' ? ';' : ',',
    .decimal_point = *argv[6],
  };
  g_autoptr (PasarTableWriter) writer = NULL;

  for (guint i = 0; i < n; i++)
    columns[i] = (PasarTableColumn){ heads[i] + 2, (PasarCellKind) (heads[i][0] - '0'), 12 };
  writer = pasar_table_writer_new (file, get_format (argv[1]), &layout, NULL, error);
  for (guint i = 1; writer != NULL && rows[i + 1] != NULL; i++)
    {
      if (!append_row (writer, rows[i], error))
        return FALSE;
    }
  return writer != NULL && pasar_table_writer_finish (writer, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GBytes) bytes = read_all ();
  g_auto (GStrv) rows = g_strsplit (g_bytes_get_data (bytes, NULL), "\x1E", -1);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 7)
    return 2;
  if (write_table (argv, rows, &error))
    return 0;
  fprintf (stderr, "%s\n", error->message);
  return 1;
}
