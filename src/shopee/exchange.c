/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/exchange-private.h"

#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

/* A message, and the body of its answer. The task ends by its own clock and cancellable, whether or
 * not libsoup does: over HTTP/2 libsoup 3.2 waits for ever for a peer that is silent. What libsoup
 * says after the end is dropped.
 *
 * The message holds the exchange, so that both live for as long as libsoup needs them. */

#define PIECE_SIZE (64 * 1024)

typedef struct
{
  PasarExchangeOptions options;
  GTask *task;      /* NULL once it has ended */
  GCancellable *io; /* what libsoup looks at */
  GSource *timer;
  GSource *cancel_source;
  gint64 deadline;
  gint64 progressed_at;
  gboolean was_sent; /* the request is being written, or was */
  GError *refused;   /* why it was stopped before that */
  GByteArray *body;
  guint8 *piece;
} Exchange;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_clear (gpointer data)
{
  Exchange *self = data;

  g_clear_object (&self->io);
  g_clear_error (&self->refused);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self->piece);
}

static void
exchange_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, exchange_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exchange, exchange_unref)

static gboolean
stop_io_cb (gpointer user_data)
{
  g_cancellable_cancel (((Exchange *) user_data)->io);
  return G_SOURCE_REMOVE;
}

/* Not at once, and at a lower priority than libsoup delivers with: a message that is cancelled
 * between the arrival of its answer and the delivery is freed twice by libsoup 3.6. */
static void
stop_io (Exchange *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, self->options.priority + 1);
  g_source_set_callback (source, stop_io_cb, g_atomic_rc_box_acquire (self), exchange_unref);
  g_source_attach (source, g_task_get_context (self->task));
}

/* Takes @body or @error over. */
static void
end (Exchange *self, GBytes *body, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_source (&self->timer);
  clear_source (&self->cancel_source);
  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* Ends before libsoup does. Takes @error over. */
static void
give_up (Exchange *self, GError *error)
{
  stop_io (self);
  end (self, NULL, error);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Exchange *self = user_data;
  GError *error = NULL;

  if (self->was_sent && self->options.must_end)
    return G_SOURCE_REMOVE;
  g_cancellable_set_error_if_cancelled (cancellable, &error);
  give_up (self, error);
  return G_SOURCE_REMOVE;
}

static gboolean timer_cb (gpointer user_data);

static gint64
get_due (Exchange *self)
{
  return MIN (self->progressed_at + self->options.silence_us, self->deadline);
}

static void
start_timer (Exchange *self)
{
  gint64 left_ms = (get_due (self) - g_get_monotonic_time () + 999) / 1000;

  clear_source (&self->timer);
  self->timer = g_timeout_source_new ((guint) CLAMP (left_ms, 0, G_MAXINT32));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_task_get_context (self->task));
}

static GError *
new_network_error (Exchange *self, const char *detail)
{
  GError *error = pasar_error_new_local (PASAR_ERROR_NETWORK, "%s", detail);

  if (!self->was_sent)
    pasar_error_mark_unsent (error);
  return error;
}

static gboolean
timer_cb (gpointer user_data)
{
  Exchange *self = user_data;

  if (g_get_monotonic_time () < get_due (self))
    start_timer (self);
  else
    give_up (self, new_network_error (self, _ ("it did not answer in time")));
  return G_SOURCE_REMOVE;
}

/* For GLib a connection that breaks is one of TLS, too. */
static gboolean
is_refused_by_tls (Exchange *self, const GError *error)
{
  return !self->was_sent && error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF
         && error->code != G_TLS_ERROR_MISC;
}

/* libsoup is done, without an answer. */
static void
fail (Exchange *self, const GError *error)
{
  GError *ours = g_steal_pointer (&self->refused);

  if (ours == NULL && is_refused_by_tls (self, error))
    ours = pasar_error_new_local (PASAR_ERROR_TLS, "%s", error->message);
  if (ours == NULL)
    ours = new_network_error (self, error->message);
  end (self, NULL, ours);
}

static void read_piece (Exchange *self, GInputStream *stream);

static void
piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exchange) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self->task == NULL)
    return;
  if (length < 0)
    {
      fail (self, error);
      return;
    }
  if (length == 0)
    {
      end (self, g_byte_array_free_to_bytes (g_steal_pointer (&self->body)), NULL);
      return;
    }
  if (self->body->len + (gsize) length > self->options.max_size)
    {
      give_up (self, pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", _ ("far too long")));
      return;
    }
  g_byte_array_append (self->body, self->piece, length);
  self->progressed_at = g_get_monotonic_time ();
  read_piece (self, G_INPUT_STREAM (source));
}

