/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

#include <string.h>

/* A shop that sells, at a gateway that loses answers and applies writes late: what a write without
 * an answer became is told as it is, and no sale is undone. */

#define ITEM_ID G_GINT64_CONSTANT (1000)

/* So many looks are made before it is said that nothing was taken. */
#define N_LOOKS 7

typedef struct
{
  FakeShop base;
  gint64 stock;
  gint64 price_minor;
  gboolean is_boosted;

  /* What happens to writes. */
  gboolean loses_answer;
  gboolean takes_late; /* not at once, but when it is looked at for the nth time */
  guint late_look;
  gint64 sold_on_write; /* between the write and its answer */
  guint n_refused;      /* answers yet that name the boost's failure */
  gboolean is_down;     /* reads have no answer */
  gboolean has_models;
  gboolean is_garbled; /* what it says of the item cannot be read */

  /* What happens between looks. */
  guint sale_look; /* sold when it is looked at for the nth time */
  gint64 sold_late;

  /* What came. */
  guint n_writes;
  guint n_looks; /* since the last write */
  gint64 pending;
} Shop;

static gint64
read_number (const char *body, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":", name);
  const char *found = strstr (body, key);

  g_assert_nonnull (found);
  return (gint64) (g_ascii_strtod (found + strlen (key), NULL)
                       * (g_str_equal (name, "stock") ? 1 : 100)
                   + 0.5);
}

static void
apply (Shop *shop, const char *path, gint64 value)
{
  if (g_str_has_suffix (path, "update_stock"))
    shop->stock = value;
  else if (g_str_has_suffix (path, "update_price"))
    shop->price_minor = value;
  else
    shop->is_boosted = TRUE;
}

static const char *
write_path (const Shop *shop)
{
  const FakeRequest *last = NULL;

  for (guint i = 0; i < shop->base.server->requests->len; i++)
    {
      const FakeRequest *request = g_ptr_array_index (shop->base.server->requests, i);

      if (strstr (request->path, "/update_") != NULL
          || strstr (request->path, "/boost_item") != NULL)
        last = request;
    }
  return last->path;
}

static void
note_look (Shop *shop)
{
  if (shop->n_writes == 0)
    return;
  shop->n_looks++;
  if (shop->n_looks == shop->late_look)
    apply (shop, write_path (shop), shop->pending);
  if (shop->n_looks == shop->sale_look)
    shop->stock -= shop->sold_late;
}

static char *
dup_write_answer (Shop *shop, const char *path, const char *body)
{
  const gboolean is_boost = strstr (path, "/boost_item") != NULL;

  shop->n_writes++;
  shop->n_looks = 0;
  if (shop->n_refused > 0)
    {
      shop->n_refused--;
      return g_strdup ("{\"error\":\"error_boost_item_failed\",\"message\":"
                       "\"Boost item failed. please try later.\"}");
    }
  shop->pending =
      is_boost ? 0
               : read_number (body, g_str_has_suffix (path, "stock") ? "stock" : "original_price");
  if (!shop->takes_late)
    apply (shop, path, shop->pending);
  shop->stock -= shop->sold_on_write;
  if (shop->loses_answer)
    return NULL;
  return is_boost ? g_strdup ("{\"error\":\"\",\"response\":{\"success_list\":"
                              "{\"item_id_list\":[1000]}}}")
                  : g_strdup ("{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":0}],"
                              "\"failure_list\":[]}}");
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

  if (strstr (path, "/update_") != NULL || strstr (path, "/boost_item") != NULL)
    {
      const FakeRequest *request =
          g_ptr_array_index (shop->base.server->requests, shop->base.server->requests->len - 1);

      body = dup_write_answer (shop, path, request->body);
    }
  else if (g_str_has_suffix (path, "/get_boosted_list"))
    {
      note_look (shop);
      body = g_strdup (shop->is_boosted ? "{\"error\":\"\",\"response\":{\"item_list\":"
                                          "[{\"item_id\":1000,\"cool_down_second\":14000}]}}"
                                        : "{\"error\":\"\",\"response\":{\"item_list\":[]}}");
    }
  else if (g_str_has_suffix (path, "/get_model_list"))
    body = g_strdup ("{\"error\":\"\",\"response\":{\"tier_variation\":[{\"name\":\"Colour\","
                     "\"option_list\":[{\"option\":\"Red\"}]}],\"model\":[{\"model_id\":7,"
                     "\"tier_index\":[0],\"price_info\":[{\"original_price\":9}],"
                     "\"stock_info_v2\":{\"seller_stock\":[{\"stock\":5}]}}]}}");
  else if (!shop->is_down && shop->has_models)
    body = g_strdup ("{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1000,"
                     "\"item_name\":\"Item\",\"item_status\":\"NORMAL\",\"has_model\":true}]}}");
  else if (!shop->is_down && shop->is_garbled)
    body = g_strdup ("{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1000,"
                     "\"price_info\":[{\"original_price\":-1}]}]}}");
  else if (!shop->is_down)
    {
      note_look (shop);
      body = g_strdup_printf (
          "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1000,\"item_name\":\"Item\","
          "\"item_status\":\"NORMAL\",\"has_model\":false,\"price_info\":[{\"currency\":\"SGD\","
          "\"original_price\":%d.%02d,\"current_price\":%d.%02d}],\"stock_info_v2\":"
          "{\"seller_stock\":[{\"stock\":%" G_GINT64_FORMAT "}]}}]}}",
          (int) (shop->price_minor / 100),
          (int) (shop->price_minor % 100),
          (int) (shop->price_minor / 100),
          (int) (shop->price_minor % 100),
          shop->stock);
    }
  fake_server_answer (message, body != NULL ? 200 : 502, body != NULL ? body : "Bad Gateway");
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
  shop->stock = 440;
  shop->price_minor = 1000;
  fake_shop_open (&shop->base, answer_cb, shop);
  pasar_session_set_timing (shop->base.session, (PasarTiming){ 60000, 64, 64 });
  load (shop);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  fake_shop_close (&shop->base);
}

