/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/convert-private.h"
#include "jobs/load/sink-private.h"
#include "jobs/session/session-private.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Answers go into the catalogue at most so often: each time the window is laid out and drawn again.
 * The first rows come at once, and the more there are the less a few more are waited for. */
#define MIN_INTERVAL_MS 100
#define MAX_INTERVAL_MS 500
#define ROWS_PER_MS     100

/* An answer on its way into the catalogue: one of the three. */
typedef struct
{
  GPtrArray *infos;       /* (nullable) (element-type PasarItemInfo) */
  PasarModelList *models; /* (nullable) */
  GPtrArray *promotions;  /* (nullable) (element-type PasarPromotion), of the items in ids */
  GArray *ids;
  gint64 asked_at; /* by pasar_session_clock(); of infos and models */
} Answer;

struct _PasarLoadSink
{
  PasarSession *session;         /* (owned) */
  const PasarItemLister *lister; /* (unowned) (nullable): of a whole shop */
  PasarLoadSinkFunc applied;
  gpointer user_data;
  GPtrArray *pending; /* (element-type Answer): came, not in the catalogue yet */
  guint apply_id;
  gint64 applied_at; /* monotonic, µs */
  PasarConverter converter;
  PasarCacheWriter *cache; /* (owned) */
  char *currency;          /* (nullable): of the first price */
  GHashTable *read;        /* (element-type gint64): items that are complete */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->infos, g_ptr_array_unref);
  g_clear_pointer (&answer->models, pasar_model_list_free);
  g_clear_pointer (&answer->promotions, g_ptr_array_unref);
  g_clear_pointer (&answer->ids, g_array_unref);
  g_free (answer);
}

/**
 * pasar_load_sink_new:
 * @session: an open shop
 * @lister: (nullable): when the whole shop is read: its walk, which knows the order and outlives
 * the sink
 * @applied: called when answers were put into the catalogue
 * @user_data: for @applied
 *
 * Returns: (transfer full): an empty sink
 */
PasarLoadSink *
pasar_load_sink_new (PasarSession *session,
                     const PasarItemLister *lister,
                     PasarLoadSinkFunc applied,
                     gpointer user_data)
{
  PasarLoadSink *self = g_new0 (PasarLoadSink, 1);

  self->session = g_object_ref (session);
  self->lister = lister;
  self->applied = applied;
  self->user_data = user_data;
  self->pending = g_ptr_array_new_with_free_func (answer_free);
  self->cache = pasar_cache_writer_new (session);
  self->read = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

static void
trim_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_task_return_boolean (task, TRUE);
}

/* What thousands of answers left between what is kept. */
static void
give_memory_back (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, give_memory_back);
  g_task_run_in_thread (task, trim_thread);
}

/**
 * pasar_load_sink_free:
 * @self: (nullable): a sink whose cache is closed
 *
 * Frees it.
 */
void
pasar_load_sink_free (PasarLoadSink *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->apply_id, g_source_remove);
  pasar_converter_clear (&self->converter);
  g_ptr_array_unref (self->pending);
  pasar_cache_writer_free (self->cache);
  g_hash_table_unref (self->read);
  g_object_unref (self->session);
  g_free (self->currency);
  if (self->lister != NULL)
    give_memory_back ();
  g_free (self);
}

static void
learn_currency (PasarLoadSink *self, gboolean has_price, const PasarPriceInfo *price)
{
  if (self->currency == NULL && has_price && price->currency != NULL)
    self->currency = g_strdup (price->currency);
}

static void
complete_item (PasarLoadSink *self, gint64 item_id, gint64 asked_at)
{
  pasar_session_note_read (self->session, item_id, asked_at);
  g_hash_table_add (self->read, g_memdup2 (&item_id, sizeof item_id));
  pasar_cache_writer_add (self->cache, item_id);
}

/* An answer that was on its way while a write of the item was answered may be from before the
 * write: what the catalogue has is newer. */
static gboolean
is_stale (PasarLoadSink *self, PasarCatalogue *catalogue, gint64 item_id, gint64 asked_at)
{
  return pasar_session_was_settled_since (self->session, item_id, asked_at)
         && pasar_catalogue_find (catalogue, item_id, 0) != PASAR_NO_ROW;
}

