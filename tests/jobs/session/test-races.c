/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"
#include "vfs-fault.h"

#include "jobs/session/session-private.h"

#include <errno.h>

/* Things that happen while a job is at work. */

typedef struct
{
  World *world;
  const char *call;
  guint n;
} Arrival;

static gboolean
has_arrived (gpointer data)
{
  const Arrival *arrival = data;

  return pasar_test_sandbox_count (arrival->world->sandbox, arrival->call) >= arrival->n;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The shop has got a call; its answer may still be on its way. */
static void
wait_for_call (World *world, const char *call, guint n)
{
  Arrival arrival = { world, call, n };
  const guint tick = g_timeout_add (1, tick_cb, NULL);

  pasar_test_wait (has_arrived, &arrival);
  g_source_remove (tick);
}

static PasarJob *
start_submit (World *world, PasarPlan **plan, GAsyncResult **result)
{
  PasarJob *job;

  *plan = pasar_plan_new (world_catalogue (world));
  jobs_confirm (*plan);
  pasar_test_sandbox_clear_log (world->sandbox);
  job = pasar_submit_job_new (world->session, *plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, result);
  return job;
}

static void
settle (World *world)
{
  g_autoptr (PasarJob) job = pasar_settle_job_new (world->session);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* The edit is undone while its value is on its way: the shop has the new value, and what was staged
 * before it is staged on that. */
static void
test_undone_in_flight (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=delay,value=100");
  job = start_submit (world, &plan, &result);
  wait_for_call (world, "update_price", 1);
  g_assert_true (world_undo (world));
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   2111);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
      g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
      world_restart (world);
    }
}

/* A refresh that was asked before a write, and is answered after it, does not bring the old value
 * back. */
static void
test_stale_refresh (gconstpointer data)
{
  const guint nth_item = GPOINTER_TO_UINT (data);
  const char *read_call = nth_item == 0 ? "get_item_base_info" : "get_model_list";
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autofree char *fault = g_strdup_printf ("call=%s,kind=delay,value=300", read_call);
  const gint64 item_id = pasar_test_sandbox_item (nth_item);
  g_autoptr (PasarJob) load = pasar_load_job_new_for_items (world->session, &item_id, 1);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, nth_item, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_fault (world->sandbox, fault);
  pasar_job_run_async (load, pasar_test_keep_result_cb, &loaded);
  wait_for_call (world, read_call, 1);
  job = start_submit (world, &plan, &result);
  WAIT_FOR (pasar_plan_count_state (plan, PASAR_CHANGE_DONE) == 1);
  g_assert_null (loaded);
  g_assert_cmpint (world_value (world, nth_item, 0, PASAR_FIELD_PRICE), ==, 2111);
  pasar_job_run_finish (load, pasar_test_wait_result (&loaded), &error);
  g_assert_no_error (error);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_clear_object (&job);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (world_value (world, nth_item, 0, PASAR_FIELD_PRICE), ==, 2111);
      g_assert_cmpint (world_staged (world, nth_item, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
      world_restart (world);
    }
}

/* A refresh of the whole shop runs beside a submission. */
static void
test_refresh_during_submit (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "120", "--latency", "3", NULL));
  g_autoptr (PasarJob) load = pasar_load_job_new (world->session);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 30; i < 90; i++)
    world_stage (world, i, 0, PASAR_FIELD_STOCK, 5000 + i);
  pasar_job_run_async (load, pasar_test_keep_result_cb, &loaded);
  plan = world_submit_ok (world);
  pasar_job_run_finish (load, pasar_test_wait_result (&loaded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), >, 50);
  assert_plan_consistent (world, plan);
  world_restart (world);
  assert_plan_consistent (world, plan);
}

/* The shop took the value, but that cannot be written down: it is told, and found out later. */
static void
test_journal_full (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 77);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=delay,value=100");
  job = start_submit (world, &plan, &result);
  wait_for_call (world, "update_price", 1);
  set_disk_full (TRUE);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  set_disk_full (FALSE);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  /* Nothing was sent that could not be written down before. */
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, 0);
  world_restart (world);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  settle (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_STOCK), ==, 77);
}

/* The same on a disk that fails for a moment: it is tried again, and written down then. */
static void
test_journal_disk (void)
{
  static const VfsFault fault = { VFS_SYNC, SQLITE_IOERR_FSYNC, EIO, FALSE, TRUE };
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalCall *call;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=delay,value=100");
  job = start_submit (world, &plan, &result);
  wait_for_call (world, "update_price", 1);
  vfs_fault_inject (&fault, 1);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_DISK);
  g_assert_cmpuint (vfs_fault_clear (), >, 0);
  flush_session (world->session);
  submission = get_last_submission (world->session);
  call = g_ptr_array_index (submission->calls, 0);
  g_assert_cmpint (call->state, ==, PASAR_CALL_DONE);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

