/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include <string.h>

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

/* One plain item, 1, as the case says; its limits are 1.00 to 500.00 and 5 to 1000 pieces. */
static void
test_plain_table (void)
{
  static const struct
  {
    const char *what;
    FixtureModel model;
    PasarItemRecord item;
    PasarField field;
    gint64 value;
    PasarRule rule;
    const char *words; /* that its sentence has */
  } cases[] = {
    { "fine", { 0, "", 1000, 5, 0, 0, 0 }, { 0 }, PRICE, 1200, PASAR_RULE_OK, NULL },
    { "zero price",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      0,
      PASAR_RULE_NEGATIVE_OR_ZERO_PRICE,
      "more than 0" },
    { "negative price",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      -1,
      PASAR_RULE_NEGATIVE_OR_ZERO_PRICE,
      "more than 0" },
    { "at the least price", { 0, "", 1000, 5, 0, 0, 0 }, { 0 }, PRICE, 100, PASAR_RULE_OK, NULL },
    { "below it",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      99,
      PASAR_RULE_PRICE_BELOW_MIN,
      "at least SGD 1.00" },
    { "at the highest price",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      50000,
      PASAR_RULE_OK,
      NULL },
    { "above it",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      50001,
      PASAR_RULE_PRICE_ABOVE_MAX,
      "at most SGD 500.00" },
    { "far above",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      PRICE,
      PASAR_VALUE_MAX + 1,
      PASAR_RULE_PRICE_ABOVE_MAX,
      "500.00" },
    { "promotion",
      { 0, "", 1000, 5, 0, 0, PASAR_PROMOTION_ONGOING },
      { 0 },
      PRICE,
      1100,
      PASAR_RULE_PRICE_PROMOTION,
      "in a promotion" },
    { "promotion ahead",
      { 0, "", 1000, 5, 0, 0, PASAR_PROMOTION_UPCOMING },
      { 0 },
      PRICE,
      1100,
      PASAR_RULE_PRICE_PROMOTION,
      "planned" },
    { "stock in a promotion",
      { 0, "", 1000, 5, 0, 0, PASAR_PROMOTION_ONGOING },
      { 0 },
      STOCK,
      9,
      PASAR_RULE_OK,
      NULL },
    { "below wholesale",
      { 0, "", 1000, 5, 0, 0, 0 },
      { .wholesale_price = 800 },
      PRICE,
      800,
      PASAR_RULE_PRICE_BELOW_WHOLESALE,
      "above the wholesale price of SGD 8.00" },
    { "above wholesale",
      { 0, "", 1000, 5, 0, 0, 0 },
      { .wholesale_price = 800 },
      PRICE,
      801,
      PASAR_RULE_OK,
      NULL },
    { "as far above the cheapest as allowed",
      { 0, "", 1000, 5, 0, 0, 0 },
      { .wholesale_price = 900, .cheapest_wholesale = 800 },
      PRICE,
      2666,
      PASAR_RULE_OK,
      NULL },
    { "further above it",
      { 0, "", 1000, 5, 0, 0, 0 },
      { .wholesale_price = 900, .cheapest_wholesale = 800 },
      PRICE,
      2667,
      PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE,
      "at least 30 % of the price, so the price may be at most SGD 26.66" },
    { "the cheapest is not known",
      { 0, "", 1000, 5, 0, 0, 0 },
      { .wholesale_price = 800 },
      PRICE,
      40000,
      PASAR_RULE_OK,
      NULL },
    { "all of it is at Shopee",
      { 0, "", 1000, 0, 0, 44, 0 },
      { .is_fulfilled_by_shopee = TRUE },
      STOCK,
      9,
      PASAR_RULE_FULFILLED,
      "must be 0" },
    { "some of it is the seller's",
      { 0, "", 1000, 6, 0, 44, 0 },
      { .is_fulfilled_by_shopee = TRUE },
      STOCK,
      9,
      PASAR_RULE_OK,
      NULL },
    { "negative stock",
      { 0, "", 1000, 5, 0, 0, 0 },
      { 0 },
      STOCK,
      -1,
      PASAR_RULE_STOCK_NEGATIVE,
      "less than 0" },
    { "sold out", { 0, "", 1000, 5, 0, 0, 0 }, { 0 }, STOCK, 0, PASAR_RULE_OK, NULL },
    { "below the least stock",
      { 0, "", 1000, 9, 0, 0, 0 },
      { 0 },
      STOCK,
      4,
      PASAR_RULE_STOCK_BELOW_MIN,
      "at least 5" },
    { "above the most",
      { 0, "", 1000, 9, 0, 0, 0 },
      { 0 },
      STOCK,
      1001,
      PASAR_RULE_STOCK_ABOVE_MAX,
      "at most 1000" },
    { "far above",
      { 0, "", 1000, 9, 0, 0, 0 },
      { 0 },
      STOCK,
      G_MAXINT64,
      PASAR_RULE_STOCK_ABOVE_MAX,
      "1000" },
    { "reserved",
      { 0, "", 1000, 20, 13, 0, 0 },
      { 0 },
      STOCK,
      12,
      PASAR_RULE_STOCK_RESERVED,
      "13" },
    { "just reserved", { 0, "", 1000, 20, 13, 0, 0 }, { 0 }, STOCK, 13, PASAR_RULE_OK, NULL },
    { "sold out but reserved",
      { 0, "", 1000, 20, 13, 0, 0 },
      { 0 },
      STOCK,
      0,
      PASAR_RULE_STOCK_RESERVED,
      "13" },
    { "reserved, Shopee holds some",
      { 0, "", 1000, 20, 13, 3, 0 },
      { 0 },
      STOCK,
      10,
      PASAR_RULE_OK,
      NULL },
    { "reserved, too few",
      { 0, "", 1000, 20, 13, 3, 0 },
      { 0 },
      STOCK,
      9,
      PASAR_RULE_STOCK_RESERVED,
      "at least 10" },
    { "kit stock",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .is_kit = TRUE },
      STOCK,
      9,
      PASAR_RULE_KIT,
      "kit" },
    { "kit price",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .is_kit = TRUE },
      PRICE,
      900,
      PASAR_RULE_OK,
      NULL },
    { "unlisted",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_UNLIST },
      PRICE,
      900,
      PASAR_RULE_OK,
      NULL },
    { "unknown status",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_UNKNOWN },
      PRICE,
      900,
      PASAR_RULE_OK,
      NULL },
    { "banned",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_BANNED },
      PRICE,
      900,
      PASAR_RULE_STATUS,
      "Banned" },
    { "in review",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_REVIEWING },
      STOCK,
      9,
      PASAR_RULE_STATUS,
      "In review" },
    { "deleted",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_DELETED },
      PRICE,
      900,
      PASAR_RULE_STATUS,
      "Deleted" },
    { "deleted by Shopee",
      { 0, "", 1000, 20, 0, 0, 0 },
      { .status = PASAR_STATUS_SHOPEE_DELETE },
      PRICE,
      900,
      PASAR_RULE_STATUS,
      "Shopee" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autofree char *text = NULL;
      g_autofree char *problem = NULL;
      PasarItemRecord item = cases[i].item;
      guint row;

      g_test_message ("%s", cases[i].what);
      item.item_id = 1;
      item.category_id = 7;
      pasar_catalogue_set_limits (catalogue,
                                  0,
                                  &(PasarLimits){ { 50, -1 }, { PASAR_NO_VALUE, 1000 }, 30 });
      pasar_catalogue_set_limits (catalogue, 7, &(PasarLimits){ { 100, 5 }, { 50000, -1 }, -1 });
      fixture_put (catalogue, item, FALSE, &cases[i].model, 1);
      row = pasar_catalogue_find (catalogue, 1, 0);
      g_assert_cmpint (pasar_catalogue_check (catalogue, row, cases[i].field, cases[i].value),
                       ==,
                       cases[i].rule);
      text = pasar_catalogue_dup_rule_text (catalogue, row, cases[i].field, cases[i].value);
      g_assert_true ((text == NULL) == (cases[i].rule == PASAR_RULE_OK));
      if (text != NULL && strstr (text, cases[i].words) == NULL)
        g_error ("“%s” does not say “%s”", text, cases[i].words);

      fixture_stage (catalogue, 1, 0, cases[i].field, cases[i].value);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[cases[i].field].problem,
                       ==,
                       cases[i].rule);
      problem = pasar_catalogue_row_dup_problem_text (catalogue, row, cases[i].field);
      /* What waits is no problem. */
      if (pasar_rule_is_promotion (cases[i].rule))
        g_assert_nonnull (strstr (problem, "Waits"));
      else
        g_assert_cmpstr (problem, ==, text);
      g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_POSTPONED),
                        ==,
                        pasar_rule_is_promotion (cases[i].rule));
      g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM),
                        ==,
                        cases[i].rule != PASAR_RULE_OK && !pasar_rule_is_promotion (cases[i].rule));
    }
}

