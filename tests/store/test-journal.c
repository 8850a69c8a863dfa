/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-helpers.h"

static gboolean
mark_sent (PasarStore *store, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_mark_sent_async (store, ids, n_ids, NULL, keep_result_cb, &result);
  return pasar_store_finish (store, wait_for_result (&result), error);
}

static gboolean
record (PasarStore *store, gint64 shop, const PasarJournalCall *call, GBytes *item, GError **error)
{
  return record_call (store, shop, call, item, NULL, error);
}

static GPtrArray *
list_before (PasarStore *store, gint64 shop, gboolean unfinished_only, gint64 before, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *submissions;

  pasar_store_list_submissions_async (store,
                                      shop,
                                      unfinished_only,
                                      before,
                                      limit,
                                      NULL,
                                      keep_result_cb,
                                      &result);
  submissions = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return submissions;
}

static GPtrArray *
list (PasarStore *store, gint64 shop, gboolean unfinished_only, guint limit)
{
  return list_before (store, shop, unfinished_only, 0, limit);
}

static GPtrArray *
new_plan (void)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *price = pasar_journal_call_new (PASAR_CALL_PRICE, 1);
  PasarJournalCall *stock = pasar_journal_call_new (PASAR_CALL_STOCK, 2);
  PasarJournalCall *boost = pasar_journal_call_new (PASAR_CALL_BOOST, 0);

  pasar_journal_call_add_row (price, 1, 11, 100, 110);
  pasar_journal_call_add_row (price, 1, 12, G_MININT64, 120);
  pasar_journal_call_add_row (price, 1, 13, 100, 130);
  pasar_journal_call_add_row (stock, 2, 0, 5, 6);
  pasar_journal_call_add_row (boost, 3, 0, G_MININT64, G_MININT64);
  g_ptr_array_add (calls, price);
  g_ptr_array_add (calls, stock);
  g_ptr_array_add (calls, boost);
  return calls;
}

static PasarJournalCall *
get_call (GPtrArray *calls, guint index)
{
  g_assert_cmpuint (index, <, calls->len);
  return g_ptr_array_index (calls, index);
}

static PasarJournalRow *
get_row (const PasarJournalCall *call, guint index)
{
  g_assert_cmpuint (index, <, call->rows->len);
  return g_ptr_array_index (call->rows, index);
}

static PasarSubmission *
get_submission (GPtrArray *submissions, guint index)
{
  g_assert_cmpuint (index, <, submissions->len);
  return g_ptr_array_index (submissions, index);
}

/* What a crash leaves at each moment is what the next start reads. */
static void
test_restart (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before = g_get_real_time () / 1000;
  gint64 id = begin_submission (store, shop, plan, &error);
  const PasarSubmission *submission;
  const PasarJournalCall *call;

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  for (guint i = 0; i < plan->len; i++)
    g_assert_cmpint (get_call (plan, i)->id, >, 0);
  g_assert_true (mark_sent (store, &get_call (plan, 0)->id, 1, &error));
  close_store (store);

  store = open_ok (fixture->path);
  found = list (store, shop, TRUE, 0);
  g_assert_cmpuint (found->len, ==, 1);
  submission = get_submission (found, 0);
  g_assert_cmpint (submission->id, ==, id);
  g_assert_cmpint (submission->shop, ==, shop);
  g_assert_cmpint (submission->created_at_ms, >=, before);
  g_assert_cmpint (submission->finished_at_ms, ==, 0);
  g_assert_cmpuint (submission->calls->len, ==, 3);
  call = get_call (submission->calls, 0);
  g_assert_cmpint (call->kind, ==, PASAR_CALL_PRICE);
  g_assert_cmpint (call->item_id, ==, 1);
  g_assert_cmpint (call->state, ==, PASAR_CALL_SENT);
  g_assert_cmpint (call->sent_at_ms, >=, before);
  g_assert_cmpint (call->done_at_ms, ==, 0);
  g_assert_cmpuint (call->rows->len, ==, 3);
  g_assert_cmpint (get_row (call, 1)->model_id, ==, 12);
  g_assert_cmpint (get_row (call, 1)->old_value, ==, G_MININT64);
  g_assert_cmpint (get_row (call, 1)->new_value, ==, 120);
  g_assert_cmpint (get_row (call, 1)->stored_value, ==, G_MININT64);
  g_assert_cmpint (get_row (call, 1)->state, ==, PASAR_CHANGE_READY);
  g_assert_cmpint (get_call (submission->calls, 1)->state, ==, PASAR_CALL_PLANNED);
  g_assert_cmpint (get_call (submission->calls, 2)->kind, ==, PASAR_CALL_BOOST);
  close_store (store);
}

