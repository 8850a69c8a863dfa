/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/region.h"
#include "catalogue/view/view.h"
#include "jobs/session/session-private.h"
#include "jobs/session/step-codec-private.h"

/* Opening a session: what is kept of the shop becomes a catalogue, in a thread. */

typedef struct
{
  PasarStore *store;
  PasarShop *shop;
  PasarClient *client;
  PasarStoredShopData *data;
  GArray *leftover; /* (element-type gint64): items to be dropped from the cache */
} OpenData;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  g_clear_object (&open->store);
  g_clear_object (&open->client);
  g_clear_pointer (&open->shop, pasar_shop_free);
  g_clear_pointer (&open->data, pasar_stored_shop_data_free);
  g_array_unref (open->leftover);
  g_free (open);
}

/* Items that are gone and have nothing staged any more come to nothing: they are left over in the
 * cache. */
static void
restore_items (PasarCatalogue *catalogue, const PasarStoredShopData *data, GArray *leftover)
{
  PasarUnpackedRecord unpacked = { 0 };

  for (guint i = 0; i < data->items->len; i++)
    {
      gsize size = 0;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (data->items, i), &size);

      /* A damaged entry of the cache is fetched again by the next load, as is one from before the
       * decimals of the region were known. */
      if (!pasar_unpacked_record_read (&unpacked, bytes, size)
          || unpacked.digits != pasar_catalogue_get_digits (catalogue))
        continue;
      pasar_catalogue_put_item (catalogue, &unpacked.record);
      if (unpacked.record.is_gone
          && pasar_catalogue_find (catalogue, unpacked.record.item_id, 0) == PASAR_NO_ROW)
        g_array_append_val (leftover, unpacked.record.item_id);
    }
  pasar_unpacked_record_clear (&unpacked);
}

/* Before the items: those that are gone have rows only for what waits for them. */
static void
restore_staged (PasarCatalogue *catalogue, const PasarStoredShopData *data)
{
  for (guint i = 0; i < data->staged->len; i++)
    {
      const PasarStoredStaged *staged = g_ptr_array_index (data->staged, i);
      const PasarRowKey key = { staged->edit.item_id, staged->edit.model_id };
      const PasarField field = (PasarField) staged->edit.field;

      if (staged->edit.field < 0 || staged->edit.field >= PASAR_N_FIELDS)
        continue;
      pasar_catalogue_restore_staged (catalogue, key, field, staged->edit.value, staged->refusal);
      pasar_catalogue_set_base (catalogue, key, field, staged->edit.base);
    }
}

static void
restore_steps (PasarCatalogue *catalogue, const PasarStoredShopData *data)
{
  for (guint i = 0; i < data->steps->len; i++)
    {
      const PasarStoredStep *step = g_ptr_array_index (data->steps, i);
      g_autoptr (GArray) edits = pasar_step_decode (step->changes);
      PasarStep *restored;

      /* The store's history and the catalogue's must stay in step: a damaged one keeps its place,
       * empty. */
      if (edits == NULL)
        edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
      restored = pasar_step_new (step->label, edits);
      restored->id = step->id;
      pasar_catalogue_restore_step (catalogue, restored, step->undone);
    }
}

static void
build_catalogue_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenData *open = task_data;
  const PasarRegion *region = pasar_region_find (open->shop->region);
  const char *currency = open->shop->currency != NULL ? open->shop->currency : region->currency;
  g_autoptr (PasarCatalogue) catalogue =
      pasar_catalogue_new (currency, region->digits, region->ratio);

  pasar_catalogue_freeze (catalogue);
  restore_staged (catalogue, open->data);
  restore_items (catalogue, open->data, open->leftover);
  restore_steps (catalogue, open->data);
  pasar_catalogue_thaw (catalogue);
  pasar_catalogue_prepare (catalogue);
  g_clear_pointer (&open->data, pasar_stored_shop_data_free);
  g_task_return_pointer (task, g_steal_pointer (&catalogue), g_object_unref);
}

static void
open_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->data = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (open->data == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, build_catalogue_thread);
}

/**
 * pasar_session_open_async:
 * @store: an open store
 * @shop: (transfer none): a shop that was saved in @store
 * @client: (nullable): the client of the shop; %NULL when it is signed out
 * @cancellable: (nullable): stops opening
 * @callback: (scope async): called when it is open
 * @user_data: for @callback
 *
 * Opens the shop as it was left: cached catalogue, staged edits, undo history;
 * read and built off the main thread. Errors: `PASAR_STORE_ERROR`.
 */
void
pasar_session_open_async (PasarStore *store,
                          const PasarShop *shop,
                          PasarClient *client,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *open = g_new0 (OpenData, 1);

  g_task_set_source_tag (task, pasar_session_open_async);
  open->store = g_object_ref (store);
  open->leftover = g_array_new (FALSE, FALSE, sizeof (gint64));
  open->shop = pasar_shop_copy (shop);
  open->client = client != NULL ? g_object_ref (client) : NULL;
  g_task_set_task_data (task, open, open_data_free);
  pasar_store_load_shop_async (store, shop->id, cancellable, open_loaded_cb, task);
}

/**
 * pasar_session_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Nothing was asked of Shopee: the catalogue has what was kept on disk. Errors:
 * `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full): the open shop
 */
PasarSession *
pasar_session_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (PasarCatalogue) catalogue = NULL;
  PasarSession *self;
  OpenData *open;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_session_open_async), NULL);

  catalogue = g_task_propagate_pointer (G_TASK (result), error);
  if (catalogue == NULL)
    return NULL;
  open = g_task_get_task_data (G_TASK (result));
  self = g_object_new (PASAR_TYPE_SESSION, NULL);
  self->store = g_object_ref (open->store);
  self->shop = pasar_shop_copy (open->shop);
  self->catalogue = g_steal_pointer (&catalogue);
  if (open->leftover->len != 0)
    pasar_store_put_items_async (open->store,
                                 open->shop->id,
                                 NULL,
                                 NULL,
                                 0,
                                 (const gint64 *) open->leftover->data,
                                 open->leftover->len,
                                 NULL,
                                 NULL,
                                 NULL);
  if (open->client != NULL)
    pasar_session_set_client (self, open->client);
  else
    self->link = PASAR_LINK_SIGNED_OUT;
  pasar_session_forget_dropped (self);
  return self;
}
