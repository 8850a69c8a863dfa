/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/doubts.h"

#include <string.h>

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

#define NONE    PASAR_DOUBT_NONE
#define TEN     PASAR_DOUBT_TEN_TIMES
#define HUNDRED PASAR_DOUBT_HUNDRED_TIMES
#define DIGITS  PASAR_DOUBT_DIGITS
#define COLUMN  PASAR_DOUBT_COLUMN
#define FALL    PASAR_DOUBT_FALL
#define RISE    PASAR_DOUBT_RISE
#define SOLD    PASAR_DOUBT_OUT_OF_STOCK

static PasarDoubts *
find_with (PasarCatalogue *catalogue, PasarDoubtLimits limits)
{
  PasarDoubts *doubts = pasar_doubts_new (catalogue, &limits);

  g_assert_true (pasar_doubts_run (doubts, G_MAXINT64));
  g_assert_false (pasar_doubts_is_late (doubts));
  return doubts;
}

static PasarDoubts *
find_all (PasarCatalogue *catalogue)
{
  return find_with (catalogue, pasar_doubt_limits_get_default ());
}

static PasarDoubtKinds
get_kinds (PasarDoubts *doubts, gint64 item_id, gint64 model_id, PasarField field)
{
  const PasarDoubt *doubt = pasar_doubts_find (doubts, (PasarRowKey){ item_id, model_id }, field);

  return doubt != NULL ? doubt->kinds : NONE;
}

/* One value of one item without models, whose SKU is 5512. */
typedef struct
{
  guint digits;
  PasarField field;
  gint64 price;
  gint64 stock;
  gint64 value;
  guint kinds;
} Case;

static void
check (const Case *test)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", test->digits, 0);
  g_autoptr (PasarDoubts) doubts = NULL;

  g_test_message ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                  test->field == PRICE ? test->price : test->stock,
                  test->value);
  fixture_put_plain (catalogue, 7001234, "5512", test->price, test->stock);
  fixture_stage (catalogue, 7001234, 0, test->field, test->value);
  doubts = find_all (catalogue);
  g_assert_cmphex (get_kinds (doubts, 7001234, 0, test->field), ==, test->kinds);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, test->kinds != NONE);
}

