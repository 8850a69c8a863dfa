/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/cache.h"
#include "util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#define MAX_BYTES 65536

typedef struct
{
  char *folder;
  PasarPictureCache *cache;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = pasar_test_make_folder ();
  self->cache = pasar_picture_cache_new (self->folder, MAX_BYTES);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->cache);
  pasar_test_remove_folder (self->folder);
}

static void
put (Fixture *self, const char *address, const char *text)
{
  g_autoptr (GBytes) file = g_bytes_new (text, strlen (text));

  pasar_picture_cache_write (self->cache, address, file);
}

static void
assert_kept (Fixture *self, const char *address, const char *text)
{
  g_autoptr (GBytes) file = pasar_picture_cache_read (self->cache, address);

  if (text == NULL)
    g_assert_null (file);
  else
    g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), text, strlen (text));
}

/* (transfer full) (element-type utf8): what is in the folder. */
static GPtrArray *
list (Fixture *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (paths, g_build_filename (self->folder, name, NULL));
  return paths;
}

static gsize
count_bytes (Fixture *self)
{
  g_autoptr (GPtrArray) paths = list (self);
  gsize n = 0;

  for (guint i = 0; i < paths->len; i++)
    {
      GStatBuf status;

      g_assert_cmpint (g_stat (g_ptr_array_index (paths, i), &status), ==, 0);
      n += (gsize) status.st_size;
    }
  return n;
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *empty = g_build_filename (self->folder, "left-by-a-crash", NULL);
  g_autoptr (PasarPictureCache) other = NULL;
  g_autoptr (GPtrArray) left = NULL;

  assert_kept (self, "https://cf.shopee.sg/file/1", NULL);
  put (self, "https://cf.shopee.sg/file/1", "one");
  put (self, "https://cf.shopee.sg/file/2", "two");
  put (self, "../../elsewhere", "three");
  assert_kept (self, "https://cf.shopee.sg/file/1", "one");
  assert_kept (self, "https://cf.shopee.sg/file/2", "two");
  assert_kept (self, "../../elsewhere", "three");
  put (self, "https://cf.shopee.sg/file/1", "one again");
  assert_kept (self, "https://cf.shopee.sg/file/1", "one again");

  /* After the next start. */
  other = g_steal_pointer (&self->cache);
  self->cache = pasar_picture_cache_new (self->folder, MAX_BYTES);
  assert_kept (self, "https://cf.shopee.sg/file/2", "two");
  pasar_picture_cache_drop (self->cache, "https://cf.shopee.sg/file/2");
  assert_kept (self, "https://cf.shopee.sg/file/2", NULL);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  pasar_picture_cache_clear (self->cache);
  left = list (self);
  g_assert_cmpuint (left->len, ==, 0);
  assert_kept (self, "https://cf.shopee.sg/file/1", NULL);
}

/* Whichever byte is another one, or wherever it was cut: the file is thrown away. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *whole = NULL;
  gsize n;

  put (self, "a", "a file");
  paths = list (self);
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_true (g_file_get_contents (paths->pdata[0], &whole, &n, NULL));
  for (gsize at = 0; at < n; at++)
    {
      g_autofree char *damaged = g_memdup2 (whole, n);

      g_assert_true (g_file_set_contents (paths->pdata[0], whole, (gssize) at, NULL));
      assert_kept (self, "a", NULL);
      g_assert_false (g_file_test (paths->pdata[0], G_FILE_TEST_EXISTS));
      damaged[at] ^= 1;
      g_assert_true (g_file_set_contents (paths->pdata[0], damaged, (gssize) n, NULL));
      assert_kept (self, "a", NULL);
      g_assert_false (g_file_test (paths->pdata[0], G_FILE_TEST_EXISTS));
    }
  g_assert_true (g_file_set_contents (paths->pdata[0], whole, (gssize) n, NULL));
  assert_kept (self, "a", "a file");
}

/* What is no file of its own is thrown away unread: reading it may never end. */
static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->folder, "elsewhere", NULL);
  g_autoptr (GPtrArray) paths = NULL;

  put (self, "a", "a file");
  paths = list (self);
  g_assert_cmpint (g_rename (paths->pdata[0], elsewhere), ==, 0);
  g_assert_cmpint (symlink (elsewhere, paths->pdata[0]), ==, 0);
  assert_kept (self, "a", NULL);
  g_assert_true (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  g_assert_cmpint (mkfifo (paths->pdata[0], 0600), ==, 0);
  assert_kept (self, "a", NULL);
  put (self, "a", "a file");
  assert_kept (self, "a", "a file");
}

