/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats-fixture.h"
#include "formats/delimited.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *cells;
} Case;

/* As Calc, Excel and Sheets have it on the clipboard, and as text that looks like it. */
static const Case cases[] = {
  { "", "" },
  { "12.50", "12.50¶" },
  { "12.50\n", "12.50¶" },
  { "\n", "¶" },
  { "a\tb\nc\td", "a¦b¶c¦d¶" },
  { "a\tb\r\nc\td\r\n", "a¦b¶c¦d¶" },
  { "a\tb\rc\td\r", "a¦b¶c¦d¶" },
  { "\ta\n\t", "¦a¶¦¶" },
  { "a\n\nb\n", "a¶¶b¶" },
  { "a\n\n", "a¶¶" },
  { "a\tb\tc\nd\n", "a¦b¦c¶d¦¦¶" },
  { "\xEF\xBB\xBF"
    "a\tb",
    "a¦b¶" },
  { "  a \t b", "  a ¦ b¶" },
  /* Quoted: line breaks, tabs and doubled quotes within. */
  { "\"a\nb\"\tc", "a\nb¦c¶" },
  { "\"a\r\nb\"\r\nc", "a\r\nb¶c¶" },
  { "\"a\tb\"\tc", "a\tb¦c¶" },
  { "\"say \"\"hi\"\"\"\tc", "say \"hi\"¦c¶" },
  { "\"\"\"\"\tc", "\"¦c¶" },
  { "\"\"\tc", "¦c¶" },
  { "a\t\"b\"", "a¦b¶" },
  { "a\t\"b\nc\"\n", "a¦b\nc¶" },
  /* Quotes that are a part of the text. */
  { "5\" pipe\tc", "5\" pipe¦c¶" },
  { "\"Best\" shirt\tc\nd\te", "\"Best\" shirt¦c¶d¦e¶" },
  { "\"open\tc\nd\te", "\"open¦c¶d¦e¶" },
  { "\"", "\"¶" },
  { "a\t\"", "a¦\"¶" },
  /* CSV text: what separates is found. */
  { "LS-W,9.90\nLS-B,10.90\n", "LS-W¦9.90¶LS-B¦10.90¶" },
  { "LS-W;9,90\nLS-B;10,90", "LS-W¦9,90¶LS-B¦10,90¶" },
  { "LS-W|9.90\nLS-B|10.90", "LS-W¦9.90¶LS-B¦10.90¶" },
  { "sku,price\n1001,12\n1002,13\n", "sku¦price¶1001¦12¶1002¦13¶" },
  { "\"Shirt, white\",\"1,234.50\"\nMug,5\n", "Shirt, white¦1,234.50¶Mug¦5¶" },
  { "a,b\n\nc,d\n", "a¦b¶¦¶c¦d¶" },
  { "a;\"x\ny\"\nb;z\n", "a¦x\ny¶b¦z¶" },
  /* A column of amounts is no table, however they are written; nor is prose. */
  { "12,50\n13,50\n", "12,50¶13,50¶" },
  { "1,234.50\n2,345.00", "1,234.50¶2,345.00¶" },
  { "1.234,50\n990", "1.234,50¶990¶" },
  { "RM 12,50\nRM 13,50", "RM 12,50¶RM 13,50¶" },
  { "12,50 €\n13,50 €", "12,50 €¶13,50 €¶" },
  { "1,990", "1,990¶" },
  { "Shirt, white\nMug\n", "Shirt, white¶Mug¶" },
  { "a, b, c\nd, e\n", "a, b, c¶d, e¶" },
  { "a,b\tc;d\n", "a,b¦c;d¶" },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTextTable) table =
          pasar_delimited_read (cases[i].text, strlen (cases[i].text), '\0', &error);

      fixture_assert_cells (table, error, cases[i].text, cases[i].cells);
    }
}

/* What the caller knows to separate is not looked for. */
static void
test_given_separator (void)
{
  static const char text[] = "12,50\n13,50\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) table = pasar_delimited_read (text, strlen (text), ',', &error);

  fixture_assert_cells (table, error, text, "12¦50¶13¦50¶");
}

static void
test_bytes (void)
{
  static const char wide[] = "\xFF\xFE"
                             "a\0\t\0b\0";
  static const char nul[] = "a\0b";
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) utf16 = pasar_delimited_read (wide, sizeof wide - 1, '\0', &error);
  g_autoptr (PasarTextTable) latin = pasar_delimited_read ("caf\xE9\tb", 6, '\0', &error);

  fixture_assert_cells (utf16, error, "UTF-16", "a¦b¶");
  fixture_assert_cells (latin, error, "not UTF-8", "caf\uFFFD¦b¶");
  g_assert_null (pasar_delimited_read (nul, sizeof nul - 1, '\0', &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NOT_TEXT);
}

static void
assert_too_large (const GString *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pasar_delimited_read (text->str, text->len, '\t', &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static GString *
repeat (const char *text, gsize n)
{
  GString *result = g_string_sized_new (n * strlen (text));

  for (gsize i = 0; i < n; i++)
    g_string_append (result, text);
  return result;
}

static void
test_bounds (void)
{
  g_autoptr (GString) rows = repeat ("1\n", PASAR_TEXT_TABLE_ROWS_MAX);
  g_autoptr (GString) columns = repeat ("\t", PASAR_TEXT_TABLE_COLUMNS_MAX - 1);
  g_autoptr (GString) ragged = repeat ("\n", PASAR_TEXT_TABLE_CELLS_MAX / 1000);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) most_rows = pasar_delimited_read (rows->str, rows->len, '\t', &error);
  g_autoptr (PasarTextTable) widest =
      pasar_delimited_read (columns->str, columns->len, '\t', &error);

  g_assert_no_error (error);
  g_assert_cmpuint (most_rows->n_rows, ==, PASAR_TEXT_TABLE_ROWS_MAX);
  g_assert_cmpuint (widest->n_columns, ==, PASAR_TEXT_TABLE_COLUMNS_MAX);

  g_string_append (rows, "1");
  assert_too_large (rows);
  g_string_append (columns, "\t");
  assert_too_large (columns);
  /* Short rows beside a wide one. */
  g_string_append_len (ragged, columns->str, 2000);
  assert_too_large (ragged);
}

static void
test_write (void)
{
  static const PasarTextCell heads[] = { { "SKU" }, { "Price" } };
  static const PasarTextCell row[] = { { "00123", NULL, TRUE }, { "1,234.50", "1234.5", FALSE } };
  static const PasarTextCell odd[] = { { "a\tb\n\"c\"" }, { "" } };
  g_autoptr (GString) out = g_string_new (NULL);

  pasar_tsv_append_row (out, heads, 2);
  pasar_tsv_append_row (out, row, 2);
  pasar_tsv_append_row (out, odd, 2);
  g_assert_cmpstr (out->str, ==, "SKU\tPrice\n00123\t1,234.50\n\"a\tb\n\"\"c\"\"\"\t\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delimited/read", test_read);
  g_test_add_func ("/delimited/given-separator", test_given_separator);
  g_test_add_func ("/delimited/bytes", test_bytes);
  g_test_add_func ("/delimited/bounds", test_bounds);
  g_test_add_func ("/delimited/write", test_write);

  return g_test_run ();
}