static PasarCatalogue *
get_catalogue (Shop *shop)
{
  return pasar_session_get_catalogue (shop->base.session);
}

static gint64
get_staged (Shop *shop, PasarField field)
{
  PasarCatalogue *catalogue = get_catalogue (shop);

  return pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, ITEM_ID, 0))
      .values[field]
      .staged;
}

static void
stage (Shop *shop, PasarField field, gint64 value)
{
  g_autoptr (GError) error = NULL;

  try_stage (shop->base.session,
             pasar_catalogue_find (get_catalogue (shop), ITEM_ID, 0),
             field,
             value,
             &error);
  g_assert_no_error (error);
}

static PasarPlan *
submit (Shop *shop, gboolean confirmed)
{
  PasarPlan *plan = pasar_plan_new (get_catalogue (shop));
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (confirmed)
    jobs_confirm (plan);
  job = pasar_submit_job_new (shop->base.session, plan);
  run_job (job, &error);
  g_assert_no_error (error);
  return plan;
}

static PasarChange *
get_change (PasarPlan *plan)
{
  return g_list_model_get_item (G_LIST_MODEL (plan), 0);
}

/* The answer is lost, two are sold, and it is not sent again: nobody can tell whether the shop took
 * it. The seller sees the three values, and the next review sends it only when it is confirmed. */
static void
test_sold_before_look (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) again = NULL;
  g_autoptr (PasarPlan) unconfirmed = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autoptr (PasarChange) held = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->sold_on_write = 2;
  plan = submit (shop, TRUE);
  change = get_change (plan);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_UNCERTAIN);
  g_assert_cmpint (pasar_change_read (change)->base, ==, 440);
  g_assert_cmpint (pasar_change_read (change)->new_value, ==, 432);
  g_assert_cmpint (pasar_change_read (change)->old_value, ==, 430);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const values[] = { "432", "440", "430" };

      g_assert_nonnull (strstr (pasar_change_read (change)->reason, values[i]));
    }
  g_assert_cmpuint (shop->n_writes, ==, 1);
  g_assert_cmpint (shop->stock, ==, 430);
  g_assert_cmpint (get_staged (shop, PASAR_FIELD_STOCK), ==, 432);
  /* The next review. */
  shop->loses_answer = FALSE;
  shop->sold_on_write = 0;
  unconfirmed = submit (shop, FALSE);
  held = get_change (unconfirmed);
  g_assert_cmpint (pasar_change_read (held)->base, ==, 440);
  g_assert_cmpint (pasar_change_read (held)->old_value, ==, 430);
  g_assert_cmpint (pasar_change_read (held)->state, ==, PASAR_CHANGE_SKIPPED);
  g_assert_cmpuint (shop->n_writes, ==, 1);
  again = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (again, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpint (shop->stock, ==, 432);
}

