/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"

/* A call that only reads, so that it may be sent again. */
#define READ(path_, decode_, free_, ...)                                                           \
  {                                                                                                \
    .path = "/api/v2/" path_, .network_tries = 3, .decode = decode_,                               \
    .free_value = (GDestroyNotify) free_, ##__VA_ARGS__                                            \
  }

static void
free_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static const PasarCallSpec shop_info_spec =
    READ ("shop/get_shop_info", pasar_codec_read_shop_info, pasar_shop_info_free);
static const PasarCallSpec item_list_spec =
    READ ("product/get_item_list", pasar_codec_read_item_page, pasar_item_page_free);
static const PasarCallSpec base_info_spec = READ ("product/get_item_base_info",
                                                  pasar_codec_read_items,
                                                  free_array,
                                                  .members = &pasar_codec_row_members);
static const PasarCallSpec base_info_in_full_spec = READ ("product/get_item_base_info",
                                                          pasar_codec_read_items_in_full,
                                                          free_array,
                                                          .flags = PASAR_REQUEST_URGENT);
static const PasarCallSpec model_list_spec = READ ("product/get_model_list",
                                                   pasar_codec_read_models,
                                                   pasar_model_list_free,
                                                   .members = &pasar_codec_row_members);
static const PasarCallSpec model_list_in_full_spec = READ ("product/get_model_list",
                                                           pasar_codec_read_models_in_full,
                                                           pasar_model_list_free,
                                                           .flags = PASAR_REQUEST_URGENT);
static const PasarCallSpec promotion_spec =
    READ ("product/get_item_promotion", pasar_codec_read_promotions, free_array);
static const PasarCallSpec promotion_urgent_spec = READ ("product/get_item_promotion",
                                                         pasar_codec_read_promotions,
                                                         free_array,
                                                         .flags = PASAR_REQUEST_URGENT);
static const PasarCallSpec limit_spec =
    READ ("product/get_item_limit", pasar_codec_read_item_limit, g_free);
static const PasarCallSpec holiday_spec =
    READ ("shop/get_shop_holiday_mode", pasar_codec_read_holiday_mode, g_free);
static const PasarCallSpec boosted_spec = READ ("product/get_boosted_list",
                                                pasar_codec_read_boosted,
                                                free_array,
                                                .flags = PASAR_REQUEST_URGENT);

/**
 * pasar_client_get_shop_info_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads what Shopee knows of the shop (reference 5.1); a good test of credentials.
 */
void
pasar_client_get_shop_info_async (PasarClient *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));

  PASAR_RUN_CALL (get_shop_info, &shop_info_spec, input);
}

/**
 * pasar_client_get_shop_info_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Errors: `PASAR_ERROR`, where the class tells which of the credentials is wrong.
 *
 * Returns: (transfer full): the shop, or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarShopInfo, get_shop_info)

/**
 * pasar_client_get_item_list_async:
 * @self: a client
 * @offset: 0, then the `next_offset` of the page before
 * @page_size: 1 to 100
 * @update_time_from: Unix seconds, 0 for none
 * @update_time_to: Unix seconds, 0 for none
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads one page of the ids of the shop's items, of all six statuses (reference 3.1).
 */
void
pasar_client_get_item_list_async (PasarClient *self,
                                  gint64 offset,
                                  guint page_size,
                                  gint64 update_time_from,
                                  gint64 update_time_to,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  static const char *const statuses[] = { "NORMAL",    "BANNED",        "UNLIST",
                                          "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE" };
  PasarCallInput input = { .offset = offset };
  g_autoptr (GString) query = g_string_new (NULL);

  g_return_if_fail (PASAR_IS_CLIENT (self));
  g_return_if_fail (offset >= 0);
  g_return_if_fail (page_size >= 1 && page_size <= PASAR_ITEM_PAGE_MAX);

  g_string_printf (query, "&offset=%" G_GINT64_FORMAT "&page_size=%u", offset, page_size);
  if (update_time_from > 0)
    g_string_append_printf (query, "&update_time_from=%" G_GINT64_FORMAT, update_time_from);
  if (update_time_to > 0)
    g_string_append_printf (query, "&update_time_to=%" G_GINT64_FORMAT, update_time_to);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_string_append_printf (query, "&item_status=%s", statuses[i]);
  input.query = g_string_free (g_steal_pointer (&query), FALSE);
  PASAR_RUN_CALL (get_item_list, &item_list_spec, input);
}

