/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tls-peer.h"

#include <string.h>

#define DRIP_USECS 50000

/* What comes before a body that does not end. */
static const char http1_head[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"error\"";

/* Settings; headers of stream 1, ":status: 200"; eight bytes of its data. */
static const char http2_head[] = "\0\0\0\4\0\0\0\0\0"
                                 "\0\0\1\1\4\0\0\0\1\x88"
                                 "\0\0\10\0\0\0\0\0\1{\"error\"";

/* One byte more. */
static const char http2_drip[] = "\0\0\1\0\0\0\0\0\1 ";

static const char garbage[] = "\xff\0\xfe garbage \r\n\r\n\0\0\0\1 and more of it";

char *
tls_peer_certificate_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "shopee", "self-signed.pem", NULL);
}

static void
write_bytes (TlsPeer *self, GOutputStream *output, const char *bytes, gsize length)
{
  g_output_stream_write_all (output, bytes, length, NULL, self->stop, NULL);
}

static void
behave (TlsPeer *self, GOutputStream *output, gboolean http2)
{
  if (self->kind == PEER_GARBAGE)
    write_bytes (self, output, garbage, sizeof garbage - 1);
  if (self->kind == PEER_FROZEN || self->kind == PEER_DRIPPING)
    {
      if (http2)
        write_bytes (self, output, http2_head, sizeof http2_head - 1);
      else
        write_bytes (self, output, http1_head, sizeof http1_head - 1);
    }
  g_atomic_int_inc (&self->n_acted);
  while (self->kind != PEER_CLOSING && !g_cancellable_is_cancelled (self->stop))
    {
      g_usleep (DRIP_USECS);
      if (self->kind == PEER_DRIPPING)
        write_bytes (self, output, http2 ? http2_drip : " ", http2 ? sizeof http2_drip - 1 : 1);
    }
}

typedef struct
{
  TlsPeer *peer;
  GSocketConnection *connection;
} Guest;

static gpointer
guest_thread (gpointer data)
{
  g_autofree Guest *guest = data;
  TlsPeer *self = guest->peer;
  g_autoptr (GSocketConnection) connection = guest->connection;
  g_autoptr (GIOStream) stream =
      g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  char request[16 * 1024];
  const char *protocol;

  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), self->protocols);
  if (g_input_stream_read (g_io_stream_get_input_stream (stream),
                           request,
                           sizeof request,
                           self->stop,
                           NULL)
      <= 0)
    return NULL;
  protocol = g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (stream));
  if (g_strcmp0 (protocol, "h2") == 0)
    g_atomic_int_inc (&self->n_http2);
  g_atomic_int_inc (&self->n_requests);
  behave (self, g_io_stream_get_output_stream (stream), g_strcmp0 (protocol, "h2") == 0);
  return NULL;
}

static void
join (gpointer thread)
{
  g_thread_join (thread);
}

static gpointer
listen_thread (gpointer data)
{
  TlsPeer *self = data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new_with_free_func (join);
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Guest *guest = g_new (Guest, 1);

      *guest = (Guest){ self, connection };
      g_ptr_array_add (threads, g_thread_new ("guest", guest_thread, guest));
    }
  return NULL;
}

TlsPeer *
tls_peer_new (PeerKind kind, const char *const *protocols)
{
  TlsPeer *self = g_new0 (TlsPeer, 1);
  g_autofree char *path = tls_peer_certificate_path ();
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->kind = kind;
  self->protocols = protocols;
  self->stop = g_cancellable_new ();
  self->certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  self->listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("https://localhost:%u", port);
  self->thread = g_thread_new ("peer", listen_thread, self);
  return self;
}

void
tls_peer_free (TlsPeer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->certificate);
  g_object_unref (self->stop);
  g_free (self->url);
  g_free (self);
}
