/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarWorkbookEdit:
 * @row: a row of the table, from 0
 * @price: (nullable): its price, with a decimal point; %NULL: as it came
 * @stock: (nullable): its stock; %NULL: as it came
 * @reason: (nullable): why it was refused; %NULL: as it came
 *
 * What becomes of a row of Seller Centre's workbook.
 */
typedef struct
{
  guint row;
  const char *price;
  const char *stock;
  const char *reason;
} PasarWorkbookEdit;

gboolean pasar_workbook_write (const PasarTextTable *table,
                               const char *title,
                               const PasarWorkbookEdit *edits,
                               guint n_edits,
                               GFile *file,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
