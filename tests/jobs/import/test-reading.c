/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/table/own-columns.h"
#include "catalogue/values/yes-no.h"
#include "catalogue/view/cell.h"
#include "jobs/import/reading.h"
#include "util.h"

#include <glib/gstdio.h>

#include <string.h>

#define N_ITEMS 40

static const char names[] = "SKU,Price,Stock\n";

/* Items without models, with the SKUs T0 … T39, 9.90 and five pieces. */
static PasarCatalogue *
new_shop (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("T%u", i);

      fixture_put_plain (catalogue, 7000 + i, name, 990, 5);
    }
  return catalogue;
}

static gboolean
is_at_rest (PasarImportReading *reading)
{
  const PasarReadingState state = pasar_import_reading_get_state (reading);

  return state != PASAR_READING_OPENING && state != PASAR_READING_CHECKING;
}

static PasarImportReading *
start (PasarCatalogue *catalogue, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pasar_import_reading_new_text (catalogue, bytes, "list");
}

static PasarImportReading *
read_text (PasarCatalogue *catalogue, const char *text, PasarReadingState state)
{
  PasarImportReading *reading = start (catalogue, text);

  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, state);
  return reading;
}

static const PasarImportReport *
get_report (PasarImportReading *reading)
{
  return pasar_import_get_report (pasar_import_reading_get_import (reading));
}

static PasarImportTable
get_table (PasarImportReading *reading)
{
  return pasar_import_data_get_table (pasar_import_reading_get_data (reading), '\0');
}

static int
get_column (PasarImportReading *reading, PasarColumn target)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (reading);
  const int i = pasar_import_mapping_find_target (mapping, target);

  return i >= 0 ? mapping->sources[i].column : -1;
}

static void
test_text (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue,
                 "A list\n\nSKU,Margin,Price,Stock\nT0,5,12.50,5\nT1,5,9.90,5\nX9,5,8,5\n"
                 "T2,5,0,5\nT3,5,ask,5\n",
                 PASAR_READING_READY);
  const PasarImportReport *report = get_report (reading);
  PasarImportData *data = pasar_import_reading_get_data (reading);

  g_assert_cmpint (pasar_import_reading_get_mapping (reading)->keys[PASAR_MATCH_SKU], ==, 0);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_PRICE), ==, 2);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_STOCK), ==, 3);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_MARGIN), ==, -1);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_CHANGED], ==, 1);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNCHANGED], ==, 1);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNKNOWN], ==, 1);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_LEFT_OUT], ==, 2);
  g_assert_cmpuint (report->n_zeros, ==, 1);
  g_assert_cmpuint (pasar_import_data_get_row_number (data, 2), ==, 6);
}

/* A file whose rows have codes that a spreadsheet has spoilt; the shop's own are never that. */
static void
test_damage (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading = NULL;
  PasarImport *import;

  fixture_put_plain (catalogue, 9001, "1.5E+10", 990, 5);
  reading = read_text (catalogue,
                       "SKU,Price\nT0,1\nT1,2\nT2,3\nT4,5\n1.2E+15,4\n1.5E+10,5\n",
                       PASAR_READING_READY);
  import = pasar_import_reading_get_import (reading);
  g_assert_cmpint (pasar_import_get_verdict (import, 4), ==, PASAR_IMPORT_ROW_DAMAGED);
  g_assert_cmpint (pasar_import_get_verdict (import, 5), ==, PASAR_IMPORT_ROW_CHANGED);
}

/* As soon as the table is read. */
static void
map_cb (PasarImportReading *reading, const PasarImportMapping *mapping)
{
  if (pasar_import_reading_get_state (reading) == PASAR_READING_CHECKING
      && pasar_import_reading_get_mapping (reading) == NULL)
    pasar_import_reading_set_mapping (reading, mapping);
}

/* What is said before anything was guessed is taken instead. */
static void
test_mapping_ahead (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      start (catalogue, "SKU,Price,Other price\nT0,12.50,7\nT1,9.80,8\n");
  const PasarImportSource source = { PASAR_COLUMN_PRICE, 2, NULL };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };

  g_signal_connect (reading, "changed", G_CALLBACK (map_cb), (gpointer) &mapping);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_READY);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_PRICE), ==, 2);
  g_assert_cmpuint (get_report (reading)->n_prices, ==, 2);
}

