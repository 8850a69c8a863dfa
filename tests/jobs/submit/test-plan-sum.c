/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/typical-private.h"

typedef struct
{
  gint64 item_id;
  PasarField field;
  gint64 old_value;
  gint64 new_value;
} Change;

#define PRICE     PASAR_FIELD_PRICE
#define STOCK     PASAR_FIELD_STOCK
#define N_CHANGES 6

typedef struct
{
  guint digits;
  Change changes[N_CHANGES]; /* those with an item */
  const char *text;
} Case;

static PasarChangeInfo
make_change (const Change *change)
{
  return (PasarChangeInfo){
    .key = { change->item_id, 0 },
    .field = change->field,
    .state = PASAR_CHANGE_READY,
    .old_value = change->old_value,
    .new_value = change->new_value,
  };
}

/* What a review begins with. */
static void
test_text (void)
{
  static const Case cases[] = {
    { 2, { { 0 } }, "" },
    { 2, { { 1, PRICE, 990, 1090 } }, "Raise 1 price by 10.1 %, 9.90 to 10.90." },
    { 2,
      { { 1, PRICE, 990, 1090 }, { 2, PRICE, 1200, 1390 } },
      "Raise 2 prices, typically by 13.0 %: 9.90–12.00 to 10.90–13.90." },
    { 0,
      { { 1, PRICE, 20000, 10000 }, { 1, PRICE, 10000, 9000 } },
      "Lower 2 prices, typically by 30.0 %: 10000–20000 to 9000–10000." },
    { 2,
      { { 1, PRICE, 1000, 1100 }, { 2, PRICE, 1000, 900 }, { 3, PRICE, PASAR_NO_VALUE, 500 } },
      "Raise 1 price by 10.0 %, 10.00 to 11.00. Lower 1 price by 10.0 %, 10.00 to 9.00. "
      "Set 1 price." },
    { 2,
      { { 1, STOCK, 5, 0 }, { 2, STOCK, 5, 0 }, { 3, STOCK, 5, 6 } },
      "Set the stock of 3 rows. 2 rows go out of stock." },
    { 2, { { 1, STOCK, 5, 0 } }, "Set the stock of 1 row. 1 row goes out of stock." },
    /* One slip among them is not what they typically change by. */
    { 2,
      { { 1, PRICE, 1000, 1100 }, { 2, PRICE, 1000, 1100 }, { 3, PRICE, 1000, 100000 } },
      "Raise 3 prices, typically by 10.0 %: 10.00 to 11.00–1000.00." },
    { 2,
      { { 1, PRICE, 1, 100000 }, { 2, PRICE, 1000, 1100 } },
      "Raise 2 prices, typically by 10.0 %: 0.01–10.00 to 11.00–1000.00." },
    { 2, { { 1, PRICE, 1, 100000 } }, "Raise 1 price by > 10000.0 %, 0.01 to 1000.00." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarChangeInfo changes[N_CHANGES];
      g_autoptr (PasarTypical) typical = pasar_typical_new ();
      PasarPlanSum sum = { 0 };
      g_autofree char *text = NULL;

      for (guint j = 0; j < N_CHANGES && cases[i].changes[j].item_id != 0; j++)
        {
          changes[j] = make_change (&cases[i].changes[j]);
          pasar_plan_sum_add (&sum, &changes[j]);
          pasar_typical_count (typical, &changes[j], 1);
        }
      pasar_typical_fill (typical, &sum);
      text = pasar_plan_sum_dup_text (&sum, cases[i].digits);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const gint64 number_a = *(const gint64 *) a;
  const gint64 number_b = *(const gint64 *) b;

  return (number_a > number_b) - (number_a < number_b);
}

/* Whatever comes in and goes out, it is the one in the middle of what is left. */
static void
test_typical_random (void)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (PasarTypical) typical = pasar_typical_new ();
      g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));
      const int n = g_test_rand_int_range (1, 40);
      PasarPlanSum sum = { 0 };

      for (int i = 0; i < n; i++)
        {
          const gint64 percent = g_test_rand_int_range (1, 2000);
          const PasarChangeInfo change = make_change (&(Change){ 1, PRICE, 1000, 1000 + percent });

          pasar_typical_count (typical, &change, 1);
          if (i > 0 && g_test_rand_bit ())
            pasar_typical_count (typical, &change, -1);
          else
            g_array_append_val (left, percent);
        }
      pasar_typical_fill (typical, &sum);
      g_array_sort (left, compare_numbers);
      g_assert_cmpint (sum.raised.typical,
                       ==,
                       (g_array_index (left, gint64, (left->len - 1) / 2)
                        + g_array_index (left, gint64, left->len / 2) + 1)
                           / 2);
      g_assert_cmpint (sum.lowered.typical, ==, 0);
    }
}

