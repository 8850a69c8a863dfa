/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>
#include <sys/socket.h>

#define TOO_MANY_REQUESTS 429
#define HTML_BODY         "<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>"

/* An answer that waits: for the latency, for a fault, or for ever. */
typedef struct
{
  PasarSandbox *sandbox;
  SoupServerMessage *message; /* (owned) */
  PasarSandboxFault *fault;   /* (owned) (nullable) */
  GBytes *body;               /* (owned) (nullable) */
  GSource *source;            /* (owned) (nullable) */
  PasarSandboxCounter *counter;
  gulong finished_id;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  if (pending->source != NULL)
    g_source_destroy (pending->source);
  g_clear_pointer (&pending->source, g_source_unref);
  g_clear_signal_handler (&pending->finished_id, pending->message);
  g_clear_pointer (&pending->fault, pasar_sandbox_fault_unref);
  g_clear_pointer (&pending->body, g_bytes_unref);
  g_clear_object (&pending->message);
  g_free (pending);
}

static void
pending_land (Pending *pending)
{
  if (pending->counter != NULL)
    pending->counter->in_flight--;
  pending->counter = NULL;
}

static void
finished_cb (SoupServerMessage *message, Pending *pending)
{
  PasarSandbox *self = pending->sandbox;

  g_mutex_lock (&self->lock);
  pending_land (pending);
  g_mutex_unlock (&self->lock);
  g_hash_table_remove (self->pending, pending);
}

static void
set_date (PasarSandbox *self, SoupServerMessage *message)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (pasar_sandbox_now (self));
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

static void
set_body (SoupServerMessage *message, const char *content_type, GBytes *body)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Type",
                                content_type);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
set_retry_after (SoupServerMessage *message, gint64 seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  if (seconds >= 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Retry-After",
                                  text);
}

static void
set_text (SoupServerMessage *message, const char *content_type, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  set_body (message, content_type, body);
}

/* Ends the connection: in the middle of @part, or at once and so that the peer sees a reset. */
static void
cut_off (Pending *pending, GBytes *part)
{
  struct linger abort_now = { 1, 0 };
  GSocket *socket = soup_server_message_get_socket (pending->message);
  g_autoptr (GIOStream) stream = NULL;

  if (part == NULL && socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &abort_now, sizeof abort_now);
  stream = soup_server_message_steal_connection (pending->message);
  if (stream == NULL)
    return;
  if (part != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream),
                               g_bytes_get_data (part, NULL),
                               g_bytes_get_size (part),
                               NULL,
                               NULL,
                               NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static GBytes *
half_message (Pending *pending)
{
  gsize size = g_bytes_get_size (pending->body);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           size);
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guchar *) head, strlen (head));
  g_byte_array_append (bytes, g_bytes_get_data (pending->body, NULL), size / 2);
  return g_byte_array_free_to_bytes (bytes);
}

static void
set_status_fault (Pending *pending)
{
  const PasarSandboxFault *fault = pending->fault;
  guint status = fault->value >= 100 ? (guint) fault->value : SOUP_STATUS_BAD_GATEWAY;

  soup_server_message_set_status (pending->message, status, NULL);
  if (status == TOO_MANY_REQUESTS)
    set_text (pending->message,
              "application/json",
              "{\"request_id\":\"r10\",\"error\":\"error_rate_limit\",\"message\":\"Too many "
              "requests. You have reached the rate limit. Please try again later.\"}");
  else
    set_text (pending->message, "text/html", HTML_BODY);
}

static void
spoil_answer (Pending *pending)
{
  g_autofree char *text =
      g_strndup (g_bytes_get_data (pending->body, NULL), g_bytes_get_size (pending->body));
  g_autofree char *spoiled = pasar_sandbox_fault_spoil (pending->fault, text);

  set_text (pending->message,
            pending->fault->kind == PASAR_SANDBOX_FAULT_HTML ? "text/html" : "application/json",
            spoiled);
}

/* Returns whether there is an answer to send; else the connection is gone. */
static gboolean
apply_fault (Pending *pending)
{
  set_retry_after (pending->message, pending->fault->retry_after);
  switch (pending->fault->kind)
    {
    case PASAR_SANDBOX_FAULT_RESET:
      cut_off (pending, NULL);
      return FALSE;
    case PASAR_SANDBOX_FAULT_TRUNCATE:
      if (!pending->fault->valid_size)
        {
          g_autoptr (GBytes) half = half_message (pending);

          cut_off (pending, half);
          return FALSE;
        }
      spoil_answer (pending);
      return TRUE;
    case PASAR_SANDBOX_FAULT_STATUS:
      set_status_fault (pending);
      return TRUE;
    case PASAR_SANDBOX_FAULT_ERROR:
    case PASAR_SANDBOX_FAULT_HTML:
      soup_server_message_set_status (pending->message, (guint) pending->fault->status, NULL);
      spoil_answer (pending);
      return TRUE;
    case PASAR_SANDBOX_FAULT_WRONG_JSON:
    case PASAR_SANDBOX_FAULT_WRONG_TYPES:
      spoil_answer (pending);
      return TRUE;
    case PASAR_SANDBOX_FAULT_DELAY:
    case PASAR_SANDBOX_FAULT_HANG:
    case PASAR_SANDBOX_N_FAULT_KINDS:
    default:
      return TRUE;
    }
}

