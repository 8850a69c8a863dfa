/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "jobs/session/session.h"
#include "seal-step.h"
#include "store/kept.h"
#include "store/ledger.h"
#include "store/private.h"
#include "store/schema-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

/* A data file whose rows anybody may have written, also of types that its columns do not take: it
 * is opened and read as the app reads it. */

#define MAX_SHOPS 2
#define N_READ    3 /* items whose past is read */

typedef struct
{
  const char *name;
  sqlite3_stmt *insert;
  int n_columns;
} Table;

static Table tables[] = {
  { .name = "shop" },       { .name = "item" },     { .name = "log" },
  { .name = "checkpoint" }, { .name = "kept" },     { .name = "submission" },
  { .name = "call" },       { .name = "call_row" }, { .name = "call_location" },
  { .name = "seal" },       { .name = "reading" },
};

static char *folder;
static char *path;
static sqlite3 *raw; /* as another program */

typedef struct
{
  const guint8 *data;
  gsize length;
} Input;

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static gint64
count (const char *sql, gint64 shop)
{
  sqlite3_stmt *statement = NULL;
  gint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (raw, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, shop);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
clean_up (void)
{
  g_autoptr (GDir) dir = NULL;

  sqlite3_close_v2 (raw);
  dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

/* The tables of today without what keeps a value out of a column. */
static void
make_tables (void)
{
  guint n_steps;
  const char *const *steps = pasar_schema_get_steps (&n_steps);
  g_autofree char *version =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                       PASAR_SCHEMA_APPLICATION_ID,
                       n_steps);
  g_autoptr (GString) loose = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *strict = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &strict), ==, SQLITE_OK);
  for (guint i = 0; i < n_steps; i++)
    run_sql (strict, steps[i]);
  sqlite3_prepare_v2 (strict,
                      "SELECT sql || ';' FROM sqlite_schema"
                      " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
                      -1,
                      &statement,
                      NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append (loose, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (strict);
  g_string_replace (loose, "STRICT, WITHOUT ROWID", "WITHOUT ROWID", 0);
  g_string_replace (loose, ") STRICT", ")", 0);
  g_string_replace (loose, " NOT NULL", "", 0);
  run_sql (raw, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  run_sql (raw, loose->str);
  run_sql (raw, version);
}

static void
prepare_insert (Table *table)
{
  g_autofree char *columns =
      g_strdup_printf ("SELECT count(*) FROM pragma_table_info ('%s')", table->name);
  g_autoptr (GString) sql = g_string_new (NULL);

  table->n_columns = (int) count (columns, 0);
  g_string_printf (sql, "INSERT OR IGNORE INTO [%s] VALUES (?", table->name);
  for (int i = 1; i < table->n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  g_assert_cmpint (sqlite3_prepare_v2 (raw, sql->str, -1, &table->insert, NULL), ==, SQLITE_OK);
}

static void
prepare (void)
{
  if (folder != NULL)
    return;
  folder = g_strdup ("/dev/shm/pasar-fuzz-XXXXXX");
  if (g_mkdtemp (folder) == NULL)
    {
      g_free (folder);
      folder = g_dir_make_tmp ("pasar-fuzz-XXXXXX", NULL);
    }
  path = g_build_filename (folder, "pasar.db", NULL);
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  make_tables ();
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    prepare_insert (&tables[i]);
  atexit (clean_up);
}

static guint8
take_byte (Input *input)
{
  if (input->length == 0)
    return 0;
  input->length--;
  return *input->data++;
}

/* So many bytes as the next one says. */
static const guint8 *
take_bytes (Input *input, gsize *size)
{
  const guint8 wanted = take_byte (input);
  const guint8 *bytes = input->data;

  *size = MIN (wanted, input->length);
  input->data += *size;
  input->length -= *size;
  return bytes;
}

static gint64
take_large (Input *input)
{
  guint64 number = 0;

  for (guint i = 0; i < 8; i++)
    number = number << 8 | take_byte (input);
  return (gint64) number;
}

/* Of any type; its first byte says of which. */
static void
bind_value (sqlite3_stmt *statement, int position, Input *input)
{
  g_autoptr (GBytes) sealed = NULL;
  const guint8 *bytes;
  gsize size;

  switch (take_byte (input) % 6)
    {
    case 0:
      sqlite3_bind_int64 (statement, position, (gint8) take_byte (input));
      break;
    case 1:
      sqlite3_bind_int64 (statement, position, take_large (input));
      break;
    case 2:
      bytes = take_bytes (input, &size);
      sqlite3_bind_text (statement, position, (const char *) bytes, (int) size, SQLITE_TRANSIENT);
      break;
    case 3:
      bytes = take_bytes (input, &size);
      sqlite3_bind_blob (statement, position, bytes, (int) size, SQLITE_TRANSIENT);
      break;
    case 4:
      bytes = take_bytes (input, &size);
      sealed = fuzz_seal_step (bytes, size);
      bytes = g_bytes_get_data (sealed, &size);
      sqlite3_bind_blob (statement, position, bytes, (int) size, SQLITE_TRANSIENT);
      break;
    default:
      sqlite3_bind_null (statement, position);
    }
}

static void
begin_empty (void)
{
  run_sql (raw, "BEGIN IMMEDIATE");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM [%s]", tables[i].name);

      run_sql (raw, sql);
    }
}

/* What does not fit, such as a second row of the same id, is not in the file; where no id is left
 * after the largest, SQLite takes back all that came before. */
static void
write_rows (Input *input)
{
  begin_empty ();
  while (input->length > 0)
    {
      const Table *table = &tables[take_byte (input) % G_N_ELEMENTS (tables)];

      for (int i = 1; i <= table->n_columns; i++)
        bind_value (table->insert, i, input);
      sqlite3_step (table->insert);
      sqlite3_reset (table->insert);
      if (sqlite3_get_autocommit (raw) != 0)
        begin_empty ();
    }
  run_sql (raw, "COMMIT");
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* (transfer full) */
static gpointer
finish (PasarStore *store, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  gpointer object = pasar_store_finish_object (store, wait_for (result), &error);

  g_assert_no_error (error);
  g_clear_object (result);
  return object;
}

/* All of it is there, whatever it says. */
static void
check_submissions (PasarStore *store, gint64 shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  gint64 n_calls = 0;
  gint64 n_rows = 0;

  pasar_store_list_submissions_async (store, shop, FALSE, 0, 0, NULL, keep_result_cb, &result);
  submissions = finish (store, &result);
  for (guint i = 0; i < submissions->len; i++)
    {
      const PasarSubmission *submission = g_ptr_array_index (submissions, i);

      n_calls += submission->calls->len;
      for (guint k = 0; k < submission->calls->len; k++)
        n_rows += ((const PasarJournalCall *) g_ptr_array_index (submission->calls, k))->rows->len;
    }
#define SUBMISSIONS "(SELECT id FROM submission WHERE shop = ?1 AND id < 9223372036854775807)"
  g_assert_cmpint (submissions->len, ==, count ("SELECT count(*) FROM " SUBMISSIONS, shop));
  g_assert_cmpint (n_calls,
                   ==,
                   count ("SELECT count(*) FROM call WHERE submission IN " SUBMISSIONS, shop));
  g_assert_cmpint (n_rows,
                   ==,
                   count ("SELECT count(*) FROM call_row JOIN call ON call.id = call_row.call"
                          " WHERE call.submission IN " SUBMISSIONS,
                          shop));
}

static void
check_ledger (PasarStore *store, gint64 shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (PasarSealReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) times = NULL;

  pasar_store_list_ledger_async (store, shop, NULL, 0, 100, NULL, keep_result_cb, &result);
  entries = finish (store, &result);
  pasar_store_verify_seals_async (store, shop, NULL, keep_result_cb, &result);
  report = pasar_store_verify_seals_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (report->seal);
  g_clear_object (&result);
  pasar_store_get_boost_times_async (store, shop, NULL, keep_result_cb, &result);
  times = finish (store, &result);
  for (gint64 item = 0; item < N_READ; item++)
    {
      g_autoptr (PasarPast) past = NULL;

      pasar_store_read_past_async (store, shop, item, 0, NULL, keep_result_cb, &result);
      past = finish (store, &result);
    }
}

static void
check_kept (PasarStore *store, gint64 shop)
{
  for (int kind = PASAR_KEPT_VIEW; kind <= PASAR_KEPT_LIMITS; kind++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) kept = NULL;

      pasar_store_list_kept_async (store,
                                   shop,
                                   (PasarKeptKind) kind,
                                   NULL,
                                   keep_result_cb,
                                   &result);
      kept = finish (store, &result);
      for (guint i = 0; i < kept->len; i++)
        {
          g_assert_nonnull (((PasarKept *) g_ptr_array_index (kept, i))->name);
          g_assert_nonnull (((PasarKept *) g_ptr_array_index (kept, i))->data);
        }
    }
}

#define COUNT_STEPS                                                                                \
  "SELECT count(*) FROM log WHERE shop = ?1 AND id >"                                              \
  " coalesce ((SELECT max (log_id) FROM checkpoint WHERE shop = ?1), 0)"

/* Returns whether the seller is told that something is lost. */
static gboolean
check_session (PasarStore *store, const PasarShop *shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSession) session = NULL;

  pasar_session_open_async (store, shop, NULL, NULL, keep_result_cb, &result);
  session = pasar_session_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (session)),
                    <=,
                    pasar_catalogue_get_n_rows (pasar_session_get_catalogue (session)));
  return pasar_session_get_notice (session) != NULL;
}

