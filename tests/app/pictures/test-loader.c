/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pictures-fixture.h"

#include <glib/gstdio.h>

static GdkTexture *
load (PicturesFixture *fixture, guint n, int side, PasarPictureShape shape, GError **error)
{
  g_autofree char *address = pictures_dup_address (fixture, n);
  g_autoptr (GAsyncResult) result = NULL;

  pasar_picture_loader_load_async (fixture->loader,
                                   address,
                                   side,
                                   shape,
                                   NULL,
                                   pasar_test_keep_result_cb,
                                   &result);
  pasar_test_wait_result (&result);
  return pasar_picture_loader_load_finish (fixture->loader, result, error);
}

static void
assert_loads (PicturesFixture *fixture, guint n, int side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (fixture, n, side, PASAR_PICTURE_SQUARE, &error);
  guint32 color;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, side);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, side);
  /* Red, nearly. */
  color = pictures_read_color (texture);
  g_assert_cmpuint (color >> 16, >=, 0xfff0);
  g_assert_cmpuint (color & 0xf0f0, ==, 0);
}

/* The second time, and after a restart, no request is needed; nor is one for another size. */
static void
test_kept (PicturesFixture *fixture, gconstpointer data)
{
  gsize n_bytes;

  assert_loads (fixture, 1, 28);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
  assert_loads (fixture, 1, 28);
  assert_loads (fixture, 1, 56);
  assert_loads (fixture, 1, PASAR_THUMBNAIL_LARGEST_SIDE);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
  g_assert_cmpuint (pictures_count_kept (fixture, &n_bytes), ==, 1);
  g_assert_cmpuint (n_bytes, <, 8192);

  g_object_unref (fixture->loader);
  fixture->loader = pasar_picture_loader_new (NULL, fixture->cache);
  assert_loads (fixture, 1, 28);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
}

/* Large pictures are looked at once in a while, and would fill the disk. */
static void
test_whole (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (fixture, 1, 640, PASAR_PICTURE_WHOLE, &error);
  gsize n_bytes;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 300);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 200);
  g_assert_cmpuint (pictures_count_kept (fixture, &n_bytes), ==, 0);
}

/* Nothing of the seller's goes to where pictures are. */
static void
test_no_secrets (PicturesFixture *fixture, gconstpointer data)
{
  assert_loads (fixture, 1, 28);
  g_assert_null (fake_server_get (fixture->server, 0)->raw_query);
  g_assert_cmpstr (fake_server_get (fixture->server, 0)->path, ==, "/1");
}

static void
test_failures (PicturesFixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "", "no address", "file:///etc/hostname", "http://192.0.2.1/1", "ftp://cf.shopee.sg/1",
  };
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  fixture->is_broken = TRUE;
  g_assert_null (load (fixture, 1, 28, PASAR_PICTURE_SQUARE, &error));
  g_assert_nonnull (error);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      g_clear_error (&error);
      pasar_picture_loader_load_async (fixture->loader,
                                       addresses[i],
                                       28,
                                       PASAR_PICTURE_SQUARE,
                                       NULL,
                                       pasar_test_keep_result_cb,
                                       &result);
      pasar_test_wait_result (&result);
      g_assert_null (pasar_picture_loader_load_finish (fixture->loader, result, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
  g_assert_cmpuint (pictures_count_kept (fixture, &n_bytes), ==, 0);
}

/* What a file on disk is worth is seen when it is read. */
static void
test_damaged (PicturesFixture *fixture, gconstpointer data)
{
  g_autofree char *address = pictures_dup_address (fixture, 1);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);

  pasar_picture_cache_write (fixture->cache, address, text);
  assert_loads (fixture, 1, 28);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
  assert_loads (fixture, 1, 28);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
}

/* Without a place for the cache there are pictures all the same. */
static void
test_no_cache (PicturesFixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  assert_loads (fixture, 1, 28);
  assert_loads (fixture, 1, 28);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 2);
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
}

static gboolean
is_asked (gpointer data)
{
  return pictures_get_n_asked (data) > 0;
}

static void
test_cancelled (PicturesFixture *fixture, gconstpointer data)
{
  g_autofree char *address = pictures_dup_address (fixture, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  fixture->is_holding = TRUE;
  pasar_picture_loader_load_async (fixture->loader,
                                   address,
                                   28,
                                   PASAR_PICTURE_SQUARE,
                                   cancellable,
                                   pasar_test_keep_result_cb,
                                   &result);
  pasar_test_wait (is_asked, fixture);
  g_cancellable_cancel (cancellable);
  pasar_test_wait_result (&result);
  g_assert_null (pasar_picture_loader_load_finish (fixture->loader, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pictures_count_kept (fixture, &n_bytes), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  pictures_add ("/pictures-loader/kept", test_kept);
  pictures_add ("/pictures-loader/whole", test_whole);
  pictures_add ("/pictures-loader/no-secrets", test_no_secrets);
  pictures_add ("/pictures-loader/failures", test_failures);
  pictures_add ("/pictures-loader/damaged", test_damaged);
  pictures_add ("/pictures-loader/no-cache", test_no_cache);
  pictures_add ("/pictures-loader/cancelled", test_cancelled);

  return g_test_run ();
}
