/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox-client.h"

#include <string.h>

#define PRICE_FAIL "product.error_update_price_fail"
#define STOCK_FAIL "product.error_busi_update_stock_failed"

static const SandboxRow prices[] = {
  { "exact",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":11.11}]}",
    "",
    "",
    "\"success_list\":[{\"original_price\":11.11}],\"failure_list\":[]" },
  { "model-zero",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"model_id\":0,\"original_price\":12}]}",
    "",
    "",
    "{\"original_price\":12}" },
  { "half-up",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":1.005}]}",
    "",
    "",
    "{\"original_price\":1.01}" },
  { "rounds-down",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":11.114}]}",
    "",
    "",
    "{\"original_price\":11.11}" },
  { "mixed",
    "update_price",
    "{\"item_id\":{i1},\"price_list\":[{\"model_id\":{m1.0},\"original_price\":18.5},"
    "{\"model_id\":999999,\"original_price\":3}]}",
    "",
    "",
    "\"success_list\":[{\"model_id\":{m1.0},\"original_price\":18.5}],\"failure_list\":[{\"model_"
    "id\":999999,\"failed_reason\":\"model ID not exist in sku\"}]" },
  { "all-wrong",
    "update_price",
    "{\"item_id\":{i1},\"price_list\":[{\"model_id\":999999,\"original_price\":3}]}",
    PRICE_FAIL,
    "Update price failed, please try later.",
    "\"success_list\":[],\"failure_list\":[{\"model_id\":999999,\"failed_reason\":\"model ID not "
    "exist in sku\"}]" },
  { "zero",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":0}]}",
    PRICE_FAIL,
    NULL,
    "\"failure_list\":[{\"failed_reason\":\"Original_price is less than min price limit.\"}]" },
  { "minus-one",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":-1}]}",
    PRICE_FAIL,
    NULL,
    "less than min price limit" },
  { "huge",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":1000000000000}]}",
    PRICE_FAIL,
    NULL,
    "bigger than max price limit" },
  { "infinite",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":1e300}]}",
    PRICE_FAIL,
    NULL,
    "bigger than max price limit" },
  { "repeat",
    "update_price",
    "{\"item_id\":{i1},\"price_list\":[{\"model_id\":{m1.0},\"original_price\":3},{\"model_id\":"
    "{m1.0},\"original_price\":3}]}",
    "product.error_param",
    "Repeat model_id.",
    NULL },
  { "wrong-model",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"model_id\":5,\"original_price\":3}]}",
    "product.error_param",
    "Wrong model_id.",
    NULL },
  { "no-model-named",
    "update_price",
    "{\"item_id\":{i1},\"price_list\":[{\"original_price\":3}]}",
    PRICE_FAIL,
    NULL,
    "Can't edit item price directly while item has models." },
  { "not-found",
    "update_price",
    "{\"item_id\":77,\"price_list\":[{\"original_price\":3}]}",
    "product.error_item_not_found",
    "Product not found",
    NULL },
  { "banned",
    "update_price",
    "{\"item_id\":{i12},\"price_list\":[{\"original_price\":3}]}",
    "product.error_item_uneditable",
    "Can't edit this item. item status can not support editing.",
    NULL },
  { "unlisted",
    "update_price",
    "{\"item_id\":{i13},\"price_list\":[{\"original_price\":3}]}",
    "",
    "",
    "{\"original_price\":3}" },
  { "deleted",
    "update_price",
    "{\"item_id\":{i15},\"price_list\":[{\"original_price\":3}]}",
    PRICE_FAIL,
    "Update price failed, please try later.",
    NULL },
  { "ongoing",
    "update_price",
    "{\"item_id\":{i2},\"price_list\":[{\"original_price\":3}]}",
    "product.error_cannt_edit_price_in_promotion",
    "Original_price cannot be edited when item is under promotion.",
    NULL },
  { "upcoming",
    "update_price",
    "{\"item_id\":{i3},\"price_list\":[{\"original_price\":3}]}",
    "product.error_in_item_promotion_item_price_lock",
    "Can't update price when item is under promotion.",
    NULL },
  { "model-promotion",
    "update_price",
    "{\"item_id\":{i4},\"price_list\":[{\"model_id\":{m4.1},\"original_price\":24}]}",
    "product.error_cannot_update_price_in_promotion",
    "Price cannot be changed when model is under promotion.",
    NULL },
  { "model-promotion-part",
    "update_price",
    "{\"item_id\":{i4},\"price_list\":[{\"model_id\":{m4.0},\"original_price\":24},{\"model_id\":"
    "{m4.2},\"original_price\":24}]}",
    "",
    "",
    "\"success_list\":[{\"model_id\":{m4.2},\"original_price\":24}],\"failure_list\":[{\"model_id\""
    ":{m4.0},\"failed_reason\":\"Price cannot be changed when model is under promotion.\"}]" },
  { "wholesale-below",
    "update_price",
    "{\"item_id\":{i5},\"price_list\":[{\"original_price\":9}]}",
    "product.error_busi_price_lower_then_wholesale_price",
    "Original_price should bigger then wholesale price",
    NULL },
  { "wholesale-ratio",
    "update_price",
    "{\"item_id\":{i5},\"price_list\":[{\"original_price\":27}]}",
    "product.error_wholesale_price_less_than_ratio_limit",
    "Wholesale price is less than ratio limit.",
    NULL },
  { "wholesale-above",
    "update_price",
    "{\"item_id\":{i5},\"price_list\":[{\"original_price\":9.01}]}",
    "",
    "",
    "9.01" },
  { "wholesale-differ",
    "update_price",
    "{\"item_id\":{i6},\"price_list\":[{\"model_id\":{m6.0},\"original_price\":12}]}",
    "product.error_price_should_be_same_for_wholesales",
    "All model price should be the same when the item has been set wholesales.",
    NULL },
  { "shipping-cap",
    "update_price",
    "{\"item_id\":{i20},\"price_list\":[{\"original_price\":150.01}]}",
    "product.error_invalid_price_for_logistic",
    "Shipping channel cannot be enabled as product price exceeds limit.",
    NULL },
  { "ratio-unsent",
    "update_price",
    "{\"item_id\":{i18},\"price_list\":[{\"model_id\":{m18.1},\"original_price\":50.01}]}",
    PRICE_FAIL,
    NULL,
    "The price of the most expensive sku divided by the price of the cheapest sku limit:5" },
  { "ratio-at-limit",
    "update_price",
    "{\"item_id\":{i18},\"price_list\":[{\"model_id\":{m18.1},\"original_price\":50}]}",
    "",
    "",
    "\"original_price\":50}" },
  { "malformed", "update_price", "{\"item_id\":", "error_param", NULL, NULL },
  { "not-an-object", "update_price", "[1]", "error_param", NULL, NULL },
  { "text-price",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{\"original_price\":\"3\"}]}",
    "error_param",
    NULL,
    NULL },
  { "text-item",
    "update_price",
    "{\"item_id\":\"1\",\"price_list\":[{\"original_price\":3}]}",
    "error_param",
    NULL,
    NULL },
  { "no-price",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[{}]}",
    "product.error_param",
    "invalid field OriginalPrice: value must  Not Null",
    NULL },
  { "no-list",
    "update_price",
    "{\"item_id\":{i0}}",
    "product.error_param",
    "invalid field PriceList: value must  Not Null",
    NULL },
  { "empty-list",
    "update_price",
    "{\"item_id\":{i0},\"price_list\":[]}",
    "error_param",
    NULL,
    NULL },
};

