/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"
#include "shopee/client-private.h"
#include "tls-peer.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* Whatever a peer behind TLS does, a call ends when it is told to; by HTTP/1.1, and by HTTP/2,
 * which the client does not speak by itself. */

static const char *const http1[] = { "http/1.1", NULL };
static const char *const http2[] = { "h2", NULL };
static const char *const both[] = { "h2", "http/1.1", NULL };

typedef struct
{
  const char *name;
  PeerKind kind;
  const char *const *protocols;
} Case;

static const Case cases[] = {
  { "silent", PEER_SILENT, http1 },     { "silent", PEER_SILENT, http2 },
  { "closing", PEER_CLOSING, http1 },   { "closing", PEER_CLOSING, http2 },
  { "garbage", PEER_GARBAGE, http1 },   { "garbage", PEER_GARBAGE, http2 },
  { "frozen", PEER_FROZEN, http1 },     { "frozen", PEER_FROZEN, http2 },
  { "dripping", PEER_DRIPPING, http1 }, { "dripping", PEER_DRIPPING, http2 },
};

/* HTTP/2 of libsoup 3.2 warns of itself when a peer behaves badly. */
static gboolean
is_fatal_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  return g_strcmp0 (domain, "libsoup") != 0 || (level & G_LOG_LEVEL_WARNING) == 0;
}

static void
ignore_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

static void
expect_warnings (void)
{
  g_log_set_handler ("libsoup", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, ignore_cb, NULL);
  g_test_log_set_fatal_handler (is_fatal_cb, NULL);
}

/* A client that trusts the certificate of the tests. */
static PasarClient *
new_client (const char *url, gboolean allow_http2)
{
  g_autofree char *path = tls_peer_certificate_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (path, &error);
  PasarClient *client = pasar_client_new (url, PARTNER, KEY, SHOP);
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("an-access-token", "a-refresh-token", 0);

  g_assert_no_error (error);
  if (allow_http2)
    expect_warnings ();
  soup_session_set_tls_database (client->session, trusted);
  client->http2 = allow_http2;
  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 32, 1000);
  pasar_client_set_backoff_scale (client, 0.001);
  return client;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* libsoup ends, too, and nothing of a call is left. With HTTP/2 it does not: that of libsoup 3.2 is
 * not done with its connections when the session ends, so that they are kept. Takes both over. */
static void
tear_down (const Case *peer_case, TlsPeer *peer, PasarClient *client)
{
  static GPtrArray *kept = NULL;
  SoupSession *session = client->session;

  if (peer_case->protocols == http2)
    {
      if (kept == NULL)
        kept = g_ptr_array_new ();
      g_ptr_array_add (kept, g_object_ref (session));
      g_assert_finalize_object (client);
    }
  else
    {
      g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
      g_assert_finalize_object (client);
      wait_until (is_gone, &session);
    }
  tls_peer_free (peer);
}

static gboolean
has_acted (gpointer data)
{
  return g_atomic_int_get (&((TlsPeer *) data)->n_acted) > 0;
}

typedef enum
{
  CALL_BOOST,
  CALL_READ,
  CALL_PICTURE,
  N_CALLS,
} CallKind;

typedef struct
{
  CallKind kind;
  TlsPeer *peer;
  PasarClient *client;
  Waiting waiting;
} Call;

/* Each call has a peer of its own. */
static void
call_start (Call *call, CallKind kind, const Case *peer_case, GCancellable *cancellable)
{
  static const gint64 id = 1;
  g_autofree char *url = NULL;

  call->kind = kind;
  call->peer = tls_peer_new (peer_case->kind, peer_case->protocols);
  call->client = new_client (call->peer->url, peer_case->protocols == http2);
  pasar_client_set_timeout (call->client, cancellable != NULL ? 600 : 1);
  url = g_strconcat (call->peer->url, "/file/x.png", NULL);
  if (kind == CALL_BOOST)
    pasar_client_boost_item_async (call->client, &id, 1, cancellable, waiting_cb, &call->waiting);
  else if (kind == CALL_READ)
    pasar_client_get_shop_info_async (call->client, cancellable, waiting_cb, &call->waiting);
  else
    pasar_client_get_picture_async (call->client, url, cancellable, waiting_cb, &call->waiting);
}

