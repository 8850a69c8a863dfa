/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/table/entries-private.h"

/* Items come in any order when a shop is loaded; the place of each in the shop's own list is known
 * beside it. */

static guint64
get_key (const PasarItemSlot *item)
{
  return item->position != 0 ? item->position : G_MAXUINT64;
}

/* The numbers of all items in the shop's order, those whose place is not known last; valid
 * until an item is added or moved. */
const guint32 *
pasar_order_get (PasarCatalogue *self)
{
  const guint n = self->items->len;
  g_autofree PasarSortEntry *entries = NULL;
  g_autofree PasarSortEntry *scratch = NULL;
  gboolean sorted = TRUE;

  if (self->order != NULL)
    return self->order;

  self->order = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->order[i] = i;
      sorted = sorted
               && (i == 0
                   || get_key (pasar_catalogue_item (self, i - 1))
                          <= get_key (pasar_catalogue_item (self, i)));
    }
  if (sorted)
    return self->order;

  entries = g_new (PasarSortEntry, n);
  scratch = g_new (PasarSortEntry, n);
  for (guint i = 0; i < n; i++)
    entries[i] = (PasarSortEntry){ get_key (pasar_catalogue_item (self, i)), i };
  pasar_sort_entries (entries, scratch, n);
  for (guint i = 0; i < n; i++)
    self->order[i] = entries[i].id;
  return self->order;
}

/* An item was added or moved: the order is made anew when it is asked for next. */
void
pasar_order_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->order, g_free);
}

/**
 * pasar_catalogue_dup_keys:
 * @self: a shop
 *
 * All that is sold, whatever a list shows of it, in the shop's order.
 *
 * Returns: (transfer full) (element-type PasarRowKey): the items without models, and the models
 */
GArray *
pasar_catalogue_dup_keys (PasarCatalogue *self)
{
  const guint32 *order = pasar_order_get (self);
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (PasarRowKey), self->rows.n);

  for (guint i = 0; i < self->items->len; i++)
    {
      const PasarItemSlot *item = pasar_catalogue_item (self, order[i]);

      for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
        {
          const PasarRowKey key = pasar_catalogue_row_get_key (self, row);

          if (pasar_catalogue_is_editable (self, row)
              && (self->rows.flags[row] & PASAR_ROW_GONE) == 0)
            g_array_append_val (keys, key);
        }
    }
  return keys;
}
