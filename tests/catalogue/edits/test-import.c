/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/edits/import.h"

#include <string.h>

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

static const PasarImportSource price_and_stock[] = { { PASAR_COLUMN_PRICE, 1, NULL },
                                                     { PASAR_COLUMN_STOCK, 2, NULL } };
static const PasarImportMapping by_sku = { .keys = { -1, -1, 0, -1, -1 },
                                           .sources = price_and_stock,
                                           .n_sources = 2 };

static PasarImport *
run_import (PasarCatalogue *catalogue,
            const PasarImportTable *table,
            const PasarImportMapping *mapping)
{
  g_autoptr (GError) error = NULL;
  PasarImport *import = pasar_import_new (catalogue, table, mapping, &error);

  g_assert_no_error (error);
  while (!pasar_import_run (import, 0))
    ;
  return import;
}

/* Stages what an import comes to; its label. */
static char *
apply (PasarCatalogue *catalogue, PasarImport *import)
{
  g_autoptr (PasarCommand) command = pasar_import_make_command (import, "list.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) edits = pasar_command_compute (command, catalogue, &error);
  char *label;

  g_assert_no_error (error);
  label = pasar_command_dup_label (command, catalogue, edits->len);
  pasar_catalogue_stage (catalogue, pasar_step_new (label, edits));
  return label;
}

static void
assert_cell (PasarImport *import, guint row, guint source, PasarImportState state, gint64 to)
{
  const PasarImportCell cell = pasar_import_get_cell (import, row, source);

  g_assert_cmpint (cell.state, ==, state);
  if (state == PASAR_IMPORT_CHANGED)
    g_assert_cmpint (cell.to, ==, to);
}

static void
assert_reason (PasarImport *import, guint row, const char *says)
{
  g_autofree char *reason = pasar_import_dup_reason (import, row);

  g_test_message ("%s", reason);
  if (says == NULL)
    g_assert_null (reason);
  else
    {
      g_assert_nonnull (reason);
      g_assert_nonnull (strstr (reason, says));
    }
}

typedef struct
{
  const char *texts[3]; /* SKU, price, stock */
  PasarImportVerdict verdict;
  PasarImportState price;
  gint64 price_to;
  PasarImportState stock;
  gint64 stock_to;
  const char *reason;
} Case;

#define NOTHING PASAR_IMPORT_NOTHING
#define CHANGED PASAR_IMPORT_CHANGED

static void
test_verdicts (void)
{
  static const Case cases[] = {
    { { "Mug", "6.50", "8" }, PASAR_IMPORT_ROW_CHANGED, CHANGED, 650, CHANGED, 8, NULL },
    { { "Mug", "SGD 6.50", "" }, PASAR_IMPORT_ROW_CHANGED, CHANGED, 650, NOTHING, 0, NULL },
    { { "Mug", "5", " 3 " },
      PASAR_IMPORT_ROW_UNCHANGED,
      PASAR_IMPORT_UNCHANGED,
      0,
      PASAR_IMPORT_UNCHANGED,
      0,
      NULL },
    /* Blank leaves it as it is. */
    { { "Mug", "", "\u00A0" }, PASAR_IMPORT_ROW_UNCHANGED, NOTHING, 0, NOTHING, 0, NULL },
    { { "Mug", "<clear>", "9" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_NOT_CLEARED,
      0,
      CHANGED,
      9,
      "Price: It cannot be without a value." },
    { { "Mug", " <CLEAR> ", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_NOT_CLEARED,
      0,
      NOTHING,
      0,
      "Price: " },
    /* What is no number, or two. */
    { { "Mug", "cheap", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNREADABLE,
      0,
      NOTHING,
      0,
      "cheap" },
    { { "Mug", "1,990", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNCLEAR,
      0,
      NOTHING,
      0,
      "1,990" },
    { { "Mug", "6.5055", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNREADABLE,
      0,
      NOTHING,
      0,
      "Price: " },
    { { "Mug", "6.50", "1.5" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      CHANGED,
      650,
      PASAR_IMPORT_UNREADABLE,
      0,
      "Stock: " },
    /* A cell is a value, never arithmetic. */
    { { "Mug", "+10%", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNREADABLE,
      0,
      NOTHING,
      0,
      "“+10%” is not a number" },
    { { "Mug", "=price*2", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNREADABLE,
      0,
      NOTHING,
      0,
      "“=price*2” is not a number" },
    { { "Mug", "-5", "" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_UNREADABLE,
      0,
      NOTHING,
      0,
      "-5" },
    { { "Mug", "0", "0" },
      PASAR_IMPORT_ROW_LEFT_OUT,
      PASAR_IMPORT_REFUSED,
      0,
      CHANGED,
      0,
      "Price: " },
    { { "missing", "6", "" }, PASAR_IMPORT_ROW_UNKNOWN, NOTHING, 0, NOTHING, 0, "no such item" },
    { { "", "6", "" }, PASAR_IMPORT_ROW_BLANK, NOTHING, 0, NOTHING, 0, "no id and no code" },
    { { "Twin", "6", "" },
      PASAR_IMPORT_ROW_AMBIGUOUS,
      NOTHING,
      0,
      NOTHING,
      0,
      "2 rows of the shop may be meant: Twin; Twin." },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_put_plain (catalogue, 3, "Twin", 100, 1);
  fixture_put_plain (catalogue, 4, "Twin", 100, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarImportTable table = { .texts = cases[i].texts, .n_rows = 1, .n_columns = 3 };
      g_autoptr (PasarImport) import = run_import (catalogue, &table, &by_sku);

      g_test_message ("%s|%s|%s", cases[i].texts[0], cases[i].texts[1], cases[i].texts[2]);
      g_assert_cmpint (pasar_import_get_verdict (import, 0), ==, cases[i].verdict);
      g_assert_cmpuint (pasar_import_get_report (import)->n_rows[cases[i].verdict], ==, 1);
      assert_cell (import, 0, 0, cases[i].price, cases[i].price_to);
      assert_cell (import, 0, 1, cases[i].stock, cases[i].stock_to);
      assert_reason (import, 0, cases[i].reason);
    }
}

/* Rows that name the same, and rows whose keys are not to be trusted. */
static void
test_rows (void)
{
  static const char *const texts[] = { "Mug",      "6", "",  "Mug",      "7", "",  /* */
                                       "Shirt-11", "9", "",  "Shirt-11", "",  "4", /* */
                                       "Shirt-11", "9", "4", "Shirt-12", "9", "" };
  static const guint8 damaged[] = { FALSE, FALSE, FALSE, FALSE, FALSE, TRUE };
  const PasarImportTable table = { .texts = texts,
                                   .n_rows = 6,
                                   .n_columns = 3,
                                   .damaged = damaged };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = run_import (catalogue, &table, &by_sku);
  const PasarImportReport *report = pasar_import_get_report (import);
  g_autofree char *label = NULL;

  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_CONFLICTING], ==, 2);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_CHANGED], ==, 2);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_REPEATED], ==, 1);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_DAMAGED], ==, 1);
  assert_reason (import, 0, "another value");
  assert_reason (import, 4, "A row above");
  assert_reason (import, 5, "damaged");
  label = apply (catalogue, import);
  g_assert_cmpstr (label, ==, "Import of list.xlsx: 1 price, 1 stock");
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 900);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, STOCK), ==, 4);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, PASAR_NO_VALUE);
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* How numbers are written is known, or a program wrote them. */
static void
test_numbers (void)
{
  static const char *const texts[] = { "Mug", "6,50", "", "Shirt-11", "1234.5", "" };
  static const guint8 plain[] = { FALSE, FALSE, FALSE, FALSE, TRUE, FALSE };
  const PasarImportTable table = { .texts = texts,
                                   .n_rows = 2,
                                   .n_columns = 3,
                                   .decimal_point = ',',
                                   .plain = plain };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = run_import (catalogue, &table, &by_sku);

  assert_cell (import, 0, 0, CHANGED, 650);
  /* Too far from those of the other models, but read as it is. */
  g_assert_cmpint (pasar_import_get_cell (import, 1, 0).to, ==, 123450);
}

