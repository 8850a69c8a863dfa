/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/**
 * pasar_catalogue_get_n_rows:
 * @self: a catalogue
 *
 * Returns: the number of rows, dead ones included
 */
guint
pasar_catalogue_get_n_rows (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->rows.n;
}

/**
 * pasar_catalogue_get_n_items:
 * @self: a catalogue
 *
 * Returns: the number of items, with or without models
 */
guint
pasar_catalogue_get_n_items (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->n_items;
}

/**
 * pasar_catalogue_get_n_models:
 * @self: a catalogue
 *
 * Returns: the number of models of all items
 */
guint
pasar_catalogue_get_n_models (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->n_models;
}

/**
 * pasar_catalogue_find:
 * @self: a catalogue
 * @item_id: an item
 * @model_id: one of its models; 0: the item itself
 *
 * Returns: the row; %PASAR_NO_ROW when there is none
 */
guint
pasar_catalogue_find (PasarCatalogue *self, gint64 item_id, gint64 model_id)
{
  guint row;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_ROW);

  row = pasar_index_find (self, item_id, model_id);
  return pasar_catalogue_is_alive (self, row) ? row : PASAR_NO_ROW;
}

/**
 * pasar_catalogue_row_is_alive:
 * @self: a catalogue
 * @row: any number
 *
 * Returns: %TRUE when the row is part of the catalogue; all other readers answer for a row that is
 * not as for one without values
 */
gboolean
pasar_catalogue_row_is_alive (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return pasar_catalogue_is_alive (self, row);
}

static guint
get_flags (PasarCatalogue *self, guint row)
{
  return pasar_catalogue_is_alive (self, row) ? self->rows.flags[row] : PASAR_ROW_DEAD;
}

/**
 * pasar_catalogue_row_is_header:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: %TRUE for an item with models
 */
gboolean
pasar_catalogue_row_is_header (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return (get_flags (self, row) & PASAR_ROW_HEADER) != 0;
}

/**
 * pasar_catalogue_row_is_model:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: %TRUE for a model
 */
gboolean
pasar_catalogue_row_is_model (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return (get_flags (self, row) & PASAR_ROW_MODEL) != 0;
}

/**
 * pasar_catalogue_row_get_key:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: who the row is; all zero for a row that never was
 */
PasarRowKey
pasar_catalogue_row_get_key (PasarCatalogue *self, guint row)
{
  PasarRowKey key = { 0, 0 };

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), key);

  if (row < self->rows.n)
    {
      key.item_id = pasar_catalogue_item_of (self, row)->item_id;
      key.model_id = self->rows.model_id[row];
    }
  return key;
}

/**
 * pasar_catalogue_row_get_item_row:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: of a model: the row of its item; else @row
 */
guint
pasar_catalogue_row_get_item_row (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_ROW);

  return (get_flags (self, row) & PASAR_ROW_MODEL) != 0
             ? pasar_catalogue_item_of (self, row)->first_row
             : row;
}

/**
 * pasar_catalogue_row_get_models:
 * @self: a catalogue
 * @row: a row
 * @first: (out) (optional): the row of the first model; the others follow it
 *
 * Returns: how many models a header has, gone ones with something staged included; 0 for other rows
 */
guint
pasar_catalogue_row_get_models (PasarCatalogue *self, guint row, guint *first)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  if (first != NULL)
    *first = row + 1;
  return (get_flags (self, row) & PASAR_ROW_HEADER) != 0
             ? pasar_catalogue_item_of (self, row)->n_models
             : 0;
}

/**
 * pasar_catalogue_row_get_name:
 * @self: a catalogue
 * @row: a row; of a model its item's name
 *
 * Returns: (transfer none): the name, valid until the catalogue is filled further
 */
const char *
pasar_catalogue_row_get_name (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), "");

  if (!pasar_catalogue_is_alive (self, row))
    return "";
  return pasar_arena_get (&self->texts, pasar_catalogue_item_of (self, row)->name);
}

/**
 * pasar_catalogue_row_get_variation:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: (transfer none): the name of a model; empty for other rows; valid until the catalogue is
 * filled further
 */
const char *
pasar_catalogue_row_get_variation (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), "");

  return pasar_catalogue_is_alive (self, row)
             ? pasar_arena_get (&self->texts, self->rows.variation[row])
             : "";
}

/**
 * pasar_catalogue_row_get_sku:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: (transfer none): the seller's code of the model or item; valid until the catalogue is
 * filled further
 */
const char *
pasar_catalogue_row_get_sku (PasarCatalogue *self, guint row)
{
  guint flags;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), "");

  flags = get_flags (self, row);
  if ((flags & PASAR_ROW_DEAD) != 0)
    return "";
  return pasar_arena_get (&self->texts,
                          (flags & PASAR_ROW_MODEL) != 0
                              ? self->rows.sku[row]
                              : pasar_catalogue_item_of (self, row)->sku);
}

