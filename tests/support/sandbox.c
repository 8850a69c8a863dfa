/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox.h"

#include <libsoup/soup.h>
#include <string.h>

#define FIRST_ITEM_ID G_GINT64_CONSTANT (25000000011)
#define ITEM_ID_STEP  37

struct _PasarTestSandbox
{
  GSubprocess *process;
  SoupSession *session;
  char *uri;
  gint64 partner_id;
  char *partner_key;
  PasarTestShop shops[2];
};

static void
take_line (PasarTestSandbox *self, const char *line)
{
  const gboolean is_second = g_str_has_prefix (line, "second_");
  const char *name = is_second ? line + strlen ("second_") : line;
  const char *value = strchr (name, '=');
  PasarTestShop *shop = &self->shops[is_second];

  if (value == NULL)
    return;
  value++;
  if (g_str_has_prefix (name, "uri="))
    self->uri = g_strdup (value);
  else if (g_str_has_prefix (name, "partner_id="))
    self->partner_id = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_has_prefix (name, "partner_key="))
    self->partner_key = g_strdup (value);
  else if (g_str_has_prefix (name, "shop_id="))
    shop->shop_id = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_has_prefix (name, "access_token="))
    shop->access_token = g_strdup (value);
  else if (g_str_has_prefix (name, "refresh_token="))
    shop->refresh_token = g_strdup (value);
}

static void
read_until_ready (PasarTestSandbox *self)
{
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (strcmp (line, "ready") == 0)
        return;
      take_line (self, line);
    }
}

/* Starts the program with the given arguments; it ends with its standard input, so also when the
 * test crashes. */
PasarTestSandbox *
pasar_test_sandbox_new (const char *first_argument, ...)
{
  PasarTestSandbox *self = g_new0 (PasarTestSandbox, 1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *program = g_getenv ("PASAR_SANDBOX");
  va_list rest;

  g_assert_nonnull (program);
  g_ptr_array_add (arguments, (gpointer) program);
  g_ptr_array_add (arguments, (gpointer) "--exit-on-eof");
  va_start (rest, first_argument);
  for (const char *argument = first_argument; argument != NULL;
       argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  self->process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  read_until_ready (self);
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  return self;
}

void
pasar_test_sandbox_free (PasarTestSandbox *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_object_unref (self->session);
  for (guint i = 0; i < G_N_ELEMENTS (self->shops); i++)
    {
      g_free (self->shops[i].access_token);
      g_free (self->shops[i].refresh_token);
    }
  g_free (self->uri);
  g_free (self->partner_key);
  g_free (self);
}

const char *
pasar_test_sandbox_get_uri (PasarTestSandbox *self)
{
  return self->uri;
}

gint64
pasar_test_sandbox_get_partner_id (PasarTestSandbox *self)
{
  return self->partner_id;
}

const char *
pasar_test_sandbox_get_partner_key (PasarTestSandbox *self)
{
  return self->partner_key;
}

const PasarTestShop *
pasar_test_sandbox_get_shop (PasarTestSandbox *self, guint n)
{
  g_assert_cmpuint (n, <, G_N_ELEMENTS (self->shops));
  return &self->shops[n];
}

PasarClient *
pasar_test_sandbox_make_client (PasarTestSandbox *self)
{
  const PasarTestShop *shop = &self->shops[0];
  g_autoptr (PasarTokens) tokens = pasar_tokens_new (shop->access_token, shop->refresh_token, 0);
  PasarClient *client =
      pasar_client_new (self->uri, self->partner_id, self->partner_key, shop->shop_id);

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 16, 1000);
  pasar_client_set_backoff_scale (client, 0.01);
  return client;
}

static GBytes *
talk (PasarTestSandbox *self,
      const char *method,
      const char *path,
      const char *body,
      SoupMessage **message)
{
  g_autofree char *address = g_strconcat (self->uri, path, NULL);
  g_autoptr (SoupMessage) sent = soup_message_new (method, address);
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  soup_message_add_flags (sent, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (sent, "application/json", bytes);
    }
  answer = soup_session_send_and_read (self->session, sent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (sent), <, 400);
  if (message != NULL)
    *message = g_steal_pointer (&sent);
  return answer;
}

void
pasar_test_sandbox_fault (PasarTestSandbox *self, const char *spec)
{
  g_bytes_unref (talk (self, "POST", "/_sandbox/fault", spec, NULL));
}

void
pasar_test_sandbox_clear_faults (PasarTestSandbox *self)
{
  g_bytes_unref (talk (self, "DELETE", "/_sandbox/fault", NULL, NULL));
}

void
pasar_test_sandbox_change (PasarTestSandbox *self, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_bytes_unref (talk (self, "POST", "/_sandbox/state", body, NULL));
}

JsonNode *
pasar_test_sandbox_get (PasarTestSandbox *self, const char *path)
{
  g_autoptr (GBytes) answer = talk (self, "GET", path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static JsonObject *
dup_row (PasarTestSandbox *self, gint64 item_id, guint nth_row)
{
  g_autofree char *path = g_strdup_printf ("/_sandbox/item?item_id=%" G_GINT64_FORMAT, item_id);
  g_autoptr (JsonNode) node = pasar_test_sandbox_get (self, path);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "rows");

  return json_object_ref (json_array_get_object_element (rows, nth_row));
}

gint64
pasar_test_sandbox_get_price (PasarTestSandbox *self, gint64 item_id, guint nth_row)
{
  g_autoptr (JsonObject) row = dup_row (self, item_id, nth_row);

  return json_object_get_int_member (row, "price_minor");
}

gint64
pasar_test_sandbox_get_stock (PasarTestSandbox *self, gint64 item_id, guint nth_row, guint location)
{
  g_autoptr (JsonObject) row = dup_row (self, item_id, nth_row);

  return json_array_get_int_element (json_object_get_array_member (row, "stock"), location);
}

gint64
pasar_test_sandbox_get_model_id (PasarTestSandbox *self, gint64 item_id, guint nth_row)
{
  g_autoptr (JsonObject) row = dup_row (self, item_id, nth_row);

  return json_object_get_int_member (row, "model_id");
}

guint
pasar_test_sandbox_count (PasarTestSandbox *self, const char *call)
{
  g_autoptr (JsonNode) node = pasar_test_sandbox_get (self, "/_sandbox/log?since=999999999");
  JsonObject *calls = json_object_get_object_member (json_node_get_object (node), "calls");

  if (!json_object_has_member (calls, call))
    return 0;
  return (guint) json_object_get_int_member (json_object_get_object_member (calls, call), "count");
}

void
pasar_test_sandbox_clear_log (PasarTestSandbox *self)
{
  g_bytes_unref (talk (self, "DELETE", "/_sandbox/log", NULL, NULL));
}

char *
pasar_test_sandbox_authorise (PasarTestSandbox *self, gint64 id)
{
  g_autofree char *path =
      g_strdup_printf ("/_sandbox/authorise?id=%" G_GINT64_FORMAT
                       "&redirect=https%%3A%%2F%%2Fexample.com%%2Fdone&state=s1",
                       id);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = talk (self, "GET", path, NULL, &message);

  return g_strdup (
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

gint64
pasar_test_sandbox_item (guint n)
{
  return FIRST_ITEM_ID + (gint64) n * ITEM_ID_STEP;
}
