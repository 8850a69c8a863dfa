/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarJobState:
 * @PASAR_JOB_IDLE: not started
 * @PASAR_JOB_RUNNING: at work
 * @PASAR_JOB_DONE: ran to its end; single rows may have failed
 * @PASAR_JOB_CANCELLED: stopped by [method@Job.cancel]
 * @PASAR_JOB_FAILED: stopped by an error of the whole
 *
 * Where a job stands.
 */
typedef enum
{
  PASAR_JOB_IDLE,
  PASAR_JOB_RUNNING,
  PASAR_JOB_DONE,
  PASAR_JOB_CANCELLED,
  PASAR_JOB_FAILED,
} PasarJobState;

/**
 * PasarJob:
 *
 * Long work with progress. Runs once; while it runs its session keeps it, and no window needs to:
 * pasar_job_find() finds it again.
 *
 * Its properties notify at most about 20 times a second, and always at the end.
 */
#define PASAR_TYPE_JOB (pasar_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (PasarJob, pasar_job, PASAR, JOB, GObject)

/**
 * PasarJobClass:
 * @start: starts the work, which ends with [method@Job.finish]
 */
struct _PasarJobClass
{
  GObjectClass parent_class;

  void (*start) (PasarJob *self, GCancellable *cancellable);
};

PasarSession *pasar_job_get_session (PasarJob *self);
void pasar_job_run_async (PasarJob *self, GAsyncReadyCallback callback, gpointer user_data);
void pasar_job_run_within (PasarJob *self,
                           GCancellable *outer,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean pasar_job_run_finish (PasarJob *self, GAsyncResult *result, GError **error);
void pasar_job_cancel (PasarJob *self);
PasarJobState pasar_job_get_state (PasarJob *self);
const GError *pasar_job_get_error (PasarJob *self);
PasarJob *pasar_job_find (PasarSession *session, GType type);
guint pasar_job_get_n_done (PasarJob *self);
guint pasar_job_get_n_total (PasarJob *self);
int pasar_job_get_secs_left (PasarJob *self);
const char *pasar_job_get_status (PasarJob *self);
char *pasar_job_dup_summary (PasarJob *self);

void pasar_job_set_progress (PasarJob *self, guint n_done, guint n_total, const char *status);
void pasar_job_interrupt_pace (PasarJob *self);
void pasar_job_set_summary (PasarJob *self, const char *summary);
void pasar_job_finish (PasarJob *self, GError *error);

/**
 * PasarLoadJob:
 *
 * Reads the whole shop (lists, base info, models, limits, promotions), or some
 * items only. Rows appear in the catalogue as they arrive.
 */
#define PASAR_TYPE_LOAD_JOB (pasar_load_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarLoadJob, pasar_load_job, PASAR, LOAD_JOB, PasarJob)

PasarJob *pasar_load_job_new (PasarSession *session);
PasarJob *
pasar_load_job_new_for_items (PasarSession *session, const gint64 *item_ids, guint n_item_ids);
PasarJob *
pasar_load_job_new_for_promotions (PasarSession *session, const gint64 *item_ids, guint n_item_ids);
guint pasar_load_job_get_n_failed (PasarLoadJob *self);

G_END_DECLS
