/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/salvage-table-private.h"

#include "store/store.h"

/* The rows of a table of a damaged file, around the pages that cannot be read. */

/* With its statements. */
typedef struct
{
  PasarSqlite *from;
  PasarSqlite *into;
  gboolean *is_damaged; /* a page could not be read, or a row did not fit */
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
gboolean
pasar_salvage_is_damage (GError *failure, GError **error)
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
  return pasar_salvage_is_damage (failure, error) ? PLACE_DAMAGED : PLACE_FAILED;
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

/* A row that does not fit, such as one without what it refers to, or one of another table, whose
 * page stands here, is left out. */
static gboolean
insert_row (const Table *table, PasarStatement *row, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) insert = pasar_sqlite_prepare (table->into, table->insert, &failure);

  if (insert == NULL)
    return pasar_salvage_is_damage (failure, error);
  pasar_statement_bind_row (insert, row);
  if (pasar_statement_run (insert, &failure))
    {
      *table->is_damaged = *table->is_damaged || pasar_sqlite_get_n_changed (table->into) == 0;
      return TRUE;
    }
  *table->is_damaged = TRUE;
  return pasar_salvage_is_damage (failure, error);
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
  return *is_whole || pasar_salvage_is_damage (failure, error);
}

/* As the pages follow one another, up to the first one that cannot be read. */
static gboolean
copy_until_damage (const Table *table, const char *sql, gboolean *is_whole, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) rows = pasar_sqlite_prepare (table->from, sql, &failure);

  *is_whole = FALSE;
  return rows != NULL ? copy_rows (table, rows, is_whole, error)
                      : pasar_salvage_is_damage (failure, error);
}

static gboolean
copy_key (const Table *table, gint64 key, GError **error)
{
  GError *failure = NULL;
  g_autoptr (PasarStatement) rows =
      pasar_sqlite_query (table->from, table->read, PASAR_NUMBERS (key), &failure);
  gboolean is_whole;

  return rows != NULL ? copy_rows (table, rows, &is_whole, error)
                      : pasar_salvage_is_damage (failure, error);
}

/* What is damaged in one place is read from both sides, and where there are more, by the keys
 * between them. */
static gboolean
copy_table (const Table *table, GError **error)
{
  gboolean is_whole;
  gint64 key = 0;

  if (!copy_until_damage (table, table->read_all, &is_whole, error))
    return FALSE;
  *table->is_damaged = *table->is_damaged || !is_whole;
  if (!is_whole && !copy_until_damage (table, table->read_back, &is_whole, error))
    return FALSE;
  while (!is_whole && key < G_MAXINT64)
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

/* What is asked about a table, by its name: by what its rows are found, how they are read back, its
 * columns, the places of their values, and what these must be. Rows without a number of their own
 * go by the first column of their key. */
enum
{
  ABOUT_KEY,
  ABOUT_ORDER,
  ABOUT_COLUMNS,
  ABOUT_PLACES,
  ABOUT_VALUES,
  N_ABOUT,
};

/* A value that has not the type of its column is of a row of another table, also where it could be
 * made to fit; and so is a moment before 2001, which is a number that counts something. */
static const char *const about[N_ABOUT] = {
  [ABOUT_KEY] = "SELECT iif (wr, (SELECT name FROM pragma_table_info (?1) WHERE pk = 1), 'rowid')"
                " FROM pragma_table_list (?1) WHERE schema = 'main'",
  [ABOUT_ORDER] = "SELECT iif (wr, (SELECT group_concat (name || ' DESC') FROM"
                  " (SELECT name FROM pragma_table_info (?1) WHERE pk > 0 ORDER BY pk)),"
                  " 'rowid DESC') FROM pragma_table_list (?1) WHERE schema = 'main'",
  [ABOUT_COLUMNS] = "SELECT group_concat ('[' || name || ']') FROM pragma_table_info (?1)",
  [ABOUT_PLACES] = "SELECT group_concat ('?' || (cid + 1)) FROM pragma_table_info (?1)",
  [ABOUT_VALUES] =
      "SELECT group_concat (replace ('typeof (?N) IN (' || quote (lower (type)) || ', ''null'')'"
      " || iif (name LIKE '%at~_ms' ESCAPE '~', ' AND (?N = 0 OR ?N >= 1000000000000)', ''),"
      " '?N', '?' || (cid + 1)), ' AND ') FROM pragma_table_info (?1)",
};

static void
set_statements (Table *table, const char *name, char *const *texts)
{
  g_autofree char *select =
      g_strdup_printf ("SELECT %s FROM [%s] NOT INDEXED", texts[ABOUT_COLUMNS], name);
  const char *key = texts[ABOUT_KEY];

  table->seek = keep_sql (
      g_strdup_printf ("SELECT %s FROM [%s] NOT INDEXED WHERE %s >= ? ORDER BY %s LIMIT 1",
                       key,
                       name,
                       key,
                       key));
  table->read_all = g_intern_string (select);
  table->read_back = keep_sql (g_strdup_printf ("%s ORDER BY %s", select, texts[ABOUT_ORDER]));
  table->read = keep_sql (g_strdup_printf ("%s WHERE %s = ?", select, key));
  table->insert = keep_sql (g_strdup_printf ("INSERT OR IGNORE INTO [%s] (%s) SELECT %s WHERE %s",
                                             name,
                                             texts[ABOUT_COLUMNS],
                                             texts[ABOUT_PLACES],
                                             texts[ABOUT_VALUES]));
}

/* As far as it can be read. */
gboolean
pasar_salvage_copy_table (PasarSqlite *from,
                          PasarSqlite *into,
                          const char *name,
                          gboolean *is_damaged,
                          GError **error)
{
  Table table = { .from = from, .into = into, .is_damaged = is_damaged };
  g_auto (GStrv) texts = g_new0 (char *, N_ABOUT + 1);

  *is_damaged = FALSE;
  for (guint i = 0; i < N_ABOUT; i++)
    {
      texts[i] = get_text (into, about[i], name, error);
      if (texts[i] == NULL)
        return FALSE;
    }
  set_statements (&table, name, texts);
  return copy_table (&table, error);
}

/* Up to the first page that cannot be read. */
gboolean
pasar_salvage_copy_rows (PasarSqlite *from,
                         PasarSqlite *into,
                         const char *select,
                         const char *insert,
                         GError **error)
{
  gboolean is_damaged = FALSE;
  gboolean is_whole;
  const Table table = { .from = from, .into = into, .is_damaged = &is_damaged, .insert = insert };

  return copy_until_damage (&table, select, &is_whole, error);
}
