/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"
#include "catalogue/table/entries-private.h"
#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarSorter:
 * Makes numbers of a column's values that sort as the values do; what has no value comes last
 * either way.
 */
typedef struct
{
  PasarCatalogue *catalogue;
  PasarColumn column;
  gboolean descending;
  const guint32 *ranks; /* (nullable) of a text column: by row; of the name: by item */
} PasarSorter;

void pasar_sorter_init (PasarSorter *self,
                        PasarCatalogue *catalogue,
                        PasarColumn column,
                        gboolean descending);
guint64 pasar_sorter_get_key (const PasarSorter *self, guint row);

G_END_DECLS