/* What is not certain is so after a restart, too. */
static void
test_uncertain_is_kept (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) later = NULL;
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (PasarShop) row = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->sold_on_write = 2;
  plan = submit (shop, TRUE);
  client = g_object_ref (pasar_session_get_client (shop->base.session));
  row = pasar_shop_copy (pasar_session_get_shop (shop->base.session));
  g_clear_object (&plan);
  flush_session (shop->base.session);
  g_assert_finalize_object (shop->base.session);
  g_clear_pointer (&row->host_id, g_free);
  g_clear_pointer (&row->region, g_free);
  shop->base.session = open_shop (shop->base.store, row, client);
  later = pasar_plan_new (get_catalogue (shop));
  g_assert_true (pasar_plan_get_needs_confirmation (later));
  g_assert_cmpuint (pasar_plan_count_doubt (later, PASAR_DOUBT_MOVED), ==, 1);
}

/* The gateway answers at once, and the write is carried out some time later. */
static void
test_applied_late (Shop *shop, gconstpointer data)
{
  const PasarField field = (PasarField) GPOINTER_TO_INT (data);
  g_autoptr (PasarPlan) plan = NULL;

  stage (shop, field, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  shop->late_look = N_LOOKS - 1;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 1);
  g_assert_cmpint (get_staged (shop, field), ==, PASAR_NO_VALUE);
}

/* While the answer is looked for the seller is told so. */
static void
test_not_known_yet (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 60000, G_MAXINT32, G_MAXINT32 });
  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  plan = pasar_plan_new (get_catalogue (shop));
  change = get_change (plan);
  job = pasar_submit_job_new (shop->base.session, plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  while (shop->n_looks == 0 || pasar_change_read (change)->state != PASAR_CHANGE_UNKNOWN)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (pasar_change_read (change)->reason);
  g_assert_null (pasar_change_read (change)->advice);
  /* To stop decides nothing: it is settled later, and nobody says that he still looks. */
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_UNKNOWN);
  g_assert_cmpstr (pasar_change_read (change)->advice,
                   ==,
                   "It is settled as soon as the shop can be read again.");
  g_assert_cmpint (get_staged (shop, PASAR_FIELD_STOCK), ==, 432);
}

/* Sold before the write came through: the third value that was seen first proves nothing. */
static void
test_third_value_then_taken (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  shop->sold_on_write = 1;
  shop->late_look = 4;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 1);
}

/* Never taken: sent again only after the last look, and told in the end. */
static void
test_never_taken (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_REFUSED), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 3);
  g_assert_cmpuint (shop->n_looks, ==, N_LOOKS);
  g_assert_cmpint (shop->stock, ==, 440);
  g_assert_cmpint (get_staged (shop, PASAR_FIELD_STOCK), ==, 432);
}

/* Sold between two looks: it is not sent again, for that would undo the sale. */
static void
test_sold_between_looks (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  shop->sale_look = 3;
  shop->sold_late = 1;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNCERTAIN), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 1);
  g_assert_cmpint (shop->stock, ==, 439);
}

static PasarJob *
boost (Shop *shop)
{
  const gint64 item_id = ITEM_ID;
  PasarJob *job = pasar_boost_job_new (shop->base.session, &item_id, 1);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  return job;
}

static PasarChangeState
boost_state (PasarJob *job)
{
  return ((PasarJournalRow *)
              g_ptr_array_index (pasar_boost_job_get_outcomes (PASAR_BOOST_JOB (job)), 0))
      ->state;
}

/* A slot cannot be taken back: a boost that runs late is found. */
static void
test_boosted_late (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarJob) job = NULL;

  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  shop->late_look = N_LOOKS;
  job = boost (shop);
  g_assert_cmpint (boost_state (job), ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (shop->n_writes, ==, 1);
}

static void
test_boost_never_made (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarJob) job = NULL;

  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  job = boost (shop);
  g_assert_cmpint (boost_state (job), ==, PASAR_CHANGE_REFUSED);
  g_assert_cmpuint (shop->n_writes, ==, 1);
}

