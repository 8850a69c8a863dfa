/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-fixture.h"

/* Checkpoints of the log, and what is trimmed of it then. */

#define LAST_CHECKPOINT "SELECT coalesce (max (log_id), 0) FROM checkpoint"

/* Steps on one price until there is a checkpoint of them; the price is @price then. */
static void
stage_until_checkpoint (World *world, gint64 price)
{
  const gint64 before = query (world, LAST_CHECKPOINT);

  for (guint i = 0; i < 499; i++)
    start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 2500 + i, NULL);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, price);
  WAIT_FOR (query (world, LAST_CHECKPOINT) > before);
}

/* A session that lives long has its checkpoints, too, and undo has no end. */
static void
test_checkpoint_of_session (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  guint n_undone = 0;

  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  for (guint i = 0; i < 3; i++)
    stage_until_checkpoint (world, 2001 + i);
  g_assert_cmpint (query (world, "SELECT count(*) FROM checkpoint"), ==, 2);
  g_assert_cmpint (query (world, "SELECT count(*) FROM log"), ==, 1501);
  g_assert_cmpint (query (world, LAST_CHECKPOINT), ==, 1501);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2003);
  while (world_undo (world))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, 1501);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  while (world_redo (world))
    n_undone--;
  g_assert_cmpuint (n_undone, ==, 0);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2003);
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
}

/* What was undone and can never be made again goes, and the others stay as they are. */
static void
test_trimming (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  gint64 size;

  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  for (guint i = 0; i < 3; i++)
    {
      stage_until_checkpoint (world, 2001);
      for (guint n = 0; n < 500; n++)
        g_assert_true (world_undo (world));
      world_stage (world, 10, 0, PASAR_FIELD_STOCK, 80 + i);
    }
  stage_until_checkpoint (world, 2002);
  /* The last 500, and what came since the checkpoint before them. */
  size = query (world, "SELECT count(*) FROM log");
  g_assert_cmpint (size, <, 1600);
  g_assert_cmpint (query (world, "SELECT count(*) FROM log WHERE id <= 4"), ==, 1);
  g_assert_cmpint (query (world, LAST_CHECKPOINT), >, 3000);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  for (guint n = 0; n < 500; n++)
    g_assert_true (world_undo (world));
  for (gint64 stock = 82; stock >= 80; stock--)
    {
      g_assert_cmpint (world_staged (world, 10, 0, PASAR_FIELD_STOCK), ==, stock);
      g_assert_true (world_undo (world));
    }
  g_assert_true (world_undo (world));
  g_assert_false (world_undo (world));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* The other one is as good. */
static void
test_damaged_checkpoint (gconstpointer data)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  for (guint i = 0; i < 3; i++)
    {
      stage_until_checkpoint (world, 2001 + i);
      g_assert_true (world_undo (world));
      g_assert_true (world_undo (world));
    }
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2010);
  spoil (world, data);
  g_assert_nonnull (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2010);
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
  g_assert_true (world_undo (world));
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2997);
}

/* The log makes up for the only checkpoint. */
static void
test_damaged_only_checkpoint (void)
{
  g_autoptr (World) world = new_stepped_world ();
  g_autoptr (GBytes) garbage = g_bytes_new_static ("PSL1", 4);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_put_checkpoint_async (world->store,
                                    pasar_session_get_shop (world->session)->id,
                                    5,
                                    1,
                                    garbage,
                                    kept,
                                    NULL,
                                    pasar_test_keep_result_cb,
                                    &result);
  g_assert_true (pasar_store_finish (world->store, pasar_test_wait_result (&result), NULL));
  world_restart (world);
  g_assert_nonnull (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2010);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
}

/* A step whose record is damaged, but that a checkpoint counts in, cannot be undone; nothing else
 * is lost. */
static void
test_damaged_history (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 600; i++)
    start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 3000 + i, NULL);
  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  WAIT_FOR (query (world, LAST_CHECKPOINT) == 601);
  spoil (world, "UPDATE log SET data = x'505343' WHERE id = 601");
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 3599);
  g_assert_false (move (world->session, FALSE, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT);
  /* It is told once. */
  world_restart (world);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 3598);
}

/* Where the cache cannot be read any more, all that is staged is there with the next refresh, and
 * can be undone. */
static void
test_spoilt_cache (void)
{
  g_autoptr (World) world = new_stepped_world ();
  const gsize page =
      (gsize) query (world, "SELECT rootpage FROM sqlite_schema WHERE name = 'item'");
  g_autofree char *bytes = NULL;
  gsize size = 0;

  world_close (world);
  g_assert_true (g_file_get_contents (world->path, &bytes, &size, NULL));
  memset (bytes + (page - 1) * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (world->path, bytes, (gssize) size, NULL));
  world->store = open_store (world->path);
  world_open_session (world);
  g_assert_nonnull (pasar_store_get_notice (world->store));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 1);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 0);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2010);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2009);
  world_restart (world);
  g_assert_null (pasar_store_get_notice (world->store));
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2009);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checkpoint/damaged-only", test_damaged_only_checkpoint);
  g_test_add_data_func ("/checkpoint/damaged",
                        "UPDATE checkpoint SET data = CAST (substr (data, 1, 20) AS BLOB)"
                        " WHERE log_id = (" LAST_CHECKPOINT ")",
                        test_damaged_checkpoint);
  g_test_add_data_func ("/checkpoint/damaged-both",
                        "UPDATE checkpoint SET data = x''",
                        test_damaged_checkpoint);
  g_test_add_func ("/checkpoint/of-session", test_checkpoint_of_session);
  g_test_add_func ("/checkpoint/trimming", test_trimming);
  g_test_add_func ("/checkpoint/damaged-history", test_damaged_history);
  g_test_add_func ("/checkpoint/spoilt-cache", test_spoilt_cache);
  return g_test_run ();
}
