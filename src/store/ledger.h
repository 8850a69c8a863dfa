/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

/* What was submitted, read as a ledger: page by page, by item, pruned, and proved to be as it was.
 */

G_BEGIN_DECLS

/**
 * PasarLedgerEntry:
 * @id: of the submission
 * @created_at_ms: Unix milliseconds
 * @finished_at_ms: Unix milliseconds; 0: not ended
 * @n_prices: changes of prices
 * @n_stocks: changes of stock
 * @n_done: changes that the shop took
 * @n_refused: changes that the shop did not take
 * @n_items: how many items these are of
 * @origin: (nullable): what the seller did to set the values, where it was one thing alone
 *
 * A submission of prices and stock, without its rows. Of a search for items the numbers are of
 * these items alone.
 */
typedef struct
{
  gint64 id;
  gint64 created_at_ms;
  gint64 finished_at_ms;
  guint n_prices;
  guint n_stocks;
  guint n_done;
  guint n_refused;
  guint n_items;
  char *origin;
} PasarLedgerEntry;
void pasar_ledger_entry_free (PasarLedgerEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarLedgerEntry, pasar_ledger_entry_free)

void pasar_store_list_ledger_async (PasarStore *self,
                                    gint64 shop,
                                    const GArray *item_ids,
                                    gint64 before,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * PasarMostChanged:
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @n_submissions: how many changed it
 * @price_moved: by how much these moved its price, ups and downs together, in minor units
 * @stock_moved: the same of its stock, in pieces
 *
 * A row that was changed again and again.
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  guint n_submissions;
  gint64 price_moved;
  gint64 stock_moved;
} PasarMostChanged;

void pasar_store_list_most_changed_async (PasarStore *self,
                                          gint64 shop,
                                          gint64 since_ms,
                                          guint limit,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/**
 * PasarTamperKind:
 * @PASAR_TAMPER_CHANGED: a submission is not as it was when it was sealed
 * @PASAR_TAMPER_MISSING: a submission that was sealed is not there
 * @PASAR_TAMPER_ADDED: a submission ended without being sealed
 * @PASAR_TAMPER_CHAIN: a seal was changed, removed or put in; the submission is the one it is of
 *
 * What is wrong with a ledger.
 */
typedef enum
{
  PASAR_TAMPER_CHANGED,
  PASAR_TAMPER_MISSING,
  PASAR_TAMPER_ADDED,
  PASAR_TAMPER_CHAIN,
} PasarTamperKind;

/**
 * PasarTamper:
 * @kind: what is wrong
 * @submission: with which one
 * @at_ms: Unix milliseconds when it was begun, or where it is gone, sealed
 *
 * A place where a ledger is not as it was written.
 */
typedef struct
{
  PasarTamperKind kind;
  gint64 submission;
  gint64 at_ms;
} PasarTamper;

/**
 * PasarSealReport:
 * @n_sealed: submissions that are as they were sealed
 * @n_older: submissions from before there were seals
 * @tampers: (element-type PasarTamper): what is wrong, none where the ledger is as it was written
 * @seal: the newest seal, "" none: it stands for all before it
 *
 * Whether a ledger is as it was written.
 */
typedef struct
{
  gint64 n_sealed;
  gint64 n_older;
  GArray *tampers;
  char *seal;
} PasarSealReport;
void pasar_seal_report_free (PasarSealReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSealReport, pasar_seal_report_free)

void pasar_store_verify_seals_async (PasarStore *self,
                                     gint64 shop,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PasarSealReport *
pasar_store_verify_seals_finish (PasarStore *self, GAsyncResult *result, GError **error);
void pasar_store_prune_async (PasarStore *self,
                              gint64 shop,
                              gint64 before_ms,
                              guint max,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * PASAR_READINGS_MAX_AGE_MS:
 *
 * For how long readings are kept; of a value that held since before that the last one stays.
 */
#define PASAR_READINGS_MAX_AGE_MS (G_GINT64_CONSTANT (2) * 365 * 24 * 60 * 60 * 1000)

/**
 * PasarPastValue:
 * @at_ms: Unix milliseconds
 * @value: what it was from then on
 *
 * A value that a row came to have.
 */
typedef struct
{
  gint64 at_ms;
  gint64 value;
} PasarPastValue;

/**
 * PasarPast:
 * @read: by #PasarReadingKind, (element-type PasarPastValue): what the shop was seen to have, and
 *   when all of it was looked at
 * @written: by the kinds of calls of prices and stock, (element-type PasarPastValue): what the shop
 *   took from here
 *
 * What is known of the past of a row, each oldest first.
 */
typedef struct
{
  GArray *read[PASAR_N_READINGS];
  GArray *written[PASAR_CALL_STOCK + 1];
} PasarPast;
PasarPast *pasar_past_new (void);
void pasar_past_free (PasarPast *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarPast, pasar_past_free)

void pasar_store_read_past_async (PasarStore *self,
                                  gint64 shop,
                                  gint64 item_id,
                                  gint64 model_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

G_END_DECLS
