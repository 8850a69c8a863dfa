/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <string.h>

static guint
get_location (PasarField field)
{
  return (guint) (field - PASAR_FIELD_LOCATION);
}

/* What is staged in a cell, whose row is @row or PASAR_NO_ROW: of the stock only the total that is
 * staged by itself. */
gint64
pasar_staged_get (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field)
{
  const PasarWaiting *waiting;

  if (pasar_field_is_local (field))
    return pasar_locals_get (&self->locals, key, field);
  if (pasar_field_is_location (field))
    return pasar_split_get (self, key, get_location (field));
  if (row != PASAR_NO_ROW && field == PASAR_FIELD_STOCK)
    return pasar_split_get_total (self, row);
  if (row != PASAR_NO_ROW)
    return pasar_numbers_get (&self->rows.staged[field], row);

  waiting = g_hash_table_lookup (self->waiting, &key);
  return waiting != NULL ? waiting->staged[field] : PASAR_NO_VALUE;
}

/* What the shop has in a cell of a row: nothing that is local. */
gint64
pasar_staged_read_shop (PasarCatalogue *self, guint row, PasarField field)
{
  if (pasar_field_is_local (field))
    return PASAR_NO_VALUE;
  return pasar_field_is_location (field) ? pasar_split_read_shop (self, row, get_location (field))
                                         : pasar_numbers_get (&self->rows.value[field], row);
}

/* What the row has in a cell with what is staged. */
gint64
pasar_staged_read_effective (PasarCatalogue *self, guint row, PasarField field)
{
  if (pasar_field_is_local (field))
    return pasar_local_get (self, row, field);
  return pasar_field_is_location (field) ? pasar_split_read (self, row, get_location (field))
                                         : pasar_catalogue_effective (self, row, field);
}

/* Whether what the row has in a cell is staged, in this cell or otherwise. */
gboolean
pasar_staged_is_any (PasarCatalogue *self, guint row, PasarField field)
{
  if (pasar_field_is_local (field))
    return pasar_local_get (self, row, field) != PASAR_NO_VALUE;
  return pasar_field_is_location (field)
             ? pasar_split_is_staged (self, row, get_location (field))
             : pasar_numbers_get (&self->rows.staged[field], row) != PASAR_NO_VALUE;
}

/* What staging value comes to: nothing, when it is what the shop has. What is out of all bounds
 * stays a problem, but does not overflow sums. */
gint64
pasar_staged_normalise (PasarCatalogue *self, guint row, PasarField field, gint64 value)
{
  if (pasar_field_is_text (field))
    return value;
  if (pasar_field_is_yes_no (field))
    return value > 0 ? 1 : PASAR_NO_VALUE;
  if (pasar_field_is_local (field))
    return value != PASAR_NO_VALUE ? CLAMP (value, 0, PASAR_VALUE_MAX) : PASAR_NO_VALUE;
  /* Beside a total what the shop has at a location is a value like others. */
  if (row != PASAR_NO_ROW && (self->rows.flags[row] & PASAR_ROW_GONE) == 0
      && (!pasar_field_is_location (field) || pasar_split_get_total (self, row) == PASAR_NO_VALUE)
      && pasar_staged_read_shop (self, row, field) == value)
    return PASAR_NO_VALUE;
  return value != PASAR_NO_VALUE ? CLAMP (value, -1, PASAR_VALUE_MAX + 1) : PASAR_NO_VALUE;
}

static void
set_waiting (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 value)
{
  PasarWaiting *waiting = g_hash_table_lookup (self->waiting, &key);

  if (waiting == NULL)
    {
      if (value == PASAR_NO_VALUE)
        return;
      waiting = g_new (PasarWaiting, 1);
      waiting->key = key;
      for (guint i = 0; i < PASAR_N_FIELDS; i++)
        waiting->staged[i] = waiting->base[i] = PASAR_NO_VALUE;
      g_hash_table_insert (self->waiting, &waiting->key, waiting);
    }

  if (pasar_field_is_location (field))
    pasar_split_set (self, key, PASAR_NO_ROW, get_location (field), value, PASAR_NO_VALUE);
  else
    {
      waiting->staged[field] = value;
      waiting->base[field] = PASAR_NO_VALUE;
    }
  if (waiting->staged[PASAR_FIELD_PRICE] == PASAR_NO_VALUE
      && waiting->staged[PASAR_FIELD_STOCK] == PASAR_NO_VALUE
      && pasar_split_find (self, key) == NULL)
    g_hash_table_remove (self->waiting, &key);
}

