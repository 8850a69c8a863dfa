/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"
#include "shopee/client-private.h"
#include "shopee/sign-private.h"

#include <locale.h>
#include <string.h>

#define BUSY_BODY                                                                                  \
  "{\"request_id\":\"b\",\"error\":\"error_system_busy\",\"message\":\"Our system is taking some time\"}"
#define THROTTLED_BODY                                                                             \
  "{\"request_id\":\"t\",\"error\":\"error_rate_limit\",\"message\":\"Too many requests.\"}"
#define CLOCK_BODY                                                                                 \
  "{\"request_id\":\"c\",\"error\":\"error_param\",\"message\":\"Timestamp is expired.\"}"
#define SHOP_BODY                                                                                  \
  "{\"request_id\":\"s\",\"error\":\"\",\"message\":\"\",\"shop_name\":\"Demo\",\"region\":\"SG\"}"

typedef struct
{
  FakeServer *server;
  PasarClient *client;
  Waiting waiting;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->client = fake_server_new_client (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  fake_server_free (fixture->server);
}

static PasarShopInfo *
get_shop_info (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  return pasar_client_get_shop_info_finish (fixture->client, result, error);
}

static void
test_signed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info = NULL;
  FakeRequest *request;
  g_autofree char *sign = NULL;
  const char *timestamp;

  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  info = get_shop_info (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->region, ==, "SG");
  request = fake_server_get (fixture->server, 0);
  timestamp = g_hash_table_lookup (request->query, "timestamp");
  sign = pasar_sign_shop (KEY,
                          PARTNER,
                          SHOP_INFO,
                          g_ascii_strtoll (timestamp, NULL, 10),
                          "old-access",
                          SHOP);
  g_assert_cmpstr (g_hash_table_lookup (request->query, "sign"), ==, sign);
  g_assert_cmpstr (g_hash_table_lookup (request->query, "partner_id"), ==, "2009999");
  g_assert_cmpstr (g_hash_table_lookup (request->query, "shop_id"), ==, "60000001");
  g_assert_cmpstr (g_hash_table_lookup (request->query, "access_token"), ==, "old-access");
  g_assert_true (g_str_has_prefix (request->user_agent, "Pasar/"));
  g_assert_cmpint (ABS (g_ascii_strtoll (timestamp, NULL, 10)
                        - g_get_real_time () / G_USEC_PER_SEC),
                   <,
                   60);
}

static void
test_query (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 34001, 25001398610 };
  g_autofree char *list = fixture_text ("a14.json");
  g_autofree char *items = fixture_text ("a16.json");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (PasarItemPage) page = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("a&b=c d/ü", "r", 0);
  FakeRequest *request;

  pasar_client_set_tokens (fixture->client, tokens);
  fake_server_reply (fixture->server, ITEM_LIST, list);
  pasar_client_get_item_list_async (fixture->client,
                                    0,
                                    100,
                                    5,
                                    9,
                                    NULL,
                                    waiting_cb,
                                    &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  page = pasar_client_get_item_list_finish (fixture->client, result, NULL);
  g_assert_cmpuint (page->item_ids->len, ==, 2);
  request = fake_server_get (fixture->server, 0);
  g_assert_nonnull (
      strstr (request->raw_query,
              "&offset=0&page_size=100&update_time_from=5&update_time_to=9"
              "&item_status=NORMAL&item_status=BANNED&item_status=UNLIST&item_status=REVIEWING"
              "&item_status=SELLER_DELETE&item_status=SHOPEE_DELETE"));
  g_assert_nonnull (strstr (request->raw_query, "access_token=a%26b%3Dc%20d%2F%C3%BC&"));
  g_assert_cmpstr (g_hash_table_lookup (request->query, "access_token"), ==, "a&b=c d/ü");

  fake_server_reply (fixture->server, "/api/v2/product/get_item_base_info", items);
  pasar_client_get_item_base_info_async (fixture->client,
                                         ids,
                                         2,
                                         TRUE,
                                         NULL,
                                         waiting_cb,
                                         &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  infos = pasar_client_get_item_base_info_finish (fixture->client, second, NULL);
  g_assert_cmpuint (infos->len, ==, 2);
  request = fake_server_get (fixture->server, 1);
  g_assert_cmpstr (g_hash_table_lookup (request->query, "item_id_list"), ==, "34001,25001398610");
  g_assert_cmpstr (g_hash_table_lookup (request->query, "need_tax_info"), ==, "true");
  g_assert_cmpstr (g_hash_table_lookup (request->query, "need_complaint_policy"), ==, "true");
}

static void
test_retried (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info = NULL;

  fake_server_reply (fixture->server, SHOP_INFO, BUSY_BODY);
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 502,
                                       .body = "<html>Bad Gateway</html>" });
  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  info = get_shop_info (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (info);
}

