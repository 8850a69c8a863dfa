/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What lasts, in one SQLite file on a thread of its own. It knows nothing of the catalogue or the
 * client: an item of the cache is an id and its packed bytes, an edit a record of the log. */

G_BEGIN_DECLS

/**
 * PasarStoreError:
 * @PASAR_STORE_ERROR_FULL: no space left: free some, try again
 * @PASAR_STORE_ERROR_READ_ONLY: folder or file cannot be written
 * @PASAR_STORE_ERROR_LOCKED: another process holds it
 * @PASAR_STORE_ERROR_CORRUPT: not Pasar's database, or damaged and not salvaged; left as it is
 * @PASAR_STORE_ERROR_NEWER: written by a newer Pasar; left as it is
 * @PASAR_STORE_ERROR_MIGRATION: an upgrade step failed and was rolled back
 * @PASAR_STORE_ERROR_DISK: the disk failed: look at it, try again
 * @PASAR_STORE_ERROR_UNREADABLE: the disk does not read a place of the file: look at it, try again
 * @PASAR_STORE_ERROR_FAILED: anything else
 *
 * What a caller can do about a failed read or write; each message is a translated sentence that
 * says what to do.
 */
typedef enum
{
  PASAR_STORE_ERROR_FULL,
  PASAR_STORE_ERROR_READ_ONLY,
  PASAR_STORE_ERROR_LOCKED,
  PASAR_STORE_ERROR_CORRUPT,
  PASAR_STORE_ERROR_NEWER,
  PASAR_STORE_ERROR_MIGRATION,
  PASAR_STORE_ERROR_DISK,
  PASAR_STORE_ERROR_UNREADABLE,
  PASAR_STORE_ERROR_FAILED,
} PasarStoreError;
#define PASAR_STORE_ERROR (pasar_store_error_quark ())
GQuark pasar_store_error_quark (void);

/**
 * PasarShop:
 * @id: row id in the store; 0 before it was saved
 * @host_id: "production" …, "custom", "demo"
 * @base_url: (nullable): of a custom host
 * @partner_id: partner id
 * @shop_id: the shop's id at the marketplace
 * @name: (nullable): as the shop calls itself
 * @region: (nullable): two letters
 * @currency: (nullable): %NULL until the first price was read
 * @refreshed_at_secs: Unix seconds of the last complete load, 0 never
 * @authorised_until_secs: Unix seconds, 0 unknown
 *
 * A connected shop, without its secrets.
 */
typedef struct
{
  gint64 id;
  char *host_id;
  char *base_url;
  gint64 partner_id;
  gint64 shop_id;
  char *name;
  char *region;
  char *currency;
  gint64 refreshed_at_secs;
  gint64 authorised_until_secs;
} PasarShop;
PasarShop *pasar_shop_new (void);
PasarShop *pasar_shop_copy (const PasarShop *self);
void pasar_shop_free (PasarShop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarShop, pasar_shop_free)

/**
 * PasarLogKind:
 * @PASAR_LOG_STEP: the seller changed something; what could be made again is forgotten
 * @PASAR_LOG_UNDO: a step was undone; newer ones that were not undone came to nothing and are
 *   forgotten, as is the step itself where nothing changed
 * @PASAR_LOG_REDO: an undone step was made again; older undone ones are forgotten, as is the step
 *   itself where nothing changed
 * @PASAR_LOG_DROPPED: the shop has by itself what was staged
 * @PASAR_LOG_SETTLED: a submission was answered
 *
 * Why staged values changed. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_LOG_STEP = 1,
  PASAR_LOG_UNDO,
  PASAR_LOG_REDO,
  PASAR_LOG_DROPPED,
  PASAR_LOG_SETTLED,
} PasarLogKind;

/**
 * PasarLogRecord:
 * @id: counts up in each shop, from 1
 * @kind: why staged values changed
 * @step: of an undo or a redo the record of the step; else 0
 * @n_edits: how many cells changed
 * @n_staged: how many values are staged after it
 * @label: (nullable): of a step: what the seller did
 * @data: (nullable): the changes in the caller's own form; %NULL when they were not read
 *
 * A record of the log, which is the truth of what is staged and what can be undone.
 */
