/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#define NO_VALUES                                                                                  \
  {                                                                                                \
    PASAR_NO_VALUE, PASAR_NO_VALUE, PASAR_NO_VALUE, PASAR_NO_VALUE, PASAR_NO_VALUE,                \
        PASAR_NO_VALUE, PASAR_RULE_OK, NULL                                                        \
  }

/**
 * pasar_catalogue_get_n_rows:
 * @self: a catalogue
 *
 * Numbers of rows are below this. Dead rows keep their number, so it does not say how many there
 * are.
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
 * Counts headers and plain items, whatever is hidden in a view.
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
 * pasar_catalogue_find:
 * @self: a catalogue
 * @item_id: an item
 * @model_id: one of its models; 0: the item itself
 *
 * Looks a row up by the ids of the shop, O(1). A header is found, too, with @model_id 0.
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

/* What an item left behind when it got models has its key, but is not meant by it. */
static gboolean
is_known_as (PasarCatalogue *self, guint row, PasarRowKey key)
{
  return pasar_catalogue_is_alive (self, row) && self->rows.model_id[row] == key.model_id
         && (key.model_id != 0 || (self->rows.flags[row] & PASAR_ROW_GONE) == 0)
         && pasar_catalogue_item_of (self, row)->item_id == key.item_id;
}

/**
 * pasar_catalogue_find_again:
 * @self: a catalogue
 * @key: a row
 * @row: the number that it had; any other one does no harm
 *
 * As [method@Catalogue.find], for who keeps many rows: while numbers do not move, as they rarely
 * do, nothing is looked up.
 *
 * Returns: the row; %PASAR_NO_ROW when there is none
 */
guint
pasar_catalogue_find_again (PasarCatalogue *self, PasarRowKey key, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_ROW);

  return is_known_as (self, row, key) ? row
                                      : pasar_catalogue_find (self, key.item_id, key.model_id);
}

/**
 * pasar_catalogue_row_get_key:
 * @self: a catalogue
 * @row: a row
 *
 * Numbers of rows change when the table is filled or compacted; keys do not.
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
 * pasar_catalogue_row_is_gone:
 * @self: a catalogue
 * @row: a row
 *
 * Where an item got models after it was edited, what was staged on it has the key of the item, and
 * only this tells one from the other. It is known of rows that are not there any more, too, until
 * numbers move.
 *
 * Returns: whether the shop does not have the row any more
 */
gboolean
pasar_catalogue_row_is_gone (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return row < self->rows.n && (self->rows.flags[row] & PASAR_ROW_GONE) != 0;
}

static gint64
fold_value (gint64 a, gint64 b, PasarFold fold)
{
  if (a == PASAR_NO_VALUE || b == PASAR_NO_VALUE)
    return a == PASAR_NO_VALUE ? b : a;
  if (fold == PASAR_FOLD_LOWEST)
    return MIN (a, b);
  return fold == PASAR_FOLD_HIGHEST ? MAX (a, b) : a + b;
}

/* The value of a row that is alive, what @over (nullable) has before @column; of a header what
 * those of its models come to, those that are gone left out; PASAR_NO_VALUE where there is none. */
gint64
pasar_row_fold (PasarCatalogue *self,
                guint row,
                const PasarNumbers *column,
                const PasarNumbers *over,
                PasarFold fold)
{
  gint64 result = PASAR_NO_VALUE;
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      gint64 number = over != NULL ? pasar_numbers_get (over, i) : PASAR_NO_VALUE;

      if (i != row && (self->rows.flags[i] & PASAR_ROW_GONE) != 0)
        continue;
      if (number == PASAR_NO_VALUE)
        number = pasar_numbers_get (column, i);
      result = fold_value (result, number, fold);
    }
  return result;
}

static gint64
fold_effective (PasarCatalogue *self, guint row, PasarField field, PasarFold fold)
{
  return pasar_row_fold (self, row, &self->rows.value[field], &self->rows.staged[field], fold);
}

/* The staged value; of a header, when something is staged on any of its models, what all of them
 * come to; PASAR_NO_VALUE when nothing is staged. */
gint64
pasar_row_fold_staged (PasarCatalogue *self, guint row, PasarField field)
{
  const gint64 staged =
      pasar_row_fold (self, row, &self->rows.staged[field], NULL, PASAR_FOLD_LOWEST);

  return staged != PASAR_NO_VALUE && pasar_catalogue_is_header (self, row)
             ? fold_effective (self, row, field, pasar_field_get_fold (field))
             : staged;
}

/* Of a header: on one of its models, gone ones included. */
gboolean
pasar_row_is_staged (PasarCatalogue *self, guint row, PasarField field)
{
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      if (pasar_numbers_get (&self->rows.staged[field], i) != PASAR_NO_VALUE)
        return TRUE;
    }
  return FALSE;
}

