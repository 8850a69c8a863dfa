/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include <string.h>

/* Nothing is staged any more, in memory and on disk. */
static void
assert_nothing_staged (World *world)
{
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

static void
test_all_done (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 90);
  for (guint i = 0; i < 6; i++)
    world_stage (world, 1, i, PASAR_FIELD_PRICE, 2211);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 8);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   2111);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox, pasar_test_sandbox_item (0), 0, 0),
                   ==,
                   90);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (1), 5),
                   ==,
                   2211);
  /* One call an item and field. */
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_price"), ==, 2);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, 1);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  assert_nothing_staged (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
}

/* What Shopee refuses is told in the row and stays staged; the rest is done. Somebody reserved
 * stock meanwhile. */
static void
test_partly_refused (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autofree char *refusal = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 10);
  world_stage (world, 24, 0, PASAR_FIELD_PRICE, 1800);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_reserved\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"reserved\":50}",
                             pasar_test_sandbox_item (0));
  plan = world_submit_ok (world);
  change = find_change (plan, 0, PASAR_FIELD_STOCK);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_nonnull (pasar_change_read (change)->reason);
  g_assert_nonnull (pasar_change_read (change)->advice);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_STOCK), ==, 10);
  refusal = g_strdup (pasar_catalogue_read_row (world_catalogue (world), world_row (world, 0, 0))
                          .values[PASAR_FIELD_STOCK]
                          .refusal);
  g_assert_nonnull (strstr (refusal, pasar_change_read (change)->advice));
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_STOCK), ==, 10);
  g_assert_cmpstr (pasar_catalogue_read_row (world_catalogue (world), world_row (world, 0, 0))
                       .values[PASAR_FIELD_STOCK]
                       .refusal,
                   ==,
                   refusal);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* A promotion that we know of holds the change; one that we do not know of is told by the shop. */
static void
test_promotion_lock (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) held = NULL;
  g_autoptr (PasarChange) refused = NULL;

  world_stage (world, 2, 0, PASAR_FIELD_PRICE, 3100);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_promotion\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"staging\":\"ongoing\"}",
                             pasar_test_sandbox_item (0));
  plan = world_submit_ok (world);
  held = find_change (plan, 2, PASAR_FIELD_PRICE);
  g_assert_cmpint (pasar_change_read (held)->state, ==, PASAR_CHANGE_HELD);
  g_assert_nonnull (pasar_change_read (held)->reason);
  refused = find_change (plan, 0, PASAR_FIELD_PRICE);
  g_assert_cmpint (pasar_change_read (refused)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_price"), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 2);
}

/* The journal has what was sent to each location, in the order of the plan. */
static void
assert_locations_kept (World *world)
{
  g_autoptr (PasarSubmission) submission = get_last_submission (world->session);

  for (guint i = 0; i < submission->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);
      const PasarJournalRow *row = g_ptr_array_index (call->rows, 0);
      gint64 sum = 0;

      g_assert_cmpuint (row->locations->len, ==, 2);
      for (guint k = 0; k < row->locations->len; k++)
        {
          const PasarJournalLocation *location =
              &g_array_index (row->locations, PasarJournalLocation, k);

          g_assert_cmpstr (location->location_id, !=, "");
          sum += location->new_stock;
        }
      g_assert_cmpint (sum, ==, row->new_value);
    }
}

static void
test_locations (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  /* 12 and 5: the first location takes the difference. */
  world_stage (world, 10, 0, PASAR_FIELD_STOCK, 30);
  /* 12 and 5 again: a fall that the first cannot bear goes on to the next. */
  world_stage (world, 9, 0, PASAR_FIELD_STOCK, 3);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 2);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox,
                                                 pasar_test_sandbox_item (10),
                                                 0,
                                                 0),
                   ==,
                   25);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox,
                                                 pasar_test_sandbox_item (10),
                                                 0,
                                                 1),
                   ==,
                   5);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox, pasar_test_sandbox_item (9), 0, 0)
                       + pasar_test_sandbox_get_stock (world->sandbox,
                                                       pasar_test_sandbox_item (9),
                                                       0,
                                                       1),
                   ==,
                   3);
  assert_locations_kept (world);
  assert_nothing_staged (world);
}