/* 8 to 12 times, 80 to 120 times, and the inverse of both. */
static void
test_sizes (void)
{
  static const Case cases[] = {
    { 2, PRICE, 1200, 5, 9599, RISE },
    { 2, PRICE, 1200, 5, 9600, RISE | TEN },
    { 2, PRICE, 1200, 5, 14400, RISE | TEN },
    { 2, PRICE, 1200, 5, 14401, RISE },
    { 2, PRICE, 1200, 5, 95999, RISE },
    { 2, PRICE, 1200, 5, 96000, RISE | HUNDRED },
    { 2, PRICE, 1200, 5, 144000, RISE | HUNDRED },
    { 2, PRICE, 1200, 5, 144001, RISE },
    { 2, PRICE, 9600, 5, 1201, FALL },
    { 2, PRICE, 9600, 5, 1200, FALL | TEN },
    { 2, PRICE, 14400, 5, 1200, FALL | TEN },
    { 2, PRICE, 14400, 5, 1199, FALL },
    { 2, PRICE, 96000, 5, 1201, FALL },
    { 2, PRICE, 96000, 5, 1200, FALL | HUNDRED },
    { 2, PRICE, 144000, 5, 1200, FALL | HUNDRED },
    { 2, PRICE, 144000, 5, 1199, FALL },
    /* Thousands that are left away. */
    { 0, PRICE, 150000, 5, 150, FALL },
    { 0, PRICE, 150000, 5, 1500000, RISE | TEN },
    { 2, PRICE, 1, 5, PASAR_VALUE_MAX, RISE },
    { 2, PRICE, PASAR_VALUE_MAX, 5, 1, FALL },
    /* From nothing, or from what is not known, nothing changes by so many times. */
    { 2, PRICE, 0, 5, 1000, NONE },
    { 2, PRICE, PASAR_NO_VALUE, 5, 1000, NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

/* What is exactly 30 % is within the limit. */
static void
test_limits (void)
{
  static const Case cases[] = {
    { 2, PRICE, 1000, 5, 700, NONE },      { 2, PRICE, 1000, 5, 699, FALL },
    { 2, PRICE, 1000, 5, 1300, NONE },     { 2, PRICE, 1000, 5, 1301, RISE },
    { 2, PRICE, 999, 5, 700, NONE },       { 2, PRICE, 999, 5, 699, FALL },
    { 2, PRICE, 999, 5, 1298, NONE },      { 2, PRICE, 999, 5, 1299, RISE },
    { 0, PRICE, 150000, 5, 105001, NONE }, { 0, PRICE, 150000, 5, 104999, FALL },
    { 0, PRICE, 150000, 5, 195000, NONE }, { 0, PRICE, 150000, 5, 195001, RISE },
    { 2, PRICE, 1000, 5, 0, NONE },
  };
  const PasarDoubtLimits wide = { .fall = 1000, .rise = 100000, .apart = 1000, .stock = G_MAXUINT };
  const PasarDoubtLimits bound = pasar_doubt_limits_bound (wide);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) doubts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);

  /* No limit switches its check off. */
  fixture_put_plain (catalogue, 1, "A", 100000, 5);
  fixture_put_plain (catalogue, 2, "B", 1000, 5000);
  fixture_stage (catalogue, 1, 0, PRICE, 2000);
  fixture_stage (catalogue, 2, 0, PRICE, 7000);
  fixture_stage (catalogue, 2, 0, STOCK, 50000);
  doubts = find_with (catalogue, wide);
  g_assert_cmphex (get_kinds (doubts, 1, 0, PRICE), ==, FALL);
  g_assert_cmphex (get_kinds (doubts, 2, 0, PRICE), ==, RISE);
  g_assert_cmphex (get_kinds (doubts, 2, 0, STOCK), ==, TEN);
  g_assert_cmpuint (bound.fall, <, 100);
  g_assert_cmpuint (pasar_doubt_limits_bound ((PasarDoubtLimits){ 0 }).rise, >, 0);
}

static void
test_digits (void)
{
  static const Case cases[] = {
    { 2, PRICE, 1990, 5, 1909, DIGITS },
    { 2, PRICE, 1909, 5, 1990, DIGITS },
    { 2, PRICE, 1990, 5, 9190, DIGITS | RISE },
    { 2, PRICE, 1990, 5, 19990, DIGITS | RISE | TEN },
    { 2, PRICE, 19990, 5, 1990, DIGITS | FALL | TEN },
    { 2, PRICE, 1990, 5, 11990, DIGITS | RISE },
    { 2, PRICE, 1050, 5, 10050, DIGITS | RISE | TEN },
    { 0, PRICE, 120000, 5, 102000, DIGITS },
    /* Ten times and nothing else. */
    { 2, PRICE, 1000, 5, 10000, RISE | TEN },
    /* The same digits in an order that no finger makes of them, or not the same. */
    { 2, PRICE, 1239, 5, 1293, DIGITS },
    { 2, PRICE, 1239, 5, 1329, DIGITS },
    { 2, PRICE, 3129, 5, 2931, NONE },
    { 2, PRICE, 1234, 5, 1243, DIGITS },
    { 2, PRICE, 1234, 5, 1432, NONE },
    { 2, PRICE, 1990, 5, 1890, NONE },
    { 2, PRICE, 1990, 5, 1900, NONE },
    { 2, PRICE, 100, 5, 10, FALL | TEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
test_column (void)
{
  static const Case cases[] = {
    { 2, PRICE, 4500, 40, 4000, COLUMN },
    { 0, PRICE, 4500, 4000, 4000, COLUMN },
    /* 40.00 is not 4000. */
    { 2, PRICE, 4500, 4000, 4000, NONE },
    { 2, PRICE, 4500, 40, 4001, NONE },
    { 2, PRICE, 500000, 40, 551200, COLUMN },
    { 0, PRICE, 5500, 40, 5512, COLUMN },
    { 0, PRICE, 7000000, 40, 7001234, COLUMN },
    { 0, STOCK, 5500, 40, 5512, COLUMN },
    { 0, STOCK, 5500, 40, 7001234, COLUMN },
    { 0, STOCK, 5500, 40, 5500, NONE },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("IDR", 0, 0);
  g_autoptr (PasarDoubts) doubts = NULL;
  const FixtureModel models[] = { { .model_id = 9100, .price = 9000, .stock = 5 },
                                  { .model_id = 9200, .price = 9000, .stock = 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);

  fixture_put_models (catalogue, 7001234, "A", models, 2);
  fixture_put_plain (catalogue, 2, "44", 45, 9);
  fixture_stage (catalogue, 7001234, 9100, PRICE, 9100);
  fixture_stage (catalogue, 7001234, 9200, PRICE, 9100);
  /* A code this short says nothing; the stock that is staged beside it does. */
  fixture_stage (catalogue, 2, 0, PRICE, 44);
  doubts = find_all (catalogue);
  g_assert_cmphex (get_kinds (doubts, 7001234, 9100, PRICE), ==, COLUMN);
  g_assert_cmphex (get_kinds (doubts, 7001234, 9200, PRICE), ==, NONE);
  g_assert_cmphex (get_kinds (doubts, 2, 0, PRICE), ==, NONE);
  g_clear_pointer (&doubts, pasar_doubts_free);
  fixture_stage (catalogue, 2, 0, STOCK, 44);
  doubts = find_all (catalogue);
  g_assert_cmphex (get_kinds (doubts, 2, 0, PRICE), ==, COLUMN);
  g_assert_cmphex (get_kinds (doubts, 2, 0, STOCK), ==, NONE);
}

static void
test_stock (void)
{
  static const Case cases[] = {
    { 2, STOCK, 999, 40, 319, NONE },
    { 2, STOCK, 999, 40, 320, TEN },
    { 2, STOCK, 999, 40, 480, TEN },
    { 2, STOCK, 999, 40, 481, NONE },
    { 2, STOCK, 999, 40, 4000, HUNDRED },
    /* Small ones are refilled, large ones are sold. */
    { 2, STOCK, 999, 9, 99, NONE },
    { 2, STOCK, 999, 9, 100, TEN },
    { 2, STOCK, 999, 4000, 400, NONE },
    { 2, STOCK, 999, 0, 4000, NONE },
    { 2, STOCK, 999, PASAR_NO_VALUE, 4000, NONE },
    { 2, STOCK, 999, 5, 0, SOLD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i]);
}

static void
put_unlisted (PasarCatalogue *catalogue, gint64 item_id)
{
  const FixtureModel model = { .price = 1000, .stock = 5 };

  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = item_id, .name = "U", .status = PASAR_STATUS_UNLIST },
               FALSE,
               &model,
               1);
}

/* One variation that is sold out is everyday business, the last one is not. */
static void
test_out_of_stock (void)
{
  const FixtureModel shirts[] = { { .model_id = 1, .price = 1000, .stock = 5 },
                                  { .model_id = 2, .price = 1000, .stock = 5 },
                                  { .model_id = 3, .price = 1000, .stock = 0 } };
  const FixtureModel at_shopee[] = { { .model_id = 1, .price = 1000, .stock = 5 },
                                     { .model_id = 2, .price = 1000, .stock = 0, .shopee = 3 } };
  const FixtureModel unknown[] = { { .model_id = 1, .price = 1000, .stock = 5 },
                                   { .model_id = 2, .price = 1000, .stock = PASAR_NO_VALUE } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) some = NULL;
  g_autoptr (PasarDoubts) all = NULL;
  g_autofree char *reason = NULL;

  fixture_put_models (catalogue, 1, "Shirt", shirts, G_N_ELEMENTS (shirts));
  fixture_put_models (catalogue, 2, "Cap", at_shopee, G_N_ELEMENTS (at_shopee));
  fixture_put_models (catalogue, 3, "Sock", unknown, G_N_ELEMENTS (unknown));
  put_unlisted (catalogue, 4);
  fixture_stage (catalogue, 1, 1, STOCK, 0);
  fixture_stage (catalogue, 2, 1, STOCK, 0);
  fixture_stage (catalogue, 3, 1, STOCK, 0);
  fixture_stage (catalogue, 4, 0, STOCK, 0);
  some = find_all (catalogue);
  g_assert_cmpuint (pasar_doubts_get_n (some), ==, 0);

  fixture_stage (catalogue, 1, 2, STOCK, 0);
  g_assert_true (pasar_doubts_is_late (some));
  all = find_all (catalogue);
  g_assert_cmpuint (pasar_doubts_get_n (all), ==, 2);
  g_assert_cmphex (get_kinds (all, 1, 1, STOCK), ==, SOLD);
  g_assert_cmphex (get_kinds (all, 1, 2, STOCK), ==, SOLD);
  reason = pasar_doubts_dup_reason (all, pasar_doubts_get_nth (all, 0), SOLD);
  g_assert_cmpstr (reason, ==, "No variation of the item has any stock left.");
}

static void
test_below (void)
{
  static const struct
  {
    gint64 price;
    guint kinds;
  } cases[] = {
    { 980, NONE },
    { 979, PASAR_DOUBT_BELOW_FLOOR },
    { 950, PASAR_DOUBT_BELOW_FLOOR },
    { 949, PASAR_DOUBT_BELOW_COST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
      g_autoptr (PasarDoubts) doubts = NULL;

      fixture_put_plain (catalogue, 1, "A", 1000, 5);
      fixture_stage (catalogue, 1, 0, PASAR_FIELD_COST, 950);
      fixture_stage (catalogue, 1, 0, PASAR_FIELD_FLOOR, 980);
      fixture_stage (catalogue, 1, 0, PRICE, cases[i].price);
      doubts = find_all (catalogue);
      g_assert_cmphex (get_kinds (doubts, 1, 0, PRICE), ==, cases[i].kinds);
    }
}

/* Of six models one goes the other way, each of them within the limit. */
static void
test_siblings (void)
{
  const FixtureModel models[] = {
    { .model_id = 1, .price = 1000, .stock = 5 }, { .model_id = 2, .price = 1400, .stock = 5 },
    { .model_id = 3, .price = 2000, .stock = 5 }, { .model_id = 4, .price = 3000, .stock = 5 },
    { .model_id = 5, .price = 4000, .stock = 5 }, { .model_id = 6, .price = 4500, .stock = 5 },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) before = NULL;
  g_autoptr (PasarDoubts) doubts = NULL;
  g_autofree char *reason = NULL;

  fixture_put_models (catalogue, 1, "Shirt", models, G_N_ELEMENTS (models));
  for (guint i = 0; i < 5; i++)
    fixture_stage (catalogue, 1, models[i].model_id, PRICE, models[i].price * 12 / 10);
  before = find_all (catalogue);
  g_assert_cmpuint (pasar_doubts_get_n (before), ==, 0);
  fixture_stage (catalogue, 1, 6, PRICE, 3600);
  doubts = find_all (catalogue);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 1);
  g_assert_cmphex (get_kinds (doubts, 1, 6, PRICE), ==, PASAR_DOUBT_SIBLINGS);
  reason = pasar_doubts_dup_reason (doubts, pasar_doubts_get_nth (doubts, 0), PASAR_DOUBT_SIBLINGS);
  g_assert_cmpstr (
      reason,
      ==,
      "The price changes by −20.0 %, the variations of the item mostly by about +20.0 %.");
}

static void
put_row_of (PasarCatalogue *catalogue, guint n, const gint64 *changes)
{
  for (guint i = 0; i < n; i++)
    {
      const gint64 price = 10007 + 1009 * (gint64) i;

      fixture_put_plain (catalogue, i + 1, "A", price, 5);
      fixture_stage (catalogue, i + 1, 0, PRICE, price + price * changes[i] / 1000);
    }
}

/* One row falls by far more than the others; where several do they are a group of their own. */
static void
test_batch (void)
{
  static const gint64 one[] = { -50, -50, -40, -60, -50, -50, -290, -50, -50, -50 };
  static const gint64 worse[] = { -50, -50, -40, -60, -50, -50, -900, -50, -50, -50 };
  static const gint64 two[] = { -50, 280, -40, -60, -50, -50, 280, -50, -50, -50 };
  static const gint64 few[] = { 100, 100, 100, -250, 100, 100, 100 };
  static const gint64 wild[] = { -250, -100, 0, 100, 200, 250, -200, 290, 50, -290 };
  const PasarDoubtLimits wide = { .fall = 90, .rise = 90, .apart = 20, .stock = 100 };
  g_autoptr (PasarCatalogue) of_one = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) of_worse = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) of_two = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) of_few = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) of_wild = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) doubts = NULL;
  g_autofree char *reason = NULL;

  put_row_of (of_one, G_N_ELEMENTS (one), one);
  doubts = find_with (of_one, wide);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 1);
  g_assert_cmphex (get_kinds (doubts, 7, 0, PRICE), ==, PASAR_DOUBT_BATCH);
  reason = pasar_doubts_dup_reason (doubts, pasar_doubts_get_nth (doubts, 0), PASAR_DOUBT_BATCH);
  g_assert_cmpstr (
      reason,
      ==,
      "The price changes by −29.0 %, the others that are edited mostly by about −5.0 %.");
  g_clear_pointer (&doubts, pasar_doubts_free);

  put_row_of (of_worse, G_N_ELEMENTS (worse), worse);
  doubts = find_all (of_worse);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 1);
  g_assert_cmphex (get_kinds (doubts, 7, 0, PRICE), ==, PASAR_DOUBT_BATCH | FALL | TEN);
  g_clear_pointer (&doubts, pasar_doubts_free);

  put_row_of (of_two, G_N_ELEMENTS (two), two);
  put_row_of (of_few, G_N_ELEMENTS (few), few);
  put_row_of (of_wild, G_N_ELEMENTS (wild), wild);
  doubts = find_with (of_two, wide);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 0);
  g_clear_pointer (&doubts, pasar_doubts_free);
  doubts = find_with (of_few, wide);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 0);
  g_clear_pointer (&doubts, pasar_doubts_free);
  doubts = find_with (of_wild, wide);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 0);
}