#define STOCK(item, entry) "{\"item_id\":{" item "},\"stock_list\":[" entry "]}"

static const SandboxRow stocks[] = {
  { "plain",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":7}]}"),
    "",
    "",
    "\"success_list\":[{\"stock\":7}],\"failure_list\":[]" },
  { "zero",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":0}]}"),
    "",
    "",
    "{\"stock\":0}" },
  { "both-forms",
    "update_stock",
    STOCK ("i0", "{\"model_id\":0,\"normal_stock\":7,\"seller_stock\":[{\"stock\":7}]}"),
    "",
    "",
    "{\"stock\":7}" },
  { "only-normal-stock",
    "update_stock",
    STOCK ("i0", "{\"normal_stock\":7}"),
    "product.error_param",
    "invalid field SellerStock: value must  Not Null",
    NULL },
  { "beside-the-entry",
    "update_stock",
    "{\"item_id\":{i0},\"stock_list\":[{\"model_id\":0}],\"seller_stock\":[{\"stock\":7}]}",
    "product.error_param",
    NULL,
    NULL },
  { "model",
    "update_stock",
    STOCK ("i1", "{\"model_id\":{m1.2},\"seller_stock\":[{\"stock\":7}]}"),
    "",
    "",
    "{\"model_id\":{m1.2},\"stock\":7}" },
  { "no-model-named",
    "update_stock",
    STOCK ("i1", "{\"seller_stock\":[{\"stock\":7}]}"),
    "product.error_edit_item_stock_for_item_has_model",
    "Can't to edit item stock directly while item has models.",
    NULL },
  { "wrong-model",
    "update_stock",
    STOCK ("i0", "{\"model_id\":4,\"seller_stock\":[{\"stock\":7}]}"),
    "product.error_param",
    "Wrong model_id.",
    NULL },
  { "repeat",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":7}]},{\"seller_stock\":[{\"stock\":7}]}"),
    "product.error_param",
    "Repeat model_id.",
    NULL },
  { "reserved",
    "update_stock",
    STOCK ("i7", "{\"model_id\":{m7.1},\"seller_stock\":[{\"stock\":12}]}"),
    STOCK_FAIL,
    "Update stock failed, please check failure_list for detailed reason",
    "Stock should be larger than 13 (reserve stock number) for model Black" },
  { "at-the-reserve",
    "update_stock",
    STOCK ("i7", "{\"model_id\":{m7.1},\"seller_stock\":[{\"stock\":13}]}"),
    "",
    "",
    NULL },
  { "reserved-part",
    "update_stock",
    STOCK ("i7",
           "{\"model_id\":{m7.0},\"seller_stock\":[{\"stock\":1}]},"
           "{\"model_id\":{m7.1},\"seller_stock\":[{\"stock\":1}]}"),
    "",
    "",
    "\"success_list\":[{\"model_id\":{m7.0},\"stock\":1}]" },
  { "shopee-stock-helps",
    "update_stock",
    STOCK ("i8", "{\"seller_stock\":[{\"stock\":12}]}"),
    "",
    "",
    NULL },
  { "shopee-stock-not-enough",
    "update_stock",
    STOCK ("i8", "{\"seller_stock\":[{\"stock\":11}]}"),
    STOCK_FAIL,
    NULL,
    "larger than 12" },
  { "negative",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":-1}]}"),
    STOCK_FAIL,
    NULL,
    "Stock should be within 0-10000000 for model" },
  { "too-much",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":10000001}]}"),
    STOCK_FAIL,
    NULL,
    "Stock should be within 0-10000000 for model" },
  { "locations",
    "update_stock",
    STOCK ("i10",
           "{\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":3},"
           "{\"location_id\":\"SG2\",\"stock\":4}]}"),
    "",
    "",
    "{\"location_id\":\"SGZ\",\"stock\":3},{\"location_id\":\"SG2\",\"stock\":4}" },
  { "lacks-location",
    "update_stock",
    STOCK ("i10", "{\"seller_stock\":[{\"stock\":3}]}"),
    "error_auth",
    "Lack of location_id, please double check.",
    NULL },
  { "wrong-location",
    "update_stock",
    STOCK ("i10", "{\"seller_stock\":[{\"location_id\":\"XX\",\"stock\":3}]}"),
    "error_auth",
    "The location_id input is not matched the shop's location_id(more/wrong). Please double "
    "check.",
    NULL },
  { "location-twice",
    "update_stock",
    STOCK ("i10",
           "{\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":3},"
           "{\"location_id\":\"SGZ\",\"stock\":3}]}"),
    "error_auth",
    NULL,
    "more/wrong" },
  { "locations-out-of-range",
    "update_stock",
    STOCK ("i10",
           "{\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":-1},"
           "{\"location_id\":\"SG2\",\"stock\":9223372036854775807}]}"),
    STOCK_FAIL,
    NULL,
    "Stock should be within 0-10000000 for model" },
  { "location-not-text",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"location_id\":6,\"stock\":3}]}"),
    "error_param",
    "Wrong parameters, detail: location_id should be text.",
    NULL },
  { "other-structure",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":3}]}"),
    "product.error_param",
    NULL,
    "Can not update item with different stock structure." },
  { "kit",
    "update_stock",
    STOCK ("i11", "{\"seller_stock\":[{\"stock\":3}]}"),
    "product.error_busi",
    "Invalid product setting",
    NULL },
  { "banned",
    "update_stock",
    STOCK ("i12", "{\"seller_stock\":[{\"stock\":3}]}"),
    "product.error_item_uneditable",
    NULL,
    NULL },
  { "stock-lock",
    "update_stock",
    STOCK ("i22", "{\"seller_stock\":[{\"stock\":30}]}"),
    "product.error_promotion_cantnot_update_stock",
    "Cannot change stock when item is under promotion.",
    NULL },
  { "held-by-shopee",
    "update_stock",
    STOCK ("i21", "{\"seller_stock\":[{\"stock\":3}]}"),
    "error_auth",
    "The current item belong to the full FBS or B2C shop, so normal stock must be equal to 0",
    NULL },
  { "text-stock",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":\"7\"}]}"),
    "error_param",
    NULL,
    NULL },
  { "fraction",
    "update_stock",
    STOCK ("i0", "{\"seller_stock\":[{\"stock\":7.5}]}"),
    "error_param",
    NULL,
    NULL },
};

