/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>

#define TENTHS_PER_WHOLE 1000

/**
 * pasar_change_get:
 * @from: the old value, or %PASAR_NO_VALUE
 * @to: the new value, or %PASAR_NO_VALUE
 *
 * By how much a value changes. Exact but for one rounding at the end, halves away from zero.
 *
 * Returns: tenths of a percent of @from; %PASAR_NO_VALUE when one of the two is not known, when
 * @from is not above 0, or when the answer has no place in the type
 */
gint64
pasar_change_get (gint64 from, gint64 to)
{
  __int128 doubled;
  __int128 change;

  if (from == PASAR_NO_VALUE || to == PASAR_NO_VALUE || from <= 0)
    return PASAR_NO_VALUE;

  doubled = ((__int128) to - from) * TENTHS_PER_WHOLE * 2;
  change = (doubled + (doubled < 0 ? -(__int128) from : from)) / ((__int128) from * 2);
  return change > G_MININT64 && change <= G_MAXINT64 ? (gint64) change : PASAR_NO_VALUE;
}

static const char *
format_to (gint64 tenths,
           const char *sign,
           const PasarNumberFormat *format,
           char *buffer,
           gsize size)
{
  char number[64];

  g_return_val_if_fail (buffer != NULL && size > 0, buffer);

  buffer[0] = '\0';
  if (tenths == PASAR_NO_VALUE)
    return buffer;
  pasar_money_format_to (ABS (tenths), 1, format, number, sizeof number);
  /* Translators: a change in percent; the first %s is its sign, the second a number */
  g_snprintf (buffer, size, _ ("%s%s %%"), sign, number);
  return buffer;
}

/**
 * pasar_change_format_to:
 * @change: tenths of a percent, or %PASAR_NO_VALUE for no text
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @buffer: (out caller-allocates): where to write
 * @size: bytes of @buffer, at least 1; 64 are enough
 *
 * Writes a change with its sign and one decimal, such as “+10.0 %” or “−2.5 %”, without allocating.
 *
 * Returns: @buffer
 */
const char *
pasar_change_format_to (gint64 change, const PasarNumberFormat *format, char *buffer, gsize size)
{
  return format_to (change, change < 0 ? "−" : change > 0 ? "+" : "", format, buffer, size);
}

/**
 * pasar_share_format_to:
 * @share: tenths of a percent, or %PASAR_NO_VALUE for no text
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @buffer: (out caller-allocates): where to write
 * @size: bytes of @buffer, at least 1; 64 are enough
 *
 * Writes a share of something, which has a sign only where it is less than nothing: “10.0 %”.
 *
 * Returns: @buffer
 */
const char *
pasar_share_format_to (gint64 share, const PasarNumberFormat *format, char *buffer, gsize size)
{
  return format_to (share, share < 0 ? "−" : "", format, buffer, size);
}
