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

static gboolean
take (PasarSqlite *db, const Proof *proof, GError **error)
{
  /* A row that the shop itself refused has no stored value. */
  return pasar_sqlite_run (
      db,
      "UPDATE call_row SET state = ?7, stored_value = ?5, reason = NULL, advice = NULL"
      " WHERE item_id = ?3 AND model_id = ?4 AND new_value = ?5"
      " AND (state IN (?8, ?9) OR state = ?10 AND stored_value = old_value)"
      " AND call = (SELECT max (call.id) FROM submission"
      "   JOIN call ON call.submission = submission.id JOIN call_row AS r ON r.call = call.id"
      "   WHERE submission.shop = ?1 AND call.kind = ?2 AND r.item_id = ?3 AND r.model_id = ?4)"
      " AND (SELECT sent_at_ms FROM call WHERE call.id = call_row.call) >= ?6",
      PASAR_NUMBERS (proof->shop,
                     proof->kind,
                     proof->item_id,
                     proof->model_id,
                     proof->value,
                     proof->since_ms,
                     PASAR_CHANGE_DONE,
                     PASAR_CHANGE_UNKNOWN,
                     PASAR_CHANGE_UNCERTAIN,
                     PASAR_CHANGE_REFUSED),
      error);
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
  for (guint i = 0; i < taken->len; i++)
    {
      const PasarStoredValue *found = &g_array_index (taken, PasarStoredValue, i);
      const Proof proof = { .shop = shop,
                            .kind = (PasarCallKind) found->field,
                            .item_id = found->item_id,
                            .model_id = found->model_id,
                            .value = found->value };

      if (!take (db, &proof, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
confirm_boost (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  return take (db, input, error);
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
