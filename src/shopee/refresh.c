/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

/* A refresh token is good for one use (reference 2.4), so one refresh runs at a time, for all who
 * wait; it is never cancelled, and the new pair is kept until the store has taken it. */

/* Less left than this, and the token is refreshed before it is used. */
#define REFRESH_AHEAD_SECS (10 * 60)

static const PasarCallSpec refresh_spec = {
  .path = "/api/v2/auth/access_token/get",
  .flags = PASAR_CALL_POST | PASAR_CALL_PUBLIC,
  .network_tries = 2,
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
  GError *refused;
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_clear_error (&refresh->refused);
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

static void
adopt_unsaved (PasarClient *self)
{
  g_clear_pointer (&self->tokens, pasar_tokens_free);
  self->tokens = g_steal_pointer (&self->unsaved_tokens);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarClient *self = refresh->client;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) ours = NULL;

  if (PASAR_TOKEN_STORE_GET_IFACE (source)->save_finish (PASAR_TOKEN_STORE (source),
                                                         result,
                                                         &error))
    {
      if (self->unsaved_tokens != NULL && refresh->generation == self->token_generation)
        adopt_unsaved (self);
      end_refresh (self, NULL);
      return;
    }
  ours = pasar_error_new_local (PASAR_ERROR_TOKEN_STORE, "%s", error->message);
  end_refresh (self, ours);
}

static void
save_unsaved (Refresh *refresh)
{
  PasarClient *self = refresh->client;
  PasarTokenStore *store = self->token_store;

  if (store == NULL)
    {
      adopt_unsaved (self);
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

static gboolean
is_newer (const PasarTokens *stored, const PasarTokens *ours)
{
  if (stored == NULL || stored->access_token == NULL || stored->refresh_token == NULL)
    return FALSE;
  return ours == NULL || g_strcmp0 (stored->refresh_token, ours->refresh_token) != 0;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarClient *self = refresh->client;
  g_autoptr (PasarTokens) stored =
      PASAR_TOKEN_STORE_GET_IFACE (source)->load_finish (PASAR_TOKEN_STORE (source), result, NULL);

  if (refresh->generation != self->token_generation)
    {
      end_refresh (self, NULL);
      return;
    }
  if (!is_newer (stored, self->tokens))
    {
      end_refresh (self, refresh->refused);
      return;
    }
  g_clear_pointer (&self->tokens, pasar_tokens_free);
  self->tokens = g_steal_pointer (&stored);
  end_refresh (self, NULL);
}

static void
refresh_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  PasarClient *self = refresh->client;
  PasarTokens *tokens;

  tokens = pasar_engine_run_finish (self, result, refresh_answered_cb, &refresh->refused);
  if (refresh->generation != self->token_generation)
    {
      /* Other tokens were given meanwhile: this pair is of no use any more. */
      pasar_tokens_free (tokens);
      end_refresh (self, NULL);
      return;
    }
  if (tokens != NULL)
    {
      g_clear_pointer (&self->unsaved_tokens, pasar_tokens_free);
      self->unsaved_tokens = tokens;
      save_unsaved (g_steal_pointer (&refresh));
      return;
    }
  if (self->token_store != NULL && refresh->refused->code == PASAR_ERROR_AUTH)
    {
      PasarTokenStore *store = self->token_store;

      PASAR_TOKEN_STORE_GET_IFACE (store)->load_async (store,
                                                       NULL,
                                                       loaded_cb,
                                                       g_steal_pointer (&refresh));
      return;
    }
  end_refresh (self, refresh->refused);
}

static void
start_refresh (PasarClient *self)
{
  g_autoptr (Refresh) refresh = g_new0 (Refresh, 1);
  PasarCallInput input = { 0 };

  self->refreshing = TRUE;
  refresh->client = g_object_ref (self);
  refresh->generation = self->token_generation;
  if (self->unsaved_tokens != NULL)
    {
      save_unsaved (g_steal_pointer (&refresh));
      return;
    }
  if (self->tokens == NULL || self->tokens->refresh_token == NULL
      || *self->tokens->refresh_token == '\0')
    {
      refresh->refused = pasar_error_new_local (PASAR_ERROR_AUTH, "%s", _ ("no refresh token"));
      end_refresh (self, refresh->refused);
      return;
    }
  input.body = pasar_codec_write_refresh_request (self->tokens->refresh_token,
                                                  self->partner_id,
                                                  self->shop_id);
  pasar_engine_run_async (self,
                          &refresh_spec,
                          input,
                          refresh_answered_cb,
                          NULL,
                          refresh_answered_cb,
                          g_steal_pointer (&refresh));
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
 * one that could not be kept is tried to be kept again by the next call that needs it.
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
  if (self->refreshing || self->unsaved_tokens != NULL)
    return TRUE;
  if (self->tokens == NULL || self->tokens->refresh_token == NULL
      || *self->tokens->refresh_token == '\0')
    return FALSE;
  return self->tokens->expires_at != 0
         && self->tokens->expires_at - pasar_client_get_server_time (self) < REFRESH_AHEAD_SECS;
}
