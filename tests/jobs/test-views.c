/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"
#include "util.h"

#include "jobs/views.h"

/* The views of two shops in one store, changed at random, against the names that they should have.
 */

typedef struct
{
  char *folder;
  PasarStore *store;
  gint64 shops[2];
} Shops;

static gint64
save_shop (PasarStore *store, gint64 shop_id)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  shop->host_id = g_strdup ("demo");
  shop->partner_id = 1;
  shop->shop_id = shop_id;
  pasar_store_save_shop_async (store, shop, NULL, pasar_test_keep_result_cb, &result);
  id = pasar_store_finish_number (store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return id;
}

static void
set_up (Shops *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  self->folder = pasar_test_make_folder ();
  path = g_build_filename (self->folder, "pasar.db", NULL);
  self->store = open_store (path);
  for (guint i = 0; i < G_N_ELEMENTS (self->shops); i++)
    self->shops[i] = save_shop (self->store, 100 + i);
}

static void
tear_down (Shops *self, gconstpointer data)
{
  close_store (self->store);
  pasar_test_remove_folder (self->folder);
}

static PasarViews *
load (Shops *self, guint shop)
{
  PasarViews *views = pasar_views_new (self->store, self->shops[shop]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_views_load_async (views, NULL, pasar_test_keep_result_cb, &result);
  g_assert_true (pasar_views_load_finish (views, pasar_test_wait_result (&result), &error));
  g_assert_no_error (error);
  return views;
}

/* "All Changed | Mine": those for all shops, and those for the shop. */
static char *
describe (PasarViews *views)
{
  GString *text = g_string_new (NULL);
  gboolean was_for_all = TRUE;

  for (guint i = 0; i < pasar_views_get_n (views); i++)
    {
      const gboolean is_for_all = pasar_views_get_is_for_all (views, i);

      if (was_for_all && !is_for_all)
        g_string_append (text, "| ");
      g_assert_true (was_for_all || !is_for_all);
      was_for_all = is_for_all;
      g_string_append_printf (text,
                              "%s ",
                              pasar_saved_view_get_title (pasar_views_get_nth (views, i)));
    }
  return g_strchomp (g_string_free (text, FALSE));
}

static void
assert_kept (Shops *self, guint shop, const char *expected)
{
  g_autoptr (PasarViews) views = load (self, shop);
  g_autofree char *found = describe (views);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_usual (Shops *self, gconstpointer data)
{
  g_autoptr (PasarViews) views = load (self, 0);
  guint n;

  assert_kept (self, 0, "All Changed Problems Out of Stock On Promotion");
  g_assert_false (pasar_views_lacks_usual (views));
  pasar_views_rename (views, 1, "Mine");
  pasar_views_remove (views, 2);
  pasar_views_remove (views, 0);
  assert_kept (self, 1, "Mine Out of Stock On Promotion");
  g_assert_true (pasar_views_lacks_usual (views));
  g_assert_true (pasar_views_undo_remove (views, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (pasar_views_undo_remove (views, &n));
  assert_kept (self, 0, "All Mine Out of Stock On Promotion");
  pasar_views_bring_back_usual (views);
  assert_kept (self, 1, "All Mine Problems Out of Stock On Promotion");
  g_assert_true (pasar_views_find (views, "Mine", &n));
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < 5; i++)
    pasar_views_remove (views, 0);
  assert_kept (self, 0, "");
}

static void
test_lists (Shops *self, gconstpointer data)
{
  g_autoptr (PasarViews) views = load (self, 0);

  g_assert_cmpuint (pasar_views_add (views, pasar_saved_view_new ("A"), FALSE), ==, 5);
  g_assert_cmpuint (pasar_views_add (views, pasar_saved_view_new ("B"), TRUE), ==, 5);
  assert_kept (self, 0, "All Changed Problems Out of Stock On Promotion B | A");
  assert_kept (self, 1, "All Changed Problems Out of Stock On Promotion B");
  g_assert_false (pasar_views_can_move (views, 5, 1));
  g_assert_false (pasar_views_can_move (views, 0, -1));
  pasar_views_move (views, 5, -1);
  g_assert_cmpuint (pasar_views_set_is_for_all (views, 4, FALSE), ==, 6);
  assert_kept (self, 0, "All Changed Problems Out of Stock On Promotion | A B");
  g_assert_cmpuint (pasar_views_set_is_for_all (views, 1, FALSE), ==, 6);
  assert_kept (self, 0, "All Problems Out of Stock On Promotion | A B Changed");
  assert_kept (self, 1, "All Problems Out of Stock On Promotion");
}

/* What was changed is what is kept, whatever was done. */
static void
test_random (Shops *self, gconstpointer data)
{
  guint n_made = 0;

  for (guint round = 0; round < 12; round++)
    {
      const guint shop = (guint) g_test_rand_int_range (0, 2);
      g_autoptr (PasarViews) views = load (self, shop);
      g_autofree char *expected = NULL;

      for (guint step = 0; step < 15; step++)
        {
          const guint n = pasar_views_get_n (views);
          const guint at = n > 0 ? (guint) g_test_rand_int_range (0, (int) n) : 0;
          const gboolean flag = g_test_rand_bit ();
          g_autofree char *name = g_strdup_printf ("V%u", n_made++);
          g_autofree char *before = describe (views);
          g_autofree char *after = NULL;
          guint back;

          switch (n > 0 ? g_test_rand_int_range (0, 6) : 0)
            {
            case 0:
              g_assert_cmpstr (name,
                               ==,
                               pasar_views_get_nth (views,
                                                    pasar_views_add (views,
                                                                     pasar_saved_view_new (name),
                                                                     flag))
                                   ->name);
              break;
            case 1:
              pasar_views_rename (views, at, name);
              break;
            case 2:
              pasar_views_move (views, at, flag ? 1 : -1);
              break;
            case 3:
              pasar_views_set_is_for_all (views, at, flag);
              break;
            case 4:
              pasar_views_remove (views, at);
              g_assert_cmpuint (pasar_views_get_n (views), ==, n - 1);
              if (!flag)
                break;
              g_assert_true (pasar_views_undo_remove (views, &back));
              g_assert_cmpuint (back, ==, at);
              after = describe (views);
              g_assert_cmpstr (before, ==, after);
              break;
            default:
              pasar_views_replace (views, at, pasar_saved_view_new (NULL));
              after = describe (views);
              g_assert_cmpstr (before, ==, after);
              break;
            }
        }
      expected = describe (views);
      assert_kept (self, shop, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/views/usual", Shops, NULL, set_up, test_usual, tear_down);
  g_test_add ("/views/lists", Shops, NULL, set_up, test_lists, tear_down);
  g_test_add ("/views/random", Shops, NULL, set_up, test_random, tear_down);
  return g_test_run ();
}
