/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"
#include "formats/numerals.h"

#include <string.h>

static PasarNumerals *
find (const char *text, char *decimal_point)
{
  g_autoptr (PasarTextTable) table = pasar_delimited_read (text, strlen (text), '\t', NULL);

  return pasar_numerals_find (table, 0, decimal_point);
}

static void
test_columns (void)
{
  static const struct
  {
    const char *text;
    char sign;
    PasarCertainty certainty;
  } cases[] = {
    { "9.90\n12.50", '.', PASAR_CERTAINTY_CERTAIN },
    { "9,90\n12,50", ',', PASAR_CERTAINTY_CERTAIN },
    { "1,234.50\n5", '.', PASAR_CERTAINTY_CERTAIN },
    { "1.234,50\n1.234", ',', PASAR_CERTAINTY_CERTAIN },
    { "1.234.567", ',', PASAR_CERTAINTY_CERTAIN },
    { "1,234,567", '.', PASAR_CERTAINTY_CERTAIN },
    { "0.125", '.', PASAR_CERTAINTY_CERTAIN },
    { "1234.567", '.', PASAR_CERTAINTY_CERTAIN },
    { "1 234,567", ',', PASAR_CERTAINTY_CERTAIN },
    { "1'234.50", '.', PASAR_CERTAINTY_CERTAIN },
    { ",5", ',', PASAR_CERTAINTY_CERTAIN },
    { "RM 9.90\n-RM 1,200.00", '.', PASAR_CERTAINTY_CERTAIN },
    { "12,50 zł\n8,00 €", ',', PASAR_CERTAINTY_CERTAIN },
    { "Rp19.900\nRp1.250.000", ',', PASAR_CERTAINTY_CERTAIN },
    /* With blanks that do not break, as programs write money. */
    { "R$\u00A01.234,50\n-R$\u00A09,90", ',', PASAR_CERTAINTY_CERTAIN },
    { "12,50\u00A0zł\n150.000,00\u202F₫\n\u2212€\u00A05,00", ',', PASAR_CERTAINTY_CERTAIN },
    /* Nothing has decimals or groups. */
    { "5\n12\n-", '\0', PASAR_CERTAINTY_CERTAIN },
    /* Each can be read in two ways; never guessed. */
    { "1.234\n19.900\n12", '\0', PASAR_CERTAINTY_UNCERTAIN },
    { "1,234\n999", '\0', PASAR_CERTAINTY_UNCERTAIN },
    /* Both ways in one column. */
    { "9.90\n12,50", '\0', PASAR_CERTAINTY_UNCERTAIN },
    /* No numbers. */
    { "A1\nB2\n5", '\0', PASAR_CERTAINTY_NONE },
    { "12.05.2024\n1.2.3", '\0', PASAR_CERTAINTY_NONE },
    { "1,234.567,8\n1.2345.678", '\0', PASAR_CERTAINTY_NONE },
    { "Shirt 12.50 red", '\0', PASAR_CERTAINTY_NONE },
    { "$/kg 12.50", '\0', PASAR_CERTAINTY_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char sign;
      g_autofree PasarNumerals *found = find (cases[i].text, &sign);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (found->decimal_point, ==, cases[i].sign);
      g_assert_cmpint (found->certainty, ==, cases[i].certainty);
      g_assert_cmpint (sign, ==, cases[i].sign);
    }
}

/* What one column proves makes the others likely, as long as none says otherwise. */
static void
test_table (void)
{
  char sign;
  g_autofree PasarNumerals *proven = find ("A1\t1.234\t9,90\nA2\t19.900\t5,00\n", &sign);
  g_autofree PasarNumerals *differing = NULL;

  g_assert_cmpint (sign, ==, ',');
  g_assert_cmpint (proven[0].certainty, ==, PASAR_CERTAINTY_NONE);
  g_assert_cmpint (proven[1].certainty, ==, PASAR_CERTAINTY_LIKELY);
  g_assert_cmpint (proven[1].decimal_point, ==, ',');
  g_assert_cmpuint (proven[1].n_ambiguous, ==, 2);
  g_assert_cmpint (proven[2].certainty, ==, PASAR_CERTAINTY_CERTAIN);

  differing = find ("9.90\t1.234\t9,90\n", &sign);
  g_assert_cmpint (sign, ==, '\0');
  g_assert_cmpint (differing[0].decimal_point, ==, '.');
  g_assert_cmpint (differing[1].certainty, ==, PASAR_CERTAINTY_UNCERTAIN);
  g_assert_cmpint (differing[1].decimal_point, ==, '\0');
}

/* A value of a workbook has a point whatever its locale. */
static void
test_values (void)
{
  const char *cells[] = { "1.234", "19.9", "x" };
  guint8 types[] = { PASAR_CELL_NUMBER, PASAR_CELL_NUMBER, PASAR_CELL_TEXT };
  const PasarTextTable table = { .n_rows = 3, .n_columns = 1, .cells = cells, .types = types };
  char sign;
  g_autofree PasarNumerals *found = pasar_numerals_find (&table, 0, &sign);

  g_assert_cmpuint (found->n_numbers, ==, 2);
  g_assert_cmpuint (found->n_ambiguous, ==, 0);
  g_assert_cmpint (found->certainty, ==, PASAR_CERTAINTY_CERTAIN);
  g_assert_cmpint (sign, ==, '\0');
}

/* Amounts written with two decimals and groups are never taken for something else. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      const char point = g_test_rand_bit () ? '.' : ',';
      const gboolean has_decimals = g_test_rand_bit ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree PasarNumerals *found = NULL;
      char sign;

      for (gint n = g_test_rand_int_range (1, 10); n > 0; n--)
        {
          const guint value = (guint) g_test_rand_int_range (0, 3000000);

          if (value >= 1000000)
            g_string_append_printf (text, "%u%c", value / 1000000, point == '.' ? ',' : '.');
          if (value >= 1000)
            g_string_append_printf (text,
                                    value >= 1000000 ? "%03u%c" : "%u%c",
                                    value / 1000 % 1000,
                                    point == '.' ? ',' : '.');
          g_string_append_printf (text, value >= 1000 ? "%03u" : "%u", value % 1000);
          if (has_decimals)
            g_string_append_printf (text, "%c%02d", point, g_test_rand_int_range (0, 100));
          g_string_append_c (text, '\n');
        }
      g_test_message ("%s", text->str);
      found = find (text->str, &sign);
      g_assert_cmpuint (found->n_numbers, ==, found->n_filled);
      g_assert_true (sign == point || (sign == '\0' && !has_decimals));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/numerals/columns", test_columns);
  g_test_add_func ("/numerals/table", test_table);
  g_test_add_func ("/numerals/values", test_values);
  g_test_add_func ("/numerals/random", test_random);

  return g_test_run ();
}
