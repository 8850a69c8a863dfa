/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-read.h"
#include "bench-submit.h"
#include "catalogue/view/view.h"
#include "jobs/job.h"
#include "naive-catalogue.h"
#include "sandbox/sandbox.h"
#include "shop.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <locale.h>

/* Prints what the main job costs, each figure beside one taken in the same run: ratios compare,
 * milliseconds do not. */

#define N_ROUNDS 5

/* What is submitted: a price and a stock of each row. */
#define SUBMIT_ITEMS 300

/* In which a client may find out what a server takes. */
#define WARM_SECS 10

static int n_rows = 100000;
static int n_items = 5000;
static int latency_ms = 50;
static int in_flight = 16;
static int pace_secs = 40;
static int read_items = 10000;
static int read_rate = 100;

static const GOptionEntry entries[] = {
  { "rows", 'r', 0, G_OPTION_ARG_INT, &n_rows, "Rows of the catalogue", "N" },
  { "items", 'i', 0, G_OPTION_ARG_INT, &n_items, "Items that the load job reads", "N" },
  { "latency", 'l', 0, G_OPTION_ARG_INT, &latency_ms, "Latency of the sandbox in ms", "MS" },
  { "in-flight", 'f', 0, G_OPTION_ARG_INT, &in_flight, "Requests in flight", "N" },
  { "pace",
    'p',
    0,
    G_OPTION_ARG_INT,
    &pace_secs,
    "Seconds of the paces, after the first (40)",
    "SECS" },
  { "read-items", 0, 0, G_OPTION_ARG_INT, &read_items, "Items read for their CPU time", "N" },
  { "read-rate", 0, 0, G_OPTION_ARG_INT, &read_rate, "Calls a second then", "N" },
  { NULL },
};

static double
ms_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

static void
print_figure (const char *what, double ms, double naive_ms, guint n)
{
  g_print ("%-34s %9.1f ms %12.0f rows/s", what, ms, n / ms * 1000.0);
  if (naive_ms > 0)
    g_print ("   %5.1f times as fast as objects in a GListStore", naive_ms / ms);
  g_print ("\n");
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static PasarSession *
open_from_disk (PasarCatalogue *catalogue, double *ms)
{
  g_autofree char *folder = g_dir_make_tmp ("pasar-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autoptr (PasarStore) store = bench_open_store (path);
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;
  gint64 start;

  shop->id = bench_write_shop (store, catalogue);
  shop->host_id = g_strdup ("production");
  shop->region = g_strdup ("SG");
  shop->currency = g_strdup ("SGD");
  start = g_get_monotonic_time ();
  pasar_session_open_async (store, shop, NULL, NULL, result_cb, &result);
  session = pasar_session_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  *ms = ms_since (start);

  g_unlink (path);
  return session;
}

static void
bench_stage (PasarCatalogue *catalogue, double naive_ms)
{
  g_autoptr (PasarExpression) more =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "+10%", NULL, NULL);
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) edits = NULL;
  gint64 start;
  guint n_edits;

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    g_array_append_val (rows, row);
  start = g_get_monotonic_time ();
  command = pasar_command_new (PASAR_COMMAND_EACH,
                               catalogue,
                               (const guint *) (gpointer) rows->data,
                               rows->len,
                               PASAR_FIELD_PRICE,
                               more);
  edits = pasar_command_compute (command, catalogue, NULL);
  n_edits = edits->len;
  pasar_catalogue_stage (catalogue, pasar_step_new ("+10 %", edits));
  print_figure ("stage +10 % on every price", ms_since (start), naive_ms, n_edits);
}

/* What comes out while it is typed, with the rules of all edits together. */
static void
bench_preview (PasarCatalogue *catalogue)
{
  static const char *const texts[] = { "+10%", "+10% end .90", "=max(price*1.1; current_price)" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PasarExpression) expression =
          pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, texts[i], NULL, NULL);
      g_autoptr (PasarCommand) command = pasar_command_new (PASAR_COMMAND_EACH,
                                                            catalogue,
                                                            NULL,
                                                            PASAR_ALL_ROWS,
                                                            PASAR_FIELD_PRICE,
                                                            expression);
      g_autofree char *what = g_strdup_printf ("compute %s", texts[i]);
      double ms = G_MAXDOUBLE;

      for (guint k = 0; k < N_ROUNDS; k++)
        {
          const gint64 start = g_get_monotonic_time ();
          g_autoptr (PasarComputation) computation = pasar_computation_new (command, catalogue);

          pasar_computation_run (computation, G_MAXINT64);
          ms = MIN (ms, ms_since (start));
        }
      print_figure (what, ms, 0, n_rows);
    }
}

