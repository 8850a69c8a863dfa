/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/* Stock that is staged by location.
 *
 * What is staged are cells, each for itself: a total of the stock, and the stock at any location.
 * The log names cells and undo goes from cell to cell, so what a row comes to follows from them
 * and from what the shop has, at any time:
 *
 * - A location has what is staged there; else its share of the staged total (see
 *   pasar_catalogue_row_spread_stock()); else what the shop has.
 * - The stock of the row is the sum of its locations. It counts as staged as soon as anything is,
 *   also when pieces only move from one location to another.
 *
 * The seller sees in the columns of the locations exactly what will be sent, so a total is kept
 * only where there is nothing to share it out: an edit of the stock of a row with several
 * locations stages what each of them gets (edits/move). A total in such a row is of an earlier
 * version, or the row had a single location when it was staged; it goes on meaning what it did.
 * An edit of the only location of a row is one of its stock. So a shop with one location, which
 * has no columns for it, has nothing of all this.
 *
 * A cell whose value the shop has is not staged. Where the shop has no stock of a row at a staged
 * location (any more), the cell stays, breaks PASAR_RULE_LOCATION, and is no part of the sum.
 *
 * What is staged stands beside the rows by their keys, so that it stays when rows move, go and
 * come; only rows with stock staged by location pay for it. In the columns such a row has
 * PASAR_ROW_SPLIT, and as staged stock and its base what its locations come to; its own total is
 * here. */

static void
split_free (gpointer data)
{
  PasarSplit *self = data;

  g_array_unref (self->stocks);
  g_free (self);
}

void
pasar_splits_init (PasarCatalogue *self)
{
  self->splits = g_hash_table_new_full (pasar_row_key_hash, pasar_row_key_equal, NULL, split_free);
}

/* NULL when nothing is staged by location on the key. */
PasarSplit *
pasar_split_find (PasarCatalogue *self, PasarRowKey key)
{
  return g_hash_table_size (self->splits) > 0 ? g_hash_table_lookup (self->splits, &key) : NULL;
}

/* That of a row with PASAR_ROW_SPLIT. */
static PasarSplit *
get_split (PasarCatalogue *self, guint row)
{
  return (self->rows.flags[row] & PASAR_ROW_SPLIT) != 0
             ? pasar_split_find (self, pasar_catalogue_row_get_key (self, row))
             : NULL;
}

/* What is staged at the n-th location; NULL for nothing. */
PasarSplitStock *
pasar_split_get_stock (const PasarSplit *self, guint n)
{
  for (guint i = 0; self != NULL && i < self->stocks->len; i++)
    {
      PasarSplitStock *stock = &g_array_index (self->stocks, PasarSplitStock, i);

      if (stock->location == n)
        return stock;
    }
  return NULL;
}

/* What is staged at the n-th location on a key. */
gint64
pasar_split_get (PasarCatalogue *self, PasarRowKey key, guint n)
{
  const PasarSplitStock *stock = pasar_split_get_stock (pasar_split_find (self, key), n);

  return stock != NULL ? stock->staged : PASAR_NO_VALUE;
}

/* Where the pieces at the n-th of its own locations are, and how many the shop has; FALSE for a
 * location that has no column. */
static gboolean
get_own (PasarCatalogue *self, guint row, guint i, guint *n, gint64 *stock)
{
  const PasarRows *rows = &self->rows;
  const gboolean is_only = rows->n_locations[row] == 1;
  const PasarPooledLocation *pooled =
      is_only ? NULL
              : &g_array_index (self->locations, PasarPooledLocation, rows->location[row] + i);

  *stock = is_only ? pasar_numbers_get (&rows->value[PASAR_FIELD_STOCK], row) : pooled->stock;
  return pasar_locations_find_text (self, is_only ? rows->location[row] : pooled->location_id, n);
}

/* The total that is staged by itself on a row, whatever its locations. */
gint64
pasar_split_get_total (PasarCatalogue *self, guint row)
{
  const PasarSplit *split = get_split (self, row);

  return split != NULL ? split->total
                       : pasar_numbers_get (&self->rows.staged[PASAR_FIELD_STOCK], row);
}

