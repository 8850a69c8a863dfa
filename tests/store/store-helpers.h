/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
gboolean stage (PasarStore *store,
                gint64 shop,
                const PasarStoredEdit *edits,
                guint n_edits,
                PasarStepChange step,
                const char *label,
                const char *changes,
                GError **error);
gboolean stage_value (PasarStore *store, gint64 shop, gint64 item_id, gint64 value, GError **error);
gboolean put_items (PasarStore *store,
                    gint64 shop,
                    const gint64 *ids,
                    GBytes *const *items,
                    guint n_items,
                    const gint64 *remove,
                    guint n_remove,
                    GError **error);
const PasarStoredStaged *get_staged (const PasarStoredShopData *data, guint index);
const PasarStoredStep *get_step (const PasarStoredShopData *data, guint index);

/* Plain SQLite on the file, as another program would. */
void run_sql (const char *path, const char *sql);
char *query_sql (const char *path, const char *sql);
char *checksum_file (const char *path);

G_END_DECLS
