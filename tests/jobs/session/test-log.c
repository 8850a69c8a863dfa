/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-fixture.h"

#include "jobs/session/record-private.h"

/* What is staged and what can be undone come out of the log as they were in memory. */

#define N_ITEMS 30

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that is staged, row by row. */
static char *
describe_staged (PasarCatalogue *catalogue)
{
  g_autoptr (GArray) staged = pasar_catalogue_dup_staged (catalogue);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
                                        "/%d: %" G_GINT64_FORMAT " > %" G_GINT64_FORMAT " (%s)",
                                        value->key.item_id,
                                        value->key.model_id,
                                        (int) value->field,
                                        value->base,
                                        value->value,
                                        value->refusal != NULL ? value->refusal : ""));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static gint64
count_stored (World *world)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  pasar_store_count_staged_async (world->store,
                                  pasar_session_get_shop (world->session)->id,
                                  NULL,
                                  pasar_test_keep_result_cb,
                                  &result);
  n = pasar_store_finish_number (world->store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return n;
}

/* Stages a value of a few rows as one step. */
static void
stage_some (World *world)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  const PasarField field = g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  g_autofree char *text =
      g_strdup_printf ("%s%d", g_test_rand_bit () ? "+" : "", g_test_rand_int_range (1, 4));
  g_autoptr (PasarExpression) expression =
      pasar_catalogue_parse (catalogue, field, TRUE, text, NULL, NULL);
  guint rows[6];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = (guint) g_test_rand_int_range (0, (gint32) pasar_catalogue_get_n_rows (catalogue));
  pasar_session_stage_async (world->session,
                             pasar_command_new (g_test_rand_int_range (0, 6) == 0
                                                    ? PASAR_COMMAND_DISCARD
                                                    : PASAR_COMMAND_EACH,
                                                catalogue,
                                                rows,
                                                (guint) g_test_rand_int_range (1, 7),
                                                (int) field,
                                                expression),
                             NULL,
                             NULL,
                             NULL);
}

static void
change_at_shop (World *world)
{
  const gint64 item_id = pasar_test_sandbox_item ((guint) g_test_rand_int_range (0, N_ITEMS));

  if (g_test_rand_bit ())
    pasar_test_sandbox_change (world->sandbox,
                               "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                               ",\"minor\":%d}",
                               item_id,
                               g_test_rand_int_range (1, 4) * 100);
  world_load (world);
}

static void
submit_some (World *world)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_rand_bit ())
    pasar_test_sandbox_fault (world->sandbox,
                              "call=update_price,every=2,kind=error,code=error_x,message=No.");
  plan = world_submit (world, &error);
  pasar_test_sandbox_clear_faults (world->sandbox);
}

static void
do_something (World *world)
{
  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      submit_some (world);
      break;
    case 1:
      change_at_shop (world);
      break;
    case 2:
    case 3:
    case 4:
      world_undo (world);
      break;
    case 5:
    case 6:
      world_redo (world);
      break;
    default:
      stage_some (world);
    }
}

/* To the first step and back: the same cells are staged. */
static void
undo_and_redo_all (World *world)
{
  g_autoptr (GArray) before = pasar_catalogue_dup_staged (world_catalogue (world));
  g_autoptr (GArray) after = NULL;
  guint n = 0;

  while (world_undo (world))
    n++;
  for (guint i = 0; i < n; i++)
    g_assert_true (world_redo (world));
  after = pasar_catalogue_dup_staged (world_catalogue (world));
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (before, PasarStagedValue, i);

      g_assert_cmpint (pasar_catalogue_read_staged (world_catalogue (world),
                                                    value->key,
                                                    value->field,
                                                    NULL,
                                                    NULL),
                       ==,
                       value->value);
    }
}

/* Whatever was done before. */
static void
test_random_restarts (void)
{
  g_autofree char *n_items = g_strdup_printf ("%d", N_ITEMS);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", n_items, NULL));
  gboolean could_undo = FALSE;

  for (guint round = 0; round < 25; round++)
    {
      const guint n = (guint) g_test_rand_int_range (1, 12);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GArray) staged = NULL;

      for (guint i = 0; i < n; i++)
        do_something (world);
      world_restart (world);
      before = describe_staged (world_catalogue (world));
      world_restart (world);
      after = describe_staged (world_catalogue (world));
      g_assert_cmpstr (after, ==, before);
      staged = pasar_catalogue_dup_staged (world_catalogue (world));
      g_assert_cmpint (count_stored (world), ==, staged->len);
      could_undo |= pasar_catalogue_get_can_undo (world_catalogue (world));
    }
  g_assert_true (could_undo);
  undo_and_redo_all (world);
}

