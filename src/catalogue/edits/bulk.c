/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

/* The editable rows that are meant: headers stand for their models, each row comes once. An empty
 * selection has no array either: only the number says that all are meant. */
GArray *
pasar_catalogue_dup_editable (PasarCatalogue *self, const guint *rows, guint n_rows)
{
  const gboolean all = n_rows == PASAR_ALL_ROWS;
  GArray *editable = g_array_sized_new (FALSE, FALSE, sizeof (guint), all ? self->rows.n : n_rows);
  g_autofree guint8 *is_taken = g_malloc0 (self->rows.n + 1);

  for (guint i = 0; i < (all ? self->rows.n : n_rows); i++)
    {
      const guint first = all ? i : rows[i];
      const guint n = all ? 1 : pasar_catalogue_get_n_rows_of (self, first);

      for (guint row = first; row < first + n; row++)
        {
          if (!pasar_catalogue_is_editable (self, row) || is_taken[row])
            continue;
          is_taken[row] = TRUE;
          g_array_append_val (editable, row);
        }
    }
  return editable;
}

/**
 * pasar_catalogue_summarise:
 * @self: a catalogue
 * @rows: (array length=n_rows) (nullable): rows; headers stand for their models, a row counts once;
 * ignored with %PASAR_ALL_ROWS
 * @n_rows: length of @rows; %PASAR_ALL_ROWS for all there are
 * @out: (out caller-allocates): the figures
 *
 * Adds up what is selected, with what is staged, for a status bar.
 */
void
pasar_catalogue_summarise (PasarCatalogue *self, const guint *rows, guint n_rows, PasarSummary *out)
{
  g_autoptr (GArray) editable = NULL;
  gint64 sum = 0;
  guint n_prices = 0;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (out != NULL);

  editable = pasar_catalogue_dup_editable (self, rows, n_rows);
  *out = (PasarSummary){ .n_rows = editable->len,
                         .average_price = PASAR_NO_VALUE,
                         .min_price = PASAR_NO_VALUE,
                         .max_price = PASAR_NO_VALUE };
  for (guint i = 0; i < editable->len; i++)
    {
      const guint row = g_array_index (editable, guint, i);
      const gint64 price = pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);
      const gint64 stock = pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);

      if (stock != PASAR_NO_VALUE)
        out->stock += stock;
      if (price == PASAR_NO_VALUE)
        continue;
      sum += price;
      n_prices++;
      if (n_prices == 1 || price < out->min_price)
        out->min_price = price;
      out->max_price = MAX (out->max_price, price);
    }

  if (n_prices > 0)
    out->average_price = (sum + n_prices / 2) / n_prices;
}