static void
test_fifty_models (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  const guint header = pasar_catalogue_find (catalogue, pasar_test_sandbox_item (17), 0);
  g_autoptr (PasarExpression) more =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "+10%", NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (PasarPlan) plan = NULL;

  pasar_session_stage_async (world->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                &header,
                                                1,
                                                PASAR_FIELD_PRICE,
                                                more),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  g_assert_true (
      pasar_session_write_finish (world->session, pasar_test_wait_result (&result), &step, NULL));
  g_assert_cmpuint (step->edits->len, ==, 50);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 50);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_price"), ==, 1);
  assert_nothing_staged (world);
}

/* The answer is lost, before or after the shop took the values: in the end all is done, and once.
 */
static void
test_lost_answer (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 24, 0, PASAR_FIELD_STOCK, 44);
  pasar_test_sandbox_fault (world->sandbox, fault);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 2);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   2111);
  assert_nothing_staged (world);
}

/* No answer however often it is tried: what the shop has is read back. */
static void
test_read_back (gconstpointer data)
{
  const gboolean was_taken = GPOINTER_TO_INT (data);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_fault (world->sandbox,
                            was_taken ? "call=update_price,kind=reset,when=after"
                                      : "call=update_price,kind=reset,when=before");
  plan = world_submit_ok (world);
  change = find_change (plan, 0, PASAR_FIELD_PRICE);
  if (was_taken)
    {
      g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_DONE);
      assert_nothing_staged (world);
      return;
    }
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_nonnull (pasar_change_read (change)->reason);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Nor can it be read back: it stays unknown until the settle job finds it. */
static void
test_unknown_is_settled_later (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=reset,when=after");
  pasar_test_sandbox_fault (world->sandbox, "call=get_item_base_info,kind=reset");
  plan = world_submit (world, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN), ==, 1);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  pasar_test_sandbox_clear_faults (world->sandbox);
  world_restart (world);
  settle = pasar_settle_job_new (world->session);
  g_clear_error (&error);
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_written, ==, 1);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_left, ==, 0);
  assert_nothing_staged (world);
}

/* What was not taken, and is discarded before that is found out, is not said to be here still. */
static void
test_settled_after_discard (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 24, 0, PASAR_FIELD_STOCK, 44);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=reset,when=before");
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,kind=reset,when=before");
  pasar_test_sandbox_fault (world->sandbox, "call=get_item_base_info,kind=reset");
  plan = world_submit (world, &error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN), ==, 2);
  pasar_test_sandbox_clear_faults (world->sandbox);
  g_assert_true (world_undo (world));
  settle = pasar_settle_job_new (world->session);
  g_clear_error (&error);
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_written, ==, 0);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_left, ==, 1);
  summary = pasar_job_dup_summary (settle);
  g_assert_cmpstr (summary, ==, "1 was not; it is still here to be submitted.");
}

static void
stage_many (World *world, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const guint row = world_row (world, 30 + i, 0);
      const gint64 value =
          pasar_catalogue_read_row (world_catalogue (world), row).values[PASAR_FIELD_STOCK].value;

      world_stage (world, 30 + i, 0, PASAR_FIELD_STOCK, value + 100);
    }
}

static void
progress_cb (PasarJob *job, GParamSpec *pspec, gpointer data)
{
  if (pasar_job_get_n_done (job) > 0)
    pasar_job_cancel (job);
}

static void
test_cancel (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "100", "--latency", "20", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint n_sent;

  pasar_client_set_limits (pasar_session_get_client (world->session), 2, 1000);
  stage_many (world, 60);
  plan = pasar_plan_new (world_catalogue (world));
  jobs_confirm (plan);
  pasar_test_sandbox_clear_log (world->sandbox);
  job = pasar_submit_job_new (world->session, plan);
  g_signal_connect (job, "notify::n-done", G_CALLBACK (progress_cb), NULL);
  run_job (job, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_sent = pasar_test_sandbox_count (world->sandbox, "update_stock");
  g_assert_cmpuint (n_sent, <, 20);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SENDING), ==, 0);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), ==, 0);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), >, 30);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  world_load (world);
  assert_plan_consistent (world, plan);
}

