/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/pasar-types.h"

G_BEGIN_DECLS

/**
 * PasarTokenStore:
 * Where a client keeps the token pair of its shop. The client stores a new pair and waits for the store to say that it
 * is kept before it uses it. Implemented above this folder.
 */
#define PASAR_TYPE_TOKEN_STORE (pasar_token_store_get_type ())
G_DECLARE_INTERFACE (PasarTokenStore, pasar_token_store, PASAR, TOKEN_STORE, GObject)

struct _PasarTokenStoreInterface
{
  GTypeInterface parent_iface;

  /* Reads the pair that is kept now (another process may have rotated it). */
  void (*load_async) (PasarTokenStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  PasarTokens *(*load_finish) (PasarTokenStore *self, GAsyncResult *result, GError **error);
  /* Keeps a new pair. */
  void (*save_async) (PasarTokenStore *self,
                      const PasarTokens *tokens,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*save_finish) (PasarTokenStore *self, GAsyncResult *result, GError **error);
};

#define PASAR_TYPE_CLIENT (pasar_client_get_type ())
G_DECLARE_FINAL_TYPE (PasarClient, pasar_client, PASAR, CLIENT, GObject)

/* partner_key is trimmed. shop_id 0 for a client that only authorises. base_url as pasar_host_check_custom gives it. */
PasarClient *pasar_client_new (const char *base_url, gint64 partner_id, const char *partner_key, gint64 shop_id);
const char *pasar_client_get_base_url (PasarClient *self);
gint64 pasar_client_get_partner_id (PasarClient *self);
gint64 pasar_client_get_shop_id (PasarClient *self);

void pasar_client_set_tokens (PasarClient *self, const PasarTokens *tokens);
PasarTokens *pasar_client_dup_tokens (PasarClient *self);
void pasar_client_set_token_store (PasarClient *self, PasarTokenStore *store);
/* Digits of the shop's currency in prices, 0 to 3; default 2. */
void pasar_client_set_price_digits (PasarClient *self, guint digits);
/* Whether update_stock sends normal_stock beside seller_stock; default TRUE. */
void pasar_client_set_send_normal_stock (PasarClient *self, gboolean send);
/* Bounds: 1 to 64 in flight (default 4), 0.5 to 1000 a second (default 8). */
void pasar_client_set_limits (PasarClient *self, guint max_in_flight, double requests_per_second);
/* Seconds without an answer before a request is given up; default 30. */
void pasar_client_set_timeout (PasarClient *self, guint seconds);
/* Largest factor of the back-off; tests lower it. Default 1.0. */
void pasar_client_set_backoff_scale (PasarClient *self, double scale);
guint pasar_client_get_max_in_flight (PasarClient *self);

/* The link that the seller opens. page_form: form B (fixed page), else form A (signed, 5 minutes). NULL with an error
 * when the host has no such page. Custom hosts: form B page is base_url + "/auth". */
char *pasar_client_dup_auth_link (PasarClient *self, gboolean page_form, const char *redirect, const char *state, GError **error);
/* Reads code and shop_id / main_account_id from the final address that the seller pasted. */
gboolean pasar_client_parse_redirect (const char *address,
                                      char **code,
                                      gint64 *shop_id,
                                      gint64 *main_account_id,
                                      char **state,
                                      GError **error);

#define PASAR_DECLARE_CALL_FINISH(type, name) \
  type pasar_client_##name##_finish (PasarClient *self, GAsyncResult *result, GError **error);

/* auth/token/get: exactly one of shop_id and main_account_id is not 0. Does not change the client's tokens. */
void pasar_client_get_token_async (PasarClient *self,
                                   const char *code,
                                   gint64 shop_id,
                                   gint64 main_account_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarAuthorisation *, get_token)

/* auth/access_token/get for this client's shop; stores the pair before using it; single flight. */
void pasar_client_refresh_token_async (PasarClient *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
PASAR_DECLARE_CALL_FINISH (gboolean, refresh_token)

void pasar_client_get_shop_info_async (PasarClient *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarShopInfo *, get_shop_info)

void pasar_client_get_warehouse_detail_async (PasarClient *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarWarehouseList *, get_warehouse_detail)

/* All six statuses are asked for. update_time_from/to: Unix seconds, 0 for none. page_size 1 to 100. */
void pasar_client_get_item_list_async (PasarClient *self,
                                       gint64 offset,
                                       guint page_size,
                                       gint64 update_time_from,
                                       gint64 update_time_to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarItemPage *, get_item_list)

/* 1 to 50 ids. (element-type PasarItemInfo); may hold fewer entries than asked, in any order. */
void pasar_client_get_item_base_info_async (PasarClient *self,
                                            const gint64 *item_ids,
                                            guint n_item_ids,
                                            gboolean need_tax_info,
                                            gboolean need_complaint_policy,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_item_base_info)

void pasar_client_get_model_list_async (PasarClient *self,
                                        gint64 item_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarModelList *, get_model_list)

/* 1 to 50 ids, no duplicates. (element-type PasarPromotion) */
void pasar_client_get_item_promotion_async (PasarClient *self,
                                            const gint64 *item_ids,
                                            guint n_item_ids,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_item_promotion)

/* category_id 0 for the shop's general limits. (transfer full), g_free */
void pasar_client_get_item_limit_async (PasarClient *self,
                                        gint64 category_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarItemLimit *, get_item_limit)

/* Any number of models from 1; more than 50 are sent as several requests, one after the other. */
void pasar_client_update_price_async (PasarClient *self,
                                      gint64 item_id,
                                      const PasarPriceUpdate *prices,
                                      guint n_prices,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarWriteResult *, update_price)

void pasar_client_update_stock_async (PasarClient *self,
                                      gint64 item_id,
                                      const PasarStockUpdate *stocks,
                                      guint n_stocks,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarWriteResult *, update_stock)

/* 1 to 5 ids. Never retried by itself when the outcome is unknown. */
void pasar_client_boost_item_async (PasarClient *self,
                                    const gint64 *item_ids,
                                    guint n_item_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarWriteResult *, boost_item)

/* (element-type PasarBoostedItem), entries with cool-down 0 left out. */
void pasar_client_get_boosted_list_async (PasarClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_boosted_list)

/* Bytes of a picture named by an answer (no signature, no token; same size limit and time-out); for Item details. */
void pasar_client_get_picture_async (PasarClient *self,
                                     const char *url,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GBytes *, get_picture)

G_END_DECLS
