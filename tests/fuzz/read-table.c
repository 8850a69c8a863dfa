/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "read-table.h"

void
fuzz_check (PasarTextTable *table, GError *error)
{
  g_assert_true ((table != NULL) == (error == NULL));
  g_assert_true (error == NULL || error->domain == PASAR_FORMAT_ERROR);
  for (guint row = 0; table != NULL && row < table->n_rows; row++)
    {
      g_assert_cmpuint (pasar_text_table_get_row_number (table, row), >, 0);
      for (guint column = 0; column < table->n_columns; column++)
        {
          g_assert_true (
              g_utf8_validate (pasar_text_table_get_text (table, row, column), -1, NULL));
          g_assert_cmpuint (pasar_text_table_get_cell_type (table, row, column),
                            <=,
                            PASAR_CELL_ERROR);
        }
    }
  pasar_text_table_free (table);
  g_clear_error (&error);
}

void
fuzz_read (GBytes *bytes)
{
  GError *error = NULL;
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);

  if (file == NULL)
    fuzz_check (NULL, error);
  for (guint i = 0; file != NULL && i < pasar_table_file_get_n_sheets (file); i++)
    {
      PasarTextTable *table = pasar_table_file_read_sheet (file, i, 0, NULL, NULL, NULL, &error);

      fuzz_check (table, error);
      error = NULL;
    }
}
