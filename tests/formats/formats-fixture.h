/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

/* The cells as a test can say them: "¦" between two of a row, "¶" after each row. */
static inline char *
fixture_dup_cells (const PasarTextTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < table->n_rows; row++)
    {
      for (guint column = 0; column < table->n_columns; column++)
        g_string_append_printf (text,
                                "%s%s",
                                column > 0 ? "¦" : "",
                                table->cells[(gsize) row * table->n_columns + column]);
      g_string_append (text, "¶");
    }
  return g_string_free (text, FALSE);
}

static inline void
fixture_assert_cells (PasarTextTable *table, GError *error, const char *input, const char *expected)
{
  g_autofree char *cells = NULL;

  g_test_message ("%s", input);
  g_assert_no_error (error);
  g_assert_nonnull (table);
  cells = fixture_dup_cells (table);
  g_assert_cmpstr (cells, ==, expected);
}

G_END_DECLS