/* What each location of the row has with what is staged; returns how many it has. */
guint
pasar_split_read_all (PasarCatalogue *self, guint row, PasarLocationStock *out, guint n_out)
{
  const PasarSplit *split = get_split (self, row);
  const gint64 total = pasar_split_get_total (self, row);
  guint n_locations;

  if (total != PASAR_NO_VALUE)
    n_locations = pasar_catalogue_row_spread_stock (self, row, total, out, n_out);
  else
    n_locations = pasar_catalogue_row_get_locations (self, row, out, n_out);
  for (guint i = 0; split != NULL && i < MIN (n_locations, n_out); i++)
    {
      const PasarSplitStock *stock;
      gint64 at_shop;
      guint n;

      if (get_own (self, row, i, &n, &at_shop)
          && (stock = pasar_split_get_stock (split, n)) != NULL)
        out[i].stock = stock->staged;
    }
  return n_locations;
}

/* What the shop had where something is staged, and has elsewhere. */
static gint64
add_bases (PasarCatalogue *self, guint row, const PasarSplit *split)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows.n_locations[row]; i++)
    {
      const PasarSplitStock *stock = NULL;
      gint64 base;
      guint n;

      if (get_own (self, row, i, &n, &base))
        stock = pasar_split_get_stock (split, n);
      if (stock != NULL)
        base = stock->base;
      if (base == PASAR_NO_VALUE)
        return PASAR_NO_VALUE;
      sum += base;
    }
  return sum;
}

/* Brings the row's staged stock up to date with what is staged by location and what the shop has.
 */
void
pasar_split_update (PasarCatalogue *self, guint row)
{
  const PasarSplit *split = get_split (self, row);
  const guint n = self->rows.n_locations[row];
  g_autofree PasarLocationStock *stocks = NULL;
  gint64 sum = 0;

  if (split == NULL)
    return;
  stocks = g_new (PasarLocationStock, n + 1);
  pasar_split_read_all (self, row, stocks, n);
  for (guint i = 0; i < n; i++)
    sum += stocks[i].stock;
  /* All that is known of a row that came from the log alone. */
  for (guint i = 0; n == 0 && i < split->stocks->len; i++)
    sum += g_array_index (split->stocks, PasarSplitStock, i).staged;
  pasar_numbers_set (&self->rows.staged[PASAR_FIELD_STOCK], row, sum);
  pasar_numbers_set (&self->rows.base[PASAR_FIELD_STOCK],
                     row,
                     n > 0 ? add_bases (self, row, split) : PASAR_NO_VALUE);
}

/* The row of the key has come, or something is staged by location on it for the first time. */
void
pasar_split_take (PasarCatalogue *self, guint row, PasarSplit *split)
{
  split->total = pasar_numbers_get (&self->rows.staged[PASAR_FIELD_STOCK], row);
  split->total_base = pasar_numbers_get (&self->rows.base[PASAR_FIELD_STOCK], row);
  self->rows.flags[row] |= PASAR_ROW_SPLIT;
}

static void
end_split (PasarCatalogue *self, guint row, PasarSplit *split)
{
  const PasarRowKey key = split->key;

  if (row != PASAR_NO_ROW)
    {
      pasar_numbers_set (&self->rows.staged[PASAR_FIELD_STOCK], row, split->total);
      pasar_numbers_set (&self->rows.base[PASAR_FIELD_STOCK], row, split->total_base);
      self->rows.flags[row] &= (guint16) ~PASAR_ROW_SPLIT;
    }
  g_hash_table_remove (self->splits, &key);
}

/* Stages value at the n-th location on a key, PASAR_NO_VALUE: nothing; row: its row, or
 * PASAR_NO_ROW. */
