/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <string.h>

static const SandboxRow reads[] = {
  { "no-offset",
    "get_item_list",
    "page_size=10&item_status=NORMAL",
    "product.error_param",
    "invalid field Offset: value must  Not Null",
    NULL },
  { "no-status",
    "get_item_list",
    "offset=0&page_size=10",
    "product.error_param",
    "invalid field ItemStatus: value must  Not Null",
    NULL },
  { "bad-status",
    "get_item_list",
    "offset=0&page_size=10&item_status=NICE",
    "product.error_param_item_status",
    NULL,
    NULL },
  { "page-of-none",
    "get_item_list",
    "offset=0&page_size=0&item_status=NORMAL",
    "error_param",
    NULL,
    NULL },
  { "page-over-100",
    "get_item_list",
    "offset=0&page_size=101&item_status=NORMAL",
    "error_param",
    NULL,
    NULL },
  { "time-range",
    "get_item_list",
    "offset=0&page_size=10&item_status=NORMAL&update_time_from=5&update_time_to=5",
    "product.error_update_time_range",
    NULL,
    NULL },
  { "kit-tag",
    "get_item_list",
    "offset=0&page_size=100&item_status=NORMAL",
    "",
    "",
    "\"tag\":{\"kit\":true}" },
  { "no-ids",
    "get_item_base_info",
    "need_tax_info=true",
    "product.error_param",
    "invalid field ItemIdList: value must  Not Null",
    NULL },
  { "brackets", "get_item_base_info", "item_id_list=[1,2]", "error_param", NULL, NULL },
  { "repeated-key",
    "get_item_base_info",
    "item_id_list=1&item_id_list=2",
    "error_param",
    NULL,
    NULL },
  { "encoded-comma", "get_item_base_info", "item_id_list={i0}%2C{i1}", "", "", "\"item_id\":{i0}" },
  { "other-order",
    "get_item_base_info",
    "item_id_list={i0},{i1}",
    "",
    "",
    "\"item_list\":[{\"item_id\":{i1}," },
  { "missing-item", "get_item_base_info", "item_id_list=77", "", "", "\"item_list\":[]" },
  { "tax",
    "get_item_base_info",
    "item_id_list={i23}&need_tax_info=true",
    "",
    "",
    "\"tax_info\":{\"ncm\":123" },
  { "complaint",
    "get_item_base_info",
    "item_id_list={i23}&need_complaint_policy=true",
    "",
    "",
    "\"warranty_time\":\"ONE_YEAR\"" },
  { "old-stock", "get_item_base_info", "item_id_list={i23}", "", "", "\"normal_stock\":223" },
  { "promotion-price",
    "get_item_base_info",
    "item_id_list={i2}",
    "",
    "",
    "\"original_price\":30,\"current_price\":24," },
  { "no-price", "get_item_base_info", "item_id_list={i28}", "", "", "\"price_info\":[]" },
  { "wholesale",
    "get_item_base_info",
    "item_id_list={i5}",
    "",
    "",
    "\"min_count\":10,\"max_count\":100,\"unit_price\":8," },
  { "models-of-none", "get_model_list", "item_id={i0}", "", "", "\"model\":[]" },
  { "models-not-found",
    "get_model_list",
    "item_id=77",
    "product.error_item_not_found",
    "Product not found",
    NULL },
  { "huge-promotion-id",
    "get_model_list",
    "item_id={i25}",
    "",
    "",
    "\"promotion_id\":18446744073709551557" },
  { "tier-past-the-end", "get_model_list", "item_id={i29}", "", "", "\"tier_index\":[9]" },
  { "unavailable", "get_model_list", "item_id={i27}", "", "", "MODEL_UNAVAILABLE" },
  { "promotions",
    "get_item_promotion",
    "item_id_list={i2},77",
    "",
    "",
    "\"failure_list\":[{\"item_id\":77," },
  { "promotion-repeat",
    "get_item_promotion",
    "item_id_list={i2},{i2}",
    "product.error_param",
    "Repeat item_id.",
    NULL },
  { "no-promotion", "get_item_promotion", "item_id_list={i0}", "", "", "\"promotion\":[]" },
  { "upcoming",
    "get_item_promotion",
    "item_id_list={i3}",
    "",
    "",
    "\"promotion_staging\":\"upcoming\"" },
  { "limit",
    "get_item_limit",
    "category_id=1",
    "",
    "",
    "\"price_limit\":{\"min_limit\":0.1,\"max_limit\":1000000}" },
  { "limit-in-general",
    "get_item_limit",
    "",
    "",
    "",
    "\"stock_limit\":{\"min_limit\":0,\"max_limit\":10000000}" },
  { "limit-of-category",
    "get_item_limit",
    "category_id=100001",
    "",
    "",
    "\"price_limit\":{\"min_limit\":0.1,\"max_limit\":1000}" },
  { "limit-of-nonsense", "get_item_limit", "category_id=x", "error_param", NULL, NULL },
};

