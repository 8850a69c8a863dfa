/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/ledger.h"
#include "store/private.h"

/* Seals of what was submitted. The content of a seal is the SHA-256 of the submission in canonical
 * form: its rows of each table in the order of their keys, a line each, as SQL literals between
 * commas. Its digest is the SHA-256 of the digest before it and of what the seal itself says, so
 * that none can be changed, taken out or put in without a break. A submission is sealed when it
 * ends, again when it is corrected, and a last time when it is pruned; its newest seal counts. */

/* The numbers are kept in the file. */
typedef enum
{
  SEAL_START, /* the first one: the submission and those before it have none; made by the schema */
  SEAL_ENDED,
  SEAL_PRUNED,
} SealKind;

typedef struct
{
  SealKind kind;
  gint64 submission;
  gint64 at_ms;
  char *content; /* (owned) */
  char *digest;  /* (owned) */
} Seal;

static void
seal_clear (Seal *self)
{
  g_free (self->content);
  g_free (self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seal, seal_clear)

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

/* What the submission is now. */
static char *
dup_content (PasarSqlite *db, gint64 submission, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    if (!add_lines (db, canonical[i], submission, sum, error))
      return NULL;
  return g_strdup (g_checksum_get_string (sum));
}

static char *
dup_digest (const char *previous, const Seal *seal)
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

/* What the schema wrote has none in the file. */
static char *
dup_own_digest (const Seal *seal)
{
  return seal->kind == SEAL_START ? dup_digest ("", seal) : g_strdup (seal->digest);
}

#define SEAL_COLUMNS "kind, submission, at_ms, content, digest"

static void
read_seal (PasarStatement *statement, Seal *seal)
{
  seal->kind = (SealKind) pasar_statement_get_int64 (statement, 0);
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
                          "SELECT " SEAL_COLUMNS
                          " FROM seal WHERE shop = ? ORDER BY id DESC LIMIT 1",
                          PASAR_NUMBERS (shop),
                          error);
  g_autofree char *digest = NULL;

  if (statement == NULL)
    return NULL;
  if (pasar_statement_next (statement))
    {
      g_auto (Seal) last = { 0 };

      read_seal (statement, &last);
      digest = dup_own_digest (&last);
    }
  if (!pasar_statement_finish (statement, error))
    return NULL;
  return digest != NULL ? g_steal_pointer (&digest) : g_strdup ("");
}

/* Takes the content. */
static gboolean
append_seal (PasarSqlite *db,
             gint64 shop,
             SealKind kind,
             gint64 submission,
             char *content,
             GError **error)
{
  g_auto (Seal) seal = { kind, submission, g_get_real_time () / 1000, content, NULL };
  g_autofree char *previous = dup_last_digest (db, shop, error);
  g_autoptr (PasarStatement) statement = NULL;

  if (previous == NULL)
    return FALSE;
  seal.digest = dup_digest (previous, &seal);
  statement =
      pasar_sqlite_query (db,
                          "INSERT INTO seal (shop, " SEAL_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?)",
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
  content = dup_content (db, submission, error);
  return content != NULL && append_seal (db, shop, SEAL_ENDED, submission, content, error);
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
  return append_seal (db, shop, SEAL_PRUNED, submission, g_strdup (""), error);
}

/**
 * pasar_seal_report_free:
 * @self: (transfer full) (nullable): a report
 *
 * Frees it.
 */
void
pasar_seal_report_free (PasarSealReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tampers);
  g_free (self->seal);
  g_free (self);
}

typedef struct
{
  gint64 shop;
  gint64 start;            /* submissions up to it have no seals */
  GHashTable *newest;      /* (owned): gint64 submission → Seal that it must be like */
  PasarSealReport *report; /* (owned by the output) */
} Check;

static void
seal_free (gpointer data)
{
  seal_clear (data);
  g_free (data);
}

static void
add_tamper (Check *self, PasarTamperKind kind, gint64 submission, gint64 at_ms)
{
  const PasarTamper tamper = { kind, submission, at_ms };

  g_array_append_val (self->report->tampers, tamper);
}

/* Takes what is in the seal. */
static void
note_newest (Check *self, Seal *seal)
{
  const gint64 submission = seal->submission;

  if (seal->kind == SEAL_PRUNED)
    {
      g_hash_table_remove (self->newest, &submission);
      return;
    }
  g_hash_table_replace (self->newest,
                        g_memdup2 (&submission, sizeof submission),
                        g_memdup2 (seal, sizeof *seal));
  *seal = (Seal){ 0 };
}

