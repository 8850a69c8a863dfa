/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

#include "store/ledger.h"

#include <string.h>

#define ITEM 7

/* A price of two rows and a stock at two locations, with where they came from. */
static GPtrArray *
new_plan (void)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *price = pasar_journal_call_new (PASAR_CALL_PRICE, ITEM);
  PasarJournalCall *stock = pasar_journal_call_new (PASAR_CALL_STOCK, ITEM);
  PasarJournalRow *row = pasar_journal_call_add_row (stock, ITEM, 11, 5, 6);

  row->locations = pasar_journal_locations_new ();
  pasar_journal_locations_add (row->locations, "SGZ", 2, 3);
  pasar_journal_locations_add (row->locations, "SG2", 3, 3);
  pasar_journal_call_add_row (price, ITEM, 11, 100, 110)->origin = g_strdup ("+10 % in 2 rows");
  pasar_journal_call_add_row (price, ITEM, 12, 100, 120)->origin = g_strdup ("it’s a \"label\"\n");
  g_ptr_array_add (calls, price);
  g_ptr_array_add (calls, stock);
  return calls;
}

/* One that was sent and answered; with an answer that never came where it is not certain. */
static gint64
submit (PasarStore *store, gint64 shop, gboolean is_certain, gboolean is_ended)
{
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GError) error = NULL;
  const gint64 id = begin_submission (store, shop, plan, &error);

  g_assert_cmpint (id, >, 0);
  for (guint i = 0; i < plan->len; i++)
    {
      PasarJournalCall *call = g_ptr_array_index (plan, i);

      call->state = PASAR_CALL_DONE;
      call->sent_at_ms = 1000;
      call->code = g_strdup ("");
      call->message = g_strdup ("ok");
      call->request_id = g_strdup ("r-1");
      for (guint k = 0; k < call->rows->len; k++)
        {
          PasarJournalRow *row = g_ptr_array_index (call->rows, k);

          row->state = is_certain ? PASAR_CHANGE_DONE : PASAR_CHANGE_UNCERTAIN;
          row->stored_value = row->new_value;
          row->reason = g_strdup ("why");
          row->advice = g_strdup ("what");
        }
      g_assert_true (record_call (store, shop, call, NULL, NULL, &error));
    }
  if (is_ended)
    g_assert_true (end_submission (store, id, &error));
  g_assert_no_error (error);
  return id;
}

static PasarSealReport *
verify (PasarStore *store, gint64 shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarSealReport *report;

  pasar_store_verify_seals_async (store, shop, NULL, keep_result_cb, &result);
  report = pasar_store_verify_seals_finish (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_intact (PasarStore *store, gint64 shop, gint64 n_sealed)
{
  g_autoptr (PasarSealReport) report = verify (store, shop);

  g_assert_cmpuint (report->tampers->len, ==, 0);
  g_assert_cmpint (report->n_sealed, ==, n_sealed);
  g_assert_cmpint (report->n_older, ==, 0);
  g_assert_cmpuint (strlen (report->seal), ==, n_sealed > 0 ? 64 : 0);
}

/* "kind submission" of each, in their order. */
static char *
describe (PasarStore *store, gint64 shop)
{
  g_autoptr (PasarSealReport) report = verify (store, shop);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->tampers->len; i++)
    {
      const PasarTamper *tamper = &g_array_index (report->tampers, PasarTamper, i);

      g_string_append_printf (text,
                              "%s%d %" G_GINT64_FORMAT,
                              i > 0 ? ", " : "",
                              tamper->kind,
                              tamper->submission);
      g_assert_cmpint (tamper->at_ms, >, 0);
    }
  return g_string_free (text, FALSE);
}

/* What a ledger says after its file was changed by another program, which is then put right. */
static void
check_tampered (StoreFixture *fixture,
                gint64 shop,
                const char *sql,
                PasarTamperKind kind,
                gint64 submission)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *expected = g_strdup_printf ("%d %" G_GINT64_FORMAT, kind, submission);
  g_autofree char *found = NULL;
  g_autofree char *data = NULL;
  gsize size = 0;
  PasarStore *store;

  g_assert_true (g_file_get_contents (fixture->path, &data, &size, NULL));
  g_assert_true (g_file_set_contents (copy, data, (gssize) size, NULL));
  run_sql (copy, sql);
  store = open_ok (copy);
  found = describe (store, shop);
  close_store (store);
  if (g_strcmp0 (found, expected) != 0)
    g_error ("After “%s” expected “%s”, found “%s”", sql, expected, found);
}

