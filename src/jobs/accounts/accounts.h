/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

/**
 * PasarAccountSettings:
 * @requests_in_flight: at most so many at once, 1 to 64
 * @requests_per_second: at most so many, 0.5 to 1000
 * @send_normal_stock: whether update_stock sends normal_stock beside seller_stock
 * @timing: how long the jobs of a shop wait
 *
 * How shops are talked to.
 */
typedef struct
{
  guint requests_in_flight;
  double requests_per_second;
  gboolean send_normal_stock;
  PasarTiming timing;
} PasarAccountSettings;

/**
 * PasarAccount:
 *
 * A connected shop, as a list of shops shows it.
 */
#define PASAR_TYPE_ACCOUNT (pasar_account_get_type ())
G_DECLARE_FINAL_TYPE (PasarAccount, pasar_account, PASAR, ACCOUNT, GObject)

const PasarShop *pasar_account_get_shop (PasarAccount *self);
const char *pasar_account_get_title (PasarAccount *self);
const char *pasar_account_get_subtitle (PasarAccount *self);
char *pasar_account_dup_key (PasarAccount *self);
gboolean pasar_account_is_region_known (PasarAccount *self);

/**
 * PasarAccounts:
 *
 * The connected shops: a GListModel of [class@Account], and the way in and out.
 * Secrets go to the keyring only.
 *
 * Token pairs rotate and are single use. Within one process the client refreshes
 * once for all waiting calls; between processes the application is unique on the
 * session bus, and a client reads the keyring again before it gives a shop up.
 */
#define PASAR_TYPE_ACCOUNTS (pasar_accounts_get_type ())
G_DECLARE_FINAL_TYPE (PasarAccounts, pasar_accounts, PASAR, ACCOUNTS, GObject)

PasarAccounts *pasar_accounts_new (PasarStore *store);
PasarStore *pasar_accounts_get_store (PasarAccounts *self);
void pasar_accounts_set_settings (PasarAccounts *self, const PasarAccountSettings *settings);
void pasar_accounts_load_async (PasarAccounts *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean pasar_accounts_load_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
PasarAccount *pasar_accounts_find (PasarAccounts *self, const char *key);

void pasar_accounts_connect_demo_async (PasarAccounts *self,
                                        const char *base_url,
                                        gint64 partner_id,
                                        const char *partner_key,
                                        gint64 shop_id,
                                        const char *access_token,
                                        const char *refresh_token,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PasarAccount *
pasar_accounts_connect_demo_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
void pasar_accounts_open_async (PasarAccounts *self,
                                PasarAccount *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
PasarSession *
pasar_accounts_open_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
void pasar_accounts_forget_async (PasarAccounts *self,
                                  PasarAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean pasar_accounts_forget_finish (PasarAccounts *self, GAsyncResult *result, GError **error);

PasarJob *pasar_accounts_find_job (PasarAccounts *self, GType type);
PasarJob *pasar_accounts_find_sending (PasarAccounts *self);
void
pasar_accounts_flush_async (PasarAccounts *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_accounts_flush_finish (PasarAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
