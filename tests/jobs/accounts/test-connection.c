/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-server.h"
#include "keyring.h"
#include "market.h"

#include <string.h>

/* What Shopee gives for a code or a refresh token is good for one use: nothing on the way in may
 * lose it, and nothing that is older may take its place. */

static void
assert_connected (Market *market, GPtrArray *connected, guint n_expected)
{
  g_assert_nonnull (connected);
  g_assert_cmpuint (connected->len, ==, n_expected);
  g_assert_cmpuint (n_accounts (market), ==, n_expected);
  for (guint i = 0; i < connected->len; i++)
    {
      g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, i));
      g_autoptr (PasarJob) job = pasar_load_job_new (session);
      g_autoptr (GError) error = NULL;

      run_job (job, &error);
      g_assert_no_error (error);
    }
}

static void
assert_fails (PasarConnection *connection, PasarError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run_connection (connection, NULL, &error));
  g_assert_error (error, PASAR_ERROR, (int) code);
}

/* The network goes away between the code and the test, twice. */
static void
test_code_then_network (gconstpointer data)
{
  const gboolean is_main = GPOINTER_TO_INT (data);
  g_autoptr (Market) market =
      market_new (pasar_test_sandbox_new ("--items", "30", "--second-shop", NULL));
  g_autoptr (PasarConnection) connection = connection_by_code (market, is_main);
  g_autoptr (GPtrArray) connected = NULL;
  guint n_missed = 1;

  pasar_test_sandbox_fault (market->sandbox, "call=get_shop_info,kind=html");
  g_assert_false (pasar_connection_has_pair (connection));
  for (guint i = 0; i < 2; i++)
    {
      assert_fails (connection, PASAR_ERROR_MALFORMED);
      g_assert_true (pasar_connection_has_pair (connection));
      for (guint n = 0; n <= (is_main ? 1 : 0); n++)
        {
          g_autoptr (PasarSecrets) secrets =
              look_up (market, pasar_test_sandbox_get_shop (market->sandbox, n)->shop_id);

          g_assert_nonnull (secrets);
          g_assert_nonnull (secrets->refresh_token);
        }
    }
  pasar_test_sandbox_clear_faults (market->sandbox);
  connected = run_connection (connection, &n_missed, NULL);
  assert_connected (market, connected, is_main ? 2 : 1);
  g_assert_cmpuint (n_missed, ==, 0);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "token_get"), ==, 1);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "access_token_get"),
                    ==,
                    is_main ? 2 : 0);
}

static PasarConnection *
connection_by_refresh_token (Market *market)
{
  PasarConnectRequest request = make_request (market);

  request.access_token = NULL;
  return pasar_connection_new (market->accounts, &request);
}

static void
test_refresh_token_then_network (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (PasarConnection) connection = connection_by_refresh_token (market);
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (GPtrArray) connected = NULL;

  pasar_test_sandbox_fault (market->sandbox, "call=get_shop_info,kind=html");
  assert_fails (connection, PASAR_ERROR_MALFORMED);
  secrets = look_up (market, request.shop_id);
  g_assert_nonnull (secrets);
  g_assert_cmpstr (secrets->refresh_token, !=, request.refresh_token);
  pasar_test_sandbox_clear_faults (market->sandbox);
  connected = run_connection (connection, NULL, NULL);
  assert_connected (market, connected, 1);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "access_token_get"), ==, 1);
}

/* The program ends in between: what was spent is entered again, and the keyring has what it gave.
 */
static void
test_spent_before_restart (gconstpointer data)
{
  const gboolean by_code = GPOINTER_TO_INT (data);
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autofree char *address = pasar_test_sandbox_authorise (market->sandbox, request.shop_id);
  g_autofree char *code = NULL;
  g_autoptr (PasarConnection) before = NULL;
  g_autoptr (PasarConnection) after = NULL;
  g_autoptr (GPtrArray) connected = NULL;

  g_assert_true (pasar_client_parse_redirect (address, &code, NULL, NULL, NULL, NULL));
  request.access_token = NULL;
  if (by_code)
    request.code = code;
  before = pasar_connection_new (market->accounts, &request);
  pasar_test_sandbox_fault (market->sandbox, "call=get_shop_info,kind=html");
  assert_fails (before, PASAR_ERROR_MALFORMED);
  g_clear_object (&before);
  pasar_test_sandbox_clear_faults (market->sandbox);
  market_restart (market);
  after = pasar_connection_new (market->accounts, &request);
  connected = run_connection (after, NULL, NULL);
  assert_connected (market, connected, 1);
}

/* One shop of the account is in at once, the other with another run. */
static void
test_missed_shop_again (void)
{
  g_autoptr (Market) market =
      market_new (pasar_test_sandbox_new ("--items", "30", "--second-shop", NULL));
  g_autoptr (PasarConnection) connection = connection_by_code (market, TRUE);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) both = NULL;
  guint n_missed = 0;

  pasar_test_sandbox_fault (market->sandbox, "call=get_shop_info,nth=1,kind=html");
  first = run_connection (connection, &n_missed, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (n_missed, ==, 1);
  both = run_connection (connection, &n_missed, NULL);
  assert_connected (market, both, 2);
  g_assert_cmpuint (n_missed, ==, 0);
}

