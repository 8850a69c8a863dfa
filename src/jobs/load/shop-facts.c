/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/shop-facts-private.h"

#define N_CALLS 2

typedef struct
{
  PasarShopFacts *facts;
  guint n_waiting;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  pasar_shop_facts_free (reading->facts);
  g_free (reading);
}

/**
 * pasar_shop_facts_free:
 * @self: (nullable): facts
 *
 * Frees them.
 */
void
pasar_shop_facts_free (PasarShopFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->info, pasar_shop_info_free);
  g_free (self->limit);
  g_free (self);
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
                           g_steal_pointer (&reading->facts),
                           (GDestroyNotify) pasar_shop_facts_free);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reading->facts->info = pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);
  take_answer (task, "own data", error);
}

static void
limit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reading->facts->limit =
      pasar_client_get_item_limit_finish (PASAR_CLIENT (source), result, &error);
  take_answer (task, "limits", error);
}

/**
 * pasar_shop_facts_read_async:
 * @client: the shop's client
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when all has been asked
 * @user_data: for @callback
 *
 * Asks for what is read once for a shop.
 */
void
pasar_shop_facts_read_async (PasarClient *client,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, pasar_shop_facts_read_async);
  g_task_set_check_cancellable (task, FALSE);
  reading->facts = g_new0 (PasarShopFacts, 1);
  reading->n_waiting = N_CALLS;
  g_task_set_task_data (task, reading, reading_free);
  pasar_client_get_shop_info_async (client, cancellable, info_cb, g_object_ref (task));
  pasar_client_get_item_limit_async (client, 0, cancellable, limit_cb, g_object_ref (task));
}

/**
 * pasar_shop_facts_read_finish:
 * @client: the shop's client
 * @result: what the callback was given
 *
 * Returns: (transfer full): what could be read
 */
PasarShopFacts *
pasar_shop_facts_read_finish (PasarClient *client, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_shop_facts_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
