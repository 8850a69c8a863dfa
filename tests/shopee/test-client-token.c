/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"

#include <string.h>

#define N_CALLS   20
#define SHOP_BODY "{\"error\":\"\",\"shop_name\":\"Demo\",\"region\":\"SG\"}"
#define PAIR_BODY                                                                                  \
  "{\"error\":\"\",\"access_token\":\"new-access\",\"refresh_token\":\"new-refresh\",\"expire_in\":14400}"

/* A token store that logs what is done with it, beside what the server sees. */
#define TEST_TYPE_STORE (test_store_get_type ())
G_DECLARE_FINAL_TYPE (TestStore, test_store, TEST, STORE, GObject)

struct _TestStore
{
  GObject parent_instance;
  GString *log;
  PasarTokens *kept;
  guint failures;      /* so many saves fail */
  PasarTokens *newest; /* (nullable): what another keeps before the next save */
};

static void
test_store_load_async (PasarTokenStore *store,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  TestStore *self = TEST_STORE (store);

  g_string_append (self->log, "load ");
  g_task_return_pointer (task, pasar_tokens_copy (self->kept), (GDestroyNotify) pasar_tokens_free);
}

static PasarTokens *
test_store_load_finish (PasarTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_store_save_async (PasarTokenStore *store,
                       const PasarTokens *tokens,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  TestStore *self = TEST_STORE (store);

  g_string_append_printf (self->log, "save:%s ", tokens->refresh_token);
  if (self->failures > 0)
    {
      self->failures--;
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the keyring is locked");
      return;
    }
  pasar_tokens_free (self->kept);
  if (self->newest != NULL)
    {
      self->kept = g_steal_pointer (&self->newest);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS, "a newer pair is kept");
      return;
    }
  self->kept = pasar_tokens_copy (tokens);
  g_task_return_boolean (task, TRUE);
}

static gboolean
test_store_save_finish (PasarTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_store_iface_init (PasarTokenStoreInterface *iface)
{
  iface->load_async = test_store_load_async;
  iface->load_finish = test_store_load_finish;
  iface->save_async = test_store_save_async;
  iface->save_finish = test_store_save_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestStore,
                               test_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_TOKEN_STORE,
                                                      test_store_iface_init))

static void
test_store_finalize (GObject *object)
{
  pasar_tokens_free (TEST_STORE (object)->kept);
  G_OBJECT_CLASS (test_store_parent_class)->finalize (object);
}

static void
test_store_class_init (TestStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_store_finalize;
}

static void
test_store_init (TestStore *self)
{
}

typedef struct
{
  FakeServer *server;
  PasarClient *client;
  TestStore *store;
  GString *log;
  const char *good_token;
  const char *pair;
  guint n_refreshes;
  guint n_refused;
} Fixture;

/* Takes the good token only, and gives the pair for a refresh. */
static void
shop_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  FakeRequest *request = fake_server_get (fixture->server, fixture->server->requests->len - 1);

  if (strcmp (path, REFRESH) == 0)
    {
      g_string_append (fixture->log, "refresh ");
      fixture->n_refreshes++;
      g_assert_null (g_hash_table_lookup (query, "access_token"));
      g_assert_null (g_hash_table_lookup (query, "shop_id"));
      g_assert_nonnull (strstr (request->body, "\"partner_id\":2009999,\"shop_id\":60000001}"));
      fake_server_answer (message, 200, fixture->pair);
      return;
    }
  g_string_append_printf (fixture->log,
                          "%s ",
                          (const char *) g_hash_table_lookup (query, "access_token"));
  if (strcmp (g_hash_table_lookup (query, "access_token"), fixture->good_token) == 0)
    {
      fake_server_answer (message, 200, SHOP_BODY);
      return;
    }
  fixture->n_refused++;
  fake_server_answer (
      message,
      403,
      "{\"error\":\"invalid_acceess_token\",\"message\":\"Invalid access_token, please have a check.\"}");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->server->handler = shop_cb;
  fixture->server->handler_data = fixture;
  fixture->client = fake_server_new_client (fixture->server);
  fixture->log = g_string_new (NULL);
  fixture->store = g_object_new (TEST_TYPE_STORE, NULL);
  fixture->store->log = fixture->log;
  fixture->store->kept = pasar_tokens_new ("old-access", "old-refresh", 0);
  fixture->good_token = "new-access";
  fixture->pair = PAIR_BODY;
  pasar_client_set_token_store (fixture->client, PASAR_TOKEN_STORE (fixture->store));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->store);
  fake_server_free (fixture->server);
  g_string_free (fixture->log, TRUE);
}

