/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/category-limits-private.h"
#include "jobs/load/convert-private.h"
#include "jobs/load/load-private.h"
#include "jobs/load/queue-private.h"
#include "jobs/load/report-private.h"
#include "jobs/load/shop-facts-private.h"
#include "jobs/load/sink-private.h"
#include "jobs/session/session-private.h"

#include <glib/gi18n-lib.h>

struct _PasarLoadJob
{
  PasarJob parent_instance;

  GArray *asked; /* (nullable) (element-type gint64): some items; NULL: the whole shop */

  /* In progress. */
  PasarClient *client; /* (owned) */
  GCancellable *cancellable;
  PasarItemLister *lister; /* (nullable): of the whole shop */
  gboolean wants_facts;    /* of the shop, not asked for yet */
  PasarLoadQueue *queue;   /* (owned): what is not asked for yet */
  guint n_in_flight;
  guint n_infos_in_flight;     /* of them, calls of get_item_base_info */
  PasarCategoryLimits *limits; /* (owned) */
  PasarLoadSink *sink;         /* (owned) */
  GArray *unlisted; /* (nullable) (element-type gint64): known items that the walk missed */
  gboolean ended;
  PasarShopInfo *info; /* (nullable): of the whole shop */
  PasarLoadReport report;
  GError *promotion_error; /* (nullable): why some promotions are not known */
  GError *error;
};

G_DEFINE_FINAL_TYPE (PasarLoadJob, pasar_load_job, PASAR_TYPE_JOB)

/* What one call was asked for. */
typedef struct
{
  PasarLoadJob *job; /* (owned) */
  GArray *ids;       /* (element-type gint64) */
  gint64 asked_at;   /* by pasar_session_clock() */
} Call;

static void pump (PasarLoadJob *self);

static Call *
call_new (PasarLoadJob *self, GArray *ids)
{
  Call *call = g_new0 (Call, 1);

  call->job = g_object_ref (self);
  call->ids = ids;
  call->asked_at = pasar_session_clock ();
  self->n_in_flight++;
  return call;
}

static void
call_free (Call *call)
{
  g_clear_pointer (&call->ids, g_array_unref);
  g_object_unref (call->job);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
pasar_load_job_finalize (GObject *object)
{
  PasarLoadJob *self = PASAR_LOAD_JOB (object);

  g_clear_pointer (&self->asked, g_array_unref);
  g_clear_pointer (&self->unlisted, g_array_unref);
  g_clear_pointer (&self->queue, pasar_load_queue_free);
  g_clear_pointer (&self->limits, pasar_category_limits_free);
  g_clear_pointer (&self->sink, pasar_load_sink_free);
  g_clear_pointer (&self->lister, pasar_item_lister_free);
  g_clear_pointer (&self->info, pasar_shop_info_free);
  pasar_load_report_clear (&self->report);
  g_clear_error (&self->promotion_error);
  g_clear_error (&self->error);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pasar_load_job_parent_class)->finalize (object);
}

/* Stops everything because of error (taken); what has come already is still applied. */
static void
fail (PasarLoadJob *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  g_cancellable_cancel (self->cancellable);
}

static void
update_progress_cb (gpointer user_data)
{
  PasarLoadJob *self = user_data;
  const guint n_done =
      pasar_load_sink_get_n_read (self->sink) + g_hash_table_size (self->report.failed);
  guint n_total =
      self->lister != NULL ? pasar_item_lister_get_total (self->lister) : self->asked->len;
  g_autofree char *status = NULL;

  if (self->unlisted != NULL)
    n_total = MAX (n_total, n_done);
  status = pasar_load_dup_status (n_done, n_total);
  pasar_job_set_progress (PASAR_JOB (self), n_done, n_total, status);
}

/* What a failed call means for the whole: nothing more than its items, or the end. error is taken.
 */
static gboolean
survives (PasarLoadJob *self, GError *error)
{
  if (pasar_load_report_bears (&self->report, error))
    {
      g_debug ("A call of a load failed: %s", error->message);
      g_error_free (error);
      return TRUE;
    }
  fail (self, error);
  return FALSE;
}

/* An item that could not be read. One that the shop neither lists nor answers with is not one that
 * failed: it is no more. */
