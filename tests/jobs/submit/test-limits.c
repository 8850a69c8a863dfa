/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/limits.h"

/* So many changes, each of another item: prices of 10.00 that rise or fall by a percentage, and
 * rows that go out of stock. */
typedef struct
{
  guint n_raised;
  guint n_lowered;
  guint percent;
  guint n_out;
  const char *excess; /* (nullable) */
} Case;

static void
add (PasarPlanSum *sum, PasarField field, guint n, gint64 old_value, gint64 new_value)
{
  PasarChangeInfo change = {
    .field = field,
    .state = PASAR_CHANGE_READY,
    .old_value = old_value,
    .new_value = new_value,
  };

  for (guint i = 0; i < n; i++)
    {
      change.key.item_id = sum->last_item + 1;
      pasar_plan_sum_add (sum, &change);
    }
}

static void
test_excess (void)
{
  static const Case cases[] = {
    { 0, 0, 0, 0, NULL },
    /* What rises is no loss. */
    { 1000, 0, 90, 0, NULL },
    { 1001, 0, 10, 0, "1001 items are changed." },
    /* A few prices are looked at one by one. */
    { 0, 19, 50, 0, NULL },
    { 0, 20, 10, 0, "20 of 20 prices fall." },
    { 70, 30, 10, 0, NULL },
    { 69, 30, 10, 0, "30 of 99 prices fall." },
    { 70, 30, 34, 0, "One piece of each would sell for 102.00 less in all." },
    { 10,
      30,
      50,
      0,
      "30 of 40 prices fall.\nOne piece of each would sell for 150.00 less in all." },
    { 0, 0, 0, 20, NULL },
    { 0, 0, 0, 21, "21 rows go out of stock." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      PasarPlanSum sum = { 0 };
      g_autofree char *excess = NULL;

      add (&sum, PASAR_FIELD_PRICE, c->n_raised, 1000, 1000 + 10 * c->percent);
      add (&sum, PASAR_FIELD_PRICE, c->n_lowered, 1000, 1000 - 10 * c->percent);
      add (&sum, PASAR_FIELD_STOCK, c->n_out, 5, 0);
      excess = pasar_batch_limits_dup_excess (&PASAR_BATCH_LIMITS_DEFAULT, &sum, 2);
      g_assert_cmpstr (excess, ==, c->excess);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limits/excess", test_excess);
  return g_test_run ();
}