/**
 * pasar_client_get_item_list_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * The shop may change between two pages, so an id can come twice or never. Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full): the page, each id once, or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarItemPage, get_item_list)

/* "&item_id_list=1%2C2": one key, ids joined by commas (reference 1.3). */
static char *
build_id_list (const gint64 *item_ids, guint n_item_ids)
{
  g_autoptr (GString) query = g_string_new ("&item_id_list=");

  for (guint i = 0; i < n_item_ids; i++)
    g_string_append_printf (query, "%s%" G_GINT64_FORMAT, i > 0 ? "%2C" : "", item_ids[i]);
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/**
 * pasar_client_get_item_base_info_async:
 * @self: a client
 * @item_ids: (array length=n_item_ids): ids
 * @n_item_ids: 1 to 50
 * @in_full: whether to read more than rows need
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads items (seed S2). A row with an impossible value is left out of the answer, as an item that
 * is gone; asked for alone it is %PASAR_ERROR_MALFORMED. Elsewhere such a value is read as none.
 */
void
pasar_client_get_item_base_info_async (PasarClient *self,
                                       const gint64 *item_ids,
                                       guint n_item_ids,
                                       gboolean in_full,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  PasarCallInput input = { 0 };
  g_autofree char *ids = NULL;

  g_return_if_fail (PASAR_IS_CLIENT (self));
  g_return_if_fail (n_item_ids >= 1 && n_item_ids <= PASAR_BASE_INFO_MAX);

  ids = build_id_list (item_ids, n_item_ids);
  input.query =
      g_strconcat (ids, in_full ? "&need_tax_info=true&need_complaint_policy=true" : "", NULL);
  PASAR_RUN_CALL (get_item_base_info, in_full ? &base_info_in_full_spec : &base_info_spec, input);
}

/**
 * pasar_client_get_item_base_info_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Items that are gone are not in the answer. Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full) (element-type PasarItemInfo): the items, maybe fewer than asked, in any
 *   order, or %NULL with an error
 */
PASAR_DEFINE_FINISH (GPtrArray, get_item_base_info)

/**
 * pasar_client_get_model_list_async:
 * @self: a client
 * @item_id: an item with models
 * @in_full: whether to read more than rows need
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads the models of an item (reference 3.3). A row with an impossible value is left out and
 * counted; when it is all of them that is %PASAR_ERROR_MALFORMED. Elsewhere such a value is read as
 * none.
 */
void
pasar_client_get_model_list_async (PasarClient *self,
                                   gint64 item_id,
                                   gboolean in_full,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  PasarCallInput input = { .ids = g_memdup2 (&item_id, sizeof item_id), .n_ids = 1 };

  g_return_if_fail (PASAR_IS_CLIENT (self));

  input.query = g_strdup_printf ("&item_id=%" G_GINT64_FORMAT, item_id);
  PASAR_RUN_CALL (get_model_list, in_full ? &model_list_in_full_spec : &model_list_spec, input);
}

/**
 * pasar_client_get_model_list_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Errors: `PASAR_ERROR`, of it `_NOT_FOUND` when the item is gone.
 *
 * Returns: (transfer full): the models, or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarModelList, get_model_list)

/**
 * pasar_client_get_item_promotion_async:
 * @self: a client
 * @item_ids: (array length=n_item_ids): ids, each once
 * @n_item_ids: 1 to 50
 * @is_urgent: whether the seller waits for it
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads the running and planned promotions of items (reference 3.5).
 */
void
pasar_client_get_item_promotion_async (PasarClient *self,
                                       const gint64 *item_ids,
                                       guint n_item_ids,
                                       gboolean is_urgent,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));
  g_return_if_fail (n_item_ids >= 1 && n_item_ids <= PASAR_BASE_INFO_MAX);

  input.query = build_id_list (item_ids, n_item_ids);
  PASAR_RUN_CALL (get_item_promotion, is_urgent ? &promotion_urgent_spec : &promotion_spec, input);
}

/**
 * pasar_client_get_item_promotion_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Items without a promotion are not in the answer. Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full) (element-type PasarPromotion): the promotions, or %NULL with an error
 */
PASAR_DEFINE_FINISH (GPtrArray, get_item_promotion)

/**
 * pasar_client_get_item_limit_async:
 * @self: a client
 * @category_id: a category, or 0 for the shop's general limits
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads the limits of prices and stock (reference 3.8).
 */
void
pasar_client_get_item_limit_async (PasarClient *self,
                                   gint64 category_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));

  if (category_id != 0)
    input.query = g_strdup_printf ("&category_id=%" G_GINT64_FORMAT, category_id);
  PASAR_RUN_CALL (get_item_limit, &limit_spec, input);
}

/**
 * pasar_client_get_item_limit_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Limits of prices are minor units. Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full): the limits, freed with g_free(), or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarItemLimit, get_item_limit)

/**
 * pasar_client_get_shop_holiday_mode_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads whether the shop is on holiday (reference 5.3).
 */
void
pasar_client_get_shop_holiday_mode_async (PasarClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));

  PASAR_RUN_CALL (get_shop_holiday_mode, &holiday_spec, input);
}

/**
 * pasar_client_get_shop_holiday_mode_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full): the mode, to be freed with g_free(), or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarHolidayMode, get_shop_holiday_mode)

/**
 * pasar_client_get_boosted_list_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads which items of the shop are boosted now, whoever boosted them (reference 3.6).
 */
void
pasar_client_get_boosted_list_async (PasarClient *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));

  PASAR_RUN_CALL (get_boosted_list, &boosted_spec, input);
}

/**
 * pasar_client_get_boosted_list_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full) (element-type PasarBoostedItem): the items whose cool-down is not over,
 *   or %NULL with an error
 */
PASAR_DEFINE_FINISH (GPtrArray, get_boosted_list)
