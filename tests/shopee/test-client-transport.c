/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"
#include "shopee/client-private.h"

#include <string.h>

#define SHOP_BODY "{\"error\":\"\",\"shop_name\":\"Demo\",\"region\":\"SG\"}"
#define BUSY_BODY "{\"error\":\"error_system_busy\",\"message\":\"busy\"}"

typedef struct
{
  FakeServer *server;
  PasarClient *client;
  GCancellable *cancellable;
  Waiting waiting;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->client = fake_server_new_client (fixture->server);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  g_object_unref (fixture->cancellable);
  fake_server_free (fixture->server);
}

static void
start (Fixture *fixture)
{
  pasar_client_get_shop_info_async (fixture->client,
                                    fixture->cancellable,
                                    waiting_cb,
                                    &fixture->waiting);
}

static PasarShopInfo *
finish (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = waiting_take (&fixture->waiting);

  return pasar_client_get_shop_info_finish (fixture->client, result, error);
}

/* (transfer full) Where the listener can then be reached. */
static char *
listen_on_loopback (GSocketListener *listener, const char *scheme)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener,
                                 any_port,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &address,
                                 &error);
  g_assert_no_error (error);
  return g_strdup_printf ("%s://127.0.0.1:%d",
                          scheme,
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

static void
assert_cancelled (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_before (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  start (fixture);
  assert_cancelled (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

static void
test_cancel_at_once (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
}

static gboolean
has_request (gpointer data)
{
  return ((FakeServer *) data)->requests->len > 0;
}

static void
test_cancel_in_flight (Fixture *fixture, gconstpointer data)
{
  fake_server_reply (fixture->server, SHOP_INFO, NULL);
  start (fixture);
  wait_until (has_request, fixture->server);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
}

/* The one slot is taken by a call that is never answered. */
static void
test_cancel_queued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) other = g_cancellable_new ();
  Waiting first = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_client_set_limits (fixture->client, 1, 1000);
  fake_server_reply (fixture->server, SHOP_INFO, NULL);
  pasar_client_get_shop_info_async (fixture->client, other, waiting_cb, &first);
  start (fixture);
  wait_until (has_request, fixture->server);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_cancellable_cancel (other);
  result = waiting_take (&first);
  g_assert_null (pasar_client_get_shop_info_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The bucket is empty and would take seconds to fill. */
static void
test_cancel_in_throttle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarShopInfo) info = NULL;

  pasar_client_set_limits (fixture->client, 1, 0.5);
  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  start (fixture);
  info = finish (fixture, NULL);
  g_assert_nonnull (info);
  start (fixture);
  spin (20);
  g_assert_null (fixture->waiting.result);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

typedef struct
{
  GSocketListener *listener;
  GCancellable *cancellable;
} EarlyServer;

/* Answers each connection before it has asked, so that the answer can be read as soon as the
 * request is written. */
static gpointer
early_server_thread (gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                               "Connection: close\r\n\r\n" SHOP_BODY;
  EarlyServer *self = data;
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL))
         != NULL)
    {
      g_ptr_array_add (connections, connection);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 answer,
                                 strlen (answer),
                                 NULL,
                                 NULL,
                                 NULL);
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
    }
  return NULL;
}

/* However far the answer has come, also when it has arrived and is not delivered yet. */
static void
test_cancel_any_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *url = listen_on_loopback (listener, "http");
  EarlyServer server = { listener, stop };
  GThread *thread = g_thread_new ("early-server", early_server_thread, &server);
  gboolean done = FALSE;

  for (guint turns = 0; !done; turns++)
    {
      g_autoptr (PasarClient) client = pasar_client_new (url, PARTNER, KEY, SHOP);
      g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a", "r", 0);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (PasarShopInfo) info = NULL;
      g_autoptr (GError) error = NULL;

      pasar_client_set_tokens (client, tokens);
      pasar_client_get_shop_info_async (client, cancellable, waiting_cb, &fixture->waiting);
      for (guint i = 0; i < turns && fixture->waiting.result == NULL; i++)
        {
          g_main_context_iteration (NULL, TRUE);
          g_usleep (500);
        }
      done = fixture->waiting.result != NULL;
      g_cancellable_cancel (cancellable);
      result = waiting_take (&fixture->waiting);
      info = pasar_client_get_shop_info_finish (client, result, &error);
      if (info == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_cancellable_cancel (stop);
  g_thread_join (thread);
}

static void
test_cancel_in_back_off (Fixture *fixture, gconstpointer data)
{
  pasar_client_set_backoff_scale (fixture->client, 1.0);
  fake_server_reply (fixture->server, SHOP_INFO, BUSY_BODY);
  start (fixture);
  wait_until (has_request, fixture->server);
  spin (200);
  g_assert_null (fixture->waiting.result);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

static void
more_cb (SoupServerMessage *message, gpointer user_data)
{
  static const char piece[256 * 1024];
  gsize *sent = user_data;

  *sent += sizeof piece;
  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_STATIC,
                            piece,
                            sizeof piece);
}

static void
endless_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (more_cb), user_data);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (more_cb), user_data);
}

