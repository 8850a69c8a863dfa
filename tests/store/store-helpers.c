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

  pasar_store_load_shop_async (store, shop, NULL, keep_result_cb, &result);
  return pasar_store_finish_object (store, wait_for_result (&result), error);
}

/* The newest step that is not undone, or the oldest that is. */
static gint64
next_step (PasarStore *store, gint64 shop, gboolean is_undone)
{
  g_autoptr (PasarStoredShopData) data = load_shop (store, shop, NULL);
  gint64 id = 0;

  for (guint i = 0; i < data->steps->len; i++)
    {
      const PasarStoredStep *step = g_ptr_array_index (data->steps, i);

      if (step->undone == is_undone && (id == 0 || !is_undone))
        id = step->id;
    }
  return id;
}

gboolean
stage (PasarStore *store,
       gint64 shop,
       const PasarStoredEdit *edits,
       guint n_edits,
       PasarStepChange step,
       const char *label,
       const char *changes,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = changes != NULL ? g_bytes_new (changes, strlen (changes)) : NULL;

  pasar_store_stage_async (store,
                           shop,
                           edits,
                           n_edits,
                           step,
                           step == PASAR_STEP_UNDO || step == PASAR_STEP_REDO
                               ? next_step (store, shop, step == PASAR_STEP_REDO)
                               : 0,
                           label,
                           bytes,
                           NULL,
                           keep_result_cb,
                           &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

gboolean
stage_value (PasarStore *store, gint64 shop, gint64 item_id, gint64 value, GError **error)
{
  PasarStoredEdit edit = { item_id, 0, 0, G_MININT64, value };

  return stage (store, shop, &edit, 1, PASAR_STEP_NONE, NULL, NULL, error);
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
                               keep_result_cb,
                               &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

const PasarStoredStaged *
get_staged (const PasarStoredShopData *data, guint index)
{
  g_assert_cmpuint (index, <, data->staged->len);
  return g_ptr_array_index (data->staged, index);
}

const PasarStoredStep *
get_step (const PasarStoredShopData *data, guint index)
{
  g_assert_cmpuint (index, <, data->steps->len);
  return g_ptr_array_index (data->steps, index);
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
