/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/condition.h"

#include <locale.h>
#include <string.h>

/* Conditions: as they are typed, as they are kept, and which rows they let through. */

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat german = { ",", "." };
static const PasarNumberFormat french = { ",", "\302\240" };

static char *
dup_kept (PasarCatalogue *catalogue, const char *text, const PasarNumberFormat *format)
{
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (GError) error = NULL;
  gsize place;

  if (!pasar_condition_read (text, catalogue, format, &condition, &place, &error))
    return g_strdup_printf ("error at %zu", place);
  return pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
}

/* What is typed, and how it is kept. */
static void
assert_kept (PasarCatalogue *catalogue,
             const char *text,
             const PasarNumberFormat *format,
             const char *expected)
{
  g_autofree char *kept = dup_kept (catalogue, text, format);

  g_test_message ("%s", text);
  g_assert_cmpstr (kept, ==, expected);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    const char *kept;
  } cases[] = {
    { "", "" },
    { "   ", "" },
    { "linen shirt", "linen shirt" },
    { "stock<5 price>20 -promo \"blue shirt\" name:shirt sku:AB* (a or b)",
      "stock<5 price>20 -is:promo \"blue shirt\" name:shirt sku:AB* (\"a\" or \"b\")" },
    { "Stock <= 5", "stock<=5" },
    { "stock=5..10", "stock=5..10" },
    { "stock:10..5", "stock=5..10" },
    { "stock!=5", "-stock=5" },
    { "stock≠5 stock≥2 stock≤9", "-stock=5 stock>=2 stock<=9" },
    { "price>=12.50", "price>=12.50" },
    { "price>=1,234.50", "price>=1234.50" },
    { "price<S$12", "price<12" },
    { "shop_price<1 shop-price>1", "shop-price<1 shop-price>1" },
    { "change<-5%", "change<-5" },
    { "change>+2.5 %", "change>2.5" },
    { "ratio>2.125", "ratio>2.125" },
    { "item-id=20000000001", "item-id=20000000001" },
    { "sku=\"\"", "sku=\"\"" },
    { "sku!=\"\"", "-sku=\"\"" },
    { "promotion=\"\"", "promotion=\"\"" },
    { "promotion:running status:banned", "promotion=running status=banned" },
    { "status:\"deleted by you\"", "status=deleted-by-you" },
    { "updated:7d", "updated:7d" },
    { "updated>=48h", "updated:2d" },
    { "updated:36h", "updated:36h" },
    { "updated:2026-01-31", "updated>=2026-01-31" },
    { "updated=2026-01-31", "updated=2026-01-31" },
    { "updated<2026-01-31", "updated<2026-01-31" },
    { "updated=2026-01-01..2026-01-31", "updated=2026-01-01..2026-01-31" },
    { "is:changed -is:out-of-stock is:boosted", "is:changed -is:out-of-stock is:boosted" },
    { "is:\"not listed\"", "is:unlisted" },
    { "name:\"blue shirt\"", "name:\"blue shirt\"" },
    { "name:\"15\"\" screen\"*", "name:\"15\"\" screen\"*" },
    { "sku:\"AB*\"", "sku:\"AB*\"" },
    { "-stock<5", "-stock<5" },
    { "shirt -blue", "shirt -\"blue\"" },
    { "-\"blue shirt\"", "-\"blue shirt\"" },
    { "-(a b)", "-(\"a\" \"b\")" },
    { "stock<5 or price>20 is:changed", "(stock<5 or (price>20 is:changed))" },
    { "((stock<5) or ((price>20)))", "(stock<5 or price>20)" },
    { "(a or b or c) d", "(\"a\" or \"b\" or \"c\") d" },
    /* As input methods of Chinese write them. */
    { "stock＜５", "stock<5" },
    { "name：衬衫 “蓝色 衬衫”", "name:衬衫 \"蓝色 衬衫\"" },
    { "（stock<5 or 衬衫）", "(stock<5 or \"衬衫\")" },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_kept (catalogue, cases[i].text, &english, cases[i].kept);
}

