/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/load/load-private.h"
#include "jobs/submit/plan-calls-private.h"
#include "jobs/submit/send-private.h"
#include "jobs/submit/submit.h"

G_BEGIN_DECLS

/**
 * PasarSubmitPass:
 * @self: a job
 * @index: a change
 *
 * Does something with the change, or with it and those after it.
 *
 * Returns: the next one
 */
typedef guint (*PasarSubmitPass) (PasarSubmitJob *self, guint index);

struct _PasarSubmitJob
{
  PasarJob parent_instance;

  PasarPlan *plan; /* (owned) */

  /* In progress. */
  GCancellable *cancellable;
  PasarSubmitPass pass;  /* what is done with one change after the other */
  guint next;            /* change of the pass */
  PasarLoadJob *load;    /* (owned) (nullable): which has read some items anew */
  GHashTable *unknown;   /* (nullable) cells that were sent before, nobody knows to what end */
  gint64 since;          /* when an item must have been read last, by pasar_session_clock() */
  GHashTable *asked;     /* (nullable) (element-type gint64): items that are read anew */
  GArray *asked_ids;     /* (owned) gint64: the same, in the order of the plan */
  PasarOrigins *origins; /* (owned) (nullable): of what is sent */
  PasarPlanCalls *calls; /* (owned) */
  PasarSend *send;       /* (nullable) (unowned): while it sends */
  PasarSendPhase phase;
  gboolean is_paused;
  gboolean is_patient; /* what passes only pauses it */
  PasarSubmitWaiting waiting;
  guint resume_source; /* 0: goes on only when asked */
  guint tick_source;   /* while it sends */
  guint n_before;      /* changes that needed no sending */
  guint n_to_send;     /* changes */
};

/* submit.c */
void pasar_submit_job_update_progress (PasarSubmitJob *self);
void pasar_submit_job_hold (PasarSubmitJob *self, guint index, PasarLoadJob *load);
void pasar_submit_job_send (PasarSubmitJob *self);
void pasar_submit_job_end (PasarSubmitJob *self, GError *error);

/* submit-prepare.c */
void pasar_submit_job_prepare (PasarSubmitJob *self);

/* submit-pause.c */
void pasar_submit_job_begin_watch (PasarSubmitJob *self);
void pasar_submit_job_end_watch (PasarSubmitJob *self);
void pasar_submit_job_take_answer (PasarSubmitJob *self);
gboolean pasar_submit_job_wait_cb (PasarSend *send, const GError *error, gpointer user_data);

G_END_DECLS
