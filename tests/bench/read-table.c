/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/file.h"

#include <sys/resource.h>

/* Reads the first sheet of a file and prints what it took: seconds, rows, and the most memory of
 * the whole program in MB. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = NULL;
  g_autoptr (PasarTextTable) table = NULL;
  const gint64 start = g_get_monotonic_time ();
  struct rusage usage;

  g_return_val_if_fail (argc == 2, 2);

  file = pasar_table_file_open (argv[1], NULL, &error);
  if (file != NULL)
    table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
  if (table == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%.3f %u %.1f\n",
           (g_get_monotonic_time () - start) / 1e6,
           table->n_rows,
           usage.ru_maxrss / 1024.0);
  return 0;
}
