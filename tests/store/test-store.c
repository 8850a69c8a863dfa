/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include <glib/gstdio.h>

static void
assert_log (PasarStore *store, gint64 shop, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) data = load_shop (store, shop, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = describe_log (data);
  g_assert_cmpstr (found, ==, expected);
}

static gboolean
put_checkpoint (PasarStore *store, gint64 shop, gint64 id, const char *data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, strlen (data));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  pasar_store_put_checkpoint_async (store, shop, id, 7, bytes, kept, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), NULL);
}

static void
test_shops (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (PasarShop) update = pasar_shop_new ();
  g_autoptr (GPtrArray) shops = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const PasarShop *found;
  gint64 id, other;

  shop->host_id = g_strdup ("custom");
  shop->base_url = g_strdup ("https://shop.example");
  shop->partner_id = G_MAXINT64;
  shop->shop_id = 22;
  shop->name = g_strdup ("Kedai ร้าน");
  shop->region = g_strdup ("MY");
  shop->currency = g_strdup ("MYR");
  shop->refreshed_at_secs = 1700000000;
  shop->authorised_until_secs = 1800000000;
  id = save_shop (store, shop, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  other = save_plain_shop (store, 22);
  g_assert_cmpint (other, !=, id);
  g_assert_cmpint (save_plain_shop (store, 22), ==, other);

  /* What is unknown in an update leaves what is known. */
  update->host_id = g_strdup ("custom");
  update->base_url = g_strdup ("https://shop.example");
  update->partner_id = G_MAXINT64;
  update->shop_id = 22;
  update->name = g_strdup ("Renamed");
  g_assert_cmpint (save_shop (store, update, &error), ==, id);

  close_store (store);
  store = open_ok (fixture->path);
  pasar_store_list_shops_async (store, NULL, keep_result_cb, &result);
  shops = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shops->len, ==, 2);
  found = g_ptr_array_index (shops, 0);
  g_assert_cmpint (found->id, ==, id);
  g_assert_cmpstr (found->host_id, ==, "custom");
  g_assert_cmpstr (found->base_url, ==, "https://shop.example");
  g_assert_cmpint (found->partner_id, ==, G_MAXINT64);
  g_assert_cmpint (found->shop_id, ==, 22);
  g_assert_cmpstr (found->name, ==, "Renamed");
  g_assert_cmpstr (found->region, ==, "MY");
  g_assert_cmpstr (found->currency, ==, "MYR");
  g_assert_cmpint (found->refreshed_at_secs, ==, 1700000000);
  g_assert_cmpint (found->authorised_until_secs, ==, 1800000000);
  found = g_ptr_array_index (shops, 1);
  g_assert_null (found->base_url);
  g_assert_null (found->name);
  close_store (store);
}

static void
test_remove_shop (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 kept = save_plain_shop (store, 2);
  const gint64 ids[] = { 5 };
  g_autoptr (GBytes) item = g_bytes_new_static ("x", 1);
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;

  g_assert_true (put_items (store, shop, ids, &item, 1, NULL, 0, &error));
  g_assert_true (put_items (store, kept, ids, &item, 1, NULL, 0, &error));
  g_assert_true (append (store, shop, 1, PASAR_LOG_STEP, 1, "a", &error));
  g_assert_true (append (store, kept, 1, PASAR_LOG_STEP, 1, "a", &error));
  g_assert_true (put_checkpoint (store, shop, 1, "x"));
  g_ptr_array_add (calls, pasar_journal_call_new (PASAR_CALL_PRICE, 5));
  pasar_journal_call_add_row (g_ptr_array_index (calls, 0), 5, 0, 1, 2);
  pasar_store_begin_submission_async (store, shop, calls, NULL, keep_result_cb, &begun);
  g_assert_cmpint (pasar_store_begin_submission_finish (store, wait_for_result (&begun), &error),
                   >,
                   0);

  pasar_store_remove_shop_async (store, shop, NULL, keep_result_cb, &removed);
  g_assert_true (pasar_store_finish (store, wait_for_result (&removed), &error));
  g_assert_no_error (error);
  assert_log (store, kept, "1:1:1:1:step:a ");
  close_store (store);
  left = query_sql (fixture->path,
                    "SELECT (SELECT count(*) FROM shop), (SELECT count(*) FROM item),"
                    " (SELECT count(*) FROM log), (SELECT count(*) FROM checkpoint),"
                    " (SELECT count(*) FROM submission), (SELECT count(*) FROM call),"
                    " (SELECT count(*) FROM call_row)");
  g_assert_cmpstr (left, ==, "1|1|1|0|0|0|0");
}