/**
 * pasar_catalogue_row_get_status:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: the status of the item
 */
PasarStatus
pasar_catalogue_row_get_status (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_STATUS_UNKNOWN);

  return pasar_catalogue_is_alive (self, row)
             ? (PasarStatus) pasar_catalogue_item_of (self, row)->status
             : PASAR_STATUS_UNKNOWN;
}

/**
 * pasar_catalogue_row_is_unavailable:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: %TRUE for a model that is not sold (MODEL_UNAVAILABLE)
 */
gboolean
pasar_catalogue_row_is_unavailable (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return (get_flags (self, row) & PASAR_ROW_UNAVAILABLE) != 0;
}

/**
 * pasar_catalogue_row_is_kit:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: %TRUE when the item is a set of other items
 */
gboolean
pasar_catalogue_row_is_kit (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return pasar_catalogue_is_alive (self, row)
         && (pasar_catalogue_item_of (self, row)->flags & PASAR_ITEM_KIT) != 0;
}

/* The models of a header, or the row itself. FALSE for a dead row. */
static gboolean
get_editable_rows (PasarCatalogue *self, guint row, guint *first, guint *end)
{
  guint flags = get_flags (self, row);
  gboolean is_header = (flags & PASAR_ROW_HEADER) != 0;

  *first = is_header ? row + 1 : row;
  *end = is_header ? *first + pasar_catalogue_item_of (self, row)->n_models : row + 1;
  return (flags & PASAR_ROW_DEAD) == 0;
}

/**
 * pasar_catalogue_row_get_promotion:
 * @self: a catalogue
 * @row: a row; of a header the strongest of its models
 *
 * Returns: whether a promotion runs or is planned
 */
PasarPromotionState
pasar_catalogue_row_get_promotion (PasarCatalogue *self, guint row)
{
  guint flags = 0;
  guint first;
  guint end;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_PROMOTION_NONE);

  if (!get_editable_rows (self, row, &first, &end))
    return PASAR_PROMOTION_NONE;
  for (guint i = first; i < end; i++)
    flags |= self->rows.flags[i];
  if ((flags & PASAR_ROW_ONGOING) != 0)
    return PASAR_PROMOTION_ONGOING;
  return (flags & PASAR_ROW_UPCOMING) != 0 ? PASAR_PROMOTION_UPCOMING : PASAR_PROMOTION_NONE;
}

/**
 * pasar_catalogue_row_get_update_time:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: when the item was changed at the shop, in seconds of Unix time; writes of price and
 * stock do not move it
 */
gint64
pasar_catalogue_row_get_update_time (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return pasar_catalogue_is_alive (self, row) ? pasar_catalogue_item_of (self, row)->update_time
                                              : 0;
}

typedef enum
{
  FOLD_LOWEST,
  FOLD_HIGHEST,
  FOLD_SUM,
} Fold;

static gint64
fold_value (gint64 a, gint64 b, Fold fold)
{
  if (a == PASAR_NO_VALUE || b == PASAR_NO_VALUE)
    return a == PASAR_NO_VALUE ? b : a;
  if (fold == FOLD_LOWEST)
    return MIN (a, b);
  return fold == FOLD_HIGHEST ? MAX (a, b) : a + b;
}

/* One column of a row, or of all models of a header; those that are gone do not count where others
 * are. */
static gint64
fold_column (PasarCatalogue *self, guint row, const gint64 *column, Fold fold)
{
  gint64 result = PASAR_NO_VALUE;
  guint first;
  guint end;

  if (!get_editable_rows (self, row, &first, &end))
    return PASAR_NO_VALUE;
  for (guint i = first; i < end; i++)
    {
      if (i == row || (self->rows.flags[i] & PASAR_ROW_GONE) == 0)
        result = fold_value (result, column[i], fold);
    }
  return result;
}

static gint64
fold_effective (PasarCatalogue *self, guint row, PasarField field, Fold fold)
{
  gint64 result = PASAR_NO_VALUE;
  guint first;
  guint end;

  if (!get_editable_rows (self, row, &first, &end))
    return PASAR_NO_VALUE;
  for (guint i = first; i < end; i++)
    {
      if (i == row || (self->rows.flags[i] & PASAR_ROW_GONE) == 0)
        result = fold_value (result, pasar_catalogue_effective (self, i, field), fold);
    }
  return result;
}

static Fold
get_fold (PasarField field)
{
  return field == PASAR_FIELD_PRICE ? FOLD_LOWEST : FOLD_SUM;
}