static gint64
update_time (SandboxClient *client, guint n)
{
  g_autofree char *query = g_strdup_printf ("item_id_list=%" G_GINT64_FORMAT, sandbox_item (n));

  sandbox_client_get (client, PRODUCT "get_item_base_info", query);
  return sandbox_client_int (client, "$.response.item_list[0].update_time");
}

static void
test_written_value_is_read (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *price =
      sandbox_client_fill (client,
                           "{\"item_id\":{i0},\"price_list\":[{\"original_price\":20.05}]}");
  gint64 before = update_time (client, 0);

  sandbox_client_post (client, PRODUCT "update_price", price);
  g_assert_cmpint (update_time (client, 0), ==, before);
  g_assert_nonnull (strstr (client->text, "\"original_price\":20.05,"));
}

/* Of one call the good entry is written; the refused one, and all of a refused call, are not. */
static void
test_refused_values_stay (void)
{
  static const struct
  {
    const char *call;
    const char *body;
    const char *error;
    const char *field; /* of a row */
    gint64 values[2];
  } rows[] = {
    { "update_price",
      "{\"item_id\":{i7},\"price_list\":[{\"model_id\":{m7.0},\"original_price\":22.5},"
      "{\"model_id\":{m7.1},\"original_price\":0}]}",
      "",
      "price_minor",
      { 2250, 2100 } },
    { "update_price",
      "{\"item_id\":{i7},\"price_list\":[{\"model_id\":{m7.0},\"original_price\":200},"
      "{\"model_id\":{m7.1},\"original_price\":2}]}",
      PRICE_FAIL,
      "price_minor",
      { 2250, 2100 } },
    { "update_stock",
      STOCK ("i7",
             "{\"model_id\":{m7.0},\"seller_stock\":[{\"stock\":1}]},"
             "{\"model_id\":{m7.1},\"seller_stock\":[{\"stock\":1}]}"),
      "",
      "stock[0]",
      { 1, 20 } },
    { "update_stock",
      STOCK ("i7",
             "{\"model_id\":{m7.0},\"seller_stock\":[{\"stock\":5}]},"
             "{\"model_id\":{m7.1},\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":15}]}"),
      "product.error_param",
      "stock[0]",
      { 1, 20 } },
  };
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *item = sandbox_client_fill (client, "/_sandbox/item?item_id={i7}");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat (PRODUCT, rows[i].call, NULL);
      g_autofree char *body = sandbox_client_fill (client, rows[i].body);

      g_assert_cmpstr (sandbox_client_post (client, path, body), ==, rows[i].error);
      sandbox_client_send (client, "GET", item, NULL, &error);
      g_assert_no_error (error);
      for (guint n = 0; n < 2; n++)
        {
          g_autofree char *place = g_strdup_printf ("$.rows[%u].%s", n, rows[i].field);

          g_assert_cmpint (sandbox_client_int (client, place), ==, rows[i].values[n]);
        }
    }
}

