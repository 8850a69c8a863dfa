/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/doubts.h"

#define PRICE PASAR_FIELD_PRICE

#define MAX_MODELS 7

/* A shop as shops are: prices with usual ends, some of them odd. Prices below 4.00, and what they
 * are worth elsewhere, leave out: an end is more than 10 % of them. */
static PasarCatalogue *
make_shop (guint digits, guint n_items)
{
  PasarCatalogue *catalogue = pasar_catalogue_new (digits > 0 ? "SGD" : "IDR", digits, 0);
  const gint64 unit = digits > 0 ? 1 : 10;

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n_items; i++)
    {
      FixtureModel models[MAX_MODELS];
      const guint n = (guint) g_test_rand_int_range (1, MAX_MODELS + 1);
      const gint64 price = g_test_rand_int_range (4, 400) * 100;
      const gint64 end = (const gint64[]){ 90, 50, 0, 99, 37 }[g_test_rand_int_range (0, 5)];

      for (guint j = 0; j < n; j++)
        models[j] = (FixtureModel){ .model_id = n > 1 ? j + 1 : 0,
                                    .price = (price + j * 100 + end) * unit,
                                    .stock = g_test_rand_int_range (0, 400) };
      if (n > 1)
        fixture_put_models (catalogue, 100000000 + i, "Item", models, n);
      else
        fixture_put_plain (catalogue, 100000000 + i, "Item", models[0].price, models[0].stock);
    }
  pasar_catalogue_thaw (catalogue);
  return catalogue;
}

static PasarDoubts *
find_all (PasarCatalogue *catalogue)
{
  PasarDoubts *doubts = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));

  g_assert_true (pasar_doubts_run (doubts, G_MAXINT64));
  return doubts;
}

static void
print (PasarDoubts *doubts)
{
  for (guint i = 0; i < pasar_doubts_get_n (doubts); i++)
    {
      const PasarDoubt *doubt = pasar_doubts_get_nth (doubts, i);

      g_test_message ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ": %x",
                      doubt->old_value,
                      doubt->new_value,
                      doubt->kinds);
    }
}

/* What is usual is not doubted, however many rows it is. */
static void
test_no_false_alarm (void)
{
  static const struct
  {
    guint digits;
    const char *text;
  } cases[] = {
    { 2, "+10% end .90" }, { 2, "+10%" },   { 2, "-10% end .90" },
    { 0, "+10% end 900" }, { 0, "-12.5%" }, { 0, "+500" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_shop (cases[i].digits, 1000);
      g_autoptr (PasarDoubts) doubts = NULL;

      g_test_message ("%s", cases[i].text);
      fixture_stage_edits (catalogue,
                           fixture_plan (catalogue, NULL, PASAR_ALL_ROWS, PRICE, cases[i].text));
      g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), >, 900);
      doubts = find_all (catalogue);
      print (doubts);
      g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 0);
    }
}

/* All prices by exactly the limit, up or down. */
static void
test_exactly_the_limit (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", i / 2 * 2, 0);
      g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
      g_autoptr (PasarDoubts) doubts = NULL;

      for (gint64 id = 1; id <= 500; id++)
        {
          const gint64 price = 10 * (1000 + id);
          const PasarEdit edit = { { id, 0 },
                                   PRICE,
                                   PASAR_NO_VALUE,
                                   i % 2 == 0 ? price / 10 * 7 : price / 10 * 13 };

          fixture_put_plain (catalogue, id, "Item", price, id % 300);
          g_array_append_val (edits, edit);
        }
      fixture_stage_edits (catalogue, g_steal_pointer (&edits));
      doubts = find_all (catalogue);
      g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, 0);
    }
}

/* Rows that come and go while it is looked are there or not; what was found is late then. */
static void
test_changes_meanwhile (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_shop (2, 1000);
  g_autoptr (PasarDoubts) doubts = NULL;
  const gint64 id = 100000000;

  fixture_stage_edits (catalogue,
                       fixture_plan (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "=price*10"));
  doubts = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));
  while (!pasar_doubts_run (doubts, 0))
    {
      pasar_catalogue_remove_item (catalogue, id + g_test_rand_int_range (0, 1000));
      fixture_put_plain (catalogue, id + g_test_rand_int_range (0, 1000), "New", 1000, 5);
      fixture_stage (catalogue, id + g_test_rand_int_range (0, 1000), 0, PRICE, 990);
    }
  g_assert_true (pasar_doubts_is_late (doubts));
  g_assert_cmpuint (pasar_doubts_get_n (doubts), >, 900);
  for (guint i = 0; i < pasar_doubts_get_n (doubts); i++)
    {
      const PasarDoubt *doubt = pasar_doubts_get_nth (doubts, i);
      const PasarDoubtKinds kind = 1 << g_bit_nth_lsf (doubt->kinds, -1);
      g_autofree char *reason = pasar_doubts_dup_reason (doubts, doubt, kind);

      g_assert_true (g_str_has_suffix (reason, "."));
    }
}

static void
slip (PasarCatalogue *catalogue, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  fixture_stage (catalogue,
                 info.key.item_id,
                 info.key.model_id,
                 PRICE,
                 info.values[PRICE].value * 10);
}

/* Of a hundred thousand rows the few slips are found, a little at a time. */
static void
test_large (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_shop (2, 25000);
  const guint n_rows = pasar_catalogue_get_n_rows (catalogue);
  g_autoptr (PasarDoubts) doubts = NULL;
  guint n_slips = 0;
  guint n_slices = 1;

  fixture_stage_edits (catalogue,
                       fixture_plan (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "+10% end .90"));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), >, 90000);
  for (guint row = 100; row < n_rows; row += 10000)
    {
      guint slipped = row;

      while (pasar_catalogue_read_row (catalogue, slipped).is_header)
        slipped++;
      slip (catalogue, slipped);
      n_slips++;
    }
  doubts = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));
  while (!pasar_doubts_run (doubts, 0))
    n_slices++;
  print (doubts);
  g_assert_cmpuint (n_slices, >, 100);
  g_assert_cmpuint (pasar_doubts_count (doubts, PASAR_DOUBT_TEN_TIMES), ==, n_slips);
  g_assert_cmpuint (pasar_doubts_count (doubts, PASAR_DOUBT_BATCH), ==, n_slips);
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, n_slips);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doubts/no-false-alarm", test_no_false_alarm);
  g_test_add_func ("/doubts/exactly-the-limit", test_exactly_the_limit);
  g_test_add_func ("/doubts/changes-meanwhile", test_changes_meanwhile);
  g_test_add_func ("/doubts/large", test_large);
  return g_test_run ();
}
