/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite-private.h"

#include "store/private.h"
#include "store/statement-private.h"

#include <errno.h>
#include <sqlite3.h>

struct _PasarSqlite
{
  sqlite3 *db;            /* (owned) */
  GHashTable *statements; /* (owned) (element-type utf8 PasarStatement) */
};

/**
 * pasar_sqlite_open:
 * @path: the file
 * @flags: flags of `sqlite3_open_v2()`, such as `SQLITE_OPEN_READWRITE`
 * @busy_timeout_ms: how long a call waits for another process's lock
 * @error: return location
 *
 * Opens a connection for use by one thread. Nothing is read or written yet, so a file that is no
 * database shows at the first statement.
 *
 * Returns: (transfer full) (nullable): the connection
 */
PasarSqlite *
pasar_sqlite_open (const char *path, int flags, int busy_timeout_ms, GError **error)
{
  g_autoptr (PasarSqlite) self = g_new0 (PasarSqlite, 1);
  int code;

  self->statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pasar_statement_free);
  errno = 0;
  code =
      sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      pasar_store_set_sqlite_error (code, errno, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->db, busy_timeout_ms);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return g_steal_pointer (&self);
}

/**
 * pasar_sqlite_free:
 * @self: (transfer full): a connection
 *
 * Closes the connection; an open transaction is rolled back.
 */
void
pasar_sqlite_free (PasarSqlite *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self);
}

/**
 * pasar_sqlite_exec:
 * @self: a connection
 * @sql: one or more statements without values
 * @error: return location
 *
 * Runs @sql and drops its rows.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_sqlite_exec (PasarSqlite *self, const char *sql, GError **error)
{
  int code;

  errno = 0;
  code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  pasar_store_set_sqlite_error (code, errno, error);
  return FALSE;
}

/**
 * pasar_sqlite_set_number:
 * @self: a connection
 * @pragma: the name of a pragma
 * @value: its new value
 * @error: return location
 *
 * Sets a pragma, whose value SQLite does not let one bind.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_sqlite_set_number (PasarSqlite *self, const char *pragma, gint64 value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s = %" G_GINT64_FORMAT, pragma, value);

  return pasar_sqlite_exec (self, sql, error);
}

/**
 * pasar_sqlite_get_number:
 * @self: a connection
 * @sql: (transfer none): a static string, a statement that gives one number
 * @value: (out): the number; 0 when there was no row
 * @error: return location
 *
 * Reads one number.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_sqlite_get_number (PasarSqlite *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (self, sql, error);
  gint64 number = 0;

  if (statement == NULL)
    return FALSE;
  if (pasar_statement_next (statement))
    number = pasar_statement_get_int64 (statement, 0);
  if (!pasar_statement_finish (statement, error))
    return FALSE;
  *value = number;
  return TRUE;
}

/**
 * pasar_sqlite_begin:
 * @self: a connection
 * @write: whether to take the write lock at once
 * @error: return location
 *
 * Begins a transaction.
 *
 * Returns: whether it began
 */
