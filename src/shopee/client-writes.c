/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"
#include "shopee/types-private.h"

#include <glib/gi18n-lib.h>

/* A write that may have been carried out is never sent again by itself: not even an absolute stock,
 * of which some may have been sold since. */
#define WRITE(name, decode_)                                                                       \
  {                                                                                                \
    .path = "/api/v2/product/" name,                                                               \
    .flags = PASAR_REQUEST_POST | PASAR_REQUEST_READS_ERRORS | PASAR_REQUEST_NO_RESEND,            \
    .network_tries = 1, .decode = decode_, .free_value = (GDestroyNotify) pasar_write_result_free, \
  }

static const PasarCallSpec price_spec = WRITE ("update_price", pasar_codec_read_price_result);
static const PasarCallSpec stock_spec = WRITE ("update_stock", pasar_codec_read_stock_result);
static const PasarCallSpec boost_spec = WRITE ("boost_item", pasar_codec_read_boost_result);

static gboolean
has_duplicates (const gint64 *ids, guint n_ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_ids; i++)
    if (!g_hash_table_add (seen, (gpointer) &ids[i]))
      return TRUE;
  return FALSE;
}

/* Why a set of ids cannot be sent, or NULL. */
static GError *
check_ids (const gint64 *ids, guint n_ids, guint max)
{
  if (n_ids == 0)
    return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("nothing to write"));
  if (n_ids > max)
    return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("too many at once"));
  if (has_duplicates (ids, n_ids))
    return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("the same variation twice"));
  return NULL;
}

static GError *
check_prices (const PasarPriceUpdate *prices, guint n_prices)
{
  for (guint i = 0; i < n_prices; i++)
    if (prices[i].price < 0)
      return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("a price below zero"));
  return NULL;
}

static GError *
check_stocks (const PasarStockUpdate *stocks, guint n_stocks)
{
  for (guint i = 0; i < n_stocks; i++)
    {
      gint64 sum = 0;

      if (stocks[i].n_locations == 0)
        return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("a stock without a number"));
      for (guint j = 0; j < stocks[i].n_locations; j++)
        {
          gint64 stock = stocks[i].locations[j].stock;

          if (stock < 0 || stock > G_MAXINT64 - sum)
            return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("an impossible stock"));
          sum += stock;
        }
    }
  return NULL;
}

/**
 * pasar_client_update_price_async:
 * @self: a client
 * @item_id: an item
 * @prices: (array length=n_prices): new prices, each model once; model 0 for an item without models
 * @n_prices: 1 to 50
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Writes prices (seed S1). Sent again by itself only after a refusal that passes, such as a
 * throttle; never when it may have been carried out.
 */
void
pasar_client_update_price_async (PasarClient *self,
                                 gint64 item_id,
                                 const PasarPriceUpdate *prices,
                                 guint n_prices,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree gint64 *ids = NULL;
  PasarCallInput input = { .n_ids = n_prices };
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  ids = g_new (gint64, MAX (n_prices, 1));
  for (guint i = 0; i < n_prices; i++)
    ids[i] = prices[i].model_id;
  error = check_ids (ids, n_prices, PASAR_WRITE_MAX);
  if (error == NULL)
    error = check_prices (prices, n_prices);
  if (error != NULL)
    {
      g_task_report_error (self, callback, user_data, pasar_client_update_price_async, error);
      return;
    }
  input.ids = g_steal_pointer (&ids);
  input.body = pasar_codec_write_price_request (item_id, prices, n_prices, self->price_digits);
  PASAR_RUN_CALL (update_price, &price_spec, input);
}

/**
 * pasar_client_update_price_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Models that the shop refused are rows of the result. Errors: `PASAR_ERROR`, for the call as a
 * whole.
 *
 * Returns: (transfer full): an outcome for each model, in the order asked, or %NULL with an error;
 *   after %PASAR_ERROR_NETWORK, %PASAR_ERROR_TRANSIENT and %PASAR_ERROR_MALFORMED what the server
 *   did is unknown
 */
PASAR_DEFINE_FINISH (PasarWriteResult, update_price)

/**
 * pasar_client_update_stock_async:
 * @self: a client
 * @item_id: an item
 * @stocks: (array length=n_stocks): new stocks, each model once, with all locations of the model
 * @n_stocks: 1 to 50
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Writes stocks (seed S3). Sent again as [method@Client.update_price_async] is.
 */
void
pasar_client_update_stock_async (PasarClient *self,
                                 gint64 item_id,
                                 const PasarStockUpdate *stocks,
                                 guint n_stocks,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree gint64 *ids = NULL;
  PasarCallInput input = { .n_ids = n_stocks };
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  ids = g_new (gint64, MAX (n_stocks, 1));
  for (guint i = 0; i < n_stocks; i++)
    ids[i] = stocks[i].model_id;
  error = check_ids (ids, n_stocks, PASAR_WRITE_MAX);
  if (error == NULL)
    error = check_stocks (stocks, n_stocks);
  if (error != NULL)
    {
      g_task_report_error (self, callback, user_data, pasar_client_update_stock_async, error);
      return;
    }
  input.ids = g_steal_pointer (&ids);
  input.body = pasar_codec_write_stock_request (item_id, stocks, n_stocks, self->send_normal_stock);
  PASAR_RUN_CALL (update_stock, &stock_spec, input);
}

/**
 * pasar_client_update_stock_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Models that the shop refused are rows of the result. Errors: `PASAR_ERROR`, for the call as a
 * whole.
 *
 * Returns: (transfer full): as pasar_client_update_price_finish()
 */
PASAR_DEFINE_FINISH (PasarWriteResult, update_stock)

/**
 * pasar_client_boost_item_async:
 * @self: a client
 * @item_ids: (array length=n_item_ids): ids, each once
 * @n_item_ids: 1 to 5
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Boosts items (seed S0). Never sent again by itself when the server may have done it already: read
 * pasar_client_get_boosted_list_async() then.
 */
void
pasar_client_boost_item_async (PasarClient *self,
                               const gint64 *item_ids,
                               guint n_item_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PasarCallInput input = { .n_ids = n_item_ids };
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  error = check_ids (item_ids, n_item_ids, PASAR_BOOST_MAX);
  if (error != NULL)
    {
      g_task_report_error (self, callback, user_data, pasar_client_boost_item_async, error);
      return;
    }
  input.ids = g_memdup2 (item_ids, n_item_ids * sizeof (gint64));
  input.body = pasar_codec_write_boost_request (item_ids, n_item_ids);
  PASAR_RUN_CALL (boost_item, &boost_spec, input);
}

/**
 * pasar_client_boost_item_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Items that the shop refused are rows of the result. Errors: `PASAR_ERROR`, for the call as a
 * whole.
 *
 * Returns: (transfer full): an outcome for each item, in the order asked, or %NULL with an error;
 *   after %PASAR_ERROR_NETWORK, %PASAR_ERROR_TRANSIENT and %PASAR_ERROR_MALFORMED what the server
 *   did is unknown
 */
PASAR_DEFINE_FINISH (PasarWriteResult, boost_item)
