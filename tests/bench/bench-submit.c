/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-submit.h"

#include "jobs-fixture.h"

/* Many of these are held back: the rules of the shop are what is looked at. */
static void
stage_all (World *world)
{
  PasarCatalogue *catalogue = world_catalogue (world);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
      const gint64 price = info.values[PASAR_FIELD_PRICE].value;

      if (!info.is_alive || info.is_header || price == PASAR_NO_VALUE)
        continue;
      start_stage (world->session, row, PASAR_FIELD_PRICE, price * (row % 5 + 8) / 10 + 1, NULL);
      start_stage (world->session, row, PASAR_FIELD_STOCK, row % 7 * 10, NULL);
    }
  flush_session (world->session);
}

void
bench_submit (unsigned int n_items)
{
  g_autofree char *items = g_strdup_printf ("%u", n_items);
  g_autoptr (World) world = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;
  guint n_sent;
  double secs;

  g_setenv ("PASAR_SANDBOX", PASAR_SANDBOX_PROGRAM, FALSE);
  world = world_new_loaded (pasar_test_sandbox_new ("--items", items, NULL));
  stage_all (world);
  start = g_get_monotonic_time ();
  plan = world_submit (world, &error);
  secs = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  n_sent = pasar_plan_count_state (plan, PASAR_CHANGE_DONE)
           + pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED);
  g_print ("submit %u changes in %.1f s, %u held back before; refusals not foreseen: %u\n",
           n_sent,
           secs,
           pasar_plan_count_state (plan, PASAR_CHANGE_HELD),
           pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED));
  if (error != NULL)
    g_print ("it was stopped: %s\n", error->message);
}