/* Not even for a moment is there more than there may be, also where there was before. */
static void
test_bound (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1500, 'x');
  g_autofree char *large = g_strnfill (MAX_BYTES / 2, 'x');
  g_autofree char *rest = g_build_filename (self->folder, "left-by-a-crash", NULL);
  g_autofree char *much = g_strnfill (2 * MAX_BYTES, 'x');
  g_autoptr (GPtrArray) paths = NULL;

  g_assert_true (g_file_set_contents (rest, much, -1, NULL));
  g_assert_cmpint (g_utime (rest, &(struct utimbuf){ 1000, 1000 }), ==, 0);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *address = g_strdup_printf ("%u", i);

      put (self, address, text);
      g_assert_cmpuint (count_bytes (self), <=, MAX_BYTES);
      assert_kept (self, address, text);
    }
  g_assert_false (g_file_test (rest, G_FILE_TEST_EXISTS));
  /* Most of the room is in use, and not for one file. */
  g_assert_cmpuint (count_bytes (self), >, MAX_BYTES / 2);
  put (self, "large", large);
  assert_kept (self, "large", NULL);
  assert_kept (self, "299", text);
}

#define N_OLD 20
#define N_NEW 25

static void
put_numbered (Fixture *self, const char *name, guint n)
{
  g_autofree char *text = g_strnfill (1500, 'x');

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *address = g_strdup_printf ("%s %u", name, i);

      put (self, address, text);
    }
}

static guint
count_kept (Fixture *self, const char *name, guint n)
{
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *address = g_strdup_printf ("%s %u", name, i);
      g_autoptr (GBytes) file = pasar_picture_cache_read (self->cache, address);

      n_kept += file != NULL ? 1 : 0;
    }
  return n_kept;
}

/* What was not asked for for long goes first. In which order the others go is not said: how long it
 * is ago is known to a day. */
static void
test_oldest (Fixture *self, gconstpointer data)
{
  const time_t old = time (NULL) - 30 * 24 * 60 * 60;
  g_autoptr (GPtrArray) paths = NULL;

  put_numbered (self, "used", 1);
  put_numbered (self, "unused", N_OLD);
  paths = list (self);
  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpint (g_utime (paths->pdata[i], &(struct utimbuf){ old, old }), ==, 0);
  g_assert_cmpuint (count_kept (self, "used", 1), ==, 1);
  put_numbered (self, "new", N_NEW);
  g_assert_cmpuint (count_kept (self, "used", 1), ==, 1);
  g_assert_cmpuint (count_kept (self, "new", N_NEW), ==, N_NEW);
  g_assert_cmpuint (count_kept (self, "unused", N_OLD), <, N_OLD);
}

/* A disk that takes nothing costs the cache, and nothing else. */
static void
test_no_room (Fixture *self, gconstpointer data)
{
  g_autofree char *below = g_build_filename (self->folder, "file", "folder", NULL);
  g_autofree char *file = g_path_get_dirname (below);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_object_unref (self->cache);
  self->cache = pasar_picture_cache_new (below, MAX_BYTES);
  put (self, "a", "a file");
  assert_kept (self, "a", NULL);
  pasar_picture_cache_drop (self->cache, "a");
  pasar_picture_cache_clear (self->cache);
}

static gpointer
use_in_thread (gpointer data)
{
  Fixture *self = data;
  g_autofree char *text = g_strnfill (1500, 'x');

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *address = g_strdup_printf ("%u", i % 60);
      g_autoptr (GBytes) file = NULL;

      put (self, address, text);
      file = pasar_picture_cache_read (self->cache, address);
      g_assert_true (file == NULL || g_bytes_get_size (file) == 1500);
    }
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, use_in_thread, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  put (self, "a", "a file");
  assert_kept (self, "a", "a file");
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/pictures-cache/kept", test_kept);
  add ("/pictures-cache/damaged", test_damaged);
  add ("/pictures-cache/no-file", test_no_file);
  add ("/pictures-cache/bound", test_bound);
  add ("/pictures-cache/oldest", test_oldest);
  add ("/pictures-cache/no-room", test_no_room);
  add ("/pictures-cache/threads", test_threads);

  return g_test_run ();
}