static void
test_locale (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  assert_kept (catalogue, "price>12,50 change<-2,5", &german, "price>12.50 change<-2.5");
  assert_kept (catalogue, "price>1.234,50", &german, "price>1234.50");
  assert_kept (catalogue, "price>1 234,50 name:x", &french, "price>1234.50 name:x");
  assert_kept (catalogue, "stock<1 234 567 12", &french, "stock<1234567 12");
  assert_kept (catalogue, "stock<1 234", &english, "stock<1 234");
  /* Two readings: refused, not guessed. */
  assert_kept (catalogue, "price>1,234", &english, "error at 6");
  assert_kept (catalogue, "price>1.234", &german, "error at 6");
}

/* Each of these finds the one name that has it, as it did before there were conditions. */
static void
test_searched_as_ever (void)
{
  static const char *const texts[] = {
    "A<3",
    "A<3 B>2",
    "size:XL",
    "T-shirt",
    "-XL",
    "LS-W-S",
    "--",
    "- -",
    "12\"",
    "\"quoted",
    "(2pcs)",
    "(black",
    "white)",
    "Shirt (black cotton)",
    "((",
    ":)",
    "a=b",
    "=SUM(A1)",
    "<3",
    "or",
    "collier or",
    "red or blue",
    "promo",
    "changed stock price",
    "价格<5的衬衫",
    "เสื้อ:ลินิน",
    "เสื้อเชิ้ตผ้าลินิน",
    "亚麻衬衫",
    "蓝色stock<5",
    "price",
    "price list",
    "sku",
    "Color : red",
    "item : x",
    "%",
    "*",
    "a*",
    "AB*",
    "don´t",
    "1,5",
    "..",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autoptr (PasarView) view = pasar_view_new (catalogue);
      g_autoptr (PasarView) plain = pasar_view_new (catalogue);
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("ab %s cd", texts[i]);
      gsize place;

      g_test_message ("%s", texts[i]);
      fixture_put_plain (catalogue, 1, name, 100, 1);
      fixture_put_plain (catalogue, 2, "other", 100, 1);
      g_assert_true (
          pasar_condition_read (texts[i], catalogue, &english, &condition, &place, &error));
      g_assert_no_error (error);
      pasar_view_set_condition (view, condition, 0);
      pasar_view_set_text (plain, texts[i]);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plain)), ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 1);
      g_assert_cmpuint (pasar_view_get_row (view, 0), ==, pasar_view_get_row (plain, 0));
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    gsize place;
    int code;
  } cases[] = {
    { "stock<", 6, PASAR_INPUT_ERROR_EMPTY },
    { "shirt stock<  ", 14, PASAR_INPUT_ERROR_EMPTY },
    { "name:", 5, PASAR_INPUT_ERROR_EMPTY },
    { "stock<x", 6, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "衬衫 stock<x", 13, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "stock<-1", 6, PASAR_INPUT_ERROR_NEGATIVE },
    { "stock<1.5", 6, PASAR_INPUT_ERROR_DECIMALS },
    { "price<0.005", 6, PASAR_INPUT_ERROR_DECIMALS },
    { "price<9999999999999", 6, PASAR_INPUT_ERROR_TOO_LARGE },
    { "price<US$5", 6, PASAR_INPUT_ERROR_CURRENCY },
    { "name<x", 5, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "is:foo", 3, PASAR_INPUT_ERROR_UNKNOWN_NAME },
    { "status:foo", 7, PASAR_INPUT_ERROR_UNKNOWN_NAME },
    { "updated:foo", 8, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "updated<7d", 8, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "updated:2026-02-30", 8, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "(stock<5 or a", 13, PASAR_INPUT_ERROR_EMPTY },
    { "stock<5)", 7, PASAR_INPUT_ERROR_NOT_A_NUMBER },
    { "item-id=12x", 8, PASAR_INPUT_ERROR_NOT_A_NUMBER },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      gsize place = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_false (
          pasar_condition_read (cases[i].text, catalogue, &english, &condition, &place, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, cases[i].code);
      g_assert_null (condition);
      g_assert_cmpuint (place, ==, cases[i].place);
    }
}

