/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/ledger.h"

#include "store/private.h"

/* The ledger: what was submitted, beyond what a submission that runs needs of it. */

/**
 * pasar_ledger_entry_free:
 * @self: (transfer full) (nullable): an entry
 *
 * Frees it.
 */
void
pasar_ledger_entry_free (PasarLedgerEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->origin);
  g_free (self);
}

typedef struct
{
  gint64 shop;
  gint64 before; /* an id */
  gint64 limit;
  char *item_ids; /* (owned) (nullable): as JSON */
} LedgerPage;

static void
ledger_page_free (LedgerPage *self)
{
  g_free (self->item_ids);
  g_free (self);
}

static char *
dup_json (const GArray *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (json,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (ids, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

#define LEDGER_OF(condition)                                                                       \
  "SELECT s.id, s.created_at_ms, s.finished_at_ms, sum (c.kind = ?4), sum (c.kind = ?5),"          \
  " sum (r.state = ?6), sum (r.state = ?7), count (DISTINCT r.item_id),"                           \
  " iif (min (coalesce (r.origin, '')) = max (coalesce (r.origin, '')), max (r.origin), NULL)"     \
  " FROM submission AS s JOIN call AS c ON c.submission = s.id"                                    \
  " JOIN call_row AS r ON r.call = c.id"                                                           \
  " WHERE s.shop = ?1 AND s.id < ?2 AND c.kind IN (?4, ?5)" condition                              \
  " GROUP BY s.id ORDER BY s.id DESC LIMIT ?3"

static gboolean
list_ledger (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const LedgerPage *page = input;
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_ledger_entry_free);
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          page->item_ids != NULL
                              ? LEDGER_OF (" AND r.item_id IN (SELECT value FROM json_each (?8))")
                              : LEDGER_OF (""),
                          PASAR_NUMBERS (page->shop,
                                         page->before,
                                         page->limit,
                                         PASAR_CALL_PRICE,
                                         PASAR_CALL_STOCK,
                                         PASAR_CHANGE_DONE,
                                         PASAR_CHANGE_REFUSED),
                          error);

  output->object = entries;
  output->object_free = (GDestroyNotify) g_ptr_array_unref;
  if (statement == NULL)
    return FALSE;
  if (page->item_ids != NULL)
    pasar_statement_bind_text (statement, 8, page->item_ids);
  while (pasar_statement_next (statement))
    {
      PasarLedgerEntry *entry = g_new0 (PasarLedgerEntry, 1);

      entry->id = pasar_statement_get_int64 (statement, 0);
      entry->created_at_ms = pasar_statement_get_ms (statement, 1);
      entry->finished_at_ms = pasar_statement_get_ms (statement, 2);
      entry->n_prices = (guint) pasar_statement_get_int64 (statement, 3);
      entry->n_stocks = (guint) pasar_statement_get_int64 (statement, 4);
      entry->n_done = (guint) pasar_statement_get_int64 (statement, 5);
      entry->n_refused = (guint) pasar_statement_get_int64 (statement, 6);
      entry->n_items = (guint) pasar_statement_get_int64 (statement, 7);
      entry->origin = pasar_statement_dup_text (statement, 8);
      g_ptr_array_add (entries, entry);
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_list_ledger_async:
 * @self: a store
 * @shop: row id
 * @item_ids: (nullable) (element-type gint64): only what changed these items; %NULL: all
 * @before: only those older than the submission of this id, 0 for the newest ones: pages go on with
 *   the last id of the page before
 * @limit: how many at most
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads which submissions of prices and stock there are. [method@Store.finish_object] gives a
 * #GPtrArray of #PasarLedgerEntry, newest first; their rows are read with
 * [method@Store.list_submissions_async].
 */
void
pasar_store_list_ledger_async (PasarStore *self,
                               gint64 shop,
                               const GArray *item_ids,
                               gint64 before,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LedgerPage *page = g_new0 (LedgerPage, 1);

  page->shop = shop;
  page->before = before > 0 ? before : G_MAXINT64;
  page->limit = limit;
  page->item_ids = item_ids != NULL ? dup_json (item_ids) : NULL;
  pasar_store_run (self,
                   FALSE,
                   list_ledger,
                   page,
                   (GDestroyNotify) ledger_page_free,
                   cancellable,
                   callback,
                   user_data);
}

typedef struct
{
  gint64 shop;
  gint64 since_ms;
  gint64 limit;
} Period;

/* Neither max() nor total() minds numbers of a damaged file, as abs() and sum() do. */
static gboolean
list_most_changed (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const Period *period = input;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (PasarMostChanged));
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "SELECT r.item_id, r.model_id, count (DISTINCT s.id) AS n,"
      " total (iif (c.kind = ?3, moved, 0)), total (iif (c.kind = ?4, moved, 0))"
      " FROM submission AS s JOIN call AS c ON c.submission = s.id"
      " JOIN (SELECT call, item_id, model_id, state, coalesce (max (value - old_value,"
      "   old_value - value), 0) AS moved FROM (SELECT *, coalesce (stored_value, new_value) AS value"
      "   FROM call_row)) AS r ON r.call = c.id"
      " WHERE s.shop = ?1 AND s.created_at_ms >= ?2 AND c.kind IN (?3, ?4) AND r.state = ?5"
      " GROUP BY r.item_id, r.model_id ORDER BY n DESC, 4 DESC, 5 DESC, r.item_id, r.model_id"
      " LIMIT ?6",
      PASAR_NUMBERS (period->shop,
                     period->since_ms,
                     PASAR_CALL_PRICE,
                     PASAR_CALL_STOCK,
                     PASAR_CHANGE_DONE,
                     period->limit),
      error);

  output->object = rows;
  output->object_free = (GDestroyNotify) g_array_unref;
  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      const PasarMostChanged row = {
        .item_id = pasar_statement_get_int64 (statement, 0),
        .model_id = pasar_statement_get_int64 (statement, 1),
        .n_submissions = (guint) pasar_statement_get_int64 (statement, 2),
        .price_moved = pasar_statement_get_int64 (statement, 3),
        .stock_moved = pasar_statement_get_int64 (statement, 4),
      };

      g_array_append_val (rows, row);
    }
  return pasar_statement_finish (statement, error);
}