static void
settle (PasarJournalRow *row, PasarChangeState state, gint64 stored, const char *reason)
{
  row->state = state;
  row->stored_value = stored;
  row->reason = g_strdup (reason);
  row->advice = reason != NULL ? g_strdup ("Raise it.") : NULL;
}

static void
test_record (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GBytes) item = g_bytes_new_static ("new", 3);
  g_autoptr (PasarStoredShopData) loaded = NULL;
  g_autoptr (GError) error = NULL;
  PasarJournalCall *price = get_call (plan, 0);
  const PasarJournalCall *call;
  g_autofree char *log = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("cells", 5);
  const PasarLogRecord settled = { .id = 1,
                                   .kind = PASAR_LOG_SETTLED,
                                   .n_edits = 3,
                                   .n_staged = 2,
                                   .data = bytes };

  g_assert_cmpint (begin_submission (store, shop, plan, &error), >, 0);
  g_assert_true (mark_sent (store, &price->id, 1, &error));
  price->state = PASAR_CALL_DONE;
  price->code = g_strdup ("");
  price->message = g_strdup ("partly");
  price->request_id = g_strdup ("r-1");
  settle (get_row (price, 0), PASAR_CHANGE_DONE, 110, NULL);
  settle (get_row (price, 1), PASAR_CHANGE_DONE, 120, NULL);
  settle (get_row (price, 2), PASAR_CHANGE_REFUSED, G_MININT64, "Too low.");
  g_assert_true (record_call (store, shop, price, item, &settled, &error));
  g_assert_no_error (error);
  /* As one: what cannot be appended to the log leaves journal and cache as they were. */
  price->state = PASAR_CALL_FAILED;
  g_assert_false (record_call (store, shop, price, bytes, &settled, &error));
  g_clear_error (&error);
  close_store (store);

  store = open_ok (fixture->path);
  found = list (store, shop, TRUE, 0);
  call = get_call (get_submission (found, 0)->calls, 0);
  g_assert_cmpint (call->state, ==, PASAR_CALL_DONE);
  g_assert_cmpint (call->sent_at_ms, >, 0);
  g_assert_cmpint (call->done_at_ms, >=, call->sent_at_ms);
  g_assert_cmpstr (call->message, ==, "partly");
  g_assert_cmpstr (call->request_id, ==, "r-1");
  g_assert_cmpint (get_row (call, 0)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (get_row (call, 0)->stored_value, ==, 110);
  g_assert_cmpstr (get_row (call, 2)->reason, ==, "Too low.");
  g_assert_cmpstr (get_row (call, 2)->advice, ==, "Raise it.");
  loaded = load_shop (store, shop, &error);
  g_assert_cmpuint (loaded->items->len, ==, 1);
  g_assert_true (g_bytes_equal (g_ptr_array_index (loaded->items, 0), item));
  log = describe_log (loaded);
  g_assert_cmpstr (log, ==, "1:5:3:2:-:cells ");
  g_clear_pointer (&loaded, pasar_stored_shop_data_free);
  loaded = load_shop (store, other, &error);
  g_assert_cmpuint (loaded->log->len, ==, 0);
  close_store (store);
}

static void
test_end (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GPtrArray) unfinished = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  const PasarSubmission *submission;
  gint64 id = begin_submission (store, shop, plan, &error);

  g_assert_true (mark_sent (store, &get_call (plan, 1)->id, 1, &error));
  g_assert_true (end_submission (store, id, &error));
  g_assert_no_error (error);
  unfinished = list (store, shop, TRUE, 0);
  g_assert_cmpuint (unfinished->len, ==, 0);
  all = list (store, shop, FALSE, 0);
  submission = get_submission (all, 0);
  g_assert_cmpint (submission->finished_at_ms, >=, submission->created_at_ms);
  g_assert_cmpint (get_call (submission->calls, 0)->state, ==, PASAR_CALL_SKIPPED);
  g_assert_cmpint (get_row (get_call (submission->calls, 0), 0)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpint (get_call (submission->calls, 1)->state, ==, PASAR_CALL_SENT);
  g_assert_cmpint (get_row (get_call (submission->calls, 1), 0)->state, ==, PASAR_CHANGE_READY);
  close_store (store);
}

