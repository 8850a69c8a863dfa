/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/* What is staged, when rows come from the shop: it goes over to them, or comes to nothing. */

static void
note_dropped (PasarCatalogue *self, guint row, PasarField field, gint64 staged)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (self, row);
  const PasarEdit dropped = { key, field, staged, PASAR_NO_VALUE };

  pasar_catalogue_drop_refusal (self, key, field, row);
  pasar_catalogue_forget_seen (self, key, field);
  g_array_append_val (self->dropped, dropped);
}

static void
drop_equal_split (PasarCatalogue *self, guint row)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (self, row);
  const PasarSplit *split = pasar_split_find (self, key);

  if (split->total != PASAR_NO_VALUE)
    return;
  for (guint i = split->stocks->len; i > 0; i--)
    {
      const PasarSplitStock stock = g_array_index (split->stocks, PasarSplitStock, i - 1);

      if (stock.staged != pasar_split_read_shop (self, row, stock.location))
        continue;
      pasar_split_set (self, key, row, stock.location, PASAR_NO_VALUE, PASAR_NO_VALUE);
      note_dropped (self, row, (PasarField) (PASAR_FIELD_LOCATION + stock.location), stock.staged);
    }
}

/* Where what is staged and what the shop has are the same now, nothing is staged any more, which is
 * noted for pasar_catalogue_take_dropped(). */
void
pasar_catalogue_drop_equal_staged (PasarCatalogue *self, guint row)
{
  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      const gint64 staged = pasar_numbers_get (&self->rows.staged[field], row);

      if (field == PASAR_FIELD_STOCK && (self->rows.flags[row] & PASAR_ROW_SPLIT) != 0)
        drop_equal_split (self, row);
      else if (staged != PASAR_NO_VALUE
               && staged == pasar_numbers_get (&self->rows.value[field], row))
        {
          pasar_numbers_set (&self->rows.staged[field], row, PASAR_NO_VALUE);
          note_dropped (self, row, (PasarField) field, staged);
        }
    }
  self->prune_pending = TRUE;
}

/* A row that has come gets what waited for it. */
void
pasar_catalogue_take_waiting (PasarCatalogue *self, guint row)
{
  PasarRowKey key = pasar_catalogue_row_get_key (self, row);
  PasarSplit *split = pasar_split_find (self, key);
  const PasarWaiting *waiting;

  if (g_hash_table_size (self->waiting) == 0)
    return;
  waiting = g_hash_table_lookup (self->waiting, &key);
  if (waiting == NULL)
    return;

  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      PasarEdit cell = { .key = key, .field = field };

      pasar_numbers_set (&self->rows.staged[field], row, waiting->staged[field]);
      pasar_numbers_set (&self->rows.base[field], row, waiting->base[field]);
      if (g_hash_table_contains (self->refusals, &cell))
        self->rows.flags[row] |= PASAR_ROW_REFUSED (field);
    }
  if (split != NULL)
    pasar_split_take (self, row, split);
  g_hash_table_remove (self->waiting, &key);
}

/* A row that takes the place of an older one gets what is staged on that. */
void
pasar_catalogue_take_staged (PasarCatalogue *self, guint row, guint old_row)
{
  guint flags = self->rows.flags[old_row] & PASAR_ROW_STAGED_ANY;

  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      pasar_numbers_set (&self->rows.staged[field],
                         row,
                         pasar_numbers_get (&self->rows.staged[field], old_row));
      pasar_numbers_set (&self->rows.base[field],
                         row,
                         pasar_numbers_get (&self->rows.base[field], old_row));
      pasar_numbers_set (&self->rows.staged[field], old_row, PASAR_NO_VALUE);
    }
  self->rows.flags[row] |= (guint16) flags;
  self->rows.flags[old_row] &= (guint16) ~PASAR_ROW_STAGED_ANY;
}