/* (transfer full) What the call ended with. */
static GError *
call_end (Call *call)
{
  g_autoptr (GAsyncResult) result = waiting_take (&call->waiting);
  GError *error = NULL;

  if (call->kind == CALL_BOOST)
    g_assert_null (pasar_client_boost_item_finish (call->client, result, &error));
  else if (call->kind == CALL_READ)
    g_assert_null (pasar_client_get_shop_info_finish (call->client, result, &error));
  else
    g_assert_null (pasar_client_get_picture_finish (call->client, result, &error));
  return error;
}

/* What may have reached the peer is not sent again, but for a read, which is tried three times.
 * With HTTP/2 it is connections that the peer counts, which begin before a request does. */
static void
assert_requests (const Call *call, const Case *peer_case)
{
  const gint n_requests = g_atomic_int_get (&call->peer->n_requests);

  g_assert_cmpint (g_atomic_int_get (&call->peer->n_http2),
                   ==,
                   peer_case->protocols == http2 ? n_requests : 0);
  if (peer_case->protocols != http2)
    g_assert_cmpint (n_requests, <=, call->kind == CALL_READ ? 3 : 1);
}

static void
test_ends (gconstpointer data)
{
  const Case *peer_case = data;
  Call calls[N_CALLS] = { 0 };

  for (guint i = 0; i < N_CALLS; i++)
    call_start (&calls[i], i, peer_case, NULL);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autoptr (GError) error = call_end (&calls[i]);

      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
      assert_requests (&calls[i], peer_case);
      tear_down (peer_case, calls[i].peer, calls[i].client);
    }
}

/* Cancelled when the peer has done what it does. */
static void
test_cancel (gconstpointer data)
{
  static const CallKind kinds[] = { CALL_READ, CALL_PICTURE };
  const Case *peer_case = data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Call call = { 0 };

      call_start (&call, kinds[i], peer_case, cancellable);
      wait_until (has_acted, call.peer);
      spin (20);
      g_cancellable_cancel (cancellable);
      error = call_end (&call);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      tear_down (peer_case, call.peer, call.client);
    }
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GSocketConnection **) user_data =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);
}

static gboolean
is_accepted (gpointer data)
{
  return *(GSocketConnection **) data != NULL;
}

