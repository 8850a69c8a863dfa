/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/salvage-private.h"

#include "store/schema-private.h"
#include "store/space-private.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Whatever can be read of a damaged file. Each row is read by itself, so that what is damaged costs
 * the rows of its page alone, and an item that is lost is fetched again; what is staged and the
 * journal cannot be. Damage that SQLite does not see is found by those who read the rows: items and
 * records of the log have a checksum. */

typedef struct
{
  PasarSqlite *from;
  PasarSqlite *into; /* in a transaction */
  PasarLosses *losses;
} Salvage;

/* What is lost with rows of a table, also of tables of earlier versions. */
static const struct
{
  const char *table;
  PasarLosses loss;
} losses[] = {
  { "shop", PASAR_LOSS_SHOPS },         { "item", PASAR_LOSS_ITEMS },
  { "log", PASAR_LOSS_CHANGES },        { "checkpoint", PASAR_LOSS_CHANGES },
  { "staged", PASAR_LOSS_CHANGES },     { "step", PASAR_LOSS_CHANGES },
  { "submission", PASAR_LOSS_HISTORY }, { "call", PASAR_LOSS_HISTORY },
  { "call_row", PASAR_LOSS_HISTORY },   { "call_location", PASAR_LOSS_HISTORY },
  { "seal", PASAR_LOSS_HISTORY },       { "reading", PASAR_LOSS_READINGS },
  { "kept", PASAR_LOSS_KEPT },
};

/* The statements of a table. */
typedef struct
{
  PasarSqlite *from;
  PasarSqlite *into;
  const char *seek;
  const char *read_all;
  const char *read_back;
  const char *read;
  const char *insert;
} Table;

/* What comes of reading a place. */
typedef enum
{
  PLACE_ROW,
  PLACE_END,
  PLACE_DAMAGED,
  PLACE_FAILED, /* as the disk did, which is no damage and may pass */
} Place;

/* Takes @failure. Returns whether it shows damage; otherwise all ends with it. */
static gboolean
is_damage (GError *failure, GError **error)
{
  const gboolean may_pass =
      g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_READ_ONLY)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_DISK)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE);

  if (may_pass)
    g_propagate_error (error, failure);
  else
    g_error_free (failure);
  return !may_pass;
}

static Place
take_failure (GError *failure, GError **error)
{
  return is_damage (failure, error) ? PLACE_DAMAGED : PLACE_FAILED;
}

/* The first key from @at on. The row itself is not read, but for its key. */
static Place
seek (const Table *table, gint64 at, gint64 *key, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (table->from, table->seek, PASAR_NUMBERS (at), &failure);
  gboolean is_row;

  if (statement == NULL)
    return take_failure (failure, error);
  is_row = pasar_statement_next (statement);
  if (is_row)
    *key = pasar_statement_get_int64 (statement, 0);
  if (!pasar_statement_finish (statement, &failure))
    return take_failure (failure, error);
  if (is_row && *key < at)
    return PLACE_DAMAGED;
  return is_row ? PLACE_ROW : PLACE_END;
}

/* The first key from @at on, past a damaged page: it is looked for further and further away, then
 * between there and the last place that was damaged. */
static Place
find_next (const Table *table, gint64 at, gint64 *key, GError **error)
{
  Place place = seek (table, at, key, error);
  gint64 damaged = at;
  gint64 readable = at;

  for (gint64 distance = 1; place == PLACE_DAMAGED; distance *= 2)
    {
      if (at > G_MAXINT64 / 2 - distance)
        return PLACE_END;
      damaged = readable;
      readable = at + distance;
      place = seek (table, readable, key, error);
    }
  while (place != PLACE_FAILED && readable - damaged > 1)
    {
      const gint64 middle = damaged + (readable - damaged) / 2;

      place = seek (table, middle, key, error);
      if (place == PLACE_DAMAGED)
        damaged = middle;
      else
        readable = middle;
    }
  return place != PLACE_DAMAGED ? place : seek (table, readable, key, error);
}

/* A row that does not fit, such as one without what it refers to, is left out. */
static gboolean
insert_row (const Table *table, PasarStatement *row, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) insert = pasar_sqlite_prepare (table->into, table->insert, &failure);

  if (insert == NULL)
    return is_damage (failure, error);
  pasar_statement_bind_row (insert, row);
  return pasar_statement_run (insert, &failure) || is_damage (failure, error);
}

/* @is_whole: whether all rows that are wanted could be read. */
static gboolean
copy_rows (const Table *table, PasarStatement *rows, gboolean *is_whole, GError **error)
{
  GError *failure = NULL;

  while (pasar_statement_next (rows))
    if (!insert_row (table, rows, error))
      return FALSE;
  *is_whole = pasar_statement_finish (rows, &failure);
  return *is_whole || is_damage (failure, error);
}

