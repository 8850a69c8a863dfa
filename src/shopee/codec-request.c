/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"

/* More than codes and tokens need: what grows leaves a copy behind. */
#define SECRET_BODY_SIZE 1024

/* Bodies are written by hand: json-glib writes a price as the double it is not. */

static GBytes *
finish_body (GString *json)
{
  g_string_append_c (json, '}');
  return g_string_free_to_bytes (json);
}

static void
free_secret (gpointer body)
{
  pasar_secret_free (body);
}

/* The same of a body with a secret in it. */
static GBytes *
finish_secret_body (GString *json)
{
  const gsize length = g_string_append_c (json, '}')->len;
  char *text = g_string_free (json, FALSE);

  return g_bytes_new_with_free_func (text, length, free_secret, text);
}

static GString *
start_item_body (gint64 item_id, const char *list_name)
{
  GString *json = g_string_new (NULL);

  g_string_printf (json, "{\"item_id\":%" G_GINT64_FORMAT ",\"%s\":[", item_id, list_name);
  return json;
}

/**
 * pasar_codec_write_token_request:
 * @code: the code of the redirect
 * @partner_id: partner id
 * @shop_id: the shop, or 0
 * @main_account_id: the main account, when @shop_id is 0
 *
 * Writes the body of auth/token/get (reference 2.2).
 *
 * Returns: (transfer full): JSON
 */
GBytes *
pasar_codec_write_token_request (const char *code,
                                 gint64 partner_id,
                                 gint64 shop_id,
                                 gint64 main_account_id)
{
  GString *json = g_string_sized_new (SECRET_BODY_SIZE);

  g_string_append (json, "{\"code\":");
  pasar_json_append_string (json, code);
  g_string_append_printf (json, ",\"partner_id\":%" G_GINT64_FORMAT, partner_id);
  if (shop_id != 0)
    g_string_append_printf (json, ",\"shop_id\":%" G_GINT64_FORMAT, shop_id);
  else
    g_string_append_printf (json, ",\"main_account_id\":%" G_GINT64_FORMAT, main_account_id);
  return finish_secret_body (json);
}

/**
 * pasar_codec_write_refresh_request:
 * @refresh_token: the refresh token
 * @partner_id: partner id
 * @shop_id: the shop
 *
 * Writes the body of auth/access_token/get (reference 2.3).
 *
 * Returns: (transfer full): JSON
 */
GBytes *
pasar_codec_write_refresh_request (const char *refresh_token, gint64 partner_id, gint64 shop_id)
{
  GString *json = g_string_sized_new (SECRET_BODY_SIZE);

  g_string_append (json, "{\"refresh_token\":");
  pasar_json_append_string (json, refresh_token);
  g_string_append_printf (json,
                          ",\"partner_id\":%" G_GINT64_FORMAT ",\"shop_id\":%" G_GINT64_FORMAT,
                          partner_id,
                          shop_id);
  return finish_secret_body (json);
}

/**
 * pasar_codec_write_price_request:
 * @item_id: an item
 * @prices: (array length=n_prices): new prices
 * @n_prices: 1 to 50
 * @digits: digits of the currency
 *
 * Writes the body of update_price (seed S1), prices as exact decimals.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
pasar_codec_write_price_request (gint64 item_id,
                                 const PasarPriceUpdate *prices,
                                 guint n_prices,
                                 guint digits)
{
  GString *json = start_item_body (item_id, "price_list");

  for (guint i = 0; i < n_prices; i++)
    {
      g_autofree char *price = pasar_json_price_text (prices[i].price, digits);

      g_string_append_printf (json,
                              "%s{\"model_id\":%" G_GINT64_FORMAT ",\"original_price\":%s}",
                              i > 0 ? "," : "",
                              prices[i].model_id,
                              price);
    }
  g_string_append_c (json, ']');
  return finish_body (json);
}

static void
append_stock (GString *json, const PasarStockUpdate *stock, gboolean send_normal_stock)
{
  gint64 sum = 0;

  for (guint i = 0; i < stock->n_locations; i++)
    sum += stock->locations[i].stock;
  g_string_append_printf (json, "{\"model_id\":%" G_GINT64_FORMAT, stock->model_id);
  if (send_normal_stock)
    g_string_append_printf (json, ",\"normal_stock\":%" G_GINT64_FORMAT, sum);
  g_string_append (json, ",\"seller_stock\":[");
  for (guint i = 0; i < stock->n_locations; i++)
    {
      const PasarLocationUpdate *location = &stock->locations[i];

      g_string_append (json, i > 0 ? ",{" : "{");
      if (location->location_id != NULL && *location->location_id != '\0')
        {
          g_string_append (json, "\"location_id\":");
          pasar_json_append_string (json, location->location_id);
          g_string_append_c (json, ',');
        }
      g_string_append_printf (json, "\"stock\":%" G_GINT64_FORMAT "}", location->stock);
    }
  g_string_append (json, "]}");
}

/**
 * pasar_codec_write_stock_request:
 * @item_id: an item
 * @stocks: (array length=n_stocks): new stocks
 * @n_stocks: 1 to 50
 * @send_normal_stock: whether to send the old field, the sum of all locations, too
 *
 * Writes the body of update_stock (seed S3), `seller_stock` inside each entry.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
pasar_codec_write_stock_request (gint64 item_id,
                                 const PasarStockUpdate *stocks,
                                 guint n_stocks,
                                 gboolean send_normal_stock)
{
  GString *json = start_item_body (item_id, "stock_list");

  for (guint i = 0; i < n_stocks; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_stock (json, &stocks[i], send_normal_stock);
    }
  g_string_append_c (json, ']');
  return finish_body (json);
}

/**
 * pasar_codec_write_boost_request:
 * @item_ids: (array length=n_item_ids): items
 * @n_item_ids: 1 to 5
 *
 * Writes the body of boost_item (seed S0).
 *
 * Returns: (transfer full): JSON
 */
GBytes *
pasar_codec_write_boost_request (const gint64 *item_ids, guint n_item_ids)
{
  GString *json = g_string_new ("{\"item_id_list\":[");

  for (guint i = 0; i < n_item_ids; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", item_ids[i]);
  g_string_append_c (json, ']');
  return finish_body (json);
}
