/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

/* Items of the plain catalogue that can be boosted: live and in stock. */
static const guint boostable[] = { 0, 5, 8, 10, 20, 24 };

static PasarJob *
boost (World *world, const guint *nth_items, guint n, GError **error)
{
  g_autofree gint64 *ids = g_new0 (gint64, n);
  PasarJob *job;

  for (guint i = 0; i < n; i++)
    ids[i] = pasar_test_sandbox_item (nth_items[i]);
  job = pasar_boost_job_new (world->session, ids, n);
  run_job (job, error);
  return job;
}

static const PasarJournalRow *
outcome (PasarJob *job, guint n)
{
  return g_ptr_array_index (pasar_boost_job_get_outcomes (PASAR_BOOST_JOB (job)), n);
}

static void
test_slots (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) first = NULL;
  g_autoptr (PasarJob) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  first = boost (world, boostable, 6, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (outcome (first, i)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (outcome (first, 5)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_nonnull (outcome (first, 5)->reason);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 5);
  pasar_session_get_boosts_async (world->session, NULL, pasar_test_keep_result_cb, &result);
  slots =
      pasar_session_get_boosts_finish (world->session, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, PASAR_BOOST_SLOTS);
  for (guint i = 1; i < slots->len; i++)
    g_assert_cmpint (g_array_index (slots, PasarBoostSlot, i - 1).free_at,
                     <=,
                     g_array_index (slots, PasarBoostSlot, i).free_at);
  /* Full: nothing is sent, and each says when it may be boosted. */
  second = boost (world, boostable, 6, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (second, 0)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_nonnull (outcome (second, 0)->advice);
  g_assert_cmpint (outcome (second, 5)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_nonnull (outcome (second, 5)->advice);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 5);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  const guint items[] = { 13, 0, 0 };
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  job = boost (world, items, G_N_ELEMENTS (items), &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (job, 0)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_nonnull (outcome (job, 0)->reason);
  g_assert_cmpint (outcome (job, 1)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (outcome (job, 2)->state, ==, PASAR_CHANGE_SKIPPED);
}

/* Somebody else took the last slot between the list and the call. */
static void
test_slot_limit (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox,
                            "call=boost_item,nth=2,kind=error,code=product.error_busi,"
                            "message=reached shop's bump slot limit");
  job = boost (world, boostable, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (job, 0)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (outcome (job, 1)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_nonnull (outcome (job, 1)->advice);
  g_assert_cmpint (outcome (job, 2)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpint (outcome (job, 3)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 2);
}

/* The answer is lost: the list tells, and the boost is not sent again. */
static void
test_lost_answer (gconstpointer data)
{
  const gboolean was_made = GPOINTER_TO_INT (data);
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox,
                            was_made ? "call=boost_item,nth=1,kind=reset,when=after"
                                     : "call=boost_item,nth=1,kind=reset,when=before");
  job = boost (world, boostable, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (job, 0)->state,
                   ==,
                   was_made ? PASAR_CHANGE_DONE : PASAR_CHANGE_REFUSED);
  g_assert_cmpint (outcome (job, 1)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 2);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Neither the answer nor the list came: unknown, settled later from the list, never sent again. */
static void
test_unknown_is_settled_later (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox, "call=boost_item,kind=reset,when=after");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,from=2,kind=reset");
  job = boost (world, boostable, 2, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpint (outcome (job, 0)->state, ==, PASAR_CHANGE_UNKNOWN);
  g_assert_cmpint (outcome (job, 1)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
  pasar_test_sandbox_clear_faults (world->sandbox);
  world_restart (world);
  settle = pasar_settle_job_new (world->session);
  g_clear_error (&error);
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_written, ==, 1);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 1);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Not known, and not in the list yet: it is not sent again, whatever else is. */
static void
test_unknown_is_not_sent_again (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) first = NULL;
  g_autoptr (PasarJob) second = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox,
                            "call=boost_item,nth=1,kind=reset,when=after,late=3600000");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,nth=2,kind=html");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,nth=3,kind=html");
  first = boost (world, boostable, 1, &error);
  g_assert_cmpint (outcome (first, 0)->state, ==, PASAR_CHANGE_UNKNOWN);
  g_clear_error (&error);
  second = boost (world, boostable, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (second, 0)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_nonnull (outcome (second, 0)->reason);
  g_assert_cmpint (outcome (second, 1)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 2);
}

/* Nobody answers any more when it is looked for what became of a boost: to stop does not wait for
 * that. */
static void
test_stopped_while_looking (gconstpointer data)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  const gint64 ids[] = { pasar_test_sandbox_item (boostable[0]),
                         pasar_test_sandbox_item (boostable[1]) };
  const guint n = GPOINTER_TO_UINT (data);
  g_autoptr (PasarJob) job = pasar_boost_job_new (world->session, ids, n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox, "call=boost_item,kind=reset,when=after");
  pasar_test_sandbox_fault (world->sandbox, "call=get_boosted_list,from=2,kind=delay,value=600000");
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  while (pasar_test_sandbox_count (world->sandbox, "get_boosted_list") < 2)
    g_main_context_iteration (NULL, FALSE);
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (outcome (job, 0)->state, ==, PASAR_CHANGE_UNKNOWN);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (outcome (job, i)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpuint (count_unfinished (world), ==, 1);
}

/* "Try later" is a definite answer: once more, after the list said that it was not made. */
static void
test_transient (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (world->sandbox,
                            "call=boost_item,nth=1,kind=error,code=error_boost_item_failed,"
                            "message=Boost item failed. please try later.");
  job = boost (world, boostable, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome (job, 0)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boost/slots", test_slots);
  g_test_add_func ("/boost/refused", test_refused);
  g_test_add_func ("/boost/slot-limit", test_slot_limit);
  g_test_add_data_func ("/boost/lost-answer-made", GINT_TO_POINTER (TRUE), test_lost_answer);
  g_test_add_data_func ("/boost/lost-answer-not-made", GINT_TO_POINTER (FALSE), test_lost_answer);
  g_test_add_func ("/boost/unknown-is-settled-later", test_unknown_is_settled_later);
  g_test_add_func ("/boost/unknown-is-not-sent-again", test_unknown_is_not_sent_again);
  g_test_add_data_func ("/boost/stopped-while-looking",
                        GUINT_TO_POINTER (1),
                        test_stopped_while_looking);
  g_test_add_data_func ("/boost/stopped-before-the-next",
                        GUINT_TO_POINTER (2),
                        test_stopped_while_looking);
  g_test_add_func ("/boost/transient", test_transient);
  return g_test_run ();
}