static void
bench_catalogue (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;
  g_autoptr (GListStore) naive = NULL;
  g_autoptr (PasarSession) session = NULL;
  double naive_load_ms, naive_filter_ms = G_MAXDOUBLE, naive_sort_ms, naive_raise_ms;
  double filter_ms = G_MAXDOUBLE, sort_ms = G_MAXDOUBLE, disk_ms;
  gint64 start = g_get_monotonic_time ();

  naive = naive_catalogue_new (n_rows);
  naive_load_ms = ms_since (start);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      start = g_get_monotonic_time ();
      naive_catalogue_filter (naive, "number 12");
      naive_filter_ms = MIN (naive_filter_ms, ms_since (start));
    }
  start = g_get_monotonic_time ();
  naive_catalogue_sort (naive);
  naive_sort_ms = ms_since (start);
  start = g_get_monotonic_time ();
  naive_catalogue_raise (naive);
  naive_raise_ms = ms_since (start);

  g_print ("%d rows (%d items of %d models)\n", n_rows, n_rows / BENCH_MODELS, BENCH_MODELS);
  start = g_get_monotonic_time ();
  bench_fill_catalogue (catalogue, n_rows);
  print_figure ("fill the catalogue", ms_since (start), naive_load_ms, n_rows);

  session = open_from_disk (catalogue, &disk_ms);
  print_figure ("open from disk", disk_ms, 0, n_rows);

  view = pasar_view_new (pasar_session_get_catalogue (session));
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      start = g_get_monotonic_time ();
      pasar_view_set_text (view, i % 2 == 0 ? "number 12" : "number 34");
      filter_ms = MIN (filter_ms, ms_since (start));
    }
  print_figure ("filter by text", filter_ms, naive_filter_ms, n_rows);
  pasar_view_set_text (view, "");
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      start = g_get_monotonic_time ();
      pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, i % 2 == 0 }, 1);
      sort_ms = MIN (sort_ms, ms_since (start));
    }
  print_figure ("sort by price", sort_ms, naive_sort_ms, n_rows);
  bench_preview (pasar_session_get_catalogue (session));
  bench_stage (pasar_session_get_catalogue (session), naive_raise_ms);
  g_print ("%-34s %9.1f bytes\n",
           "memory a row, texts included",
           (double) pasar_catalogue_get_memory (catalogue) / n_rows);
}

static PasarClient *
make_client (PasarSandbox *sandbox)
{
  g_autofree char *access_token = pasar_sandbox_dup_access_token (sandbox, 0);
  g_autofree char *refresh_token = pasar_sandbox_dup_refresh_token (sandbox, 0);
  g_autoptr (PasarTokens) tokens =
      pasar_tokens_new (access_token, refresh_token, g_get_real_time () / G_USEC_PER_SEC + 14400);
  PasarClient *client = pasar_client_new (pasar_sandbox_get_uri (sandbox),
                                          pasar_sandbox_get_partner_id (sandbox),
                                          pasar_sandbox_get_partner_key (sandbox),
                                          pasar_sandbox_get_shop_id (sandbox, 0));

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, in_flight, 1000);
  return client;
}

static PasarSession *
open_sandbox_session (PasarStore *store, PasarSandbox *sandbox)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (PasarClient) client = make_client (sandbox);
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;

  shop->host_id = g_strdup ("demo");
  shop->region = g_strdup ("SG");
  shop->partner_id = pasar_sandbox_get_partner_id (sandbox);
  shop->shop_id = pasar_sandbox_get_shop_id (sandbox, 0);
  pasar_store_save_shop_async (store, shop, NULL, result_cb, &saved);
  shop->id = pasar_store_finish_number (store, wait_for (&saved), &error);
  g_assert_no_error (error);
  pasar_session_open_async (store, shop, client, NULL, result_cb, &opened);
  session = pasar_session_open_finish (wait_for (&opened), &error);
  g_assert_no_error (error);
  return session;
}

/* Adds up a counter of all calls in the sandbox's own log. */
static guint
count_requests (PasarSandbox *sandbox, const char *counter)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *uri = g_strconcat (pasar_sandbox_get_uri (sandbox), "/_sandbox/log", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) calls = NULL;
  JsonObject *counters;
  guint n_requests = 0;

  g_assert_no_error (error);
  json_parser_load_from_data (parser,
                              g_bytes_get_data (bytes, NULL),
                              g_bytes_get_size (bytes),
                              &error);
  g_assert_no_error (error);
  counters =
      json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "calls");
  calls = json_object_get_members (counters);
  for (GList *l = calls; l != NULL; l = l->next)
    n_requests +=
        json_object_get_int_member (json_object_get_object_member (counters, l->data), counter);
  return n_requests;
}

