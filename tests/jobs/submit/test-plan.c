/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "jobs/submit/plan-private.h"
#include "util.h"

/* Each change has what is doubted of it, and how bad it is among those alike. */
static void
test_doubts (void)
{
  static const struct
  {
    PasarField field;
    gint64 value;
    PasarDoubtKinds doubts;
  } cases[] = {
    { PASAR_FIELD_PRICE, 1100, PASAR_DOUBT_NONE },
    { PASAR_FIELD_PRICE, 699, PASAR_DOUBT_FALL },
    { PASAR_FIELD_PRICE, 12000, PASAR_DOUBT_RISE | PASAR_DOUBT_TEN_TIMES },
    { PASAR_FIELD_STOCK, 41, PASAR_DOUBT_NONE },
    { PASAR_FIELD_STOCK, 0, PASAR_DOUBT_OUT_OF_STOCK },
    { PASAR_FIELD_STOCK, 400, PASAR_DOUBT_TEN_TIMES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (1);
      g_autoptr (PasarPlan) plan = NULL;
      g_autoptr (PasarChange) change = NULL;
      g_autofree char *text = NULL;

      fixture_stage (catalogue, 1, 0, cases[i].field, cases[i].value);
      plan = pasar_plan_new (catalogue);
      change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
      text = pasar_plan_dup_doubts (plan, change);
      g_test_message ("value %" G_GINT64_FORMAT, cases[i].value);
      g_assert_cmphex (pasar_change_read (change)->doubts, ==, cases[i].doubts);
      g_assert_true ((text != NULL) == (cases[i].doubts != PASAR_DOUBT_NONE));
      g_assert_true (pasar_plan_get_needs_confirmation (plan) == (text != NULL));
    }
}

static void
test_changes (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (3);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) first = NULL;
  g_autoptr (PasarChange) same = NULL;

  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, 50);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 1100);
  plan = pasar_plan_new (catalogue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  same = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_true (first == same);
  g_assert_cmpint (pasar_change_read (first)->key.item_id, ==, 1);
  g_assert_cmpint (pasar_change_read (first)->old_value, ==, 1000);
  g_assert_cmpint (pasar_change_read (first)->new_value, ==, 1100);
  g_assert_cmpstr (pasar_change_read (first)->name, ==, "Mug");
  g_assert_cmpstr (pasar_change_read (first)->variation, ==, "");
  g_assert_cmpstr (pasar_change_read (first)->sku, ==, "Mug");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (plan), 2));
  /* Later edits and a vanished item do not change it. */
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 1200);
  pasar_catalogue_remove_item (catalogue, 2);
  g_assert_cmpint (pasar_change_read (first)->new_value, ==, 1100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 2);
}

/* Both values of a row, two variations of an item: the units that the sheet counts in. */
static void
test_extent (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (3);
  g_autoptr (PasarPlan) plan = NULL;
  const PasarModelRecord models[] = {
    { .model_id = 1, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 2, .name = "Blue", .sku = "B", .price = 900 },
  };

  pasar_catalogue_put_models (catalogue, 2, models, G_N_ELEMENTS (models));
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 1100);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_STOCK, 50);
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 2, 1 },
                                  PASAR_FIELD_PRICE,
                                  990,
                                  PASAR_NO_VALUE,
                                  NULL);
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 2, 2 },
                                  PASAR_FIELD_PRICE,
                                  990,
                                  PASAR_NO_VALUE,
                                  NULL);
  plan = pasar_plan_new (catalogue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 4);
  g_assert_cmpuint (pasar_plan_get_n_rows (plan), ==, 3);
  g_assert_cmpuint (pasar_plan_get_n_shop_items (plan), ==, 2);
}

static void
test_held (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (2);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) held = NULL;

  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 0);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 1100);
  plan = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_HELD), ==, 1);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), ==, 1);
  held = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_cmpint (pasar_change_read (held)->state, ==, PASAR_CHANGE_HELD);
  g_assert_nonnull (pasar_change_read (held)->reason);
  pasar_plan_set_included (plan, held, TRUE);
  g_assert_cmpint (pasar_change_read (held)->state, ==, PASAR_CHANGE_HELD);
}

