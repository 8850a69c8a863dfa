/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/seal-private.h"

/* Seals of what was submitted. The content of a seal is the SHA-256 of the submission in canonical
 * form: its rows of each table in the order of their keys, a line each, as SQL literals between
 * commas. Its digest is the SHA-256 of the digest before it and of what the seal itself says, so
 * that none can be changed, taken out or put in without a break. A submission is sealed when it
 * ends, again when it is corrected, and a last time when it is pruned; its newest seal counts. */

#define CALLS "(SELECT id FROM call WHERE submission = ?)"

/* These tables get no other columns without a seal of another kind, or old seals would break. */
static const char *const canonical[] = {
  "SELECT quote (id) || ',' || quote (shop) || ',' || quote (created_at_ms)"
  " || ',' || quote (finished_at_ms) FROM submission WHERE id = ?",
  "SELECT quote (id) || ',' || quote (kind) || ',' || quote (item_id) || ',' || quote (state)"
  " || ',' || quote (sent_at_ms) || ',' || quote (done_at_ms) || ',' || quote (code)"
  " || ',' || quote (message) || ',' || quote (request_id)"
  " FROM call WHERE submission = ? ORDER BY id",
  "SELECT quote (call) || ',' || quote (position) || ',' || quote (item_id)"
  " || ',' || quote (model_id) || ',' || quote (old_value) || ',' || quote (new_value)"
  " || ',' || quote (state) || ',' || quote (stored_value) || ',' || quote (reason)"
  " || ',' || quote (advice) || ',' || quote (origin) FROM call_row WHERE call IN " CALLS
  " ORDER BY call, position",
  "SELECT quote (call) || ',' || quote (position) || ',' || quote (nth)"
  " || ',' || quote (location_id) || ',' || quote (old_stock) || ',' || quote (new_stock)"
  " FROM call_location WHERE call IN " CALLS " ORDER BY call, position, nth",
};

static gboolean
add_lines (PasarSqlite *db, const char *sql, gint64 submission, GChecksum *sum, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db, sql, PASAR_NUMBERS (submission), error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      gsize size = 0;
      const guint8 *line = pasar_statement_peek_bytes (statement, 0, &size);

      g_checksum_update (sum, line, (gssize) size);
      g_checksum_update (sum, (const guint8 *) "\n", 1);
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_seal_dup_content:
 * @db: a connection inside of a transaction
 * @submission: its id
 * @error: return location
 *
 * Hashes what the submission is now.
 *
 * Returns: (transfer full) (nullable): the hash
 */
char *
pasar_seal_dup_content (PasarSqlite *db, gint64 submission, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    if (!add_lines (db, canonical[i], submission, sum, error))
      return NULL;
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * pasar_seal_dup_digest:
 * @previous: the digest before it
 * @seal: a seal
 *
 * Hashes what a seal says, with all that is before it.
 *
 * Returns: (transfer full): what its digest must be
 */
char *
pasar_seal_dup_digest (const char *previous, const PasarSeal *seal)
{
  g_autofree char *line =
      g_strdup_printf ("%s\n%d,%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",'%s'\n",
                       previous,
                       seal->kind,
                       seal->submission,
                       seal->at_ms,
                       seal->content);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
}

/**
 * pasar_seal_dup_own_digest:
 * @seal: a seal
 *
 * Gets what the file has; what the schema wrote has none there.
 *
 * Returns: (transfer full): its digest
 */
char *
pasar_seal_dup_own_digest (const PasarSeal *seal)
{
  return seal->kind == PASAR_SEAL_START ? pasar_seal_dup_digest ("", seal)
                                        : g_strdup (seal->digest);
}

/**
 * pasar_seal_read:
 * @statement: at a row of %PASAR_SEAL_COLUMNS
 * @seal: (out caller-allocates): what it says
 *
 * Reads a seal.
 */
void
pasar_seal_read (PasarStatement *statement, PasarSeal *seal)
{
  seal->kind = (PasarSealKind) pasar_statement_get_int64 (statement, 0);
  seal->submission = pasar_statement_get_int64 (statement, 1);
  seal->at_ms = pasar_statement_get_int64 (statement, 2);
  seal->content = pasar_statement_dup_name (statement, 3);
  seal->digest = pasar_statement_dup_name (statement, 4);
}

static char *
dup_last_digest (PasarSqlite *db, gint64 shop, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT " PASAR_SEAL_COLUMNS
                          " FROM seal WHERE shop = ? ORDER BY id DESC LIMIT 1",
                          PASAR_NUMBERS (shop),
                          error);
  g_autofree char *digest = NULL;

  if (statement == NULL)
    return NULL;
  if (pasar_statement_next (statement))
    {
      g_auto (PasarSeal) last = { 0 };

      pasar_seal_read (statement, &last);
      digest = pasar_seal_dup_own_digest (&last);
    }
  if (!pasar_statement_finish (statement, error))
    return NULL;
  return digest != NULL ? g_steal_pointer (&digest) : g_strdup ("");
}

/* Takes the content. */
static gboolean
append_seal (PasarSqlite *db,
             gint64 shop,
             PasarSealKind kind,
             gint64 submission,
             char *content,
             GError **error)
{
  g_auto (PasarSeal) seal = { kind, submission, g_get_real_time () / 1000, content, NULL };
  g_autofree char *previous = dup_last_digest (db, shop, error);
  g_autoptr (PasarStatement) statement = NULL;

  if (previous == NULL)
    return FALSE;
  seal.digest = pasar_seal_dup_digest (previous, &seal);
  statement = pasar_sqlite_query (db,
                                  "INSERT INTO seal (shop, " PASAR_SEAL_COLUMNS
                                  ") VALUES (?, ?, ?, ?, ?, ?)",
                                  PASAR_NUMBERS (shop, seal.kind, seal.submission, seal.at_ms),
                                  error);
  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 5, seal.content);
  pasar_statement_bind_text (statement, 6, seal.digest);
  return pasar_statement_run (statement, error);
}

/**
 * pasar_store_seal_submission:
 * @db: a connection in a write transaction
 * @submission: its id
 * @error: return location
 *
 * Seals a submission as it is now; one that has not ended is left as it is.
 *
 * Returns: whether it is done
 */
gboolean
pasar_store_seal_submission (PasarSqlite *db, gint64 submission, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT shop FROM submission WHERE id = ? AND finished_at_ms <> 0",
                          PASAR_NUMBERS (submission),
                          error);
  gint64 shop = 0;
  char *content;

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    shop = pasar_statement_get_int64 (statement, 0);
  if (!pasar_statement_finish (statement, error))
    return FALSE;
  if (shop == 0)
    return TRUE;
  content = pasar_seal_dup_content (db, submission, error);
  return content != NULL && append_seal (db, shop, PASAR_SEAL_ENDED, submission, content, error);
}

/**
 * pasar_store_seal_pruned:
 * @db: a connection in a write transaction
 * @shop: row id
 * @submission: its id
 * @error: return location
 *
 * Says that a submission is no longer kept.
 *
 * Returns: whether it is done
 */
gboolean
pasar_store_seal_pruned (PasarSqlite *db, gint64 shop, gint64 submission, GError **error)
{
  return append_seal (db, shop, PASAR_SEAL_PRUNED, submission, g_strdup (""), error);
}
