/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"
#include "jobs/import/meaning.h"

G_BEGIN_DECLS

/**
 * PasarWorkbook:
 * @key_row: the row with the keys of the columns
 * @kind: what it updates: "sales_info", "basic_info"; what the file calls itself
 * @is_sales: whether it has prices and stock
 * @first_row: the first row after the head
 *
 * A table that is a workbook of Seller Centre's mass update.
 */
typedef struct
{
  guint key_row;
  const char *kind;
  gboolean is_sales;
  guint first_row;
} PasarWorkbook;

gboolean pasar_workbook_find (const PasarTextTable *table, PasarWorkbook *workbook);
PasarMeaning pasar_workbook_get_meaning (const char *key, gboolean *is_read_only);

G_END_DECLS
