/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/warnings.h"

#include <glib/gi18n-lib.h>

/* Stock that stays below is refilled tenfold every day. */
#define LARGE_STOCK 100

static PasarWarnings
factor_warnings (PasarField field, gint64 old_value, gint64 new_value)
{
  const gint64 large = MAX (old_value, new_value);
  const gint64 small = MIN (old_value, new_value);

  if (small <= 0)
    return PASAR_WARNING_NONE;
  if (field == PASAR_FIELD_STOCK && (new_value < old_value || new_value < LARGE_STOCK))
    return PASAR_WARNING_NONE;
  if (large < small * 8)
    return PASAR_WARNING_NONE;
  return large <= small * 12 ? PASAR_WARNING_TEN_TIMES : PASAR_WARNING_HUNDRED_TIMES;
}

static PasarWarnings
price_warnings (gint64 old_value, gint64 new_value)
{
  if (old_value <= 0)
    return PASAR_WARNING_NONE;
  if ((old_value - new_value) * 10 >= old_value * 3)
    return PASAR_WARNING_BIG_DROP;
  if ((new_value - old_value) * 2 >= old_value)
    return PASAR_WARNING_BIG_RISE;
  return PASAR_WARNING_NONE;
}

static PasarWarnings
undercut_warnings (const PasarRowInfo *row, gint64 price)
{
  if (price < row->cost)
    return PASAR_WARNING_BELOW_COST;
  return price < row->floor ? PASAR_WARNING_BELOW_FLOOR : PASAR_WARNING_NONE;
}

/* Whether a price and a stock read alike: 40 pieces and 40.00, or 4000 minor units and 4000 pieces.
 */
static gboolean
reads_like (gint64 price, gint64 stock, guint digits)
{
  gint64 scale = 1;

  if (price <= 0 || stock <= 0)
    return FALSE;
  for (guint i = 0; i < digits; i++)
    scale *= 10;
  return price == stock || (stock <= PASAR_VALUE_MAX && price == stock * scale);
}

/**
 * pasar_warnings_for:
 * @row: a row
 * @field: which of its values is to be changed
 * @digits: decimals of the currency
 *
 * Compares what is staged with the value at the shop, with those of the row's other field, and with
 * what the seller keeps of it.
 *
 * Returns: why the change deserves a second look
 */
PasarWarnings
pasar_warnings_for (const PasarRowInfo *row, PasarField field, guint digits)
{
  const PasarField other = field == PASAR_FIELD_PRICE ? PASAR_FIELD_STOCK : PASAR_FIELD_PRICE;
  const gint64 other_value = row->values[other].value;
  const gint64 old_value = row->values[field].value;
  const gint64 new_value = row->values[field].staged;
  const gint64 base = row->values[field].base;
  PasarWarnings warnings = PASAR_WARNING_NONE;

  if (old_value != PASAR_NO_VALUE)
    {
      warnings |= factor_warnings (field, old_value, new_value);
      if (field == PASAR_FIELD_PRICE)
        warnings |= price_warnings (old_value, new_value);
    }
  if (field == PASAR_FIELD_PRICE)
    warnings |= undercut_warnings (row, new_value);
  if (field == PASAR_FIELD_STOCK && new_value == 0)
    warnings |= PASAR_WARNING_OUT_OF_STOCK;
  if (reads_like (field == PASAR_FIELD_PRICE ? new_value : other_value,
                  field == PASAR_FIELD_PRICE ? other_value : new_value,
                  digits))
    warnings |= PASAR_WARNING_EQUALS_STOCK;
  if (base != PASAR_NO_VALUE && base != old_value)
    warnings |= PASAR_WARNING_CHANGED_SINCE;
  return warnings;
}

/**
 * pasar_warning_dup_heading:
 * @warning: one warning
 * @n: how many changes have it
 *
 * Heads the group of changes in a review that share a warning.
 *
 * Returns: (transfer full): a translated heading, e.g. "3 values change about
 *   tenfold"
 */
char *
pasar_warning_dup_heading (PasarWarnings warning, guint n)
{
  const char *format = NULL;

  switch (warning)
    {
    case PASAR_WARNING_TEN_TIMES:
      /* Translators: %'u is a number of changes, here and in the next ones. */
      format = ngettext ("%'u value changes about tenfold", "%'u values change about tenfold", n);
      break;
    case PASAR_WARNING_HUNDRED_TIMES:
      format = ngettext ("%'u value changes far more than tenfold",
                         "%'u values change far more than tenfold",
                         n);
      break;
    case PASAR_WARNING_BIG_DROP:
      format = ngettext ("%'u price falls by 30 %% or more", "%'u prices fall by 30 %% or more", n);
      break;
    case PASAR_WARNING_BIG_RISE:
      format = ngettext ("%'u price rises by 50 %% or more", "%'u prices rise by 50 %% or more", n);
      break;
    case PASAR_WARNING_OUT_OF_STOCK:
      format = ngettext ("%'u row will be out of stock", "%'u rows will be out of stock", n);
      break;
    case PASAR_WARNING_EQUALS_STOCK:
      format = ngettext ("%'u row gets a price that equals its stock",
                         "%'u rows get a price that equals their stock",
                         n);
      break;
    case PASAR_WARNING_CHANGED_SINCE:
      format = ngettext ("%'u value changed in the shop since you edited it",
                         "%'u values changed in the shop since you edited them",
                         n);
      break;
    case PASAR_WARNING_BELOW_COST:
      format = ngettext ("%'u price is below its cost", "%'u prices are below their costs", n);
      break;
    case PASAR_WARNING_BELOW_FLOOR:
      format = ngettext ("%'u price is below its floor price",
                         "%'u prices are below their floor prices",
                         n);
      break;
    case PASAR_WARNING_NONE:
    default:
      format = ngettext ("%'u change", "%'u changes", n);
      break;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, n);
#pragma GCC diagnostic pop
}