/* A body without end is left after 32 MiB. */
static void
test_endless (Fixture *fixture, gconstpointer data)
{
  gsize sent = 0;
  g_autoptr (GError) error = NULL;

  fixture->server->handler = endless_cb;
  fixture->server->handler_data = &sent;
  start (fixture);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
  g_assert_cmpuint (sent, >, 32 * 1024 * 1024);
  g_assert_cmpuint (sent, <, 64 * 1024 * 1024);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

/* Long answers are read in a thread, and give the same. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  static const gsize fillers[] = { 4096, 100000, 3000000 };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarShopInfo) info = NULL;

      fake_server_reply_full (fixture->server,
                              (FakeReply){ .path = SHOP_INFO,
                                           .status = 200,
                                           .body = SHOP_BODY,
                                           .filler = fillers[i] });
      start (fixture);
      info = finish (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (info->shop_name, ==, "Demo");
    }
}

static void
test_cancel_while_reading (Fixture *fixture, gconstpointer data)
{
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 200,
                                       .body = SHOP_BODY,
                                       .filler = 8000000 });
  start (fixture);
  wait_until (has_request, fixture->server);
  spin (3);
  g_cancellable_cancel (fixture->cancellable);
  assert_cancelled (fixture);
}

static void
test_truncated_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_server_reply (fixture->server, SHOP_INFO, "{\"error\":\"\",\"shop_name\":\"De");
  start (fixture);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
}

static gboolean
is_sole_owner (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
cut_cb (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  const char *text = user_data;

  if (text != NULL)
    g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (stream);
}

/* A connection that is cut before or within the answer: tried three times. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    NULL,
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: application/json\r\n\r\n{\"error\":\"\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_set_size (fixture->server->requests, 0);
      fixture->server->handler = cut_cb;
      fixture->server->handler_data = (gpointer) texts[i];
      start (fixture);
      g_assert_null (finish (fixture, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
      g_assert_cmpuint (fixture->server->requests->len, >=, 3);
    }
}

static void
test_no_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  pasar_client_set_timeout (fixture->client, 1);
  for (guint i = 0; i < 3; i++)
    fake_server_reply (fixture->server, SHOP_INFO, NULL);
  start (fixture);
  g_assert_null (finish (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
}

/* What the server may have done is not done again. */
static void
test_boost_no_answer (Fixture *fixture, gconstpointer data)
{
  static const gint64 id = 1;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_client_set_timeout (fixture->client, 1);
  fake_server_reply (fixture->server, BOOST, NULL);
  pasar_client_boost_item_async (fixture->client, &id, 1, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_boost_item_finish (fixture->client, result, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_assert_true (pasar_error_leaves_outcome_open (error));
}

/* (transfer full) (nullable): why the boost of the fixture's waiting came to nothing. */
static GError *
end_boost (Fixture *fixture, PasarClient *client)
{
  g_autoptr (GAsyncResult) result = waiting_take (&fixture->waiting);
  g_autoptr (PasarWriteResult) written = NULL;
  GError *error = NULL;

  written = pasar_client_boost_item_finish (client, result, &error);
  return error;
}

static void
start_boost (Fixture *fixture, PasarClient *client)
{
  static const gint64 id = 1;

  pasar_client_boost_item_async (client,
                                 &id,
                                 1,
                                 fixture->cancellable,
                                 waiting_cb,
                                 &fixture->waiting);
}

static void
assert_nothing_done (Fixture *fixture, PasarClient *client)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture->waiting.result);
  g_cancellable_cancel (fixture->cancellable);
  error = end_boost (fixture, client);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The one slot is taken by a call that is never answered. */
static void
test_write_cancel_queued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) other = g_cancellable_new ();
  Waiting first = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_set_limits (fixture->client, 1, 1000);
  fake_server_reply (fixture->server, SHOP_INFO, NULL);
  pasar_client_get_shop_info_async (fixture->client, other, waiting_cb, &first);
  start_boost (fixture, fixture->client);
  wait_until (has_request, fixture->server);
  assert_nothing_done (fixture, fixture->client);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  g_cancellable_cancel (other);
  result = waiting_take (&first);
}