static GPtrArray *
list (PasarStore *store, gint64 shop, const GArray *item_ids, gint64 before, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  pasar_store_list_ledger_async (store,
                                 shop,
                                 item_ids,
                                 before,
                                 limit,
                                 NULL,
                                 keep_result_cb,
                                 &result);
  entries = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return entries;
}

static const PasarLedgerEntry *
get_entry (const GPtrArray *entries, guint index)
{
  g_assert_cmpuint (index, <, entries->len);
  return g_ptr_array_index (entries, index);
}

static gint64
submit_one (PasarStore *store, gint64 shop, gint64 item_id, PasarCallKind kind, const char *origin)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *call = pasar_journal_call_new (kind, item_id);
  g_autoptr (GError) error = NULL;
  gint64 id;

  pasar_journal_call_add_row (call, item_id, 0, 1, 2)->origin = g_strdup (origin);
  g_ptr_array_add (calls, call);
  id = begin_submission (store, shop, calls, &error);
  g_assert_no_error (error);
  return id;
}

/* By pages, newest first, with what they came to; boosts are none of them. */
static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  const gint64 item_ids[] = { 99, 4711 };
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const PasarLedgerEntry *entry;
  gint64 ids[3];

  ids[0] = submit (store, shop, TRUE, TRUE);
  submit (store, other, TRUE, TRUE);
  ids[1] = submit_one (store, shop, 4711, PASAR_CALL_STOCK, "Import of stock.xlsx");
  submit_one (store, shop, 4711, PASAR_CALL_BOOST, NULL);
  ids[2] = submit_one (store, shop, 12, PASAR_CALL_PRICE, NULL);
  first = list (store, shop, NULL, 0, 2);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpint (get_entry (first, 0)->id, ==, ids[2]);
  g_assert_cmpint (get_entry (first, 0)->finished_at_ms, ==, 0);
  g_assert_null (get_entry (first, 0)->origin);
  entry = get_entry (first, 1);
  g_assert_cmpint (entry->id, ==, ids[1]);
  g_assert_cmpstr (entry->origin, ==, "Import of stock.xlsx");
  g_assert_cmpuint (entry->n_stocks, ==, 1);
  g_assert_cmpuint (entry->n_prices, ==, 0);
  g_assert_cmpuint (entry->n_done, ==, 0);
  second = list (store, shop, NULL, ids[1], 2);
  g_assert_cmpuint (second->len, ==, 1);
  entry = get_entry (second, 0);
  g_assert_cmpint (entry->id, ==, ids[0]);
  g_assert_cmpint (entry->finished_at_ms, >=, entry->created_at_ms);
  g_assert_cmpuint (entry->n_prices, ==, 2);
  g_assert_cmpuint (entry->n_stocks, ==, 1);
  g_assert_cmpuint (entry->n_done, ==, 3);
  g_assert_cmpuint (entry->n_refused, ==, 0);
  g_assert_cmpuint (entry->n_items, ==, 1);
  /* Of more than one thing. */
  g_assert_null (entry->origin);
  g_array_append_vals (wanted, item_ids, G_N_ELEMENTS (item_ids));
  found = list (store, shop, wanted, 0, 9);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (get_entry (found, 0)->id, ==, ids[1]);
  close_store (store);
}

/* Two of a shop that can be verified, one that has not ended, and one of another shop. */
static void
test_intact (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);

  assert_intact (store, shop, 0);
  submit (store, shop, TRUE, TRUE);
  submit (store, other, TRUE, TRUE);
  submit (store, shop, FALSE, TRUE);
  submit (store, shop, TRUE, FALSE);
  assert_intact (store, shop, 2);
  assert_intact (store, other, 1);
  close_store (store);
  store = open_ok (fixture->path);
  assert_intact (store, shop, 2);
  close_store (store);
}

