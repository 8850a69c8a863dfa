/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/write.h"
#include "jobs/export/file-job.h"

G_BEGIN_DECLS

/**
 * PasarTableJob:
 *
 * Writes a table to a file. Errors: those of [method@TableWriter.append], with a sentence for the
 * seller.
 */
#define PASAR_TYPE_TABLE_JOB (pasar_table_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (PasarTableJob, pasar_table_job, PASAR, TABLE_JOB, PasarFileJob)

/**
 * PasarTableJobClass:
 * @prepare: (nullable): does until a deadline what must be done before rows are read, and is called
 * until all is: before the first row, and again whenever some were written
 * @begin: tells what the table is like and how many rows there are, once; texts are of
 * pasar_table_job_keep()
 * @read_row: puts a row into @cells, texts of pasar_table_job_keep(); %FALSE: it is left out
 *
 * What differs from table to table. All of it is called in the main thread, never for long.
 */
struct _PasarTableJobClass
{
  PasarFileJobClass parent_class;

  gboolean (*prepare) (PasarTableJob *self, gint64 deadline);
  guint (*begin) (PasarTableJob *self, PasarTableLayout *layout);
  gboolean (*read_row) (PasarTableJob *self, guint row, PasarTextCell *cells);
};

void pasar_table_job_set_file (PasarTableJob *self, GFile *file, PasarTableFormat format);
const char *pasar_table_job_keep (PasarTableJob *self, const char *text);
PasarTableColumn *pasar_table_job_add_columns (PasarTableJob *self, guint n);

G_END_DECLS
