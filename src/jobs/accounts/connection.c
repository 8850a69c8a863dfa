/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/connection.h"

#include "jobs/accounts/accounts-private.h"

#include <glib/gi18n-lib.h>

/* The keyring is tried before a code or a refresh token is spent; then each shop takes its steps,
 * of which none is taken twice, however often the connection is run. */

typedef enum
{
  STEP_KEEP,  /* a pair that a code gave goes to the keyring */
  STEP_RENEW, /* the shop gets a pair of its own */
  STEP_TEST,
  STEP_NAME, /* the keyring learns the name of the shop, and a pair that was only entered */
  STEP_ADD,
  STEP_DONE,
} Step;

/* A shop on its way in. */
typedef struct
{
  Step step;
  gboolean has_failed; /* in this run */
  PasarShop *shop;
  PasarSecretTokens *tokens;
  PasarClient *client;
  PasarAccount *account; /* (nullable) (owned): when it is in */
} Target;

struct _PasarConnection
{
  GObject parent_instance;

  PasarAccounts *accounts; /* (owned) */

  /* What the seller entered. */
  char *host_id;
  char *custom_url; /* (nullable) */
  gint64 partner_id;
  char *partner_key;
  gint64 shop_id;
  gint64 main_account_id;
  char *code;           /* (nullable) */
  PasarTokens *entered; /* (nullable) */

  /* What is known so far. */
  char *base_url;         /* (nullable): when there is none, or something is missing */
  GError *request_error;  /* (nullable): what */
  gboolean keyring_tried; /* it is there, and unlocked if it can be */
  PasarSecrets *kept;     /* (nullable): what it has of the shop */
  guint generation;       /* of the entry, that @kept is */
  PasarClient *authoriser;
  GError *code_error; /* (nullable): the code was refused, and @kept is tried */
  GPtrArray *targets; /* (nullable) (element-type Target): once there is a pair */

  /* This run. */
  Target *target; /* (nullable) (unowned): that is on its way */
  GError *error;  /* (nullable): the first */
};

G_DEFINE_FINAL_TYPE (PasarConnection, pasar_connection, G_TYPE_OBJECT)

static void
target_free (Target *target)
{
  pasar_shop_free (target->shop);
  g_object_unref (target->tokens);
  g_object_unref (target->client);
  g_clear_object (&target->account);
  g_free (target);
}

static void
pasar_connection_finalize (GObject *object)
{
  PasarConnection *self = PASAR_CONNECTION (object);

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_object (&self->authoriser);
  g_clear_object (&self->accounts);
  g_clear_error (&self->code_error);
  g_clear_error (&self->request_error);
  g_clear_error (&self->error);
  pasar_secrets_free (self->kept);
  pasar_tokens_free (self->entered);
  pasar_secret_free (self->partner_key);
  pasar_secret_free (self->code);
  g_free (self->host_id);
  g_free (self->custom_url);
  g_free (self->base_url);
  G_OBJECT_CLASS (pasar_connection_parent_class)->finalize (object);
}

static void
pasar_connection_class_init (PasarConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_connection_finalize;
}

