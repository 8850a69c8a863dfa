/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <string.h>

SandboxClient *
sandbox_client_new (const PasarSandboxOptions *options)
{
  g_autoptr (GError) error = NULL;
  SandboxClient *client = g_new0 (SandboxClient, 1);

  client->sandbox = pasar_sandbox_new (options, &error);
  g_assert_no_error (error);
  pasar_sandbox_start (client->sandbox, &error);
  g_assert_no_error (error);
  client->session = soup_session_new_with_options ("proxy-resolver",
                                                   NULL,
                                                   "timeout",
                                                   20,
                                                   "max-conns",
                                                   64,
                                                   "max-conns-per-host",
                                                   64,
                                                   NULL);
  client->access_token = pasar_sandbox_dup_access_token (client->sandbox, 0);
  client->shop_id = pasar_sandbox_get_shop_id (client->sandbox, 0);
  client->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  return client;
}

void
sandbox_client_free (SandboxClient *client)
{
  soup_session_abort (client->session);
  g_clear_object (&client->session);
  pasar_sandbox_stop (client->sandbox);
  g_assert_finalize_object (client->sandbox);
  g_clear_pointer (&client->json, json_node_unref);
  soup_message_headers_unref (client->headers);
  g_free (client->access_token);
  g_free (client->text);
  g_free (client);
}

char *
sandbox_client_sign (SandboxClient *client, const char *base)
{
  const char *key = pasar_sandbox_get_partner_key (client->sandbox);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256,
                                    (const guchar *) key,
                                    strlen (key),
                                    base,
                                    -1);
}

static void
copy_header_cb (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

gboolean
sandbox_client_send (SandboxClient *client,
                     const char *method,
                     const char *path_and_query,
                     const char *body,
                     GError **error)
{
  g_autofree char *uri =
      g_strconcat (pasar_sandbox_get_uri (client->sandbox), path_and_query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) answer = NULL;
  gsize size;

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  g_clear_pointer (&client->text, g_free);
  g_clear_pointer (&client->json, json_node_unref);
  answer = soup_session_send_and_read (client->session, message, NULL, error);
  if (answer == NULL)
    return FALSE;
  client->status = soup_message_get_status (message);
  size = g_bytes_get_size (answer);
  client->text = g_strndup (size > 0 ? g_bytes_get_data (answer, NULL) : "", size);
  client->json = json_from_string (client->text, NULL);
  soup_message_headers_clear (client->headers);
  soup_message_headers_foreach (soup_message_get_response_headers (message),
                                copy_header_cb,
                                client->headers);
  return TRUE;
}

char *
sandbox_client_query (SandboxClient *client, const char *path, gboolean with_shop)
{
  gint64 partner = pasar_sandbox_get_partner_id (client->sandbox);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + client->now_offset;
  g_autofree char *shop = g_strdup_printf ("%" G_GINT64_FORMAT, client->shop_id);
  g_autofree char *base = g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT "%s%s",
                                           partner,
                                           path,
                                           now,
                                           with_shop ? client->access_token : "",
                                           with_shop ? shop : "");
  g_autofree char *sign = sandbox_client_sign (client, base);

  return g_strdup_printf ("%s?partner_id=%" G_GINT64_FORMAT "&timestamp=%" G_GINT64_FORMAT
                          "%s%s%s%s&sign=%s",
                          path,
                          partner,
                          now,
                          with_shop ? "&access_token=" : "",
                          with_shop ? client->access_token : "",
                          with_shop ? "&shop_id=" : "",
                          with_shop ? shop : "",
                          sign);
}

static const char *
send (SandboxClient *client,
      const char *method,
      const char *path,
      gboolean with_shop,
      const char *query,
      const char *body)
{
  g_autofree char *signed_query = sandbox_client_query (client, path, with_shop);
  g_autofree char *all =
      query != NULL ? g_strconcat (signed_query, "&", query, NULL) : g_strdup (signed_query);
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, method, all, body, &error);
  g_assert_no_error (error);
  return sandbox_client_member (client, "error");
}

const char *
sandbox_client_get (SandboxClient *client, const char *path, const char *query)
{
  return send (client, "GET", path, TRUE, query, NULL);
}

const char *
sandbox_client_post (SandboxClient *client, const char *path, const char *body)
{
  return send (client, "POST", path, TRUE, NULL, body);
}

const char *
sandbox_client_post_public (SandboxClient *client, const char *path, const char *body)
{
  return send (client, "POST", path, FALSE, NULL, body);
}

