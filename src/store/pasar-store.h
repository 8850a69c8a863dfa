/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What lasts, in one SQLite file on a thread of its own. It knows nothing of the catalogue or the client: an item of the
 * cache is an id and its packed bytes, a staged edit is ids and numbers. */

G_BEGIN_DECLS

/**
 * PasarStoreError:
 * What a caller can do about a failed read or write.
 */
typedef enum
{
  PASAR_STORE_ERROR_FULL,      /* no space left: free some, try again */
  PASAR_STORE_ERROR_READ_ONLY, /* folder or file cannot be written */
  PASAR_STORE_ERROR_LOCKED,    /* another process holds it */
  PASAR_STORE_ERROR_CORRUPT,   /* not a database, or damaged; it was left as it is */
  PASAR_STORE_ERROR_NEWER,     /* written by a newer Pasar; left as it is */
  PASAR_STORE_ERROR_MIGRATION, /* an upgrade step failed and was rolled back */
  PASAR_STORE_ERROR_FAILED,    /* anything else */
} PasarStoreError;
#define PASAR_STORE_ERROR (pasar_store_error_quark ())
GQuark pasar_store_error_quark (void);

/**
 * PasarShop:
 * A connected shop, without its secrets.
 */
typedef struct
{
  gint64 id;      /* row id in the store; 0 before it was saved */
  char *host_id;  /* "production" …, "custom", "demo" */
  char *base_url; /* of a custom host; else NULL */
  gint64 partner_id;
  gint64 shop_id;
  char *name;
  char *region;
  char *currency; /* NULL until the first price was read */
  gint64 refreshed_at;    /* Unix seconds of the last complete load, 0 never */
  gint64 authorised_until; /* Unix seconds, 0 unknown */
} PasarShop;
PasarShop *pasar_shop_new (void);
PasarShop *pasar_shop_copy (const PasarShop *self);
void pasar_shop_free (PasarShop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarShop, pasar_shop_free)

/* field: 0 price, 1 stock (as PasarField). value G_MININT64 in a write: no longer staged. */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  gint64 field;
  gint64 base; /* value at the shop when it was staged, G_MININT64 unknown */
  gint64 value;
} PasarStoredEdit;

typedef struct
{
  PasarStoredEdit edit;
  char *refusal; /* nullable: what the shop answered to the last submission */
} PasarStoredStaged;

/* An undo step: label and its changes as bytes (the caller's own form). */
typedef struct
{
  gint64 id;
  char *label;
  GBytes *changes;
  gboolean undone;
} PasarStoredStep;

/* Everything of a shop at start. */
typedef struct
{
  GPtrArray *items;  /* GBytes, packed items in the order they were first seen */
  GArray *item_ids;  /* gint64, same order */
  GPtrArray *staged; /* PasarStoredStaged */
  GPtrArray *steps;  /* PasarStoredStep, oldest first */
} PasarStoredShopData;
void pasar_stored_shop_data_free (PasarStoredShopData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStoredShopData, pasar_stored_shop_data_free)

#define PASAR_TYPE_STORE (pasar_store_get_type ())
G_DECLARE_FINAL_TYPE (PasarStore, pasar_store, PASAR, STORE, GObject)

