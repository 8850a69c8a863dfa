/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include "store/kept.h"

/* Names and what they stand for, "name=data" each. */
static gboolean
set (PasarStore *store, gint64 shop, PasarKeptKind kind, const char *texts, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  g_auto (GStrv) lines = g_strsplit (texts, " ", -1);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "=", 2);

      g_ptr_array_add (kept, pasar_kept_new (parts[0], parts[1]));
    }
  pasar_store_set_kept_async (store, shop, kind, kept, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

static void
assert_kept (PasarStore *store, gint64 shop, PasarKeptKind kind, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_list_kept_async (store, shop, kind, NULL, keep_result_cb, &result);
  kept = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < kept->len; i++)
    {
      const PasarKept *one = g_ptr_array_index (kept, i);

      g_string_append_printf (found, "%s%s=%s", i > 0 ? " " : "", one->name, one->data);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* A list is one of its shop and kind, in its order, and lasts. */
static void
test_lists (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);

  assert_kept (store, shop, PASAR_KEPT_VIEW, "");
  g_assert_true (set (store, shop, PASAR_KEPT_VIEW, "b=1 ก=2 a=3", NULL));
  g_assert_true (set (store, shop, PASAR_KEPT_COLUMN, "a=4", NULL));
  g_assert_true (set (store, other, PASAR_KEPT_VIEW, "a=5", NULL));
  g_assert_true (set (store, 0, PASAR_KEPT_VIEW, "a=6 b=7", NULL));
  g_assert_true (set (store, shop, PASAR_KEPT_VIEW, "a=8 b=1", NULL));
  close_store (store);
  store = open_ok (fixture->path);
  assert_kept (store, shop, PASAR_KEPT_VIEW, "a=8 b=1");
  assert_kept (store, shop, PASAR_KEPT_COLUMN, "a=4");
  assert_kept (store, shop, PASAR_KEPT_MAPPING, "");
  assert_kept (store, other, PASAR_KEPT_VIEW, "a=5");
  assert_kept (store, 0, PASAR_KEPT_VIEW, "a=6 b=7");
  close_store (store);
}

static void
put (PasarStore *store, gint64 shop, const char *name, const char *data, guint max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_put_kept_async (store,
                              shop,
                              PASAR_KEPT_MAPPING,
                              pasar_kept_new (name, data),
                              max,
                              keep_result_cb,
                              &result);
  pasar_store_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

/* What is put is first, once, and what was put first goes when there are too many. */
static void
test_put (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);

  put (store, other, "a", "0", 3);
  put (store, shop, "a", "1", 3);
  put (store, shop, "b", "2", 3);
  put (store, shop, "a", "3", 3);
  assert_kept (store, shop, PASAR_KEPT_MAPPING, "a=3 b=2");
  put (store, shop, "c", "4", 3);
  put (store, shop, "d", "5", 3);
  assert_kept (store, shop, PASAR_KEPT_MAPPING, "d=5 c=4 a=3");
  assert_kept (store, other, PASAR_KEPT_MAPPING, "a=0");
  assert_kept (store, shop, PASAR_KEPT_VIEW, "");
  close_store (store);
}

/* A list that cannot be kept leaves the one that was. */
static void
test_same_name (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (set (store, shop, PASAR_KEPT_VIEW, "a=1", NULL));
  g_assert_true (set (store, 0, PASAR_KEPT_VIEW, "a=1", NULL));
  g_assert_false (set (store, shop, PASAR_KEPT_VIEW, "b=2 c=3 b=4", &error));
  g_assert_nonnull (error);
  g_assert_false (set (store, 0, PASAR_KEPT_VIEW, "b=2 b=4", NULL));
  g_assert_false (set (store, 77, PASAR_KEPT_VIEW, "a=1", NULL));
  assert_kept (store, shop, PASAR_KEPT_VIEW, "a=1");
  assert_kept (store, 0, PASAR_KEPT_VIEW, "a=1");
  close_store (store);
}

/* What is kept of a shop goes with it. */
static void
test_removed_shop (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GAsyncResult) removed = NULL;
  g_autofree char *left = NULL;

  g_assert_true (set (store, shop, PASAR_KEPT_COLUMN, "a=1", NULL));
  g_assert_true (set (store, 0, PASAR_KEPT_VIEW, "b=2", NULL));
  pasar_store_remove_shop_async (store, shop, NULL, keep_result_cb, &removed);
  g_assert_true (pasar_store_finish (store, wait_for_result (&removed), NULL));
  close_store (store);
  left = query_sql (fixture->path, "SELECT name FROM kept");
  g_assert_cmpstr (left, ==, "b");
}

/* Damage that is found after the list was read is salvaged around, and it is put all the same. */
static void
test_put_damaged (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autofree char *root = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  put (store, shop, "a", "1", 3);
  close_store (store);
  root = query_sql (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'shop'");
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  memset (bytes + (g_ascii_strtoull (root, NULL, 10) - 1) * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  store = open_ok (fixture->path);
  assert_kept (store, shop, PASAR_KEPT_MAPPING, "a=1");
  put (store, shop, "b", "2", 3);
  g_assert_nonnull (pasar_store_get_notice (store));
  assert_kept (store, shop, PASAR_KEPT_MAPPING, "b=2 a=1");
  close_store (store);
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/kept/lists", test_lists },
    { "/kept/put", test_put },
    { "/kept/same-name", test_same_name },
    { "/kept/removed-shop", test_removed_shop },
    { "/kept/put-damaged", test_put_damaged },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
