/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/table/margin.h"

/* What is left of a price: without the cost, and without what Shopee and others take of it. */

/* (price - cost - fee) / price, in tenths of a percent, rounded once. */
static gint64
get_margin (PasarCatalogue *self, guint row)
{
  const gint64 price = pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);
  const gint64 cost = pasar_local_get (self, row, PASAR_FIELD_COST);
  __int128 left;
  __int128 whole;

  if (price == PASAR_NO_VALUE || price <= 0 || cost == PASAR_NO_VALUE)
    return PASAR_NO_VALUE;
  left = (__int128) price * (PASAR_FEE_WHOLE - self->fee) - (__int128) cost * PASAR_FEE_WHOLE;
  whole = (__int128) price * PASAR_FEE_WHOLE;
  left *= 2 * 1000;
  return (gint64) ((left + (left < 0 ? -whole : whole)) / (2 * whole));
}

/* Of a header from the lowest to the highest of its models, those that are gone left out. */
PasarColumnValue
pasar_margin_read (PasarCatalogue *self, guint row)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      const gint64 margin = i == row || (self->rows.flags[i] & PASAR_ROW_GONE) == 0
                                ? get_margin (self, i)
                                : PASAR_NO_VALUE;

      if (margin == PASAR_NO_VALUE)
        continue;
      value.number = value.number != PASAR_NO_VALUE ? MIN (value.number, margin) : margin;
      value.number_max = MAX (value.number_max, margin);
    }
  return value;
}

/**
 * pasar_catalogue_get_fee:
 * @self: a catalogue
 *
 * Is 0 until it is set.
 *
 * Returns: what is taken of each price that is paid, in hundredths of a percent
 */
gint64
pasar_catalogue_get_fee (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->fee;
}

/**
 * pasar_catalogue_set_fee:
 * @self: a catalogue
 * @fee: what is taken of each price, in hundredths of a percent; less than all of it
 *
 * Margins are less by it.
 */
void
pasar_catalogue_set_fee (PasarCatalogue *self, gint64 fee)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  self->fee = CLAMP (fee, 0, PASAR_FEE_WHOLE - 1);
  self->stamp++;
  pasar_catalogue_values_changed (self);
}