/* The same price over items whose prices differed; over the variations of one it is a usual one. */
static void
test_constant (void)
{
  static const gint64 differing[] = { 800, 1000, 1200 };
  static const gint64 alike[] = { 900, 1000, 1080 };
  const FixtureModel models[] = { { .model_id = 1, .price = 800, .stock = 5 },
                                  { .model_id = 2, .price = 1000, .stock = 5 },
                                  { .model_id = 3, .price = 1200, .stock = 5 } };
  g_autoptr (PasarCatalogue) over_differing = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) over_alike = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarCatalogue) over_models = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) of_differing = NULL;
  g_autoptr (PasarDoubts) of_alike = NULL;
  g_autoptr (PasarDoubts) of_models = NULL;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < 3; i++)
    {
      fixture_put_plain (over_differing, i + 1, "A", differing[i], 5);
      fixture_stage (over_differing, i + 1, 0, PRICE, 990);
      fixture_put_plain (over_alike, i + 1, "A", alike[i], 5);
      fixture_stage (over_alike, i + 1, 0, PRICE, 990);
    }
  fixture_put_models (over_models, 1, "Shirt", models, G_N_ELEMENTS (models));
  for (guint i = 0; i < 3; i++)
    fixture_stage (over_models, 1, i + 1, PRICE, 990);
  of_differing = find_all (over_differing);
  of_alike = find_all (over_alike);
  of_models = find_all (over_models);
  g_assert_cmpuint (pasar_doubts_count (of_differing, PASAR_DOUBT_CONSTANT), ==, 3);
  g_assert_cmpuint (pasar_doubts_get_n (of_alike), ==, 0);
  g_assert_cmpuint (pasar_doubts_get_n (of_models), ==, 0);
  reason = pasar_doubts_dup_reason (of_differing,
                                    pasar_doubts_get_nth (of_differing, 0),
                                    PASAR_DOUBT_CONSTANT);
  g_assert_cmpstr (reason,
                   ==,
                   "3 items with prices from SGD 8.00 to SGD 12.00 all get the same price of "
                   "SGD 9.90.");
}

