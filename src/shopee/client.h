/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/turns.h"
#include "shopee/types.h"

G_BEGIN_DECLS

/**
 * PasarTokenStore:
 *
 * Where a client keeps the token pair of its shop. The client stores a new pair and waits for the
 * store to say that it is kept before it uses it. Implemented above this folder.
 */
#define PASAR_TYPE_TOKEN_STORE (pasar_token_store_get_type ())
G_DECLARE_INTERFACE (PasarTokenStore, pasar_token_store, PASAR, TOKEN_STORE, GObject)

/**
 * PasarTokenStoreInterface:
 * @load_async: reads the pair that is kept now; another process may have rotated it
 * @load_finish: (transfer full) (nullable): gives that pair
 * @save_async: keeps a new pair
 * @save_finish: says whether it is kept; %G_IO_ERROR_EXISTS when another has kept a newer pair than
 *   the one that the client had, which @load_async then gives
 *
 * What a token store does.
 */
struct _PasarTokenStoreInterface
{
  GTypeInterface parent_iface;

  void (*load_async) (PasarTokenStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  PasarTokens *(*load_finish) (PasarTokenStore *self, GAsyncResult *result, GError **error);
  void (*save_async) (PasarTokenStore *self,
                      const PasarTokens *tokens,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*save_finish) (PasarTokenStore *self, GAsyncResult *result, GError **error);
};

/**
 * PasarClient:
 *
 * Signs, sends and reads the calls of one shop, with its token pair and its share of the server.
 * Prices are minor units: see [method@Client.set_price_digits]. Used from one thread.
 */
#define PASAR_TYPE_CLIENT (pasar_client_get_type ())
G_DECLARE_FINAL_TYPE (PasarClient, pasar_client, PASAR, CLIENT, GObject)

PasarClient *
pasar_client_new (const char *base_url, gint64 partner_id, const char *partner_key, gint64 shop_id);

void pasar_client_set_tokens (PasarClient *self, const PasarTokens *tokens);
PasarTokens *pasar_client_dup_tokens (PasarClient *self);
void pasar_client_set_token_store (PasarClient *self, PasarTokenStore *store);
void pasar_client_set_price_digits (PasarClient *self, guint digits);
void pasar_client_set_send_normal_stock (PasarClient *self, gboolean send);
void pasar_client_set_turns (PasarClient *self, PasarTurns *turns);
void pasar_client_set_limits (PasarClient *self, guint max_in_flight, double requests_per_second);
void pasar_client_set_timeout (PasarClient *self, guint seconds);
void pasar_client_set_backoff_scale (PasarClient *self, double scale);
guint pasar_client_get_max_in_flight (PasarClient *self);
guint pasar_client_get_rest_secs (PasarClient *self);

char *pasar_client_dup_auth_link (PasarClient *self,
                                  gboolean page_form,
                                  const char *redirect,
                                  const char *state,
                                  GError **error);
gboolean pasar_client_parse_redirect (const char *address,
                                      char **code,
                                      gint64 *shop_id,
                                      gint64 *main_account_id,
                                      char **state,
                                      GError **error);

/**
 * PASAR_DECLARE_CALL_FINISH:
 * @type: what the call gives
 * @name: the call, in the words of the API
 *
 * Declares what ends one of the calls below.
 */
#define PASAR_DECLARE_CALL_FINISH(type, name)                                                      \
  type pasar_client_##name##_finish (PasarClient *self, GAsyncResult *result, GError **error);

void pasar_client_get_token_async (PasarClient *self,
                                   const char *code,
                                   gint64 shop_id,
                                   gint64 main_account_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarAuthorisation *, get_token)

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

void pasar_client_get_item_list_async (PasarClient *self,
                                       gint64 offset,
                                       guint page_size,
                                       gint64 update_time_from,
                                       gint64 update_time_to,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarItemPage *, get_item_list)

void pasar_client_get_item_base_info_async (PasarClient *self,
                                            const gint64 *item_ids,
                                            guint n_item_ids,
                                            gboolean in_full,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_item_base_info)

void pasar_client_get_model_list_async (PasarClient *self,
                                        gint64 item_id,
                                        gboolean in_full,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarModelList *, get_model_list)

void pasar_client_get_item_promotion_async (PasarClient *self,
                                            const gint64 *item_ids,
                                            guint n_item_ids,
                                            gboolean is_urgent,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_item_promotion)

void pasar_client_get_item_limit_async (PasarClient *self,
                                        gint64 category_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarItemLimit *, get_item_limit)

void pasar_client_get_shop_holiday_mode_async (PasarClient *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarHolidayMode *, get_shop_holiday_mode)

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

void pasar_client_boost_item_async (PasarClient *self,
                                    const gint64 *item_ids,
                                    guint n_item_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PASAR_DECLARE_CALL_FINISH (PasarWriteResult *, boost_item)

void pasar_client_get_boosted_list_async (PasarClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GPtrArray *, get_boosted_list)

void pasar_client_get_picture_async (PasarClient *self,
                                     const char *url,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PASAR_DECLARE_CALL_FINISH (GBytes *, get_picture)

G_END_DECLS
