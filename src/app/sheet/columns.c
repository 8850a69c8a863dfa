/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In the order in which they stand from the start. */
static const PasarSheetColumn columns[] = {
  { PASAR_COLUMN_NAME, "name", N_ ("Name"), FALSE, 230, TRUE },
  { PASAR_COLUMN_VARIATION, "variation", N_ ("Variation"), FALSE, 130, TRUE },
  { PASAR_COLUMN_SKU, "sku", N_ ("SKU"), FALSE, 110, TRUE },
  { PASAR_COLUMN_ITEM_ID, "item-id", N_ ("Item ID"), TRUE, 120, FALSE },
  { PASAR_COLUMN_MODEL_ID, "model-id", N_ ("Variation ID"), TRUE, 120, FALSE },
  { PASAR_COLUMN_PRICE, "price", N_ ("Price"), TRUE, 132, TRUE },
  { PASAR_COLUMN_NEW_PRICE, "new-price", N_ ("New Price"), TRUE, 132, TRUE },
  { PASAR_COLUMN_CURRENT_PRICE, "current-price", N_ ("Buyers Pay"), TRUE, 110, FALSE },
  { PASAR_COLUMN_STOCK, "stock", N_ ("Stock"), TRUE, 84, TRUE },
  { PASAR_COLUMN_NEW_STOCK, "new-stock", N_ ("New Stock"), TRUE, 96, TRUE },
  { PASAR_COLUMN_RESERVED, "reserved", N_ ("Reserved"), TRUE, 90, FALSE },
  { PASAR_COLUMN_SHOPEE_STOCK, "shopee-stock", N_ ("In Shopee’s Warehouse"), TRUE, 170, FALSE },
  { PASAR_COLUMN_PROMOTION, "promotion", N_ ("Promotion"), FALSE, 100, FALSE },
  { PASAR_COLUMN_STATUS, "status", N_ ("Status"), FALSE, 96, TRUE },
  { PASAR_COLUMN_UPDATED, "updated", N_ ("Updated"), FALSE, 140, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (columns) == PASAR_N_SHEET_COLUMNS);

/**
 * pasar_sheet_column_get:
 * @column: a column, not `PASAR_COLUMN_NONE`
 *
 * Returns: (transfer none): what is known of it
 */
const PasarSheetColumn *
pasar_sheet_column_get (PasarColumn column)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (columns[i].column == column)
        return &columns[i];
    }
  g_return_val_if_reached (&columns[0]);
}

/**
 * pasar_sheet_column_get_nth:
 * @n: place in the usual order, below `PASAR_N_SHEET_COLUMNS`
 *
 * Returns: (transfer none): the column
 */
const PasarSheetColumn *
pasar_sheet_column_get_nth (guint n)
{
  g_return_val_if_fail (n < G_N_ELEMENTS (columns), &columns[0]);
  return &columns[n];
}

/**
 * pasar_sheet_column_find:
 * @id: a stable name
 *
 * Returns: (transfer none) (nullable): the column of that name
 */
const PasarSheetColumn *
pasar_sheet_column_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (g_str_equal (columns[i].id, id))
        return &columns[i];
    }
  return NULL;
}

/**
 * pasar_sheet_column_get_field:
 * @column: a column
 * @field: (out): the value that an edit in this column changes
 *
 * Returns: whether cells of this column can be edited
 */
gboolean
pasar_sheet_column_get_field (PasarColumn column, PasarField *field)
{
  if (column == PASAR_COLUMN_PRICE || column == PASAR_COLUMN_NEW_PRICE)
    {
      *field = PASAR_FIELD_PRICE;
      return TRUE;
    }
  if (column == PASAR_COLUMN_STOCK || column == PASAR_COLUMN_NEW_STOCK)
    {
      *field = PASAR_FIELD_STOCK;
      return TRUE;
    }
  return FALSE;
}

/* One that would not be refused for what it is. */
static gint64
get_harmless_value (PasarCatalogue *catalogue, guint row, PasarField field)
{
  return MAX (1, pasar_catalogue_read_row (catalogue, row).values[field].effective);
}

/* Whether the shop takes no other value at all. */
static gboolean
is_locked (PasarCatalogue *catalogue, guint row, PasarField field)
{
  switch (pasar_catalogue_check (catalogue, row, field, get_harmless_value (catalogue, row, field)))
    {
    case PASAR_RULE_PRICE_PROMOTION:
    case PASAR_RULE_KIT:
    case PASAR_RULE_STATUS:
    case PASAR_RULE_REGION:
    case PASAR_RULE_GONE:
      return TRUE;
    case PASAR_RULE_OK:
    case PASAR_RULE_NEGATIVE_OR_ZERO_PRICE:
    case PASAR_RULE_DECIMALS:
    case PASAR_RULE_PRICE_BELOW_MIN:
    case PASAR_RULE_PRICE_ABOVE_MAX:
    case PASAR_RULE_PRICE_RATIO:
    case PASAR_RULE_PRICE_BELOW_WHOLESALE:
    case PASAR_RULE_PRICE_WHOLESALE_SAME:
    case PASAR_RULE_STOCK_NEGATIVE:
    case PASAR_RULE_STOCK_BELOW_MIN:
    case PASAR_RULE_STOCK_ABOVE_MAX:
    case PASAR_RULE_STOCK_RESERVED:
    case PASAR_RULE_STOCK_PROMOTION:
    default:
      return FALSE;
    }
}

