/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "disk-run.h"
#include "util.h"
#include "vfs-fault.h"

#include <errno.h>
#include <glib/gstdio.h>

/* The disk fails at the nth call of a kind, once or from there on, and power fails before the nth
 * change, for each n in a life of a data file: what was said to be on disk is there afterwards, a
 * step is there wholly or not at all, and the seller is told what to do. */

/* How many n are tried of each kind, where not all are. */
#define N_TRIED 3
#define PAGE    4096

typedef struct
{
  const char *name;
  VfsFault fault;
  PasarStoreError told;
} Case;

static const Case cases[] = {
  { "open", { VFS_OPEN, SQLITE_CANTOPEN, EACCES, FALSE, FALSE }, PASAR_STORE_ERROR_READ_ONLY },
  { "open-full", { VFS_OPEN, SQLITE_CANTOPEN, ENOSPC, FALSE, FALSE }, PASAR_STORE_ERROR_FULL },
  { "read", { VFS_READ, SQLITE_IOERR_READ, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_UNREADABLE },
  { "write", { VFS_WRITE, SQLITE_IOERR_WRITE, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "write-short", { VFS_WRITE, SQLITE_IOERR_WRITE, EIO, TRUE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "full", { VFS_WRITE, SQLITE_FULL, ENOSPC, FALSE, FALSE }, PASAR_STORE_ERROR_FULL },
  { "full-short", { VFS_WRITE, SQLITE_FULL, ENOSPC, TRUE, FALSE }, PASAR_STORE_ERROR_FULL },
  { "sync", { VFS_SYNC, SQLITE_IOERR_FSYNC, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "truncate",
    { VFS_TRUNCATE, SQLITE_IOERR_TRUNCATE, EIO, FALSE, FALSE },
    PASAR_STORE_ERROR_DISK },
  { "lock-busy", { VFS_LOCK, SQLITE_BUSY, 0, FALSE, FALSE }, PASAR_STORE_ERROR_LOCKED },
  { "lock", { VFS_LOCK, SQLITE_IOERR_LOCK, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "delete", { VFS_DELETE, SQLITE_IOERR_DELETE, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "access", { VFS_ACCESS, SQLITE_IOERR_ACCESS, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "shm-map", { VFS_SHM_MAP, SQLITE_IOERR_SHMMAP, EIO, FALSE, FALSE }, PASAR_STORE_ERROR_DISK },
  { "shm-busy", { VFS_SHM_LOCK, SQLITE_BUSY, 0, FALSE, FALSE }, PASAR_STORE_ERROR_LOCKED },
};

typedef struct
{
  char *folder; /* (owned) */
  GBytes *old;  /* (owned) */
  GStrv dumps[2];
  guint n_calls[2][VFS_N_CALLS];
  GBytes *whole;    /* (owned): a file that was closed well */
  GBytes *spoilt;   /* (owned): the same with a page that cannot be read */
  char *whole_dump; /* (owned) */
  char *salvaged;   /* (owned): what there is of the spoilt one when all is well */
  guint n_salvage_calls[VFS_N_CALLS];
} World;

static World world;
static guint n_worn;     /* pages that were salvaged around */
static guint n_injected; /* once in a life, however long it lasts */

static void
prepare (const char *path, gboolean is_old)
{
  if (is_old)
    g_assert_true (g_file_set_contents (path,
                                        g_bytes_get_data (world.old, NULL),
                                        (gssize) g_bytes_get_size (world.old),
                                        NULL));
}

/* What the seller is told is whole, says what to do, and is true. */
static void
assert_told (const GError *error, PasarStoreError told)
{
  if (error == NULL)
    return;
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (PASAR_STORE_ERROR));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpint (error->code, ==, (int) told);
}

static void
fail_once (const Case *tried, gboolean is_old, gboolean lasts, guint nth)
{
  g_autofree char *sub = g_build_filename (world.folder, "run", NULL);
  g_autofree char *path = g_build_filename (sub, "pasar.db", NULL);
  VfsFault fault = tried->fault;
  DiskRun run;
  guint n;

  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  prepare (path, is_old);
  g_test_message ("%s%s%s, %u", tried->name, is_old ? ", old" : "", lasts ? ", lasting" : "", nth);
  fault.lasts = lasts;
  disk_run_init (&run, path);
  vfs_fault_inject (&fault, nth);
  disk_run (&run, NULL, NULL);
  n = vfs_fault_clear ();
  if (n > 0)
    assert_told (run.error, tried->told);
  else
    g_assert_no_error (run.error);
  disk_assert_whole (path, world.dumps[is_old], run.n_done, run.n_begun);
  n_injected += n > 0;
  disk_run_clear (&run);
  pasar_test_remove_folder (g_steal_pointer (&sub));
}

/* One of each part of all, or all. */
static void
fail_each (const Case *tried, gboolean is_old, gboolean lasts)
{
  const guint n_calls = world.n_calls[is_old][tried->fault.call];
  const guint n_tried = disk_is_soak () ? n_calls : MIN (N_TRIED, n_calls);

  for (guint i = 0; i < n_tried; i++)
    {
      const guint first = 1 + (guint) ((guint64) i * n_calls / n_tried);
      const guint last = (guint) ((guint64) (i + 1) * n_calls / n_tried);

      fail_once (tried,
                 is_old,
                 lasts,
                 (guint) g_test_rand_int_range ((gint) first, (gint) last + 1));
    }
}

static void
test_faults (gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    fail_each (data, i / 2, i % 2);
}

static char *
write_file (GBytes *content)
{
  g_autofree char *folder = g_build_filename (world.folder, "spoilt", NULL);
  char *path = g_build_filename (folder, "pasar.db", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path,
                                      g_bytes_get_data (content, NULL),
                                      (gssize) g_bytes_get_size (content),
                                      NULL));
  return path;
}

/* Reads the shop, which finds the damage. */
static gboolean
read_spoilt (const char *path, GError **error)
{
  PasarStore *store = open_store (path, NULL, error);
  g_autoptr (PasarStoredShopData) loaded = NULL;

  if (store == NULL)
    return FALSE;
  loaded = load_shop (store, 1, error);
  close_store (store);
  return loaded != NULL;
}

static void
remove_spoilt (char *path)
{
  pasar_test_remove_folder (g_path_get_dirname (path));
  g_free (path);
}

/* The disk fails in the middle of a salvage: it is told, and salvaged the next time. */
static void
fail_salvage (const Case *tried, gboolean lasts, guint nth)
{
  char *path = write_file (world.spoilt);
  g_autofree char *dump = NULL;
  g_autofree char *integrity = NULL;
  g_autoptr (GError) error = NULL;
  VfsFault fault = tried->fault;

  g_test_message ("%s%s, %u", tried->name, lasts ? ", lasting" : "", nth);
  fault.lasts = lasts;
  vfs_fault_inject (&fault, nth);
  read_spoilt (path, &error);
  n_injected += vfs_fault_clear () > 0;
  assert_told (error, tried->told);
  g_clear_error (&error);
  read_spoilt (path, &error);
  g_assert_no_error (error);
  integrity = query_sql (path, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  dump = disk_dump (path);
  g_assert_cmpstr (dump, ==, world.salvaged);
  remove_spoilt (path);
}

static void
test_salvage (gconstpointer data)
{
  const Case *tried = data;
  const guint n_calls = world.n_salvage_calls[tried->fault.call];
  const guint step = disk_is_soak () ? 1 : n_calls / N_TRIED + 1;

  for (guint n = (guint) g_test_rand_int_range (1, (gint) step + 1); n <= n_calls; n += step)
    {
      fail_salvage (tried, FALSE, n);
      fail_salvage (tried, TRUE, n);
    }
}

static GBytes *
make_spoilt (guint page)
{
  const gsize size = g_bytes_get_size (world.whole);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (world.whole, NULL), size);

  memset (bytes + (gsize) (page - 1) * PAGE, 0, PAGE);
  return g_bytes_new_take (bytes, size);
}

/* What there is of a file with this page when all is well. (transfer full) */
static char *
salvage_page (guint page)
{
  g_autoptr (GBytes) spoilt = make_spoilt (page);
  char *path = write_file (spoilt);
  g_autoptr (GError) error = NULL;
  char *dump;

  g_assert_true (read_spoilt (path, &error));
  dump = disk_dump (path);
  remove_spoilt (path);
  return dump;
}

/* The disk never reads this page again: that costs what a page that is spoilt costs, and what
 * cannot be salvaged is left as it is. */
static void
wear_out (guint page)
{
  char *path = write_file (world.whole);
  g_autofree char *copy = g_strconcat (path, ".1.damaged", NULL);
  g_autofree char *dump = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_salvaged;

  g_test_message ("page %u", page);
  vfs_fault_wear_out (path, (gint64) (page - 1) * PAGE);
  read_spoilt (path, &error);
  assert_told (error, PASAR_STORE_ERROR_UNREADABLE);
  n_injected += vfs_fault_clear () > 0;
  dump = disk_dump (path);
  is_salvaged = g_file_test (copy, G_FILE_TEST_EXISTS);
  if (is_salvaged)
    {
      g_autofree char *integrity = query_sql (path, "PRAGMA integrity_check");

      g_assert_no_error (error);
      g_assert_cmpstr (integrity, ==, "ok");
      n_worn++;
    }
  remove_spoilt (path);
  expected = is_salvaged ? salvage_page (page) : g_strdup (world.whole_dump);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_sectors (void)
{
  const guint n_pages = (guint) (g_bytes_get_size (world.whole) / PAGE);

  for (guint page = 1; page <= n_pages; page++)
    wear_out (page);
  g_assert_cmpuint (n_worn, >, n_pages / 4);
}

static PasarSealReport *
verify (PasarStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_verify_seals_async (store, 1, NULL, keep_result_cb, &result);
  return pasar_store_verify_seals_finish (store, wait_for_result (&result), error);
}

/* (transfer full): the whole file with some submissions that ended */
static GBytes *
make_ledger (guint n)
{
  char *path = write_file (world.whole);
  PasarStore *store = open_ok (path);
  char *bytes = NULL;
  gsize size = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) calls =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (calls, pasar_journal_call_new (PASAR_CALL_PRICE, 1000));
      for (gint64 model = 0; model < 60; model++)
        pasar_journal_call_add_row (g_ptr_array_index (calls, 0), 1000, model, 5, 6);
      g_assert_true (end_submission (store, begin_submission (store, 1, calls, &error), &error));
    }
  close_store (store);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  remove_spoilt (path);
  return g_bytes_new_take (bytes, size);
}

/* A read that fails once, wherever it is, leaves nothing out of what is verified. */
static void
test_verify (void)
{
  const VfsFault fault = { VFS_READ, SQLITE_IOERR_READ, EIO, FALSE, FALSE };
  const guint n_submissions = 9;
  g_autoptr (GBytes) ledger = make_ledger (n_submissions);
  gboolean is_past = FALSE;

  for (guint nth = 1; !is_past; nth++)
    {
      char *path = write_file (ledger);
      PasarStore *store = open_ok (path);
      g_autoptr (PasarSealReport) report = NULL;
      g_autoptr (GError) error = NULL;

      vfs_fault_inject (&fault, nth);
      report = verify (store, &error);
      is_past = vfs_fault_clear () == 0;
      n_injected += !is_past;
      g_assert_no_error (error);
      g_assert_cmpuint (report->tampers->len, ==, 0);
      g_assert_cmpint (report->n_sealed, ==, n_submissions);
      g_assert_cmpuint (strlen (report->seal), ==, 64);
      close_store (store);
      remove_spoilt (path);
    }
}

typedef struct
{
  DiskRun run;
  char *folder;
  GRand *rand;
  guint first; /* of the changes before which power fails */
  guint every;
  GArray *cuts; /* (element-type Cut) */
} CutRun;

typedef struct
{
  char *folder;
  gint n_done;
  gint n_begun;
} Cut;

/* In the thread of the store. */
static void
cut_cb (guint nth, gpointer user_data)
{
  CutRun *self = user_data;

  if (nth % self->every != self->first)
    return;
  for (guint kind = 0; kind < VFS_N_CUTS; kind++)
    {
      Cut cut = { g_strdup_printf ("%s-%u-%u", self->folder, nth, kind), 0, 0 };

      cut.n_done = g_atomic_int_get (&self->run.n_done);
      cut.n_begun = g_atomic_int_get (&self->run.n_begun);
      g_assert_cmpint (g_mkdir (cut.folder, 0700), ==, 0);
      vfs_fault_copy_cut (cut.folder, kind, self->rand);
      g_array_append_val (self->cuts, cut);
    }
}

static void
look_at_cuts (CutRun *self, gboolean is_old)
{
  for (guint i = 0; i < self->cuts->len; i++)
    {
      const Cut *cut = &g_array_index (self->cuts, Cut, i);
      g_autofree char *path = g_build_filename (cut->folder, "pasar.db", NULL);

      g_test_message ("%s", cut->folder);
      disk_assert_whole (path, world.dumps[is_old], cut->n_done, cut->n_begun);
      pasar_test_remove_folder (cut->folder);
    }
  n_injected += self->cuts->len;
}

static void
cut_run (gboolean is_old, guint first, guint every)
{
  g_autofree char *folder = g_build_filename (world.folder, "cut", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  CutRun self = { .folder = folder, .rand = rand, .first = first, .every = every, .cuts = cuts };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  prepare (path, is_old);
  disk_run_init (&self.run, path);
  vfs_fault_follow (folder, cut_cb, &self);
  disk_run (&self.run, NULL, NULL);
  vfs_fault_follow (NULL, NULL, NULL);
  g_assert_no_error (self.run.error);
  look_at_cuts (&self, is_old);
  disk_run_clear (&self.run);
  pasar_test_remove_folder (g_steal_pointer (&folder));
}

static void
test_power (void)
{
  const guint every = 16;
  const guint n_runs = disk_is_soak () ? every : 1;

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < n_runs; k++)
      cut_run (i, disk_is_soak () ? k : (guint) g_test_rand_int_range (0, (gint) every), every);
}

static void
world_init (void)
{
  world.folder = disk_make_folder ();
  world.old = disk_make_old (world.folder);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *sub = g_build_filename (world.folder, "plain", NULL);

      g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
      world.dumps[i] = disk_run_list_dumps (sub, i == 1 ? world.old : NULL);
      pasar_test_remove_folder (g_steal_pointer (&sub));
    }
}

/* A page of the items of a file that was closed well is zeroed. */
static void
spoil (void)
{
  g_autofree char *path = g_build_filename (world.folder, "whole.db", NULL);
  g_autofree char *root = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *spoilt;
  gsize size = 0;
  DiskRun run;

  disk_run_init (&run, path);
  disk_run (&run, NULL, NULL);
  disk_run_clear (&run);
  root = query_sql (path, "SELECT rootpage FROM sqlite_schema WHERE name = 'item'");
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  world.whole = g_bytes_new (bytes, size);
  world.whole_dump = disk_dump (path);
  world.spoilt = make_spoilt ((guint) g_ascii_strtoull (root, NULL, 10));
  spoilt = write_file (world.spoilt);
  vfs_fault_clear ();
  g_assert_true (read_spoilt (spoilt, &error));
  for (guint i = 0; i < VFS_N_CALLS; i++)
    world.n_salvage_calls[i] = vfs_fault_get_n_calls (i);
  world.salvaged = disk_dump (spoilt);
  remove_spoilt (spoilt);
}

/* How many calls there are of each kind when all is well. */
static void
count_calls (gboolean is_old)
{
  g_autofree char *folder = g_build_filename (world.folder, "count", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  DiskRun run;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  prepare (path, is_old);
  vfs_fault_clear ();
  disk_run_init (&run, path);
  disk_run (&run, NULL, NULL);
  g_assert_cmpint (run.n_done, ==, (int) disk_run_get_n_steps ());
  for (guint i = 0; i < VFS_N_CALLS; i++)
    world.n_calls[is_old][i] = vfs_fault_get_n_calls (i);
  disk_run_clear (&run);
  pasar_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  vfs_fault_install ();
  world_init ();
  count_calls (FALSE);
  count_calls (TRUE);
  spoil ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/disk-faults/%s", cases[i].name);

      g_autofree char *of_salvage = g_strdup_printf ("/disk-faults/salvage/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_faults);
      g_test_add_data_func (of_salvage, &cases[i], test_salvage);
    }
  g_test_add_func ("/disk-faults/power", test_power);
  g_test_add_func ("/disk-faults/sectors", test_sectors);
  g_test_add_func ("/disk-faults/verify", test_verify);
  status = g_test_run ();
  g_print ("# faults injected: %u\n", n_injected);
  for (guint i = 0; i < 2; i++)
    g_strfreev (world.dumps[i]);
  g_bytes_unref (world.old);
  g_bytes_unref (world.whole);
  g_bytes_unref (world.spoilt);
  g_free (world.whole_dump);
  g_free (world.salvaged);
  pasar_test_remove_folder (world.folder);
  return status;
}
