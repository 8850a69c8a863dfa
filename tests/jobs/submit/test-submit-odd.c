/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"
#include "shopee/client-private.h"

#include <string.h>

/* An item with two models at a shop that answers to a part of what it was sent. */

#define ITEM_ID G_GINT64_CONSTANT (1000)

typedef struct
{
  FakeShop base;
  const char *prices[2]; /* what the shop has, by model */
  gint64 stock;
  const char *price_answer; /* to update_price */
  guint n_reads;
  gboolean holds_reads; /* get_model_list is not answered for now */
  gboolean is_down;     /* and answers with nothing of use */
} Shop;

static char *
dup_models (const Shop *shop)
{
  GString *json = g_string_new ("{\"error\":\"\",\"response\":{\"model\":[");

  for (guint i = 0; i < 2; i++)
    g_string_append_printf (json,
                            "%s{\"model_id\":%u,\"price_info\":[{\"currency\":\"SGD\","
                            "\"original_price\":%s,\"current_price\":%s}],\"stock_info_v2\":"
                            "{\"seller_stock\":[{\"stock\":%" G_GINT64_FORMAT "}]}}",
                            i == 0 ? "" : ",",
                            i + 1,
                            shop->prices[i],
                            shop->prices[i],
                            shop->stock);
  g_string_append (json, "]}}");
  return g_string_free (json, FALSE);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Shop *shop = user_data;
  g_autofree char *body = NULL;

  if (g_str_has_suffix (path, "/update_price"))
    body = g_strdup (shop->price_answer);
  else if (g_str_has_suffix (path, "/update_stock"))
    body = g_strdup ("{\"error\":\"\",\"response\":{\"success_list\":"
                     "[{\"model_id\":1,\"stock\":9}],\"failure_list\":[]}}");
  else if (g_str_has_suffix (path, "/get_item_base_info"))
    body = g_strdup ("{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1000,"
                     "\"item_name\":\"Item\",\"item_status\":\"NORMAL\",\"has_model\":true}]}}");
  else
    {
      shop->n_reads++;
      if (shop->holds_reads)
        {
          soup_server_message_pause (message);
          g_ptr_array_add (shop->base.server->held, g_object_ref (message));
          return;
        }
      body = dup_models (shop);
    }
  fake_server_answer (message, 200, shop->is_down ? "{}" : body);
}

static void
release_reads (Shop *shop)
{
  shop->holds_reads = FALSE;
  for (guint i = 0; i < shop->base.server->held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (shop->base.server->held, i);

      answer_cb (shop->base.server->server, message, "/get_model_list", NULL, shop);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (shop->base.server->held, 0);
}

static gboolean
is_read (gpointer data)
{
  return ((Shop *) data)->n_reads > 0;
}

static void
wait_for_read (Shop *shop)
{
  shop->n_reads = 0;
  pasar_test_wait (is_read, shop);
}

static void
load (Shop *shop)
{
  const gint64 item_id = ITEM_ID;
  g_autoptr (PasarJob) job = pasar_load_job_new_for_items (shop->base.session, &item_id, 1);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
}

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->prices[0] = shop->prices[1] = "10.00";
  shop->stock = 4;
  fake_shop_open (&shop->base, answer_cb, shop);
  load (shop);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  fake_shop_close (&shop->base);
}

static void
stage (Shop *shop, gint64 model_id, PasarField field, gint64 value)
{
  PasarSession *session = shop->base.session;
  const guint row = pasar_catalogue_find (pasar_session_get_catalogue (session), ITEM_ID, model_id);
  g_autoptr (GError) error = NULL;

  try_stage (session, row, field, value, &error);
  g_assert_no_error (error);
}

static PasarPlan *
make_plan (Shop *shop)
{
  return pasar_plan_new (pasar_session_get_catalogue (shop->base.session));
}

static PasarJob *
start_submit (Shop *shop, PasarPlan *plan, GAsyncResult **result)
{
  PasarJob *job = pasar_submit_job_new (shop->base.session, plan);

  pasar_job_run_async (job, pasar_test_keep_result_cb, result);
  return job;
}

static PasarChange *
get_change (PasarPlan *plan, guint index)
{
  return g_list_model_get_item (G_LIST_MODEL (plan), index);
}

/* The shop rounds the price of one model and does not name the other: what it said is in the
 * journal before the rest is read back. */