/* Opens (creating, migrating) the file at path. The thread ends with the last reference, after what was queued. */
void pasar_store_open_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PasarStore *pasar_store_open_finish (GAsyncResult *result, GError **error);
/* Waits until everything queued is on disk and the file is closed; the object is dead after it. */
void pasar_store_close_async (PasarStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_store_close_finish (PasarStore *self, GAsyncResult *result, GError **error);

/* All calls below: work runs on the store's thread in the order queued; each write is one transaction, on disk when
 * the callback runs without error. Inputs are copied before the call returns. */

/* Shops. (element-type PasarShop) */
void pasar_store_list_shops_async (PasarStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pasar_store_list_shops_finish (PasarStore *self, GAsyncResult *result, GError **error);
/* Inserts or updates by (host_id, base_url, partner_id, shop_id); gives the row id. */
void pasar_store_save_shop_async (PasarStore *self, const PasarShop *shop, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 pasar_store_save_shop_finish (PasarStore *self, GAsyncResult *result, GError **error); /* 0 on error */
/* Removes the shop with everything of it. */
void pasar_store_remove_shop_async (PasarStore *self, gint64 shop, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_store_remove_shop_finish (PasarStore *self, GAsyncResult *result, GError **error);

/* Start. */
void pasar_store_load_shop_async (PasarStore *self, gint64 shop, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PasarStoredShopData *pasar_store_load_shop_finish (PasarStore *self, GAsyncResult *result, GError **error);

/* Cache. item_ids and items (GBytes) of the same length; remove: ids to delete. */
void pasar_store_put_items_async (PasarStore *self,
                                  gint64 shop,
                                  const gint64 *item_ids,
                                  GBytes *const *items,
                                  guint n_items,
                                  const gint64 *remove,
                                  guint n_remove,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean pasar_store_put_items_finish (PasarStore *self, GAsyncResult *result, GError **error);

/**
 * PasarStepChange:
 * What a write of edits does to the undo history, in the same transaction.
 */
typedef enum
{
  PASAR_STEP_NONE,
  PASAR_STEP_PUSH, /* appends a step; undone steps are dropped */
  PASAR_STEP_UNDO, /* the newest step that is not undone becomes undone */
  PASAR_STEP_REDO, /* the oldest undone step becomes done */
} PasarStepChange;

/* Staged values and the history, atomically. label and changes only with PUSH. The refusal of each written cell is cleared. */
void pasar_store_stage_async (PasarStore *self,
                              gint64 shop,
                              const PasarStoredEdit *edits,
                              guint n_edits,
                              PasarStepChange step,
                              const char *label,
                              GBytes *changes,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean pasar_store_stage_finish (PasarStore *self, GAsyncResult *result, GError **error);

/* Journal. */
typedef enum
{
  PASAR_CALL_PRICE,
  PASAR_CALL_STOCK,
  PASAR_CALL_BOOST,
} PasarCallKind;

typedef enum
{
  PASAR_CALL_PLANNED, /* not sent */
  PASAR_CALL_SENT,    /* sent, no outcome kept: unknown after a crash */
  PASAR_CALL_DONE,    /* outcome of every row kept */
  PASAR_CALL_FAILED,  /* the call failed as a whole; nothing was written by it */
  PASAR_CALL_SKIPPED, /* cancelled before it was sent */
} PasarCallState;

typedef enum
{
  PASAR_ROW_OPEN,
  PASAR_ROW_DONE,
  PASAR_ROW_REFUSED,
  PASAR_ROW_UNKNOWN,
  PASAR_ROW_SKIPPED,
} PasarRowState;

typedef struct
{
  gint64 item_id;
  gint64 model_id;
  gint64 old_value; /* G_MININT64 unknown */
  gint64 new_value;
  PasarRowState state;
  gint64 stored_value; /* what the shop says it took, G_MININT64 unknown */
  char *reason;        /* nullable */
  char *advice;        /* nullable */
} PasarJournalRow;

typedef struct
{
  gint64 id; /* given by the store */
  PasarCallKind kind;
  gint64 item_id;
  PasarCallState state;
  gint64 sent_at; /* Unix milliseconds, 0 not yet */
  gint64 done_at;
  char *code;       /* nullable: the server's */
  char *message;    /* nullable */
  char *request_id; /* nullable */
  GPtrArray *rows;  /* PasarJournalRow */
} PasarJournalCall;
PasarJournalCall *pasar_journal_call_new (PasarCallKind kind, gint64 item_id);
PasarJournalRow *pasar_journal_call_add_row (PasarJournalCall *self, gint64 item_id, gint64 model_id, gint64 old_value, gint64 new_value);
void pasar_journal_call_free (PasarJournalCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarJournalCall, pasar_journal_call_free)

typedef struct
{
  gint64 id;
  gint64 shop;
  gint64 created_at; /* Unix seconds */
  gint64 finished_at; /* 0: not ended (crashed or running) */
  GPtrArray *calls;  /* PasarJournalCall */
} PasarSubmission;
void pasar_submission_free (PasarSubmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSubmission, pasar_submission_free)

/* Records the whole plan before anything is sent; sets id of the calls (in place, by the finish). Gives the submission's id, 0 on error. */
void pasar_store_begin_submission_async (PasarStore *self, gint64 shop, GPtrArray *calls, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 pasar_store_begin_submission_finish (PasarStore *self, GAsyncResult *result, GError **error);
/* Records that the calls are about to be sent (state SENT, sent_at now). */
void pasar_store_mark_sent_async (PasarStore *self, const gint64 *call_ids, guint n_calls, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_store_mark_sent_finish (PasarStore *self, GAsyncResult *result, GError **error);
/* Records a call with the state and outcome it has now; in the same transaction the staged value of each row that is DONE goes when it
 * still equals new_value, and the refusal of each REFUSED row is kept with its staged value. item: packed item for the cache (nullable). */
void pasar_store_record_call_async (PasarStore *self, gint64 shop, const PasarJournalCall *call, GBytes *item, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_store_record_call_finish (PasarStore *self, GAsyncResult *result, GError **error);
/* Calls not sent become SKIPPED; finished_at is now. */
void pasar_store_end_submission_async (PasarStore *self, gint64 submission, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_store_end_submission_finish (PasarStore *self, GAsyncResult *result, GError **error);
/* Submissions of a shop, newest first; unfinished_only: those that did not end. (element-type PasarSubmission) with calls and rows. limit 0: all. */
void pasar_store_list_submissions_async (PasarStore *self, gint64 shop, gboolean unfinished_only, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pasar_store_list_submissions_finish (PasarStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