static PasarChangeState
journal_state (Shop *shop)
{
  g_autoptr (PasarSubmission) submission = get_last_submission (shop->base.session);
  const PasarJournalCall *call = g_ptr_array_index (submission->calls, 0);

  return ((const PasarJournalRow *) g_ptr_array_index (call->rows, 0))->state;
}

/* Later than any look: whoever reads the list then corrects what was said of it. */
static void
test_boosted_after_all (Shop *shop, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarJob) job = NULL;

  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  job = boost (shop);
  g_assert_cmpint (journal_state (shop), ==, PASAR_CHANGE_REFUSED);
  shop->is_boosted = TRUE;
  pasar_session_get_boosts_async (shop->base.session, NULL, pasar_test_keep_result_cb, &result);
  slots = pasar_session_get_boosts_finish (shop->base.session,
                                           pasar_test_wait_result (&result),
                                           &error);
  g_assert_no_error (error);
  g_assert_cmpint (journal_state (shop), ==, PASAR_CHANGE_DONE);
}

/* "Try later" is no reason to send before it is sure that the first one did not run. */
static void
test_boost_failed_by_name (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarJob) job = NULL;

  shop->n_refused = 1;
  shop->late_look = 5;
  job = boost (shop);
  g_assert_cmpint (boost_state (job), ==, PASAR_CHANGE_DONE);
  g_assert_cmpuint (shop->n_writes, ==, 1);
}

/* Somebody else changed it after it was read: it is held with the three values, and not sent. */
static void
test_moved_since (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) later = NULL;
  g_autoptr (PasarChange) change = NULL;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 0, 0, 0 });
  stage (shop, PASAR_FIELD_PRICE, 1200);
  shop->price_minor = 1100;
  plan = submit (shop, TRUE);
  change = get_change (plan);
  g_assert_cmpint (pasar_change_read (change)->state, ==, PASAR_CHANGE_HELD);
  g_assert_cmpint (pasar_change_read (change)->base, ==, 1000);
  g_assert_cmpint (pasar_change_read (change)->new_value, ==, 1200);
  g_assert_cmpint (pasar_change_read (change)->old_value, ==, 1100);
  g_assert_nonnull (strstr (pasar_change_read (change)->reason, "11.00"));
  g_assert_cmpuint (shop->n_writes, ==, 0);
  g_assert_cmpint (get_staged (shop, PASAR_FIELD_PRICE), ==, 1200);
  later = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (later, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpint (shop->price_minor, ==, 1200);
}

/* The shop has the value already: there is nothing to send. */
static void
test_moved_to_ours (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 0, 0, 0 });
  stage (shop, PASAR_FIELD_PRICE, 1200);
  shop->price_minor = 1200;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 0);
}

/* What could not be read is not written over blindly. */
static void
test_unread_is_held (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 0, 0, 0 });
  stage (shop, PASAR_FIELD_PRICE, 1200);
  shop->is_garbled = TRUE;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_HELD), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 0);
  g_assert_cmpint (get_staged (shop, PASAR_FIELD_PRICE), ==, 1200);
}

/* What was read within the last minute is not read again before it is sent. */
static void
test_fresh_is_sent_at_once (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  guint n_requests;

  stage (shop, PASAR_FIELD_PRICE, 1200);
  n_requests = shop->base.server->requests->len;
  plan = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_true (
      g_str_has_suffix (fake_server_get (shop->base.server, n_requests)->path, "/update_price"));
}

/* Stopped while a change is not known yet: the next submission settles it before it sends. */
static void
test_submitted_again (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) again = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 60000, G_MAXINT32, G_MAXINT32 });
  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  plan = pasar_plan_new (get_catalogue (shop));
  job = pasar_submit_job_new (shop->base.session, plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  while (shop->n_looks == 0)
    g_main_context_iteration (NULL, TRUE);
  pasar_job_cancel (job);
  pasar_job_run_finish (job, pasar_test_wait_result (&result), NULL);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN), ==, 1);
  pasar_session_set_timing (shop->base.session, (PasarTiming){ 60000, 0, 0 });
  shop->stock = 431;
  again = submit (shop, TRUE);
  g_assert_cmpuint (pasar_plan_count_state (again, PASAR_CHANGE_HELD), ==, 1);
  g_assert_cmpuint (shop->n_writes, ==, 1);
  g_assert_cmpint (shop->stock, ==, 431);
}

