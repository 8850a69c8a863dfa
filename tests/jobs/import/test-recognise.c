/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "formats/delimited.h"
#include "jobs/import/recognise.h"

#include <string.h>

#define N_ITEMS 40

static const char letters[PASAR_N_MEANINGS + 1] = "?mIsSbnvpqcfxr";

/* Items with the SKUs T0 … T39: every second one has two models, T1-11 and T1-12. */
static PasarCatalogue *
new_shop (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      const FixtureModel models[] = { { 9000 + i * 10 + 1, "White", 990, 5 },
                                      { 9000 + i * 10 + 2, "Black", 990, 5 } };
      g_autofree char *name = g_strdup_printf ("T%u", i);

      if (i % 2 == 0)
        fixture_put_plain (catalogue, 7000 + i, name, 990, 5);
      else
        fixture_put_models (catalogue, 7000 + i, name, models, G_N_ELEMENTS (models));
    }
  return catalogue;
}

static PasarTextTable *
read_table (const char *text)
{
  return pasar_delimited_read (text, strlen (text), '\t', NULL);
}

static PasarRecognition *
recognise (PasarCatalogue *catalogue, const PasarTextTable *table)
{
  PasarRecognition *recognition = pasar_recognition_new (table, NULL);

  pasar_recognition_begin (recognition, catalogue);
  /* In the shortest slices that there are. */
  while (!pasar_recognition_run (recognition, 0))
    ;
  return recognition;
}

/* A letter by column for what it means, and a figure for how certain that is. */
static char *
dup_guesses (const PasarRecognition *recognition, guint n_columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    {
      const PasarColumnGuess *guess = pasar_recognition_get_column (recognition, i);

      g_string_append_printf (text, "%c%d", letters[guess->meaning], guess->certainty);
    }
  return g_string_free (text, FALSE);
}

static void
assert_guesses (const char *text, const char *expected)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarTextTable) table = read_table (text);
  g_autoptr (PasarRecognition) recognition = recognise (catalogue, table);
  g_autofree char *guesses = dup_guesses (recognition, table->n_columns);

  g_test_message ("%s", text);
  g_assert_cmpint (pasar_recognition_get_kind (recognition), ==, PASAR_TABLE_OTHER);
  g_assert_cmpstr (guesses, ==, expected);
}

static void
test_columns (void)
{
  /* Heads and values together. */
  assert_guesses (
      "SKU\tName\tPrice\tStock\nT0\tShirt\t9.90\t5\nT2\tMug\t5\t6\nT1-9011\tCap\t7\t1\n",
      "s3n3p3q3");
  /* Values alone tell codes, wherever they stand. */
  assert_guesses ("Shirt\t5\tT0\nMug\t6\tT2\nCap\t7\tT4\n", "?0?0s3");
  assert_guesses ("7001\t9011\tx\n7001\t9012\ty\n7003\t9031\tz\n7003\t9032\tw\n", "I3m3?0");
  /* What is called a code is what the shop has. */
  assert_guesses ("Kode Produk\tHarga\n7000\t5\n7002\t6\n7004\t7\n", "I3p3");
  assert_guesses ("รหัสสินค้า\tราคา\nT0\t5\nT2\t6\nT4\t7\n", "s3p3");
  assert_guesses ("SKU Induk\tStok\nT1\t5\nT3\t6\nT5\t7\n", "S3q3");
  /* Codes that the shop does not have. */
  assert_guesses ("SKU\tCode\tPrice\nX1\tY1\t5\nX2\tY2\t6\nX3\tY3\t7\n", "s2s1p3");
  /* A price that is not one. */
  assert_guesses ("SKU\tPrice\nT0\task\nT2\task\nT4\t5\n", "s3p1");
  assert_guesses ("Giá vốn\tGiá sàn\tGhi chú\tSKU\n5\t6\ta\tT0\n5\t6\tb\tT2\n5\t6\tc\tT4\n",
                  "c3f3x3s3");
  assert_guesses ("EAN\tPrice\n4006381333931\t5\n9780201379624\t6\n5901234123457\t7\n", "b2p3");
  assert_guesses ("A\tPrice\n4006381333931\t5\n9780201379624\t6\n5901234123457\t7\n", "b2p3");
}

/* What could be the price twice is not certain. */
static void
test_claims (void)
{
  assert_guesses ("SKU\tPrice\tPrice\nT0\t5\t6\nT2\t5\t6\nT4\t7\t8\n", "s3p1p1");
  assert_guesses ("SKU\tPrice\tPrice with tax\nT0\t5\t6\nT2\t5\t6\nT4\t7\t8\n", "s3p2p1");
  assert_guesses ("SKU\tPrice per box\tPrice with tax\nT0\t5\t6\nT2\t5\t6\nT4\t7\t8\n", "s3p1p1");
  /* The cost has a name of its own. */
  assert_guesses ("SKU\tCost price\tPrice\nT0\t5\t6\nT2\t5\t6\nT4\t7\t8\n", "s3c3p3");
}