static void
count_cb (PasarChange *change, gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_outcome (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (2);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  guint n = 0;

  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 12000);
  plan = pasar_plan_new (catalogue);
  change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  /* Nobody can confirm what was not looked at. */
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, 1);
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_TEN_TIMES);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_seen (plan, change);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, 0);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_NONE);
  pasar_plan_set_included (plan, change, FALSE);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  g_signal_connect (change, "outcome", G_CALLBACK (count_cb), &n);
  pasar_plan_set_entry_outcome (plan, 0, PASAR_CHANGE_REFUSED, "Too dear.", "Lower it.");
  pasar_plan_set_entry_outcome (plan,
                                0,
                                PASAR_CHANGE_REFUSED,
                                pasar_change_read (change)->reason,
                                pasar_change_read (change)->advice);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (pasar_change_read (change)->reason, ==, "Too dear.");
  g_assert_cmpstr (pasar_change_read (change)->advice, ==, "Lower it.");
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED), ==, 1);
}

/* So many items, item n ten times as dear and n cents on top. */
static PasarPlan *
plan_slips (PasarCatalogue *catalogue, guint n_items)
{
  for (guint i = 1; i <= n_items; i++)
    fixture_stage (catalogue, i, 0, PASAR_FIELD_PRICE, 10000 + i);
  return pasar_plan_new (catalogue);
}

static void
see_worst (PasarPlan *plan)
{
  for (guint i = 0; i < pasar_plan_get_n_entries (plan); i++)
    if (pasar_plan_get_entry (plan, i)->is_worst)
      {
        g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

        pasar_plan_set_seen (plan, change);
      }
}

/* Of many the worst are looked at, and then all of them can be confirmed. */
static void
test_many (void)
{
  const guint n = 50;
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (n);
  g_autoptr (PasarPlan) plan = plan_slips (catalogue, n);
  g_autoptr (PasarChange) worst = g_list_model_get_item (G_LIST_MODEL (plan), n - 1);

  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_TEN_TIMES), ==, n);
  /* Each counts once, for the gravest of its doubts. */
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_RISE), ==, 0);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (plan, PASAR_DOUBT_TEN_TIMES), ==, n);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, PASAR_PLAN_N_WORST);
  for (guint i = 0; i < n; i++)
    g_assert_true (pasar_plan_get_entry (plan, i)->is_worst == (i >= n - PASAR_PLAN_N_WORST));

  /* What is left out is not sent, and need not be looked at. */
  pasar_plan_set_included (plan, worst, FALSE);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES),
                    ==,
                    PASAR_PLAN_N_WORST - 1);
  see_worst (plan);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, 0);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_RISE);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_TEN_TIMES);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_skip_unconfirmed (plan);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), ==, n - 1);
}

/* What is not confirmed is not sent, and the rest is. */
static void
test_unconfirmed (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (4);
  g_autoptr (PasarPlan) plan = NULL;

  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 10000);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 1100);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_STOCK, 0);
  plan = pasar_plan_new (catalogue);
  see_worst (plan);
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_OUT_OF_STOCK);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_skip_unconfirmed (plan);
  g_assert_cmpint (pasar_plan_get_entry (plan, 0)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpint (pasar_plan_get_entry (plan, 1)->state, ==, PASAR_CHANGE_READY);
  g_assert_cmpint (pasar_plan_get_entry (plan, 2)->state, ==, PASAR_CHANGE_READY);
}

