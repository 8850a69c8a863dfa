/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

#include <string.h>

/* A catalogue of plain items: item n costs 10.00 and has 40 pieces. */
static PasarCatalogue *
make_catalogue (guint n_items)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 1; i <= n_items; i++)
    {
      const PasarLocationStock location = { "", 40 };
      const PasarModelRecord model = {
        .name = "",
        .sku = "SKU",
        .price = 1000,
        .current_price = 1000,
        .locations = &location,
        .n_locations = 1,
      };
      const PasarItemRecord record = {
        .item_id = i,
        .name = "Mug",
        .sku = "SKU",
        .wholesale_price = PASAR_NO_VALUE,
        .models = &model,
        .n_models = 1,
      };

      pasar_catalogue_put_item (catalogue, &record);
    }
  return catalogue;
}

static void
stage (PasarCatalogue *catalogue, gint64 item_id, PasarField field, gint64 value)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  const PasarEdit edit = { { item_id, 0 }, field, PASAR_NO_VALUE, value };

  g_array_append_val (edits, edit);
  pasar_catalogue_stage (catalogue, pasar_step_new ("edit", edits));
}

typedef struct
{
  PasarField field;
  gint64 value;
  PasarWarnings warnings;
} Case;

static void
test_warnings (void)
{
  static const Case cases[] = {
    { PASAR_FIELD_PRICE, 1100, PASAR_WARNING_NONE },
    { PASAR_FIELD_PRICE, 701, PASAR_WARNING_NONE },
    { PASAR_FIELD_PRICE, 700, PASAR_WARNING_BIG_DROP },
    { PASAR_FIELD_PRICE, 1499, PASAR_WARNING_NONE },
    { PASAR_FIELD_PRICE, 1500, PASAR_WARNING_BIG_RISE },
    { PASAR_FIELD_PRICE, 7999, PASAR_WARNING_BIG_RISE },
    { PASAR_FIELD_PRICE, 8000, PASAR_WARNING_BIG_RISE | PASAR_WARNING_TEN_TIMES },
    { PASAR_FIELD_PRICE, 12000, PASAR_WARNING_BIG_RISE | PASAR_WARNING_TEN_TIMES },
    { PASAR_FIELD_PRICE, 12001, PASAR_WARNING_BIG_RISE | PASAR_WARNING_HUNDRED_TIMES },
    { PASAR_FIELD_PRICE, 100000, PASAR_WARNING_BIG_RISE | PASAR_WARNING_HUNDRED_TIMES },
    { PASAR_FIELD_PRICE, 125, PASAR_WARNING_BIG_DROP | PASAR_WARNING_TEN_TIMES },
    { PASAR_FIELD_PRICE, 10, PASAR_WARNING_BIG_DROP | PASAR_WARNING_HUNDRED_TIMES },
    { PASAR_FIELD_PRICE, 4000, PASAR_WARNING_BIG_RISE | PASAR_WARNING_EQUALS_STOCK },
    { PASAR_FIELD_STOCK, 41, PASAR_WARNING_NONE },
    { PASAR_FIELD_STOCK, 0, PASAR_WARNING_OUT_OF_STOCK },
    { PASAR_FIELD_STOCK, 4, PASAR_WARNING_NONE },
    { PASAR_FIELD_STOCK, 400, PASAR_WARNING_TEN_TIMES },
    { PASAR_FIELD_STOCK, 4000, PASAR_WARNING_HUNDRED_TIMES },
    { PASAR_FIELD_STOCK, 10, PASAR_WARNING_EQUALS_STOCK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_catalogue (1);
      g_autoptr (PasarPlan) plan = NULL;
      g_autoptr (PasarChange) change = NULL;

      stage (catalogue, 1, cases[i].field, cases[i].value);
      plan = pasar_plan_new (catalogue);
      change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
      g_assert_nonnull (change);
      g_test_message ("value %" G_GINT64_FORMAT, cases[i].value);
      g_assert_cmphex (pasar_change_read (change)->warnings, ==, cases[i].warnings);
    }
}

/* Review says what is below the seller's own limits, and holds nothing back. */
static void
test_undercut_warnings (void)
{
  static const Case cases[] = {
    { PASAR_FIELD_PRICE, 980, PASAR_WARNING_NONE },
    { PASAR_FIELD_PRICE, 979, PASAR_WARNING_BELOW_FLOOR },
    { PASAR_FIELD_PRICE, 950, PASAR_WARNING_BELOW_FLOOR },
    { PASAR_FIELD_PRICE, 949, PASAR_WARNING_BELOW_COST },
    { PASAR_FIELD_STOCK, 41, PASAR_WARNING_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_catalogue (1);
      g_autoptr (PasarPlan) plan = NULL;
      g_autoptr (PasarChange) change = NULL;

      stage (catalogue, 1, PASAR_FIELD_COST, 950);
      stage (catalogue, 1, PASAR_FIELD_FLOOR, 980);
      stage (catalogue, 1, cases[i].field, cases[i].value);
      plan = pasar_plan_new (catalogue);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 1);
      change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
      g_assert_cmphex (pasar_change_read (change)->warnings, ==, cases[i].warnings);
      g_assert_cmphex (cases[i].warnings & PASAR_WARNINGS_TO_CONFIRM, ==, 0);
    }
}

static void
test_changes (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (3);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) first = NULL;
  g_autoptr (PasarChange) same = NULL;

  stage (catalogue, 2, PASAR_FIELD_STOCK, 50);
  stage (catalogue, 1, PASAR_FIELD_PRICE, 1100);
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
  g_assert_cmpstr (pasar_change_read (first)->sku, ==, "SKU");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (plan), 2));
  /* Later edits and a vanished item do not change it. */
  stage (catalogue, 1, PASAR_FIELD_PRICE, 1200);
  pasar_catalogue_remove_item (catalogue, 2);
  g_assert_cmpint (pasar_change_read (first)->new_value, ==, 1100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 2);
}