static void
test_unsent_location_stays (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autofree char *stock =
      sandbox_client_fill (client,
                           STOCK ("i10",
                                  "{\"seller_stock\":[{\"location_id\":\"SG2\",\"stock\":9}]}"));
  g_autofree char *query = g_strdup_printf ("item_id_list=%" G_GINT64_FORMAT, sandbox_item (10));

  g_assert_cmpstr (sandbox_client_post (client, PRODUCT "update_stock", stock), ==, "");
  sandbox_client_get (client, PRODUCT "get_item_base_info", query);
  g_assert_nonnull (strstr (client->text, "\"location_id\":\"SGZ\",\"stock\":12,"));
  g_assert_nonnull (strstr (client->text, "\"location_id\":\"SG2\",\"stock\":9,"));
}

static void
write_both (SandboxClient *client, const char *entries, const char *error)
{
  static const char *const calls[] = { PRODUCT "update_price", PRODUCT "update_stock" };
  g_autofree char *body =
      g_strdup_printf ("{\"item_id\":%" G_GINT64_FORMAT ",\"price_list\":[%s],\"stock_list\":[%s]}",
                       sandbox_item (17),
                       entries,
                       entries);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_assert_cmpstr (sandbox_client_post (client, calls[i], body), ==, error);
      g_assert_cmpint (strstr (client->text, "\"failure_list\":[]") != NULL, ==, *error == '\0');
    }
}

