/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include "util.h"

static void
set_up (StoreFixture *fixture, gconstpointer data)
{
  fixture->folder = pasar_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "pasar.db", NULL);
}

static void
tear_down (StoreFixture *fixture, gconstpointer data)
{
  pasar_test_remove_folder (fixture->folder);
  g_free (fixture->path);
}

int
store_run_cases (int argc, char **argv, const StoreCase *cases, gsize n_cases)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n_cases; i++)
    g_test_add (cases[i].path, StoreFixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}

void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  return pasar_test_wait_result (result);
}

PasarStore *
open_store (const char *path, const PasarStoreOptions *options, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (options != NULL)
    pasar_store_open_with_options_async (path, options, NULL, keep_result_cb, &result);
  else
    pasar_store_open_async (path, NULL, keep_result_cb, &result);
  return pasar_store_open_finish (wait_for_result (&result), error);
}

PasarStore *
open_ok (const char *path)
{
  g_autoptr (GError) error = NULL;
  PasarStore *store = open_store (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

/* Takes the reference. */
void
close_store (PasarStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_close_async (store, keep_result_cb, &result);
  g_assert_true (pasar_store_finish (store, wait_for_result (&result), &error));
  g_assert_no_error (error);
  g_object_unref (store);
}

gint64
save_shop (PasarStore *store, const PasarShop *shop, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_save_shop_async (store, shop, NULL, keep_result_cb, &result);
  return pasar_store_finish_number (store, wait_for_result (&result), error);
}

gint64
save_plain_shop (PasarStore *store, gint64 shop_id)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  shop->host_id = g_strdup ("production");
  shop->partner_id = 7;
  shop->shop_id = shop_id;
  id = save_shop (store, shop, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

PasarStoredShopData *
load_shop (PasarStore *store, gint64 shop, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_load_shop_async (store, shop, 0, NULL, NULL, NULL, keep_result_cb, &result);
  return pasar_store_finish_object (store, wait_for_result (&result), error);
}

static gboolean
append_bytes (PasarStore *store,
              gint64 shop,
              gint64 id,
              PasarLogKind kind,
              gint64 n_edits,
              gint64 n_staged,
              GBytes *bytes,
              GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_log_record_free);
  g_autoptr (GAsyncResult) result = NULL;
  PasarLogRecord *record = g_new0 (PasarLogRecord, 1);

  record->id = id;
  record->kind = kind;
  record->n_edits = n_edits;
  record->n_staged = n_staged;
  record->label = kind == PASAR_LOG_STEP ? g_strdup ("step") : NULL;
  record->data = g_bytes_ref (bytes);
  g_ptr_array_add (records, record);
  pasar_store_append_log_async (store, shop, records, NULL, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

gboolean
append (PasarStore *store,
        gint64 shop,
        gint64 id,
        PasarLogKind kind,
        gint64 n_staged,
        const char *data,
        GError **error)
{
  const char *text = data != NULL ? data : "some bytes";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return append_bytes (store, shop, id, kind, 1, n_staged, bytes, error);
}

gboolean
append_large (PasarStore *store, gint64 shop, gint64 id, guint n, GError **error)
{
  const gsize size = n * (gsize) 16;
  g_autofree guint8 *data = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i % 251);
  bytes = g_bytes_new (data, size);
  return append_bytes (store, shop, id, PASAR_LOG_STEP, n, n, bytes, error);
}

gboolean
put_items (PasarStore *store,
           gint64 shop,
           const gint64 *ids,
           GBytes *const *items,
           guint n_items,
           const gint64 *remove,
           guint n_remove,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_put_items_async (store,
                               shop,
                               ids,
                               items,
                               n_items,
                               remove,
                               n_remove,
                               NULL,
                               NULL,
                               keep_result_cb,
                               &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

gboolean
put_readings (PasarStore *store, gint64 shop, GArray *readings, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_put_items_async (store,
                               shop,
                               NULL,
                               NULL,
                               0,
                               NULL,
                               0,
                               readings,
                               NULL,
                               keep_result_cb,
                               &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

PasarPast *
read_past (PasarStore *store, gint64 shop, gint64 item_id, gint64 model_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarPast *past;

  pasar_store_read_past_async (store, shop, item_id, model_id, NULL, keep_result_cb, &result);
  past = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return past;
}

gint64
begin_submission (PasarStore *store, gint64 shop, GPtrArray *calls, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_begin_submission_async (store, shop, calls, NULL, keep_result_cb, &result);
  return pasar_store_begin_submission_finish (store, wait_for_result (&result), error);
}

gboolean
record_call (PasarStore *store,
             gint64 shop,
             const PasarJournalCall *call,
             GBytes *item,
             const PasarLogRecord *settled,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_record_call_async (store, shop, call, item, settled, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

gboolean
end_submission (PasarStore *store, gint64 submission, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_end_submission_async (store, submission, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

const PasarLogRecord *
get_record (const PasarStoredShopData *data, guint index)
{
  g_assert_cmpuint (index, <, data->log->len);
  return g_ptr_array_index (data->log, index);
}

char *
describe_log (const PasarStoredShopData *data)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < data->log->len; i++)
    {
      const PasarLogRecord *record = get_record (data, i);
      gsize size = 0;
      const char *bytes = record->data != NULL ? g_bytes_get_data (record->data, &size) : "-";

      g_string_append_printf (text,
                              "%d:%d:%d:%d:%s:%.*s ",
                              (int) record->id,
                              (int) record->kind,
                              (int) record->n_edits,
                              (int) record->n_staged,
                              record->label != NULL ? record->label : "-",
                              record->data != NULL ? (int) size : 1,
                              bytes);
    }
  return g_string_free (text, FALSE);
}

void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Rows as lines, columns joined by "|", NULL as "-". */
char *
query_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  GString *lines = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  /* A store may be doing what nobody waits for. */
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          g_string_append (lines, i > 0 ? "|" : "");
          g_string_append (lines, text != NULL ? text : "-");
        }
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (lines, FALSE);
}

char *
checksum_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
}
