/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "codec-fixture.h"

#include <locale.h>
#include <string.h>

static void
test_seed_item (void)
{
  g_autoptr (GPtrArray) items = codec_decode_fixture (pasar_codec_read_items_in_full,
                                                      "seed-get-item-base-info.json",
                                                      NULL,
                                                      0);
  PasarItemInfo *item = g_ptr_array_index (items, 0);
  PasarLogistic *logistic = g_ptr_array_index (item->logistics, 2);
  PasarTaxField *tax = g_ptr_array_index (item->tax_fields, 1);
  PasarDescriptionField *field = g_ptr_array_index (item->description_fields, 1);
  PasarStockAtLocation *stock = g_ptr_array_index (item->stock.seller_stock, 0);

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpint (item->item_id, ==, 3400133011);
  g_assert_cmpstr (item->item_name, ==, "seller discount ongoing");
  g_assert_cmpint (item->category_id, ==, 14646);
  g_assert_cmpint (item->update_time, ==, 1608129425);
  g_assert_null (item->description);
  g_assert_cmpuint (item->description_fields->len, ==, 4);
  g_assert_cmpstr (field->image_url,
                   ==,
                   "https://cf.shopee.sg/file/1e076dff0699d8e778c06dd6c02df1fe");
  g_assert_null (field->text);
  g_assert_true (item->has_price);
  g_assert_cmpstr (item->price.currency, ==, "SGD");
  g_assert_cmpint (item->price.original_price, ==, 10000);
  g_assert_cmpint (item->price.current_price, ==, 5000);
  g_assert_cmpint (item->price.sip_item_price, ==, PASAR_PRICE_NONE);
  g_assert_true (item->has_stock);
  g_assert_cmpint (item->stock.total_available_stock, ==, 223);
  g_assert_cmpstr (stock->location_id, ==, "TWZ");
  g_assert_cmpint (stock->stock, ==, 223);
  g_assert_cmpuint (item->image_urls->len, ==, 2);
  g_assert_cmpstr (item->weight, ==, "1.000");
  g_assert_cmpuint (item->logistics->len, ==, 8);
  g_assert_cmpint (logistic->estimated_shipping_fee, ==, 149);
  g_assert_cmpint (logistic->shipping_fee, ==, PASAR_PRICE_NONE);
  g_assert_cmpint (item->days_to_ship, ==, 2);
  g_assert_cmpstr (item->promotion_id, ==, "1000030380");
  g_assert_cmpint (item->brand_id, ==, 123);
  g_assert_cmpstr (item->brand_name, ==, "nike");
  g_assert_cmpuint (item->tax_fields->len, ==, 5);
  g_assert_cmpstr (tax->name, ==, "same_state_cfop");
  g_assert_cmpstr (tax->value, ==, "123");
  g_assert_null (item->complaint_policy);
  g_assert_false (item->has_model);
}

static void
test_items (void)
{
  g_autoptr (GPtrArray) items = codec_decode_fixture (pasar_codec_read_items, "a16.json", NULL, 0);
  PasarItemInfo *plain = g_ptr_array_index (items, 0);
  PasarItemInfo *with_models = g_ptr_array_index (items, 1);
  PasarStockAtLocation *stock = g_ptr_array_index (plain->stock.seller_stock, 0);

  g_assert_cmpint (plain->price.current_price, ==, 950);
  g_assert_cmpint (plain->stock.total_reserved_stock, ==, 2);
  g_assert_null (stock->location_id);
  g_assert_true (with_models->has_model);
  g_assert_false (with_models->has_price);
  g_assert_false (with_models->has_stock);
  g_assert_cmpuint (with_models->stock.seller_stock->len, ==, 0);
}