/* Memory and disk are the same at every moment. */
static void
test_random_steps (void)
{
  g_autofree char *n_items = g_strdup_printf ("%d", N_ITEMS);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", n_items, NULL));

  for (guint round = 0; round < 60; round++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      do_something (world);
      do_something (world);
      /* The queue is worked off, and with it what is shown. */
      world_undo (world);
      before = describe_staged (world_catalogue (world));
      world_restart (world);
      after = describe_staged (world_catalogue (world));
      g_assert_cmpstr (after, ==, before);
    }
}

static PasarSession *
open_first (PasarStore *store, GError **error)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GPtrArray) shops = NULL;

  pasar_store_list_shops_async (store, NULL, pasar_test_keep_result_cb, &listed);
  shops = pasar_store_finish_object (store, pasar_test_wait_result (&listed), error);
  g_assert_cmpuint (shops->len, ==, 1);
  pasar_session_open_async (store,
                            g_ptr_array_index (shops, 0),
                            NULL,
                            NULL,
                            pasar_test_keep_result_cb,
                            &opened);
  return pasar_session_open_finish (pasar_test_wait_result (&opened), error);
}

#define REFUSED_STAGED                                                                             \
  "25000000011/0/0: 1999 > 2111 (This change was not taken: no answer came, and the shop still "   \
  "has the old value. Submit it again.)"

/* All that was staged, refused and undone in an earlier version goes on, and stays. */
static void
test_earlier (gconstpointer data)
{
  g_autofree char *folder = pasar_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "store", data, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  run_sql (path, sql);
  for (guint i = 0; i < 2; i++)
    {
      PasarStore *store = open_store (path);
      g_autoptr (PasarSession) session = open_first (store, &error);
      g_autofree char *staged = NULL;
      g_autofree char *redone = NULL;
      g_autofree char *undone = NULL;

      g_assert_no_error (error);
      g_assert_null (pasar_session_get_notice (session));
      g_assert_cmpuint (pasar_catalogue_get_n_items (pasar_session_get_catalogue (session)), ==, 4);
      staged = describe_staged (pasar_session_get_catalogue (session));
      g_assert_cmpstr (staged, ==, REFUSED_STAGED);
      g_assert_true (move (session, TRUE, &error));
      g_assert_false (move (session, TRUE, &error));
      redone = describe_staged (pasar_session_get_catalogue (session));
      g_assert_cmpstr (redone, ==, REFUSED_STAGED "\n25000000899/0/1: 11 > 44 ()");
      g_assert_true (move (session, FALSE, &error));
      undone = describe_staged (pasar_session_get_catalogue (session));
      g_assert_cmpstr (undone, ==, REFUSED_STAGED);
      flush_session (session);
      if (i == 1)
        {
          g_assert_true (move (session, FALSE, &error));
          g_assert_false (move (session, FALSE, &error));
          g_assert_cmpuint (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (session)),
                            ==,
                            0);
          flush_session (session);
        }
      g_assert_no_error (error);
      g_clear_object (&session);
      close_store (store);
    }
  pasar_test_remove_folder (g_steal_pointer (&folder));
}

/* What stands before a damaged record is kept, what is lost is told, and a copy stays. After it
 * everything goes on. */
static void
test_damaged_record (gconstpointer data)
{
  g_autoptr (World) world = new_stepped_world ();
  g_autofree char *copy = g_strconcat (world->path, ".1.damaged", NULL);
  guint n_undone = 0;

  spoil (world, data);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2006);
  g_assert_nonnull (strstr (pasar_session_get_notice (world->session), "4 steps"));
  g_assert_nonnull (strstr (pasar_session_get_notice (world->session), copy));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  while (world_undo (world))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, 7);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