static void
test_ratio (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 },
                                  { 12, "b", 2000, 1, 0, 0, 0 },
                                  { 13, "c", PASAR_NO_VALUE, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autofree char *text = NULL;
  guint header;

  fixture_put_models (catalogue, 1, "Shirt", models, 3);
  header = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_cmpint (pasar_catalogue_check (catalogue, header + 2, PRICE, 5000), ==, PASAR_RULE_OK);
  g_assert_cmpint (pasar_catalogue_check (catalogue, header + 2, PRICE, 5001),
                   ==,
                   PASAR_RULE_PRICE_RATIO);
  g_assert_cmpint (pasar_catalogue_check (catalogue, header + 1, PRICE, 399),
                   ==,
                   PASAR_RULE_PRICE_RATIO);
  /* All of them get it: nothing to compare with. */
  g_assert_cmpint (pasar_catalogue_check (catalogue, header, PRICE, 90000), ==, PASAR_RULE_OK);
  text = pasar_catalogue_dup_rule_text (catalogue, header + 2, PRICE, 6200);
  g_assert_cmpstr (
      text,
      ==,
      "“b” at SGD 62.00 would cost 6.2 times as much as “a” at SGD 10.00. At most 5 times is allowed.");

  /* A sibling's staged value counts, and is checked again when another one changes. */
  fixture_stage (catalogue, 1, 12, PRICE, 6000);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PRICE].problem,
                   ==,
                   PASAR_RULE_PRICE_RATIO);
  fixture_stage (catalogue, 1, 11, PRICE, 1200);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
  fixture_undo (catalogue);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);
  pasar_catalogue_settle (catalogue, (PasarRowKey){ 1, 11 }, PRICE, 1500);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
}

