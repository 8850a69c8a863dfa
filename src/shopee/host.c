/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/host.h"

#include "shopee/error.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Reference 1.1 and 2.1; the last two are the hosts of the seeds, which answer error_sign today. */
static const PasarHost hosts[] = {
  { "production",
    N_ ("Live shop"),
    "https://partner.shopeemobile.com",
    "https://open.shopee.com/auth" },
  { "production-cn",
    N_ ("Live shop in China"),
    "https://openplatform.shopee.cn",
    "https://open.shopee.cn/auth" },
  { "production-br",
    N_ ("Live shop in Brazil"),
    "https://openplatform.shopee.com.br",
    "https://open.shopee.com.br/auth" },
  { "sandbox",
    N_ ("Test shop"),
    "https://openplatform.sandbox.test-stable.shopee.sg",
    "https://open.sandbox.test-stable.shopee.com/auth" },
  { "sandbox-cn",
    N_ ("Test shop in China"),
    "https://openplatform.sandbox.test-stable.shopee.cn",
    "https://open.sandbox.test-stable.shopee.cn/auth" },
  { "sandbox-old",
    N_ ("Test shop on the old server"),
    "https://partner.test-stable.shopeemobile.com",
    NULL },
  { "sandbox-old-cn",
    N_ ("Test shop on the old server in China"),
    "https://openplatform.test-stable.shopee.cn",
    NULL },
  { "custom", N_ ("Shop on another server"), NULL, NULL },
};

/**
 * pasar_host_get_all:
 * @n_hosts: (out): number of hosts
 *
 * What a seller can choose from in *Connect a Shop* (reference 1.1).
 *
 * Returns: (transfer none) (array length=n_hosts): all hosts, in the order to be shown
 */
const PasarHost *
pasar_host_get_all (gsize *n_hosts)
{
  *n_hosts = G_N_ELEMENTS (hosts);
  return hosts;
}

/**
 * pasar_host_find:
 * @id: (nullable): a stable id
 *
 * Shops are stored with the id of their host, not with its address.
 *
 * Returns: (transfer none) (nullable): the host of that id
 */
const PasarHost *
pasar_host_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_strcmp0 (hosts[i].id, id) == 0)
      return &hosts[i];
  return NULL;
}

/**
 * pasar_host_is_loopback:
 * @host: a name or an address
 *
 * Only there plain HTTP is allowed.
 *
 * Returns: whether it is this computer
 */
gboolean
pasar_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
has_only_origin (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  return g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL && (strspn (path, "/") == strlen (path));
}

/**
 * pasar_host_check_custom:
 * @text: what a seller typed as custom host, with or without `https://`
 * @error: return location for an error
 *
 * Checks and normalises the address of a custom host: https anywhere, http on loopback only; no
 * path, user name or query.
 *
 * Returns: (transfer full): the base URL without trailing slash, or %NULL with
 *   %PASAR_ERROR_PARAMETER
 */
char *
pasar_host_check_custom (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;
  const char *host;

  if (*trimmed == '\0')
    {
      g_set_error_literal (error,
                           PASAR_ERROR,
                           PASAR_ERROR_PARAMETER,
                           _ ("Enter the address of the server."));
      return NULL;
    }
  full = strstr (trimmed, "://") != NULL ? g_strdup (trimmed)
                                         : g_strconcat ("https://", trimmed, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0' || strpbrk (host, " \t\r\n") != NULL || !has_only_origin (uri))
    {
      g_set_error_literal (
          error,
          PASAR_ERROR,
          PASAR_ERROR_PARAMETER,
          _ ("This is not the address of a server: write it like “https://example.com”."));
      return NULL;
    }
  scheme = g_uri_get_scheme (uri);
  if (strcmp (scheme, "https") != 0
      && !(strcmp (scheme, "http") == 0 && pasar_host_is_loopback (host)))
    {
      g_set_error_literal (
          error,
          PASAR_ERROR,
          PASAR_ERROR_PARAMETER,
          _ ("The address must begin with “https://”; unencrypted connections are allowed to this computer only."));
      return NULL;
    }
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "", NULL, NULL);
}