typedef struct
{
  gint64 id;
  PasarLogKind kind;
  gint64 step;
  gint64 n_edits;
  gint64 n_staged;
  char *label;
  GBytes *data;
} PasarLogRecord;
PasarLogRecord *pasar_log_record_copy (const PasarLogRecord *self);
void pasar_log_record_free (PasarLogRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarLogRecord, pasar_log_record_free)

/**
 * PasarStoredValue:
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @field: 0 price, 1 stock (as PasarField)
 * @value: what it is
 *
 * A value that the shop is known to have.
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  gint64 field;
  gint64 value;
} PasarStoredValue;

/**
 * PasarStoredShopData:
 * @items: (element-type GBytes): packed items in the order they were first seen; none where the
 *   caller took them as they were read
 * @item_ids: (element-type gint64): their ids, same order
 * @checkpoint: (nullable): all that was staged after the record @checkpoint_id, in the caller's own
 *   form
 * @checkpoint_id: 0: before the first one
 * @trimmed_id: records up to it that nothing needs are not in the log any more
 * @fee: what is taken of each price, in hundredths of a percent
 * @log: (element-type PasarLogRecord): all records that there are, oldest first; with their data
 *   those after the checkpoint, and small ones of the newest
 *
 * Everything of a shop at start.
 */
typedef struct
{
  GPtrArray *items;
  GArray *item_ids;
  GBytes *checkpoint;
  gint64 checkpoint_id;
  gint64 trimmed_id;
  gint64 fee;
  GPtrArray *log;
} PasarStoredShopData;
void pasar_stored_shop_data_free (PasarStoredShopData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStoredShopData, pasar_stored_shop_data_free)

/**
 * PasarStore:
 *
 * One file of everything that lasts, on a thread of its own.
 *
 * Work runs in the order queued; each write is one transaction, on disk when the callback runs
 * without an error. Inputs are copied before a call returns; callbacks run in the thread-default
 * context of the caller. A call that is cancelled while it is queued is not done and ends with
 * %G_IO_ERROR_CANCELLED; one that began is finished. The thread ends with the last reference, after
 * what was queued. Any process may be killed at any moment: what was acknowledged is kept.
 */
#define PASAR_TYPE_STORE (pasar_store_get_type ())
G_DECLARE_FINAL_TYPE (PasarStore, pasar_store, PASAR, STORE, GObject)