/* Of a header the strongest of its models. */
PasarPromotionState
pasar_row_get_promotion (PasarCatalogue *self, guint row)
{
  guint flags = 0;
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    flags |= self->rows.flags[i];
  if ((flags & PASAR_ROW_ONGOING) != 0)
    return PASAR_PROMOTION_ONGOING;
  return (flags & PASAR_ROW_UPCOMING) != 0 ? PASAR_PROMOTION_UPCOMING : PASAR_PROMOTION_NONE;
}

static const char *
get_sku (PasarCatalogue *self, guint row)
{
  return pasar_arena_get (&self->texts,
                          (self->rows.flags[row] & PASAR_ROW_MODEL) != 0
                              ? self->rows.sku[row]
                              : pasar_catalogue_item_of (self, row)->sku);
}

/* Of a header the first of its models that the shop refused; PASAR_NO_ROW for none. */
static guint
find_refused (PasarCatalogue *self, guint row, PasarField field)
{
  const guint n =
      g_hash_table_size (self->refusals) > 0 ? pasar_catalogue_get_n_rows_of (self, row) : 0;

  for (guint i = row; i < row + n; i++)
    {
      if ((self->rows.flags[i] & PASAR_ROW_REFUSED (field)) != 0)
        return i;
    }
  return PASAR_NO_ROW;
}

/* Of a header: one of its models. */
gboolean
pasar_row_is_refused (PasarCatalogue *self, guint row, PasarField field)
{
  return find_refused (self, row, field) != PASAR_NO_ROW;
}

static const char *
get_refusal (PasarCatalogue *self, guint row, PasarField field)
{
  const guint refused = find_refused (self, row, field);
  const PasarEdit cell = { .key = pasar_catalogue_row_get_key (self, refused), .field = field };

  return refused != PASAR_NO_ROW ? g_hash_table_lookup (self->refusals, &cell) : NULL;
}

/* The row if what is staged on it breaks a rule, of a header the first model of which that is so,
 * gone ones included; PASAR_NO_ROW for none. */
guint
pasar_row_find_problem (PasarCatalogue *self, guint row, PasarField field)
{
  const guint n = pasar_catalogue_get_n_rows_of (self, row);

  for (guint i = row; i < row + n; i++)
    {
      if (self->rows.rule[field][i] != PASAR_RULE_OK)
        return i;
    }
  return PASAR_NO_ROW;
}

static void
read_value (PasarCatalogue *self, guint row, PasarField field, PasarRowValue *out)
{
  const PasarFold fold = pasar_field_get_fold (field);
  const guint problem = pasar_row_find_problem (self, row, field);

  out->value = pasar_row_fold (self, row, &self->rows.value[field], NULL, fold);
  out->value_max = pasar_row_fold (self, row, &self->rows.value[field], NULL, PASAR_FOLD_HIGHEST);
  out->staged = pasar_row_fold_staged (self, row, field);
  out->effective = fold_effective (self, row, field, fold);
  out->effective_max = fold_effective (self, row, field, PASAR_FOLD_HIGHEST);
  out->base = pasar_catalogue_is_editable (self, row) && out->staged != PASAR_NO_VALUE
                  ? pasar_numbers_get (&self->rows.base[field], row)
                  : PASAR_NO_VALUE;
  out->problem = problem != PASAR_NO_ROW ? self->rows.rule[field][problem] : PASAR_RULE_OK;
  out->refusal = get_refusal (self, row, field);
}

static void
read_location (PasarCatalogue *self, guint row, guint n, PasarRowValue *out)
{
  const gint64 value = pasar_locations_read_shop (self, row, n);
  const gint64 effective = pasar_locations_read (self, row, n);
  const gboolean is_staged = pasar_locations_is_staged (self, row, n);
  const PasarSplitStock *stock =
      pasar_split_get_stock (pasar_split_find (self, pasar_catalogue_row_get_key (self, row)), n);

  *out = (PasarRowValue){
    .value = value,
    .value_max = value,
    .staged = is_staged ? effective : PASAR_NO_VALUE,
    .effective = effective,
    .effective_max = effective,
    .base = stock != NULL && pasar_catalogue_is_editable (self, row) ? stock->base : PASAR_NO_VALUE,
    .problem = PASAR_RULE_OK,
    .refusal = is_staged ? get_refusal (self, row, PASAR_FIELD_STOCK) : NULL,
  };
}

static void
read_local (PasarCatalogue *self, guint row, PasarField field, PasarRowValue *out)
{
  const PasarColumnValue value = pasar_local_read (self, row, field);

  out->effective = value.number;
  out->effective_max = value.number_max;
}