/* Each kind of one row has a sentence with its numbers. */
static void
test_reasons (void)
{
  static const struct
  {
    PasarField field;
    gint64 value;
    guint kind;
    const char *reason;
  } cases[] = {
    { PRICE,
      19990,
      TEN,
      "The new value of SGD 199.90 is about 10 times the old one of SGD 19.90." },
    { PRICE, 199, TEN, "The old value of SGD 19.90 is about 10 times the new one of SGD 1.99." },
    { STOCK, 4000, HUNDRED, "The new value of 4000 is about 100 times the old one of 40." },
    { PRICE,
      1909,
      DIGITS,
      "The price of SGD 19.09 is the old one of SGD 19.90 with two digits swapped." },
    { PRICE, 19990, DIGITS, "The price of SGD 199.90 is SGD 19.90 with a digit doubled." },
    { PRICE, 4000, COLUMN, "SGD 40.00 is the same number as the stock of this row." },
    { PRICE, 551200, COLUMN, "SGD 5512.00 is the same number as the SKU of this row." },
    { STOCK, 7001234, COLUMN, "7001234 is the same number as an ID of this row." },
    { PRICE, 995, FALL, "The price falls by 50.0 %, from SGD 19.90 to SGD 9.95." },
    { PRICE, 2985, RISE, "The price rises by 50.0 %, from SGD 19.90 to SGD 29.85." },
    { PRICE, 1899, PASAR_DOUBT_BELOW_COST, "The price is below the cost of SGD 19.00." },
    { PRICE, 1949, PASAR_DOUBT_BELOW_FLOOR, "The price is below the floor price of SGD 19.50." },
    { STOCK, 0, SOLD, "The item has no stock left." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
      g_autoptr (PasarDoubts) doubts = NULL;
      g_autofree char *reason = NULL;
      const PasarDoubt *doubt;

      fixture_put_plain (catalogue, 7001234, "5512", 1990, 40);
      fixture_stage (catalogue, 7001234, 0, PASAR_FIELD_COST, 1900);
      fixture_stage (catalogue, 7001234, 0, PASAR_FIELD_FLOOR, 1950);
      fixture_stage (catalogue, 7001234, 0, cases[i].field, cases[i].value);
      doubts = find_all (catalogue);
      doubt = pasar_doubts_find (doubts, (PasarRowKey){ 7001234, 0 }, cases[i].field);
      g_assert_nonnull (doubt);
      g_assert_cmphex (doubt->kinds & cases[i].kind, ==, cases[i].kind);
      reason = pasar_doubts_dup_reason (doubts, doubt, cases[i].kind);
      g_assert_cmpstr (reason, ==, cases[i].reason);
    }
}

static void
assert_group (PasarDoubts *doubts, PasarDoubtKinds kind, gint64 worst, const char *heading)
{
  const guint n = pasar_doubts_count (doubts, kind);
  g_autofree char *text = pasar_doubts_dup_heading (doubts, kind, n);

  g_assert_cmpstr (text, ==, heading);
  g_assert_cmpint (pasar_doubts_get_worst (doubts, kind)->key.item_id, ==, worst);
}

/* Groups have a heading, a number and the worst of them. */
static void
test_groups (void)
{
  static const gint64 prices[] = { 600, 100, 400, 1500, 9000 };
  static const gint64 stocks[] = { 5, 500, 50, 5, 5 };
  const PasarDoubtLimits limits = { .fall = 35, .rise = 40, .apart = 100, .stock = 100 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) doubts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      fixture_put_plain (catalogue, i + 1, "A", 1000, stocks[i]);
      fixture_stage (catalogue, i + 1, 0, PRICE, prices[i]);
      fixture_stage (catalogue, i + 1, 0, STOCK, i < 3 ? 0 : 6);
    }
  doubts = find_with (catalogue, limits);
  assert_group (doubts, FALL, 2, "3 prices fall by more than 35 %");
  assert_group (doubts, RISE, 5, "2 prices rise by more than 40 %");
  assert_group (doubts, TEN, 2, "2 values change about tenfold");
  assert_group (doubts, SOLD, 2, "3 rows will be out of stock");
  g_assert_cmpuint (pasar_doubts_count (doubts, HUNDRED), ==, 0);
  g_assert_null (pasar_doubts_get_worst (doubts, HUNDRED));
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    {
      g_autofree char *one = pasar_doubts_dup_heading (doubts, 1 << bit, 1);
      g_autofree char *many = pasar_doubts_dup_heading (doubts, 1 << bit, 1234);

      g_assert_true (g_str_has_prefix (one, "1 "));
      g_assert_true (g_str_has_prefix (many, "1234 "));
    }
}