/* Conditions that are chosen and typed: as they are said, and kept. */
static void
test_typed (void)
{
  static const struct
  {
    PasarColumn column;
    PasarComparison comparison;
    const char *text;
    const char *label;
    const char *kept;
  } cases[] = {
    { PASAR_COLUMN_STOCK, PASAR_COMPARE_LESS, " 5 ", "Stock < 5", "stock<5" },
    { PASAR_COLUMN_PRICE, PASAR_COMPARE_EQUAL, "1..2.50", "Price = 1..2.50", "price=1..2.50" },
    { PASAR_COLUMN_CHANGE, PASAR_COMPARE_AT_MOST, "-5 %", "Price Change ≤ -5", "change<=-5" },
    { PASAR_COLUMN_NAME,
      PASAR_COMPARE_CONTAINS,
      "a \"b*",
      "Item contains a \"b*",
      "name:\"a \"\"b*\"" },
    { PASAR_COLUMN_SKU, PASAR_COMPARE_STARTS, "AB", "SKU begins with AB", "sku:AB*" },
    { PASAR_COLUMN_SKU, PASAR_COMPARE_EQUAL, "stock<5", "SKU is stock<5", "sku=\"stock<5\"" },
    { PASAR_COLUMN_SKU, PASAR_COMPARE_EMPTY, "", "SKU is empty", "sku=\"\"" },
    { PASAR_COLUMN_STATUS, PASAR_COMPARE_EQUAL, "Live", "Status is Live", "status=live" },
    { PASAR_COLUMN_UPDATED, PASAR_COMPARE_WITHIN, "7d", "Updated in the last 7d", "updated:7d" },
    { PASAR_COLUMN_STOCK, PASAR_COMPARE_LESS, "", NULL, NULL },
    { PASAR_COLUMN_STOCK, PASAR_COMPARE_LESS, "5 shirt", NULL, NULL },
    { PASAR_COLUMN_NAME, PASAR_COMPARE_CONTAINS, " ", NULL, NULL },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarCondition) condition = pasar_condition_new_typed (catalogue,
                                                                        cases[i].column,
                                                                        cases[i].comparison,
                                                                        cases[i].text,
                                                                        &english,
                                                                        &error);
      g_autofree char *label = NULL;
      g_autofree char *kept = NULL;

      g_test_message ("%s", cases[i].text);
      if (cases[i].label == NULL)
        {
          g_assert_null (condition);
          g_assert_nonnull (error);
          continue;
        }
      g_assert_no_error (error);
      label = pasar_condition_dup_label (condition, catalogue, &english);
      g_assert_cmpstr (label, ==, cases[i].label);
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

/* A | stands for the cursor. */
static void
test_complete (void)
{
  static const struct
  {
    const char *typed;
    const char *before; /* what stays of it */
    const char *completions;
  } cases[] = {
    { "sto|", "", "stock shop-stock " },
    { "shirt -pro|", "shirt -", "promotion: is:problem is:promo " },
    { "(sk|", "(", "sku: " },
    { "PRI|", "", "price change shop-price " },
    { "buyers|", "", "current-price " },
    { "is:pro|", "is:", "problem promo " },
    { "status:b|", "status:", "banned " },
    { "status:ban| x", "status:", "banned " },
    { "status:banned|", "status:", "" },
    { "promotion:|", "promotion:", "running upcoming " },
    { "stock<|", "stock<", "" },
    { "s|", "", "" },
    { "|", "", "" },
    { "shirt |", "shirt ", "" },
    { "wholly|", "", "" },
    { "衬衫|", "", "" },
    { "stock|", "", "stock shop-stock " },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gsize cursor = strcspn (cases[i].typed, "|");
      g_autoptr (GString) text = g_string_new (cases[i].typed);
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (GPtrArray) completions = NULL;
      gsize start;

      g_test_message ("%s", cases[i].typed);
      g_string_erase (text, (gssize) cursor, 1);
      completions = pasar_condition_complete (text->str, cursor, catalogue, &start);
      for (guint j = 0; j < completions->len; j++)
        g_string_append_printf (found, "%s ", ((PasarCompletion *) completions->pdata[j])->text);
      g_assert_cmpstr (found->str, ==, cases[i].completions);
      g_string_truncate (text, start);
      g_assert_cmpstr (text->str, ==, cases[i].before);
    }
}

/* The names of what is shown, by typing a text. */
static void
assert_found (PasarView *view, const char *text, const char *expected)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 2, 1, 12, 0, 0);
  gsize place;

  g_test_message ("%s", text);
  pasar_condition_read (text, catalogue, &english, &condition, &place, &error);
  g_assert_no_error (error);
  pasar_view_set_condition (view, condition, g_date_time_to_unix (now));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, pasar_view_get_row (view, i));

      g_string_append_printf (found,
                              "%s%s",
                              i > 0 ? " " : "",
                              info.is_model ? info.variation : info.name);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* Variations are judged by themselves; what is known of the item holds for all of them. */
