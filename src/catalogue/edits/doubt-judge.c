/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/doubts-private.h"
#include "catalogue/edits/private.h"
#include "catalogue/edits/undercut.h"

/* What is doubted in a row, once it is known what is usual among all that is staged. */

/* Fewer models say nothing of what is usual. */
#define LEAST_SIBLINGS 3

/* A code with fewer digits is a number that prices and stocks have by chance. */
#define LEAST_CODE 100

/* Whether buyers find none of it; where the stock is not known it is not said. */
static gboolean
is_row_sold_out (PasarDoubts *self, guint row)
{
  return pasar_catalogue_effective (self->catalogue, row, PASAR_FIELD_STOCK) == 0
         && pasar_numbers_get (&self->catalogue->rows.shopee_stock, row) <= 0;
}

/* What the rows of an item have in common, once for all of them. */
static void
look_at_item (PasarDoubts *self, const PasarItemSlot *item)
{
  const PasarRows *rows = &self->catalogue->rows;

  self->item_id = item->item_id;
  self->is_sold_out = item->status == PASAR_STATUS_NORMAL;
  pasar_usual_clear (self->siblings);
  for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
    {
      gint64 change;

      if ((rows->flags[row] & (PASAR_ROW_HEADER | PASAR_ROW_GONE | PASAR_ROW_UNAVAILABLE)) != 0)
        continue;
      self->is_sold_out = self->is_sold_out && is_row_sold_out (self, row);
      change = pasar_doubt_get_change (pasar_doubts_read_shop (self, row, PASAR_FIELD_PRICE),
                                       pasar_catalogue_effective (self->catalogue,
                                                                  row,
                                                                  PASAR_FIELD_PRICE));
      if (change != PASAR_NO_VALUE)
        pasar_usual_add (self->siblings, change);
    }
  pasar_usual_measure (self->siblings, LEAST_SIBLINGS, self->limits.apart * 10);
}

static gboolean
is_code (const char *sku, gint64 number)
{
  guint64 code;

  return g_ascii_string_to_unsigned (sku, 10, LEAST_CODE, PASAR_VALUE_MAX, &code, NULL)
         && (gint64) code == number;
}

/* The column of the row in which a number stands; PASAR_COLUMN_NONE: none. */
static PasarColumn
find_number (PasarDoubts *self, guint row, gint64 number)
{
  PasarRowCodes codes;

  pasar_catalogue_read_codes (self->catalogue, row, &codes);
  if (number == codes.key.item_id)
    return PASAR_COLUMN_ITEM_ID;
  if (number == codes.key.model_id && number > 0)
    return PASAR_COLUMN_MODEL_ID;
  return is_code (codes.sku, number) ? PASAR_COLUMN_SKU : PASAR_COLUMN_NONE;
}

/* The column that a price was meant for, or comes from. */
static PasarColumn
find_column_of_price (PasarDoubts *self, guint row, gint64 price)
{
  gint64 scale = 1;

  for (guint i = 0; i < self->catalogue->digits; i++)
    scale *= 10;
  if (price % scale != 0)
    return PASAR_COLUMN_NONE;
  price /= scale;
  if (price == pasar_doubts_read_shop (self, row, PASAR_FIELD_STOCK)
      || price == pasar_doubts_read_staged (self, row, PASAR_FIELD_STOCK))
    return PASAR_COLUMN_STOCK;
  return find_number (self, row, price);
}

/* A price that changes by what all change by was computed: no digit of it slipped. */
static PasarDoubtKinds
judge_reading (PasarDoubts *self, guint row, PasarDoubtEntry *entry)
{
  const gint64 old_price = entry->doubt.old_value;
  const gint64 new_price = entry->doubt.new_value;
  PasarDoubtKinds kinds = PASAR_DOUBT_NONE;

  if (entry->change != PASAR_NO_VALUE && pasar_usual_is_in_step (self->batch, entry->change))
    return kinds;
  if (pasar_doubt_is_transposed (old_price, new_price)
      || pasar_doubt_is_doubled (old_price, new_price))
    kinds |= PASAR_DOUBT_DIGITS;
  entry->column = find_column_of_price (self, row, new_price);
  return entry->column != PASAR_COLUMN_NONE ? kinds | PASAR_DOUBT_COLUMN : kinds;
}

static PasarDoubtKinds
judge_among_others (PasarDoubts *self, const PasarDoubtEntry *entry)
{
  const PasarDoubtConstant *constant =
      g_hash_table_lookup (self->constants, &entry->doubt.new_value);
  PasarDoubtKinds kinds = PASAR_DOUBT_NONE;

  if (entry->change == PASAR_NO_VALUE)
    return kinds;
  if (pasar_usual_is_apart (self->siblings, entry->change))
    kinds |= PASAR_DOUBT_SIBLINGS;
  if (pasar_usual_is_apart (self->batch, entry->change))
    kinds |= PASAR_DOUBT_BATCH;
  if (constant != NULL && constant->is_slip)
    kinds |= PASAR_DOUBT_CONSTANT;
  return kinds;
}

