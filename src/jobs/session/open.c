/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/margin.h"
#include "catalogue/values/region.h"
#include "catalogue/view/view.h"
#include "jobs/session/checkpoint-private.h"
#include "jobs/session/limits-private.h"
#include "jobs/session/own-columns-private.h"
#include "jobs/session/replay-private.h"
#include "jobs/session/send-later-private.h"
#include "jobs/session/session-private.h"
#include "store/kept.h"

#include <glib/gi18n-lib.h>

/* Opening a session: what is kept of the shop becomes a catalogue, in threads. */

typedef struct
{
  PasarStore *store;
  PasarShop *shop;
  PasarClient *client;
  GPtrArray *own_columns;       /* (nullable) (element-type PasarKept) */
  GPtrArray *kept_limits;       /* (nullable) (element-type PasarKept) */
  GHashTable *limits;           /* (nullable): what of these still holds */
  GPtrArray *send_later;        /* (nullable) (element-type PasarKept) */
  PasarStoredShopData *data;    /* (nullable): until it is built, as: */
  PasarUnpackedRecord unpacked; /* the item that was read last */
  GPtrArray *gone;              /* (element-type GBytes): items of which something is gone */
  PasarCatalogue *catalogue;    /* (nullable) */
  GArray *leftover;             /* (element-type gint64): items to be dropped from the cache */
  guint n_unreadable;           /* items */
  PasarReplay replay;
  guint n_damaged; /* checkpoints, the newest */
  char *copy;      /* (nullable) (type filename): of a damaged file */
} OpenData;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  g_clear_object (&open->store);
  g_clear_object (&open->client);
  g_clear_object (&open->catalogue);
  g_clear_pointer (&open->replay.checkpoint, g_bytes_unref);
  g_clear_pointer (&open->shop, pasar_shop_free);
  g_clear_pointer (&open->own_columns, g_ptr_array_unref);
  g_clear_pointer (&open->kept_limits, g_ptr_array_unref);
  g_clear_pointer (&open->limits, g_hash_table_unref);
  g_clear_pointer (&open->send_later, g_ptr_array_unref);
  g_clear_pointer (&open->data, pasar_stored_shop_data_free);
  pasar_unpacked_record_clear (&open->unpacked);
  g_ptr_array_unref (open->gone);
  g_array_unref (open->leftover);
  g_free (open->copy);
  g_free (open);
}

static gboolean
has_gone_models (const PasarItemRecord *record)
{
  for (guint i = 0; i < record->n_models; i++)
    if (record->models[i].is_gone)
      return TRUE;
  return FALSE;
}

/* Puts an item that is there into the catalogue while the next ones are still to be read, in the
 * thread of the store. */
static void
restore_item (gint64 item_id, const guint8 *data, gsize size, gpointer user_data)
{
  OpenData *open = user_data;
  const PasarItemRecord *record = &open->unpacked.record;

  /* A damaged entry of the cache is fetched again by the next load, as is one from before the
   * decimals of the region were known. */
  if (!pasar_unpacked_record_read (&open->unpacked, data, size))
    {
      open->n_unreadable++;
      return;
    }
  if (open->unpacked.digits != pasar_catalogue_get_digits (open->catalogue))
    return;
  if (!record->is_gone)
    pasar_catalogue_put_item (open->catalogue, record);
  if (record->is_gone || has_gone_models (record))
    g_ptr_array_add (open->gone, g_bytes_new (data, size));
}

/* What is gone comes to nothing unless something is staged on it. Items with nothing are left over
 * in the cache. */
static void
restore_gone (OpenData *open)
{
  for (guint i = 0; i < open->gone->len; i++)
    {
      const PasarItemRecord *record = &open->unpacked.record;
      gsize size = 0;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (open->gone, i), &size);

      pasar_unpacked_record_read (&open->unpacked, bytes, size);
      pasar_catalogue_put_item (open->catalogue, record);
      if (record->is_gone
          && pasar_catalogue_find (open->catalogue, record->item_id, 0) == PASAR_NO_ROW)
        g_array_append_val (open->leftover, record->item_id);
    }
  g_ptr_array_set_size (open->gone, 0);
}

