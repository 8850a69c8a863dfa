/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include "store/kept.h"
#include "store/ledger.h"
#include "store/schema-private.h"

#include <glib/gstdio.h>

static void
load_frozen (const char *path, const char *name)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "store", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  g_assert_no_error (error);
  run_sql (path, sql);
}

static void
assert_journal (PasarStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;
  const PasarSubmission *submission;
  const PasarJournalCall *call;
  const PasarJournalRow *row;

  pasar_store_list_submissions_async (store, 3, TRUE, 0, 0, NULL, keep_result_cb, &result);
  submissions = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (submissions->len, ==, 1);
  submission = g_ptr_array_index (submissions, 0);
  g_assert_cmpint (submission->id, ==, 5);
  g_assert_cmpint (submission->created_at_ms, ==, 1700000100000);
  g_assert_cmpint (submission->finished_at_ms, ==, 0);
  g_assert_cmpuint (submission->calls->len, ==, 2);
  call = g_ptr_array_index (submission->calls, 0);
  g_assert_cmpint (call->state, ==, PASAR_CALL_SENT);
  g_assert_cmpint (call->sent_at_ms, ==, 1700000100123);
  call = g_ptr_array_index (submission->calls, 1);
  g_assert_cmpint (call->kind, ==, PASAR_CALL_STOCK);
  g_assert_cmpstr (call->code, ==, "error_x");
  g_assert_cmpstr (call->request_id, ==, "r-9");
  row = g_ptr_array_index (call->rows, 0);
  g_assert_cmpint (row->model_id, ==, 9002);
  g_assert_cmpint (row->old_value, ==, 4);
  g_assert_cmpint (row->new_value, ==, 0);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpint (row->stored_value, ==, G_MININT64);
  g_assert_cmpstr (row->advice, ==, "Wait.");
}

/* Every value of the frozen file is read by today's version. */
static void
test_from_v1 (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) shops = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;
  g_autofree char *staged = NULL;
  const PasarShop *shop;

  load_frozen (fixture->path, "schema-v1.sql");
  store = open_ok (fixture->path);
  pasar_store_list_shops_async (store, NULL, keep_result_cb, &result);
  shops = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_cmpuint (shops->len, ==, 2);
  shop = g_ptr_array_index (shops, 0);
  g_assert_cmpint (shop->id, ==, 3);
  g_assert_cmpstr (shop->name, ==, "Kedai Ros");
  g_assert_cmpstr (shop->currency, ==, "MYR");
  g_assert_cmpint (shop->authorised_until_secs, ==, 1800000000);
  shop = g_ptr_array_index (shops, 1);
  g_assert_cmpstr (shop->base_url, ==, "https://shop.example");

  loaded = load_shop (store, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->items->len, ==, 2);
  g_assert_cmpint (g_array_index (loaded->item_ids, gint64, 0), ==, 900);
  g_assert_cmpmem (g_bytes_get_data (g_ptr_array_index (loaded->items, 0), NULL), 2, "\1\2", 2);
  log = describe_log (loaded);
  /* The undone step is a record of its own after the steps. */
  g_assert_cmpstr (log, ==, "1:1:0:2:+5 %:\xaa 2:1:0:2:Sold out:\xbb 3:2:0:2:-:\xbb ");
  g_assert_cmpint (get_record (loaded, 2)->step, ==, 2);
  g_assert_cmpint (loaded->checkpoint_id, ==, 3);
  staged = g_strndup (g_bytes_get_data (loaded->checkpoint, NULL),
                      g_bytes_get_size (loaded->checkpoint));
  g_assert_cmpstr (staged,
                   ==,
                   "PSC0\n900 9001 0 1990 2090 -\n"
                   "900 9002 1 - 0 x53746F636B2069732072657365727665642E");
  assert_journal (store);
  close_store (store);
}