static gboolean
reply_cb (gpointer user_data)
{
  Pending *pending = user_data;
  PasarSandbox *self = pending->sandbox;

  g_mutex_lock (&self->lock);
  pending_land (pending);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&pending->source, g_source_unref);
  if (pending->fault == NULL || apply_fault (pending))
    soup_server_message_unpause (pending->message);
  else
    g_hash_table_remove (self->pending, pending);
  return G_SOURCE_REMOVE;
}

static void
reply_later (Pending *pending, guint delay_ms)
{
  PasarSandbox *self = pending->sandbox;

  g_hash_table_add (self->pending, pending);
  pending->finished_id =
      g_signal_connect (pending->message, "finished", G_CALLBACK (finished_cb), pending);
  soup_server_message_pause (pending->message);
  if (pending->fault != NULL && pending->fault->kind == PASAR_SANDBOX_FAULT_HANG)
    return;
  pending->source = g_timeout_source_new (delay_ms);
  g_source_set_callback (pending->source, reply_cb, pending, NULL);
  g_source_attach (pending->source, self->context);
}

static void
process (PasarSandboxCall *call)
{
  if (pasar_sandbox_control (call))
    return;
  if (g_str_has_prefix (call->path, "/image/"))
    {
      pasar_sandbox_image (call);
      return;
    }
  if (call->route == NULL || strcmp (call->route->method, call->method) != 0)
    {
      pasar_sandbox_call_fail_with_status (call,
                                           SOUP_STATUS_NOT_FOUND,
                                           "error_param",
                                           "Permission denied. This API is currently offline or "
                                           "the request path is incorrect.");
      return;
    }
  if (call->route->access == PASAR_SANDBOX_PAGE || pasar_sandbox_handshake (call))
    call->route->handle (call);
}

static GBytes *
take_body (PasarSandboxCall *call, const char **content_type)
{
  *content_type = call->page != NULL ? call->content_type : "application/json";
  if (call->page != NULL)
    return g_bytes_ref (call->page);
  return g_string_free_to_bytes (pasar_sandbox_call_envelope (call));
}

static void
answer (PasarSandboxCall *call, SoupServerMessage *message)
{
  PasarSandbox *self = call->sandbox;
  PasarSandboxCounter *counter = pasar_sandbox_log_begin (call);
  g_autoptr (PasarSandboxFault) fault = NULL;
  const char *content_type = NULL;
  g_autoptr (GBytes) body = NULL;
  guint delay = call->route != NULL ? self->latency_ms : 0;

  if (call->route != NULL)
    fault = pasar_sandbox_faults_take (self->faults, call->route->name);
  if (fault != NULL)
    {
      delay += (guint) fault->delay;
      call->late_ms = fault->late;
    }
  if (fault == NULL || !fault->before)
    process (call);
  body = take_body (call, &content_type);
  soup_server_message_set_status (message, call->status, NULL);
  set_retry_after (message, call->retry_after);
  if (call->location != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Location",
                                  call->location);
  set_body (message, content_type, body);
  pasar_sandbox_log_end (call, fault != NULL ? pasar_sandbox_fault_name (fault) : "");
  if (delay > 0 || fault != NULL)
    {
      Pending *pending = g_new0 (Pending, 1);

      pending->sandbox = self;
      pending->message = g_object_ref (message);
      pending->fault = g_steal_pointer (&fault);
      pending->body = g_steal_pointer (&body);
      pending->counter = counter;
      reply_later (pending, delay);
    }
  else if (counter != NULL)
    counter->in_flight--;
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
  PasarSandbox *self = user_data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GBytes) request =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (PasarSandboxCall) call = NULL;

  if (!is_from_here (message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      set_text (message, "text/plain", "Only programs on this computer may use the sandbox.\n");
      return;
    }
  g_mutex_lock (&self->lock);
  self->n_requests++;
  pasar_sandbox_effects_happen (self, pasar_sandbox_now_us (self));
  set_date (self, message);
  call =
      pasar_sandbox_call_new (self, soup_server_message_get_method (message), path, query, request);
  answer (call, message);
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

/**
 * pasar_sandbox_server_setup:
 * @self: a sandbox whose thread is starting
 *
 * Makes the HTTP server in the calling thread's context.
 */
void
pasar_sandbox_server_setup (PasarSandbox *self)
{
  self->pending = g_hash_table_new_full (NULL, NULL, pending_free, NULL);
  self->server = soup_server_new ("server-header", "pasar-sandbox ", NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (request_finished_cb), self);
}

/**
 * pasar_sandbox_server_forget:
 * @self: a sandbox whose thread is ending
 *
 * Drops all connections, also those that wait for an answer.
 */
void
pasar_sandbox_server_forget (PasarSandbox *self)
{
  g_hash_table_remove_all (self->pending);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->pending, g_hash_table_unref);
}

/**
 * pasar_sandbox_server_release:
 * @self: a running sandbox, in its thread
 *
 * Sends the answers that faults delay.
 */
void
pasar_sandbox_server_release (PasarSandbox *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Pending *pending = key;

      if (pending->fault != NULL && pending->source != NULL)
        g_source_set_ready_time (pending->source, 0);
    }
}
