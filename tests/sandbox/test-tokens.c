/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <string.h>

#define TOKEN_PATH   "/api/v2/auth/token/get"
#define REFRESH_PATH "/api/v2/auth/access_token/get"
#define PING         PRODUCT "get_boosted_list"

static const char *
refresh (SandboxClient *client, const char *token, gint64 shop_id)
{
  g_autofree char *body =
      g_strdup_printf ("{\"refresh_token\":\"%s\",\"partner_id\":%" G_GINT64_FORMAT
                       ",\"shop_id\":%" G_GINT64_FORMAT "}",
                       token,
                       pasar_sandbox_get_partner_id (client->sandbox),
                       shop_id);

  return sandbox_client_post_public (client, REFRESH_PATH, body);
}

static char *
parameter (const char *location, const char *name)
{
  g_autoptr (GUri) uri = g_uri_parse (location, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) values =
      g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);

  return g_strdup (g_hash_table_lookup (values, name));
}

/* What a seller does in the browser: opens the page, clicks, is sent back. */
static char *
authorise (SandboxClient *client, gint64 id)
{
  g_autofree char *path =
      g_strdup_printf ("/_sandbox/authorise?id=%" G_GINT64_FORMAT
                       "&redirect=https%%3A%%2F%%2Fapp.example%%2Fback%%3Fa%%3D1&state=s%%201",
                       id);
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "GET", path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (client->status, ==, 302);
  return g_strdup (soup_message_headers_get_one (client->headers, "Location"));
}

static const char *
trade (SandboxClient *client, const char *code, const char *account)
{
  g_autofree char *body =
      g_strdup_printf ("{\"code\":\"%s\",\"partner_id\":%" G_GINT64_FORMAT ",%s}",
                       code,
                       pasar_sandbox_get_partner_id (client->sandbox),
                       account);

  return sandbox_client_post_public (client, TOKEN_PATH, body);
}

static void
use_new_token (SandboxClient *client)
{
  g_free (client->access_token);
  client->access_token = g_strdup (sandbox_client_member (client, "access_token"));
}

static void
test_rotation (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *old = pasar_sandbox_dup_refresh_token (client->sandbox, 0);
  g_autofree char *newest = NULL;

  g_assert_cmpstr (refresh (client, old, client->shop_id), ==, "");
  g_assert_cmpint (sandbox_client_int (client, "$.expire_in"), ==, 14400);
  g_assert_cmpint (sandbox_client_int (client, "$.shop_id"), ==, client->shop_id);
  g_assert_false (json_object_has_member (json_node_get_object (client->json), "response"));
  newest = g_strdup (sandbox_client_member (client, "refresh_token"));
  g_assert_cmpstr (newest, !=, old);
  /* The old pair: refreshing no more, calling for five more minutes. */
  g_assert_cmpstr (refresh (client, old, client->shop_id), ==, "error_auth");
  g_assert_cmpstr (sandbox_client_member (client, "message"), ==, "Invalid refresh_token.");
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
  sandbox_client_change (client, "{\"do\":\"set_clock\",\"advance\":301}");
  client->now_offset = 301;
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "invalid_acceess_token");
  g_assert_cmpstr (refresh (client, newest, client->shop_id), ==, "");
  use_new_token (client);
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
}

static void
test_expiry (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *token = pasar_sandbox_dup_refresh_token (client->sandbox, 0);

  sandbox_client_change (client, "{\"do\":\"set_clock\",\"advance\":14401}");
  client->now_offset = 14401;
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "invalid_acceess_token");
  g_assert_cmpuint (client->status, ==, 403);
  sandbox_client_change (client, "{\"do\":\"set_clock\",\"skew\":2592001}");
  client->now_offset = 2592001;
  g_assert_cmpstr (refresh (client, token, client->shop_id), ==, "refresh_token_expired");
}

static void
test_taken_back (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *token = pasar_sandbox_dup_refresh_token (client->sandbox, 0);
  g_autofree char *other = NULL;

  sandbox_client_change (client, "{\"do\":\"expire_tokens\"}");
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "invalid_acceess_token");
  g_assert_cmpstr (refresh (client, token, client->shop_id), ==, "");
  other = g_strdup (sandbox_client_member (client, "refresh_token"));
  sandbox_client_change (client, "{\"do\":\"end_authorisation\"}");
  g_assert_cmpstr (refresh (client, other, client->shop_id), ==, "shop_access_expired");
  sandbox_client_change (client, "{\"do\":\"unlink_shop\"}");
  g_assert_cmpstr (refresh (client, other, client->shop_id), ==, "shop_no_linked");
  sandbox_client_change (client, "{\"do\":\"revoke_tokens\"}");
  g_assert_cmpstr (refresh (client, other, client->shop_id), ==, "error_auth");
}

