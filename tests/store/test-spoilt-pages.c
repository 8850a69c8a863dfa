/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "disk-run.h"
#include "store/kept.h"
#include "store/ledger.h"
#include "util.h"

#include <glib/gstdio.h>

/* Each page of a data file is spoilt in turn. What stands on the other pages is there afterwards,
 * in a file that is whole; a copy of the spoilt one is kept and the seller is told. */

#define PAGE    4096
#define N_ITEMS 120
#define N_CALLS 40
#define N_ROWS  6
#define N_STEPS 60

typedef enum
{
  SPOIL_ZERO,
  SPOIL_RANDOM,
  SPOIL_SWAP, /* with another page */
  SPOIL_N,
} Spoil;

static const char *const tables[][2] = {
  { "shop", "SELECT * FROM shop" },
  { "item", "SELECT shop, item_id, hex (data) FROM item" },
  { "log", "SELECT shop, id, kind, n_edits, label, hex (data) FROM log" },
  { "checkpoint", "SELECT shop, log_id, hex (data) FROM checkpoint" },
  { "submission", "SELECT * FROM submission" },
  { "call", "SELECT * FROM call" },
  { "call_row", "SELECT * FROM call_row" },
  { "call_location", "SELECT * FROM call_location" },
  { "seal", "SELECT * FROM seal" },
  { "reading", "SELECT * FROM reading" },
  { "kept", "SELECT shop, kind, position, name, data FROM kept" },
};

/* A page as SQLite itself describes it. */
typedef struct
{
  char *owner; /* (owned): table or index; "" none: free, or of the administration of pages */
  gboolean is_leaf;
  gboolean is_overflow;
  guint n_cells;
} Page;

typedef struct
{
  char *folder; /* (owned) */
  GBytes *file; /* (owned) */
  GBytes *mark; /* (owned) */
  Page *pages;  /* (owned) from 1 */
  guint n_pages;
  char *read;                              /* (owned): what a start reads of it */
  GHashTable *rows[G_N_ELEMENTS (tables)]; /* (element-type utf8): as a set */
} World;

static World world;
static guint n_spoilt;
static guint n_salvaged;

static void
finish (PasarStore *store, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pasar_store_finish (store, wait_for_result (result), &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
put_many_items (PasarStore *store, gint64 shop)
{
  for (gint64 id = 1; id <= N_ITEMS; id++)
    {
      guint8 data[600];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      memset (data, (int) id, sizeof data);
      bytes = g_bytes_new (data, sizeof data);
      g_assert_true (put_items (store, shop, &id, &bytes, 1, NULL, 0, &error));
    }
}

/* Small steps, and some that need more than a page. */
static void
stage_many (PasarStore *store, gint64 shop)
{
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= N_STEPS; id++)
    {
      g_autofree char *text = g_strnfill (200, (char) ('a' + id % 26));

      if (id % 20 == 0)
        g_assert_true (append_large (store, shop, id, 700, &error));
      else
        g_assert_true (append (store, shop, id, PASAR_LOG_STEP, id, text, &error));
    }
}

static void
submit (PasarStore *store, gint64 shop)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GError) error = NULL;
  gint64 submission;

  for (gint64 i = 0; i < N_CALLS; i++)
    {
      PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_STOCK, i);

      for (gint64 k = 0; k < N_ROWS; k++)
        {
          PasarJournalRow *row = pasar_journal_call_add_row (call, i, k, 100, 200 + k);

          row->reason = g_strdup ("Stock is reserved for a promotion that runs until tomorrow.");
          row->locations = pasar_journal_locations_new ();
          pasar_journal_locations_add (row->locations, "SG1", 3, 4);
          pasar_journal_locations_add (row->locations, "SG2", 5, 6);
        }
      g_ptr_array_add (calls, call);
    }
  submission = begin_submission (store, shop, calls, &error);
  g_assert_no_error (error);
  g_assert_true (end_submission (store, submission, &error));
  g_assert_no_error (error);
}

static void
put_many_readings (PasarStore *store, gint64 shop)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (PasarReading));
  g_autoptr (GError) error = NULL;

  for (gint64 i = 0; i < 600; i++)
    {
      const PasarReading reading = { i / 20, 0, PASAR_READING_PRICE, 1700000000000 + i, 500 + i };

      g_array_append_val (readings, reading);
    }
  put_readings (store, shop, readings, &error);
  g_assert_no_error (error);
}

static void
keep_all (PasarStore *store, gint64 shop)
{
  g_autoptr (GBytes) staged = g_bytes_new ("all that is staged", 18);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_put_checkpoint_async (store, shop, 0, 1, staged, none, NULL, keep_result_cb, &result);
  finish (store, &result);
  pasar_store_put_checkpoint_async (store, shop, 5, 1, staged, none, NULL, keep_result_cb, &result);
  finish (store, &result);
  g_ptr_array_add (kept, pasar_kept_new ("Mine", "stock < 3"));
  pasar_store_set_kept_async (store, shop, PASAR_KEPT_VIEW, kept, NULL, keep_result_cb, &result);
  finish (store, &result);
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, size);
}