/* There was no fee, and what each location had is kept. */
static void
test_from_v5 (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (PasarStoredShopData) again = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalCall *call;
  const PasarJournalRow *row;

  load_frozen (fixture->path, "schema-v5.sql");
  store = open_ok (fixture->path);
  pasar_store_list_submissions_async (store, 1, TRUE, 0, 0, NULL, keep_result_cb, &result);
  submissions = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  call = g_ptr_array_index (((PasarSubmission *) submissions->pdata[0])->calls, 0);
  row = g_ptr_array_index (call->rows, 0);
  g_assert_cmpint (g_array_index (row->locations, PasarJournalLocation, 0).old_stock, ==, 12);
  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->fee, ==, 0);
  g_assert_cmpuint (loaded->log->len, ==, 3);
  pasar_store_set_fee_async (store, 1, 250, NULL, keep_result_cb, &set);
  g_assert_true (pasar_store_finish (store, wait_for_result (&set), &error));
  g_assert_no_error (error);
  again = load_shop (store, 1, &error);
  g_assert_cmpint (again->fee, ==, 250);
  close_store (store);
}

/* What the seller kept of rows is in the log; no list was kept. */
static void
test_from_v6 (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  load_frozen (fixture->path, "schema-v6.sql");
  store = open_ok (fixture->path);
  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->fee, ==, 350);
  g_assert_cmpuint (loaded->log->len, ==, 5);
  g_assert_cmpstr (get_record (loaded, 0)->label, ==, "Cost: 12.34 in 1 row");
  pasar_store_list_kept_async (store, 1, PASAR_KEPT_VIEW, NULL, keep_result_cb, &result);
  kept = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 0);
  close_store (store);
}

/* What was submitted by then is kept without seals; what is submitted next has one. */
static void
test_from_v7 (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) verified = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (PasarSealReport) report = NULL;
  g_autoptr (GError) error = NULL;
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_PRICE, 1);
  gint64 id;

  load_frozen (fixture->path, "schema-v7.sql");
  store = open_ok (fixture->path);
  pasar_store_list_kept_async (store, 1, PASAR_KEPT_VIEW, NULL, keep_result_cb, &result);
  kept = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  pasar_journal_call_add_row (call, 1, 11, 100, 110);
  g_ptr_array_add (calls, call);
  id = begin_submission (store, 1, calls, &error);
  g_assert_true (end_submission (store, id, &error));
  pasar_store_verify_seals_async (store, 1, NULL, keep_result_cb, &verified);
  report = pasar_store_verify_seals_finish (store, wait_for_result (&verified), &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->n_older, ==, 1);
  g_assert_cmpint (report->n_sealed, ==, 1);
  g_assert_cmpuint (report->tampers->len, ==, 0);
  close_store (store);
}

/* What each location had before was not kept. */
static void
test_from_v4 (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;
  const PasarSubmission *submission;
  const PasarJournalCall *call;
  const PasarJournalRow *row;
  const PasarJournalLocation *location;

  load_frozen (fixture->path, "schema-v4.sql");
  store = open_ok (fixture->path);
  pasar_store_list_submissions_async (store, 1, TRUE, 0, 0, NULL, keep_result_cb, &result);
  submissions = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  submission = g_ptr_array_index (submissions, 0);
  call = g_ptr_array_index (submission->calls, 0);
  row = g_ptr_array_index (call->rows, 0);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_UNKNOWN);
  g_assert_cmpuint (row->locations->len, ==, 2);
  location = &g_array_index (row->locations, PasarJournalLocation, 1);
  g_assert_cmpstr (location->location_id, ==, "SG2");
  g_assert_cmpint (location->old_stock, ==, G_MININT64);
  g_assert_cmpint (location->new_stock, ==, 7);
  close_store (store);
}