static void
test_models (void)
{
  static const FixtureModel shirt[] = {
    { .model_id = 1, .name = "S", .price = 1000, .stock = 2 },
    { .model_id = 2, .name = "M", .price = 1500, .stock = 90 },
    { .model_id = 3, .name = "L", .price = 2001, .stock = 0 },
  };
  static const FixtureModel mug[] = { { .model_id = 4, .name = "Big", .price = 700, .stock = 7 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;

  fixture_put_models (catalogue, 1, "Shirt", shirt, 3);
  fixture_put_models (catalogue, 2, "Mug", mug, 1);
  fixture_put_plain (catalogue, 3, "Cap", 2000, 4);
  view = pasar_view_new (catalogue);

  assert_found (view, "stock<5", "Shirt S L Cap");
  assert_found (view, "stock>90", "");
  assert_found (view, "name:shirt", "Shirt S M L");
  assert_found (view, "sku=shirt", "Shirt S M L");
  assert_found (view, "sku:shirt-2", "Shirt M");
  assert_found (view, "sku:SH*", "Shirt S M L");
  assert_found (view, "variation=m", "Shirt M");
  assert_found (view, "shirt stock<5", "Shirt S L");
  assert_found (view, "-\"shirt\"", "Mug Big Cap");
  assert_found (view, "-name:shirt stock>4", "Mug Big");
  assert_found (view, "stock=0 or price<8", "Shirt L Mug Big");
  assert_found (view, "price=10..15", "Shirt S M");
  assert_found (view, "price=20", "Cap");
  assert_found (view, "price>20", "Shirt L");
  assert_found (view, "is:variations", "Shirt S M L Mug Big");
  /* 20.01 to 10.00: exactly 2.001 times. */
  assert_found (view, "ratio>2", "Shirt S M L");
  assert_found (view, "ratio=2.001", "Shirt S M L");
  assert_found (view, "ratio>2.001", "");
  assert_found (view, "ratio<=1", "Mug Big Cap");
  fixture_stage (catalogue, 1, 2, PASAR_FIELD_PRICE, 3000);
  assert_found (view, "change>=100", "Shirt M");
  assert_found (view, "change<0", "");
  assert_found (view, "ratio=3", "Shirt S M L");
  assert_found (view, "price=30 -shop-price=30", "Shirt M");
  assert_found (view, "is:changed", "Shirt M");
}

static void
test_updated (void)
{
  static const int days[] = { 20260110, 20260131, 20260201 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", days[i] % 10000);
      g_autoptr (GDateTime) time =
          g_date_time_new_local (days[i] / 10000, days[i] / 100 % 100, days[i] % 100, 0, 0, 0);
      const FixtureModel model = { .price = 100, .stock = 1 };

      fixture_put (catalogue,
                   (PasarItemRecord){ .item_id = i + 1,
                                      .name = name,
                                      .sku = "",
                                      .update_time = g_date_time_to_unix (time) },
                   FALSE,
                   &model,
                   1);
    }
  fixture_put_plain (catalogue, 9, "never", 100, 1);
  view = pasar_view_new (catalogue);

  assert_found (view, "updated:7d", "131 201");
  assert_found (view, "updated:12h", "201");
  assert_found (view, "updated:2026-01-31", "131 201");
  assert_found (view, "updated=2026-01-31", "131");
  assert_found (view, "updated>2026-01-31", "201");
  assert_found (view, "updated<=2026-01-31", "110 131");
  assert_found (view, "updated<2026-01-31", "110");
  assert_found (view, "updated=\"\"", "never");
  assert_found (view, "updated>9999-12-31", "");
}

static void
test_boosted (void)
{
  static const gint64 items[] = { 2, 3 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;

  fixture_put_plain (catalogue, 1, "A", 100, 1);
  fixture_put_plain (catalogue, 2, "B", 100, 1);
  fixture_put_plain (catalogue, 3, "C", 100, 1);
  view = pasar_view_new (catalogue);
  assert_found (view, "is:boosted", "");
  pasar_view_set_boosted (view, items, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
  assert_found (view, "-boosted", "A");
  pasar_view_set_boosted (view, items, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 2);
}

/* Random trees, evaluated in another way. */

typedef enum
{
  ASK_STOCK,
  ASK_PRICE,
  ASK_TEXT,
  ASK_WORD,
  ASK_CHANGED,
  ASK_RATIO,
  ASK_STATUS,
  ASK_EMPTY,
  N_ASKS,
} AskKind;

/* A tree as a formula in the order of a stack machine, and the condition that is made of it. */
typedef struct
{
  int op; /* -1: not, -2: and, -3: or; else an AskKind */
  PasarColumn column;
  PasarComparison comparison;
  gint64 low;
  gint64 high;
  const char *text;
} Ask;

static const char *const parts[] = { "a", "b1", "c-d", "12", "a b", "\"", "é", "衬", "(x)", "or" };

static char *
dup_name (void)
{
  GString *name = g_string_new (NULL);
  const int n = g_test_rand_int_range (0, 4);

  for (int i = 0; i < n; i++)
    g_string_append (name, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (name, FALSE);
}

static gint64
random_number (void)
{
  return g_test_rand_int_range (0, 7) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (1, 7);
}

static PasarCatalogue *
new_random_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 0);

  for (gint64 id = 1; id <= 12; id++)
    {
      FixtureModel models[4];
      const gboolean has_model = g_test_rand_bit ();
      const guint n = has_model ? (guint) g_test_rand_int_range (0, 4) : 1;
      g_autofree char *name = dup_name ();
      g_autofree char *sku = dup_name ();
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n; i++)
        {
          g_ptr_array_add (names, dup_name ());
          models[i] = (FixtureModel){ .model_id = has_model ? 100 * id + i : 0,
                                      .name = has_model ? names->pdata[i] : "",
                                      .price = random_number (),
                                      .stock = random_number () };
        }
      fixture_put (catalogue,
                   (PasarItemRecord){ .item_id = id,
                                      .name = name,
                                      .sku = sku,
                                      .status = (PasarStatus) g_test_rand_int_range (0, 4) },
                   has_model,
                   models,
                   n);
      if (n > 0 && g_test_rand_bit ())
        fixture_stage (catalogue,
                       id,
                       models[0].model_id,
                       g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                       g_test_rand_int_range (1, 7));
    }
  return catalogue;
}

static Ask
random_leaf (void)
{
  static const PasarColumn texts[] = { PASAR_COLUMN_NAME,
                                       PASAR_COLUMN_SKU,
                                       PASAR_COLUMN_VARIATION };
  static const PasarColumn any[] = { PASAR_COLUMN_SKU,        PASAR_COLUMN_NAME,
                                     PASAR_COLUMN_VARIATION,  PASAR_COLUMN_PRICE,
                                     PASAR_COLUMN_SHOP_STOCK, PASAR_COLUMN_CHANGE };
  Ask ask = { .op = g_test_rand_int_range (0, N_ASKS) };

  ask.text = parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))];
  ask.low = g_test_rand_int_range (0, 8);
  ask.high = ask.low + g_test_rand_int_range (0, 4);
  ask.comparison =
      (PasarComparison) g_test_rand_int_range (PASAR_COMPARE_EQUAL, PASAR_COMPARE_BETWEEN + 1);
  if (ask.op == ASK_TEXT)
    {
      ask.column = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
      ask.comparison =
          (PasarComparison) g_test_rand_int_range (PASAR_COMPARE_CONTAINS, PASAR_COMPARE_EQUAL + 1);
    }
  if (ask.op == ASK_EMPTY)
    ask.column = any[g_test_rand_int_range (0, G_N_ELEMENTS (any))];
  if (ask.op == ASK_RATIO)
    {
      ask.low *= 500;
      ask.high *= 500;
    }
  return ask;
}