/* Closing the dialog while the code is exchanged does not lose what it gives. */
static void
test_cancel_while_exchanging (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (PasarConnection) connection = connection_by_code (market, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) connected = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (market->sandbox, "call=token_get,kind=delay,value=200");
  pasar_connection_run_async (connection, cancellable, pasar_test_keep_result_cb, &result);
  while (pasar_test_sandbox_count (market->sandbox, "token_get") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      pasar_connection_run_finish (connection, pasar_test_wait_result (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  connected = run_connection (connection, NULL, NULL);
  assert_connected (market, connected, 1);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "token_get"), ==, 1);
}

static gboolean
refresh (PasarClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_client_refresh_token_async (client, NULL, pasar_test_keep_result_cb, &result);
  return pasar_client_refresh_token_finish (client, pasar_test_wait_result (&result), error);
}

static void
assert_uses (PasarClient *client, const PasarSecrets *secrets)
{
  g_autoptr (PasarTokens) pair = pasar_client_dup_tokens (client);

  g_assert_cmpstr (pair->access_token, ==, secrets->access_token);
  g_assert_cmpstr (pair->refresh_token, ==, secrets->refresh_token);
}

/* A job still has the client from before the seller connected again, and renews its pair, which
 * Shopee still takes: before, while or after the new pair is kept. */
static void
test_old_client (gconstpointer data)
{
  const gboolean during = GPOINTER_TO_INT (data);
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, 0));
  g_autoptr (PasarClient) old = g_object_ref (pasar_session_get_client (session));
  g_autoptr (PasarConnection) again = connection_by_code (market, FALSE);
  g_autoptr (GPtrArray) again_connected = NULL;
  g_autoptr (PasarSecrets) newest = NULL;
  g_autoptr (PasarSecrets) kept = NULL;
  g_autoptr (GAsyncResult) renewed = NULL;
  g_autoptr (GError) error = NULL;

  if (during)
    {
      pasar_test_sandbox_fault (market->sandbox, "call=access_token_get,kind=delay,value=500");
      pasar_client_refresh_token_async (old, NULL, pasar_test_keep_result_cb, &renewed);
      while (pasar_test_sandbox_count (market->sandbox, "access_token_get") == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  again_connected = run_connection (again, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (renewed);
  newest = look_up (market, request.shop_id);
  if (during)
    pasar_client_refresh_token_finish (old, pasar_test_wait_result (&renewed), &error);
  else
    refresh (old, &error);
  g_assert_no_error (error);
  kept = look_up (market, request.shop_id);
  g_assert_cmpstr (kept->refresh_token, ==, newest->refresh_token);
  assert_uses (old, newest);
  assert_uses (pasar_session_get_client (session), newest);
  /* From then on the two take turns. */
  g_assert_true (refresh (old, NULL));
  g_assert_true (refresh (pasar_session_get_client (session), NULL));
  g_clear_pointer (&kept, pasar_secrets_free);
  kept = look_up (market, request.shop_id);
  assert_uses (pasar_session_get_client (session), kept);
}

/* Shopee renews the pair, and its answer is lost: the session says what happened, and connecting
 * again gets it going. */
static void
test_lost_answer (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, 0));
  g_autoptr (PasarJob) job = pasar_load_job_new (session);
  g_autoptr (PasarConnection) again = connection_by_code (market, FALSE);
  g_autoptr (GPtrArray) connected_again = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_change (market->sandbox, "{\"do\":\"expire_tokens\"}");
  pasar_test_sandbox_fault (market->sandbox, "call=access_token_get,nth=1,kind=wrong-json");
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "access_token_get"), ==, 2);
  g_assert_cmpint (pasar_session_get_link (session), ==, PASAR_LINK_SIGNED_OUT);
  g_assert_nonnull (strstr (pasar_session_get_link_message (session), "answer was lost"));
  connected_again = run_connection (again, NULL, NULL);
  assert_connected (market, connected_again, 1);
  g_assert_cmpint (pasar_session_get_link (session), ==, PASAR_LINK_ONLINE);
}

/* A session is open as long as somebody holds it, and what was staged is there when it opens again.
 */
static void
test_session_closes (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  PasarAccount *account = g_ptr_array_index (connected, 0);
  PasarSession *session = open_account (market, account);
  g_autoptr (PasarJob) job = pasar_load_job_new (session);
  guint row;

  run_job (job, NULL);
  g_clear_object (&job);
  row =
      pasar_catalogue_find (pasar_session_get_catalogue (session), pasar_test_sandbox_item (0), 0);
  g_assert_true (try_stage (session, row, PASAR_FIELD_PRICE, 2111, NULL));
  /* What is not on disk yet holds it, too. */
  WAIT_FOR (pasar_session_get_n_unwritten (session) == 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (session);
  session = open_account (market, account);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (session)), ==, 1);
  g_object_unref (session);
}

/* The cache has an item as if the shop had taken what is staged on it, which nobody noted: opening
 * adds to the log. */