/* The stream lives for as long as somebody reads it. */
static void
read_piece (Exchange *self, GInputStream *stream)
{
  g_input_stream_read_async (stream,
                             self->piece,
                             PIECE_SIZE,
                             self->options.priority,
                             self->io,
                             piece_read_cb,
                             g_atomic_rc_box_acquire (self));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exchange) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (self->task == NULL)
    return;
  if (stream == NULL)
    {
      fail (self, error);
      return;
    }
  self->progressed_at = g_get_monotonic_time ();
  self->body = g_byte_array_new ();
  self->piece = g_malloc (PIECE_SIZE);
  read_piece (self, stream);
}

/* HTTP/2 is offered only where it may be: of libsoup 3.2 neither the end of a call nor that of a
 * peer ends its exchange. */
static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  Exchange *self = user_data;

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && !self->options.http2)
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

/* Nothing is written yet, and nothing is when it is cancelled here. */
static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  if (version != G_TLS_PROTOCOL_VERSION_UNKNOWN && version < G_TLS_PROTOCOL_VERSION_TLS_1_2)
    self->refused =
        pasar_error_new_local (PASAR_ERROR_TLS, "%s", _ ("the server offers no TLS 1.2 or later"));
  if (self->task == NULL || self->refused != NULL)
    g_cancellable_cancel (self->io);
  else
    self->was_sent = TRUE;
}

/* libsoup 3.4 to 3.6.5 sends a request again by itself when a kept connection turns out to be
 * closed, and frees it once too often when another kept one is at hand; it is safe on a new
 * connection. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
}

static void
connect_signal (SoupMessage *message, const char *name, GCallback callback, Exchange *self)
{
  g_signal_connect_data (message,
                         name,
                         callback,
                         g_atomic_rc_box_acquire (self),
                         (GClosureNotify) (void (*) (void)) exchange_unref,
                         0);
}

/* Connections are not made one after the other in case that the first will be of HTTP/2. */
static void
force_http1 (SoupMessage *message)
{
#if SOUP_CHECK_VERSION(3, 4, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  soup_message_set_force_http1 (message, TRUE);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

static gboolean
needs_missing_tls (SoupMessage *message)
{
  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "https")
         && !g_tls_backend_supports_tls (g_tls_backend_get_default ());
}

/**
 * pasar_exchange_async:
 * @session: a session
 * @message: a new message
 * @options: how
 * @cancellable: (nullable): ends it at any moment, unless the options say else
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Sends a message and reads the answer, by HTTP/1.1 unless the options say else, and by TLS 1.2 or
 * later where the address says `https`.
 */
void
pasar_exchange_async (SoupSession *session,
                      SoupMessage *message,
                      const PasarExchangeOptions *options,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *self = g_atomic_rc_box_new0 (Exchange);

  self->options = *options;
  g_task_set_source_tag (task, pasar_exchange_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, exchange_unref);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (needs_missing_tls (message))
    {
      g_task_return_error (task, pasar_error_new_tls_missing ());
      return;
    }
  self->task = g_object_ref (task);
  self->io = g_cancellable_new ();
  self->progressed_at = g_get_monotonic_time ();
  self->deadline = self->progressed_at + options->total_us;
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancel_source, g_task_get_context (task));
    }
  start_timer (self);
  connect_signal (message, "network-event", G_CALLBACK (network_event_cb), self);
  connect_signal (message, "starting", G_CALLBACK (starting_cb), self);
  connect_signal (message, "restarted", G_CALLBACK (restarted_cb), self);
  if (!options->http2)
    force_http1 (message);
  soup_session_send_async (session,
                           message,
                           options->priority,
                           self->io,
                           sent_cb,
                           g_atomic_rc_box_acquire (self));
}

/**
 * pasar_exchange_finish:
 * @result: the result
 * @error: return location for an error
 *
 * The message has the status and the headers.
 *
 * Whether the server may have got the request pasar_error_leaves_outcome_open() says.
 *
 * Returns: (transfer full): the body of the answer, or %NULL with %G_IO_ERROR_CANCELLED,
 *   %PASAR_ERROR_NETWORK for no answer in time or none at all, %PASAR_ERROR_TLS, or
 *   %PASAR_ERROR_MALFORMED for one that is too long
 */
GBytes *
pasar_exchange_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_exchange_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