static void
append_record (World *world, gint64 id, GBytes *data)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_log_record_free);
  g_autoptr (GAsyncResult) result = NULL;
  PasarLogRecord *record = g_new0 (PasarLogRecord, 1);

  record->id = id;
  record->kind = PASAR_LOG_STEP;
  record->n_edits = 1;
  record->n_staged = 2;
  record->data = g_bytes_ref (data);
  g_ptr_array_add (records, record);
  pasar_store_append_log_async (world->store,
                                pasar_session_get_shop (world->session)->id,
                                records,
                                NULL,
                                NULL,
                                pasar_test_keep_result_cb,
                                &result);
  g_assert_true (pasar_store_finish (world->store, pasar_test_wait_result (&result), NULL));
}

/* A later version may have values of a type that this one does not know: what came before them is
 * kept, and that there was more is told, with a copy of it. */
static void
test_later_type (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autofree char *copy = g_strconcat (world->path, ".1.damaged", NULL);
  PasarRecordWriter *writer = pasar_record_writer_new (PASAR_LOG_STEP, 0);
  const PasarRecordEdit known = { .key = { pasar_test_sandbox_item (20), 0 },
                                  .column = "stock",
                                  .to = pasar_value_from_number (77) };
  const PasarRecordEdit unknown = { .key = { pasar_test_sandbox_item (0), 0 },
                                    .column = "price",
                                    .to = { .type = (PasarValueType) 3 } };
  g_autoptr (GBytes) data = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2001);
  pasar_record_writer_add (writer, &known);
  pasar_record_writer_add (writer, &unknown);
  data = pasar_record_writer_end (writer);
  append_record (world, 2, data);
  world_restart (world);
  g_assert_nonnull (strstr (pasar_session_get_notice (world->session), "1 step"));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2001);
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, PASAR_NO_VALUE);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2002);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2002);
}

/* The price of the first item as somebody else set it at the shop. */
static void
set_price_at_shop (World *world, gint64 price)
{
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":%" G_GINT64_FORMAT "}",
                             pasar_test_sandbox_item (0),
                             price);
  world_load (world);
}

/* A step that came to nothing is gone for good: not even a restart in which it would come to
 * something again brings it back. */
static void
test_forgotten_undo (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2001);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2002);
  set_price_at_shop (world, 2002);
  set_price_at_shop (world, 2003);
  g_assert_false (pasar_catalogue_get_can_undo (world_catalogue (world)));
  set_price_at_shop (world, 2002);
  g_assert_false (pasar_catalogue_get_can_undo (world_catalogue (world)));
  world_restart (world);
  g_assert_false (pasar_catalogue_get_can_undo (world_catalogue (world)));
  g_assert_false (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);

  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  world_restart (world);
  g_assert_true (world_undo (world));
  g_assert_false (world_undo (world));
}

static void
test_forgotten_redo (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2001);
  g_assert_true (world_undo (world));
  set_price_at_shop (world, 2001);
  g_assert_false (pasar_catalogue_get_can_redo (world_catalogue (world)));
  set_price_at_shop (world, 2002);
  g_assert_false (pasar_catalogue_get_can_redo (world_catalogue (world)));
  world_restart (world);
  g_assert_false (pasar_catalogue_get_can_redo (world_catalogue (world)));
  g_assert_false (world_redo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, PASAR_NO_VALUE);
  world_restart (world);
  g_assert_true (world_redo (world));
  g_assert_cmpint (world_staged (world, 20, 0, PASAR_FIELD_STOCK), ==, 77);
}

/* What is staged on an item that cannot be read from the cache waits for it, is told, and is there
 * again with the next refresh. */
static void
test_unreadable_item (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autofree char *spoil_item = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_stage (world, 20, 0, PASAR_FIELD_STOCK, 77);
  spoil_item = g_strdup_printf ("UPDATE item SET data = x'50' WHERE item_id = %" G_GINT64_FORMAT,
                                pasar_test_sandbox_item (0));
  spoil (world, spoil_item);
  g_assert_nonnull (strstr (pasar_session_get_notice (world->session), "1 changed row"));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 1);
  g_assert_cmpint (count_stored (world), ==, 2);
  world_load (world);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 0);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  world_restart (world);
  g_assert_null (pasar_session_get_notice (world->session));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
}