static void
test_list (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GPtrArray) none = list (store, shop, FALSE, 0);
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) unfinished = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ids[3];

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) plan = new_plan ();

      ids[i] = begin_submission (store, i == 1 ? other : shop, plan, &error);
      g_assert_no_error (error);
    }
  g_assert_true (end_submission (store, ids[2], &error));
  two = list (store, shop, FALSE, 2);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (get_submission (two, 0)->id, ==, ids[2]);
  g_assert_cmpint (get_submission (two, 1)->id, ==, ids[0]);
  unfinished = list (store, shop, TRUE, 1);
  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpint (get_submission (unfinished, 0)->id, ==, ids[0]);
  close_store (store);
}

/* What is not in the journal is not sent, and nothing is half recorded. */
static void
test_unknown_ids (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  gint64 other = save_plain_shop (store, 2);
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GPtrArray) refused = new_plan ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ids[2];

  g_assert_cmpint (begin_submission (store, 999, refused, &error), <, 0);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (begin_submission (store, shop, plan, &error), >, 0);
  ids[0] = get_call (plan, 0)->id;
  ids[1] = 999;
  g_assert_false (mark_sent (store, ids, 2, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  g_clear_error (&error);
  found = list (store, shop, TRUE, 0);
  g_assert_cmpint (get_call (get_submission (found, 0)->calls, 0)->state, ==, PASAR_CALL_PLANNED);
  g_assert_false (record (store, other, get_call (plan, 0), NULL, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (end_submission (store, 999, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FAILED);
  close_store (store);
}

/* Numbers outside of the enumerations, as damage leaves them, never claim an outcome. */
static void
test_strange_states (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalCall *call;

  g_assert_cmpint (begin_submission (store, shop, plan, &error), >, 0);
  close_store (store);
  run_sql (fixture->path,
           "UPDATE call SET state = 77, kind = -1, message = CAST (x'ff41' AS TEXT);"
           "UPDATE call_row SET state = -3");
  store = open_ok (fixture->path);
  found = list (store, shop, FALSE, 0);
  call = get_call (get_submission (found, 0)->calls, 0);
  g_assert_cmpint (call->state, ==, PASAR_CALL_SENT);
  g_assert_cmpint (get_row (call, 0)->state, ==, PASAR_CHANGE_UNKNOWN);
  g_assert_true (g_utf8_validate (call->message, -1, NULL));
  close_store (store);
}

/* What each location had and is to get is kept as it was planned. */
static void
test_locations (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_STOCK, 1);
  PasarJournalRow *row = pasar_journal_call_add_row (call, 1, 11, 10, 12);
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (GError) error = NULL;
  const PasarJournalLocation *location;

  row->locations = pasar_journal_locations_new ();
  pasar_journal_locations_add (row->locations, NULL, G_MININT64, 7);
  pasar_journal_locations_add (row->locations, "SG2", 3, 5);
  g_ptr_array_add (calls, call);
  g_assert_cmpint (begin_submission (store, shop, calls, &error), >, 0);
  call->state = PASAR_CALL_DONE;
  settle (row, PASAR_CHANGE_DONE, 12, NULL);
  g_assert_true (record (store, shop, call, NULL, &error));
  sent = list (store, shop, TRUE, 0);
  row = get_row (get_call (get_submission (sent, 0)->calls, 0), 0);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (row->locations->len, ==, 2);
  location = &g_array_index (row->locations, PasarJournalLocation, 0);
  g_assert_cmpstr (location->location_id, ==, "");
  g_assert_cmpint (location->old_stock, ==, G_MININT64);
  g_assert_cmpint (location->new_stock, ==, 7);
  location = &g_array_index (row->locations, PasarJournalLocation, 1);
  g_assert_cmpstr (location->location_id, ==, "SG2");
  g_assert_cmpint (location->old_stock, ==, 3);
  g_assert_cmpint (location->new_stock, ==, 5);
  close_store (store);
}

/* The shop came to have what was thought not to be taken, or was not known yet: the journal says
 * so; what the shop had refused itself stays refused. */
static void
test_corrected (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const PasarStoredValue now[] = { { 1, 11, 1, 432 },
                                   { 1, 12, 1, 432 },
                                   { 1, 13, 1, 432 },
                                   { 1, 14, 1, 432 } };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (PasarStoredValue));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GAsyncResult) corrected = NULL;
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_STOCK, 1);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (now); i++)
    pasar_journal_call_add_row (call, 1, now[i].model_id, 440, 432);
  g_ptr_array_add (calls, call);
  g_assert_cmpint (begin_submission (store, shop, calls, &error), >, 0);
  call->state = PASAR_CALL_SENT;
  settle (get_row (call, 0), PASAR_CHANGE_UNCERTAIN, 430, "432 was sent.");
  settle (get_row (call, 1), PASAR_CHANGE_REFUSED, 440, "No answer came.");
  settle (get_row (call, 2), PASAR_CHANGE_REFUSED, G_MININT64, "Stock is reserved.");
  settle (get_row (call, 3), PASAR_CHANGE_UNKNOWN, G_MININT64, "The shop could not be read.");
  g_assert_true (record (store, shop, call, NULL, &error));
  g_array_append_vals (taken, now, G_N_ELEMENTS (now));
  pasar_store_append_log_async (store, shop, records, taken, NULL, keep_result_cb, &corrected);
  g_assert_true (pasar_store_finish (store, wait_for_result (&corrected), &error));
  g_assert_no_error (error);
  found = list (store, shop, TRUE, 0);
  call = get_call (get_submission (found, 0)->calls, 0);
  g_assert_cmpint (get_row (call, 0)->state, ==, PASAR_CHANGE_DONE);
  g_assert_null (get_row (call, 0)->reason);
  g_assert_cmpint (get_row (call, 1)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (get_row (call, 2)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpint (get_row (call, 3)->state, ==, PASAR_CHANGE_DONE);
  close_store (store);
}

/* The history is read by pages, newest first. */
static void
test_pages (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  gint64 ids[5];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) plan = new_plan ();

      ids[i] = begin_submission (store, shop, plan, NULL);
    }
  first = list_before (store, shop, FALSE, 0, 3);
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpint (get_submission (first, 0)->id, ==, ids[4]);
  g_assert_cmpint (get_submission (first, 2)->id, ==, ids[2]);
  second = list_before (store, shop, FALSE, ids[2], 3);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpint (get_submission (second, 1)->id, ==, ids[0]);
  close_store (store);
}