static gboolean
call (Fixture *fixture, GError **error)
{
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarShopInfo) info = NULL;

  pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &waiting);
  result = waiting_take (&waiting);
  info = pasar_client_get_shop_info_finish (fixture->client, result, error);
  return info != NULL;
}

/* Twenty calls find the token expired: one refresh, and each is answered. */
static void
test_single_flight (Fixture *fixture, gconstpointer data)
{
  Waiting waiting[N_CALLS] = { 0 };

  for (guint i = 0; i < N_CALLS; i++)
    pasar_client_get_shop_info_async (fixture->client, NULL, waiting_cb, &waiting[i]);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autoptr (GAsyncResult) result = waiting_take (&waiting[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarShopInfo) info =
          pasar_client_get_shop_info_finish (fixture->client, result, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (info->region, ==, "SG");
    }
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
  g_assert_cmpuint (fixture->n_refused, <=, N_CALLS);
  g_assert_cmpstr (fixture->store->kept->refresh_token, ==, "new-refresh");
}

static void
test_saved_before_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTokens) tokens = NULL;

  g_assert_true (call (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->log->str, ==, "old-access refresh save:new-refresh new-access ");
  tokens = pasar_client_dup_tokens (fixture->client);
  g_assert_cmpstr (tokens->access_token, ==, "new-access");
  g_assert_cmpint (tokens->expires_at, >, g_get_real_time () / G_USEC_PER_SEC + 14000);
}

/* A pair that could not be kept is not used, and not lost. */
static void
test_save_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (PasarTokens) tokens = NULL;

  fixture->store->failures = 2;
  g_assert_false (call (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_TOKEN_STORE);
  g_assert_nonnull (strstr (error->message, "keyring is locked"));
  g_assert_null (strstr (error->message, "new-"));
  tokens = pasar_client_dup_tokens (fixture->client);
  g_assert_cmpstr (tokens->access_token, ==, "old-access");
  g_assert_false (call (fixture, &again));
  g_assert_error (again, PASAR_ERROR, PASAR_ERROR_TOKEN_STORE);
  g_assert_true (call (fixture, NULL));
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
  g_assert_cmpstr (
      fixture->log->str,
      ==,
      "old-access refresh save:new-refresh save:new-refresh save:new-refresh new-access ");
}