/* A new file has the tables of an upgraded one. */
static void
test_same_as_fresh (StoreFixture *fixture, gconstpointer data)
{
  const char *sql = "SELECT m.name, c.name, c.type, c.[notnull], c.pk FROM sqlite_schema AS m,"
                    " pragma_table_xinfo (m.name) AS c ORDER BY m.name, c.cid";
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.db", NULL);
  g_autofree char *upgraded_columns = NULL;
  g_autofree char *fresh_columns = NULL;
  g_autofree char *mode = NULL;

  load_frozen (fixture->path, "schema-v1.sql");
  close_store (open_ok (fixture->path));
  close_store (open_ok (fresh));
  upgraded_columns = query_sql (fixture->path, sql);
  fresh_columns = query_sql (fresh, sql);
  g_assert_cmpstr (upgraded_columns, ==, fresh_columns);
  mode = query_sql (fresh, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "wal");
}

/* No table has a place for a secret. */
static void
test_no_place_for_secrets (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *found = NULL;

  close_store (open_ok (fixture->path));
  found = query_sql (fixture->path,
                     "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%key%' AND sql NOT LIKE"
                     " '%PRIMARY KEY%' OR sql LIKE '%token%' OR sql LIKE '%secret%'"
                     " OR sql LIKE '%sign%'");
  g_assert_cmpstr (found, ==, "0");
}

typedef struct
{
  PasarStoreOptions options;
  const char *steps[16];
} Upgrade;

static void
upgrade_init (Upgrade *self, const char *second, const char *third)
{
  guint n_steps = 0;
  const char *const *steps = pasar_schema_get_steps (&n_steps);

  pasar_store_options_init (&self->options);
  g_assert_cmpuint (n_steps + 2, <=, G_N_ELEMENTS (self->steps));
  for (guint i = 0; i < n_steps; i++)
    self->steps[i] = steps[i];
  self->steps[n_steps++] = second;
  if (third != NULL)
    self->steps[n_steps++] = third;
  self->options.steps = self->steps;
  self->options.n_steps = n_steps;
}

static char *
backup_path (const StoreFixture *fixture)
{
  guint n_steps = 0;

  pasar_schema_get_steps (&n_steps);
  return g_strdup_printf ("%s.v%u.backup", fixture->path, n_steps);
}

static guint
count_backups (const StoreFixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    n += strstr (name, ".backup") != NULL;
  return n;
}