/* The token must be refreshed first, and that is never answered. */
static void
test_write_cancel_refreshing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarTokens) old = pasar_tokens_new ("old-access", "old-refresh", 1);

  pasar_client_set_tokens (fixture->client, old);
  pasar_client_set_timeout (fixture->client, 1);
  fake_server_reply (fixture->server, REFRESH, NULL);
  start_boost (fixture, fixture->client);
  wait_until (has_request, fixture->server);
  fixture->server->handler = cut_cb;
  assert_nothing_done (fixture, fixture->client);
  g_assert_cmpstr (fake_server_get (fixture->server, 0)->path, ==, REFRESH);
  wait_until (is_sole_owner, fixture->client);
}

/* Nobody was there, and it is not tried again yet; and the server said that there were too many. */
static void
test_write_cancel_in_back_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarClient) lonely = pasar_client_new ("http://127.0.0.1:1", PARTNER, KEY, SHOP);
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a", "r", 0);

  pasar_client_set_tokens (lonely, tokens);
  start_boost (fixture, lonely);
  spin (200);
  assert_nothing_done (fixture, lonely);
  g_cancellable_reset (fixture->cancellable);
  pasar_client_set_backoff_scale (fixture->client, 1.0);
  fake_server_reply (fixture->server, BOOST, "{\"error\":\"error_rate_limit\"}");
  start_boost (fixture, fixture->client);
  wait_until (has_request, fixture->server);
  spin (200);
  assert_nothing_done (fixture, fixture->client);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

/* What the server may have got is waited for. */
static void
test_write_cancel_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_server_reply (fixture->server, BOOST, NULL);
  start_boost (fixture, fixture->client);
  wait_until (has_request, fixture->server);
  g_cancellable_cancel (fixture->cancellable);
  spin (200);
  g_assert_null (fixture->waiting.result);
  fake_server_answer (g_ptr_array_index (fixture->server->held, 0),
                      200,
                      "{\"error\":\"\",\"response\":{\"success_list\":{\"item_id_list\":[1]}}}");
  soup_server_message_unpause (g_ptr_array_index (fixture->server->held, 0));
  error = end_boost (fixture, fixture->client);
  g_assert_no_error (error);
}

/* And what it may have done is said to be unknown, and not sent again. */
static void
test_write_cancel_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  pasar_client_set_timeout (fixture->client, 1);
  fake_server_reply (fixture->server, BOOST, NULL);
  start_boost (fixture, fixture->client);
  wait_until (has_request, fixture->server);
  g_cancellable_cancel (fixture->cancellable);
  error = end_boost (fixture, fixture->client);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
}

