/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define TIMESTAMP_WINDOW_SECS 300

static gboolean
check_present (PasarSandboxCall *call, const char *name, const char *message)
{
  const char *value = pasar_sandbox_call_param (call, name);

  if (value != NULL && *value != '\0')
    return TRUE;
  return pasar_sandbox_call_fail (call, "error_param", message);
}

static gboolean
check_range (PasarSandboxCall *call, const char *name, gint64 *value)
{
  g_autofree char *message = NULL;

  if (pasar_sandbox_parse_int (pasar_sandbox_call_param (call, name), value)
      && *value <= G_GINT64_CONSTANT (4294967295))
    return TRUE;
  message = g_strdup_printf ("%s should be an integer between 0 and 4294967295", name);
  return pasar_sandbox_call_fail (call, "error_param", message);
}

static void
digest_text (GHmac *hmac, const char *text)
{
  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
}

static gboolean
check_sign (PasarSandboxCall *call, gboolean with_shop)
{
  g_autoptr (GHmac) hmac = g_hmac_copy (call->sandbox->hmac);

  digest_text (hmac, pasar_sandbox_call_param (call, "partner_id"));
  digest_text (hmac, call->path);
  digest_text (hmac, pasar_sandbox_call_param (call, "timestamp"));
  if (with_shop)
    {
      digest_text (hmac, pasar_sandbox_call_param (call, "access_token"));
      digest_text (hmac, pasar_sandbox_call_param (call, "shop_id"));
    }
  /* A merchant_id beside a shop_id is a wrong signature, too (reference 1.2). */
  if (strcmp (g_hmac_get_string (hmac), pasar_sandbox_call_param (call, "sign")) == 0
      && pasar_sandbox_call_param (call, "merchant_id") == NULL)
    return TRUE;
  return pasar_sandbox_call_forbid (call, "error_sign", "Wrong sign.");
}

static gboolean
check_timestamp (PasarSandboxCall *call, gint64 timestamp)
{
  gint64 age = pasar_sandbox_now (call->sandbox) - timestamp;

  if (age > TIMESTAMP_WINDOW_SECS)
    return pasar_sandbox_call_forbid (call, "error_param", "Timestamp is expired.");
  if (age < -TIMESTAMP_WINDOW_SECS)
    return pasar_sandbox_call_forbid (call, "error_param", "Invalid timestamp");
  return TRUE;
}

static gboolean
check_shop (PasarSandboxCall *call, gint64 shop_id)
{
  const char *token = pasar_sandbox_call_param (call, "access_token");
  PasarSandboxShop *shop = pasar_sandbox_find_shop (call->sandbox, shop_id);

  if (!pasar_sandbox_tokens_known (call->sandbox, token))
    return pasar_sandbox_call_forbid (call,
                                      "invalid_acceess_token",
                                      "Invalid access_token, please have a check.");
  if (shop == NULL)
    return pasar_sandbox_call_fail (call, "error_param_shop_id_not_found", "Shop_id is not found.");
  if (!shop->linked)
    return pasar_sandbox_call_forbid (call,
                                      "shop_no_linked",
                                      "The partner and the shop are not linked.");
  if (!pasar_sandbox_tokens_allow (call->sandbox, token, shop))
    return pasar_sandbox_call_forbid (call, "error_auth", "Invalid partner_id or shopid.");
  if (shop->banned)
    return pasar_sandbox_call_forbid (call, "shop_banned", "The shop account is banned.");
  call->shop = shop;
  return TRUE;
}

static gboolean
check_rate (PasarSandboxCall *call)
{
  double rate = call->sandbox->options.rate_per_second;
  PasarSandboxShop *shop = call->shop;
  gint64 now = g_get_monotonic_time ();

  if (rate <= 0)
    return TRUE;
  if (shop->bucket_time == 0)
    shop->bucket = MAX (rate, 1);
  else
    shop->bucket = MIN (MAX (rate, 1), shop->bucket + (now - shop->bucket_time) * rate / 1e6);
  shop->bucket_time = now;
  if (shop->bucket >= 1)
    {
      shop->bucket -= 1;
      return TRUE;
    }
  call->retry_after = call->sandbox->options.retry_after_seconds;
  return pasar_sandbox_call_fail (
      call,
      "error_rate_limit",
      "Too many requests. You have reached the rate limit. Please try again later.");
}

static gboolean
check_parameters (PasarSandboxCall *call, gboolean with_shop, gint64 *timestamp, gint64 *shop_id)
{
  gint64 partner_id = 0;

  if (!check_present (call, "partner_id", "There is no partner_id in query.")
      || !check_present (call, "timestamp", "no timestamp")
      || !check_present (call, "sign", "There is no sign in query."))
    return FALSE;
  if (with_shop
      && (!check_present (call, "access_token", "There is no access_token in query.")
          || !check_present (call, "shop_id", "There is no shop_id in query.")))
    return FALSE;
  if (!check_range (call, "partner_id", &partner_id) || !check_range (call, "timestamp", timestamp)
      || (with_shop && !check_range (call, "shop_id", shop_id)))
    return FALSE;
  if (partner_id == call->sandbox->partner_id)
    return TRUE;
  if (with_shop)
    return pasar_sandbox_call_fail (call, "error_param", "Invalid partner_id.");
  return pasar_sandbox_call_forbid (call,
                                    "invalid_partner_id",
                                    "Invalid partner_id, please have a check.");
}

/* Checks what the shop checks of every call, in this order: parameters there, in range, partner,
 * signature, time, token, shop, rate (reference 1.2, 2.5, 7.1, 7.8). */
gboolean
pasar_sandbox_handshake (PasarSandboxCall *call)
{
  gboolean with_shop = call->route->access == PASAR_SANDBOX_SHOP;
  gint64 timestamp = 0;
  gint64 shop_id = 0;

  if (!check_parameters (call, with_shop, &timestamp, &shop_id) || !check_sign (call, with_shop)
      || !check_timestamp (call, timestamp))
    return FALSE;
  if (!with_shop)
    return TRUE;
  return check_shop (call, shop_id) && check_rate (call);
}