static void
write_bytes (const char *path, GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents_full (path, data, (gssize) size, 0, 0600, NULL));
}

static GHashTable *
list_rows (const char *path, const char *sql)
{
  g_autofree char *text = query_sql (path, sql);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_hash_table_add (rows, g_strdup (lines[i]));
  return rows;
}

static void
describe_pages (const char *path)
{
  g_autofree char *text =
      query_sql (path, "SELECT pageno, pagetype, ncell, name FROM dbstat ORDER BY pageno");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  world.n_pages = (guint) (g_bytes_get_size (world.file) / PAGE);
  world.pages = g_new0 (Page, world.n_pages + 1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "|", 4);
      Page *page = &world.pages[g_ascii_strtoull (words[0], NULL, 10)];

      page->is_leaf = g_str_equal (words[1], "leaf");
      page->is_overflow = g_str_equal (words[1], "overflow");
      page->n_cells = (guint) g_ascii_strtoull (words[2], NULL, 10);
      page->owner = g_strdup (words[3]);
    }
  for (guint i = 1; i <= world.n_pages; i++)
    if (world.pages[i].owner == NULL)
      world.pages[i].owner = g_strdup ("");
}

static void
describe_kept (PasarStore *store, gint64 shop, GString *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_list_kept_async (store, shop, PASAR_KEPT_VIEW, NULL, keep_result_cb, &result);
  kept = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < kept->len; i++)
    {
      const PasarKept *one = g_ptr_array_index (kept, i);

      g_string_append_printf (text, "%s: %s\n", one->name, one->data);
    }
}

static void
describe_loaded (PasarStore *store, gint64 shop, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = load_shop (store, shop, &error);
  g_autofree char *log = NULL;
  gsize size = 0;
  const char *staged;

  g_assert_no_error (error);
  log = describe_log (loaded);
  staged = loaded->checkpoint != NULL ? g_bytes_get_data (loaded->checkpoint, &size) : "";
  for (guint i = 0; i < loaded->item_ids->len; i++)
    g_string_append_printf (text, "%d ", (int) g_array_index (loaded->item_ids, gint64, i));
  g_string_append_printf (text,
                          "\n%s\n%d %.*s\n",
                          log,
                          (int) loaded->checkpoint_id,
                          (int) size,
                          staged);
}

static void
look_at_history (PasarStore *store, gint64 shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_list_submissions_async (store, shop, FALSE, 0, 0, NULL, keep_result_cb, &result);
  submissions = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (gint64 item = 0; item < 30; item++)
    {
      g_autoptr (PasarPast) past = read_past (store, shop, item, 0);

      g_assert_nonnull (past);
    }
}

/* Reads what a start and a look at the history do. (transfer full): what the start came to */
static char *
use (PasarStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) shops = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  pasar_store_list_shops_async (store, NULL, keep_result_cb, &result);
  shops = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < shops->len; i++)
    {
      const PasarShop *shop = g_ptr_array_index (shops, i);

      g_string_append_printf (text,
                              "%d %s %d\n",
                              (int) shop->id,
                              shop->host_id,
                              (int) shop->shop_id);
      describe_loaded (store, shop->id, text);
      describe_kept (store, shop->id, text);
      look_at_history (store, shop->id);
    }
  return g_string_free (text, FALSE);
}

static void
world_init (void)
{
  g_autofree char *path = NULL;
  g_autofree char *mark = NULL;
  PasarStore *store;

  world.folder = disk_make_folder ();
  path = g_build_filename (world.folder, "plain.db", NULL);
  mark = g_strconcat (path, ".mark", NULL);
  store = open_ok (path);
  for (gint64 shop_id = 1; shop_id <= 2; shop_id++)
    {
      const gint64 shop = save_plain_shop (store, shop_id);

      put_many_items (store, shop);
      stage_many (store, shop);
      submit (store, shop);
      put_many_readings (store, shop);
      keep_all (store, shop);
    }
  world.read = use (store);
  close_store (store);
  world.file = read_bytes (path);
  world.mark = read_bytes (mark);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    world.rows[i] = list_rows (path, tables[i][1]);
  describe_pages (path);
}

static guint
count_missing (GHashTable *wanted, GHashTable *found)
{
  GHashTableIter iter;
  gpointer row;
  guint n = 0;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    n += !g_hash_table_contains (found, row);
  return n;
}

static gboolean
are_of (const Page *const pages[2], const char *owner, const char *other)
{
  return (g_str_equal (pages[0]->owner, owner) && g_str_equal (pages[1]->owner, other))
         || (g_str_equal (pages[0]->owner, other) && g_str_equal (pages[1]->owner, owner));
}

