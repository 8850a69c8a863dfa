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
  PasarCatalogue *catalogue = self->catalogue;
  gint64 model_id;

  switch (self->column)
    {
    case PASAR_COLUMN_NAME:
      return get_rank (self, catalogue->rows.item[row]);
    case PASAR_COLUMN_VARIATION:
    case PASAR_COLUMN_SKU:
      return get_rank (self, row);
    case PASAR_COLUMN_ITEM_ID:
      return pasar_catalogue_item_of (catalogue, row)->item_id;
    case PASAR_COLUMN_MODEL_ID:
      model_id = catalogue->rows.model_id[row];
      return model_id != 0 ? model_id : PASAR_NO_VALUE;
    case PASAR_COLUMN_STATUS:
      return pasar_catalogue_item_of (catalogue, row)->status;
    case PASAR_COLUMN_PRICE:
      return pasar_row_fold (catalogue,
                             row,
                             catalogue->rows.value[PASAR_FIELD_PRICE],
                             NULL,
                             PASAR_FOLD_LOWEST);
    case PASAR_COLUMN_NEW_PRICE:
      return pasar_row_fold_staged (catalogue, row, PASAR_FIELD_PRICE);
    case PASAR_COLUMN_CURRENT_PRICE:
      return pasar_row_fold (catalogue,
                             row,
                             catalogue->rows.current_price,
                             NULL,
                             PASAR_FOLD_LOWEST);
    case PASAR_COLUMN_STOCK:
      return pasar_row_fold (catalogue,
                             row,
                             catalogue->rows.value[PASAR_FIELD_STOCK],
                             NULL,
                             PASAR_FOLD_SUM);
    case PASAR_COLUMN_NEW_STOCK:
      return pasar_row_fold_staged (catalogue, row, PASAR_FIELD_STOCK);
    case PASAR_COLUMN_RESERVED:
      return pasar_row_fold (catalogue, row, catalogue->rows.reserved, NULL, PASAR_FOLD_SUM);
    case PASAR_COLUMN_SHOPEE_STOCK:
      return pasar_row_fold (catalogue, row, catalogue->rows.shopee_stock, NULL, PASAR_FOLD_SUM);
    case PASAR_COLUMN_PROMOTION:
      /* What has one comes first when ascending, as text would after nothing. */
      return -(gint64) pasar_row_get_promotion (catalogue, row);
    case PASAR_COLUMN_UPDATED:
      return pasar_catalogue_item_of (catalogue, row)->update_time;
    case PASAR_COLUMN_NONE:
    default:
      return 0;
    }
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
