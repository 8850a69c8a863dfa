/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"
#include "run-fixture.h"

/* A few items are sent first, and the rest only when it was seen what the shop made of these. */

/* A code that is in no document is one of the item that was asked for. */
#define UNREADABLE "call=get_item_base_info,kind=error,code=error_odd,message=odd"
#define UNREADABLE_FIVE_TIMES                                                                      \
  "call=get_item_base_info,times=5,kind=error,code=error_odd,message=odd"
#define ONE_UNREADABLE "call=get_item_base_info,times=2,kind=error,code=error_odd,message=odd"

/* Nothing was sent but the first items, and what is left is still staged. */
static void
assert_stopped (Run *run, const GError *error, PasarError code)
{
  g_autoptr (PasarChange) unsent = find_change (run->plan, FIRST_ITEM + 9, PASAR_FIELD_STOCK);

  g_assert_error (error, PASAR_ERROR, (int) code);
  g_assert_cmpuint (pasar_test_sandbox_count (run->world->sandbox, "update_stock"), ==, N_CANARY);
  g_assert_cmpuint (run_count (run, PASAR_CHANGE_SKIPPED), ==, 10 - N_CANARY);
  g_assert_cmpint (pasar_change_read (unsent)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpstr (pasar_change_read (unsent)->reason, ==, error->message);
}

/* The seller sends the rest all the same. */
static void
assert_goes_on (World *world)
{
  g_autoptr (PasarJob) settle = pasar_settle_job_new (world->session);
  g_autoptr (PasarPlan) rest = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_clear_faults (world->sandbox);
  run_job (settle, &error);
  g_assert_no_error (error);
  rest = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (rest, PASAR_CHANGE_DONE), ==, 10 - N_CANARY);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Each of the first items by itself could not be read back, or one of them: nobody knows what the
 * shop made of them, and nothing more is sent until the seller says so. */
static void
test_unreadable (gconstpointer fault)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, fault);
  run_start (&run, world);
  run_end (&run, &error);
  assert_stopped (&run, error, PASAR_ERROR_TRANSIENT);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, N_CANARY);
  assert_goes_on (world);
  g_object_unref (run.plan);
}

/* What cannot be read back at first is read again, and then the rest is sent. */
static void
test_readable_later (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 128, 128 });
  stage_stocks (world, 10);
  /* All three, the one, the other two, each of these. */
  pasar_test_sandbox_fault (world->sandbox, UNREADABLE_FIVE_TIMES);
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 10);
  calls = dup_calls (world);
  g_assert_cmpstr (calls, ==, "wwwrrrrrrwwwwwwwr");
  g_object_unref (run.plan);
}

/* One of the first items is in no answer any more. */
static void
test_gone (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 128, 128 });
  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, UNREADABLE);
  run_start (&run, world);
  WAIT_FOR (run_count (&run, PASAR_CHANGE_DONE) == N_CANARY);
  pasar_test_sandbox_change (
      world->sandbox,
      "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
      pasar_test_sandbox_item (FIRST_ITEM));
  pasar_test_sandbox_clear_faults (world->sandbox);
  run_end (&run, &error);
  assert_stopped (&run, error, PASAR_ERROR_TRANSIENT);
  assert_goes_on (world);
  g_object_unref (run.plan);
}

/* The answers to the first items are lost. It is looked for what became of them before anything
 * else is sent: they were not taken, and are sent again. */
static void
test_unclear (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;
  Run run;

  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,times=3,kind=status,value=502");
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 10);
  calls = dup_calls (world);
  g_assert_cmpstr (calls, ==, "wwwrwwwrwwwwwwwr");
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  g_object_unref (run.plan);
}

/* And the shop cannot be read either. */
static void
test_unclear_unreadable (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,kind=status,value=502,when=after");
  pasar_test_sandbox_fault (world->sandbox, UNREADABLE);
  run_start (&run, world);
  run_end (&run, &error);
  assert_stopped (&run, error, PASAR_ERROR_TRANSIENT);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_UNKNOWN), ==, N_CANARY);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 10);
  assert_goes_on (world);
  g_object_unref (run.plan);
}

/* What is refused says nothing of the rest: some more go first. */
static void
test_refused (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;
  Run run;

  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox,
                            "call=update_stock,times=3,kind=error,"
                            "code=product.error_item_uneditable,message=item is uneditable");
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_REFUSED), ==, N_CANARY);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 10 - N_CANARY);
  calls = dup_calls (world);
  g_assert_cmpstr (calls, ==, "wwwrwwwrwwwwr");
  g_object_unref (run.plan);
}

static void
pause_cb (PasarChange *change, Run *run)
{
  if (pasar_change_read (change)->reason != NULL)
    pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run->job), TRUE);
}

/* Paused in the moment in which it is seen that the shop took other values: that is not forgotten.
 */
static void
test_paused_when_seen (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarChange) change = NULL;
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 64, 64 });
  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,late=1000000");
  run_start (&run, world);
  change = find_change (run.plan, FIRST_ITEM, PASAR_FIELD_STOCK);
  g_signal_connect (change, "outcome", G_CALLBACK (pause_cb), &run);
  run_end (&run, &error);
  assert_stopped (&run, error, PASAR_ERROR_SHOP_STATE);
  g_object_unref (run.plan);
}