/* No column of a submission can be changed. */
static void
test_every_column (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 before = submit (store, shop, TRUE, TRUE);
  const gint64 changed = submit (store, shop, TRUE, TRUE);
  g_autofree char *columns = NULL;
  g_auto (GStrv) lines = NULL;

  submit (store, shop, TRUE, TRUE);
  g_assert_cmpint (before, <, changed);
  close_store (store);
  columns = query_sql (fixture->path,
                       "SELECT m.name, c.name, c.type FROM sqlite_schema AS m,"
                       " pragma_table_xinfo (m.name) AS c"
                       " WHERE m.name IN ('submission', 'call', 'call_row', 'call_location')"
                       " AND c.name NOT IN ('id', 'shop', 'submission', 'call')");
  lines = g_strsplit (columns, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 20);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) column = g_strsplit (lines[i], "|", -1);
      const char *where = g_str_equal (column[0], "submission") ? "id = "
                          : g_str_equal (column[0], "call")
                              ? "submission = "
                              : "call IN (SELECT id FROM call WHERE submission = ";
      g_autofree char *sql =
          g_strdup_printf ("UPDATE %s SET %s = coalesce (%s, '') %s WHERE %s%" G_GINT64_FORMAT "%s",
                           column[0],
                           column[1],
                           column[1],
                           g_str_equal (column[2], "TEXT") ? "|| '.'" : "+ 100",
                           where,
                           changed,
                           strchr (where, '(') != NULL ? ")" : "");

      check_tampered (fixture, shop, sql, PASAR_TAMPER_CHANGED, changed);
    }
}

/* What is taken out, put in or changed in the chain is told, with where. */
static void
test_tampered (StoreFixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *sql;
    PasarTamperKind kind;
    gint64 submission;
  } cases[] = {
    { "DELETE FROM call_row WHERE call = 3 AND position = 1", PASAR_TAMPER_CHANGED, 2 },
    { "DELETE FROM call_location WHERE call = 4", PASAR_TAMPER_CHANGED, 2 },
    { "DELETE FROM call WHERE id = 4", PASAR_TAMPER_CHANGED, 2 },
    { "INSERT INTO call_row SELECT call, 9, 1, 1, 1, 1, 1, 1, NULL, NULL, NULL FROM call_row"
      " WHERE call = 3 AND position = 0",
      PASAR_TAMPER_CHANGED,
      2 },
    { "DELETE FROM submission WHERE id = 2", PASAR_TAMPER_MISSING, 2 },
    { "DELETE FROM submission WHERE id = 1", PASAR_TAMPER_MISSING, 1 },
    { "UPDATE submission SET finished_at_ms = 0 WHERE id = 2", PASAR_TAMPER_CHANGED, 2 },
    { "INSERT INTO submission (shop, created_at_ms, finished_at_ms) VALUES (1, 5, 6)",
      PASAR_TAMPER_ADDED,
      4 },
    { "UPDATE seal SET at_ms = at_ms + 1 WHERE submission = 2", PASAR_TAMPER_CHAIN, 2 },
    { "UPDATE seal SET digest = replace (digest, substr (digest, 1, 1), 'x') WHERE submission = 3",
      PASAR_TAMPER_CHAIN,
      3 },
  };
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);

  for (gint64 id = 1; id <= 3; id++)
    g_assert_cmpint (submit (store, shop, TRUE, TRUE), ==, id);
  close_store (store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_tampered (fixture, shop, cases[i].sql, cases[i].kind, cases[i].submission);
}