static void
test_fifty_models_and_no_more (void)
{
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);
  g_autoptr (GString) entries = g_string_new (NULL);

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (entries,
                            "%s{\"model_id\":%" G_GINT64_FORMAT
                            ",\"original_price\":12,\"seller_stock\":[{\"stock\":3}]}",
                            i > 0 ? "," : "",
                            sandbox_client_model (client, sandbox_item (17), i));
  write_both (client, entries->str, "");
  g_string_append (entries,
                   ",{\"model_id\":1,\"original_price\":12,\"seller_stock\":[{\"stock\":3}]}");
  write_both (client, entries->str, "error_param");
}

static void
test_item_of_another_shop (void)
{
  PasarSandboxOptions options = { .second_shop = TRUE };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);

  g_assert_cmpstr (
      sandbox_client_post (client,
                           PRODUCT "update_price",
                           "{\"item_id\":26000000011,\"price_list\":[{\"original_price\":3}]}"),
      ==,
      "product.error_item_not_belong_shop");
}

static void
test_integer_region (void)
{
  PasarSandboxOptions options = { .region = "ID" };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);

  g_assert_cmpstr (sandbox_client_post (
                       client,
                       PRODUCT "update_price",
                       "{\"item_id\":25000000011,\"price_list\":[{\"original_price\":150000.5}]}"),
                   ==,
                   "product.error_invalid_price");
  g_assert_cmpstr (sandbox_client_post (
                       client,
                       PRODUCT "update_price",
                       "{\"item_id\":25000000011,\"price_list\":[{\"original_price\":150000}]}"),
                   ==,
                   "");
  g_assert_nonnull (strstr (client->text, "{\"original_price\":150000}"));
}

