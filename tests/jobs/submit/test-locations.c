/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/settle.h"
#include "session/log-fixture.h"

/* Stock that is staged by location, against a shop with two. Item 10 has 12 pieces at the first
 * location and 5 at the second. */

static PasarField
at (World *world, const char *location_id)
{
  PasarField field;

  g_assert_true (
      pasar_catalogue_find_location_field (world_catalogue (world), location_id, &field));
  return field;
}

static void
assert_stock (World *world, gint64 first, gint64 second)
{
  const gint64 item_id = pasar_test_sandbox_item (10);

  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 0), ==, first);
  g_assert_cmpint (pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 1), ==, second);
}

/* What is sent to one location leaves the other as it is. */
static void
test_one (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autofree char *text = NULL;

  world_stage (world, 10, 0, at (world, "SG2"), 9);
  plan = world_submit_ok (world);
  change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (pasar_change_read (change)->old_value, ==, 17);
  g_assert_cmpint (pasar_change_read (change)->new_value, ==, 21);
  text = pasar_change_info_dup_locations (pasar_change_read (change));
  g_assert_cmpstr (text, ==, "SG2: 5 → 9");
  assert_stock (world, 12, 9);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* Pieces go from one location to the other, so that the sum stays; whatever becomes of the answer,
 * it is seen at the shop, or sent again. */
static void
test_moved (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 10, 0, at (world, "SGZ"), 10);
  world_stage (world, 10, 0, at (world, "SG2"), 7);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 1);
  if (fault != NULL)
    pasar_test_sandbox_fault (world->sandbox, fault);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  assert_stock (world, 10, 7);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* Pieces are sent from one location to the other, and the process ends before the shop is read
 * again. */
static void
lose_answer (World *world, const char *fault)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_set_timing (world->session, (PasarTiming){ 60000, G_MAXINT32, G_MAXINT32 });
  world_stage (world, 10, 0, at (world, "SGZ"), 10);
  world_stage (world, 10, 0, at (world, "SG2"), 7);
  pasar_test_sandbox_fault (world->sandbox, fault);
  plan = pasar_plan_new (world_catalogue (world));
  job = pasar_submit_job_new (world->session, plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  while (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN) == 0)
    g_main_context_iteration (NULL, TRUE);
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), NULL);
}

/* Somebody else writes. */
static void
write_stock (World *world, gint64 first, gint64 second)
{
  const PasarLocationUpdate locations[] = { { "SGZ", first }, { "SG2", second } };
  const PasarStockUpdate update = { 0, locations, G_N_ELEMENTS (locations) };
  PasarClient *client = pasar_session_get_client (world->session);
  g_autoptr (PasarWriteResult) written = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_client_update_stock_async (client,
                                   pasar_test_sandbox_item (10),
                                   &update,
                                   1,
                                   NULL,
                                   pasar_test_keep_result_cb,
                                   &result);
  written = pasar_client_update_stock_finish (client, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
assert_staged (World *world, gint64 first, gint64 second)
{
  const PasarRowKey key = { pasar_test_sandbox_item (10), 0 };
  PasarCatalogue *catalogue = world_catalogue (world);

  g_assert_cmpint (pasar_catalogue_read_staged (catalogue, key, at (world, "SGZ"), NULL, NULL),
                   ==,
                   first);
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue, key, at (world, "SG2"), NULL, NULL),
                   ==,
                   second);
}

/* What was staged by location is undone and made again from a checkpoint and the log, too. */
static void
test_history (void)
{
  static const gint64 steps[][2] = { { PASAR_NO_VALUE, PASAR_NO_VALUE },
                                     { 25, PASAR_NO_VALUE },
                                     { 3, PASAR_NO_VALUE },
                                     { 3, 14 } };
  const guint last = G_N_ELEMENTS (steps) - 1;
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));

  world->session->checkpoint_work = 1;
  world_stage (world, 10, 0, PASAR_FIELD_STOCK, 30);
  world_stage (world, 10, 0, at (world, "SGZ"), 3);
  world_stage (world, 10, 0, at (world, "SG2"), 14);
  WAIT_FOR (query (world, "SELECT coalesce (max (log_id), 0) FROM checkpoint") == 3);
  world_restart (world);
  assert_staged (world, steps[last][0], steps[last][1]);
  for (guint i = last; i > 0; i--)
    {
      g_assert_true (world_undo (world));
      assert_staged (world, steps[i - 1][0], steps[i - 1][1]);
    }
  g_assert_false (world_undo (world));
  world_restart (world);
  for (guint i = 1; i <= last; i++)
    {
      g_assert_true (world_redo (world));
      assert_staged (world, steps[i][0], steps[i][1]);
    }
  world_restart (world);
  g_assert_true (world_undo (world));
  assert_staged (world, steps[last - 1][0], steps[last - 1][1]);
}

/* A location that no item has any more is known by what can be made again there. */
static void
test_location_gone (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));

  world->session->checkpoint_work = 1;
  world_stage (world, 10, 0, at (world, "SG2"), 14);
  g_assert_true (world_undo (world));
  WAIT_FOR (query (world, "SELECT coalesce (max (log_id), 0) FROM checkpoint") == 2);
  spoil (world, "DELETE FROM item");
  g_assert_true (world_redo (world));
  assert_staged (world, PASAR_NO_VALUE, 14);
}

