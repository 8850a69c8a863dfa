/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keyring.h"
#include "market.h"

#include <string.h>

/* Tokens that run out, at any moment, while many calls wait: one refresh for all, no pair lost,
 * each call answered; and the same with a keyring that goes away, and with two programs at once. */

#define N_WAITING 64
#define N_CALLS   300
/* A token lives for longer than a call. */
#define MIN_LIFE (2 * N_WAITING)

static PasarTestKeyring *keyring;
static guint n_checked;

typedef struct
{
  Market *market;
  PasarClient *client;
  guint n_started;
  guint n_ended;
  guint n_failed;
  guint n_total;
  guint expires_at; /* so many calls; 0: never */
  guint n_expired;  /* times */
  GQuark domain;    /* of the errors that may be */
  int code;
  void (*at) (gpointer data); /* (nullable): done once, after so many calls */
  guint at_call;
} Load;

static void start_call (Load *load);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info =
      pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);

  n_checked++;
  load->n_ended++;
  if (info == NULL)
    {
      load->n_failed++;
      if (load->domain == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, load->domain, load->code);
    }
  if (load->n_ended == load->expires_at)
    {
      pasar_test_sandbox_change (load->market->sandbox, "{\"do\":\"expire_tokens\"}");
      load->n_expired++;
      load->expires_at += (guint) g_test_rand_int_range (MIN_LIFE, 2 * MIN_LIFE);
    }
  if (load->at != NULL && load->n_ended == load->at_call)
    load->at (load);
  if (load->n_started < load->n_total)
    start_call (load);
}

static void
start_call (Load *load)
{
  load->n_started++;
  pasar_client_get_shop_info_async (load->client, NULL, answered_cb, load);
}

static void
run_load (Load *load)
{
  load->n_started = load->n_ended = load->n_failed = 0;
  for (guint i = 0; i < MIN (N_WAITING, load->n_total); i++)
    start_call (load);
  WAIT_FOR (load->n_ended == load->n_total);
}

typedef struct
{
  Market *market;
  PasarSession *session;
  Load load;
} Open;

static void
open_load (Open *self)
{
  const PasarConnectRequest request = make_request (
      self->market = market_new (pasar_test_sandbox_new ("--items", "30", "--latency", "3", NULL)));
  g_autoptr (GPtrArray) connected = assert_connects (self->market, &request);

  self->session = open_account (self->market, g_ptr_array_index (connected, 0));
  self->load = (Load){ .market = self->market,
                       .client = pasar_session_get_client (self->session),
                       .n_total = N_CALLS };
  pasar_client_set_limits (self->load.client, N_WAITING, 1000);
  pasar_client_set_backoff_scale (self->load.client, 0.01);
  pasar_test_sandbox_clear_log (self->market->sandbox);
}

static void
open_clear (Open *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->market, market_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Open, open_clear)

static void
assert_pair_is_kept (Open *self)
{
  g_autoptr (PasarTokens) tokens = pasar_client_dup_tokens (self->load.client);
  g_autoptr (PasarSecrets) secrets =
      look_up (self->market, pasar_test_sandbox_get_shop (self->market->sandbox, 0)->shop_id);

  g_assert_nonnull (secrets);
  g_assert_cmpstr (secrets->refresh_token, ==, tokens->refresh_token);
}

static guint
count_refreshes (Open *self)
{
  return pasar_test_sandbox_count (self->market->sandbox, "access_token_get");
}

static void
test_expiry (void)
{
  g_auto (Open) open = { 0 };

  open_load (&open);
  open.load.expires_at = (guint) g_test_rand_int_range (1, MIN_LIFE);
  run_load (&open.load);
  g_assert_cmpuint (open.load.n_failed, ==, 0);
  g_assert_cmpuint (count_refreshes (&open), <=, open.load.n_expired);
  assert_pair_is_kept (&open);
}

/* The new pair is not known: nobody asks for it again and again, and the seller connects again. */
static void
test_lost_answer (gconstpointer data)
{
  const gboolean was_given = GPOINTER_TO_INT (data);
  g_auto (Open) open = { 0 };
  g_autoptr (PasarConnection) connection = NULL;
  g_autoptr (GPtrArray) connected = NULL;
  g_autoptr (GError) error = NULL;

  open_load (&open);
  open.load.n_total = N_WAITING;
  pasar_test_sandbox_fault (open.market->sandbox,
                            was_given ? "call=access_token_get,nth=1,kind=reset,when=after"
                                      : "call=access_token_get,nth=1,kind=reset,when=before");
  pasar_test_sandbox_change (open.market->sandbox, "{\"do\":\"expire_tokens\"}");
  open.load.domain = PASAR_ERROR;
  open.load.code = PASAR_ERROR_AUTH;
  run_load (&open.load);
  g_assert_cmpuint (open.load.n_failed, ==, was_given ? N_WAITING : 0);
  g_assert_cmpuint (count_refreshes (&open), ==, 2);
  assert_pair_is_kept (&open);
  connection = connection_by_code (open.market, FALSE);
  connected = run_connection (connection, NULL, &error);
  g_assert_no_error (error);
  open.load.client = pasar_session_get_client (open.session);
  open.load.domain = 0;
  run_load (&open.load);
  g_assert_cmpuint (open.load.n_failed, ==, 0);
}

