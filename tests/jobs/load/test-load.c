/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "catalogue/view/view.h"
#include "store/kept.h"

#include <string.h>

static void
test_whole_shop (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "250", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;
  const guint model_row_item = 1;

  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 250);
  g_assert_cmpint (pasar_job_get_state (job), ==, PASAR_JOB_DONE);
  g_assert_cmpuint (pasar_job_get_n_done (job), ==, 250);
  g_assert_cmpuint (pasar_job_get_n_total (job), ==, 250);
  summary = pasar_job_dup_summary (job);
  g_assert_nonnull (strstr (summary, "250 items read."));
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 1999);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_STOCK), ==, 100);
  g_assert_cmpint (world_value (world, model_row_item, 2, PASAR_FIELD_PRICE),
                   ==,
                   pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (1), 2));
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_item_list"), ==, 3);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_item_base_info"), ==, 5);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_ONLINE);
  g_assert_cmpstr (pasar_session_get_shop (world->session)->currency, ==, "SGD");
  g_assert_cmpint (pasar_session_get_shop (world->session)->refreshed_at_secs, >, 0);
  g_assert_nonnull (pasar_session_get_shop (world->session)->name);
}

/* The items that may not cost as much as any may by what the shop allows in general. */
static guint
count_limited (World *world)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  guint n = 0;

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    n += pasar_catalogue_check (catalogue, row, PASAR_FIELD_PRICE, 100001)
         == PASAR_RULE_PRICE_ABOVE_MAX;
  return n;
}

/* What a category allows is read once a day, and known when the app is started again. */
static void
test_limits (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "90", NULL));
  guint n_limited;
  guint n_asked;

  g_assert_cmpuint (count_limited (world), ==, 0);
  world_load (world);
  n_limited = count_limited (world);
  n_asked = pasar_test_sandbox_count (world->sandbox, "get_item_limit");
  g_assert_cmpuint (n_limited, >, 0);
  g_assert_cmpuint (n_limited, <, 90);
  g_assert_cmpuint (n_asked, >, 2);
  world_restart (world);
  g_assert_cmpuint (count_limited (world), ==, n_limited);
  world_load (world);
  g_assert_cmpuint (count_limited (world), ==, n_limited);
  /* Of the shop in general alone. */
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_item_limit"), ==, n_asked + 1);
}

/* They hold for a day, whatever time a data file says that they are of. */
static void
test_limits_age (void)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const struct
  {
    gint64 read_at;
    gboolean holds;
  } cases[] = {
    { now - 3600, TRUE },  { now - 25 * 3600, FALSE }, { now + 3600, FALSE },
    { G_MININT64, FALSE }, { G_MAXINT64, FALSE },
  };
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "20", NULL));
  const guint digits = pasar_catalogue_get_digits (world_catalogue (world));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) kept =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
      /* Nothing costs as much. */
      g_autofree char *data = g_strdup_printf ("%u %" G_GINT64_FORMAT " 900000000 -1 -1 -1 -1",
                                               digits,
                                               cases[i].read_at);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (kept, pasar_kept_new ("0", data));
      pasar_store_set_kept_async (world->store,
                                  pasar_session_get_shop (world->session)->id,
                                  PASAR_KEPT_LIMITS,
                                  kept,
                                  NULL,
                                  pasar_test_keep_result_cb,
                                  &result);
      pasar_store_finish (world->store, pasar_test_wait_result (&result), &error);
      g_assert_no_error (error);
      world_restart (world);
      g_test_message ("read at %" G_GINT64_FORMAT, cases[i].read_at);
      g_assert_true (pasar_catalogue_check (world_catalogue (world),
                                            world_row (world, 0, 0),
                                            PASAR_FIELD_PRICE,
                                            world_value (world, 0, 0, PASAR_FIELD_PRICE) + 1)
                     == (cases[i].holds ? PASAR_RULE_PRICE_BELOW_MIN : PASAR_RULE_OK));
    }
}