/* A price that is held back for another reason does not reach the shop: the others are measured by
 * what the shop has. */
static void
test_ratio_of_held (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 }, { 12, "b", 900, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", models, 2);
  fixture_stage (catalogue, 1, 11, PRICE, 5000);
  fixture_stage (catalogue, 1, 12, PRICE, 1000);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_OK);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 12 }, PASAR_PROMOTION_ONGOING);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_PRICE_PROMOTION);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_RATIO);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 12 }, PASAR_PROMOTION_NONE);
  fixture_stage (catalogue, 1, 12, PRICE, 0);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE),
                   ==,
                   PASAR_RULE_NEGATIVE_OR_ZERO_PRICE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_RATIO);
}

/* Only the change that brings the prices too far apart is held back, and it names the other end. */
static void
test_ratio_cause (void)
{
  const FixtureModel models[] = { { 11, "White", 2490, 1, 0, 0, 0 },
                                  { 12, "Navy", 2490, 1, 0, 0, 0 },
                                  { 13, "Sage", 2610, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autofree char *text = NULL;

  fixture_put_models (catalogue, 1, "Shirt", models, 3);
  fixture_stage (catalogue, 1, 12, PRICE, 1990);
  fixture_stage (catalogue, 1, 11, PRICE, 249);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpint (fixture_problem (catalogue, 1, 13, PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);
  text = pasar_catalogue_row_dup_problem_text (catalogue,
                                               pasar_catalogue_find (catalogue, 1, 11),
                                               PRICE);
  g_assert_nonnull (strstr (text, "“Sage” at SGD 26.10"));
  g_assert_nonnull (strstr (text, "10.5 times"));
  /* What is typed next for another one is not blamed for it, either. */
  g_assert_cmpint (pasar_catalogue_check (catalogue,
                                          pasar_catalogue_find (catalogue, 1, 13),
                                          PRICE,
                                          2500),
                   ==,
                   PASAR_RULE_OK);

  /* Two that go apart as far are the cause together. */
  fixture_stage (catalogue, 1, 11, PRICE, 2490 / 3);
  fixture_stage (catalogue, 1, 12, PRICE, 2490 * 3);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_PRICE_RATIO);

  /* Each of several tells of its own price, though another is further off. */
  fixture_stage (catalogue, 1, 11, PRICE, 24900);
  fixture_stage (catalogue, 1, 12, PRICE, 29900);
  g_free (text);
  text = pasar_catalogue_row_dup_problem_text (catalogue,
                                               pasar_catalogue_find (catalogue, 1, 11),
                                               PRICE);
  g_assert_true (g_str_has_prefix (text, "“White” at SGD 249.00"));
  g_assert_nonnull (strstr (text, "9.6 times as much as “Sage” at SGD 26.10"));

  /* All of them together are no problem. */
  fixture_stage (catalogue, 1, 12, PRICE, 24900);
  fixture_stage (catalogue, 1, 13, PRICE, 26100);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
}

/* Whatever is staged: what is not held back could be sent, and where nothing would be refused
 * nothing is held back. */
static void
test_ratio_random (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      const guint n = (guint) g_test_rand_int_range (2, 7);
      FixtureModel models[6];
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      gint64 lowest[2] = { G_MAXINT64, G_MAXINT64 };
      gint64 highest[2] = { 0, 0 };
      guint n_held = 0;

      for (guint i = 0; i < n; i++)
        models[i] = (FixtureModel){ 11 + i, "x", g_test_rand_int_range (100, 501), 1, 0, 0, 0 };
      fixture_put_models (catalogue, 1, "Shirt", models, n);
      for (guint i = 0; i < n; i++)
        if (g_test_rand_bit ())
          fixture_stage (catalogue, 1, 11 + i, PRICE, g_test_rand_int_range (50, 1500));
      for (guint i = 0; i < n; i++)
        {
          const guint row = pasar_catalogue_find (catalogue, 1, 11 + i);
          const gint64 price = pasar_catalogue_read_row (catalogue, row).values[PRICE].effective;
          const gboolean held = fixture_problem (catalogue, 1, 11 + i, PRICE) != PASAR_RULE_OK;
          const gint64 sent = held ? models[i].price : price;

          g_assert_true (!held
                         || pasar_catalogue_read_row (catalogue, row).values[PRICE].staged
                                != PASAR_NO_VALUE);
          n_held += held;
          lowest[0] = MIN (lowest[0], price);
          highest[0] = MAX (highest[0], price);
          lowest[1] = MIN (lowest[1], sent);
          highest[1] = MAX (highest[1], sent);
        }
      g_assert_true ((highest[0] > lowest[0] * 5) == (n_held > 0));
      g_assert_cmpint (highest[1], <=, lowest[1] * 5);
    }
}

static void
test_no_ratio (void)
{
  const FixtureModel models[] = { { 11, "a", 1, 1, 0, 0, 0 }, { 12, "b", 2000, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);

  fixture_put_models (catalogue, 1, "Shirt", models, 2);
  g_assert_cmpint (pasar_catalogue_check (catalogue,
                                          pasar_catalogue_find (catalogue, 1, 12),
                                          PRICE,
                                          PASAR_VALUE_MAX),
                   ==,
                   PASAR_RULE_OK);
}

static void
test_wholesale_same (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 }, { 12, "b", 1000, 1, 0, 0, 0 } };
  const PasarItemRecord item = { .item_id = 1, .name = "Shirt", .sku = "", .wholesale_price = 800 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put (catalogue, item, TRUE, models, 2);
  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_WHOLESALE_SAME);
  fixture_stage (catalogue, 1, 12, PRICE, 1100);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE), ==, PASAR_RULE_OK);
}

