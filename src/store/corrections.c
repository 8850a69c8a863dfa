/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

/* The journal's corrections: what a later reading of the shop proves to have been taken although no
 * look showed it in time. */

typedef struct
{
  gint64 shop;
  PasarCallKind kind;
  gint64 item_id;
  gint64 model_id;
  gint64 value;    /* that the shop has */
  gint64 since_ms; /* what was sent before cannot be it */
} Proof;

/* The last call that was to write it; 0: none. */
static gboolean
find_call (PasarSqlite *db, const Proof *proof, gint64 *call, gint64 *submission, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_query (
      db,
      "SELECT max (call.id), submission.id FROM submission"
      " JOIN call ON call.submission = submission.id JOIN call_row AS r ON r.call = call.id"
      " WHERE submission.shop = ?1 AND call.kind = ?2 AND r.item_id = ?3 AND r.model_id = ?4",
      PASAR_NUMBERS (proof->shop, proof->kind, proof->item_id, proof->model_id),
      error);

  if (statement == NULL)
    return FALSE;
  while (pasar_statement_next (statement))
    {
      *call = pasar_statement_get_int64 (statement, 0);
      *submission = pasar_statement_get_int64 (statement, 1);
    }
  return pasar_statement_finish (statement, error);
}

/* Adds the submission to those that were corrected, if it was. */
static gboolean
take (PasarSqlite *db, const Proof *proof, GArray *corrected, GError **error)
{
  gint64 call = 0;
  gint64 submission = 0;

  /* A row that the shop itself refused has no stored value. */
  if (!find_call (db, proof, &call, &submission, error)
      || !pasar_sqlite_run (
          db,
          "UPDATE call_row SET state = ?6, stored_value = ?4, reason = NULL, advice = NULL"
          " WHERE call = ?1 AND item_id = ?2 AND model_id = ?3 AND new_value = ?4"
          " AND (state IN (?7, ?8) OR state = ?9 AND stored_value = old_value)"
          " AND (SELECT sent_at_ms FROM call WHERE call.id = call_row.call) >= ?5",
          PASAR_NUMBERS (call,
                         proof->item_id,
                         proof->model_id,
                         proof->value,
                         proof->since_ms,
                         PASAR_CHANGE_DONE,
                         PASAR_CHANGE_UNKNOWN,
                         PASAR_CHANGE_UNCERTAIN,
                         PASAR_CHANGE_REFUSED),
          error))
    return FALSE;
  if (pasar_sqlite_get_n_changed (db) > 0
      && (corrected->len == 0
          || g_array_index (corrected, gint64, corrected->len - 1) != submission))
    g_array_append_val (corrected, submission);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* What had a seal gets a new one. */
static gboolean
seal_corrected (PasarSqlite *db, GArray *corrected, GError **error)
{
  gint64 last = 0;

  g_array_sort (corrected, compare_ids);
  for (guint i = 0; i < corrected->len; i++)
    {
      const gint64 submission = g_array_index (corrected, gint64, i);

      if (submission != last && !pasar_store_seal_submission (db, submission, error))
        return FALSE;
      last = submission;
    }
  return TRUE;
}

/* A field has the number of the calls that write it. */
G_STATIC_ASSERT (PASAR_CALL_PRICE == 0);
G_STATIC_ASSERT (PASAR_CALL_STOCK == 1);

/**
 * pasar_store_correct_taken:
 * @db: a connection inside of a transaction
 * @shop: row id
 * @taken: (element-type PasarStoredValue): values that were staged, and that the shop came to have
 *   by itself
 * @error: return location
 *
 * What is no longer staged since the shop came to have it by itself was taken after all, if it was
 * what was sent last and no answer had come.
 *
 * Returns: whether it is written
 */
gboolean
pasar_store_correct_taken (PasarSqlite *db, gint64 shop, const GArray *taken, GError **error)
{
  g_autoptr (GArray) corrected = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < taken->len; i++)
    {
      const PasarStoredValue *found = &g_array_index (taken, PasarStoredValue, i);
      const Proof proof = { .shop = shop,
                            .kind = (PasarCallKind) found->field,
                            .item_id = found->item_id,
                            .model_id = found->model_id,
                            .value = found->value };

      if (!take (db, &proof, corrected, error))
        return FALSE;
    }
  return seal_corrected (db, corrected, error);
}

static gboolean
confirm_boost (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  g_autoptr (GArray) corrected = g_array_new (FALSE, FALSE, sizeof (gint64));

  return take (db, input, corrected, error) && seal_corrected (db, corrected, error);
}

/**
 * pasar_store_confirm_boost_async:
 * @self: a store
 * @shop: row id
 * @item_id: an item that is boosted
 * @since_ms: Unix milliseconds; a boost that was sent before cannot be this one
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async) (nullable): ends with [method@Store.finish]
 * @user_data: for @callback
 *
 * Corrects the last boost of the item, if it was thought not to be made since no look found it.
 */
void
pasar_store_confirm_boost_async (PasarStore *self,
                                 gint64 shop,
                                 gint64 item_id,
                                 gint64 since_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const Proof proof = { .shop = shop,
                        .kind = PASAR_CALL_BOOST,
                        .item_id = item_id,
                        .value = TRUE,
                        .since_ms = since_ms };

  pasar_store_run (self,
                   TRUE,
                   confirm_boost,
                   g_memdup2 (&proof, sizeof proof),
                   g_free,
                   cancellable,
                   callback,
                   user_data);
}
