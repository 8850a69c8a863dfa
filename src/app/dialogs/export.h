/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarExportRows:
 * @shown: (element-type PasarRowKey): what the sheet lists
 * @selected: (element-type PasarRowKey): what is selected in it
 * @all: (element-type PasarRowKey): what the shop has
 *
 * The rows that can be exported.
 */
typedef struct
{
  GArray *shown;
  GArray *selected;
  GArray *all;
} PasarExportRows;

/**
 * PasarExportDialog:
 *
 * Asks which rows and columns are exported, how and whereto, or which workbook of Seller Centre's
 * is filled in with what is staged. Closes before the export begins.
 *
 * Signals: `export` (job: the [class@FileJob], to be run).
 */
#define PASAR_TYPE_EXPORT_DIALOG (pasar_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PasarExportDialog, pasar_export_dialog, PASAR, EXPORT_DIALOG, AdwWindow)

GtkWindow *pasar_export_dialog_new (GtkWindow *parent,
                                    PasarSession *session,
                                    const PasarExportRows *rows,
                                    GArray *columns);

G_END_DECLS