static void
pasar_connection_init (PasarConnection *self)
{
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
dup_trimmed (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

/**
 * pasar_connection_new:
 * @accounts: the accounts that the shop is to be among
 * @request: what the seller entered; copied, blanks around it are dropped
 *
 * Nothing is sent before pasar_connection_run_async().
 *
 * Returns: (transfer full): the way in, not begun yet
 */
PasarConnection *
pasar_connection_new (PasarAccounts *accounts, const PasarConnectRequest *request)
{
  PasarConnection *self = g_object_new (PASAR_TYPE_CONNECTION, NULL);

  self->accounts = g_object_ref (accounts);
  self->base_url = pasar_connect_request_check (request, &self->request_error);
  self->host_id = g_strdup (request->host_id);
  if (request->base_url != NULL)
    self->custom_url = g_strdup (self->base_url);
  self->partner_id = request->partner_id;
  self->partner_key = dup_trimmed (request->partner_key);
  self->shop_id = request->shop_id;
  if (is_given (request->code))
    {
      self->main_account_id = request->main_account_id;
      self->code = dup_trimmed (request->code);
    }
  else
    {
      self->entered = pasar_tokens_new (NULL, NULL, 0);
      self->entered->access_token = dup_trimmed (request->access_token);
      self->entered->refresh_token = dup_trimmed (request->refresh_token);
    }
  return self;
}

static PasarShop *
make_shop (PasarConnection *self, gint64 shop_id)
{
  PasarShop *shop = pasar_shop_new ();

  shop->host_id = g_strdup (self->host_id);
  shop->base_url = g_strdup (self->custom_url);
  shop->partner_id = self->partner_id;
  shop->shop_id = shop_id;
  return shop;
}

static void
add_target (PasarConnection *self,
            gint64 shop_id,
            const PasarTokens *pair,
            guint generation,
            Step step)
{
  Target *target = g_new0 (Target, 1);
  g_autoptr (PasarSecrets) secrets = pasar_secrets_new (self->partner_key,
                                                        pair->access_token,
                                                        pair->refresh_token,
                                                        pair->expires_at);
  g_autofree char *label = NULL;

  target->step = step;
  target->shop = make_shop (self, shop_id);
  label = pasar_accounts_dup_label (target->shop);
  target->tokens = pasar_secret_tokens_new_keyring (pasar_accounts_get_entry (self->accounts,
                                                                              self->base_url,
                                                                              target->shop),
                                                    generation,
                                                    label,
                                                    secrets);
  target->client =
      pasar_accounts_make_client (self->accounts, self->base_url, target->shop, target->tokens);
  if (self->targets == NULL)
    self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) target_free);
  g_ptr_array_add (self->targets, target);
}

static void go_on (GTask *task);

/* Ends with the shops that are in; an error is one only when none is. */
static void
end_run (GTask *task)
{
  PasarConnection *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) connected = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  for (guint i = 0; self->targets != NULL && i < self->targets->len; i++)
    {
      const Target *target = g_ptr_array_index (self->targets, i);

      if (target->account != NULL)
        g_ptr_array_add (connected, g_object_ref (target->account));
    }
  if (connected->len > 0)
    {
      if (error != NULL)
        g_message ("Not every shop of the account could be connected: %s", error->message);
      g_task_return_pointer (task,
                             g_steal_pointer (&connected),
                             (GDestroyNotify) g_ptr_array_unref);
    }
  else if (self->code_error != NULL && g_error_matches (error, PASAR_ERROR, PASAR_ERROR_AUTH))
    g_task_return_error (task, g_error_copy (self->code_error));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @error over. */
static void
fail (GTask *task, GError *error)
{
  PasarConnection *self = g_task_get_source_object (task);

  g_clear_error (&self->error);
  self->error = error;
  end_run (task);
}