static gboolean
is_first_done (gpointer data)
{
  return pasar_plan_count_state (data, PASAR_CHANGE_DONE) == 1;
}

/* There is room again before the end: the outcome that could not be written down is still found out
 * at the next start. */
static void
test_journal_full_for_a_moment (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint tick;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  world_stage (world, 24, 0, PASAR_FIELD_STOCK, 44);
  pasar_test_sandbox_fault (world->sandbox, "call=update_price,kind=delay,value=300");
  pasar_test_sandbox_fault (world->sandbox, "call=update_stock,kind=delay,value=1000");
  job = start_submit (world, &plan, &result);
  wait_for_call (world, "update_price", 1);
  wait_for_call (world, "update_stock", 1);
  set_disk_full (TRUE);
  tick = g_timeout_add (1, tick_cb, NULL);
  pasar_test_wait (is_first_done, plan);
  g_source_remove (tick);
  set_disk_full (FALSE);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  world_restart (world);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  settle (world);
  g_assert_cmpint (world_value (world, 0, 0, PASAR_FIELD_PRICE), ==, 2111);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* The owner drops session and job; both go on to the end, and nothing is left of them then. */
static void
test_dropped (gconstpointer data)
{
  const gboolean is_submit = GPOINTER_TO_INT (data);
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "60", "--latency", "10", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarJob *job;
  PasarSession *session;

  for (guint i = 30; i < 50; i++)
    world_stage (world, i, 0, PASAR_FIELD_STOCK, 5000 + i);
  if (is_submit)
    job = start_submit (world, &plan, &result);
  else
    {
      job = pasar_load_job_new (world->session);
      pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
    }
  session = g_steal_pointer (&world->session);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  g_assert_nonnull (session);
  pasar_test_wait_result (&result);
  pasar_job_run_finish (job, result, &error);
  g_assert_no_error (error);
  g_clear_object (&plan);
  g_clear_object (&result);
  g_assert_finalize_object (job);
  /* What the log still has for the disk goes there first. */
  WAIT_FOR (session == NULL);
  world_open_session (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)),
                    ==,
                    is_submit ? 0 : 20);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* "Try later" would be tried again, but for the seller who cancels. */