static void
set_on_row (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field, gint64 value)
{
  const gint64 base = pasar_staged_read_shop (self, row, field);

  if (pasar_field_is_location (field))
    pasar_split_set (self, key, row, get_location (field), value, base);
  else if (field == PASAR_FIELD_STOCK && (self->rows.flags[row] & PASAR_ROW_SPLIT) != 0)
    pasar_split_set_total (self, row, value, base);
  else
    {
      pasar_numbers_set (&self->rows.staged[field], row, value);
      pasar_numbers_set (&self->rows.base[field], row, base);
    }
  pasar_catalogue_mark_dirty (self, self->rows.item[row]);
}

/* Row: of key, or PASAR_NO_ROW. Rules are checked and signals sent later. */
void
pasar_staged_set (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field, gint64 value)
{
  if (pasar_field_is_local (field))
    {
      pasar_locals_set (&self->locals, key, field, value);
      self->stamp++;
      self->local_stamp += pasar_field_is_text (field);
      return;
    }
  if (row == PASAR_NO_ROW)
    set_waiting (self, key, field, value);
  else
    set_on_row (self, row, key, field, value);
  pasar_catalogue_drop_refusal (self, key, field, row);
  pasar_catalogue_forget_seen (self, key, field);
  if (row != PASAR_NO_ROW)
    pasar_catalogue_update_counts (self, row);
}

/**
 * pasar_catalogue_take_dropped:
 * @self: a catalogue
 *
 * Cells that nothing is staged on any more since the shop has the value by itself, for who keeps
 * what is staged on disk. A cell may have been staged again since.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): edits that unstage them; %NULL when
 * there were none since the last call
 */
GArray *
pasar_catalogue_take_dropped (PasarCatalogue *self)
{
  GArray *dropped;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (self->dropped->len == 0)
    return NULL;
  dropped = self->dropped;
  self->dropped = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  return dropped;
}

static gint64
get_base (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field)
{
  const PasarSplit *split = pasar_split_find (self, key);
  const PasarWaiting *waiting = NULL;

  if (pasar_field_is_local (field))
    return PASAR_NO_VALUE;
  if (pasar_field_is_location (field))
    {
      const PasarSplitStock *stock = pasar_split_get_stock (split, get_location (field));

      return stock != NULL ? stock->base : PASAR_NO_VALUE;
    }
  if (row == PASAR_NO_ROW)
    waiting = g_hash_table_lookup (self->waiting, &key);
  else if (field == PASAR_FIELD_STOCK && split != NULL)
    return split->total_base;
  else
    return pasar_numbers_get (&self->rows.base[field], row);
  return waiting != NULL ? waiting->base[field] : PASAR_NO_VALUE;
}

/**
 * pasar_catalogue_read_staged:
 * @self: a catalogue
 * @key: a row, known or not yet
 * @field: which value
 * @base: (out) (optional): what the shop had when it was staged; %PASAR_NO_VALUE: unknown
 * @refusal: (out) (optional) (nullable): what the shop answered to it; valid until the next change
 *
 * Also of what waits for its row. The stock of a row with several locations is staged by location:
 * then of %PASAR_FIELD_STOCK nothing is, whatever the row comes to.
 *
 * Returns: what is staged in this cell, of a local field its value; %PASAR_NO_VALUE for nothing
 */
gint64
pasar_catalogue_read_staged (PasarCatalogue *self,
                             PasarRowKey key,
                             PasarField field,
                             gint64 *base,
                             const char **refusal)
{
  const PasarEdit cell = { .key = key, .field = pasar_field_get_answered (field) };
  guint row;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_VALUE);

  row = pasar_catalogue_find_editable (self, key);
  if (base != NULL)
    *base = get_base (self, row, key, field);
  if (refusal != NULL)
    *refusal = g_hash_table_lookup (self->refusals, &cell);
  return pasar_staged_get (self, row, key, field);
}

