/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include <glib/gstdio.h>

static char *
bytes_to_text (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data != NULL ? data : "", size);
}

static char *
describe_staged (const PasarStoredShopData *data)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < data->staged->len; i++)
    {
      const PasarStoredStaged *staged = get_staged (data, i);
      const PasarStoredEdit *edit = &staged->edit;

      g_string_append_printf (text,
                              "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "=",
                              edit->item_id,
                              edit->model_id,
                              edit->field);
      if (edit->base == G_MININT64)
        g_string_append (text, "?");
      else
        g_string_append_printf (text, "%" G_GINT64_FORMAT, edit->base);
      g_string_append_printf (text, ">%" G_GINT64_FORMAT, edit->value);
      if (staged->refusal != NULL)
        g_string_append_printf (text, "(%s)", staged->refusal);
      g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

static char *
describe_steps (const PasarStoredShopData *data)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < data->steps->len; i++)
    {
      const PasarStoredStep *step = get_step (data, i);
      g_autofree char *changes = bytes_to_text (step->changes);

      g_string_append_printf (text, "%s:%s%s ", step->label, changes, step->undone ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_staged (PasarStore *store, gint64 shop, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) data = load_shop (store, shop, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = describe_staged (data);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_steps (PasarStore *store, gint64 shop, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) data = load_shop (store, shop, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = describe_steps (data);
  g_assert_cmpstr (found, ==, expected);
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
  PasarStoredEdit edit = { 5, 0, 0, 1, 2 };

  g_assert_true (put_items (store, shop, ids, &item, 1, NULL, 0, &error));
  g_assert_true (put_items (store, kept, ids, &item, 1, NULL, 0, &error));
  g_assert_true (stage (store, shop, &edit, 1, PASAR_STEP_PUSH, "a", "1", &error));
  g_assert_true (stage (store, kept, &edit, 1, PASAR_STEP_PUSH, "a", "1", &error));
  g_ptr_array_add (calls, pasar_journal_call_new (PASAR_CALL_PRICE, 5));
  pasar_journal_call_add_row (g_ptr_array_index (calls, 0), 5, 0, 1, 2);
  pasar_store_begin_submission_async (store, shop, calls, NULL, keep_result_cb, &begun);
  g_assert_cmpint (pasar_store_begin_submission_finish (store, wait_for_result (&begun), &error),
                   >,
                   0);

  pasar_store_remove_shop_async (store, shop, NULL, keep_result_cb, &removed);
  g_assert_true (pasar_store_finish (store, wait_for_result (&removed), &error));
  g_assert_no_error (error);
  assert_staged (store, kept, "5/0/0=1>2 ");
  close_store (store);
  left = query_sql (fixture->path,
                    "SELECT (SELECT count(*) FROM shop), (SELECT count(*) FROM item),"
                    " (SELECT count(*) FROM staged), (SELECT count(*) FROM step),"
                    " (SELECT count(*) FROM submission), (SELECT count(*) FROM call),"
                    " (SELECT count(*) FROM call_row)");
  g_assert_cmpstr (left, ==, "1|1|1|1|0|0|0");
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
  const PasarStoredEdit edits[] = { { 5, 0, 0, 1, 2 }, { 5, 0, 1, 7, 8 }, { 6, 1, 0, 1, 2 } };
  const PasarStoredEdit back = { 6, 1, 0, 1, G_MININT64 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_staged (store, shop), ==, 0);
  g_assert_true (stage (store, shop, edits, 3, PASAR_STEP_PUSH, "a", "1", &error));
  g_assert_cmpint (count_staged (store, shop), ==, 3);
  g_assert_cmpint (count_staged (store, other), ==, 0);
  g_assert_true (stage (store, shop, &back, 1, PASAR_STEP_PUSH, "b", "1", &error));
  g_assert_cmpint (count_staged (store, shop), ==, 2);
  g_assert_cmpint (count_staged (store, 12345), ==, 0);
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
test_stage (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GError) error = NULL;
  const PasarStoredEdit edits[] = {
    { 2, 0, 1, G_MININT64, 0 },
    { 1, 9, 0, 990, G_MAXINT64 },
    { 1, 8, 0, -1, -5 },
  };
  const PasarStoredEdit later[] = {
    { 1, 8, 0, -1, G_MININT64 },
    { 7, 7, 0, 1, G_MININT64 },
    { 2, 0, 1, 3, 4 },
  };

  g_assert_true (stage (store, shop, edits, 3, PASAR_STEP_NONE, NULL, NULL, &error));
  g_assert_true (stage_value (store, other, 1, 5, &error));
  g_assert_no_error (error);
  close_store (store);
  store = open_ok (fixture->path);
  assert_staged (store, shop, "1/8/0=-1>-5 1/9/0=990>9223372036854775807 2/0/1=?>0 ");
  g_assert_true (stage (store, shop, later, 3, PASAR_STEP_NONE, NULL, NULL, &error));
  assert_staged (store, shop, "1/9/0=990>9223372036854775807 2/0/1=3>4 ");
  assert_staged (store, other, "1/0/0=?>5 ");
  assert_staged (store, 12345, "");
  close_store (store);
}

static void
test_steps (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GError) error = NULL;

  for (const char *label = "abc"; *label != '\0'; label++)
    {
      const char text[] = { *label, '\0' };

      g_assert_true (stage (store, shop, NULL, 0, PASAR_STEP_PUSH, text, text, &error));
    }
  g_assert_true (stage (store, other, NULL, 0, PASAR_STEP_PUSH, "z", "z", &error));
  assert_steps (store, shop, "a:a b:b c:c ");
  g_assert_true (stage (store, shop, NULL, 0, PASAR_STEP_UNDO, NULL, NULL, &error));
  g_assert_true (stage (store, shop, NULL, 0, PASAR_STEP_UNDO, NULL, NULL, &error));
  assert_steps (store, shop, "a:a b:b! c:c! ");
  g_assert_true (stage (store, shop, NULL, 0, PASAR_STEP_REDO, NULL, NULL, &error));
  close_store (store);
  store = open_ok (fixture->path);
  assert_steps (store, shop, "a:a b:b c:c! ");
  g_assert_true (stage (store, shop, NULL, 0, PASAR_STEP_PUSH, "d", "", &error));
  assert_steps (store, shop, "a:a b:b d: ");
  assert_steps (store, other, "z:z ");

  /* With nothing left to undo or redo only the cells change. */
  g_assert_true (stage (store, other, NULL, 0, PASAR_STEP_REDO, NULL, NULL, &error));
  g_assert_true (stage (store, other, NULL, 0, PASAR_STEP_UNDO, NULL, NULL, &error));
  g_assert_true (stage (store, other, NULL, 0, PASAR_STEP_UNDO, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_steps (store, other, "z:z! ");
  close_store (store);
}

/* What makes room for a step goes with the same write; the other shop's stay. */
static void
test_steps_make_room (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (stage (store, other, NULL, 0, PASAR_STEP_PUSH, "z", "z", &error));
  for (guint i = 0; i < 4; i++)
    g_assert_true (stage (store,
                          shop,
                          NULL,
                          0,
                          PASAR_STEP_PUSH,
                          (const char *[]){ "a", "b", "c", "d" }[i],
                          "x",
                          &error));
  loaded = load_shop (store, shop, &error);
  pasar_store_stage_async (store,
                           shop,
                           NULL,
                           0,
                           PASAR_STEP_PUSH,
                           get_step (loaded, 1)->id,
                           "e",
                           NULL,
                           NULL,
                           keep_result_cb,
                           &pushed);
  g_assert_true (pasar_store_finish (store, wait_for_result (&pushed), &error));
  g_clear_pointer (&loaded, pasar_stored_shop_data_free);
  loaded = load_shop (store, shop, &error);
  g_assert_cmpuint (loaded->steps->len, ==, 3);
  g_assert_cmpstr (get_step (loaded, 0)->label, ==, "c");
  g_assert_cmpstr (get_step (loaded, 2)->label, ==, "e");
  assert_steps (store, other, "z:z ");
  close_store (store);
}

/* All of a call or nothing of it. */
static void
test_atomic (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_false (stage_value (store, shop + 100, 1, 5, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  g_clear_error (&error);

  /* The step fails after the cells were written. */
  run_sql (fixture->path,
           "CREATE TRIGGER refuse BEFORE INSERT ON step BEGIN SELECT raise (ABORT, 'no'); END");
  {
    const PasarStoredEdit edits[] = { { 1, 0, 0, 1, 2 }, { 2, 0, 0, 1, 2 } };

    g_assert_false (stage (store, shop, edits, 2, PASAR_STEP_PUSH, "a", "1", &error));
  }
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  assert_staged (store, shop, "");
  close_store (store);
  found = query_sql (fixture->path, "SELECT count(*) FROM staged");
  g_assert_cmpstr (found, ==, "0");
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
  Named named[8];

  /* Read after write, in the order asked, without waiting between. */
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      PasarStoredEdit edit = { 1, 0, 0, 0, (gint64) i };

      named[i] = (Named){ log, (char) ('a' + i) };
      if (i % 2 == 0)
        pasar_store_stage_async (store,
                                 shop,
                                 &edit,
                                 1,
                                 PASAR_STEP_NONE,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 log_name_cb,
                                 &named[i]);
      else
        pasar_store_load_shop_async (store, shop, NULL, log_name_cb, &named[i]);
    }
  pasar_store_close_async (store, keep_result_cb, &closed);
  wait_for_result (&closed);
  g_assert_cmpstr (log->str, ==, "abcdefgh");
  g_object_unref (store);
  store = open_ok (fixture->path);
  assert_staged (store, shop, "1/0/0=0>6 ");
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
  PasarStoredEdit edit = { 1, 0, 0, 0, 1 };

  g_cancellable_cancel (cancellable);
  pasar_store_stage_async (store,
                           shop,
                           &edit,
                           1,
                           PASAR_STEP_NONE,
                           0,
                           NULL,
                           NULL,
                           cancellable,
                           keep_result_cb,
                           &result);
  g_assert_false (pasar_store_finish (store, wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_staged (store, shop, "");

  /* Cancelled once its work is done: the outcome is told as it is. */
  g_cancellable_reset (cancellable);
  pasar_store_stage_async (store,
                           shop,
                           &edit,
                           1,
                           PASAR_STEP_NONE,
                           0,
                           NULL,
                           NULL,
                           cancellable,
                           keep_result_cb,
                           &after);
  wait_for_result (&after);
  g_cancellable_cancel (cancellable);
  g_assert_true (pasar_store_finish (store, after, &error));
  assert_staged (store, shop, "1/0/0=0>1 ");
  close_store (store);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;

  close_store (g_object_ref (store));
  g_assert_false (stage_value (store, shop, 1, 1, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  close_store (store);
}

/* Inputs may go as soon as the call returns. */
static void
test_copies (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  PasarStoredEdit *edits = g_new0 (PasarStoredEdit, 2);
  char *label = g_strdup ("label");
  GBytes *changes = g_bytes_new ("abc", 3);
  g_autoptr (GAsyncResult) result = NULL;

  edits[0] = (PasarStoredEdit){ 1, 0, 0, 1, 2 };
  edits[1] = (PasarStoredEdit){ 2, 0, 0, 3, 4 };
  pasar_store_stage_async (store,
                           shop,
                           edits,
                           2,
                           PASAR_STEP_PUSH,
                           0,
                           label,
                           changes,
                           NULL,
                           keep_result_cb,
                           &result);
  memset (edits, 0x55, 2 * sizeof *edits);
  g_free (edits);
  memset (label, 'x', 5);
  g_free (label);
  g_bytes_unref (changes);
  wait_for_result (&result);
  assert_staged (store, shop, "1/0/0=1>2 2/0/0=3>4 ");
  assert_steps (store, shop, "label:abc ");
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
  g_autofree PasarStoredEdit *edits = g_new0 (PasarStoredEdit, n_many);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_many; i++)
    {
      char packed[300];

      memset (packed, (int) (i % 251), sizeof packed);
      ids[i] = 1000000 + (gint64) (i * 7919) % n_many;
      edits[i] = (PasarStoredEdit){ ids[i], i % 20, 0, 1000, 1100 };
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
  g_assert_true (stage (store, shop, edits, n_many, PASAR_STEP_PUSH, "+10 %", "x", &error));
  g_test_message ("stage %u: %.3f s", n_many, g_test_timer_elapsed ());
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
  g_assert_cmpuint (loaded->staged->len, ==, n_many);
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
    { "/store/stage", test_stage },
    { "/store/steps", test_steps },
    { "/store/steps-make-room", test_steps_make_room },
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