static void
boost_full (PasarStore *store,
            gint64 shop,
            gint64 item_id,
            PasarChangeState state,
            gint64 stored_value,
            gint64 sent_at_ms)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_BOOST, item_id);
  g_autoptr (GError) error = NULL;

  pasar_journal_call_add_row (call, item_id, 0, FALSE, TRUE);
  g_ptr_array_add (calls, call);
  g_assert_cmpint (begin_submission (store, shop, calls, &error), >, 0);
  call->state = PASAR_CALL_DONE;
  call->sent_at_ms = sent_at_ms;
  settle (get_row (call, 0), state, stored_value, NULL);
  g_assert_true (record (store, shop, call, NULL, &error));
  g_assert_no_error (error);
}

static void
boost (PasarStore *store, gint64 shop, gint64 item_id, PasarChangeState state, gint64 sent_at_ms)
{
  boost_full (store, shop, item_id, state, G_MININT64, sent_at_ms);
}

/* The last boost of each item that the shop took; a price that was sent later is none. */
static void
test_boost_times (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 other = save_plain_shop (store, 2);
  const gint64 twice = 3, refused = 4, elsewhere = 5;
  g_autoptr (GPtrArray) plan = new_plan ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) times = NULL;
  g_autoptr (GError) error = NULL;

  boost (store, shop, twice, PASAR_CHANGE_DONE, 1000);
  boost (store, shop, twice, PASAR_CHANGE_DONE, 3000);
  boost (store, shop, twice, PASAR_CHANGE_DONE, 2000);
  boost (store, shop, refused, PASAR_CHANGE_REFUSED, 4000);
  boost (store, other, elsewhere, PASAR_CHANGE_DONE, 5000);
  g_assert_cmpint (begin_submission (store, shop, plan, &error), >, 0);
  settle (get_row (get_call (plan, 0), 0), PASAR_CHANGE_DONE, 110, NULL);
  g_assert_true (record (store, shop, get_call (plan, 0), NULL, &error));

  pasar_store_get_boost_times_async (store, shop, NULL, keep_result_cb, &result);
  times = pasar_store_finish_object (store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (times), ==, 1);
  g_assert_cmpint (*(const gint64 *) g_hash_table_lookup (times, &twice), ==, 3000);
  close_store (store);
}

/* A boost that no look found runs after all: it was made, unless it began too late to be that one,
 * or the shop itself refused it, or it is not the last one of the item. */