static void
test_paging (void)
{
  PasarSandboxOptions options = { .n_items = 333, .seed = 5 };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 offset = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *query =
          g_strdup_printf ("offset=%" G_GINT64_FORMAT
                           "&page_size=100&item_status=NORMAL&item_status=BANNED"
                           "&item_status=UNLIST&item_status=REVIEWING&item_status=SELLER_DELETE"
                           "&item_status=SHOPEE_DELETE",
                           offset);
      JsonObject *response;
      JsonArray *items;

      g_assert_cmpstr (sandbox_client_get (client, PRODUCT "get_item_list", query), ==, "");
      response = json_object_get_object_member (json_node_get_object (client->json), "response");
      items = json_object_get_array_member (response, "item");
      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          gint64 id =
              json_object_get_int_member (json_array_get_object_element (items, i), "item_id");

          g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
        }
      g_assert_cmpint (json_object_get_int_member (response, "total_count"), ==, 333);
      more = json_object_get_boolean_member (response, "has_next_page");
      g_assert_cmpint (json_object_has_member (response, "next_offset"), ==, more);
      offset = json_object_get_int_member_with_default (response, "next_offset", 0);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 333);
}

static void
test_filter (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  sandbox_client_get (client, PRODUCT "get_item_list", "offset=0&page_size=100&item_status=BANNED");
  g_assert_null (strstr (client->text, "NORMAL"));
  g_assert_nonnull (strstr (client->text, "BANNED"));
}

static void
test_over_fifty_ids (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autoptr (GString) query = g_string_new ("item_id_list=1");

  for (guint i = 2; i <= 51; i++)
    g_string_append_printf (query, ",%u", i);
  g_assert_cmpstr (sandbox_client_get (client, PRODUCT "get_item_base_info", query->str),
                   ==,
                   "product.error_query_over_itemid_size");
}

static void
test_shop_info_is_at_the_top (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_cmpstr (sandbox_client_get (client, "/api/v2/shop/get_shop_info", NULL), ==, "");
  g_assert_cmpstr (sandbox_client_member (client, "region"), ==, "SG");
  g_assert_false (json_object_has_member (json_node_get_object (client->json), "response"));
  g_assert_cmpstr (sandbox_client_get (client, "/api/v2/shop/get_warehouse_detail", NULL), ==, "");
  g_assert_nonnull (strstr (client->text, "\"location_id\":\"SG2\""));
}

static void
test_shopee_stock_of_models_is_text (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *plain = sandbox_client_fill (client, "item_id_list={i8}");
  g_autofree char *model = sandbox_client_fill (client, "item_id={i26}");

  sandbox_client_get (client, PRODUCT "get_item_base_info", plain);
  g_assert_nonnull (
      strstr (client->text, "\"shopee_stock\":[{\"location_id\":\"SGS\",\"stock\":8}]"));
  sandbox_client_get (client, PRODUCT "get_model_list", model);
  g_assert_nonnull (
      strstr (client->text, "\"shopee_stock\":[{\"location_id\":\"SGS\",\"stock\":\"4\"}]"));
}

