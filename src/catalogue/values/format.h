/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_NO_VALUE:
 *
 * No value: an unknown price, an unknown stock, nothing staged.
 */
#define PASAR_NO_VALUE G_MININT64

/**
 * PASAR_DIGITS_UNKNOWN:
 *
 * In place of the decimals of a currency: they are not known. Such money is kept to the fourth
 * decimal, more than any currency has, so that nothing is rounded; it can be shown, but not
 * changed.
 */
#define PASAR_DIGITS_UNKNOWN 4

/**
 * PasarUnit:
 * @PASAR_UNIT_NONE: none, such as of an id
 * @PASAR_UNIT_MONEY: minor units of the shop's currency
 * @PASAR_UNIT_PIECES: pieces
 * @PASAR_UNIT_PERCENT: tenths of a percent
 * @PASAR_UNIT_NUMBER: thousandths of whatever the seller counts
 *
 * What numbers count.
 */
typedef enum
{
  PASAR_UNIT_NONE,
  PASAR_UNIT_MONEY,
  PASAR_UNIT_PIECES,
  PASAR_UNIT_PERCENT,
  PASAR_UNIT_NUMBER,
} PasarUnit;

/**
 * PASAR_NUMBER_DECIMALS:
 *
 * How many decimals %PASAR_UNIT_NUMBER has.
 */
#define PASAR_NUMBER_DECIMALS 3

/**
 * PasarNumberFormat:
 * @decimal_point: UTF-8, e.g. "."
 * @thousands_sep: UTF-8, may be ""
 *
 * How the user writes numbers.
 */
typedef struct
{
  const char *decimal_point;
  const char *thousands_sep;
} PasarNumberFormat;

const PasarNumberFormat *pasar_number_format_get_default (void);
char *pasar_money_format (gint64 minor, guint digits, const PasarNumberFormat *format);
const char *pasar_money_format_to (gint64 minor,
                                   guint digits,
                                   const PasarNumberFormat *format,
                                   char *buffer,
                                   gsize size);

const char *
pasar_number_format_to (gint64 number, const PasarNumberFormat *format, char *buffer, gsize size);
char *pasar_number_dup_short (gint64 value, guint decimals, const PasarNumberFormat *format);

G_END_DECLS
