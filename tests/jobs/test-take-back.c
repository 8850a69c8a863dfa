/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "jobs/take-back.h"

#define ID "%" G_GINT64_FORMAT

/* Another price at the shop than was written. */
static void
set_price (World *world, guint nth_item, gint64 minor)
{
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":" ID ",\"minor\":" ID "}",
                             pasar_test_sandbox_item (nth_item),
                             minor);
}

static GArray *
list_wanted (World *world, const guint8 *is_wanted)
{
  g_autoptr (PasarSubmission) submission = get_last_submission (world->session);

  return pasar_take_back_list (world_catalogue (world), submission, is_wanted);
}

static GArray *
list_last (World *world)
{
  return list_wanted (world, NULL);
}

static PasarTakeBackJob *
take_back (World *world, GArray *rows)
{
  g_autoptr (PasarJob) job = pasar_take_back_job_new (world->session, rows, "Taken back");
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  return PASAR_TAKE_BACK_JOB (g_steal_pointer (&job));
}

static const PasarTakeBackRow *
find (PasarTakeBackJob *job, guint nth_item, PasarField field)
{
  const GArray *rows = pasar_take_back_job_get_rows (job);

  for (guint i = 0; i < rows->len; i++)
    {
      const PasarTakeBackRow *row = &g_array_index (rows, PasarTakeBackRow, i);

      if (row->key.item_id == pasar_test_sandbox_item (nth_item) && row->field == field)
        return row;
    }
  g_assert_not_reached ();
}

static PasarField
get_location (World *world, const char *id)
{
  PasarField field;

  g_assert_true (pasar_catalogue_find_location_field (world_catalogue (world), id, &field));
  return field;
}

static PasarRowValue
read_field (World *world, guint nth_item, PasarField field)
{
  return pasar_catalogue_read_field (world_catalogue (world),
                                     world_row (world, nth_item, 0),
                                     field);
}

/* Prices, stock, and stock at one of two locations are as before again, by one step that can be
 * undone; nothing is sent before the seller submits it. */
static void
test_all (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const PasarField location = get_location (world, "SG2");
  const gint64 price = world_value (world, 0, 0, PASAR_FIELD_PRICE);
  const gint64 stock = world_value (world, 1, 0, PASAR_FIELD_STOCK);
  const gint64 there = read_field (world, 10, location).value;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTakeBackJob) job = NULL;
  g_autoptr (GArray) rows = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, price + 10);
  world_stage (world, 1, 0, PASAR_FIELD_STOCK, stock + 7);
  world_try_stage (world, 10, 0, location, there + 4, &error);
  g_assert_no_error (error);
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 3);
  pasar_test_sandbox_clear_log (world->sandbox);

  rows = list_last (world);
  g_assert_cmpuint (rows->len, ==, 3);
  job = take_back (world, rows);
  g_assert_cmpuint (pasar_take_back_job_count (job, PASAR_TAKE_BACK_STAGED), ==, 3);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, price);
  g_assert_cmpint (world_staged (world, 1, 0, PASAR_FIELD_STOCK), ==, stock);
  g_assert_cmpint (read_field (world, 10, location).staged, ==, there);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_price"), ==, 0);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_stock"), ==, 0);

  g_assert_true (world_undo (world));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  g_assert_true (world_redo (world));
  back = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (back, PASAR_CHANGE_DONE), ==, 3);
  g_assert_cmpint (pasar_test_sandbox_get_price (world->sandbox, pasar_test_sandbox_item (0), 0),
                   ==,
                   price);
  g_assert_cmpint (read_field (world, 10, location).value, ==, there);
}

/* What others changed since is left as it is, with what was before, what was written and what the
 * shop has; what is gone and what was put back by others, too. */