static void
test_same_seed_same_catalogue (void)
{
  PasarSandboxOptions options = { .n_items = 120, .seed = 9, .region = "TH" };
  g_autoptr (SandboxClient) one = sandbox_client_new (&options);
  g_autoptr (SandboxClient) two = sandbox_client_new (&options);
  g_autofree char *query = g_strdup_printf ("item_id=%" G_GINT64_FORMAT, sandbox_item (17));
  g_autofree char *text = NULL;

  g_assert_cmpstr (one->access_token, ==, two->access_token);
  sandbox_client_get (one, PRODUCT "get_model_list", query);
  text = g_strdup (strstr (one->text, "\"response\""));
  sandbox_client_get (two, PRODUCT "get_model_list", query);
  g_assert_cmpstr (strstr (two->text, "\"response\""), ==, text);
  g_assert_nonnull (strstr (text, "THB"));
}

static void
test_demo (void)
{
  PasarSandboxOptions options = { .demo = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autoptr (GError) error = NULL;

  sandbox_client_get (client, PRODUCT "get_item_list", "offset=0&page_size=100&item_status=NORMAL");
  g_assert_cmpint (sandbox_client_int (client, "$.response.total_count"), >=, 100);
  g_assert_cmpuint (pasar_sandbox_get_n_shops (client->sandbox), ==, 2);
  g_assert_cmpstr (pasar_sandbox_get_region (client->sandbox, 1), ==, "MY");
  sandbox_client_send (client, "GET", "/image/k1.png", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Content-Type"), ==, "image/png");
  client->shop_id = pasar_sandbox_get_shop_id (client->sandbox, 1);
  g_free (client->access_token);
  client->access_token = pasar_sandbox_dup_access_token (client->sandbox, 1);
  g_assert_cmpstr (sandbox_client_get (client, "/api/v2/shop/get_shop_info", NULL), ==, "");
  g_assert_cmpstr (sandbox_client_member (client, "region"), ==, "MY");
}

static const SandboxRow boosts[] = {
  { "no-list",
    "boost_item",
    "{}",
    "product.error_param",
    "invalid field ItemIdList: value must  Not Null",
    NULL },
  { "over-five", "boost_item", "{\"item_id_list\":[1,2,3,4,5,6]}", "error_param", NULL, NULL },
  { "text", "boost_item", "{\"item_id_list\":[\"1\"]}", "error_param", NULL, NULL },
  { "success-is-an-object",
    "boost_item",
    "{\"item_id_list\":[{i0}]}",
    "",
    "",
    "\"failure_list\":[],\"success_list\":{\"item_id_list\":[{i0}]}" },
  { "not-normal",
    "boost_item",
    "{\"item_id_list\":[{i12}]}",
    "product.error_boost_item_all_failed",
    "Boost item all failed",
    "item status not normal or stock is 0" },
  { "no-stock",
    "boost_item",
    "{\"item_id_list\":[{i19},{i0}]}",
    "",
    "",
    "\"failure_list\":[{\"item_id\":{i19},\"failed_reason\":\"item status not normal or stock is "
    "0\"}]" },
  { "twice-in-one",
    "boost_item",
    "{\"item_id_list\":[{i0},{i0}]}",
    "",
    "",
    "can not boost item repeatedly" },
};

static const char *
boost (SandboxClient *client, const char *ids)
{
  g_autofree char *body = g_strdup_printf ("{\"item_id_list\":[%s]}", ids);
  g_autofree char *filled = sandbox_client_fill (client, body);

  return sandbox_client_post (client, PRODUCT "boost_item", filled);
}

static void
test_boost_slots (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  gint64 left;

  g_assert_cmpstr (boost (client, "{i0},{i1},{i2},{i3}"), ==, "");
  g_assert_cmpstr (boost (client, "{i4},{i5}"), ==, "product.error_busi");
  g_assert_cmpstr (sandbox_client_member (client, "message"), ==, "reached shop's bump slot limit");
  g_assert_cmpstr (boost (client, "{i0},{i1},{i2},{i3},{i4}"), ==, "");
  g_assert_nonnull (strstr (client->text, "can not boost item repeatedly"));
  sandbox_client_get (client, PRODUCT "get_boosted_list", NULL);
  left = sandbox_client_int (client, "$.response.item_list[4].cool_down_second");
  g_assert_cmpint (left, >, 14000);
  g_assert_cmpint (left, <=, 14400);
  sandbox_client_change (client, "{\"do\":\"set_clock\",\"advance\":10000}");
  client->now_offset = 10000;
  sandbox_client_get (client, PRODUCT "get_boosted_list", NULL);
  g_assert_cmpint (sandbox_client_int (client, "$.response.item_list[0].cool_down_second"),
                   <,
                   4400);
}

static void
advance (SandboxClient *client, gint64 seconds)
{
  g_autofree char *change =
      g_strdup_printf ("{\"do\":\"set_clock\",\"advance\":%" G_GINT64_FORMAT "}", seconds);

  sandbox_client_change (client, change);
  client->now_offset += seconds;
}

/* A boost and a token both last four hours. */
static void
test_boosts_end (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  g_assert_cmpstr (boost (client, "{i0},{i1},{i2},{i3},{i4}"), ==, "");
  advance (client, 7200);
  sandbox_client_renew (client);
  sandbox_client_get (client, PRODUCT "get_boosted_list", NULL);
  g_assert_nonnull (strstr (client->text, "\"item_id\":25000000011"));
  advance (client, 7201);
  sandbox_client_get (client, PRODUCT "get_boosted_list", NULL);
  g_assert_nonnull (strstr (client->text, "\"item_list\":[]"));
  g_assert_cmpstr (boost (client, "{i0},{i5},{i6},{i7},{i8}"), ==, "");
  g_assert_nonnull (strstr (client->text, "\"failure_list\":[]"));
}

static void
test_mixed_names (void)
{
  const PasarSandboxOptions options = { .mixed_names = TRUE };
  /* A word of each language, of the items 0 to 7. */
  static const char *const words[] = { "Soft", "Buku",   "Tuala",    "防水",
                                       "กันน้ำ", "cỡ lớn", "Dobrável", "Taza" };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *query =
      sandbox_client_fill (client, "item_id_list={i0},{i1},{i2},{i3},{i4},{i5},{i6},{i7}");

  sandbox_client_get (client, PRODUCT "get_item_base_info", query);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (client->text, words[i]));
}

/* They come as JSON, whatever is in them. */
static void
test_hostile_names (void)
{
  const PasarSandboxOptions options = { .hostile_names = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *query = sandbox_client_fill (client, "item_id_list={i0}");

  sandbox_client_get (client, PRODUCT "get_item_base_info", query);
  g_assert_nonnull (
      strstr (client->text, "\"item_name\":\"=item0+1 <b>hostile</b> &lt;%s _u_ \u202e"));
  g_assert_nonnull (strstr (client->text, "\\u001b[1m\\u0007 ../../etc/passwd \\\"'; javascript:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sandbox_add_rows ("/reads", reads, G_N_ELEMENTS (reads), FALSE);
  sandbox_add_rows ("/boost", boosts, G_N_ELEMENTS (boosts), TRUE);
  g_test_add_func ("/boost/slots", test_boost_slots);
  g_test_add_func ("/boost/end", test_boosts_end);
  g_test_add_func ("/reads/paging", test_paging);
  g_test_add_func ("/reads/filter", test_filter);
  g_test_add_func ("/reads/over-fifty-ids", test_over_fifty_ids);
  g_test_add_func ("/reads/shop-info", test_shop_info_is_at_the_top);
  g_test_add_func ("/reads/shopee-stock", test_shopee_stock_of_models_is_text);
  g_test_add_func ("/reads/same-seed", test_same_seed_same_catalogue);
  g_test_add_func ("/reads/demo", test_demo);
  g_test_add_func ("/reads/mixed-names", test_mixed_names);
  g_test_add_func ("/reads/hostile-names", test_hostile_names);
  return g_test_run ();
}
