/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/format.h"

G_BEGIN_DECLS

/**
 * PASAR_VALUE_MAX:
 *
 * The largest price (minor units) and stock (pieces) that is ever accepted: beyond it a value is
 * nonsense.
 */
#define PASAR_VALUE_MAX G_GINT64_CONSTANT (999999999999)

/**
 * PasarInputError:
 * @PASAR_INPUT_ERROR_EMPTY: nothing was typed, or there is no old value to compute with
 * @PASAR_INPUT_ERROR_NOT_A_NUMBER: it has no reading
 * @PASAR_INPUT_ERROR_AMBIGUOUS: it has two readings; the message offers both
 * @PASAR_INPUT_ERROR_DECIMALS: it has more decimals than are possible
 * @PASAR_INPUT_ERROR_NEGATIVE: it, or the result, is less than 0
 * @PASAR_INPUT_ERROR_TOO_LARGE: it, or the result, is too large
 * @PASAR_INPUT_ERROR_CURRENCY: it is in a currency that is not the shop's
 * @PASAR_INPUT_ERROR_READ_ONLY: nothing of the shop can be changed
 * @PASAR_INPUT_ERROR_DIVISION_BY_ZERO: it, or a part of it, has no result
 * @PASAR_INPUT_ERROR_UNKNOWN_NAME: it names what is not there
 *
 * What is wrong with a typed or pasted value. The message is a translated sentence that says how to
 * write it.
 */
typedef enum
{
  PASAR_INPUT_ERROR_EMPTY,
  PASAR_INPUT_ERROR_NOT_A_NUMBER,
  PASAR_INPUT_ERROR_AMBIGUOUS,
  PASAR_INPUT_ERROR_DECIMALS,
  PASAR_INPUT_ERROR_NEGATIVE,
  PASAR_INPUT_ERROR_TOO_LARGE,
  PASAR_INPUT_ERROR_CURRENCY,
  PASAR_INPUT_ERROR_READ_ONLY,
  PASAR_INPUT_ERROR_DIVISION_BY_ZERO,
  PASAR_INPUT_ERROR_UNKNOWN_NAME,
} PasarInputError;
#define PASAR_INPUT_ERROR (pasar_input_error_quark ())
GQuark pasar_input_error_quark (void);

/**
 * PasarNumberKind:
 * @decimals: how many there may be, at most 9
 * @max: the largest value, in units of the last decimal; at most %PASAR_VALUE_MAX
 * @example: a number of this kind, in the same units, for messages
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * What is read: an amount of money, pieces, a percentage, a factor.
 */
typedef struct
{
  guint decimals;
  gint64 max;
  gint64 example;
  const PasarNumberFormat *format;
} PasarNumberKind;

/**
 * PasarNumber:
 * @value: in units of the last decimal
 * @n_whole: digits before the decimal point, as written
 * @n_decimals: digits after it, as written
 *
 * A number that was read.
 */
typedef struct
{
  gint64 value;
  guint n_whole;
  guint n_decimals;
} PasarNumber;

gboolean pasar_number_parse (const char *text,
                             const PasarNumberKind *kind,
                             PasarNumber *number,
                             GError **error);
gboolean pasar_number_is_blank (gunichar c);
char *pasar_number_strip (const char *text);
gboolean pasar_number_is_missing (const char *text);
gsize pasar_number_get_minus (const char *text);

G_END_DECLS