static void
test_retries_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    fake_server_reply (fixture->server, SHOP_INFO, BUSY_BODY);
  g_assert_null (get_shop_info (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT);
  g_assert_cmpstr (pasar_error_get_server_code (error), ==, "error_system_busy");
  g_assert_cmpstr (pasar_error_get_request_id (error), ==, "b");
}

static void
test_throttled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info = NULL;

  for (guint i = 0; i < 2; i++)
    fake_server_reply (fixture->server, SHOP_INFO, THROTTLED_BODY);
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 429,
                                       .body = "{\"error\":\"error_too_fast\"}" });
  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 429,
                                       .body = "",
                                       .header_name = "Retry-After",
                                       .header_value = "2" });
  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  info = get_shop_info (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (info);
}

/* A server that wants an hour is not waited for. */
static void
test_retry_after_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 429,
                                       .body = THROTTLED_BODY,
                                       .header_name = "Retry-After",
                                       .header_value = "3600" });
  g_assert_null (get_shop_info (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_THROTTLED);
}

static void
test_not_retried (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fixture;
    guint status;
    PasarError code;
  } cases[] = {
    { "a08.json", 403, PASAR_ERROR_SIGNATURE }, { "a11.json", 200, PASAR_ERROR_QUOTA },
    { "a12.json", 403, PASAR_ERROR_CONFIG },    { "a24.json", 200, PASAR_ERROR_PARAMETER },
    { "a32.json", 400, PASAR_ERROR_PARAMETER }, { "a33.html", 200, PASAR_ERROR_MALFORMED },
    { "a33.html", 403, PASAR_ERROR_MALFORMED }, { "a33.html", 301, PASAR_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = fixture_text (cases[i].fixture);
      g_autoptr (GError) error = NULL;

      fake_server_reply_full (fixture->server,
                              (FakeReply){ .path = SHOP_INFO,
                                           .status = cases[i].status,
                                           .body = body,
                                           .header_name = "Location",
                                           .header_value = "http://127.0.0.1:1/elsewhere" });
      g_assert_null (get_shop_info (fixture, &error));
      g_assert_error (error, PASAR_ERROR, (int) cases[i].code);
      g_assert_null (strstr (error->message, "old-access"));
    }
}