/* A load is worth as much without them. */
static void
test_limits_failing (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "60", NULL));

  pasar_test_sandbox_fault (world->sandbox,
                            "call=get_item_limit,kind=error,code=error_param,message=No.");
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 60);
  g_assert_cmpuint (count_limited (world), ==, 0);
  pasar_test_sandbox_clear_faults (world->sandbox);
  world_load (world);
  g_assert_cmpuint (count_limited (world), >, 0);
}

/* The n-th item of the view is the n-th of the shop's list. */
static void
assert_shop_order (World *world, guint n)
{
  g_autoptr (PasarView) view = pasar_view_new (world_catalogue (world));
  guint nth = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      const guint row = pasar_view_get_row (view, i);

      if (pasar_catalogue_read_row (world_catalogue (world), row).is_model)
        continue;
      g_assert_cmpint (pasar_catalogue_row_get_key (world_catalogue (world), row).item_id,
                       ==,
                       pasar_test_sandbox_item (nth++));
    }
  g_assert_cmpuint (nth, ==, n);
}

/* The sandbox answers in the reverse order, and the first batch comes last. */
static void
test_order (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "170", NULL));

  pasar_test_sandbox_fault (world->sandbox, "call=get_item_base_info,nth=1,kind=delay,value=300");
  world_load (world);
  assert_shop_order (world, 170);
  world_restart (world);
  assert_shop_order (world, 170);
  world_load (world);
  assert_shop_order (world, 170);
}

/* The sandbox answers in the reverse order; what is seen first has to be whole first. */
static void
test_order_of_models (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "20", NULL));
  g_autoptr (JsonNode) log = NULL;
  JsonArray *requests;
  guint n_before = 0;
  guint n = 0;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  world_load (world);
  log = pasar_test_sandbox_get (world->sandbox, "/_sandbox/log");
  requests = json_object_get_array_member (json_node_get_object (log), "requests");
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      const char *query = json_object_get_string_member (request, "query");

      if (!g_str_equal (json_object_get_string_member (request, "call"), "get_model_list"))
        continue;
      for (guint item = 0; item < 20; item++)
        {
          g_autofree char *id =
              g_strdup_printf ("item_id=%" G_GINT64_FORMAT, pasar_test_sandbox_item (item));

          if (strstr (query, id) == NULL)
            continue;
          g_assert_cmpuint (item, >=, n_before);
          n_before = item;
          n++;
        }
    }
  g_assert_cmpuint (n, >, 5);
}

static void
assert_lock (World *world, guint nth_item, PasarField field, const char *words)
{
  g_autofree char *text = pasar_catalogue_dup_lock_text (world_catalogue (world),
                                                         world_row (world, nth_item, 0),
                                                         field);

  if (words == NULL)
    g_assert_null (text);
  else if (text == NULL || strstr (text, words) == NULL)
    g_error ("“%s” does not say “%s”", text, words);
}

static void
test_promotions (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);

  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 0, 0)).promotion,
                   ==,
                   PASAR_PROMOTION_NONE);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 2, 0)).promotion,
                   ==,
                   PASAR_PROMOTION_ONGOING);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 3, 0)).promotion,
                   ==,
                   PASAR_PROMOTION_UPCOMING);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 4, 1)).promotion,
                   ==,
                   PASAR_PROMOTION_UPCOMING);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 4, 2)).promotion,
                   ==,
                   PASAR_PROMOTION_NONE);
  assert_lock (world, 2, PASAR_FIELD_PRICE, "“Discount Promotions”");
  assert_lock (world, 2, PASAR_FIELD_STOCK, NULL);
  assert_lock (world, 22, PASAR_FIELD_PRICE, "“Flash Sale”");
  assert_lock (world, 22, PASAR_FIELD_STOCK, "flash sale");
  /* A promotion that has ended is seen to have. */
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_promotion\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"staging\":\"none\"}",
                             pasar_test_sandbox_item (2));
  world_load (world);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 2, 0)).promotion,
                   ==,
                   PASAR_PROMOTION_NONE);
  assert_lock (world, 2, PASAR_FIELD_PRICE, NULL);
  /* What is locked is known when the app is started again. */
  world_restart (world);
  assert_lock (world, 22, PASAR_FIELD_PRICE, "“Flash Sale”");
  assert_lock (world, 22, PASAR_FIELD_STOCK, "flash sale");
}

