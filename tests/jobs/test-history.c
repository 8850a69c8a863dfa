/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "jobs/history.h"

#include <sqlite3.h>

static GArray *
find (World *world, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *ids;

  pasar_history_find_items_async (world->session, text, NULL, pasar_test_keep_result_cb, &result);
  ids = pasar_history_find_items_finish (world->session, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return ids;
}

static void
assert_found (World *world, const char *text, guint nth_item)
{
  g_autoptr (GArray) ids = find (world, text);

  /* Others may be called nearly the same. */
  g_assert_cmpuint (ids->len, >, 0);
  g_assert_cmpuint (ids->len, <, 20);
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == pasar_test_sandbox_item (nth_item))
      return;
  g_assert_not_reached ();
}

/* By name, SKU and ids of items and models; an id also when nothing has it. */
static void
test_find (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, world_row (world, 0, 0));
  const PasarRowInfo model = pasar_catalogue_read_row (catalogue, world_row (world, 1, 2));
  g_autofree char *name = g_utf8_strdown (info.name, -1);
  g_autofree char *sku = g_strdup (info.sku);
  g_autofree char *item_id = g_strdup_printf ("%" G_GINT64_FORMAT, pasar_test_sandbox_item (3));
  g_autofree char *model_id = g_strdup_printf ("%" G_GINT64_FORMAT, model.key.model_id);
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) gone = NULL;

  assert_found (world, name, 0);
  assert_found (world, sku, 0);
  assert_found (world, model_id, 1);
  gone = find (world, "4711");
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_cmpint (g_array_index (gone, gint64, 0), ==, 4711);
  none = find (world, "no such item");
  g_assert_cmpuint (none->len, ==, 0);
  assert_found (world, item_id, 3);
}

static void
prune (World *world, guint months, guint max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_history_prune_async (world->session, months, max, pasar_test_keep_result_cb, &result);
  g_assert_true (
      pasar_history_prune_finish (world->session, pasar_test_wait_result (&result), &error));
  g_assert_no_error (error);
}

static void
set_age (World *world, gint64 days)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE submission SET created_at_ms = %" G_GINT64_FORMAT,
                       (g_get_real_time () / G_TIME_SPAN_SECOND - days * 24 * 60 * 60) * 1000);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (world->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static guint
count (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;

  pasar_store_list_submissions_async (world->store,
                                      pasar_session_get_shop (world->session)->id,
                                      FALSE,
                                      0,
                                      0,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &result);
  submissions = pasar_store_finish_object (world->store, pasar_test_wait_result (&result), NULL);
  g_assert_nonnull (submissions);
  return submissions->len;
}

/* All that is older goes, and nothing else. */
static void
test_prune (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PasarPlan) plan = NULL;

      world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2100 + i);
      plan = world_submit_ok (world);
    }
  set_age (world, 20);
  prune (world, 1, 0);
  g_assert_cmpuint (count (world), ==, 3);
  set_age (world, 70);
  prune (world, 0, 0);
  prune (world, 3, 3);
  g_assert_cmpuint (count (world), ==, 3);
  prune (world, 0, 2);
  g_assert_cmpuint (count (world), ==, 2);
  prune (world, 2, 0);
  g_assert_cmpuint (count (world), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/find", test_find);
  g_test_add_func ("/history/prune", test_prune);
  return g_test_run ();
}