static char *
dup_time (gint64 unix_secs)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_secs);

  return g_date_time_format (time, "%x %H:%M");
}

static void
assert_says (PasarCatalogue *catalogue, guint row, PasarField field, const char *words)
{
  g_autofree char *text = pasar_catalogue_dup_lock_text (catalogue, row, field);

  if (words == NULL)
    g_assert_null (text);
  else if (text == NULL || strstr (text, words) == NULL)
    g_error ("“%s” does not say “%s”", text, words);
}

/* A lock says by what and until when; that of a flash sale is on the stock, too. */
static void
test_locks (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 }, { 12, "b", 1000, 1, 0, 0, 0 } };
  const PasarPromotionLock discount = { "Discount Promotions", 1800000000, 0 };
  const PasarPromotionLock flash_sale = { "Flash Sale", 1800000000, 1700000000 };
  const PasarPromotionLock endless = { "Flash Sale", 0, G_MAXINT64 };
  const PasarRowKey key = { 1, 12 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autofree char *until = dup_time (1800000000);
  g_autofree char *stock_until = dup_time (1700000000);
  guint row;

  fixture_put_models (catalogue, 1, "Shirt", models, 2);
  row = pasar_catalogue_find (catalogue, 1, 12);
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_ONGOING, &discount);
  assert_says (catalogue, row, PRICE, "“Discount Promotions”");
  assert_says (catalogue, row, PRICE, until);
  assert_says (catalogue, row, STOCK, NULL);
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_UPCOMING, &flash_sale);
  assert_says (catalogue, row, PRICE, "planned");
  assert_says (catalogue, row, PRICE, until);
  assert_says (catalogue, row, STOCK, stock_until);
  g_assert_cmpint (pasar_catalogue_check (catalogue, row, STOCK, 5),
                   ==,
                   PASAR_RULE_STOCK_PROMOTION);
  /* The other model is free. */
  assert_says (catalogue, row - 1, PRICE, NULL);
  assert_says (catalogue, row - 1, STOCK, NULL);
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_ONGOING, &endless);
  assert_says (catalogue, row, PRICE, "when the promotion has ended");
  assert_says (catalogue, row, STOCK, "when the promotion has ended");
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_NONE, &flash_sale);
  assert_says (catalogue, row, PRICE, NULL);
  assert_says (catalogue, row, STOCK, NULL);
}