/* The clock of the server is learned once, and each call signed by it. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) ahead = g_date_time_add_minutes (now, 47);
  g_autofree char *date = soup_date_time_to_string (ahead, SOUP_DATE_HTTP);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info = NULL;
  g_autoptr (PasarShopInfo) again = NULL;
  gint64 first;

  fake_server_reply_full (fixture->server,
                          (FakeReply){ .path = SHOP_INFO,
                                       .status = 403,
                                       .body = CLOCK_BODY,
                                       .header_name = "Date",
                                       .header_value = date });
  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  fake_server_reply (fixture->server, SHOP_INFO, SHOP_BODY);
  info = get_shop_info (fixture, &error);
  g_assert_no_error (error);
  again = get_shop_info (fixture, &error);
  g_assert_no_error (error);
  first = g_ascii_strtoll (g_hash_table_lookup (fake_server_get (fixture->server, 0)->query,
                                                "timestamp"),
                           NULL,
                           10);
  for (guint i = 1; i <= 2; i++)
    {
      const char *text =
          g_hash_table_lookup (fake_server_get (fixture->server, i)->query, "timestamp");
      g_autofree char *sign = NULL;
      gint64 timestamp = g_ascii_strtoll (text, NULL, 10);

      g_assert_cmpint (ABS (timestamp - first - 47 * 60), <, 30);
      sign = pasar_sign_shop (KEY, PARTNER, SHOP_INFO, timestamp, "old-access", SHOP);
      g_assert_cmpstr (g_hash_table_lookup (fake_server_get (fixture->server, i)->query, "sign"),
                       ==,
                       sign);
    }
}

static void
test_clock_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_server_reply (fixture->server, SHOP_INFO, CLOCK_BODY);
  fake_server_reply (fixture->server, SHOP_INFO, CLOCK_BODY);
  g_assert_null (get_shop_info (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_CLOCK);
}

static PasarWriteResult *
update_price (Fixture *fixture, const PasarPriceUpdate *prices, guint n_prices, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_update_price_async (fixture->client,
                                   1000,
                                   prices,
                                   n_prices,
                                   NULL,
                                   waiting_cb,
                                   &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  return pasar_client_update_price_finish (fixture->client, result, error);
}

static void
test_update_price (Fixture *fixture, gconstpointer data)
{
  static const PasarPriceUpdate prices[] = { { 100001, 1850 }, { 999999, 1111 }, { 7, 5 } };
  g_autofree char *body = fixture_text ("a18.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  PasarOutcome *outcome;

  fake_server_reply (fixture->server, PRICE, body);
  written = update_price (fixture, prices, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      fake_server_get (fixture->server, 0)->body,
      ==,
      "{\"item_id\":1000,\"price_list\":[{\"model_id\":100001,\"original_price\":18.50},"
      "{\"model_id\":999999,\"original_price\":11.11},{\"model_id\":7,\"original_price\":0.05}]}");
  g_assert_cmpuint (written->outcomes->len, ==, 3);
  outcome = g_ptr_array_index (written->outcomes, 0);
  g_assert_cmpint (outcome->kind, ==, PASAR_OUTCOME_DONE);
  g_assert_cmpint (outcome->value, ==, 1850);
  outcome = g_ptr_array_index (written->outcomes, 1);
  g_assert_cmpint (outcome->kind, ==, PASAR_OUTCOME_REFUSED);
  g_assert_cmpint (outcome->error_class, ==, PASAR_ERROR_NOT_FOUND);
  g_assert_cmpstr (outcome->reason, ==, "model ID not exist in sku");
  g_assert_nonnull (outcome->advice);
  outcome = g_ptr_array_index (written->outcomes, 2);
  g_assert_cmpint (outcome->kind, ==, PASAR_OUTCOME_UNCONFIRMED);
}

/* A write that may have been carried out is not sent again: what it wrote may have changed since. A
 * read is. */
static void
test_lost_write (Fixture *fixture, gconstpointer data)
{
  static const PasarPriceUpdate price = { 1, 100 };
  static const FakeReply lost[] = {
    { .path = PRICE, .status = 502, .body = "" },
    { .path = PRICE, .body = BUSY_BODY },
    { .path = PRICE, .body = "{" },
  };
  static const PasarError codes[] = { PASAR_ERROR_TRANSIENT,
                                      PASAR_ERROR_TRANSIENT,
                                      PASAR_ERROR_MALFORMED };

  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_server_reply_full (fixture->server, lost[i]);
      g_assert_null (update_price (fixture, &price, 1, &error));
      g_assert_cmpint (error->code, ==, codes[i]);
      g_assert_cmpuint (fixture->server->requests->len, ==, i + 1);
    }
}

/* A read is what the last try says. */
static void
test_lost_then_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"error\":\"error_sign\",\"message\":\"Wrong sign.\"}",
    "{\"error\":\"error_limit\",\"message\":\"daily API call limit\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      fake_server_reply_full (fixture->server,
                              (FakeReply){ .path = SHOP_INFO, .status = 502, .body = "" });
      fake_server_reply (fixture->server, SHOP_INFO, bodies[i]);
      g_assert_null (get_shop_info (fixture, &error));
      g_assert_cmpint (error->code, ==, i == 0 ? PASAR_ERROR_SIGNATURE : PASAR_ERROR_QUOTA);
    }
}

