/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/values/change.h"

/* How a row is read in a column. */

/* Where plain items and models have the numbers of a column, and what stands before these; NULL for
 * a column that is read in another way. */
void
pasar_catalogue_find_numbers (PasarCatalogue *self,
                              PasarColumn column,
                              const PasarNumbers **numbers,
                              const PasarNumbers **over)
{
  const PasarRows *rows = &self->rows;
  const gboolean is_price = column == PASAR_COLUMN_PRICE || column == PASAR_COLUMN_SHOP_PRICE;
  const PasarField field = is_price ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;

  *numbers = NULL;
  *over = NULL;
  switch ((int) column)
    {
    case PASAR_COLUMN_PRICE:
    case PASAR_COLUMN_STOCK:
      *over = &rows->staged[field];
      *numbers = &rows->value[field];
      break;
    case PASAR_COLUMN_SHOP_PRICE:
    case PASAR_COLUMN_SHOP_STOCK:
      *numbers = &rows->value[field];
      break;
    case PASAR_COLUMN_CURRENT_PRICE:
      *numbers = &rows->current_price;
      break;
    case PASAR_COLUMN_RESERVED:
      *numbers = &rows->reserved;
      break;
    case PASAR_COLUMN_SHOPEE_STOCK:
      *numbers = &rows->shopee_stock;
      break;
    default:
      break;
    }
}

static gint64
get_change (PasarCatalogue *self, guint row)
{
  const gint64 value = pasar_numbers_get (&self->rows.value[PASAR_FIELD_PRICE], row);

  return pasar_change_get (value, pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE));
}

/* From the lowest to the highest of its models, as soon as something is staged on one of them. */
static PasarColumnValue
read_change (PasarCatalogue *self, guint row)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };
  gboolean is_staged = FALSE;
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      const gint64 change = get_change (self, i);

      if (i != row && (self->rows.flags[i] & PASAR_ROW_GONE) != 0)
        continue;
      is_staged |= pasar_numbers_get (&self->rows.staged[PASAR_FIELD_PRICE], i) != PASAR_NO_VALUE;
      if (change == PASAR_NO_VALUE)
        continue;
      value.number = value.number != PASAR_NO_VALUE ? MIN (value.number, change) : change;
      value.number_max = MAX (value.number_max, change);
    }
  return is_staged ? value : (PasarColumnValue){ NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };
}

static PasarColumnValue
make_text (PasarCatalogue *self, guint32 offset)
{
  return (
      PasarColumnValue){ pasar_arena_get (&self->texts, offset), PASAR_NO_VALUE, PASAR_NO_VALUE };
}

static PasarColumnValue
make_number (gint64 number)
{
  return (PasarColumnValue){ NULL, number, number };
}

/* What the models of a header come to. */
static PasarColumnValue
fold_numbers (PasarCatalogue *self,
              guint row,
              const PasarNumbers *numbers,
              const PasarNumbers *over,
              PasarField field)
{
  const PasarFold fold = pasar_field_get_fold (field);
  PasarColumnValue value = make_number (pasar_row_fold (self, row, numbers, over, fold));

  if (fold == PASAR_FOLD_LOWEST)
    value.number_max = pasar_row_fold (self, row, numbers, over, PASAR_FOLD_HIGHEST);
  return value;
}

static PasarColumnValue
read_field (PasarCatalogue *self, guint row, PasarField field, gboolean with_staged)
{
  return fold_numbers (self,
                       row,
                       &self->rows.value[field],
                       with_staged ? &self->rows.staged[field] : NULL,
                       field);
}

static gint64
get_model_id (PasarCatalogue *self, guint row)
{
  const gint64 id = self->rows.model_id[row];

  return id != 0 ? id : PASAR_NO_VALUE;
}

static gint64
get_promotion (PasarCatalogue *self, guint row)
{
  const PasarPromotionState state = pasar_row_get_promotion (self, row);

  return state != PASAR_PROMOTION_NONE ? (gint64) state : PASAR_NO_VALUE;
}

