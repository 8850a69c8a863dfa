/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bare-client.h"

#include <libsoup/soup.h>
#include <string.h>

#define BATCH 50

/* What is due in so long goes at once: to wake for each request costs more than to make it. */
#define TICK_MS 50

/* The least that a client does which pages through a shop with libsoup and json-glib: one session
 * with kept connections, each body read into one buffer, each parsed once and looked at where it
 * is. It checks, retries, shows and keeps nothing. */

typedef struct
{
  PasarTestSandbox *sandbox;
  SoupSession *session;
  GQueue queries; /* (element-type utf8): paths with their own parameters */
  guint max_in_flight;
  guint a_tick; /* requests */
  guint n_in_flight;
  guint n_rows;
} BareClient;

typedef struct
{
  BareClient *client;
  SoupMessage *message; /* (owned) */
  gsize size;           /* of body, one more than the answer is long so that its end is seen */
  char *body;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->message);
  g_free (call->body);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static char *
dup_uri (BareClient *self, const char *query)
{
  const PasarTestShop *shop = pasar_test_sandbox_get_shop (self->sandbox, 0);
  const gint64 partner_id = pasar_test_sandbox_get_partner_id (self->sandbox);
  const char *key = pasar_test_sandbox_get_partner_key (self->sandbox);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *path = g_strndup (query, strcspn (query, "?"));
  g_autofree char *base =
      g_strdup_printf ("%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT "%s%" G_GINT64_FORMAT,
                       partner_id,
                       path,
                       now,
                       shop->access_token,
                       shop->shop_id);
  g_autofree char *sign =
      g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key), base, -1);

  return g_strdup_printf ("%s%s&partner_id=%" G_GINT64_FORMAT "&timestamp=%" G_GINT64_FORMAT
                          "&access_token=%s&shop_id=%" G_GINT64_FORMAT "&sign=%s",
                          pasar_test_sandbox_get_uri (self->sandbox),
                          query,
                          partner_id,
                          now,
                          shop->access_token,
                          shop->shop_id,
                          sign);
}

static void
add_batch (BareClient *self, const char *call, const char *ids)
{
  g_queue_push_tail (&self->queries,
                     g_strdup_printf ("/api/v2/product/%s?item_id_list=%s", call, ids));
}

static void
read_list (BareClient *self, JsonObject *response)
{
  JsonArray *items = json_object_get_array_member (response, "item");
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      g_string_append_printf (ids,
                              "%s%" G_GINT64_FORMAT,
                              ids->len > 0 ? "," : "",
                              json_object_get_int_member (item, "item_id"));
      if (i % BATCH == BATCH - 1 || i + 1 == json_array_get_length (items))
        {
          add_batch (self, "get_item_base_info", ids->str);
          add_batch (self, "get_item_promotion", ids->str);
          g_string_truncate (ids, 0);
        }
    }
  if (json_object_get_boolean_member (response, "has_next_page"))
    g_queue_push_head (
        &self->queries,
        g_strdup_printf ("/api/v2/product/get_item_list?page_size=100&item_status=NORMAL"
                         "&offset=%" G_GINT64_FORMAT,
                         json_object_get_int_member (response, "next_offset")));
}

static void
read_values (BareClient *self, JsonObject *row)
{
  JsonArray *prices = json_object_get_array_member (row, "price_info");
  JsonObject *stock = json_object_get_object_member (row, "stock_info_v2");

  self->n_rows++;
  if (json_array_get_length (prices) > 0)
    json_object_get_double_member (json_array_get_object_element (prices, 0), "original_price");
  json_array_get_length (json_object_get_array_member (stock, "seller_stock"));
}

static void
read_items (BareClient *self, JsonArray *items)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (json_object_get_boolean_member (item, "has_model"))
        g_queue_push_tail (
            &self->queries,
            g_strdup_printf ("/api/v2/product/get_model_list?item_id=%" G_GINT64_FORMAT,
                             json_object_get_int_member (item, "item_id")));
      else
        read_values (self, item);
    }
}

static void
read_answer (BareClient *self, JsonObject *response)
{
  if (json_object_has_member (response, "item"))
    read_list (self, response);
  else if (json_object_has_member (response, "item_list"))
    read_items (self, json_object_get_array_member (response, "item_list"));
  else if (json_object_has_member (response, "model"))
    {
      JsonArray *models = json_object_get_array_member (response, "model");

      for (guint i = 0; i < json_array_get_length (models); i++)
        read_values (self, json_array_get_object_element (models, i));
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, call->size - 1);
  call->client->n_in_flight--;
  json_parser_load_from_data (parser, call->body, (gssize) length, &error);
  g_assert_no_error (error);
  read_answer (call->client,
               json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                              "response"));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  call->size =
      soup_message_headers_get_content_length (soup_message_get_response_headers (call->message))
      + 1;
  call->body = g_malloc (call->size);
  g_input_stream_read_all_async (stream,
                                 call->body,
                                 call->size,
                                 G_PRIORITY_DEFAULT,
                                 NULL,
                                 read_cb,
                                 call);
}

static void
send_next (BareClient *self)
{
  g_autofree char *query = g_queue_pop_head (&self->queries);
  g_autofree char *uri = dup_uri (self, query);
  Call *call = g_new0 (Call, 1);

  call->client = self;
  call->message = soup_message_new ("GET", uri);
  self->n_in_flight++;
  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT, NULL, sent_cb, call);
}

static gboolean
tick_cb (gpointer data)
{
  BareClient *self = data;

  for (guint i = 0; i < self->a_tick && self->n_in_flight < self->max_in_flight
                    && !g_queue_is_empty (&self->queries);
       i++)
    send_next (self);
  return G_SOURCE_CONTINUE;
}

guint
bare_client_read (PasarTestSandbox *sandbox, guint in_flight, guint rate)
{
  BareClient self = { .sandbox = sandbox,
                      .max_in_flight = in_flight,
                      .a_tick = MAX (rate * TICK_MS / 1000, 1) };
  const guint timer = g_timeout_add (self.a_tick * 1000 / rate, tick_cb, &self);

  self.session =
      soup_session_new_with_options ("proxy-resolver", NULL, "max-conns-per-host", in_flight, NULL);
  g_queue_push_tail (&self.queries,
                     g_strdup ("/api/v2/product/get_item_list?page_size=100&item_status=NORMAL"
                               "&offset=0"));
  while (self.n_in_flight > 0 || !g_queue_is_empty (&self.queries))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_object_unref (self.session);
  return self.n_rows;
}