static char *
dup_random_number (char point)
{
  GString *text = g_string_new (NULL);
  const int n_whole = g_test_rand_int_range (0, 14);
  const int n_decimals = g_test_rand_int_range (-1, 5);

  for (int i = 0; i < n_whole; i++)
    g_string_append_c (text, (char) ('0' + g_test_rand_int_range (0, 10)));
  if (n_decimals >= 0)
    g_string_append_c (text, point);
  for (int i = 0; i < n_decimals; i++)
    g_string_append_c (text, g_test_rand_int_range (0, 2) != 0 ? '0' : '7');
  return g_string_free (text, FALSE);
}

/* A blank before a number, which is read with more care, changes nothing. */
static void
test_blanks (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      const char point = g_test_rand_bit () ? '.' : ',';
      g_autofree char *text = dup_random_number (point);
      g_autofree char *blank = g_strconcat (" ", text, NULL);
      const char *const texts[] = { "Mug", text, text, "Pen", blank, blank };
      const PasarImportTable table = { .texts = texts,
                                       .n_rows = 2,
                                       .n_columns = 3,
                                       .decimal_point = point };
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      g_autoptr (PasarImport) import = NULL;

      fixture_put_plain (catalogue, 7, "Pen", 500, 3);
      import = run_import (catalogue, &table, &by_sku);
      for (guint source = 0; source < 2; source++)
        {
          const PasarImportCell first = pasar_import_get_cell (import, 0, source);
          const PasarImportCell second = pasar_import_get_cell (import, 1, source);

          g_test_message ("%s", text);
          g_assert_cmpint (first.to, ==, second.to);
        }
    }
}

