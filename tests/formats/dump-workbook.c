/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/damage.h"
#include "formats/numerals.h"
#include "workbook-fixture.h"

#include <stdio.h>

static gboolean
knows_cb (const char *code, gpointer user_data)
{
  return g_strv_contains (user_data, code);
}

static void
print_damage (const PasarTextTable *table, char **known)
{
  const PasarCodeColumn codes = { .knows = knows_cb, .user_data = known };
  g_autoptr (GArray) found = pasar_damage_find (table, &codes);

  for (guint i = 0; i < found->len; i++)
    {
      const PasarDamage *damage = &g_array_index (found, PasarDamage, i);

      printf ("%u%c ", damage->row, "ERZDXNA"[damage->kind]);
    }
}

static void
print_point (const PasarTextTable *table)
{
  char decimal_point;
  g_autofree PasarNumerals *numerals = pasar_numerals_find (table, 1, &decimal_point);

  printf ("%c\n", decimal_point);
}

/* Prints all that is read of a file, for comparing it with what another program made of the same:
 * each sheet's name, and its values as fixture_dup_values() has them. With `--numerals` also what
 * stands before decimals; with codes of a shop also which of those in the first column are damaged:
 * the row, and how. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = NULL;

  g_return_val_if_fail (argc >= 2, 2);

  file = pasar_table_file_open (argv[1], NULL, &error);
  for (guint i = 0; file != NULL && i < pasar_table_file_get_n_sheets (file); i++)
    {
      g_autoptr (PasarTextTable) table =
          pasar_table_file_read_sheet (file, i, 0, NULL, NULL, NULL, &error);
      g_autofree char *values = table != NULL ? fixture_dup_values (table) : NULL;

      if (table == NULL)
        break;
      printf ("%s%s\n%s\n",
              pasar_table_file_is_sheet_hidden (file, i) ? "~" : "",
              pasar_table_file_get_sheet_name (file, i),
              values);
      if (argc > 2 && g_str_equal (argv[2], "--numerals"))
        print_point (table);
      else if (argc > 2)
        print_damage (table, argv + 2);
    }
  if (error != NULL)
    printf ("error %d: %s\n", error->code, error->message);
  return error != NULL;
}