/* The next step of the shop, or another shop when this one cannot go on. Takes @error over. */
static void
end_step (GTask *task, GError *error)
{
  PasarConnection *self = g_task_get_source_object (task);

  self->target->has_failed = error != NULL;
  if (error == NULL)
    self->target->step++;
  else if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  go_on (task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarTokenStore *store = PASAR_TOKEN_STORE (source);
  GError *error = NULL;

  PASAR_TOKEN_STORE_GET_IFACE (store)->save_finish (store, result, &error);
  /* A job that runs may have renewed what was kept a moment ago. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_clear_error (&error);
  end_step (task, error);
}

static void
keep (GTask *task, Target *target)
{
  PasarTokenStore *store = PASAR_TOKEN_STORE (target->tokens);
  g_autoptr (PasarTokens) pair = pasar_client_dup_tokens (target->client);

  PASAR_TOKEN_STORE_GET_IFACE (store)->save_async (store, pair, NULL, kept_cb, g_object_ref (task));
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  pasar_client_refresh_token_finish (PASAR_CLIENT (source), result, &error);
  end_step (task, error);
}

/* The first pair of a main account is refreshed once for each of its shops (reference 2.2). */
static void
renew (GTask *task, Target *target)
{
  const PasarConnection *self = g_task_get_source_object (task);
  g_autoptr (PasarTokens) pair = pasar_client_dup_tokens (target->client);

  if (self->main_account_id != 0 || !is_given (pair->access_token))
    pasar_client_refresh_token_async (target->client,
                                      g_task_get_cancellable (task),
                                      renewed_cb,
                                      g_object_ref (task));
  else
    end_step (task, NULL);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const PasarConnection *self = g_task_get_source_object (task);
  g_autoptr (PasarShopInfo) info = NULL;
  g_autofree char *label = NULL;
  GError *error = NULL;

  info = pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);
  if (info != NULL)
    {
      pasar_accounts_describe_shop (self->accounts, self->target->shop, info);
      label = pasar_accounts_dup_label (self->target->shop);
      pasar_secret_tokens_set_label (self->target->tokens, label);
    }
  end_step (task, error);
}

static void
test (GTask *task, Target *target)
{
  pasar_client_get_shop_info_async (target->client,
                                    g_task_get_cancellable (task),
                                    tested_cb,
                                    g_object_ref (task));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const PasarConnection *self = g_task_get_source_object (task);
  Target *target = self->target;
  GError *error = NULL;

  target->shop->id = pasar_store_finish_number (PASAR_STORE (source), result, &error);
  if (target->shop->id > 0)
    {
      target->account = g_object_ref (pasar_accounts_put (self->accounts, target->shop));
      /* Connected again: the open shop goes on with the new tokens. */
      if (target->account->session != NULL)
        pasar_session_set_client (target->account->session, target->client);
    }
  end_step (task, error);
}

static void
add (GTask *task, Target *target)
{
  const PasarConnection *self = g_task_get_source_object (task);

  pasar_store_save_shop_async (pasar_accounts_get_store (self->accounts),
                               target->shop,
                               NULL,
                               saved_cb,
                               g_object_ref (task));
}

/* What is still to be done in this run; all pairs are kept before anything else is tried. */
static Target *
find_next (PasarConnection *self)
{
  Target *next = NULL;

  for (guint i = 0; i < self->targets->len; i++)
    {
      Target *target = g_ptr_array_index (self->targets, i);

      if (target->has_failed || target->step == STEP_DONE)
        continue;
      if (target->step == STEP_KEEP)
        return target;
      if (next == NULL)
        next = target;
    }
  return next;
}

static void
advance (GTask *task)
{
  static void (*const steps[STEP_DONE]) (GTask * task, Target * target) = {
    [STEP_KEEP] = keep, [STEP_RENEW] = renew, [STEP_TEST] = test,
    [STEP_NAME] = keep, [STEP_ADD] = add,
  };
  PasarConnection *self = g_task_get_source_object (task);

  self->target = find_next (self);
  if (self->target != NULL)
    steps[self->target->step](task, self->target);
  else
    end_run (task);
}

static void
authorised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarConnection *self = g_task_get_source_object (task);
  g_autoptr (PasarAuthorisation) given = NULL;
  GError *error = NULL;

  given = pasar_client_get_token_finish (PASAR_CLIENT (source), result, &error);
  if (given != NULL && self->main_account_id == 0)
    add_target (self, self->shop_id, given->tokens, PASAR_SECRET_ENTRY_ANEW, STEP_KEEP);
  else if (given != NULL)
    for (guint i = 0; i < given->shop_ids->len; i++)
      add_target (self,
                  g_array_index (given->shop_ids, gint64, i),
                  given->tokens,
                  PASAR_SECRET_ENTRY_ANEW,
                  STEP_KEEP);
  /* The code may be the one whose pair is kept: the app was ended before it could go on. */
  if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_AUTH) && self->kept != NULL)
    {
      g_autoptr (PasarTokens) pair = pasar_tokens_new (self->kept->access_token,
                                                       self->kept->refresh_token,
                                                       self->kept->expires_at);

      self->code_error = g_steal_pointer (&error);
      add_target (self, self->shop_id, pair, self->generation, STEP_TEST);
    }
  if (error != NULL)
    fail (task, error);
  else if (self->targets == NULL)
    fail (task,
          g_error_new_literal (
              PASAR_ERROR,
              PASAR_ERROR_AUTH,
              _ ("No shop was authorised. Tick at least one shop on Shopee’s page.")));
  else
    go_on (task);
}