/* As the pages follow one another, up to the first one that cannot be read. */
static gboolean
copy_until_damage (const Table *table, const char *sql, gboolean *is_whole, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) rows = pasar_sqlite_prepare (table->from, sql, &failure);

  *is_whole = FALSE;
  return rows != NULL ? copy_rows (table, rows, is_whole, error) : is_damage (failure, error);
}

static gboolean
copy_key (const Table *table, gint64 key, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) rows =
      pasar_sqlite_query (table->from, table->read, PASAR_NUMBERS (key), &failure);
  gboolean is_whole;

  return rows != NULL ? copy_rows (table, rows, &is_whole, error) : is_damage (failure, error);
}

/* What is damaged in one place is read from both sides, and where there are more, by the keys
 * between them. */
static gboolean
copy_table (const Table *table, gboolean *is_damaged, GError **error)
{
  gboolean is_whole;
  gint64 key = 0;

  if (!copy_until_damage (table, table->read_all, &is_whole, error))
    return FALSE;
  *is_damaged = !is_whole;
  if (!is_whole && !copy_until_damage (table, table->read_back, &is_whole, error))
    return FALSE;
  while (!is_whole)
    switch (find_next (table, key + 1, &key, error))
      {
      case PLACE_ROW:
        if (!copy_key (table, key, error))
          return FALSE;
        break;
      case PLACE_FAILED:
        return FALSE;
      case PLACE_END:
      case PLACE_DAMAGED:
      default:
        is_whole = TRUE;
        break;
      }
  return TRUE;
}

static char *
get_text (PasarSqlite *db, const char *sql, const char *name, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (db, sql, error);
  char *text = NULL;

  if (statement == NULL)
    return NULL;
  pasar_statement_bind_text (statement, 1, name);
  if (pasar_statement_next (statement))
    text = pasar_statement_dup_text (statement, 0);
  if (!pasar_statement_finish (statement, error))
    g_clear_pointer (&text, g_free);
  return text;
}

/* A connection knows a statement by its text, which therefore stays. */
static const char *
keep_sql (char *sql)
{
  g_autofree char *made = sql;

  return g_intern_string (made);
}

static void
set_statements (Table *table,
                const char *name,
                const char *key,
                const char *order,
                const char *columns,
                const char *values)
{
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM [%s] NOT INDEXED", columns, name);

  table->seek = keep_sql (
      g_strdup_printf ("SELECT %s FROM [%s] NOT INDEXED WHERE %s >= ? ORDER BY %s LIMIT 1",
                       key,
                       name,
                       key,
                       key));
  table->read_all = g_intern_string (select);
  table->read_back = keep_sql (g_strdup_printf ("%s ORDER BY %s", select, order));
  table->read = keep_sql (g_strdup_printf ("%s WHERE %s = ?", select, key));
  table->insert = keep_sql (
      g_strdup_printf ("INSERT OR IGNORE INTO [%s] (%s) VALUES (%s)", name, columns, values));
}

static void
note_loss (const Salvage *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if (g_str_equal (losses[i].table, name))
      *self->losses |= losses[i].loss;
}

/* Rows without a number of their own go by the first column of their key. */
static gboolean
copy_named (const Salvage *self, const char *name, GError **error)
{
  static const char *const queries[] = {
    "SELECT iif (wr, (SELECT name FROM pragma_table_info (?1) WHERE pk = 1), 'rowid')"
    " FROM pragma_table_list (?1) WHERE schema = 'main'",
    "SELECT iif (wr, (SELECT group_concat (name || ' DESC') FROM"
    " (SELECT name FROM pragma_table_info (?1) WHERE pk > 0 ORDER BY pk)), 'rowid DESC')"
    " FROM pragma_table_list (?1) WHERE schema = 'main'",
    "SELECT group_concat ('[' || name || ']') FROM pragma_table_info (?1)",
    "SELECT group_concat ('?') FROM pragma_table_info (?1)",
  };
  Table table = { .from = self->from, .into = self->into };
  g_auto (GStrv) texts = g_new0 (char *, G_N_ELEMENTS (queries) + 1);
  gboolean is_damaged = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      texts[i] = get_text (self->into, queries[i], name, error);
      if (texts[i] == NULL)
        return FALSE;
    }
  set_statements (&table, name, texts[0], texts[1], texts[2], texts[3]);
  if (!copy_table (&table, &is_damaged, error))
    return FALSE;
  if (is_damaged)
    note_loss (self, name);
  return TRUE;
}

/* Whose shop it is stands in an index, too: what is staged must not lose its shop. What else is
 * known of a shop is asked again. A page of another table in its place has numbers where texts
 * are. */
