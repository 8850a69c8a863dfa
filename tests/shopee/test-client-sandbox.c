/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"

/* Each typed call against the simulated shop, which was written from the documents and shares no
 * code with the client. */

typedef struct
{
  GSubprocess *sandbox;
  GHashTable *facts;
  PasarClient *client;
  GArray *item_ids; /* gint64 */
  Waiting waiting;
} Fixture;

static const char *
fact (Fixture *fixture, const char *name)
{
  const char *value = g_hash_table_lookup (fixture->facts, name);

  g_assert_nonnull (value);
  return value;
}

static void
read_facts (Fixture *fixture)
{
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->sandbox));

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
      g_auto (GStrv) parts = NULL;

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ready"))
        return;
      parts = g_strsplit (line, "=", 2);
      if (g_strv_length (parts) == 2)
        g_hash_table_insert (fixture->facts, g_strdup (parts[0]), g_strdup (parts[1]));
    }
}

static PasarClient *
new_client (Fixture *fixture, const char *key)
{
  PasarClient *client = pasar_client_new (fact (fixture, "uri"),
                                          g_ascii_strtoll (fact (fixture, "partner_id"), NULL, 10),
                                          key,
                                          g_ascii_strtoll (fact (fixture, "shop_id"), NULL, 10));
  g_autoptr (PasarTokens) tokens =
      pasar_tokens_new (fact (fixture, "access_token"), fact (fixture, "refresh_token"), 0);

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 16, 1000);
  pasar_client_set_backoff_scale (client, 0.01);
  return client;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *program = g_getenv ("PASAR_SANDBOX");
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return;
  fixture->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->sandbox = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                       &error,
                                       program,
                                       "--items",
                                       "240",
                                       "--seed",
                                       "7",
                                       "--region",
                                       "SG",
                                       NULL);
  g_assert_no_error (error);
  read_facts (fixture);
  fixture->client = new_client (fixture, fact (fixture, "partner_key"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->sandbox == NULL)
    return;
  g_assert_finalize_object (fixture->client);
  g_subprocess_force_exit (fixture->sandbox);
  g_subprocess_wait (fixture->sandbox, NULL, NULL);
  g_object_unref (fixture->sandbox);
  g_hash_table_unref (fixture->facts);
  g_array_unref (fixture->item_ids);
}

static gboolean
skipped (Fixture *fixture)
{
  if (fixture->sandbox == NULL)
    g_test_skip ("PASAR_SANDBOX does not name the program");
  return fixture->sandbox == NULL;
}

static void
load_ids (Fixture *fixture)
{
  gint64 offset = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarItemPage) page = NULL;

      pasar_client_get_item_list_async (fixture->client,
                                        offset,
                                        100,
                                        0,
                                        0,
                                        NULL,
                                        waiting_cb,
                                        &fixture->waiting);
      result = waiting_take (&fixture->waiting);
      page = pasar_client_get_item_list_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      g_array_append_vals (fixture->item_ids, page->item_ids->data, page->item_ids->len);
      offset = page->next_offset;
      more = page->has_next_page;
    }
}

