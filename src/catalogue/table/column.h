/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarColumn:
 * @PASAR_COLUMN_NAME: the item: its name; of a model its variation
 * @PASAR_COLUMN_VARIATION: the model's name
 * @PASAR_COLUMN_SKU: the seller's code
 * @PASAR_COLUMN_ITEM_ID: the id of the item
 * @PASAR_COLUMN_MODEL_ID: the id of the model
 * @PASAR_COLUMN_STATUS: the status of the item
 * @PASAR_COLUMN_PRICE: the price without promotions: what is staged, else the shop's
 * @PASAR_COLUMN_CURRENT_PRICE: what buyers pay now
 * @PASAR_COLUMN_STOCK: the seller's stock: what is staged, else the shop's
 * @PASAR_COLUMN_RESERVED: pieces that promotions have reserved
 * @PASAR_COLUMN_SHOPEE_STOCK: pieces in Shopee's warehouses
 * @PASAR_COLUMN_PROMOTION: whether a promotion runs or is planned
 * @PASAR_COLUMN_UPDATED: when the item was changed at the shop
 * @PASAR_COLUMN_SHOP_PRICE: the price at the shop, whatever is staged
 * @PASAR_COLUMN_CHANGE: by how much the staged price differs from the shop's
 * @PASAR_COLUMN_SHOP_STOCK: the seller's stock at the shop, whatever is staged
 * @PASAR_COLUMN_BARCODE: the barcode (GTIN)
 * @PASAR_COLUMN_MARGIN: what is left of the price without cost and fee
 * @PASAR_COLUMN_NONE: no column
 * @PASAR_COLUMN_LOCATION: the pieces at the first location of the shop; those after it follow
 * @PASAR_COLUMN_LOCAL: the first of what the seller keeps in this app alone, in the order of their
 * fields
 *
 * What can be known of a row. A catalogue has all of them up to %PASAR_COLUMN_NONE; a shop with
 * more than one location has a column for each of these, too, and every shop those that the seller
 * made for it.
 */
typedef enum
{
  PASAR_COLUMN_NAME,
  PASAR_COLUMN_VARIATION,
  PASAR_COLUMN_SKU,
  PASAR_COLUMN_ITEM_ID,
  PASAR_COLUMN_MODEL_ID,
  PASAR_COLUMN_STATUS,
  PASAR_COLUMN_PRICE,
  PASAR_COLUMN_CURRENT_PRICE,
  PASAR_COLUMN_STOCK,
  PASAR_COLUMN_RESERVED,
  PASAR_COLUMN_SHOPEE_STOCK,
  PASAR_COLUMN_PROMOTION,
  PASAR_COLUMN_UPDATED,
  PASAR_COLUMN_SHOP_PRICE,
  PASAR_COLUMN_CHANGE,
  PASAR_COLUMN_SHOP_STOCK,
  PASAR_COLUMN_BARCODE,
  PASAR_COLUMN_MARGIN,
  PASAR_COLUMN_NONE,
  PASAR_COLUMN_LOCATION,
  PASAR_COLUMN_LOCAL = 0x100,
} PasarColumn;

/**
 * pasar_column_is_location:
 * @column: a column
 *
 * Returns: whether it is the stock at one location
 */
static inline gboolean
pasar_column_is_location (PasarColumn column)
{
  return column >= PASAR_COLUMN_LOCATION && column < PASAR_COLUMN_LOCAL;
}

/**
 * pasar_column_is_own:
 * @column: a column
 *
 * Returns: whether the seller made it
 */
static inline gboolean
pasar_column_is_own (PasarColumn column)
{
  return column >= PASAR_COLUMN_LOCAL + (PASAR_FIELD_OWN_NUMBER - PASAR_FIELD_COST);
}

/**
 * PasarColumnType:
 * @PASAR_COLUMN_TEXT: a text
 * @PASAR_COLUMN_NUMBER: a number in units of its column
 * @PASAR_COLUMN_TIME: seconds of Unix time
 * @PASAR_COLUMN_ENUMERATION: one of a few values, shown as words
 *
 * What the values of a column are.
 */
