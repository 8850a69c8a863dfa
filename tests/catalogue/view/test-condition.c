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
      const PasarSubject subject = { PASAR_CONDITION_COLUMN,
                                     pasar_catalogue_get_column (catalogue, cases[i].column) };
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarCondition) condition = pasar_condition_new_typed (catalogue,
                                                                        &subject,
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

/* What is chosen beside the columns. */
static void
test_typed_subjects (void)
{
  static const struct
  {
    PasarConditionKind kind;
    PasarComparison comparison;
    const char *text;
    const char *kept;
  } cases[] = {
    { PASAR_CONDITION_STATE, PASAR_COMPARE_EQUAL, "Problems", "is:problem" },
    { PASAR_CONDITION_STATE, PASAR_COMPARE_EQUAL, "boosted", "is:boosted" },
    { PASAR_CONDITION_STATE, PASAR_COMPARE_EQUAL, "", NULL },
    { PASAR_CONDITION_RATIO, PASAR_COMPARE_MORE, "1.5", "ratio>1.50" },
    { PASAR_CONDITION_RATIO, PASAR_COMPARE_EQUAL, "2..3", "ratio=2..3" },
    { PASAR_CONDITION_RATIO, PASAR_COMPARE_MORE, "x", NULL },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarSubject subject = { cases[i].kind, NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarCondition) condition = pasar_condition_new_typed (catalogue,
                                                                        &subject,
                                                                        cases[i].comparison,
                                                                        cases[i].text,
                                                                        &english,
                                                                        &error);
      g_autofree char *kept = NULL;

      g_assert_true ((condition == NULL) == (cases[i].kept == NULL));
      g_assert_true ((condition == NULL) == (error != NULL));
      if (condition == NULL)
        continue;
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

/* Each of them once: states, all columns, the ratio. */
static void
test_subjects (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint counts[PASAR_CONDITION_RATIO + 1] = { 0 };
  PasarSubject subject;

  for (guint i = 0; pasar_subject_get_nth (catalogue, i, &subject); i++)
    {
      g_assert_cmpstr (pasar_subject_get_title (&subject), !=, "");
      g_assert_true ((subject.kind == PASAR_CONDITION_COLUMN) == (subject.info != NULL));
      counts[subject.kind]++;
    }
  g_assert_cmpuint (counts[PASAR_CONDITION_STATE], ==, 1);
  g_assert_cmpuint (counts[PASAR_CONDITION_RATIO], ==, 1);
  g_assert_cmpuint (counts[PASAR_CONDITION_COLUMN], ==, pasar_catalogue_get_n_columns (catalogue));
}

/* In words, as far as these are clear; and as they are kept, whatever they are. */
static void
test_labels (void)
{
  static const struct
  {
    const char *text;
    const char *label;
  } cases[] = {
    { "name:linen", "Item contains linen" },
    { "sku:AB*", "SKU begins with AB" },
    { "sku=AB", "SKU is AB" },
    { "stock=1..5", "Stock = 1..5" },
    { "change>=10", "Price Change ≥ 10" },
    { "margin<20.5", "Margin < 20.5" },
    { "promotion:running", "Promotion is Running" },
    { "updated:7d", "Updated in the last 7d" },
    { "-updated:7d", "Updated not in the last 7d" },
    { "updated:2026-01-31", "Updated ≥ 2026-01-31" },
    { "is:problem", "Problems" },
    { "is:changed", "Changed" },
    { "is:boosted", "Boosted" },
    { "-is:boosted", "State is not Boosted" },
    { "-stock<5", "Stock ≥ 5" },
    { "ratio>1.5", "Highest ÷ Lowest Price > 1.50" },
    { "-ratio=2", "Highest ÷ Lowest Price ≠ 2" },
    { "note!=\"\"", "Note is not empty" },
    { "stock<5 or price>20", "Stock < 5 or Price > 20" },
    { "stock<5 -is:promo", "Stock < 5 and State is not On Promotion" },
    { "linen or stock<5", "linen or Stock < 5" },
    { "linen", "linen" },
    { "(stock<5 or price>20) sku:A", "(stock<5 or price>20) sku:A" },
    { "-(stock<5 or price>20)", "-(stock<5 or price>20)" },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (PasarCondition) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *label = NULL;
      g_autofree char *kept = NULL;
      gsize place;

      pasar_condition_read (cases[i].text, catalogue, &english, &condition, &place, &error);
      g_assert_no_error (error);
      label = pasar_condition_dup_label (condition, catalogue, &english);
      g_assert_cmpstr (label, ==, cases[i].label);
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
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
    { "rat|", "", "ratio " },
    { "highest|", "", "ratio " },
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

/* Those of the last submission alone, by variation, whatever is read of them since. */
static void
test_failed (void)
{
  static const PasarRowKey first[] = { { 1, 0 }, { 3, 0 } };
  static const PasarRowKey second[] = { { 2, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;

  fixture_put_plain (catalogue, 1, "A", 100, 1);
  fixture_put_plain (catalogue, 2, "B", 100, 1);
  fixture_put_plain (catalogue, 3, "C", 100, 1);
  view = pasar_view_new (catalogue);
  assert_found (view, "is:failed", "");
  pasar_catalogue_set_failed (catalogue, first, G_N_ELEMENTS (first));
  pasar_view_refresh (view);
  assert_found (view, "is:failed", "A C");
  g_assert_cmpuint (pasar_view_count (view, PASAR_STATE_FAILED).n_items, ==, 2);
  fixture_put_plain (catalogue, 3, "C", 200, 1);
  assert_found (view, "is:failed", "A C");
  pasar_catalogue_set_failed (catalogue, second, G_N_ELEMENTS (second));
  pasar_view_refresh (view);
  assert_found (view, "is:failed", "B");
  g_assert_cmpuint (pasar_view_count (view, PASAR_STATE_FAILED).n_items, ==, 1);
  pasar_catalogue_set_failed (catalogue, NULL, 0);
  pasar_view_refresh (view);
  assert_found (view, "is:failed", "");
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
  g_test_add_func ("/condition/typed-subjects", test_typed_subjects);
  g_test_add_func ("/condition/subjects", test_subjects);
  g_test_add_func ("/condition/labels", test_labels);
  g_test_add_func ("/condition/models", test_models);
  g_test_add_func ("/condition/updated", test_updated);
  g_test_add_func ("/condition/boosted", test_boosted);
  g_test_add_func ("/condition/failed", test_failed);
  return g_test_run ();
}