static void
test_partial_answer (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (PasarChange) rounded = NULL;
  g_autoptr (PasarChange) unnamed = NULL;
  g_autoptr (GError) error = NULL;
  const PasarSubmission *submission;
  const PasarJournalCall *call;
  const PasarJournalRow *row;

  stage (shop, 1, PASAR_FIELD_PRICE, 1091);
  stage (shop, 2, PASAR_FIELD_PRICE, 1200);
  shop->price_answer = "{\"error\":\"\",\"response\":{\"success_list\":"
                       "[{\"model_id\":1,\"original_price\":10.9}],\"failure_list\":[]}}";
  shop->prices[0] = "10.90";
  shop->holds_reads = TRUE;
  plan = make_plan (shop);
  job = start_submit (shop, plan, &result);
  wait_for_read (shop);
  submissions = list_unfinished (shop->base.session);
  g_assert_cmpuint (submissions->len, ==, 1);
  submission = g_ptr_array_index (submissions, 0);
  call = g_ptr_array_index (submission->calls, 0);
  g_assert_cmpint (call->state, ==, PASAR_CALL_SENT);
  row = g_ptr_array_index (call->rows, 0);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpint (row->stored_value, ==, 1090);
  row = g_ptr_array_index (call->rows, 1);
  g_assert_cmpint (row->state, ==, PASAR_CHANGE_UNKNOWN);
  release_reads (shop);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  rounded = get_change (plan, 0);
  g_assert_cmpint (pasar_change_read (rounded)->state, ==, PASAR_CHANGE_DONE);
  g_assert_cmpstr (pasar_change_read (rounded)->reason, ==, "Shopee took 10.90.");
  unnamed = get_change (plan, 1);
  g_assert_cmpint (pasar_change_read (unnamed)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (
                        pasar_session_get_catalogue (shop->base.session)),
                    ==,
                    1);
}

/* A refusal without a word of why is told as one. */
static void
test_refused_without_words (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarChange) refused = NULL;
  g_autoptr (GError) error = NULL;

  stage (shop, 1, PASAR_FIELD_PRICE, 1091);
  shop->price_answer = "{\"error\":\"\",\"message\":\"\",\"response\":{\"success_list\":[],"
                       "\"failure_list\":[{\"model_id\":1}]}}";
  plan = make_plan (shop);
  job = start_submit (shop, plan, &result);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  refused = get_change (plan, 0);
  g_assert_cmpint (pasar_change_read (refused)->state, ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpstr (pasar_change_read (refused)->reason, ==, "Shopee refused this change.");
}

/* What the shop has already needs no sending: it is no progress of a submission that is cancelled
 * before anything is sent. */
static void
test_cancelled_with_nothing_to_send (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stage (shop, 1, PASAR_FIELD_PRICE, 1091);
  plan = make_plan (shop);
  shop->prices[0] = "10.91";
  load (shop);
  job = start_submit (shop, plan, &result);
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpuint (pasar_job_get_n_done (job), ==, 0);
  g_assert_cmpuint (pasar_job_get_n_total (job), ==, 0);
}

static PasarJob *
start_settle (Shop *shop, GAsyncResult **result)
{
  PasarJob *job = pasar_settle_job_new (shop->base.session);

  pasar_job_run_async (job, pasar_test_keep_result_cb, result);
  return job;
}

static void
assert_settled (PasarJob *job, GAsyncResult **result, guint n_written, const char *summary)
{
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_finish (job, pasar_test_wait_result (result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (job))->n_written, ==, n_written);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (job))->n_left, ==, 0);
  told = pasar_job_dup_summary (job);
  g_assert_cmpstr (told, ==, summary);
}

/* Of the only submission that is not ended. The journal learns what a read has shown with the items
 * that are kept, after the submission that read them. */
static gboolean
is_first_done (Shop *shop)
{
  g_autoptr (GPtrArray) unfinished = list_unfinished (shop->base.session);
  const PasarSubmission *submission;
  const PasarJournalCall *call;

  g_assert_cmpuint (unfinished->len, ==, 1);
  submission = g_ptr_array_index (unfinished, 0);
  call = g_ptr_array_index (submission->calls, 0);
  return ((const PasarJournalRow *) g_ptr_array_index (call->rows, 0))->state == PASAR_CHANGE_DONE;
}

/* The shop took a price without an answer. While that is read back, the stock of the same model is
 * submitted: what comes of the read is older than that, and says nothing of the price either. What
 * the submission reads back is newer, and does. */
