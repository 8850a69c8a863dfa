/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/secret-entry-private.h"

struct _PasarSecretEntry
{
  GObject parent_instance;

  char *host;
  gint64 partner_id;
  gint64 shop_id;
  guint generation; /* of what is kept */
  GQueue waiting;   /* GTask: each owns itself */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (PasarSecretEntry, pasar_secret_entry, G_TYPE_OBJECT)

/* What a task does when it is its turn. */
typedef struct
{
  void (*run) (GTask *task);
  guint generation; /* of what a store is based on; at the end of what is kept */
  char *label;
  PasarSecrets *secrets;
} Turn;

static void
turn_free (Turn *turn)
{
  g_free (turn->label);
  pasar_secrets_free (turn->secrets);
  g_free (turn);
}

static void
pasar_secret_entry_finalize (GObject *object)
{
  g_free (PASAR_SECRET_ENTRY (object)->host);
  G_OBJECT_CLASS (pasar_secret_entry_parent_class)->finalize (object);
}

static void
pasar_secret_entry_class_init (PasarSecretEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_secret_entry_finalize;
}

static void
pasar_secret_entry_init (PasarSecretEntry *self)
{
  self->generation = PASAR_SECRET_ENTRY_ANEW + 1;
  g_queue_init (&self->waiting);
}

/**
 * pasar_secret_entry_new:
 * @host: base URL of the host
 * @partner_id: the app
 * @shop_id: the shop
 *
 * Returns: (transfer full): the entry of that shop; there must be only one
 */
PasarSecretEntry *
pasar_secret_entry_new (const char *host, gint64 partner_id, gint64 shop_id)
{
  PasarSecretEntry *self = g_object_new (PASAR_TYPE_SECRET_ENTRY, NULL);

  self->host = g_strdup (host);
  self->partner_id = partner_id;
  self->shop_id = shop_id;
  return self;
}

static void
run_next (PasarSecretEntry *self)
{
  GTask *task = g_queue_pop_head (&self->waiting);

  self->is_busy = task != NULL;
  if (task != NULL)
    ((Turn *) g_task_get_task_data (task))->run (task);
}

static void
queue (PasarSecretEntry *self,
       gpointer source_tag,
       Turn turn,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_memdup2 (&turn, sizeof turn), (GDestroyNotify) turn_free);
  g_queue_push_tail (&self->waiting, task);
  if (!self->is_busy)
    run_next (self);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSecretEntry *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  PasarSecrets *secrets = pasar_credentials_lookup_finish (result, &error);

  turn->generation = self->generation;
  run_next (self);
  if (secrets != NULL)
    g_task_return_pointer (task, secrets, (GDestroyNotify) pasar_secrets_free);
  else
    g_task_return_error (task, error);
}

static void
run_lookup (GTask *task)
{
  const PasarSecretEntry *self = g_task_get_source_object (task);

  pasar_credentials_lookup_async (self->host,
                                  self->partner_id,
                                  self->shop_id,
                                  g_task_get_cancellable (task),
                                  looked_up_cb,
                                  task);
}

/**
 * pasar_secret_entry_lookup_async:
 * @self: an entry
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Reads what is kept, see pasar_credentials_lookup_async().
 */
void
pasar_secret_entry_lookup_async (PasarSecretEntry *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const Turn turn = { .run = run_lookup };

  queue (self, pasar_secret_entry_lookup_async, turn, cancellable, callback, user_data);
}

/**
 * pasar_secret_entry_lookup_finish:
 * @self: an entry
 * @result: what the callback was given
 * @generation: (out) (optional): of what is kept
 * @error: return location, see pasar_credentials_lookup_finish()
 *
 * Returns: (transfer full) (nullable): what is kept
 */
PasarSecrets *
pasar_secret_entry_lookup_finish (PasarSecretEntry *self,
                                  GAsyncResult *result,
                                  guint *generation,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_secret_entry_lookup_async), NULL);
  if (generation != NULL)
    *generation = ((Turn *) g_task_get_task_data (G_TASK (result)))->generation;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSecretEntry *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (pasar_credentials_store_finish (result, &error))
    ((Turn *) g_task_get_task_data (task))->generation = ++self->generation;
  run_next (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
run_store (GTask *task)
{
  PasarSecretEntry *self = g_task_get_source_object (task);
  const Turn *turn = g_task_get_task_data (task);

  if (turn->generation != PASAR_SECRET_ENTRY_ANEW && turn->generation != self->generation)
    {
      run_next (self);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS, "newer secrets are kept");
      g_object_unref (task);
      return;
    }
  pasar_credentials_store_async (self->host,
                                 self->partner_id,
                                 self->shop_id,
                                 turn->label,
                                 turn->secrets,
                                 g_task_get_cancellable (task),
                                 stored_cb,
                                 task);
}

/**
 * pasar_secret_entry_store_async:
 * @self: an entry
 * @generation: what @secrets follow on, as the last lookup or store said, or
 * %PASAR_SECRET_ENTRY_ANEW
 * @label: what the keyring's own tools show
 * @secrets: what is to be kept; copied
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Keeps secrets in the place of those that they follow on.
 */
void
pasar_secret_entry_store_async (PasarSecretEntry *self,
                                guint generation,
                                const char *label,
                                const PasarSecrets *secrets,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const Turn turn = { .run = run_store,
                      .generation = generation,
                      .label = g_strdup (label),
                      .secrets = pasar_secrets_copy (secrets) };

  queue (self, pasar_secret_entry_store_async, turn, cancellable, callback, user_data);
}

/**
 * pasar_secret_entry_store_finish:
 * @self: an entry
 * @result: what the callback was given
 * @generation: (out): of what is kept now; left alone on failure
 * @error: return location: %G_IO_ERROR_EXISTS when newer secrets are kept already, or as
 *   pasar_credentials_store_finish() says
 *
 * Returns: whether they are kept
 */
gboolean
pasar_secret_entry_store_finish (PasarSecretEntry *self,
                                 GAsyncResult *result,
                                 guint *generation,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_secret_entry_store_async), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *generation = ((Turn *) g_task_get_task_data (G_TASK (result)))->generation;
  return TRUE;
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSecretEntry *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (pasar_credentials_clear_finish (result, &error))
    self->generation++;
  run_next (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
run_clear (GTask *task)
{
  const PasarSecretEntry *self = g_task_get_source_object (task);

  pasar_credentials_clear_async (self->host,
                                 self->partner_id,
                                 self->shop_id,
                                 g_task_get_cancellable (task),
                                 cleared_cb,
                                 task);
}

/**
 * pasar_secret_entry_clear_async:
 * @self: an entry
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called at the end
 * @user_data: for @callback
 *
 * Removes what is kept; nobody can store what follows on it.
 */
void
pasar_secret_entry_clear_async (PasarSecretEntry *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const Turn turn = { .run = run_clear };

  queue (self, pasar_secret_entry_clear_async, turn, cancellable, callback, user_data);
}

/**
 * pasar_secret_entry_clear_finish:
 * @self: an entry
 * @result: what the callback was given
 * @error: return location, see pasar_credentials_clear_finish()
 *
 * Returns: whether nothing is kept any more
 */
gboolean
pasar_secret_entry_clear_finish (PasarSecretEntry *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_secret_entry_clear_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
