/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

#include "jobs/export/ledger.h"

#include <sqlite3.h>
#include <string.h>

static const PasarTableFormat formats[] = { PASAR_TABLE_XLSX, PASAR_TABLE_CSV };

static PasarTextTable *export(World *world, PasarTableFormat format)
{
  g_autoptr (GFile) file = export_get_file (world);

  return export_read_back (pasar_ledger_job_new (world->session, file, format), file);
}

static void
assert_cell (const PasarTextTable *table, guint row, const char *title, const char *text)
{
  g_assert_cmpstr (export_get_cell (table, row, title), ==, text);
}

/* Changes the file behind the program's back. */
static void
spoil (World *world, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (world->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* The price first, then the stock. */
static World *
world_new_submitted (void)
{
  World *world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  g_autoptr (PasarPlan) price = NULL;
  g_autoptr (PasarPlan) stock = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  price = world_submit_ok (world);
  export_stage_split (world);
  stock = world_submit_ok (world);
  return world;
}

/* The newest first, a row for each location, and at the end that it is whole, with the seal. */
static void
test_whole (void)
{
  g_autoptr (World) world = world_new_submitted ();
  g_autofree char *item_id = g_strdup_printf ("%" G_GINT64_FORMAT, pasar_test_sandbox_item (0));

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (PasarTextTable) table = export(world, formats[i]);

      g_assert_cmpuint (table->n_rows, ==, 1 + 2 + 1 + 1);
      assert_cell (table, 1, "Submission", "2");
      assert_cell (table, 1, "Changed", "Stock");
      g_assert_cmpuint (strlen (export_get_cell (table, 1, "Location")), ==, 3);
      assert_cell (table, 3, "Submission", "1");
      assert_cell (table, 3, "Item ID", item_id);
      assert_cell (table, 3, "Changed", "Price");
      assert_cell (table, 3, "After", "21.11");
      assert_cell (table, 3, "Outcome", "Done");
      g_assert_cmpuint (strlen (export_get_cell (table, 3, "Request ID")), >, 0);
      g_assert_cmpuint (strlen (export_get_cell (table, 3, "Sent")), >=, 16);
      g_assert_cmpuint (strlen (export_get_cell (table, 3, "Item")), >, 0);
      assert_cell (table, 4, "Came From", "Sealed and whole: 2 submissions");
      g_assert_cmpuint (strlen (export_get_cell (table, 4, "Seal")), ==, 64);
    }
}

/* A row that somebody else changed is said with its submission, and from when on. */
static void
test_spoilt (void)
{
  g_autoptr (World) world = world_new_submitted ();

  spoil (world,
         "UPDATE call_row SET new_value = 1999 WHERE call ="
         " (SELECT min (id) FROM call WHERE submission = 1)");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (PasarTextTable) table = export(world, formats[i]);

      g_assert_cmpuint (table->n_rows, ==, 1 + 3 + 1 + 1);
      assert_cell (table, 4, "Submission", "1");
      assert_cell (table, 4, "Seal", "This submission was changed outside Pasar");
      g_assert_true (g_str_has_prefix (export_get_cell (table, 5, "Came From"),
                                       "Changed outside Pasar since "));
    }
}

/* A shop without a history has a table all the same. */
static void
test_empty (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "20", NULL));
  g_autoptr (PasarTextTable) table = export(world, PASAR_TABLE_CSV);

  g_assert_cmpuint (table->n_rows, ==, 1 + 1);
  assert_cell (table, 1, "Seal", "");
}

/* Nothing is written where it is stopped. */
static void
test_cancelled (void)
{
  g_autoptr (World) world = world_new_submitted ();
  g_autoptr (GFile) file = export_get_file (world);
  g_autoptr (PasarJob) job = pasar_ledger_job_new (world->session, file, PASAR_TABLE_XLSX);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  pasar_job_cancel (job);
  g_assert_false (pasar_job_run_finish (job, pasar_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (file, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-export/whole", test_whole);
  g_test_add_func ("/ledger-export/spoilt", test_spoilt);
  g_test_add_func ("/ledger-export/empty", test_empty);
  g_test_add_func ("/ledger-export/cancelled", test_cancelled);
  return g_test_run ();
}
