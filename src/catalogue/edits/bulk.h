/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"
#include "catalogue/values/expression.h"

G_BEGIN_DECLS

/**
 * PasarSummary:
 * @n_rows: editable rows, headers standing for their models
 * @stock: pieces, with what is staged
 * @average_price: of the effective prices, in minor units; %PASAR_NO_VALUE when there is none, as
 * the next two
 *
 * What is selected, added up.
 */
typedef struct
{
  guint n_rows;
  gint64 stock;
  gint64 average_price;
  gint64 min_price;
  gint64 max_price;
} PasarSummary;

PasarExpression *pasar_catalogue_parse (PasarCatalogue *self,
                                        PasarField field,
                                        gboolean in_bulk,
                                        const char *text,
                                        gsize *place,
                                        GError **error);
void pasar_catalogue_summarise (PasarCatalogue *self,
                                const guint *rows,
                                guint n_rows,
                                PasarSummary *out);

G_END_DECLS
