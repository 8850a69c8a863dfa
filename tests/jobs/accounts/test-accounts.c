/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keyring.h"
#include "market.h"

#include <string.h>

/* Keeps everything that the program logs, for the search after secrets. */
static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  GString *logged = user_data;

  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  return level & G_LOG_FLAG_FATAL ? g_log_writer_default (level, fields, n_fields, NULL)
                                  : G_LOG_WRITER_HANDLED;
}

static void
assert_loads (PasarSession *session)
{
  g_autoptr (PasarJob) job = pasar_load_job_new (session);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_catalogue_get_n_items (pasar_session_get_catalogue (session)), >, 0);
}

static void
test_tokens (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (PasarSession) again = NULL;
  g_autofree char *key = NULL;

  g_assert_cmpuint (connected->len, ==, 1);
  key = pasar_account_dup_key (g_ptr_array_index (connected, 0));
  /* A restart finds it, and opens it with what the keyring has. */
  market_restart (market);
  g_assert_cmpuint (n_accounts (market), ==, 1);
  session = open_account (market, pasar_accounts_find (market->accounts, key));
  again = open_account (market, pasar_accounts_find (market->accounts, key));
  g_assert_true (session == again);
  assert_loads (session);
  g_assert_cmpstr (pasar_session_get_shop (session)->region, ==, "SG");
}

/* What a rotated pair costs when it is not kept: the shop. */
static void
test_rotation_is_kept (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (PasarSession) session = NULL;

  pasar_test_sandbox_change (market->sandbox, "{\"do\":\"expire_tokens\"}");
  session = open_account (market, g_ptr_array_index (connected, 0));
  assert_loads (session);
  secrets = look_up (market, request.shop_id);
  g_assert_nonnull (secrets);
  g_assert_cmpstr (secrets->refresh_token, !=, request.refresh_token);
  g_assert_cmpstr (secrets->partner_key, ==, request.partner_key);
}

static void
test_refresh_token_only (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = NULL;
  g_autoptr (PasarSession) session = NULL;

  request.access_token = NULL;
  connected = assert_connects (market, &request);
  session = open_account (market, g_ptr_array_index (connected, 0));
  assert_loads (session);
}

static GPtrArray *
connect_by_code (Market *self, gboolean is_main, guint *n_missed)
{
  g_autoptr (PasarConnection) connection = connection_by_code (self, is_main);
  g_autoptr (GError) error = NULL;
  GPtrArray *connected = run_connection (connection, n_missed, &error);

  g_assert_no_error (error);
  return connected;
}

/* The server counts by shop: the client that a running job keeps and the one of a shop that was
 * connected again keep to one pace. */
static void
test_one_pace (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) first = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (first, 0));
  g_autoptr (PasarClient) client = g_object_ref (pasar_session_get_client (session));
  g_autoptr (GPtrArray) again = assert_connects (market, &request);
  PasarClient *other = pasar_session_get_client (session);

  g_assert_true (other != client);
  pasar_client_set_limits (client, 3, 8);
  g_assert_cmpuint (pasar_client_get_max_in_flight (other), ==, 3);
}

static void
test_code (gconstpointer data)
{
  const gboolean is_main = GPOINTER_TO_INT (data);
  g_autoptr (Market) market =
      market_new (pasar_test_sandbox_new ("--items", "30", "--second-shop", NULL));
  g_autoptr (GPtrArray) connected = NULL;
  guint n_missed = 0;

  connected = connect_by_code (market, is_main, &n_missed);
  g_assert_cmpuint (connected->len, ==, is_main ? 2 : 1);
  g_assert_cmpuint (n_missed, ==, 0);
  for (guint i = 0; i < connected->len; i++)
    {
      g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, i));

      assert_loads (session);
    }
}

/* The first shop is connected; that the second one is not has to be told. */
static void
test_main_account_in_part (void)
{
  g_autoptr (Market) market =
      market_new (pasar_test_sandbox_new ("--items", "30", "--second-shop", NULL));
  g_autoptr (GPtrArray) connected = NULL;
  guint n_missed = 0;

  pasar_test_sandbox_fault (market->sandbox, "call=get_shop_info,nth=2,kind=html");
  connected = connect_by_code (market, TRUE, &n_missed);
  g_assert_cmpuint (connected->len, ==, 1);
  g_assert_cmpuint (n_missed, ==, 1);
}

static void
assert_refused (const char *what, PasarError code, void (*spoil) (PasarConnectRequest *request))
{
  g_autoptr (Market) market = NULL;
  PasarConnectRequest request;
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", what);
  market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  request = make_request (market);
  spoil (&request);
  g_assert_null (connect_shop (market, &request, &error));
  g_assert_error (error, PASAR_ERROR, (int) code);
  /* Nothing was kept. */
  g_assert_cmpuint (n_accounts (market), ==, 0);
  secrets = look_up (market, request.shop_id);
  g_assert_null (secrets);
}