static void
build_catalogue_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenData *open = task_data;

  pasar_catalogue_set_fee (open->catalogue, open->data->fee);
  pasar_replay_run (&open->replay, open->catalogue, open->data);
  /* After it: they have rows only for what waits for them. */
  restore_gone (open);
  pasar_replay_end (&open->replay, open->catalogue, open->data);
  pasar_catalogue_thaw (open->catalogue);
  pasar_catalogue_prepare (open->catalogue);
  g_clear_pointer (&open->data, pasar_stored_shop_data_free);
  g_task_return_boolean (task, TRUE);
}

static void
cut_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_store_finish (PASAR_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->copy = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (open->replay.damaged_id != 0)
    pasar_store_cut_log_async (open->store,
                               open->shop->id,
                               open->replay.damaged_id,
                               NULL,
                               cut_cb,
                               g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void load (GTask *task);

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (open->replay.is_checkpoint_damaged)
    {
      g_array_set_size (open->leftover, 0);
      open->n_unreadable = 0;
      open->replay = (PasarReplay){ .wants_checkpoint = TRUE };
      open->n_damaged++;
      load (task);
      return;
    }
  if (open->n_damaged > 0 || open->replay.damaged_id != 0)
    pasar_store_copy_async (open->store, NULL, copied_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  g_autoptr (GTask) build = NULL;
  GError *error = NULL;

  open->data = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (open->data == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  build = g_task_new (NULL, NULL, built_cb, g_object_ref (task));
  g_task_set_source_tag (build, loaded_cb);
  g_task_set_task_data (build, open, NULL);
  g_task_run_in_thread (build, build_catalogue_thread);
}

static void
load (GTask *task)
{
  OpenData *open = g_task_get_task_data (task);
  const PasarRegion *region = pasar_region_find (open->shop->region);
  const char *currency = open->shop->currency != NULL ? open->shop->currency : region->currency;

  g_clear_object (&open->catalogue);
  open->catalogue = pasar_catalogue_new (currency, region->digits, region->ratio);
  pasar_catalogue_freeze (open->catalogue);
  pasar_own_columns_restore (open->catalogue, open->own_columns);
  g_clear_pointer (&open->limits, g_hash_table_unref);
  open->limits = pasar_limits_restore (open->catalogue, open->kept_limits);
  pasar_store_load_shop_async (open->store,
                               open->shop->id,
                               open->n_damaged,
                               restore_item,
                               open,
                               g_task_get_cancellable (task),
                               loaded_cb,
                               g_object_ref (task));
}

static void
send_later_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->send_later = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    load (task);
}

static void
limits_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->kept_limits = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    pasar_store_list_kept_async (open->store,
                                 open->shop->id,
                                 PASAR_KEPT_SEND_LATER,
                                 g_task_get_cancellable (task),
                                 send_later_cb,
                                 g_object_ref (task));
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenData *open = g_task_get_task_data (task);
  GError *error = NULL;

  open->own_columns = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    pasar_store_list_kept_async (open->store,
                                 open->shop->id,
                                 PASAR_KEPT_LIMITS,
                                 g_task_get_cancellable (task),
                                 limits_cb,
                                 g_object_ref (task));
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
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *open = g_new0 (OpenData, 1);

  g_task_set_source_tag (task, pasar_session_open_async);
  open->store = g_object_ref (store);
  open->leftover = g_array_new (FALSE, FALSE, sizeof (gint64));
  open->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  open->shop = pasar_shop_copy (shop);
  open->client = client != NULL ? g_object_ref (client) : NULL;
  g_task_set_task_data (task, open, open_data_free);
  pasar_store_list_kept_async (store,
                               open->shop->id,
                               PASAR_KEPT_COLUMN,
                               cancellable,
                               columns_cb,
                               g_steal_pointer (&task));
}

static void
add_sentence (char **notice, char *sentence)
{
  g_autofree char *before = g_steal_pointer (notice);
  g_autofree char *added = sentence;

  *notice = before != NULL ? g_strjoin (" ", before, added, NULL) : g_steal_pointer (&added);
}

/* What of the data was damaged, in words. */
static char *
dup_notice (OpenData *open)
{
  const guint n_waiting = pasar_catalogue_get_n_waiting (open->catalogue);
  const guint n_missing = (guint) pasar_store_get_n_lost (open->store, open->shop->id);
  g_autofree char *copy = open->copy != NULL ? g_filename_display_name (open->copy) : NULL;
  char *notice = NULL;

  if (n_missing > 0)
    add_sentence (
        &notice,
        g_strdup_printf (
            /* Translators: steps are what undo takes back; the data file is older than it
               was */
            ngettext ("The last %'u step of your changes is missing from the data file. "
                      "Look through what is staged before you submit it.",
                      "The last %'u steps of your changes are missing from the data file. "
                      "Look through what is staged before you submit it.",
                      n_missing),
            n_missing));
  if (open->replay.damaged_id != 0)
    add_sentence (
        &notice,
        g_strdup_printf (
            /* Translators: steps are what undo takes back; they are lost */
            ngettext ("The last %'u step of your changes could not be read and is lost.",
                      "The last %'u steps of your changes could not be read and are lost.",
                      open->replay.n_lost),
            open->replay.n_lost));
  if (open->n_damaged > 0)
    add_sentence (&notice,
                  g_strdup (_ ("What is staged was damaged and was made up from your steps.")));
  if (copy != NULL)
    add_sentence (&notice,
                  /* Translators: %s is the name of a file */
                  g_strdup_printf (_ ("A copy of the damaged file was kept: %s."), copy));
  if (open->n_unreadable > 0 && n_waiting > 0)
    add_sentence (&notice,
                  g_strdup_printf (
                      ngettext ("%'u changed row waits for its item, which could not be read. "
                                "Refresh the shop.",
                                "%'u changed rows wait for their items, which could not be read. "
                                "Refresh the shop.",
                                n_waiting),
                      n_waiting));
  return notice;
}

/* Writes what is different on disk now; nobody waits for it. */
static void
tidy_store (OpenData *open, PasarCatalogue *catalogue)
{
  g_autoptr (GArray) kept = pasar_catalogue_dup_records (catalogue);

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
                                 NULL,
                                 NULL);
  if (open->replay.checkpoint != NULL)
    pasar_store_put_checkpoint_async (open->store,
                                      open->shop->id,
                                      open->replay.last_id,
                                      open->replay.n_staged,
                                      open->replay.checkpoint,
                                      kept,
                                      NULL,
                                      NULL,
                                      NULL);
}