static void
take_unnoticed (Market *market, PasarSession *session, PasarRowKey key)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) item = NULL;

  pasar_catalogue_settle (catalogue, key, PASAR_FIELD_PRICE, 2111);
  item = pasar_catalogue_pack_item (catalogue, key.item_id);
  pasar_store_put_items_async (market->store,
                               pasar_session_get_shop (session)->id,
                               &key.item_id,
                               &item,
                               1,
                               NULL,
                               0,
                               NULL,
                               NULL,
                               pasar_test_keep_result_cb,
                               &result);
  g_assert_true (pasar_store_finish (market->store, pasar_test_wait_result (&result), NULL));
}

/* Who opens a shop while it is opened gets the same session, and one log is written. */
static void
test_session_opened_twice (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  PasarAccount *account = g_ptr_array_index (connected, 0);
  PasarSession *session = open_account (market, account);
  const PasarRowKey key = { pasar_test_sandbox_item (0), 0 };
  g_autoptr (PasarJob) job = pasar_load_job_new (session);
  GAsyncResult *results[2] = { NULL };
  PasarSession *sessions[2];

  run_job (job, NULL);
  g_clear_object (&job);
  g_assert_true (
      try_stage (session,
                 pasar_catalogue_find (pasar_session_get_catalogue (session), key.item_id, 0),
                 PASAR_FIELD_PRICE,
                 2111,
                 NULL));
  flush_session (session);
  take_unnoticed (market, session, key);
  g_assert_finalize_object (session);

  for (guint i = 0; i < 2; i++)
    pasar_accounts_open_async (market->accounts,
                               account,
                               NULL,
                               pasar_test_keep_result_cb,
                               &results[i]);
  for (guint i = 0; i < 2; i++)
    {
      sessions[i] =
          pasar_accounts_open_finish (market->accounts, pasar_test_wait_result (&results[i]), NULL);
      g_clear_object (&results[i]);
    }
  g_assert_true (sessions[0] == sessions[1]);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (sessions[0])),
                    ==,
                    0);
  flush_session (sessions[0]);
  g_object_unref (sessions[1]);
  g_assert_finalize_object (sessions[0]);
}

/* Answers as a shop in a region that the app has never heard of. */
static void
far_away_cb (SoupServer *server,
             SoupServerMessage *message,
             const char *path,
             GHashTable *query,
             gpointer user_data)
{
  g_assert_cmpstr (path, ==, SHOP_INFO);
  fake_server_answer (message, 200, "{\"error\":\"\",\"shop_name\":\"Far\",\"region\":\"ZZ\"}");
}

static void
test_unknown_region (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  FakeServer *server = fake_server_new ();
  const PasarConnectRequest request = {
    .host_id = "custom",
    .base_url = server->url,
    .partner_id = PARTNER,
    .partner_key = KEY,
    .shop_id = SHOP,
    .access_token = "access",
    .refresh_token = "refresh",
  };
  g_autoptr (GPtrArray) connected = NULL;
  const PasarShop *shop;

  server->handler = far_away_cb;
  connected = assert_connects (market, &request);
  shop = pasar_account_get_shop (g_ptr_array_index (connected, 0));
  g_assert_false (pasar_account_is_region_known (g_ptr_array_index (connected, 0)));
  g_assert_cmpstr (shop->region, ==, "ZZ");
  g_assert_null (shop->currency);
  fake_server_free (server);
}

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

int
main (int argc, char **argv)
{
  g_autoptr (PasarTestKeyring) keyring = NULL;

  g_test_init (&argc, &argv, NULL);
  keyring = pasar_test_keyring_new ();
  if (keyring == NULL)
    {
      g_test_add_func ("/connection/keyring", skip);
      return g_test_run ();
    }
  g_test_add_data_func ("/connection/code-then-network",
                        GINT_TO_POINTER (FALSE),
                        test_code_then_network);
  g_test_add_data_func ("/connection/main-account-then-network",
                        GINT_TO_POINTER (TRUE),
                        test_code_then_network);
  g_test_add_func ("/connection/refresh-token-then-network", test_refresh_token_then_network);
  g_test_add_data_func ("/connection/code-spent-before-restart",
                        GINT_TO_POINTER (TRUE),
                        test_spent_before_restart);
  g_test_add_data_func ("/connection/token-spent-before-restart",
                        GINT_TO_POINTER (FALSE),
                        test_spent_before_restart);
  g_test_add_func ("/connection/missed-shop-again", test_missed_shop_again);
  g_test_add_func ("/connection/cancel-while-exchanging", test_cancel_while_exchanging);
  g_test_add_data_func ("/connection/old-client-during", GINT_TO_POINTER (TRUE), test_old_client);
  g_test_add_data_func ("/connection/old-client-after", GINT_TO_POINTER (FALSE), test_old_client);
  g_test_add_func ("/connection/lost-answer", test_lost_answer);
  g_test_add_func ("/connection/session-closes", test_session_closes);
  g_test_add_func ("/connection/session-opened-twice", test_session_opened_twice);
  g_test_add_func ("/connection/unknown-region", test_unknown_region);
  return g_test_run ();
}