/* A seal that is gone breaks the chain after it, and what it sealed counts as put in. */
static void
test_seal_removed (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autofree char *found = NULL;
  g_autofree char *expected =
      g_strdup_printf ("%d 2, %d 3", PASAR_TAMPER_ADDED, PASAR_TAMPER_CHAIN);

  for (guint i = 0; i < 3; i++)
    submit (store, shop, TRUE, TRUE);
  close_store (store);
  run_sql (fixture->path, "DELETE FROM seal WHERE submission = 2");
  store = open_ok (fixture->path);
  found = describe (store, shop);
  g_assert_cmpstr (found, ==, expected);
  close_store (store);
}

/* What the app itself corrects is as good as before. */
static void
test_corrected (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const PasarStoredValue now[] = { { ITEM, 11, 0, 110 }, { ITEM, 12, 0, 120 } };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (PasarStoredValue));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GAsyncResult) corrected = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *n_done = NULL;
  g_autofree char *n_seals = NULL;

  submit (store, shop, FALSE, TRUE);
  g_array_append_vals (taken, now, G_N_ELEMENTS (now));
  pasar_store_append_log_async (store, shop, records, taken, NULL, keep_result_cb, &corrected);
  g_assert_true (pasar_store_finish (store, wait_for_result (&corrected), &error));
  g_assert_no_error (error);
  assert_intact (store, shop, 1);
  close_store (store);
  n_done = query_sql (fixture->path, "SELECT count(*) FROM call_row WHERE state = 1");
  g_assert_cmpstr (n_done, ==, "2");
  /* Sealed once for both. */
  n_seals = query_sql (fixture->path, "SELECT count(*) FROM seal");
  g_assert_cmpstr (n_seals, ==, "2");
}

static gint64
prune (PasarStore *store, gint64 shop, gint64 before_ms, guint max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  pasar_store_prune_async (store, shop, before_ms, max, NULL, keep_result_cb, &result);
  id = pasar_store_finish_number (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return id;
}

/* Whole submissions go, the oldest first; what has not ended stays; the seals say so. */
static void
test_pruned (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  const gint64 unended = submit (store, shop, TRUE, FALSE);
  const gint64 first = submit (store, shop, TRUE, TRUE);
  const gint64 second = submit (store, shop, TRUE, TRUE);
  g_autofree char *left = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *expected = NULL;

  submit (store, other, TRUE, TRUE);
  submit (store, shop, TRUE, TRUE);
  g_assert_cmpint (prune (store, shop, 0, 0), ==, 0);
  g_assert_cmpint (prune (store, shop, 0, 3), ==, 0);
  g_assert_cmpint (prune (store, shop, 0, 1), ==, first);
  g_assert_cmpint (prune (store, shop, G_MAXINT64, 0), ==, second);
  assert_intact (store, shop, 1);
  assert_intact (store, other, 1);
  g_assert_cmpint (prune (store, shop, G_MAXINT64, 0), >, second);
  g_assert_cmpint (prune (store, shop, G_MAXINT64, 0), ==, 0);
  close_store (store);
  left = query_sql (fixture->path, "SELECT id FROM submission WHERE shop = 1");
  expected = g_strdup_printf ("%" G_GINT64_FORMAT, unended);
  g_assert_cmpstr (left, ==, expected);
  rows = query_sql (fixture->path,
                    "SELECT (SELECT count(*) FROM call), (SELECT count(*) FROM call_row),"
                    " (SELECT count(*) FROM call_location)");
  g_assert_cmpstr (rows, ==, "4|6|4");
}

/* Whatever was done in whatever order, the ledger is intact, and has what was not pruned. */
static void
test_random (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < 60; i++)
    {
      const gboolean is_ended = g_test_rand_bit ();
      gint64 id;

      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
        case 1:
          id = submit (store, shop, g_test_rand_bit (), is_ended);
          if (is_ended)
            g_array_append_val (ended, id);
          break;
        default:
          id = prune (store, shop, 0, 3);
          g_assert_cmpint (id, ==, ended->len > 3 ? g_array_index (ended, gint64, 0) : 0);
          if (id != 0)
            g_array_remove_index (ended, 0);
          break;
        }
    }
  {
    g_autoptr (PasarSealReport) report = verify (store, shop);

    g_assert_cmpuint (report->tampers->len, ==, 0);
    g_assert_cmpint (report->n_sealed, ==, ended->len);
  }
  close_store (store);
}