void
pasar_split_set (PasarCatalogue *self,
                 PasarRowKey key,
                 guint row,
                 guint n,
                 gint64 value,
                 gint64 base)
{
  PasarSplit *split = pasar_split_find (self, key);
  PasarSplitStock *stock = pasar_split_get_stock (split, n);
  const PasarSplitStock new_stock = { n, value, base };

  if (stock == NULL && value == PASAR_NO_VALUE)
    return;
  if (split == NULL)
    {
      split = g_new0 (PasarSplit, 1);
      split->key = key;
      split->total = split->total_base = PASAR_NO_VALUE;
      split->stocks = g_array_new (FALSE, FALSE, sizeof (PasarSplitStock));
      g_hash_table_insert (self->splits, &split->key, split);
      if (row != PASAR_NO_ROW)
        pasar_split_take (self, row, split);
    }
  if (stock == NULL)
    g_array_append_val (split->stocks, new_stock);
  else if (value != PASAR_NO_VALUE)
    *stock = new_stock;
  else
    g_array_remove_index (split->stocks,
                          (guint) (stock - (PasarSplitStock *) (gpointer) split->stocks->data));
  if (split->stocks->len == 0)
    end_split (self, row, split);
  else if (row != PASAR_NO_ROW)
    pasar_split_update (self, row);
}

/* The total that a row with PASAR_ROW_SPLIT has beside them. */
void
pasar_split_set_total (PasarCatalogue *self, guint row, gint64 total, gint64 base)
{
  PasarSplit *split = get_split (self, row);

  split->total = total;
  split->total_base = base;
  pasar_split_update (self, row);
}

/* Where in the row's own locations the n-th one of the shop is; FALSE for nowhere. */
static gboolean
find_own (PasarCatalogue *self, guint row, guint n, guint *place, gint64 *stock)
{
  guint found;

  for (guint i = 0; i < self->rows.n_locations[row]; i++)
    {
      if (get_own (self, row, i, &found, stock) && found == n)
        {
          *place = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* What the shop has at its n-th location; PASAR_NO_VALUE where the row has none there. */
gint64
pasar_split_read_shop (PasarCatalogue *self, guint row, guint n)
{
  gint64 stock;
  guint place;

  return find_own (self, row, n, &place, &stock) ? stock : PASAR_NO_VALUE;
}

/* The same with what is staged. */
gint64
pasar_split_read (PasarCatalogue *self, guint row, guint n)
{
  const guint n_locations = self->rows.n_locations[row];
  g_autofree PasarLocationStock *stocks = NULL;
  const PasarSplitStock *staged;
  gint64 stock;
  guint place;

  if ((self->rows.flags[row] & PASAR_ROW_SPLIT) != 0
      && (staged = pasar_split_get_stock (get_split (self, row), n)) != NULL)
    return staged->staged;
  if (!find_own (self, row, n, &place, &stock))
    return PASAR_NO_VALUE;
  if (pasar_split_get_total (self, row) == PASAR_NO_VALUE)
    return stock;
  stocks = g_new (PasarLocationStock, n_locations);
  pasar_split_read_all (self, row, stocks, n_locations);
  return stocks[place].stock;
}

/* Whether the row has another stock at the shop's n-th location than the shop. */
gboolean
pasar_split_is_staged (PasarCatalogue *self, guint row, guint n)
{
  if (pasar_numbers_get (&self->rows.staged[PASAR_FIELD_STOCK], row) == PASAR_NO_VALUE)
    return FALSE;
  return pasar_split_get_stock (get_split (self, row), n) != NULL
         || pasar_split_read (self, row, n) != pasar_split_read_shop (self, row, n);
}

/* Whether all locations of the row have columns, so that its stock can be staged by location. */
gboolean
pasar_split_is_possible (PasarCatalogue *self, guint row)
{
  gint64 stock;
  guint n;

  for (guint i = 0; i < self->rows.n_locations[row]; i++)
    {
      if (!get_own (self, row, i, &n, &stock))
        return FALSE;
    }
  return self->rows.n_locations[row] > 0;
}

/* What the shop has at one of the row's own locations; n: which of the shop's that is, G_MAXUINT
 * where it has no column. */
gint64
pasar_split_read_own (PasarCatalogue *self, guint row, guint place, guint *n)
{
  gint64 stock;

  if (!get_own (self, row, place, n, &stock))
    *n = G_MAXUINT;
  return stock;
}