static void
lose_item (PasarLoadJob *self, gint64 item_id, gboolean is_missing)
{
  if (is_missing)
    pasar_load_report_add_missing (&self->report, item_id);
  if (!is_missing || self->lister == NULL || pasar_item_lister_has_seen (self->lister, item_id))
    pasar_load_report_add_failed (&self->report, item_id);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  PasarLoadJob *self = call->job;
  GError *error = NULL;

  self->n_in_flight--;
  if (!pasar_item_lister_take (self->lister,
                               PASAR_CLIENT (source),
                               result,
                               pasar_load_queue_get_fresh (self->queue),
                               &error))
    fail (self, error);
  else
    pasar_session_report (pasar_job_get_session (PASAR_JOB (self)), NULL);
  update_progress_cb (self);
  pump (self);
}

/* The answer may hold fewer items than were asked for (reference 3.2): some may be gone, others
 * have a value that cannot be read. Asked for without the others, the first give an empty answer
 * and the second an error. */
static void
take_left_out (PasarLoadJob *self, const GArray *asked, GHashTable *came)
{
  g_autoptr (GArray) left_out = pasar_load_list_left_out (asked, came);

  if (left_out->len != 0 && left_out->len < asked->len)
    {
      pasar_load_queue_add_batch (self->queue, (const gint64 *) left_out->data, left_out->len);
      return;
    }
  for (guint i = 0; i < left_out->len; i++)
    lose_item (self, g_array_index (left_out, gint64, i), TRUE);
}

static void
take_infos (PasarLoadJob *self, const GArray *asked, GPtrArray *infos)
{
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
  g_autoptr (GHashTable) came = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = infos->len; i > 0; i--)
    {
      PasarItemInfo *info = g_ptr_array_index (infos, i - 1);
      const gint64 item_id = info->item_id;

      if (pasar_convert_is_hollow (catalogue, info))
        {
          lose_item (self, item_id, FALSE);
          g_ptr_array_remove_index (infos, i - 1);
          info = NULL;
        }
      g_hash_table_insert (came, g_memdup2 (&item_id, sizeof item_id), info);
    }
  /* In the order of the shop, so that the first rows of the sheet are whole first. */
  for (guint i = 0; i < asked->len; i++)
    {
      const PasarItemInfo *info = g_hash_table_lookup (came, &g_array_index (asked, gint64, i));

      if (info == NULL)
        continue;
      if (info->has_model)
        pasar_load_queue_add_models (self->queue, info->item_id);
      if (self->lister != NULL)
        pasar_load_queue_add_promotions (self->queue, info->item_id);
      pasar_category_limits_add (self->limits, info->category_id);
    }
  take_left_out (self, asked, came);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  PasarLoadJob *self = call->job;
  GError *error = NULL;
  gboolean is_missing;
  GPtrArray *infos;

  self->n_in_flight--;
  self->n_infos_in_flight--;
  infos = pasar_client_get_item_base_info_finish (PASAR_CLIENT (source), result, &error);
  is_missing = g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NOT_FOUND);
  if (infos != NULL)
    {
      self->report.n_failures = 0;
      take_infos (self, call->ids, infos);
      pasar_load_sink_take_infos (self->sink, infos, call->asked_at);
    }
  else if (survives (self, error))
    {
      const guint half = call->ids->len / 2;

      /* One bad item spoils the answer for its neighbours: find it by halves. */
      if (call->ids->len == 1)
        lose_item (self, g_array_index (call->ids, gint64, 0), is_missing);
      else
        {
          pasar_load_queue_add_batch (self->queue, &g_array_index (call->ids, gint64, 0), half);
          pasar_load_queue_add_batch (self->queue,
                                      &g_array_index (call->ids, gint64, half),
                                      call->ids->len - half);
        }
    }
  pump (self);
}

static void
models_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  PasarLoadJob *self = call->job;
  const gint64 item_id = g_array_index (call->ids, gint64, 0);
  GError *error = NULL;
  PasarModelList *models;

  self->n_in_flight--;
  models = pasar_client_get_model_list_finish (PASAR_CLIENT (source), result, &error);
  if (models != NULL && models->models->len == 0)
    {
      g_clear_pointer (&models, pasar_model_list_free);
      g_set_error_literal (&error,
                           PASAR_ERROR,
                           PASAR_ERROR_MALFORMED,
                           _ ("The shop says that an item has variations, and lists none."));
    }
  if (models != NULL)
    {
      self->report.n_failures = 0;
      models->item_id = item_id;
      if (models->n_unreadable != 0)
        lose_item (self, item_id, FALSE);
      pasar_load_sink_take_models (self->sink, models, call->asked_at);
    }
  else
    {
      const gboolean is_missing = g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NOT_FOUND);

      if (survives (self, error))
        lose_item (self, item_id, is_missing);
    }
  pump (self);
}