static PasarCondition *
new_leaf (const Ask *ask)
{
  switch (ask->op)
    {
    case ASK_STOCK:
      return pasar_condition_new_number (PASAR_COLUMN_STOCK, ask->comparison, ask->low, ask->high);
    case ASK_PRICE:
      return pasar_condition_new_number (PASAR_COLUMN_PRICE, ask->comparison, ask->low, ask->high);
    case ASK_TEXT:
      return pasar_condition_new_text (ask->column, ask->comparison, ask->text);
    case ASK_WORD:
      return pasar_condition_new_word (ask->text);
    case ASK_CHANGED:
      return pasar_condition_new_state (PASAR_STATE_CHANGED);
    case ASK_RATIO:
      return pasar_condition_new_ratio (ask->comparison, ask->low, ask->high);
    case ASK_STATUS:
      return pasar_condition_new_number (PASAR_COLUMN_STATUS, PASAR_COMPARE_EQUAL, ask->low % 5, 0);
    default:
      return pasar_condition_new_empty (ask->column);
    }
}

/* By bisection of a stack: operands are put together until one is left. */
static PasarCondition *
new_random_tree (GArray *formula)
{
  g_autoptr (GPtrArray) stack =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);
  const int n = g_test_rand_int_range (1, 7);

  for (int i = 0; i < n || stack->len > 1;)
    {
      Ask ask = { .op = -1 };
      PasarCondition *made;

      if (i < n && (stack->len < 2 || g_test_rand_bit ()))
        {
          ask = random_leaf ();
          made = new_leaf (&ask);
          i++;
        }
      else if (g_test_rand_int_range (0, 3) == 0)
        {
          g_autoptr (PasarCondition) last = g_ptr_array_steal_index (stack, stack->len - 1);

          made = pasar_condition_new_not (last);
        }
      else
        {
          PasarCondition *const *last = (PasarCondition *const *) (stack->pdata + stack->len - 2);

          ask.op = g_test_rand_bit () ? -2 : -3;
          made = pasar_condition_new_join (ask.op == -2 ? PASAR_CONDITION_ALL : PASAR_CONDITION_ANY,
                                           last,
                                           2);
          g_ptr_array_set_size (stack, (int) stack->len - 2);
        }
      g_array_append_val (formula, ask);
      g_ptr_array_add (stack, made);
    }
  return g_ptr_array_steal_index (stack, 0);
}

