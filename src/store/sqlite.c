/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite-private.h"

#include "store/private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

struct _PasarSqlite
{
  sqlite3 *db;            /* (owned) */
  GHashTable *statements; /* (owned) (element-type utf8 PasarStatement) */
};

struct _PasarStatement
{
  sqlite3_stmt *stmt; /* (owned) */
  int failure;        /* first SQLite code since the last finish, SQLITE_OK none */
  int system_errno;   /* errno of the failure, 0 none */
  gboolean in_use;
};

static void
statement_free (PasarStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

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
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_free);
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
  complete = copy != NULL && copy_pages (self->db, copy->db, error);
  g_clear_pointer (&copy, pasar_sqlite_free);
  if (!complete)
    {
      g_unlink (partial);
      return FALSE;
    }
  if (g_rename (partial, path) == 0)
    return TRUE;
  pasar_store_set_sqlite_error (SQLITE_CANTOPEN, errno, error);
  g_unlink (partial);
  return FALSE;
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
  sqlite3_stmt *stmt = NULL;
  int code;

  if (statement == NULL)
    {
      errno = 0;
      code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
      if (code != SQLITE_OK)
        {
          pasar_store_set_sqlite_error (code, errno, error);
          return NULL;
        }
      statement = g_new0 (PasarStatement, 1);
      statement->stmt = stmt;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  g_assert (!statement->in_use);
  statement->in_use = TRUE;
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
 * pasar_statement_release:
 * @self: a statement
 *
 * Gives the statement back to its connection and forgets its values.
 */
void
pasar_statement_release (PasarStatement *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->failure = SQLITE_OK;
  self->in_use = FALSE;
}

static void
note_failure (PasarStatement *self, int code)
{
  if (code != SQLITE_OK && self->failure == SQLITE_OK)
    self->failure = code;
}

/**
 * pasar_statement_bind_numbers:
 * @self: a statement
 * @numbers: (array length=n_numbers): see PASAR_NUMBERS(); %G_MININT64 is unknown and becomes NULL
 * @n_numbers: their number
 *
 * Binds numbers, the first at position 1.
 */
void
pasar_statement_bind_numbers (PasarStatement *self, const gint64 *numbers, guint n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    if (numbers[i] == G_MININT64)
      note_failure (self, sqlite3_bind_null (self->stmt, (int) i + 1));
    else
      note_failure (self, sqlite3_bind_int64 (self->stmt, (int) i + 1, numbers[i]));
}

/**
 * pasar_statement_bind_text:
 * @self: a statement
 * @position: from 1
 * @text: (nullable): UTF-8; lives until the statement is finished
 *
 * Binds a text.
 */
void
pasar_statement_bind_text (PasarStatement *self, int position, const char *text)
{
  note_failure (self, sqlite3_bind_text (self->stmt, position, text, -1, SQLITE_STATIC));
}

/**
 * pasar_statement_bind_bytes:
 * @self: a statement
 * @position: from 1
 * @bytes: (nullable): lives until the statement is finished; %NULL is an empty blob
 *
 * Binds bytes.
 */
void
pasar_statement_bind_bytes (PasarStatement *self, int position, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (size == 0)
    note_failure (self, sqlite3_bind_zeroblob (self->stmt, position, 0));
  else
    note_failure (self, sqlite3_bind_blob64 (self->stmt, position, data, size, SQLITE_STATIC));
}

/**
 * pasar_statement_next:
 * @self: a statement
 *
 * Goes to the next row.
 *
 * Returns: whether there is one; %FALSE at the end and on failure, which pasar_statement_finish()
 * tells apart
 */
gboolean
pasar_statement_next (PasarStatement *self)
{
  int code;

  if (self->failure != SQLITE_OK)
    return FALSE;
  errno = 0;
  code = sqlite3_step (self->stmt);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    {
      self->failure = code;
      self->system_errno = errno;
    }
  return FALSE;
}

/**
 * pasar_statement_finish:
 * @self: a statement
 * @error: return location
 *
 * Ends a run of the statement, which can then be bound and run again.
 *
 * Returns: whether all binds and steps since the last finish succeeded
 */
gboolean
pasar_statement_finish (PasarStatement *self, GError **error)
{
  int code = self->failure;

  self->failure = SQLITE_OK;
  if (code == SQLITE_OK)
    {
      sqlite3_reset (self->stmt);
      return TRUE;
    }
  pasar_store_set_sqlite_error (code, self->system_errno, error);
  self->system_errno = 0;
  sqlite3_reset (self->stmt);
  return FALSE;
}

/**
 * pasar_statement_run:
 * @self: a statement with its values
 * @error: return location
 *
 * Runs a statement that gives no rows.
 *
 * Returns: whether it succeeded
 */
gboolean
pasar_statement_run (PasarStatement *self, GError **error)
{
  pasar_statement_next (self);
  return pasar_statement_finish (self, error);
}

/**
 * pasar_statement_get_int64:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the number
 */
gint64
pasar_statement_get_int64 (PasarStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * pasar_statement_get_value:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the number, %G_MININT64 for NULL
 */
gint64
pasar_statement_get_value (PasarStatement *self, int column)
{
  if (sqlite3_column_type (self->stmt, column) == SQLITE_NULL)
    return G_MININT64;
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * pasar_statement_dup_text:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): the text as valid UTF-8, whatever the file holds; %NULL for
 * NULL
 */
char *
pasar_statement_dup_text (PasarStatement *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * pasar_statement_peek_bytes:
 * @self: a statement on a row
 * @column: from 0
 * @size: (out): their number
 *
 * Returns: (transfer none) (nullable): the bytes, until the statement moves on; %NULL when there
 * are none
 */
const guint8 *
pasar_statement_peek_bytes (PasarStatement *self, int column, gsize *size)
{
  const guint8 *bytes = sqlite3_column_blob (self->stmt, column);

  *size = (gsize) sqlite3_column_bytes (self->stmt, column);
  return bytes;
}

/**
 * pasar_statement_dup_bytes:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer full): a copy of the bytes, empty for NULL
 */
GBytes *
pasar_statement_dup_bytes (PasarStatement *self, int column)
{
  gsize size;
  const guint8 *bytes = pasar_statement_peek_bytes (self, column, &size);

  return g_bytes_new (bytes, size);
}
