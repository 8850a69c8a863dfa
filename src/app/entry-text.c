/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/entry-text.h"

#include "catalogue/values/yes-no.h"

#include <glib/gi18n-lib.h>

/* What the entry bar says of what is selected. */

/**
 * pasar_entry_text_dup_count:
 * @catalogue: the shop
 * @field: what is going to be changed
 * @n: of how many rows
 *
 * Returns: (transfer full): both in words
 */
char *
pasar_entry_text_dup_count (PasarCatalogue *catalogue, PasarField field, guint n)
{
  const PasarColumnInfo *column;

  if (field == PASAR_FIELD_PRICE)
    return g_strdup_printf (ngettext ("%'u price", "%'u prices", n), n);
  if (pasar_field_is_stock (field))
    return g_strdup_printf (ngettext ("Stock of %'u row", "Stock of %'u rows", n), n);
  column = pasar_catalogue_get_column (catalogue, pasar_column_for_field (field));
  /* Translators: what is going to be changed: the head of a column, and of how many rows */
  return g_strdup_printf (ngettext ("%2$s of %1$'u row", "%2$s of %1$'u rows", n),
                          n,
                          column != NULL ? pasar_column_info_get_title (column) : "");
}

/**
 * pasar_entry_text_get_example:
 * @catalogue: the shop
 * @field: what is going to be changed
 *
 * Returns: (transfer none): what can be typed for it
 */
const char *
pasar_entry_text_get_example (PasarCatalogue *catalogue, PasarField field)
{
  if (pasar_field_is_text (field))
    return "";
  if (pasar_field_is_yes_no (field))
    return pasar_yes_no_get_word (TRUE);
  switch (pasar_catalogue_get_unit (catalogue, field))
    {
    case PASAR_UNIT_MONEY:
      return _ ("+10%, 9.90, =price*1.1");
    case PASAR_UNIT_PERCENT:
      return "25%";
    case PASAR_UNIT_NUMBER:
      return "+10%, 20";
    case PASAR_UNIT_NONE:
    case PASAR_UNIT_PIECES:
    default:
      return _ ("+10%, 20, =stock+5");
    }
}
