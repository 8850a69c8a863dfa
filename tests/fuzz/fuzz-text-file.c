/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/damage.h"
#include "formats/delimited-file.h"
#include "formats/head.h"
#include "formats/numerals.h"
#include "fuzz.h"
#include "read-table.h"

/* What is found out in a table, whatever it holds. */
static void
look_at (const PasarTextTable *table)
{
  const PasarHead head = pasar_head_find (table);
  char decimal_point;
  g_autofree PasarNumerals *numerals = pasar_numerals_find (table, head.first_row, &decimal_point);

  g_assert_cmpuint (head.first_row, <=, table->n_rows);
  for (guint column = 0; column < MIN (table->n_columns, 4); column++)
    {
      const PasarCodeColumn codes = { column, head.first_row, column % 2 == 0, NULL, NULL };
      g_autoptr (GArray) found = pasar_damage_find (table, &codes);

      g_assert_cmpuint (found->len, <=, table->n_rows - head.first_row);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  const PasarTextOptions first_rows = { .max_rows = 3 };
  PasarTextFindings findings;
  GError *error = NULL;
  PasarTextTable *table = pasar_delimited_read_file ((const char *) data,
                                                     length,
                                                     NULL,
                                                     &findings,
                                                     NULL,
                                                     NULL,
                                                     NULL,
                                                     &error);

  if (table != NULL)
    look_at (table);
  fuzz_check (table, g_steal_pointer (&error));
  table = pasar_delimited_read_file ((const char *) data,
                                     length,
                                     &first_rows,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     &error);
  if (table != NULL)
    g_assert_cmpuint (table->n_rows, <=, first_rows.max_rows);
  fuzz_check (table, error);
  return 0;
}
