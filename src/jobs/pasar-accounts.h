/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/pasar-session.h"

G_BEGIN_DECLS

/**
 * PasarAccountSettings:
 * How clients of shops are made.
 */
typedef struct
{
  guint requests_in_flight;
  double requests_per_second;
  gboolean send_normal_stock;
} PasarAccountSettings;

/**
 * PasarAccounts:
 * The connected shops: a GListModel of PasarAccount, and the way in and out. Secrets go to the keyring only.
 */
#define PASAR_TYPE_ACCOUNT (pasar_account_get_type ())
G_DECLARE_FINAL_TYPE (PasarAccount, pasar_account, PASAR, ACCOUNT, GObject)
const PasarShop *pasar_account_get_shop (PasarAccount *self);
const char *pasar_account_get_title (PasarAccount *self);    /* the shop's name, property `title` */
const char *pasar_account_get_subtitle (PasarAccount *self); /* "Singapore · sandbox", property `subtitle` */
char *pasar_account_dup_key (PasarAccount *self);            /* stable text for GSettings last-shop */

#define PASAR_TYPE_ACCOUNTS (pasar_accounts_get_type ())
G_DECLARE_FINAL_TYPE (PasarAccounts, pasar_accounts, PASAR, ACCOUNTS, GObject)

PasarAccounts *pasar_accounts_new (PasarStore *store);
PasarStore *pasar_accounts_get_store (PasarAccounts *self);
void pasar_accounts_set_settings (PasarAccounts *self, const PasarAccountSettings *settings); /* also applied to open sessions' clients */
/* Reads the list of shops from the store. */
void pasar_accounts_load_async (PasarAccounts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_accounts_load_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
PasarAccount *pasar_accounts_find (PasarAccounts *self, const char *key); /* (transfer none) (nullable) */

/**
 * PasarConnectRequest:
 * What the seller entered. Either access_token+refresh_token+shop_id, or code with shop_id/main_account_id (from the pasted address).
 */
typedef struct
{
  const char *host_id;
  const char *base_url; /* of a custom host, else NULL */
  gint64 partner_id;
  const char *partner_key;
  gint64 shop_id;
  gint64 main_account_id;
  const char *code;
  const char *access_token;
  const char *refresh_token;
} PasarConnectRequest;

/* Exchanges the code where there is one, tests each shop with get_shop_info, then stores secrets and shop. (element-type PasarAccount) those connected;
 * nothing is stored when the first test fails. */
void pasar_accounts_connect_async (PasarAccounts *self,
                                   const PasarConnectRequest *request,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *pasar_accounts_connect_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
/* The demo shop: secrets stay in memory, nothing goes to the keyring. host_id "demo"; base_url changes at every start. */
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
PasarAccount *pasar_accounts_connect_demo_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
/* Opens a shop: secrets from the keyring, client, cached catalogue. When the secrets cannot be had the session opens all the same with link
 * SIGNED_OUT and a link-message that says why. A shop that is open already gives the same session. */
void pasar_accounts_open_async (PasarAccounts *self, PasarAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PasarSession *pasar_accounts_open_finish (PasarAccounts *self, GAsyncResult *result, GError **error);
/* Forgets a shop: secrets, cache and staged edits. */
void pasar_accounts_forget_async (PasarAccounts *self, PasarAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_accounts_forget_finish (PasarAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