gboolean
pasar_sqlite_begin (PasarSqlite *self, gboolean write, GError **error)
{
  return pasar_sqlite_exec (self, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

/**
 * pasar_sqlite_commit:
 * @self: a connection in a transaction
 * @error: return location
 *
 * Commits, or rolls everything back when that fails.
 *
 * Returns: whether the transaction is on disk
 */
gboolean
pasar_sqlite_commit (PasarSqlite *self, GError **error)
{
  if (pasar_sqlite_exec (self, "COMMIT", error))
    return TRUE;
  pasar_sqlite_rollback (self);
  return FALSE;
}

/**
 * pasar_sqlite_rollback:
 * @self: a connection
 *
 * Drops what the open transaction did; nothing happens where SQLite itself has rolled it back
 * already.
 */
void
pasar_sqlite_rollback (PasarSqlite *self)
{
  if (sqlite3_get_autocommit (self->db) == 0)
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * pasar_sqlite_set_checkpoint_on_close:
 * @self: a connection
 * @checkpoint: whether closing may move the write-ahead log into the file
 *
 * A file that is refused is closed without: it is left as it is.
 */
void
pasar_sqlite_set_checkpoint_on_close (PasarSqlite *self, gboolean checkpoint)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, checkpoint ? 0 : 1, NULL);
}

/**
 * pasar_sqlite_get_path:
 * @self: a connection
 *
 * Returns: (transfer none): its file
 */
const char *
pasar_sqlite_get_path (PasarSqlite *self)
{
  return sqlite3_db_filename (self->db, "main");
}

/**
 * pasar_sqlite_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): it, as SQLite knows it
 */
sqlite3 *
pasar_sqlite_get_handle (PasarSqlite *self)
{
  return self->db;
}

/**
 * pasar_sqlite_get_last_id:
 * @self: a connection
 *
 * Returns: row id of the last inserted row
 */
gint64
pasar_sqlite_get_last_id (PasarSqlite *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

/**
 * pasar_sqlite_get_n_changed:
 * @self: a connection
 *
 * Returns: number of rows that the last write statement changed
 */
gint64
pasar_sqlite_get_n_changed (PasarSqlite *self)
{
  return sqlite3_changes64 (self->db);
}

/**
 * pasar_sqlite_prepare:
 * @self: a connection
 * @sql: (transfer none): a static string; the prepared statement is kept by it
 * @error: return location
 *
 * Gives the statement of @sql, prepared once a connection. The same statement cannot be used twice
 * at a time.
 *
 * Returns: (transfer none) (nullable): the statement; release it with pasar_statement_release()
 */
PasarStatement *
pasar_sqlite_prepare (PasarSqlite *self, const char *sql, GError **error)
{
  PasarStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = pasar_statement_new (self->db, sql, error);
      if (statement == NULL)
        return NULL;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  pasar_statement_take (statement);
  return statement;
}

/**
 * pasar_sqlite_query:
 * @self: a connection
 * @sql: (transfer none): a static string
 * @numbers: (array length=n_numbers): its values, see PASAR_NUMBERS()
 * @n_numbers: their number
 * @error: return location
 *
 * Prepares a statement and binds its values, from the first on.
 *
 * Returns: (transfer none) (nullable): as pasar_sqlite_prepare()
 */
PasarStatement *
pasar_sqlite_query (PasarSqlite *self,
                    const char *sql,
                    const gint64 *numbers,
                    guint n_numbers,
                    GError **error)
{
  PasarStatement *statement = pasar_sqlite_prepare (self, sql, error);

  if (statement != NULL)
    pasar_statement_bind_numbers (statement, numbers, n_numbers);
  return statement;
}

/**
 * pasar_sqlite_run:
 * @self: a connection
 * @sql: (transfer none): a static string, a statement that gives no rows
 * @numbers: (array length=n_numbers): its values, see PASAR_NUMBERS()
 * @n_numbers: their number
 * @error: return location
 *
 * Runs a statement once.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_sqlite_run (PasarSqlite *self,
                  const char *sql,
                  const gint64 *numbers,
                  guint n_numbers,
                  GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (self, sql, numbers, n_numbers, error);

  return statement != NULL && pasar_statement_run (statement, error);
}

/**
 * pasar_sqlite_check:
 * @self: a connection
 * @sql: (transfer none): a static string, a statement that gives whether all is as it must be, such
 *   as that as many rows are found another way: a page that stands in the place of another one
 * hides rows
 * @numbers: (array length=n_numbers): its values, see PASAR_NUMBERS()
 * @n_numbers: their number
 * @error: return location
 *
 * Returns: whether all is as it must be; otherwise the file is damaged
 */
gboolean
pasar_sqlite_check (PasarSqlite *self,
                    const char *sql,
                    const gint64 *numbers,
                    guint n_numbers,
                    GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (self, sql, numbers, n_numbers, error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    if (!pasar_statement_check (statement, 0, error))
      return FALSE;
  return pasar_statement_finish (statement, error);
}