/* Nothing of a write is sent before its connection is secure: until then it ends at once. */
static void
test_write_cancel_connecting (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *url =
      g_strdup_printf ("https://localhost:%u",
                       g_socket_listener_add_any_inet_port (listener, NULL, NULL));
  g_autoptr (PasarClient) client = new_client (url, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  const PasarPriceUpdate update = { 0, 1990 };
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_accept_async (listener, NULL, accepted_cb, &connection);
  pasar_client_update_price_async (client, 1, &update, 1, cancellable, waiting_cb, &waiting);
  wait_until (is_accepted, &connection);
  spin (20);
  g_cancellable_cancel (cancellable);
  result = waiting_take (&waiting);
  g_assert_null (pasar_client_update_price_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A server that would rather speak HTTP/2 is spoken to in HTTP/1.1. */
static void
test_http1_is_chosen (void)
{
  static const Case peer_case = { NULL, PEER_CLOSING, both };
  Call call = { 0 };
  g_autoptr (GError) error = NULL;

  call_start (&call, CALL_READ, &peer_case, NULL);
  error = call_end (&call);
  assert_requests (&call, &peer_case);
  tear_down (&peer_case, call.peer, call.client);
}

/* A port that was free just now. */
static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static gboolean
is_listening (gpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "localhost", GPOINTER_TO_UINT (data), NULL, NULL);

  return connection != NULL;
}

static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
spawn_listener (const char *const *argv, GSubprocessFlags flags, guint16 port)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  wait_until (is_listening, GUINT_TO_POINTER (port));
  return process;
}

static void
stop_process (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGCONT);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

typedef struct
{
  FakeServer *server;
  GSubprocess *proxy;
  PasarClient *client;
} Proxied;

/* nghttpx speaks HTTP/2 to the client, and HTTP/1.1 to the server behind it. Returns FALSE where it
 * is not installed. */
static gboolean
proxied_set_up (Proxied *proxied, gboolean allow_http2)
{
  g_autofree char *program = g_find_program_in_path ("nghttpx");
  g_autofree char *certificate = tls_peer_certificate_path ();
  guint16 port = find_port ();
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", port);
  g_autofree char *front = g_strdup_printf ("--frontend=*,%u", port);
  g_autoptr (GUri) behind = NULL;
  g_autofree char *back = NULL;

  if (program == NULL)
    program = g_find_program_in_path ("/usr/sbin/nghttpx");
  if (program == NULL)
    {
      g_test_skip ("nghttpx is not installed");
      return FALSE;
    }
  proxied->server = fake_server_new ();
  behind = g_uri_parse (proxied->server->url, SOUP_HTTP_URI_FLAGS, NULL);
  back = g_strdup_printf ("--backend=127.0.0.1,%d", g_uri_get_port (behind));
  proxied->proxy = spawn_listener ((const char *const[]){ program,
                                                          "--conf=/dev/null",
                                                          "--single-process",
                                                          "--no-ocsp",
                                                          "--log-level=ERROR",
                                                          front,
                                                          back,
                                                          certificate,
                                                          certificate,
                                                          NULL },
                                   G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                   port);
  proxied->client = new_client (url, allow_http2);
  return TRUE;
}

static void
proxied_tear_down (Proxied *proxied)
{
  stop_process (proxied->proxy);
  g_object_unref (proxied->proxy);
  g_object_unref (proxied->client);
  fake_server_free (proxied->server);
}

static void
tell_protocol_cb (SoupServer *server,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer user_data)
{
  char **via = user_data;
  const char *header =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Via");

  g_free (*via);
  *via = g_strdup (header);
  fake_server_answer (message, 200, "{\"error\":\"\",\"shop_name\":\"Demo\",\"region\":\"SG\"}");
}

/* The proxy says in Via what the client spoke: 1.1, or 2. */
static void
test_proxy (gconstpointer data)
{
  const gboolean allow_http2 = GPOINTER_TO_INT (data);
  Proxied proxied;
  Waiting waiting[8] = { 0 };
  g_autofree char *via = NULL;

  if (!proxied_set_up (&proxied, allow_http2))
    return;
  proxied.server->handler = tell_protocol_cb;
  proxied.server->handler_data = &via;
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    pasar_client_get_shop_info_async (proxied.client, NULL, waiting_cb, &waiting[i]);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_autoptr (GAsyncResult) result = waiting_take (&waiting[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarShopInfo) info =
          pasar_client_get_shop_info_finish (proxied.client, result, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (info->shop_name, ==, "Demo");
    }
  g_assert_true (g_str_has_prefix (via, allow_http2 ? "2 " : "1.1 "));
  proxied_tear_down (&proxied);
}

static gboolean
has_two_held (gpointer data)
{
  return ((FakeServer *) data)->held->len == 2;
}

static gboolean
has_three_held (gpointer data)
{
  return ((FakeServer *) data)->held->len == 3;
}

/* The proxy stops in the middle of three calls: two end by being cancelled, one by its time. */
static void
test_proxy_frozen (gconstpointer data)
{
  static const gint64 id = 1;
  Proxied proxied;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting reads[2] = { 0 };
  Waiting boost = { 0 };
  g_autoptr (GAsyncResult) boosted = NULL;
  g_autoptr (GError) error = NULL;

  if (!proxied_set_up (&proxied, GPOINTER_TO_INT (data)))
    return;
  for (guint i = 0; i < 3; i++)
    fake_server_reply (proxied.server, i < 2 ? SHOP_INFO : BOOST, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    pasar_client_get_shop_info_async (proxied.client, cancellable, waiting_cb, &reads[i]);
  wait_until (has_two_held, proxied.server);
  pasar_client_set_timeout (proxied.client, 3);
  pasar_client_boost_item_async (proxied.client, &id, 1, NULL, waiting_cb, &boost);
  wait_until (has_three_held, proxied.server);
  g_subprocess_send_signal (proxied.proxy, SIGSTOP);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      g_autoptr (GAsyncResult) result = waiting_take (&reads[i]);
      g_autoptr (GError) why = NULL;

      g_assert_null (pasar_client_get_shop_info_finish (proxied.client, result, &why));
      g_assert_error (why, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  boosted = waiting_take (&boost);
  g_assert_null (pasar_client_boost_item_finish (proxied.client, boosted, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  proxied_tear_down (&proxied);
}

typedef struct
{
  const char *option;
  PasarError code;  /* of a server whose answer is a page */
  gboolean reached; /* by the request */
} Version;

static const Version old_tls = { "-tls1_1", PASAR_ERROR_TLS, FALSE };
static const Version new_tls = { "-tls1_2", PASAR_ERROR_NETWORK, TRUE };

/* (transfer full) */
static char *
read_all (GInputStream *stream)
{
  g_autoptr (GOutputStream) all = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (all, stream, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL);
  g_output_stream_write (all, "", 1, NULL, NULL);
  g_output_stream_close (all, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (all));
}

/* Of a server of old TLS no request is asked. */
static void
test_tls_version (gconstpointer data)
{
  const Version *version = data;
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autofree char *certificate = tls_peer_certificate_path ();
  guint16 port = find_port ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", port);
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (PasarClient) client = new_client (url, FALSE);
  static const gint64 id = 1;
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (program == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  server = spawn_listener ((const char *const[]){ program,
                                                  "s_server",
                                                  "-quiet",
                                                  version->option,
                                                  "-cipher",
                                                  "DEFAULT:@SECLEVEL=0",
                                                  "-accept",
                                                  port_text,
                                                  "-cert",
                                                  certificate,
                                                  "-key",
                                                  certificate,
                                                  NULL },
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           port);
  pasar_client_set_timeout (client, 3);
  pasar_client_boost_item_async (client, &id, 1, NULL, waiting_cb, &waiting);
  result = waiting_take (&waiting);
  g_assert_null (pasar_client_boost_item_finish (client, result, &error));
  g_assert_error (error, PASAR_ERROR, (int) version->code);
  stop_process (server);
  said = read_all (g_subprocess_get_stdout_pipe (server));
  g_assert_cmpint (strstr (said, "POST") != NULL, ==, version->reached);
}

static void
test_tls_missing (void)
{
  g_autoptr (PasarClient) client = NULL;
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a", "r", 0);

  if (!g_test_subprocess ())
    {
      g_setenv ("GIO_USE_TLS", "dummy", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_unsetenv ("GIO_USE_TLS");
      g_test_trap_assert_passed ();
      return;
    }
  client = pasar_client_new ("https://localhost:1", PARTNER, KEY, SHOP);
  pasar_client_set_tokens (client, tokens);
  pasar_client_get_shop_info_async (client, NULL, waiting_cb, &waiting);
  result = waiting_take (&waiting);
  g_assert_null (pasar_client_get_shop_info_finish (client, result, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "glib-networking"));
  g_assert_nonnull (strstr (pasar_error_get_advice (error), "glib-networking"));
}

static void
add_cases (const char *const *protocols,
           const char *name,
           PeerKind first,
           PeerKind last,
           GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/client-tls/%s/%s/%s", protocols[0], name, cases[i].name);

      if (cases[i].protocols == protocols && cases[i].kind >= first && cases[i].kind <= last)
        g_test_add_data_func (path, &cases[i], test);
    }
}

static void
add_protocol (const char *const *protocols)
{
  const gboolean allow_http2 = protocols == http2;

  add_cases (protocols, "ends", PEER_SILENT, PEER_DRIPPING, test_ends);
  add_cases (protocols, "cancel", PEER_SILENT, PEER_SILENT, test_cancel);
  add_cases (protocols, "cancel", PEER_FROZEN, PEER_DRIPPING, test_cancel);
  g_test_add_data_func (allow_http2 ? "/client-tls/h2/proxy" : "/client-tls/http/1.1/proxy",
                        GINT_TO_POINTER (allow_http2),
                        test_proxy);
  g_test_add_data_func (allow_http2 ? "/client-tls/h2/proxy-frozen"
                                    : "/client-tls/http/1.1/proxy-frozen",
                        GINT_TO_POINTER (allow_http2),
                        test_proxy_frozen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-tls/http1-is-chosen", test_http1_is_chosen);
  g_test_add_func ("/client-tls/write-cancel-connecting", test_write_cancel_connecting);
  g_test_add_data_func ("/client-tls/version/old", &old_tls, test_tls_version);
  g_test_add_data_func ("/client-tls/version/new", &new_tls, test_tls_version);
  g_test_add_func ("/client-tls/missing", test_tls_missing);
  add_protocol (http1);
  /* Last, since what libsoup leaves undone lives on. */
  add_protocol (http2);
  return g_test_run ();
}
