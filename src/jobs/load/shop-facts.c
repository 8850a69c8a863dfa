/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/shop-facts-private.h"

#include "jobs/session/limits-private.h"

#define N_CALLS 3

typedef struct
{
  PasarShopInfo *info; /* (nullable) */
  guint n_waiting;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->info, pasar_shop_info_free);
  g_free (reading);
}

/* A load is worth as much without these facts: a failure is only told. */
static void
take_answer (GTask *task, const char *what, const GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (error != NULL)
    g_debug ("The shop's %s could not be read: %s", what, error->message);
  if (--reading->n_waiting == 0)
    g_task_return_pointer (task,
                           g_steal_pointer (&reading->info),
                           (GDestroyNotify) pasar_shop_info_free);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reading->info = pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);
  take_answer (task, "own data", error);
}

static void
limit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree PasarItemLimit *limit =
      pasar_client_get_item_limit_finish (PASAR_CLIENT (source), result, &error);

  if (limit != NULL)
    pasar_session_take_limits (g_task_get_source_object (task), 0, limit);
  take_answer (task, "limits", error);
}

static void
holiday_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree PasarHolidayMode *mode =
      pasar_client_get_shop_holiday_mode_finish (PASAR_CLIENT (source), result, &error);

  /* Where it cannot be read the shop is not locked: it says so itself. */
  pasar_catalogue_set_holiday (pasar_session_get_catalogue (g_task_get_source_object (task)),
                               mode != NULL && mode->is_on && !mode->is_partial);
  take_answer (task, "holiday mode", error);
}

/**
 * pasar_shop_facts_read_async:
 * @session: an open shop that is signed in
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when all has been asked
 * @user_data: for @callback
 *
 * Asks for what is read once for a shop. The session takes what the shop allows in general and
 * whether it is on holiday.
 */
void
pasar_shop_facts_read_async (PasarSession *session,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  PasarClient *client = pasar_session_get_client (session);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, pasar_shop_facts_read_async);
  g_task_set_check_cancellable (task, FALSE);
  reading->n_waiting = N_CALLS;
  g_task_set_task_data (task, reading, reading_free);
  pasar_client_get_shop_info_async (client, cancellable, info_cb, g_object_ref (task));
  pasar_client_get_item_limit_async (client, 0, cancellable, limit_cb, g_object_ref (task));
  pasar_client_get_shop_holiday_mode_async (client, cancellable, holiday_cb, g_object_ref (task));
}

/**
 * pasar_shop_facts_read_finish:
 * @session: an open shop
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): what the shop says of itself, where it could be read
 */
PasarShopInfo *
pasar_shop_facts_read_finish (PasarSession *session, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_shop_facts_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
