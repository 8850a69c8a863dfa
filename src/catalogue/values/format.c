/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/format.h"

#include <locale.h>
#include <string.h>

#define MAX_DECIMALS 9

/**
 * pasar_number_format_get_default:
 *
 * How numbers are written in the locale of the process, read once.
 *
 * Returns: (transfer none): the format
 */
const PasarNumberFormat *
pasar_number_format_get_default (void)
{
  static PasarNumberFormat format;
  static gsize initialised = 0;

  if (g_once_init_enter (&initialised))
    {
      const struct lconv *conv = localeconv ();
      gboolean usable = conv->decimal_point[0] != '\0'
                        && g_utf8_validate (conv->decimal_point, -1, NULL)
                        && g_utf8_validate (conv->thousands_sep, -1, NULL);

      format.decimal_point = usable ? g_strdup (conv->decimal_point) : ".";
      format.thousands_sep = usable ? g_strdup (conv->thousands_sep) : "";
      g_once_init_leave (&initialised, 1);
    }

  return &format;
}

/* Leaves out decimals that say nothing: all of them or, as in prices, those after the second. */
static void
shorten (gint64 *value, guint *decimals)
{
  const guint least = MIN (*decimals, 2);

  for (; *decimals > 0 && *value % 10 == 0; (*decimals)--)
    *value /= 10;
  for (; *decimals > 0 && *decimals < least; (*decimals)++)
    *value *= 10;
}

/**
 * pasar_money_format_to:
 * @minor: minor units, or %PASAR_NO_VALUE for no text
 * @digits: decimals of the currency; with %PASAR_DIGITS_UNKNOWN only those that say something are
 * written
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @buffer: (out caller-allocates): where to write
 * @size: bytes of @buffer, at least 1; 64 are always enough with separators of up to 3 bytes
 *
 * As pasar_money_format(), without allocating. What does not fit is left out whole.
 *
 * Returns: @buffer
 */
const char *
pasar_money_format_to (gint64 minor,
                       guint digits,
                       const PasarNumberFormat *format,
                       char *buffer,
                       gsize size)
{
  char text[128];
  char *p = text + sizeof text;
  guint64 rest;
  guint n_whole = 0;
  gsize length;

  g_return_val_if_fail (buffer != NULL && size > 0, buffer);

  buffer[0] = '\0';
  if (minor == PASAR_NO_VALUE)
    return buffer;
  if (format == NULL)
    format = pasar_number_format_get_default ();
  digits = MIN (digits, MAX_DECIMALS);
  if (digits == PASAR_DIGITS_UNKNOWN)
    shorten (&minor, &digits);
  rest = minor < 0 ? -(guint64) minor : (guint64) minor;

  *--p = '\0';
  for (guint i = 0; i < digits; i++, rest /= 10)
    *--p = (char) ('0' + rest % 10);
  if (digits > 0)
    {
      length = MIN (strlen (format->decimal_point), 4);
      p -= length;
      memcpy (p, format->decimal_point, length);
    }
  do
    {
      if (n_whole > 0 && n_whole % 3 == 0)
        {
          length = MIN (strlen (format->thousands_sep), 4);
          p -= length;
          memcpy (p, format->thousands_sep, length);
        }
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
      n_whole++;
    }
  while (rest > 0);
  if (minor < 0)
    *--p = '-';

  length = (gsize) (text + sizeof text - p);
  if (length <= size)
    memcpy (buffer, p, length);
  return buffer;
}

/**
 * pasar_money_format:
 * @minor: minor units, or %PASAR_NO_VALUE for no text
 * @digits: decimals of the currency; with %PASAR_DIGITS_UNKNOWN only those that say something are
 * written
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * Writes an amount without its currency, with exactly @digits decimals, e.g. `1,234.50`. What
 * pasar_money_parse() reads with the same arguments is the same amount.
 *
 * Returns: (transfer full): the text
 */
char *
pasar_money_format (gint64 minor, guint digits, const PasarNumberFormat *format)
{
  char buffer[128];

  return g_strdup (pasar_money_format_to (minor, digits, format, buffer, sizeof buffer));
}

/**
 * pasar_number_format_to:
 * @number: a number in units of %PASAR_UNIT_NUMBER, or %PASAR_NO_VALUE for no text
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @buffer: (out caller-allocates): where to write
 * @size: bytes of @buffer, at least 1; 64 are always enough with separators of up to 3 bytes
 *
 * As pasar_money_format_to(), without decimals that say nothing.
 *
 * Returns: @buffer
 */
const char *
pasar_number_format_to (gint64 number, const PasarNumberFormat *format, char *buffer, gsize size)
{
  guint decimals = PASAR_NUMBER_DECIMALS;

  for (; number != PASAR_NO_VALUE && decimals > 0 && number % 10 == 0; decimals--)
    number /= 10;
  return pasar_money_format_to (number, decimals, format, buffer, size);
}

/**
 * pasar_number_dup_short:
 * @value: a number in units of the last decimal
 * @decimals: how many decimals it has
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * Writes a number as somebody would type it: without thousands, a whole one without decimals.
 *
 * Returns: (transfer full): the text, which pasar_number_parse() reads as the same number
 */
char *
pasar_number_dup_short (gint64 value, guint decimals, const PasarNumberFormat *format)
{
  const PasarNumberFormat *own = format != NULL ? format : pasar_number_format_get_default ();
  const PasarNumberFormat plain = { own->decimal_point, "" };

  shorten (&value, &decimals);
  return pasar_money_format (value, decimals, &plain);
}
