/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include <string.h>

/* How a submission goes about it: a few items first, looks between, pauses. */

#define FIRST_ITEM 30
#define N_CANARY   3

typedef struct
{
  World *world;
  PasarPlan *plan;
  PasarJob *job;
  GAsyncResult *result;
} Run;

/* Stock of the items from FIRST_ITEM on, which has one location and may be changed. */
static void
stage_stocks (World *world, guint n)
{
  for (guint i = 0; i < n; i++)
    world_stage (world,
                 FIRST_ITEM + i,
                 0,
                 PASAR_FIELD_STOCK,
                 world_value (world, FIRST_ITEM + i, 0, PASAR_FIELD_STOCK) + 100);
}

static void
run_start (Run *run, World *world)
{
  *run = (Run){ .world = world, .plan = pasar_plan_new (world_catalogue (world)) };
  jobs_confirm (run->plan);
  pasar_test_sandbox_clear_log (world->sandbox);
  run->job = pasar_submit_job_new (world->session, run->plan);
  pasar_job_run_async (run->job, pasar_test_keep_result_cb, &run->result);
}

static void
run_end (Run *run, GError **error)
{
  pasar_job_run_finish (run->job, pasar_test_wait_result (&run->result), error);
  g_clear_object (&run->result);
  g_clear_object (&run->job);
}

static guint
count (Run *run, PasarChangeState state)
{
  return pasar_plan_count_state (run->plan, state);
}

static PasarSubmitWait
get_wait (Run *run)
{
  return pasar_submit_job_get_waiting (PASAR_SUBMIT_JOB (run->job))->kind;
}

static gint64
get_resumes_at (Run *run)
{
  return pasar_submit_job_get_waiting (PASAR_SUBMIT_JOB (run->job))->resumes_at;
}

static void
pause_run (Run *run)
{
  WAIT_FOR (pasar_job_get_n_done (run->job) > 0);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run->job), TRUE);
  WAIT_FOR (count (run, PASAR_CHANGE_SENDING) == 0);
}

/* The calls that came, one letter each: w writes stock, r reads items. (transfer full) */
static char *
dup_calls (World *world)
{
  g_autoptr (JsonNode) log = pasar_test_sandbox_get (world->sandbox, "/_sandbox/log");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (log), "requests");
  GString *calls = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      const char *call =
          json_object_get_string_member (json_array_get_object_element (requests, i), "call");

      if (g_str_equal (call, "update_stock"))
        g_string_append_c (calls, 'w');
      else if (g_str_equal (call, "get_item_base_info"))
        g_string_append_c (calls, 'r');
    }
  return g_string_free (calls, FALSE);
}

static gint64
get_stock (World *world, guint nth_item)
{
  return pasar_test_sandbox_get_stock (world->sandbox, pasar_test_sandbox_item (nth_item), 0, 0);
}

static void
set_stock (World *world, guint nth_item, gint64 stock)
{
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_stock\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"stock\":%" G_GINT64_FORMAT "}",
                             pasar_test_sandbox_item (nth_item),
                             stock);
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
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 10);
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
  g_assert_cmpuint (count (&run, PASAR_CHANGE_SKIPPED), ==, 10 - N_CANARY);
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

/* What the shop shows some time after it said so is as it said. */
static void
test_taken_late (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 2000, 2000 });
  stage_stocks (world, 5);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,late=40");
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PasarChange) change = find_change (run.plan, FIRST_ITEM + i, PASAR_FIELD_STOCK);

      g_assert_null (pasar_change_read (change)->reason);
    }
  g_object_unref (run.plan);
}

/* The same refusal again and again: the rest is not sent, and stays staged. */
static void
test_refused_in_a_row (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  stage_stocks (world, 20);
  pasar_test_sandbox_fault (world->sandbox,
                            "call=update_stock,kind=error,code=product.error_item_uneditable,"
                            "message=item is uneditable");
  run_start (&run, world);
  run_end (&run, &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, 5);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_REFUSED), ==, 5);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_SKIPPED), ==, 15);
  g_assert_cmpuint (pasar_catalogue_get_n_failed (world_catalogue (world)), ==, 5);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 20);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  g_object_unref (run.plan);
}

/* A paused run makes no call. Sales meanwhile are seen when it goes on: that row is held, with all
 * three values, and the others are sent. */
