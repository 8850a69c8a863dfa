/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/mark-private.h"

/* A line that names the format, then one for each shop: its row id and a number. */
#define FIRST_LINE "pasar mark 1"
#define FILE_MODE  0600

struct _PasarMark
{
  char *path; /* (owned) (type filename) */
  GHashTable
      *written; /* (owned) (nullable) gint64 shop → gint64 number: in the file; %NULL: none */
  GHashTable *planned;  /* (owned) (nullable) the same: what the transaction will leave */
  GHashTable *database; /* (owned) (nullable) the same: what the last one left; %NULL: not known */
};

static GHashTable *
new_numbers (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
set_number (GHashTable *numbers, gint64 shop, gint64 number)
{
  g_hash_table_replace (numbers,
                        g_memdup2 (&shop, sizeof shop),
                        g_memdup2 (&number, sizeof number));
}

static GHashTable *
read_file (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) numbers = new_numbers ();

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  if (g_strcmp0 (lines[0], FIRST_LINE) != 0)
    return NULL;
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);
      gint64 shop;
      gint64 number;

      if (words[1] == NULL || !g_ascii_string_to_signed (words[0], 10, 1, G_MAXINT64, &shop, NULL)
          || !g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT32, &number, NULL))
        return NULL;
      set_number (numbers, shop, number);
    }
  return g_steal_pointer (&numbers);
}

/**
 * pasar_mark_new:
 * @path: (type filename): of the database
 *
 * Reads what an earlier run left. A file that cannot be read is one that is not there.
 *
 * Returns: (transfer full): the mark of the database
 */
PasarMark *
pasar_mark_new (const char *path)
{
  PasarMark *self = g_new0 (PasarMark, 1);

  self->path = g_strconcat (path, ".mark", NULL);
  self->written = read_file (self->path);
  return self;
}

/**
 * pasar_mark_free:
 * @self: (transfer full): a mark
 *
 * Frees it; the file stays.
 */
void
pasar_mark_free (PasarMark *self)
{
  g_clear_pointer (&self->written, g_hash_table_unref);
  g_clear_pointer (&self->planned, g_hash_table_unref);
  g_clear_pointer (&self->database, g_hash_table_unref);
  g_free (self->path);
  g_free (self);
}

/**
 * pasar_mark_is_known:
 * @self: a mark
 *
 * Returns: whether there was a shop in the database before
 */
gboolean
pasar_mark_is_known (PasarMark *self)
{
  return self->written != NULL && g_hash_table_size (self->written) > 0;
}

static GHashTable *
read_database (PasarSqlite *db)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (
      db,
      "SELECT id, coalesce ((SELECT max (id) FROM log WHERE shop = shop.id), 0) FROM shop",
      NULL);
  g_autoptr (GHashTable) numbers = new_numbers ();

  if (statement == NULL)
    return NULL;
  while (pasar_statement_next (statement))
    set_number (numbers,
                pasar_statement_get_int64 (statement, 0),
                pasar_statement_get_count (statement, 1));
  return pasar_statement_finish (statement, NULL) ? g_steal_pointer (&numbers) : NULL;
}

/**
 * pasar_mark_find_lost:
 * @self: a mark
 * @db: its database
 *
 * Returns: (transfer full) (element-type gint64 gint64): by shop how many records are missing at
 *   the end of its log; of a shop that is not there at all, 0
 */
GHashTable *
pasar_mark_find_lost (PasarMark *self, PasarSqlite *db)
{
  g_autoptr (GHashTable) found = read_database (db);
  GHashTable *lost = new_numbers ();
  GHashTableIter iter;
  gpointer shop;
  gpointer number;

  if (self->written == NULL || found == NULL)
    return lost;
  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, &shop, &number))
    {
      const gint64 *in_database = g_hash_table_lookup (found, shop);

      if (in_database == NULL)
        set_number (lost, *(gint64 *) shop, 0);
      else if (*in_database < *(gint64 *) number)
        set_number (lost, *(gint64 *) shop, *(gint64 *) number - *in_database);
    }
  return lost;
}

/* An error is not told: an older mark only sees less. */
static void
write_file (PasarMark *self, GHashTable *numbers)
{
  g_autoptr (GString) text = g_string_new (FIRST_LINE "\n");
  GHashTableIter iter;
  gpointer shop;
  gpointer number;

  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &shop, &number))
    g_string_append_printf (text,
                            "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            *(gint64 *) shop,
                            *(gint64 *) number);
  if (!g_file_set_contents_full (self->path,
                                 text->str,
                                 (gssize) text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 FILE_MODE,
                                 NULL))
    return;
  g_hash_table_ref (numbers);
  g_clear_pointer (&self->written, g_hash_table_unref);
  self->written = numbers;
}

static gboolean
are_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer shop;
  gpointer number;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &shop, &number))
    {
      const gint64 *other = g_hash_table_lookup (b, shop);

      if (other == NULL || *other != *(gint64 *) number)
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_mark_lower:
 * @self: a mark
 * @db: its database, in a transaction that is about to be committed
 *
 * Takes out of the file what will not be in the database any more, before it is not.
 */
void
pasar_mark_lower (PasarMark *self, PasarSqlite *db)
{
  g_autoptr (GHashTable) lower = new_numbers ();
  GHashTableIter iter;
  gpointer shop;
  gpointer number;

  g_clear_pointer (&self->planned, g_hash_table_unref);
  self->planned = read_database (db);
  if (self->planned == NULL || self->written == NULL)
    return;
  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, &shop, &number))
    {
      const gint64 *next = g_hash_table_lookup (self->planned, shop);

      if (next != NULL)
        set_number (lower, *(gint64 *) shop, MIN (*next, *(gint64 *) number));
    }
  if (!are_equal (lower, self->written))
    write_file (self, lower);
}

/**
 * pasar_mark_commit:
 * @self: a mark
 *
 * What pasar_mark_lower() found is committed.
 */
void
pasar_mark_commit (PasarMark *self)
{
  g_clear_pointer (&self->database, g_hash_table_unref);
  self->database = g_steal_pointer (&self->planned);
}

/**
 * pasar_mark_raise:
 * @self: a mark
 *
 * Brings the file up to what was committed. Until then it only sees less.
 */
void
pasar_mark_raise (PasarMark *self)
{
  if (self->database != NULL
      && (self->written == NULL || !are_equal (self->database, self->written)))
    write_file (self, self->database);
  g_clear_pointer (&self->database, g_hash_table_unref);
}
