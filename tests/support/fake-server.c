/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"

#include <string.h>

/* Only against hanging. */
#define DEADLINE (30 * G_USEC_PER_SEC)

static void
request_free (FakeRequest *request)
{
  g_free (request->path);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_free (request->raw_query);
  g_free (request->body);
  g_free (request->user_agent);
  g_free (request);
}

void
fake_server_answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "application/json",
                                    SOUP_MEMORY_COPY,
                                    body,
                                    strlen (body));
}

static void
send_reply (FakeServer *self, SoupServerMessage *message, const FakeReply *reply)
{
  g_autofree char *text = NULL;

  if (reply->header_name != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  reply->header_name,
                                  reply->header_value);
  if (reply->body == NULL)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
      return;
    }
  text = g_strdup_printf ("%*s%s", (int) reply->filler, "", reply->body);
  fake_server_answer (message, reply->status != 0 ? reply->status : 200, text);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  FakeServer *self = user_data;
  FakeRequest *request = g_new0 (FakeRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  FakeReply *reply;

  request->path = g_strdup (path);
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  request->raw_query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  request->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  request->user_agent =
      g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                              "User-Agent"));
  g_ptr_array_add (self->requests, request);
  if (self->handler != NULL)
    {
      self->handler (server, message, path, query, self->handler_data);
      return;
    }
  reply = g_queue_pop_head (&self->replies);
  if (reply == NULL)
    g_error ("nobody expected %s", path);
  g_assert_cmpstr (path, ==, reply->path);
  send_reply (self, message, reply);
  g_free (reply);
}

FakeServer *
fake_server_new (void)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_queue_init (&self->replies);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
fake_server_free (FakeServer *self)
{
  g_assert_cmpuint (g_queue_get_length (&self->replies), ==, 0);
  g_ptr_array_unref (self->held);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->requests);
  g_free (self->url);
  g_free (self);
}

void
fake_server_reply_full (FakeServer *self, FakeReply reply)
{
  g_queue_push_tail (&self->replies, g_memdup2 (&reply, sizeof reply));
}

void
fake_server_reply (FakeServer *self, const char *path, const char *body)
{
  fake_server_reply_full (self, (FakeReply){ .path = path, .body = body });
}

FakeRequest *
fake_server_get (FakeServer *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);
  return g_ptr_array_index (self->requests, index);
}

PasarClient *
fake_server_new_client (FakeServer *self)
{
  PasarClient *client = pasar_client_new (self->url, PARTNER, "  " KEY "\n", SHOP);
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("old-access", "old-refresh", 0);

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 32, 1000);
  pasar_client_set_backoff_scale (client, 0.001);
  return client;
}

void
waiting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_assert_null (waiting->result);
  waiting->result = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return ((Waiting *) data)->result != NULL;
}

GAsyncResult *
waiting_take (Waiting *waiting)
{
  wait_until (has_result, waiting);
  return g_steal_pointer (&waiting->result);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint source = g_timeout_add (100, wake_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

void
spin (guint turns)
{
  for (guint i = 0; i < turns; i++)
    g_main_context_iteration (NULL, FALSE);
}

char *
fixture_text (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "shopee", name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}
