/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#define PATH PRODUCT "get_boosted_list"

typedef struct
{
  const char *name;
  const char *drop; /* (nullable): parameter left out */
  const char *change;
  const char *to;
  gint64 clock; /* seconds off */
  guint status;
  const char *error;
  const char *message;
} Row;

static const Row rows[] = {
  { "good", NULL, NULL, NULL, 0, 200, "", "" },
  { "four-minutes-late", NULL, NULL, NULL, -240, 200, "", "" },
  { "four-minutes-early", NULL, NULL, NULL, 240, 200, "", "" },
  { "no-partner",
    "partner_id",
    NULL,
    NULL,
    0,
    200,
    "error_param",
    "There is no partner_id in query." },
  { "no-timestamp", "timestamp", NULL, NULL, 0, 200, "error_param", "no timestamp" },
  { "no-sign", "sign", NULL, NULL, 0, 200, "error_param", "There is no sign in query." },
  { "no-token",
    "access_token",
    NULL,
    NULL,
    0,
    200,
    "error_param",
    "There is no access_token in query." },
  { "no-shop", "shop_id", NULL, NULL, 0, 200, "error_param", "There is no shop_id in query." },
  { "partner-not-a-number",
    NULL,
    "partner_id",
    "abc",
    0,
    200,
    "error_param",
    "partner_id should be an integer between 0 and 4294967295" },
  { "shop-too-big",
    NULL,
    "shop_id",
    "4294967296",
    0,
    200,
    "error_param",
    "shop_id should be an integer between 0 and 4294967295" },
  { "timestamp-not-a-number",
    NULL,
    "timestamp",
    "1e9",
    0,
    200,
    "error_param",
    "timestamp should be an integer between 0 and 4294967295" },
  { "other-partner", NULL, "partner_id", "2009999", 0, 200, "error_param", "Invalid partner_id." },
  { "wrong-sign", NULL, "sign", "00", 0, 403, "error_sign", "Wrong sign." },
  { "ten-minutes-late", NULL, NULL, NULL, -600, 403, "error_param", "Timestamp is expired." },
  { "ten-minutes-early", NULL, NULL, NULL, 600, 403, "error_param", "Invalid timestamp" },
  { "wrong-token",
    NULL,
    "access_token",
    "0123",
    0,
    403,
    "invalid_acceess_token",
    "Invalid access_token, please have a check." },
  { "unknown-shop",
    NULL,
    "shop_id",
    "123",
    0,
    200,
    "error_param_shop_id_not_found",
    "Shop_id is not found." },
  { "shop-of-another-token",
    NULL,
    "shop_id",
    "600002",
    0,
    403,
    "error_auth",
    "Invalid partner_id or shopid." },
};

static char *
number (gint64 value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
value_of (const Row *row, const char *name, const char *usual)
{
  return g_strdup (g_strcmp0 (row->change, name) == 0 ? row->to : usual);
}

static char *
query_of (SandboxClient *client, const Row *row)
{
  g_autofree char *partner_text = number (pasar_sandbox_get_partner_id (client->sandbox));
  g_autofree char *time_text = number (g_get_real_time () / G_USEC_PER_SEC + row->clock);
  g_autofree char *shop_text = number (client->shop_id);
  g_autofree char *partner = value_of (row, "partner_id", partner_text);
  g_autofree char *timestamp = value_of (row, "timestamp", time_text);
  g_autofree char *shop = value_of (row, "shop_id", shop_text);
  g_autofree char *token = value_of (row, "access_token", client->access_token);
  g_autofree char *base = g_strconcat (partner, PATH, timestamp, token, shop, NULL);
  g_autofree char *right = sandbox_client_sign (client, base);
  g_autofree char *sign = value_of (row, "sign", right);
  const char *pairs[][2] = { { "partner_id", partner },
                             { "timestamp", timestamp },
                             { "access_token", token },
                             { "shop_id", shop },
                             { "sign", sign } };
  GString *query = g_string_new (PATH "?");

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_strcmp0 (row->drop, pairs[i][0]) != 0)
      g_string_append_printf (query, "%s=%s&", pairs[i][0], pairs[i][1]);
  return g_string_free (query, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  PasarSandboxOptions options = { .second_shop = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *query = query_of (client, row);
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "GET", query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sandbox_client_member (client, "error"), ==, row->error);
  g_assert_cmpstr (sandbox_client_member (client, "message"), ==, row->message);
  g_assert_cmpuint (client->status, ==, row->status);
}

static void
test_unknown_path (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_cmpstr (sandbox_client_get (client, PRODUCT "delete_item", NULL), ==, "error_param");
  g_assert_cmpuint (client->status, ==, 404);
  g_assert_cmpstr (sandbox_client_get (client, PRODUCT "update_price", NULL), ==, "error_param");
}

static void
test_merchant_beside_shop (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_cmpstr (sandbox_client_get (client, PATH, "merchant_id=1"), ==, "error_sign");
}

static void
test_clock_skew (void)
{
  PasarSandboxOptions options = { .clock_skew_seconds = 3600 };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autoptr (GDateTime) date = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "error_param");
  date =
      soup_date_time_new_from_http_string (soup_message_headers_get_one (client->headers, "Date"));
  g_assert_cmpint (ABS (g_date_time_to_unix (date) - now - 3600), <=, 20);
  client->now_offset = g_date_time_to_unix (date) - now;
  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "");
}

static void
test_rate (void)
{
  PasarSandboxOptions options = { .rate_per_second = 0.001, .retry_after_seconds = 2 };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);

  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "");
  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "error_rate_limit");
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Retry-After"), ==, "2");
  g_assert_cmpuint (client->status, ==, 200);
}

static void
test_shop_states (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  sandbox_client_change (client, "{\"do\":\"set_banned\",\"on\":1}");
  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "shop_banned");
  sandbox_client_change (client, "{\"do\":\"set_banned\",\"on\":0}");
  sandbox_client_change (client, "{\"do\":\"unlink_shop\"}");
  g_assert_cmpstr (sandbox_client_get (client, PATH, NULL), ==, "shop_no_linked");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/handshake/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/handshake/unknown-path", test_unknown_path);
  g_test_add_func ("/handshake/merchant-beside-shop", test_merchant_beside_shop);
  g_test_add_func ("/handshake/clock-skew", test_clock_skew);
  g_test_add_func ("/handshake/rate", test_rate);
  g_test_add_func ("/handshake/shop-states", test_shop_states);
  return g_test_run ();
}