static gboolean
prepare_sorting_cb (gpointer catalogue)
{
  pasar_catalogue_prepare_sorting (catalogue);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_session_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Nothing was asked of Shopee: the catalogue has what was kept on disk. What of it was damaged,
 * [method@Session.get_notice] says. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full): the open shop
 */
PasarSession *
pasar_session_open_finish (GAsyncResult *result, GError **error)
{
  PasarSession *self;
  OpenData *open;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_session_open_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  open = g_task_get_task_data (G_TASK (result));
  self = g_object_new (PASAR_TYPE_SESSION, NULL);
  self->store = g_object_ref (open->store);
  self->shop = pasar_shop_copy (open->shop);
  self->notice = dup_notice (open);
  self->catalogue = g_steal_pointer (&open->catalogue);
  self->limits = g_steal_pointer (&open->limits);
  self->send_later = pasar_send_later_restore (self->catalogue, open->send_later);
  self->log = pasar_session_log_new (self,
                                     open->replay.last_id,
                                     open->replay.n_staged,
                                     open->replay.checkpoint == NULL ? open->replay.work : 0);
  tidy_store (open, self->catalogue);
  if (open->client != NULL)
    pasar_session_set_client (self, open->client);
  else
    self->link = PASAR_LINK_SIGNED_OUT;
  pasar_session_forget_dropped (self);
  /* Once the rows are shown. */
  g_idle_add_full (G_PRIORITY_LOW,
                   prepare_sorting_cb,
                   g_object_ref (self->catalogue),
                   g_object_unref);
  return self;
}