/* What waits for its turn is not sent any more, nor waited for. */
static void
test_cancel_waiting (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "100", NULL));
  PasarClient *client = pasar_session_get_client (world->session);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint n_sent;

  stage_many (world, 16);
  plan = pasar_plan_new (world_catalogue (world));
  jobs_confirm (plan);
  pasar_test_sandbox_clear_log (world->sandbox);
  pasar_client_set_limits (client, 16, 0.5);
  job = pasar_submit_job_new (world->session, plan);
  g_signal_connect (job, "notify::n-done", G_CALLBACK (progress_cb), NULL);
  run_job (job, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_sent = pasar_test_sandbox_count (world->sandbox, "update_stock");
  g_assert_cmpuint (n_sent, <, 8);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, n_sent);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), ==, 16 - n_sent);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  pasar_client_set_limits (client, 16, 1000);
  world_load (world);
  assert_plan_consistent (world, plan);
}

static void
test_auth_expires (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "80", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  stage_many (world, 20);
  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"expire_tokens\"}");
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "access_token_get"), ==, 1);
  assert_plan_consistent (world, plan);
}

static void
test_revoked (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "80", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  stage_many (world, 20);
  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"revoke_tokens\"}");
  plan = world_submit (world, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 0);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), ==, 0);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), >, 0);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_SIGNED_OUT);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  assert_plan_consistent (world, plan);
}

static void
test_throttled (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 24, 0, PASAR_FIELD_STOCK, 44);
  pasar_test_sandbox_fault (
      world->sandbox,
      "call=update_price,nth=1,kind=error,code=error_rate_limit,"
      "message=Too many requests. You have reached the rate limit. Please try again later.");
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,nth=1,kind=status,value=429");
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 2);
  assert_nothing_staged (world);
}

/* Those, too, that were about to be sent when the run was stopped. */
static void
assert_skipped_have_advice (PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

      if (pasar_change_read (change)->state == PASAR_CHANGE_SKIPPED)
        g_assert_nonnull (pasar_change_read (change)->advice);
    }
}

/* The day's quota is over from the nth call on, which stops the run. (transfer full) */
static PasarPlan *
submit_over_quota (World *world, guint max_in_flight, guint nth)
{
  PasarPlan *plan;
  g_autofree char *fault = g_strdup_printf (
      "call=update_stock,from=%u,kind=error,code=error_limit,"
      "message=The total API call number made by your APP has reached the daily API call limit",
      nth);
  g_autoptr (GError) error = NULL;

  pasar_client_set_limits (pasar_session_get_client (world->session), max_in_flight, 1000);
  stage_many (world, 50);
  pasar_test_sandbox_fault (world->sandbox, fault);
  plan = world_submit (world, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_QUOTA);
  assert_skipped_have_advice (plan);
  assert_plan_consistent (world, plan);
  return plan;
}

/* Nothing is tried in vain. */
static void
test_quota (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "100", NULL));
  g_autoptr (PasarPlan) plan = submit_over_quota (world, 2, 5);

  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), <=, 7);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), >, 0);
}

/* The first answer stops the run while many others are recorded as about to be sent. */
static void
test_quota_at_once (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "100", NULL));
  g_autoptr (PasarPlan) plan = submit_over_quota (world, 16, 1);

  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 0);
}

static void
test_penalty (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "100", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  pasar_client_set_limits (pasar_session_get_client (world->session), 2, 1000);
  stage_many (world, 50);
  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"set_penalty\",\"on\":1}");
  plan = world_submit (world, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_SHOP_STATE);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), <, 10);
  assert_plan_consistent (world, plan);
}

static void
test_item_deleted (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 1, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_change (
      world->sandbox,
      "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
      pasar_test_sandbox_item (0));
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"change_model_id\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"model_id\":%" G_GINT64_FORMAT ",\"new_model_id\":777000001}",
                             pasar_test_sandbox_item (1),
                             pasar_test_sandbox_get_model_id (world->sandbox,
                                                              pasar_test_sandbox_item (1),
                                                              0));
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED), ==, 2);
  change = find_change (plan, 1, PASAR_FIELD_PRICE);
  g_assert_nonnull (pasar_change_read (change)->reason);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
}