static gint64
count_staged (PasarStore *store, gint64 shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  pasar_store_count_staged_async (store, shop, NULL, keep_result_cb, &result);
  n = pasar_store_finish_number (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return n;
}

static void
test_count_staged (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_staged (store, shop), ==, 0);
  g_assert_true (put_checkpoint (store, shop, 0, "x"));
  g_assert_cmpint (count_staged (store, shop), ==, 7);
  g_assert_true (append (store, shop, 1, PASAR_LOG_STEP, 3, NULL, &error));
  g_assert_true (append (store, shop, 2, PASAR_LOG_STEP, 2, NULL, &error));
  g_assert_cmpint (count_staged (store, shop), ==, 2);
  g_assert_cmpint (count_staged (store, other), ==, 0);
  g_assert_cmpint (count_staged (store, 12345), ==, 0);
  run_sql (fixture->path, "UPDATE log SET n_staged = -9223372036854775808");
  g_assert_cmpint (count_staged (store, shop), ==, 0);
  close_store (store);
}

static void
test_items (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  const gint64 ids[] = { 30, 10, 20 };
  const gint64 again[] = { 30, 40 };
  const gint64 remove[] = { 10, 99 };
  g_autoptr (GBytes) a = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (GBytes) c = g_bytes_new_static ("c", 1);
  GBytes *const first[] = { a, empty, c };
  GBytes *const second[] = { c, a };
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (put_items (store, shop, ids, first, 3, NULL, 0, &error));
  close_store (store);
  store = open_ok (fixture->path);
  loaded = load_shop (store, shop, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (loaded->item_ids->data,
                   loaded->item_ids->len * sizeof (gint64),
                   ids,
                   sizeof ids);
  for (guint i = 0; i < 3; i++)
    g_assert_true (g_bytes_equal (g_ptr_array_index (loaded->items, i), first[i]));
  g_clear_pointer (&loaded, pasar_stored_shop_data_free);

  /* A known item keeps its place, a new one comes last. */
  g_assert_true (put_items (store, shop, again, second, 2, remove, 2, &error));
  loaded = load_shop (store, shop, &error);
  g_assert_cmpuint (loaded->item_ids->len, ==, 3);
  g_assert_cmpint (g_array_index (loaded->item_ids, gint64, 0), ==, 30);
  g_assert_cmpint (g_array_index (loaded->item_ids, gint64, 1), ==, 20);
  g_assert_cmpint (g_array_index (loaded->item_ids, gint64, 2), ==, 40);
  g_assert_true (g_bytes_equal (g_ptr_array_index (loaded->items, 0), c));
  close_store (store);
}

static void
append_item (gint64 item_id, const guint8 *data, gsize size, gpointer text)
{
  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT ":%.*s ",
                          item_id,
                          (int) size,
                          data != NULL ? (const char *) data : "");
}

/* Who takes the items as they are read gets each once, in order; they are not kept then. */
static void
test_take_items (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 ids[] = { 30, 10, 20 };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  GBytes *const items[] = { bytes, empty, bytes };
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (put_items (store, shop, ids, items, 3, NULL, 0, &error));
  pasar_store_load_shop_async (store,
                               shop,
                               FALSE,
                               append_item,
                               taken,
                               NULL,
                               keep_result_cb,
                               &result);
  loaded = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taken->str, ==, "30:abc 10: 20:abc ");
  g_assert_cmpuint (loaded->items->len, ==, 0);
  close_store (store);
}

/* The log of each shop comes back as it was appended; the data of what a checkpoint counts in stay
 * where they are unless they are small and new. */