/* Not to be cancelled: the code would be spent, and what it gave lost. */
static void
exchange_code (GTask *task)
{
  PasarConnection *self = g_task_get_source_object (task);

  if (self->authoriser == NULL)
    self->authoriser = pasar_client_new (self->base_url, self->partner_id, self->partner_key, 0);
  pasar_client_get_token_async (self->authoriser,
                                self->code,
                                self->main_account_id != 0 ? 0 : self->shop_id,
                                self->main_account_id,
                                NULL,
                                authorised_cb,
                                g_object_ref (task));
}

static void
keyring_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->kept = pasar_secret_entry_lookup_finish (PASAR_SECRET_ENTRY (source),
                                                 result,
                                                 &self->generation,
                                                 &error);
  if (error != NULL
      && !g_error_matches (error, PASAR_CREDENTIALS_ERROR, PASAR_CREDENTIALS_ERROR_NOT_FOUND)
      && !g_error_matches (error, PASAR_CREDENTIALS_ERROR, PASAR_CREDENTIALS_ERROR_DAMAGED))
    {
      fail (task, error);
      return;
    }
  g_clear_error (&error);
  self->keyring_tried = TRUE;
  if (self->entered != NULL)
    add_target (self, self->shop_id, self->entered, PASAR_SECRET_ENTRY_ANEW, STEP_RENEW);
  go_on (task);
}

static void
try_keyring (GTask *task)
{
  PasarConnection *self = g_task_get_source_object (task);
  g_autoptr (PasarShop) shop = make_shop (self, self->shop_id);

  pasar_secret_entry_lookup_async (pasar_accounts_get_entry (self->accounts, self->base_url, shop),
                                   g_task_get_cancellable (task),
                                   keyring_tried_cb,
                                   g_object_ref (task));
}

static void
go_on (GTask *task)
{
  const PasarConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    fail (task, error);
  else if (!self->keyring_tried)
    try_keyring (task);
  else if (self->targets == NULL)
    exchange_code (task);
  else
    advance (task);
}

/**
 * pasar_connection_run_async:
 * @self: a connection that does not run
 * @cancellable: (nullable): stops before the next step
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Exchanges the code where there is one, tests each shop with get_shop_info, and adds it to the
 * accounts. A pair that Shopee gave is in the keyring before anything else is tried with it; what
 * was only entered is kept when the shop has answered. A shop that is connected already gets the
 * new secrets. After an error it can be run again: what is done is not done twice. Errors:
 * `PASAR_ERROR`,
 * `_PARAMETER` when something is missing; `PASAR_CREDENTIALS_ERROR`; `PASAR_STORE_ERROR`.
 */
void
pasar_connection_run_async (PasarConnection *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PASAR_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_connection_run_async);
  g_task_set_check_cancellable (task, FALSE);
  for (guint i = 0; self->targets != NULL && i < self->targets->len; i++)
    ((Target *) g_ptr_array_index (self->targets, i))->has_failed = FALSE;
  if (self->request_error == NULL)
    go_on (task);
  else
    fail (task, g_error_copy (self->request_error));
}

/**
 * pasar_connection_run_finish:
 * @self: a connection
 * @result: what the callback was given
 * @n_missed: (out) (optional): how many more shops were authorised but could not be connected;
 * another run tries them again
 * @error: return location
 *
 * The same connection can be run again after an error, and goes on where it stopped.
 *
 * Returns: (transfer full) (element-type PasarAccount): the shops that are connected now, at least
 * one
 */
GPtrArray *
pasar_connection_run_finish (PasarConnection *self,
                             GAsyncResult *result,
                             guint *n_missed,
                             GError **error)
{
  GPtrArray *connected;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_connection_run_async), NULL);
  connected = g_task_propagate_pointer (G_TASK (result), error);
  if (connected != NULL && n_missed != NULL)
    *n_missed = self->targets->len - connected->len;
  return connected;
}

/**
 * pasar_connection_has_pair:
 * @self: a connection
 *
 * A code is good for one use: once it is spent, only this connection can go on.
 *
 * Returns: whether Shopee gave a pair for the code, so that another run needs no new authorisation
 */
gboolean
pasar_connection_has_pair (PasarConnection *self)
{
  g_return_val_if_fail (PASAR_IS_CONNECTION (self), FALSE);
  return self->targets != NULL && self->code != NULL && self->code_error == NULL;
}
