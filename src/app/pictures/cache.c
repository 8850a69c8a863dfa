/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <utime.h>

/* Larger files are none of ours. */
#define LARGEST_FILE ((gsize) 1024 * 1024)

/* The first so many bytes of a file are the checksum of the rest, in hexadecimal. */
#define CHECKSUM_LENGTH 64

/* So large a part of the bound is made free at a time. */
#define SLACK 16

/* How long ago a file was asked for is known to a day. */
#define DAY_SECS (24 * 60 * 60)

struct _PasarPictureCache
{
  GObject parent_instance;

  char *folder;
  gsize max_bytes;
  GMutex mutex;
  gsize n_free; /* bytes that can be written before the folder is looked through again */
};

G_DEFINE_FINAL_TYPE (PasarPictureCache, pasar_picture_cache, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  gsize size;
  time_t used_at;
} File;

static void
file_free (gpointer data)
{
  g_free (((File *) data)->path);
  g_free (data);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const File *file_a = *(const File *const *) a;
  const File *file_b = *(const File *const *) b;

  return (file_a->used_at > file_b->used_at) - (file_a->used_at < file_b->used_at);
}

/* Everything in the folder, also what a crash left of a file that was being written. */
static GPtrArray *
list_files (PasarPictureCache *self, gsize *n_bytes)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  *n_bytes = 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GStatBuf status;
      File *file;

      if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
        continue;
      file = g_new (File, 1);
      *file = (File){ g_steal_pointer (&path), (gsize) status.st_size, status.st_mtime };
      *n_bytes += file->size;
      g_ptr_array_add (files, file);
    }
  return files;
}

/* Deletes the oldest files, until all together take no more than that. */
static gsize
prune (PasarPictureCache *self, gsize max_bytes)
{
  gsize n_bytes;
  g_autoptr (GPtrArray) files = list_files (self, &n_bytes);

  if (n_bytes > max_bytes)
    g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && n_bytes > max_bytes; i++)
    {
      const File *file = g_ptr_array_index (files, i);

      if (g_unlink (file->path) == 0)
        n_bytes -= file->size;
    }
  return n_bytes;
}

static void
make_room (PasarPictureCache *self, gsize size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->n_free < size)
    {
      const gsize n_bytes = prune (self, self->max_bytes - self->max_bytes / SLACK);

      self->n_free = self->max_bytes - MIN (n_bytes, self->max_bytes);
    }
  self->n_free -= MIN (size, self->n_free);
}

static char *
dup_path (PasarPictureCache *self, const char *address)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  return g_build_filename (self->folder, name, NULL);
}

static void
pasar_picture_cache_finalize (GObject *object)
{
  PasarPictureCache *self = PASAR_PICTURE_CACHE (object);

  g_free (self->folder);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (pasar_picture_cache_parent_class)->finalize (object);
}

static void
pasar_picture_cache_class_init (PasarPictureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_picture_cache_finalize;
}

static void
pasar_picture_cache_init (PasarPictureCache *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * pasar_picture_cache_new:
 * @folder: (type filename): where the files are; made when the first one is written
 * @max_bytes: that they take together at most
 *
 * Nothing is read yet.
 *
 * Returns: (transfer full): the cache
 */
PasarPictureCache *
pasar_picture_cache_new (const char *folder, gsize max_bytes)
{
  PasarPictureCache *self = g_object_new (PASAR_TYPE_PICTURE_CACHE, NULL);

  self->folder = g_strdup (folder);
  self->max_bytes = max_bytes;
  return self;
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GBytes) whole = NULL;
  g_autofree char *checksum = NULL;
  GBytes *file;
  char *data;
  gsize n;

  if (!g_file_get_contents (path, &data, &n, NULL))
    return NULL;
  whole = g_bytes_new_take (data, n);
  if (n <= CHECKSUM_LENGTH)
    return NULL;
  file = g_bytes_new_from_bytes (whole, CHECKSUM_LENGTH, n - CHECKSUM_LENGTH);
  checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  if (memcmp (checksum, data, CHECKSUM_LENGTH) != 0)
    g_clear_pointer (&file, g_bytes_unref);
  return file;
}

/**
 * pasar_picture_cache_read:
 * @self: a cache
 * @address: where the file came from
 *
 * Returns: (transfer full) (nullable): the file, as it was written; %NULL when it is not there
 */
GBytes *
pasar_picture_cache_read (PasarPictureCache *self, const char *address)
{
  g_autofree char *path = NULL;
  GStatBuf status;
  GBytes *file = NULL;

  g_return_val_if_fail (PASAR_IS_PICTURE_CACHE (self), NULL);

  path = dup_path (self, address);
  if (g_lstat (path, &status) != 0)
    return NULL;
  /* Reading what is no file may never end. */
  if (S_ISREG (status.st_mode) && (gsize) status.st_size <= LARGEST_FILE)
    file = read_file (path);
  if (file == NULL)
    g_unlink (path);
  else if (status.st_mtime < time (NULL) - DAY_SECS)
    g_utime (path, NULL);
  return file;
}

/**
 * pasar_picture_cache_write:
 * @self: a cache
 * @address: where the file came from
 * @file: a file
 *
 * Keeps a file, wholly or not at all. Others go where it takes more room than there is.
 */
void
pasar_picture_cache_write (PasarPictureCache *self, const char *address, GBytes *file)
{
  g_autofree char *path = NULL;
  g_autoptr (GByteArray) whole = NULL;
  g_autofree char *checksum = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (PASAR_IS_PICTURE_CACHE (self));

  path = dup_path (self, address);
  checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  whole = g_byte_array_sized_new ((guint) (CHECKSUM_LENGTH + g_bytes_get_size (file)));
  g_byte_array_append (whole, (const guint8 *) checksum, CHECKSUM_LENGTH);
  g_byte_array_append (whole, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
  if (whole->len > MIN (LARGEST_FILE, self->max_bytes / SLACK))
    return;

  make_room (self, whole->len);
  g_mkdir_with_parents (self->folder, 0700);
  if (!g_file_set_contents_full (path,
                                 (const char *) whole->data,
                                 whole->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600,
                                 &error))
    g_debug ("A picture was not kept: %s", error->message);
}

/**
 * pasar_picture_cache_drop:
 * @self: a cache
 * @address: where the file came from
 *
 * Deletes a file that is of no use.
 */
void
pasar_picture_cache_drop (PasarPictureCache *self, const char *address)
{
  g_autofree char *path = NULL;

  g_return_if_fail (PASAR_IS_PICTURE_CACHE (self));

  path = dup_path (self, address);
  g_unlink (path);
}

/**
 * pasar_picture_cache_clear:
 * @self: a cache
 *
 * Deletes all files.
 */
void
pasar_picture_cache_clear (PasarPictureCache *self)
{
  g_autoptr (GPtrArray) files = NULL;
  gsize n_bytes;

  g_return_if_fail (PASAR_IS_PICTURE_CACHE (self));

  files = list_files (self, &n_bytes);
  for (guint i = 0; i < files->len; i++)
    g_unlink (((const File *) g_ptr_array_index (files, i))->path);
}