/**
 * pasar_catalogue_dup_staged_fields:
 * @self: a catalogue
 * @key: a row, known or not yet
 * @field: %PASAR_FIELD_PRICE or %PASAR_FIELD_STOCK
 *
 * The stock of a row may be staged in several cells.
 *
 * Returns: (transfer full) (element-type PasarField): the cells of the row in which something of it
 *   is staged
 */
GArray *
pasar_catalogue_dup_staged_fields (PasarCatalogue *self, PasarRowKey key, PasarField field)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (PasarField));
  const PasarSplit *split;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), fields);

  split = field == PASAR_FIELD_STOCK ? pasar_split_find (self, key) : NULL;
  if (pasar_catalogue_read_staged (self, key, field, NULL, NULL) != PASAR_NO_VALUE)
    g_array_append_val (fields, field);
  for (guint i = 0; split != NULL && i < split->stocks->len; i++)
    {
      const PasarField at =
          (PasarField) (PASAR_FIELD_LOCATION
                        + g_array_index (split->stocks, PasarSplitStock, i).location);

      g_array_append_val (fields, at);
    }
  return fields;
}

/**
 * pasar_catalogue_set_base:
 * @self: a catalogue
 * @key: a row, known or not yet, with something staged
 * @field: which value
 * @base: what the shop had when that was staged, in minor units or pieces; %PASAR_NO_VALUE: unknown
 *
 * Sets what the seller saw when the cell was staged, where that is not what the shop has now: an
 * earlier run staged it, or the shop was read since.
 */
void
pasar_catalogue_set_base (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 base)
{
  PasarSplitStock *stock = NULL;
  PasarWaiting *waiting;
  guint row;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  row = pasar_catalogue_find_editable (self, key);
  waiting = row == PASAR_NO_ROW ? g_hash_table_lookup (self->waiting, &key) : NULL;
  if (pasar_field_is_location (field))
    stock = pasar_split_get_stock (pasar_split_find (self, key), get_location (field));
  if (stock != NULL)
    stock->base = base;
  if (stock != NULL && row != PASAR_NO_ROW)
    pasar_split_update (self, row);
  if (pasar_field_is_location (field))
    return;
  if (waiting != NULL)
    waiting->base[field] = base;
  else if (row != PASAR_NO_ROW && field == PASAR_FIELD_STOCK
           && (self->rows.flags[row] & PASAR_ROW_SPLIT) != 0)
    pasar_split_set_total (self, row, pasar_split_get_total (self, row), base);
  else if (row != PASAR_NO_ROW)
    pasar_numbers_set (&self->rows.base[field], row, base);
}

/**
 * pasar_catalogue_set_refusal:
 * @self: a catalogue
 * @key: a row
 * @field: which value
 * @text: (nullable): what the shop answered, as a sentence; %NULL: nothing any more
 *
 * Sets what the shop answered to the last submission of this cell, of a stock as a whole. The next
 * staging of the cell clears it.
 */
void
pasar_catalogue_set_refusal (PasarCatalogue *self,
                             PasarRowKey key,
                             PasarField field,
                             const char *text)
{
  const PasarEdit cell = { .key = key, .field = pasar_field_get_answered (field) };
  guint row;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  row = pasar_catalogue_find_editable (self, key);
  if (text == NULL)
    pasar_catalogue_drop_refusal (self, key, field, row);
  else
    {
      g_hash_table_insert (self->refusals, g_memdup2 (&cell, sizeof cell), g_strdup (text));
      if (row != PASAR_NO_ROW)
        self->rows.flags[row] |= PASAR_ROW_REFUSED (cell.field);
    }
  if (row != PASAR_NO_ROW)
    pasar_catalogue_update_counts (self, row);
  pasar_catalogue_values_changed (self);
}