static void
test_log (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (PasarLogRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (append_large (store, shop, 1, 6000, &error));
  g_assert_true (append (store, shop, 2, PASAR_LOG_UNDO, 0, "two", &error));
  g_assert_true (append (store, other, 1, PASAR_LOG_SETTLED, 4, "other", &error));
  g_assert_true (put_checkpoint (store, shop, 2, "all"));
  g_assert_true (append_large (store, shop, 3, 6000, &error));
  g_assert_no_error (error);
  close_store (store);
  store = open_ok (fixture->path);
  assert_log (store, other, "1:5:1:4:-:other ");
  assert_log (store, 12345, "");
  loaded = load_shop (store, shop, &error);
  g_assert_cmpuint (loaded->log->len, ==, 3);
  g_assert_cmpint (loaded->checkpoint_id, ==, 2);
  g_assert_cmpmem (g_bytes_get_data (loaded->checkpoint, NULL), 3, "all", 3);
  g_assert_null (get_record (loaded, 0)->data);
  g_assert_nonnull (get_record (loaded, 1)->data);
  g_assert_cmpuint (g_bytes_get_size (get_record (loaded, 2)->data), ==, 6000 * 16);

  pasar_store_read_log_async (store, shop, 1, NULL, keep_result_cb, &read);
  record = pasar_store_finish_object (store, wait_for_result (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpint (record->n_edits, ==, 6000);
  g_assert_cmpuint (g_bytes_get_size (record->data), ==, 6000 * 16);
  pasar_store_read_log_async (store, other, 2, NULL, keep_result_cb, &missing);
  g_assert_null (pasar_store_finish_object (store, wait_for_result (&missing), &error));
  g_assert_no_error (error);
  close_store (store);
}

/* The end of a log is taken off, a copy with it having been kept. */
static void
test_cut (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 4; i++)
    {
      g_assert_true (append (store, shop, i, PASAR_LOG_STEP, i, "a", &error));
      g_assert_true (append (store, other, i, PASAR_LOG_STEP, i, "a", &error));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) copied = NULL;
      g_autoptr (GAsyncResult) cut = NULL;
      g_autofree char *copy = NULL;
      g_autofree char *rows = NULL;

      pasar_store_copy_async (store, NULL, keep_result_cb, &copied);
      copy = pasar_store_finish_object (store, wait_for_result (&copied), &error);
      g_assert_no_error (error);
      pasar_store_cut_log_async (store, shop, 3 - i, NULL, keep_result_cb, &cut);
      g_assert_true (pasar_store_finish (store, wait_for_result (&cut), &error));
      rows = query_sql (copy, "SELECT count(*) FROM log");
      g_assert_cmpstr (rows, ==, i == 0 ? "8" : "6");
    }
  assert_log (store, shop, "1:1:1:1:step:a ");
  assert_log (store, other, "1:1:1:1:step:a 2:1:1:2:step:a 3:1:1:3:step:a 4:1:1:4:step:a ");
  close_store (store);
}

/* All of a call or nothing of it. */
static void
test_atomic (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_log_record_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (append (store, shop + 100, 1, PASAR_LOG_STEP, 1, "a", &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  g_clear_error (&error);

  /* The second one has a number that is taken, as if by another program. */
  for (guint i = 0; i < 2; i++)
    {
      PasarLogRecord *record = g_new0 (PasarLogRecord, 1);

      record->id = 1;
      record->kind = PASAR_LOG_STEP;
      record->data = g_bytes_new_static ("x", 1);
      g_ptr_array_add (records, record);
    }
  pasar_store_append_log_async (store, shop, records, NULL, NULL, keep_result_cb, &result);
  g_assert_false (pasar_store_finish (store, wait_for_result (&result), &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED);
  assert_log (store, shop, "");
  close_store (store);
}

typedef struct
{
  GString *log;
  char name;
} Named;

static void
log_name_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Named *named = user_data;

  g_string_append_c (named->log, named->name);
}

static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  Named named[8];

  /* Read after write, in the order asked, without waiting between. */
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (&"01234567"[i], 1);

      named[i] = (Named){ log, (char) ('a' + i) };
      if (i % 2 == 0)
        pasar_store_put_checkpoint_async (store,
                                          shop,
                                          i,
                                          i,
                                          bytes,
                                          kept,
                                          NULL,
                                          log_name_cb,
                                          &named[i]);
      else
        pasar_store_load_shop_async (store, shop, 0, NULL, NULL, NULL, log_name_cb, &named[i]);
    }
  pasar_store_close_async (store, keep_result_cb, &closed);
  wait_for_result (&closed);
  g_assert_cmpstr (log->str, ==, "abcdefgh");
  g_object_unref (store);
  store = open_ok (fixture->path);
  loaded = load_shop (store, shop, NULL);
  g_assert_cmpint (loaded->checkpoint_id, ==, 6);
  close_store (store);
}

static void
test_cancel (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_cancellable_cancel (cancellable);
  pasar_store_put_checkpoint_async (store,
                                    shop,
                                    1,
                                    1,
                                    bytes,
                                    kept,
                                    cancellable,
                                    keep_result_cb,
                                    &result);
  g_assert_false (pasar_store_finish (store, wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count_staged (store, shop), ==, 0);

  /* Cancelled once its work is done: the outcome is told as it is. */
  g_cancellable_reset (cancellable);
  pasar_store_put_checkpoint_async (store,
                                    shop,
                                    1,
                                    1,
                                    bytes,
                                    kept,
                                    cancellable,
                                    keep_result_cb,
                                    &after);
  wait_for_result (&after);
  g_cancellable_cancel (cancellable);
  g_assert_true (pasar_store_finish (store, after, &error));
  g_assert_cmpint (count_staged (store, shop), ==, 1);
  close_store (store);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;

  close_store (g_object_ref (store));
  g_assert_false (append (store, shop, 1, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  close_store (store);
}

/* Inputs may go as soon as the call returns. */
static void
test_copies (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 *ids = g_new0 (gint64, 2);
  GBytes *items[] = { g_bytes_new ("abc", 3), g_bytes_new ("d", 1) };
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  ids[0] = 1;
  ids[1] = 2;
  pasar_store_put_items_async (store,
                               shop,
                               ids,
                               items,
                               2,
                               NULL,
                               0,
                               NULL,
                               NULL,
                               keep_result_cb,
                               &result);
  memset (ids, 0x55, 2 * sizeof *ids);
  g_free (ids);
  g_bytes_unref (items[0]);
  g_bytes_unref (items[1]);
  wait_for_result (&result);
  loaded = load_shop (store, shop, NULL);
  g_assert_cmpint (g_array_index (loaded->item_ids, gint64, 1), ==, 2);
  g_assert_cmpmem (g_bytes_get_data (g_ptr_array_index (loaded->items, 0), NULL), 3, "abc", 3);
  close_store (store);
}

static void
test_own_context (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_main_context_push_thread_default (context);
  pasar_store_list_shops_async (store, NULL, keep_result_cb, &result);
  g_main_context_pop_thread_default (context);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_clear_object (&result);
  close_store (store);
}

static void
test_private_files (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "a", "b", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  PasarStore *store = open_ok (path);
  GStatBuf info;

  save_plain_shop (store, 1);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  close_store (store);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

#define N_MANY 20000

static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  guint n_many = g_test_perf () ? 5 * N_MANY : N_MANY;
  g_autofree gint64 *ids = g_new0 (gint64, n_many);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_many; i++)
    {
      char packed[300];

      memset (packed, (int) (i % 251), sizeof packed);
      ids[i] = 1000000 + (gint64) (i * 7919) % n_many;
      g_ptr_array_add (items, g_bytes_new (packed, sizeof packed));
    }
  g_test_timer_start ();
  for (guint i = 0; i < n_many; i += 1000)
    g_assert_true (put_items (store,
                              shop,
                              ids + i,
                              (GBytes *const *) items->pdata + i,
                              1000,
                              NULL,
                              0,
                              &error));
  g_test_message ("put %u items: %.3f s", n_many, g_test_timer_elapsed ());
  g_test_timer_start ();
  g_assert_true (append_large (store, shop, 1, n_many, &error));
  g_test_message ("append %u: %.3f s", n_many, g_test_timer_elapsed ());
  close_store (store);
  store = open_ok (fixture->path);
  g_test_timer_start ();
  loaded = load_shop (store, shop, &error);
  g_test_message ("load: %.3f s", g_test_timer_elapsed ());
  g_assert_no_error (error);
  g_assert_cmpmem (loaded->item_ids->data,
                   loaded->item_ids->len * sizeof (gint64),
                   ids,
                   n_many * sizeof (gint64));
  for (guint i = 0; i < n_many; i++)
    g_assert_true (
        g_bytes_equal (g_ptr_array_index (loaded->items, i), g_ptr_array_index (items, i)));
  g_assert_cmpuint (g_bytes_get_size (get_record (loaded, 0)->data), ==, n_many * 16);
  close_store (store);
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/store/shops", test_shops },
    { "/store/remove-shop", test_remove_shop },
    { "/store/count-staged", test_count_staged },
    { "/store/items", test_items },
    { "/store/take-items", test_take_items },
    { "/store/log", test_log },
    { "/store/cut", test_cut },
    { "/store/atomic", test_atomic },
    { "/store/order", test_order },
    { "/store/cancel", test_cancel },
    { "/store/closed", test_closed },
    { "/store/copies", test_copies },
    { "/store/own-context", test_own_context },
    { "/store/private-files", test_private_files },
    { "/store/many", test_many },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
