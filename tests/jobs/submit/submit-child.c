/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/submit.h"
#include "util.h"

#include <stdio.h>
#include <stdlib.h>

/* Submits all that is staged in a store, to be killed in the middle of it. What it needs comes by
 * standard input, a line each: store, shop (the store's id), base URL, partner id, partner key,
 * shop id, access token, refresh token. */

static char *
read_line (void)
{
  char buffer[1024];

  if (fgets (buffer, sizeof buffer, stdin) == NULL)
    exit (EXIT_FAILURE);
  return g_strchomp (g_strdup (buffer));
}

static gint64
read_number (void)
{
  g_autofree char *line = read_line ();

  return g_ascii_strtoll (line, NULL, 10);
}

static PasarClient *
read_client (void)
{
  g_autofree char *uri = read_line ();
  const gint64 partner_id = read_number ();
  g_autofree char *key = read_line ();
  const gint64 shop_id = read_number ();
  g_autofree char *access = read_line ();
  g_autofree char *refresh = read_line ();
  g_autoptr (PasarTokens) tokens = pasar_tokens_new (access, refresh, 0);
  PasarClient *client = pasar_client_new (uri, partner_id, key, shop_id);

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 8, 1000);
  return client;
}

static PasarSession *
open_session (PasarStore *store, gint64 shop_id, PasarClient *client)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GPtrArray) shops = NULL;

  pasar_store_list_shops_async (store, NULL, pasar_test_keep_result_cb, &listed);
  shops = pasar_store_finish_object (store, pasar_test_wait_result (&listed), NULL);
  for (guint i = 0; i < shops->len; i++)
    {
      const PasarShop *shop = g_ptr_array_index (shops, i);

      if (shop->id != shop_id)
        continue;
      pasar_session_open_async (store, shop, client, NULL, pasar_test_keep_result_cb, &opened);
      return pasar_session_open_finish (pasar_test_wait_result (&opened), NULL);
    }
  exit (EXIT_FAILURE);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = read_line ();
  const gint64 shop_id = read_number ();
  g_autoptr (PasarClient) client = read_client ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) run = NULL;
  g_autoptr (PasarStore) store = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;

  pasar_store_open_async (path, NULL, pasar_test_keep_result_cb, &opened);
  store = pasar_store_open_finish (pasar_test_wait_result (&opened), NULL);
  session = open_session (store, shop_id, client);
  plan = pasar_plan_new (pasar_session_get_catalogue (session));
  pasar_plan_set_confirmed (plan, TRUE);
  job = pasar_submit_job_new (session, plan);
  pasar_job_run_async (job, pasar_test_keep_result_cb, &run);
  pasar_job_run_finish (job, pasar_test_wait_result (&run), NULL);
  return EXIT_SUCCESS;
}
