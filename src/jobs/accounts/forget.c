/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/accounts-private.h"
#include "jobs/session/session-private.h"

/* Forgetting a shop: its secrets first, then all that is kept of it. */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarAccounts *self = g_task_get_source_object (task);
  PasarAccount *account = g_task_get_task_data (task);
  GError *error = NULL;
  guint position;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    {
      if (account->session != NULL)
        pasar_session_set_forgotten (account->session, FALSE);
      g_task_return_error (task, error);
      return;
    }
  if (account->session != NULL)
    pasar_session_set_client (account->session, NULL);
  g_clear_weak_pointer (&account->session);
  if (g_ptr_array_find (self->accounts, account, &position))
    {
      g_ptr_array_remove_index (self->accounts, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  g_task_return_boolean (task, TRUE);
}

static void
remove_from_store (GTask *task)
{
  PasarAccounts *self = g_task_get_source_object (task);
  PasarAccount *account = g_task_get_task_data (task);

  if (account->session != NULL)
    pasar_session_set_forgotten (account->session, TRUE);
  pasar_store_remove_shop_async (self->store,
                                 account->shop->id,
                                 NULL,
                                 removed_cb,
                                 g_object_ref (task));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_secret_entry_clear_finish (PASAR_SECRET_ENTRY (source), result, &error))
    remove_from_store (task);
  else
    g_task_return_error (task, error);
}

/**
 * pasar_accounts_forget_async:
 * @self: the accounts
 * @account: one of them
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when it is forgotten
 * @user_data: for @callback
 *
 * Forgets a shop: secrets, cache, staged edits and journal. Errors:
 * `PASAR_CREDENTIALS_ERROR` (nothing is forgotten then), `PASAR_STORE_ERROR`.
 */
void
pasar_accounts_forget_async (PasarAccounts *self,
                             PasarAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *base_url = pasar_account_dup_base_url (account);

  g_task_set_source_tag (task, pasar_accounts_forget_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  if (pasar_account_is_demo (account) || base_url == NULL)
    remove_from_store (task);
  else
    pasar_secret_entry_clear_async (pasar_accounts_get_entry (self, base_url, account->shop),
                                    cancellable,
                                    cleared_cb,
                                    g_object_ref (task));
}

/**
 * pasar_accounts_forget_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_CREDENTIALS_ERROR`, nothing being forgotten then; `PASAR_STORE_ERROR`.
 *
 * Returns: whether it is forgotten
 */
gboolean
pasar_accounts_forget_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_forget_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
