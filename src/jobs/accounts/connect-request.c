/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/connect-request.h"

#include "shopee/error.h"
#include "shopee/host.h"

#include <glib/gi18n-lib.h>

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * pasar_connect_request_check:
 * @self: what the seller entered
 * @error: return location: %PASAR_ERROR_PARAMETER, a sentence that says what is missing
 *
 * Looks at what was typed, before anything is sent.
 *
 * Returns: (transfer full) (nullable): base URL of the host, when everything is there
 */
char *
pasar_connect_request_check (const PasarConnectRequest *self, GError **error)
{
  const PasarHost *host = pasar_host_find (self->host_id);
  const gboolean has_code = is_given (self->code);
  const char *message = NULL;

  if (host == NULL)
    message = _ ("This server is not known. Choose one from the list.");
  else if (self->partner_id <= 0)
    message = _ ("Enter the partner ID.");
  else if (!is_given (self->partner_key))
    message = _ ("Enter the partner key.");
  else if (has_code && self->shop_id <= 0 && self->main_account_id <= 0)
    message = _ (
        "The pasted address names no shop. Paste the whole address of the page that Shopee opened last.");
  else if (!has_code && self->shop_id <= 0)
    message = _ ("Enter the shop ID.");
  else if (!has_code && !is_given (self->access_token) && !is_given (self->refresh_token))
    message = _ ("Enter an access token or a refresh token, or authorise in the browser.");
  else if (host->base_url == NULL)
    return pasar_host_check_custom (self->base_url, error);
  else
    return g_strdup (host->base_url);
  g_set_error_literal (error, PASAR_ERROR, PASAR_ERROR_PARAMETER, message);
  return NULL;
}
