/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ledger.h"
#include "store/private.h"

#include <sqlite3.h>

/* Blocking forms of the store's calls, and a temporary folder a test. */

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) of the data file, not there yet */
} StoreFixture;

typedef struct
{
  const char *path;
  void (*run) (StoreFixture *fixture, gconstpointer data);
} StoreCase;

/* The rest of main(), with a folder a case. */
int store_run_cases (int argc, char **argv, const StoreCase *cases, gsize n_cases);

/* A GAsyncReadyCallback whose user_data is a GAsyncResult ** to fill. */
void keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for_result (GAsyncResult **result);

PasarStore *open_store (const char *path, const PasarStoreOptions *options, GError **error);
PasarStore *open_ok (const char *path);
void close_store (PasarStore *store);
gint64 save_shop (PasarStore *store, const PasarShop *shop, GError **error);
gint64 save_plain_shop (PasarStore *store, gint64 shop_id);
PasarStoredShopData *load_shop (PasarStore *store, gint64 shop, GError **error);
/* data may be NULL, of which a few bytes are made. */
gboolean append (PasarStore *store,
                 gint64 shop,
                 gint64 id,
                 PasarLogKind kind,
                 gint64 n_staged,
                 const char *data,
                 GError **error);
/* A step of n edits, with data of their size. */
gboolean append_large (PasarStore *store, gint64 shop, gint64 id, guint n, GError **error);
gboolean put_items (PasarStore *store,
                    gint64 shop,
                    const gint64 *ids,
                    GBytes *const *items,
                    guint n_items,
                    const gint64 *remove,
                    guint n_remove,
                    GError **error);
gboolean put_readings (PasarStore *store, gint64 shop, GArray *readings, GError **error);
PasarPast *read_past (PasarStore *store, gint64 shop, gint64 item_id, gint64 model_id);
/* The finish of each; id of the submission, -1 on error. */
gint64 begin_submission (PasarStore *store, gint64 shop, GPtrArray *calls, GError **error);
gboolean record_call (PasarStore *store,
                      gint64 shop,
                      const PasarJournalCall *call,
                      GBytes *item,
                      const PasarLogRecord *settled,
                      GError **error);
gboolean end_submission (PasarStore *store, gint64 submission, GError **error);
const PasarLogRecord *get_record (const PasarStoredShopData *data, guint index);
/* (transfer full): of each record id, kind, n_edits, n_staged, label and data. */
char *describe_log (const PasarStoredShopData *data);

/* Plain SQLite on the file, as another program would. */
void run_sql (const char *path, const char *sql);
char *query_sql (const char *path, const char *sql);
char *checksum_file (const char *path);

G_END_DECLS
