/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/file-private.h"

#include "store/schema-private.h"
#include "store/space-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* Opening the file of a store: made where it is missing, brought to this version, left as it is
 * where it is refused. */

/* The folder and the file hold prices, stock and the journal of a business: nobody else reads them.
 */
#define FOLDER_MODE 0700
#define FILE_MODE   0600

/* SQLite would create the file readable by everyone. An existing file is not opened here: closing
 * it would drop the locks that another connection of this process holds on it. */
static gboolean
create_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    {
      pasar_store_set_file_error (errno, error);
      return FALSE;
    }
  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, FILE_MODE);
  if (fd < 0 && errno != EEXIST)
    {
      pasar_store_set_file_error (errno, error);
      return FALSE;
    }
  if (fd >= 0)
    close (fd);
  return TRUE;
}

/* SQLite deletes the write-ahead log of a file that is empty: what a file had that was emptied or
 * deleted may be in it. */
static void
keep_orphaned_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *kept = g_strconcat (path, ".lost-wal", NULL);
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size == 0)
    g_rename (log, kept);
}

/* A damaged file of an earlier version is salvaged as one of that version. */
static gboolean
migrate (PasarSqlite *db,
         const char *path,
         const PasarStoreOptions *options,
         PasarSalvaged *salvaged,
         GError **error)
{
  GError *failure = NULL;
  guint version = 0;

  if (pasar_schema_migrate (db, path, options->steps, options->n_steps, &failure))
    return TRUE;
  if (g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE))
    version = pasar_schema_get_version (db, options->n_steps);
  if (version == 0)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  return pasar_salvage_run (db, options->steps, version, salvaged, error)
         && pasar_schema_migrate (db, path, options->steps, options->n_steps, error);
}

/**
 * pasar_file_open:
 * @path: the file
 * @options: how
 * @was_there: whether there was a shop in it before
 * @salvaged: (out): what was done if it was damaged
 * @error: return location
 *
 * Opens the file for the store. One that is refused is left as it was, its write-ahead log too,
 * until it is known to be ours.
 *
 * Returns: (transfer full) (nullable): the connection
 */
PasarSqlite *
pasar_file_open (const char *path,
                 const PasarStoreOptions *options,
                 gboolean was_there,
                 PasarSalvaged *salvaged,
                 GError **error)
{
  g_autoptr (PasarSqlite) db = NULL;

  *salvaged = (PasarSalvaged){ NULL };
  if (was_there)
    keep_orphaned_log (path);
  if ((options->open_flags & SQLITE_OPEN_READWRITE) != 0 && !create_file (path, error))
    return NULL;
  db = pasar_sqlite_open (path, options->open_flags, options->busy_timeout_ms, error);
  if (db == NULL)
    return NULL;
  pasar_sqlite_set_checkpoint_on_close (db, FALSE);
  pasar_space_prepare (db);
  if (!pasar_sqlite_exec (db, "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON", error)
      || (options->max_pages > 0
          && !pasar_sqlite_set_number (db, "max_page_count", options->max_pages, error))
      || !migrate (db, path, options, salvaged, error)
      || !pasar_sqlite_exec (db,
                             "PRAGMA journal_mode = WAL;"
                             "PRAGMA journal_size_limit = 16777216;"
                             "PRAGMA foreign_keys = ON",
                             error))
    return NULL;
  pasar_space_convert (db);
  pasar_sqlite_set_checkpoint_on_close (db, TRUE);
  return g_steal_pointer (&db);
}
