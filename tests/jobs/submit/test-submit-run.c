/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run-fixture.h"

#include <string.h>

/* How a submission goes about it: looks between the calls, pauses, what it waits for. */

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
  WAIT_FOR (run_count (run, PASAR_CHANGE_SENDING) == 0);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 5);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_REFUSED), ==, 5);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_SKIPPED), ==, 15);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_READY), >, 0);
  pasar_session_set_timing (world->session, (PasarTiming){ 0, 0, 0 });
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), FALSE);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 19);
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
  n_done = run_count (&run, PASAR_CHANGE_DONE);
  g_assert_cmpuint (n_done + run_count (&run, PASAR_CHANGE_SKIPPED), ==, 20);
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
  WAIT_FOR (run_count (&run, PASAR_CHANGE_UNKNOWN) == 1);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), TRUE);
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 0, 0 });
  pasar_test_sandbox_clear_faults (world->sandbox);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (run.job), FALSE);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 1);
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
  WAIT_FOR (run_count (&run, PASAR_CHANGE_SENDING) == 0);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 5);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_READY), ==, 15);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 20);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 4);
  pasar_test_sandbox_clear_faults (world->sandbox);
  run_end (&run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 10);
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE) + run_count (&run, PASAR_CHANGE_UNKNOWN)
                        + run_count (&run, PASAR_CHANGE_SKIPPED),
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
  g_assert_cmpuint (run_count (&run, PASAR_CHANGE_DONE), ==, 6);
  g_object_unref (run.plan);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
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
  return g_test_run ();
}
