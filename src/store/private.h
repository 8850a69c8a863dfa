/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"
#include "store/store.h"

/* What the files of the store share, and the way in for tests that need a full disk or another
 * schema. */

G_BEGIN_DECLS

/**
 * PasarStoreOptions:
 * @open_flags: flags of `sqlite3_open_v2()`
 * @busy_timeout_ms: how long a call waits for another process's lock
 * @max_pages: pages the file may grow to, 0 no limit
 * @steps: (array length=n_steps): the migrations
 * @n_steps: the version wanted
 *
 * How a file is opened.
 */
typedef struct
{
  int open_flags;
  int busy_timeout_ms;
  gint64 max_pages;
  const char *const *steps;
  guint n_steps;
} PasarStoreOptions;

void pasar_store_options_init (PasarStoreOptions *options);
void pasar_store_open_with_options_async (const char *path,
                                          const PasarStoreOptions *options,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/**
 * PasarStoreOutput:
 * @number: for pasar_store_finish_number()
 * @object: (owned) (nullable): for pasar_store_finish_object()
 * @object_free: frees @object, maybe in the store's thread
 *
 * What work gives.
 */
typedef struct
{
  gint64 number;
  gpointer object;
  GDestroyNotify object_free;
} PasarStoreOutput;

/* Work on the store's thread, inside a transaction. Where the file was damaged it is done again,
 * with the same input. */
typedef gboolean (*PasarStoreWork) (PasarSqlite *db,
                                    gpointer input,
                                    PasarStoreOutput *output,
                                    GError **error);

void pasar_store_run (PasarStore *self,
                      gboolean writes,
                      PasarStoreWork work,
                      gpointer input,
                      GDestroyNotify input_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gpointer pasar_store_get_input (GAsyncResult *result);

gboolean
pasar_store_put_item (PasarSqlite *db, gint64 shop, gint64 item_id, GBytes *data, GError **error);

gboolean
pasar_store_put_reading (PasarSqlite *db, gint64 shop, const PasarReading *reading, GError **error);
gboolean pasar_store_remove_readings (PasarSqlite *db, gint64 shop, gint64 item_id, GError **error);

gboolean pasar_store_seal_submission (PasarSqlite *db, gint64 submission, GError **error);
gboolean pasar_store_seal_pruned (PasarSqlite *db, gint64 shop, gint64 submission, GError **error);

gboolean
pasar_store_correct_taken (PasarSqlite *db, gint64 shop, const GArray *taken, GError **error);

/**
 * PasarStorePlace:
 * @shop: row id
 * @id: of a record in its log
 *
 * A place in the log of a shop.
 */
typedef struct
{
  gint64 shop;
  gint64 id;
} PasarStorePlace;

gboolean pasar_store_append_record (PasarSqlite *db,
                                    gint64 shop,
                                    const PasarLogRecord *record,
                                    GError **error);
gboolean
pasar_store_load_fee (PasarSqlite *db, gint64 shop, PasarStoredShopData *into, GError **error);
gboolean pasar_store_load_log (PasarSqlite *db,
                               gint64 shop,
                               guint n_damaged,
                               PasarStoredShopData *into,
                               GError **error);
gboolean pasar_store_load_checkpoint (PasarSqlite *db,
                                      gint64 shop,
                                      guint n_damaged,
                                      PasarStoredShopData *into,
                                      GError **error);

void pasar_store_set_file_error (int system_errno, GError **error);
void pasar_store_set_sqlite_error (int code, int system_errno, GError **error);

G_END_DECLS