static void
test_wrong_refreshes (void)
{
  static const struct
  {
    const char *body;
    const char *error;
  } rows[] = {
    { "{", "error_param" },
    { "{\"partner_id\":2000501,\"shop_id\":600001}", "error_param" },
    { "{\"refresh_token\":\"x\",\"shop_id\":600001}", "error_param" },
    { "{\"refresh_token\":\"x\",\"partner_id\":\"2000501\",\"shop_id\":600001}", "error_param" },
    { "{\"refresh_token\":\"x\",\"partner_id\":5,\"shop_id\":600001}", "invalid_partner_id" },
    { "{\"refresh_token\":\"x\",\"partner_id\":2000501}", "error_param" },
    { "{\"refresh_token\":\"x\",\"partner_id\":2000501,\"shop_id\":\"600001\"}", "error_param" },
    { "{\"refresh_token\":\"x\",\"partner_id\":2000501,\"shop_id\":5}",
      "error_param_shop_id_not_found" },
    { "{\"refresh_token\":\"x\",\"partner_id\":2000501,\"shop_id\":600001}", "error_auth" },
  };
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (sandbox_client_post_public (client, REFRESH_PATH, rows[i].body),
                     ==,
                     rows[i].error);
}

static void
test_code (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *location = authorise (client, client->shop_id);
  g_autofree char *code = parameter (location, "code");
  g_autofree char *state = parameter (location, "state");

  g_assert_true (g_str_has_prefix (location, "https://app.example/back?a=1&code="));
  g_assert_cmpstr (state, ==, "s 1");
  g_assert_cmpstr (trade (client, code, "\"shop_id\":5"), ==, "invalid_shop_id");
  g_assert_cmpstr (trade (client, code, "\"main_account_id\":5"), ==, "invalid_main_acount_id");
  g_assert_cmpstr (trade (client, code, "\"shop_id\":600001"), ==, "");
  use_new_token (client);
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
  g_assert_cmpstr (trade (client, code, "\"shop_id\":600001"), ==, "invalid_code");
}

static void
test_code_expires (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *location = authorise (client, client->shop_id);
  g_autofree char *code = parameter (location, "code");

  sandbox_client_change (client, "{\"do\":\"set_clock\",\"advance\":601}");
  client->now_offset = 601;
  g_assert_cmpstr (trade (client, code, "\"shop_id\":600001"), ==, "invalid_code");
}

static void
test_main_account (void)
{
  PasarSandboxOptions options = { .second_shop = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *location = authorise (client, 700001);
  g_autofree char *code = parameter (location, "code");
  g_autofree char *token = NULL;

  g_assert_nonnull (strstr (location, "main_account_id=700001"));
  g_assert_cmpstr (trade (client, code, "\"main_account_id\":700001"), ==, "");
  g_assert_nonnull (strstr (client->text, "\"shop_id_list\":[600001,600002]"));
  token = g_strdup (sandbox_client_member (client, "refresh_token"));
  use_new_token (client);
  client->shop_id = 600002;
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
  /* The first refresh token works once for each shop. */
  g_assert_cmpstr (refresh (client, token, 600001), ==, "");
  g_assert_cmpstr (refresh (client, token, 600002), ==, "");
  use_new_token (client);
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
  g_assert_cmpstr (refresh (client, token, 600002), ==, "error_auth");
}

static void
test_pages (void)
{
  PasarSandboxOptions options = { .second_shop = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *query = sandbox_client_query (client, "/api/v2/shop/auth_partner", FALSE);
  g_autofree char *signed_link =
      g_strconcat (query, "&redirect=https%3A%2F%2Fapp.example%2F%3Fx%3D%22%3Cb%3E", NULL);
  g_autofree char *bad_sign = g_strconcat (signed_link, NULL);
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "GET", signed_link, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (client->text, "Authorise Sandbox SG (SG)"));
  g_assert_nonnull (strstr (client->text, "Authorise all shops"));
  g_assert_null (strstr (client->text, "<b>"));
  strstr (bad_sign, "sign=")[5] = 'x';
  sandbox_client_send (client, "GET", bad_sign, NULL, &error);
  g_assert_cmpstr (sandbox_client_member (client, "error"), ==, "error_sign");
  sandbox_client_send (client,
                       "GET",
                       "/auth?partner_id=2000501&auth_type=seller&response_type=code&state=7"
                       "&redirect_uri=https%3A%2F%2Fapp.example%2F",
                       NULL,
                       &error);
  g_assert_nonnull (strstr (client->text, "state=7"));
  sandbox_client_send (client,
                       "GET",
                       "/auth?partner_id=2000501&auth_type=seller&response_type=code"
                       "&redirect_uri=javascript%3Aalert(1)",
                       NULL,
                       &error);
  g_assert_cmpstr (sandbox_client_member (client, "error"), ==, "error_param");
  sandbox_client_send (client,
                       "GET",
                       "/_sandbox/authorise?id=600001&redirect=http%3A%2F%2Fx%2F%0D%0AX-Two%3A1",
                       NULL,
                       &error);
  g_assert_cmpuint (client->status, ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/rotation", test_rotation);
  g_test_add_func ("/tokens/expiry", test_expiry);
  g_test_add_func ("/tokens/taken-back", test_taken_back);
  g_test_add_func ("/tokens/wrong-refreshes", test_wrong_refreshes);
  g_test_add_func ("/tokens/code", test_code);
  g_test_add_func ("/tokens/code-expires", test_code_expires);
  g_test_add_func ("/tokens/main-account", test_main_account);
  g_test_add_func ("/tokens/pages", test_pages);
  return g_test_run ();
}
