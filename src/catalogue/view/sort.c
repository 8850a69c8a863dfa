/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/sort-private.h"
#include "catalogue/view/view.h"

#define LAST G_MAXUINT64

static PasarRanksKind
get_ranks_kind (PasarCatalogue *catalogue, PasarSort sort)
{
  const PasarField field = pasar_column_get_local_field (sort.column);

  if (sort.column == PASAR_COLUMN_NAME)
    return PASAR_RANKS_NAMES;
  if (sort.column == PASAR_COLUMN_VARIATION)
    return PASAR_RANKS_VARIATIONS;
  if (sort.column == PASAR_COLUMN_SKU)
    return PASAR_RANKS_SKUS;
  if (sort.column >= PASAR_COLUMN_LOCAL && field == PASAR_FIELD_NOTE)
    return PASAR_RANKS_NOTES;
  if (sort.column >= PASAR_COLUMN_LOCAL && pasar_field_is_text (field))
    return (PasarRanksKind) (PASAR_RANKS_OWN + pasar_own_columns_get_place (catalogue, field));
  return sort.column == PASAR_COLUMN_BARCODE ? PASAR_RANKS_BARCODES : PASAR_N_RANKS;
}

gboolean
pasar_sort_is_by_text (PasarCatalogue *catalogue, PasarSort sort)
{
  return get_ranks_kind (catalogue, sort) != PASAR_N_RANKS;
}

gboolean
pasar_sorter_init (PasarSorter *self, PasarCatalogue *catalogue, PasarSort sort)
{
  const PasarRanksKind kind = get_ranks_kind (catalogue, sort);

  self->catalogue = catalogue;
  self->sort = sort;
  self->ranks = kind != PASAR_N_RANKS ? pasar_ranks_get (catalogue, kind) : NULL;
  return self->ranks != NULL || kind == PASAR_N_RANKS;
}

void
pasar_sorter_clear (PasarSorter *self)
{
  g_clear_pointer (&self->ranks, pasar_ranks_unref);
}

static gint64
get_rank (const PasarSorter *self, guint row)
{
  const guint i = self->sort.column == PASAR_COLUMN_NAME ? self->catalogue->rows.item[row] : row;

  return i < self->ranks->n && self->ranks->places[i] > 0 ? (gint64) self->ranks->places[i]
                                                          : PASAR_NO_VALUE;
}

guint64
pasar_sorter_get_key (const PasarSorter *self, guint row)
{
  const gint64 value = self->ranks != NULL
                           ? get_rank (self, row)
                           : pasar_catalogue_read_number (self->catalogue, row, self->sort.column);
  guint64 key;

  if (value == PASAR_NO_VALUE)
    return LAST;
  key = (guint64) value ^ (G_GUINT64_CONSTANT (1) << 63);
  if (self->sort.descending)
    key = ~key;
  return MIN (key, LAST - 1);
}

/**
 * pasar_catalogue_prepare_sorting:
 * @self: a catalogue
 *
 * Puts the names into order, in a thread where there are many, so that sorting by them does not
 * wait for that. What the rows show does not change.
 */
void
pasar_catalogue_prepare_sorting (PasarCatalogue *self)
{
  PasarRanks *ranks;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  ranks = pasar_ranks_get (self, PASAR_RANKS_NAMES);
  g_clear_pointer (&ranks, pasar_ranks_unref);
}