static void
test_models (void)
{
  static const gint64 id = 25001398610;
  g_autoptr (PasarModelList) list =
      codec_decode_fixture (pasar_codec_read_models, "a17.json", &id, 1);
  PasarModelInfo *first = g_ptr_array_index (list->models, 0);
  PasarModelInfo *second = g_ptr_array_index (list->models, 1);
  PasarStockAtLocation *shopee = g_ptr_array_index (first->stock.shopee_stock, 0);

  g_assert_cmpint (list->item_id, ==, id);
  g_assert_cmpstr (first->name, ==, "Red, S");
  g_assert_cmpstr (second->name, ==, "Blue, M");
  g_assert_cmpint (first->price.original_price, ==, 1990);
  g_assert_cmpint (second->price.original_price, ==, 2100);
  g_assert_null (first->promotion_id);
  g_assert_cmpint (shopee->stock, ==, 3);
  g_assert_cmpint (second->stock.total_reserved_stock, ==, 13);
}

static void
test_model_names (void)
{
  static const char *const text =
      "{\"error\":\"\",\"response\":{\"tier_variation\":[{\"name\":\"C\",\"option_list\":[{\"option\":\"Red\"}]}],"
      "\"model\":[{\"model_id\":1,\"tier_index\":[5]},{\"model_id\":2,\"tier_index\":[0,0,9]},{\"model_id\":3},"
      "{\"model_id\":4,\"tier_index\":[-1],\"promotion_id\":18446744073709551615},"
      "{\"model_id\":5,\"tier_index\":[\"0\"]},{\"model_id\":6,\"tier_index\":[null]}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarModelList) list =
      codec_decode (pasar_codec_read_models_in_full, text, NULL, 0, &error);
  static const char *const names[] = { "", "Red", "", "", "Red", "" };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (((PasarModelInfo *) g_ptr_array_index (list->models, i))->name, ==, names[i]);
  g_assert_cmpstr (((PasarModelInfo *) g_ptr_array_index (list->models, 3))->promotion_id,
                   ==,
                   BEYOND_INT64 ("18446744073709551615"));
}