/* A change of a price, which the shop took or refused. */
static void
submit_change (PasarStore *store,
               gint64 shop,
               gint64 item_id,
               gint64 old_value,
               gint64 new_value,
               PasarChangeState state)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GError) error = NULL;
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_PRICE, item_id);
  gint64 id;

  pasar_journal_call_add_row (call, item_id, 0, old_value, new_value)->state = state;
  g_ptr_array_add (calls, call);
  id = begin_submission (store, shop, calls, &error);
  g_assert_true (end_submission (store, id, &error));
  g_assert_no_error (error);
}

static GArray *
list_most (PasarStore *store, gint64 shop, gint64 since_ms, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  pasar_store_list_most_changed_async (store, shop, since_ms, limit, NULL, keep_result_cb, &result);
  rows = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return rows;
}

/* By how many submissions, then by how far; what was refused did not change. */
static void
test_most_changed (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) later = NULL;
  g_autoptr (GArray) elsewhere = NULL;

  submit_change (store, shop, 1, 100, 110, PASAR_CHANGE_DONE);
  submit_change (store, shop, 1, 110, 105, PASAR_CHANGE_DONE);
  submit_change (store, shop, 2, 100, 500, PASAR_CHANGE_DONE);
  submit_change (store, shop, 3, 100, 900, PASAR_CHANGE_DONE);
  submit_change (store, shop, 4, 100, 999, PASAR_CHANGE_REFUSED);
  rows = list_most (store, shop, 0, 10);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 0).item_id, ==, 1);
  g_assert_cmpuint (g_array_index (rows, PasarMostChanged, 0).n_submissions, ==, 2);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 0).price_moved, ==, 15);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 0).stock_moved, ==, 0);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 1).item_id, ==, 3);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 2).item_id, ==, 2);
  first = list_most (store, shop, 0, 1);
  g_assert_cmpuint (first->len, ==, 1);
  later = list_most (store, shop, G_MAXINT64, 10);
  g_assert_cmpuint (later->len, ==, 0);
  elsewhere = list_most (store, other, 0, 10);
  g_assert_cmpuint (elsewhere->len, ==, 0);
  close_store (store);
}

/* Values of a damaged file that are too far apart to be subtracted or summed. */
static void
test_moved_too_far (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GArray) rows = NULL;

  submit_change (store, shop, 1, 100, 110, PASAR_CHANGE_DONE);
  submit_change (store, shop, 2, -1, G_MAXINT64, PASAR_CHANGE_DONE);
  submit_change (store, shop, 2, G_MAXINT64, G_MININT64 + 1, PASAR_CHANGE_DONE);
  rows = list_most (store, shop, 0, 10);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 0).item_id, ==, 2);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 0).price_moved, ==, G_MAXINT64);
  g_assert_cmpint (g_array_index (rows, PasarMostChanged, 1).price_moved, ==, 10);
  close_store (store);
}

static void
keep_readings (PasarStore *store, gint64 shop, const PasarReading *readings, guint n)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof *readings);
  g_autoptr (GError) error = NULL;

  g_array_append_vals (array, readings, n);
  g_assert_true (put_readings (store, shop, array, &error));
  g_assert_no_error (error);
}

static void
check_value (const GArray *values, guint n, gint64 at_ms, gint64 value)
{
  g_assert_cmpuint (values->len, >, n);
  g_assert_cmpint (g_array_index (values, PasarPastValue, n).at_ms, ==, at_ms);
  g_assert_cmpint (g_array_index (values, PasarPastValue, n).value, ==, value);
}