/* Pieces may have been moved from one location to another, so that the sum says nothing. */
static gboolean
has_moved_at_location (PasarCatalogue *catalogue, guint row)
{
  const PasarSplit *split =
      pasar_split_find (catalogue, pasar_catalogue_row_get_key (catalogue, row));

  for (guint i = 0; i < split->stocks->len; i++)
    {
      const PasarSplitStock *stock = &g_array_index (split->stocks, PasarSplitStock, i);
      const gint64 value = pasar_split_read_shop (catalogue, row, stock->location);

      if (stock->base != PASAR_NO_VALUE && value != PASAR_NO_VALUE && stock->base != value)
        return TRUE;
    }
  return FALSE;
}

static void
judge_shop (PasarDoubts *self, guint row, PasarDoubtEntry *entry)
{
  PasarDoubt *doubt = &entry->doubt;
  const gboolean is_split = doubt->field == PASAR_FIELD_STOCK
                            && (self->catalogue->rows.flags[row] & PASAR_ROW_SPLIT) != 0;

  entry->base = pasar_numbers_get (&self->catalogue->rows.base[doubt->field], row);
  if ((entry->base != PASAR_NO_VALUE && entry->base != doubt->old_value)
      || (is_split && has_moved_at_location (self->catalogue, row)))
    doubt->kinds |= PASAR_DOUBT_MOVED;
}

/* A price of nothing is never sent. */
static void
judge_price (PasarDoubts *self, guint row, PasarDoubtEntry *entry)
{
  PasarDoubt *doubt = &entry->doubt;
  PasarField limit;

  if (doubt->new_value <= 0)
    return;
  entry->change = pasar_doubt_get_change (doubt->old_value, doubt->new_value);
  entry->siblings = self->siblings->median;
  doubt->kinds |= pasar_doubt_compare_sizes (doubt->old_value, doubt->new_value)
                  | pasar_doubt_compare_limits (&self->limits, doubt->old_value, doubt->new_value)
                  | judge_reading (self, row, entry) | judge_among_others (self, entry);
  limit = pasar_catalogue_find_undercut (self->catalogue, row);
  if (limit == PASAR_FIELD_PRICE)
    return;
  entry->limit = pasar_local_get (self->catalogue, row, limit);
  doubt->kinds |= limit == PASAR_FIELD_COST ? PASAR_DOUBT_BELOW_COST : PASAR_DOUBT_BELOW_FLOOR;
}

/* A stock falls far whenever much is sold; a small one is refilled to ten times of it. */
static void
judge_stock (PasarDoubts *self, guint row, PasarDoubtEntry *entry)
{
  PasarDoubt *doubt = &entry->doubt;

  if (doubt->new_value == 0 && self->is_sold_out)
    doubt->kinds |= PASAR_DOUBT_OUT_OF_STOCK;
  if (doubt->new_value <= 0)
    return;
  if (doubt->new_value > doubt->old_value && doubt->new_value >= (gint64) self->limits.stock)
    doubt->kinds |= pasar_doubt_compare_sizes (doubt->old_value, doubt->new_value);
  entry->column = find_number (self, row, doubt->new_value);
  if (entry->column != PASAR_COLUMN_NONE)
    doubt->kinds |= PASAR_DOUBT_COLUMN;
}

/* Takes in what is doubted in the values of a row. */
void
pasar_doubts_judge (PasarDoubts *self, guint row)
{
  const PasarItemSlot *item = pasar_catalogue_item_of (self->catalogue, row);

  if (item->item_id != self->item_id)
    look_at_item (self, item);
  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      PasarDoubtEntry entry = {
        .doubt = {
          .key = pasar_catalogue_row_get_key (self->catalogue, row),
          .field = (PasarField) field,
          .old_value = pasar_doubts_read_shop (self, row, (PasarField) field),
          .new_value = pasar_doubts_read_staged (self, row, (PasarField) field),
        },
        .column = PASAR_COLUMN_NONE,
      };

      if (entry.doubt.new_value == PASAR_NO_VALUE)
        continue;
      judge_shop (self, row, &entry);
      if (field == PASAR_FIELD_PRICE)
        judge_price (self, row, &entry);
      else
        judge_stock (self, row, &entry);
      if (entry.doubt.kinds != PASAR_DOUBT_NONE)
        pasar_doubts_add (self, &entry);
    }
}