/* The first items are sent alone and read back, then the rest, which is read back at the end. */
static void
test_canary (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autofree char *calls = NULL;
  g_autoptr (GError) error = NULL;
  Run run;

  stage_stocks (world, 10);
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 10);
  calls = dup_calls (world);
  g_assert_cmpstr (calls, ==, "wwwrwwwwwwwr");
  g_object_unref (run.plan);
}

/* The shop says that it took the first values, and still has the old ones when it is too late for
 * that: nothing more is sent, and these are told as it has them. */
static void
test_canary_not_taken (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarChange) change = NULL;
  g_autoptr (PasarSubmission) submission = NULL;
  g_autofree char *taken = NULL;
  g_autoptr (GError) error = NULL;
  gint64 old;
  Run run;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 64, 64 });
  old = world_value (world, FIRST_ITEM, 0, PASAR_FIELD_STOCK);
  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,late=1000000");
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_SHOP_STATE);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, N_CANARY);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_SKIPPED), ==, 10 - N_CANARY);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 10 - N_CANARY);
  change = find_change (run.plan, FIRST_ITEM, PASAR_FIELD_STOCK);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_DONE);
  taken = g_strdup_printf ("Shopee took %" G_GINT64_FORMAT ".", old);
  g_assert_cmpstr (pasar_change_read (change)->reason, ==, taken);
  g_assert_cmpint (world_value (world, FIRST_ITEM, 0, PASAR_FIELD_STOCK), ==, old);
  submission = get_last_submission (world->session);
  for (guint i = 0; i < N_CANARY; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);
      const PasarJournalRow *row = g_ptr_array_index (call->rows, 0);

      g_assert_cmpint (row->state, ==, PASAR_CHANGE_DONE);
      g_assert_cmpint (row->stored_value, ==, row->old_value);
    }
  g_object_unref (run.plan);
}

#define N_ITEMS 5

/* A shop of items 1 to N_ITEMS that takes each price as 10.50. */
typedef struct
{
  FakeShop base;
  const char *price;
  guint n_writes;
} RoundingShop;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  RoundingShop *shop = user_data;
  g_autoptr (GString) json = g_string_new ("{\"error\":\"\",\"response\":{\"item_list\":[");
  g_auto (GStrv) ids = NULL;

  if (g_str_has_suffix (path, "/update_price"))
    {
      shop->n_writes++;
      shop->price = "10.5";
      fake_server_answer (message,
                          200,
                          "{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":0,"
                          "\"original_price\":10.5}],\"failure_list\":[]}}");
      return;
    }
  g_assert_true (g_str_has_suffix (path, "/get_item_base_info"));
  ids = g_strsplit (g_hash_table_lookup (query, "item_id_list"), ",", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    g_string_append_printf (json,
                            "%s{\"item_id\":%s,\"item_name\":\"Item\",\"item_status\":\"NORMAL\","
                            "\"has_model\":false,\"price_info\":[{\"currency\":\"SGD\","
                            "\"original_price\":%s,\"current_price\":%s}],\"stock_info_v2\":"
                            "{\"seller_stock\":[{\"stock\":5}]}}",
                            i == 0 ? "" : ",",
                            ids[i],
                            shop->price,
                            shop->price);
  g_string_append (json, "]}}");
  fake_server_answer (message, 200, json->str);
}

static void
stage_prices (RoundingShop *shop)
{
  static const gint64 ids[N_ITEMS] = { 1, 2, 3, 4, 5 };
  PasarSession *session = shop->base.session;
  g_autoptr (PasarJob) load = pasar_load_job_new_for_items (session, ids, N_ITEMS);
  g_autoptr (GError) error = NULL;

  run_job (load, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ITEMS; i++)
    try_stage (session,
               pasar_catalogue_find (pasar_session_get_catalogue (session), ids[i], 0),
               PASAR_FIELD_PRICE,
               1100,
               &error);
  g_assert_no_error (error);
}

/* The shop says itself that it took other prices than were sent. */
static void
test_other_told (void)
{
  RoundingShop shop = { .price = "10" };
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  fake_shop_open (&shop.base, answer_cb, &shop);
  stage_prices (&shop);
  plan = pasar_plan_new (pasar_session_get_catalogue (shop.base.session));
  jobs_confirm (plan);
  job = pasar_submit_job_new (shop.base.session, plan);
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_SHOP_STATE);
  g_assert_cmpuint (shop.n_writes, ==, N_CANARY);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, N_CANARY);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), ==, N_ITEMS - N_CANARY);
  g_clear_object (&job);
  g_clear_object (&plan);
  fake_shop_close (&shop.base);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canary/taken", test_canary);
  g_test_add_func ("/canary/not-taken", test_canary_not_taken);
  g_test_add_data_func ("/canary/unreadable", UNREADABLE, test_unreadable);
  g_test_add_data_func ("/canary/one-unreadable", ONE_UNREADABLE, test_unreadable);
  g_test_add_func ("/canary/readable-later", test_readable_later);
  g_test_add_func ("/canary/gone", test_gone);
  g_test_add_func ("/canary/unclear", test_unclear);
  g_test_add_func ("/canary/unclear-unreadable", test_unclear_unreadable);
  g_test_add_func ("/canary/refused", test_refused);
  g_test_add_func ("/canary/paused-when-seen", test_paused_when_seen);
  g_test_add_func ("/canary/other-told", test_other_told);
  return g_test_run ();
}
