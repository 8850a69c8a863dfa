/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"

#include <glib/gi18n-lib.h>

/* Reads of a session that do not touch the catalogue: one item in full, and the boost slots. */

/* A boost that began so much later than it was sent may have been made by somebody else. */
#define LATE_BOOST_SECS (15 * 60)

/**
 * pasar_item_details_free:
 * @self: (nullable): details of an item
 *
 * Frees them.
 */
void
pasar_item_details_free (PasarItemDetails *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->info, pasar_item_info_free);
  g_clear_pointer (&self->models, pasar_model_list_free);
  g_clear_pointer (&self->promotions, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  PasarItemDetails *details;
  gint64 item_id;
  guint n_waiting;
  GError *error;
} DetailsData;

static void
details_data_free (gpointer data)
{
  DetailsData *details = data;

  pasar_item_details_free (details->details);
  g_clear_error (&details->error);
  g_free (details);
}

/* One of the answers has come; the last one ends the task. */
static void
details_answered (GTask *task)
{
  DetailsData *data = g_task_get_task_data (task);
  PasarSession *self = g_task_get_source_object (task);

  if (--data->n_waiting != 0)
    return;
  pasar_session_report (self, data->error);
  if (data->error != NULL)
    g_task_return_error (task, g_steal_pointer (&data->error));
  else
    g_task_return_pointer (task,
                           g_steal_pointer (&data->details),
                           (GDestroyNotify) pasar_item_details_free);
}

static void
details_models_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DetailsData *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->details->models =
      pasar_client_get_model_list_finish (PASAR_CLIENT (source), result, &error);
  if (error != NULL && data->error == NULL)
    data->error = error;
  else
    g_clear_error (&error);
  details_answered (task);
}

/* Takes the entry of item_id out of a list of base infos, which may hold others. */
static PasarItemInfo *
steal_info (GPtrArray *infos, gint64 item_id)
{
  for (guint i = 0; i < infos->len; i++)
    {
      const PasarItemInfo *info = g_ptr_array_index (infos, i);

      if (info->item_id == item_id)
        return g_ptr_array_steal_index (infos, i);
    }
  return NULL;
}

static void
details_info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DetailsData *data = g_task_get_task_data (task);
  g_autoptr (GPtrArray) infos = NULL;
  GError *error = NULL;

  infos = pasar_client_get_item_base_info_finish (PASAR_CLIENT (source), result, &error);
  if (infos != NULL)
    {
      data->details->info = steal_info (infos, data->item_id);
      if (data->details->info == NULL)
        g_set_error_literal (&error,
                             PASAR_ERROR,
                             PASAR_ERROR_NOT_FOUND,
                             _ ("The shop no longer has this item."));
      else if (data->details->info->has_model)
        {
          data->n_waiting++;
          pasar_client_get_model_list_async (PASAR_CLIENT (source),
                                             data->item_id,
                                             TRUE,
                                             g_task_get_cancellable (task),
                                             details_models_cb,
                                             g_object_ref (task));
        }
    }
  if (error != NULL && data->error == NULL)
    data->error = error;
  else
    g_clear_error (&error);
  details_answered (task);
}

static void
details_promotions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DetailsData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GPtrArray *promotions;

  promotions = pasar_client_get_item_promotion_finish (PASAR_CLIENT (source), result, &error);
  if (promotions != NULL)
    {
      g_ptr_array_unref (data->details->promotions);
      data->details->promotions = promotions;
    }
  else
    g_debug ("Promotions of an item could not be read: %s", error->message);
  details_answered (task);
}

/**
 * pasar_session_get_details_async:
 * @self: a session
 * @item_id: an item of the shop
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when all is read
 * @user_data: for @callback
 *
 * Reads one item in full. Promotions that cannot be read are left out. Errors:
 * `PASAR_ERROR`, `_NOT_FOUND` when the shop no longer has it.
 */
void
pasar_session_get_details_async (PasarSession *self,
                                 gint64 item_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  DetailsData *data;
  GError *error = NULL;
  PasarClient *client;

  g_task_set_source_tag (task, pasar_session_get_details_async);
  client = pasar_session_require_client (self, &error);
  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  data = g_new0 (DetailsData, 1);
  data->item_id = item_id;
  data->details = g_new0 (PasarItemDetails, 1);
  data->details->promotions = g_ptr_array_new ();
  data->n_waiting = 2;
  g_task_set_task_data (task, data, details_data_free);
  pasar_client_get_item_base_info_async (client,
                                         &item_id,
                                         1,
                                         TRUE,
                                         cancellable,
                                         details_info_cb,
                                         g_object_ref (task));
  pasar_client_get_item_promotion_async (client,
                                         &item_id,
                                         1,
                                         TRUE,
                                         cancellable,
                                         details_promotions_cb,
                                         g_object_ref (task));
}