/* Pieces in stock that happen to be SKUs of the shop stay pieces. */
static void
test_chance (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarTextTable) said = read_table ("Code\tStock\n12\t1\n13\t2\n14\t3\n15\t4\n");
  g_autoptr (PasarTextTable) unsaid = read_table ("12\t5\n13\t5\n14\t5\n15\t5\n");
  g_autoptr (PasarRecognition) by_head = NULL;
  g_autoptr (PasarRecognition) by_values = NULL;
  g_autofree char *head_guesses = NULL;
  g_autofree char *value_guesses = NULL;

  for (guint i = 1; i < 20; i++)
    {
      g_autofree char *sku = g_strdup_printf ("%u", i);

      fixture_put_plain (catalogue, 7000 + i, sku, 990, 5);
    }
  by_head = recognise (catalogue, said);
  head_guesses = dup_guesses (by_head, 2);
  g_assert_cmpstr (head_guesses, ==, "s3q3");
  by_values = recognise (catalogue, unsaid);
  value_guesses = dup_guesses (by_values, 2);
  g_assert_cmpstr (value_guesses, ==, "s3?0");
}

static void
test_shape (void)
{
  g_autoptr (PasarTextTable) may = read_table ("List of May\t\t\nSKU\tPrice (RM)\tGiá\nT0\t5\t6\n");
  g_autoptr (PasarTextTable) june = read_table ("sku\tPRICE\tgia\nX\t7\t8\nY\t8\t9\n");
  g_autoptr (PasarTextTable) bare = read_table ("T0\t5\nT2\t6\n");
  g_autoptr (PasarRecognition) first = pasar_recognition_new (may, NULL);
  g_autoptr (PasarRecognition) second = pasar_recognition_new (june, NULL);
  g_autoptr (PasarRecognition) third = pasar_recognition_new (bare, NULL);
  const PasarHead given = pasar_head_at (bare, 0);
  g_autoptr (PasarRecognition) fourth = pasar_recognition_new (bare, &given);

  g_assert_cmpint (pasar_recognition_get_head (first)->row, ==, 1);
  g_assert_cmpstr (pasar_recognition_get_shape (first), ==, "sku|price|gia");
  g_assert_cmpstr (pasar_recognition_get_shape (second), ==, "sku|price|gia");
  g_assert_null (pasar_recognition_get_shape (third));
  g_assert_cmpstr (pasar_recognition_get_shape (fourth), ==, "t0|5");
}

/* Texts over texts: words tell the head. */
static void
test_head_of_words (void)
{
  g_autoptr (PasarTextTable) table =
      read_table ("Shop\tBest Ltd\t\nSKU\tName\tNote\nT0\tShirt\ta\nT2\tMug\tb\n");
  g_autoptr (PasarRecognition) recognition = pasar_recognition_new (table, NULL);

  g_assert_cmpint (pasar_recognition_get_head (recognition)->row, ==, 1);
  g_assert_cmpint (pasar_recognition_get_head (recognition)->certainty,
                   ==,
                   PASAR_CERTAINTY_CERTAIN);
}

#define OLD_KEYS                                                                                   \
  "et_title_product_id\tet_title_product_name\tet_title_variation_id\tet_title_variation_name\t"   \
  "et_title_parent_sku\tet_title_variation_sku\tet_title_variation_price\t"                        \
  "et_title_variation_stock\tet_title_reason\n"
#define NEW_KEYS                                                                                   \
  "et_title_product_id\tet_title_product_name\tet_title_variation_id\tet_title_variation_name\t"   \
  "et_title_parent_sku\tet_title_variation_sku\tet_title_variation_price\tps_gtin_code\t"          \
  "et_title_variation_stock\tps_minimum_purchase_quantity\tps_maximum_purchase_quantity\t"         \
  "ps_maximum_purchase_quantity_start_date\tps_maximum_purchase_quantity_time_period\t"            \
  "ps_maximum_purchase_quantity_end_date\tet_title_reason\n"
#define VALUES "7000\tShirt\t9001\tWhite\tT0\tT0-W\t9.90\t5\t\n"

static void
assert_workbook (const char *text,
                 PasarTableKind kind,
                 const char *name,
                 guint first_row,
                 const char *expected)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarTextTable) table = read_table (text);
  g_autoptr (PasarRecognition) recognition = recognise (catalogue, table);
  g_autofree char *guesses = dup_guesses (recognition, table->n_columns);

  g_assert_cmpint (pasar_recognition_get_kind (recognition), ==, kind);
  g_assert_cmpstr (pasar_recognition_get_workbook_kind (recognition), ==, name);
  g_assert_cmpuint (pasar_recognition_get_head (recognition)->first_row, ==, first_row);
  if (expected != NULL)
    g_assert_cmpstr (guesses, ==, expected);
  g_assert_null (pasar_recognition_get_shape (recognition));
}

