/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/cache-writer-private.h"

#include "jobs/past.h"

/* So many items make a transaction; packing that many costs the main thread some milliseconds. */
#define BATCH_ITEMS 500

struct _PasarCacheWriter
{
  PasarSession *session; /* (owned) */
  GHashTable *dirty;     /* (element-type gint64): to be written */
  GArray *removed;       /* (element-type gint64): to be deleted */
  gboolean has_looked;   /* the whole shop was read, which is not written yet */
  guint n_writing;
  GError *error; /* (nullable): the first that a write met */
  GTask *close;  /* (nullable): while it closes */
};

/**
 * pasar_cache_writer_new:
 * @session: an open shop
 *
 * Returns: (transfer full): a writer of its cache
 */
PasarCacheWriter *
pasar_cache_writer_new (PasarSession *session)
{
  PasarCacheWriter *self = g_new0 (PasarCacheWriter, 1);

  self->session = g_object_ref (session);
  self->dirty = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->removed = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * pasar_cache_writer_free:
 * @self: (nullable): a writer that was closed, or never used
 *
 * Frees it.
 */
void
pasar_cache_writer_free (PasarCacheWriter *self)
{
  if (self == NULL)
    return;
  g_assert (self->n_writing == 0);
  g_object_unref (self->session);
  g_hash_table_unref (self->dirty);
  g_array_unref (self->removed);
  g_clear_error (&self->error);
  g_free (self);
}

static void
end_close (PasarCacheWriter *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->close == NULL || self->n_writing != 0)
    return;
  task = g_steal_pointer (&self->close);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarCacheWriter *self = user_data;
  GError *error = NULL;

  self->n_writing--;
  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    {
      if (self->error == NULL)
        self->error = error;
      else
        g_clear_error (&error);
    }
  end_close (self);
}

static void
add_reading (GArray *readings, PasarRowKey key, PasarReadingKind kind, gint64 at_ms, gint64 value)
{
  const PasarReading reading = { key.item_id, key.model_id, kind, at_ms, value };

  if (value != PASAR_NO_VALUE)
    g_array_append_val (readings, reading);
}

static void
add_row (GArray *readings, PasarCatalogue *catalogue, guint row, gint64 at_ms)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const gint64 price = info.values[PASAR_FIELD_PRICE].value;
  const gboolean is_promoted = info.current_price != PASAR_NO_VALUE && info.current_price < price;

  if (!info.is_alive || info.is_gone)
    return;
  add_reading (readings, info.key, PASAR_READING_PRICE, at_ms, price);
  add_reading (readings,
               info.key,
               PASAR_READING_STOCK,
               at_ms,
               info.values[PASAR_FIELD_STOCK].value);
  add_reading (readings,
               info.key,
               PASAR_READING_PROMOTION,
               at_ms,
               is_promoted ? info.current_price : 0);
}

static void
add_item (GArray *readings, PasarCatalogue *catalogue, gint64 item_id, gint64 at_ms)
{
  const guint row = pasar_catalogue_find (catalogue, item_id, 0);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  for (guint i = 0; i < info.n_edited; i++)
    add_row (readings, catalogue, info.first_edited + i, at_ms);
}

static void
flush (PasarCacheWriter *self)
{
  const gint64 at_ms = g_get_real_time () / 1000;
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (PasarReading));
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gint64 *item_id;

  if (g_hash_table_size (self->dirty) == 0 && self->removed->len == 0 && !self->has_looked)
    return;
  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, (gpointer *) &item_id, NULL))
    {
      GBytes *packed = pasar_catalogue_pack_item (catalogue, *item_id);

      if (packed == NULL)
        continue;
      g_array_append_val (ids, *item_id);
      g_ptr_array_add (items, packed);
      add_item (readings, catalogue, *item_id, at_ms);
    }
  if (self->has_looked)
    add_reading (readings, (PasarRowKey){ 0 }, PASAR_READING_LOOK, at_ms, at_ms / PASAR_MS_OF_DAY);
  self->n_writing++;
  pasar_store_put_items_async (pasar_session_get_store (self->session),
                               pasar_session_get_shop (self->session)->id,
                               (const gint64 *) ids->data,
                               (GBytes *const *) items->pdata,
                               ids->len,
                               (const gint64 *) self->removed->data,
                               self->removed->len,
                               readings,
                               NULL,
                               written_cb,
                               self);
  g_hash_table_remove_all (self->dirty);
  g_array_set_size (self->removed, 0);
  self->has_looked = FALSE;
}

/**
 * pasar_cache_writer_add:
 * @self: a writer
 * @item_id: an item that is complete in the catalogue
 *
 * Will write the item as it is at the shop when its batch is full.
 */
void
pasar_cache_writer_add (PasarCacheWriter *self, gint64 item_id)
{
  g_hash_table_add (self->dirty, g_memdup2 (&item_id, sizeof item_id));
  if (g_hash_table_size (self->dirty) >= BATCH_ITEMS)
    flush (self);
}

/**
 * pasar_cache_writer_remove:
 * @self: a writer
 * @item_id: an item that the shop no longer has
 *
 * Will delete the item.
 */
void
pasar_cache_writer_remove (PasarCacheWriter *self, gint64 item_id)
{
  g_hash_table_remove (self->dirty, &item_id);
  g_array_append_val (self->removed, item_id);
}

/**
 * pasar_cache_writer_note_look:
 * @self: a writer that is about to be closed
 *
 * Will write that the whole shop was read.
 */
void
pasar_cache_writer_note_look (PasarCacheWriter *self)
{
  self->has_looked = TRUE;
}

/**
 * pasar_cache_writer_close:
 * @self: a writer, not to be freed before @callback
 * @callback: (scope async): called when all is on disk
 * @user_data: for @callback
 *
 * Writes what is left and waits for every write.
 */
void
pasar_cache_writer_close (PasarCacheWriter *self, GAsyncReadyCallback callback, gpointer user_data)
{
  self->close = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->close, pasar_cache_writer_close);
  flush (self);
  end_close (self);
}

/**
 * pasar_cache_writer_close_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether every write worked. Errors: `PASAR_STORE_ERROR`
 */
gboolean
pasar_cache_writer_close_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_cache_writer_close), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