/* Is read again from the same text, and what was said of its columns stays where the heads do. */
static void
test_choices (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue,
                 "SKU;Price;Stock\nT0;1.234;5\nT1;1.235;5\nT2;1.236;6\n",
                 PASAR_READING_READY);
  PasarReadingChoices choices = *pasar_import_reading_get_choices (reading);
  g_autoptr (PasarImportMapping) mapping =
      pasar_import_mapping_copy (pasar_import_reading_get_mapping (reading));

  g_assert_cmpuint (get_report (reading)->n_cells[PASAR_IMPORT_UNCLEAR], ==, 3);
  pasar_import_mapping_remove (mapping, PASAR_COLUMN_STOCK);
  pasar_import_reading_set_mapping (reading, mapping);
  WAIT_FOR (is_at_rest (reading));

  choices.decimal_point = ',';
  pasar_import_reading_set_choices (reading, &choices);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpuint (get_report (reading)->n_prices, ==, 3);
  g_assert_cmpuint (get_report (reading)->n_stocks, ==, 0);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_STOCK), ==, -1);

  choices.separator = '|';
  pasar_import_reading_set_choices (reading, &choices);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_UNMAPPED);
  g_assert_cmpuint (get_table (reading).n_columns, ==, 1);

  choices.separator = '\0';
  choices.head_row = 1;
  pasar_import_reading_set_choices (reading, &choices);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpuint (get_table (reading).n_rows, ==, 2);
  g_assert_cmpstr (get_table (reading).heads[0], ==, "T0");
}

static void
test_mapping (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue, "what,how much\nT0,5\nT1,6\nT2,7\n", PASAR_READING_UNMAPPED);
  g_autoptr (PasarImportMapping) mapping =
      pasar_import_mapping_copy (pasar_import_reading_get_mapping (reading));
  PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=how_much*2" };

  g_assert_cmpint (mapping->keys[PASAR_MATCH_SKU], ==, 0);
  g_assert_null (pasar_import_reading_get_import (reading));
  pasar_import_mapping_set_source (mapping, &source);
  pasar_import_reading_set_mapping (reading, mapping);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpuint (get_report (reading)->n_prices, ==, 3);
  g_assert_cmpint (pasar_import_get_cell (pasar_import_reading_get_import (reading), 2, 0).to,
                   ==,
                   1400);

  source.expression = "=how_much*";
  pasar_import_mapping_set_source (mapping, &source);
  pasar_import_reading_set_mapping (reading, mapping);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_UNMAPPED);
  g_assert_nonnull (pasar_import_reading_get_error (reading));
  g_assert_cmpuint (mapping->n_sources, ==, 1);
}

static PasarColumn
add_own (PasarCatalogue *catalogue, PasarOwnKind kind, const char *title)
{
  PasarField field;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_add_own_column (catalogue, kind, title, &field, NULL);

  pasar_catalogue_set_own_columns (catalogue, columns);
  return pasar_column_for_field (field);
}

static void
assert_shown (PasarCatalogue *catalogue, gint64 item_id, PasarColumn column, const char *text)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find (catalogue, item_id, 0),
                        column,
                        FALSE);
  g_assert_cmpstr (cell.text, ==, text);
}

/* The seller's own columns are known by their names, before what these mean elsewhere; a margin is
 * never set unasked. */
