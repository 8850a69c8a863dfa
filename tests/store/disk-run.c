/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "disk-run.h"

#include "store/kept.h"
#include "store/ledger.h"
#include "util.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define N_ITEMS 40

static gboolean
finish (DiskRun *self, GAsyncResult **result, GError **error)
{
  return pasar_store_finish (self->store, wait_for_result (result), error);
}

static gboolean
save_the_shop (DiskRun *self, GError **error)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();

  shop->host_id = g_strdup ("production");
  shop->partner_id = 7;
  shop->shop_id = 77;
  shop->name = g_strdup ("Kedai");
  self->shop = save_shop (self->store, shop, error);
  return self->shop > 0;
}

static gboolean
put_all_items (DiskRun *self, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 ids[N_ITEMS];
  guint8 data[700];

  for (guint i = 0; i < N_ITEMS; i++)
    {
      ids[i] = 1000 + i;
      memset (data, (int) i + 1, sizeof data);
      g_ptr_array_add (items, g_bytes_new (data, sizeof data));
    }
  return put_items (self->store,
                    self->shop,
                    ids,
                    (GBytes *const *) items->pdata,
                    N_ITEMS,
                    NULL,
                    0,
                    error);
}

static gboolean
remove_items (DiskRun *self, GError **error)
{
  gint64 ids[N_ITEMS / 2];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = 1000 + i * 2;
  return put_items (self->store, self->shop, NULL, NULL, 0, ids, G_N_ELEMENTS (ids), error);
}

static gboolean
stage (DiskRun *self, GError **error)
{
  return append (self->store, self->shop, 1, PASAR_LOG_STEP, 1, NULL, error);
}

static gboolean
stage_many (DiskRun *self, GError **error)
{
  return append_large (self->store, self->shop, 2, 1500, error);
}

static gboolean
undo (DiskRun *self, GError **error)
{
  return append (self->store, self->shop, 3, PASAR_LOG_UNDO, 1, "undone", error);
}

static gboolean
put_checkpoint (DiskRun *self, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) data = g_bytes_new ("all that is staged", 18);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  pasar_store_put_checkpoint_async (self->store,
                                    self->shop,
                                    id,
                                    1,
                                    data,
                                    kept,
                                    NULL,
                                    keep_result_cb,
                                    &result);
  return finish (self, &result, error);
}

static gboolean
checkpoint (DiskRun *self, GError **error)
{
  return put_checkpoint (self, 2, error);
}

/* A second one takes what is older than the first out of the log. */
static gboolean
trim (DiskRun *self, GError **error)
{
  return put_checkpoint (self, 4, error);
}

static gboolean
begin_plan (DiskRun *self, GError **error)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);

  for (gint64 i = 0; i < 3; i++)
    {
      PasarJournalCall *call =
          pasar_journal_call_new (i == 0 ? PASAR_CALL_PRICE : PASAR_CALL_STOCK, 1000 + i);
      PasarJournalRow *row = pasar_journal_call_add_row (call, 1000 + i, 5, 100, 200 + i);

      row->locations = pasar_journal_locations_new ();
      pasar_journal_locations_add (row->locations, "SG1", 3, 4);
      g_ptr_array_add (calls, call);
    }
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  self->calls = g_ptr_array_ref (calls);
  self->submission = begin_submission (self->store, self->shop, calls, error);
  return self->submission > 0;
}

static PasarJournalCall *
get_call (DiskRun *self, guint i)
{
  return g_ptr_array_index (self->calls, i);
}

static gboolean
mark_sent (DiskRun *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const gint64 ids[] = { get_call (self, 0)->id, get_call (self, 1)->id };

  pasar_store_mark_sent_async (self->store, ids, 2, NULL, keep_result_cb, &result);
  return finish (self, &result, error);
}

/* An outcome, what it means for the cache, and for what is staged: as one. */
static gboolean
record_outcome (DiskRun *self, GError **error)
{
  g_autoptr (GBytes) item = g_bytes_new ("changed", 7);
  g_autoptr (GBytes) data = g_bytes_new ("settled", 7);
  PasarLogRecord settled = { .id = 4, .kind = PASAR_LOG_SETTLED, .n_edits = 1, .data = data };
  PasarJournalCall *call = get_call (self, 0);

  call->state = PASAR_CALL_DONE;
  ((PasarJournalRow *) g_ptr_array_index (call->rows, 0))->state = PASAR_CHANGE_DONE;
  return record_call (self->store, self->shop, call, item, &settled, error);
}

static gboolean
end_plan (DiskRun *self, GError **error)
{
  return end_submission (self->store, self->submission, error);
}

static gboolean
put_some_readings (DiskRun *self, GError **error)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (PasarReading));

  for (gint64 i = 0; i < 5; i++)
    {
      const PasarReading reading = { 1000 + i, 0, PASAR_READING_PRICE, 1700000000000 + i, 500 + i };

      g_array_append_val (readings, reading);
    }
  return put_readings (self->store, self->shop, readings, error);
}

static gboolean
prune (DiskRun *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_prune_async (self->store, self->shop, G_MAXINT64, 0, NULL, keep_result_cb, &result);
  return finish (self, &result, error);
}

static gboolean
keep_view (DiskRun *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);

  g_ptr_array_add (kept, pasar_kept_new ("Mine", "stock < 3"));
  pasar_store_set_kept_async (self->store,
                              self->shop,
                              PASAR_KEPT_VIEW,
                              kept,
                              NULL,
                              keep_result_cb,
                              &result);
  return finish (self, &result, error);
}

static gboolean (*const steps[]) (DiskRun *self, GError **error) = {
  save_the_shop, put_all_items, stage,     stage_many,        checkpoint,
  undo,          begin_plan,    mark_sent, record_outcome,    end_plan,
  trim,          remove_items,  keep_view, put_some_readings, prune,
};