static void
test_expressions (void)
{
  static const char *const texts[] = {
    "Mug",      "3.1234", "2", "10", "x", /* */
    "Shirt-11", "",       "2", "10", "x", /* */
    "Shirt-12", "7.00",   "0", "10", "x", /* */
    "Shirt-13", "cheap",  "2", "10", "x",
  };
  static const char *const heads[] = { "SKU", "Cost", "每箱", "Price (list)", "Cost" };
  const PasarImportTable table = { .texts = texts, .n_rows = 4, .n_columns = 5, .heads = heads };
  static const struct
  {
    const char *text;
    gint64 to; /* of the first row */
  } cases[] = {
    { "=cost*1.6 end .90", 490 },
    { "=COST*2", 625 },
    { "=\"Cost\"*2", 625 },
    { "=cost/每箱", 156 },
    { "=\"每箱\"*3", 600 },
    { "=\"Price (list)\"-0.50", 950 },
    { "=price_list-0.50", 950 },
    { "=cost+10%", 344 },
    { "=price+cost", 812 },
    { "=max(cost; shop_price)+1", 600 },
    { "+10%", 550 },
    { "9.90", 990 },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_auto (GStrv) names = pasar_import_dup_names (&table);
  g_autoptr (GError) error = NULL;
  gsize place;

  g_assert_cmpstr (names[1], ==, "cost");
  g_assert_cmpstr (names[2], ==, "column_3");
  g_assert_cmpstr (names[3], ==, "price_list");
  g_assert_cmpstr (names[4], ==, "cost_5");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, cases[i].text };
      const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                           .sources = &source,
                                           .n_sources = 1 };
      g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);

      g_test_message ("%s", cases[i].text);
      assert_cell (import, 0, 0, CHANGED, cases[i].to);
      if (strstr (cases[i].text, "cost*1.6") == NULL)
        continue;
      /* A blank says nothing, also where it is computed with. */
      assert_cell (import, 1, 0, NOTHING, 0);
      assert_cell (import, 2, 0, CHANGED, 1090);
      assert_cell (import, 3, 0, PASAR_IMPORT_UNREADABLE, 0);
      assert_reason (import, 3, "cheap");
    }

  {
    const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=cost/每箱" };
    const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                         .sources = &source,
                                         .n_sources = 1 };
    g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);

    assert_cell (import, 2, 0, PASAR_IMPORT_NO_RESULT, 0);
    assert_reason (import, 2, "divided by 0");
  }

  g_assert_null (
      pasar_import_parse (catalogue, &table, PASAR_COLUMN_PRICE, "=2*cots", &place, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_UNKNOWN_NAME);
  g_assert_cmpuint (place, ==, 3);
  g_assert_nonnull (strstr (error->message, "cost"));
  g_clear_error (&error);
  g_assert_null (
      pasar_import_parse (catalogue, &table, PASAR_COLUMN_PRICE, "=\"Cost", &place, &error));
  g_assert_nonnull (error);
}