static void
test_own_columns (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  const PasarColumn modal = add_own (catalogue, PASAR_OWN_MONEY, "Modal");
  const PasarColumn organic = add_own (catalogue, PASAR_OWN_YES_NO, "Organic?");
  const PasarColumn weight = add_own (catalogue, PASAR_OWN_NUMBER, "Weight (kg)");
  const PasarColumn supplier = add_own (catalogue, PASAR_OWN_TEXT, "ผู้ขาย");
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue,
                 "SKU,modal,ORGANIC?,Weight (kg),ผู้ขาย,Note,Margin\n"
                 "T0,1.50,ya,0.125,Ming,a,20%\n"
                 "T1,2.50,no,1.5,-,b,20%\n"
                 "T2,,TRUE,12,007,c,20%\n",
                 PASAR_READING_READY);
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_column (reading, modal), ==, 1);
  g_assert_cmpint (get_column (reading, organic), ==, 2);
  g_assert_cmpint (get_column (reading, weight), ==, 3);
  g_assert_cmpint (get_column (reading, supplier), ==, 4);
  g_assert_cmpint (get_column (reading, pasar_column_for_field (PASAR_FIELD_NOTE)), ==, 5);
  g_assert_cmpint (get_column (reading, PASAR_COLUMN_MARGIN), ==, -1);
  g_assert_cmpint (get_column (reading, pasar_column_for_field (PASAR_FIELD_COST)), ==, -1);
  command = pasar_import_reading_apply (reading);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, &error));
  g_assert_no_error (error);
  assert_shown (catalogue, 7000, modal, "1.50");
  assert_shown (catalogue, 7000, organic, PASAR_YES_MARK);
  assert_shown (catalogue, 7000, weight, "0.125");
  assert_shown (catalogue, 7000, supplier, "Ming");
  assert_shown (catalogue, 7001, organic, "");
  assert_shown (catalogue, 7001, weight, "1.5");
  assert_shown (catalogue, 7001, supplier, "-");
  assert_shown (catalogue, 7002, modal, "");
  assert_shown (catalogue, 7002, organic, PASAR_YES_MARK);
  assert_shown (catalogue, 7002, supplier, "007");
}

/* Of a column of codes that the shop has none of nothing is made where another one is proven. */
static void
test_unknown_codes (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue,
                 "EAN,SKU,Price\n4006381333931,T0,5\n9780201379624,T1,6\n5901234123457,T2,7\n",
                 PASAR_READING_READY);

  g_assert_cmpint (pasar_import_reading_get_mapping (reading)->keys[PASAR_MATCH_BARCODE], ==, -1);
  g_assert_cmpuint (get_report (reading)->n_prices, ==, 3);
}

/* Seller Centre's workbook needs no question, and another one of it is none. */
static void
test_workbook (void)
{
  static const char keys[] = "et_title_product_id\tet_title_variation_id\tet_title_variation_sku\t"
                             "et_title_variation_price\tet_title_variation_stock\n";
  static const char rest[] = "Product ID\tVariation ID\tSKU\tPrice\tStock\n"
                             "7000\t0\tnew\t12.50\t8\n7001\t\tT5\t9.90\t5\n";
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autofree char *sales = g_strconcat (keys, "sales_info\tx\t\t\t\n", rest, NULL);
  g_autofree char *basic = g_strconcat (keys, "basic_info\tx\t\t\t\n", rest, NULL);
  g_autoptr (PasarImportReading) reading = read_text (catalogue, sales, PASAR_READING_READY);
  g_autoptr (PasarImportReading) other = read_text (catalogue, basic, PASAR_READING_REFUSED);

  g_assert_cmpuint (get_report (reading)->n_prices, ==, 1);
  g_assert_cmpuint (get_report (reading)->n_stocks, ==, 1);
  g_assert_cmpuint (get_report (reading)->n_rows[PASAR_IMPORT_ROW_UNCHANGED], ==, 1);
}

static void
test_failures (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) empty = read_text (catalogue, "", PASAR_READING_FAILED);
  g_autoptr (PasarImportReading) old =
      read_text (catalogue, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", PASAR_READING_FAILED);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/list.csv");
  g_autoptr (PasarImportReading) missing = pasar_import_reading_new (catalogue, nowhere);

  g_assert_error (pasar_import_reading_get_error (empty),
                  PASAR_FORMAT_ERROR,
                  PASAR_FORMAT_ERROR_NO_TABLE);
  g_assert_error (pasar_import_reading_get_error (old),
                  PASAR_FORMAT_ERROR,
                  PASAR_FORMAT_ERROR_UNSUPPORTED);
  WAIT_FOR (is_at_rest (missing));
  g_assert_error (pasar_import_reading_get_error (missing), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (pasar_import_reading_get_name (missing), ==, "list.csv");
}

