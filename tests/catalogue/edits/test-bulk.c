/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

static void
test_plan (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint header = pasar_catalogue_find (catalogue, 1, 0);
  const guint rows[] = { header,
                         header + 1,
                         header,
                         pasar_catalogue_find (catalogue, 2, 0),
                         12345 };
  g_autoptr (PasarComputation) plus = NULL;
  g_autoptr (PasarComputation) minus = NULL;
  g_autoptr (GArray) edits = NULL;
  const PasarComputed *computed;

  /* The one without a price has no result, the others come once. */
  plus = fixture_compute (catalogue, rows, G_N_ELEMENTS (rows), PRICE, "+10%");
  computed = pasar_computation_get_computed (plus);
  g_assert_cmpuint (computed->n_rows, ==, 4);
  g_assert_cmpuint (computed->n_edits, ==, 3);
  g_assert_cmpuint (computed->n_refused, ==, 0);
  g_assert_cmpuint (computed->n_failed, ==, 1);
  g_assert_error (computed->failure, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);
  g_assert_cmpint (computed->lowest_before, ==, 500);
  g_assert_cmpint (computed->highest_before, ==, 1200);
  g_assert_cmpint (computed->lowest_after, ==, 550);
  g_assert_cmpint (computed->highest_after, ==, 1320);
  edits = pasar_computation_take_edits (plus, NULL);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 1100);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 1).to, ==, 1320);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 2).key.item_id, ==, 2);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 2).to, ==, 550);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);

  /* It has that price already, so two are left. */
  g_clear_pointer (&edits, g_array_unref);
  edits = fixture_plan (catalogue, &header, 1, PRICE, "10");
  g_assert_cmpuint (edits->len, ==, 2);

  minus = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "-6");
  g_assert_cmpuint (pasar_computation_get_computed (minus)->n_edits, ==, 2);
  g_assert_cmpuint (pasar_computation_get_computed (minus)->n_failed, ==, 2);
  fixture_stage_edits (catalogue, pasar_computation_take_edits (minus, NULL));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 400);
  /* On from what is staged. */
  g_clear_pointer (&edits, g_array_unref);
  edits = fixture_plan (catalogue, &header, 1, PRICE, "+10%");
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).from, ==, 400);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 440);
}

/* Other columns are those of the row; what is staged and what the shop has are two of them. */
static void
test_plan_columns (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint row = pasar_catalogue_find (catalogue, 1, 11);
  static const struct
  {
    const char *text;
    PasarField field;
    gint64 to;
  } cases[] = {
    { "=shop_price*2", PRICE, 2000 },
    { "=price*2", PRICE, 1600 },
    { "=max(shop_price; price)+1", PRICE, 1100 },
    { "=if(stock<10; 3; 4)", PRICE, 300 },
    { "=current_price+1", PRICE, 1100 },
    { "=stock+reserved", STOCK, PASAR_NO_VALUE },
    { "=shop_stock*3", STOCK, 15 },
  };

  fixture_stage (catalogue, 1, 11, PRICE, 800);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) edits = fixture_plan (catalogue, &row, 1, cases[i].field, cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (edits->len, ==, cases[i].to != PASAR_NO_VALUE);
      if (edits->len > 0)
        g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, cases[i].to);
    }
}