/* The shop's stock is total now, spread over the locations as row_spread_stock() says. */
static void
settle_stock (PasarCatalogue *self, guint row, gint64 total)
{
  guint n = self->rows.n_locations[row];
  g_autofree PasarLocationStock *spread = n > 1 ? g_new (PasarLocationStock, n) : NULL;

  if (n > 1)
    pasar_catalogue_row_spread_stock (self, row, total, spread, n);
  for (guint i = 0; n > 1 && i < n; i++)
    g_array_index (self->locations, PasarPooledLocation, self->rows.location[row] + i).stock =
        spread[i].stock;
  if (n == 0)
    self->rows.n_locations[row] = 1;
  pasar_numbers_set (&self->rows.value[PASAR_FIELD_STOCK], row, total);
}

/* The shop's stock at the n-th location is stock now; nothing happens where it has none there. */
static void
settle_location (PasarCatalogue *self, guint row, guint n, gint64 stock)
{
  PasarNumbers *sums = &self->rows.value[PASAR_FIELD_STOCK];
  const gint64 sum = pasar_numbers_get (sums, row);

  for (guint i = 0; i < self->rows.n_locations[row]; i++)
    {
      guint found;
      const gint64 now = pasar_split_read_own (self, row, i, &found);

      if (found != n)
        continue;
      if (self->rows.n_locations[row] > 1)
        g_array_index (self->locations, PasarPooledLocation, self->rows.location[row] + i).stock =
            stock;
      if (sum != PASAR_NO_VALUE)
        pasar_numbers_set (sums, row, sum - now + stock);
      return;
    }
}

static void
settle_price (PasarCatalogue *self, guint row, gint64 price)
{
  /* Without a promotion buyers pay the price; with one they go on paying the promotion's. */
  if ((self->rows.flags[row] & PASAR_ROW_ONGOING) == 0
      && (pasar_numbers_get (&self->rows.current_price, row) == PASAR_NO_VALUE
          || pasar_numbers_get (&self->rows.current_price, row)
                 == pasar_numbers_get (&self->rows.value[PASAR_FIELD_PRICE], row)))
    pasar_numbers_set (&self->rows.current_price, row, price);
  pasar_numbers_set (&self->rows.value[PASAR_FIELD_PRICE], row, price);
}

/**
 * pasar_catalogue_settle:
 * @self: a catalogue
 * @key: a row
 * @field: which value
 * @value: what the shop took, in minor units or pieces
 *
 * @value is the one at the shop from now on, %PASAR_VALUE_MAX at most. What is staged goes when it
 * is the same, and undo does not bring it back. What the shop answered before is forgotten.
 */
void
pasar_catalogue_settle (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 value)
{
  guint row;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (value >= 0);

  value = MIN (value, PASAR_VALUE_MAX);
  row = pasar_catalogue_find_editable (self, key);
  if (row != PASAR_NO_ROW && field == PASAR_FIELD_PRICE)
    settle_price (self, row, value);
  else if (row != PASAR_NO_ROW && pasar_field_is_location (field))
    settle_location (self, row, get_location (field), value);
  else if (row != PASAR_NO_ROW)
    settle_stock (self, row, value);
  if (row != PASAR_NO_ROW)
    pasar_split_update (self, row);

  if (pasar_staged_get (self, row, key, field) == value)
    {
      pasar_staged_set (self, row, key, field, PASAR_NO_VALUE);
      if (row != PASAR_NO_ROW && (self->rows.flags[row] & PASAR_ROW_GONE) != 0)
        pasar_catalogue_sweep_gone (self, self->rows.item[row]);
    }
  else
    {
      pasar_catalogue_drop_refusal (self, key, field, row);
      pasar_catalogue_set_base (self, key, field, value);
    }

  if (row != PASAR_NO_ROW)
    {
      pasar_catalogue_mark_dirty (self, self->rows.item[row]);
      pasar_catalogue_update_counts (self, row);
    }
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

/* Whether the cell is as @edit has it from, and would be another after it; @row is its row. @edit
 * becomes what it comes to now. */
gboolean
pasar_staged_is_move (PasarCatalogue *self, guint row, PasarEdit *edit)
{
  const gint64 staged = pasar_staged_get (self, row, edit->key, edit->field);

  edit->from = pasar_staged_normalise (self, row, edit->field, edit->from);
  edit->to = pasar_staged_normalise (self, row, edit->field, edit->to);
  return staged == edit->from && staged != edit->to;
}