/* An item is locked when all its models are. */
static gboolean
is_wholly_locked (PasarCatalogue *catalogue, const PasarRowInfo *info, PasarField field)
{
  for (guint i = 0; i < info->n_edited; i++)
    {
      if (!is_locked (catalogue, info->first_edited + i, field))
        return FALSE;
    }
  return info->n_edited > 0;
}

/**
 * pasar_sheet_column_dup_lock_reason:
 * @column: a column
 * @catalogue: the shop
 * @row: a row of it
 *
 * Returns: (transfer full) (nullable): why the cell of @row cannot be edited, translated; %NULL
 * when it can: that of an item with models when one of them can
 */
char *
pasar_sheet_column_dup_lock_reason (PasarColumn column, PasarCatalogue *catalogue, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  PasarField field;

  if (column == PASAR_COLUMN_NAME || column == PASAR_COLUMN_VARIATION)
    return g_strdup (_ ("Names are changed in Shopee’s Seller Centre. Here prices and stock can be "
                        "changed."));
  if (column == PASAR_COLUMN_SKU)
    return g_strdup (_ ("SKUs are changed in Shopee’s Seller Centre. Here prices and stock can be "
                        "changed."));
  if (!pasar_sheet_column_get_field (column, &field))
    return g_strdup (
        _ ("This column only shows what Shopee says. Prices and stock can be changed."));
  if (info.n_edited == 0)
    return g_strdup (_ ("The variations of this item have not been read yet."));
  if (!is_wholly_locked (catalogue, &info, field))
    return NULL;
  return pasar_catalogue_dup_rule_text (catalogue,
                                        info.first_edited,
                                        field,
                                        get_harmless_value (catalogue, info.first_edited, field));
}

/**
 * pasar_sheet_column_is_new_value:
 * @column: a column
 *
 * Returns: whether it shows what is staged
 */
gboolean
pasar_sheet_column_is_new_value (PasarColumn column)
{
  return column == PASAR_COLUMN_NEW_PRICE || column == PASAR_COLUMN_NEW_STOCK;
}

static void
set_number (PasarCellContent *self, gint64 value, guint digits)
{
  if (value != PASAR_NO_VALUE)
    self->text = pasar_money_format_to (value, digits, NULL, self->buffer, sizeof self->buffer);
}

static void
set_range (PasarCellContent *self, gint64 lowest, gint64 highest, guint digits)
{
  char low[48];
  char high[48];

  if (lowest == PASAR_NO_VALUE || highest == PASAR_NO_VALUE || lowest == highest)
    {
      set_number (self, lowest, digits);
      return;
    }
  g_snprintf (self->buffer,
              sizeof self->buffer,
              "%s–%s",
              pasar_money_format_to (lowest, digits, NULL, low, sizeof low),
              pasar_money_format_to (highest, digits, NULL, high, sizeof high));
  self->text = self->buffer;
}

/* Nothing while the models have not been read. */
static void
set_count (PasarCellContent *self, guint n_models)
{
  if (n_models == 0)
    return;
  g_snprintf (self->buffer,
              sizeof self->buffer,
              /* Translators: how many variations an item has */
              g_dngettext (GETTEXT_PACKAGE, "%u variation", "%u variations", n_models),
              n_models);
  self->text = self->buffer;
}

static void
set_id (PasarCellContent *self, gint64 id)
{
  if (id == 0)
    return;
  g_snprintf (self->buffer, sizeof self->buffer, "%" G_GINT64_FORMAT, id);
  self->text = self->buffer;
}