static gboolean
has_order (const Ask *ask, gint64 value, gint64 scale)
{
  const gint64 low = ask->low * scale;
  const gint64 high = ask->high * scale;

  switch ((int) ask->comparison)
    {
    case PASAR_COMPARE_LESS:
      return value < low;
    case PASAR_COMPARE_AT_MOST:
      return value <= low;
    case PASAR_COMPARE_AT_LEAST:
      return value >= low;
    case PASAR_COMPARE_MORE:
      return value > low;
    case PASAR_COMPARE_BETWEEN:
      return value >= low && value <= high;
    default:
      return value == low;
    }
}

/* What is here in two scripts and has accents, made alike. */
static char *
dup_alike (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) out = g_string_new (decomposed);

  g_string_replace (out, "\xcc\x81", "", 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
has_text (PasarComparison comparison, const char *text, const char *part)
{
  g_autofree char *a = dup_alike (text);
  g_autofree char *b = dup_alike (part);

  if (comparison == PASAR_COMPARE_CONTAINS)
    return strstr (a, b) != NULL;
  return comparison == PASAR_COMPARE_STARTS ? g_str_has_prefix (a, b) : strcmp (a, b) == 0;
}

static gboolean
has_id (gint64 id, const char *part)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return strspn (part, "0123456789") == strlen (part) && strstr (text, part) != NULL;
}