/**
 * pasar_catalogue_read_field:
 * @self: a catalogue
 * @row: a row
 * @field: a value, also the stock at a location, a margin, or a local one
 *
 * Reads one value that can be edited. The problem of a stock at a location is not looked for here:
 * see [method@Catalogue.find_problem].
 *
 * Returns: the value, valid until the next change; without any where there is no such row
 */
PasarRowValue
pasar_catalogue_read_field (PasarCatalogue *self, guint row, PasarField field)
{
  PasarRowValue value = NO_VALUES;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), value);

  if (pasar_catalogue_is_alive (self, row) && pasar_field_is_location (field))
    read_location (self, row, (guint) (field - PASAR_FIELD_LOCATION), &value);
  else if (pasar_catalogue_is_alive (self, row)
           && (pasar_field_is_local (field) || field == PASAR_FIELD_MARGIN))
    read_local (self, row, field, &value);
  else if (pasar_catalogue_is_alive (self, row))
    read_value (self, row, field, &value);
  return value;
}

/**
 * pasar_catalogue_read_row:
 * @self: a catalogue
 * @row: any number
 *
 * Reads all that is known of a row at once. For looking at one row; what goes through all of them
 * is in the catalogue itself.
 *
 * Returns: the row, its texts valid until `rows-changed`; when there is none `is_alive` is %FALSE,
 * the texts are empty and the values %PASAR_NO_VALUE
 */
PasarRowInfo
pasar_catalogue_read_row (PasarCatalogue *self, guint row)
{
  PasarRowInfo info = {
    .item_row = PASAR_NO_ROW,
    .name = "",
    .variation = "",
    .sku = "",
    .status = PASAR_STATUS_UNKNOWN,
    .current_price = PASAR_NO_VALUE,
    .reserved = PASAR_NO_VALUE,
    .shopee_stock = PASAR_NO_VALUE,
    .cost = PASAR_NO_VALUE,
    .floor = PASAR_NO_VALUE,
    .values = { NO_VALUES, NO_VALUES },
  };
  const PasarItemSlot *item;
  guint flags;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), info);

  if (!pasar_catalogue_is_alive (self, row))
    return info;
  item = pasar_catalogue_item_of (self, row);
  flags = self->rows.flags[row];
  info.key = pasar_catalogue_row_get_key (self, row);
  info.is_alive = TRUE;
  info.is_header = (flags & PASAR_ROW_HEADER) != 0;
  info.is_model = (flags & PASAR_ROW_MODEL) != 0;
  info.is_gone = (flags & PASAR_ROW_GONE) != 0;
  info.is_unavailable = (flags & PASAR_ROW_UNAVAILABLE) != 0;
  info.is_kit = (item->flags & PASAR_ITEM_KIT) != 0;
  info.item_row = info.is_model ? item->first_row : row;
  info.n_edited = pasar_catalogue_get_edited (self, row, &info.first_edited);
  info.name = pasar_arena_get (&self->texts, item->name);
  info.variation = pasar_arena_get (&self->texts, self->rows.variation[row]);
  info.sku = get_sku (self, row);
  info.status = (PasarStatus) item->status;
  info.promotion = pasar_row_get_promotion (self, row);
  info.update_time = item->update_time;
  info.current_price =
      pasar_row_fold (self, row, &self->rows.current_price, NULL, PASAR_FOLD_LOWEST);
  info.reserved = pasar_row_fold (self, row, &self->rows.reserved, NULL, PASAR_FOLD_SUM);
  info.shopee_stock = pasar_row_fold (self, row, &self->rows.shopee_stock, NULL, PASAR_FOLD_SUM);
  info.cost = pasar_local_read (self, row, PASAR_FIELD_COST).number;
  info.floor = pasar_local_read (self, row, PASAR_FIELD_FLOOR).number;
  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    read_value (self, row, (PasarField) field, &info.values[field]);
  return info;
}

/**
 * pasar_catalogue_read_codes:
 * @self: a catalogue
 * @row: any number
 * @out: (out caller-allocates): its codes, the text valid until `rows-changed`
 *
 * For what goes through all rows, of which pasar_catalogue_read_row() reads more than it needs.
 *
 * Returns: whether the shop has the row
 */
gboolean
pasar_catalogue_read_codes (PasarCatalogue *self, guint row, PasarRowCodes *out)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self) && out != NULL, FALSE);

  if (!pasar_catalogue_is_alive (self, row) || (self->rows.flags[row] & PASAR_ROW_GONE) != 0)
    return FALSE;
  *out = (PasarRowCodes){ .key = pasar_catalogue_row_get_key (self, row),
                          .is_header = (self->rows.flags[row] & PASAR_ROW_HEADER) != 0,
                          .sku = get_sku (self, row) };
  return TRUE;
}