/* Both values of a row, two variations of an item: the units that the sheet counts in. */
static void
test_extent (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (3);
  g_autoptr (PasarPlan) plan = NULL;
  const PasarModelRecord models[] = {
    { .model_id = 1, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 2, .name = "Blue", .sku = "B", .price = 900 },
  };

  pasar_catalogue_put_models (catalogue, 2, models, G_N_ELEMENTS (models));
  stage (catalogue, 1, PASAR_FIELD_PRICE, 1100);
  stage (catalogue, 1, PASAR_FIELD_STOCK, 50);
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
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (2);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) held = NULL;

  stage (catalogue, 1, PASAR_FIELD_PRICE, 0);
  stage (catalogue, 2, PASAR_FIELD_PRICE, 1100);
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
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (2);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  guint n = 0;

  stage (catalogue, 1, PASAR_FIELD_PRICE, 12000);
  plan = pasar_plan_new (catalogue);
  change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  /* Nobody can confirm what was not looked at. */
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_WARNING_TEN_TIMES), ==, 1);
  pasar_plan_set_confirmed (plan, TRUE);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_seen (plan, change);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_WARNING_TEN_TIMES), ==, 0);
  g_assert_false (pasar_plan_get_needs_confirmation (plan));
  pasar_plan_set_confirmed (plan, FALSE);
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

static void
test_headings (void)
{
  for (guint bit = 0; bit < 7; bit++)
    {
      g_autofree char *one = pasar_warning_dup_heading ((PasarWarnings) (1u << bit), 1);
      g_autofree char *many = pasar_warning_dup_heading ((PasarWarnings) (1u << bit), 33);

      g_assert_nonnull (strchr (one, '1'));
      g_assert_nonnull (strstr (many, "33"));
      g_assert_cmpstr (one, !=, many);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/warnings", test_warnings);
  g_test_add_func ("/plan/undercut-warnings", test_undercut_warnings);
  g_test_add_func ("/plan/changes", test_changes);
  g_test_add_func ("/plan/extent", test_extent);
  g_test_add_func ("/plan/held", test_held);
  g_test_add_func ("/plan/outcome", test_outcome);
  g_test_add_func ("/plan/headings", test_headings);
  return g_test_run ();
}