/* Of the item, whose row the first one is. */
static gboolean
ask_ratio (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const guint item_row = pasar_catalogue_read_row (catalogue, row).item_row;
  const PasarRowInfo item = pasar_catalogue_read_row (catalogue, item_row);
  const PasarRowValue price = item.values[PASAR_FIELD_PRICE];

  return price.effective != PASAR_NO_VALUE && price.effective > 0
         && has_order (ask, price.effective_max * 1000, price.effective);
}

static gboolean
ask_text (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarRowInfo item = pasar_catalogue_read_row (catalogue, info.item_row);

  if (ask->op == ASK_WORD)
    return has_text (PASAR_COMPARE_CONTAINS, info.name, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, item.sku, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, info.sku, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, info.variation, ask->text)
           || has_id (info.key.item_id, ask->text)
           || (info.is_model && has_id (info.key.model_id, ask->text));
  if (ask->column == PASAR_COLUMN_NAME)
    return has_text (ask->comparison, info.name, ask->text);
  if (ask->column == PASAR_COLUMN_VARIATION)
    return has_text (ask->comparison, info.variation, ask->text);
  return has_text (ask->comparison, item.sku, ask->text)
         || has_text (ask->comparison, info.sku, ask->text);
}

static gboolean
ask_number (const Ask *ask, gint64 value)
{
  return value != PASAR_NO_VALUE && has_order (ask, value, 1);
}

static gboolean
ask_row (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarColumnValue value = pasar_catalogue_read_value (catalogue, row, ask->column);

  switch (ask->op)
    {
    case ASK_STOCK:
      return ask_number (ask, info.values[PASAR_FIELD_STOCK].effective);
    case ASK_PRICE:
      return ask_number (ask, info.values[PASAR_FIELD_PRICE].effective);
    case ASK_CHANGED:
      return info.values[PASAR_FIELD_PRICE].staged != PASAR_NO_VALUE
             || info.values[PASAR_FIELD_STOCK].staged != PASAR_NO_VALUE;
    case ASK_RATIO:
      return ask_ratio (catalogue, ask, row);
    case ASK_STATUS:
      return info.status == (PasarStatus) (ask->low % 5);
    case ASK_EMPTY:
      return value.text != NULL ? *value.text == '\0' : value.number == PASAR_NO_VALUE;
    default:
      return ask_text (catalogue, ask, row);
    }
}

static gboolean
evaluate_slowly (PasarCatalogue *catalogue, const GArray *formula, guint row)
{
  gboolean stack[64];
  guint n = 0;

  for (guint i = 0; i < formula->len; i++)
    {
      const Ask *ask = &g_array_index (formula, Ask, i);

      if (ask->op >= 0)
        stack[n++] = ask_row (catalogue, ask, row);
      else if (ask->op == -1)
        stack[n - 1] = !stack[n - 1];
      else
        {
          n--;
          stack[n - 1] = ask->op == -2 ? stack[n - 1] && stack[n] : stack[n - 1] || stack[n];
        }
    }
  g_assert_cmpuint (n, ==, 1);
  return stack[0];
}