/* The stock of a shop on holiday is locked, and free again afterwards. */
static void
test_holiday (void)
{
  static const struct
  {
    const char *mode;
    PasarRule rule;
  } cases[] = {
    { "full", PASAR_RULE_HOLIDAY },
    { "partial", PASAR_RULE_OK },
    { "switching", PASAR_RULE_HOLIDAY },
    { "off", PASAR_RULE_OK },
  };
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "3", NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      pasar_test_sandbox_change (world->sandbox,
                                 "{\"do\":\"set_holiday\",\"mode\":\"%s\"}",
                                 cases[i].mode);
      world_load (world);
      g_assert_cmpint (pasar_catalogue_check (world_catalogue (world),
                                              world_row (world, 0, 0),
                                              PASAR_FIELD_STOCK,
                                              7),
                       ==,
                       cases[i].rule);
    }
}

static void
assert_barcode (World *world, guint row, const char *expected)
{
  const PasarColumnValue value =
      pasar_catalogue_read_value (world_catalogue (world), row, PASAR_COLUMN_BARCODE);

  g_assert_cmpstr (value.text, ==, expected);
}

/* The last figure of an EAN makes the weighted sum of all a multiple of ten. */
static void
test_barcodes (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "10", NULL));

  for (guint i = 0; i < 2; i++)
    {
      const gint64 item = pasar_test_sandbox_item (1);

      assert_barcode (world, world_row (world, 0, 0), "2000000000008");
      assert_barcode (world, pasar_catalogue_find (world_catalogue (world), item, 0), "");
      assert_barcode (world, world_row (world, 1, 0), "2000000010014");
      assert_barcode (world, world_row (world, 1, 1), "2000000010021");
      assert_barcode (world, world_row (world, 2, 0), "");
      assert_barcode (world, world_row (world, 3, 0), "");
      world_restart (world);
    }
}

static void
test_cache (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "120", NULL));
  PasarCatalogue *catalogue;
  g_autofree char *picture = NULL;
  g_autofree char *first = NULL;

  world_restart (world);
  catalogue = world_catalogue (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 120);
  g_assert_cmpint (world_value (world, 1, 5, PASAR_FIELD_STOCK), ==, 25);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 3, 0)).promotion,
                   ==,
                   PASAR_PROMOTION_UPCOMING);
  picture = pasar_catalogue_row_dup_picture (catalogue, world_row (world, 1, 5));
  first = g_strdup_printf ("/image/x%" G_GINT64_MODIFIER "x0.png", pasar_test_sandbox_item (1));
  g_assert_true (g_str_has_suffix (picture, first));
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_item_list"), ==, 0);
}

static void
test_foreign_changes (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":2100}",
                             pasar_test_sandbox_item (0));
  world_load (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2100);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  plan = pasar_plan_new (world_catalogue (world));
  change = find_change (plan, 0, PASAR_FIELD_PRICE);
  g_assert_cmpint (pasar_change_read (change)->old_value, ==, 2100);
  g_assert_true ((pasar_change_read (change)->doubts & PASAR_DOUBT_MOVED) != 0);
}

static void
test_foreign_change_after_restart (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":2100}",
                             pasar_test_sandbox_item (0));
  world_load (world);
  world_restart (world);
  plan = pasar_plan_new (world_catalogue (world));
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_MOVED), ==, 1);
}