typedef enum
{
  PASAR_COLUMN_TEXT,
  PASAR_COLUMN_NUMBER,
  PASAR_COLUMN_TIME,
  PASAR_COLUMN_ENUMERATION,
} PasarColumnType;

/**
 * PasarColumnSource:
 * @PASAR_SOURCE_SHOP: what the shop says
 * @PASAR_SOURCE_STAGED: what is staged, else what the shop says
 * @PASAR_SOURCE_COMPUTED: follows from other columns
 * @PASAR_SOURCE_APP: kept by the seller in this app alone
 *
 * Where the values of a column come from.
 */
typedef enum
{
  PASAR_SOURCE_SHOP,
  PASAR_SOURCE_STAGED,
  PASAR_SOURCE_COMPUTED,
  PASAR_SOURCE_APP,
} PasarColumnSource;

/**
 * PasarColumnInfo:
 * @column: the column
 * @id: its name in settings, logs and actions; never translated, never changed
 * @title: its head; see [method@ColumnInfo.get_title]
 * @name: (nullable): its name in expressions and conditions, in English; %NULL: it is not known in
 *   expressions, and in conditions by @id
 * @local_name: (nullable): the same, to be translated; of a column that the seller made in quotes
 * @location_id: (nullable): the location whose stock it shows
 * @type: what its values are
 * @unit: what its numbers count
 * @source: where its values come from
 * @field: what an edit of a cell changes, where @is_editable
 * @is_editable: whether cells can be edited
 * @is_searched: whether words that are searched for are looked for here
 * @is_numeric: whether figures stand below one another, at the end of the cell
 * @is_shown: whether it is shown before the seller chooses
 * @width: in characters, before the seller chooses
 *
 * A column, as data.
 */
typedef struct
{
  PasarColumn column;
  const char *id;
  const char *title;
  const char *name;
  const char *local_name;
  const char *location_id;
  PasarColumnType type;
  PasarUnit unit;
  PasarColumnSource source;
  PasarField field;
  gboolean is_editable;
  gboolean is_searched;
  gboolean is_numeric;
  gboolean is_shown;
  guint width;
} PasarColumnInfo;

const PasarColumnInfo *pasar_column_get_info (PasarColumn column);
PasarColumn pasar_column_for_field (PasarField field);
const char *pasar_column_info_get_title (const PasarColumnInfo *self);
const char *pasar_column_info_get_local_name (const PasarColumnInfo *self);

guint pasar_catalogue_get_n_columns (PasarCatalogue *self);
const PasarColumnInfo *pasar_catalogue_get_nth_column (PasarCatalogue *self, guint n);
const PasarColumnInfo *pasar_catalogue_get_column (PasarCatalogue *self, PasarColumn column);
PasarUnit pasar_catalogue_get_unit (PasarCatalogue *self, PasarField field);
guint pasar_catalogue_get_decimals (PasarCatalogue *self, PasarField field);
const PasarColumnInfo *pasar_catalogue_find_column (PasarCatalogue *self, const char *id);
gboolean pasar_catalogue_find_location_field (PasarCatalogue *self,
                                              const char *location_id,
                                              PasarField *field);
GStrv pasar_catalogue_dup_location_ids (PasarCatalogue *self);

/**
 * PasarColumnValue:
 * @text: (nullable): of a text column; valid until `rows-changed`
 * @number: of any other column; %PASAR_NO_VALUE: none
 * @number_max: the highest one of an item with models, where @number is the lowest; else @number
 *
 * What a row has in a column.
 */
typedef struct
{
  const char *text;
  gint64 number;
  gint64 number_max;
} PasarColumnValue;

PasarColumnValue pasar_catalogue_read_value (PasarCatalogue *self, guint row, PasarColumn column);
gint64 pasar_catalogue_read_number (PasarCatalogue *self, guint row, PasarColumn column);

G_END_DECLS
