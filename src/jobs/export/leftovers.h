/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/verdicts.h"
#include "formats/head.h"
#include "jobs/export/table-job.h"

G_BEGIN_DECLS

/**
 * PasarLeftoversSource:
 * @table: what was imported, percentages as they are shown; the rows of the import are its rows
 * from @head's `first_row` on
 * @head: where its values begin; of Seller Centre's workbook the row with the keys
 * @title: of its sheet
 * @owner: (transfer full): what keeps @table
 * @free_owner: frees it
 *
 * Where the rows come from that an import left out.
 */
typedef struct
{
  const PasarTextTable *table;
  PasarHead head;
  const char *title;
  gpointer owner;
  GDestroyNotify free_owner;
} PasarLeftoversSource;

/**
 * PasarLeftoversJob:
 *
 * Writes rows of an import to a file, as they came, with the reason why each was left out: to be
 * put right and imported again.
 */
#define PASAR_TYPE_LEFTOVERS_JOB (pasar_leftovers_job_get_type ())
G_DECLARE_FINAL_TYPE (PasarLeftoversJob, pasar_leftovers_job, PASAR, LEFTOVERS_JOB, PasarTableJob)

PasarJob *pasar_leftovers_job_new (PasarSession *session,
                                   PasarImport *import,
                                   guint verdicts,
                                   const PasarLeftoversSource *source,
                                   GFile *file,
                                   PasarTableFormat format);

G_END_DECLS
