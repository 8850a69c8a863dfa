/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"
#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint pasar_import_count_leftovers (const PasarImportReport *report);
void
pasar_import_save_leftovers (GtkWidget *button, PasarSession *session, PasarImportReading *reading);

G_END_DECLS