/**
 * pasar_catalogue_row_get_current_price:
 * @self: a catalogue
 * @row: a row; of a header the lowest of its models
 *
 * Returns: (minor units): what buyers pay now; %PASAR_NO_VALUE when unknown
 */
gint64
pasar_catalogue_row_get_current_price (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_column (self, row, self->rows.current_price, FOLD_LOWEST);
}

/**
 * pasar_catalogue_row_get_reserved:
 * @self: a catalogue
 * @row: a row; of a header the sum of its models
 *
 * Returns: pieces that promotions have reserved; %PASAR_NO_VALUE when unknown
 */
gint64
pasar_catalogue_row_get_reserved (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_column (self, row, self->rows.reserved, FOLD_SUM);
}

/**
 * pasar_catalogue_row_get_shopee_stock:
 * @self: a catalogue
 * @row: a row; of a header the sum of its models
 *
 * Returns: pieces in Shopee's warehouses, which nobody can write; %PASAR_NO_VALUE when unknown
 */
gint64
pasar_catalogue_row_get_shopee_stock (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_column (self, row, self->rows.shopee_stock, FOLD_SUM);
}

/**
 * pasar_catalogue_row_get_value:
 * @self: a catalogue
 * @row: a row; of a header the lowest price or the sum of the stock of its models
 * @field: which value
 *
 * Returns: the value at the shop (minor units or pieces); %PASAR_NO_VALUE when unknown
 */
gint64
pasar_catalogue_row_get_value (PasarCatalogue *self, guint row, PasarField field)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_column (self, row, self->rows.value[field], get_fold (field));
}

/**
 * pasar_catalogue_row_get_price_max:
 * @self: a catalogue
 * @row: a row; of a header the highest price of its models
 *
 * Returns: (minor units): the price at the shop; %PASAR_NO_VALUE when unknown
 */
gint64
pasar_catalogue_row_get_price_max (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_column (self, row, self->rows.value[PASAR_FIELD_PRICE], FOLD_HIGHEST);
}

/**
 * pasar_catalogue_row_get_staged:
 * @self: a catalogue
 * @row: a row; of a header, when something is staged on any of its models, what they come to: the
 * lowest price or the sum of the stock of all
 * @field: which value
 *
 * Returns: the staged value (minor units or pieces); %PASAR_NO_VALUE when nothing is staged
 */
gint64
pasar_catalogue_row_get_staged (PasarCatalogue *self, guint row, PasarField field)
{
  gint64 staged;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  staged = fold_column (self, row, self->rows.staged[field], FOLD_LOWEST);
  return staged != PASAR_NO_VALUE && pasar_catalogue_row_is_header (self, row)
             ? fold_effective (self, row, field, get_fold (field))
             : staged;
}

/**
 * pasar_catalogue_row_get_effective_price_max:
 * @self: a catalogue
 * @row: a row; of a header the highest price of its models
 *
 * Returns: (minor units): the staged price, where nothing is staged the one at the shop
 */
gint64
pasar_catalogue_row_get_effective_price_max (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_effective (self, row, PASAR_FIELD_PRICE, FOLD_HIGHEST);
}

/**
 * pasar_catalogue_row_get_effective:
 * @self: a catalogue
 * @row: a row; of a header the lowest price or the sum of the stock of its models
 * @field: which value
 *
 * Returns: the staged value, where nothing is staged the one at the shop (minor units or pieces)
 */
gint64
pasar_catalogue_row_get_effective (PasarCatalogue *self, guint row, PasarField field)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  return fold_effective (self, row, field, get_fold (field));
}

/**
 * pasar_catalogue_row_is_gone:
 * @self: a catalogue
 * @row: a row
 *
 * Returns: %TRUE when the shop does not have it any more, and it is here only as something is
 * staged on it
 */
gboolean
pasar_catalogue_row_is_gone (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return (get_flags (self, row) & PASAR_ROW_GONE) != 0;
}

/**
 * pasar_catalogue_row_get_locations:
 * @self: a catalogue
 * @row: a plain item or a model
 * @out: (out caller-allocates) (array length=n_out): filled with as many as there is room for;
 * valid until the catalogue is filled further
 * @n_out: room in @out
 *
 * Returns: how many locations hold the seller's stock; 0 when unknown, and for a header
 */
guint
pasar_catalogue_row_get_locations (PasarCatalogue *self,
                                   guint row,
                                   PasarLocationStock *out,
                                   guint n_out)
{
  guint n;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  n = pasar_catalogue_is_editable (self, row) ? self->rows.n_locations[row] : 0;
  if (n == 1 && n_out > 0)
    {
      out[0].location_id = pasar_arena_get (&self->texts, self->rows.location[row]);
      out[0].stock = self->rows.value[PASAR_FIELD_STOCK][row];
    }
  for (guint i = 0; n > 1 && i < MIN (n, n_out); i++)
    {
      const PasarPooledLocation *location =
          &g_array_index (self->locations, PasarPooledLocation, self->rows.location[row] + i);

      out[i].location_id = pasar_arena_get (&self->texts, location->location_id);
      out[i].stock = location->stock;
    }

  return n;
}