static void
put_info (PasarLoadSink *self, PasarCatalogue *catalogue, const PasarItemInfo *info)
{
  const guint position =
      self->lister != NULL ? pasar_item_lister_get_position (self->lister, info->item_id) : 0;
  const PasarItemRecord *record =
      pasar_converter_read_item (&self->converter, info, position, catalogue);

  pasar_catalogue_put_item (catalogue, record);
}

static void
apply_info (PasarLoadSink *self,
            PasarCatalogue *catalogue,
            const PasarItemInfo *info,
            gint64 asked_at)
{
  if (!is_stale (self, catalogue, info->item_id, asked_at))
    put_info (self, catalogue, info);
  learn_currency (self, info->has_price, &info->price);
  if (!info->has_model)
    complete_item (self, info->item_id, asked_at);
}

static void
put_models (PasarLoadSink *self, PasarCatalogue *catalogue, const PasarModelList *list)
{
  const PasarModelRecord *models;
  guint n_models = 0;

  models = pasar_converter_read_models (&self->converter, list, catalogue, &n_models);
  pasar_catalogue_put_models (catalogue, list->item_id, models, n_models);
}

static void
apply_models (PasarLoadSink *self,
              PasarCatalogue *catalogue,
              const PasarModelList *list,
              gint64 asked_at)
{
  if (!is_stale (self, catalogue, list->item_id, asked_at))
    put_models (self, catalogue, list);
  if (list->models->len != 0)
    {
      const PasarModelInfo *first = g_ptr_array_index (list->models, 0);

      learn_currency (self, first->has_price, &first->price);
    }
  if (list->n_unreadable == 0)
    complete_item (self, list->item_id, asked_at);
  else
    pasar_cache_writer_add (self->cache, list->item_id);
}

/**
 * pasar_load_sink_apply:
 * @self: a sink
 *
 * Puts all that has come into the catalogue now, in one go.
 */
void
pasar_load_sink_apply (PasarLoadSink *self)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  if (self->pending->len == 0)
    return;
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const Answer *answer = g_ptr_array_index (self->pending, i);

      if (answer->infos != NULL)
        for (guint k = 0; k < answer->infos->len; k++)
          apply_info (self, catalogue, g_ptr_array_index (answer->infos, k), answer->asked_at);
      else if (answer->models != NULL)
        apply_models (self, catalogue, answer->models, answer->asked_at);
      else
        for (guint k = 0; k < answer->ids->len; k++)
          {
            const gint64 item_id = g_array_index (answer->ids, gint64, k);

            if (pasar_convert_promotions (catalogue, item_id, answer->promotions))
              pasar_cache_writer_add (self->cache, item_id);
          }
    }
  pasar_catalogue_thaw (catalogue);
  pasar_session_forget_dropped (self->session);
  g_ptr_array_set_size (self->pending, 0);
  self->applied_at = g_get_monotonic_time ();
  self->applied (self->user_data);
}

static gboolean
apply_cb (gpointer user_data)
{
  PasarLoadSink *self = user_data;

  self->apply_id = 0;
  pasar_load_sink_apply (self);
  return G_SOURCE_REMOVE;
}

static void
queue_answer (PasarLoadSink *self, Answer answer)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const gint64 interval_ms = CLAMP (pasar_catalogue_get_n_rows (catalogue) / ROWS_PER_MS,
                                    MIN_INTERVAL_MS,
                                    MAX_INTERVAL_MS);
  const gint64 passed_ms = (g_get_monotonic_time () - self->applied_at) / 1000;

  g_ptr_array_add (self->pending, g_memdup2 (&answer, sizeof answer));
  if (self->apply_id == 0)
    self->apply_id =
        g_timeout_add ((guint) CLAMP (interval_ms - passed_ms, 0, interval_ms), apply_cb, self);
}

/**
 * pasar_load_sink_take_infos:
 * @self: a sink
 * @infos: (element-type PasarItemInfo) (transfer full): an answer of get_item_base_info
 * @asked_at: when it was asked for, by pasar_session_clock()
 *
 * Takes it.
 */
void
pasar_load_sink_take_infos (PasarLoadSink *self, GPtrArray *infos, gint64 asked_at)
{
  queue_answer (self, (Answer){ .infos = infos, .asked_at = asked_at });
}

/**
 * pasar_load_sink_take_models:
 * @self: a sink
 * @models: (transfer full): an answer of get_model_list, for an item whose info came before
 * @asked_at: when it was asked for, by pasar_session_clock()
 *
 * Takes it. The item is complete, unless a model of it could not be read; then what is known of
 * the models that are not in the answer stays.
 */