static void
assert_postponed (PasarCatalogue *catalogue,
                  PasarRowKey key,
                  PasarField field,
                  gint64 until,
                  const char *words)
{
  const guint row = pasar_catalogue_find (catalogue, key.item_id, key.model_id);
  g_autofree char *text = pasar_catalogue_row_dup_problem_text (catalogue, row, field);

  g_assert_cmpint (pasar_catalogue_get_postponed_until (catalogue, row, field), ==, until);
  if (words == NULL)
    g_assert_null (text);
  else if (text == NULL || strstr (text, words) == NULL)
    g_error ("“%s” does not say “%s”", text, words);
}

/* What is staged in a promotion waits for its end, unless the shop would not take it then either.
 */
static void
test_postponed (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 5, 0, 0, 0 }, { 12, "b", 1000, 5, 0, 0, 0 } };
  const PasarPromotionLock flash_sale = { "Flash Sale", 1800000000, 1700000000 };
  const PasarPromotionLock later = { "Flash Sale", 1900000000, 0 };
  const PasarPromotionLock endless = { "Flash Sale", 0, G_MAXINT64 };
  const PasarRowKey key = { 1, 12 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint row;

  fixture_put_models (catalogue, 1, "Shirt", models, 2);
  row = pasar_catalogue_find (catalogue, 1, 12);
  g_assert_false (pasar_catalogue_can_postpone (catalogue, row, PRICE));
  fixture_stage (catalogue, 1, 12, PRICE, 1100);
  fixture_stage (catalogue, 1, 12, STOCK, 9);
  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  assert_postponed (catalogue, key, PRICE, 0, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 0);

  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_ONGOING, &flash_sale);
  g_assert_true (pasar_catalogue_can_postpone (catalogue, row, PRICE));
  assert_postponed (catalogue, key, PRICE, 1800000000, "when “Flash Sale” ends");
  assert_postponed (catalogue, key, STOCK, 1700000000, "when the flash sale ends");
  /* The row, not its values; its sibling does not wait. */
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 1);
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_UPCOMING, &later);
  assert_postponed (catalogue, key, PRICE, 1900000000, "ends");
  assert_postponed (catalogue, key, STOCK, 0, NULL);
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_ONGOING, &endless);
  assert_postponed (catalogue, key, PRICE, G_MAXINT64, "until the promotion has ended");
  assert_postponed (catalogue, key, STOCK, G_MAXINT64, "until the promotion has ended");

  /* Of an item, what can be done about comes before what waits. */
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PRICE), ==, PASAR_RULE_PRICE_PROMOTION);
  fixture_stage (catalogue, 1, 11, PRICE, 0);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PRICE), ==, PASAR_RULE_NEGATIVE_OR_ZERO_PRICE);
  fixture_stage (catalogue, 1, 12, PRICE, 0);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PRICE),
                   ==,
                   PASAR_RULE_NEGATIVE_OR_ZERO_PRICE);
  fixture_stage (catalogue, 1, 12, PRICE, 1200);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 1);
  pasar_catalogue_set_promotion (catalogue, key, PASAR_PROMOTION_NONE);
  assert_postponed (catalogue, key, PRICE, 0, NULL);
  assert_postponed (catalogue, key, STOCK, 0, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 0);
}

