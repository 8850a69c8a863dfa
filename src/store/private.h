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

/* Work on the store's thread, inside a transaction. data is the task's: input, and output for the
 * finish. */
typedef gboolean (*PasarStoreWork) (PasarSqlite *db, gpointer data, GError **error);

void pasar_store_read (PasarStore *self,
                       PasarStoreWork work,
                       gpointer data,
                       GDestroyNotify data_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
void pasar_store_write (PasarStore *self,
                        PasarStoreWork work,
                        gpointer data,
                        GDestroyNotify data_free,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gpointer
pasar_store_take_data (PasarStore *self, GAsyncResult *result, PasarStoreWork work, GError **error);

gboolean
pasar_store_put_item (PasarSqlite *db, gint64 shop, gint64 item_id, GBytes *data, GError **error);

gboolean pasar_store_correct_edits (PasarSqlite *db,
                                    gint64 shop,
                                    const PasarStoredEdit *edits,
                                    guint n_edits,
                                    GError **error);

G_END_DECLS