/* Whether rows of the table may be lost with the pages: where both the rows and the index are
 * damaged from which they could be made again, also what belongs to them. */
static gboolean
is_touched (const char *table, const Page *const pages[2])
{
  static const char *const lines[][3] = { { "call", "call_row", "call_location" },
                                          { "call_row", "call_location", NULL } };
  static const char *const submitted[] = { "call", "call_row", "call_location", NULL };

  if (are_of (pages, "shop", "sqlite_autoindex_shop_1")
      || (are_of (pages, "submission", "submission_shop") && g_strv_contains (submitted, table)))
    return TRUE;
  for (guint k = 0; k < 2; k++)
    {
      if (g_str_equal (table, pages[k]->owner))
        return TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        if (g_str_equal (pages[k]->owner, lines[i][0])
            && (g_strcmp0 (table, lines[i][1]) == 0 || g_strcmp0 (table, lines[i][2]) == 0))
          return TRUE;
    }
  return FALSE;
}

/* Nothing is made up: but for what goes on in a page that was spoilt, which has a checksum where it
 * matters, and for what is made again of an index. */
static void
assert_kept (const char *path, const Page *const pages[2])
{
  const gboolean goes_on = pages[0]->is_overflow || pages[1]->is_overflow;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const char *table = tables[i][0];
      g_autoptr (GHashTable) found = list_rows (path, tables[i][1]);
      const guint n_missing = count_missing (world.rows[i], found);
      const guint n_new = count_missing (found, world.rows[i]);
      const gboolean is_made_again =
          g_str_equal (table, "shop") || g_str_equal (table, "submission");

      if (!is_touched (table, pages))
        g_assert_cmpuint (n_missing, ==, 0);
      else if (pages[0] == pages[1] && g_str_equal (table, pages[0]->owner)
               && (pages[0]->is_leaf || pages[0]->is_overflow))
        /* The rows of the page, or the one that goes on there. */
        g_assert_cmpuint (n_missing, <=, goes_on ? 1 : pages[0]->n_cells);
      if (!is_touched (table, pages) || !(goes_on || is_made_again))
        g_assert_cmpuint (n_new, ==, 0);
    }
}

static gboolean
is_schema (const Page *page)
{
  return g_strcmp0 (page->owner, "sqlite_schema") == 0
         || g_strcmp0 (page->owner, "sqlite_master") == 0;
}

/* @other: to be swapped with */
static void
spoil (guint8 *bytes, guint page, Spoil how, guint other)
{
  guint8 *at = bytes + (gsize) (page - 1) * PAGE;
  guint8 *from = bytes + (gsize) (other - 1) * PAGE;
  guint8 kept[PAGE];

  if (how == SPOIL_ZERO)
    memset (at, 0, PAGE);
  else if (how == SPOIL_RANDOM)
    for (guint i = 0; i < PAGE; i++)
      at[i] = (guint8) g_test_rand_int_range (0, 256);
  else
    {
      memcpy (kept, at, PAGE);
      memcpy (at, from, PAGE);
      memcpy (from, kept, PAGE);
    }
}

static void
assert_salvaged (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".1.damaged", NULL);
  g_autofree char *integrity = query_sql (path, "PRAGMA integrity_check");
  g_autofree char *references = query_sql (path, "PRAGMA foreign_key_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (references, ==, "");
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  n_salvaged++;
}

static void
assert_refused (const char *path, GBytes *before, const GError *error)
{
  g_autoptr (GBytes) after = read_bytes (path);

  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_bytes_equal (before, after));
}

static void
spoil_one (guint page, Spoil how, guint other)
{
  char *folder = g_build_filename (world.folder, "spoilt", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autofree char *mark = g_strconcat (path, ".mark", NULL);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (world.file, NULL), g_bytes_get_size (world.file));
  g_autoptr (GBytes) spoilt = g_bytes_new_take (bytes, g_bytes_get_size (world.file));
  const Page *const pages[] = { &world.pages[page], &world.pages[other] };
  g_autoptr (GError) error = NULL;
  PasarStore *store;

  g_test_message ("page %u (%s), %d, %u (%s)", page, pages[0]->owner, how, other, pages[1]->owner);
  spoil (bytes, page, how, other);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_bytes (path, spoilt);
  write_bytes (mark, world.mark);
  store = open_store (path, NULL, &error);
  n_spoilt++;
  if (store == NULL)
    {
      g_assert_true (is_schema (pages[0]) || is_schema (pages[1]));
      assert_refused (path, spoilt, error);
    }
  else
    {
      g_autofree char *read = use (store);
      const gboolean is_told = pasar_store_get_notice (store) != NULL;

      close_store (store);
      if (is_told)
        {
          assert_salvaged (path);
          assert_kept (path, pages);
        }
      else if (!pages[0]->is_overflow && !pages[1]->is_overflow)
        g_assert_true (g_str_equal (read, world.read));
    }
  pasar_test_remove_folder (folder);
}