/**
 * pasar_store_list_most_changed_async:
 * @self: a store
 * @shop: row id
 * @since_ms: Unix milliseconds: of what was submitted since then
 * @limit: how many at most
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Finds what most submissions changed, and of these what was moved furthest.
 * [method@Store.finish_object] gives a #GArray of #PasarMostChanged.
 */
void
pasar_store_list_most_changed_async (PasarStore *self,
                                     gint64 shop,
                                     gint64 since_ms,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const Period period = { shop, since_ms, limit };

  pasar_store_run (self,
                   FALSE,
                   list_most_changed,
                   g_memdup2 (&period, sizeof period),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}

typedef struct
{
  gint64 shop;
  gint64 before_ms;
  gint64 max; /* G_MAXINT64: any number */
} Bound;

/* The oldest one that ended, if it is beyond the bound; 0: none. */
static gboolean
find_beyond (PasarSqlite *db, const Bound *bound, gint64 *submission, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "SELECT id, created_at_ms < ?2 OR (SELECT count(*) FROM submission"
                          "   WHERE shop = ?1 AND finished_at_ms <> 0) > ?3"
                          " FROM submission WHERE shop = ?1 AND finished_at_ms <> 0"
                          " ORDER BY id LIMIT 1",
                          PASAR_NUMBERS (bound->shop, bound->before_ms, bound->max),
                          error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    if (pasar_statement_get_int64 (statement, 1) != 0)
      *submission = pasar_statement_get_int64 (statement, 0);
  return pasar_statement_finish (statement, error);
}

static gboolean
prune (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const Bound *bound = input;
  gint64 submission = 0;

  if (!find_beyond (db, bound, &submission, error))
    return FALSE;
  output->number = submission;
  return submission == 0
         || (pasar_sqlite_run (db,
                               "DELETE FROM submission WHERE id = ?",
                               PASAR_NUMBERS (submission),
                               error)
             && pasar_store_seal_pruned (db, bound->shop, submission, error));
}

/**
 * pasar_store_prune_async:
 * @self: a store
 * @shop: row id
 * @before_ms: Unix milliseconds: what was submitted before is too old
 * @max: how many submissions may be kept; 0: any number
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Prunes the oldest submission that ended, as a whole, if it is too old or there are too many. It
 * is called again until there is nothing to prune, so that nothing waits for long.
 * [method@Store.finish_number] gives the id of the one that was pruned, 0 for none.
 */
void
pasar_store_prune_async (PasarStore *self,
                         gint64 shop,
                         gint64 before_ms,
                         guint max,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const Bound bound = { .shop = shop,
                        .before_ms = before_ms,
                        .max = max > 0 ? (gint64) max : G_MAXINT64 };

  pasar_store_run (self,
                   TRUE,
                   prune,
                   g_memdup2 (&bound, sizeof bound),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
