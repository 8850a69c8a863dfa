/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/export/table-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarSaveTableFunc:
 * @file: whereto
 * @format: how
 * @user_data: what was given with the function
 *
 * Makes the job that writes a table.
 *
 * Returns: (transfer full) (nullable): the job, to be run; %NULL where there is nothing to write
 * any more
 */
typedef PasarJob *(*PasarSaveTableFunc) (GFile *file, PasarTableFormat format, gpointer user_data);

void pasar_save_table (GtkWidget *widget,
                       const char *title,
                       const char *name,
                       PasarSaveTableFunc func,
                       gpointer user_data,
                       GDestroyNotify free_data);
char *pasar_save_table_dup_name (PasarSession *session, const char *ending);

G_END_DECLS
