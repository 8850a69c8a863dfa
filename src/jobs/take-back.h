/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

/**
 * PasarTakeBackState:
 * @PASAR_TAKE_BACK_READY: not looked at yet
 * @PASAR_TAKE_BACK_STAGED: the value before it is staged
 * @PASAR_TAKE_BACK_CHANGED: the shop has another value than was written: left alone
 * @PASAR_TAKE_BACK_SAME: the shop has the value before it by itself
 * @PASAR_TAKE_BACK_GONE: the shop does not have the row any more
 * @PASAR_TAKE_BACK_UNREAD: the shop could not be asked: left alone
 *
 * What taking back a change came to.
 */
typedef enum
{
  PASAR_TAKE_BACK_READY,
  PASAR_TAKE_BACK_STAGED,
  PASAR_TAKE_BACK_CHANGED,
  PASAR_TAKE_BACK_SAME,
  PASAR_TAKE_BACK_GONE,
  PASAR_TAKE_BACK_UNREAD,
} PasarTakeBackState;

/**
 * PasarTakeBackRow:
 * @index: which row of the submission it is, counted over all its calls
 * @key: the row
 * @field: which of its values
 * @old_value: what it was before the change
 * @written: what the shop took
 * @live: what the shop has now, %PASAR_NO_VALUE not known
 * @state: what it came to
 *
 * A change that is taken back: of a stock at several locations one for each.
 */
typedef struct
{
  guint index;
  PasarRowKey key;
  PasarField field;
  gint64 old_value;
  gint64 written;
  gint64 live;
  PasarTakeBackState state;
} PasarTakeBackRow;

/**
 * PasarTakeBackJob:
 *
 * Takes back what was submitted: reads what the shop has now, and stages the values before it as
 * one step, for the rows that were not changed since. Nothing is sent.
 */
#define PASAR_TYPE_TAKE_BACK_JOB (pasar_take_back_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarTakeBackJob, pasar_take_back_job, PASAR, TAKE_BACK_JOB, PasarJob)

GArray *pasar_take_back_list (PasarCatalogue *catalogue,
                              const PasarSubmission *submission,
                              const guint8 *is_wanted);
PasarJob *pasar_take_back_job_new (PasarSession *session, GArray *rows, const char *label);
const GArray *pasar_take_back_job_get_rows (PasarTakeBackJob *self);
guint pasar_take_back_job_count (PasarTakeBackJob *self, PasarTakeBackState state);

G_END_DECLS