/* Digits that a program computed beyond those that matter are no error, those of a seller are. */
static void
test_long_numbers (void)
{
  static const char *const texts[] = { "Mug", "3.33333333333333", "Shirt-11", "3.33333333333333" };
  static const char *const heads[] = { "SKU", "Cost" };
  static const guint8 plain[] = { FALSE, TRUE, FALSE, FALSE };
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=cost*3" };
  const PasarImportTable table = { .texts = texts,
                                   .n_rows = 2,
                                   .n_columns = 2,
                                   .heads = heads,
                                   .plain = plain };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);

  assert_cell (import, 0, 0, CHANGED, 1000);
  assert_cell (import, 1, 0, PASAR_IMPORT_UNREADABLE, 0);
}

/* What is the seller's own is taken as it is, and can be cleared. */
static void
test_locals (void)
{
  static const char *const texts[] = { "Mug",      "3.20",    "25%",
                                       "Shirt-11", "<clear>", "", /* */
                                       "Shirt-12", "<clear>", "x",
                                       "Shirt-13", "0.00",    "+5%" };
  const PasarImportSource sources[] = {
    { pasar_column_for_field (PASAR_FIELD_COST), 1, NULL },
    { pasar_column_for_field (PASAR_FIELD_TARGET_MARGIN), 2, NULL }
  };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = sources,
                                       .n_sources = 2 };
  const PasarImportTable table = { .texts = texts, .n_rows = 4, .n_columns = 3 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = NULL;
  g_autofree char *label = NULL;

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_COST, 500);
  import = run_import (catalogue, &table, &mapping);
  assert_cell (import, 0, 0, CHANGED, 320);
  assert_cell (import, 0, 1, CHANGED, 250);
  assert_cell (import, 1, 0, CHANGED, PASAR_NO_VALUE);
  assert_cell (import, 2, 0, PASAR_IMPORT_UNCHANGED, 0);
  assert_cell (import, 2, 1, PASAR_IMPORT_UNREADABLE, 0);
  assert_cell (import, 3, 0, CHANGED, 0);
  assert_cell (import, 3, 1, PASAR_IMPORT_UNREADABLE, 0);
  g_assert_cmpuint (pasar_import_get_report (import)->n_zeros, ==, 1);
  label = apply (catalogue, import);
  g_assert_cmpstr (label, ==, "Import of list.xlsx: 4 other values");
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue,
                                                (PasarRowKey){ 1, 11 },
                                                PASAR_FIELD_COST,
                                                NULL,
                                                NULL),
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue,
                                                (PasarRowKey){ 2, 0 },
                                                PASAR_FIELD_TARGET_MARGIN,
                                                NULL,
                                                NULL),
                   ==,
                   250);
}

/* By the decimal sign of the table, whatever that of the seller is. */
static void
test_percentages (void)
{
  static const char *const texts[] = { "Mug", "77,6%", "Shirt-11", "5,5" };
  const PasarImportSource source = { pasar_column_for_field (PASAR_FIELD_TARGET_MARGIN), 1, NULL };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };
  const PasarImportTable table = { .texts = texts,
                                   .n_rows = 2,
                                   .n_columns = 2,
                                   .decimal_point = ',' };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);

  assert_cell (import, 0, 0, CHANGED, 776);
  assert_cell (import, 1, 0, CHANGED, 55);
}