void
pasar_load_sink_take_models (PasarLoadSink *self, PasarModelList *models, gint64 asked_at)
{
  queue_answer (self, (Answer){ .models = models, .asked_at = asked_at });
}

/**
 * pasar_load_sink_take_promotions:
 * @self: a sink
 * @promotions: (element-type PasarPromotion) (transfer full): an answer of get_item_promotion
 * @ids: (element-type gint64) (transfer full): the items that were asked for
 *
 * Takes it.
 */
void
pasar_load_sink_take_promotions (PasarLoadSink *self, GPtrArray *promotions, GArray *ids)
{
  queue_answer (self, (Answer){ .promotions = promotions, .ids = ids });
}

/**
 * pasar_load_sink_dup_unlisted:
 * @self: a sink of a whole shop, when the walk is done
 *
 * Returns: (transfer full) (element-type gint64): the items of the catalogue that were in no page
 */
GArray *
pasar_load_sink_dup_unlisted (PasarLoadSink *self)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  GArray *unlisted = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (info.is_alive && !info.is_model && !info.is_gone
          && !pasar_item_lister_has_seen (self->lister, info.key.item_id))
        g_array_append_val (unlisted, info.key.item_id);
    }
  return unlisted;
}

/* All that the shop has of the item is known: it is not listed, or was read to its end. */
static gboolean
is_known_cb (gint64 item_id, gpointer user_data)
{
  PasarLoadSink *self = user_data;

  return !pasar_item_lister_has_seen (self->lister, item_id)
         || pasar_load_sink_has_read (self, item_id);
}

/**
 * pasar_load_sink_remove_vanished:
 * @self: a sink of a whole shop with nothing left to apply, when the walk is done
 * @unlisted: (element-type gint64): the items that were in no page
 * @missing: (element-type gint64): items that the shop did not have when asked for them by name
 *
 * Removes the items that are in both. Rows with something staged stay, in the cache too, and say
 * that they are gone; what was staged in an earlier run on something that is gone gets rows.
 *
 * Returns: how many items were removed
 */
guint
pasar_load_sink_remove_vanished (PasarLoadSink *self, const GArray *unlisted, GHashTable *missing)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  g_autoptr (GArray) vanished = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) adopted = NULL;
  guint n_removed = 0;

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < unlisted->len; i++)
    {
      const gint64 item_id = g_array_index (unlisted, gint64, i);

      if (!g_hash_table_contains (missing, &item_id))
        continue;
      pasar_catalogue_remove_item (catalogue, item_id);
      g_array_append_val (vanished, item_id);
    }
  adopted = pasar_catalogue_adopt_waiting (catalogue, is_known_cb, self);
  pasar_catalogue_thaw (catalogue);
  for (guint i = 0; i < adopted->len; i++)
    pasar_cache_writer_add (self->cache, g_array_index (adopted, gint64, i));
  for (guint i = 0; i < vanished->len; i++)
    {
      const gint64 item_id = g_array_index (vanished, gint64, i);

      if (pasar_catalogue_find (catalogue, item_id, 0) != PASAR_NO_ROW)
        {
          pasar_cache_writer_add (self->cache, item_id);
          continue;
        }
      pasar_cache_writer_remove (self->cache, item_id);
      n_removed++;
    }
  return n_removed;
}

/**
 * pasar_load_sink_get_n_read:
 * @self: a sink
 *
 * Returns: how many items are complete
 */
guint
pasar_load_sink_get_n_read (PasarLoadSink *self)
{
  return g_hash_table_size (self->read);
}

/**
 * pasar_load_sink_has_read:
 * @self: a sink
 * @item_id: an item
 *
 * Returns: whether it is complete
 */
gboolean
pasar_load_sink_has_read (PasarLoadSink *self, gint64 item_id)
{
  return g_hash_table_contains (self->read, &item_id);
}

/**
 * pasar_load_sink_get_currency:
 * @self: a sink
 *
 * Returns: (nullable): the currency of the first price that came
 */
const char *
pasar_load_sink_get_currency (PasarLoadSink *self)
{
  return self->currency;
}

/**
 * pasar_load_sink_get_cache:
 * @self: a sink
 *
 * Returns: (transfer none): the writer of the cache, to be closed at the end
 */
PasarCacheWriter *
pasar_load_sink_get_cache (PasarLoadSink *self)
{
  return self->cache;
}
