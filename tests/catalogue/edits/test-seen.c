/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/doubts.h"

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

#define NONE PASAR_DOUBT_NONE
#define TEN  PASAR_DOUBT_TEN_TIMES
#define RISE PASAR_DOUBT_RISE

static PasarDoubts *
find_all (PasarCatalogue *catalogue)
{
  PasarDoubts *doubts = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));

  g_assert_true (pasar_doubts_run (doubts, G_MAXINT64));
  return doubts;
}

/* What was looked at is that value: another one of the cell, or what else becomes doubtful of it,
 * is not. */
static void
test_seen (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) first = NULL;
  g_autoptr (PasarDoubts) second = NULL;
  g_autoptr (PasarDoubts) third = NULL;
  const PasarDoubt *doubt;

  fixture_put_plain (catalogue, 1, "A", 1000, 5);
  fixture_put_plain (catalogue, 2, "B", 1000, 5);
  fixture_stage (catalogue, 1, 0, PRICE, 10000);
  fixture_stage (catalogue, 2, 0, PRICE, 10000);
  first = find_all (catalogue);
  doubt = pasar_doubts_get_nth (first, 0);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, RISE | TEN);
  pasar_catalogue_look_at (catalogue, doubt, TEN);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, RISE);
  pasar_catalogue_look_at (catalogue, doubt, RISE);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, NONE);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, pasar_doubts_get_nth (first, 1)),
                   ==,
                   RISE | TEN);
  /* Looking changes nothing; editing another row makes nothing unseen. */
  g_assert_false (pasar_doubts_is_late (first));
  fixture_stage (catalogue, 2, 0, STOCK, 6);
  second = find_all (catalogue);
  doubt = pasar_doubts_find (second, (PasarRowKey){ 1, 0 }, PRICE);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, NONE);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_COST, 20000);
  third = find_all (catalogue);
  doubt = pasar_doubts_find (third, (PasarRowKey){ 1, 0 }, PRICE);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, PASAR_DOUBT_BELOW_COST);
}

static void
test_look_away (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarDoubts) doubts = NULL;
  const PasarDoubt *doubt;

  fixture_put_plain (catalogue, 1, "A", 1000, 5);
  fixture_stage (catalogue, 1, 0, PRICE, 10000);
  doubts = find_all (catalogue);
  doubt = pasar_doubts_get_nth (doubts, 0);
  pasar_catalogue_look_at (catalogue, doubt, RISE | TEN);
  pasar_catalogue_look_away (catalogue, doubt);
  g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt), ==, RISE | TEN);
}

/* What is staged anew, undone or sent is to be looked at again, should it come back. */
static void
test_unseen_again (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
      g_autoptr (PasarDoubts) before = NULL;
      g_autoptr (PasarDoubts) after = NULL;
      const PasarDoubt *doubt;

      fixture_put_plain (catalogue, 1, "A", 1000, 5);
      fixture_stage (catalogue, 1, 0, PRICE, 10000);
      before = find_all (catalogue);
      pasar_catalogue_look_at (catalogue, pasar_doubts_get_nth (before, 0), RISE | TEN);
      if (i == 0)
        {
          fixture_stage (catalogue, 1, 0, PRICE, 9999);
          fixture_stage (catalogue, 1, 0, PRICE, 10000);
        }
      else if (i == 1)
        {
          g_assert_true (fixture_undo (catalogue));
          g_assert_true (fixture_redo (catalogue));
        }
      else if (i == 2)
        {
          pasar_catalogue_settle (catalogue, (PasarRowKey){ 1, 0 }, PRICE, 10000);
          pasar_catalogue_settle (catalogue, (PasarRowKey){ 1, 0 }, PRICE, 1000);
          fixture_stage (catalogue, 1, 0, PRICE, 10000);
        }
      else
        /* Ten times of another price is something else to look at. */
        fixture_put_plain (catalogue, 1, "A", 1100, 5);
      after = find_all (catalogue);
      doubt = pasar_doubts_get_nth (after, 0);
      g_assert_cmphex (pasar_catalogue_get_unseen (catalogue, doubt),
                       ==,
                       RISE | TEN | (i == 3 ? PASAR_DOUBT_MOVED : NONE));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seen/by-value", test_seen);
  g_test_add_func ("/seen/look-away", test_look_away);
  g_test_add_func ("/seen/unseen-again", test_unseen_again);
  return g_test_run ();
}