typedef struct
{
  const char *path;
  const char *fault;
  gint64 written[2]; /* by somebody else, -1: nothing */
  gboolean is_old_forgotten;
  PasarSettleCounts counts;
  const char *refusal; /* that begins so */
} LostCase;

/* Whether pieces were moved is seen at each location, since their sum is the same. */
static void
test_lost (gconstpointer data)
{
  const LostCase *lost = data;
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  const PasarSettleCounts *counts;
  const char *refusal = NULL;
  guint n_writes;

  lose_answer (world, lost->fault);
  if (lost->written[0] >= 0)
    write_stock (world, lost->written[0], lost->written[1]);
  world_close (world);
  /* As in a file of a version that did not keep it. */
  if (lost->is_old_forgotten)
    run_sql (world->path, "UPDATE call_location SET old_stock = NULL");
  world->store = open_store (world->path);
  world_open_session (world);
  pasar_session_set_timing (world->session, (PasarTiming){ 60000, 0, 0 });
  n_writes = pasar_test_sandbox_count (world->sandbox, "update_stock");
  settle = pasar_settle_job_new (world->session);
  g_assert_true (run_job (settle, &error));
  counts = pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle));
  g_assert_cmpuint (counts->n_written, ==, lost->counts.n_written);
  g_assert_cmpuint (counts->n_left, ==, lost->counts.n_left);
  g_assert_cmpuint (counts->n_unknown, ==, lost->counts.n_unknown);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, n_writes);
  g_assert_cmpuint (count_unfinished (world), ==, 0);

  pasar_catalogue_read_staged (world_catalogue (world),
                               (PasarRowKey){ pasar_test_sandbox_item (10), 0 },
                               PASAR_FIELD_STOCK,
                               NULL,
                               &refusal);
  g_assert_true (lost->refusal == NULL ? refusal == NULL
                                       : g_str_has_prefix (refusal, lost->refusal));
  plan = pasar_plan_new (world_catalogue (world));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)),
                    ==,
                    lost->counts.n_left + lost->counts.n_unknown);
  /* What somebody else has written since is not undone without a word. */
  g_assert_cmpint (pasar_plan_get_needs_confirmation (plan), ==, lost->written[0] >= 0);
}

/* What is staged by location is found again after a restart, and undone. */
static void
test_restart (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  PasarRowValue value;
  PasarField field;

  world_stage (world, 10, 0, at (world, "SGZ"), 3);
  world_restart (world);
  field = at (world, "SGZ");
  value = pasar_catalogue_read_field (world_catalogue (world), world_row (world, 10, 0), field);
  g_assert_cmpint (value.staged, ==, 3);
  g_assert_cmpint (value.base, ==, 12);
  g_assert_cmpint (world_staged (world, 10, 0, PASAR_FIELD_STOCK), ==, 8);
}

#define BEFORE "nth=1,kind=reset,when=before"
#define AFTER  "nth=1,kind=reset,when=after"

static const LostCase lost_cases[] = {
  { "/locations/lost/taken", AFTER, { -1 }, FALSE, { .n_written = 1 }, NULL },
  { "/locations/lost/not-taken",
    BEFORE,
    { -1 },
    FALSE,
    { .n_left = 1 },
    "This change was not taken: no answer came, and the shop still has the old value." },
  { "/locations/lost/moved-since",
    AFTER,
    { 11, 6 },
    FALSE,
    { .n_unknown = 1 },
    "SGZ 10, SG2 7 was sent, and no certain answer came. The shop had SGZ 12, SG2 5 before and "
    "SGZ 11, SG2 6 afterwards:" },
  { "/locations/lost/moved-since-not-taken", BEFORE, { 11, 6 }, FALSE, { .n_unknown = 1 }, "SGZ" },
  { "/locations/lost/taken-old-forgotten", AFTER, { -1 }, TRUE, { .n_written = 1 }, NULL },
  { "/locations/lost/not-taken-old-forgotten",
    BEFORE,
    { -1 },
    TRUE,
    { .n_unknown = 1 },
    "SGZ 10, SG2 7 was sent, and no certain answer came. The shop had 17 before and SGZ 12, SG2 5 "
    "afterwards:" },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locations/one", test_one);
  g_test_add_data_func ("/locations/moved", NULL, test_moved);
  g_test_add_data_func ("/locations/moved-lost-before", "nth=1,kind=reset,when=before", test_moved);
  g_test_add_data_func ("/locations/moved-lost-after", "nth=1,kind=reset,when=after", test_moved);
  for (guint i = 0; i < G_N_ELEMENTS (lost_cases); i++)
    g_test_add_data_func (lost_cases[i].path, &lost_cases[i], test_lost);
  g_test_add_func ("/locations/restart", test_restart);
  g_test_add_func ("/locations/history", test_history);
  g_test_add_func ("/locations/location-gone", test_location_gone);

  return g_test_run ();
}