/* Another process has rotated the pair: its newer one is used. */
static void
test_rotated_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->pair = "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}";
  pasar_tokens_free (fixture->store->kept);
  fixture->store->kept = pasar_tokens_new ("new-access", "new-refresh", 0);
  g_assert_true (call (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->log->str, ==, "old-access refresh load new-access ");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->pair =
      "{\"error\":\"shop_access_expired\",\"message\":\"Your access to shop has expired.\"}";
  g_assert_false (call (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpstr (pasar_error_get_server_code (error), ==, "shop_access_expired");
  g_assert_cmpstr (fixture->log->str, ==, "old-access refresh load ");
}

/* Each call that comes after the refusal fails by it; the server is asked no more. */
static void
test_refusal_is_remembered (Fixture *fixture, gconstpointer data)
{
  fixture->pair = "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}";
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (call (fixture, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
      g_assert_cmpstr (pasar_error_get_server_code (error), ==, "error_auth");
    }
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
}

/* Until a new pair comes: by the one who authorised anew, or in the store. */
static void
test_refusal_ends_with_new_pair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarTokens) anew = pasar_tokens_new ("stale-access", "anew-refresh", 0);

  fixture->pair = "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}";
  g_assert_false (call (fixture, NULL));
  pasar_client_set_tokens (fixture->client, anew);
  pasar_tokens_free (fixture->store->kept);
  fixture->store->kept = pasar_tokens_copy (anew);
  g_assert_false (call (fixture, NULL));
  g_assert_cmpuint (fixture->n_refreshes, ==, 2);
  pasar_tokens_free (fixture->store->kept);
  fixture->store->kept = pasar_tokens_new ("new-access", "new-refresh", 0);
  g_assert_true (call (fixture, NULL));
  g_assert_cmpuint (fixture->n_refreshes, ==, 2);
}

/* The seller connected again while this client renewed the pair from before: the newer one stays,
 * and is used. */
static void
test_never_over_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->good_token = "newest-access";
  fixture->store->newest = pasar_tokens_new ("newest-access", "newest-refresh", 0);
  g_assert_true (call (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->store->kept->refresh_token, ==, "newest-refresh");
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
}

/* The new token is refused as well: no second refresh. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->good_token = "none";
  g_assert_false (call (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 2);
}

static void
test_malformed_pair (Fixture *fixture, gconstpointer data)
{
  static const char *const pairs[] = {
    "{\"error\":\"\"}",
    "{\"error\":\"\",\"access_token\":\"\",\"refresh_token\":\"r\"}",
    "{\"error\":\"\",\"access_token\":\"a\",\"refresh_token\":null}",
    "{\"error\":\"\",\"access_token\":[],\"refresh_token\":\"r\"}",
    "<html/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTokens) tokens = NULL;

      fixture->pair = pairs[i];
      g_assert_false (call (fixture, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
      tokens = pasar_client_dup_tokens (fixture->client);
      g_assert_cmpstr (tokens->refresh_token, ==, "old-refresh");
    }
}

/* Less than ten minutes left: refreshed before the first call, which is never refused. */
static void
test_ahead (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("old-access", "old-refresh", now + 500);
  g_autoptr (GError) error = NULL;

  pasar_client_set_tokens (fixture->client, tokens);
  g_assert_true (call (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->log->str, ==, "refresh save:new-refresh new-access ");
}

/* A fault of the server while refreshing ahead does not stop a token that is still good. */
static void
test_ahead_passing_fault (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (PasarTokens) tokens = pasar_tokens_new ("old-access", "old-refresh", now + 500);
  g_autoptr (GError) error = NULL;

  fixture->pair = "{\"error\":\"error_system_busy\",\"message\":\"\"}";
  fixture->good_token = "old-access";
  pasar_client_set_tokens (fixture->client, tokens);
  g_assert_true (call (fixture, &error));
  g_assert_no_error (error);
}

static gboolean
has_held (gpointer data)
{
  return ((FakeServer *) data)->held->len > 0;
}

/* A refresh without an answer is tried once more, with the same token. */
static void
test_refresh_without_answer (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->handler = NULL;
  pasar_client_set_timeout (fixture->client, 1);
  fake_server_reply (fixture->server, REFRESH, NULL);
  fake_server_reply (fixture->server, REFRESH, PAIR_BODY);
  pasar_client_refresh_token_async (fixture->client, NULL, waiting_cb, &waiting);
  wait_until (has_held, fixture->server);
  result = waiting_take (&waiting);
  g_assert_true (pasar_client_refresh_token_finish (fixture->client, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fake_server_get (fixture->server, 0)->body,
                   ==,
                   fake_server_get (fixture->server, 1)->body);
  g_assert_cmpstr (fixture->store->kept->refresh_token, ==, "new-refresh");
}

/* The seller authorised anew while a refresh was under way: the newer pair stays. */
static void
test_set_while_refreshing (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarTokens) newest = pasar_tokens_new ("newest-access", "newest-refresh", 0);
  g_autoptr (PasarTokens) tokens = NULL;
  SoupServerMessage *message;

  fixture->server->handler = NULL;
  fake_server_reply (fixture->server, REFRESH, NULL);
  pasar_client_refresh_token_async (fixture->client, NULL, waiting_cb, &waiting);
  wait_until (has_held, fixture->server);
  pasar_client_set_tokens (fixture->client, newest);
  message = g_ptr_array_index (fixture->server->held, 0);
  fake_server_answer (message, 200, PAIR_BODY);
  soup_server_message_unpause (message);
  result = waiting_take (&waiting);
  g_assert_true (pasar_client_refresh_token_finish (fixture->client, result, NULL));
  tokens = pasar_client_dup_tokens (fixture->client);
  g_assert_cmpstr (tokens->access_token, ==, "newest-access");
  g_assert_cmpstr (fixture->store->kept->refresh_token, ==, "old-refresh");
}

/* The answer is lost, and the token spent: said plainly, and not tried again. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->handler = NULL;
  pasar_client_set_timeout (fixture->client, 1);
  fake_server_reply (fixture->server, REFRESH, NULL);
  fake_server_reply (fixture->server,
                     REFRESH,
                     "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}");
  pasar_client_refresh_token_async (fixture->client, NULL, waiting_cb, &waiting);
  result = waiting_take (&waiting);
  g_assert_false (pasar_client_refresh_token_finish (fixture->client, result, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_nonnull (strstr (error->message, "answer was lost"));
  g_assert_false (call (fixture, NULL));
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
}

/* The same when the network was away for longer than both tries; but the end of an authorisation is
 * not blamed on it. */
static void
test_lost_answer_earlier (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *refusal;
    gboolean by_loss;
  } cases[] = {
    { "{\"error\":\"error_auth\",\"message\":\"Invalid refresh_token.\"}", TRUE },
    { "{\"error\":\"shop_access_expired\",\"message\":\"\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarTokens) tokens = pasar_tokens_new ("old-access", "old-refresh", 0);
      g_autoptr (GError) lost = NULL;
      g_autoptr (GError) error = NULL;

      pasar_client_set_tokens (fixture->client, tokens);
      fixture->pair = "<html/>";
      g_assert_false (call (fixture, &lost));
      g_assert_error (lost, PASAR_ERROR, PASAR_ERROR_MALFORMED);
      fixture->pair = cases[i].refusal;
      g_assert_false (call (fixture, &error));
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
      g_assert_cmpint (strstr (error->message, "answer was lost") != NULL, ==, cases[i].by_loss);
    }
}

static void
test_stock_rule_is_no_token_error (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_text ("a24.json");
  g_autoptr (GError) error = NULL;

  fixture->server->handler = NULL;
  fake_server_reply (fixture->server, SHOP_INFO, body);
  g_assert_false (call (fixture, &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_no_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarTokens) access_only = pasar_tokens_new ("stale", NULL, 1);
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) no_refresh = NULL;

  pasar_client_set_tokens (fixture->client, NULL);
  g_assert_false (call (fixture, &none));
  g_assert_error (none, PASAR_ERROR, PASAR_ERROR_AUTH);
  pasar_client_set_tokens (fixture->client, access_only);
  g_assert_false (call (fixture, &no_refresh));
  g_assert_error (no_refresh, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_cmpuint (fixture->n_refreshes, ==, 0);
}

static void
cancel_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  GCancellable *cancellable = g_object_get_data (G_OBJECT (fixture->client), "cancellable");

  if (strcmp (path, REFRESH) == 0)
    g_cancellable_cancel (cancellable);
  shop_cb (server, message, path, query, user_data);
}

static gboolean
is_saved (gpointer data)
{
  return strcmp (((Fixture *) data)->store->kept->refresh_token, "new-refresh") == 0;
}

/* Who waits for a refresh may go; the refresh itself goes on, so that the new pair is not lost. */
static void
test_cancel_while_refreshing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting waiting = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set_data (G_OBJECT (fixture->client), "cancellable", cancellable);
  fixture->server->handler = cancel_cb;
  pasar_client_get_shop_info_async (fixture->client, cancellable, waiting_cb, &waiting);
  result = waiting_take (&waiting);
  g_assert_null (pasar_client_get_shop_info_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until (is_saved, fixture);
  spin (50);
  g_assert_true (call (fixture, NULL));
  g_assert_cmpuint (fixture->n_refreshes, ==, 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/client-token/single-flight", test_single_flight);
  add ("/client-token/saved-before-used", test_saved_before_used);
  add ("/client-token/save-fails", test_save_fails);
  add ("/client-token/rotated-elsewhere", test_rotated_elsewhere);
  add ("/client-token/refused", test_refused);
  add ("/client-token/refusal-is-remembered", test_refusal_is_remembered);
  add ("/client-token/refusal-ends-with-new-pair", test_refusal_ends_with_new_pair);
  add ("/client-token/never-over-newer", test_never_over_newer);
  add ("/client-token/lost-answer", test_lost_answer);
  add ("/client-token/lost-answer-earlier", test_lost_answer_earlier);
  add ("/client-token/once", test_once);
  add ("/client-token/malformed-pair", test_malformed_pair);
  add ("/client-token/ahead", test_ahead);
  add ("/client-token/ahead-passing-fault", test_ahead_passing_fault);
  add ("/client-token/stock-rule-is-no-token-error", test_stock_rule_is_no_token_error);
  add ("/client-token/no-tokens", test_no_tokens);
  add ("/client-token/refresh-without-answer", test_refresh_without_answer);
  add ("/client-token/set-while-refreshing", test_set_while_refreshing);
  add ("/client-token/cancel-while-refreshing", test_cancel_while_refreshing);
  return g_test_run ();
}