static void
spoil_key (PasarConnectRequest *request)
{
  request->partner_key = "not-the-key";
}

static void
spoil_tokens (PasarConnectRequest *request)
{
  request->access_token = "00";
  request->refresh_token = "11";
}

static void
spoil_code (PasarConnectRequest *request)
{
  request->code = "used-up";
}

static void
spoil_partner (PasarConnectRequest *request)
{
  request->partner_id = 0;
}

static void
spoil_host (PasarConnectRequest *request)
{
  request->base_url = "http://example.com";
}

static void
test_wrong_key (void)
{
  assert_refused ("wrong key", PASAR_ERROR_SIGNATURE, spoil_key);
}

static void
test_wrong_input (void)
{
  assert_refused ("wrong tokens", PASAR_ERROR_AUTH, spoil_tokens);
  assert_refused ("wrong code", PASAR_ERROR_AUTH, spoil_code);
  assert_refused ("no partner id", PASAR_ERROR_PARAMETER, spoil_partner);
  assert_refused ("plain http elsewhere", PASAR_ERROR_PARAMETER, spoil_host);
}

static void
test_wrong_clock (gconstpointer data)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", data, NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);

  g_assert_cmpuint (connected->len, ==, 1);
}

static void
test_forget (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, 0));
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_accounts_forget_async (market->accounts,
                               g_ptr_array_index (connected, 0),
                               NULL,
                               pasar_test_keep_result_cb,
                               &result);
  g_assert_true (
      pasar_accounts_forget_finish (market->accounts, pasar_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_accounts (market), ==, 0);
  secrets = look_up (market, request.shop_id);
  g_assert_null (secrets);
  g_assert_cmpint (pasar_session_get_link (session), ==, PASAR_LINK_SIGNED_OUT);
}

/* Neither what a load learns of a shop that is forgotten meanwhile, nor a pair of tokens that it
 * gets, brings the shop back. */
static void
test_forget_while_loading (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, 0));
  g_autoptr (PasarJob) load = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) forgotten = NULL;
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (GError) error = NULL;

  pasar_test_sandbox_fault (market->sandbox, "call=get_item_base_info,kind=delay,value=500");
  load = pasar_load_job_new (session);
  pasar_job_run_async (load, pasar_test_keep_result_cb, &loaded);
  pasar_accounts_forget_async (market->accounts,
                               g_ptr_array_index (connected, 0),
                               NULL,
                               pasar_test_keep_result_cb,
                               &forgotten);
  pasar_accounts_forget_finish (market->accounts, pasar_test_wait_result (&forgotten), &error);
  g_assert_no_error (error);
  g_assert_null (loaded);
  pasar_test_sandbox_change (market->sandbox, "{\"do\":\"expire_tokens\"}");
  pasar_test_wait_result (&loaded);
  pasar_job_run_finish (load, loaded, NULL);
  g_assert_cmpuint (pasar_test_sandbox_count (market->sandbox, "access_token_get"), ==, 1);
  secrets = look_up (market, request.shop_id);
  g_assert_null (secrets);
  market_restart (market);
  g_assert_cmpuint (n_accounts (market), ==, 0);
}

/* No keyring at all: the shop opens from its cache, signed out, and says why. */
static void
test_secrets_gone (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_credentials_clear_async (request.base_url,
                                 request.partner_id,
                                 request.shop_id,
                                 NULL,
                                 pasar_test_keep_result_cb,
                                 &result);
  g_assert_true (pasar_credentials_clear_finish (pasar_test_wait_result (&result), NULL));
  session = open_account (market, g_ptr_array_index (connected, 0));
  g_assert_cmpint (pasar_session_get_link (session), ==, PASAR_LINK_SIGNED_OUT);
  g_assert_nonnull (pasar_session_get_link_message (session));
  job = pasar_load_job_new (session);
  run_job (job, &error);
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  /* Connected again, the open session goes on. */
  g_clear_pointer (&connected, g_ptr_array_unref);
  g_clear_error (&error);
  connected = assert_connects (market, &request);
  assert_loads (session);
}

static void
test_demo (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarTestShop *shop = pasar_test_sandbox_get_shop (market->sandbox, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarAccount) account = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (GError) error = NULL;

  pasar_accounts_connect_demo_async (market->accounts,
                                     pasar_test_sandbox_get_uri (market->sandbox),
                                     pasar_test_sandbox_get_partner_id (market->sandbox),
                                     pasar_test_sandbox_get_partner_key (market->sandbox),
                                     shop->shop_id,
                                     shop->access_token,
                                     shop->refresh_token,
                                     NULL,
                                     pasar_test_keep_result_cb,
                                     &result);
  account = pasar_accounts_connect_demo_finish (market->accounts,
                                                pasar_test_wait_result (&result),
                                                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pasar_account_get_shop (account)->host_id, ==, "demo");
  session = open_account (market, account);
  assert_loads (session);
}