static void
test_boost_cancelled (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  const gint64 item_id = pasar_test_sandbox_item (0);
  g_autoptr (PasarJob) job = pasar_boost_job_new (world->session, &item_id, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalRow *outcome;

  pasar_test_sandbox_fault (world->sandbox,
                            "call=boost_item,nth=1,kind=error,code=error_boost_item_failed,"
                            "message=Boost item failed. please try later.");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,from=2,kind=delay,value=300");
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  wait_for_call (world, "boost_item", 1);
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 1);
  outcome = g_ptr_array_index (pasar_boost_job_get_outcomes (PASAR_BOOST_JOB (job)), 0);
  g_assert_cmpint (outcome->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Another shop is opened while one is being read: the first is cancelled, and ends. */
static void
test_shop_switched (void)
{
  g_autoptr (World) world = world_new (
      pasar_test_sandbox_new ("--items", "300", "--latency", "10", "--second-shop", NULL));
  g_autoptr (PasarJob) first = pasar_load_job_new (world->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_async (first, pasar_test_keep_result_cb, &result);
  wait_for_call (world, "get_item_base_info", 1);
  pasar_job_cancel (first);
  g_clear_object (&world->session);
  world_open_session (world);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, 300);
  pasar_test_wait_result (&result);
  g_assert_false (pasar_job_run_finish (first, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The app quits in the middle: it cancels, waits for what is written, and leaves. */
static void
test_quit (void)
{
  g_autoptr (World) world =
      world_new_loaded (pasar_test_sandbox_new ("--items", "120", "--latency", "10", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  guint n_staged;
  guint n_done;

  pasar_client_set_limits (pasar_session_get_client (world->session), 4, 1000);
  for (guint i = 30; i < 110; i++)
    world_stage (world, i, 0, PASAR_FIELD_STOCK, 5000 + i);
  job = start_submit (world, &plan, &result);
  wait_for_call (world, "update_stock", 10);
  pasar_job_cancel (job);
  pasar_test_wait_result (&result);
  pasar_session_flush_async (world->session, pasar_test_keep_result_cb, &flushed);
  g_assert_true (
      pasar_session_write_finish (world->session, pasar_test_wait_result (&flushed), NULL, NULL));
  n_done = pasar_plan_count_state (plan, PASAR_CHANGE_DONE);
  g_assert_cmpuint (n_done, >=, 1);
  g_assert_cmpuint (n_done, <, 80);
  world_restart (world);
  n_staged = pasar_catalogue_get_n_changed (world_catalogue (world));
  g_assert_cmpuint (n_done + n_staged, ==, 80);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  for (guint i = 30; i < 110; i++)
    {
      const gint64 held =
          pasar_test_sandbox_get_stock (world->sandbox, pasar_test_sandbox_item (i), 0, 0);

      g_assert_true ((held == 5000 + i)
                     == (world_staged (world, i, 0, PASAR_FIELD_STOCK) == PASAR_NO_VALUE));
    }
}

/* A price of each of two items, and the calls that have sent them. */
static GPtrArray *
begin_two_calls (World *world)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      const PasarRowKey key =
          pasar_catalogue_row_get_key (world_catalogue (world), world_row (world, i, 0));
      PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_PRICE, key.item_id);
      PasarJournalRow *row =
          pasar_journal_call_add_row (call, key.item_id, key.model_id, PASAR_NO_VALUE, 2001 + i);

      row->state = PASAR_CHANGE_DONE;
      g_ptr_array_add (calls, call);
      world_stage (world, i, 0, PASAR_FIELD_PRICE, 2001 + i);
    }
  pasar_store_begin_submission_async (world->store,
                                      pasar_session_get_shop (world->session)->id,
                                      calls,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &begun);
  pasar_store_begin_submission_finish (world->store, pasar_test_wait_result (&begun), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    ((PasarJournalCall *) g_ptr_array_index (calls, i))->state = PASAR_CALL_DONE;
  return calls;
}

typedef struct
{
  PasarJournalCall *next;
  GAsyncResult *first;
  GAsyncResult *second;
} Answers;

static void
record_next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answers *answers = user_data;

  answers->first = g_object_ref (result);
  pasar_session_record_async (PASAR_SESSION (source),
                              answers->next,
                              pasar_test_keep_result_cb,
                              &answers->second);
}

/* Who is told that an answer is on disk records the next one at once. */
static void
test_record_when_told (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GPtrArray) calls = begin_two_calls (world);
  Answers answers = { .next = g_ptr_array_index (calls, 1) };
  g_autoptr (PasarSubmission) submission = NULL;

  pasar_session_record_async (world->session,
                              g_ptr_array_index (calls, 0),
                              record_next_cb,
                              &answers);
  g_assert_true (pasar_session_write_finish (world->session,
                                             pasar_test_wait_result (&answers.second),
                                             NULL,
                                             NULL));
  g_assert_true (pasar_session_write_finish (world->session, answers.first, NULL, NULL));
  g_object_unref (answers.first);
  g_object_unref (answers.second);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  submission = get_last_submission (world->session);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (((PasarJournalCall *) g_ptr_array_index (submission->calls, i))->state,
                     ==,
                     PASAR_CALL_DONE);
}

static void
stage_next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSession *session = PASAR_SESSION (source);
  const guint row =
      pasar_catalogue_find (pasar_session_get_catalogue (session), pasar_test_sandbox_item (0), 0);

  *(GAsyncResult **) user_data = g_object_ref (result);
  start_stage (session, row, PASAR_FIELD_PRICE, 2002, NULL);
}

/* Who is told that all is on disk edits again at once; the shop closes all the same. */
static void
test_stage_when_told (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarSession *session = world->session;
  g_autoptr (GAsyncResult) flushed = NULL;

  start_stage (session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 2001, NULL);
  pasar_session_flush_async (session, stage_next_cb, &flushed);
  g_assert_true (
      pasar_session_write_finish (session, pasar_test_wait_result (&flushed), NULL, NULL));
  flush_session (session);
  g_clear_object (&flushed);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  world_close (world);
  g_assert_null (session);
  world->store = open_store (world->path);
  world_open_session (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  vfs_fault_install ();
  g_test_add_func ("/races/undone-in-flight", test_undone_in_flight);
  g_test_add_data_func ("/races/stale-refresh", GUINT_TO_POINTER (0), test_stale_refresh);
  g_test_add_data_func ("/races/stale-refresh-of-models", GUINT_TO_POINTER (1), test_stale_refresh);
  g_test_add_func ("/races/refresh-during-submit", test_refresh_during_submit);
  g_test_add_func ("/races/journal-full", test_journal_full);
  g_test_add_func ("/races/journal-disk", test_journal_disk);
  g_test_add_func ("/races/journal-full-for-a-moment", test_journal_full_for_a_moment);
  g_test_add_data_func ("/races/dropped-while-loading", GINT_TO_POINTER (FALSE), test_dropped);
  g_test_add_data_func ("/races/dropped-while-submitting", GINT_TO_POINTER (TRUE), test_dropped);
  g_test_add_func ("/races/boost-cancelled", test_boost_cancelled);
  g_test_add_func ("/races/shop-switched", test_shop_switched);
  g_test_add_func ("/races/quit", test_quit);
  g_test_add_func ("/races/record-when-told", test_record_when_told);
  g_test_add_func ("/races/stage-when-told", test_stage_when_told);
  return g_test_run ();
}
