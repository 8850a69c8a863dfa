/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarRegion:
 * @code: two letters, e.g. "SG"
 * @currency: its code, e.g. "SGD"
 * @digits: decimals of prices; %PASAR_DIGITS_UNKNOWN where they are not known
 * @ratio: what the dearest model may cost, in times of the cheapest; 0: not known
 *
 * A marketplace region: what `update_price` takes for the decimals, guide 223 of the Open Platform
 * for the ratio.
 */
typedef struct
{
  const char *code;
  const char *currency;
  guint digits;
  guint ratio;
} PasarRegion;

const PasarRegion *pasar_region_find (const char *code);

G_END_DECLS