/* Only what changed is kept, and of that the newest. */
static void
test_readings (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  const guint n = PASAR_READINGS_MAX + 5;
  const PasarReading again = { ITEM, 11, PASAR_READING_PRICE, 9000, 890 };
  g_autoptr (PasarPast) past = NULL;
  g_autoptr (PasarPast) elsewhere = NULL;

  for (guint i = 0; i < n; i++)
    {
      const PasarReading now[] = {
        { ITEM, 11, PASAR_READING_PRICE, 1000 + i, i < 3 ? 990 : 890 },
        { ITEM, 11, PASAR_READING_STOCK, 1000 + i, i },
      };

      keep_readings (store, shop, now, G_N_ELEMENTS (now));
    }
  keep_readings (store, shop, &again, 1);
  past = read_past (store, shop, ITEM, 11);
  g_assert_cmpuint (past->read[PASAR_READING_PRICE]->len, ==, 2);
  check_value (past->read[PASAR_READING_PRICE], 0, 1000, 990);
  check_value (past->read[PASAR_READING_PRICE], 1, 1003, 890);
  g_assert_cmpuint (past->read[PASAR_READING_STOCK]->len, ==, PASAR_READINGS_MAX);
  check_value (past->read[PASAR_READING_STOCK], 0, 1005, n - PASAR_READINGS_MAX);
  elsewhere = read_past (store, other, ITEM, 11);
  g_assert_cmpuint (elsewhere->read[PASAR_READING_PRICE]->len, ==, 0);
  close_store (store);
}

/* What held when the two years began stays, and what was before that goes. */
static void
test_readings_age (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const PasarReading readings[] = {
    { ITEM, 11, PASAR_READING_PRICE, 1000, 100 },
    { ITEM, 11, PASAR_READING_PRICE, 2000, 200 },
    { ITEM, 11, PASAR_READING_PRICE, PASAR_READINGS_MAX_AGE_MS + 3000, 300 },
  };
  g_autoptr (PasarPast) past = NULL;

  keep_readings (store, shop, readings, G_N_ELEMENTS (readings));
  past = read_past (store, shop, ITEM, 11);
  g_assert_cmpuint (past->read[PASAR_READING_PRICE]->len, ==, 2);
  check_value (past->read[PASAR_READING_PRICE], 0, 2000, 200);
  close_store (store);
}

/* A promotion that ends is told, one that never was is not; a clock that goes back turns no order
 * round; days on which the shop was looked at belong to all rows. */
static void
test_reading_kinds (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const PasarReading readings[] = {
    { ITEM, 11, PASAR_READING_PROMOTION, 1000, 0 }, { ITEM, 11, PASAR_READING_PROMOTION, 2000, 90 },
    { ITEM, 11, PASAR_READING_PROMOTION, 1500, 0 }, { ITEM, 12, PASAR_READING_PROMOTION, 1000, 0 },
    { 0, 0, PASAR_READING_LOOK, 1000, 1 },          { 0, 0, PASAR_READING_LOOK, 1100, 1 },
    { 0, 0, PASAR_READING_LOOK, 2000, 2 },
  };
  g_autoptr (PasarPast) promoted = NULL;
  g_autoptr (PasarPast) plain = NULL;

  keep_readings (store, shop, readings, G_N_ELEMENTS (readings));
  promoted = read_past (store, shop, ITEM, 11);
  g_assert_cmpuint (promoted->read[PASAR_READING_PROMOTION]->len, ==, 2);
  check_value (promoted->read[PASAR_READING_PROMOTION], 0, 2000, 90);
  check_value (promoted->read[PASAR_READING_PROMOTION], 1, 2001, 0);
  plain = read_past (store, shop, ITEM, 12);
  g_assert_cmpuint (plain->read[PASAR_READING_PROMOTION]->len, ==, 0);
  g_assert_cmpuint (plain->read[PASAR_READING_LOOK]->len, ==, 2);
  close_store (store);
}

/* A moment of a damaged file after which none can come does not keep away what is read; no moment
 * is one without a date. */