/* Only what will be sent counts. */
static void
test_left_out (void)
{
  PasarChangeInfo change = make_change (&(Change){ 1, PRICE, 1000, 1100 });
  PasarPlanSum sum = { 0 };

  change.state = PASAR_CHANGE_SKIPPED;
  pasar_plan_sum_add (&sum, &change);
  change.state = PASAR_CHANGE_HELD;
  pasar_plan_sum_add (&sum, &change);
  g_assert_cmpuint (pasar_plan_sum_get_n (&sum), ==, 0);
  g_assert_cmpuint (sum.n_items, ==, 0);
}

/* The worst is told of those with the same gravest doubt; of some that are alike it is the first.
 */
static void
test_worst (void)
{
  static const struct
  {
    PasarDoubtKinds doubts;
    gint64 severity;
  } cases[] = {
    { PASAR_DOUBT_TEN_TIMES, 8000 },
    { PASAR_DOUBT_TEN_TIMES | PASAR_DOUBT_FALL, 9000 },
    { PASAR_DOUBT_TEN_TIMES, 9000 },
    { PASAR_DOUBT_FALL, 100 },
    { PASAR_DOUBT_HUNDRED_TIMES | PASAR_DOUBT_FALL, 100000 },
    { PASAR_DOUBT_NONE, 0 },
  };
  PasarChangeInfo infos[G_N_ELEMENTS (cases)];
  PasarPlanSum sum = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      infos[i] = make_change (&(Change){ i + 1, PRICE, 1000, 8000 });
      infos[i].doubts = cases[i].doubts;
      infos[i].severity = cases[i].severity;
      pasar_plan_sum_add (&sum, &infos[i]);
    }
  g_assert_true (sum.worst[g_bit_nth_lsf (PASAR_DOUBT_TEN_TIMES, -1)] == &infos[1]);
  g_assert_true (sum.worst[g_bit_nth_lsf (PASAR_DOUBT_FALL, -1)] == &infos[3]);
  g_assert_true (sum.worst[g_bit_nth_lsf (PASAR_DOUBT_HUNDRED_TIMES, -1)] == &infos[4]);
  g_assert_null (sum.worst[g_bit_nth_lsf (PASAR_DOUBT_RISE, -1)]);
}

static void
assert_same_prices (const PasarPriceSum *a, const PasarPriceSum *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpint (a->old_low, ==, b->old_low);
  g_assert_cmpint (a->old_high, ==, b->old_high);
  g_assert_cmpint (a->new_low, ==, b->new_low);
  g_assert_cmpint (a->new_high, ==, b->new_high);
  g_assert_true (a->old_total == b->old_total);
  g_assert_true (a->new_total == b->new_total);
}

/* Wherever changes are parted, the parts come to the same as all of them. */
static void
test_join_random (void)
{
  for (guint round = 0; round < 200; round++)
    {
      const guint n = (guint) g_test_rand_int_range (0, 30);
      g_autofree PasarChangeInfo *changes = g_new0 (PasarChangeInfo, n + 1);
      PasarPlanSum whole = { 0 };
      PasarPlanSum joined = { 0 };
      PasarPlanSum part = { 0 };
      gint64 item_id = 1;

      for (guint i = 0; i < n; i++)
        {
          item_id += g_test_rand_int_range (0, 2);
          changes[i] = make_change (&(Change){ item_id,
                                               g_test_rand_bit () ? PRICE : STOCK,
                                               g_test_rand_int_range (0, 50),
                                               g_test_rand_int_range (0, 50) });
          changes[i].doubts = (PasarDoubtKinds) g_test_rand_int_range (0, 1 << PASAR_N_DOUBTS);
          changes[i].severity = g_test_rand_int_range (0, 5);
          changes[i].state = g_test_rand_bit () ? PASAR_CHANGE_READY : PASAR_CHANGE_SKIPPED;
          pasar_plan_sum_add (&whole, &changes[i]);
          pasar_plan_sum_add (&part, &changes[i]);
          if (g_test_rand_int_range (0, 4) != 0)
            continue;
          pasar_plan_sum_join (&joined, &part);
          part = (PasarPlanSum){ 0 };
        }
      pasar_plan_sum_join (&joined, &part);

      assert_same_prices (&whole.raised, &joined.raised);
      assert_same_prices (&whole.lowered, &joined.lowered);
      g_assert_cmpuint (whole.n_other_prices, ==, joined.n_other_prices);
      g_assert_cmpuint (whole.n_stocks, ==, joined.n_stocks);
      g_assert_cmpuint (whole.n_out, ==, joined.n_out);
      g_assert_cmpuint (whole.n_items, ==, joined.n_items);
      for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
        g_assert_true (whole.worst[bit] == joined.worst[bit]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-sum/text", test_text);
  g_test_add_func ("/plan-sum/typical-random", test_typical_random);
  g_test_add_func ("/plan-sum/left-out", test_left_out);
  g_test_add_func ("/plan-sum/worst", test_worst);
  g_test_add_func ("/plan-sum/join-random", test_join_random);
  return g_test_run ();
}
