/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/undercut.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* Prices that are below what the seller pays, or below the least that the seller takes. The shop
 * takes them: so they are marked, and nothing is refused. */

/* PASAR_FIELD_PRICE: it is below nothing. */
static PasarField
find_limit (PasarCatalogue *self, guint row)
{
  static const PasarField limits[] = { PASAR_FIELD_COST, PASAR_FIELD_FLOOR };
  const gint64 price = pasar_catalogue_effective (self, row, PASAR_FIELD_PRICE);

  for (guint i = 0; i < G_N_ELEMENTS (limits) && price != PASAR_NO_VALUE; i++)
    {
      if (price < pasar_local_get (self, row, limits[i]))
        return limits[i];
    }
  return PASAR_FIELD_PRICE;
}

/* The row, or of a header the first of its models, that is below something. */
static PasarField
find (PasarCatalogue *self, guint row, guint *which)
{
  PasarField limit = PASAR_FIELD_PRICE;
  guint first;
  const guint n =
      pasar_catalogue_is_alive (self, row) ? pasar_catalogue_get_edited (self, row, &first) : 0;

  for (guint i = 0; i < n && limit == PASAR_FIELD_PRICE; i++)
    {
      *which = first + i;
      if ((self->rows.flags[first + i] & PASAR_ROW_GONE) == 0)
        limit = find_limit (self, first + i);
    }
  return limit;
}

/**
 * pasar_catalogue_find_undercut:
 * @self: a catalogue
 * @row: a row
 *
 * Looks at the price with what is staged, of a header at those of its models.
 *
 * Returns: %PASAR_FIELD_COST or %PASAR_FIELD_FLOOR when the price is below that; %PASAR_FIELD_PRICE
 *   when it is below neither
 */
PasarField
pasar_catalogue_find_undercut (PasarCatalogue *self, guint row)
{
  guint which;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_FIELD_PRICE);

  return find (self, row, &which);
}

/* That a price is below such a limit, as a translated sentence. */
char *
pasar_undercut_dup_text (PasarCatalogue *self, PasarField limit, gint64 value)
{
  g_autofree char *amount = pasar_catalogue_dup_price (self, value);

  return g_strdup_printf (limit == PASAR_FIELD_COST
                              /* Translators: %s is an amount with its currency */
                              ? _ ("The price is below the cost of %s.")
                              /* Translators: %s is an amount with its currency */
                              : _ ("The price is below the floor price of %s."),
                          amount);
}

/**
 * pasar_catalogue_dup_undercut_text:
 * @self: a catalogue
 * @row: a row; of a header the first of its models that it is so with
 *
 * Says what [method@Catalogue.find_undercut] finds.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when the price is below nothing
 */
char *
pasar_catalogue_dup_undercut_text (PasarCatalogue *self, guint row)
{
  PasarField field;
  guint which;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  field = find (self, row, &which);
  return field != PASAR_FIELD_PRICE
             ? pasar_undercut_dup_text (self, field, pasar_local_get (self, which, field))
             : NULL;
}