static void
set_price (World *world, gint64 minor)
{
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":%" G_GINT64_FORMAT "}",
                             pasar_test_sandbox_item (0),
                             minor);
}

/* What the shop came to have by itself is staged no more, also when the shop's value changes again
 * and after restarts. */
static void
test_staged_comes_to_nothing (gconstpointer data)
{
  const gboolean is_known = GPOINTER_TO_INT (data);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (GError) error = NULL;

  if (is_known)
    {
      world_try_stage (world, 0, 0, PASAR_FIELD_PRICE, 1999, &error);
      g_assert_no_error (error);
    }
  else
    {
      world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
      set_price (world, 2050);
      world_load (world);
    }
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  set_price (world, 2100);
  world_load (world);
  world_restart (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2100);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

static void
test_item_deleted (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);

  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 7);
  for (guint i = 0; i < 2; i++)
    pasar_test_sandbox_change (
        world->sandbox,
        "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
        pasar_test_sandbox_item (i == 0 ? 0 : 5));
  world_load (world);
  /* The one with something staged stays and says why it cannot be sent. */
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_STOCK), ==, 7);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 0, 0))
                       .values[PASAR_FIELD_STOCK]
                       .problem,
                   ==,
                   PASAR_RULE_GONE);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, pasar_test_sandbox_item (5), 0),
                    ==,
                    PASAR_NO_ROW);
  for (guint i = 0; i < 2; i++)
    {
      world_restart (world);
      catalogue = world_catalogue (world);
      g_assert_cmpuint (pasar_catalogue_find (catalogue, pasar_test_sandbox_item (5), 0),
                        ==,
                        PASAR_NO_ROW);
      g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_STOCK), ==, 7);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, world_row (world, 0, 0))
                           .values[PASAR_FIELD_STOCK]
                           .problem,
                       ==,
                       PASAR_RULE_GONE);
      world_load (world);
      g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
    }
  /* Taken back, it is nowhere any more. */
  g_assert_true (world_undo (world));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (pasar_catalogue_find (world_catalogue (world),
                                              pasar_test_sandbox_item (0),
                                              0),
                        ==,
                        PASAR_NO_ROW);
      world_restart (world);
    }
}

/* The cache is lost, and then what was staged on is: it can still be seen and taken back. */
static void
test_gone_without_cache (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  const gint64 item_ids[] = { pasar_test_sandbox_item (0), pasar_test_sandbox_item (1) };
  const gint64 model_id = pasar_test_sandbox_get_model_id (world->sandbox, item_ids[1], 0);
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;
  guint row;

  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 7);
  world_stage (world, 1, 0, PASAR_FIELD_PRICE, 2090);
  pasar_store_put_items_async (world->store,
                               pasar_session_get_shop (world->session)->id,
                               NULL,
                               NULL,
                               0,
                               item_ids,
                               G_N_ELEMENTS (item_ids),
                               NULL,
                               NULL,
                               pasar_test_keep_result_cb,
                               &removed);
  pasar_store_finish (world->store, pasar_test_wait_result (&removed), &error);
  g_assert_no_error (error);
  pasar_test_sandbox_change (
      world->sandbox,
      "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
      item_ids[0]);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"change_model_id\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"model_id\":%" G_GINT64_FORMAT ",\"new_model_id\":777000001}",
                             item_ids[1],
                             model_id);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 2);
  world_load (world);
  for (guint i = 0; i < 2; i++)
    {
      PasarCatalogue *catalogue = world_catalogue (world);

      g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
      row = pasar_catalogue_find (catalogue, item_ids[0], 0);
      g_assert_true (pasar_catalogue_read_row (catalogue, row).is_gone);
      row = pasar_catalogue_find (catalogue, item_ids[1], model_id);
      g_assert_true (pasar_catalogue_read_row (catalogue, row).is_gone);
      world_restart (world);
    }
  g_assert_true (world_undo (world));
  g_assert_true (world_undo (world));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