/* Of the list with headers: those that match, and what stands above them. */
static void
assert_listed (PasarView *view, PasarView *all, const GArray *formula)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint));
  guint header = PASAR_NO_ROW;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      const guint row = pasar_view_get_row (all, i);
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (info.is_header && info.n_edited > 0)
        header = row;
      else if (evaluate_slowly (catalogue, formula, row))
        {
          if (info.is_model && info.item_row == header)
            g_array_append_val (expected, header);
          header = PASAR_NO_ROW;
          g_array_append_val (expected, row);
        }
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpuint (pasar_view_get_row (view, i), ==, g_array_index (expected, guint, i));
}

static void
test_random (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();
      g_autoptr (PasarView) all = pasar_view_new (catalogue);
      g_autoptr (PasarView) view = pasar_view_new (catalogue);

      for (guint i = 0; i < 30; i++)
        {
          g_autoptr (GArray) formula = g_array_new (FALSE, FALSE, sizeof (Ask));
          g_autoptr (PasarCondition) condition = new_random_tree (formula);
          g_autofree char *kept =
              pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
          g_autoptr (PasarCondition) again = NULL;
          g_autoptr (GError) error = NULL;
          gsize place;

          g_test_message ("%s", kept);
          pasar_condition_read (kept,
                                catalogue,
                                pasar_condition_get_kept_format (),
                                &again,
                                &place,
                                &error);
          g_assert_no_error (error);
          g_assert_true (pasar_condition_equal (condition, again));
          pasar_view_set_condition (view, again, 0);
          assert_listed (view, all, formula);
        }
    }
}

/* Whatever is typed is read or refused, and what was read is read again from how it is kept. */
static void
test_anything (void)
{
  static const char *const pieces[] = {
    "stock", "price",   "name", "is", "updated", "sku", "<", "<=", ":",  "=", "!=", "-",
    "(",     ")",       "\"",   " ",  " ",       "or",  "5", "..", "*",  "é", "衬", "promo",
    "7d",    "changed", "\xff", "%",  "（",      "：",  ",", ".",  "\t", "“", "”",  "ราคา",
  };
  g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *valid = NULL;
      const int n = g_test_rand_int_range (0, 24);
      gsize place = 0;

      for (int j = 0; j < n; j++)
        {
          if (g_test_rand_int_range (0, 12) == 0)
            g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
          else
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      valid = g_utf8_make_valid (text->str, -1);
      if (!pasar_condition_read (text->str, catalogue, &english, &condition, &place, &error))
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (place, <=, strlen (valid));
          continue;
        }
      g_assert_no_error (error);
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
      g_test_message ("%s → %s", valid, kept);
      {
        g_autoptr (PasarCondition) again = NULL;

        pasar_condition_read (kept,
                              catalogue,
                              pasar_condition_get_kept_format (),
                              &again,
                              &place,
                              &error);
        g_assert_no_error (error);
        g_assert_true (pasar_condition_equal (condition, again));
      }
    }
}

/* Deep and long texts end, and soon. */
static void
test_large (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();
  static const char *const repeated[] = { "(",     "-(",   "(a or ",     "stock<5 ",
                                          "word ", "\"a ", "-(stock<5 ", "(a ",
                                          ") ",    "a)(",  "\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      gsize place;

      for (guint j = 0; j < 2000; j++)
        g_string_append (text, repeated[i]);
      for (guint j = 0; j < 2000; j++)
        g_string_append_c (text, ')');
      if (!pasar_condition_read (text->str, catalogue, &english, &condition, &place, &error))
        g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition/read", test_read);
  g_test_add_func ("/condition/locale", test_locale);
  g_test_add_func ("/condition/searched-as-ever", test_searched_as_ever);
  g_test_add_func ("/condition/errors", test_errors);
  g_test_add_func ("/condition/complete", test_complete);
  g_test_add_func ("/condition/typed", test_typed);
  g_test_add_func ("/condition/models", test_models);
  g_test_add_func ("/condition/updated", test_updated);
  g_test_add_func ("/condition/boosted", test_boosted);
  g_test_add_func ("/condition/random", test_random);
  g_test_add_func ("/condition/anything", test_anything);
  g_test_add_func ("/condition/large", test_large);
  return g_test_run ();
}
