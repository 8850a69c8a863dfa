/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/sign-private.h"

#include "shopee/types.h"

#include <string.h>

static char *
sign_base (const char *partner_key, const char *base)
{
  /* The key is used as the text it is, never hex-decoded (reference 1.2). */
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256,
                                    (const guchar *) partner_key,
                                    strlen (partner_key),
                                    base,
                                    -1);
}

/**
 * pasar_sign_public:
 * @partner_key: the key, as text
 * @partner_id: partner id
 * @path: path from `/api/v2/` on, without host and query
 * @timestamp: Unix seconds, the same value as in the query
 *
 * Signs a call that needs no token (reference 1.2).
 *
 * Returns: (transfer full): 64 lower-case hex characters
 */
char *
pasar_sign_public (const char *partner_key, gint64 partner_id, const char *path, gint64 timestamp)
{
  g_auto (PasarSecretText) base =
      g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT, partner_id, path, timestamp);

  return sign_base (partner_key, base);
}

/**
 * pasar_sign_shop:
 * @partner_key: the key, as text
 * @partner_id: partner id
 * @path: path from `/api/v2/` on, without host and query
 * @timestamp: Unix seconds, the same value as in the query
 * @access_token: the shop's access token
 * @shop_id: shop id
 *
 * Signs a call of a shop (reference 1.2). One of a merchant has the same form, with its id.
 *
 * Returns: (transfer full): 64 lower-case hex characters
 */
char *
pasar_sign_shop (const char *partner_key,
                 gint64 partner_id,
                 const char *path,
                 gint64 timestamp,
                 const char *access_token,
                 gint64 shop_id)
{
  g_auto (PasarSecretText) base =
      g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT,
                       partner_id,
                       path,
                       timestamp,
                       access_token,
                       shop_id);

  return sign_base (partner_key, base);
}