static void
test_prices_and_stock (void)
{
  static const struct
  {
    const char *text;
    gint64 price;
  } prices[] = {
    { PRICE_OF ("19.99"), 1999 },
    { PRICE_OF ("\"19.99\""), 1999 },
    { PRICE_OF ("12"), 1200 },
    { PRICE_OF ("\"12\""), 1200 },
    { PRICE_OF ("0"), 0 },
    { PRICE_OF ("null"), PASAR_PRICE_NONE },
    { PRICE_OF ("\"\""), PASAR_PRICE_NONE },
    { PRICE_OF ("\"-\""), PASAR_PRICE_NONE },
    { PRICE_OF ("1.5e3"), 150000 },
    { PRICE_OF ("0.29"), 29 },
    { PRICE_OF ("1.115"), 112 },
    { PRICE_OF ("1000000000000"), 100000000000000 },
  };

  static const struct
  {
    const char *text;
    gint64 stock;
  } stocks[] = {
    { STOCK_OF ("7"), 7 }, { STOCK_OF ("\"7\""), 7 },           { STOCK_OF ("7.0"), 7 },
    { STOCK_OF ("0"), 0 }, { STOCK_OF ("10000000"), 10000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
          codec_decode (pasar_codec_read_items, prices[i].text, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpint (((PasarItemInfo *) g_ptr_array_index (items, 0))->price.original_price,
                       ==,
                       prices[i].price);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stocks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
          codec_decode (pasar_codec_read_items, stocks[i].text, NULL, 0, &error);
      const PasarStockAtLocation *at;

      g_assert_no_error (error);
      at = g_ptr_array_index (((PasarItemInfo *) g_ptr_array_index (items, 0))->stock.seller_stock,
                              0);
      g_assert_cmpint (at->stock, ==, stocks[i].stock);
    }
}

/* Nothing of an answer with one wrong thing in it is used. */
static void
test_malformed (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "[]",
    "null",
    "1",
    "\"x\"",
    "{}",
    "{\"error\":\"\"",
    "<html></html>",
    "{\"error\":\"\"}",
    "{\"error\":[]}",
    "{\"error\":\"\",\"response\":null}",
    "{\"error\":\"\",\"response\":[]}",
    "{\"error\":\"\",\"response\":\"x\"}",
    "{\"error\":\"\",\"response\":{\"item_list\":{}}}",
    "{\"error\":\"\",\"response\":{\"item_list\":\"\"}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[1]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":0}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":-4}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1.5}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":\"x\"}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":true}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":9223372036854775808}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":99999999999999999999}]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1}]}} x",
    "{'error':'','response':{'item_list':[]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[],}}",
    "{\"error\":\"\",/* c */\"response\":{\"item_list\":[]}}",
    "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":0x10}]}}",
    "{\"error\":\"\xff\xfe\",\"response\":{}}",
    PRICE_OF ("-1"),
    PRICE_OF ("1e400"),
    PRICE_OF ("NaN"),
    PRICE_OF ("Infinity"),
    PRICE_OF ("\"nan\""),
    PRICE_OF ("\"inf\""),
    PRICE_OF ("\"0x10\""),
    PRICE_OF ("\"1,5\""),
    PRICE_OF ("\"12 SGD\""),
    PRICE_OF ("[]"),
    PRICE_OF ("true"),
    PRICE_OF ("1e17"),
    PRICE_OF ("9223372036854775807"),
    PRICE_OF ("01"),
    PRICE_OF (".5"),
    PRICE_OF ("{}"),
    PRICE_OF ("+1"),
    STOCK_OF ("-1"),
    STOCK_OF ("1.5"),
    STOCK_OF ("{}"),
    STOCK_OF ("\"many\""),
    STOCK_OF ("1e300"),
    STOCK_OF ("9007199254740993"),
    STOCK_OF ("9223372036854775807"),
    STOCK_OF ("99999999999999999999"),
    STOCK_OF ("-9999999999999999999"),
    ITEM ("\"stock_info\":[{\"current_stock\":9223372036854775807},{\"current_stock\":1}]"),
    ITEM ("\"price_info\":{}"),
    ITEM ("\"price_info\":[7]"),
    ITEM ("\"stock_info_v2\":[]"),
    ITEM ("\"item_name\":{}"),
    ITEM ("\"has_model\":\"maybe\""),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (codec_decode (pasar_codec_read_items, texts[i], NULL, 0, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
    }
}

/* An impossible value costs its own item and nothing else; a list that is none costs all. */
static void
test_item_left_out (void)
{
  static const struct
  {
    const char *entry;
    guint n_items; /* 0: an error */
  } cases[] = {
    { "{\"item_id\":5}", 3 },
    { "{\"item_id\":5,\"price_info\":[]}", 3 },
    { "null", 2 },
    { "{\"item_id\":5,\"price_info\":[{\"original_price\":-1}]}", 2 },
    { "{\"item_id\":5,\"price_info\":[{\"original_price\":1e300}]}", 2 },
    { "{\"item_id\":5,\"stock_info_v2\":{\"seller_stock\":[{\"stock\":\"many\"}]}}", 2 },
    { "{\"item_id\":5,\"item_name\":{}}", 2 },
    { "{\"item_id\":-5}", 2 },
    { "{\"item_name\":\"x\"}", 2 },
    { "7", 0 },
    { "[]", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1,\"item_name\":\"A\"},"
          "%s,{\"item_id\":9}]}}",
          cases[i].entry);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = codec_decode (pasar_codec_read_items, text, NULL, 0, &error);

      if (cases[i].n_items == 0)
        {
          g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
          g_assert_null (items);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, cases[i].n_items);
      g_assert_cmpint (((PasarItemInfo *) g_ptr_array_index (items, 0))->item_id, ==, 1);
      g_assert_cmpint (((PasarItemInfo *) g_ptr_array_index (items, items->len - 1))->item_id,
                       ==,
                       9);
    }
}