/* The shop has another value by now than when the edit was made; for a stock at several locations
 * that is so also when the sum is the same. */
static void
test_moved (void)
{
  const PasarLocationStock before[] = { { "A", 30 }, { "B", 10 } };
  const PasarLocationStock after[] = { { "A", 25 }, { "B", 15 } };
  PasarModelRecord model = {
    .name = "",
    .sku = "S",
    .price = 1000,
    .current_price = 1000,
    .n_locations = 2,
  };
  PasarItemRecord item = { .item_id = 2,
                           .name = "Mug",
                           .sku = "S",
                           .wholesale_price = PASAR_NO_VALUE,
                           .models = &model,
                           .n_models = 1 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) first = NULL;
  g_autoptr (PasarDoubts) second = NULL;
  const PasarDoubt *doubt;
  g_autofree char *reason = NULL;
  g_autofree char *split_reason = NULL;

  fixture_put_plain (catalogue, 1, "A", 1000, 5);
  model.locations = before;
  pasar_catalogue_put_item (catalogue, &item);
  fixture_stage (catalogue, 1, 0, PRICE, 1100);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_LOCATION, 33);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_LOCATION + 1, 12);
  first = find_all (catalogue);
  g_assert_cmpuint (pasar_doubts_get_n (first), ==, 0);

  fixture_put_plain (catalogue, 1, "A", 1050, 5);
  model.locations = after;
  pasar_catalogue_put_item (catalogue, &item);
  second = find_all (catalogue);
  g_assert_cmphex (get_kinds (second, 1, 0, PRICE), ==, PASAR_DOUBT_MOVED);
  g_assert_cmphex (get_kinds (second, 2, 0, STOCK), ==, PASAR_DOUBT_MOVED);
  doubt = pasar_doubts_find (second, (PasarRowKey){ 1, 0 }, PRICE);
  reason = pasar_doubts_dup_text (second, doubt);
  g_assert_nonnull (strstr (reason, "10.00"));
  g_assert_nonnull (strstr (reason, "10.50"));
  doubt = pasar_doubts_find (second, (PasarRowKey){ 2, 0 }, STOCK);
  split_reason = pasar_doubts_dup_text (second, doubt);
  g_assert_nonnull (strstr (split_reason, "moved between locations"));
}

