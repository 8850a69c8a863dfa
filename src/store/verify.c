/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/ledger.h"
#include "store/seal-private.h"

/* Whether what was submitted is as it was sealed. */

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

/* A piece is not much longer, so that what else is queued does not wait for long. */
#define PIECE_US 50000

#define NO_SEAL (-1)

typedef struct
{
  gint64 shop;
  gint64 last_seal;        /* of the chain that was checked; NO_SEAL: none was */
  gint64 last;             /* submission that was looked at */
  gint64 start;            /* submissions up to it have no seals */
  GHashTable *newest;      /* (owned): gint64 submission → PasarSeal that it must be like */
  PasarSealReport *report; /* (owned) (nullable) */
} Check;

static void
seal_free (gpointer data)
{
  pasar_seal_clear (data);
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
note_newest (Check *self, PasarSeal *seal)
{
  const gint64 submission = seal->submission;

  if (seal->kind == PASAR_SEAL_PRUNED)
    {
      g_hash_table_remove (self->newest, &submission);
      return;
    }
  g_hash_table_replace (self->newest,
                        g_memdup2 (&submission, sizeof submission),
                        g_memdup2 (seal, sizeof *seal));
  *seal = (PasarSeal){ 0 };
}

/* After a break the chain is followed from what the file says, so that each break is told once. */
static gboolean
check_chain (Check *self, PasarSqlite *db, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT " PASAR_SEAL_COLUMNS " FROM seal WHERE shop = ? ORDER BY id",
                          PASAR_NUMBERS (self->shop),
                          error);
  g_autofree char *previous = g_strdup ("");

  if (statement == NULL)
    return FALSE;
  for (gboolean is_first = TRUE; pasar_statement_next (statement); is_first = FALSE)
    {
      g_auto (PasarSeal) seal = { 0 };
      g_autofree char *expected = NULL;

      pasar_seal_read (statement, &seal);
      if (is_first && seal.kind == PASAR_SEAL_START)
        self->start = seal.submission;
      else
        {
          expected = pasar_seal_dup_digest (previous, &seal);
          if (!g_str_equal (expected, seal.digest))
            add_tamper (self, PASAR_TAMPER_CHAIN, seal.submission, seal.at_ms);
        }
      g_free (previous);
      previous = pasar_seal_dup_own_digest (&seal);
      if (seal.kind != PASAR_SEAL_START)
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
  const PasarSeal *seal = g_hash_table_lookup (self->newest, &submission);
  g_autofree char *content = NULL;

  if (seal == NULL)
    {
      if (is_ended && submission <= self->start)
        self->report->n_older++;
      else if (is_ended)
        add_tamper (self, PASAR_TAMPER_ADDED, submission, at_ms);
      return TRUE;
    }
  content = pasar_seal_dup_content (db, submission, error);
  if (content == NULL)
    return FALSE;
  if (g_str_equal (content, seal->content))
    self->report->n_sealed++;
  else
    add_tamper (self, PASAR_TAMPER_CHANGED, submission, at_ms);
  g_hash_table_remove (self->newest, &submission);
  return TRUE;
}

/* Some of those that were not looked at. */
static gboolean
check_submissions (Check *self, PasarSqlite *db, gboolean *is_done, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id, created_at_ms, finished_at_ms FROM submission"
                          " WHERE shop = ? AND id > ? ORDER BY id",
                          PASAR_NUMBERS (self->shop, self->last),
                          error);
  const gint64 deadline = g_get_monotonic_time () + PIECE_US;

  if (statement == NULL)
    return FALSE;
  *is_done = FALSE;
  while (g_get_monotonic_time () < deadline)
    {
      if (!pasar_statement_next (statement))
        {
          *is_done = TRUE;
          break;
        }
      self->last = pasar_statement_get_int64 (statement, 0);
      if (!check_submission (self,
                             db,
                             self->last,
                             pasar_statement_get_ms (statement, 1),
                             pasar_statement_get_int64 (statement, 2) != 0,
                             error))
        return FALSE;
    }
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
                ((const PasarSeal *) seal)->submission,
                ((const PasarSeal *) seal)->at_ms);
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

/* What is sealed while it is checked begins it anew. */
static gboolean
begin_check (Check *self, PasarSqlite *db, gint64 last_seal, GError **error)
{
  self->last_seal = last_seal;
  self->last = 0;
  self->start = 0;
  g_hash_table_remove_all (self->newest);
  pasar_seal_report_free (self->report);
  self->report = g_new0 (PasarSealReport, 1);
  self->report->tampers = g_array_new (FALSE, FALSE, sizeof (PasarTamper));
  return check_chain (self, db, error);
}

static gboolean
read_last_seal (PasarSqlite *db, gint64 shop, gint64 *last_seal, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT coalesce (max (id), 0) FROM seal WHERE shop = ?",
                          PASAR_NUMBERS (shop),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    *last_seal = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

/* What failed in the middle is begun anew. */
static gboolean
verify_some (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  Check *check = input;
  gboolean is_done = FALSE;
  gint64 last_seal = 0;

  if (!read_last_seal (db, check->shop, &last_seal, error)
      || (last_seal != check->last_seal && !begin_check (check, db, last_seal, error))
      || !check_submissions (check, db, &is_done, error))
    {
      check->last_seal = NO_SEAL;
      return FALSE;
    }
  if (!is_done)
    return TRUE;
  add_missing (check);
  g_array_sort (check->report->tampers, compare_tampers);
  output->object = g_steal_pointer (&check->report);
  output->object_free = (GDestroyNotify) pasar_seal_report_free;
  return TRUE;
}

static void
check_clear (gpointer data)
{
  Check *self = data;

  g_hash_table_unref (self->newest);
  pasar_seal_report_free (self->report);
}

static void
check_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, check_clear);
}

static void verify_next (GTask *task);

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  PasarSealReport *report = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) pasar_seal_report_free);
  else
    verify_next (g_steal_pointer (&task));
}

/* Takes the task. */
static void
verify_next (GTask *task)
{
  pasar_store_run (g_task_get_source_object (task),
                   FALSE,
                   verify_some,
                   g_atomic_rc_box_acquire (g_task_get_task_data (task)),
                   check_unref,
                   g_task_get_cancellable (task),
                   verified_cb,
                   task);
}

/**
 * pasar_store_verify_seals_async:
 * @self: a store
 * @shop: row id
 * @cancellable: (nullable): stops it between two pieces
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Finds out whether what was submitted is as it was written, in pieces, between which others' work
 * goes on. What was taken off the end with its seals shows only against a seal that was noted
 * elsewhere, such as in a file that was exported.
 */
void
pasar_store_verify_seals_async (PasarStore *self,
                                gint64 shop,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  Check *check;

  g_return_if_fail (PASAR_IS_STORE (self));

  check = g_atomic_rc_box_new0 (Check);
  check->shop = shop;
  check->last_seal = NO_SEAL;
  check->newest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, seal_free);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_store_verify_seals_async);
  g_task_set_task_data (task, check, check_unref);
  verify_next (task);
}

/**
 * pasar_store_verify_seals_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_store_verify_seals_async(). Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full) (nullable): whether the ledger is whole
 */
PasarSealReport *
pasar_store_verify_seals_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_store_verify_seals_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
