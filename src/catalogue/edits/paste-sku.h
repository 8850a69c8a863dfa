/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/paste.h"

G_BEGIN_DECLS

/**
 * PasarSkuCount:
 * @column: the column of the table whose texts are SKUs of the shop; -1: there is none
 * @n_found: rows of the table whose SKU is that of one row of the shop
 * @n_shared: those whose SKU several rows of the shop have
 * @n_unknown: those whose SKU no row of the shop has
 *
 * Whether a table can be pasted by SKU.
 */
typedef struct
{
  int column;
  guint n_found;
  guint n_shared;
  guint n_unknown;
} PasarSkuCount;

/**
 * PasarSkuSearch:
 *
 * Looks in a shop for the SKUs of a table.
 */
typedef struct _PasarSkuSearch PasarSkuSearch;

PasarSkuSearch *
pasar_sku_search_new (PasarCatalogue *catalogue, const PasarPasteTable *table, int column);
void pasar_sku_search_free (PasarSkuSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSkuSearch, pasar_sku_search_free)
gboolean pasar_sku_search_run (PasarSkuSearch *self, gint64 deadline);
PasarSkuCount pasar_sku_search_get_count (PasarSkuSearch *self);
PasarPaste *pasar_paste_new_by_sku (PasarSkuSearch *search, const PasarColumn *columns);

G_END_DECLS