static void
kill_keyring (gpointer data)
{
  pasar_test_keyring_kill (keyring);
}

static void
lock_keyring (gpointer data)
{
  pasar_test_keyring_lock (keyring);
}

/* While the keyring is away a new pair is neither used nor lost; it is kept when it is back. */
static void
test_keyring_goes (gconstpointer data)
{
  g_auto (Open) open = { 0 };

  open_load (&open);
  open.load.expires_at = (guint) g_test_rand_int_range (1, MIN_LIFE);
  open.load.domain = PASAR_ERROR;
  open.load.code = PASAR_ERROR_TOKEN_STORE;
  open.load.at = data;
  open.load.at_call = (guint) g_test_rand_int_range (1, N_CALLS / 2);
  run_load (&open.load);
  pasar_test_keyring_kill (keyring);
  pasar_test_keyring_start (keyring);
  open.load.n_total = N_WAITING;
  open.load.expires_at = 0;
  open.load.at = NULL;
  open.load.domain = 0;
  pasar_test_sandbox_change (open.market->sandbox, "{\"do\":\"expire_tokens\"}");
  run_load (&open.load);
  g_assert_cmpuint (open.load.n_failed, ==, 0);
  assert_pair_is_kept (&open);
}

/* Another program of the same seller, with files of its own and the same keyring. */
static void
open_other (Market *self, const Market *first)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->sandbox = first->sandbox;
  self->path = g_strconcat (first->path, ".other", NULL);
  copy_store (first->path, self->path);
  self->store = open_store (self->path);
  self->accounts = pasar_accounts_new (self->store);
  pasar_accounts_load_async (self->accounts, NULL, pasar_test_keep_result_cb, &result);
  g_assert_true (
      pasar_accounts_load_finish (self->accounts, pasar_test_wait_result (&result), NULL));
}

/* Both find the tokens expired: one gets the new pair, and the other finds it in the keyring, at
 * the latest when it asks again. */
static void
test_two_programs (void)
{
  g_auto (Open) open = { 0 };
  Market other = { 0 };
  g_autoptr (PasarAccount) account = NULL;
  g_autoptr (PasarSession) session = NULL;
  Load second;

  open_load (&open);
  open_other (&other, open.market);
  account = g_list_model_get_item (G_LIST_MODEL (other.accounts), 0);
  session = open_account (&other, account);
  second = open.load;
  second.client = pasar_session_get_client (session);
  pasar_client_set_limits (second.client, N_WAITING, 1000);
  for (guint round = 0; round < 4; round++)
    {
      Load *loads[] = { &open.load, &second };

      pasar_test_sandbox_change (open.market->sandbox, "{\"do\":\"expire_tokens\"}");
      for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
        {
          Load *load = loads[(i + round) % 2];

          *load = (Load){ .market = open.market,
                          .client = load->client,
                          .n_total = 8,
                          .n_started = 8,
                          .domain = PASAR_ERROR,
                          .code = PASAR_ERROR_AUTH };
          for (guint k = 0; k < load->n_total; k++)
            pasar_client_get_shop_info_async (load->client, NULL, answered_cb, load);
        }
      WAIT_FOR (open.load.n_ended == 8 && second.n_ended == 8);
      g_assert_cmpuint (MIN (open.load.n_failed, second.n_failed), ==, 0);
      open.load.domain = second.domain = 0;
      run_load (&open.load);
      run_load (&second);
      g_assert_cmpuint (open.load.n_failed + second.n_failed, ==, 0);
    }
  g_clear_object (&session);
  g_clear_object (&account);
  g_clear_object (&other.accounts);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  close_store (other.store);
  g_free (other.path);
}

static void
skip (void)
{
  g_test_skip ("no keyring daemon");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring = pasar_test_keyring_new ();
  if (keyring == NULL)
    {
      g_test_add_func ("/rotation/keyring", skip);
      return g_test_run ();
    }
  g_test_add_func ("/rotation/expiry", test_expiry);
  g_test_add_data_func ("/rotation/answer-lost", GINT_TO_POINTER (TRUE), test_lost_answer);
  g_test_add_data_func ("/rotation/request-lost", GINT_TO_POINTER (FALSE), test_lost_answer);
  g_test_add_data_func ("/rotation/keyring-killed", kill_keyring, test_keyring_goes);
  g_test_add_data_func ("/rotation/keyring-locked", lock_keyring, test_keyring_goes);
  g_test_add_func ("/rotation/two-programs", test_two_programs);
  status = g_test_run ();
  g_print ("# calls checked: %u\n", n_checked);
  pasar_test_keyring_free (keyring);
  return status;
}
