/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/queue-private.h"

#include "shopee/client.h"

struct _PasarLoadQueue
{
  GArray *fresh;            /* (element-type gint64): items not in a batch yet */
  GQueue info_batches;      /* (element-type GArray) */
  GQueue model_batches;     /* (element-type GArray) of one item each */
  GArray *with_promotion;   /* (element-type gint64): items not in a batch yet */
  GQueue promotion_batches; /* (element-type GArray) */
};

/**
 * pasar_load_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
PasarLoadQueue *
pasar_load_queue_new (void)
{
  PasarLoadQueue *self = g_new0 (PasarLoadQueue, 1);

  self->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->with_promotion = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * pasar_load_queue_free:
 * @self: (nullable): a queue
 *
 * Frees it.
 */
void
pasar_load_queue_free (PasarLoadQueue *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->info_batches, (GDestroyNotify) g_array_unref);
  g_queue_clear_full (&self->model_batches, (GDestroyNotify) g_array_unref);
  g_queue_clear_full (&self->promotion_batches, (GDestroyNotify) g_array_unref);
  g_array_unref (self->fresh);
  g_array_unref (self->with_promotion);
  g_free (self);
}

/**
 * pasar_load_queue_get_fresh:
 * @self: a queue
 *
 * Returns: (transfer none) (element-type gint64): where items are put that are to be read
 */
GArray *
pasar_load_queue_get_fresh (PasarLoadQueue *self)
{
  return self->fresh;
}

static void
push_batch (GQueue *batches, const gint64 *ids, guint n_ids)
{
  GArray *batch = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);

  g_array_append_vals (batch, ids, n_ids);
  g_queue_push_tail (batches, batch);
}

/**
 * pasar_load_queue_add_batch:
 * @self: a queue
 * @item_ids: (array length=n_item_ids): items to be read in one call
 * @n_item_ids: how many
 *
 * Adds a call of get_item_base_info.
 */
void
pasar_load_queue_add_batch (PasarLoadQueue *self, const gint64 *item_ids, guint n_item_ids)
{
  push_batch (&self->info_batches, item_ids, n_item_ids);
}

/**
 * pasar_load_queue_add_models:
 * @self: a queue
 * @item_id: an item with models
 *
 * Adds a call of get_model_list.
 */
void
pasar_load_queue_add_models (PasarLoadQueue *self, gint64 item_id)
{
  push_batch (&self->model_batches, &item_id, 1);
}

/**
 * pasar_load_queue_add_promotions:
 * @self: a queue
 * @item_id: an item
 *
 * Adds the item to those whose promotions are to be read.
 */
void
pasar_load_queue_add_promotions (PasarLoadQueue *self, gint64 item_id)
{
  g_array_append_val (self->with_promotion, item_id);
}

/**
 * pasar_load_list_left_out:
 * @asked: (element-type gint64): items of a batch
 * @came: (element-type gint64): those that the answer has
 *
 * Returns: (transfer full) (element-type gint64): the others
 */
GArray *
pasar_load_list_left_out (const GArray *asked, GHashTable *came)
{
  GArray *left_out = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < asked->len; i++)
    {
      const gint64 item_id = g_array_index (asked, gint64, i);

      if (!g_hash_table_contains (came, &item_id))
        g_array_append_val (left_out, item_id);
    }
  return left_out;
}

/* Moves ids into batches of the largest size; what is left over waits for more unless all is there.
 */
static void
make_batches (GArray *ids, GQueue *batches, gboolean all)
{
  guint first = 0;

  while (ids->len - first >= PASAR_BASE_INFO_MAX || (all && ids->len > first))
    {
      const guint n = MIN (PASAR_BASE_INFO_MAX, ids->len - first);

      push_batch (batches, &g_array_index (ids, gint64, first), n);
      first += n;
    }
  if (first != 0)
    g_array_remove_range (ids, 0, first);
}

/**
 * pasar_load_queue_pop:
 * @self: a queue
 * @all_listed: no more fresh items will come
 * @all_read: no call of get_item_base_info is under way
 * @ids: (out) (transfer full) (nullable) (element-type gint64): the items to ask for
 *
 * Returns: what to ask for, the thing first that others wait for
 */
PasarLoadTask
pasar_load_queue_pop (PasarLoadQueue *self, gboolean all_listed, gboolean all_read, GArray **ids)
{
  make_batches (self->fresh, &self->info_batches, all_listed);
  if ((*ids = g_queue_pop_head (&self->info_batches)) != NULL)
    return PASAR_LOAD_INFOS;
  if ((*ids = g_queue_pop_head (&self->model_batches)) != NULL)
    return PASAR_LOAD_MODELS;
  make_batches (self->with_promotion, &self->promotion_batches, all_listed && all_read);
  if ((*ids = g_queue_pop_head (&self->promotion_batches)) != NULL)
    return PASAR_LOAD_PROMOTIONS;
  return PASAR_LOAD_NOTHING;
}
