/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

#include "catalogue/view/view.h"

#include <string.h>

/* Shops whose answers have holes and impossible values in them (what can be read is), or come when
 * it suits them. */

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
  const char *models;  /* (nullable): of each item, as get_model_list has them */
  gboolean is_hollow;  /* items with models are not said to have them */
  guint n_awaited;     /* the models of so many items are only told when they all were asked for */
} Shop;

static void
append_item (GString *json, const Shop *shop, gint64 id)
{
  if (id == shop->gone_id || id >= FIRST_ID + shop->n_items)
    return;
  g_string_append_printf (json,
                          "%s{\"item_id\":%" G_GINT64_FORMAT
                          ",\"item_name\":\"Item\",\"item_status\":\"NORMAL\"",
                          json->str[json->len - 1] == '}' ? "," : "",
                          id);
  if (shop->models != NULL)
    g_string_append (json, shop->is_hollow ? "" : ",\"has_model\":true");
  else
    g_string_append (json, ",\"stock_info_v2\":{\"seller_stock\":[{\"stock\":4}]}");
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

/* Tells nothing to those who are not all there yet. */
static void
hold (Shop *shop, SoupServerMessage *message)
{
  GPtrArray *held = shop->base.server->held;

  soup_server_message_pause (message);
  g_ptr_array_add (held, g_object_ref (message));
  if (held->len < shop->n_awaited)
    return;
  shop->n_awaited = 0;
  for (guint i = 0; i < held->len; i++)
    soup_server_message_unpause (g_ptr_array_index (held, i));
  g_ptr_array_set_size (held, 0);
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
  else if (g_str_has_suffix (path, "/get_model_list") && shop->models != NULL)
    body = g_strdup_printf ("{\"error\":\"\",\"response\":{\"model\":%s}}", shop->models);
  else
    body = g_strdup (NOT_FOUND);
  fake_server_answer (message, 200, body);
  if (shop->n_awaited != 0 && g_str_has_suffix (path, "/get_model_list"))
    hold (shop, message);
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

static guint
count_models (PasarCatalogue *catalogue)
{
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  return pasar_view_count (view, PASAR_STATE_ANY).n_models;
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
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].value,
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value,
                   ==,
                   4);
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
  g_assert_cmpint (pasar_catalogue_read_row (catalogue,
                                             pasar_catalogue_find (catalogue, FIRST_ID + 8, 0))
                       .values[PASAR_FIELD_PRICE]
                       .value,
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

#define MODEL(id, price)                                                                           \
  "{\"model_id\":" #id ",\"price_info\":[{\"original_price\":" #price "}],"                        \
  "\"stock_info_v2\":{\"seller_stock\":[{\"location_id\":\"SGZ\",\"stock\":" #id "}]}}"
#define TWO_MODELS "[" MODEL (1, 5) "," MODEL (2, 6) "]"

static void
assert_values (Shop *shop, gint64 item_id, gint64 model_id, gint64 price, gint64 stock)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  const guint row = pasar_catalogue_find (catalogue, item_id, model_id);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].value,
                   ==,
                   price);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value,
                   ==,
                   stock);
}

/* An item has models and lists none, or is not said to have them and has no values of its own
 * either: what was there stays, and it is told. */
static void
test_no_models (Shop *shop, gconstpointer data)
{
  static const char *const lists[] = { "null", "[]", "null" };
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *summary = NULL;

  shop->n_items = 3;
  shop->models = TWO_MODELS;
  summary = load (shop);
  g_assert_cmpstr (summary, ==, "3 items read.");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      shop->models = lists[i];
      shop->is_hollow = i == 2;
      g_clear_pointer (&summary, g_free);
      summary = load (shop);
      g_assert_cmpstr (summary, ==, "0 items read. 3 could not be read.");
      g_assert_cmpuint (count_models (catalogue), ==, 6);
      assert_values (shop, FIRST_ID + 2, 2, 600, 2);
    }
}

/* A whole shop of such answers is no fault of single items. */
static void
test_no_models_anywhere (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *summary = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  shop->n_items = 80;
  shop->models = TWO_MODELS;
  summary = load (shop);
  shop->models = "null";
  job = pasar_load_job_new (shop->base.session);
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
  g_assert_cmpuint (count_models (catalogue), ==, 160);
}

/* A model that cannot be read keeps what is known of it, and costs the others nothing. */
static void
test_impossible_model (Shop *shop, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint row;

  shop->n_items = 1;
  shop->models = TWO_MODELS;
  first = load (shop);
  row = pasar_catalogue_find (catalogue, FIRST_ID, 1);
  pasar_catalogue_restore_staged (catalogue,
                                  pasar_catalogue_row_get_key (catalogue, row),
                                  PASAR_FIELD_PRICE,
                                  700,
                                  PASAR_NO_VALUE,
                                  NULL);
  shop->models = "[" MODEL (1, -1) "," MODEL (2, 8) "," MODEL (3, 9) "]";
  second = load (shop);
  g_assert_cmpstr (second, ==, "0 items read. 1 could not be read.");
  g_assert_cmpuint (count_models (catalogue), ==, 3);
  assert_values (shop, FIRST_ID, 1, 500, 1);
  assert_values (shop, FIRST_ID, 2, 800, 2);
  assert_values (shop, FIRST_ID, 3, 900, 3);
  row = pasar_catalogue_find (catalogue, FIRST_ID, 1);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].staged,
                   ==,
                   700);
  g_assert_false (pasar_catalogue_read_row (catalogue, row).is_gone);
}

/* All that may be in flight is: the server waits for it, and the load for the server. */
static void
test_parallel (Shop *shop, gconstpointer data)
{
  g_autofree char *summary = NULL;

  shop->n_items = 300;
  shop->models = TWO_MODELS;
  shop->n_awaited = pasar_client_get_max_in_flight (pasar_session_get_client (shop->base.session));
  g_assert_cmpuint (shop->n_awaited, >, 1);
  summary = load (shop);
  g_assert_cmpuint (shop->n_awaited, ==, 0);
  g_assert_cmpstr (summary, ==, "300 items read.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/load-odd/no-prices", Shop, NULL, set_up, test_no_prices, tear_down);
  g_test_add ("/load-odd/impossible-price", Shop, NULL, set_up, test_impossible_price, tear_down);
  g_test_add ("/load-odd/skipped-by-list", Shop, NULL, set_up, test_skipped_by_list, tear_down);
  g_test_add ("/load-odd/many-gone", Shop, NULL, set_up, test_many_gone, tear_down);
  g_test_add ("/load-odd/no-models", Shop, NULL, set_up, test_no_models, tear_down);
  g_test_add ("/load-odd/no-models-anywhere",
              Shop,
              NULL,
              set_up,
              test_no_models_anywhere,
              tear_down);
  g_test_add ("/load-odd/impossible-model", Shop, NULL, set_up, test_impossible_model, tear_down);
  g_test_add ("/load-odd/parallel", Shop, NULL, set_up, test_parallel, tear_down);
  return g_test_run ();
}
