/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/margin.h"
#include "jobs/session/session-private.h"

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_store_finish (PASAR_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * pasar_session_set_fee_async:
 * @self: a session
 * @fee: what is taken of each price that is paid, in hundredths of a percent
 * @callback: (scope async): called when it is on disk, or could not be written
 * @user_data: for @callback
 *
 * Margins are without it from now on. Errors: `PASAR_STORE_ERROR`; then that is so until the shop
 * is closed.
 */
void
pasar_session_set_fee_async (PasarSession *self,
                             gint64 fee,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pasar_session_set_fee_async);
  pasar_catalogue_set_fee (self->catalogue, fee);
  pasar_store_set_fee_async (self->store,
                             self->shop->id,
                             pasar_catalogue_get_fee (self->catalogue),
                             NULL,
                             kept_cb,
                             task);
}

/**
 * pasar_session_set_fee_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_session_set_fee_async().
 *
 * Returns: whether it is on disk
 */
gboolean
pasar_session_set_fee_finish (PasarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
