/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "codec-fixture.h"

#include <locale.h>
#include <string.h>

static void
test_reads (void)
{
  g_autoptr (PasarItemPage) page =
      codec_decode_fixture (pasar_codec_read_item_page, "a14.json", NULL, 0);
  g_autoptr (PasarItemPage) last =
      codec_decode_fixture (pasar_codec_read_item_page, "a15.json", NULL, 0);
  g_autoptr (PasarShopInfo) shop =
      codec_decode_fixture (pasar_codec_read_shop_info, "a13.json", NULL, 0);
  g_autoptr (GPtrArray) boosted =
      codec_decode_fixture (pasar_codec_read_boosted, "a25.json", NULL, 0);
  g_autofree PasarItemLimit *limit =
      codec_decode_fixture (pasar_codec_read_item_limit, "a31.json", NULL, 0);
  g_autoptr (PasarTokens) tokens =
      codec_decode_fixture (pasar_codec_read_tokens, "a04.json", NULL, 0);

  g_assert_cmpuint (page->item_ids->len, ==, 2);
  g_assert_true (page->has_next_page);
  g_assert_cmpint (page->next_offset, ==, 2);
  g_assert_false (last->has_next_page);
  g_assert_cmpstr (shop->region, ==, "SG");
  g_assert_cmpint (shop->expire_time, ==, 1730536000);
  g_assert_cmpint (((PasarBoostedItem *) g_ptr_array_index (boosted, 0))->cool_down_secs,
                   ==,
                   10500);
  g_assert_cmpint (limit->min_price, ==, 10);
  g_assert_cmpint (limit->max_price, ==, 100000000);
  g_assert_cmpint (limit->min_stock, ==, -1);
  g_assert_cmpint (limit->min_wholesale_percent, ==, -1);
  g_assert_cmpint (tokens->expires_at, ==, 1700014400);
}

/* Seconds or a point in time; a pair is worth more than the time at which it ends. */
static void
test_expiry (void)
{
  static const struct
  {
    const char *expire_in;
    gint64 expires_at;
  } cases[] = {
    { "14400", 1700014400 },
    { "\"14400\"", 1700014400 },
    { "1767001812", 1767001812 },
    { "null", 0 },
    { "0", 0 },
    { "-1", 0 },
    { "\"soon\"", 0 },
    { "1.5", 0 },
    { "[]", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"error\":\"\",\"access_token\":\"a\",\"refresh_token\":\"r\",\"expire_in\":%s}",
          cases[i].expire_in);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTokens) tokens =
          codec_decode (pasar_codec_read_tokens, text, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (tokens->refresh_token, ==, "r");
      g_assert_cmpint (tokens->expires_at, ==, cases[i].expires_at);
    }
}

static void
test_promotions (void)
{
  static const char *const text =
      "{\"error\":\"\",\"response\":{\"success_list\":[{\"item_id\":1,\"promotion\":[]},{\"item_id\":2,\"promotion\":["
      "{\"promotion_type\":\"Campaign\",\"promotion_id\":9300000000000000001,\"model_id\":7,\"start_time\":5,"
      "\"end_time\":6,\"promotion_price_info\":[{\"promotion_price\":9.5}],\"promotion_staging\":\"ongoing\","
      "\"promotion_stock_info_v2\":{\"summary_info\":{\"total_reserved_stock\":4}}},"
      "{\"promotion_staging\":\"upcoming\",\"promotion_stock_info_v2\":{\"summary_info\":{},"
      "\"total_reserved_stock\":\"8\"}}]}],\"failure_list\":[{\"item_id\":3,\"failed_reason\":\"x\"}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) promotions =
      codec_decode (pasar_codec_read_promotions, text, NULL, 0, &error);
  PasarPromotion *first;
  PasarPromotion *second;

  g_assert_no_error (error);
  g_assert_cmpuint (promotions->len, ==, 2);
  first = g_ptr_array_index (promotions, 0);
  second = g_ptr_array_index (promotions, 1);
  g_assert_cmpint (first->item_id, ==, 2);
  g_assert_cmpstr (first->promotion_id, ==, BEYOND_INT64 ("9300000000000000001"));
  g_assert_cmpint (first->promotion_price, ==, 950);
  g_assert_true (first->is_ongoing);
  g_assert_cmpint (first->reserved_stock, ==, 4);
  g_assert_false (second->is_ongoing);
  g_assert_cmpint (second->reserved_stock, ==, 8);
}

/* An empty list of items that are there is no answer. */
static void
test_page_contradicts (void)
{
  static const struct
  {
    const char *members;
    gboolean makes_sense;
  } cases[] = {
    { "\"item\":null,\"total_count\":80", FALSE },
    { "\"item\":[],\"total_count\":80,\"has_next_page\":false", FALSE },
    { "\"total_count\":80", FALSE },
    { "\"item\":[],\"total_count\":0", TRUE },
    { "\"item\":null", TRUE },
    { "\"item\":[{\"item_id\":1,\"update_time\":-1,\"tag\":7}],\"total_count\":80", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"error\":\"\",\"response\":{%s}}", cases[i].members);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarItemPage) page =
          codec_decode (pasar_codec_read_item_page, text, NULL, 0, &error);

      if (cases[i].makes_sense)
        g_assert_no_error (error);
      else
        g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
    }
}

/* A page that sends the reader back would make a walk without end. */
static void
test_page_goes_on (void)
{
  for (int next = 99; next <= 101; next++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"item\":[{\"item_id\":1},{\"item_id\":1}],"
          "\"has_next_page\":true,\"next_offset\":%d}}",
          next);
      PasarDecodeContext context = { .offset = 100 };
      g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
      g_autoptr (PasarEnvelope) envelope = pasar_envelope_parse (bytes, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarItemPage) page = pasar_codec_read_item_page (envelope, &context, &error);

      if (next <= 100)
        {
          g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (page->item_ids->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-list/reads", test_reads);
  g_test_add_func ("/codec-list/expiry", test_expiry);
  g_test_add_func ("/codec-list/promotions", test_promotions);
  g_test_add_func ("/codec-list/page-contradicts", test_page_contradicts);
  g_test_add_func ("/codec-list/page-goes-on", test_page_goes_on);
  return g_test_run ();
}
