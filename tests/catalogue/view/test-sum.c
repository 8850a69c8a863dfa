/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/values/change.h"
#include "catalogue/view/sum.h"

/* "rows/values sum average lowest highest lowest_change..highest_change" */
static char *
dup_sum (PasarSumming *summing, PasarColumn column)
{
  const PasarSum sum = pasar_summing_get (summing, column);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u/%u", sum.n_rows, sum.n_values);
  if (sum.n_values > 0)
    g_string_append_printf (text,
                            " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                            " %" G_GINT64_FORMAT,
                            sum.sum,
                            sum.average,
                            sum.lowest,
                            sum.highest);
  if (sum.lowest_change != PASAR_NO_VALUE)
    g_string_append_printf (text,
                            " %" G_GINT64_FORMAT "..%" G_GINT64_FORMAT,
                            sum.lowest_change,
                            sum.highest_change);
  return g_string_free (text, FALSE);
}

#define assert_sum(summing, column, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *sum_ = dup_sum (summing, column);                                             \
    g_assert_cmpstr (sum_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static PasarSumming *
sum_up (PasarView *view, PasarColumn column, guint position, guint n)
{
  PasarSumming *summing = pasar_summing_new (view);

  pasar_summing_add (summing, column, position, n);
  g_assert_true (pasar_summing_run (summing, G_MAXINT64));
  return summing;
}

static void
assert_range (PasarView *view, PasarColumn column, guint position, guint n, const char *expected)
{
  g_autoptr (PasarSumming) summing = sum_up (view, column, position, n);

  assert_sum (summing, column, expected);
}

/* The fixture's shirt (10.00 and 5, 12.00 and 0, no price and 7) and mug (5.00 and 3). */
static void
test_ranges (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  assert_range (view, PASAR_COLUMN_PRICE, 1, 2, "2/2 2200 1100 1000 1200 0..0");
  assert_range (view, PASAR_COLUMN_PRICE, 3, 1, "1/0");
  /* An item is its models, once. */
  assert_range (view, PASAR_COLUMN_STOCK, 0, 1, "3/3 12 4 0 7 0..0");
  assert_range (view, PASAR_COLUMN_STOCK, 0, 4, "3/3 12 4 0 7 0..0");
  assert_range (view, PASAR_COLUMN_STOCK, 0, 5, "4/4 15 4 0 7 0..0");
  assert_range (view, PASAR_COLUMN_STOCK, 4, G_MAXUINT, "1/1 3 3 3 3 0..0");
  assert_range (view, PASAR_COLUMN_STOCK, 9, 1, "0/0");
  assert_range (view, PASAR_COLUMN_SKU, 0, 5, "4/0");
  assert_range (view, PASAR_COLUMN_RESERVED, 0, 5, "4/4 0 0 0 0");
}

static void
test_staged (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1300);
  /* A price that the shop does not know changes by nothing that could be said. */
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_PRICE, 1000);
  assert_range (view, PASAR_COLUMN_PRICE, 0, 4, "3/3 3500 1167 1000 1300 0..300");
  assert_range (view, PASAR_COLUMN_PRICE, 3, 1, "1/1 1000 1000 1000 1000");
  assert_range (view, PASAR_COLUMN_SHOP_PRICE, 0, 4, "3/2 2200 1100 1000 1200");

  fixture_stage (catalogue, 1, 12, PASAR_FIELD_PRICE, 900);
  assert_range (view, PASAR_COLUMN_PRICE, 0, 5, "4/4 3700 925 500 1300 -250..300");
  assert_range (view, PASAR_COLUMN_PRICE, 2, 1, "1/1 900 900 900 900 -250..-250");
}

/* What is hidden by a filter is left out, what is folded is not. */
static void
test_hidden (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_fold_all (view, TRUE);
  assert_range (view, PASAR_COLUMN_STOCK, 0, 1, "3/3 12 4 0 7 0..0");
  pasar_view_set_text (view, "white");
  assert_range (view, PASAR_COLUMN_STOCK, 0, 1, "1/1 5 5 5 5 0..0");
  pasar_view_fold_all (view, FALSE);
  assert_range (view, PASAR_COLUMN_STOCK, 0, 1, "1/1 5 5 5 5 0..0");
}