static void
check_shop (PasarStore *store, const PasarShop *shop)
{
  const gint64 n_steps = count (COUNT_STEPS, shop->id);

  check_submissions (store, shop->id);
  check_ledger (store, shop->id);
  check_kept (store, shop->id);
  if (!check_session (store, shop))
    g_assert_cmpint (count (COUNT_STEPS, shop->id), <=, n_steps);
}

static void
check_file (void)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) shops = NULL;
  g_autoptr (PasarStore) store = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_open_async (path, NULL, keep_result_cb, &opened);
  store = pasar_store_open_finish (wait_for (&opened), &error);
  g_assert_no_error (error);
  pasar_store_list_shops_async (store, NULL, keep_result_cb, &listed);
  shops = finish (store, &listed);
  g_assert_cmpint (shops->len, ==, count ("SELECT count(*) FROM shop", 0));
  for (guint i = 0; i < MIN (shops->len, MAX_SHOPS); i++)
    check_shop (store, g_ptr_array_index (shops, i));
  check_kept (store, 0);
  pasar_store_close_async (store, keep_result_cb, &closed);
  wait_for (&closed);
}

static void
remove_others (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (g_str_has_suffix (name, ".mark") || g_str_has_suffix (name, ".damaged"))
      {
        g_autofree char *file = g_build_filename (folder, name, NULL);

        g_unlink (file);
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  Input input = { data, length };

  prepare ();
  write_rows (&input);
  check_file ();
  remove_others ();
  return 0;
}
