/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"

#include <string.h>

#define PATH "/file/x.png"

typedef struct
{
  FakeServer *server;
  PasarClient *client;
  char *url; /* of PATH */
  Waiting waiting;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->client = fake_server_new_client (fixture->server);
  fixture->url = g_strconcat (fixture->server->url, PATH, NULL);
  pasar_client_set_timeout (fixture->client, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  fake_server_free (fixture->server);
  g_free (fixture->url);
}

static GBytes *
fetch (Fixture *fixture, PasarClient *client, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_get_picture_async (client, url, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  return pasar_client_get_picture_finish (client, result, error);
}

static void
assert_refused (Fixture *fixture, PasarClient *client, const char *url, PasarError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (fixture, client, url, &error));
  g_assert_error (error, PASAR_ERROR, (int) code);
}

static void
test_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fake_server_reply (fixture->server, PATH, "PNG");
  bytes = fetch (fixture, fixture->client, fixture->url, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "PNG", 3);
  g_assert_null (fake_server_get (fixture->server, 0)->raw_query);
}

/* Not encrypted only where the shop itself is, on this computer. */
static void
test_address (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "file:///etc/passwd",
                                     "http://cf.shopee.sg/file/x.png",
                                     "http://127.0.0.1.example.com/x.png",
                                     "data:image/png;base64,AA==",
                                     "",
                                     "nonsense",
                                     NULL };
  g_autoptr (PasarClient) remote = pasar_client_new ("https://x.example", 1, KEY, SHOP);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (fixture, fixture->client, bad[i], PASAR_ERROR_PARAMETER);
  assert_refused (fixture, remote, fixture->url, PASAR_ERROR_PARAMETER);
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

static void
redirect (Fixture *fixture, const char *location)
{
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = PATH,
                                       .status = 302,
                                       .body = "moved",
                                       .header_name = "Location",
                                       .header_value = location });
}

/* A redirect leads only where an address may. */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "http://cf.shopee.sg/file/x.png", "file:///etc/passwd" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  redirect (fixture, "/file/y.png");
  fake_server_reply (fixture->server, "/file/y.png", "PNG");
  bytes = fetch (fixture, fixture->client, fixture->url, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "PNG", 3);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      redirect (fixture, bad[i]);
      assert_refused (fixture, fixture->client, fixture->url, PASAR_ERROR_PARAMETER);
    }
}

static void
endless_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  soup_server_message_set_redirect (message, 302, PATH);
}

static void
test_redirect_endless (Fixture *fixture, gconstpointer data)
{
  fixture->server->handler = endless_cb;
  assert_refused (fixture, fixture->client, fixture->url, PASAR_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture->server->requests->len, <, 20);
}

static void
test_size (Fixture *fixture, gconstpointer data)
{
  static const gsize most = 8 * 1024 * 1024;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = PATH, .body = "X", .filler = most - 1 });
  bytes = fetch (fixture, fixture->client, fixture->url, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, most);
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = PATH, .body = "X", .filler = most });
  assert_refused (fixture, fixture->client, fixture->url, PASAR_ERROR_MALFORMED);
}

/* One that is not there, and one that never comes. */
static void
test_fails (Fixture *fixture, gconstpointer data)
{
  fake_server_reply_full (fixture->server, (FakeReply){ .path = PATH, .status = 404, .body = "" });
  assert_refused (fixture, fixture->client, fixture->url, PASAR_ERROR_NOT_FOUND);
  fake_server_reply (fixture->server, PATH, NULL);
  assert_refused (fixture, fixture->client, fixture->url, PASAR_ERROR_NETWORK);
}

static gboolean
has_request (gpointer data)
{
  return ((FakeServer *) data)->requests->len > 0;
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_reply (fixture->server, PATH, NULL);
  pasar_client_get_picture_async (fixture->client,
                                  fixture->url,
                                  cancellable,
                                  waiting_cb,
                                  &fixture->waiting);
  wait_until (has_request, fixture->server);
  g_cancellable_cancel (cancellable);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_picture_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/picture/fetch", test_fetch);
  add ("/picture/address", test_address);
  add ("/picture/redirect", test_redirect);
  add ("/picture/redirect-endless", test_redirect_endless);
  add ("/picture/size", test_size);
  add ("/picture/fails", test_fails);
  add ("/picture/cancelled", test_cancelled);
  return g_test_run ();
}
