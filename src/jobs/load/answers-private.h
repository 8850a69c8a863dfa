/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"
#include "jobs/load/category-limits-private.h"
#include "jobs/load/lister-private.h"
#include "jobs/load/queue-private.h"
#include "jobs/load/report-private.h"
#include "jobs/load/sink-private.h"

/* A load from the inside: load.c asks, answers.c takes what comes. */

G_BEGIN_DECLS

struct _PasarLoadJob
{
  PasarJob parent_instance;

  GArray *asked; /* (nullable) (element-type gint64): some items; NULL: the whole shop */

  /* In progress. */
  PasarClient *client; /* (owned) */
  GCancellable *cancellable;
  PasarItemLister *lister; /* (nullable): of the whole shop */
  gboolean wants_facts;    /* of the shop, not asked for yet */
  gboolean wants_promotions;
  PasarLoadQueue *queue; /* (owned): what is not asked for yet */
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

/* What one call was asked for. */
typedef struct
{
  PasarLoadJob *job; /* (owned) */
  GArray *ids;       /* (element-type gint64) */
  gint64 asked_at;   /* by pasar_session_clock() */
} PasarLoadCall;

PasarLoadCall *pasar_load_call_new (PasarLoadJob *job, GArray *ids);

void pasar_load_list_cb (GObject *source, GAsyncResult *result, gpointer call);
void pasar_load_infos_cb (GObject *source, GAsyncResult *result, gpointer call);
void pasar_load_models_cb (GObject *source, GAsyncResult *result, gpointer call);
void pasar_load_promotions_cb (GObject *source, GAsyncResult *result, gpointer call);
void pasar_load_facts_cb (GObject *source, GAsyncResult *result, gpointer call);
void pasar_load_limits_cb (gpointer call);

void pasar_load_job_pump (PasarLoadJob *self);
void pasar_load_job_update_progress (PasarLoadJob *self);

G_END_DECLS
