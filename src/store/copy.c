/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* Whole files of SQLite: copied, replaced, and mended where the disk fails. */

/* Copies of damaged files that are kept. */
#define N_COPIES 3
/* How often a page is read before it is given up. */
#define N_READS 3
/* Pages that are given up at the most. */
#define MAX_MENDED 16

static gboolean
copy_pages (sqlite3 *from, sqlite3 *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int system_errno;
  int code;

  if (backup == NULL)
    {
      pasar_store_set_sqlite_error (sqlite3_extended_errcode (to), 0, error);
      return FALSE;
    }
  errno = 0;
  code = sqlite3_backup_step (backup, -1);
  system_errno = errno;
  sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;
  pasar_store_set_sqlite_error (code, system_errno, error);
  return FALSE;
}

/* Has a new name outlast a loss of power, where the system can. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * pasar_sqlite_backup:
 * @self: a connection
 * @path: where to; an older copy there is replaced once the new one is complete
 * @error: return location
 *
 * Copies the whole database, readable by its owner only.
 *
 * Returns: whether the copy is complete and on disk
 */
gboolean
pasar_sqlite_backup (PasarSqlite *self, const char *path, GError **error)
{
  g_autofree char *partial = g_strconcat (path, ".part", NULL);
  g_autoptr (PasarSqlite) copy = NULL;
  gboolean complete;
  int fd;

  g_unlink (partial);
  fd = g_open (partial, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      pasar_store_set_sqlite_error (SQLITE_CANTOPEN, errno, error);
      return FALSE;
    }
  close (fd);
  copy = pasar_sqlite_open (partial, SQLITE_OPEN_READWRITE, 0, error);
  complete = copy != NULL
             && copy_pages (pasar_sqlite_get_handle (self), pasar_sqlite_get_handle (copy), error);
  g_clear_pointer (&copy, pasar_sqlite_free);
  if (!complete)
    {
      g_unlink (partial);
      return FALSE;
    }
  if (g_rename (partial, path) == 0)
    {
      sync_folder (path);
      return TRUE;
    }
  pasar_store_set_sqlite_error (SQLITE_CANTOPEN, errno, error);
  g_unlink (partial);
  return FALSE;
}

/* The number of a copy of a damaged file, which its name has; 0: it is none. */
static guint
get_number (const char *name, const char *file_name)
{
  const gsize length = strlen (file_name);
  char *end = NULL;
  guint64 number;

  if (strncmp (name, file_name, length) != 0 || name[length] != '.'
      || !g_ascii_isdigit (name[length + 1]))
    return 0;
  number = g_ascii_strtoull (name + length + 1, &end, 10);
  return g_str_equal (end, ".damaged") && number < G_MAXUINT ? (guint) number : 0;
}

/* The number of the newest copy, 0 none; those of up to @last are deleted. */
static guint
look_for_copies (const char *path, guint last)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file_name = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint newest = 0;

  if (dir == NULL)
    return 0;
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      const guint number = get_number (name, file_name);
      g_autofree char *copy = g_build_filename (folder, name, NULL);

      newest = MAX (newest, number);
      if (number > 0 && number <= last)
        g_unlink (copy);
    }
  return newest;
}

/**
 * pasar_sqlite_keep_copy:
 * @self: a connection
 * @error: return location
 *
 * Copies the whole database beside itself, damaged as it may be, under a name of its own. The last
 * few of such copies are kept.
 *
 * Returns: (transfer full) (nullable): the path of the copy, which is on disk
 */
char *
pasar_sqlite_keep_copy (PasarSqlite *self, GError **error)
{
  const char *path = pasar_sqlite_get_path (self);
  const guint number = look_for_copies (path, 0) + 1;
  g_autofree char *copy = g_strdup_printf ("%s.%u.damaged", path, number);

  if (!pasar_sqlite_backup (self, copy, error))
    return NULL;
  if (number > N_COPIES)
    look_for_copies (path, number - N_COPIES);
  return g_steal_pointer (&copy);
}

/**
 * pasar_sqlite_replace:
 * @self: a connection outside of a transaction
 * @content: another one
 * @error: return location
 *
 * Makes the database the same as another one, in one transaction.
 *
 * Returns: whether it is; otherwise it is as it was
 */
gboolean
pasar_sqlite_replace (PasarSqlite *self, PasarSqlite *content, GError **error)
{
  return copy_pages (pasar_sqlite_get_handle (content), pasar_sqlite_get_handle (self), error);
}

static gboolean
is_readable (sqlite3_file *file, gpointer page, int size, gint64 offset)
{
  for (guint i = 0; i < N_READS; i++)
    if (file->pMethods->xRead (file, page, size, offset) == SQLITE_OK)
      return TRUE;
  return FALSE;
}

/* (element-type gint64): where the pages begin that the disk does not read */
static GArray *
list_unreadable (sqlite3_file *file, int page_size, gint64 file_size)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree guint8 *page = g_malloc ((gsize) page_size);

  for (gint64 offset = 0; offset < file_size; offset += page_size)
    if (!is_readable (file, page, page_size, offset))
      g_array_append_val (offsets, offset);
  return offsets;
}

/* The first page says what file it is. Where much cannot be read it is no place that is worn out,
 * but a disk that does not answer, which may pass. */
static gboolean
can_be_mended (const GArray *offsets, gint64 n_pages)
{
  return offsets->len <= MIN (MAX_MENDED, n_pages / 4)
         && (offsets->len == 0 || g_array_index (offsets, gint64, 0) > 0);
}

static int
write_zeros (sqlite3_file *file, const GArray *offsets, int page_size)
{
  g_autofree guint8 *zeros = g_malloc0 ((gsize) page_size);
  int code = SQLITE_OK;

  for (guint i = 0; i < offsets->len && code == SQLITE_OK; i++)
    code = file->pMethods->xWrite (file, zeros, page_size, g_array_index (offsets, gint64, i));
  return code == SQLITE_OK ? file->pMethods->xSync (file, SQLITE_SYNC_FULL) : code;
}

/**
 * pasar_sqlite_mend:
 * @self: a connection outside of a transaction
 * @error: return location
 *
 * Writes zeros where the disk cannot read a page of the file, so that it is a damaged page like
 * others, which can be salvaged: a disk puts what is written there in another place.
 *
 * Returns: whether all of the file can be read
 */
gboolean
pasar_sqlite_mend (PasarSqlite *self, GError **error)
{
  sqlite3 *db = pasar_sqlite_get_handle (self);
  g_autoptr (GArray) offsets = NULL;
  sqlite3_file *file = NULL;
  sqlite3_int64 file_size = 0;
  gint64 page_size = 0;
  int code = SQLITE_IOERR_READ;

  errno = 0;
  if (!pasar_sqlite_get_number (self, "PRAGMA page_size", &page_size, error))
    return FALSE;
  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK
      && file->pMethods->xFileSize (file, &file_size) == SQLITE_OK)
    {
      offsets = list_unreadable (file, (int) page_size, file_size);
      if (can_be_mended (offsets, file_size / page_size))
        code = write_zeros (file, offsets, (int) page_size);
    }
  if (code != SQLITE_OK)
    pasar_store_set_sqlite_error (code, errno, error);
  return code == SQLITE_OK;
}
