/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/sort-private.h"

#define LAST G_MAXUINT64

void
pasar_sorter_init (PasarSorter *self,
                   PasarCatalogue *catalogue,
                   PasarColumn column,
                   gboolean descending)
{
  self->catalogue = catalogue;
  self->column = column;
  self->descending = descending;
  self->ranks = NULL;
  if (column == PASAR_COLUMN_NAME)
    self->ranks = pasar_ranks_get_names (catalogue);
  else if (column == PASAR_COLUMN_VARIATION)
    self->ranks = pasar_ranks_get_variations (catalogue);
  else if (column == PASAR_COLUMN_SKU)
    self->ranks = pasar_ranks_get_skus (catalogue);
}

static gint64
get_rank (const PasarSorter *self, guint i)
{
  return self->ranks[i] > 0 ? (gint64) self->ranks[i] : PASAR_NO_VALUE;
}

static gint64
get_value (const PasarSorter *self, guint row)
{
  if (self->column == PASAR_COLUMN_NAME)
    return get_rank (self, self->catalogue->rows.item[row]);
  if (self->ranks != NULL)
    return get_rank (self, row);
  return pasar_catalogue_read_number (self->catalogue, row, self->column);
}

guint64
pasar_sorter_get_key (const PasarSorter *self, guint row)
{
  gint64 value = get_value (self, row);
  guint64 key;

  if (value == PASAR_NO_VALUE)
    return LAST;
  key = (guint64) value ^ (G_GUINT64_CONSTANT (1) << 63);
  if (self->descending)
    key = ~key;
  return MIN (key, LAST - 1);
}