/* The price of the first item; 3000 for none staged. */
static gint64
get_price (PasarSession *session)
{
  const gint64 staged =
      pasar_catalogue_read_staged (pasar_session_get_catalogue (session),
                                   (PasarRowKey){ pasar_test_sandbox_item (0), 0 },
                                   PASAR_FIELD_PRICE,
                                   NULL,
                                   NULL);

  return staged != PASAR_NO_VALUE ? staged : 3000;
}

/* Two programs have the shop open: of each step the first to write it wins, the other is told that
 * nothing of its own gets to the disk, and has it still. */
static void
test_two_writers (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarStore *store = open_store (world->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *other = open_first (store, &error);
  const PasarRowKey key = { pasar_test_sandbox_item (0), 0 };

  g_assert_no_error (error);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2001);
  flush_session (world->session);
  start_stage (other,
               pasar_catalogue_find_editable (pasar_session_get_catalogue (other), key),
               PASAR_FIELD_PRICE,
               2002,
               NULL);
  pasar_session_flush_async (other, pasar_test_keep_result_cb, &result);
  g_assert_false (
      pasar_session_write_finish (other, pasar_test_wait_result (&result), NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED);
  g_assert_cmpstr (pasar_session_get_write_error (other), ==, error->message);
  g_assert_cmpuint (pasar_session_get_n_unwritten (other), ==, 1);
  g_assert_cmpint (get_price (other), ==, 2002);

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2003);
  flush_session (world->session);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2003);

  /* As soon as there is room for it. */
  world_close (world);
  run_sql (world->path, "DELETE FROM log");
  WAIT_FOR (pasar_session_get_n_unwritten (other) == 0);
  g_clear_object (&other);
  close_store (store);
}

/* The price is that of one of the steps from the last one that was on disk to the last one, and all
 * steps up to it can be undone. */
static void
assert_left (const char *path, gint64 written, gint64 shown)
{
  PasarStore *store = open_store (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSession) session = open_first (store, &error);
  gint64 price = get_price (session);

  g_assert_null (pasar_session_get_notice (session));
  g_assert_cmpint (price, >=, written);
  g_assert_cmpint (price, <=, shown);
  while (price > 3000)
    {
      g_assert_true (move (session, FALSE, &error));
      g_assert_cmpint (get_price (session), ==, --price);
    }
  g_assert_false (move (session, FALSE, &error));
  g_assert_no_error (error);
  flush_session (session);
  g_clear_object (&session);
  close_store (store);
}

/* At any moment what is left is what was done up to some step. */
static void
test_crash_anywhere (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  gint64 price = 3000;
  gint64 written = 3000;

  for (guint n = 0; n < 25; n++)
    {
      const guint n_steps = (guint) g_test_rand_int_range (1, 8);
      const guint n_turns = (guint) g_test_rand_int_range (0, 12);
      g_autofree char *path = NULL;

      for (guint i = 0; i < n_steps; i++)
        start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, ++price, NULL);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      if (pasar_session_get_n_unwritten (world->session) == 0)
        written = price;
      path = g_strdup_printf ("%s-%u", world->path, n);
      copy_store (world->path, path);
      assert_left (path, written, price);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/log/from-v2", "schema-v2.sql", test_earlier);
  g_test_add_data_func ("/log/from-v3", "schema-v3.sql", test_earlier);
  g_test_add_func ("/log/random-restarts", test_random_restarts);
  g_test_add_func ("/log/random-steps", test_random_steps);
  g_test_add_data_func ("/log/damaged-record",
                        "UPDATE log SET data ="
                        " CAST (substr (data, 1, length (data) - 1) || x'55' AS BLOB)"
                        " WHERE id = 7",
                        test_damaged_record);
  g_test_add_data_func ("/log/emptied-record",
                        "UPDATE log SET data = x'' WHERE id = 7",
                        test_damaged_record);
  g_test_add_data_func ("/log/missing-record", "DELETE FROM log WHERE id = 7", test_damaged_record);
  g_test_add_func ("/log/later-type", test_later_type);
  g_test_add_func ("/log/forgotten-undo", test_forgotten_undo);
  g_test_add_func ("/log/forgotten-redo", test_forgotten_redo);
  g_test_add_func ("/log/two-writers", test_two_writers);
  g_test_add_func ("/log/crash-anywhere", test_crash_anywhere);
  g_test_add_func ("/log/unreadable-item", test_unreadable_item);
  return g_test_run ();
}
