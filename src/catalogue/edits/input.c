/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* A price with its currency. */
char *
pasar_catalogue_dup_price (PasarCatalogue *self, gint64 value)
{
  g_autofree char *amount = pasar_money_format (value, self->digits, NULL);

  return self->currency[0] != '\0' ? g_strdup_printf ("%s %s", self->currency, amount)
                                   : g_steal_pointer (&amount);
}

/**
 * pasar_catalogue_get_read_only_reason:
 * @self: a catalogue
 *
 * A shop of a region without a known currency is only shown: money whose decimals are not known is
 * never rounded.
 *
 * Returns: (transfer none) (nullable): a translated sentence on why nothing of the shop can be
 * changed; %NULL when it can
 */
const char *
pasar_catalogue_get_read_only_reason (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (self->digits != PASAR_DIGITS_UNKNOWN)
    return NULL;
  return _ (
      "This shop can only be looked at: Pasar does not know its region, nor how many decimals "
      "its prices have.");
}

/**
 * pasar_catalogue_parse:
 * @self: a catalogue
 * @field: what it is typed for
 * @in_bulk: whether for many values at once, as for pasar_formula_parse()
 * @text: what was typed or pasted
 * @formula: (out): what was meant; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount, or arithmetic on the value before, with the currency of the shop and the numbers
 * of the locale.
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_catalogue_parse (PasarCatalogue *self,
                       PasarField field,
                       gboolean in_bulk,
                       const char *text,
                       PasarFormula *formula,
                       GError **error)
{
  const gboolean is_price = field == PASAR_FIELD_PRICE;
  const PasarFormulaContext context = {
    .name = is_price ? "price" : "stock",
    .currency = is_price ? self->currency : NULL,
    .digits = is_price ? self->digits : 0,
    .in_bulk = in_bulk,
  };

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  if (pasar_catalogue_get_read_only_reason (self) != NULL)
    {
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_READ_ONLY,
                           pasar_catalogue_get_read_only_reason (self));
      return FALSE;
    }
  return pasar_formula_parse (formula, text, &context, error);
}