static void
test_texts (void)
{
  static const char *const texts[] = { "Mug", "=shelf 3", "Shirt-11", "<clear>", "Shirt-12", "" };
  const PasarImportSource source = { pasar_column_for_field (PASAR_FIELD_NOTE), 1, NULL };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };
  const PasarImportTable table = { .texts = texts, .n_rows = 3, .n_columns = 2 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);
  guint row;

  g_assert_cmpuint (pasar_import_get_report (import)->n_others, ==, 1);
  g_assert_cmpuint (pasar_import_get_report (import)->n_zeros, ==, 0);
  g_assert_cmpint (pasar_import_get_cell (import, 0, 0).state, ==, CHANGED);
  assert_cell (import, 1, 0, PASAR_IMPORT_UNCHANGED, 0);
  assert_cell (import, 2, 0, NOTHING, 0);
  g_free (apply (catalogue, import));
  row = pasar_catalogue_find (catalogue, 2, 0);
  g_assert_cmpstr (pasar_catalogue_read_value (catalogue, row, source.target).text, ==, "=shelf 3");
}

/* The word that clears is a text after an apostrophe, and what is written means what was there. */
static void
test_quoted (void)
{
  static const char *const texts[] = {
    "<clear>", "'<clear>", "''<CLEAR>", "'quoted", "clear", "<clear>ed",
  };
  const PasarImportSource source = { pasar_column_for_field (PASAR_FIELD_NOTE), 1, NULL };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *quoted = pasar_import_quote (texts[i]);
      const char *const cells[] = { "Mug", quoted != NULL ? quoted : texts[i] };
      const PasarImportTable table = { .texts = cells, .n_rows = 1, .n_columns = 2 };
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      g_autoptr (PasarImport) import = run_import (catalogue, &table, &mapping);
      const guint row = pasar_catalogue_find (catalogue, 2, 0);

      g_assert_cmpint (quoted != NULL, ==, i < 3);
      g_free (apply (catalogue, import));
      g_assert_cmpstr (pasar_catalogue_read_value (catalogue, row, source.target).text,
                       ==,
                       texts[i]);
    }
}

static void
test_zeros (void)
{
  static const char *const texts[] = { "Mug", "0", "0", "Shirt-12", "", "0" };
  const PasarImportTable table = { .texts = texts, .n_rows = 2, .n_columns = 3 };
  PasarImportMapping mapping = by_sku;
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) with = run_import (catalogue, &table, &mapping);
  g_autoptr (PasarImport) without = NULL;

  g_assert_cmpuint (pasar_import_get_report (with)->n_zeros, ==, 2);
  g_assert_cmpuint (pasar_import_get_report (with)->n_by_rule[PASAR_RULE_NEGATIVE_OR_ZERO_PRICE],
                    ==,
                    1);
  assert_cell (with, 0, 1, CHANGED, 0);
  mapping.leaves_out_zeros = TRUE;
  without = run_import (catalogue, &table, &mapping);
  assert_cell (without, 0, 0, PASAR_IMPORT_ZERO, 0);
  assert_cell (without, 0, 1, PASAR_IMPORT_ZERO, 0);
  /* It was 0 before. */
  assert_cell (without, 1, 1, PASAR_IMPORT_UNCHANGED, 0);
  g_assert_cmpuint (pasar_import_get_report (without)->n_zeros, ==, 2);
  assert_reason (without, 0, "Stock: It would become 0.");
}

/* All models of an item at once may have what none may have alone. */
static void
test_rules_together (void)
{
  static const char *const texts[] = { "Shirt-11", "100",      "",    "Shirt-12", "120",
                                       "",         "Shirt-13", "700", "" };
  PasarImportTable table = { .texts = texts, .n_rows = 2, .n_columns = 3 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) both = run_import (catalogue, &table, &by_sku);
  g_autoptr (PasarImport) one = NULL;
  g_autoptr (PasarImport) far = NULL;

  assert_cell (both, 0, 0, CHANGED, 10000);
  assert_cell (both, 1, 0, CHANGED, 12000);
  table.n_rows = 1;
  one = run_import (catalogue, &table, &by_sku);
  assert_cell (one, 0, 0, PASAR_IMPORT_REFUSED, 0);
  g_assert_cmpint (pasar_import_get_cell (one, 0, 0).rule, ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpuint (pasar_import_get_report (one)->n_by_rule[PASAR_RULE_PRICE_RATIO], ==, 1);
  assert_reason (one, 0, "Price: ");
  table.n_rows = 3;
  far = run_import (catalogue, &table, &by_sku);
  assert_cell (far, 2, 0, PASAR_IMPORT_REFUSED, 0);
  /* Nothing was staged by looking. */
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, PASAR_NO_VALUE);
}

