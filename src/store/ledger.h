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
void pasar_store_prune_async (PasarStore *self,
                              gint64 shop,
                              gint64 before_ms,
                              guint max,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * PasarReadingKind:
 * @PASAR_READING_PRICE: the price, in minor units
 * @PASAR_READING_STOCK: the seller's stock, in pieces
 * @PASAR_READING_CURRENT_PRICE: what buyers pay, in minor units
 *
 * What was read of a row. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_READING_PRICE,
  PASAR_READING_STOCK,
  PASAR_READING_CURRENT_PRICE,
} PasarReadingKind;

/**
 * PASAR_READINGS_MAX:
 *
 * How many readings of a kind are kept of a row, the newest ones.
 */
#define PASAR_READINGS_MAX 200

/**
 * PasarReading:
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @kind: what was read
 * @at_ms: Unix milliseconds
 * @value: what it was
 *
 * A value that the shop was seen to have.
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  PasarReadingKind kind;
  gint64 at_ms;
  gint64 value;
} PasarReading;

void pasar_store_put_readings_async (PasarStore *self,
                                     gint64 shop,
                                     GArray *readings,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void pasar_store_list_readings_async (PasarStore *self,
                                      gint64 shop,
                                      gint64 item_id,
                                      gint64 model_id,
                                      PasarReadingKind kind,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

G_END_DECLS
