/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/take-back.h"
#include "store/ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *pasar_history_dup_title (const PasarLedgerEntry *entry);
char *pasar_history_dup_summary (const PasarLedgerEntry *entry);
char *pasar_history_dup_result (PasarCatalogue *catalogue, const PasarTakeBackRow *result);
GtkWidget *pasar_history_new_row (const char *title, const char *summary);

G_END_DECLS
