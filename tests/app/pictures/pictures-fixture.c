/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pictures-fixture.h"

#include <glib/gstdio.h>

#define RED       0xff0000ff
#define MAX_BYTES (1024 * 1024)

static void
answer (PicturesFixture *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) file = pictures_make_file (300, 200, RED);
  gsize n;
  const char *data = g_bytes_get_data (file, &n);

  if (self->is_broken)
    fake_server_answer (message, 200, "This is no picture.");
  else
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, data, n);
    }
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  PicturesFixture *self = user_data;

  g_assert_null (query);
  if (!self->is_holding)
    {
      answer (self, message);
      return;
    }
  soup_server_message_pause (message);
  g_ptr_array_add (self->server->held, g_object_ref (message));
}

void
pictures_set_up (PicturesFixture *self, gconstpointer data)
{
  self->server = fake_server_new ();
  self->server->handler = handle_cb;
  self->server->handler_data = self;
  self->client = fake_server_new_client (self->server);
  self->folder = pasar_test_make_folder ();
  g_rmdir (self->folder);
  self->cache = pasar_picture_cache_new (self->folder, MAX_BYTES);
  self->loader = pasar_picture_loader_new (self->client, self->cache);
}

void
pictures_tear_down (PicturesFixture *self, gconstpointer data)
{
  g_object_unref (self->loader);
  g_object_unref (self->cache);
  g_object_unref (self->client);
  fake_server_free (self->server);
  pasar_test_remove_folder (self->folder);
}

void
pictures_add (const char *path, void (*test) (PicturesFixture *fixture, gconstpointer data))
{
  g_test_add (path, PicturesFixture, NULL, pictures_set_up, test, pictures_tear_down);
}

char *
pictures_dup_address (PicturesFixture *self, guint n)
{
  return g_strdup_printf ("%s/%u", self->server->url, n);
}

GBytes *
pictures_make_file (int width, int height, guint32 color)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize n;

  gdk_pixbuf_fill (pixbuf, color);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &n, "png", &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, n);
}

guint
pictures_get_n_asked (PicturesFixture *self)
{
  return self->server->requests->len;
}

guint
pictures_get_asked (PicturesFixture *self, guint turn)
{
  return (guint) g_ascii_strtoull (fake_server_get (self->server, turn)->path + 1, NULL, 10);
}

void
pictures_release (PicturesFixture *self, guint nth)
{
  SoupServerMessage *message = g_ptr_array_index (self->server->held, nth);

  answer (self, message);
  soup_server_message_unpause (message);
}

guint
pictures_count_kept (PicturesFixture *self, gsize *n_bytes)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint n = 0;

  *n_bytes = 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      *n_bytes += (gsize) status.st_size;
      n++;
    }
  return n;
}

guint32
pictures_read_color (GdkTexture *texture)
{
  const int width = gdk_texture_get_width (texture);
  const int height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  return pixels[width * (height / 2) + width / 2];
}