/* A step that rebuilds a table keeps what refers to it, and the old file is kept beside the new. */
static void
test_upgrade (StoreFixture *fixture, gconstpointer data)
{
  Upgrade upgrade;
  PasarStore *store;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = backup_path (fixture);
  g_autofree char *colours = NULL;
  g_autofree char *old_rows = NULL;
  GStatBuf info;

  load_frozen (fixture->path, "schema-v1.sql");
  close_store (open_ok (fixture->path));
  upgrade_init (&upgrade,
                "CREATE TABLE other AS SELECT * FROM shop; DELETE FROM shop;"
                "INSERT INTO shop SELECT * FROM other; DROP TABLE other;",
                "ALTER TABLE shop ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'");
  store = open_store (fixture->path, &upgrade.options, &error);
  g_assert_no_error (error);
  loaded = load_shop (store, 3, &error);
  g_assert_cmpuint (loaded->log->len, ==, 3);
  close_store (store);
  colours = query_sql (fixture->path, "SELECT colour FROM shop");
  g_assert_cmpstr (colours, ==, "red\nred");
  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  old_rows = query_sql (backup, "SELECT count(*) FROM log");
  g_assert_cmpstr (old_rows, ==, "3");

  /* Today's version refuses what the later one wrote. */
  g_assert_null (open_store (fixture->path, NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_NEWER);
}

/* Only what was on the damaged page is not brought to this version. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *root = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *copy = g_strconcat (fixture->path, ".1.damaged", NULL);
  g_autofree char *integrity = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;
  PasarStore *store;
  gsize size = 0;

  load_frozen (fixture->path, "schema-v6.sql");
  root = query_sql (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'submission'");
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  memset (bytes + (g_ascii_strtoull (root, NULL, 10) - 1) * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  store = open_ok (fixture->path);
  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->log->len, ==, 5);
  g_assert_cmpuint (loaded->items->len, ==, 1);
  g_assert_cmpint (loaded->fee, ==, 350);
  g_assert_nonnull (strstr (pasar_store_get_notice (store), copy));
  close_store (store);
  integrity = query_sql (fixture->path, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* The copy goes when the file was opened well a few times since. */
static void
test_old_backup (StoreFixture *fixture, gconstpointer data)
{
  guint n_opened = 0;

  load_frozen (fixture->path, "schema-v6.sql");
  close_store (open_ok (fixture->path));
  while (count_backups (fixture) > 0)
    {
      g_assert_cmpuint (count_backups (fixture), ==, 1);
      g_assert_cmpuint (n_opened, <, 10);
      close_store (open_ok (fixture->path));
      n_opened++;
    }
  g_assert_cmpuint (n_opened, >, 2);
}

static void
assert_left (StoreFixture *fixture, const PasarStoreOptions *options, PasarStoreError code)
{
  g_autofree char *before = checksum_file (fixture->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (open_store (fixture->path, options, &error));
  g_assert_error (error, PASAR_STORE_ERROR, (int) code);
  after = checksum_file (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

/* The first step works, the second fails: the file is as it was, and still good. */
static void
test_failed_upgrade (StoreFixture *fixture, gconstpointer data)
{
  Upgrade upgrade;
  PasarStore *store;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  load_frozen (fixture->path, "schema-v1.sql");
  close_store (open_ok (fixture->path));
  upgrade_init (&upgrade, "DELETE FROM log", "INSERT INTO nowhere VALUES (1)");
  assert_left (fixture, &upgrade.options, PASAR_STORE_ERROR_MIGRATION);
  upgrade_init (&upgrade, "DELETE FROM shop", NULL);
  assert_left (fixture, &upgrade.options, PASAR_STORE_ERROR_MIGRATION);
  store = open_ok (fixture->path);
  loaded = load_shop (store, 3, &error);
  g_assert_cmpuint (loaded->log->len, ==, 3);
  close_store (store);
}

/* No copy, no upgrade. */
static void
test_no_backup (StoreFixture *fixture, gconstpointer data)
{
  Upgrade upgrade;
  g_autofree char *backup = backup_path (fixture);
  g_autofree char *inside = g_build_filename (backup, "x", NULL);

  load_frozen (fixture->path, "schema-v1.sql");
  close_store (open_ok (fixture->path));
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  upgrade_init (&upgrade, "DELETE FROM log", NULL);
  assert_left (fixture, &upgrade.options, PASAR_STORE_ERROR_READ_ONLY);
}

static void
test_newer (StoreFixture *fixture, gconstpointer data)
{
  load_frozen (fixture->path, "schema-v1.sql");
  close_store (open_ok (fixture->path));
  run_sql (fixture->path, "PRAGMA user_version = 1000");
  assert_left (fixture, NULL, PASAR_STORE_ERROR_NEWER);
}

/* A database of another program, whatever version it says. */
static void
test_foreign (StoreFixture *fixture, gconstpointer data)
{
  run_sql (fixture->path, "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')");
  assert_left (fixture, NULL, PASAR_STORE_ERROR_CORRUPT);
  run_sql (fixture->path, "PRAGMA user_version = 1");
  assert_left (fixture, NULL, PASAR_STORE_ERROR_CORRUPT);
  run_sql (fixture->path, "PRAGMA user_version = -5");
  assert_left (fixture, NULL, PASAR_STORE_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/schema/from-v1", test_from_v1 },
    { "/schema/from-v4", test_from_v4 },
    { "/schema/from-v5", test_from_v5 },
    { "/schema/from-v6", test_from_v6 },
    { "/schema/from-v7", test_from_v7 },
    { "/schema/same-as-fresh", test_same_as_fresh },
    { "/schema/no-place-for-secrets", test_no_place_for_secrets },
    { "/schema/upgrade", test_upgrade },
    { "/schema/damaged", test_damaged },
    { "/schema/old-backup", test_old_backup },
    { "/schema/failed-upgrade", test_failed_upgrade },
    { "/schema/no-backup", test_no_backup },
    { "/schema/newer", test_newer },
    { "/schema/foreign", test_foreign },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
