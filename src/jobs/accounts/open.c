/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/accounts/accounts-private.h"

#include <glib/gi18n-lib.h>

/* Opening a shop: the session opens while the secrets are asked for, with or without them. */

typedef struct
{
  PasarAccount *account;     /* (owned) */
  char *base_url;            /* (nullable) */
  PasarSecretTokens *tokens; /* (owned) (nullable) */
  GError *error;             /* (nullable): why there are no tokens */
  GAsyncResult *opened;      /* (owned) (nullable): of the session, once it is there */
  gboolean is_asking;        /* the keyring */
} OpenData;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  g_clear_object (&open->account);
  g_clear_object (&open->tokens);
  g_clear_object (&open->opened);
  g_clear_error (&open->error);
  g_free (open->base_url);
  g_free (open);
}

static void
end (GTask *task)
{
  PasarAccounts *self = g_task_get_source_object (task);
  OpenData *open = g_task_get_task_data (task);
  g_autoptr (PasarSession) session = NULL;
  GError *error = NULL;

  if (open->opened == NULL || open->is_asking)
    return;
  if (g_error_matches (open->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&open->error));
      return;
    }
  /* It was opened twice at once: the first one counts. Two of one shop would both add to its log.
   */
  if (open->account->session != NULL)
    {
      g_task_return_pointer (task, g_object_ref (open->account->session), g_object_unref);
      return;
    }
  session = pasar_session_open_finish (open->opened, &error);
  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (open->tokens != NULL)
    {
      g_autoptr (PasarClient) client =
          pasar_accounts_make_client (self, open->base_url, open->account->shop, open->tokens);

      pasar_session_set_client (session, client);
    }
  g_set_weak_pointer (&open->account->session, session);
  pasar_session_set_timing (session, self->settings.timing);
  if (open->error != NULL)
    pasar_session_report (session, open->error);
  g_task_return_pointer (task, g_steal_pointer (&session), g_object_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);

  open->opened = g_object_ref (result);
  end (task);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  PasarSecretEntry *entry = PASAR_SECRET_ENTRY (source);
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autofree char *label = pasar_accounts_dup_label (open->account->shop);
  guint generation;

  secrets = pasar_secret_entry_lookup_finish (entry, result, &generation, &open->error);
  if (secrets != NULL)
    open->tokens = pasar_secret_tokens_new_keyring (entry, generation, label, secrets);
  open->is_asking = FALSE;
  end (task);
}

/* What signs the shop in: asked for while the session opens. */
static void
get_tokens (PasarAccounts *self, GTask *task)
{
  OpenData *open = g_task_get_task_data (task);
  PasarAccount *account = open->account;

  if (open->base_url == NULL)
    open->error = g_error_new_literal (
        PASAR_ERROR,
        PASAR_ERROR_AUTH,
        pasar_account_is_demo (account)
            ? _ ("The demo shop is not running.")
            : _ ("The server of this shop is not known. Connect the shop again."));
  else if (account->demo_tokens != NULL)
    open->tokens = g_object_ref (account->demo_tokens);
  else
    {
      open->is_asking = TRUE;
      pasar_secret_entry_lookup_async (pasar_accounts_get_entry (self,
                                                                 open->base_url,
                                                                 account->shop),
                                       g_task_get_cancellable (task),
                                       looked_up_cb,
                                       g_object_ref (task));
    }
}

/**
 * pasar_accounts_open_async:
 * @self: the accounts
 * @account: one of them
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when it is open
 * @user_data: for @callback
 *
 * Opens a shop: secrets from the keyring, client, cached catalogue. When the
 * secrets cannot be had the session opens all the same, with the link
 * %PASAR_LINK_SIGNED_OUT and a link message that says why. A shop that is open
 * already gives the same session; it closes when nobody holds it. Errors:
 * `PASAR_STORE_ERROR`.
 */
void
pasar_accounts_open_async (PasarAccounts *self,
                           PasarAccount *account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  OpenData *open = g_new0 (OpenData, 1);

  g_task_set_source_tag (task, pasar_accounts_open_async);
  open->account = g_object_ref (account);
  open->base_url = pasar_account_dup_base_url (account);
  g_task_set_task_data (task, open, open_data_free);
  if (account->session != NULL)
    {
      g_task_return_pointer (task, g_object_ref (account->session), g_object_unref);
      return;
    }
  get_tokens (self, task);
  pasar_session_open_async (self->store,
                            account->shop,
                            NULL,
                            cancellable,
                            opened_cb,
                            g_object_ref (task));
}

/**
 * pasar_accounts_open_finish:
 * @self: the accounts
 * @result: what the callback was given
 * @error: return location
 *
 * The session may be signed out: see [method@Session.get_link]. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full): the open shop
 */
PasarSession *
pasar_accounts_open_finish (PasarAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_accounts_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