void pasar_store_open_async (const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PasarStore *pasar_store_open_finish (GAsyncResult *result, GError **error);
void pasar_store_close_async (PasarStore *self, GAsyncReadyCallback callback, gpointer user_data);
const char *pasar_store_get_notice (PasarStore *self);
gint64 pasar_store_get_n_lost (PasarStore *self, gint64 shop);

gboolean pasar_store_finish (PasarStore *self, GAsyncResult *result, GError **error);
gint64 pasar_store_finish_number (PasarStore *self, GAsyncResult *result, GError **error);
gpointer pasar_store_finish_object (PasarStore *self, GAsyncResult *result, GError **error);

void pasar_store_list_shops_async (PasarStore *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void pasar_store_save_shop_async (PasarStore *self,
                                  const PasarShop *shop,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void pasar_store_set_fee_async (PasarStore *self,
                                gint64 shop,
                                gint64 fee,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void pasar_store_remove_shop_async (PasarStore *self,
                                    gint64 shop,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void pasar_store_count_staged_async (PasarStore *self,
                                     gint64 shop,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * PasarStoreItemFunc:
 * @item_id: an item
 * @data: (array length=size) (nullable): its packed form, until the function returns
 * @size: bytes of it
 * @user_data: of the caller
 *
 * Takes an item, in the order in which they were first seen; runs in the store's thread.
 */
typedef void (*PasarStoreItemFunc) (gint64 item_id,
                                    const guint8 *data,
                                    gsize size,
                                    gpointer user_data);

void pasar_store_load_shop_async (PasarStore *self,
                                  gint64 shop,
                                  guint n_damaged,
                                  PasarStoreItemFunc each,
                                  gpointer each_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * PasarReadingKind:
 * @PASAR_READING_PRICE: the price, in minor units
 * @PASAR_READING_STOCK: the seller's stock, in pieces
 * @PASAR_READING_PROMOTION: what buyers pay while a promotion runs, in minor units; 0: none runs
 * @PASAR_READING_LOOK: that the whole shop was read, of no item: the day, counted from 1970
 * @PASAR_N_READINGS: their number
 *
 * What was read of a row. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_READING_PRICE,
  PASAR_READING_STOCK,
  PASAR_READING_PROMOTION,
  PASAR_READING_LOOK,
  PASAR_N_READINGS,
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

void pasar_store_put_items_async (PasarStore *self,
                                  gint64 shop,
                                  const gint64 *item_ids,
                                  GBytes *const *items,
                                  guint n_items,
                                  const gint64 *remove,
                                  guint n_remove,
                                  GArray *readings,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

void pasar_store_append_log_async (PasarStore *self,
                                   gint64 shop,
                                   GPtrArray *records,
                                   const GArray *taken,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void pasar_store_read_log_async (PasarStore *self,
                                 gint64 shop,
                                 gint64 id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void pasar_store_put_checkpoint_async (PasarStore *self,
                                       gint64 shop,
                                       gint64 id,
                                       gint64 n_staged,
                                       GBytes *data,
                                       GArray *kept,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void pasar_store_cut_log_async (PasarStore *self,
                                gint64 shop,
                                gint64 id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void pasar_store_copy_async (PasarStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * PasarCallKind:
 * @PASAR_CALL_PRICE: new prices of an item's models
 * @PASAR_CALL_STOCK: new stock of an item's models
 * @PASAR_CALL_BOOST: boosts items; its rows have model_id 0
 *
 * What a journalled call does. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_CALL_PRICE,
  PASAR_CALL_STOCK,
  PASAR_CALL_BOOST,
} PasarCallKind;

/**
 * PasarCallState:
 * @PASAR_CALL_PLANNED: not sent
 * @PASAR_CALL_SENT: sent; rows without an outcome are unknown after a crash
 * @PASAR_CALL_DONE: outcome of every row kept
 * @PASAR_CALL_FAILED: the call failed as a whole; nothing was written by it
 * @PASAR_CALL_SKIPPED: cancelled before it was sent
 *
 * How far a journalled call came. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_CALL_PLANNED,
  PASAR_CALL_SENT,
  PASAR_CALL_DONE,
  PASAR_CALL_FAILED,
  PASAR_CALL_SKIPPED,
} PasarCallState;

/**
 * PasarChangeState:
 * @PASAR_CHANGE_READY: to be sent; in a call that was sent: no outcome yet
 * @PASAR_CHANGE_DONE: the shop took it; a reason is a note, e.g. that it took another value
 * @PASAR_CHANGE_REFUSED: the shop did not take it; reason and advice say why and what to do
 * @PASAR_CHANGE_UNKNOWN: sent, and not known yet: still to be looked for at the shop
 * @PASAR_CHANGE_SKIPPED: not sent
 * @PASAR_CHANGE_UNCERTAIN: sent, and the shop has neither the old value nor the new one: nobody can
 *   tell any more, the seller decides
 * @PASAR_CHANGE_HELD: not to be sent as it is; the reason says why; never in the file
 * @PASAR_CHANGE_SENDING: is being sent; never in the file
 *
 * Where a change stands: a row of a call, of a plan, or a boost. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_CHANGE_READY,
  PASAR_CHANGE_DONE,
  PASAR_CHANGE_REFUSED,
  PASAR_CHANGE_UNKNOWN,
  PASAR_CHANGE_SKIPPED,
  PASAR_CHANGE_UNCERTAIN,
  PASAR_CHANGE_HELD,
  PASAR_CHANGE_SENDING,
} PasarChangeState;

/**
 * PasarJournalLocation:
 * @location_id: the shop's id of a warehouse, "" where it has none
 * @old_stock: pieces before, %G_MININT64 unknown
 * @new_stock: pieces to send for it
 *
 * A part of a change of stock.
 */
typedef struct
{
  char *location_id;
  gint64 old_stock;
  gint64 new_stock;
} PasarJournalLocation;

/**
 * PasarJournalRow:
 * @position: its number in the call
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @old_value: value before, %G_MININT64 unknown
 * @new_value: value sent
 * @state: its outcome
 * @stored_value: what the shop says it took, %G_MININT64 unknown
 * @reason: (nullable): why it was refused
 * @advice: (nullable): what to do about it
 * @origin: (nullable): what the seller did to set the value; kept as it was planned
 * @locations: (nullable) (element-type PasarJournalLocation): of a stock: how it is sent
 *
 * One value of a call: minor units of a price, pieces of a stock, and of a boost whether the item
 * is boosted, 0 or 1.
 */
typedef struct
{
  gint64 position;
  gint64 item_id;
  gint64 model_id;
  gint64 old_value;
  gint64 new_value;
  PasarChangeState state;
  gint64 stored_value;
  char *reason;
  char *advice;
  char *origin;
  GArray *locations;
} PasarJournalRow;

/**
 * PasarJournalCall:
 * @id: given by the store
 * @kind: what it does
 * @item_id: its item
 * @state: how far it came
 * @sent_at_ms: Unix milliseconds, 0 not yet
 * @done_at_ms: Unix milliseconds, 0 not yet
 * @code: (nullable): the server's error code
 * @message: (nullable): the server's message
 * @request_id: (nullable): the server's request id
 * @rows: (element-type PasarJournalRow): its values
 *
 * One request of a submission.
 */
typedef struct
{
  gint64 id;
  PasarCallKind kind;
  gint64 item_id;
  PasarCallState state;
  gint64 sent_at_ms;
  gint64 done_at_ms;
  char *code;
  char *message;
  char *request_id;
  GPtrArray *rows;
} PasarJournalCall;
GArray *pasar_journal_locations_new (void);
void pasar_journal_locations_add (GArray *self,
                                  const char *location_id,
                                  gint64 old_stock,
                                  gint64 new_stock);
char *pasar_journal_row_dup_refusal (const PasarJournalRow *self);
PasarJournalCall *pasar_journal_call_new (PasarCallKind kind, gint64 item_id);
PasarJournalRow *pasar_journal_call_add_row (PasarJournalCall *self,
                                             gint64 item_id,
                                             gint64 model_id,
                                             gint64 old_value,
                                             gint64 new_value);
PasarJournalCall *pasar_journal_call_copy (const PasarJournalCall *self);
void pasar_journal_call_free (PasarJournalCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarJournalCall, pasar_journal_call_free)

/**
 * PasarSubmission:
 * @id: given by the store
 * @shop: row id of its shop
 * @created_at_ms: Unix milliseconds
 * @finished_at_ms: Unix milliseconds; 0: not ended (crashed or running)
 * @calls: (element-type PasarJournalCall): in the order planned
 *
 * A plan and its outcome.
 */
typedef struct
{
  gint64 id;
  gint64 shop;
  gint64 created_at_ms;
  gint64 finished_at_ms;
  GPtrArray *calls;
} PasarSubmission;
void pasar_submission_free (PasarSubmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSubmission, pasar_submission_free)

void pasar_store_begin_submission_async (PasarStore *self,
                                         gint64 shop,
                                         GPtrArray *calls,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gint64 pasar_store_begin_submission_finish (PasarStore *self, GAsyncResult *result, GError **error);
void pasar_store_mark_sent_async (PasarStore *self,
                                  const gint64 *call_ids,
                                  guint n_calls,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void pasar_store_record_call_async (PasarStore *self,
                                    gint64 shop,
                                    const PasarJournalCall *call,
                                    GBytes *item,
                                    const PasarLogRecord *settled,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void pasar_store_end_submission_async (PasarStore *self,
                                       gint64 submission,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void pasar_store_list_submissions_async (PasarStore *self,
                                         gint64 shop,
                                         gboolean unfinished_only,
                                         gint64 before,
                                         guint limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void pasar_store_get_boost_times_async (PasarStore *self,
                                        gint64 shop,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void pasar_store_confirm_boost_async (PasarStore *self,
                                      gint64 shop,
                                      gint64 item_id,
                                      gint64 since_ms,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

G_END_DECLS
