/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define LINE_LENGTH 1024
#define WIDTH       12

/* Writes the table that stands in its input, as CSV without quotes, to a file, and prints what it
 * took: seconds, and the most memory of the whole program in MB:
 * `pasar-write-table xlsx|ods|csv FILE KINDS`, with the number of each column's kind. */

static PasarTableFormat
get_format (const char *name)
{
  if (g_str_equal (name, "xlsx"))
    return PASAR_TABLE_XLSX;
  return g_str_equal (name, "ods") ? PASAR_TABLE_ODS : PASAR_TABLE_CSV;
}

/* Cuts a line into its cells. */
static gboolean
read_line (char *line, PasarTextCell *cells, guint n)
{
  char *at = line;

  if (fgets (line, LINE_LENGTH, stdin) == NULL)
    return FALSE;
  line[strcspn (line, "\n")] = '\0';
  for (guint i = 0; i < n; i++)
    {
      char *cell = strsep (&at, ",");

      cells[i].text = cells[i].number = cell != NULL ? cell : "";
    }
  return TRUE;
}

static gboolean
write_table (PasarTableFormat format, GFile *file, const char *kinds, GError **error)
{
  const guint n = (guint) strlen (kinds);
  g_autofree PasarTableColumn *columns = g_new0 (PasarTableColumn, n);
  g_autofree PasarTextCell *cells = g_new0 (PasarTextCell, n);
  const PasarTableLayout layout = {
    .title = "list",
    .columns = columns,
    .n_columns = n,
    .currency = "SGD",
    .digits = 2,
    .separator = ',',
    .decimal_point = '.',
  };
  g_autoptr (PasarTableWriter) writer = NULL;
  char line[LINE_LENGTH];

  if (!read_line (line, cells, n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    columns[i] = (PasarTableColumn){ cells[i].text, (PasarCellKind) (kinds[i] - '0'), WIDTH };
  writer = pasar_table_writer_new (file, format, &layout, NULL, error);
  while (writer != NULL && read_line (line, cells, n))
    {
      if (!pasar_table_writer_append (writer, cells, error))
        return FALSE;
    }
  return writer != NULL && pasar_table_writer_finish (writer, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  struct rusage usage;

  g_return_val_if_fail (argc == 4, 2);

  file = g_file_new_for_commandline_arg (argv[2]);
  if (!write_table (get_format (argv[1]), file, argv[3], &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "there is nothing to write");
      return 1;
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%.3f %.1f\n",
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
           (double) usage.ru_maxrss / 1024);
  return 0;
}
