/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>
#include <sys/socket.h>

static void
process (PasarSandboxCall *call)
{
  if (pasar_sandbox_control (call))
    return;
  if (g_str_has_prefix (call->path, "/image/"))
    pasar_sandbox_image (call);
  else if (call->route == NULL || strcmp (call->route->method, call->method) != 0)
    pasar_sandbox_call_fail_with_status (call,
                                         SOUP_STATUS_NOT_FOUND,
                                         "error_param",
                                         "Permission denied. This API is currently offline or the "
                                         "request path is incorrect.");
  else if (call->route->access == PASAR_SANDBOX_PAGE || pasar_sandbox_handshake (call))
    call->route->handle (call);
}

static void
set_date (PasarSandbox *self, SoupServerMessage *message)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (pasar_sandbox_now (self));
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

static void
serve (PasarSandbox *self, SoupServerMessage *message, const char *path)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GBytes) request =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  PasarSandboxCall *call =
      pasar_sandbox_call_new (self, soup_server_message_get_method (message), path, query, request);

  self->n_requests++;
  pasar_sandbox_effects_happen (self, pasar_sandbox_now_us (self));
  set_date (self, message);
  pasar_sandbox_log_begin (call);
  if (call->route != NULL)
    call->fault = pasar_sandbox_faults_take (self, call->route->name);
  if (call->fault == NULL || !call->fault->before)
    process (call);
  pasar_sandbox_log_end (call);
  pasar_sandbox_answer (call, message);
}

/* Takes the host of a Host header, with or without a port. */
static gboolean
is_loopback_name (const char *host_and_port)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);

      if (g_ascii_strncasecmp (host_and_port, names[i], length) == 0
          && (host_and_port[length] == '\0' || host_and_port[length] == ':'))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_from_here (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  if (!G_IS_INET_SOCKET_ADDRESS (remote)
      || !g_inet_address_get_is_loopback (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))))
    return FALSE;
  if (host == NULL || !is_loopback_name (host))
    return FALSE;
  /* A page of some web site may not reach in through the seller's browser. */
  return origin == NULL
         || (g_str_has_prefix (origin, "http://")
             && is_loopback_name (origin + strlen ("http://")));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *unused,
            gpointer user_data)
{
  static const char *const refusal = "Only programs on this computer may use the sandbox.\n";
  PasarSandbox *self = user_data;

  if (!is_from_here (message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      soup_server_message_set_response (message,
                                        "text/plain",
                                        SOUP_MEMORY_STATIC,
                                        refusal,
                                        strlen (refusal));
      return;
    }
  g_mutex_lock (&self->lock);
  serve (self, message, path);
  g_mutex_unlock (&self->lock);
}

static gboolean
idle_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  char byte;

  if (!g_socket_is_closed (socket)
      && recv (g_socket_get_fd (socket), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) == 0)
    g_socket_close (socket, NULL);
  return G_SOURCE_REMOVE;
}

/* Between two requests SoupServer does not close a connection that its client has closed (seen in
 * libsoup 3.2.3). */
static void
request_finished_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  PasarSandbox *self = user_data;
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GSource) source = NULL;

  if (socket == NULL || g_socket_is_closed (socket))
    return;
  source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (idle_cb), NULL, NULL);
  g_source_attach (source, self->context);
}

/* Makes the HTTP server in the calling thread's context. */
void
pasar_sandbox_server_setup (PasarSandbox *self)
{
  pasar_sandbox_answers_init (self);
  self->server = soup_server_new ("server-header", "pasar-sandbox ", NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (request_finished_cb), self);
}

/* Drops all connections, also those that wait for an answer. */
void
pasar_sandbox_server_forget (PasarSandbox *self)
{
  g_hash_table_remove_all (self->pending);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->pending, g_hash_table_unref);
}