static void
test_file (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autofree char *folder = pasar_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "prices.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PasarImportReading) empty = NULL;
  g_autoptr (PasarImportReading) reading = NULL;
  PasarReadingChoices choices;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  empty = pasar_import_reading_new (catalogue, file);
  WAIT_FOR (is_at_rest (empty));
  g_assert_error (pasar_import_reading_get_error (empty),
                  PASAR_FORMAT_ERROR,
                  PASAR_FORMAT_ERROR_NO_TABLE);
  g_file_set_contents (path, "SKU,Price\nT0,1\nT1,2\nT2,3\n", -1, &error);
  g_assert_no_error (error);
  reading = pasar_import_reading_new (catalogue, file);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpuint (get_report (reading)->n_prices, ==, 3);
  g_assert_cmpint (g_remove (path), ==, 0);
  choices = *pasar_import_reading_get_choices (reading);
  choices.head_row = -1;
  pasar_import_reading_set_choices (reading, &choices);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpuint (get_table (reading).n_rows, ==, 4);
  pasar_test_remove_folder (g_steal_pointer (&folder));
}

static char *
dup_long_text (guint n_rows)
{
  GString *text = g_string_new (names);

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "T%u,%u.50,%u\n", i % N_ITEMS, 1 + i % N_ITEMS, i % N_ITEMS);
  return g_string_free (text, FALSE);
}

static void
count_cb (PasarImportReading *reading, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* Wherever it is, after it was stopped it says nothing any more, and nothing is left of it. */
static void
test_cancel (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autofree char *text = dup_long_text (3000);
  guint n_turns = 0;
  gboolean was_at_rest = FALSE;

  while (!was_at_rest)
    {
      PasarImportReading *reading = start (catalogue, text);
      guint n_changes = 0;

      g_object_add_weak_pointer (G_OBJECT (reading), (gpointer *) &reading);
      for (guint i = 0; i < n_turns && !is_at_rest (reading); i++)
        g_main_context_iteration (NULL, TRUE);
      was_at_rest = is_at_rest (reading);
      pasar_import_reading_stop (reading);
      g_signal_connect (reading, "changed", G_CALLBACK (count_cb), &n_changes);
      fixture_stage (catalogue, 7000, 0, PASAR_FIELD_PRICE, 500 + n_turns);
      g_object_unref (reading);
      WAIT_FOR (reading == NULL);
      g_assert_cmpuint (n_changes, ==, 0);
      n_turns++;
    }
  g_assert_cmpuint (n_turns, >, 3);
}

/* What the shop has when it is looked at counts, whenever it came. */
static void
test_refresh (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();

  for (guint n_turns = 0; n_turns < 12; n_turns++)
    {
      g_autoptr (PasarImportReading) reading =
          start (catalogue, "SKU,Price\nT0,1\nT1,9.90\nN1,3\n");
      const gboolean is_there = n_turns % 2 == 0;

      for (guint i = 0; i < n_turns && !is_at_rest (reading); i++)
        g_main_context_iteration (NULL, TRUE);
      if (is_there)
        fixture_put_plain (catalogue, 8000, "N1", 990, 5);
      else
        pasar_catalogue_remove_item (catalogue, 8000);
      WAIT_FOR (is_at_rest (reading));
      g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_READY);
      g_assert_cmpuint (get_report (reading)->n_rows[PASAR_IMPORT_ROW_UNKNOWN], ==, !is_there);
      g_assert_cmpuint (get_report (reading)->n_prices, ==, 1 + is_there);
    }
}

static void
test_apply (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();
  g_autoptr (PasarImportReading) reading =
      read_text (catalogue, "SKU,Price\nT0,1\nT1,2\nT2,3\n", PASAR_READING_READY);
  g_autoptr (PasarCommand) command = pasar_import_reading_apply (reading);
  PasarImport *import = pasar_import_reading_get_import (reading);

  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_APPLIED);
  fixture_stage (catalogue, 7000, 0, PASAR_FIELD_PRICE, 500);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_APPLIED);
  /* The command outlives the window. */
  import = pasar_import_ref (import);
  g_clear_object (&reading);
  while (!pasar_import_run (import, 0))
    ;
  g_assert_cmpint (pasar_import_get_cell (import, 0, 0).from, ==, 500);
  pasar_import_unref (import);
}

