/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

static char *
stage_labelled (World *world, guint nth_item, PasarField field, gint64 value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  start_stage (world->session, world_row (world, nth_item, 0), field, value, &result);
  pasar_session_write_finish (world->session, pasar_test_wait_result (&result), &step, &error);
  g_assert_no_error (error);
  return g_strdup (step->label);
}

static void
assert_origin (const PasarSubmission *submission,
               guint nth_item,
               PasarCallKind kind,
               const char *expected)
{
  for (guint i = 0; i < submission->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);

      if (call->item_id != pasar_test_sandbox_item (nth_item) || call->kind != kind)
        continue;
      g_assert_cmpstr (((PasarJournalRow *) call->rows->pdata[0])->origin, ==, expected);
      return;
    }
  g_assert_not_reached ();
}

/* The journal says of each change what the seller did last to make it, but what was undone; also
 * where it was sent by location. */
static void
test_origins (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const gint64 first = world_value (world, 0, 0, PASAR_FIELD_PRICE);
  const gint64 second = world_value (world, 1, 0, PASAR_FIELD_PRICE);
  g_autofree char *replaced = stage_labelled (world, 0, PASAR_FIELD_PRICE, first + 10);
  g_autofree char *last = stage_labelled (world, 0, PASAR_FIELD_PRICE, first + 20);
  g_autofree char *kept = stage_labelled (world, 1, PASAR_FIELD_PRICE, second + 10);
  g_autofree char *stock = stage_labelled (world, 0, PASAR_FIELD_STOCK, 77);
  g_autofree char *location = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarSubmission) submission = NULL;
  PasarField field;

  g_assert_true (pasar_catalogue_find_location_field (world_catalogue (world), "SG2", &field));
  location = stage_labelled (world, 10, field, 9);
  undone = stage_labelled (world, 1, PASAR_FIELD_PRICE, second + 20);
  g_assert_cmpstr (replaced, !=, last);
  g_assert_cmpstr (kept, !=, undone);
  g_assert_true (world_undo (world));
  plan = world_submit_ok (world);
  submission = get_last_submission (world->session);
  assert_origin (submission, 0, PASAR_CALL_PRICE, last);
  assert_origin (submission, 0, PASAR_CALL_STOCK, stock);
  assert_origin (submission, 1, PASAR_CALL_PRICE, kept);
  assert_origin (submission, 10, PASAR_CALL_STOCK, location);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origins/all", test_origins);
  return g_test_run ();
}