/**
 * pasar_catalogue_row_get_locations:
 * @self: a catalogue
 * @row: a plain item or a model
 * @out: (out caller-allocates) (array length=n_out): filled with as many as there is room for;
 * valid until the catalogue is filled further
 * @n_out: room in @out
 *
 * Stock is written for all locations of a row at once, so a write starts from these.
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
      out[0].stock = pasar_numbers_get (&self->rows.value[PASAR_FIELD_STOCK], row);
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

/* Makes the stock of n locations total in all: the difference goes to the first; a reduction that
 * it cannot bear goes on to the next ones. */
void
pasar_stocks_spread (PasarLocationStock *stocks, guint n, gint64 total)
{
  gint64 rest = total;

  for (guint i = 0; i < n; i++)
    rest -= stocks[i].stock;
  for (guint i = 0; i < n && rest != 0; i++)
    {
      const gint64 stock = stocks[i].stock + rest;

      /* The last one takes what is left, so that the sum is always the total. */
      stocks[i].stock = stock < 0 && i + 1 < n ? 0 : stock;
      rest = stock - stocks[i].stock;
    }
}

/**
 * pasar_catalogue_row_spread_stock:
 * @self: a catalogue
 * @row: a plain item or a model
 * @total: pieces in all
 * @out: (out caller-allocates) (array length=n_out): filled with as many as there is room for
 * @n_out: room in @out; as many as [method@Catalogue.row_get_locations] says for a whole answer
 *
 * How a new total is spread over what the shop has: the difference goes to the first location; a
 * reduction that it cannot bear goes on to the next ones.
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

  pasar_stocks_spread (out, MIN (n, n_out), total);
  return n;
}

/**
 * pasar_catalogue_row_get_staged_locations:
 * @self: a catalogue
 * @row: a plain item or a model
 * @out: (out caller-allocates) (array length=n_out): filled with as many as there is room for;
 * valid until the catalogue is filled further
 * @n_out: room in @out
 *
 * What a submission sends: what is staged of them, and of the others what the shop has.
 *
 * Returns: how many locations hold the seller's stock; 0 when unknown, and for a header
 */
guint
pasar_catalogue_row_get_staged_locations (PasarCatalogue *self,
                                          guint row,
                                          PasarLocationStock *out,
                                          guint n_out)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return pasar_catalogue_is_editable (self, row) ? pasar_split_read_all (self, row, out, n_out) : 0;
}

/**
 * pasar_catalogue_pack_item:
 * @self: a catalogue
 * @item_id: an item
 *
 * Nothing staged is in the bytes: that is kept on its own.
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
  g_autofree char *picture = NULL;
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

      model.name = pasar_arena_get (&self->texts, self->rows.variation[row]);
      model.sku = get_sku (self, row);
      model.barcode =
          model.model_id != 0 ? pasar_arena_get (&self->texts, self->rows.barcode[row]) : NULL;
      model.price = pasar_numbers_get (&self->rows.value[PASAR_FIELD_PRICE], row);
      model.current_price = pasar_numbers_get (&self->rows.current_price, row);
      model.reserved_stock = pasar_numbers_get (&self->rows.reserved, row);
      model.shopee_stock = pasar_numbers_get (&self->rows.shopee_stock, row);
      model.n_locations =
          pasar_catalogue_row_get_locations (self, row, out, self->rows.n_locations[row]);
      model.locations = out;
      model.unavailable = (self->rows.flags[row] & PASAR_ROW_UNAVAILABLE) != 0;
      model.is_gone = (self->rows.flags[row] & PASAR_ROW_GONE) != 0;
      model.promotion = pasar_row_get_promotion (self, row);
      model.lock = pasar_catalogue_row_get_lock (self, row);
      n_locations += model.n_locations;
      g_array_append_val (models, model);
    }

  picture = pasar_pictures_dup (self, item);
  record = (PasarItemRecord){
    .item_id = item->item_id,
    .name = pasar_arena_get (&self->texts, item->name),
    .sku = pasar_arena_get (&self->texts, item->sku),
    .barcode = pasar_arena_get (&self->texts, self->rows.barcode[first]),
    .picture = picture,
    .status = (PasarStatus) item->status,
    .category_id = item->category_id,
    .update_time = item->update_time,
    .has_model = has_model,
    .is_kit = (item->flags & PASAR_ITEM_KIT) != 0,
    .is_fulfilled_by_shopee = (item->flags & PASAR_ITEM_FBS) != 0,
    .is_gone = (self->rows.flags[first] & PASAR_ROW_GONE) != 0,
    .position = item->position,
    .wholesale_price = item->wholesale_price,
    .cheapest_wholesale = item->cheapest_wholesale,
    .models = (const PasarModelRecord *) (gpointer) models->data,
    .n_models = models->len,
  };
  return pasar_item_record_pack (&record, self->digits);
}
