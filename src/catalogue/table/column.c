/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/column.h"

#include "catalogue/table/catalogue-private.h"

#include <glib/gi18n-lib.h>

/* The registry: a new column is one entry here, and how it is read in column-read.c. In the order
 * in which they stand from the start. */
static const PasarColumnInfo columns[] = {
  {
      .column = PASAR_COLUMN_NAME,
      .id = "name",
      .title = N_ ("Item"),
      .type = PASAR_COLUMN_TEXT,
      .is_searched = TRUE,
      .is_shown = TRUE,
      .width = 34,
  },
  {
      .column = PASAR_COLUMN_VARIATION,
      .id = "variation",
      .title = N_ ("Variation"),
      .type = PASAR_COLUMN_TEXT,
      .is_searched = TRUE,
      .width = 18,
  },
  {
      .column = PASAR_COLUMN_SKU,
      .id = "sku",
      .title = N_ ("SKU"),
      .type = PASAR_COLUMN_TEXT,
      .is_searched = TRUE,
      .is_shown = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_BARCODE,
      .id = "barcode",
      .title = N_ ("Barcode"),
      .type = PASAR_COLUMN_TEXT,
      .is_searched = TRUE,
      .width = 15,
  },
  {
      .column = PASAR_COLUMN_PRICE,
      .id = "price",
      .title = N_ ("Price"),
      .name = "price",
      /* Translators: a column in expressions, such as =price*1.1: one word, small letters */
      .local_name = NC_ ("expression", "price"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_MONEY,
      .source = PASAR_SOURCE_STAGED,
      .field = PASAR_FIELD_PRICE,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .is_shown = TRUE,
      .width = 24,
  },
  {
      .column = PASAR_COLUMN_CHANGE,
      .id = "change",
      .title = N_ ("Price Change"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PERCENT,
      .source = PASAR_SOURCE_COMPUTED,
      .is_numeric = TRUE,
      .width = 12,
  },
  {
      .column = PASAR_COLUMN_SHOP_PRICE,
      .id = "shop-price",
      .title = N_ ("Price in the Shop"),
      .name = "shop_price",
      /* Translators: a column in expressions, the price that the shop has now: one word, small
         letters, parts joined by _ */
      .local_name = NC_ ("expression", "shop_price"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_MONEY,
      .is_numeric = TRUE,
      .width = 16,
  },
  {
      .column = PASAR_COLUMN_CURRENT_PRICE,
      .id = "current-price",
      .title = N_ ("Buyers Pay"),
      .name = "current_price",
      /* Translators: a column in expressions, what buyers pay now: one word, small letters, parts
         joined by _ */
      .local_name = NC_ ("expression", "current_price"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_MONEY,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_STOCK,
      .id = "stock",
      .title = N_ ("Stock"),
      .name = "stock",
      /* Translators: a column in expressions: one word, small letters */
      .local_name = NC_ ("expression", "stock"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PIECES,
      .source = PASAR_SOURCE_STAGED,
      .field = PASAR_FIELD_STOCK,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .is_shown = TRUE,
      .width = 18,
  },
  {
      .column = PASAR_COLUMN_SHOP_STOCK,
      .id = "shop-stock",
      .title = N_ ("Stock in the Shop"),
      .name = "shop_stock",
      /* Translators: a column in expressions, the stock that the shop has now: one word, small
         letters, parts joined by _ */
      .local_name = NC_ ("expression", "shop_stock"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PIECES,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_RESERVED,
      .id = "reserved",
      .title = N_ ("Reserved"),
      .name = "reserved",
      /* Translators: a column in expressions, pieces that promotions have reserved: one word, small
         letters */
      .local_name = NC_ ("expression", "reserved"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PIECES,
      .is_numeric = TRUE,
      .width = 10,
  },
  {
      .column = PASAR_COLUMN_SHOPEE_STOCK,
      .id = "shopee-stock",
      .title = N_ ("In Shopee’s Warehouse"),
      .name = "shopee_stock",
      /* Translators: a column in expressions, pieces in Shopee's warehouse: one word, small
         letters, parts joined by _ */
      .local_name = NC_ ("expression", "shopee_stock"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PIECES,
      .is_numeric = TRUE,
      .width = 18,
  },
  {
      .column = PASAR_COLUMN_PROMOTION,
      .id = "promotion",
      .title = N_ ("Promotion"),
      .type = PASAR_COLUMN_ENUMERATION,
      .width = 12,
  },
  {
      .column = PASAR_COLUMN_STATUS,
      .id = "status",
      .title = N_ ("Status"),
      .type = PASAR_COLUMN_ENUMERATION,
      .width = 12,
  },
  {
      .column = PASAR_COLUMN_ITEM_ID,
      .id = "item-id",
      .title = N_ ("Item ID"),
      .type = PASAR_COLUMN_NUMBER,
      .is_searched = TRUE,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_MODEL_ID,
      .id = "model-id",
      .title = N_ ("Variation ID"),
      .type = PASAR_COLUMN_NUMBER,
      .is_searched = TRUE,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_UPDATED,
      .id = "updated",
      .title = N_ ("Updated"),
      .type = PASAR_COLUMN_TIME,
      .width = 17,
  },
  {
      .column = PASAR_COLUMN_MARGIN,
      .id = "margin",
      /* Translators: how many percent of the price are left to the seller */
      .title = N_ ("Margin"),
      .name = "margin",
      /* Translators: a column in expressions, how many percent of the price are left to the seller:
         one word, small letters */
      .local_name = NC_ ("expression", "margin"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PERCENT,
      .source = PASAR_SOURCE_COMPUTED,
      .field = PASAR_FIELD_MARGIN,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .width = 12,
  },
};

/* Those of locations stand after this one. */
#define BEFORE_LOCATIONS PASAR_COLUMN_SHOPEE_STOCK

/**
 * pasar_column_get_info:
 * @column: a column that all catalogues have
 *
 * What does not depend on a shop; see [method@Catalogue.get_column] for any column.
 *
 * Returns: (transfer none) (nullable): the column, %NULL for one that not all have
 */
const PasarColumnInfo *
pasar_column_get_info (PasarColumn column)
{
  if (column >= PASAR_COLUMN_LOCAL)
    return pasar_local_columns_get_nth (column - PASAR_COLUMN_LOCAL);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (columns[i].column == column)
        return &columns[i];
    }
  return NULL;
}

/**
 * pasar_column_for_field:
 * @field: a value that can be edited
 *
 * Each of them has one column.
 *
 * Returns: the column in which it is edited
 */
PasarColumn
pasar_column_for_field (PasarField field)
{
  if (pasar_field_is_location (field))
    return (PasarColumn) (PASAR_COLUMN_LOCATION + (field - PASAR_FIELD_LOCATION));
  if (pasar_field_is_local (field))
    return (PasarColumn) (PASAR_COLUMN_LOCAL + (field - PASAR_FIELD_COST));
  if (field == PASAR_FIELD_MARGIN)
    return PASAR_COLUMN_MARGIN;
  return field == PASAR_FIELD_PRICE ? PASAR_COLUMN_PRICE : PASAR_COLUMN_STOCK;
}

/* Its texts are not translated. */
static gboolean
is_of_shop (const PasarColumnInfo *self)
{
  return self->location_id != NULL || pasar_column_is_own (self->column);
}

/**
 * pasar_column_info_get_title:
 * @self: a column
 *
 * As the seller reads it.
 *
 * Returns: (transfer none): its head, translated
 */
const char *
pasar_column_info_get_title (const PasarColumnInfo *self)
{
  return is_of_shop (self) ? self->title : _ (self->title);
}

/**
 * pasar_column_info_get_local_name:
 * @self: a column
 *
 * Expressions know it beside the English one.
 *
 * Returns: (transfer none) (nullable): its name in expressions, translated
 */
const char *
pasar_column_info_get_local_name (const PasarColumnInfo *self)
{
  if (is_of_shop (self) || self->local_name == NULL)
    return self->local_name;
  return g_dpgettext2 (GETTEXT_PACKAGE, "expression", self->local_name);
}

/**
 * pasar_catalogue_get_n_columns:
 * @self: a catalogue
 *
 * More of them may come when rows change, and when `columns-changed` is emitted.
 *
 * Returns: how many columns it has
 */
guint
pasar_catalogue_get_n_columns (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return G_N_ELEMENTS (columns) + pasar_locations_get_n_columns (self)
         + pasar_local_columns_get_n () + pasar_own_columns_get_n (self);
}

/**
 * pasar_catalogue_get_nth_column:
 * @self: a catalogue
 * @n: a place in the usual order, below [method@Catalogue.get_n_columns]
 *
 * The order in which columns stand before the seller moves them.
 *
 * Returns: (transfer none): a column, which lives as long as the catalogue
 */
const PasarColumnInfo *
pasar_catalogue_get_nth_column (PasarCatalogue *self, guint n)
{
  guint n_before = 0;
  guint n_locations;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), &columns[0]);

  while (columns[n_before++].column != BEFORE_LOCATIONS)
    ;
  n_locations = pasar_locations_get_n_columns (self);
  if (n >= n_before && n < n_before + n_locations)
    return pasar_locations_get_column (self, n - n_before);
  if (n >= n_before)
    n -= n_locations;
  if (n < G_N_ELEMENTS (columns))
    return &columns[n];
  n -= G_N_ELEMENTS (columns);
  if (n < pasar_local_columns_get_n ())
    return pasar_local_columns_get_nth (n);
  n -= pasar_local_columns_get_n ();
  g_return_val_if_fail (n < pasar_own_columns_get_n (self), &columns[0]);
  return pasar_own_columns_get_nth (self, n);
}

/**
 * pasar_catalogue_get_column:
 * @self: a catalogue
 * @column: a column
 *
 * Those of locations stay the same for as long as the catalogue lives, as do those that the seller
 * made, also when they are removed.
 *
 * Returns: (transfer none) (nullable): what is known of it, %NULL when the catalogue never had such
 * a column
 */
const PasarColumnInfo *
pasar_catalogue_get_column (PasarCatalogue *self, PasarColumn column)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (pasar_column_is_own (column))
    return pasar_own_columns_find (self, pasar_column_get_local_field (column));
  if (!pasar_column_is_location (column))
    return pasar_column_get_info (column);
  return column - PASAR_COLUMN_LOCATION < pasar_locations_get_n_columns (self)
             ? pasar_locations_get_column (self, column - PASAR_COLUMN_LOCATION)
             : NULL;
}

/**
 * pasar_catalogue_get_unit:
 * @self: a catalogue
 * @field: a value
 *
 * Also of the stock at a location that has no column, as it is the only one.
 *
 * Returns: what its numbers count
 */
PasarUnit
pasar_catalogue_get_unit (PasarCatalogue *self, PasarField field)
{
  const PasarColumnInfo *info;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_UNIT_NONE);

  info = pasar_catalogue_get_column (self, pasar_column_for_field (field));
  return info != NULL ? info->unit : PASAR_UNIT_PIECES;
}

/**
 * pasar_catalogue_get_decimals:
 * @self: a catalogue
 * @field: a value
 *
 * For who writes it as it is typed.
 *
 * Returns: how many of the digits of its number are decimals; of a percentage one
 */
guint
pasar_catalogue_get_decimals (PasarCatalogue *self, PasarField field)
{
  switch (pasar_catalogue_get_unit (self, field))
    {
    case PASAR_UNIT_MONEY:
      return self->digits;
    case PASAR_UNIT_PERCENT:
      return 1;
    case PASAR_UNIT_NUMBER:
      return PASAR_NUMBER_DECIMALS;
    case PASAR_UNIT_NONE:
    case PASAR_UNIT_PIECES:
    default:
      return 0;
    }
}

/**
 * pasar_catalogue_find_column:
 * @self: a catalogue
 * @id: a name from settings or an action
 *
 * The way back from what was kept.
 *
 * Returns: (transfer none) (nullable): the column of that id
 */
const PasarColumnInfo *
pasar_catalogue_find_column (PasarCatalogue *self, const char *id)
{
  const guint n = pasar_catalogue_get_n_columns (self);

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *column = pasar_catalogue_get_nth_column (self, i);

      if (g_str_equal (column->id, id))
        return column;
    }
  return NULL;
}