/**
 * pasar_catalogue_row_spread_stock:
 * @self: a catalogue
 * @row: a plain item or a model
 * @total: pieces in all
 * @out: (out caller-allocates) (array length=n_out): filled with as many as there is room for
 * @n_out: room in @out; as many as [method@Catalogue.row_get_locations] says for a whole answer
 *
 * How a new total is spread over the locations: the difference goes to the first; a reduction that
 * it cannot bear goes on to the next ones.
 *
 * Returns: how many locations there are
 */
guint
pasar_catalogue_row_spread_stock (PasarCatalogue *self,
                                  guint row,
                                  gint64 total,
                                  PasarLocationStock *out,
                                  guint n_out)
{
  guint n = pasar_catalogue_row_get_locations (self, row, out, n_out);
  guint n_filled = MIN (n, n_out);
  gint64 rest = total;

  for (guint i = 0; i < n_filled; i++)
    rest -= out[i].stock;
  for (guint i = 0; i < n_filled && rest != 0; i++)
    {
      gint64 stock = out[i].stock + rest;

      /* The last one takes what is left, so that the sum is always the total. */
      out[i].stock = stock < 0 && i + 1 < n_filled ? 0 : stock;
      rest = stock - out[i].stock;
    }

  return n;
}

/**
 * pasar_catalogue_pack_item:
 * @self: a catalogue
 * @item_id: an item
 *
 * Returns: (transfer full) (nullable): the item and its models as they are at the shop, for the
 * cache; those that are gone but have something staged are marked; %NULL when there is no such item
 */
GBytes *
pasar_catalogue_pack_item (PasarCatalogue *self, gint64 item_id)
{
  guint first = pasar_catalogue_find (self, item_id, 0);
  g_autoptr (GArray) models = NULL;
  g_autoptr (GArray) locations = NULL;
  const PasarItemSlot *item;
  gboolean has_model;
  PasarItemRecord record;
  guint n_locations = 0;

  if (first == PASAR_NO_ROW)
    return NULL;

  item = pasar_catalogue_item_of (self, first);
  has_model = (self->rows.flags[first] & PASAR_ROW_HEADER) != 0;
  models = g_array_new (FALSE, TRUE, sizeof (PasarModelRecord));
  locations = g_array_new (FALSE, TRUE, sizeof (PasarLocationStock));
  for (guint row = first; row <= first + item->n_models; row++)
    n_locations += self->rows.n_locations[row];
  g_array_set_size (locations, n_locations);

  n_locations = 0;
  for (guint row = has_model ? first + 1 : first; row <= first + item->n_models; row++)
    {
      PasarModelRecord model = { .model_id = self->rows.model_id[row] };
      PasarLocationStock *out = (PasarLocationStock *) (gpointer) locations->data + n_locations;

      model.name = pasar_catalogue_row_get_variation (self, row);
      model.sku = pasar_catalogue_row_get_sku (self, row);
      model.price = self->rows.value[PASAR_FIELD_PRICE][row];
      model.current_price = self->rows.current_price[row];
      model.reserved_stock = self->rows.reserved[row];
      model.shopee_stock = self->rows.shopee_stock[row];
      model.n_locations =
          pasar_catalogue_row_get_locations (self, row, out, self->rows.n_locations[row]);
      model.locations = out;
      model.unavailable = pasar_catalogue_row_is_unavailable (self, row);
      model.is_gone = pasar_catalogue_row_is_gone (self, row);
      model.promotion = pasar_catalogue_row_get_promotion (self, row);
      n_locations += model.n_locations;
      g_array_append_val (models, model);
    }

  record = (PasarItemRecord){
    .item_id = item->item_id,
    .name = pasar_arena_get (&self->texts, item->name),
    .sku = pasar_arena_get (&self->texts, item->sku),
    .status = (PasarStatus) item->status,
    .category_id = item->category_id,
    .update_time = item->update_time,
    .has_model = has_model,
    .is_kit = (item->flags & PASAR_ITEM_KIT) != 0,
    .is_gone = pasar_catalogue_row_is_gone (self, first),
    .position = item->position,
    .wholesale_price = item->wholesale_price,
    .models = (const PasarModelRecord *) (gpointer) models->data,
    .n_models = models->len,
  };
  return pasar_item_record_pack (&record, self->digits);
}
