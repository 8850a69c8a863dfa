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
  PasarSort sort;
  PasarRanks *ranks; /* (owned) (nullable) of a text column: by row; of the name: by item */
} PasarSorter;

/* FALSE when the texts of the column have no places yet: the catalogue says when they have. */
gboolean pasar_sorter_init (PasarSorter *self, PasarCatalogue *catalogue, PasarSort sort);
void pasar_sorter_clear (PasarSorter *self);
guint64 pasar_sorter_get_key (const PasarSorter *self, guint row);
/* Whether a list that is sorted by the column depends on the places of texts. */
gboolean pasar_sort_is_by_text (PasarCatalogue *catalogue, PasarSort sort);

G_END_DECLS
