/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "formats/html.h"
#include "jobs/clipboard/copy.h"

#include <string.h>

#define PRICE PASAR_FIELD_PRICE

static PasarCopy *
copy_all (PasarCatalogue *catalogue,
          const PasarColumn *columns,
          guint n_columns,
          gboolean flat,
          gboolean with_heads)
{
  const guint rows[] = { 0, 1, 2, 3, 4 };
  const guint n_rows = pasar_catalogue_get_n_rows (catalogue);
  PasarCopy *copy = pasar_copy_new (catalogue,
                                    rows,
                                    MIN (n_rows, G_N_ELEMENTS (rows)),
                                    columns,
                                    n_columns,
                                    flat,
                                    with_heads);

  g_assert_true (pasar_copy_run (copy, G_MAXINT64));
  return copy;
}

static void
assert_text (PasarCopy *copy, const char *expected)
{
  g_autoptr (GBytes) bytes = pasar_copy_steal_text (copy);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static char *
dup_html (PasarCopy *copy)
{
  g_autoptr (GBytes) bytes = pasar_copy_steal_html (copy);

  g_assert_nonnull (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_text (void)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_NAME,
                                         PASAR_COLUMN_SKU,
                                         PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_CHANGE,
                                         PASAR_COLUMN_STOCK };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarCopy) copy = NULL;
  g_autoptr (PasarCopy) flat = NULL;
  g_autoptr (PasarCopy) single = NULL;

  /* What is staged is what is shown, and what is copied. */
  fixture_stage (catalogue, 1, 12, PRICE, 123450);
  fixture_stage (catalogue, 2, 0, PRICE, 450);
  copy = copy_all (catalogue, columns, G_N_ELEMENTS (columns), FALSE, TRUE);
  assert_text (copy,
               "Item\tSKU\tPrice\tPrice Change\tStock\n"
               "Shirt\tShirt\t10.00–1234.50\t0.0 % – +10187.5 %\t12\n"
               "White\tShirt-11\t10.00\t\t5\n"
               "Blue\tShirt-12\t1234.50\t10187.5%\t0\n"
               "Red\tShirt-13\t\t\t7\n"
               "Mug\tMug\t4.50\t-10.0%\t3");
  flat = copy_all (catalogue, columns, 1, TRUE, FALSE);
  assert_text (flat, "Shirt\nShirt\nShirt\nShirt\nMug");
  single = copy_all (catalogue, columns + 4, 1, TRUE, TRUE);
  assert_text (single, "Stock\n12\n5\n0\n7\n3");
}

/* A single cell is its text alone; of nothing there is nothing. */
static void
test_small (void)
{
  static const PasarColumn column = PASAR_COLUMN_PRICE;
  const guint row = 1;
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarCopy) cell = pasar_copy_new (catalogue, &row, 1, &column, 1, FALSE, FALSE);
  g_autoptr (PasarCopy) nothing = pasar_copy_new (catalogue, NULL, 0, NULL, 0, FALSE, FALSE);

  g_assert_true (pasar_copy_run (cell, G_MAXINT64));
  g_assert_true (pasar_copy_run (nothing, 0));
  assert_text (cell, "10.00");
  assert_text (nothing, "");
}

static void
test_html (void)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_SKU,
                                         PASAR_COLUMN_ITEM_ID,
                                         PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_CHANGE,
                                         PASAR_COLUMN_STOCK };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarCopy) copy = NULL;
  g_autoptr (PasarTextTable) table = NULL;
  g_autofree char *html = NULL;

  fixture_put_plain (catalogue, 12345678901, "<00123>", 1000, 1500);
  fixture_stage (catalogue, 12345678901, 0, PRICE, 123450);
  copy = copy_all (catalogue, columns, G_N_ELEMENTS (columns), FALSE, TRUE);
  html = dup_html (copy);
  table = pasar_html_read (html, strlen (html), NULL);
  g_assert_cmpuint (table->n_rows, ==, 2);
  g_assert_cmpuint (table->n_columns, ==, 5);
  g_assert_cmpstr (table->cells[0], ==, "SKU");
  g_assert_cmpstr (table->cells[5], ==, "<00123>");
  g_assert_cmpstr (table->cells[6], ==, "12345678901");
  g_assert_cmpstr (table->cells[8], ==, "12245.0%");
  /* What Excel would make a number of, and what a percentage is. */
  g_assert_nonnull (strstr (html, "mso-number-format:'\\@'\">&lt;00123&gt;"));
  g_assert_nonnull (strstr (html, "mso-number-format:'\\@'\">12345678901"));
  g_assert_nonnull (strstr (html, "x:num=\"122.450\">12245.0%"));
}

/* A row that is gone by the time of its turn is empty; the others stay what they were. */
static void
test_slices (void)
{
  enum
  {
    N_ITEMS = 3000
  };
  static const PasarColumn columns[] = { PASAR_COLUMN_NAME, PASAR_COLUMN_PRICE };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PasarCopy) copy = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_slices = 0;
  guint n_empty = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("item %u", i);

      fixture_put_plain (catalogue, i + 1, name, 100, 1);
      g_array_append_val (rows, i);
    }
  copy = pasar_copy_new (catalogue,
                         (const guint *) (gpointer) rows->data,
                         rows->len,
                         columns,
                         2,
                         TRUE,
                         FALSE);
  while (!pasar_copy_run (copy, 0))
    {
      for (guint i = 0; i < 30 && n_slices < N_ITEMS / 2; i++)
        pasar_catalogue_remove_item (catalogue, 1 + 2 * n_slices++);
    }
  bytes = pasar_copy_steal_text (copy);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_ITEMS);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *expected = g_strdup_printf ("item %u\t1.00", i);

      if (strcmp (lines[i], "\t") == 0 && i % 2 == 0)
        n_empty++;
      else
        g_assert_cmpstr (lines[i], ==, expected);
    }
  g_assert_cmpuint (n_empty, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copy/text", test_text);
  g_test_add_func ("/copy/small", test_small);
  g_test_add_func ("/copy/html", test_html);
  g_test_add_func ("/copy/slices", test_slices);

  return g_test_run ();
}