static void
test_changed_since (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const guint changed = 0, same = 10, gone = 13, plain = 23;
  const guint items[] = { changed, same, gone, plain };
  gint64 prices[G_N_ELEMENTS (items)];
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarTakeBackJob) job = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *summary = NULL;
  const PasarTakeBackRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      prices[i] = world_value (world, items[i], 0, PASAR_FIELD_PRICE);
      world_stage (world, items[i], 0, PASAR_FIELD_PRICE, prices[i] + 10);
    }
  plan = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, G_N_ELEMENTS (items));
  set_price (world, changed, prices[0] + 77);
  set_price (world, same, prices[1]);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":" ID "}",
                             pasar_test_sandbox_item (gone));

  rows = list_last (world);
  job = take_back (world, rows);
  row = find (job, changed, PASAR_FIELD_PRICE);
  g_assert_cmpint (row->state, ==, PASAR_TAKE_BACK_CHANGED);
  g_assert_cmpint (row->old_value, ==, prices[0]);
  g_assert_cmpint (row->written, ==, prices[0] + 10);
  g_assert_cmpint (row->live, ==, prices[0] + 77);
  g_assert_cmpint (find (job, same, PASAR_FIELD_PRICE)->state, ==, PASAR_TAKE_BACK_SAME);
  g_assert_cmpint (find (job, gone, PASAR_FIELD_PRICE)->state, ==, PASAR_TAKE_BACK_GONE);
  g_assert_cmpint (find (job, plain, PASAR_FIELD_PRICE)->state, ==, PASAR_TAKE_BACK_STAGED);
  g_assert_cmpint (world_staged (world, plain, 0, PASAR_FIELD_PRICE), ==, prices[3]);
  summary = pasar_job_dup_summary (PASAR_JOB (job));
  g_assert_cmpstr (summary, ==, "1 change taken back, to be reviewed. 3 left as they are.");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 1);
}

/* Only some; and nothing of what the shop did not take. */
static void
test_some (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const gint64 first = world_value (world, 0, 0, PASAR_FIELD_PRICE);
  const gint64 second = world_value (world, 1, 0, PASAR_FIELD_PRICE);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarTakeBackJob) job = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) rows = NULL;
  guint8 is_wanted[3] = { FALSE };

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, first + 10);
  world_stage (world, 1, 0, PASAR_FIELD_PRICE, second + 10);
  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 10);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_reserved\",\"item_id\":" ID ",\"reserved\":50}",
                             pasar_test_sandbox_item (0));
  plan = world_submit_ok (world);
  all = list_last (world);
  g_assert_cmpuint (all->len, ==, 2);
  is_wanted[g_array_index (all, PasarTakeBackRow, 1).index] = TRUE;
  rows = list_wanted (world, is_wanted);
  g_assert_cmpuint (rows->len, ==, 1);
  job = take_back (world, rows);
  g_assert_cmpuint (pasar_take_back_job_count (job, PASAR_TAKE_BACK_STAGED), ==, 1);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (world_staged (world, 1, 0, PASAR_FIELD_PRICE), ==, second);
}

/* Nothing that could be taken back is no error. */
static void
test_none (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (PasarTakeBackRow));
  g_autoptr (PasarTakeBackJob) job = take_back (world, rows);
  g_autofree char *summary = pasar_job_dup_summary (PASAR_JOB (job));

  g_assert_cmpstr (summary, ==, "Nothing was taken back.");
  g_assert_cmpuint (pasar_take_back_job_count (job, PASAR_TAKE_BACK_STAGED), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* What cannot be read is left as it is. */
static void
test_unread (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, world_value (world, 0, 0, PASAR_FIELD_PRICE) + 10);
  plan = world_submit_ok (world);
  rows = list_last (world);
  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"revoke_tokens\"}");
  job = pasar_take_back_job_new (world->session, rows, "Taken back");
  g_assert_false (run_job (job, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/take-back/all", test_all);
  g_test_add_func ("/take-back/changed-since", test_changed_since);
  g_test_add_func ("/take-back/some", test_some);
  g_test_add_func ("/take-back/none", test_none);
  g_test_add_func ("/take-back/unread", test_unread);
  return g_test_run ();
}