guint
disk_run_get_n_steps (void)
{
  return 1 + G_N_ELEMENTS (steps);
}

void
disk_run_init (DiskRun *self, const char *path)
{
  *self = (DiskRun){ .path = g_strdup (path) };
}

void
disk_run_clear (DiskRun *self)
{
  g_assert_null (self->store);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->path);
}

static gboolean
open_it (DiskRun *self)
{
  PasarStoreOptions options;

  pasar_store_options_init (&options);
  options.busy_timeout_ms = 0;
  g_clear_error (&self->error);
  self->store = open_store (self->path, &options, &self->error);
  return self->store != NULL;
}

static gboolean
do_step (DiskRun *self, guint i)
{
  g_clear_error (&self->error);
  return steps[i](self, &self->error);
}

/* As a seller does, or the session, once after it failed. */
void
disk_run (DiskRun *self, DiskStepFunc done, gpointer user_data)
{
  gboolean is_well;

  g_atomic_int_inc (&self->n_begun);
  is_well = open_it (self) || open_it (self);
  for (guint i = 0; is_well; i++)
    {
      g_atomic_int_inc (&self->n_done);
      if (done != NULL)
        done (self, user_data);
      if (i == G_N_ELEMENTS (steps))
        break;
      g_atomic_int_inc (&self->n_begun);
      is_well = do_step (self, i) || do_step (self, i);
    }
  if (self->store != NULL)
    close_store (g_steal_pointer (&self->store));
}

char *
disk_dump (const char *path)
{
  static const char *const queries[] = {
    "SELECT id, host_id, shop_id, name FROM shop ORDER BY id",
    "SELECT shop, item_id, hex (data) FROM item ORDER BY shop, item_id",
    "SELECT shop, id, kind, step, n_edits, n_staged, label, hex (data) FROM log ORDER BY shop, id",
    "SELECT shop, log_id, n_staged, hex (data) FROM checkpoint ORDER BY shop, log_id",
    "SELECT id, shop, finished_at_ms > 0 FROM submission ORDER BY id",
    "SELECT id, submission, kind, item_id, state, sent_at_ms > 0, done_at_ms > 0 FROM call"
    " ORDER BY id",
    "SELECT * FROM call_row ORDER BY call, position",
    "SELECT * FROM call_location ORDER BY call, position, nth",
    "SELECT shop, kind, submission FROM seal ORDER BY id",
    "SELECT shop, item_id, model_id, kind, value FROM reading ORDER BY shop, item_id, model_id, kind, at_ms",
    "SELECT shop, kind, position, name, data FROM kept ORDER BY id",
  };
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *rows = query_sql (path, queries[i]);

      g_string_append_printf (dump, "%s\n\n", rows);
    }
  return g_string_free (dump, FALSE);
}

static void
add_dump (DiskRun *run, gpointer into)
{
  g_ptr_array_add (into, disk_dump (run->path));
}

GStrv
disk_run_list_dumps (const char *folder, GBytes *old)
{
  g_autofree char *path = g_build_filename (folder, "plain.db", NULL);
  g_autoptr (GPtrArray) dumps = g_ptr_array_new ();
  DiskRun run;

  if (old != NULL)
    g_assert_true (g_file_set_contents (path,
                                        g_bytes_get_data (old, NULL),
                                        (gssize) g_bytes_get_size (old),
                                        NULL));
  disk_run_init (&run, path);
  disk_run (&run, add_dump, dumps);
  g_assert_no_error (run.error);
  g_assert_cmpuint (dumps->len, ==, disk_run_get_n_steps ());
  disk_run_clear (&run);
  /* Before it is opened first it is what opening makes of it. */
  g_ptr_array_insert (dumps, 0, g_strdup (g_ptr_array_index (dumps, 0)));
  g_ptr_array_add (dumps, NULL);
  return (GStrv) g_ptr_array_steal (dumps, NULL);
}

void
disk_assert_whole (const char *path, const GStrv dumps, gint n_done, gint n_begun)
{
  PasarStore *store = open_ok (path);
  g_autofree char *dump = NULL;
  g_autofree char *integrity = NULL;
  g_autofree char *references = NULL;
  gboolean is_known = FALSE;

  /* Its own marks miss nothing. */
  g_assert_cmpstr (pasar_store_get_notice (store), ==, NULL);
  for (gint64 shop = 1; shop < 5; shop++)
    g_assert_cmpint (pasar_store_get_n_lost (store, shop), ==, 0);
  close_store (store);
  integrity = query_sql (path, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  references = query_sql (path, "PRAGMA foreign_key_check");
  g_assert_cmpstr (references, ==, "");
  dump = disk_dump (path);
  for (gint n = n_done; n <= n_begun; n++)
    is_known = is_known || g_str_equal (dump, dumps[n]);
  if (!is_known)
    g_assert_cmpstr (dump, ==, dumps[n_done]);
}

GBytes *
disk_make_old (const char *folder)
{
  g_autofree char *source =
      g_test_build_filename (G_TEST_DIST, "data", "store", "schema-v6.sql", NULL);
  g_autofree char *path = g_build_filename (folder, "old.db", NULL);
  g_autofree char *sql = NULL;
  char *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  run_sql (path, sql);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  return g_bytes_new_take (bytes, size);
}

char *
disk_make_folder (void)
{
  g_autofree char *folder = g_strdup ("/dev/shm/pasar-test-XXXXXX");

  return g_mkdtemp (folder) != NULL ? g_steal_pointer (&folder) : pasar_test_make_folder ();
}

gboolean
disk_is_soak (void)
{
  return g_getenv ("PASAR_ALL_FAULTS") != NULL;
}