/* All together: each alone would break the ratio, both do not. */
static void
test_plan_checks_together (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 1, 0, 0, 0 }, { 12, "b", 100, 1, 0, 0, 0 } };
  g_autoptr (PasarComputation) both = NULL;
  g_autoptr (PasarComputation) single = NULL;
  g_autofree char *reason = NULL;
  guint header;
  guint one;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  one = header + 1;
  both = fixture_compute (catalogue, &header, 1, PRICE, "+900%");
  g_assert_cmpuint (pasar_computation_get_computed (both)->n_edits, ==, 2);
  g_assert_cmpuint (pasar_computation_get_computed (both)->n_refused, ==, 0);
  g_assert_null (pasar_computation_dup_reason (both, 0));
  single = fixture_compute (catalogue, &one, 1, PRICE, "+900%");
  g_assert_cmpuint (pasar_computation_get_computed (single)->n_refused, ==, 1);
  reason = pasar_computation_dup_reason (single, 0);
  g_assert_cmpstr (reason,
                   ==,
                   "“a” at SGD 10.00 would cost 10.0 times as much as “b” at SGD 1.00. "
                   "At most 5 times is allowed.");
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, PASAR_NO_VALUE);
  /* What is told of one would not be true any more. */
  fixture_stage (catalogue, 1, 12, PRICE, 900);
  g_assert_null (pasar_computation_dup_reason (single, 0));
}

/* Which of the edits are refused: the one that takes the variations of an item apart, not the
 * others. */
static void
test_plan_checked (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 7, 0, 0, 0 }, { 12, "b", 450, 3, 4, 0, 0 } };
  g_autoptr (PasarComputation) minus = NULL;
  g_autoptr (PasarComputation) set = NULL;
  g_autoptr (PasarComputation) again = NULL;
  const PasarComputed *computed;
  const GArray *edits;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  fixture_put_plain (catalogue, 2, "Cup", 200, 5);

  minus = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "-0.50");
  computed = pasar_computation_get_computed (minus);
  edits = pasar_computation_get_edits (minus);
  g_assert_cmpuint (edits->len, ==, 3);
  g_assert_cmpuint (computed->n_failed, ==, 0);
  g_assert_cmpuint (computed->n_refused, ==, 1);
  g_assert_cmpuint (computed->n_by_rule[PASAR_RULE_PRICE_RATIO], ==, 1);
  g_assert_cmpuint (computed->first_refused, ==, 0);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).key.model_id, ==, 11);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 0), ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 1), ==, PASAR_RULE_OK);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 2), ==, PASAR_RULE_OK);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);

  /* A row that has the value already has no edit, and shifts no rule. */
  fixture_stage (catalogue, 1, 11, STOCK, 3);
  set = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, STOCK, "3");
  edits = pasar_computation_get_edits (set);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).key.item_id, ==, 2);
  g_assert_cmpuint (pasar_computation_get_rule (set, 0), ==, PASAR_RULE_OK);
  fixture_stage (catalogue, 1, 12, STOCK, 9);
  again = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, STOCK, "3");
  edits = pasar_computation_get_edits (again);
  g_assert_cmpuint (edits->len, ==, 2);
  /* Back to what the shop has: nothing is sent, so nothing is refused. */
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_computation_get_rule (again, 0), ==, PASAR_RULE_OK);
}

/* An empty selection has no array; it must never mean the whole shop. */
static void
test_no_rows (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) edits = fixture_plan (catalogue, NULL, 0, PRICE, "-50%");
  g_autoptr (GArray) discard = NULL;

  g_assert_cmpuint (edits->len, ==, 0);
  fixture_stage (catalogue, 1, 11, PRICE, 990);
  discard = fixture_discard (catalogue, NULL, 0);
  g_assert_cmpuint (discard->len, ==, 0);
}

static void
test_discard (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint header = pasar_catalogue_find (catalogue, 1, 0);

  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  fixture_stage (catalogue, 1, 11, STOCK, 1);
  fixture_stage (catalogue, 1, 12, STOCK, 1);
  fixture_stage (catalogue, 2, 0, STOCK, 1);
  fixture_stage_edits (catalogue, fixture_discard (catalogue, &header, 1));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  fixture_undo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 3);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 1100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bulk/rows", test_plan);
  g_test_add_func ("/bulk/columns", test_plan_columns);
  g_test_add_func ("/bulk/checks-together", test_plan_checks_together);
  g_test_add_func ("/bulk/checked", test_plan_checked);
  g_test_add_func ("/bulk/no-rows", test_no_rows);
  g_test_add_func ("/bulk/discard", test_discard);
  return g_test_run ();
}
