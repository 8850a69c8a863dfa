/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kill-fixture.h"

/* A program that is killed in the middle of a submission: nothing is lost, and nothing is done
 * twice. */

#define N_ITEMS 160

static GSubprocess *
start_child (World *world)
{
  const KillOrder order = { KILL_SUBMIT, world->path, 0, world->sandbox };

  return kill_start (&order);
}

typedef struct
{
  World *world;
  guint n;
} Progress;

static gboolean
has_sent (gpointer data)
{
  const Progress *progress = data;

  return pasar_test_sandbox_count (progress->world->sandbox, "update_stock") >= progress->n;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until_sent (World *world, guint n)
{
  Progress progress = { world, n };
  const guint tick = g_timeout_add (1, tick_cb, NULL);

  pasar_test_wait (has_sent, &progress);
  g_source_remove (tick);
}

typedef struct
{
  guint nth_item;
  gint64 old_value;
  gint64 new_value;
} Staged;

static GArray *
stage_all (World *world)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Staged));

  for (guint i = 30; i < 30 + N_ITEMS; i++)
    {
      const guint row = world_row (world, i, 0);
      const Staged staged = { i, world_value (world, i, 0, PASAR_FIELD_STOCK), 5000 + i };

      if (pasar_catalogue_check (world_catalogue (world), row, PASAR_FIELD_STOCK, staged.new_value)
          != PASAR_RULE_OK)
        continue;
      world_stage (world, i, 0, PASAR_FIELD_STOCK, staged.new_value);
      g_array_append_val (all, staged);
    }
  return all;
}

static gint64
stock_at_shop (World *world, guint nth_item)
{
  const gint64 item_id = pasar_test_sandbox_item (nth_item);

  return pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 0)
         + pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 1);
}

/* Each change is either at the shop and no longer staged, or staged and not at the shop. */
static guint
assert_consistent (World *world, const GArray *all)
{
  guint n_done = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const Staged *staged = &g_array_index (all, Staged, i);
      const gint64 now = world_staged (world, staged->nth_item, 0, PASAR_FIELD_STOCK);
      const gint64 at_shop = stock_at_shop (world, staged->nth_item);

      g_assert_cmpint (world_value (world, staged->nth_item, 0, PASAR_FIELD_STOCK), ==, at_shop);
      if (at_shop == staged->new_value)
        {
          g_assert_cmpint (now, ==, PASAR_NO_VALUE);
          n_done++;
        }
      else
        {
          g_assert_cmpint (at_shop, ==, staged->old_value);
          g_assert_cmpint (now, ==, staged->new_value);
        }
    }
  return n_done;
}

static void
test_killed (gconstpointer data)
{
  const guint n_before_kill = GPOINTER_TO_UINT (data);
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "200", "--latency", "15", NULL));
  g_autoptr (GArray) all = stage_all (world);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer count;
  guint n_done;

  world_close (world);
  child = start_child (world);
  wait_until_sent (world, n_before_kill);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  world_restart (world);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  settle = pasar_settle_job_new (world->session);
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  n_done = assert_consistent (world, all);
  g_assert_cmpuint (n_done, >=, MIN (n_before_kill, 1));
  g_assert_cmpuint (n_done, <, all->len);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, all->len - n_done);
  /* The rest is sent now; what the shop had taken is not sent again. */
  world_restart (world);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, all->len - n_done);
  g_assert_cmpuint (assert_consistent (world, all), ==, all->len);
  counts = kill_count_calls (world->sandbox, "update_stock");
  g_assert_cmpuint (g_hash_table_size (counts), ==, all->len);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_assert_cmpint (GPOINTER_TO_INT (count), ==, 1);
}

/* So many are sent alone first, and then so many at a time. */
#define N_FIRST     3
#define N_IN_FLIGHT 8

/* Killed while calls are on their way: the shop took them or not, and either is found out. */
static void
test_killed_in_flight (gconstpointer data)
{
  const gboolean was_taken = GPOINTER_TO_INT (data);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "200", NULL));
  g_autoptr (GArray) all = stage_all (world);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done;

  world_close (world);
  pasar_test_sandbox_fault (world->sandbox,
                            was_taken ? "call=update_stock,from=4,kind=hang,when=after"
                                      : "call=update_stock,from=4,kind=hang,when=before");
  child = start_child (world);
  wait_until_sent (world, N_FIRST + N_IN_FLIGHT);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  pasar_test_sandbox_clear_faults (world->sandbox);
  world_restart (world);
  settle = pasar_settle_job_new (world->session);
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  n_done = assert_consistent (world, all);
  g_assert_cmpuint (n_done, ==, was_taken ? N_FIRST + N_IN_FLIGHT : N_FIRST);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_written,
                    ==,
                    n_done - N_FIRST);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_left,
                    ==,
                    all->len - n_done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/crash/early", GUINT_TO_POINTER (1), test_killed);
  g_test_add_data_func ("/crash/middle", GUINT_TO_POINTER (40), test_killed);
  g_test_add_data_func ("/crash/later", GUINT_TO_POINTER (70), test_killed);
  g_test_add_data_func ("/crash/in-flight-taken", GINT_TO_POINTER (TRUE), test_killed_in_flight);
  g_test_add_data_func ("/crash/in-flight-not-taken",
                        GINT_TO_POINTER (FALSE),
                        test_killed_in_flight);
  return g_test_run ();
}
