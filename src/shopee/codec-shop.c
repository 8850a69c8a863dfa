/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/types-private.h"

/* A greater expire_in than this is a point in time, not a duration (reference 2.2). */
#define EXPIRE_IN_MAX 1000000000

/* The payload of calls that give it at the top level or, by some reports, inside response. */
static JsonObject *
get_payload (const PasarEnvelope *envelope)
{
  if (envelope->response != NULL && JSON_NODE_HOLDS_OBJECT (envelope->response))
    return json_node_get_object (envelope->response);
  return envelope->object;
}

/* When the access token ends, 0 when that cannot be read: the old refresh token is spent, so a
 * pair is never refused for it. */
static gint64
read_expiry (JsonObject *payload, gint64 now)
{
  PasarReader reader = { 0 };
  gint64 expire_in = pasar_reader_count (&reader, payload, "expire_in", 0);

  if (!pasar_reader_finish (&reader, NULL) || expire_in == 0)
    return 0;
  return expire_in > EXPIRE_IN_MAX ? expire_in : now + expire_in;
}

static PasarTokens *
read_pair (PasarReader *reader, JsonObject *payload, gint64 now)
{
  g_auto (PasarSecretText) access_token = pasar_reader_string (reader, payload, "access_token");
  g_auto (PasarSecretText) refresh_token = pasar_reader_string (reader, payload, "refresh_token");

  if (access_token == NULL || *access_token == '\0')
    pasar_reader_fail (reader, "access_token", "missing");
  if (refresh_token == NULL || *refresh_token == '\0')
    pasar_reader_fail (reader, "refresh_token", "missing");
  return pasar_tokens_new (access_token, refresh_token, read_expiry (payload, now));
}

/**
 * pasar_codec_read_tokens:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads auth/access_token/get (reference 2.3).
 *
 * Returns: (transfer full) (nullable): a #PasarTokens, or %NULL with an error
 */
gpointer
pasar_codec_read_tokens (const PasarEnvelope *envelope,
                         const PasarDecodeContext *context,
                         GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  g_autoptr (PasarTokens) tokens = read_pair (&reader, get_payload (envelope), context->now);

  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&tokens) : NULL;
}

/**
 * pasar_codec_read_authorisation:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads auth/token/get (reference 2.2).
 *
 * Returns: (transfer full) (nullable): a #PasarAuthorisation, or %NULL with an error
 */
gpointer
pasar_codec_read_authorisation (const PasarEnvelope *envelope,
                                const PasarDecodeContext *context,
                                GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *payload = get_payload (envelope);
  g_autoptr (PasarAuthorisation) authorisation =
      pasar_authorisation_new (read_pair (&reader, payload, context->now));
  guint length;
  JsonArray *shops = pasar_reader_array (&reader, payload, "shop_id_list", &length);

  for (guint i = 0; i < length; i++)
    {
      gint64 shop_id =
          pasar_reader_node_id (&reader, json_array_get_element (shops, i), "shop_id_list");

      g_array_append_val (authorisation->shop_ids, shop_id);
    }
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&authorisation) : NULL;
}

/**
 * pasar_codec_read_shop_info:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_shop_info (reference 5.1).
 *
 * Returns: (transfer full) (nullable): a #PasarShopInfo, or %NULL with an error
 */
gpointer
pasar_codec_read_shop_info (const PasarEnvelope *envelope,
                            const PasarDecodeContext *context,
                            GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  PasarReader lenient = { .is_lenient = TRUE };
  JsonObject *payload = get_payload (envelope);
  g_autoptr (PasarShopInfo) info = g_new0 (PasarShopInfo, 1);
  g_autofree char *region = pasar_reader_text (&reader, payload, "region", PASAR_CODE_MAX);

  info->shop_name = pasar_reader_text (&reader, payload, "shop_name", PASAR_NAME_MAX);
  info->region = region != NULL ? g_ascii_strup (region, -1) : NULL;
  info->status = pasar_reader_text (&reader, payload, "status", PASAR_NAME_MAX);
  info->expire_time = pasar_reader_count (&lenient, payload, "expire_time", 0);
  if (info->region == NULL && info->shop_name == NULL)
    pasar_reader_fail (&reader, "region", "missing");
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&info) : NULL;
}

/**
 * pasar_codec_read_item_limit:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_item_limit (reference 3.8), of which any block and any limit may be missing.
 *
 * Returns: (transfer full) (nullable): a #PasarItemLimit, or %NULL with an error
 */
gpointer
pasar_codec_read_item_limit (const PasarEnvelope *envelope,
                             const PasarDecodeContext *context,
                             GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  JsonObject *price = pasar_reader_object (&reader, response, "price_limit");
  JsonObject *stock = pasar_reader_object (&reader, response, "stock_limit");
  JsonObject *wholesale =
      pasar_reader_object (&reader, response, "wholesale_price_threshold_percentage");
  g_autofree PasarItemLimit *limit = g_new0 (PasarItemLimit, 1);

  limit->min_price = pasar_reader_price (&reader, price, "min_limit");
  limit->max_price = pasar_reader_price (&reader, price, "max_limit");
  limit->min_stock = pasar_reader_count (&reader, stock, "min_limit", -1);
  limit->max_stock = pasar_reader_count (&reader, stock, "max_limit", -1);
  limit->min_wholesale_percent = pasar_reader_count (&reader, wholesale, "min_limit", -1);
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&limit) : NULL;
}

/**
 * pasar_codec_read_holiday_mode:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_shop_holiday_mode (reference 5.3). Its type is 1 for a partial holiday, 0 for a full
 * one.
 *
 * Returns: (transfer full) (nullable): a #PasarHolidayMode, or %NULL with an error
 */
gpointer
pasar_codec_read_holiday_mode (const PasarEnvelope *envelope,
                               const PasarDecodeContext *context,
                               GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autofree PasarHolidayMode *mode = g_new0 (PasarHolidayMode, 1);

  mode->is_on = pasar_reader_boolean (&reader, response, "holiday_mode_on", FALSE);
  mode->is_partial = pasar_reader_integer (&reader, response, "holiday_mode_type", 0) == 1;
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&mode) : NULL;
}
