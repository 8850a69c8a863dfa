/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "jobs/submit/plan-list.h"
#include "jobs/submit/plan-private.h"
#include "util.h"

static void
stage (PasarCatalogue *catalogue, const gint64 *prices, guint n)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 0; i < n; i++)
    {
      const PasarEdit edit = { { i + 1, 0 }, PASAR_FIELD_PRICE, PASAR_NO_VALUE, prices[i] };

      g_array_append_val (edits, edit);
    }
  pasar_catalogue_stage (catalogue, pasar_step_new ("edit", edits));
}

static gboolean
is_all (const PasarChangeInfo *change, gpointer user_data)
{
  return TRUE;
}

static gboolean
has_bits (const PasarChangeInfo *change, gpointer user_data)
{
  const PasarDoubtKinds *bits = user_data;

  return *bits == 0 || pasar_doubt_kinds_get_gravest (change->doubts) == *bits;
}

static char *
dup_items (PasarPlanList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text,
                              "%" G_GINT64_FORMAT " ",
                              pasar_change_read (change)->key.item_id);
    }
  return g_string_free (text, FALSE);
}

static void
assert_items (PasarPlanList *list, const char *expected)
{
  g_autofree char *items = dup_items (list);

  g_assert_cmpstr (items, ==, expected);
}

/* The gravest first, in the order of the shop where they are alike. */
static void
test_order (void)
{
  static const gint64 prices[] = { 1100, 1600, 10000, 1200, 100000, 500, 9000 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (7);
  g_autoptr (PasarPlanList) list = pasar_plan_list_new (is_all, NULL);
  g_autoptr (PasarPlan) plan = NULL;

  stage (catalogue, prices, G_N_ELEMENTS (prices));
  plan = pasar_plan_new (catalogue);
  pasar_plan_list_set_plan (list, plan);
  assert_items (list, "5 3 7 6 2 1 4 ");
}

/* What is to be looked at stands first: of each kind the worst, however many there are with it. */
static void
test_worst_first (void)
{
  const guint n = 2 * PASAR_PLAN_N_WORST;
  g_autofree gint64 *prices = g_new (gint64, n + 1);
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (n + 1);
  g_autoptr (PasarPlanList) list = pasar_plan_list_new (is_all, NULL);
  g_autoptr (PasarPlan) plan = NULL;

  for (guint i = 0; i < n; i++)
    prices[i] = 9000 + (i % 2 != 0 ? 10 * i : 0);
  prices[n] = 1500;
  stage (catalogue, prices, n + 1);
  plan = pasar_plan_new (catalogue);
  pasar_plan_list_set_plan (list, plan);
  assert_items (list,
                "40 38 36 34 32 30 28 26 24 22 20 18 16 14 12 10 8 6 4 2 "
                "41 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 31 33 35 37 39 ");
}

static void
count_cb (GListModel *model, guint position, guint n_removed, guint n_added, guint *n)
{
  *n += 1;
}

/* Another question, another answer; who asks the same again hears nothing. */
static void
test_ask (void)
{
  static const gint64 prices[] = { 1100, 1600, 10000, 1200 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (4);
  PasarDoubtKinds bits = PASAR_DOUBT_NONE;
  g_autoptr (PasarPlanList) list = pasar_plan_list_new (has_bits, &bits);
  g_autoptr (PasarPlan) plan = NULL;
  guint n = 0;

  stage (catalogue, prices, G_N_ELEMENTS (prices));
  plan = pasar_plan_new (catalogue);
  pasar_plan_list_set_plan (list, plan);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n);
  pasar_plan_list_ask (list);
  g_assert_cmpuint (n, ==, 0);
  bits = PASAR_DOUBT_RISE;
  pasar_plan_list_ask (list);
  g_assert_cmpuint (n, ==, 1);
  assert_items (list, "2 ");
  bits = PASAR_DOUBT_FALL;
  pasar_plan_list_ask (list);
  assert_items (list, "");
}

static gboolean
is_filled (gpointer list)
{
  return g_list_model_get_n_items (list) > 0;
}

/* A long list comes in slices, has each change once, and is dropped when it is not wanted. */
static void
test_long (void)
{
  const guint n = 100000;
  g_autofree gint64 *prices = g_new (gint64, n);
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (n);
  g_autoptr (PasarPlanList) list = pasar_plan_list_new (is_all, NULL);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) first = NULL;
  guint64 total = 0;

  for (guint i = 0; i < n; i++)
    prices[i] = i == n - 1 ? 10000 : 1100;
  stage (catalogue, prices, n);
  plan = pasar_plan_new (catalogue);
  pasar_plan_list_set_plan (list, plan);
  pasar_plan_list_ask (list);
  pasar_test_wait (is_filled, list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (pasar_change_read (first)->key.item_id, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (list), i);

      total += (guint64) pasar_change_read (change)->key.item_id;
    }
  g_assert_cmpuint (total, ==, (guint64) n * (n + 1) / 2);

  pasar_plan_list_set_plan (list, plan);
  g_clear_object (&list);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What is ticked and unticked comes to what a new sum of what is left would. */
static void
test_sum_random (void)
{
  const guint n = 700;
  g_autofree gint64 *prices = g_new (gint64, n);
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (n);
  g_autoptr (PasarPlan) plan = NULL;

  for (guint i = 0; i < n; i++)
    prices[i] = g_test_rand_int_range (50, 12000);
  stage (catalogue, prices, n);
  plan = pasar_plan_new (catalogue);
  for (guint round = 0; round < 100; round++)
    {
      const guint nth =
          (guint) g_test_rand_int_range (0, (int) g_list_model_get_n_items (G_LIST_MODEL (plan)));
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), nth);
      PasarPlanSum expected = { 0 };
      PasarPlanSum sum;

      pasar_plan_set_included (plan, change, g_test_rand_bit ());
      sum = pasar_plan_sum_up (plan);
      for (guint i = 0; i < pasar_plan_get_n_entries (plan); i++)
        pasar_plan_sum_add (&expected, pasar_plan_get_entry (plan, i));
      g_assert_cmpuint (pasar_plan_sum_get_n (&sum), ==, pasar_plan_sum_get_n (&expected));
      g_assert_cmpuint (pasar_plan_sum_get_n (&sum),
                        ==,
                        pasar_plan_count_state (plan, PASAR_CHANGE_READY));
      g_assert_cmpuint (sum.n_items, ==, expected.n_items);
      g_assert_cmpint (sum.lowered.new_low, ==, expected.lowered.new_low);
      g_assert_cmpint (sum.raised.new_high, ==, expected.raised.new_high);
      for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
        g_assert_true (sum.worst[bit] == expected.worst[bit]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-list/order", test_order);
  g_test_add_func ("/plan-list/worst-first", test_worst_first);
  g_test_add_func ("/plan-list/ask", test_ask);
  g_test_add_func ("/plan-list/long", test_long);
  g_test_add_func ("/plan-list/sum-random", test_sum_random);
  return g_test_run ();
}
