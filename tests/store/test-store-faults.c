/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* Argument that makes this program the one that is killed. */
#define VICTIM "--stage-until-killed"

static void
assert_open_fails (const char *path, const PasarStoreOptions *options, PasarStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_store (path, options, &error));
  g_assert_error (error, PASAR_STORE_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
make_store (const char *path)
{
  PasarStore *store = open_ok (path);
  g_autoptr (GError) error = NULL;
  gint64 shop = save_plain_shop (store, 1);

  for (guint i = 1; i <= 30; i++)
    g_assert_true (append_large (store, shop, i, 100, &error));
  close_store (store);
}

/* The file is full: an error, the transaction gone, the store usable again. */
static void
test_full (StoreFixture *fixture, gconstpointer data)
{
  PasarStoreOptions options;
  PasarStore *store;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_options_init (&options);
  options.max_pages = 30;
  store = open_store (fixture->path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (save_plain_shop (store, 1), ==, 1);
  g_assert_true (append (store, 1, 1, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_false (append_large (store, 1, 2, 20000, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (append (store, 1, 2, PASAR_LOG_STEP, 2, NULL, &error));
  loaded = load_shop (store, 1, &error);
  g_assert_cmpuint (loaded->log->len, ==, 2);
  close_store (store);
}

/* The same from the system: no file may grow past the limit. */
static void
test_full_system (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.db", NULL);
  struct rlimit limit;
  struct rlimit small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  store = open_ok (fixture->path);
  g_assert_cmpint (save_plain_shop (store, 1), ==, 1);
  small = limit;
  small.rlim_cur = 200000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (append_large (store, 1, 1, 40000, &error));
  small.rlim_cur = 100;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_open_fails (fresh, NULL, PASAR_STORE_ERROR_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (append (store, 1, 1, PASAR_LOG_STEP, 1, NULL, &error));
  loaded = load_shop (store, 1, &error);
  g_assert_cmpuint (loaded->log->len, ==, 1);
  close_store (store);
  store = open_ok (fresh);
  close_store (store);
}

static void
test_read_only (StoreFixture *fixture, gconstpointer data)
{
  PasarStoreOptions options;
  PasarStore *store;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;

  make_store (fixture->path);
  pasar_store_options_init (&options);
  options.open_flags = SQLITE_OPEN_READONLY;
  store = open_store (fixture->path, &options, &error);
  g_assert_no_error (error);
  loaded = load_shop (store, 1, &error);
  g_assert_cmpuint (loaded->log->len, ==, 30);
  g_assert_false (append (store, 1, 31, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_READ_ONLY);
  close_store (store);
}

static void
test_bad_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->path, "pasar.db", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "x", 1, NULL));
  assert_open_fails (below, NULL, PASAR_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_open_fails (folder, NULL, PASAR_STORE_ERROR_READ_ONLY);
}

/* Rights as an ordinary user meets them: the superuser lays its own down meanwhile. */
static void
test_forbidden_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->folder, "new", "pasar.db", NULL);
  uid_t user = geteuid ();

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (user == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  assert_open_fails (fixture->path, NULL, PASAR_STORE_ERROR_READ_ONLY);
  assert_open_fails (below, NULL, PASAR_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (seteuid (user), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* What is there is read, and what cannot be written is told. */
static void
test_read_only_file (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const uid_t user = geteuid ();
  PasarStore *store;

  make_store (fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  if (user == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  store = open_ok (fixture->path);
  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->log->len, ==, 30);
  g_assert_false (append (store, 1, 31, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_READ_ONLY);
  close_store (store);
  g_assert_cmpint (seteuid (user), ==, 0);
}

static void
test_locked (StoreFixture *fixture, gconstpointer data)
{
  PasarStoreOptions options;
  PasarStore *store;
  sqlite3 *holder = NULL;
  g_autoptr (GError) error = NULL;

  make_store (fixture->path);
  pasar_store_options_init (&options);
  options.busy_timeout_ms = 20;
  store = open_store (fixture->path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (fixture->path, &holder), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (append (store, 1, 31, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpint (sqlite3_exec (holder, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (append (store, 1, 31, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_no_error (error);
  close_store (store);

  g_assert_cmpint (sqlite3_exec (holder,
                                 "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);
  assert_open_fails (fixture->path, &options, PASAR_STORE_ERROR_LOCKED);
  sqlite3_close (holder);
  store = open_ok (fixture->path);
  close_store (store);
}

/* Two stores on one file wait for each other. */
static void
test_two_stores (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *a = open_ok (fixture->path);
  PasarStore *b = open_ok (fixture->path);
  gint64 shop = save_plain_shop (a, 1);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GAsyncResult) last_a = NULL;
  g_autoptr (GAsyncResult) last_b = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 i = 1; i <= 100; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
      const gint64 other = i + 1000;
      GAsyncReadyCallback callback = i == 100 ? keep_result_cb : NULL;

      pasar_store_put_items_async (a, shop, &i, &bytes, 1, NULL, 0, NULL, NULL, callback, &last_a);
      pasar_store_put_items_async (b,
                                   shop,
                                   &other,
                                   &bytes,
                                   1,
                                   NULL,
                                   0,
                                   NULL,
                                   NULL,
                                   callback,
                                   &last_b);
    }
  g_assert_true (pasar_store_finish (a, wait_for_result (&last_a), &error));
  g_assert_true (pasar_store_finish (b, wait_for_result (&last_b), &error));
  g_assert_no_error (error);
  loaded = load_shop (a, shop, &error);
  g_assert_cmpuint (loaded->items->len, ==, 200);
  close_store (a);
  close_store (b);
}

static void
assert_refused_and_left (const char *path, PasarStoreError code)
{
  g_autofree char *before = checksum_file (path);
  g_autofree char *after = NULL;

  assert_open_fails (path, NULL, code);
  after = checksum_file (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_garbage (StoreFixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 2, 17, 99, 512, 4096, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *garbage = g_malloc (sizes[i]);

      for (gsize k = 0; k < sizes[i]; k++)
        garbage[k] = (char) g_test_rand_int_range (1, 256);
      g_assert_true (g_file_set_contents (fixture->path, garbage, (gssize) sizes[i], NULL));
      assert_refused_and_left (fixture->path, PASAR_STORE_ERROR_CORRUPT);
    }
}

static void
test_truncated (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize size = 0;

  make_store (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  for (gsize keep = size - 4096; keep > 4096; keep /= 2)
    {
      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) keep, NULL));
      assert_refused_and_left (fixture->path, PASAR_STORE_ERROR_CORRUPT);
    }
}

/* Bytes flipped anywhere: an error or values, never a crash and never a deleted file. */
static void
test_flipped (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize size = 0;

  make_store (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  for (guint round = 0; round < 40; round++)
    {
      g_autofree char *damaged = g_memdup2 (whole, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarStoredShopData) loaded = NULL;
      PasarStore *store;

      for (guint k = 0; k < 64; k++)
        damaged[g_test_rand_int_range (0, (int) size)] ^= (char) g_test_rand_int_range (1, 256);
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) size, NULL));
      store = open_store (fixture->path, NULL, &error);
      if (store != NULL)
        {
          loaded = load_shop (store, 1, &error);
          g_clear_error (&error);
          append (store, 1, 31, PASAR_LOG_STEP, 1, NULL, &error);
          close_store (store);
        }
      g_assert_true (error == NULL || error->domain == PASAR_STORE_ERROR);
      g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

/* A whole page overwritten in the middle of a session, and no space for a copy of the file: it is
 * told, and the file is left as it is until there is. */
static void
test_overwritten_page (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".1.damaged", NULL);
  g_autofree char *whole = NULL;
  g_autofree char *root = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  PasarStore *store;
  struct rlimit limit;
  struct rlimit small;
  gsize size = 0;
  gsize page;

  make_store (fixture->path);
  root = query_sql (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'log'");
  page = (gsize) g_ascii_strtoull (root, NULL, 10);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  memset (whole + (page - 1) * 4096, 0xee, 4096);
  g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) size, NULL));
  store = open_ok (fixture->path);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  small = limit;
  small.rlim_cur = size / 2;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (load_shop (store, 1, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->log->len, ==, 0);
  g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 30);
  g_assert_nonnull (strstr (pasar_store_get_notice (store), copy));
  g_assert_true (append (store, 1, 1, PASAR_LOG_STEP, 1, NULL, &error));
  g_assert_no_error (error);
  close_store (store);
  store = open_ok (fixture->path);
  g_assert_null (pasar_store_get_notice (store));
  g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 0);
  close_store (store);
}

static int
stage_until_killed (const char *path)
{
  PasarStore *store = open_ok (path);
  gint64 shop = save_plain_shop (store, 1);

  for (gint64 i = 1;; i++)
    {
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT "\n", i);

      if (!append (store, shop, i, PASAR_LOG_STEP, i * 10, line, NULL))
        return 1;
      if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
        return 1;
    }
}

/* What was acknowledged before the kill is in the file, and the file is whole. */
static void
kill_once (const char *program, const char *path, gint64 n_wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, VICTIM, path, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autofree char *check = NULL;
  gint64 n_acknowledged = 0;
  PasarStore *store;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      n_acknowledged = g_ascii_strtoll (line, NULL, 10);
      if (n_acknowledged == n_wanted)
        g_subprocess_force_exit (child);
    }
  g_assert_cmpint (n_acknowledged, >=, n_wanted);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));

  store = open_ok (path);
  loaded = load_shop (store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 0);
  g_assert_cmpint (loaded->log->len, >=, n_acknowledged);
  for (guint i = 0; i < loaded->log->len; i++)
    {
      g_assert_cmpint (get_record (loaded, i)->id, ==, i + 1);
      g_assert_cmpint (get_record (loaded, i)->n_staged, ==, (i + 1) * 10);
    }
  close_store (store);
  check = query_sql (path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

static char *program; /* (unowned) this program, for the child */

static void
test_killed (StoreFixture *fixture, gconstpointer data)
{
  static const gint64 n_wanted[] = { 1, 2, 37, 150 };

  for (guint i = 0; i < G_N_ELEMENTS (n_wanted); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", fixture->path, i);

      kill_once (program, path, n_wanted[i]);
    }
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/store-faults/full", test_full },
    { "/store-faults/full-system", test_full_system },
    { "/store-faults/read-only", test_read_only },
    { "/store-faults/bad-folder", test_bad_folder },
    { "/store-faults/forbidden-folder", test_forbidden_folder },
    { "/store-faults/read-only-file", test_read_only_file },
    { "/store-faults/locked", test_locked },
    { "/store-faults/two-stores", test_two_stores },
    { "/store-faults/garbage", test_garbage },
    { "/store-faults/truncated", test_truncated },
    { "/store-faults/flipped", test_flipped },
    { "/store-faults/overwritten-page", test_overwritten_page },
    { "/store-faults/killed", test_killed },
  };

  if (argc == 3 && strcmp (argv[1], VICTIM) == 0)
    return stage_until_killed (argv[2]);
  program = argv[0];
  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