static void
test_damaged_moments (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const PasarReading readings[] = {
    { ITEM, 11, PASAR_READING_PRICE, 5000, 100 },
    { ITEM, 11, PASAR_READING_PRICE, 6000, 200 },
    { ITEM, 11, PASAR_READING_STOCK, 5000, 7 },
  };
  g_autoptr (PasarPast) past = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  submit (store, shop, TRUE, TRUE);
  run_sql (fixture->path,
           "DELETE FROM reading;"
           "INSERT INTO reading (shop, item_id, model_id, kind, at_ms, value) VALUES"
           " (1, 7, 11, 0, 9223372036854775807, 100), (1, 7, 11, 1, -9223372036854775808, 6);"
           "UPDATE submission SET created_at_ms = -9223372036854775808;"
           "UPDATE call SET done_at_ms = 9223372036854775807");
  keep_readings (store, shop, readings, G_N_ELEMENTS (readings));
  past = read_past (store, shop, ITEM, 11);
  g_assert_cmpuint (past->read[PASAR_READING_PRICE]->len, ==, 2);
  check_value (past->read[PASAR_READING_PRICE], 0, 5000, 100);
  check_value (past->read[PASAR_READING_PRICE], 1, 6000, 200);
  g_assert_cmpuint (past->read[PASAR_READING_STOCK]->len, ==, 1);
  check_value (past->read[PASAR_READING_STOCK], 0, 5000, 7);
  g_assert_cmpuint (past->written[PASAR_CALL_PRICE]->len, ==, 1);
  check_value (past->written[PASAR_CALL_PRICE], 0, G_GINT64_CONSTANT (253402300799999), 110);
  entries = list (store, shop, NULL, 0, 9);
  g_assert_cmpint (get_entry (entries, 0)->created_at_ms, ==, 0);
  close_store (store);
}

static void
put_item (PasarStore *store, gint64 shop, const char *data, gint64 at_ms, gint64 price)
{
  const gint64 item_id = ITEM;
  const PasarReading reading = { ITEM, 0, PASAR_READING_PRICE, at_ms, price };
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof reading);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, strlen (data));
  g_autoptr (GAsyncResult) result = NULL;

  if (price != 0)
    g_array_append_val (readings, reading);
  pasar_store_put_items_async (store,
                               shop,
                               &item_id,
                               &bytes,
                               1,
                               NULL,
                               0,
                               readings,
                               NULL,
                               keep_result_cb,
                               &result);
  g_assert_true (pasar_store_finish (store, wait_for_result (&result), NULL));
}

/* Readings come with the cache: also of what was in it before there were readings, and they go
 * with the item. */
static void
test_readings_of_items (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 item_id = ITEM;
  g_autoptr (PasarPast) past = NULL;
  g_autoptr (PasarPast) gone = NULL;
  g_autoptr (GError) error = NULL;

  put_item (store, shop, "one", 1000, 0);
  put_item (store, shop, "one", 2000, 100);
  put_item (store, shop, "one", 3000, 100);
  put_item (store, shop, "two", 4000, 200);
  past = read_past (store, shop, ITEM, 0);
  g_assert_cmpuint (past->read[PASAR_READING_PRICE]->len, ==, 2);
  check_value (past->read[PASAR_READING_PRICE], 0, 2000, 100);
  check_value (past->read[PASAR_READING_PRICE], 1, 4000, 200);
  g_assert_true (put_items (store, shop, NULL, NULL, 0, &item_id, 1, &error));
  g_assert_no_error (error);
  gone = read_past (store, shop, ITEM, 0);
  g_assert_cmpuint (gone->read[PASAR_READING_PRICE]->len, ==, 0);
  close_store (store);
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/ledger/list", test_list },
    { "/ledger/intact", test_intact },
    { "/ledger/every-column", test_every_column },
    { "/ledger/tampered", test_tampered },
    { "/ledger/seal-removed", test_seal_removed },
    { "/ledger/corrected", test_corrected },
    { "/ledger/pruned", test_pruned },
    { "/ledger/random", test_random },
    { "/ledger/most-changed", test_most_changed },
    { "/ledger/moved-too-far", test_moved_too_far },
    { "/ledger/readings", test_readings },
    { "/ledger/readings-age", test_readings_age },
    { "/ledger/reading-kinds", test_reading_kinds },
    { "/ledger/damaged-moments", test_damaged_moments },
    { "/ledger/readings-of-items", test_readings_of_items },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
