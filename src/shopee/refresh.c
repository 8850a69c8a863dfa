/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

/* A refresh token is good for one use (reference 2.4), so one refresh runs at a time, for all who
 * wait; it is never cancelled, and the new pair is kept until the store has taken it. A token that
 * the server called dead is not sent again: only another pair, set or found in the store, helps. */

/* Less left than this, and the token is refreshed before it is used. */
#define REFRESH_AHEAD_SECS (10 * 60)

/* A refresh whose answer is lost is tried so often: within some hours the server may give the same
 * new pair for the spent token once more (reference 2.4). */
#define REFRESH_TRIES    2
#define REFRESH_PAUSE_MS 1000

static const PasarCallSpec refresh_spec = {
  .path = "/api/v2/auth/access_token/get",
  /* Tried again here, where it is known what a refusal then means. */
  .flags = PASAR_REQUEST_POST | PASAR_REQUEST_PUBLIC | PASAR_REQUEST_NO_RESEND,
  .network_tries = 1,
  .decode = pasar_codec_read_tokens,
  .free_value = (GDestroyNotify) pasar_tokens_free,
};

typedef struct
{
  GTask *task;
  GSource *cancel_source;
} Waiter;

typedef struct
{
  PasarClient *client;
  guint generation;
  guint tries;
  GError *error; /* (nullable): why there is no new pair */
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_clear_error (&refresh->error);
  g_object_unref (refresh->client);
  g_free (refresh);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refresh, refresh_free)

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancel_source != NULL)
    g_source_destroy (waiter->cancel_source);
  g_clear_pointer (&waiter->cancel_source, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

/* Wakes all who wait. */
static void
end_refresh (PasarClient *self, const GError *error)
{
  GQueue waiters = self->refresh_waiters;

  g_queue_init (&self->refresh_waiters);
  self->refreshing = FALSE;
  while (!g_queue_is_empty (&waiters))
    {
      Waiter *waiter = g_queue_pop_head (&waiters);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_boolean (waiter->task, TRUE);
      waiter_free (waiter);
    }
}

/* Forgets what became of earlier refreshes: the client has another pair. */
static void
forget_refusal (PasarClient *self)
{
  g_clear_error (&self->refusal);
  self->refresh_lost = FALSE;
}

/* A pair that another than this refresh gave: nothing is known of it. */
static void
take_tokens (PasarClient *self, PasarTokens *tokens)
{
  pasar_tokens_free (self->tokens);
  self->tokens = tokens;
  forget_refusal (self);
}

/* Whether other tokens were given meanwhile, so that what this refresh brings is of no use. */
static gboolean
is_overtaken (const Refresh *refresh)
{
  return refresh->generation != refresh->client->token_generation;
}

static gboolean
is_newer (const PasarTokens *stored, const PasarTokens *ours)
{
  if (stored == NULL || stored->access_token == NULL || stored->refresh_token == NULL)
    return FALSE;
  return ours == NULL || g_strcmp0 (stored->refresh_token, ours->refresh_token) != 0;
}

/* The words for a spent token are those for a wrong one (reference 2.5): when an earlier answer was
 * lost, it is this. */
static void
explain_lost_answer (PasarClient *self, GError *refusal)
{
  const char *code = pasar_error_get_server_code (refusal);

  if (!self->refresh_lost
      || (g_strcmp0 (code, "error_auth") != 0 && g_strcmp0 (code, "error_shop_refresh_token") != 0))
    return;
  g_free (refusal->message);
  refusal->message = g_strdup (_ (
      "Shopee renewed the sign-in of this shop, but its answer was lost on the way, and the old sign-in counts no longer."));
}

/* The pair is dead: unless the store gave a newer one, nothing is sent until one comes. */
static void
end_refused (Refresh *refresh, PasarTokens *stored)
{
  PasarClient *self = refresh->client;

  if (is_overtaken (refresh))
    {
      pasar_tokens_free (stored);
      end_refresh (self, NULL);
      return;
    }
  if (is_newer (stored, self->tokens))
    {
      take_tokens (self, stored);
      end_refresh (self, NULL);
      return;
    }
  pasar_tokens_free (stored);
  if (self->refusal == NULL)
    {
      explain_lost_answer (self, refresh->error);
      self->refusal = g_steal_pointer (&refresh->error);
    }
  end_refresh (self, self->refusal);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarTokenStore *store = PASAR_TOKEN_STORE (source);

  end_refused (refresh, PASAR_TOKEN_STORE_GET_IFACE (store)->load_finish (store, result, NULL));
}

/* Looks for a pair that another has kept. Takes @refresh over. */
static void
load_stored (Refresh *refresh)
{
  PasarTokenStore *store = refresh->client->token_store;

  if (store == NULL)
    {
      end_refused (refresh, NULL);
      refresh_free (refresh);
      return;
    }
  PASAR_TOKEN_STORE_GET_IFACE (store)->load_async (store, NULL, loaded_cb, refresh);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarClient *self = refresh->client;
  PasarTokenStore *store = PASAR_TOKEN_STORE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ours = NULL;

  PASAR_TOKEN_STORE_GET_IFACE (store)->save_finish (store, result, &error);
  if (is_overtaken (refresh))
    {
      end_refresh (self, NULL);
      return;
    }
  if (error == NULL)
    {
      take_tokens (self, g_steal_pointer (&self->unsaved_tokens));
      end_refresh (self, NULL);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_clear_pointer (&self->unsaved_tokens, pasar_tokens_free);
      refresh->error = pasar_error_new_local (PASAR_ERROR_AUTH, NULL);
      load_stored (g_steal_pointer (&refresh));
      return;
    }
  ours = pasar_error_new_local (PASAR_ERROR_TOKEN_STORE, "%s", error->message);
  end_refresh (self, ours);
}

/* Takes @refresh over. */
static void
save_unsaved (Refresh *refresh)
{
  PasarClient *self = refresh->client;
  PasarTokenStore *store = self->token_store;

  if (store == NULL)
    {
      take_tokens (self, g_steal_pointer (&self->unsaved_tokens));
      end_refresh (self, NULL);
      refresh_free (refresh);
      return;
    }
  PASAR_TOKEN_STORE_GET_IFACE (store)->save_async (store,
                                                   self->unsaved_tokens,
                                                   NULL,
                                                   saved_cb,
                                                   refresh);
}

static void send_refresh (Refresh *refresh);

static gboolean
paused_cb (gpointer user_data)
{
  send_refresh (user_data);
  return G_SOURCE_REMOVE;
}

static void
send_again (Refresh *refresh)
{
  g_autoptr (GSource) source =
      g_timeout_source_new ((guint) (REFRESH_PAUSE_MS * refresh->client->backoff_scale));

  g_clear_error (&refresh->error);
  g_source_set_callback (source, paused_cb, refresh, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
refresh_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarClient *self = refresh->client;
  PasarTokens *tokens;

  tokens = pasar_engine_run_finish (self, result, refresh_answered_cb, &refresh->error);
  if (is_overtaken (refresh))
    {
      pasar_tokens_free (tokens);
      end_refresh (self, NULL);
    }
  else if (tokens != NULL)
    {
      g_clear_pointer (&self->unsaved_tokens, pasar_tokens_free);
      self->unsaved_tokens = tokens;
      save_unsaved (g_steal_pointer (&refresh));
    }
  else if (g_error_matches (refresh->error, PASAR_ERROR, PASAR_ERROR_AUTH))
    load_stored (g_steal_pointer (&refresh));
  else
    {
      self->refresh_lost |= pasar_error_leaves_outcome_open (refresh->error);
      if (self->refresh_lost && refresh->tries < REFRESH_TRIES)
        send_again (g_steal_pointer (&refresh));
      else
        end_refresh (self, refresh->error);
    }
}

/* Takes @refresh over. */
static void
send_refresh (Refresh *refresh)
{
  PasarClient *self = refresh->client;
  PasarCallInput input = { 0 };

  if (is_overtaken (refresh))
    {
      end_refresh (self, NULL);
      refresh_free (refresh);
      return;
    }
  refresh->tries++;
  input.body = pasar_codec_write_refresh_request (self->tokens->refresh_token,
                                                  self->partner_id,
                                                  self->shop_id);
  pasar_engine_run_async (self,
                          &refresh_spec,
                          input,
                          refresh_answered_cb,
                          NULL,
                          refresh_answered_cb,
                          refresh);
}

static void
start_refresh (PasarClient *self)
{
  g_autoptr (Refresh) refresh = g_new0 (Refresh, 1);

  self->refreshing = TRUE;
  refresh->client = g_object_ref (self);
  refresh->generation = self->token_generation;
  if (self->unsaved_tokens != NULL)
    save_unsaved (g_steal_pointer (&refresh));
  else if (self->refusal != NULL)
    load_stored (g_steal_pointer (&refresh));
  else if (self->tokens == NULL || self->tokens->refresh_token == NULL
           || *self->tokens->refresh_token == '\0')
    {
      refresh->error = pasar_error_new_local (PASAR_ERROR_AUTH, "%s", _ ("no refresh token"));
      end_refresh (self, refresh->error);
    }
  else
    send_refresh (g_steal_pointer (&refresh));
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  PasarClient *self = g_task_get_source_object (waiter->task);

  g_queue_remove (&self->refresh_waiters, waiter);
  g_task_return_error_if_cancelled (waiter->task);
  waiter_free (waiter);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_client_refresh_token_async:
 * @self: a client
 * @cancellable: (nullable): stops the waiting, not the refresh itself
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Gets a new token pair for the client's shop (`auth/access_token/get`, reference 2.3). While one
 * refresh runs, who asks waits for that one. The pair is kept in the token store before it is used;
 * one that could not be kept is tried to be kept again by the next call that needs it. A refresh
 * without a clear answer is sent once more; a refusal is remembered until another pair comes.
 */
void
pasar_client_refresh_token_async (PasarClient *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Waiter *waiter;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_client_refresh_token_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  waiter = g_new0 (Waiter, 1);
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancel_source,
                             G_SOURCE_FUNC (waiter_cancelled_cb),
                             waiter,
                             NULL);
      g_source_attach (waiter->cancel_source, g_task_get_context (task));
    }
  g_queue_push_tail (&self->refresh_waiters, waiter);
  if (!self->refreshing)
    start_refresh (self);
}

/**
 * pasar_client_refresh_token_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Answers all who waited for the same refresh.
 *
 * Returns: %TRUE when the client has a new pair; %FALSE with %PASAR_ERROR_AUTH when the seller must
 *   authorise again, %PASAR_ERROR_TOKEN_STORE when the pair could not be kept, or the error of the
 *   call
 */
gboolean
pasar_client_refresh_token_finish (PasarClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_client_refresh_token_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_client_needs_refresh:
 * @self: a client
 *
 * Returns: whether a call must see to the token before it is sent
 */
gboolean
pasar_client_needs_refresh (PasarClient *self)
{
  if (self->refreshing || self->unsaved_tokens != NULL || self->refusal != NULL)
    return TRUE;
  if (self->tokens == NULL || self->tokens->refresh_token == NULL
      || *self->tokens->refresh_token == '\0')
    return FALSE;
  return self->tokens->expires_at != 0
         && self->tokens->expires_at - pasar_client_get_server_time (self) < REFRESH_AHEAD_SECS;
}

static char *
dup_trimmed (const char *text)
{
  return text != NULL ? g_strstrip (g_strdup (text)) : NULL;
}

/**
 * pasar_client_set_tokens:
 * @self: a client
 * @tokens: (nullable): a pair; blanks around the tokens are dropped
 *
 * Gives the client a pair to use, without storing it. A refresh that is under way is not used any
 * more.
 */
void
pasar_client_set_tokens (PasarClient *self, const PasarTokens *tokens)
{
  PasarTokens *copy = NULL;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  if (tokens != NULL)
    {
      copy = pasar_tokens_new (NULL, NULL, tokens->expires_at);
      copy->access_token = dup_trimmed (tokens->access_token);
      copy->refresh_token = dup_trimmed (tokens->refresh_token);
    }
  g_clear_pointer (&self->unsaved_tokens, pasar_tokens_free);
  take_tokens (self, copy);
  self->token_generation++;
}

/**
 * pasar_client_dup_tokens:
 * @self: a client
 *
 * They may be newer than those that were set: the client refreshes by itself.
 *
 * Returns: (transfer full) (nullable): the pair in use
 */
PasarTokens *
pasar_client_dup_tokens (PasarClient *self)
{
  g_return_val_if_fail (PASAR_IS_CLIENT (self), NULL);

  return pasar_tokens_copy (self->tokens);
}

/**
 * pasar_client_set_token_store:
 * @self: a client
 * @store: (nullable): where new pairs are kept; %NULL keeps them in memory only
 *
 * Sets where new token pairs are kept before they are used.
 */
void
pasar_client_set_token_store (PasarClient *self, PasarTokenStore *store)
{
  g_return_if_fail (PASAR_IS_CLIENT (self));

  g_set_object (&self->token_store, store);
}