static void
promotions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  PasarLoadJob *self = call->job;
  g_autoptr (GError) error = NULL;
  GPtrArray *promotions;

  self->n_in_flight--;
  promotions = pasar_client_get_item_promotion_finish (PASAR_CLIENT (source), result, &error);
  if (promotions != NULL)
    pasar_load_sink_take_promotions (self->sink, promotions, g_steal_pointer (&call->ids));
  else
    {
      g_debug ("Promotions could not be read: %s", error->message);
      if (self->promotion_error == NULL && !pasar_load_is_error_of_item (error))
        self->promotion_error = g_steal_pointer (&error);
    }
  pump (self);
}

static void
facts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  PasarLoadJob *self = call->job;

  self->n_in_flight--;
  self->info = pasar_shop_facts_read_finish (PASAR_SESSION (source), result);
  pump (self);
}

static void
limits_cb (gpointer user_data)
{
  g_autoptr (Call) call = user_data;

  call->job->n_in_flight--;
  pump (call->job);
}

static gboolean
ask_queued (PasarLoadJob *self)
{
  const gboolean all_listed = self->lister == NULL || pasar_item_lister_is_done (self->lister);
  GArray *ids;
  const PasarLoadTask task =
      pasar_load_queue_pop (self->queue, all_listed, self->n_infos_in_flight == 0, &ids);
  const gint64 *item_ids = ids != NULL ? (const gint64 *) ids->data : NULL;

  switch (task)
    {
    case PASAR_LOAD_INFOS:
      self->n_infos_in_flight++;
      pasar_client_get_item_base_info_async (self->client,
                                             item_ids,
                                             ids->len,
                                             FALSE,
                                             self->cancellable,
                                             info_cb,
                                             call_new (self, ids));
      return TRUE;
    case PASAR_LOAD_MODELS:
      pasar_client_get_model_list_async (self->client,
                                         item_ids[0],
                                         FALSE,
                                         self->cancellable,
                                         models_cb,
                                         call_new (self, ids));
      return TRUE;
    case PASAR_LOAD_PROMOTIONS:
      pasar_client_get_item_promotion_async (self->client,
                                             item_ids,
                                             ids->len,
                                             FALSE,
                                             self->cancellable,
                                             promotions_cb,
                                             call_new (self, ids));
      return TRUE;
    case PASAR_LOAD_NOTHING:
    default:
      return FALSE;
    }
}

/* Asks for the next thing, the one that others wait for first. FALSE: there is nothing to ask for
 * now. */
static gboolean
ask_next (PasarLoadJob *self)
{
  if (self->lister != NULL && pasar_item_lister_can_ask (self->lister))
    {
      pasar_item_lister_ask (self->lister,
                             self->client,
                             self->cancellable,
                             list_cb,
                             call_new (self, NULL));
      return TRUE;
    }
  if (self->wants_facts)
    {
      self->wants_facts = FALSE;
      pasar_shop_facts_read_async (pasar_job_get_session (PASAR_JOB (self)),
                                   self->cancellable,
                                   facts_cb,
                                   call_new (self, NULL));
      return TRUE;
    }
  if (ask_queued (self))
    return TRUE;
  if (!pasar_category_limits_can_ask (self->limits))
    return FALSE;
  pasar_category_limits_ask (self->limits,
                             self->client,
                             self->cancellable,
                             limits_cb,
                             call_new (self, NULL));
  return TRUE;
}

static void
cache_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadJob) self = user_data;
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));
  const gboolean is_complete = self->error == NULL && self->lister != NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary =
      pasar_load_report_dup_summary (&self->report, pasar_load_sink_get_n_read (self->sink));

  if (!pasar_cache_writer_close_finish (result, &error) && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (self->lister != NULL)
    pasar_session_learn_shop (session,
                              self->info,
                              pasar_load_sink_get_currency (self->sink),
                              is_complete ? g_get_real_time () / G_USEC_PER_SEC : 0);
  pasar_job_set_summary (PASAR_JOB (self), summary);
  pasar_session_report (session, self->error != NULL ? self->error : self->promotion_error);
  pasar_job_finish (PASAR_JOB (self), g_steal_pointer (&self->error));
}

/* No order of the list is promised: a walk may skip items when the shop changes under it (reference
 * 3.1). So those that it missed are asked for by name before they are taken for gone. */
static void
ask_unlisted (PasarLoadJob *self)
{
  self->unlisted = pasar_load_sink_dup_unlisted (self->sink);
  g_array_append_vals (pasar_load_queue_get_fresh (self->queue),
                       self->unlisted->data,
                       self->unlisted->len);
}