static void
assert_postponed (PasarImport *import, guint row, const char *says)
{
  g_autofree char *text = pasar_import_dup_postponed_text (import, row);

  g_test_message ("%s", text);
  if (says == NULL)
    g_assert_cmpstr (text, ==, "");
  else
    g_assert_nonnull (strstr (text, says));
}

/* What a promotion locks waits as what is typed does; what nobody can edit is refused. */
static void
test_postponed (void)
{
  static const char *const texts[] = { "Mug", "6.50",     "8",     "Shirt-11", "",
                                       "9",   "Shirt-12", "13.00", "" };
  static const char *const back[] = { "Mug", "5.00", "8" };
  static const char *const wrong[] = { "Mug", "0", "" };
  const PasarImportTable table = { .texts = texts, .n_rows = 3, .n_columns = 3 };
  const PasarImportTable back_table = { .texts = back, .n_rows = 1, .n_columns = 3 };
  const PasarImportTable wrong_table = { .texts = wrong, .n_rows = 1, .n_columns = 3 };
  const PasarPromotionLock discount = { "Discount", 1800000000, 0 };
  const PasarPromotionLock endless = { "Flash Sale", 0, G_MAXINT64 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = NULL;
  g_autoptr (PasarImport) again = NULL;
  g_autoptr (PasarImport) refused = NULL;
  g_autofree char *label = NULL;
  g_autofree char *label_again = NULL;
  const PasarImportReport *report;
  guint mug;

  pasar_catalogue_set_promotion_lock (catalogue,
                                      (PasarRowKey){ 2, 0 },
                                      PASAR_PROMOTION_ONGOING,
                                      &discount);
  pasar_catalogue_set_promotion_lock (catalogue,
                                      (PasarRowKey){ 1, 11 },
                                      PASAR_PROMOTION_ONGOING,
                                      &endless);
  mug = pasar_catalogue_find (catalogue, 2, 0);
  import = run_import (catalogue, &table, &by_sku);
  report = pasar_import_get_report (import);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_POSTPONED], ==, 2);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_CHANGED], ==, 1);
  g_assert_cmpuint (report->n_cells[CHANGED], ==, 4);
  g_assert_cmpuint (report->n_cells[PASAR_IMPORT_REFUSED], ==, 0);
  g_assert_cmpuint (report->n_postponed, ==, 2);
  g_assert_cmpint (report->first_end, ==, 1800000000);
  g_assert_cmpint (pasar_import_get_cell (import, 0, 0).rule, ==, PASAR_RULE_PRICE_PROMOTION);
  assert_reason (import, 0, NULL);
  assert_postponed (import, 0, "Price: Waits until ");
  assert_postponed (import, 1, "Stock: Waits until the promotion has ended.");
  assert_postponed (import, 2, NULL);

  label = apply (catalogue, import);
  g_assert_cmpstr (label, ==, "Import of list.xlsx: 2 prices, 2 stocks");
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 650);
  g_assert_cmpint (pasar_catalogue_get_postponed_until (catalogue, mug, PRICE), ==, 1800000000);
  g_assert_cmpint (pasar_catalogue_get_postponed_until (catalogue, mug, STOCK), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 2);

  /* The shop's own value waits for nothing. */
  again = run_import (catalogue, &back_table, &by_sku);
  g_assert_cmpint (pasar_import_get_verdict (again, 0), ==, PASAR_IMPORT_ROW_CHANGED);
  g_assert_cmpuint (pasar_import_get_report (again)->n_postponed, ==, 0);
  label_again = apply (catalogue, again);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, PASAR_NO_VALUE);

  /* What the shop would not take then either. */
  refused = run_import (catalogue, &wrong_table, &by_sku);
  assert_cell (refused, 0, 0, PASAR_IMPORT_REFUSED, 0);
  assert_reason (refused, 0, "Price: The price must be more than 0.");
  assert_postponed (refused, 0, NULL);
}