static gint64
get_update_time (const PasarItemSlot *item)
{
  return item->update_time > 0 ? item->update_time : PASAR_NO_VALUE;
}

static PasarColumnValue
read_alive (PasarCatalogue *self, guint row, PasarColumn column)
{
  const PasarItemSlot *item = pasar_catalogue_item_of (self, row);
  const PasarRows *rows = &self->rows;

  if (column >= PASAR_COLUMN_LOCAL)
    return pasar_local_read (self, row, pasar_column_get_local_field (column));
  switch (column)
    {
    case PASAR_COLUMN_NAME:
      return make_text (self, item->name);
    case PASAR_COLUMN_VARIATION:
      return make_text (self, rows->variation[row]);
    case PASAR_COLUMN_SKU:
      return make_text (self,
                        (rows->flags[row] & PASAR_ROW_MODEL) != 0 ? rows->sku[row] : item->sku);
    case PASAR_COLUMN_BARCODE:
      return make_text (self, rows->barcode[row]);
    case PASAR_COLUMN_ITEM_ID:
      return make_number (item->item_id);
    case PASAR_COLUMN_MODEL_ID:
      return make_number (get_model_id (self, row));
    case PASAR_COLUMN_STATUS:
      return make_number (item->status);
    case PASAR_COLUMN_PRICE:
      return read_field (self, row, PASAR_FIELD_PRICE, TRUE);
    case PASAR_COLUMN_SHOP_PRICE:
      return read_field (self, row, PASAR_FIELD_PRICE, FALSE);
    case PASAR_COLUMN_CHANGE:
      return read_change (self, row);
    case PASAR_COLUMN_CURRENT_PRICE:
      return fold_numbers (self, row, &rows->current_price, NULL, PASAR_FIELD_PRICE);
    case PASAR_COLUMN_STOCK:
      return read_field (self, row, PASAR_FIELD_STOCK, TRUE);
    case PASAR_COLUMN_SHOP_STOCK:
      return read_field (self, row, PASAR_FIELD_STOCK, FALSE);
    case PASAR_COLUMN_RESERVED:
      return fold_numbers (self, row, &rows->reserved, NULL, PASAR_FIELD_STOCK);
    case PASAR_COLUMN_SHOPEE_STOCK:
      return fold_numbers (self, row, &rows->shopee_stock, NULL, PASAR_FIELD_STOCK);
    case PASAR_COLUMN_PROMOTION:
      return make_number (get_promotion (self, row));
    case PASAR_COLUMN_UPDATED:
      return make_number (get_update_time (item));
    case PASAR_COLUMN_MARGIN:
      return pasar_margin_read (self, row);
    case PASAR_COLUMN_NONE:
      return make_number (PASAR_NO_VALUE);
    case PASAR_COLUMN_LOCATION:
    case PASAR_COLUMN_LOCAL:
    default:
      return make_number (pasar_locations_read (self, row, column - PASAR_COLUMN_LOCATION));
    }
}

/**
 * pasar_catalogue_read_value:
 * @self: a catalogue
 * @row: any number
 * @column: any column
 *
 * Reads one cell, O(1) but for an item with models: those are folded, prices to a range and pieces
 * to a sum, variations that are gone left out.
 *
 * Returns: the value; none where there is no such row or column
 */
PasarColumnValue
pasar_catalogue_read_value (PasarCatalogue *self, guint row, PasarColumn column)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), value);

  return pasar_catalogue_is_alive (self, row) ? read_alive (self, row, column) : value;
}

/**
 * pasar_catalogue_read_number:
 * @self: a catalogue
 * @row: any number
 * @column: any column
 *
 * For what sorts, sums up and computes.
 *
 * Returns: the number of [method@Catalogue.read_value], of an item with models the lowest one
 */
gint64
pasar_catalogue_read_number (PasarCatalogue *self, guint row, PasarColumn column)
{
  return pasar_catalogue_read_value (self, row, column).number;
}