/* All of a cell is said in one go: the gravest first, and nothing that follows from it. */
static void
test_text (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) doubts = NULL;
  g_autofree char *slip = NULL;
  g_autofree char *fall = NULL;

  fixture_put_plain (catalogue, 1, "A", 1000, 5);
  fixture_put_plain (catalogue, 2, "B", 1000, 5);
  fixture_stage (catalogue, 1, 0, PRICE, 100);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_COST, 700);
  fixture_stage (catalogue, 2, 0, PRICE, 600);
  doubts = find_all (catalogue);
  slip = pasar_doubts_dup_text (doubts, pasar_doubts_find (doubts, (PasarRowKey){ 1, 0 }, PRICE));
  g_assert_true (g_str_has_prefix (slip, "The old value of "));
  g_assert_nonnull (strstr (slip, ". The price is below the cost of "));
  g_assert_null (strstr (slip, "falls by"));
  fall = pasar_doubts_dup_text (doubts, pasar_doubts_find (doubts, (PasarRowKey){ 2, 0 }, PRICE));
  g_assert_true (g_str_has_prefix (fall, "The price falls by 40.0 %"));
}

static void
test_gravest (void)
{
  g_assert_cmphex (pasar_doubt_kinds_get_gravest (NONE), ==, NONE);
  g_assert_cmphex (pasar_doubt_kinds_get_gravest (FALL | TEN | DIGITS), ==, TEN);
  g_assert_cmphex (pasar_doubt_kinds_get_gravest (FALL), ==, FALL);
  g_assert_cmphex (pasar_doubt_kinds_get_gravest (PASAR_DOUBTS_ALL), ==, HUNDRED);
}