/* A shop on holiday takes prices, and no stock. */
static void
test_holiday (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_plain (catalogue, 1, "Mug", 1000, 5);
  fixture_stage (catalogue, 1, 0, PRICE, 900);
  fixture_stage (catalogue, 1, 0, STOCK, 9);
  pasar_catalogue_set_holiday (catalogue, TRUE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, STOCK), ==, PASAR_RULE_HOLIDAY);
  assert_says (catalogue, 0, STOCK, "holiday mode");
  assert_says (catalogue, 0, PRICE, NULL);
  pasar_catalogue_set_holiday (catalogue, FALSE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, STOCK), ==, PASAR_RULE_OK);
}

/* What is staged is checked again when a lock comes and goes, and the cache keeps it. */
static void
test_lock_kept (void)
{
  const PasarPromotionLock flash_sale = { "Flash Sale", 1800000000, 1800000000 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarCatalogue) other = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (GBytes) packed = NULL;
  PasarUnpackedRecord unpacked = { 0 };
  const guint8 *data;
  gsize size;

  fixture_put_plain (catalogue, 1, "Mug", 1000, 5);
  fixture_stage (catalogue, 1, 0, STOCK, 9);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, STOCK), ==, PASAR_RULE_OK);
  pasar_catalogue_set_promotion_lock (catalogue,
                                      (PasarRowKey){ 1, 0 },
                                      PASAR_PROMOTION_ONGOING,
                                      &flash_sale);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, STOCK), ==, PASAR_RULE_STOCK_PROMOTION);
  packed = pasar_catalogue_pack_item (catalogue, 1);
  data = g_bytes_get_data (packed, &size);
  g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
  pasar_catalogue_put_item (other, &unpacked.record);
  assert_says (other, 0, PRICE, "Flash Sale");
  g_assert_cmpint (pasar_catalogue_check (other, 0, STOCK, 9), ==, PASAR_RULE_STOCK_PROMOTION);
  pasar_unpacked_record_clear (&unpacked);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 0 }, PASAR_PROMOTION_NONE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, STOCK), ==, PASAR_RULE_OK);
}

