/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/changed.h"
#include "catalogue/table/catalogue-private.h"

/* Items between two looks at the clock. */
#define STRIDE 1024

struct _PasarChanged
{
  PasarCatalogue *catalogue; /* (owned) */
  guint layout;              /* of the catalogue, for which the order is good */
  guint32 *order;            /* (owned): of the items there were; it may change on the way */
  guint n_items;
  guint next;   /* in the order */
  GArray *keys; /* PasarRowKey */
};

static void
begin (PasarChanged *self)
{
  PasarCatalogue *catalogue = self->catalogue;

  self->layout = catalogue->layout;
  self->n_items = catalogue->n_changed > 0 ? catalogue->items->len : 0;
  self->next = 0;
  g_free (self->order);
  self->order = g_memdup2 (pasar_order_get (catalogue), self->n_items * sizeof (guint32));
  g_array_set_size (self->keys, 0);
}

/**
 * pasar_changed_new:
 * @catalogue: a catalogue
 *
 * Nothing is looked for before [method@Changed.run].
 *
 * Returns: (transfer full): what a submission would send
 */
PasarChanged *
pasar_changed_new (PasarCatalogue *catalogue)
{
  PasarChanged *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_new0 (PasarChanged, 1);
  self->catalogue = g_object_ref (catalogue);
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (PasarRowKey), catalogue->n_changed);
  begin (self);
  return self;
}

/**
 * pasar_changed_free:
 * @self: (transfer full): what is looked for
 *
 * Frees @self.
 */
void
pasar_changed_free (PasarChanged *self)
{
  g_array_unref (self->keys);
  g_free (self->order);
  g_object_unref (self->catalogue);
  g_free (self);
}

static void
look_at_item (PasarChanged *self, guint32 item)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarItemSlot *slot = pasar_catalogue_item (catalogue, item);

  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    if ((catalogue->rows.flags[row] & PASAR_ROW_CHANGED) != 0)
      {
        const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, row);

        g_array_append_val (self->keys, key);
      }
}

/**
 * pasar_changed_run:
 * @self: what is looked for
 * @deadline: g_get_monotonic_time() at which to stop; %G_MAXINT64: never
 *
 * Goes on, by some items at the least.
 *
 * Returns: whether it is done
 */
gboolean
pasar_changed_run (PasarChanged *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->next < self->n_items && self->layout != self->catalogue->layout)
    begin (self);
  while (self->next < self->n_items)
    {
      const guint end = MIN (self->n_items, self->next + STRIDE);

      while (self->next < end)
        look_at_item (self, self->order[self->next++]);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next == self->n_items;
}

/**
 * pasar_changed_get_keys:
 * @self: what was looked for
 *
 * Headers are not among them.
 *
 * Returns: (transfer none) (element-type PasarRowKey): the rows that were found so far
 */
const GArray *
pasar_changed_get_keys (PasarChanged *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->keys;
}