static void
test_workbook (void)
{
  /* Four head rows, as in 2022, in Vietnamese. */
  assert_workbook (OLD_KEYS "sales_info\t220408_floatingstock\n\t\t\t\t\t\tGiá … giới hạn: 5\n"
                            "Mã Sản phẩm\tTên Sản phẩm\tMã Phân loại\tTên phân loại\tSKU Sản phẩm\t"
                            "SKU\tGiá\tSố lượng\n" VALUES VALUES,
                   PASAR_TABLE_SALES_INFO,
                   "sales_info",
                   4,
                   "I3n3m3v3S3s3p3q3r3");
  /* Six, with newer columns, in Indonesian and in Thai; the second row has figures. */
  assert_workbook (NEW_KEYS "sales_info\t35b74571\t0\t31475604\n"
                            "Kode Produk\tNama Produk\tKode Variasi\tNama Variasi\tSKU Induk\tSKU\t"
                            "Harga\tGTIN\tStok\t\t\t\t\t\tAlasan Gagal\n"
                            "\t\t\t\t\t\tWajib\t\tWajib\n\t\t\t\t\t\t\n\t\t\t\t\t\t\n"
                            "7000\tBaju\t9001\tPutih\tT0\tT0-W\t9.90\t\t5\n",
                   PASAR_TABLE_SALES_INFO,
                   "sales_info",
                   6,
                   "I3n3m3v3S3s3p3b3q3?0?0?0?0?0r3");
  assert_workbook ("et_title_variation_stock\tet_title_product_id\tet_title_variation_id\n"
                   "sales_info\tx\t0\nสต็อก\tรหัสสินค้า\tรหัสตัวเลือก\n5\t7000\t9001\n",
                   PASAR_TABLE_SALES_INFO,
                   "sales_info",
                   3,
                   "q3I3m3");
  /* Ids that a spreadsheet has spoilt are values all the same; an empty workbook has none. */
  assert_workbook (OLD_KEYS "sales_info\tx\nID\n1.9E+10\tShirt\n" VALUES,
                   PASAR_TABLE_SALES_INFO,
                   "sales_info",
                   3,
                   NULL);
  assert_workbook (OLD_KEYS "sales_info\tx\nID\n", PASAR_TABLE_SALES_INFO, "sales_info", 3, NULL);
  /* The second row is gone. */
  assert_workbook (OLD_KEYS VALUES, PASAR_TABLE_SALES_INFO, "sales_info", 1, NULL);
}

static void
test_other_workbooks (void)
{
  static const char *const kinds[] = { "basic_info", "media_info", "shipping_info", "dts_info" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "et_title_product_id\tet_title_product_name\tet_title_reason\n%s\tx\n\n7000\tShirt\n",
          kinds[i]);

      assert_workbook (text, PASAR_TABLE_REFUSED, kinds[i], 3, NULL);
    }
}

static void
test_read_only (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarTextTable) table = read_table (OLD_KEYS "sales_info\tx\n" VALUES);
  g_autoptr (PasarRecognition) recognition = recognise (catalogue, table);
  g_autoptr (GString) read_only = g_string_new (NULL);

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_c (read_only,
                       pasar_recognition_get_column (recognition, i)->is_read_only ? 'x' : '.');
  g_assert_cmpstr (read_only->str, ==, "xxxx....x");
  g_assert_cmpint (pasar_recognition_find_column (recognition, PASAR_MEANING_REASON), ==, 8);
  g_assert_cmpint (pasar_recognition_find_column (recognition, PASAR_MEANING_BARCODE), ==, -1);
}

/* Whatever the table is, there is an answer. */
static void
test_any_table (void)
{
  static const char *const pieces[] = {
    "SKU",        "Price", "T0", "7000", "\t", "\t", "\n", "et_title_product_id", "et_title_reason",
    "sales_info", "5,50",  "é",  "ราคา", "(",  " "
  };
  g_autoptr (PasarCatalogue) catalogue = new_shop ();

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (PasarRecognition) recognition = NULL;

      for (gint i = g_test_rand_int_range (0, 40); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      table = read_table (text->str);
      recognition = recognise (catalogue, table);
      g_assert_cmpuint (pasar_recognition_get_head (recognition)->first_row, <=, table->n_rows);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recognise/columns", test_columns);
  g_test_add_func ("/recognise/claims", test_claims);
  g_test_add_func ("/recognise/chance", test_chance);
  g_test_add_func ("/recognise/shape", test_shape);
  g_test_add_func ("/recognise/head-of-words", test_head_of_words);
  g_test_add_func ("/recognise/workbook", test_workbook);
  g_test_add_func ("/recognise/other-workbooks", test_other_workbooks);
  g_test_add_func ("/recognise/read-only", test_read_only);
  g_test_add_func ("/recognise/any-table", test_any_table);

  return g_test_run ();
}