static void
test_ordinary_shop_has_no_locations (void)
{
  PasarSandboxOptions options = { .region = "MY" };
  g_autoptr (SandboxClient) client = sandbox_client_new (&options);
  g_autofree char *stock =
      sandbox_client_fill (client,
                           STOCK ("i10",
                                  "{\"seller_stock\":[{\"location_id\":\"MYZ\",\"stock\":9}]}"));

  g_assert_cmpstr (sandbox_client_post (client, PRODUCT "update_stock", stock), ==, "error_auth");
  g_assert_nonnull (strstr (client->text, "You do not have right to use seller location_id"));
  g_assert_cmpstr (sandbox_client_get (client, "/api/v2/shop/get_warehouse_detail", NULL),
                   ==,
                   "warehouse.error_not_in_whitelist");
  g_assert_nonnull (strstr (client->text, "\"response\":null"));
}

static void
test_shop_states (void)
{
  static const struct
  {
    const char *change;
    const char *call;
    const char *error;
  } rows[] = {
    { "{\"do\":\"set_penalty\",\"on\":1}", "update_price", "product.error_seller_under_penalty" },
    { "{\"do\":\"set_penalty\",\"on\":0}", "update_price", "" },
    { "{\"do\":\"set_holiday\",\"mode\":\"full\"}",
      "update_stock",
      "product.error_holiday_mode_change_stock" },
    { "{\"do\":\"set_holiday\",\"mode\":\"switching\"}", "update_stock", "error_auth" },
    { "{\"do\":\"set_holiday\",\"mode\":\"partial\"}", "update_stock", "" },
    { "{\"do\":\"set_promotion\",\"item_id\":{i0},\"staging\":\"upcoming\"}",
      "update_price",
      "product.error_in_item_promotion_item_price_lock" },
    { "{\"do\":\"set_promotion\",\"item_id\":{i0},\"staging\":\"none\"}", "update_price", "" },
    { "{\"do\":\"set_status\",\"item_id\":{i0},\"status\":\"BANNED\"}",
      "update_price",
      "product.error_item_uneditable" },
    { "{\"do\":\"set_status\",\"item_id\":{i0},\"status\":\"UNLIST\"}", "update_price", "" },
    { "{\"do\":\"delete_item\",\"item_id\":{i0}}", "update_price", PRICE_FAIL },
    { "{\"do\":\"delete_item\",\"item_id\":{i0}}",
      "update_stock",
      "product.error_item_uneditable" },
    { "{\"do\":\"delete_item\",\"item_id\":{i0},\"how\":\"gone\"}",
      "update_price",
      "product.error_item_not_found" },
  };
  g_autoptr (SandboxClient) client = sandbox_client_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat (PRODUCT, rows[i].call, NULL);
      g_autofree char *body =
          sandbox_client_fill (client,
                               "{\"item_id\":{i0},\"price_list\":[{\"original_price\":3}],"
                               "\"stock_list\":[{\"seller_stock\":[{\"stock\":3}]}]}");

      sandbox_client_change (client, rows[i].change);
      g_assert_cmpstr (sandbox_client_post (client, path, body), ==, rows[i].error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sandbox_add_rows ("/writes/price", prices, G_N_ELEMENTS (prices), TRUE);
  sandbox_add_rows ("/writes/stock", stocks, G_N_ELEMENTS (stocks), TRUE);
  g_test_add_func ("/writes/written-value-is-read", test_written_value_is_read);
  g_test_add_func ("/writes/refused-values-stay", test_refused_values_stay);
  g_test_add_func ("/writes/unsent-location-stays", test_unsent_location_stays);
  g_test_add_func ("/writes/fifty-models", test_fifty_models_and_no_more);
  g_test_add_func ("/writes/item-of-another-shop", test_item_of_another_shop);
  g_test_add_func ("/writes/integer-region", test_integer_region);
  g_test_add_func ("/writes/ordinary-shop", test_ordinary_shop_has_no_locations);
  g_test_add_func ("/writes/shop-states", test_shop_states);
  return g_test_run ();
}