static void
test_our_mistakes (Fixture *fixture, gconstpointer data)
{
  static const PasarPriceUpdate twice[] = { { 1, 100 }, { 2, 100 }, { 1, 200 } };
  static const PasarPriceUpdate negative[] = { { 1, -1 } };
  PasarPriceUpdate many[PASAR_WRITE_MAX + 1];
  const struct
  {
    const PasarPriceUpdate *prices;
    guint n;
  } cases[] = { { twice, 3 }, { negative, 1 }, { NULL, 0 }, { many, G_N_ELEMENTS (many) } };

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (PasarPriceUpdate){ i + 1, 100 };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (update_price (fixture, cases[i].prices, cases[i].n, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
    }
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

static void
test_impossible_stock (Fixture *fixture, gconstpointer data)
{
  static const PasarLocationUpdate negative[] = { { "A", 5 }, { "B", -1 } };
  static const PasarLocationUpdate endless[] = { { "A", G_MAXINT64 }, { "B", 1 } };
  static const PasarLocationUpdate fine[] = { { NULL, 1 } };
  static const PasarStockUpdate cases[][2] = {
    { { 1, fine, 1 }, { 2, negative, 2 } },
    { { 1, fine, 1 }, { 2, endless, 2 } },
    { { 1, fine, 1 }, { 2, fine, 0 } },
    { { 1, fine, 1 }, { 1, fine, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      pasar_client_update_stock_async (fixture->client,
                                       1000,
                                       cases[i],
                                       2,
                                       NULL,
                                       waiting_cb,
                                       &fixture->waiting);
      result = waiting_take (&fixture->waiting);
      g_assert_null (pasar_client_update_stock_finish (fixture->client, result, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
    }
  g_assert_cmpuint (fixture->server->requests->len, ==, 0);
}

static void
test_update_stock (Fixture *fixture, gconstpointer data)
{
  static const PasarLocationUpdate two[] = { { "SG\"Z", 7 }, { "SG2", 5 } };
  static const PasarLocationUpdate plain[] = { { NULL, 3 } };
  static const PasarLocationUpdate empty[] = { { "", 4 } };
  static const PasarStockUpdate stocks[] = { { 100001, two, 2 }, { 2, plain, 1 }, { 3, empty, 1 } };
  static const char *const answer =
      "{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":100001,\"location_id\":\"SGZ\",\"stock\":7},"
      "{\"model_id\":100001,\"location_id\":\"SG2\",\"stock\":5},{\"model_id\":\"2\",\"normal_stock\":3}],"
      "\"failure_list\":[]}}";
  static const gint64 values[] = { 12, 3, PASAR_PRICE_NONE };

  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarWriteResult) written = NULL;

      pasar_client_set_send_normal_stock (fixture->client, pass == 0);
      fake_server_reply (fixture->server, STOCK, answer);
      pasar_client_update_stock_async (fixture->client,
                                       1000,
                                       stocks,
                                       3,
                                       NULL,
                                       waiting_cb,
                                       &fixture->waiting);
      result = waiting_take (&fixture->waiting);
      written = pasar_client_update_stock_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < 3; i++)
        g_assert_cmpint (((PasarOutcome *) g_ptr_array_index (written->outcomes, i))->value,
                         ==,
                         values[i]);
    }
  g_assert_cmpstr (
      fake_server_get (fixture->server, 0)->body,
      ==,
      "{\"item_id\":1000,\"stock_list\":[{\"model_id\":100001,\"normal_stock\":12,\"seller_stock\":["
      "{\"location_id\":\"SG\\\"Z\",\"stock\":7},{\"location_id\":\"SG2\",\"stock\":5}]},"
      "{\"model_id\":2,\"normal_stock\":3,\"seller_stock\":[{\"stock\":3}]},"
      "{\"model_id\":3,\"normal_stock\":4,\"seller_stock\":[{\"stock\":4}]}]}");
  g_assert_cmpstr (
      fake_server_get (fixture->server, 1)->body,
      ==,
      "{\"item_id\":1000,\"stock_list\":[{\"model_id\":100001,\"seller_stock\":["
      "{\"location_id\":\"SG\\\"Z\",\"stock\":7},{\"location_id\":\"SG2\",\"stock\":5}]},"
      "{\"model_id\":2,\"seller_stock\":[{\"stock\":3}]},"
      "{\"model_id\":3,\"seller_stock\":[{\"stock\":4}]}]}");
}

static PasarWriteResult *
boost (Fixture *fixture, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_boost_item_async (fixture->client, ids, n_ids, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  return pasar_client_boost_item_finish (fixture->client, result, error);
}

static void
test_boost (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 25001398610, 25001398612, 5 };
  g_autofree char *mixed = fixture_text ("a26.json");
  g_autofree char *full = fixture_text ("a27.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  g_autoptr (PasarWriteResult) refused = NULL;
  static const PasarOutcomeKind kinds[] = { PASAR_OUTCOME_REFUSED,
                                            PASAR_OUTCOME_DONE,
                                            PASAR_OUTCOME_UNCONFIRMED };

  /* Throttled is certain: nothing was done. */
  fake_server_reply (fixture->server, BOOST, THROTTLED_BODY);
  fake_server_reply (fixture->server, BOOST, mixed);
  written = boost (fixture, ids, 3, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((PasarOutcome *) g_ptr_array_index (written->outcomes, i))->kind,
                     ==,
                     kinds[i]);
  fake_server_reply (fixture->server, BOOST, full);
  refused = boost (fixture, ids, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (refused->code, ==, "product.error_busi");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((PasarOutcome *) g_ptr_array_index (refused->outcomes, i))->kind,
                     ==,
                     PASAR_OUTCOME_REFUSED);
}

/* What may have been done is not done again. */
static void
test_boost_not_resent (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (GError) busy = NULL;
  g_autoptr (GError) gateway = NULL;
  g_autoptr (GError) many = NULL;

  fake_server_reply (fixture->server, BOOST, BUSY_BODY);
  g_assert_null (boost (fixture, ids, 1, &busy));
  g_assert_error (busy, PASAR_ERROR, PASAR_ERROR_TRANSIENT);
  fake_server_reply_full (fixture->server, (FakeReply){ .path = BOOST, .status = 504, .body = "" });
  g_assert_null (boost (fixture, ids, 1, &gateway));
  g_assert_error (gateway, PASAR_ERROR, PASAR_ERROR_TRANSIENT);
  g_assert_null (boost (fixture, ids, 6, &many));
  g_assert_error (many, PASAR_ERROR, PASAR_ERROR_PARAMETER);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

static void
test_get_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_text ("a02.json");
  g_autofree char *used = fixture_text ("a03.json");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarAuthorisation) authorisation = NULL;
  g_autoptr (PasarTokens) tokens = pasar_client_dup_tokens (fixture->client);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  fake_server_reply (fixture->server, "/api/v2/auth/token/get", body);
  pasar_client_get_token_async (fixture->client,
                                " co\"de ",
                                0,
                                77,
                                NULL,
                                waiting_cb,
                                &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  authorisation = pasar_client_get_token_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (authorisation->tokens->access_token, ==, "aa01");
  g_assert_cmpint (ABS (authorisation->tokens->expires_at - now - 14344), <, 60);
  g_assert_cmpuint (authorisation->shop_ids->len, ==, 2);
  g_assert_cmpstr (fake_server_get (fixture->server, 0)->body,
                   ==,
                   "{\"code\":\"co\\\"de\",\"partner_id\":2009999,\"main_account_id\":77}");
  g_assert_null (g_hash_table_lookup (fake_server_get (fixture->server, 0)->query, "access_token"));
  g_assert_cmpstr (tokens->access_token, ==, "old-access");

  fake_server_reply (fixture->server, "/api/v2/auth/token/get", used);
  pasar_client_get_token_async (fixture->client, "x", 1, 0, NULL, waiting_cb, &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_token_finish (fixture->client, second, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
}

static void
test_redacted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *query =
      pasar_request_redact ("partner_id=1&sign=abc&access_token=def&shop_id=2&code=x&offset=3");
  g_autofree char *nothing = pasar_request_redact (NULL);

  g_assert_cmpstr (query, ==, "partner_id=1&sign=…&access_token=…&shop_id=2&code=…&offset=3");
  g_assert_cmpstr (nothing, ==, "");
}

/* A server that says in its error what it was sent. */
static void
echo_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  const gboolean is_write = strcmp (path, PRICE) == 0;
  const char *raw = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *echo = g_strdup_printf ("%s old-refresh one-use-code " KEY, raw);
  g_autofree char *body =
      is_write ? g_strdup_printf (
          "{\"request_id\":\"%s\",\"error\":\"\",\"message\":\"%s\",\"response\":{"
          "\"failure_list\":[{\"model_id\":1,\"failed_reason\":\"%s\"}]}}",
          echo,
          echo,
          echo)
               : g_strdup_printf (
                   "{\"request_id\":\"%s\",\"error\":\"error_odd %s\",\"message\":\"%s\"}",
                   echo,
                   echo,
                   echo);

  fake_server_answer (message, 200, body);
}

static void
assert_no_secret (Fixture *fixture, const char *text)
{
  const FakeRequest *request =
      fake_server_get (fixture->server, fixture->server->requests->len - 1);
  const char *secrets[] = { "old-access",
                            "old-refresh",
                            KEY,
                            g_hash_table_lookup (request->query, "sign") };

  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "…"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (text, secrets[i]));
}

static void
test_scrubbed (Fixture *fixture, gconstpointer data)
{
  const PasarPriceUpdate price = { 1, 1250 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  const PasarOutcome *outcome;

  fixture->server->handler = echo_cb;
  g_assert_null (get_shop_info (fixture, &error));
  assert_no_secret (fixture, error->message);
  assert_no_secret (fixture, pasar_error_get_server_code (error));
  assert_no_secret (fixture, pasar_error_get_server_message (error));
  assert_no_secret (fixture, pasar_error_get_request_id (error));

  pasar_client_update_price_async (fixture->client,
                                   7,
                                   &price,
                                   1,
                                   NULL,
                                   waiting_cb,
                                   &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  written = pasar_client_update_price_finish (fixture->client, result, NULL);
  g_assert_nonnull (written);
  assert_no_secret (fixture, written->message);
  assert_no_secret (fixture, written->request_id);
  outcome = g_ptr_array_index (written->outcomes, 0);
  g_assert_cmpint (outcome->kind, ==, PASAR_OUTCOME_REFUSED);
  assert_no_secret (fixture, outcome->reason);

  /* The refresh, too. */
  g_clear_error (&error);
  g_clear_object (&result);
  pasar_client_refresh_token_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_false (pasar_client_refresh_token_finish (fixture->client, result, &error));
  assert_no_secret (fixture, pasar_error_get_server_message (error));

  /* The code, which stays good when a first try fails. */
  g_clear_error (&error);
  g_clear_object (&result);
  pasar_client_get_token_async (fixture->client,
                                " one-use-code ",
                                SHOP,
                                0,
                                NULL,
                                waiting_cb,
                                &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_token_finish (fixture->client, result, &error));
  assert_no_secret (fixture, pasar_error_get_server_message (error));
  g_assert_null (strstr (error->message, "one-use-code"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add ("/client/signed", test_signed);
  add ("/client/query", test_query);
  add ("/client/retried", test_retried);
  add ("/client/retries-end", test_retries_end);
  add ("/client/throttled", test_throttled);
  add ("/client/retry-after-too-long", test_retry_after_too_long);
  add ("/client/not-retried", test_not_retried);
  add ("/client/clock", test_clock);
  add ("/client/clock-once", test_clock_once);
  add ("/client/update-price", test_update_price);
  add ("/client/lost-write", test_lost_write);
  add ("/client/lost-then-refused", test_lost_then_refused);
  add ("/client/our-mistakes", test_our_mistakes);
  add ("/client/impossible-stock", test_impossible_stock);
  add ("/client/update-stock", test_update_stock);
  add ("/client/boost", test_boost);
  add ("/client/boost-not-resent", test_boost_not_resent);
  add ("/client/get-token", test_get_token);
  add ("/client/redacted", test_redacted);
  add ("/client/scrubbed", test_scrubbed);
  return g_test_run ();
}