static void
bench_load (void)
{
  const PasarSandboxOptions options = { .n_items = n_items,
                                        .seed = 1,
                                        .region = "SG",
                                        .latency_ms = latency_ms };
  g_autofree char *folder = g_dir_make_tmp ("pasar-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSandbox) sandbox = pasar_sandbox_new (&options, &error);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (PasarStore) store = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (PasarJob) job = NULL;
  double wall_ms, ideal_ms;
  guint n_requests;
  gint64 start;

  g_assert_no_error (error);
  pasar_sandbox_start (sandbox, &error);
  g_assert_no_error (error);
  pasar_store_open_async (path, NULL, result_cb, &opened);
  store = pasar_store_open_finish (wait_for (&opened), &error);
  g_assert_no_error (error);
  session = open_sandbox_session (store, sandbox);

  job = pasar_load_job_new (session);
  start = g_get_monotonic_time ();
  pasar_job_run_async (job, result_cb, &ran);
  pasar_job_run_finish (job, wait_for (&ran), &error);
  g_assert_no_error (error);
  wall_ms = ms_since (start);

  n_requests = count_requests (sandbox, "count");
  ideal_ms = (double) n_requests / in_flight * latency_ms;
  g_print (
      "load %d items over %u requests, %d ms latency, %d in flight: %.0f ms, %.2f of requests/%d × %d ms\n",
      n_items,
      n_requests,
      latency_ms,
      in_flight,
      wall_ms,
      wall_ms / ideal_ms,
      in_flight,
      latency_ms);
  pasar_sandbox_stop (sandbox);
  g_unlink (path);
}

/* A client that has always something to ask of a server with a limit. */
typedef struct
{
  double limit; /* a second */
  gint64 retry_after_secs;
  PasarSandbox *sandbox;
  PasarClient *client;
  gboolean over;
  guint n_waiting;
  guint n_warm; /* calls in the first seconds */
  guint n_warm_refused;
} Pacer;

static void ask (Pacer *pacer);

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pacer *pacer = user_data;
  g_autoptr (GPtrArray) slots =
      pasar_client_get_boosted_list_finish (PASAR_CLIENT (source), result, NULL);

  pacer->n_waiting--;
  if (!pacer->over)
    ask (pacer);
}

static void
ask (Pacer *pacer)
{
  pacer->n_waiting++;
  pasar_client_get_boosted_list_async (pacer->client, NULL, asked_cb, pacer);
}

static void
start_pacer (Pacer *pacer)
{
  const PasarSandboxOptions options = { .latency_ms = latency_ms,
                                        .rate_per_second = pacer->limit,
                                        .retry_after_seconds = pacer->retry_after_secs };
  g_autoptr (GError) error = NULL;

  pacer->sandbox = pasar_sandbox_new (&options, &error);
  g_assert_no_error (error);
  pasar_sandbox_start (pacer->sandbox, &error);
  g_assert_no_error (error);
  pacer->client = make_client (pacer->sandbox);
  for (int i = 0; i < 2 * in_flight; i++)
    ask (pacer);
}

static void
print_pace (Pacer *pacer)
{
  guint n = count_requests (pacer->sandbox, "count");
  guint n_refused = count_requests (pacer->sandbox, "refused");
  guint n_taken = n - n_refused - (pacer->n_warm - pacer->n_warm_refused);

  g_print ("a server that takes %3.0f a second and asks to wait %" G_GINT64_FORMAT " s: "
           "%.3f of it used, %.3f refused (%.3f with the first %d s)\n",
           pacer->limit,
           pacer->retry_after_secs,
           n_taken / (pacer->limit * pace_secs),
           (double) (n_refused - pacer->n_warm_refused) / (n - pacer->n_warm),
           (double) n_refused / n,
           WARM_SECS);
}

static void
end_pacer (Pacer *pacer)
{
  pacer->over = TRUE;
  while (pacer->n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (pacer->client);
  pasar_sandbox_stop (pacer->sandbox);
  g_object_unref (pacer->sandbox);
}

static gboolean
raise_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint secs)
{
  gboolean over = FALSE;

  g_timeout_add (secs * 1000, raise_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* All at the same time, since none takes much of the computer. */
static void
bench_pace (void)
{
  Pacer pacers[] = { { .limit = 5 },
                     { .limit = 20 },
                     { .limit = 100 },
                     { .limit = 10, .retry_after_secs = 2 },
                     { .limit = 100, .retry_after_secs = 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (pacers); i++)
    start_pacer (&pacers[i]);
  run_for (WARM_SECS);
  for (guint i = 0; i < G_N_ELEMENTS (pacers); i++)
    {
      pacers[i].n_warm = count_requests (pacers[i].sandbox, "count");
      pacers[i].n_warm_refused = count_requests (pacers[i].sandbox, "refused");
    }
  run_for ((guint) pace_secs);
  for (guint i = 0; i < G_N_ELEMENTS (pacers); i++)
    print_pace (&pacers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (pacers); i++)
    end_pacer (&pacers[i]);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- what the main job costs");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  bench_catalogue ();
  bench_load ();
  if (pace_secs > 0)
    bench_pace ();
  bench_read (read_items, read_rate);
  bench_submit (SUBMIT_ITEMS);
  return 0;
}