static void
test_model_id_changed (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  const gint64 item_id = pasar_test_sandbox_item (1);
  const gint64 model_id = pasar_test_sandbox_get_model_id (world->sandbox, item_id, 0);
  guint row;

  world_stage (world, 1, 0, PASAR_FIELD_PRICE, 2090);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"change_model_id\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"model_id\":%" G_GINT64_FORMAT ",\"new_model_id\":777000001}",
                             item_id,
                             model_id);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, item_id, 777000001), !=, PASAR_NO_ROW);
  row = pasar_catalogue_find (catalogue, item_id, model_id);
  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].staged,
                   ==,
                   2090);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].problem,
                   ==,
                   PASAR_RULE_GONE);
  for (guint i = 0; i < 2; i++)
    {
      world_restart (world);
      catalogue = world_catalogue (world);
      row = pasar_catalogue_find (catalogue, item_id, model_id);
      g_assert_true (pasar_catalogue_read_row (catalogue, row).is_gone);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].staged,
                       ==,
                       2090);
      world_load (world);
      g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
    }
}

/* A load that fails or is cancelled removes nothing. */
static void
test_failed_load_removes_nothing (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "150", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_change (
      world->sandbox,
      "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
      pasar_test_sandbox_item (0));
  pasar_test_sandbox_fault (world->sandbox, "call=get_item_list,from=2,kind=html");
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
  g_assert_cmpint (pasar_job_get_state (job), ==, PASAR_JOB_FAILED);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 150);
  g_assert_nonnull (pasar_session_get_link_message (world->session));
}

static void
first_rows_cb (PasarCatalogue *catalogue, PasarJob *job)
{
  pasar_job_cancel (job);
}

static void
test_cancel (void)
{
  g_autoptr (World) world =
      world_new (pasar_test_sandbox_new ("--items", "400", "--latency", "5", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;
  guint n_items;

  g_signal_connect (catalogue, "rows-changed", G_CALLBACK (first_rows_cb), job);
  run_job (job, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (pasar_job_get_state (job), ==, PASAR_JOB_CANCELLED);
  n_items = pasar_catalogue_get_n_items (catalogue);
  g_assert_cmpuint (n_items, >, 0);
  g_assert_cmpuint (n_items, <, 400);
  g_assert_cmpint (pasar_session_get_shop (world->session)->refreshed_at_secs, ==, 0);
  g_signal_handlers_disconnect_by_func (catalogue, first_rows_cb, job);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 400);
}

/* One answer that cannot be understood costs its items and nothing else. */
static void
test_single_failures (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  pasar_test_sandbox_fault (world->sandbox,
                            "call=get_model_list,nth=1,kind=error,code=error_item_not_found,"
                            "message=Product not found");
  pasar_test_sandbox_fault (world->sandbox,
                            "call=get_item_base_info,nth=1,kind=error,code=error_param,"
                            "message=Wrong parameters, detail: x");
  run_job (job, &error);
  g_assert_no_error (error);
  summary = pasar_job_dup_summary (job);
  g_assert_nonnull (strstr (summary, "1 could not be read."));
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 60);
}

static void
test_offset_cap (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "320", NULL));

  pasar_test_sandbox_fault (world->sandbox,
                            "call=get_item_list,nth=3,kind=error,code=error_param,"
                            "message=get items offset over limit, please use the next field");
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 320);
}

static void
test_signed_out (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"revoke_tokens\"}");
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_SIGNED_OUT);
  g_assert_nonnull (pasar_session_get_link_message (world->session));
}

static void
test_offline (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox, "kind=reset");
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_OFFLINE);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 30);
}

/* The connection is lost before the promotions: the items were read, but the shop is not online. */
static void
test_offline_at_promotions (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "30", NULL));

  pasar_test_sandbox_fault (world->sandbox, "call=get_item_promotion,kind=reset");
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 30);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_OFFLINE);
}

