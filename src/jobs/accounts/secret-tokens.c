/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/secret-tokens-private.h"

struct _PasarSecretTokens
{
  GObject parent_instance;

  PasarSecrets *secrets;   /* (owned): as last read or kept */
  PasarSecretEntry *entry; /* (owned) (nullable): in memory only */
  guint generation;        /* of the entry, that @secrets are */
  char *label;
};

static void pasar_secret_tokens_store_init (PasarTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarSecretTokens,
                               pasar_secret_tokens,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_TOKEN_STORE,
                                                      pasar_secret_tokens_store_init))

static void
pasar_secret_tokens_finalize (GObject *object)
{
  PasarSecretTokens *self = PASAR_SECRET_TOKENS (object);

  g_clear_pointer (&self->secrets, pasar_secrets_free);
  g_clear_object (&self->entry);
  g_free (self->label);
  G_OBJECT_CLASS (pasar_secret_tokens_parent_class)->finalize (object);
}

static void
pasar_secret_tokens_class_init (PasarSecretTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_secret_tokens_finalize;
}

static void
pasar_secret_tokens_init (PasarSecretTokens *self)
{
}

static void
take_secrets (PasarSecretTokens *self, PasarSecrets *secrets)
{
  g_clear_pointer (&self->secrets, pasar_secrets_free);
  self->secrets = secrets;
}

static void
return_tokens (GTask *task, const PasarSecrets *secrets)
{
  g_task_return_pointer (task,
                         pasar_tokens_new (secrets->access_token,
                                           secrets->refresh_token,
                                           secrets->expires_at),
                         (GDestroyNotify) pasar_tokens_free);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSecretTokens *self = g_task_get_source_object (task);
  g_autoptr (PasarSecrets) kept = NULL;
  GError *error = NULL;

  kept = pasar_secret_entry_lookup_finish (self->entry, result, &self->generation, &error);
  if (kept == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* The client goes on to sign with the key that it has. */
  take_secrets (self,
                pasar_secrets_new (self->secrets->partner_key,
                                   kept->access_token,
                                   kept->refresh_token,
                                   kept->expires_at));
  return_tokens (task, kept);
}

static void
pasar_secret_tokens_load_async (PasarTokenStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PasarSecretTokens *self = PASAR_SECRET_TOKENS (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, pasar_secret_tokens_load_async);
  if (self->entry != NULL)
    pasar_secret_entry_lookup_async (self->entry, cancellable, looked_up_cb, g_object_ref (task));
  else
    return_tokens (task, self->secrets);
}

static PasarTokens *
pasar_secret_tokens_load_finish (PasarTokenStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_secret_tokens_load_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSecretTokens *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!pasar_secret_entry_store_finish (self->entry, result, &self->generation, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  take_secrets (self, pasar_secrets_copy (g_task_get_task_data (task)));
  g_task_return_boolean (task, TRUE);
}

static void
pasar_secret_tokens_save_async (PasarTokenStore *store,
                                const PasarTokens *tokens,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PasarSecretTokens *self = PASAR_SECRET_TOKENS (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PasarSecrets *secrets = pasar_secrets_new (self->secrets->partner_key,
                                             tokens->access_token,
                                             tokens->refresh_token,
                                             tokens->expires_at);

  g_task_set_source_tag (task, pasar_secret_tokens_save_async);
  if (self->entry != NULL)
    {
      g_task_set_task_data (task, secrets, (GDestroyNotify) pasar_secrets_free);
      pasar_secret_entry_store_async (self->entry,
                                      self->generation,
                                      self->label,
                                      secrets,
                                      cancellable,
                                      stored_cb,
                                      g_object_ref (task));
      return;
    }
  take_secrets (self, secrets);
  g_task_return_boolean (task, TRUE);
}

static gboolean
pasar_secret_tokens_save_finish (PasarTokenStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_secret_tokens_save_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
pasar_secret_tokens_store_init (PasarTokenStoreInterface *iface)
{
  iface->load_async = pasar_secret_tokens_load_async;
  iface->load_finish = pasar_secret_tokens_load_finish;
  iface->save_async = pasar_secret_tokens_save_async;
  iface->save_finish = pasar_secret_tokens_save_finish;
}

/**
 * pasar_secret_tokens_new_memory:
 * @secrets: partner key and first pair
 *
 * Returns: (transfer full): a token store that lasts as long as the object
 */
PasarSecretTokens *
pasar_secret_tokens_new_memory (const PasarSecrets *secrets)
{
  PasarSecretTokens *self = g_object_new (PASAR_TYPE_SECRET_TOKENS, NULL);

  self->secrets = pasar_secrets_copy (secrets);
  return self;
}

/**
 * pasar_secret_tokens_new_keyring:
 * @entry: what the keyring keeps of the shop
 * @generation: of @entry, that @secrets are; %PASAR_SECRET_ENTRY_ANEW when they are not kept yet
 * and are newer than what is
 * @label: what the keyring's own tools show
 * @secrets: partner key and first pair
 *
 * Returns: (transfer full): a token store in the keyring, which keeps no pair in the place of a
 * newer one
 */
PasarSecretTokens *
pasar_secret_tokens_new_keyring (PasarSecretEntry *entry,
                                 guint generation,
                                 const char *label,
                                 const PasarSecrets *secrets)
{
  PasarSecretTokens *self = pasar_secret_tokens_new_memory (secrets);

  self->entry = g_object_ref (entry);
  self->generation = generation;
  self->label = g_strdup (label);
  return self;
}

/**
 * pasar_secret_tokens_set_label:
 * @self: a token store
 * @label: what the keyring's own tools show from the next pair on
 *
 * Names what is kept.
 */
void
pasar_secret_tokens_set_label (PasarSecretTokens *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
}

/**
 * pasar_secret_tokens_get_secrets:
 * @self: a token store
 *
 * Returns: (transfer none): the secrets as last read or kept
 */
const PasarSecrets *
pasar_secret_tokens_get_secrets (PasarSecretTokens *self)
{
  g_return_val_if_fail (PASAR_IS_SECRET_TOKENS (self), NULL);
  return self->secrets;
}