static void
end (PasarLoadJob *self)
{
  self->ended = TRUE;
  if (self->error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
  pasar_load_sink_apply (self->sink);
  if (self->error == NULL && self->lister != NULL)
    {
      self->report.n_removed =
          pasar_load_sink_remove_vanished (self->sink, self->unlisted, self->report.missing);
      pasar_cache_writer_note_look (pasar_load_sink_get_cache (self->sink));
    }
  pasar_cache_writer_close (pasar_load_sink_get_cache (self->sink),
                            cache_closed_cb,
                            g_object_ref (self));
}

/* Keeps as many requests in flight as the client bears; ends the job when there is nothing left. */
static void
pump (PasarLoadJob *self)
{
  /* Some more wait in the client, so that a slot is not idle while an answer is parsed. */
  const guint max_in_flight = pasar_client_get_max_in_flight (self->client) * 5 / 4 + 1;

  if (self->ended)
    return;
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      while (self->n_in_flight < max_in_flight && ask_next (self))
        ;
      if (self->n_in_flight == 0 && self->lister != NULL && self->unlisted == NULL)
        {
          ask_unlisted (self);
          pump (self);
          return;
        }
    }
  if (self->n_in_flight == 0)
    end (self);
}

static void
pasar_load_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarLoadJob *self = PASAR_LOAD_JOB (job);
  PasarSession *session = pasar_job_get_session (job);
  GError *error = NULL;
  PasarClient *client = pasar_session_require_client (session, &error);

  if (client == NULL)
    {
      pasar_job_finish (job, error);
      return;
    }
  self->client = g_object_ref (client);
  self->cancellable = g_object_ref (cancellable);
  if (self->asked == NULL)
    self->lister = pasar_item_lister_new ();
  else
    g_array_append_vals (pasar_load_queue_get_fresh (self->queue),
                         self->asked->data,
                         self->asked->len);
  self->sink = pasar_load_sink_new (session, self->lister, update_progress_cb, self);
  self->limits = pasar_category_limits_new (session);
  self->wants_facts = self->lister != NULL;
  update_progress_cb (self);
  pump (self);
}

static void
pasar_load_job_class_init (PasarLoadJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_load_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_load_job_start;
}

static void
pasar_load_job_init (PasarLoadJob *self)
{
  self->queue = pasar_load_queue_new ();
  pasar_load_report_init (&self->report);
}

/**
 * pasar_load_job_new:
 * @session: an open shop
 *
 * Reads the whole shop. Items that it no longer has are removed, but only when
 * everything was read. Items that cannot be read are counted in the summary;
 * other errors end the job.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_load_job_new (PasarSession *session)
{
  return g_object_new (PASAR_TYPE_LOAD_JOB, "session", session, NULL);
}

/**
 * pasar_load_job_new_for_items:
 * @session: an open shop
 * @item_ids: (array length=n_item_ids): the items
 * @n_item_ids: how many
 *
 * Reads some items anew, each once, without their promotions.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_load_job_new_for_items (PasarSession *session, const gint64 *item_ids, guint n_item_ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  PasarLoadJob *self = g_object_new (PASAR_TYPE_LOAD_JOB, "session", session, NULL);

  self->asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < n_item_ids; i++)
    if (g_hash_table_add (seen, (gpointer) &item_ids[i]))
      g_array_append_val (self->asked, item_ids[i]);
  return PASAR_JOB (self);
}

/**
 * pasar_load_job_has_read:
 * @self: a job
 * @item_id: an item
 *
 * Returns: whether the item was read to its end
 */
gboolean
pasar_load_job_has_read (PasarLoadJob *self, gint64 item_id)
{
  return self->sink != NULL && pasar_load_sink_has_read (self->sink, item_id);
}

/**
 * pasar_load_job_is_missing:
 * @self: a job
 * @item_id: an item
 *
 * Returns: whether the shop answered without the item
 */
gboolean
pasar_load_job_is_missing (PasarLoadJob *self, gint64 item_id)
{
  return g_hash_table_contains (self->report.missing, &item_id);
}

/**
 * pasar_load_job_get_n_failed:
 * @self: a load
 *
 * They stay in the table as they were read before.
 *
 * Returns: how many items could not be read so far
 */
guint
pasar_load_job_get_n_failed (PasarLoadJob *self)
{
  g_return_val_if_fail (PASAR_IS_LOAD_JOB (self), 0);

  return g_hash_table_size (self->report.failed);
}