static void
test_columns (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarSumming) summing = pasar_summing_new (view);
  g_autoptr (PasarSumming) nothing = pasar_summing_new (view);

  pasar_summing_add (summing, PASAR_COLUMN_PRICE, 1, 1);
  pasar_summing_add (summing, PASAR_COLUMN_STOCK, 1, 2);
  pasar_summing_add (summing, PASAR_COLUMN_PRICE, 4, 1);
  pasar_summing_add (summing, PASAR_COLUMN_PRICE, 0, 0);
  pasar_summing_add (summing, PASAR_COLUMN_STOCK, 2, 1);
  g_assert_true (pasar_summing_run (summing, G_MAXINT64));
  assert_sum (summing, PASAR_COLUMN_PRICE, "2/2 1500 750 500 1000 0..0");
  assert_sum (summing, PASAR_COLUMN_STOCK, "2/2 5 3 0 5 0..0");
  assert_sum (summing, PASAR_COLUMN_SKU, "0/0");
  g_assert_true (pasar_summing_run (nothing, 0));
}

static void
test_far_apart (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  for (gint64 id = 1; id <= 3; id++)
    fixture_put_plain (catalogue, id, "x", PASAR_VALUE_MAX, -(gint64) id);
  assert_range (view,
                PASAR_COLUMN_PRICE,
                0,
                3,
                "3/3 2999999999997 999999999999 999999999999 999999999999 0..0");
  assert_range (view, PASAR_COLUMN_STOCK, 0, 2, "2/2 -3 -2 -2 -1");
}

/* In pieces it comes to the same as by itself, whatever the ranges. */
static void
test_random (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarView) view = NULL;

  for (gint64 id = 1; id <= 3000; id++)
    {
      fixture_put_plain (catalogue, id, "x", g_test_rand_int_range (1, 10000), 1);
      if (id % 100 == 0)
        fixture_stage (catalogue, id, 0, PASAR_FIELD_PRICE, g_test_rand_int_range (1, 10000));
    }
  view = pasar_view_new (catalogue);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (PasarSumming) summing = pasar_summing_new (view);
      g_autofree gboolean *is_meant = g_new0 (gboolean, 3000);
      PasarSum sum;
      gint64 lowest = G_MAXINT64;
      gint64 highest = G_MININT64;
      gint64 total = 0;
      guint n = 0;

      for (int r = g_test_rand_int_range (1, 6); r > 0; r--)
        {
          const guint position = (guint) g_test_rand_int_range (0, 3000);
          const guint length = (guint) g_test_rand_int_range (0, 3000);

          pasar_summing_add (summing, PASAR_COLUMN_PRICE, position, length);
          for (guint p = position; p < MIN (3000, position + length); p++)
            is_meant[p] = TRUE;
        }
      while (!pasar_summing_run (summing, 0))
        ;
      for (guint p = 0; p < 3000; p++)
        {
          const guint row = pasar_view_get_row (view, p);
          const gint64 price = pasar_catalogue_read_number (catalogue, row, PASAR_COLUMN_PRICE);
          const gint64 change =
              pasar_change_get (pasar_catalogue_read_number (catalogue,
                                                             row,
                                                             PASAR_COLUMN_SHOP_PRICE),
                                price);

          if (!is_meant[p])
            continue;
          n++;
          total += price;
          lowest = MIN (lowest, change);
          highest = MAX (highest, change);
        }
      sum = pasar_summing_get (summing, PASAR_COLUMN_PRICE);
      g_assert_cmpuint (sum.n_rows, ==, n);
      g_assert_cmpint (n > 0 ? sum.sum : 0, ==, total);
      if (n == 0)
        continue;
      g_assert_cmpint (sum.lowest_change, ==, lowest);
      g_assert_cmpint (sum.highest_change, ==, highest);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sum/ranges", test_ranges);
  g_test_add_func ("/sum/staged", test_staged);
  g_test_add_func ("/sum/hidden", test_hidden);
  g_test_add_func ("/sum/columns", test_columns);
  g_test_add_func ("/sum/far-apart", test_far_apart);
  g_test_add_func ("/sum/random", test_random);
  return g_test_run ();
}
