/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locations/one", test_one);
  g_test_add_data_func ("/locations/moved", NULL, test_moved);
  g_test_add_data_func ("/locations/moved-lost-before", "nth=1,kind=reset,when=before", test_moved);
  g_test_add_data_func ("/locations/moved-lost-after", "nth=1,kind=reset,when=after", test_moved);
  g_test_add_func ("/locations/restart", test_restart);

  return g_test_run ();
}