static void
test_pause (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "60", "--latency", "5", NULL));
  const guint last = FIRST_ITEM + 19;
  g_autoptr (PasarChange) moved = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 old;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 2, 1000);
  old = world_value (world, last, 0, PASAR_FIELD_STOCK);
  stage_stocks (world, 20);
  run_start (&run, world);
  pause_run (&run);
  g_assert_true (pasar_submit_job_get_paused (PASAR_SUBMIT_JOB (run.job)));
  set_stock (world, last, old - 1);
  before = dup_calls (world);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  set_stock (world, last, old - 2);
  after = dup_calls (world);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_READY), >, 0);
  pasar_session_set_timing (world->session, (PasarTiming){ 0, 0, 0 });
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), FALSE);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 19);
  moved = find_change (run.plan, last, PASAR_FIELD_STOCK);
  g_assert_cmpint (pasar_change_read (moved)->state, ==, PASAR_CHANGE_HELD);
  g_assert_cmpint (pasar_change_read (moved)->base, ==, old);
  g_assert_cmpint (pasar_change_read (moved)->old_value, ==, old - 2);
  g_assert_cmpint (pasar_change_read (moved)->new_value, ==, old + 100);
  g_assert_cmpint (get_stock (world, last), ==, old - 2);
  g_assert_cmpint (world_staged (world, last, 0, PASAR_FIELD_STOCK), ==, old + 100);
  g_object_unref (run.plan);
}

/* Quit while it is paused: after a restart only what was not sent is there to be sent. */
static void
test_stop_while_paused (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "60", "--latency", "5", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 2, 1000);
  stage_stocks (world, 20);
  run_start (&run, world);
  pause_run (&run);
  pasar_job_cancel (run.job);
  run_end (&run, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_done = count (&run, PASAR_CHANGE_DONE);
  g_assert_cmpuint (n_done + count (&run, PASAR_CHANGE_SKIPPED), ==, 20);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  g_object_unref (run.plan);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 20 - n_done);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 20 - n_done);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, 20);
}

/* The pause comes while it looks for what became of a write: it looks again afterwards. */
static void
test_pause_while_looking (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, G_MAXINT32, G_MAXINT32 });
  stage_stocks (world, 1);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,kind=status,value=502");
  run_start (&run, world);
  WAIT_FOR (count (&run, PASAR_CHANGE_UNKNOWN) == 1);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), TRUE);
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 0, 0 });
  pasar_test_sandbox_clear_faults (world->sandbox);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), FALSE);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 1);
  g_object_unref (run.plan);
}

/* The day's quota is over in the middle: it is paused until the next day begins in UTC+8, and what
 * was refused is sent then. */
static void
test_quota (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) resumes_at = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 60 * 60);
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GError) error = NULL;
  guint n_sent;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 4, 1000);
  stage_stocks (world, 20);
  pasar_test_sandbox_fault (
      world->sandbox,
      "call=update_stock,from=6,kind=error,code=error_limit,"
      "message=The total API call number made by your APP has reached the daily API call limit");
  run_start (&run, world);
  pasar_submit_job_set_patient (PASAR_SUBMIT_JOB (run.job));
  WAIT_FOR (pasar_submit_job_get_paused (PASAR_SUBMIT_JOB (run.job)));
  g_assert_cmpint (get_wait (&run), ==, PASAR_SUBMIT_WAITS_FOR_QUOTA);
  WAIT_FOR (count (&run, PASAR_CHANGE_SENDING) == 0);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 5);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_READY), ==, 15);
  resumes_at = g_date_time_new_from_unix_utc (get_resumes_at (&run));
  there = g_date_time_to_timezone (resumes_at, zone);
  g_assert_cmpint (g_date_time_to_unix (there), >, now);
  g_assert_cmpint (g_date_time_to_unix (there), <=, now + 24 * 60 * 60 + 60);
  g_assert_cmpint (g_date_time_get_hour (there), ==, 0);
  g_assert_cmpint (g_date_time_get_minute (there), <=, 1);
  n_sent = pasar_test_sandbox_count (world->sandbox, "update_stock");
  g_assert_cmpuint (n_sent, <=, 5 + 4);
  pasar_test_sandbox_clear_faults (world->sandbox);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), FALSE);
  g_assert_cmpint (get_resumes_at (&run), ==, 0);
  g_assert_cmpint (get_wait (&run), ==, PASAR_SUBMIT_WAITS_NOT);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 20);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, n_sent + 15);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  g_object_unref (run.plan);
}

/* The statuses that were told, each once, without their numbers. */
static void
keep_status_cb (PasarJob *job, GParamSpec *pspec, GPtrArray *told)
{
  const char *status = pasar_job_get_status (job);
  g_autofree char *words = g_strndup (status, strcspn (status, ":"));

  if (told->len == 0 || !g_str_equal (told->pdata[told->len - 1], words))
    g_ptr_array_add (told, g_steal_pointer (&words));
}

static gboolean
was_told (GPtrArray *told, const char *words)
{
  return g_ptr_array_find_with_equal_func (told, words, g_str_equal, NULL);
}

/* It says what it is at: the first items, reading back, the rest. */
static void
test_phases (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "60", "--latency", "60", NULL));
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  stage_stocks (world, 6);
  run_start (&run, world);
  g_signal_connect (run.job, "notify::status", G_CALLBACK (keep_status_cb), told);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_true (was_told (told, "Sending the first items"));
  g_assert_true (was_told (told, "Reading back what was sent"));
  g_assert_true (was_told (told, "Sending changes"));
  g_object_unref (run.plan);
}

