/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/submit/change-private.h"

#include <glib/gi18n-lib.h>

/* The parts of a change of stock at several locations. All of them are sent, those that stay as
 * they are, too: what becomes of one that is left out is in no document (reference 4.2). */

/**
 * pasar_change_locations_new:
 * @catalogue: a catalogue
 * @row: a row whose stock is staged
 *
 * Returns: (transfer full) (nullable) (element-type PasarJournalLocation): what each location has
 * and gets; %NULL for a row with one location, or none
 */
GArray *
pasar_change_locations_new (PasarCatalogue *catalogue, guint row)
{
  const guint n = pasar_catalogue_row_get_locations (catalogue, row, NULL, 0);
  g_autofree PasarLocationStock *old = NULL;
  g_autofree PasarLocationStock *new = NULL;
  GArray *locations;

  if (n <= 1)
    return NULL;
  old = g_new (PasarLocationStock, n);
  new = g_new (PasarLocationStock, n);
  pasar_catalogue_row_get_locations (catalogue, row, old, n);
  pasar_catalogue_row_get_staged_locations (catalogue, row, new, n);
  locations = pasar_journal_locations_new ();
  for (guint i = 0; i < n; i++)
    pasar_journal_locations_add (locations, old[i].location_id, old[i].stock, new[i].stock);
  return locations;
}

static gint64
read_shop (const PasarChangeInfo *self, PasarCatalogue *catalogue)
{
  return pasar_catalogue_read_field (catalogue,
                                     pasar_catalogue_find_editable (catalogue, self->key),
                                     self->field)
      .value;
}

/**
 * pasar_change_info_is_at_shop:
 * @self: a change
 * @catalogue: where the shop was read since
 *
 * Returns: whether the shop has the new value by now
 */
gboolean
pasar_change_info_is_at_shop (const PasarChangeInfo *self, PasarCatalogue *catalogue)
{
  return read_shop (self, catalogue) == self->new_value
         && pasar_outcome_is_split (self->locations, TRUE, catalogue, self->key);
}

/**
 * pasar_change_info_has_moved:
 * @self: a change
 * @catalogue: where the shop was read since
 *
 * Returns: whether the shop has another value than when the plan was made; a stock also where it
 *   has come to be at other locations
 */
gboolean
pasar_change_info_has_moved (const PasarChangeInfo *self, PasarCatalogue *catalogue)
{
  const guint row = pasar_catalogue_find_editable (catalogue, self->key);

  if (self->field == PASAR_FIELD_STOCK && self->locations == NULL
      && pasar_catalogue_row_get_locations (catalogue, row, NULL, 0) > 1)
    return TRUE;
  return read_shop (self, catalogue) != self->old_value
         || !pasar_outcome_is_split (self->locations, FALSE, catalogue, self->key);
}

/**
 * pasar_change_info_dup_locations:
 * @self: a change
 *
 * Says what becomes of the stock at each location that changes.
 *
 * Returns: (transfer full) (nullable): translated, such as “MYZ: 30 → 25, MY2: 10 → 15”; %NULL
 * where the stock is not split
 */
char *
pasar_change_info_dup_locations (const PasarChangeInfo *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->locations != NULL && i < self->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (self->locations, PasarJournalLocation, i);
      g_autofree char *old = pasar_money_format (location->old_stock, 0, NULL);
      g_autofree char *new = pasar_money_format (location->new_stock, 0, NULL);

      if (location->old_stock != location->new_stock)
        g_ptr_array_add (parts,
                         /* Translators: the code of a warehouse, its stock before and after */
                         g_strdup_printf (_ ("%s: %s → %s"), location->location_id, old, new));
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}
