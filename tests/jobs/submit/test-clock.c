/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"
#include "moved-clock.h"

#include <time.h>

/* The computer's clock is wrong by days or is set in the middle of the work, and the computer
 * sleeps. */

#define DAY_SECS  (24 * 3600)
#define HOUR_SECS 3600

static guint n_checked;

static void
sleep_for (World *world, gint64 secs)
{
  clock_sleep (secs);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_clock\",\"advance\":%" G_GINT64_FORMAT "}",
                             secs);
}

static void
assert_all_done (World *world, guint n)
{
  g_autoptr (PasarPlan) plan = world_submit_ok (world);

  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, n);
  assert_plan_consistent (world, plan);
  n_checked += n;
}

/* The shop's clock is what counts. */
static void
test_wrong (gconstpointer data)
{
  const gint64 days = GPOINTER_TO_INT (data);
  g_autoptr (World) world = NULL;

  clock_set (days * DAY_SECS);
  world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  for (gint64 at = days; at != -2 * days; at -= days)
    {
      clock_set (at * DAY_SECS);
      for (guint i = 40; i < 50; i++)
        world_stage (world, i, 0, PASAR_FIELD_STOCK, 1000 + 100 * (at + 2) + i);
      assert_all_done (world, 10);
      pasar_test_sandbox_change (world->sandbox, "{\"do\":\"expire_tokens\"}");
      world_load (world);
    }
  clock_set_right ();
}

/* What was read before is not fresh after, and what was sold meanwhile is not undone. */
static void
test_asleep (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const gint64 item_id = pasar_test_sandbox_item (40);
  const gint64 stock = world_value (world, 40, 0, PASAR_FIELD_STOCK);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;

  g_assert_cmpint (stock, >, 3);
  world_stage (world, 40, 0, PASAR_FIELD_STOCK, stock + 10);
  sleep_for (world, 5 * HOUR_SECS);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"sell\",\"item_id\":%" G_GINT64_FORMAT ",\"pieces\":3}",
                             item_id);
  plan = world_submit_ok (world);
  change = find_change (plan, 40, PASAR_FIELD_STOCK);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_HELD);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 0), ==, stock - 3);
  clock_set_right ();
  n_checked++;
}

/* The computer sleeps while some are sent and others are not. */
static void
test_asleep_amid (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "60", "--latency", "5", NULL));
  const gint64 stock = world_value (world, 49, 0, PASAR_FIELD_STOCK);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (stock, >, 3);
  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  for (guint i = 30; i < 50; i++)
    world_stage (world, i, 0, PASAR_FIELD_STOCK, world_value (world, i, 0, PASAR_FIELD_STOCK) + 10);
  plan = pasar_plan_new (world_catalogue (world));
  jobs_confirm (plan);
  job = pasar_submit_job_new (world->session, plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  WAIT_FOR (pasar_job_get_n_done (job) > 4);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), >, 1);
  sleep_for (world, 5 * HOUR_SECS);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"sell\",\"item_id\":%" G_GINT64_FORMAT ",\"pieces\":3}",
                             pasar_test_sandbox_item (49));
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 19);
  change = find_change (plan, 49, PASAR_FIELD_STOCK);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_HELD);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox,
                                                 pasar_test_sandbox_item (49),
                                                 0,
                                                 0),
                   ==,
                   stock - 3);
  clock_set_right ();
  n_checked++;
}

/* The shop's list cannot tell of a boost that may be over; by a clock that was set it may be. */
static void
test_boost (gconstpointer data)
{
  const gint64 days = GPOINTER_TO_INT (data);
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  const gint64 item_id = pasar_test_sandbox_item (0);
  g_autoptr (PasarJob) job = pasar_boost_job_new (world->session, &item_id, 1);
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (PasarSubmission) last = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalRow *row;

  pasar_test_sandbox_fault (world->sandbox, "call=boost_item,kind=reset,when=after");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,from=2,kind=reset");
  run_job (job, NULL);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  pasar_test_sandbox_clear_faults (world->sandbox);
  world_close (world);
  sleep_for (world, 5 * HOUR_SECS);
  clock_set (days * DAY_SECS);
  world->store = open_store (world->path);
  world_open_session (world);
  settle = pasar_settle_job_new (world->session);
  run_job (settle, &error);
  g_assert_no_error (error);
  last = get_last_submission (world->session);
  row = g_ptr_array_index (((PasarJournalCall *) g_ptr_array_index (last->calls, 0))->rows, 0);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 1);
  clock_set_right ();
  n_checked++;
}

/* The hour of the seller's town changes nothing that is sent. */
static void
test_places (void)
{
  static const char *const zones[] = { "Pacific/Kiritimati",
                                       "Pacific/Pago_Pago",
                                       "Asia/Kathmandu" };
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_setenv ("TZ", zones[i], TRUE);
      tzset ();
      for (guint k = 40; k < 50; k++)
        world_stage (world, k, 0, PASAR_FIELD_STOCK, 2000 + 100 * (gint64) i + k);
      assert_all_done (world, 10);
      world_restart (world);
      g_assert_cmpint (world_value (world, 40, 0, PASAR_FIELD_STOCK), ==, 2040 + 100 * (gint64) i);
    }
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clock/behind", GINT_TO_POINTER (-2), test_wrong);
  g_test_add_data_func ("/clock/ahead", GINT_TO_POINTER (2), test_wrong);
  g_test_add_func ("/clock/asleep", test_asleep);
  g_test_add_func ("/clock/asleep-amid", test_asleep_amid);
  g_test_add_data_func ("/clock/boost", GINT_TO_POINTER (0), test_boost);
  g_test_add_data_func ("/clock/boost-and-set-back", GINT_TO_POINTER (-2), test_boost);
  g_test_add_func ("/clock/places", test_places);
  status = g_test_run ();
  g_print ("# calls checked: %u\n", n_checked);
  return status;
}