static gboolean
copy_shop_index (const Salvage *self, GError **error)
{
  const Table table = {
    .from = self->from,
    .into = self->into,
    .read_all = "SELECT id, host_id, base_url, partner_id, shop_id FROM shop"
                " INDEXED BY sqlite_autoindex_shop_1"
                " WHERE typeof (host_id) = 'text' AND typeof (base_url) = 'text'",
    .insert = "INSERT OR IGNORE INTO shop (id, host_id, base_url, partner_id, shop_id,"
              " refreshed_at_secs, authorised_until_secs) VALUES (?, ?, ?, ?, ?, 0, 0)",
  };
  gboolean is_whole;

  return copy_until_damage (&table, table.read_all, &is_whole, error);
}

/* A number that was given once is never given again. */
static gboolean
copy_sequences (const Salvage *self, GError **error)
{
  const Table table = {
    .from = self->from,
    .into = self->into,
    .read_all = "SELECT name, seq FROM sqlite_sequence"
                " WHERE typeof (name) = 'text' AND typeof (seq) = 'integer'",
    .insert = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
  };
  gboolean is_whole;

  return copy_until_damage (&table, table.read_all, &is_whole, error);
}

/* What others refer to was made before these. */
static GPtrArray *
list_tables (PasarSqlite *db, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db,
                            "SELECT name FROM sqlite_schema WHERE type = 'table'"
                            " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid",
                            error);

  if (statement == NULL)
    return NULL;
  while (pasar_statement_next (statement))
    g_ptr_array_add (names, pasar_statement_dup_text (statement, 0));
  return pasar_statement_finish (statement, error) ? g_steal_pointer (&names) : NULL;
}

static gboolean
copy_all (const Salvage *self, GError **error)
{
  g_autoptr (GPtrArray) names = list_tables (self->into, error);

  if (names == NULL || !pasar_sqlite_begin (self->into, TRUE, error)
      || !copy_sequences (self, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (!copy_named (self, name, error)
          || (g_str_equal (name, "shop") && !copy_shop_index (self, error)))
        return FALSE;
    }
  return pasar_sqlite_commit (self->into, error);
}

/* A file without a name, which nobody else sees and which is gone when it is closed. */
static PasarSqlite *
open_nameless (const char *const *steps, guint n_steps, GError **error)
{
  g_autoptr (PasarSqlite) db =
      pasar_sqlite_open ("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, error);

  if (db == NULL)
    return NULL;
  pasar_space_prepare (db);
  if (!pasar_schema_migrate (db, "", steps, n_steps, error)
      || !pasar_sqlite_exec (db, "PRAGMA foreign_keys = ON", error))
    return NULL;
  return g_steal_pointer (&db);
}

static gboolean
replace (PasarSqlite *db,
         const char *const *steps,
         guint n_steps,
         PasarSalvaged *salvaged,
         GError **error)
{
  g_autoptr (PasarSqlite) from =
      pasar_sqlite_open (salvaged->copy, SQLITE_OPEN_READWRITE, 0, error);
  g_autoptr (PasarSqlite) into = NULL;

  if (from == NULL || !pasar_sqlite_exec (from, "PRAGMA cell_size_check = ON", error))
    return FALSE;
  into = open_nameless (steps, n_steps, error);
  return into != NULL && copy_all (&(Salvage){ from, into, &salvaged->losses }, error)
         && pasar_sqlite_replace (db, into, error);
}

static char *
keep_copy (PasarSqlite *db, GError **error)
{
  GError *failure = NULL;
  char *copy = pasar_sqlite_keep_copy (db, &failure);

  if (copy != NULL)
    return copy;
  if (!g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE))
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  g_error_free (failure);
  return pasar_sqlite_mend (db, error) ? pasar_sqlite_keep_copy (db, error) : NULL;
}

/**
 * pasar_salvaged_clear:
 * @self: what was salvaged
 *
 * Frees what is in it.
 */
void
pasar_salvaged_clear (PasarSalvaged *self)
{
  g_clear_pointer (&self->copy, g_free);
}

/**
 * pasar_salvage_run:
 * @db: a connection to a damaged file, or one that the disk does not read all of; outside of a
 *   transaction
 * @steps: (array length=n_steps): the migrations
 * @n_steps: the version of the file
 * @salvaged: (out): what was done
 * @error: return location
 *
 * Replaces what is in the file, at once, by what of it can be read. A copy of the damaged file is
 * kept beside it.
 *
 * Returns: whether it is replaced; otherwise it is as it was
 */
gboolean
pasar_salvage_run (PasarSqlite *db,
                   const char *const *steps,
                   guint n_steps,
                   PasarSalvaged *salvaged,
                   GError **error)
{
  *salvaged = (PasarSalvaged){ .copy = keep_copy (db, error) };
  if (salvaged->copy == NULL)
    return FALSE;
  if (replace (db, steps, n_steps, salvaged, error))
    return TRUE;
  g_unlink (salvaged->copy);
  pasar_salvaged_clear (salvaged);
  return FALSE;
}
