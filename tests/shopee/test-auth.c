/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"
#include "shopee/sign-private.h"

#include <string.h>

static void
test_page_link (void)
{
  static const struct
  {
    const char *base_url;
    const char *link;
  } cases[] = {
    { "https://partner.shopeemobile.com",
      "https://open.shopee.com/auth?partner_id=2009999&auth_type=seller"
      "&redirect_uri=https%3A%2F%2Fexample.com%2Fback%3Fa%3D1&response_type=code&state=x%20%26y" },
    { "https://openplatform.sandbox.test-stable.shopee.sg",
      "https://open.sandbox.test-stable.shopee.com/auth?partner_id=2009999&auth_type=seller"
      "&redirect_uri=https%3A%2F%2Fexample.com%2Fback%3Fa%3D1&response_type=code&state=x%20%26y" },
    { "http://127.0.0.1:8080",
      "http://127.0.0.1:8080/auth?partner_id=2009999&auth_type=seller"
      "&redirect_uri=https%3A%2F%2Fexample.com%2Fback%3Fa%3D1&response_type=code&state=x%20%26y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarClient) client = pasar_client_new (cases[i].base_url, PARTNER, KEY, 0);
      g_autoptr (GError) error = NULL;
      g_autofree char *link =
          pasar_client_dup_auth_link (client, TRUE, "https://example.com/back?a=1", "x &y", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (link, ==, cases[i].link);
    }
}

static void
test_no_page (void)
{
  g_autoptr (PasarClient) client =
      pasar_client_new ("https://partner.test-stable.shopeemobile.com", PARTNER, KEY, 0);
  g_autoptr (PasarClient) nobody = pasar_client_new ("https://partner.shopeemobile.com", 0, KEY, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_id = NULL;

  g_assert_null (pasar_client_dup_auth_link (client, TRUE, "https://example.com", NULL, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
  g_assert_null (pasar_client_dup_auth_link (nobody, FALSE, "https://example.com", NULL, &no_id));
  g_assert_error (no_id, PASAR_ERROR, PASAR_ERROR_PARAMETER);
}

static void
test_signed_link (void)
{
  g_autoptr (PasarClient) client =
      pasar_client_new ("https://partner.shopeemobile.com/", PARTNER, KEY, 0);
  g_autofree char *link =
      pasar_client_dup_auth_link (client, FALSE, "https://example.com/b?a=1", "s t", NULL);
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GHashTable) query =
      g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  gint64 timestamp = g_ascii_strtoll (g_hash_table_lookup (query, "timestamp"), NULL, 10);
  g_autofree char *sign = pasar_sign_public (KEY, PARTNER, "/api/v2/shop/auth_partner", timestamp);

  g_assert_cmpstr (g_uri_get_host (uri), ==, "partner.shopeemobile.com");
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/api/v2/shop/auth_partner");
  g_assert_cmpstr (g_hash_table_lookup (query, "sign"), ==, sign);
  g_assert_cmpstr (g_hash_table_lookup (query, "redirect"),
                   ==,
                   "https://example.com/b?a=1&state=s%20t");
  g_assert_null (strstr (link, KEY));
}

static void
test_redirect (void)
{
  static const struct
  {
    const char *address;
    const char *code;
    gint64 shop_id;
    gint64 main_account_id;
    const char *state;
  } cases[] = {
    { "https://example.com/back?code=abc&shop_id=60000001", "abc", 60000001, 0, NULL },
    { "  https://example.com/?a=1&state=x%20y&code=a%2Fb&main_account_id=77#frag\n",
      "a/b",
      0,
      77,
      "x y" },
    { "?code=abc&shop_id=1", "abc", 1, 0, NULL },
    { "code=abc&shop_id=1", "abc", 1, 0, NULL },
    { "example.com?shop_id=1&code=abc&main_account_id=", "abc", 1, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = NULL;
      g_autofree char *state = NULL;
      gint64 shop_id;
      gint64 main_account_id;
      g_autoptr (GError) error = NULL;

      g_assert_true (pasar_client_parse_redirect (cases[i].address,
                                                  &code,
                                                  &shop_id,
                                                  &main_account_id,
                                                  &state,
                                                  &error));
      g_assert_no_error (error);
      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_cmpint (shop_id, ==, cases[i].shop_id);
      g_assert_cmpint (main_account_id, ==, cases[i].main_account_id);
      g_assert_cmpstr (state, ==, cases[i].state);
      g_assert_true (
          pasar_client_parse_redirect (cases[i].address, NULL, NULL, NULL, NULL, &error));
    }
}

static void
test_redirect_refused (void)
{
  static const char *const cases[] = {
    NULL,
    "",
    "https://example.com",
    "https://example.com/?shop_id=1",
    "https://example.com/?code=&shop_id=1",
    "https://example.com/?code=abc",
    "https://example.com/?code=abc&shop_id=x",
    "https://example.com/?code=abc&shop_id=-1",
    "https://example.com/?code=abc&shop_id=0",
    "https://example.com/?code=abc&shop_id=99999999999999999999",
    "https://example.com/?code=abc&shop_id=1&main_account_id=2",
    "https://example.com/?code=%zz&shop_id",
    "%%%&&&===???",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *code = (char *) "untouched";
      char *state = NULL;
      gint64 shop_id = 5;
      gint64 main_account_id = 6;
      g_autoptr (GError) error = NULL;

      g_assert_false (pasar_client_parse_redirect (cases[i],
                                                   &code,
                                                   &shop_id,
                                                   &main_account_id,
                                                   &state,
                                                   &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
      g_assert_cmpstr (code, ==, "untouched");
      g_assert_cmpint (shop_id, ==, 5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/page-link", test_page_link);
  g_test_add_func ("/auth/no-page", test_no_page);
  g_test_add_func ("/auth/signed-link", test_signed_link);
  g_test_add_func ("/auth/redirect", test_redirect);
  g_test_add_func ("/auth/redirect-refused", test_redirect_refused);
  return g_test_run ();
}
