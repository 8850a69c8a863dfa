/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-fixture.h"

#include "catalogue/table/margin.h"

/* What the seller keeps in this app alone comes out of the log as it was, whatever becomes of the
 * shop. */

static PasarRowKey
get_key (World *world, guint nth_item)
{
  return pasar_catalogue_row_get_key (world_catalogue (world), world_row (world, nth_item, 0));
}

static gint64
get_local (World *world, guint nth_item, PasarField field)
{
  return pasar_catalogue_read_staged (world_catalogue (world),
                                      get_key (world, nth_item),
                                      field,
                                      NULL,
                                      NULL);
}

static void
set_local (World *world, guint nth_item, PasarField field, gint64 value)
{
  g_autoptr (GError) error = NULL;

  world_try_stage (world, nth_item, 0, field, value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_local (world, nth_item, field), ==, value);
}

static gint64
count_stored (World *world)
{
  return query (world, "SELECT n_staged FROM log ORDER BY id DESC LIMIT 1");
}

/* From the log, and from a checkpoint. Nothing of it is staged. */
static void
test_restart (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  set_local (world, 0, PASAR_FIELD_COST, 1234);
  set_local (world, 1, PASAR_FIELD_COST, 1);
  set_local (world, 20, PASAR_FIELD_TARGET_MARGIN, 255);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (get_local (world, 0, PASAR_FIELD_COST), ==, 1234);
  g_assert_cmpint (get_local (world, 20, PASAR_FIELD_TARGET_MARGIN), ==, 255);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 0);

  for (guint i = 0; i < 500; i++)
    start_stage (world->session, world_row (world, 10, 0), PASAR_FIELD_COST, 2500 + i, NULL);
  set_local (world, 10, PASAR_FIELD_FLOOR, 9);
  WAIT_FOR (query (world, "SELECT count(*) FROM checkpoint") > 0);
  g_assert_cmpint (count_stored (world), ==, 0);
  g_assert_cmpint (query (world, "SELECT n_staged FROM checkpoint"), ==, 0);
  world_restart (world);
  g_assert_cmpint (get_local (world, 0, PASAR_FIELD_COST), ==, 1234);
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_COST), ==, 2999);
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_FLOOR), ==, 9);
  g_assert_true (world_undo (world));
  g_assert_true (world_undo (world));
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_FLOOR), ==, PASAR_NO_VALUE);
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_COST), ==, 2998);
  world_restart (world);
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_COST), ==, 2998);
  g_assert_true (world_redo (world));
  g_assert_cmpint (get_local (world, 10, PASAR_FIELD_COST), ==, 2999);
}

static void
set_text (World *world, guint nth_item, PasarField field, const char *text)
{
  stage_set (world->session, world_row (world, nth_item, 0), field, text);
}

static void
set_note (World *world, guint nth_item, const char *text)
{
  set_text (world, nth_item, PASAR_FIELD_NOTE, text);
}

static void
assert_note (World *world, guint nth_item, const char *text)
{
  g_assert_cmpstr (pasar_text_get (get_local (world, nth_item, PASAR_FIELD_NOTE)), ==, text);
}

/* Texts come out of the log, out of a checkpoint, and out of records that are read again for undo.
 */
static void
test_texts (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  set_note (world, 0, "ถาม 问");
  set_note (world, 0, "=1+1");
  set_note (world, 1, "=1+1");
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  assert_note (world, 0, "=1+1");
  g_assert_cmpint (get_local (world, 0, PASAR_FIELD_NOTE),
                   ==,
                   get_local (world, 1, PASAR_FIELD_NOTE));
  for (guint i = 0; i < 500; i++)
    start_stage (world->session, world_row (world, 10, 0), PASAR_FIELD_COST, 2500 + i, NULL);
  world_stage (world, 10, 0, PASAR_FIELD_STOCK, 77);
  WAIT_FOR (query (world, "SELECT count(*) FROM checkpoint") > 0);
  world_restart (world);
  assert_note (world, 0, "=1+1");
  for (guint i = 0; i < 502; i++)
    g_assert_true (world_undo (world));
  assert_note (world, 1, "");
  g_assert_true (world_undo (world));
  assert_note (world, 0, "ถาม 问");
  world_restart (world);
  assert_note (world, 0, "ถาม 问");
  g_assert_true (world_undo (world));
  assert_note (world, 0, "");
  g_assert_false (world_undo (world));
  for (guint i = 0; i < 2; i++)
    g_assert_true (world_redo (world));
  assert_note (world, 0, "=1+1");
}

static void
assert_title (World *world, const char *id, const char *title)
{
  const PasarColumnInfo *info = pasar_catalogue_find_column (world_catalogue (world), id);

  g_assert_cmpstr (info != NULL ? pasar_column_info_get_title (info) : NULL, ==, title);
}