static void
test_extremes (void)
{
  enum
  {
    N = 40
  };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarImport) import = NULL;
  const PasarImportReport *report;
  PasarImportTable table = { .n_rows = N, .n_columns = 3 };

  for (guint i = 0; i < N; i++)
    {
      g_ptr_array_add (texts, g_strdup_printf ("sku %u", i));
      /* 7 and 40 have nothing in common: each comes once. */
      g_ptr_array_add (texts, g_strdup_printf ("%u.00", 80 + i * 7 % N));
      g_ptr_array_add (texts, g_strdup (""));
      fixture_put_plain (catalogue, i + 1, g_ptr_array_index (texts, 3 * i), 10000, 1);
    }
  table.texts = (const char *const *) texts->pdata;
  import = run_import (catalogue, &table, &by_sku);
  report = pasar_import_get_report (import);
  g_assert_cmpuint (report->n_rises, ==, PASAR_IMPORT_N_EXTREMES);
  g_assert_cmpuint (report->n_falls, ==, PASAR_IMPORT_N_EXTREMES);
  g_assert_cmpuint (report->n_prices, ==, N - 1);
  for (guint i = 0; i < PASAR_IMPORT_N_EXTREMES; i++)
    {
      g_assert_cmpint (report->rises[i].change, ==, 190 - (gint64) i * 10);
      g_assert_cmpint (report->falls[i].change, ==, (gint64) i * 10 - 200);
      g_assert_cmpint (pasar_import_get_cell (import, report->rises[i].row, 0).to,
                       ==,
                       11900 - (gint64) i * 100);
    }
}

/* It is applied to what is staged at its turn, to the rows that were shown. */
static void
test_turn (void)
{
  static const char *const texts[] = { "Mug", "1", "Bowl", "1", "Shirt-11", "1" };
  static const char *const heads[] = { "SKU", "More" };
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=price+more" };
  const PasarImportTable table = { .texts = texts, .n_rows = 3, .n_columns = 2, .heads = heads };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = &source,
                                       .n_sources = 1 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarImport) import = NULL;
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autofree char *label = NULL;

  fixture_put_plain (catalogue, 3, "Bowl", 100, 1);
  import = run_import (catalogue, &table, &mapping);
  assert_cell (import, 0, 0, CHANGED, 600);

  /* What is shown follows the shop. */
  fixture_put_plain (catalogue, 2, "Mug", 700, 3);
  g_assert_true (pasar_import_run (import, G_MAXINT64));
  assert_cell (import, 0, 0, CHANGED, 800);
  fixture_stage (catalogue, 2, 0, PRICE, 900);
  g_assert_true (pasar_import_run (import, G_MAXINT64));
  assert_cell (import, 0, 0, CHANGED, 1000);

  command = pasar_import_make_command (import, "list.xlsx");
  fixture_stage (catalogue, 2, 0, PRICE, 2000);
  pasar_catalogue_remove_item (catalogue, 3);
  fixture_put_plain (catalogue, 9, "Bowl", 100, 1);
  edits = pasar_command_compute (command, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 2);
  label = pasar_command_dup_label (command, catalogue, edits->len);
  g_assert_cmpstr (label, ==, "Import of list.xlsx: 2 prices");
  fixture_stage_edits (catalogue, g_steal_pointer (&edits));
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 2100);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 1100);
  g_assert_cmpint (fixture_staged (catalogue, 9, 0, PRICE), ==, PASAR_NO_VALUE);
  /* It stays what it was then. */
  g_assert_true (pasar_import_run (import, G_MAXINT64));
  g_assert_cmpint (pasar_import_get_verdict (import, 1), ==, PASAR_IMPORT_ROW_VANISHED);
  g_assert_cmpuint (pasar_import_get_report (import)->n_rows[PASAR_IMPORT_ROW_VANISHED], ==, 1);
  g_assert_cmpuint (pasar_import_get_report (import)->n_prices, ==, 2);
  assert_reason (import, 1, "any more");
}

/* Any table on any shop, against the same done row by row as slowly as can be. */

#define N_ITEMS 8
#define N_ROWS  12