static void
assert_absent (const char *place, const char *data, gsize size, const char *secret)
{
  if (secret == NULL || *secret == '\0')
    return;
  for (gsize i = 0; i + strlen (secret) <= size; i++)
    if (memcmp (data + i, secret, strlen (secret)) == 0)
      g_error ("a secret is in %s", place);
}

/* After connecting, loading, a refresh of the tokens, a refused and a sent submission: no secret in
 * the store's files and none in what was logged. */
static void
test_no_secrets_left (gconstpointer user_data)
{
  const GString *logged = user_data;
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "40", NULL));
  PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);
  g_autoptr (PasarSession) session = open_account (market, g_ptr_array_index (connected, 0));
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  guint row;
  const char *name;
  guint n_files = 0;

  assert_loads (session);
  pasar_test_sandbox_change (market->sandbox, "{\"do\":\"expire_tokens\"}");
  pasar_test_sandbox_fault (market->sandbox, "call=update_price,nth=1,kind=reset");
  row =
      pasar_catalogue_find (pasar_session_get_catalogue (session), pasar_test_sandbox_item (0), 0);
  g_assert_true (try_stage (session, row, PASAR_FIELD_PRICE, 2111, NULL));
  plan = pasar_plan_new (pasar_session_get_catalogue (session));
  job = pasar_submit_job_new (session, plan);
  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  secrets = look_up (market, request.shop_id);
  g_assert_nonnull (secrets);
  dir = g_dir_open (market->folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (market->folder, name, NULL);
      g_autofree char *data = NULL;
      gsize size = 0;

      /* The store may be at its files, and takes away what it wrote beside one. */
      if (!g_file_get_contents (path, &data, &size, &error)
          && g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_clear_error (&error);
          continue;
        }
      g_assert_no_error (error);
      n_files++;
      assert_absent (path, data, size, request.partner_key);
      assert_absent (path, data, size, request.access_token);
      assert_absent (path, data, size, request.refresh_token);
      assert_absent (path, data, size, secrets->access_token);
      assert_absent (path, data, size, secrets->refresh_token);
    }
  g_assert_cmpuint (n_files, >, 0);
  assert_absent ("the log", logged->str, logged->len, request.partner_key);
  assert_absent ("the log", logged->str, logged->len, request.access_token);
  assert_absent ("the log", logged->str, logged->len, request.refresh_token);
  assert_absent ("the log", logged->str, logged->len, secrets->access_token);
  assert_absent ("the log", logged->str, logged->len, secrets->refresh_token);
}

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

int
main (int argc, char **argv)
{
  g_autoptr (GString) logged = g_string_new (NULL);
  g_autoptr (PasarTestKeyring) keyring = NULL;

  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (log_writer, logged, NULL);
  /* One for all tests: each sandbox has an address of its own. */
  keyring = pasar_test_keyring_new ();
  g_test_add_func ("/accounts/demo", test_demo);
  if (keyring == NULL)
    {
      g_test_add_func ("/accounts/keyring", skip);
      return g_test_run ();
    }
  g_test_add_func ("/accounts/tokens", test_tokens);
  g_test_add_func ("/accounts/one-pace", test_one_pace);
  g_test_add_func ("/accounts/rotation-is-kept", test_rotation_is_kept);
  g_test_add_func ("/accounts/refresh-token-only", test_refresh_token_only);
  g_test_add_func ("/accounts/main-account-in-part", test_main_account_in_part);
  g_test_add_data_func ("/accounts/code-of-a-shop", GINT_TO_POINTER (FALSE), test_code);
  g_test_add_data_func ("/accounts/code-of-a-main-account", GINT_TO_POINTER (TRUE), test_code);
  g_test_add_func ("/accounts/wrong-key", test_wrong_key);
  g_test_add_func ("/accounts/wrong-input", test_wrong_input);
  g_test_add_data_func ("/accounts/clock-behind", "--clock-skew=600", test_wrong_clock);
  g_test_add_data_func ("/accounts/clock-ahead", "--clock-skew=-600", test_wrong_clock);
  g_test_add_func ("/accounts/forget", test_forget);
  g_test_add_func ("/accounts/forget-while-loading", test_forget_while_loading);
  g_test_add_func ("/accounts/secrets-gone", test_secrets_gone);
  g_test_add_data_func ("/accounts/no-secrets-left", logged, test_no_secrets_left);
  return g_test_run ();
}