static void
set_time (PasarCellContent *self, gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_local (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%x %H:%M") : NULL;

  if (text == NULL)
    return;
  g_strlcpy (self->buffer, text, sizeof self->buffer);
  self->text = self->buffer;
}

static void
read_field_flags (PasarCellContent *self,
                  PasarCatalogue *catalogue,
                  const PasarRowInfo *info,
                  PasarColumn column,
                  PasarField field)
{
  const PasarRowValue *value = &info->values[field];

  if (!pasar_sheet_column_is_new_value (column))
    return;
  if (value->staged != PASAR_NO_VALUE)
    {
      self->flags |= PASAR_CELL_CHANGED;
      if (value->problem != PASAR_RULE_OK || value->refusal != NULL)
        self->flags |= PASAR_CELL_PROBLEM;
    }
  else if (is_wholly_locked (catalogue, info, field))
    self->flags |= PASAR_CELL_LOCKED;
}

static void
read_text (PasarCellContent *self, const PasarRowInfo *info, guint digits, PasarColumn column)
{
  const PasarRowValue *price = &info->values[PASAR_FIELD_PRICE];
  const PasarRowValue *stock = &info->values[PASAR_FIELD_STOCK];

  switch (column)
    {
    case PASAR_COLUMN_NAME:
      self->text = info->name;
      break;
    case PASAR_COLUMN_VARIATION:
      if (info->is_header)
        set_count (self, info->n_edited);
      else
        self->text = info->variation;
      break;
    case PASAR_COLUMN_SKU:
      self->text = info->sku;
      break;
    case PASAR_COLUMN_ITEM_ID:
      set_id (self, info->key.item_id);
      break;
    case PASAR_COLUMN_MODEL_ID:
      set_id (self, info->key.model_id);
      break;
    case PASAR_COLUMN_STATUS:
      self->text = pasar_status_to_label (info->status);
      break;
    case PASAR_COLUMN_PRICE:
      set_range (self, price->value, price->value_max, digits);
      break;
    case PASAR_COLUMN_NEW_PRICE:
      set_range (self,
                 price->staged,
                 info->is_header ? price->effective_max : PASAR_NO_VALUE,
                 digits);
      break;
    case PASAR_COLUMN_CURRENT_PRICE:
      set_number (self, info->current_price, digits);
      break;
    case PASAR_COLUMN_STOCK:
      set_number (self, stock->value, 0);
      break;
    case PASAR_COLUMN_NEW_STOCK:
      set_number (self, stock->staged, 0);
      break;
    case PASAR_COLUMN_RESERVED:
      set_number (self, info->reserved, 0);
      break;
    case PASAR_COLUMN_SHOPEE_STOCK:
      set_number (self, info->shopee_stock, 0);
      break;
    case PASAR_COLUMN_PROMOTION:
      if (info->promotion == PASAR_PROMOTION_ONGOING)
        self->text = _ ("Running");
      else if (info->promotion == PASAR_PROMOTION_UPCOMING)
        self->text = _ ("Upcoming");
      break;
    case PASAR_COLUMN_UPDATED:
      set_time (self, info->update_time);
      break;
    case PASAR_COLUMN_SHOP_PRICE:
    case PASAR_COLUMN_CHANGE:
    case PASAR_COLUMN_SHOP_STOCK:
    case PASAR_COLUMN_NONE:
    case PASAR_COLUMN_LOCATION:
    default:
      break;
    }
}

/**
 * pasar_cell_content_read:
 * @self: (out caller-allocates): filled
 * @catalogue: the shop
 * @row: a row of it
 * @column: a column, not `PASAR_COLUMN_NONE`
 *
 * Reads what the cell of a row and column shows now.
 */
void
pasar_cell_content_read (PasarCellContent *self,
                         PasarCatalogue *catalogue,
                         guint row,
                         PasarColumn column)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  PasarField field;

  self->flags = pasar_sheet_column_get (column)->is_number ? PASAR_CELL_NUMBER : PASAR_CELL_PLAIN;
  self->text = "";
  if (info.is_header && (column == PASAR_COLUMN_NAME || pasar_sheet_column_get (column)->is_number))
    self->flags |= PASAR_CELL_HEADER;
  if (info.is_model)
    self->flags |= PASAR_CELL_MODEL;
  if (info.status != PASAR_STATUS_NORMAL || info.is_unavailable
      || (info.is_model && column == PASAR_COLUMN_NAME)
      || (info.is_header && column == PASAR_COLUMN_VARIATION))
    self->flags |= PASAR_CELL_DIM;
  if (pasar_sheet_column_get_field (column, &field))
    read_field_flags (self, catalogue, &info, column, field);

  read_text (self, &info, pasar_catalogue_get_digits (catalogue), column);
  if (self->text == NULL)
    self->text = "";
}

/**
 * pasar_cell_content_dup_label:
 * @self: what the cell shows
 * @catalogue: the shop
 * @row: the row of the cell
 * @column: the column of the cell
 *
 * Returns: (transfer full): how a screen reader names the cell, such as
 *   "New Price, 10.90, Linen shirt, White, S"
 */
char *
pasar_cell_content_dup_label (const PasarCellContent *self,
                              PasarCatalogue *catalogue,
                              guint row,
                              PasarColumn column)
{
  GString *label = g_string_new (_ (pasar_sheet_column_get (column)->title));
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  g_string_append_printf (label, ", %s", *self->text != '\0' ? self->text : _ ("empty"));
  if ((self->flags & PASAR_CELL_LOCKED) != 0)
    g_string_append_printf (label, ", %s", _ ("locked"));
  if (column != PASAR_COLUMN_NAME)
    g_string_append_printf (label, ", %s", info.name);
  if (column != PASAR_COLUMN_VARIATION && *info.variation != '\0')
    g_string_append_printf (label, ", %s", info.variation);
  return g_string_free (label, FALSE);
}