/* What was confirmed is not asked again, until it is another value, or it was taken back. */
static void
test_remembered (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (30);
  g_autoptr (PasarPlan) first = plan_slips (catalogue, 30);
  g_autoptr (PasarPlan) second = NULL;
  g_autoptr (PasarPlan) third = NULL;
  g_autoptr (PasarPlan) fourth = NULL;

  see_worst (first);
  pasar_plan_set_confirmed (first, PASAR_DOUBT_TEN_TIMES);
  second = pasar_plan_new (catalogue);
  g_assert_false (pasar_plan_get_needs_confirmation (second));
  g_assert_cmpuint (pasar_plan_count_doubt (second, PASAR_DOUBT_TEN_TIMES), ==, 30);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (second, PASAR_DOUBT_TEN_TIMES), ==, 0);
  pasar_plan_skip_unconfirmed (second);
  g_assert_cmpuint (pasar_plan_count_state (second, PASAR_CHANGE_READY), ==, 30);

  fixture_stage (catalogue, 7, 0, PASAR_FIELD_PRICE, 9999);
  third = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (third, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_cmpuint (pasar_plan_count_unseen (third, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_true (pasar_plan_get_entry (third, 6)->is_worst);
  pasar_plan_skip_unconfirmed (third);
  g_assert_cmpuint (pasar_plan_count_state (third, PASAR_CHANGE_READY), ==, 29);

  pasar_plan_set_confirmed (first, PASAR_DOUBT_NONE);
  fourth = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (fourth, PASAR_DOUBT_TEN_TIMES), ==, 30);
}

/* What waits for the end of a promotion is looked at and confirmed as the others are, and holds
 * none of them up. */
static void
test_postponed (void)
{
  const PasarPromotionLock discount = { "Discount", 1800000000, 0 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (4);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) both = NULL;
  g_autoptr (PasarPlan) freed = NULL;
  PasarPlanSum sum;

  pasar_catalogue_set_promotion_lock (catalogue,
                                      (PasarRowKey){ 1, 0 },
                                      PASAR_PROMOTION_ONGOING,
                                      &discount);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 10000);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 1100);
  plan = pasar_plan_new (catalogue);
  sum = pasar_plan_sum_up (plan);
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_cmpint (sum.worst[g_bit_nth_lsf (PASAR_DOUBT_TEN_TIMES, -1)]->key.item_id, ==, 1);
  g_assert_cmpuint (pasar_plan_sum_get_n (&sum), ==, 1);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_TEN_TIMES);
  see_worst (plan);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_TEN_TIMES), ==, 0);

  /* Together with one that is to be sent. */
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 10000);
  both = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_doubt (both, PASAR_DOUBT_TEN_TIMES), ==, 2);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (both, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_true (pasar_plan_get_needs_confirmation (both));
  pasar_plan_skip_unconfirmed (both);
  g_assert_cmpuint (pasar_plan_count_state (both, PASAR_CHANGE_READY), ==, 1);
  g_assert_cmpuint (pasar_plan_count_state (both, PASAR_CHANGE_HELD), ==, 1);

  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 1, 0 }, PASAR_PROMOTION_NONE);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 1000);
  freed = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_state (freed, PASAR_CHANGE_READY), ==, 2);
  g_assert_false (pasar_plan_get_needs_confirmation (freed));
}

static gboolean
is_remembered (gpointer catalogue)
{
  g_autoptr (PasarPlan) plan = pasar_plan_new (catalogue);

  return !pasar_plan_get_needs_confirmation (plan);
}

/* Very many are remembered between frames, whatever the seller says meanwhile. */
static void
test_remembered_many (void)
{
  const guint n = 50000;
  g_autoptr (PasarCatalogue) catalogue = fixture_make_mugs (n);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (PasarPlan) plan = NULL;

  for (guint i = 1; i <= n; i++)
    {
      const PasarEdit edit = { { i, 0 }, PASAR_FIELD_PRICE, PASAR_NO_VALUE, 10000 };

      g_array_append_val (edits, edit);
    }
  pasar_catalogue_stage (catalogue, pasar_step_new ("edits", edits));
  plan = pasar_plan_new (catalogue);
  see_worst (plan);
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_TEN_TIMES);
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_NONE);
  pasar_plan_set_confirmed (plan, PASAR_DOUBT_TEN_TIMES);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  pasar_test_wait (is_remembered, catalogue);
  g_clear_object (&plan);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/doubts", test_doubts);
  g_test_add_func ("/plan/changes", test_changes);
  g_test_add_func ("/plan/extent", test_extent);
  g_test_add_func ("/plan/held", test_held);
  g_test_add_func ("/plan/outcome", test_outcome);
  g_test_add_func ("/plan/many", test_many);
  g_test_add_func ("/plan/unconfirmed", test_unconfirmed);
  g_test_add_func ("/plan/remembered", test_remembered);
  g_test_add_func ("/plan/remembered-many", test_remembered_many);
  g_test_add_func ("/plan/postponed", test_postponed);
  return g_test_run ();
}