/**
 * pasar_session_get_details_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full): the item
 */
PasarItemDetails *
pasar_session_get_details_finish (PasarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_session_get_details_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gint64
now_secs (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const PasarBoostSlot *left = a;
  const PasarBoostSlot *right = b;

  return (left->free_at > right->free_at) - (left->free_at < right->free_at);
}

/* What is boosted was boosted from here if that was tried just before, though no look showed it in
 * time. */
static void
confirm_boosts (PasarSession *self, const GArray *slots)
{
  for (guint i = 0; i < slots->len; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (slots, PasarBoostSlot, i);
      const gint64 began_at = slot->free_at - PASAR_BOOST_SECS;

      pasar_store_confirm_boost_async (self->store,
                                       self->shop->id,
                                       slot->item_id,
                                       (began_at - LATE_BOOST_SECS) * 1000,
                                       NULL,
                                       NULL,
                                       NULL);
    }
}

static void
boosts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSession *self = g_task_get_source_object (task);
  const gint64 now = now_secs ();
  g_autoptr (GPtrArray) boosted = NULL;
  GError *error = NULL;
  GArray *slots;

  boosted = pasar_client_get_boosted_list_finish (PASAR_CLIENT (source), result, &error);
  pasar_session_report (self, error);
  if (boosted == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  slots = g_array_new (FALSE, FALSE, sizeof (PasarBoostSlot));
  for (guint i = 0; i < boosted->len; i++)
    {
      const PasarBoostedItem *item = g_ptr_array_index (boosted, i);
      const PasarBoostSlot slot = { item->item_id, now + item->cool_down_secs };

      if (item->cool_down_secs > 0)
        g_array_append_val (slots, slot);
    }
  g_array_sort (slots, compare_slots);
  g_clear_pointer (&self->boosts, g_array_unref);
  self->boosts = g_array_copy (slots);
  confirm_boosts (self, slots);
  g_signal_emit_by_name (self, "boosts-changed");
  g_task_return_pointer (task, slots, (GDestroyNotify) g_array_unref);
}

/**
 * pasar_session_get_boosts_async:
 * @self: a session
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when the list is read
 * @user_data: for @callback
 *
 * Reads which slots of the shop are in use, whoever boosted (reference 3.6).
 * Errors: `PASAR_ERROR`.
 */
void
pasar_session_get_boosts_async (PasarSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  PasarClient *client;

  g_task_set_source_tag (task, pasar_session_get_boosts_async);
  client = pasar_session_require_client (self, &error);
  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pasar_client_get_boosted_list_async (client, cancellable, boosts_cb, g_object_ref (task));
}

/**
 * pasar_session_get_boosts_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: `PASAR_ERROR`.
 *
 * Returns: (transfer full) (element-type PasarBoostSlot): the slots in use,
 *   soonest free first
 */
GArray *
pasar_session_get_boosts_finish (PasarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_session_get_boosts_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pasar_session_get_boost_secs_left:
 * @self: a session
 * @item_id: an item of the shop
 *
 * Counts down from the last reading of get_boosted_list; nothing is asked for it.
 *
 * Returns: how long the boost of the item goes on, in seconds, as far as the slots were read; 0 for
 *   an item that is not boosted
 */
gint64
pasar_session_get_boost_secs_left (PasarSession *self, gint64 item_id)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), 0);

  for (guint i = 0; self->boosts != NULL && i < self->boosts->len; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (self->boosts, PasarBoostSlot, i);

      if (slot->item_id == item_id)
        return MAX (slot->free_at - now_secs (), 0);
    }
  return 0;
}

/**
 * pasar_session_get_boosted:
 * @self: a session
 * @item_ids: (out caller-allocates) (array fixed-size=5): the items
 *
 * The free slots are %PASAR_BOOST_SLOTS less these.
 *
 * Returns: how many items are boosted now, as far as the slots were read
 */
guint
pasar_session_get_boosted (PasarSession *self, gint64 item_ids[PASAR_BOOST_SLOTS])
{
  guint n = 0;

  g_return_val_if_fail (PASAR_IS_SESSION (self), 0);

  for (guint i = 0; self->boosts != NULL && i < self->boosts->len && n < PASAR_BOOST_SLOTS; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (self->boosts, PasarBoostSlot, i);

      if (slot->free_at > now_secs ())
        item_ids[n++] = slot->item_id;
    }
  return n;
}
