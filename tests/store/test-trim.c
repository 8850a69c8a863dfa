/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Checkpoints, what they make needless in the log, and the size of the file. */

#define N_LARGE 40000

/* Argument that makes this program the one that is killed. */
#define VICTIM "--trim-until-killed"
/* Each tenth record is one that undo needs, and each seventh has a checkpoint. */
#define IS_KEPT(id)       ((id) % 10 == 0)
#define IS_CHECKPOINT(id) ((id) % 7 == 0)

static gboolean
put_checkpoint (PasarStore *store,
                gint64 shop,
                gint64 id,
                gsize size,
                const gint64 *kept,
                guint n_kept,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (records, kept, n_kept);
  pasar_store_put_checkpoint_async (store,
                                    shop,
                                    id,
                                    7,
                                    bytes,
                                    records,
                                    NULL,
                                    keep_result_cb,
                                    &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

static void
assert_ids (PasarStore *store, gint64 shop, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = load_shop (store, shop, &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < loaded->log->len; i++)
    g_string_append_printf (ids, "%" G_GINT64_FORMAT " ", get_record (loaded, i)->id);
  g_assert_cmpstr (ids->str, ==, expected);
}

/* Of what came before the last checkpoint but one, what is named stays; of other shops all. */
static void
test_kept (StoreFixture *fixture, gconstpointer data)
{
  static const gint64 kept[] = { 6, 2, 9 };
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 i = 1; i <= 9; i++)
    {
      g_assert_true (append (store, shop, i, PASAR_LOG_STEP, i, NULL, &error));
      g_assert_true (append (store, other, i, PASAR_LOG_STEP, i, NULL, &error));
    }
  g_assert_true (put_checkpoint (store, shop, 4, 10, kept, 3, &error));
  assert_ids (store, shop, "1 2 3 4 5 6 7 8 9 ");
  g_assert_true (put_checkpoint (store, shop, 7, 10, kept, 3, &error));
  assert_ids (store, shop, "2 5 6 7 8 9 ");
  g_assert_true (put_checkpoint (store, shop, 9, 10, kept, 3, &error));
  assert_ids (store, shop, "2 6 8 9 ");
  /* The same once more, as after it was found damaged. */
  g_assert_true (put_checkpoint (store, shop, 9, 12, kept, 0, &error));
  assert_ids (store, shop, "8 9 ");
  assert_ids (store, other, "1 2 3 4 5 6 7 8 9 ");
  loaded = load_shop (store, shop, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->checkpoint_id, ==, 9);
  g_assert_cmpuint (g_bytes_get_size (loaded->checkpoint), ==, 12);
  g_assert_cmpint (loaded->trimmed_id, ==, 7);
  close_store (store);
}

/* Without room for the checkpoint all stays as it was, and the next one takes its place. */
static void
test_full (StoreFixture *fixture, gconstpointer data)
{
  PasarStoreOptions options;
  PasarStore *store;
  g_autoptr (GError) error = NULL;

  pasar_store_options_init (&options);
  options.max_pages = 40;
  store = open_store (fixture->path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (save_plain_shop (store, 1), ==, 1);
  for (gint64 i = 1; i <= 5; i++)
    g_assert_true (append (store, 1, i, PASAR_LOG_STEP, i, NULL, &error));
  g_assert_true (put_checkpoint (store, 1, 3, 10, NULL, 0, &error));
  g_assert_false (put_checkpoint (store, 1, 5, 400000, NULL, 0, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_clear_error (&error);
  assert_ids (store, 1, "1 2 3 4 5 ");
  g_assert_true (put_checkpoint (store, 1, 5, 10, NULL, 0, &error));
  assert_ids (store, 1, "4 5 ");
  close_store (store);
}

static gint64
get_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

static gint64
count_free_pages (const char *path)
{
  g_autofree char *text = query_sql (path, "PRAGMA freelist_count");

  return g_ascii_strtoll (text, NULL, 10);
}

/* What was taken out makes the file smaller, a bit after each call. */
static void
test_shrinks (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GError) error = NULL;

  for (gint64 i = 1; i <= 10; i++)
    g_assert_true (append_large (store, shop, i, N_LARGE, &error));
  close_store (store);
  g_assert_cmpint (get_size (fixture->path), >, 10 * 16 * N_LARGE);
  store = open_ok (fixture->path);
  g_assert_true (put_checkpoint (store, shop, 9, 10, NULL, 0, &error));
  g_assert_true (put_checkpoint (store, shop, 10, 10, NULL, 0, &error));
  while (count_free_pages (fixture->path) > 256)
    assert_ids (store, shop, "10 ");
  close_store (store);
  g_assert_cmpint (get_size (fixture->path), <, 4 * 16 * N_LARGE);
  store = open_ok (fixture->path);
  assert_ids (store, shop, "10 ");
  close_store (store);
}

/* So it does in a file that an earlier version made. */
static void
test_earlier_shrinks (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);

  save_plain_shop (store, 1);
  close_store (store);
  run_sql (fixture->path, "PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM");
  test_shrinks (fixture, data);
}

static int
trim_until_killed (const char *path)
{
  PasarStore *store = open_ok (path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 1;; i++)
    {
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT "\n", i);

      if (IS_KEPT (i))
        g_array_append_val (kept, i);
      if (!append_large (store, shop, i, 100, NULL))
        return 1;
      if (IS_CHECKPOINT (i)
          && !put_checkpoint (store,
                              shop,
                              i,
                              (gsize) i,
                              (const gint64 *) (gpointer) kept->data,
                              kept->len,
                              NULL))
        return 1;
      if (write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
        return 1;
    }
}

/* The checkpoint is whole, all records since the one before it are there, and of the others those
 * that are needed. */
static void
assert_whole (const char *path, gint64 n_acknowledged)
{
  PasarStore *store = open_ok (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStoredShopData) loaded = load_shop (store, 1, &error);
  gint64 id = 0;

  g_assert_no_error (error);
  g_assert_cmpint (pasar_store_get_n_lost (store, 1), ==, 0);
  g_assert_cmpint (loaded->checkpoint_id, >=, n_acknowledged - n_acknowledged % 7);
  g_assert_cmpint ((gint64) g_bytes_get_size (loaded->checkpoint), ==, loaded->checkpoint_id);
  g_assert_cmpint (loaded->trimmed_id, ==, MAX (loaded->checkpoint_id - 7, 0));
  for (guint i = 0; i < loaded->log->len; i++)
    {
      do
        id++;
      while (id <= loaded->trimmed_id && !IS_KEPT (id));
      g_assert_cmpint (get_record (loaded, i)->id, ==, id);
    }
  g_assert_cmpint (id, >=, n_acknowledged);
  close_store (store);
}

static char *program; /* (unowned) this program, for the child */

/* A process that writes checkpoints and trims is killed at any moment. */
static void
test_killed (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      const gint64 n_wanted = g_test_rand_int_range (14, 150);
      g_autofree char *path = g_strdup_printf ("%s-%u", fixture->path, i);
      g_autoptr (GSubprocess) child =
          g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, VICTIM, path, NULL);
      g_autoptr (GDataInputStream) lines =
          g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      gint64 n_acknowledged = 0;
      char *line;

      while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
        {
          n_acknowledged = g_ascii_strtoll (line, NULL, 10);
          if (n_acknowledged == n_wanted)
            g_subprocess_force_exit (child);
          g_free (line);
        }
      g_assert_cmpint (n_acknowledged, >=, n_wanted);
      g_subprocess_wait (child, NULL, NULL);
      assert_whole (path, n_acknowledged);
    }
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/trim/kept", test_kept },       { "/trim/full", test_full },
    { "/trim/shrinks", test_shrinks }, { "/trim/earlier-shrinks", test_earlier_shrinks },
    { "/trim/killed", test_killed },
  };

  if (argc == 3 && strcmp (argv[1], VICTIM) == 0)
    return trim_until_killed (argv[2]);
  program = argv[0];
  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