static void
test_boost_confirmed (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  const gint64 late = 3, too_late = 4, refused = 5, twice = 6, elsewhere = 7;
  const gint64 boosted[] = { late, too_late, refused, twice, elsewhere };
  const struct
  {
    gint64 item_id;
    PasarChangeState state;
  } expected[] = { { elsewhere, PASAR_CHANGE_REFUSED }, { twice, PASAR_CHANGE_REFUSED },
                   { twice, PASAR_CHANGE_REFUSED },     { refused, PASAR_CHANGE_REFUSED },
                   { too_late, PASAR_CHANGE_REFUSED },  { late, PASAR_CHANGE_DONE } };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  boost_full (store, shop, late, PASAR_CHANGE_REFUSED, FALSE, 5000);
  boost_full (store, shop, too_late, PASAR_CHANGE_REFUSED, FALSE, 3999);
  boost_full (store, shop, refused, PASAR_CHANGE_REFUSED, G_MININT64, 5000);
  boost_full (store, shop, twice, PASAR_CHANGE_REFUSED, FALSE, 5000);
  boost_full (store, shop, twice, PASAR_CHANGE_REFUSED, G_MININT64, 6000);
  boost_full (store, shop, elsewhere, PASAR_CHANGE_REFUSED, FALSE, 5000);
  for (guint i = 0; i < G_N_ELEMENTS (boosted); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      pasar_store_confirm_boost_async (store,
                                       boosted[i] == elsewhere ? shop + 1 : shop,
                                       boosted[i],
                                       4000,
                                       NULL,
                                       keep_result_cb,
                                       &result);
      g_assert_true (pasar_store_finish (store, wait_for_result (&result), &error));
      g_assert_no_error (error);
    }
  found = list (store, shop, FALSE, 0);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->len; i++)
    {
      PasarJournalRow *row = get_row (get_call (get_submission (found, i)->calls, 0), 0);

      g_assert_cmpint (row->item_id, ==, expected[i].item_id);
      g_assert_cmpint (row->state, ==, expected[i].state);
    }
  close_store (store);
}

/* Of a call some of whose rows are lost, each of the others keeps its locations and gets its own
 * outcome. */
static void
test_missing_row (StoreFixture *fixture, gconstpointer data)
{
  PasarStore *store = open_ok (fixture->path);
  const gint64 shop = save_plain_shop (store, 1);
  g_autoptr (GPtrArray) plan =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_STOCK, 2);

  g_ptr_array_add (plan, call);
  for (gint64 i = 0; i < 3; i++)
    {
      PasarJournalRow *row = pasar_journal_call_add_row (call, 2, 11 + i, 5, 6);
      g_autofree char *location = g_strdup_printf ("L%d", (int) i);

      row->locations = pasar_journal_locations_new ();
      pasar_journal_locations_add (row->locations, location, 5, 6);
    }
  begin_submission (store, shop, plan, &error);
  g_assert_no_error (error);
  run_sql (fixture->path,
           "DELETE FROM call_location WHERE position = 0; DELETE FROM call_row WHERE position = 0");
  found = list (store, shop, TRUE, 0);
  call = get_call (get_submission (found, 0)->calls, 0);
  g_assert_cmpuint (call->rows->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const PasarJournalRow *row = get_row (call, i);
      g_autofree char *location = g_strdup_printf ("L%u", i + 1);

      g_assert_cmpint (row->model_id, ==, 12 + i);
      g_assert_cmpuint (row->locations->len, ==, 1);
      g_assert_cmpstr (g_array_index (row->locations, PasarJournalLocation, 0).location_id,
                       ==,
                       location);
    }
  settle (get_row (call, 0), PASAR_CHANGE_DONE, 6, NULL);
  settle (get_row (call, 1), PASAR_CHANGE_REFUSED, G_MININT64, "Too low.");
  g_assert_true (record (store, shop, call, NULL, &error));
  close_store (store);
  rows = query_sql (fixture->path, "SELECT position, model_id, state FROM call_row");
  g_assert_cmpstr (rows, ==, "1|12|1\n2|13|2");
}

int
main (int argc, char **argv)
{
  static const StoreCase cases[] = {
    { "/journal/restart", test_restart },
    { "/journal/record", test_record },
    { "/journal/boost-times", test_boost_times },
    { "/journal/boost-confirmed", test_boost_confirmed },
    { "/journal/locations", test_locations },
    { "/journal/corrected", test_corrected },
    { "/journal/pages", test_pages },
    { "/journal/end", test_end },
    { "/journal/list", test_list },
    { "/journal/unknown-ids", test_unknown_ids },
    { "/journal/strange-states", test_strange_states },
    { "/journal/missing-row", test_missing_row },
  };

  return store_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
