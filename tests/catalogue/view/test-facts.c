/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/facts.h"

#include <string.h>

/* "id=text(shop's)detail!reason" of each, as a test says them; without what no test changes. */
static char *
dup_facts (GPtrArray *facts, PasarCatalogue *catalogue)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const PasarFact *fact = g_ptr_array_index (facts, i);
      const gint64 model_id = pasar_catalogue_row_get_key (catalogue, fact->row).model_id;

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", fact->column->id, fact->text);
      if (model_id != 0)
        g_string_append_printf (text, "@%" G_GINT64_FORMAT, model_id);
      if (fact->is_changed)
        g_string_append_printf (text, "(%s)%s", fact->shop_text, fact->detail);
      if (fact->reason != NULL)
        g_string_append (text, fact->is_problem ? "!" : "?");
    }
  return g_string_free (text, FALSE);
}

static void
assert_facts (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, const char *expected)
{
  g_autoptr (GPtrArray) facts =
      pasar_facts_read (catalogue, pasar_catalogue_find (catalogue, item_id, model_id));
  g_autofree char *text = dup_facts (facts, catalogue);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_changes (PasarCatalogue *catalogue,
                gint64 item_id,
                gint64 model_id,
                guint max,
                guint n_rows,
                const char *expected)
{
  guint n = 99;
  g_autoptr (GPtrArray) facts =
      pasar_facts_read_changes (catalogue,
                                pasar_catalogue_find (catalogue, item_id, model_id),
                                max,
                                &n);
  g_autofree char *text = dup_facts (facts, catalogue);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (n, ==, n_rows);
}

static PasarCatalogue *
make_catalogue (void)
{
  const FixtureModel shirts[] = {
    { 11, "White", 1000, 5, 0, 0, PASAR_PROMOTION_NONE, "2000000010014" },
    { 12, "Blue", 1200, 7, 1, 0, PASAR_PROMOTION_ONGOING, NULL },
  };
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", shirts, G_N_ELEMENTS (shirts));
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  return catalogue;
}

static void
test_row (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  assert_facts (catalogue,
                2,
                0,
                "sku=Mug price=5.00 current-price=5.00 stock=3 reserved=0 shopee-stock=0 "
                "status=Live item-id=2");
  assert_facts (catalogue,
                1,
                11,
                "sku=Shirt-11@11 barcode=2000000010014@11 price=10.00@11 current-price=10.00@11 "
                "stock=5@11 reserved=0@11 shopee-stock=0@11 status=Live@11 item-id=1@11 "
                "model-id=11@11");
  assert_facts (catalogue,
                1,
                12,
                "sku=Shirt-12@12 price=12.00@12? current-price=12.00@12 stock=7@12 reserved=1@12 "
                "shopee-stock=0@12 promotion=Running@12 status=Live@12 item-id=1@12 "
                "model-id=12@12");
  assert_facts (catalogue,
                1,
                0,
                "sku=Shirt price=10.00–12.00 current-price=10.00–12.00 stock=12 reserved=1 "
                "shopee-stock=0 promotion=Running status=Live item-id=1");
}

static void
test_staged (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 550);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, -1);
  assert_facts (
      catalogue,
      2,
      0,
      "sku=Mug price=5.50(5.00)+10.0 % current-price=5.00 stock=-1(3)−133.3 %! reserved=0 "
      "shopee-stock=0 status=Live item-id=2");
}

static void
test_nothing (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (GPtrArray) facts = pasar_facts_read (catalogue, PASAR_NO_ROW);

  g_assert_cmpuint (facts->len, ==, 0);
  assert_changes (catalogue, 9, 9, 5, 0, "");
}

static void
test_changes (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  const char *both = "price=11.00@11(10.00)+10.0 % stock=9@11(5)+80.0 % "
                     "stock=2@12(7)−71.4 %";

  assert_changes (catalogue, 1, 0, 5, 0, "");
  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1100);
  fixture_stage (catalogue, 1, 11, PASAR_FIELD_STOCK, 9);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 2);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, 2);
  /* From the item and from each of its models; an item without models has no list. */
  assert_changes (catalogue, 1, 0, 5, 2, both);
  assert_changes (catalogue, 1, 12, 5, 2, both);
  assert_changes (catalogue, 2, 0, 5, 0, "");
  assert_changes (catalogue, 1, 0, 1, 2, "price=11.00@11(10.00)+10.0 % stock=9@11(5)+80.0 %");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/row", test_row);
  g_test_add_func ("/facts/staged", test_staged);
  g_test_add_func ("/facts/nothing", test_nothing);
  g_test_add_func ("/facts/changes", test_changes);

  return g_test_run ();
}
