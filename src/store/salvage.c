/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/salvage-private.h"

#include "store/salvage-table-private.h"
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

static void
note_loss (const Salvage *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if (g_str_equal (losses[i].table, name))
      *self->losses |= losses[i].loss;
}

/* Whose shop it is stands in an index, too: what is staged must not lose its shop. What else is
 * known of a shop is asked again. A page of another table in its place has numbers where texts
 * are. */
static gboolean
copy_shop_index (const Salvage *self, GError **error)
{
  return pasar_salvage_copy_rows (
      self->from,
      self->into,
      "SELECT id, host_id, base_url, partner_id, shop_id FROM shop"
      " INDEXED BY sqlite_autoindex_shop_1"
      " WHERE typeof (host_id) = 'text' AND typeof (base_url) = 'text'",
      "INSERT OR IGNORE INTO shop (id, host_id, base_url, partner_id, shop_id,"
      " refreshed_at_secs, authorised_until_secs) VALUES (?, ?, ?, ?, ?, 0, 0)",
      error);
}

/* So does whose submission it is, without which its calls would be lost, also those of which no
 * answer is known. */
static gboolean
copy_submission_index (const Salvage *self, GError **error)
{
  return pasar_salvage_copy_rows (
      self->from,
      self->into,
      "SELECT id, shop FROM submission INDEXED BY submission_shop",
      "INSERT OR IGNORE INTO submission (id, shop, created_at_ms) VALUES (?, ?, 0)",
      error);
}

/* These have what their seals and calls say; one without a seal had not ended. */
static gboolean
complete_submissions (const Salvage *self, GError **error)
{
  GError *failure = NULL;

  return pasar_sqlite_exec (
             self->into,
             "DELETE FROM submission WHERE created_at_ms = 0"
             " AND id NOT IN (SELECT submission FROM call);"
             "UPDATE submission SET finished_at_ms = coalesce ((SELECT max (at_ms) FROM seal"
             "   WHERE seal.shop = submission.shop AND seal.submission = submission.id), 0)"
             " WHERE created_at_ms = 0;"
             "UPDATE submission SET created_at_ms = coalesce ((SELECT min (sent_at_ms) FROM call"
             "   WHERE call.submission = submission.id AND sent_at_ms > 0), finished_at_ms)"
             " WHERE created_at_ms = 0",
             &failure)
         || pasar_salvage_is_damage (failure, error);
}

/* A number that was given once is never given again. */
static gboolean
copy_sequences (const Salvage *self, GError **error)
{
  return pasar_salvage_copy_rows (self->from,
                                  self->into,
                                  "SELECT name, seq FROM sqlite_sequence"
                                  " WHERE typeof (name) = 'text' AND typeof (seq) = 'integer'",
                                  "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
                                  error);
}

static gboolean
copy_named (const Salvage *self, const char *name, GError **error)
{
  gboolean is_damaged;

  if (!pasar_salvage_copy_table (self->from, self->into, name, &is_damaged, error))
    return FALSE;
  if (is_damaged)
    note_loss (self, name);
  if (g_str_equal (name, "shop"))
    return copy_shop_index (self, error);
  return !is_damaged || !g_str_equal (name, "submission") || copy_submission_index (self, error);
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
    if (!copy_named (self, g_ptr_array_index (names, i), error))
      return FALSE;
  return complete_submissions (self, error) && pasar_sqlite_commit (self->into, error);
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
