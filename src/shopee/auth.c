/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"
#include "shopee/host.h"
#include "shopee/sign-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define AUTH_PATH "/api/v2/shop/auth_partner"

static const PasarCallSpec token_spec = {
  .path = "/api/v2/auth/token/get",
  /* The code is good for one use. */
  .flags = PASAR_REQUEST_POST | PASAR_REQUEST_PUBLIC | PASAR_REQUEST_NO_RESEND,
  .network_tries = 1,
  .decode = pasar_codec_read_authorisation,
  .free_value = (GDestroyNotify) pasar_authorisation_free,
};

static void
append_parameter (GString *url, const char *name, const char *value)
{
  g_string_append_printf (url, "&%s=", name);
  g_string_append_uri_escaped (url, value, NULL, FALSE);
}

static const PasarHost *
find_host (const char *base_url)
{
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);

  for (gsize i = 0; i < n_hosts; i++)
    if (g_strcmp0 (hosts[i].base_url, base_url) == 0)
      return &hosts[i];
  return NULL;
}

/* Form B: a fixed page without any secret. */
static char *
build_page_link (PasarClient *self, const char *redirect, const char *state, GError **error)
{
  const PasarHost *host = find_host (self->base_url);
  g_autoptr (GString) url = NULL;

  if (host != NULL && host->auth_page == NULL)
    {
      g_propagate_error (
          error,
          pasar_error_new_local (PASAR_ERROR_PARAMETER,
                                 "%s",
                                 _ ("this environment has no page for authorising")));
      return NULL;
    }
  url = g_string_new (host != NULL ? host->auth_page : self->base_url);
  if (host == NULL)
    g_string_append (url, "/auth");
  g_string_append_printf (url,
                          "?partner_id=%" G_GINT64_FORMAT "&auth_type=seller",
                          self->partner_id);
  append_parameter (url, "redirect_uri", redirect);
  g_string_append (url, "&response_type=code");
  if (state != NULL)
    append_parameter (url, "state", state);
  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* Form A: signed, good for five minutes. It has no state, but a query inside redirect comes back.
 */
static char *
build_signed_link (PasarClient *self, const char *redirect, const char *state)
{
  gint64 timestamp = pasar_client_get_server_time (self);
  g_autofree char *sign =
      pasar_sign_public (self->partner_key, self->partner_id, AUTH_PATH, timestamp);
  g_autoptr (GString) target = g_string_new (redirect);
  g_autoptr (GString) url = g_string_new (self->base_url);

  if (state != NULL)
    {
      g_string_append (target, strchr (redirect, '?') != NULL ? "&state=" : "?state=");
      g_string_append_uri_escaped (target, state, NULL, FALSE);
    }
  g_string_append_printf (url,
                          AUTH_PATH "?partner_id=%" G_GINT64_FORMAT "&timestamp=%" G_GINT64_FORMAT
                                    "&sign=%s",
                          self->partner_id,
                          timestamp,
                          sign);
  append_parameter (url, "redirect", target->str);
  return g_string_free (g_steal_pointer (&url), FALSE);
}

/**
 * pasar_client_dup_auth_link:
 * @self: a client
 * @page_form: %TRUE for form B (fixed page), %FALSE for form A (signed, good for five minutes)
 * @redirect: where the browser goes at the end
 * @state: (nullable): comes back with the code
 * @error: return location for an error
 *
 * Makes the link that the seller opens in the browser (reference 2.1). For a custom host the page
 * of form B is `/auth` on that host.
 *
 * Returns: (transfer full): the link, or %NULL with %PASAR_ERROR_PARAMETER
 */
char *
pasar_client_dup_auth_link (PasarClient *self,
                            gboolean page_form,
                            const char *redirect,
                            const char *state,
                            GError **error)
{
  g_return_val_if_fail (PASAR_IS_CLIENT (self), NULL);
  g_return_val_if_fail (redirect != NULL, NULL);

  if (self->partner_id <= 0 || self->partner_id > G_MAXUINT32)
    {
      g_propagate_error (error,
                         pasar_error_new_local (PASAR_ERROR_PARAMETER,
                                                "%s",
                                                _ ("the partner id is not valid")));
      return NULL;
    }
  return page_form ? build_page_link (self, redirect, state, error)
                   : build_signed_link (self, redirect, state);
}

/* An id of the address; 0 when it is missing. FALSE when it is none. */
static gboolean
read_id (GHashTable *parameters, const char *name, gint64 *id)
{
  const char *text = g_hash_table_lookup (parameters, name);
  guint64 value;

  *id = 0;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &value, NULL))
    return FALSE;
  *id = (gint64) value;
  return TRUE;
}