/* The network is gone in the middle: it waits, tries again by itself, and sends each once. */
static void
test_network_gone (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  stage_stocks (world, 10);
  /* The answers are lost, so that it is looked for what became of these. */
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 40, 40 });
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,from=5,kind=reset,when=before");
  run_start (&run, world);
  pasar_submit_job_set_patient (PASAR_SUBMIT_JOB (run.job));
  WAIT_FOR (get_wait (&run) == PASAR_SUBMIT_WAITS_FOR_NETWORK);
  g_assert_true (pasar_submit_job_get_paused (PASAR_SUBMIT_JOB (run.job)));
  g_assert_cmpint (get_resumes_at (&run), >, 0);
  g_assert_cmpint (pasar_session_get_link (world->session), ==, PASAR_LINK_OFFLINE);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 4);
  pasar_test_sandbox_clear_faults (world->sandbox);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 10);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  g_object_unref (run.plan);
}

/* Stopped while it waits for the network: nothing more is sent. */
static void
test_stop_without_network (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  guint n_sent;
  Run run;

  pasar_client_set_limits (pasar_session_get_client (world->session), 1, 1000);
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 40, 40 });
  stage_stocks (world, 10);
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,from=2,kind=reset,when=before");
  run_start (&run, world);
  pasar_submit_job_set_patient (PASAR_SUBMIT_JOB (run.job));
  WAIT_FOR (get_wait (&run) == PASAR_SUBMIT_WAITS_FOR_NETWORK);
  n_sent = pasar_test_sandbox_count (world->sandbox, "update_stock");
  pasar_job_cancel (run.job);
  run_end (&run, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, n_sent);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE) + count (&run, PASAR_CHANGE_UNKNOWN)
                        + count (&run, PASAR_CHANGE_SKIPPED),
                    ==,
                    10);
  g_object_unref (run.plan);
}

/* The server wants a rest: it is told for how long, and what is left is sent after it. */
static void
test_pace (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GError) error = NULL;
  Run run;

  pasar_client_set_backoff_scale (pasar_session_get_client (world->session), 1);
  stage_stocks (world, 6);
  pasar_test_sandbox_fault (world->sandbox,
                            "call=update_stock,nth=4,kind=status,value=429,retry_after=4");
  run_start (&run, world);
  WAIT_FOR (get_wait (&run) == PASAR_SUBMIT_WAITS_FOR_PACE);
  g_assert_false (pasar_submit_job_get_paused (PASAR_SUBMIT_JOB (run.job)));
  g_assert_cmpint (get_resumes_at (&run), >, 0);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&run, PASAR_CHANGE_DONE), ==, 6);
  g_object_unref (run.plan);
}

#define NOW (G_GINT64_CONSTANT (1782820800)) /* noon of UTC */

/* When it goes on. */
static void
test_waiting (void)
{
  PasarSubmitWaiting waiting = { 0 };
  gint64 last = 0;

  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_SELLER, NOW);
  g_assert_false (pasar_submit_waiting_is_due (&waiting, NOW + 1000000));
  g_assert_cmpuint (pasar_submit_waiting_get_interval (&waiting), ==, 0);

  /* Midnight of UTC+8 is 16:00. */
  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_QUOTA, NOW);
  g_assert_cmpint (waiting.resumes_at, ==, NOW + 4 * 60 * 60 + 60);
  g_assert_false (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at));
  waiting.goes_on = TRUE;
  g_assert_true (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at));
  g_assert_false (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at - 1));

  /* Each try waits longer, up to half a minute. */
  for (guint i = 0; i < 8; i++)
    {
      pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_NETWORK, NOW);
      g_assert_cmpint (waiting.resumes_at, >=, last);
      last = waiting.resumes_at;
    }
  g_assert_cmpint (last, ==, NOW + 32);
  pasar_submit_waiting_end (&waiting);
  g_assert_cmpint (waiting.kind, ==, PASAR_SUBMIT_WAITS_NOT);
  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_NETWORK, NOW);
  g_assert_cmpint (waiting.resumes_at, ==, NOW + 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submit-run/canary", test_canary);
  g_test_add_func ("/submit-run/canary-not-taken", test_canary_not_taken);
  g_test_add_func ("/submit-run/taken-late", test_taken_late);
  g_test_add_func ("/submit-run/refused-in-a-row", test_refused_in_a_row);
  g_test_add_func ("/submit-run/pause", test_pause);
  g_test_add_func ("/submit-run/stop-while-paused", test_stop_while_paused);
  g_test_add_func ("/submit-run/pause-while-looking", test_pause_while_looking);
  g_test_add_func ("/submit-run/quota", test_quota);
  g_test_add_func ("/submit-run/phases", test_phases);
  g_test_add_func ("/submit-run/network-gone", test_network_gone);
  g_test_add_func ("/submit-run/stop-without-network", test_stop_without_network);
  g_test_add_func ("/submit-run/pace", test_pace);
  g_test_add_func ("/submit-run/waiting", test_waiting);
  return g_test_run ();
}
