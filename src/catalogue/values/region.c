/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/region.h"

#include "catalogue/values/format.h"

/* Decimals: update_price (SG, MY, BR, MX, PL, ES, AR take two, all others integers). Ratio: guide
 * 223 of the Open Platform; 0 where it names none. Currencies: ISO 4217; what the shop names in
 * price_info goes before them. */
static const PasarRegion regions[] = {
  { "SG", "SGD", 2, 5 }, { "MY", "MYR", 2, 7 }, { "BR", "BRL", 2, 4 }, { "MX", "MXN", 2, 5 },
  { "PL", "PLN", 2, 0 }, { "ES", "EUR", 2, 0 }, { "AR", "ARS", 2, 0 }, { "TW", "TWD", 0, 5 },
  { "TH", "THB", 0, 5 }, { "VN", "VND", 0, 5 }, { "PH", "PHP", 0, 5 }, { "ID", "IDR", 0, 7 },
  { "CL", "CLP", 0, 9 }, { "CO", "COP", 0, 9 }, { "FR", "EUR", 0, 0 }, { "IN", "INR", 0, 0 },
};

/**
 * pasar_region_find:
 * @code: (nullable): two letters as get_shop_info names them, in any case
 *
 * What the catalogue must know of a region.
 *
 * Returns: (transfer none): the region; one whose decimals, currency and ratio are not known when
 * it is in no table
 */
const PasarRegion *
pasar_region_find (const char *code)
{
  static const PasarRegion unknown = { "", "", PASAR_DIGITS_UNKNOWN, 0 };

  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (regions); i++)
    {
      if (g_ascii_strcasecmp (regions[i].code, code) == 0)
        return &regions[i];
    }

  return &unknown;
}
