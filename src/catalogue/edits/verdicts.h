/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PASAR_VERDICTS_ALL:
 *
 * Every [enum@ImportVerdict].
 */
#define PASAR_VERDICTS_ALL ((1u << PASAR_IMPORT_N_VERDICTS) - 1)

/**
 * PasarVerdictOrder:
 * @PASAR_VERDICT_ORDER_TABLE: as in the table
 * @PASAR_VERDICT_ORDER_CHANGE: the largest change in percent first: by price where a row has one,
 * those before all others; equal ones as in the table
 *
 * How rows of an import are listed.
 */
typedef enum
{
  PASAR_VERDICT_ORDER_TABLE,
  PASAR_VERDICT_ORDER_CHANGE,
} PasarVerdictOrder;

/**
 * PasarVerdictRow:
 *
 * A row of a table, made when a list is asked for it.
 */
#define PASAR_TYPE_VERDICT_ROW (pasar_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarVerdictRow, pasar_verdict_row, PASAR, VERDICT_ROW, GObject)

guint pasar_verdict_row_get_row (PasarVerdictRow *self);

/**
 * PasarVerdictList:
 *
 * The rows of an import that come to something that is wanted: a #GListModel of
 * [class@VerdictRow]. It is found out in slices; until that is done again it has what it had.
 */
#define PASAR_TYPE_VERDICT_LIST (pasar_verdict_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarVerdictList, pasar_verdict_list, PASAR, VERDICT_LIST, GObject)

PasarVerdictList *
pasar_verdict_list_new (PasarImport *import, guint verdicts, PasarVerdictOrder order);
void pasar_verdict_list_set (PasarVerdictList *self, guint verdicts, PasarVerdictOrder order);
gboolean pasar_verdict_list_run (gpointer list, gint64 deadline);
guint pasar_verdict_list_get_row (PasarVerdictList *self, guint position);

G_END_DECLS
