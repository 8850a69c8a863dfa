/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/table/entries-private.h"

/* So many items are listed between two looks at the clock. */
#define ITEMS_A_TURN 256

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
  self->order_stamp++;
}

/* Those of an item that are sold. */
static void
list_item (PasarCatalogue *self, const PasarItemSlot *item, GArray *keys)
{
  for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
    {
      const PasarRowKey key = pasar_catalogue_row_get_key (self, row);

      if (pasar_catalogue_is_editable (self, row) && (self->rows.flags[row] & PASAR_ROW_GONE) == 0)
        g_array_append_val (keys, key);
    }
}

/**
 * pasar_catalogue_list_keys:
 * @self: a shop
 * @list: a list, at first with its keys alone, which are none
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Lists all that is sold, whatever a view shows of it, in the shop's order. When the order changes
 * meanwhile it begins anew, and then is done whenever the deadline is.
 *
 * Returns: whether all is done
 */
gboolean
pasar_catalogue_list_keys (PasarCatalogue *self, PasarKeyList *list, gint64 deadline)
{
  const guint32 *order = pasar_order_get (self);

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self) && list != NULL, TRUE);

  if (list->n_items > 0 && list->stamp != self->order_stamp)
    {
      g_array_set_size (list->keys, 0);
      list->n_items = 0;
      deadline = G_MAXINT64;
    }
  list->stamp = self->order_stamp;
  while (list->n_items < self->items->len)
    {
      const guint end = MIN (self->items->len, list->n_items + ITEMS_A_TURN);

      for (; list->n_items < end; list->n_items++)
        list_item (self, pasar_catalogue_item (self, order[list->n_items]), list->keys);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return list->n_items == self->items->len;
}