static void
test_some_items (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const gint64 ids[] = { pasar_test_sandbox_item (0),
                         pasar_test_sandbox_item (1),
                         pasar_test_sandbox_item (0) };
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_stock\",\"item_id\":%" G_GINT64_FORMAT ",\"stock\":41}",
                             ids[0]);
  job = pasar_load_job_new_for_items (world->session, ids, G_N_ELEMENTS (ids));
  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_STOCK), ==, 41);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_item_list"), ==, 0);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "get_model_list"), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 60);
}

/* A region that no table names: what is read is kept as it came, and nothing can be changed. When
 * the region is known one day, what was kept is not read with its decimals. */
static void
test_unknown_region (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "20", NULL));
  g_autoptr (PasarClient) client = pasar_test_sandbox_make_client (world->sandbox);
  g_autoptr (PasarShop) shop = pasar_shop_copy (pasar_session_get_shop (world->session));
  g_autoptr (GError) error = NULL;
  g_autofree char *price = NULL;

  g_free (shop->region);
  shop->region = g_strdup ("XX");
  g_object_unref (world->session);
  world->session = open_shop (world->store, shop, client);
  world_load (world);
  price = pasar_money_format (world_value (world, 0, 0, PASAR_FIELD_PRICE),
                              pasar_catalogue_get_digits (world_catalogue (world)),
                              NULL);
  g_assert_cmpstr (price, ==, "19.99");
  g_assert_nonnull (pasar_catalogue_get_read_only_reason (world_catalogue (world)));
  g_assert_false (world_try_stage (world, 0, 0, PASAR_FIELD_PRICE, 250000, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (world_try_stage (world, 0, 0, PASAR_FIELD_STOCK, 5, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);

  /* The shop said that it is in Singapore. */
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_digits (world_catalogue (world)), ==, 2);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 0);
  world_load (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 1999);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/whole-shop", test_whole_shop);
  g_test_add_func ("/load/limits", test_limits);
  g_test_add_func ("/load/limits-age", test_limits_age);
  g_test_add_func ("/load/limits-failing", test_limits_failing);
  g_test_add_func ("/load/order", test_order);
  g_test_add_func ("/load/order-of-models", test_order_of_models);
  g_test_add_func ("/load/promotions", test_promotions);
  g_test_add_func ("/load/holiday", test_holiday);
  g_test_add_func ("/load/barcodes", test_barcodes);
  g_test_add_func ("/load/cache", test_cache);
  g_test_add_func ("/load/foreign-changes", test_foreign_changes);
  g_test_add_func ("/load/foreign-change-after-restart", test_foreign_change_after_restart);
  g_test_add_data_func ("/load/staged-as-it-is",
                        GINT_TO_POINTER (TRUE),
                        test_staged_comes_to_nothing);
  g_test_add_data_func ("/load/staged-by-others",
                        GINT_TO_POINTER (FALSE),
                        test_staged_comes_to_nothing);
  g_test_add_func ("/load/item-deleted", test_item_deleted);
  g_test_add_func ("/load/gone-without-cache", test_gone_without_cache);
  g_test_add_func ("/load/model-id-changed", test_model_id_changed);
  g_test_add_func ("/load/failed-removes-nothing", test_failed_load_removes_nothing);
  g_test_add_func ("/load/cancel", test_cancel);
  g_test_add_func ("/load/single-failures", test_single_failures);
  g_test_add_func ("/load/offset-cap", test_offset_cap);
  g_test_add_func ("/load/signed-out", test_signed_out);
  g_test_add_func ("/load/offline", test_offline);
  g_test_add_func ("/load/offline-at-promotions", test_offline_at_promotions);
  g_test_add_func ("/load/some-items", test_some_items);
  g_test_add_func ("/load/unknown-region", test_unknown_region);
  return g_test_run ();
}