static void
test_submitted_while_settling (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) later_plan = NULL;
  g_autoptr (PasarChange) price = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (PasarJob) later = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (PasarJob) settle_again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) later_result = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GAsyncResult) settled_again = NULL;
  g_autoptr (GError) error = NULL;

  stage (shop, 1, PASAR_FIELD_PRICE, 1091);
  shop->is_down = TRUE;
  shop->prices[0] = "10.91";
  plan = make_plan (shop);
  job = start_submit (shop, plan, &result);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN), ==, 1);
  shop->is_down = FALSE;
  shop->holds_reads = TRUE;
  settle = start_settle (shop, &settled);
  wait_for_read (shop);
  stage (shop, 1, PASAR_FIELD_STOCK, 9);
  later_plan = make_plan (shop);
  price = get_change (later_plan, 0);
  pasar_plan_set_included (later_plan, price, FALSE);
  later = start_submit (shop, later_plan, &later_result);
  WAIT_FOR (pasar_plan_count_state (later_plan, PASAR_CHANGE_DONE) == 1);
  shop->stock = 9;
  release_reads (shop);
  pasar_job_run_finish (later, pasar_test_wait_result (&later_result), &error);
  g_assert_no_error (error);
  assert_settled (settle, &settled, 0, "1 is not certain.");
  WAIT_FOR (is_first_done (shop));
  settle_again = start_settle (shop, &settled_again);
  assert_settled (settle_again, &settled_again, 0, "");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (
                        pasar_session_get_catalogue (shop->base.session)),
                    ==,
                    0);
}

/* Nobody is there: nothing was sent, so that nothing is unclear. */
static void
test_nobody_there (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;

  stage (shop, 1, PASAR_FIELD_PRICE, 1091);
  plan = make_plan (shop);
  soup_server_disconnect (shop->base.server->server);
  soup_session_abort (pasar_session_get_client (shop->base.session)->session);
  job = start_submit (shop, plan, &result);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NETWORK);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), ==, 1);
  submissions = list_unfinished (shop->base.session);
  g_assert_cmpuint (submissions->len, ==, 0);
}

/* What the seller keeps in this app alone is in no address and in no body, whatever it is; nor is
 * what its columns are called. */
static void
test_local_values (Shop *shop, gconstpointer data)
{
  static const char *const secrets[] = {
    "864209", "8642.09", "753109", "7531.09",   "43.7",     "Zming",   "918273.6", "9182736",
    "640813", "6408.13", "vkjhq",  "Zsupplier", "Zorganic", "Zweight", "Zpacking",
  };
  PasarSession *session = shop->base.session;
  const guint row = pasar_catalogue_find (pasar_session_get_catalogue (session), ITEM_ID, 1);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  shop->price_answer = "{\"error\":\"\",\"response\":{\"success_list\":"
                       "[{\"model_id\":1,\"original_price\":11.00}],\"failure_list\":[]}}";
  stage (shop, 1, PASAR_FIELD_COST, 864209);
  stage (shop, 1, PASAR_FIELD_FLOOR, 753109);
  stage (shop, 1, PASAR_FIELD_TARGET_MARGIN, 437);
  stage_set (session, row, PASAR_FIELD_NOTE, "ask Zming");
  stage (shop, 1, add_own_column (session, PASAR_OWN_NUMBER, "Zweight"), 918273600);
  stage (shop, 1, add_own_column (session, PASAR_OWN_MONEY, "Zpacking"), 640813);
  stage_set (session, row, add_own_column (session, PASAR_OWN_TEXT, "Zsupplier"), "vkjhq");
  stage_set (session, row, add_own_column (session, PASAR_OWN_YES_NO, "Zorganic"), "yes");
  stage (shop, 1, PASAR_FIELD_PRICE, 1100);
  stage (shop, 1, PASAR_FIELD_STOCK, 9);
  shop->prices[0] = "11.00";
  plan = make_plan (shop);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan)), ==, 2);
  job = start_submit (shop, plan, &result);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  load (shop);
  g_assert_cmpuint (shop->base.server->requests->len, >, 3);
  for (guint i = 0; i < shop->base.server->requests->len; i++)
    {
      const FakeRequest *request = fake_server_get (shop->base.server, i);

      for (guint k = 0; k < G_N_ELEMENTS (secrets); k++)
        {
          g_assert_null (strstr (request->path, secrets[k]));
          g_assert_null (strstr (request->raw_query, secrets[k]));
          g_assert_true (request->body == NULL || strstr (request->body, secrets[k]) == NULL);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/submit-odd/partial-answer", Shop, NULL, set_up, test_partial_answer, tear_down);
  g_test_add ("/submit-odd/refused-without-words",
              Shop,
              NULL,
              set_up,
              test_refused_without_words,
              tear_down);
  g_test_add ("/submit-odd/cancelled-with-nothing-to-send",
              Shop,
              NULL,
              set_up,
              test_cancelled_with_nothing_to_send,
              tear_down);
  g_test_add ("/submit-odd/submitted-while-settling",
              Shop,
              NULL,
              set_up,
              test_submitted_while_settling,
              tear_down);
  g_test_add ("/submit-odd/local-values", Shop, NULL, set_up, test_local_values, tear_down);
  g_test_add ("/submit-odd/nobody-there", Shop, NULL, set_up, test_nobody_there, tear_down);
  return g_test_run ();
}