/* The catalogue keeps the limits; another one makes what was found by the old ones late. */
static void
test_limits_of_catalogue (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  PasarDoubtLimits limits = *pasar_catalogue_get_doubt_limits (catalogue);
  g_autoptr (PasarDoubts) doubts = NULL;

  g_assert_cmpuint (limits.fall, ==, 30);
  doubts = pasar_doubts_new (catalogue, &limits);
  g_assert_true (pasar_doubts_run (doubts, G_MAXINT64));
  pasar_catalogue_set_doubt_limits (catalogue, &limits);
  g_assert_false (pasar_doubts_is_late (doubts));
  limits.fall = 0;
  pasar_catalogue_set_doubt_limits (catalogue, &limits);
  g_assert_true (pasar_doubts_is_late (doubts));
  g_assert_cmpuint (pasar_catalogue_get_doubt_limits (catalogue)->fall, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doubts/sizes", test_sizes);
  g_test_add_func ("/doubts/moved", test_moved);
  g_test_add_func ("/doubts/text", test_text);
  g_test_add_func ("/doubts/gravest", test_gravest);
  g_test_add_func ("/doubts/limits", test_limits);
  g_test_add_func ("/doubts/digits", test_digits);
  g_test_add_func ("/doubts/column", test_column);
  g_test_add_func ("/doubts/stock", test_stock);
  g_test_add_func ("/doubts/out-of-stock", test_out_of_stock);
  g_test_add_func ("/doubts/below", test_below);
  g_test_add_func ("/doubts/siblings", test_siblings);
  g_test_add_func ("/doubts/batch", test_batch);
  g_test_add_func ("/doubts/constant", test_constant);
  g_test_add_func ("/doubts/reasons", test_reasons);
  g_test_add_func ("/doubts/groups", test_groups);
  g_test_add_func ("/doubts/limits-of-catalogue", test_limits_of_catalogue);
  return g_test_run ();
}