/* What the shop says anew changes what is staged already. */
static void
test_recheck (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 }, { 12, "b", 1000, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", models, 2);
  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_OK);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 0 }, PASAR_PROMOTION_UPCOMING);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_PROMOTION);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 0))
                       .promotion,
                   ==,
                   PASAR_PROMOTION_UPCOMING);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 11 }, PASAR_PROMOTION_NONE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_OK);
  pasar_catalogue_set_limits (catalogue, 0, &(PasarLimits){ { 1200, -1 }, { -1, -1 }, -1 });
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_PRICE_BELOW_MIN);
  pasar_catalogue_set_limits (catalogue,
                              0,
                              &(PasarLimits){ { PASAR_NO_VALUE, PASAR_NO_VALUE },
                                              { PASAR_NO_VALUE, PASAR_NO_VALUE },
                                              PASAR_NO_VALUE });
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 1,
                                  .name = "Shirt",
                                  .sku = "",
                                  .status = PASAR_STATUS_BANNED },
               TRUE,
               models,
               2);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PRICE), ==, PASAR_RULE_STATUS);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);
}

static void
test_gone_text (void)
{
  const FixtureModel models[] = { { 11, "a", 1000, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autofree char *model_text = NULL;
  g_autofree char *item_text = NULL;

  fixture_put_models (catalogue, 1, "Shirt", models, 1);
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  fixture_stage (catalogue, 2, 0, PRICE, 1100);
  pasar_catalogue_put_models (catalogue, 1, NULL, 0);
  pasar_catalogue_remove_item (catalogue, 2);
  model_text = pasar_catalogue_row_dup_problem_text (catalogue,
                                                     pasar_catalogue_find (catalogue, 1, 11),
                                                     PRICE);
  item_text = pasar_catalogue_row_dup_problem_text (catalogue,
                                                    pasar_catalogue_find (catalogue, 2, 0),
                                                    PRICE);
  g_assert_nonnull (strstr (model_text, "variation"));
  g_assert_nonnull (strstr (item_text, "item"));
}

/* Where the decimals of prices are not known nothing can be changed, and each refusal says why. */
static void
test_unknown_region (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("", PASAR_DIGITS_UNKNOWN, 0);
  g_autoptr (PasarCatalogue) known = pasar_catalogue_new ("SGD", 2, 5);
  const char *reason = pasar_catalogue_get_read_only_reason (catalogue);

  g_assert_null (pasar_catalogue_get_read_only_reason (known));
  g_assert_nonnull (strstr (reason, "decimals"));
  fixture_put_plain (catalogue, 1, "Mug", 199900, 3);
  for (PasarField field = 0; field < PASAR_N_FIELDS; field++)
    {
      const guint row = pasar_catalogue_find (catalogue, 1, 0);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (pasar_catalogue_parse (catalogue, field, TRUE, "5", NULL, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY);
      g_assert_cmpstr (error->message, ==, reason);
      g_assert_cmpint (pasar_catalogue_check (catalogue, row, field, 5), ==, PASAR_RULE_REGION);
      text = pasar_catalogue_dup_rule_text (catalogue, row, field, 5);
      g_assert_cmpstr (text, ==, reason);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/plain-table", test_plain_table);
  g_test_add_func ("/rules/ratio", test_ratio);
  g_test_add_func ("/rules/ratio-cause", test_ratio_cause);
  g_test_add_func ("/rules/ratio-random", test_ratio_random);
  g_test_add_func ("/rules/no-ratio", test_no_ratio);
  g_test_add_func ("/rules/wholesale-same", test_wholesale_same);
  g_test_add_func ("/rules/recheck", test_recheck);
  g_test_add_func ("/rules/ratio-of-held", test_ratio_of_held);
  g_test_add_func ("/rules/locks", test_locks);
  g_test_add_func ("/rules/lock-kept", test_lock_kept);
  g_test_add_func ("/rules/postponed", test_postponed);
  g_test_add_func ("/rules/holiday", test_holiday);
  g_test_add_func ("/rules/gone-text", test_gone_text);
  g_test_add_func ("/rules/unknown-region", test_unknown_region);

  return g_test_run ();
}