/* The item has got models meanwhile: what was sent for it as a whole is found, told and left to be
 * discarded, and the models are not taken for it. */
static void
test_models_since (Shop *shop, gconstpointer data)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) settle = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) error = NULL;
  const PasarRowKey key = { ITEM_ID, 0 };
  PasarRowInfo gone;

  pasar_session_set_timing (shop->base.session, (PasarTiming){ 60000, 0, 0 });
  stage (shop, PASAR_FIELD_STOCK, 432);
  shop->loses_answer = TRUE;
  shop->takes_late = TRUE;
  shop->is_down = TRUE;
  plan = pasar_plan_new (get_catalogue (shop));
  {
    g_autoptr (PasarJob) job = pasar_submit_job_new (shop->base.session, plan);

    run_job (job, &failure);
  }
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_UNKNOWN), ==, 1);

  shop->is_down = FALSE;
  shop->has_models = TRUE;
  settle = pasar_settle_job_new (shop->base.session);
  g_assert_true (run_job (settle, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_left, ==, 1);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_unknown, ==, 0);
  g_assert_cmpint (journal_state (shop), ==, PASAR_CHANGE_REFUSED);
  gone = pasar_catalogue_read_row (get_catalogue (shop),
                                   pasar_catalogue_find_editable (get_catalogue (shop), key));
  g_assert_true (gone.is_gone);
  g_assert_cmpint (gone.values[PASAR_FIELD_STOCK].staged, ==, 432);
  g_assert_cmpstr (gone.values[PASAR_FIELD_STOCK].refusal, !=, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (get_catalogue (shop)), ==, 1);
}

/* Such as a spoilt file has, or a clock that was set: it is looked for as long as for what was sent
 * just now. */
static void
test_sent_in_the_future (Shop *shop, gconstpointer data)
{
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_STOCK, ITEM_ID);
  g_autoptr (PasarJob) settle = pasar_settle_job_new (shop->base.session);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GError) error = NULL;

  stage (shop, PASAR_FIELD_STOCK, 432);
  pasar_journal_call_add_row (call, ITEM_ID, 0, 440, 432)->state = PASAR_CHANGE_UNKNOWN;
  call->state = PASAR_CALL_SENT;
  call->sent_at_ms = G_MAXINT64;
  g_ptr_array_add (calls, call);
  pasar_store_begin_submission_async (shop->base.store,
                                      pasar_session_get_shop (shop->base.session)->id,
                                      calls,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &begun);
  pasar_store_begin_submission_finish (shop->base.store, pasar_test_wait_result (&begun), &error);
  g_assert_no_error (error);
  shop->n_writes = 1; /* of an earlier run */
  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shop->n_looks, ==, N_LOOKS);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (settle))->n_left, ==, 1);
}

#define ADD(name, data, func)                                                                      \
  g_test_add ("/unclear/" name, Shop, GINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sold-before-look", 0, test_sold_before_look);
  ADD ("uncertain-is-kept", 0, test_uncertain_is_kept);
  ADD ("applied-late-price", PASAR_FIELD_PRICE, test_applied_late);
  ADD ("applied-late-stock", PASAR_FIELD_STOCK, test_applied_late);
  ADD ("not-known-yet", 0, test_not_known_yet);
  ADD ("third-value-then-taken", 0, test_third_value_then_taken);
  ADD ("never-taken", 0, test_never_taken);
  ADD ("sold-between-looks", 0, test_sold_between_looks);
  ADD ("boosted-late", 0, test_boosted_late);
  ADD ("boost-never-made", 0, test_boost_never_made);
  ADD ("boosted-after-all", 0, test_boosted_after_all);
  ADD ("boost-failed-by-name", 0, test_boost_failed_by_name);
  ADD ("moved-since", 0, test_moved_since);
  ADD ("moved-to-ours", 0, test_moved_to_ours);
  ADD ("unread-is-held", 0, test_unread_is_held);
  ADD ("fresh-is-sent-at-once", 0, test_fresh_is_sent_at_once);
  ADD ("submitted-again", 0, test_submitted_again);
  ADD ("models-since", 0, test_models_since);
  ADD ("sent-in-the-future", 0, test_sent_in_the_future);
  return g_test_run ();
}
