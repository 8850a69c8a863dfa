/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"
#include "jobs/job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint pasar_import_count_leftovers (const PasarImportReport *report);
GtkFileChooserNative *pasar_import_new_leftovers_chooser (GtkWindow *parent,
                                                          PasarImportReading *reading);
PasarJob *
pasar_import_new_leftovers_job (PasarSession *session, PasarImportReading *reading, GFile *file);

G_END_DECLS