/* What was edited while it was being sent stays staged. */
static void
edited_meanwhile_cb (PasarJob *job, GParamSpec *pspec, gpointer user_data)
{
  World *world = user_data;

  if (pasar_job_get_state (job) != PASAR_JOB_RUNNING)
    return;
  start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 2333, NULL);
}

static void
test_edited_meanwhile (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "40", "--latency", "30", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  plan = pasar_plan_new (world_catalogue (world));
  job = pasar_submit_job_new (world->session, plan);
  g_signal_connect (job, "notify::state", G_CALLBACK (edited_meanwhile_cb), world);
  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   2111);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2333);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2333);
}

/* A step whose changes were sent comes to nothing: undo goes on to the one before it, also on disk.
 */
static void
test_history_after (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) left_out = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_stage (world, 24, 0, PASAR_FIELD_STOCK, 44);
  plan = pasar_plan_new (world_catalogue (world));
  left_out = find_change (plan, 0, PASAR_FIELD_PRICE);
  pasar_plan_set_included (plan, left_out, FALSE);
  job = pasar_submit_job_new (world->session, plan);
  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (world_staged (world, 24, 0, PASAR_FIELD_STOCK), ==, PASAR_NO_VALUE);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  world_restart (world);
  g_assert_false (pasar_catalogue_get_can_undo (world_catalogue (world)));
  g_assert_true (world_redo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
}

/* Tenfold changes go out only when they were confirmed, and what breaks a rule never does. */
static void
test_confirmation (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 19990);
  world_stage (world, 2, 0, PASAR_FIELD_PRICE, 3100);
  world_stage (world, 24, 0, PASAR_FIELD_PRICE, 1800);
  plan = pasar_plan_new (world_catalogue (world));
  g_assert_true (pasar_plan_get_needs_confirmation (plan));
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_TEN_TIMES), ==, 1);
  job = pasar_submit_job_new (world->session, plan);
  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), ==, 1);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_HELD), ==, 1);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  summary = pasar_job_dup_summary (job);
  g_assert_cmpstr (summary, ==, "1 change done, 1 waits for the end of a promotion, 1 not sent");
  g_assert_cmpstr (pasar_job_get_status (job), ==, "Sending changes: 1 of 1");
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   1999);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submit/all-done", test_all_done);
  g_test_add_func ("/submit/partly-refused", test_partly_refused);
  g_test_add_func ("/submit/promotion-lock", test_promotion_lock);
  g_test_add_func ("/submit/locations", test_locations);
  g_test_add_func ("/submit/fifty-models", test_fifty_models);
  g_test_add_data_func ("/submit/reset-before", "nth=1,kind=reset,when=before", test_lost_answer);
  g_test_add_data_func ("/submit/reset-after", "nth=1,kind=reset,when=after", test_lost_answer);
  g_test_add_data_func ("/submit/truncated",
                        "call=update_price,nth=1,kind=truncate",
                        test_lost_answer);
  g_test_add_data_func ("/submit/read-back-taken", GINT_TO_POINTER (TRUE), test_read_back);
  g_test_add_data_func ("/submit/read-back-not-taken", GINT_TO_POINTER (FALSE), test_read_back);
  g_test_add_func ("/submit/unknown-is-settled-later", test_unknown_is_settled_later);
  g_test_add_func ("/submit/settled-after-discard", test_settled_after_discard);
  g_test_add_func ("/submit/cancel", test_cancel);
  g_test_add_func ("/submit/cancel-waiting", test_cancel_waiting);
  g_test_add_func ("/submit/auth-expires", test_auth_expires);
  g_test_add_func ("/submit/revoked", test_revoked);
  g_test_add_func ("/submit/throttled", test_throttled);
  g_test_add_func ("/submit/quota", test_quota);
  g_test_add_func ("/submit/quota-at-once", test_quota_at_once);
  g_test_add_func ("/submit/penalty", test_penalty);
  g_test_add_func ("/submit/item-deleted", test_item_deleted);
  g_test_add_func ("/submit/edited-meanwhile", test_edited_meanwhile);
  g_test_add_func ("/submit/history-after", test_history_after);
  g_test_add_func ("/submit/confirmation", test_confirmation);
  return g_test_run ();
}
