/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/change-row.h"
#include "jobs/take-back.h"

G_BEGIN_DECLS

/**
 * PasarHistoryRow:
 *
 * A handle on a row of a submission, for what shows it.
 */
#define PASAR_TYPE_HISTORY_ROW (pasar_history_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarHistoryRow, pasar_history_row, PASAR, HISTORY_ROW, GObject)

/**
 * PasarHistoryRows:
 *
 * The rows of a submission as a list model of [class@HistoryRow], which are made when they are
 * asked for; and which of them are to be taken back.
 */
#define PASAR_TYPE_HISTORY_ROWS (pasar_history_rows_get_type ())
G_DECLARE_FINAL_TYPE (PasarHistoryRows, pasar_history_rows, PASAR, HISTORY_ROWS, GObject)

PasarHistoryRows *pasar_history_rows_new (PasarSubmission *submission, const GArray *item_ids);
gboolean pasar_history_rows_has_ticked (PasarHistoryRows *self);
GArray *pasar_history_rows_list_ticked (PasarHistoryRows *self, PasarCatalogue *catalogue);
void pasar_history_rows_show_results (PasarHistoryRows *self, const GArray *results);

void pasar_history_row_set_ticked (PasarHistoryRow *self, gboolean is_ticked);
void
pasar_history_row_show (PasarHistoryRow *self, PasarCatalogue *catalogue, PasarChangeRow *widget);

G_END_DECLS