/* Columns and what is in them outlive the session: from the log, from a checkpoint, by undo. */
static void
test_own_columns (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarField weight = add_own_column (world->session, PASAR_OWN_NUMBER, "Weight");
  const PasarField packing = add_own_column (world->session, PASAR_OWN_MONEY, "Packing");
  const PasarField supplier = add_own_column (world->session, PASAR_OWN_TEXT, "ผู้ขาย");
  const PasarField organic = add_own_column (world->session, PASAR_OWN_YES_NO, "Organic");

  set_local (world, 0, weight, 1250);
  set_local (world, 0, packing, 40);
  set_text (world, 0, supplier, "Ming");
  set_text (world, 0, organic, "yes");
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  assert_title (world, "own-number-1", "Weight");
  assert_title (world, "own-text-1", "ผู้ขาย");
  g_assert_cmpint (get_local (world, 0, weight), ==, 1250);
  g_assert_cmpint (get_local (world, 0, packing), ==, 40);
  g_assert_cmpstr (pasar_text_get (get_local (world, 0, supplier)), ==, "Ming");
  g_assert_cmpint (get_local (world, 0, organic), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);

  set_own_columns (world->session,
                   pasar_catalogue_remove_own_column (world_catalogue (world), supplier));
  for (guint i = 0; i < 500; i++)
    start_stage (world->session, world_row (world, 10, 0), weight, 2500 + i, NULL);
  world_stage (world, 10, 0, PASAR_FIELD_STOCK, 77);
  WAIT_FOR (query (world, "SELECT count(*) FROM checkpoint") > 0);
  world_restart (world);
  assert_title (world, "own-text-1", NULL);
  g_assert_cmpint (get_local (world, 10, weight), ==, 2999);
  g_assert_cmpint (get_local (world, 0, organic), ==, 1);
  /* What was in a column is there as soon as it is back. */
  g_assert_cmpint (add_own_column (world->session, PASAR_OWN_TEXT, "ผู้ขาย"), ==, supplier);
  g_assert_cmpstr (pasar_text_get (get_local (world, 0, supplier)), ==, "Ming");
  for (guint i = 0; i < 502; i++)
    g_assert_true (world_undo (world));
  g_assert_cmpint (get_local (world, 0, organic), ==, PASAR_NO_VALUE);
  g_assert_true (world_undo (world));
  g_assert_cmpint (get_local (world, 0, supplier), ==, PASAR_NO_VALUE);
  world_restart (world);
  g_assert_true (world_redo (world));
  g_assert_cmpstr (pasar_text_get (get_local (world, 0, supplier)), ==, "Ming");
}

/* Of definitions that cannot be read the values are there still, in columns of their own. */
static void
test_damaged_columns (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarField weight = add_own_column (world->session, PASAR_OWN_NUMBER, "Weight");

  add_own_column (world->session, PASAR_OWN_TEXT, "Supplier");
  set_local (world, 0, weight, 1250);
  spoil (world,
         "UPDATE kept SET data = 'x' WHERE name = 'own-number-1';"
         "UPDATE kept SET name = 'own-what-1' WHERE name = 'own-text-1'");
  assert_title (world, "own-number-1", "own-number-1");
  g_assert_cmpint (get_local (world, 0, weight), ==, 1250);
  assert_title (world, "own-text-1", NULL);
  spoil (world, "DELETE FROM kept");
  assert_title (world, "own-number-1", NULL);
  g_assert_cmpint (add_own_column (world->session, PASAR_OWN_NUMBER, "Lead time"), !=, weight);
}

/* The fee is one of the shop, and outlives the session. */
static void
test_fee (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (pasar_catalogue_get_fee (world_catalogue (world)), ==, 0);
  pasar_session_set_fee_async (world->session, 350, pasar_test_keep_result_cb, &result);
  g_assert_cmpint (pasar_catalogue_get_fee (world_catalogue (world)), ==, 350);
  g_assert_true (
      pasar_session_set_fee_finish (world->session, pasar_test_wait_result (&result), &error));
  g_assert_no_error (error);
  world_load (world);
  world_restart (world);
  g_assert_cmpint (pasar_catalogue_get_fee (world_catalogue (world)), ==, 350);
}

/* An item that the shop deletes is not seen any more; what was known of it is there when it comes
 * back. */
static void
test_deleted_item (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const gint64 item_id = pasar_test_sandbox_item (0);
  const PasarRowKey key = get_key (world, 0);

  set_local (world, 0, PASAR_FIELD_COST, 1234);
  pasar_test_sandbox_change (
      world->sandbox,
      "{\"do\":\"delete_item\",\"how\":\"gone\",\"item_id\":%" G_GINT64_FORMAT "}",
      item_id);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_find (world_catalogue (world), item_id, 0), ==, PASAR_NO_ROW);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_find (world_catalogue (world), item_id, 0), ==, PASAR_NO_ROW);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 0);
  g_assert_cmpint (pasar_catalogue_read_staged (world_catalogue (world),
                                                key,
                                                PASAR_FIELD_COST,
                                                NULL,
                                                NULL),
                   ==,
                   1234);
}

/* What is sent is what is staged; of the rest nothing changes. */
static void
test_submission (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (PasarPlan) plan = NULL;

  set_local (world, 0, PASAR_FIELD_COST, 1234);
  set_local (world, 1, PASAR_FIELD_COST, 99);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2001);
  plan = world_submit_ok (world);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 1);
  g_assert_cmpint (get_local (world, 0, PASAR_FIELD_COST), ==, 1234);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  world_restart (world);
  g_assert_cmpint (get_local (world, 0, PASAR_FIELD_COST), ==, 1234);
  g_assert_cmpint (get_local (world, 1, PASAR_FIELD_COST), ==, 99);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locals/restart", test_restart);
  g_test_add_func ("/locals/texts", test_texts);
  g_test_add_func ("/locals/own-columns", test_own_columns);
  g_test_add_func ("/locals/damaged-columns", test_damaged_columns);
  g_test_add_func ("/locals/fee", test_fee);
  g_test_add_func ("/locals/deleted-item", test_deleted_item);
  g_test_add_func ("/locals/submission", test_submission);
  return g_test_run ();
}