/* After a break the chain is followed from what the file says, so that each break is told once. */
static gboolean
check_chain (Check *self, PasarSqlite *db, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT " SEAL_COLUMNS " FROM seal WHERE shop = ? ORDER BY id",
                          PASAR_NUMBERS (self->shop),
                          error);
  g_autofree char *previous = g_strdup ("");

  if (statement == NULL)
    return FALSE;
  for (gboolean is_first = TRUE; pasar_statement_next (statement); is_first = FALSE)
    {
      g_auto (Seal) seal = { 0 };
      g_autofree char *expected = NULL;

      read_seal (statement, &seal);
      if (is_first && seal.kind == SEAL_START)
        self->start = seal.submission;
      else
        {
          expected = dup_digest (previous, &seal);
          if (!g_str_equal (expected, seal.digest))
            add_tamper (self, PASAR_TAMPER_CHAIN, seal.submission, seal.at_ms);
        }
      g_free (previous);
      previous = dup_own_digest (&seal);
      if (seal.kind != SEAL_START)
        note_newest (self, &seal);
    }
  self->report->seal = g_steal_pointer (&previous);
  return pasar_statement_finish (statement, error);
}

static gboolean
check_submission (Check *self,
                  PasarSqlite *db,
                  gint64 submission,
                  gint64 at_ms,
                  gboolean is_ended,
                  GError **error)
{
  const Seal *seal = g_hash_table_lookup (self->newest, &submission);
  g_autofree char *content = NULL;

  if (seal == NULL)
    {
      if (is_ended && submission <= self->start)
        self->report->n_older++;
      else if (is_ended)
        add_tamper (self, PASAR_TAMPER_ADDED, submission, at_ms);
      return TRUE;
    }
  content = dup_content (db, submission, error);
  if (content == NULL)
    return FALSE;
  if (g_str_equal (content, seal->content))
    self->report->n_sealed++;
  else
    add_tamper (self, PASAR_TAMPER_CHANGED, submission, at_ms);
  g_hash_table_remove (self->newest, &submission);
  return TRUE;
}

static gboolean
check_submissions (Check *self, PasarSqlite *db, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id, created_at_ms, finished_at_ms FROM submission"
                          " WHERE shop = ? ORDER BY id",
                          PASAR_NUMBERS (self->shop),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    if (!check_submission (self,
                           db,
                           pasar_statement_get_int64 (statement, 0),
                           pasar_statement_get_int64 (statement, 1),
                           pasar_statement_get_int64 (statement, 2) != 0,
                           error))
      return FALSE;
  return pasar_statement_finish (statement, error);
}

static void
add_missing (Check *self)
{
  GHashTableIter iter;
  gpointer seal;

  g_hash_table_iter_init (&iter, self->newest);
  while (g_hash_table_iter_next (&iter, NULL, &seal))
    add_tamper (self,
                PASAR_TAMPER_MISSING,
                ((const Seal *) seal)->submission,
                ((const Seal *) seal)->at_ms);
}

static int
compare_tampers (gconstpointer a, gconstpointer b)
{
  const PasarTamper *left = a;
  const PasarTamper *right = b;

  if (left->submission != right->submission)
    return left->submission < right->submission ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

static gboolean
verify_seals (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  g_autoptr (GHashTable) newest =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, seal_free);
  Check check = { .shop = *(const gint64 *) input, .newest = newest };

  check.report = g_new0 (PasarSealReport, 1);
  check.report->tampers = g_array_new (FALSE, FALSE, sizeof (PasarTamper));
  output->object = check.report;
  output->object_free = (GDestroyNotify) pasar_seal_report_free;
  if (!check_chain (&check, db, error) || !check_submissions (&check, db, error))
    return FALSE;
  add_missing (&check);
  g_array_sort (check.report->tampers, compare_tampers);
  return TRUE;
}

/**
 * pasar_store_verify_seals_async:
 * @self: a store
 * @shop: row id
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Finds out whether what was submitted is as it was written. [method@Store.finish_object] gives a
 * #PasarSealReport. What was taken off the end with its seals shows only against a seal that was
 * noted elsewhere, such as in a file that was exported.
 */
void
pasar_store_verify_seals_async (PasarStore *self,
                                gint64 shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  pasar_store_run (self,
                   FALSE,
                   verify_seals,
                   g_memdup2 (&shop, sizeof shop),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