static GPtrArray *
load_items (Fixture *fixture, guint first, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  pasar_client_get_item_base_info_async (fixture->client,
                                         &g_array_index (fixture->item_ids, gint64, first),
                                         n,
                                         TRUE,
                                         NULL,
                                         waiting_cb,
                                         &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  items = pasar_client_get_item_base_info_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return items;
}

static PasarModelList *
load_models (Fixture *fixture, gint64 item_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarModelList *list;

  pasar_client_get_model_list_async (fixture->client,
                                     item_id,
                                     TRUE,
                                     NULL,
                                     waiting_cb,
                                     &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  list = pasar_client_get_model_list_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return list;
}

/* An item that is live, with or without models, and not in a promotion. */
static PasarItemInfo *
find_item (GPtrArray *items, gboolean has_model)
{
  for (guint i = 0; i < items->len; i++)
    {
      PasarItemInfo *item = g_ptr_array_index (items, i);

      if (item->has_model == has_model && g_strcmp0 (item->item_status, "NORMAL") == 0
          && item->promotion_id == NULL && !item->has_promotion && !item->is_kit
          && item->wholesales->len == 0
          && (has_model
              || (item->price.original_price == item->price.current_price
                  && item->stock.total_reserved_stock == 0 && item->stock.total_available_stock > 0
                  && item->stock.shopee_stock->len == 0)))
        return item;
    }
  g_assert_not_reached ();
}

static void
test_shop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) shop = NULL;
  g_autofree PasarItemLimit *limit = NULL;

  if (skipped (fixture))
    return;
  pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  first = waiting_take (&fixture->waiting);
  shop = pasar_client_get_shop_info_finish (fixture->client, first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (shop->region, ==, "SG");
  pasar_client_get_item_limit_async (fixture->client, 0, NULL, waiting_cb, &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  limit = pasar_client_get_item_limit_finish (fixture->client, second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limit->max_price, >, limit->min_price);
  g_assert_cmpint (limit->min_wholesale_percent, ==, 30);
}

static void
test_reads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (PasarModelList) models = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) promotions = NULL;

  if (skipped (fixture))
    return;
  load_ids (fixture);
  g_assert_cmpuint (fixture->item_ids->len, ==, 240);
  items = load_items (fixture, 0, 50);
  g_assert_cmpuint (items->len, ==, 50);
  models = load_models (fixture, find_item (items, TRUE)->item_id);
  g_assert_cmpuint (models->models->len, >, 0);
  for (guint i = 0; i < models->models->len; i++)
    {
      PasarModelInfo *model = g_ptr_array_index (models->models, i);

      g_assert_cmpstr (model->name, !=, "");
      g_assert_true (model->has_price);
      g_assert_true (model->has_stock);
    }
  pasar_client_get_item_promotion_async (fixture->client,
                                         &g_array_index (fixture->item_ids, gint64, 0),
                                         50,
                                         FALSE,
                                         NULL,
                                         waiting_cb,
                                         &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  promotions = pasar_client_get_item_promotion_finish (fixture->client, result, &error);
  g_assert_no_error (error);
}

static void
assert_outcome (PasarWriteResult *result, guint index, PasarOutcomeKind kind, gint64 value)
{
  PasarOutcome *outcome = g_ptr_array_index (result->outcomes, index);

  if (outcome->kind == PASAR_OUTCOME_REFUSED && kind != PASAR_OUTCOME_REFUSED)
    g_test_message ("refused: %s", outcome->reason);
  g_assert_cmpint (outcome->kind, ==, kind);
  g_assert_cmpint (outcome->value, ==, value);
}

static void
test_update_price (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  g_autoptr (PasarWriteResult) refused = NULL;
  PasarItemInfo *item;
  PasarPriceUpdate price;

  if (skipped (fixture))
    return;
  load_ids (fixture);
  items = load_items (fixture, 0, 50);
  item = find_item (items, FALSE);
  price = (PasarPriceUpdate){ 0, item->price.original_price + 111 };
  pasar_client_update_price_async (fixture->client,
                                   item->item_id,
                                   &price,
                                   1,
                                   NULL,
                                   waiting_cb,
                                   &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  written = pasar_client_update_price_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  assert_outcome (written, 0, PASAR_OUTCOME_DONE, price.price);
  again = load_items (fixture, 0, 50);
  g_assert_cmpint (find_item (again, FALSE)->price.original_price, ==, price.price);
  price.price = 0;
  pasar_client_update_price_async (fixture->client,
                                   item->item_id,
                                   &price,
                                   1,
                                   NULL,
                                   waiting_cb,
                                   &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  refused = pasar_client_update_price_finish (fixture->client, second, &error);
  g_assert_no_error (error);
  assert_outcome (refused, 0, PASAR_OUTCOME_REFUSED, PASAR_PRICE_NONE);
}

static void
test_update_stock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  g_autofree PasarLocationUpdate *locations = NULL;
  PasarItemInfo *item;
  PasarStockUpdate stock = { 0 };
  gint64 sum = 0;

  if (skipped (fixture))
    return;
  load_ids (fixture);
  items = load_items (fixture, 0, 50);
  item = find_item (items, FALSE);
  locations = g_new0 (PasarLocationUpdate, item->stock.seller_stock->len);
  for (guint i = 0; i < item->stock.seller_stock->len; i++)
    {
      PasarStockAtLocation *at = g_ptr_array_index (item->stock.seller_stock, i);

      locations[i] = (PasarLocationUpdate){ at->location_id, at->stock + 3 };
      sum += at->stock + 3;
    }
  stock.locations = locations;
  stock.n_locations = item->stock.seller_stock->len;
  pasar_client_update_stock_async (fixture->client,
                                   item->item_id,
                                   &stock,
                                   1,
                                   NULL,
                                   waiting_cb,
                                   &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  written = pasar_client_update_stock_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  assert_outcome (written, 0, PASAR_OUTCOME_DONE, sum);
  again = load_items (fixture, 0, 50);
  g_assert_cmpint (((PasarStockAtLocation *)
                        g_ptr_array_index (find_item (again, FALSE)->stock.seller_stock, 0))
                       ->stock,
                   ==,
                   locations[0].stock);
}

static void
test_boost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) boosted = NULL;
  g_autoptr (PasarWriteResult) again = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gboolean found = FALSE;
  gint64 id;

  if (skipped (fixture))
    return;
  load_ids (fixture);
  items = load_items (fixture, 0, 50);
  id = find_item (items, FALSE)->item_id;
  pasar_client_boost_item_async (fixture->client, &id, 1, NULL, waiting_cb, &fixture->waiting);
  first = waiting_take (&fixture->waiting);
  boosted = pasar_client_boost_item_finish (fixture->client, first, &error);
  g_assert_no_error (error);
  assert_outcome (boosted, 0, PASAR_OUTCOME_DONE, PASAR_PRICE_NONE);
  pasar_client_get_boosted_list_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  list = pasar_client_get_boosted_list_finish (fixture->client, second, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    found = found || ((PasarBoostedItem *) g_ptr_array_index (list, i))->item_id == id;
  g_assert_true (found);
  pasar_client_boost_item_async (fixture->client, &id, 1, NULL, waiting_cb, &fixture->waiting);
  third = waiting_take (&fixture->waiting);
  again = pasar_client_boost_item_finish (fixture->client, third, &error);
  g_assert_no_error (error);
  assert_outcome (again, 0, PASAR_OUTCOME_REFUSED, PASAR_PRICE_NONE);
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTokens) wrong = NULL;
  g_autoptr (PasarTokens) now = NULL;
  g_autoptr (PasarShopInfo) shop = NULL;

  if (skipped (fixture))
    return;
  wrong = pasar_tokens_new ("0123456789abcdef0123456789abcdef", fact (fixture, "refresh_token"), 0);
  pasar_client_set_tokens (fixture->client, wrong);
  pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  shop = pasar_client_get_shop_info_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  now = pasar_client_dup_tokens (fixture->client);
  g_assert_cmpstr (now->refresh_token, !=, wrong->refresh_token);
  g_assert_cmpint (now->expires_at, >, g_get_real_time () / G_USEC_PER_SEC);
  pasar_client_refresh_token_async (fixture->client, NULL, waiting_cb, &fixture->waiting);
  second = waiting_take (&fixture->waiting);
  g_assert_true (pasar_client_refresh_token_finish (fixture->client, second, &error));
  g_assert_no_error (error);
}

static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (skipped (fixture))
    return;
  client = new_client (fixture, "not-the-key");
  pasar_client_get_shop_info_async (client, NULL, waiting_cb, &fixture->waiting);
  result = waiting_take (&fixture->waiting);
  g_assert_null (pasar_client_get_shop_info_finish (client, result, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_SIGNATURE);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/client-sandbox/shop", test_shop);
  add ("/client-sandbox/reads", test_reads);
  add ("/client-sandbox/update-price", test_update_price);
  add ("/client-sandbox/update-stock", test_update_stock);
  add ("/client-sandbox/boost", test_boost);
  add ("/client-sandbox/tokens", test_tokens);
  add ("/client-sandbox/wrong-key", test_wrong_key);
  return g_test_run ();
}