/* The price of each row of the shop that one row of the table names alone. */
static void
model (const char *const *texts, gint64 *prices, guint *n_changed)
{
  gint64 before[N_ITEMS];

  memcpy (before, prices, sizeof before);
  for (guint item = 0; item < N_ITEMS; item++)
    {
      const char *said = NULL;
      gboolean conflicts = FALSE;
      gint64 to = -1;

      for (guint i = 0; i < N_ROWS; i++)
        {
          const char *cost = texts[2 * i + 1];

          if (g_ascii_strtoull (texts[2 * i], NULL, 10) != item + 1 || *cost == '\0')
            continue;
          conflicts |= said != NULL && !g_str_equal (said, cost);
          said = cost;
        }
      if (said == NULL || conflicts)
        continue;
      if (g_str_equal (said, "x"))
        continue;
      /* cost + half of the price, a tie goes up: twice that is whole. */

      to = (gint64) (g_ascii_strtod (said, NULL) * 200 + 0.5) + before[item];
      to = (to + 1) / 2;
      if (to == 0 || to == before[item])
        continue;
      prices[item] = to;
      (*n_changed)++;
    }
}

static void
test_random (void)
{
  static const char *const costs[] = { "", "1", "2.5", "0", "x", "10", "0.01", "" };
  static const char *const heads[] = { "Id", "Cost" };
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=cost+price/2" };
  static const PasarImportMapping mapping = { .keys = { -1, 0, -1, -1, -1 },
                                              .sources = &source,
                                              .n_sources = 1 };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PasarImport) import = NULL;
      g_autoptr (PasarCommand) command = NULL;
      g_autoptr (GArray) edits = NULL;
      const char *texts[2 * N_ROWS];
      const PasarImportTable table = { .texts = texts,
                                       .n_rows = N_ROWS,
                                       .n_columns = 2,
                                       .heads = heads };
      gint64 prices[N_ITEMS];
      guint n_changed = 0;

      for (guint i = 0; i < N_ITEMS; i++)
        {
          prices[i] = g_test_rand_int_range (1, 30);
          fixture_put_plain (catalogue, i + 1, "x", prices[i], 1);
        }
      for (guint i = 0; i < N_ROWS; i++)
        {
          g_ptr_array_add (ids, g_strdup_printf ("%d", g_test_rand_int_range (1, N_ITEMS + 3)));
          texts[2 * i] = g_ptr_array_index (ids, i);
          texts[2 * i + 1] = costs[g_test_rand_int_range (0, G_N_ELEMENTS (costs))];
        }
      import = run_import (catalogue, &table, &mapping);
      model (texts, prices, &n_changed);
      g_assert_cmpuint (pasar_import_get_report (import)->n_prices, ==, n_changed);
      command = pasar_import_make_command (import, "x");
      edits = pasar_command_compute (command, catalogue, NULL);
      g_assert_cmpuint (edits->len, ==, n_changed);
      fixture_stage_edits (catalogue, g_steal_pointer (&edits));
      for (guint i = 0; i < N_ITEMS; i++)
        {
          const guint row = pasar_catalogue_find (catalogue, i + 1, 0);

          g_assert_cmpint (pasar_catalogue_read_field (catalogue, row, PRICE).effective,
                           ==,
                           prices[i]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/verdicts", test_verdicts);
  g_test_add_func ("/import/rows", test_rows);
  g_test_add_func ("/import/numbers", test_numbers);
  g_test_add_func ("/import/blanks", test_blanks);
  g_test_add_func ("/import/expressions", test_expressions);
  g_test_add_func ("/import/long-numbers", test_long_numbers);
  g_test_add_func ("/import/locals", test_locals);
  g_test_add_func ("/import/percentages", test_percentages);
  g_test_add_func ("/import/texts", test_texts);
  g_test_add_func ("/import/quoted", test_quoted);
  g_test_add_func ("/import/zeros", test_zeros);
  g_test_add_func ("/import/rules-together", test_rules_together);
  g_test_add_func ("/import/postponed", test_postponed);
  g_test_add_func ("/import/extremes", test_extremes);
  g_test_add_func ("/import/turn", test_turn);
  g_test_add_func ("/import/random", test_random);

  return g_test_run ();
}