static GHashTable *
read_parameters (const char *address)
{
  g_autofree char *text = g_strstrip (g_strdup (address));
  char *query = strchr (text, '?');
  char *fragment;

  query = query != NULL ? query + 1 : text;
  fragment = strchr (query, '#');
  if (fragment != NULL)
    *fragment = '\0';
  return g_uri_parse_params (query,
                             -1,
                             "&",
                             G_URI_PARAMS_WWW_FORM | G_URI_PARAMS_PARSE_RELAXED,
                             NULL);
}

/**
 * pasar_client_parse_redirect:
 * @address: the address at which the browser ended, or its query
 * @code: (out) (optional) (transfer full): the code for pasar_client_get_token_async()
 * @shop_id: (out) (optional): the shop that authorised, 0 for a main account
 * @main_account_id: (out) (optional): the main account that authorised, 0 for a shop
 * @state: (out) (optional) (transfer full) (nullable): the state given to the link
 * @error: return location for an error
 *
 * Reads what the seller pasted after authorising (reference 2.1). The outputs are left alone on
 * failure.
 *
 * Returns: %TRUE, or %FALSE with %PASAR_ERROR_PARAMETER
 */
gboolean
pasar_client_parse_redirect (const char *address,
                             char **code,
                             gint64 *shop_id,
                             gint64 *main_account_id,
                             char **state,
                             GError **error)
{
  g_autoptr (GHashTable) parameters = read_parameters (address != NULL ? address : "");
  const char *found = parameters != NULL ? g_hash_table_lookup (parameters, "code") : NULL;
  gint64 shop;
  gint64 account;

  if (found == NULL || *found == '\0')
    {
      g_set_error_literal (
          error,
          PASAR_ERROR,
          PASAR_ERROR_PARAMETER,
          _ ("This address has no code in it. Copy the whole address that the browser shows after you authorised."));
      return FALSE;
    }
  if (!read_id (parameters, "shop_id", &shop) || !read_id (parameters, "main_account_id", &account)
      || (shop == 0) == (account == 0))
    {
      g_set_error_literal (
          error,
          PASAR_ERROR,
          PASAR_ERROR_PARAMETER,
          _ ("This address does not say which shop authorised. Copy the whole address that the browser shows after you authorised."));
      return FALSE;
    }
  if (code != NULL)
    *code = g_strstrip (g_strdup (found));
  if (shop_id != NULL)
    *shop_id = shop;
  if (main_account_id != NULL)
    *main_account_id = account;
  if (state != NULL)
    *state = g_strdup (g_hash_table_lookup (parameters, "state"));
  return TRUE;
}

/**
 * pasar_client_get_token_async:
 * @self: a client
 * @code: the code of the redirect; good for ten minutes and one use
 * @shop_id: the shop, or 0
 * @main_account_id: the main account, or 0; exactly one of the two is not 0
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Gets the first token pair (`auth/token/get`, reference 2.2). The client's own tokens stay.
 */
void
pasar_client_get_token_async (PasarClient *self,
                              const char *code,
                              gint64 shop_id,
                              gint64 main_account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PasarCallInput input = { 0 };

  g_return_if_fail (PASAR_IS_CLIENT (self));
  g_return_if_fail (code != NULL);
  g_return_if_fail ((shop_id == 0) != (main_account_id == 0));

  input.secret = g_strstrip (g_strdup (code));
  input.body =
      pasar_codec_write_token_request (input.secret, self->partner_id, shop_id, main_account_id);
  PASAR_RUN_CALL (get_token, &token_spec, input);
}

/**
 * pasar_client_get_token_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * A code is good for one use, so keep the pair at once. Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full): the pair and its shops, or %NULL with an error
 */
PASAR_DEFINE_FINISH (PasarAuthorisation, get_token)