/* A write of which nothing could be sent is tried again, and has certainly done nothing. */
static void
test_boost_unsent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarClient) lonely = pasar_client_new ("http://127.0.0.1:1", PARTNER, KEY, SHOP);
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a", "r", 0);
  g_autoptr (GError) error = NULL;

  pasar_client_set_tokens (lonely, tokens);
  pasar_client_set_backoff_scale (lonely, 0.0);
  start_boost (fixture, lonely);
  error = end_boost (fixture, lonely);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_false (pasar_error_leaves_outcome_open (error));
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("secret-token", "r", 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  client = pasar_client_new ("http://127.0.0.1:1", PARTNER, KEY, SHOP);
  pasar_client_set_tokens (client, tokens);
  pasar_client_set_backoff_scale (client, 0.0);
  pasar_client_get_shop_info_async (client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_shop_info_finish (client, result, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_null (strstr (error->message, "secret-token"));
}

typedef struct
{
  GSocketListener *listener;
  GTlsCertificate *certificate;
  gssize n_read; /* of the request */
} TlsServer;

/* Serves one connection. Not with a SoupServer: freed within a handshake, that of libsoup before
 * 3.7 crashes. */
static gpointer
tls_server_thread (gpointer data)
{
  TlsServer *self = data;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[1];

  connection = g_socket_listener_accept (self->listener, NULL, NULL, &error);
  g_assert_no_error (error);
  stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
  g_assert_no_error (error);
  self->n_read = g_input_stream_read (g_io_stream_get_input_stream (stream),
                                      buffer,
                                      sizeof buffer,
                                      NULL,
                                      NULL);
  return NULL;
}

/* A certificate that nobody vouches for is never taken, and the request never reaches the server.
 */
static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "shopee", "self-signed.pem", NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *url = listen_on_loopback (listener, "https");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a", "r", 0);
  g_autoptr (GAsyncResult) result = NULL;
  TlsServer server = { .listener = listener, .certificate = certificate };
  GThread *thread;

  g_assert_no_error (error);
  thread = g_thread_new ("tls-server", tls_server_thread, &server);
  client = pasar_client_new (url, PARTNER, KEY, SHOP);
  pasar_client_set_tokens (client, tokens);
  pasar_client_get_shop_info_async (client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_shop_info_finish (client, result, &refused));
  g_assert_error (refused, PASAR_ERROR, PASAR_ERROR_TLS);
  g_thread_join (thread);
  g_assert_cmpint (server.n_read, <=, 0);
}

/* What is not encrypted stays on this computer, whatever proxy is set. */
static void
test_no_proxy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarClient) client = pasar_client_new (fixture->server->url, PARTNER, KEY, SHOP);
  g_autoptr (PasarClient) encrypted = pasar_client_new ("https://x.example", PARTNER, KEY, SHOP);

  g_assert_null (soup_session_get_proxy_resolver (client->session));
  g_assert_nonnull (soup_session_get_proxy_resolver (encrypted->session));
}

static gboolean
has_four_held (gpointer data)
{
  return ((FakeServer *) data)->held->len >= 4;
}

/* No more in flight than allowed, however many are asked for. */
static void
test_in_flight (Fixture *fixture, gconstpointer data)
{
  Waiting waiting[12] = { 0 };

  pasar_client_set_limits (fixture->client, 4, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      fake_server_reply (fixture->server, SHOP_INFO, i < 4 ? NULL : SHOP_BODY);
      pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &waiting[i]);
    }
  wait_until (has_four_held, fixture->server);
  spin (100);
  g_assert_cmpuint (fixture->server->requests->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (fixture->server->held, i);

      fake_server_answer (message, 200, SHOP_BODY);
      soup_server_message_unpause (message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_autoptr (GAsyncResult) result = waiting_take (&waiting[i]);
      g_autoptr (PasarShopInfo) info =
          pasar_client_get_shop_info_finish (fixture->client, result, NULL);

      g_assert_nonnull (info);
    }
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
  add ("/client-transport/cancel-before", test_cancel_before);
  add ("/client-transport/cancel-at-once", test_cancel_at_once);
  add ("/client-transport/cancel-queued", test_cancel_queued);
  add ("/client-transport/cancel-in-throttle", test_cancel_in_throttle);
  add ("/client-transport/cancel-in-flight", test_cancel_in_flight);
  add ("/client-transport/cancel-while-reading", test_cancel_while_reading);
  add ("/client-transport/cancel-any-moment", test_cancel_any_moment);
  add ("/client-transport/cancel-in-back-off", test_cancel_in_back_off);
  add ("/client-transport/in-flight", test_in_flight);
  add ("/client-transport/long", test_long);
  add ("/client-transport/endless", test_endless);
  add ("/client-transport/truncated-json", test_truncated_json);
  add ("/client-transport/cut", test_cut);
  add ("/client-transport/no-answer", test_no_answer);
  add ("/client-transport/boost-no-answer", test_boost_no_answer);
  add ("/client-transport/boost-unsent", test_boost_unsent);
  add ("/client-transport/write-cancel-queued", test_write_cancel_queued);
  add ("/client-transport/write-cancel-refreshing", test_write_cancel_refreshing);
  add ("/client-transport/write-cancel-in-back-off", test_write_cancel_in_back_off);
  add ("/client-transport/write-cancel-too-late", test_write_cancel_too_late);
  add ("/client-transport/write-cancel-lost", test_write_cancel_lost);
  add ("/client-transport/nobody-there", test_nobody_there);
  add ("/client-transport/certificate", test_certificate);
  add ("/client-transport/no-proxy", test_no_proxy);
  return g_test_run ();
}