static char *
dup_random_text (void)
{
  static const char *const parts[] = { "T1",
                                       "T2",
                                       "t3",
                                       "SKU",
                                       "Price",
                                       "Stock",
                                       "12.50",
                                       "1,5",
                                       "0",
                                       ",",
                                       ";",
                                       "\t",
                                       "\n",
                                       "\n",
                                       "\"",
                                       "\r\n",
                                       "PK\3\4",
                                       "<table><tr><td>",
                                       "et_title_product_id",
                                       "sales_info",
                                       "ราคา",
                                       "\xff\xfe",
                                       "1.2E+15",
                                       "=1" };
  GString *text = g_string_new (g_test_rand_bit () ? names : "");
  const guint n = (guint) g_test_rand_int_range (0, 60);

  for (guint i = 0; i < n; i++)
    g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

/* Any file, however it is read, comes to something. */
static void
test_random (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_shop ();

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = dup_random_text ();
      g_autoptr (PasarImportReading) reading = start (catalogue, text);
      PasarReadingChoices choices;

      WAIT_FOR (is_at_rest (reading));
      choices = *pasar_import_reading_get_choices (reading);
      choices.encoding = (PasarEncoding) g_test_rand_int_range (0, PASAR_N_ENCODINGS);
      choices.separator = "\0,;\t"[g_test_rand_int_range (0, 4)];
      choices.head_row = g_test_rand_int_range (-2, 5);
      choices.decimal_point = "\0.,"[g_test_rand_int_range (0, 3)];
      pasar_import_reading_set_choices (reading, &choices);
      if (g_test_rand_bit ())
        g_main_context_iteration (NULL, TRUE);
      if (g_test_rand_bit ())
        fixture_stage (catalogue, 7001, 0, PASAR_FIELD_PRICE, 500 + i);
      WAIT_FOR (is_at_rest (reading));
      if (pasar_import_reading_get_state (reading) == PASAR_READING_FAILED)
        g_assert_nonnull (pasar_import_reading_get_error (reading));
    }
}

/* A file with many rows comes to what a plain look at it does. */
static void
test_model (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = new_shop ();
      g_autoptr (PasarImportReading) reading = NULL;
      g_autoptr (GString) text = g_string_new (names);
      guint n_unknown = 0;
      guint n_prices = 0;
      guint n_stocks = 0;

      for (guint i = 0; i < N_ITEMS + 10; i++)
        {
          const gint64 price = g_test_rand_int_range (900, 1000);
          const int stock = g_test_rand_int_range (1, 8);

          g_string_append_printf (text,
                                  "T%u,%d.%02d,%d\n",
                                  i,
                                  (int) price / 100,
                                  (int) price % 100,
                                  stock);
          n_unknown += i >= N_ITEMS;
          n_prices += i < N_ITEMS && price != 990;
          n_stocks += i < N_ITEMS && stock != 5;
        }
      reading = read_text (catalogue, text->str, PASAR_READING_READY);
      g_assert_cmpuint (get_report (reading)->n_rows[PASAR_IMPORT_ROW_UNKNOWN], ==, n_unknown);
      g_assert_cmpuint (get_report (reading)->n_prices, ==, n_prices);
      g_assert_cmpuint (get_report (reading)->n_stocks, ==, n_stocks);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reading/text", test_text);
  g_test_add_func ("/reading/damage", test_damage);
  g_test_add_func ("/reading/choices", test_choices);
  g_test_add_func ("/reading/mapping", test_mapping);
  g_test_add_func ("/reading/mapping-ahead", test_mapping_ahead);
  g_test_add_func ("/reading/own-columns", test_own_columns);
  g_test_add_func ("/reading/unknown-codes", test_unknown_codes);
  g_test_add_func ("/reading/workbook", test_workbook);
  g_test_add_func ("/reading/failures", test_failures);
  g_test_add_func ("/reading/file", test_file);
  g_test_add_func ("/reading/cancel", test_cancel);
  g_test_add_func ("/reading/refresh", test_refresh);
  g_test_add_func ("/reading/apply", test_apply);
  g_test_add_func ("/reading/random", test_random);
  g_test_add_func ("/reading/model", test_model);

  return g_test_run ();
}
