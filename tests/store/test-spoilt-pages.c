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
  close_store (store);
  world.file = read_bytes (path);
  world.mark = read_bytes (mark);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    world.rows[i] = list_rows (path, tables[i][1]);
  describe_pages (path);
}

/* What a start and a look at the history read. */
static void
use (PasarStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) shops = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_list_shops_async (store, NULL, keep_result_cb, &result);
  shops = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < shops->len; i++)
    {
      const gint64 shop = ((PasarShop *) g_ptr_array_index (shops, i))->id;
      g_autoptr (PasarStoredShopData) loaded = load_shop (store, shop, &error);
      g_autoptr (GAsyncResult) listed = NULL;
      g_autoptr (GAsyncResult) kept_result = NULL;
      g_autoptr (GPtrArray) submissions = NULL;
      g_autoptr (GPtrArray) kept = NULL;

      g_assert_no_error (error);
      pasar_store_list_submissions_async (store, shop, FALSE, 0, 0, NULL, keep_result_cb, &listed);
      submissions = pasar_store_finish_object (store, wait_for_result (&listed), &error);
      g_assert_no_error (error);
      for (gint64 item = 0; item < 30; item++)
        {
          g_autoptr (PasarPast) past = read_past (store, shop, item, 0);

          g_assert_nonnull (past);
        }
      pasar_store_list_kept_async (store,
                                   shop,
                                   PASAR_KEPT_VIEW,
                                   NULL,
                                   keep_result_cb,
                                   &kept_result);
      kept = pasar_store_finish_object (store, wait_for_result (&kept_result), &error);
      g_assert_no_error (error);
    }
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

/* What goes with a row that is lost. */
static gboolean
depends_on (const char *table, const char *owner)
{
  static const char *const lines[][3] = { { "submission", "call", "call_row" },
                                          { "call", "call_row", "call_location" },
                                          { "call_row", "call_location", NULL },
                                          { "submission", "call_location", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_str_equal (owner, lines[i][0])
        && (g_strcmp0 (table, lines[i][1]) == 0 || g_strcmp0 (table, lines[i][2]) == 0))
      return TRUE;
  return FALSE;
}

static void
assert_kept (const char *path, const Page *const owners[2])
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const char *table = tables[i][0];
      g_autoptr (GHashTable) found = list_rows (path, tables[i][1]);
      const guint n_missing = count_missing (world.rows[i], found);
      const guint n_new = count_missing (found, world.rows[i]);
      gboolean is_touched = FALSE;

      for (guint k = 0; k < 2; k++)
        is_touched = is_touched || g_str_equal (table, owners[k]->owner)
                     || depends_on (table, owners[k]->owner);
      if (!is_touched)
        {
          g_assert_cmpuint (n_missing, ==, 0);
          g_assert_cmpuint (n_new, ==, 0);
        }
      else if (owners[0] == owners[1] && g_str_equal (table, owners[0]->owner)
               && (owners[0]->is_leaf || owners[0]->is_overflow))
        /* The rows of the page, or the one that goes on there. */
        g_assert_cmpuint (n_missing, <=, owners[0]->is_overflow ? 1 : owners[0]->n_cells);
    }
}

static gboolean
is_schema (const Page *page)
{
  return g_strcmp0 (page->owner, "sqlite_schema") == 0
         || g_strcmp0 (page->owner, "sqlite_master") == 0;
}

static guint
spoil (guint8 *bytes, guint page, Spoil how)
{
  guint8 *at = bytes + (gsize) (page - 1) * PAGE;
  guint other = page;

  if (how == SPOIL_ZERO)
    memset (at, 0, PAGE);
  else if (how == SPOIL_RANDOM)
    for (guint i = 0; i < PAGE; i++)
      at[i] = (guint8) g_test_rand_int_range (0, 256);
  else
    {
      guint8 *from;
      guint8 kept[PAGE];

      while (other == page)
        other = (guint) g_test_rand_int_range (2, (gint) world.n_pages + 1);
      from = bytes + (gsize) (other - 1) * PAGE;
      memcpy (kept, at, PAGE);
      memcpy (at, from, PAGE);
      memcpy (from, kept, PAGE);
    }
  return other;
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
spoil_one (guint page, Spoil how)
{
  char *folder = g_build_filename (world.folder, "spoilt", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autofree char *mark = g_strconcat (path, ".mark", NULL);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (world.file, NULL), g_bytes_get_size (world.file));
  const guint other = spoil (bytes, page, how);
  g_autoptr (GBytes) spoilt = g_bytes_new_take (bytes, g_bytes_get_size (world.file));
  const Page *const owners[] = { &world.pages[page], &world.pages[other] };
  g_autoptr (GError) error = NULL;
  PasarStore *store;

  g_test_message ("page %u (%s), %d, %u (%s)",
                  page,
                  owners[0]->owner,
                  how,
                  other,
                  owners[1]->owner);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_bytes (path, spoilt);
  write_bytes (mark, world.mark);
  store = open_store (path, NULL, &error);
  n_spoilt++;
  if (store == NULL)
    {
      g_assert_true (is_schema (owners[0]) || is_schema (owners[1]));
      assert_refused (path, spoilt, error);
    }
  else
    {
      gboolean is_told;

      use (store);
      is_told = pasar_store_get_notice (store) != NULL;
      close_store (store);
      if (is_told)
        {
          assert_salvaged (path);
          assert_kept (path, owners);
        }
    }
  pasar_test_remove_folder (folder);
}

static void
test_each_page (void)
{
  for (guint page = 1; page <= world.n_pages; page++)
    for (guint how = 0; how < SPOIL_N; how++)
      if (world.pages[page].owner[0] != '\0'
          && (disk_is_soak () || how == (guint) g_test_rand_int_range (0, SPOIL_N)))
        spoil_one (page, how);
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
      PasarStore *store;

      spoil (bytes, (guint) g_ascii_strtoull (root, NULL, 10), SPOIL_ZERO);
      spoilt = g_bytes_new (bytes, g_bytes_get_size (file));
      write_bytes (path, spoilt);
      store = open_ok (path);
      use (store);
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
  g_test_add_func ("/spoilt-pages/copies", test_copies);
  status = g_test_run ();
  for (guint i = 0; i <= world.n_pages; i++)
    g_free (world.pages[i].owner);
  g_free (world.pages);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_unref (world.rows[i]);
  g_bytes_unref (world.file);
  g_bytes_unref (world.mark);
  pasar_test_remove_folder (world.folder);
  g_print ("# pages spoilt: %u\n# files salvaged: %u\n", n_spoilt, n_salvaged);
  return status;
}
