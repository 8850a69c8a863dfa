/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/answers-private.h"
#include "jobs/load/load-private.h"
#include "jobs/load/shop-facts-private.h"
#include "jobs/session/session-private.h"

G_DEFINE_FINAL_TYPE (PasarLoadJob, pasar_load_job, PASAR_TYPE_JOB)

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

/**
 * pasar_load_job_update_progress:
 * @self: a job
 *
 * Says how far it is.
 */
void
pasar_load_job_update_progress (PasarLoadJob *self)
{
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

static void
update_progress_cb (gpointer user_data)
{
  pasar_load_job_update_progress (user_data);
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
                                             pasar_load_infos_cb,
                                             pasar_load_call_new (self, ids));
      return TRUE;
    case PASAR_LOAD_MODELS:
      pasar_client_get_model_list_async (self->client,
                                         item_ids[0],
                                         FALSE,
                                         self->cancellable,
                                         pasar_load_models_cb,
                                         pasar_load_call_new (self, ids));
      return TRUE;
    case PASAR_LOAD_PROMOTIONS:
      pasar_client_get_item_promotion_async (self->client,
                                             item_ids,
                                             ids->len,
                                             FALSE,
                                             self->cancellable,
                                             pasar_load_promotions_cb,
                                             pasar_load_call_new (self, ids));
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
                             pasar_load_list_cb,
                             pasar_load_call_new (self, NULL));
      return TRUE;
    }
  if (self->wants_facts)
    {
      self->wants_facts = FALSE;
      pasar_shop_facts_read_async (pasar_job_get_session (PASAR_JOB (self)),
                                   self->cancellable,
                                   pasar_load_facts_cb,
                                   pasar_load_call_new (self, NULL));
      return TRUE;
    }
  if (ask_queued (self))
    return TRUE;
  if (!pasar_category_limits_can_ask (self->limits))
    return FALSE;
  pasar_category_limits_ask (self->limits,
                             self->client,
                             self->cancellable,
                             pasar_load_limits_cb,
                             pasar_load_call_new (self, NULL));
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

/**
 * pasar_load_job_pump:
 * @self: a job
 *
 * Keeps as many requests in flight as the client bears; ends the job when there is nothing left.
 */
void
pasar_load_job_pump (PasarLoadJob *self)
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
          pasar_load_job_pump (self);
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
  self->wants_promotions |= self->lister != NULL;
  pasar_load_job_update_progress (self);
  pasar_load_job_pump (self);
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
 * pasar_load_job_new_for_promotions:
 * @session: an open shop
 * @item_ids: (array length=n_item_ids): the items
 * @n_item_ids: how many
 *
 * Reads some items anew, each once, with their promotions.
 *
 * Returns: (transfer full): the job
 */
PasarJob *
pasar_load_job_new_for_promotions (PasarSession *session, const gint64 *item_ids, guint n_item_ids)
{
  PasarJob *self = pasar_load_job_new_for_items (session, item_ids, n_item_ids);

  PASAR_LOAD_JOB (self)->wants_promotions = TRUE;
  return self;
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
