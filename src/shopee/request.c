/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/answer-private.h"
#include "shopee/client-private.h"
#include "shopee/scrub-private.h"
#include "shopee/sign-private.h"

static char *
build_query (PasarClient *self,
             const PasarCallSpec *spec,
             const PasarCallInput *input,
             gint64 timestamp,
             const char *access_token)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree char *sign = NULL;

  g_string_printf (query,
                   "partner_id=%" G_GINT64_FORMAT "&timestamp=%" G_GINT64_FORMAT,
                   self->partner_id,
                   timestamp);
  if ((spec->flags & PASAR_REQUEST_PUBLIC) != 0)
    {
      sign = pasar_sign_public (self->partner_key, self->partner_id, spec->path, timestamp);
    }
  else
    {
      sign = pasar_sign_shop (self->partner_key,
                              self->partner_id,
                              spec->path,
                              timestamp,
                              access_token,
                              self->shop_id);
      g_string_append (query, "&access_token=");
      g_string_append_uri_escaped (query, access_token, NULL, FALSE);
      g_string_append_printf (query, "&shop_id=%" G_GINT64_FORMAT, self->shop_id);
    }
  g_string_append_printf (query, "&sign=%s", sign);
  if (input->query != NULL)
    g_string_append (query, input->query);
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/**
 * pasar_request_new:
 * @self: a client
 * @spec: the call
 * @input: what it sends
 * @timestamp: Unix seconds by the server's clock
 * @access_token: the token of this try
 *
 * Makes the message of one try, signed anew.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL when the base URL is none
 */
SoupMessage *
pasar_request_new (PasarClient *self,
                   const PasarCallSpec *spec,
                   const PasarCallInput *input,
                   gint64 timestamp,
                   const char *access_token)
{
  g_auto (PasarSecretText) query = build_query (self, spec, input, timestamp, access_token);
  g_auto (PasarSecretText) url = g_strconcat (self->base_url, spec->path, "?", query, NULL);
  gboolean post = (spec->flags & PASAR_REQUEST_POST) != 0;
  SoupMessage *message = soup_message_new (post ? SOUP_METHOD_POST : SOUP_METHOD_GET, url);

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message),
                                "Accept",
                                "application/json");
  if (input->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", input->body);
  return message;
}

/**
 * pasar_request_redact:
 * @query: (nullable): a query
 *
 * Makes a query fit for a log: the values that let others act as the seller are left out.
 *
 * Returns: (transfer full): the query without secrets
 */
char *
pasar_request_redact (const char *query)
{
  static const char
      *const secrets[] = { "access_token=", "sign=", "refresh_token=", "code=", "partner_key=" };
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (secrets); j++)
      if (g_str_has_prefix (parts[i], secrets[j]))
        {
          g_free (parts[i]);
          parts[i] = g_strconcat (secrets[j], "…", NULL);
        }
  return g_strjoinv ("&", parts);
}

/**
 * pasar_request_log:
 * @message: a message that was exchanged
 * @sent_at: when it was sent, microseconds of the monotonic clock
 * @answer: what became of it
 *
 * Logs a try, without secrets.
 */
void
pasar_request_log (SoupMessage *message, gint64 sent_at, const PasarAnswer *answer)
{
  GUri *uri = soup_message_get_uri (message);
  g_autofree char *query = pasar_request_redact (g_uri_get_query (uri));

  g_debug ("%s?%s: HTTP %u, %s, request %s, %" G_GINT64_FORMAT " ms",
           g_uri_get_path (uri),
           query,
           soup_message_get_status (message),
           answer->code != NULL && *answer->code != '\0'
               ? answer->code
               : (answer->error != NULL ? "failed" : "ok"),
           answer->request_id != NULL ? answer->request_id : "-",
           (g_get_monotonic_time () - sent_at) / 1000);
}

/**
 * pasar_request_dup_secrets:
 * @self: a client
 * @input: what was sent
 * @message: with what it was sent
 * @access_token: (nullable): the token of this try
 *
 * Returns: (transfer full) (element-type utf8): all that went with a request and that nobody else
 *   may see, for pasar_scrub_text()
 */
GPtrArray *
pasar_request_dup_secrets (PasarClient *self,
                           const PasarCallInput *input,
                           SoupMessage *message,
                           const char *access_token)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_secret_free);
  const char *query = g_uri_get_query (soup_message_get_uri (message));
  g_autoptr (GHashTable) parameters =
      g_uri_parse_params (query != NULL ? query : "", -1, "&", G_URI_PARAMS_NONE, NULL);

  pasar_scrub_add (secrets, self->partner_key);
  pasar_scrub_add (secrets, access_token);
  pasar_scrub_add (secrets, input->secret);
  if (self->tokens != NULL)
    {
      pasar_scrub_add (secrets, self->tokens->access_token);
      pasar_scrub_add (secrets, self->tokens->refresh_token);
    }
  if (parameters != NULL)
    pasar_scrub_add (secrets, g_hash_table_lookup (parameters, "sign"));
  return secrets;
}