static guint
choose_other (guint page, Spoil how)
{
  guint other = page;

  while (how == SPOIL_SWAP && other == page)
    other = (guint) g_test_rand_int_range (2, (gint) world.n_pages + 1);
  return other;
}

static void
test_each_page (void)
{
  for (guint page = 1; page <= world.n_pages; page++)
    for (guint how = 0; how < SPOIL_N; how++)
      if (world.pages[page].owner[0] != '\0'
          && (disk_is_soak () || how == (guint) g_test_rand_int_range (0, SPOIL_N)))
        spoil_one (page, how, choose_other (page, how));
}

static guint
find_leaf (const char *owner)
{
  for (guint page = 1; page <= world.n_pages; page++)
    if (world.pages[page].is_leaf && g_str_equal (world.pages[page].owner, owner))
      return page;
  g_assert_not_reached ();
}

/* Pages in the place of others that can be read as these. */
static void
test_alike (void)
{
  static const char *const pairs[][2] = {
    { "submission", "call" },
    { "submission", "log" },
    { "submission", "kept" },
    { "submission", "submission_shop" },
    { "seal", "call" },
    { "seal", "log" },
    { "kept", "seal" },
    { "kept", "log" },
    { "reading", "call_row" },
    { "reading", "call_location" },
    { "checkpoint", "item" },
    { "sqlite_sequence", "kept" },
    { "sqlite_sequence", "log" },
    { "sqlite_autoindex_log_1", "sqlite_autoindex_item_1" },
    { "sqlite_autoindex_log_1", "sqlite_autoindex_checkpoint_1" },
    { "sqlite_autoindex_checkpoint_1", "sqlite_autoindex_item_1" },
    { "item_shop", "seal_shop" },
    { "shop", "sqlite_autoindex_shop_1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    spoil_one (find_leaf (pairs[i][0]), SPOIL_SWAP, find_leaf (pairs[i][1]));
}

static gboolean
is_first_leaf (guint page)
{
  return world.pages[page].is_leaf && find_leaf (world.pages[page].owner) == page;
}

/* One of each table and index in the place of one of each other. */
static void
test_pairs (void)
{
  for (guint page = 1; page <= world.n_pages; page++)
    for (guint other = page + 1; other <= world.n_pages; other++)
      if (is_first_leaf (page) && is_first_leaf (other))
        spoil_one (page, SPOIL_SWAP, other);
}

/* Spoilt again and again: what was damaged is named, and the last few copies are kept. */
static void
test_copies (void)
{
  char *folder = g_build_filename (world.folder, "copies", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_bytes (path, world.file);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *root =
          query_sql (path, "SELECT rootpage FROM sqlite_schema WHERE name = 'reading'");
      g_autoptr (GBytes) file = read_bytes (path);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      g_autoptr (GBytes) spoilt = NULL;
      g_autofree char *read = NULL;
      PasarStore *store;

      spoil (bytes, (guint) g_ascii_strtoull (root, NULL, 10), SPOIL_ZERO, 1);
      spoilt = g_bytes_new (bytes, g_bytes_get_size (file));
      write_bytes (path, spoilt);
      store = open_ok (path);
      read = use (store);
      g_assert_nonnull (
          strstr (pasar_store_get_notice (store), "were: prices and stock of earlier days."));
      close_store (store);
      for (guint k = 1; k <= 5; k++)
        {
          g_autofree char *copy = g_strdup_printf ("%s.%u.damaged", path, k);

          g_assert_cmpint (g_file_test (copy, G_FILE_TEST_EXISTS), ==, k <= i && k + 3 > i);
        }
    }
  pasar_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!sqlite3_compileoption_used ("ENABLE_DBSTAT_VTAB"))
    {
      g_print ("1..0 # SKIP SQLite does not say whose a page is\n");
      return 0;
    }
  world_init ();
  g_test_add_func ("/spoilt-pages/each", test_each_page);
  g_test_add_func ("/spoilt-pages/alike", test_alike);
  if (disk_is_soak ())
    g_test_add_func ("/spoilt-pages/pairs", test_pairs);
  g_test_add_func ("/spoilt-pages/copies", test_copies);
  status = g_test_run ();
  for (guint i = 0; i <= world.n_pages; i++)
    g_free (world.pages[i].owner);
  g_free (world.pages);
  g_free (world.read);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_unref (world.rows[i]);
  g_bytes_unref (world.file);
  g_bytes_unref (world.mark);
  pasar_test_remove_folder (world.folder);
  g_print ("# pages spoilt: %u\n# files salvaged: %u\n", n_spoilt, n_salvaged);
  return status;
}
