/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <glib/gstdio.h>
#include <string.h>

#define PING PRODUCT "get_boosted_list"

/* Of the item that has none yet. */
static const char *const first_price =
    "{\"item_id\":25000001047,\"price_list\":[{\"original_price\":5}]}";

static void
send_with_header (SandboxClient *client, const char *name, const char *value, guint expected)
{
  g_autofree char *uri =
      g_strconcat (pasar_sandbox_get_uri (client->sandbox), "/_sandbox/info", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  answer = soup_session_send_and_read (client->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, expected);
}

static void
test_only_from_here (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  guint16 port =
      (guint16) g_ascii_strtoull (strrchr (pasar_sandbox_get_uri (client->sandbox), ':') + 1,
                                  NULL,
                                  10);

  /* Another address of this machine: whoever listens on all of them would be found there. */
  g_assert_null (g_socket_client_connect_to_host (socket_client, "127.0.0.2", port, NULL, NULL));
  send_with_header (client, "Host", "evil.example", 403);
  send_with_header (client, "Host", "127.0.0.1.evil.example", 403);
  send_with_header (client, "Host", "localhost:1", 200);
  send_with_header (client, "Origin", "https://evil.example", 403);
  send_with_header (client, "Origin", "http://localhost:99", 200);
}

/* A change that cannot be made is told, so that no test waits for what never happens. */
static void
test_bad_changes (void)
{
  static const char *const bodies[] = {
    "{\"do\":\"nothing\"}",
    "{\"do\":\"expire_tokens\",\"shop_id\":5}",
    "{\"do\":\"delete_item\"}",
    "{\"do\":\"delete_item\",\"item_id\":5}",
    "{\"do\":\"set_status\",\"item_id\":25000000011,\"status\":\"NICE\"}",
    "{\"do\":\"set_price\",\"item_id\":25000000011}",
    "{\"do\":\"set_price\",\"item_id\":25000000011,\"minor\":-1}",
    "{\"do\":\"set_price\",\"item_id\":25000000011,\"minor\":9223372036854775807}",
    "{\"do\":\"set_price\",\"item_id\":25000000011,\"model_id\":5,\"minor\":7}",
    "{\"do\":\"set_stock\",\"item_id\":25000000011,\"stock\":10000001}",
    "{\"do\":\"set_stock\",\"item_id\":25000000011,\"stock\":1,\"location_id\":\"SG2\"}",
    "{\"do\":\"set_reserved\",\"item_id\":25000000011,\"reserved\":\"1\"}",
    "{\"do\":\"sell\",\"item_id\":25000000011}",
    "{\"do\":\"sell\",\"item_id\":25000000011,\"pieces\":0}",
    "{\"do\":\"sell\",\"item_id\":25000000011,\"pieces\":101}",
    "{\"do\":\"set_promotion\",\"item_id\":25000000011,\"staging\":\"over\"}",
    "{\"do\":\"set_holiday\",\"mode\":\"half\"}",
    "{\"do\":\"set_penalty\",\"on\":2}",
    "{\"do\":\"set_clock\",\"skew\":9223372036854775807}",
  };
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("%s", bodies[i]);
      sandbox_client_send (client, "POST", "/_sandbox/state", bodies[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (client->status, ==, 400);
    }
  g_assert_cmpint (sandbox_client_stored_price (client), ==, 1999);
}

/* Enough to use up the stack of whoever reads it by recursion. */
static void
test_deep_body (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *body = g_strnfill (2000000, '[');
  g_autoptr (GError) error = NULL;

  sandbox_client_send (client, "POST", "/_sandbox/state", body, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (client->status, ==, 400);
  g_assert_cmpstr (sandbox_client_post (client, PRODUCT "update_price", body), ==, "error_param");
}

static void
test_port_is_closed (void)
{
  PasarSandboxOptions options = { 0 };
  g_autoptr (PasarSandbox) sandbox = pasar_sandbox_new (NULL, NULL);
  g_autofree char *uri = NULL;
  g_autoptr (GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (PasarSandbox) again = NULL;

  g_assert_true (pasar_sandbox_start (sandbox, NULL));
  uri = g_strdup (pasar_sandbox_get_uri (sandbox));
  options.port = (guint16) g_ascii_strtoull (strrchr (uri, ':') + 1, NULL, 10);
  again = pasar_sandbox_new (&options, NULL);
  g_assert_false (pasar_sandbox_start (again, NULL));
  pasar_sandbox_stop (sandbox);
  g_assert_null (pasar_sandbox_get_uri (sandbox));
  connection = g_socket_client_connect_to_uri (socket_client, uri, 80, NULL, NULL);
  g_assert_null (connection);
  g_assert_true (pasar_sandbox_start (again, NULL));
}

/* Two programs may be given one file; the one that cannot listen leaves it alone. */
static void
test_failed_start_saves_nothing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pasar-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  const char *uri = pasar_sandbox_get_uri (client->sandbox);
  PasarSandboxOptions options = { .state_file = path };
  g_autoptr (PasarSandbox) other = NULL;

  options.port = (guint16) g_ascii_strtoull (strrchr (uri, ':') + 1, NULL, 10);
  other = pasar_sandbox_new (&options, NULL);
  g_assert_false (pasar_sandbox_start (other, NULL));
  g_clear_object (&other);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_state_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pasar-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  PasarSandboxOptions options = { .state_file = path };
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  {
    g_autoptr (SandboxClient) client = sandbox_client_new (&options);

    sandbox_client_post (client, PRODUCT "update_price", SANDBOX_WRITE_PRICE);
    sandbox_client_post (client, PRODUCT "boost_item", "{\"item_id_list\":[25000000011]}");
    sandbox_client_post (client, PRODUCT "update_price", first_price);
    sandbox_client_change (client, "{\"do\":\"delete_item\",\"item_id\":{i1},\"how\":\"gone\"}");
    token = g_strdup (client->access_token);
  }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & (S_IRWXG | S_IRWXO), ==, 0);
  {
    g_autoptr (SandboxClient) client = sandbox_client_new (&options);
    g_autofree char *gone = sandbox_client_fill (client, "item_id={i1}");

    g_assert_cmpstr (client->access_token, ==, token);
    g_assert_cmpint (sandbox_client_stored_price (client), ==, 7700);
    g_assert_cmpstr (sandbox_client_get (client, PRODUCT "get_model_list", gone),
                     ==,
                     "product.error_item_not_found");
    sandbox_client_get (client, PING, NULL);
    g_assert_nonnull (strstr (client->text, "\"item_id\":25000000011"));
    sandbox_client_get (client, PRODUCT "get_item_base_info", "item_id_list=25000001047");
    g_assert_nonnull (strstr (client->text, "\"original_price\":5,"));
  }
  options.seed = 2;
  g_assert_null (pasar_sandbox_new (&options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_remove (path);
  g_rmdir (folder);
}

/* Whoever comes back after months still gets tokens that work. */
static void
test_old_state_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pasar-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  PasarSandboxOptions options = { .state_file = path, .demo = TRUE };

  {
    g_autoptr (SandboxClient) client = sandbox_client_new (&options);

    sandbox_client_change (client, "{\"do\":\"set_penalty\",\"on\":0}");
  }
  options.clock_skew_seconds = 400 * 24 * 3600;
  {
    g_autoptr (SandboxClient) client = sandbox_client_new (&options);

    client->now_offset = options.clock_skew_seconds;
    g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "");
  }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_log_holds_no_secrets (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *token = pasar_sandbox_dup_refresh_token (client->sandbox, 0);
  g_autofree char *access_token = g_strdup (client->access_token);
  g_autofree char *body =
      g_strdup_printf ("{\"refresh_token\": \"%s\",\"partner_id\":2000501,\"shop_id\":600001}",
                       token);
  g_autofree char *cut_off = g_strdup_printf ("{\"refresh_token\":\"%s", token);
  g_autoptr (GError) error = NULL;

  sandbox_client_post (client, PRODUCT "update_price", SANDBOX_WRITE_PRICE);
  sandbox_client_post_public (client, "/api/v2/auth/access_token/get", body);
  sandbox_client_post_public (client, "/api/v2/auth/access_token/get", cut_off);
  sandbox_client_send (client, "GET", "/_sandbox/log", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sandbox_client_int (client, "$.calls.update_price.count"), ==, 1);
  g_assert_cmpint (sandbox_client_int (client, "$.calls.update_price.in_flight"), ==, 0);
  g_assert_nonnull (strstr (client->text, "original_price\\\":77"));
  g_assert_nonnull (strstr (client->text, "access_token=***"));
  g_assert_nonnull (strstr (client->text, "sign=***"));
  g_assert_null (strstr (client->text, token));
  g_assert_null (strstr (client->text, access_token));
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* One request on a connection of its own, kept alive until the client drops it. */
static void
ask_and_drop (SandboxClient *client)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri =
      g_strconcat (pasar_sandbox_get_uri (client->sandbox), "/_sandbox/info", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  soup_session_abort (session);
}

static void
test_dropped_connections (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  guint before;

  ask_and_drop (client);
  before = count_descriptors ();
  for (guint i = 0; i < 300; i++)
    ask_and_drop (client);
  /* The server may still be closing the last ones. */
  g_assert_cmpuint (count_descriptors (), <, before + 100);
}

typedef struct
{
  guint left;
  guint good;
} Many;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  Many *many = user_data;

  many->left--;
  many->good += bytes != NULL;
}

/* Answers that wait do so at the same time: all of them are seen in flight together. */
static void
test_latency_does_not_queue (void)
{
  PasarSandboxOptions options = { .latency_ms = 1500 };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *query = sandbox_client_query (client, PING, TRUE);
  g_autofree char *uri = g_strconcat (pasar_sandbox_get_uri (client->sandbox), query, NULL);
  g_autoptr (GError) error = NULL;
  Many many = { 32, 0 };

  for (guint i = 0; i < 32; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

      soup_session_send_and_read_async (client->session,
                                        message,
                                        G_PRIORITY_DEFAULT,
                                        NULL,
                                        answered_cb,
                                        &many);
    }
  while (many.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (many.good, ==, 32);
  sandbox_client_send (client, "GET", "/_sandbox/log", NULL, &error);
  g_assert_cmpint (sandbox_client_int (client, "$.calls.get_boosted_list.max_in_flight"), >, 16);
  g_assert_cmpint (sandbox_client_int (client, "$.calls.get_boosted_list.in_flight"), ==, 0);
}

static void
test_every_region (void)
{
  static const char *const codes[] = { "SG", "MY", "BR", "MX", "PL", "ES", "AR", "TW",
                                       "TH", "VN", "PH", "ID", "CL", "CO", "FR", "IN" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      PasarSandboxOptions options = { .region = codes[i], .n_items = 60 };
      g_autoptr (SandboxClient) client = sandbox_client_new (&options);

      g_assert_cmpstr (sandbox_client_get (client,
                                           PRODUCT "get_item_base_info",
                                           "item_id_list=25000000011&need_tax_info=true"),
                       ==,
                       "");
      g_assert_nonnull (strstr (client->text, "\"currency\":"));
    }
  {
    PasarSandboxOptions options = { .region = "XX" };
    g_autoptr (GError) error = NULL;

    g_assert_null (pasar_sandbox_new (&options, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/only-from-here", test_only_from_here);
  g_test_add_func ("/server/bad-changes", test_bad_changes);
  g_test_add_func ("/server/deep-body", test_deep_body);
  g_test_add_func ("/server/port-is-closed", test_port_is_closed);
  g_test_add_func ("/server/failed-start", test_failed_start_saves_nothing);
  g_test_add_func ("/server/state-file", test_state_file);
  g_test_add_func ("/server/old-state-file", test_old_state_file);
  g_test_add_func ("/server/log", test_log_holds_no_secrets);
  g_test_add_func ("/server/dropped-connections", test_dropped_connections);
  g_test_add_func ("/server/latency", test_latency_does_not_queue);
  g_test_add_func ("/server/every-region", test_every_region);
  return g_test_run ();
}
