/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/statement-private.h"

#include "store/private.h"

#include <errno.h>

/* A prepared statement: its values, its rows, and how it failed. */

/* The end of the year 9999, behind which there are no dates. */
#define LAST_MS G_GINT64_CONSTANT (253402300799999)

struct _PasarStatement
{
  sqlite3_stmt *stmt; /* (owned) */
  int failure;        /* first SQLite code since the last finish, SQLITE_OK none */
  int system_errno;   /* errno of the failure, 0 none */
  gboolean in_use;
};

/**
 * pasar_statement_new:
 * @db: a connection
 * @sql: a statement
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the statement, prepared
 */
PasarStatement *
pasar_statement_new (sqlite3 *db, const char *sql, GError **error)
{
  PasarStatement *self;
  sqlite3_stmt *stmt = NULL;
  int code;

  errno = 0;
  code = sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      pasar_store_set_sqlite_error (code, errno, error);
      return NULL;
    }
  self = g_new0 (PasarStatement, 1);
  self->stmt = stmt;
  return self;
}

/**
 * pasar_statement_free:
 * @self: (transfer full): a statement
 *
 * Frees it.
 */
void
pasar_statement_free (PasarStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

/**
 * pasar_statement_take:
 * @self: a statement that nobody has
 *
 * Has it used by one alone until pasar_statement_release().
 */
void
pasar_statement_take (PasarStatement *self)
{
  g_assert (!self->in_use);
  self->in_use = TRUE;
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
 * pasar_statement_bind_row:
 * @self: a statement
 * @row: another one, on a row
 *
 * Binds the columns of a row as they are, the first at position 1.
 */
void
pasar_statement_bind_row (PasarStatement *self, PasarStatement *row)
{
  const int n_columns = sqlite3_column_count (row->stmt);

  for (int i = 0; i < n_columns; i++)
    note_failure (self,
                  sqlite3_bind_value (self->stmt, i + 1, sqlite3_column_value (row->stmt, i)));
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
 * pasar_statement_check:
 * @self: a statement on a row
 * @column: from 0, whether the row is as it must be
 * @error: return location
 *
 * SQLite takes the word of an index for what a row has. Where a page of another one of the same
 * shape stands in it, it finds rows that it does not mean.
 *
 * Returns: whether the row is as it must be; otherwise the file is damaged
 */
gboolean
pasar_statement_check (PasarStatement *self, int column, GError **error)
{
  if (sqlite3_column_int (self->stmt, column) != 0)
    return TRUE;
  pasar_store_set_sqlite_error (SQLITE_CORRUPT, 0, error);
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
 * pasar_statement_get_count:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the number; of a damaged file, too, one that can be counted with
 */
gint64
pasar_statement_get_count (PasarStatement *self, int column)
{
  return CLAMP (pasar_statement_get_int64 (self, column), 0, G_MAXINT32);
}

/**
 * pasar_statement_get_ms:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the moment in Unix milliseconds; of a damaged file, too, one that has a date
 */
gint64
pasar_statement_get_ms (PasarStatement *self, int column)
{
  return CLAMP (pasar_statement_get_int64 (self, column), 0, LAST_MS);
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
 * pasar_statement_dup_name:
 * @self: a statement on a row
 * @column: from 0, one that is never NULL in a file that is not damaged
 *
 * Returns: (transfer full): the text as valid UTF-8; empty for NULL
 */
char *
pasar_statement_dup_name (PasarStatement *self, int column)
{
  char *text = pasar_statement_dup_text (self, column);

  return text != NULL ? text : g_strdup ("");
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
