/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <string.h>

#define PING PRODUCT "get_boosted_list"

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *has_ended = user_data;

  g_bytes_unref (soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL));
  *has_ended = TRUE;
}

/* Sends a write that may never be answered, and hangs up once it has come in. */
static void
send_and_hang_up (SandboxClient *client, const char *path, const char *body)
{
  g_autofree char *query = sandbox_client_query (client, path, TRUE);
  g_autofree char *uri = g_strconcat (pasar_sandbox_get_uri (client->sandbox), query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean has_ended = FALSE;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (client->session,
                                    message,
                                    G_PRIORITY_DEFAULT,
                                    cancellable,
                                    ended_cb,
                                    &has_ended);
  while (sandbox_client_control (client, "/_sandbox/log", "$.last") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  while (!has_ended)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  const char *spec;
  gboolean answers; /* there is an HTTP answer at all */
  guint status;
  gboolean json;
  gboolean written;
  const char *contains; /* NULL: nothing */
} FaultRow;

static const FaultRow fault_rows[] = {
  { "kind=status,value=502", TRUE, 502, FALSE, FALSE, "Bad Gateway" },
  { "kind=status,value=503,when=after", TRUE, 503, FALSE, TRUE, NULL },
  { "kind=status,value=429,retry_after=3", TRUE, 429, TRUE, FALSE, "error_rate_limit" },
  { "kind=reset", FALSE, 0, FALSE, FALSE, NULL },
  { "kind=reset,when=after", FALSE, 0, FALSE, TRUE, NULL },
  { "kind=truncate", FALSE, 0, FALSE, TRUE, NULL },
  { "kind=truncate,length=valid", TRUE, 200, FALSE, TRUE, NULL },
  { "kind=html", TRUE, 200, FALSE, FALSE, "<html>" },
  { "kind=wrong-json", TRUE, 200, FALSE, TRUE, "}} trailing" },
  { "kind=wrong-types", TRUE, 200, TRUE, TRUE, "\"original_price\":\"not a number\"" },
  { "kind=wrong-types,mode=null", TRUE, 200, TRUE, TRUE, "\"success_list\":null" },
  { "kind=status,delay=20,when=after", TRUE, 502, FALSE, TRUE, "Bad Gateway" },
  { "delay=20", TRUE, 200, TRUE, TRUE, "\"original_price\":77" },
  { "kind=delay,value=20", TRUE, 200, TRUE, TRUE, "\"original_price\":77" },
  { "kind=error,code=error_busi,message=one, two",
    TRUE,
    200,
    TRUE,
    FALSE,
    "\"error\":\"error_busi\",\"message\":\"one, two\"" },
  { "kind=error,code=error_rate_limit,retry_after=2",
    TRUE,
    200,
    TRUE,
    FALSE,
    "\"error\":\"error_rate_limit\"" },
  { "kind=error,status=403", TRUE, 403, TRUE, FALSE, "\"error\":\"error_inner\"" },
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *spec = g_strconcat ("call=update_price,times=2,", row->spec, NULL);
  g_autofree char *query = sandbox_client_query (client, PRODUCT "update_price", TRUE);
  g_autoptr (GError) error = NULL;

  pasar_sandbox_add_fault (client->sandbox, spec, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sandbox_client_send (client, "POST", query, SANDBOX_WRITE_PRICE, &error),
                   ==,
                   row->answers);
  g_clear_error (&error);
  if (row->answers)
    {
      g_assert_cmpuint (client->status, ==, row->status);
      g_assert_cmpint (client->json != NULL, ==, row->json);
      if (row->contains != NULL)
        g_assert_nonnull (strstr (client->text, row->contains));
    }
  g_assert_cmpint (sandbox_client_stored_price (client), ==, row->written ? 7700 : 1999);
  pasar_sandbox_clear_faults (client->sandbox);
  g_assert_cmpstr (sandbox_client_post (client, PRODUCT "update_price", SANDBOX_WRITE_PRICE),
                   ==,
                   "");
}

static void
test_fault_details (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  gint64 start;

  g_assert_true (pasar_sandbox_add_fault (client->sandbox, "nth=1,kind=delay,value=50", NULL));
  g_assert_true (
      pasar_sandbox_add_fault (client->sandbox, "nth=2,kind=status,value=429,retry_after=3", NULL));
  start = g_get_monotonic_time ();
  sandbox_client_get (client, PING, NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 50 * G_TIME_SPAN_MILLISECOND);
  sandbox_client_get (client, PING, NULL);
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Retry-After"), ==, "3");
  g_assert_true (pasar_sandbox_add_fault (client->sandbox,
                                          "kind=error,code=error_rate_limit,retry_after=2,times=1",
                                          NULL));
  g_assert_cmpstr (sandbox_client_get (client, PING, NULL), ==, "error_rate_limit");
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Retry-After"), ==, "2");
}

/* One write of each kind, and where what it wrote is read. */
static const struct
{
  const char *call;
  const char *body;
  const char *read;
  const char *before;
  const char *after;
} late_rows[] = {
  { "update_price",
    "{\"item_id\":25000000011,\"price_list\":[{\"original_price\":77}]}",
    PRODUCT "get_item_base_info&item_id_list=25000000011",
    "\"original_price\":19.99,",
    "\"original_price\":77," },
  { "update_stock",
    "{\"item_id\":25000000011,\"stock_list\":[{\"seller_stock\":[{\"stock\":432}]}]}",
    PRODUCT "get_item_base_info&item_id_list=25000000011",
    "\"stock\":100,",
    "\"stock\":432," },
  { "boost_item",
    "{\"item_id_list\":[25000000011]}",
    PRODUCT "get_boosted_list",
    "\"item_list\":[]",
    "\"item_id\":25000000011," },
};

static const char *const late_specs[] = {
  "late=3600000",           "kind=status,late=3600000",   "kind=reset,late=3600000",
  "kind=hang,late=3600000", "kind=truncate,late=3600000", "kind=error,late=3600000",
};

static void
assert_reads (SandboxClient *client, const char *read, const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (read, "&", 2);

  g_assert_cmpstr (sandbox_client_get (client, parts[0], parts[1]), ==, "");
  g_test_message ("%s", client->text);
  g_assert_nonnull (strstr (client->text, expected));
}

/* A write is accepted, whatever its answer, and others read the old value until it has happened. */
static void
test_late_effects (gconstpointer spec)
{
  for (guint i = 0; i < G_N_ELEMENTS (late_rows); i++)
    {
      g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
      g_autofree char *path = g_strconcat (PRODUCT, late_rows[i].call, NULL);

      g_assert_true (pasar_sandbox_add_fault (client->sandbox, spec, NULL));
      send_and_hang_up (client, path, late_rows[i].body);
      pasar_sandbox_clear_faults (client->sandbox);
      g_assert_cmpint (sandbox_client_control (client, "/_sandbox/info", "$.n_late"), ==, 1);
      assert_reads (client, late_rows[i].read, late_rows[i].before);
      sandbox_client_change (client, "{\"do\":\"apply_late\"}");
      assert_reads (client, late_rows[i].read, late_rows[i].after);
    }
}

/* The server's clock is what late effects wait for. */
static void
test_late_effects_by_clock (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_true (pasar_sandbox_add_fault (client->sandbox, "call=update_price,late=60000", NULL));
  g_assert_cmpstr (sandbox_client_post (client, PRODUCT "update_price", SANDBOX_WRITE_PRICE),
                   ==,
                   "");
  g_assert_nonnull (strstr (client->text, "\"original_price\":77}"));
  g_assert_cmpint (sandbox_client_stored_price (client), ==, 1999);
  g_assert_cmpint (sandbox_client_control (client, "/_sandbox/info", "$.n_late"), ==, 1);
  sandbox_client_change (client, "{\"do\":\"set_clock\",\"advance\":61}");
  g_assert_cmpint (sandbox_client_stored_price (client), ==, 7700);
}

static void
test_sales (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  sandbox_client_change (client, "{\"do\":\"sell\",\"item_id\":{i0},\"pieces\":2}");
  assert_reads (client,
                PRODUCT "get_item_base_info&item_id_list=25000000011",
                "\"total_available_stock\":98");
  sandbox_client_change (client,
                         "{\"do\":\"sell\",\"item_id\":{i7},\"model_id\":{m7.1},\"pieces\":20}");
  sandbox_client_change (
      client,
      "{\"do\":\"sell\",\"item_id\":{i10},\"location_id\":\"SG2\",\"pieces\":1}");
  assert_reads (client,
                PRODUCT "get_item_base_info&item_id_list=25000000381",
                "\"location_id\":\"SG2\",\"stock\":4,");
}

static void
test_fault_selectors (void)
{
  static const struct
  {
    const char *selector;
    const char *hits; /* of six calls */
  } rows[] = {
    { "nth=3", "..x..." },   { "every=2", ".x.x.x" },        { "from=5", "....xx" },
    { "times=2", "xx...." }, { "from=2,times=3", ".xxx.." }, { "call=get_model_list", "......" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
      g_autofree char *spec = g_strconcat (rows[i].selector, ",kind=error,code=error_busi", NULL);
      g_autoptr (GString) hits = g_string_new (NULL);

      g_assert_true (pasar_sandbox_add_fault (client->sandbox, spec, NULL));
      for (guint n = 0; n < 6; n++)
        g_string_append_c (hits, *sandbox_client_get (client, PING, NULL) != '\0' ? 'x' : '.');
      g_assert_cmpstr (hits->str, ==, rows[i].hits);
    }
}

static void
test_bad_specs (void)
{
  static const char *const specs[] = {
    "",
    "call=update_price",
    "kind=nope",
    "kind=status,value=a",
    "kind=reset,when=now",
    "kind=reset,colour=red",
    "kind=reset,call=update_prices",
    "kind=wrong-types,mode=odd",
    "kind=error,status=7",
    "call=update_price,late=0",
    "kind=error,late=x",
    "nth=0,kind=reset",
  };
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pasar_sandbox_add_fault (client->sandbox, specs[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_hang_ends_with_the_server (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *query = sandbox_client_query (client, PING, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (pasar_sandbox_add_fault (client->sandbox, "kind=hang", NULL));
  g_object_set (client->session, "timeout", 1, NULL);
  g_assert_false (sandbox_client_send (client, "GET", query, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_hang_after (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_true (pasar_sandbox_add_fault (client->sandbox, "kind=hang,when=after", NULL));
  send_and_hang_up (client, PRODUCT "update_price", SANDBOX_WRITE_PRICE);
  g_assert_cmpint (sandbox_client_stored_price (client), ==, 7700);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", fault_rows[i].spec, NULL);

      g_test_add_data_func (path, &fault_rows[i], test_fault);
    }
  for (guint i = 0; i < G_N_ELEMENTS (late_specs); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/late/", late_specs[i], NULL);

      g_test_add_data_func (path, late_specs[i], test_late_effects);
    }
  g_test_add_func ("/faults/late-by-clock", test_late_effects_by_clock);
  g_test_add_func ("/faults/details", test_fault_details);
  g_test_add_func ("/faults/selectors", test_fault_selectors);
  g_test_add_func ("/faults/bad-specs", test_bad_specs);
  g_test_add_func ("/faults/sales", test_sales);
  g_test_add_func ("/faults/hang", test_hang_ends_with_the_server);
  g_test_add_func ("/faults/hang-after", test_hang_after);
  return g_test_run ();
}
