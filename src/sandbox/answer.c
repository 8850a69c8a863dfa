/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>
#include <sys/socket.h>

/* An answer that waits: for the latency, for a fault, or for ever. */
typedef struct
{
  PasarSandboxCall *call;     /* (owned) */
  SoupServerMessage *message; /* (owned) */
  GSource *source;            /* (owned) (nullable) */
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
  pasar_sandbox_log_land (pending->call);
  pasar_sandbox_call_free (pending->call);
  g_clear_object (&pending->message);
  g_free (pending);
}

static void
finished_cb (SoupServerMessage *message, Pending *pending)
{
  g_hash_table_remove (pending->call->sandbox->pending, pending);
}

static void
set_header (SoupServerMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
set_body (SoupServerMessage *message, guint status, const char *content_type, GBytes *body)
{
  soup_server_message_set_status (message, status, NULL);
  set_header (message, "Content-Type", content_type);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
set_retry_after (SoupServerMessage *message, gint64 seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  if (seconds > 0)
    set_header (message, "Retry-After", text);
}

/* Ends the connection: in the middle of the answer, or at once and so that the peer sees a reset.
 */
static void
cut_off (const Pending *pending, gboolean reset)
{
  struct linger abort_now = { 1, 0 };
  gsize size = g_bytes_get_size (pending->call->page);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           size);
  GSocket *socket = soup_server_message_get_socket (pending->message);
  g_autoptr (GIOStream) stream = NULL;
  GOutputStream *out;

  if (reset && socket != NULL)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &abort_now, sizeof abort_now);
  stream = soup_server_message_steal_connection (pending->message);
  if (stream == NULL)
    return;
  out = g_io_stream_get_output_stream (stream);
  if (!reset && g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL))
    g_output_stream_write_all (out,
                               g_bytes_get_data (pending->call->page, NULL),
                               size / 2,
                               NULL,
                               NULL,
                               NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* Returns whether there is an answer to send; else the connection is gone. */
static gboolean
apply_fault (const Pending *pending)
{
  PasarSandboxCall *call = pending->call;
  const PasarSandboxFault *fault = call->fault;
  gboolean reset = fault->kind == PASAR_SANDBOX_FAULT_RESET;
  const char *content_type = "application/json";
  g_autoptr (GBytes) spoiled = NULL;

  if (reset || (fault->kind == PASAR_SANDBOX_FAULT_TRUNCATE && !fault->valid_size))
    {
      cut_off (pending, reset);
      return FALSE;
    }
  set_retry_after (pending->message, fault->retry_after);
  spoiled = pasar_sandbox_fault_spoil (fault, call->page, &content_type);
  if (spoiled != NULL)
    set_body (pending->message,
              fault->status != 0 ? (guint) fault->status : call->status,
              content_type,
              spoiled);
  return TRUE;
}

static gboolean
reply_cb (gpointer user_data)
{
  Pending *pending = user_data;

  pasar_sandbox_log_land (pending->call);
  g_clear_pointer (&pending->source, g_source_unref);
  if (pending->call->fault == NULL || apply_fault (pending))
    soup_server_message_unpause (pending->message);
  else
    g_hash_table_remove (pending->call->sandbox->pending, pending);
  return G_SOURCE_REMOVE;
}

static void
reply_later (PasarSandboxCall *call, SoupServerMessage *message, guint delay_ms)
{
  PasarSandbox *self = call->sandbox;
  Pending *pending = g_new0 (Pending, 1);

  pending->call = call;
  pending->message = g_object_ref (message);
  g_hash_table_add (self->pending, pending);
  pending->finished_id = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), pending);
  soup_server_message_pause (message);
  if (call->fault != NULL && call->fault->kind == PASAR_SANDBOX_FAULT_HANG)
    return;
  pending->source = g_timeout_source_new (delay_ms);
  g_source_set_callback (pending->source, reply_cb, pending, NULL);
  g_source_attach (pending->source, self->context);
}

/* Sends the answer of @call, which it takes, at once or after latency and fault. */
void
pasar_sandbox_answer (PasarSandboxCall *call, SoupServerMessage *message)
{
  guint delay_ms = call->route != NULL ? call->sandbox->options.latency_ms : 0;

  if (call->fault != NULL)
    delay_ms += (guint) call->fault->delay;
  if (call->page == NULL)
    {
      call->page = g_string_free_to_bytes (pasar_sandbox_call_envelope (call));
      call->content_type = "application/json";
    }
  set_body (message, call->status, call->content_type, call->page);
  set_retry_after (message, call->retry_after);
  if (call->location != NULL)
    set_header (message, "Location", call->location);
  if (delay_ms > 0 || call->fault != NULL)
    {
      reply_later (call, message, delay_ms);
      return;
    }
  pasar_sandbox_log_land (call);
  pasar_sandbox_call_free (call);
}

/* Makes the place for answers that wait. */
void
pasar_sandbox_answers_init (PasarSandbox *self)
{
  self->pending = g_hash_table_new_full (NULL, NULL, pending_free, NULL);
}

/* Sends the answers that faults delay. */
void
pasar_sandbox_answers_release (PasarSandbox *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Pending *pending = key;

      if (pending->call->fault != NULL && pending->source != NULL)
        g_source_set_ready_time (pending->source, 0);
    }
}