/* Trades the refresh token for a new access token. */
void
sandbox_client_renew (SandboxClient *client)
{
  g_autofree char *token = pasar_sandbox_dup_refresh_token (client->sandbox, 0);
  g_autofree char *body =
      g_strdup_printf ("{\"refresh_token\":\"%s\",\"partner_id\":%" G_GINT64_FORMAT
                       ",\"shop_id\":%" G_GINT64_FORMAT "}",
                       token,
                       pasar_sandbox_get_partner_id (client->sandbox),
                       client->shop_id);

  g_assert_cmpstr (sandbox_client_post_public (client, "/api/v2/auth/access_token/get", body),
                   ==,
                   "");
  g_free (client->access_token);
  client->access_token = g_strdup (sandbox_client_member (client, "access_token"));
}

const char *
sandbox_client_member (SandboxClient *client, const char *name)
{
  g_assert_nonnull (client->json);
  return json_object_get_string_member_with_default (json_node_get_object (client->json),
                                                     name,
                                                     "(none)");
}

gint64
sandbox_client_int (SandboxClient *client, const char *json_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) found = json_path_query (json_path, client->json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (found)), >, 0);
  return json_array_get_int_element (json_node_get_array (found), 0);
}

void
sandbox_client_change (SandboxClient *client, const char *body)
{
  g_autofree char *filled = sandbox_client_fill (client, body);
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "POST", "/_sandbox/state", filled, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sandbox_client_member (client, "error"), ==, "");
}

/* Asks one of the paths that steer the simulation. */
gint64
sandbox_client_control (SandboxClient *client, const char *path, const char *json_path)
{
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "GET", path, NULL, &error);
  g_assert_no_error (error);
  return sandbox_client_int (client, json_path);
}

/* What the first item costs, in minor units. */
gint64
sandbox_client_stored_price (SandboxClient *client)
{
  return sandbox_client_control (client,
                                 "/_sandbox/item?item_id=25000000011",
                                 "$.rows[0].price_minor");
}

gint64
sandbox_item (guint n)
{
  return G_GINT64_CONSTANT (25000000011) + 37 * (gint64) n;
}

gint64
sandbox_client_model (SandboxClient *client, gint64 item_id, guint n)
{
  g_autofree char *query = g_strdup_printf ("item_id=%" G_GINT64_FORMAT, item_id);
  g_autofree char *path = g_strdup_printf ("$.response.model[%u].model_id", n);

  g_assert_cmpstr (sandbox_client_get (client, PRODUCT "get_model_list", query), ==, "");
  return sandbox_client_int (client, path);
}

static gboolean
fill_cb (const GMatchInfo *match, GString *out, gpointer user_data)
{
  g_autofree char *kind = g_match_info_fetch (match, 1);
  g_autofree char *item = g_match_info_fetch (match, 2);
  g_autofree char *model = g_match_info_fetch (match, 3);
  gint64 id = sandbox_item ((guint) g_ascii_strtoull (item, NULL, 10));

  if (*kind == 'm')
    id = sandbox_client_model (user_data, id, (guint) g_ascii_strtoull (model, NULL, 10));
  g_string_append_printf (out, "%" G_GINT64_FORMAT, id);
  return FALSE;
}

char *
sandbox_client_fill (SandboxClient *client, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{([im])(\\d+)(?:\\.(\\d+))?\\}", 0, 0, NULL);

  return g_regex_replace_eval (regex, text, -1, 0, 0, fill_cb, client, NULL);
}

typedef struct
{
  const SandboxRow *row;
  gboolean post;
} RowTest;

static void
test_row (gconstpointer data)
{
  const RowTest *test = data;
  const SandboxRow *row = test->row;
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *path = g_strconcat (PRODUCT, row->call, NULL);
  g_autofree char *filled = sandbox_client_fill (client, row->body);
  g_autofree char *contains =
      row->contains != NULL ? sandbox_client_fill (client, row->contains) : NULL;

  if (test->post)
    sandbox_client_post (client, path, filled);
  else
    sandbox_client_get (client, path, filled);
  g_test_message ("%s", client->text);
  g_assert_cmpstr (sandbox_client_member (client, "error"), ==, row->error);
  if (row->message != NULL)
    g_assert_cmpstr (sandbox_client_member (client, "message"), ==, row->message);
  if (contains != NULL)
    g_assert_nonnull (strstr (client->text, contains));
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_cmpuint (strlen (sandbox_client_member (client, "request_id")), ==, 32);
}

void
sandbox_add_rows (const char *prefix, const SandboxRow *rows, guint n_rows, gboolean post)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s", prefix, rows[i].name);
      RowTest *test = g_new0 (RowTest, 1);

      test->row = &rows[i];
      test->post = post;
      g_test_add_data_func_full (path, test, test_row, g_free);
    }
}
