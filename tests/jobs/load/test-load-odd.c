/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

#include <string.h>

/* Shops whose answers have holes and impossible values in them: what can be read is. */

#define FIRST_ID G_GINT64_CONSTANT (1000)

#define NOT_FOUND "{\"error\":\"error_item_not_found\",\"message\":\"Product not found\"}"

typedef struct
{
  FakeShop base;
  guint n_items;
  guint n_infos;       /* calls of get_item_base_info */
  gint64 bad_id;       /* its price is impossible */
  gint64 gone_id;      /* listed, but in no answer */
  gint64 skipped_id;   /* there, but in no page of the list */
  gboolean has_prices; /* else no item has one */
  gboolean is_strict;  /* an answer without an item is an error */
} Shop;

static void
append_item (GString *json, const Shop *shop, gint64 id)
{
  if (id == shop->gone_id || id >= FIRST_ID + shop->n_items)
    return;
  g_string_append_printf (json,
                          "%s{\"item_id\":%" G_GINT64_FORMAT
                          ",\"item_name\":\"Item\",\"item_status\":\"NORMAL\","
                          "\"stock_info_v2\":{\"seller_stock\":[{\"stock\":4}]}",
                          json->str[json->len - 1] == '}' ? "," : "",
                          id);
  if (shop->has_prices)
    g_string_append_printf (
        json,
        ",\"price_info\":[{\"currency\":\"SGD\",\"original_price\":%s,\"current_price\":9}]",
        id == shop->bad_id ? "-1e300" : "9.9");
  g_string_append_c (json, '}');
}

static char *
dup_infos (Shop *shop, GHashTable *query)
{
  g_auto (GStrv) ids = g_strsplit (g_hash_table_lookup (query, "item_id_list"), ",", -1);
  GString *json = g_string_new ("{\"error\":\"\",\"response\":{\"item_list\":[");

  shop->n_infos++;
  for (guint i = 0; ids[i] != NULL; i++)
    append_item (json, shop, g_ascii_strtoll (ids[i], NULL, 10));
  if (shop->is_strict && json->str[json->len - 1] == '[')
    g_string_assign (json, NOT_FOUND);
  else
    g_string_append (json, "]}}");
  return g_string_free (json, FALSE);
}

static char *
dup_list (const Shop *shop, GHashTable *query)
{
  const gint64 offset = g_ascii_strtoll (g_hash_table_lookup (query, "offset"), NULL, 10);
  const gint64 end = MIN (offset + 100, shop->n_items);
  GString *json = g_string_new ("{\"error\":\"\",\"response\":{\"item\":[");

  for (gint64 i = offset; i < end; i++)
    if (FIRST_ID + i != shop->skipped_id)
      g_string_append_printf (json,
                              "%s{\"item_id\":%" G_GINT64_FORMAT ",\"item_status\":\"NORMAL\"}",
                              json->str[json->len - 1] == '[' ? "" : ",",
                              FIRST_ID + i);
  g_string_append_printf (
      json,
      "],\"total_count\":%u,\"has_next_page\":%s,\"next_offset\":%" G_GINT64_FORMAT "}}",
      shop->n_items,
      end < shop->n_items ? "true" : "false",
      end);
  return g_string_free (json, FALSE);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Shop *shop = user_data;
  g_autofree char *body = NULL;

  if (g_str_has_suffix (path, "/get_item_list"))
    body = dup_list (shop, query);
  else if (g_str_has_suffix (path, "/get_item_base_info"))
    body = dup_infos (shop, query);
  else
    body = g_strdup (NOT_FOUND);
  fake_server_answer (message, 200, body);
}

static void
set_up (Shop *shop, gconstpointer data)
{
  fake_shop_open (&shop->base, answer_cb, shop);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  fake_shop_close (&shop->base);
}

static char *
load (Shop *shop)
{
  g_autoptr (PasarJob) job = pasar_load_job_new (shop->base.session);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  return pasar_job_dup_summary (job);
}

static void
test_no_prices (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *summary = NULL;
  guint row;

  shop->n_items = 10000;
  summary = load (shop);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 10000);
  g_assert_null (strstr (summary, "could not"));
  g_assert_cmpuint (shop->n_infos, ==, 200);
  row = pasar_catalogue_find (catalogue, FIRST_ID + 9999, 0);
  g_assert_cmpint (pasar_catalogue_row_get_value (catalogue, row, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpint (pasar_catalogue_row_get_value (catalogue, row, PASAR_FIELD_STOCK), ==, 4);
}

/* An impossible price and a hole cost their own items, and one more call; only the first of the two
 * is an item that is there. */
static void
test_impossible_price (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *summary = NULL;

  shop->has_prices = TRUE;
  shop->n_items = 120;
  shop->bad_id = FIRST_ID + 7;
  shop->gone_id = FIRST_ID + 60;
  summary = load (shop);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 118);
  g_assert_nonnull (strstr (summary, "118 items read."));
  g_assert_nonnull (strstr (summary, "2 could not be read."));
  g_assert_cmpuint (shop->n_infos, ==, 5);
  /* What is known of an item stays when its answer turns bad. */
  shop->bad_id = FIRST_ID + 8;
  g_clear_pointer (&summary, g_free);
  summary = load (shop);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 119);
  g_assert_cmpint (pasar_catalogue_row_get_value (catalogue,
                                                  pasar_catalogue_find (catalogue, FIRST_ID + 8, 0),
                                                  PASAR_FIELD_PRICE),
                   ==,
                   990);
}

/* The list skips an item that the shop has, and does not have another any more: only the second is
 * gone. */
static void
test_skipped_by_list (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  shop->n_items = 120;
  first = load (shop);
  shop->skipped_id = FIRST_ID + 7;
  shop->n_items = 119;
  second = load (shop);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 119);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, shop->skipped_id, 0), !=, PASAR_NO_ROW);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, FIRST_ID + 119, 0), ==, PASAR_NO_ROW);
  g_assert_cmpstr (second, ==, "119 items read. 1 is no longer in the shop.");
}

/* However many items are gone, and however that is said. */
static void
test_many_gone (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  shop->n_items = 220;
  first = load (shop);
  shop->n_items = 20;
  shop->is_strict = TRUE;
  second = load (shop);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 20);
  g_assert_cmpstr (second, ==, "20 items read. 200 are no longer in the shop.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/load-odd/no-prices", Shop, NULL, set_up, test_no_prices, tear_down);
  g_test_add ("/load-odd/impossible-price", Shop, NULL, set_up, test_impossible_price, tear_down);
  g_test_add ("/load-odd/skipped-by-list", Shop, NULL, set_up, test_skipped_by_list, tear_down);
  g_test_add ("/load-odd/many-gone", Shop, NULL, set_up, test_many_gone, tear_down);
  return g_test_run ();
}
