/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

/* Reading the journal back. A call whose rows were damaged has some of them. */

typedef struct
{
  gint64 shop;
  gboolean unfinished_only;
  gint64 before; /* an id */
  gint64 limit;  /* -1 all */
} Page;

/* A number that is none of the enumeration (a damaged file) is read as the fallback, which never
 * claims an outcome. */
static int
get_enum (PasarStatement *statement, int column, int last, int fallback)
{
  gint64 number = pasar_statement_get_int64 (statement, column);

  return number >= 0 && number <= last ? (int) number : fallback;
}

static gboolean
read_locations (PasarSqlite *db, gint64 call, PasarJournalRow *row, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT location_id, old_stock, new_stock FROM call_location"
                          " WHERE call = ? AND position = ? ORDER BY nth",
                          PASAR_NUMBERS (call, row->position),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      g_autofree char *location_id = pasar_statement_dup_text (statement, 0);

      if (row->locations == NULL)
        row->locations = pasar_journal_locations_new ();
      pasar_journal_locations_add (row->locations,
                                   location_id,
                                   pasar_statement_get_value (statement, 1),
                                   pasar_statement_get_int64 (statement, 2));
    }
  return pasar_statement_finish (statement, error);
}

static gboolean
read_rows (PasarSqlite *db, PasarJournalCall *call, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT item_id, model_id, old_value, new_value, state, stored_value,"
                          " reason, advice, origin, position FROM call_row WHERE call = ?"
                          " ORDER BY position",
                          PASAR_NUMBERS (call->id),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      PasarJournalRow *row = pasar_journal_call_add_row (call,
                                                         pasar_statement_get_int64 (statement, 0),
                                                         pasar_statement_get_int64 (statement, 1),
                                                         pasar_statement_get_value (statement, 2),
                                                         pasar_statement_get_value (statement, 3));

      row->position = pasar_statement_get_int64 (statement, 9);
      row->state = get_enum (statement, 4, PASAR_CHANGE_UNCERTAIN, PASAR_CHANGE_UNKNOWN);
      row->stored_value = pasar_statement_get_value (statement, 5);
      row->reason = pasar_statement_dup_text (statement, 6);
      row->advice = pasar_statement_dup_text (statement, 7);
      row->origin = pasar_statement_dup_text (statement, 8);
      if (call->kind == PASAR_CALL_STOCK && !read_locations (db, call->id, row, error))
        return FALSE;
    }
  return pasar_statement_finish (statement, error);
}

static gboolean
read_calls (PasarSqlite *db, PasarSubmission *submission, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id, kind, item_id, state, sent_at_ms, done_at_ms, code, message,"
                          " request_id FROM call WHERE submission = ? ORDER BY id",
                          PASAR_NUMBERS (submission->id),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      PasarJournalCall *call =
          pasar_journal_call_new (get_enum (statement, 1, PASAR_CALL_BOOST, PASAR_CALL_BOOST),
                                  pasar_statement_get_int64 (statement, 2));

      call->id = pasar_statement_get_int64 (statement, 0);
      call->state = get_enum (statement, 3, PASAR_CALL_SKIPPED, PASAR_CALL_SENT);
      call->sent_at_ms = pasar_statement_get_ms (statement, 4);
      call->done_at_ms = pasar_statement_get_ms (statement, 5);
      call->code = pasar_statement_dup_text (statement, 6);
      call->message = pasar_statement_dup_text (statement, 7);
      call->request_id = pasar_statement_dup_text (statement, 8);
      g_ptr_array_add (submission->calls, call);
      if (!read_rows (db, call, error))
        return FALSE;
    }
  return pasar_statement_finish (statement, error);
}

static gboolean
list_submissions (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const Page *page = input;
  GPtrArray *submissions = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_submission_free);
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "SELECT id, created_at_ms, finished_at_ms FROM submission WHERE shop = ?1"
      " AND (?2 = 0 OR finished_at_ms = 0) AND id < ?3 ORDER BY id DESC LIMIT ?4",
      PASAR_NUMBERS (page->shop, page->unfinished_only, page->before, page->limit),
      error);

  output->object = submissions;
  output->object_free = (GDestroyNotify) g_ptr_array_unref;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      PasarSubmission *submission = g_new0 (PasarSubmission, 1);

      submission->id = pasar_statement_get_int64 (statement, 0);
      submission->shop = page->shop;
      submission->created_at_ms = pasar_statement_get_ms (statement, 1);
      submission->finished_at_ms = pasar_statement_get_ms (statement, 2);
      submission->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
      g_ptr_array_add (submissions, submission);
      if (!read_calls (db, submission, error))
        return FALSE;
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_list_submissions_async:
 * @self: a store
 * @shop: row id
 * @unfinished_only: whether to leave out those that ended
 * @before: only those older than the submission of this id, 0 for the newest ones: pages go on with
 *   the last id of the page before
 * @limit: how many at most, 0 all
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads submissions with their calls and rows. [method@Store.finish_object] gives a #GPtrArray of
 * #PasarSubmission, newest first.
 */
void
pasar_store_list_submissions_async (PasarStore *self,
                                    gint64 shop,
                                    gboolean unfinished_only,
                                    gint64 before,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  const Page page = { .shop = shop,
                      .unfinished_only = unfinished_only,
                      .before = before > 0 ? before : G_MAXINT64,
                      .limit = limit > 0 ? (gint64) limit : -1 };

  pasar_store_run (self,
                   FALSE,
                   list_submissions,
                   g_memdup2 (&page, sizeof page),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}

static gboolean
read_boost_times (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const gint64 *shop = input;
  GHashTable *times = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "SELECT call_row.item_id, MAX(call.sent_at_ms) FROM submission"
      " JOIN call ON call.submission = submission.id JOIN call_row ON call_row.call = call.id"
      " WHERE submission.shop = ?1 AND call.kind = ?2 AND call_row.state = ?3"
      " GROUP BY call_row.item_id",
      PASAR_NUMBERS (*shop, PASAR_CALL_BOOST, PASAR_CHANGE_DONE),
      error);

  output->object = times;
  output->object_free = (GDestroyNotify) g_hash_table_unref;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      const gint64 item_id = pasar_statement_get_int64 (statement, 0);
      const gint64 sent_at_ms = pasar_statement_get_ms (statement, 1);

      g_hash_table_insert (times,
                           g_memdup2 (&item_id, sizeof item_id),
                           g_memdup2 (&sent_at_ms, sizeof sent_at_ms));
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_get_boost_times_async:
 * @self: a store
 * @shop: row id
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads when items were last boosted from here, as far as the shop confirmed it.
 * [method@Store.finish_object] gives a #GHashTable: item ids (gint64) to Unix milliseconds
 * (gint64).
 */
void
pasar_store_get_boost_times_async (PasarStore *self,
                                   gint64 shop,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  pasar_store_run (self,
                   FALSE,
                   read_boost_times,
                   g_memdup2 (&shop, sizeof shop),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
