/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/answers-private.h"

#include "jobs/load/convert-private.h"
#include "jobs/load/shop-facts-private.h"
#include "jobs/session/session-private.h"

#include <glib/gi18n-lib.h>

/* What an answer means for a load: rows for the table, more to be asked for, items that are lost,
 * or the end. */

/**
 * pasar_load_call_new:
 * @job: a load
 * @ids: (transfer full) (nullable) (element-type gint64): the items that it asks for
 *
 * Notes that a call is in flight.
 *
 * Returns: (transfer full): the call, for one of the callbacks here
 */
PasarLoadCall *
pasar_load_call_new (PasarLoadJob *job, GArray *ids)
{
  PasarLoadCall *call = g_new0 (PasarLoadCall, 1);

  call->job = g_object_ref (job);
  call->ids = ids;
  call->asked_at = pasar_session_clock ();
  job->n_in_flight++;
  return call;
}

static void
call_free (PasarLoadCall *call)
{
  g_clear_pointer (&call->ids, g_array_unref);
  g_object_unref (call->job);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarLoadCall, call_free)

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

/**
 * pasar_load_list_cb:
 * @source: what was asked
 * @result: its answer
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * A page of the list of items came.
 */
void
pasar_load_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;
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
  pasar_load_job_update_progress (self);
  pasar_load_job_pump (self);
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
      if (self->wants_promotions)
        pasar_load_queue_add_promotions (self->queue, info->item_id);
      pasar_category_limits_add (self->limits, info->category_id);
    }
  take_left_out (self, asked, came);
}

/**
 * pasar_load_infos_cb:
 * @source: what was asked
 * @result: its answer
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * What items are came.
 */
void
pasar_load_infos_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;
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
  pasar_load_job_pump (self);
}

/**
 * pasar_load_models_cb:
 * @source: what was asked
 * @result: its answer
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * The models of an item came.
 */
void
pasar_load_models_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;
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
  pasar_load_job_pump (self);
}

/**
 * pasar_load_promotions_cb:
 * @source: what was asked
 * @result: its answer
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * The promotions of items came.
 */
void
pasar_load_promotions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;
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
  pasar_load_job_pump (self);
}

/**
 * pasar_load_facts_cb:
 * @source: what was asked
 * @result: its answer
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * What the shop is came.
 */
void
pasar_load_facts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;
  PasarLoadJob *self = call->job;

  self->n_in_flight--;
  self->info = pasar_shop_facts_read_finish (PASAR_SESSION (source), result);
  pasar_load_job_pump (self);
}

/**
 * pasar_load_limits_cb:
 * @user_data: (transfer full): the #PasarLoadCall
 *
 * The limits of categories came, or did not.
 */
void
pasar_load_limits_cb (gpointer user_data)
{
  g_autoptr (PasarLoadCall) call = user_data;

  call->job->n_in_flight--;
  pasar_load_job_pump (call->job);
}