/* What only details show costs the rows nothing, and the details no more than itself. */
static void
test_optional_fields (void)
{
  static const char *const members[] = {
    "\"logistic_info\":[{\"logistic_id\":7,\"shipping_fee\":-1}]",
    "\"logistic_info\":[{\"estimated_shipping_fee\":\"free\"}]",
    "\"logistic_info\":7",
    "\"attribute_list\":\"\"",
    "\"image\":[]",
    "\"description\":{}",
    "\"dimension\":{\"package_length\":-3}",
    "\"pre_order\":{\"days_to_ship\":1e300}",
    "\"create_time\":-1",
    "\"brand\":{\"brand_id\":[]}",
    "\"video_info\":[[]]",
    "\"wholesales\":[{\"min_count\":-1,\"unit_price\":9}]",
    "\"tax_info\":[]",
    "\"complaint_policy\":\"ONE_YEAR\"",
    "\"deboost\":\"maybe\"",
    "\"price_info\":[{\"original_price\":2,\"sip_item_price\":-1}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":5,\"item_name\":\"A\",%s,"
          "\"weight\":\"0.5\"}]}}",
          members[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = codec_decode (pasar_codec_read_items, text, NULL, 0, &error);
      g_autoptr (GPtrArray) details =
          codec_decode (pasar_codec_read_items_in_full, text, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpstr (((PasarItemInfo *) g_ptr_array_index (rows, 0))->item_name, ==, "A");
      g_assert_cmpuint (details->len, ==, 1);
      g_assert_cmpstr (((PasarItemInfo *) g_ptr_array_index (details, 0))->weight, ==, "0.5");
    }
}

/* One that cannot be read costs the others nothing, and is counted. */
static void
test_model_left_out (void)
{
  static const char *const bad[] = {
    "{\"model_id\":7,\"price_info\":[{\"original_price\":-1}]}",
    "{\"model_id\":7,\"stock_info_v2\":{\"seller_stock\":[{\"stock\":\"many\"}]}}",
    "{\"model_id\":7,\"tier_index\":[{}]}",
    "{\"model_id\":7,\"tier_index\":\"0\"}",
    "{\"model_id\":7,\"model_sku\":[]}",
    "{\"model_id\":\"x\"}",
    "{\"model_sku\":\"no id\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"tier_variation\":[{\"name\":\"C\"}],\"model\":[{\"model_id\":1},%s,{\"model_id\":9}]}}",
          bad[i]);
      g_autofree char *alone = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"tier_variation\":[{\"name\":\"C\"}],\"model\":[%s]}}",
          bad[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarModelList) list =
          codec_decode (pasar_codec_read_models, text, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (list->models->len, ==, 2);
      g_assert_cmpuint (list->n_unreadable, ==, 1);
      g_assert_null (codec_decode (pasar_codec_read_models, alone, NULL, 0, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
    }
}

/* Rows are the same whether all of an answer is read for them or only the members that they need.
 */
static void
test_row_members (void)
{
  static const char *const names[] = { "seed-get-item-base-info.json", "a16.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) rows = codec_decode_fixture (pasar_codec_read_items, names[i], NULL, 0);
      g_autoptr (GPtrArray) whole =
          codec_decode_fixture (pasar_codec_read_items_in_full, names[i], NULL, 0);

      g_assert_cmpuint (rows->len, ==, whole->len);
      for (guint j = 0; j < rows->len; j++)
        {
          const PasarItemInfo *row = g_ptr_array_index (rows, j);
          const PasarItemInfo *item = g_ptr_array_index (whole, j);

          g_assert_cmpint (row->item_id, ==, item->item_id);
          g_assert_cmpint (row->category_id, ==, item->category_id);
          g_assert_cmpstr (row->item_name, ==, item->item_name);
          g_assert_cmpstr (row->item_sku, ==, item->item_sku);
          g_assert_cmpstr (row->item_status, ==, item->item_status);
          g_assert_cmpint (row->update_time, ==, item->update_time);
          g_assert_cmpint (row->has_model, ==, item->has_model);
          g_assert_cmpint (row->price.original_price, ==, item->price.original_price);
          g_assert_cmpint (row->price.current_price, ==, item->price.current_price);
          g_assert_cmpstr (row->price.currency, ==, item->price.currency);
          g_assert_cmpint (row->stock.total_available_stock, ==, item->stock.total_available_stock);
          g_assert_cmpuint (row->stock.seller_stock->len, ==, item->stock.seller_stock->len);
          g_assert_cmpuint (row->wholesales->len, ==, item->wholesales->len);
          g_assert_cmpuint (row->image_urls->len, ==, item->image_urls->len);
        }
    }
}

/* What is no barcode is none, and costs the row nothing. */
static void
test_gtin (void)
{
  static const struct
  {
    const char *code;
    const char *expected;
  } cases[] = {
    { "\"4006381333931\"", "4006381333931" },
    { "\"00012345678905\"", "00012345678905" },
    { "\"00\"", NULL },
    { "\"\"", NULL },
    { "null", NULL },
    { "[4006381333931]", NULL },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *items = g_strdup_printf (ITEM ("\"gtin_code\":%s"), cases[i].code);
      g_autofree char *models = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"model\":[{\"model_id\":1,\"gtin_code\":%s}]}}",
          cases[i].code);
      g_autoptr (GPtrArray) rows = codec_decode (pasar_codec_read_items, items, NULL, 0, NULL);
      g_autoptr (GPtrArray) details =
          codec_decode (pasar_codec_read_items_in_full, items, NULL, 0, NULL);
      g_autoptr (PasarModelList) list =
          codec_decode (pasar_codec_read_models, models, NULL, 0, NULL);

      g_test_message ("%s", cases[i].code);
      g_assert_cmpstr (((PasarItemInfo *) rows->pdata[0])->gtin_code, ==, cases[i].expected);
      g_assert_cmpstr (((PasarItemInfo *) details->pdata[0])->gtin_code, ==, cases[i].expected);
      g_assert_cmpstr (((PasarModelInfo *) list->models->pdata[0])->gtin_code,
                       ==,
                       cases[i].expected);
    }
}

/* A row is not left out for a picture that cannot be. */
static void
test_odd_pictures (void)
{
  static const struct
  {
    const char *image;
    guint n_pictures;
  } cases[] = {
    { "{\"image_url_list\":[\"https://cf.shopee.sg/file/1\"]}", 1 },
    { "{\"image_url_list\":[[],null,\"https://cf.shopee.sg/file/1\",{}]}", 1 },
    { "{\"image_url_list\":\"https://cf.shopee.sg/file/1\"}", 0 },
    { "{\"image_url_list\":null}", 0 },
    { "[]", 0 },
    { "null", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *member = g_strconcat ("\"image\":", cases[i].image, NULL);
      g_autofree char *text = g_strdup_printf (ITEM ("%s"), member);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = codec_decode (pasar_codec_read_items, text, NULL, 0, &error);
      const PasarItemInfo *item;

      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 1);
      item = g_ptr_array_index (items, 0);
      g_assert_cmpuint (item->image_urls->len, ==, cases[i].n_pictures);
    }
}

/* What is kept and shown is bounded, and cannot turn the text around it. */
static void
test_texts (void)
{
  g_autofree char *name = g_strnfill (100000, 'n');
  g_autofree char *text =
      g_strdup_printf (ITEM (
                           "\"item_name\":\"%s\",\"item_sku\":\"A\u202eB\",\"description\":\"%s\","
                           "\"price_info\":[{\"currency\":\"%s\"}]"),
                       name,
                       name,
                       name);
  g_autofree char *location = g_strdup_printf (
      ITEM ("\"stock_info_v2\":{\"seller_stock\":[{\"location_id\":\"%s\",\"stock\":1}]}"),
      name);
  const char *turned =
      ITEM ("\"stock_info_v2\":{\"seller_stock\":[{\"location_id\":\"\u202eSG\",\"stock\":1}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      codec_decode (pasar_codec_read_items_in_full, text, NULL, 0, &error);
  const PasarItemInfo *item;

  g_assert_no_error (error);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpint (g_utf8_strlen (item->item_name, -1), ==, PASAR_NAME_MAX);
  g_assert_cmpint (g_utf8_strlen (item->description, -1), ==, PASAR_DESCRIPTION_MAX);
  g_assert_cmpint (g_utf8_strlen (item->price.currency, -1), ==, PASAR_CODE_MAX);
  g_assert_cmpstr (item->item_sku,
                   ==,
                   "A\xef\xbf\xbd"
                   "B");
  /* It is sent back with a stock: cut, it would be another one. */
  g_assert_null (codec_decode (pasar_codec_read_items, location, NULL, 0, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (codec_decode (pasar_codec_read_items, turned, NULL, 0, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
}

/* What an answer has far too much of is left out of the details. */
static void
test_long_lists (void)
{
  g_autoptr (GString) text = g_string_new (
      "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1,\"condition\":\"N\u202eEW\","
      "\"image\":{\"image_url_list\":[\"\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const PasarItemInfo *item;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",\"https://a.example/\"");
  g_string_append (text, "]},\"logistic_info\":[{}");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",{\"logistic_id\":1}");
  g_string_append (text, "],\"tax_info\":{\"a\":1");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, ",\"b%u\":1", i);
  g_string_append (text, "}}]}}");
  items = codec_decode (pasar_codec_read_items_in_full, text->str, NULL, 0, &error);
  g_assert_no_error (error);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->condition,
                   ==,
                   "N\xef\xbf\xbd"
                   "EW");
  g_assert_cmpuint (item->image_urls->len, ==, PASAR_DETAILS_MAX);
  g_assert_cmpuint (item->logistics->len, ==, PASAR_DETAILS_MAX);
  g_assert_cmpuint (item->tax_fields->len, ==, PASAR_DETAILS_MAX);
}

static void
test_tolerated (void)
{
  static const char *const texts[] = {
    "\xef\xbb\xbf{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1}]}}",
    "{\"response\":{\"item_list\":[{\"item_id\":1}]}}",
    "{\"error\":null,\"message\":null,\"warning\":[\"a\",\"b\"],\"response\":{\"item_list\":[{\"item_id\":1}]}}",
    "{\"error\":\"-\",\"response\":{\"item_list\":[{\"item_id\":\"1\"},null]}}",
    ITEM ("\"item_name\":\"\\ud83d\\ude00 \\ud800 \\u0000\""),
    ITEM (
        "\"deboost\":\"false\",\"has_model\":0,\"weight\":0.5,\"tax_info\":{\"ncm\":null,\"more\":{}}"),
    ITEM ("\"price_info\":[],\"stock_info_v2\":null,\"attribute_list\":null,\"brand\":null"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
          codec_decode (pasar_codec_read_items, texts[i], NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (items->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-item/seed-item", test_seed_item);
  g_test_add_func ("/codec-item/items", test_items);
  g_test_add_func ("/codec-item/models", test_models);
  g_test_add_func ("/codec-item/model-names", test_model_names);
  g_test_add_func ("/codec-item/prices-and-stock", test_prices_and_stock);
  g_test_add_func ("/codec-item/malformed", test_malformed);
  g_test_add_func ("/codec-item/item-left-out", test_item_left_out);
  g_test_add_func ("/codec-item/optional-fields", test_optional_fields);
  g_test_add_func ("/codec-item/model-left-out", test_model_left_out);
  g_test_add_func ("/codec-item/row-members", test_row_members);
  g_test_add_func ("/codec-item/gtin", test_gtin);
  g_test_add_func ("/codec-item/odd-pictures", test_odd_pictures);
  g_test_add_func ("/codec-item/texts", test_texts);
  g_test_add_func ("/codec-item/long-lists", test_long_lists);
  g_test_add_func ("/codec-item/tolerated", test_tolerated);
  return g_test_run ();
}
