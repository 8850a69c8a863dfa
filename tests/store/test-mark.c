/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"
#include "util.h"

#include <glib/gstdio.h>

/* A data file that says less than it said is noticed. */

/* Copies the file and its write-ahead log as they are while the store is open: what a crash leaves.
 */
static void
copy_while_open (const StoreFixture *fixture, const char *path)
{
  static const char *const suffixes[] = { "", "-wal", ".mark" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (fixture->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
    }
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_marked (const char *path, gint64 n)
{
  g_autofree char *end = g_strdup_printf (" %" G_GINT64_FORMAT "\n", n);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_suffix (text, end);
}

/* The mark follows behind. */
static void
wait_for_mark (const StoreFixture *fixture, gint64 n)
{
  g_autofree char *mark = g_strconcat (fixture->path, ".mark", NULL);
  const guint tick = g_timeout_add (1, tick_cb, NULL);

  WAIT_FOR (is_marked (mark, n));
  g_source_remove (tick);
}

/* A store of a shop whose log has @n records, of which none but the shop itself is in the file. */
static void
make_crashed (const StoreFixture *fixture, const char *path, gint64 n)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;

  close_store (store);
  store = open_ok (fixture->path);
  for (gint64 i = 1; i <= n; i++)
    g_assert_true (append (store, shop, i, PASAR_LOG_STEP, i, NULL, &error));
  wait_for_mark (fixture, n);
  copy_while_open (fixture, path);
  close_store (store);
}

static void
damage_log (const char *path, gsize keep, gboolean zero)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (keep == 0 && !zero)
    {
      g_assert_cmpint (g_unlink (log), ==, 0);
      return;
    }
  g_assert_true (g_file_get_contents (log, &bytes, &size, NULL));
  g_assert_cmpuint (keep, <, size);
  memset (bytes + keep, 0, size - keep);
  g_assert_true (g_file_set_contents (log, bytes, (gssize) (zero ? size : keep), NULL));
}

/* A write-ahead log that is lost, zeroed or cut takes records with it; that is noticed, until the
 * next write has made it the past. Without damage nothing is said. */
static void
test_lost_log (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gsize keep;
    gboolean zero;
    gint64 n_lost; /* -1: some */
  } cases[] = { { "lost", 0, FALSE, 38 }, { "zeroed", 0, TRUE, 38 }, { "cut", 60000, FALSE, -1 } };
  g_autofree char *whole = g_strconcat (fixture->path, "-whole", NULL);
  PasarStore *store;

  make_crashed (fixture, whole, 38);
  store = open_ok (whole);
  g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 0);
  g_assert_null (pasar_store_get_notice (store));
  close_store (store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, "-", cases[i].name, NULL);
      g_autoptr (PasarStoredShopData) loaded = NULL;
      g_autoptr (GError) error = NULL;
      gint64 n_lost;

      g_unlink (fixture->path);
      make_crashed (fixture, path, 38);
      damage_log (path, cases[i].keep, cases[i].zero);
      store = open_ok (path);
      loaded = load_shop (store, 1, &error);
      n_lost = pasar_store_get_n_lost (store, 1);
      g_assert_cmpint (n_lost, ==, 38 - loaded->log->len);
      if (cases[i].n_lost >= 0)
        g_assert_cmpint (n_lost, ==, cases[i].n_lost);
      g_assert_cmpint (n_lost, >, 0);
      /* Of a shop, which says so itself. */
      g_assert_null (pasar_store_get_notice (store));
      g_assert_true (append (store, 1, loaded->log->len + 1, PASAR_LOG_STEP, 1, NULL, &error));
      close_store (store);
      store = open_ok (path);
      g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 0);
      close_store (store);
    }
}

/* A data file that was emptied or deleted is not taken for a new installation; one that never was
 * is. */
static void
test_emptied (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      PasarStore *store = open_ok (fixture->path);

      if (i == 0)
        g_assert_null (pasar_store_get_notice (store));
      save_plain_shop (store, 1);
      close_store (store);
      if (i == 0)
        g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
      else
        g_assert_cmpint (g_unlink (fixture->path), ==, 0);
      store = open_ok (fixture->path);
      g_assert_nonnull (strstr (pasar_store_get_notice (store), fixture->path));
      close_store (store);
    }
}

/* What the seller forgets is not missed, whenever the app ends. */
static void
test_forgotten (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (append (store, shop, 1, PASAR_LOG_STEP, 1, NULL, &error));
  pasar_store_remove_shop_async (store, shop, NULL, keep_result_cb, &removed);
  g_assert_true (pasar_store_finish (store, wait_for_result (&removed), &error));
  close_store (store);
  store = open_ok (fixture->path);
  g_assert_null (pasar_store_get_notice (store));
  g_assert_cmpint (pasar_store_get_n_lost (store, shop), ==, 0);
  close_store (store);
}

/* A mark that is damaged itself says nothing. */
static void
test_damaged_mark (StoreFixture *fixture, gconstpointer data)
{
  static const char *const marks[] = { "",
                                       "x",
                                       "pasar mark 1\n1",
                                       "pasar mark 1\n1 x\n",
                                       "pasar mark 1\n-3 5\n",
                                       "pasar mark 2\n1 99\n" };
  g_autofree char *mark = g_strconcat (fixture->path, ".mark", NULL);

  close_store (open_ok (fixture->path));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      PasarStore *store;

      g_assert_true (g_file_set_contents (mark, marks[i], -1, NULL));
      store = open_ok (fixture->path);
      g_assert_null (pasar_store_get_notice (store));
      close_store (store);
    }
}

/* Numbers that no log has are no more than what can be counted. */
static void
test_damaged_numbers (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *mark = g_strconcat (fixture->path, ".mark", NULL);
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);

  close_store (store);
  g_assert_true (g_file_set_contents (mark, "pasar mark 1\n1 5\n", -1, NULL));
  run_sql (fixture->path,
           "INSERT INTO log (shop, id, kind, step, n_edits, n_staged, data)"
           " VALUES (1, -9223372036854775808, 1, 0, 0, 0, x'00')");
  store = open_ok (fixture->path);
  g_assert_cmpint (pasar_store_get_n_lost (store, shop), ==, 5);
  close_store (store);
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/mark/lost-log", test_lost_log },
    { "/mark/emptied", test_emptied },
    { "/mark/forgotten", test_forgotten },
    { "/mark/damaged-mark", test_damaged_mark },
    { "/mark/damaged-numbers", test_damaged_numbers },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
