/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/formula.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One hundred percent in the unit of PASAR_OPERATION_PERCENT. */
#define WHOLE             10000
#define MAX_PERCENT       (100 * WHOLE)
#define MAX_ENDING_DIGITS 9

/* A number without thousands, "12.5" or "12,5": shares, factors and endings have none. */
typedef struct
{
  gint64 value; /* scaled by 10 to the power of the decimals asked for */
  guint n_whole;
  guint n_decimals;
} PlainNumber;

static gboolean
set_not_a_number (GError **error, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, 80));

  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_NOT_A_NUMBER,
               /* Translators: %s is what was typed */
               _ ("“%s” is not a number."),
               valid);
  return FALSE;
}

static gboolean
read_plain_number (const char *text, guint decimals, PlainNumber *number, GError **error)
{
  gboolean in_decimals = FALSE;

  memset (number, 0, sizeof *number);
  if (!g_utf8_validate (text, -1, NULL))
    return set_not_a_number (error, text);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int digit = g_unichar_isdigit (c) ? g_unichar_digit_value (c) : -1;

      if ((c == '.' || c == ',' || c == 0x066B) && !in_decimals)
        {
          in_decimals = TRUE;
          continue;
        }
      if (digit < 0)
        return set_not_a_number (error, text);
      if (in_decimals && number->n_decimals == decimals)
        {
          if (digit == 0)
            continue;
          g_set_error (error,
                       PASAR_INPUT_ERROR,
                       PASAR_INPUT_ERROR_DECIMALS,
                       /* Translators: %s is what was typed, %u how many decimals */
                       ngettext ("“%s” may have at most %u decimal.",
                                 "“%s” may have at most %u decimals.",
                                 decimals),
                       text,
                       decimals);
          return FALSE;
        }
      number->value = number->value * 10 + digit;
      if (in_decimals)
        number->n_decimals++;
      else
        number->n_whole++;
      if (number->value > PASAR_VALUE_MAX || number->n_whole > 12)
        {
          /* Translators: %s is what was typed */
          g_set_error (error,
                       PASAR_INPUT_ERROR,
                       PASAR_INPUT_ERROR_TOO_LARGE,
                       _ ("“%s” is too large."),
                       text);
          return FALSE;
        }
    }

  if (number->n_whole + number->n_decimals == 0)
    return set_not_a_number (error, text);
  for (guint i = number->n_decimals; i < decimals; i++)
    number->value *= 10;
  return TRUE;
}

/* The length of a leading minus, written in one of its ways; else 0. */
static gsize
minus_length (const char *text)
{
  if (text[0] == '-')
    return 1;
  return g_str_has_prefix (text, "−") ? strlen ("−") : 0;
}

static gint64
floor_divide (gint64 dividend, gint64 divisor)
{
  gint64 quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/* (numerator / denominator) moved to the grid ending + k * step. FALSE on overflow. */
static gboolean
round_to_grid (gint64 numerator,
               gint64 denominator,
               gint64 ending,
               gint64 step,
               PasarRounding rounding,
               gint64 *result)
{
  gint64 offset;
  gint64 divisor;
  gint64 lower;
  gint64 remainder;

  if (__builtin_mul_overflow (ending, denominator, &offset)
      || __builtin_sub_overflow (numerator, offset, &numerator)
      || __builtin_mul_overflow (step, denominator, &divisor))
    return FALSE;

  lower = floor_divide (numerator, divisor);
  remainder = numerator - lower * divisor;
  if ((rounding == PASAR_ROUND_UP && remainder > 0)
      || (rounding == PASAR_ROUND_NEAREST && remainder >= divisor - remainder))
    lower++;

  return !__builtin_mul_overflow (lower, step, result)
         && !__builtin_add_overflow (*result, ending, result);
}

/* The result before rounding as a fraction. FALSE on overflow. */
static gboolean
compute (const PasarFormula *formula, gint64 old, gint64 *numerator, gint64 *denominator)
{
  gint64 factor;

  *denominator = 1;
  switch (formula->operation)
    {
    case PASAR_OPERATION_SET:
      *numerator = formula->amount;
      return TRUE;
    case PASAR_OPERATION_ADD:
      return !__builtin_add_overflow (old, formula->amount, numerator);
    case PASAR_OPERATION_SUBTRACT:
      return !__builtin_sub_overflow (old, formula->amount, numerator);
    case PASAR_OPERATION_PERCENT:
      *denominator = WHOLE;
      return !__builtin_add_overflow (formula->amount, (gint64) WHOLE, &factor)
             && !__builtin_mul_overflow (old, factor, numerator);
    default:
      return FALSE;
    }
}

static gboolean
set_range_error (GError **error, PasarInputError code)
{
  g_set_error_literal (error,
                       PASAR_INPUT_ERROR,
                       code,
                       code == PASAR_INPUT_ERROR_NEGATIVE ? _ ("The result would be less than 0.")
                                                          : _ ("The result would be too large."));
  return FALSE;
}

/**
 * pasar_formula_apply:
 * @formula: what to do
 * @old: the value before, 0 to %PASAR_VALUE_MAX; %PASAR_NO_VALUE only with %PASAR_OPERATION_SET
 * @result: (out): the value after, 0 to %PASAR_VALUE_MAX; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Computes one value, exactly, and rounds it once. Rounding to an ending never takes a value over
 * zero to zero or below: the smallest value with that ending is taken instead.
 *
 * Errors: %PASAR_INPUT_ERROR_EMPTY when there is no old value to compute with,
 * %PASAR_INPUT_ERROR_NEGATIVE, %PASAR_INPUT_ERROR_TOO_LARGE.
 *
 * Returns: %TRUE when @result was set
 */
gboolean
pasar_formula_apply (const PasarFormula *formula, gint64 old, gint64 *result, GError **error)
{
  gboolean has_ending;
  gint64 numerator;
  gint64 denominator;
  gint64 step;
  gint64 ending;
  gint64 value;

  g_return_val_if_fail (formula != NULL, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  if (old == PASAR_NO_VALUE && formula->operation != PASAR_OPERATION_SET)
    {
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_EMPTY,
                           _ ("There is no old value to compute with."));
      return FALSE;
    }

  if (!compute (formula, old, &numerator, &denominator))
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);
  if (numerator < 0)
    return set_range_error (error, PASAR_INPUT_ERROR_NEGATIVE);
  if (numerator / denominator > PASAR_VALUE_MAX)
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);

  has_ending = formula->ending_step > 0;
  step = has_ending ? formula->ending_step : 1;
  ending = has_ending ? formula->ending % step : 0;
  if (ending < 0)
    ending += step;
  if (!round_to_grid (numerator, denominator, ending, step, formula->rounding, &value))
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);
  if (has_ending && (value < 0 || (value == 0 && numerator > 0)))
    value = ending > 0 ? ending : step;
  if (value > PASAR_VALUE_MAX)
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);

  *result = value;
  return TRUE;
}

/**
 * pasar_formula_parse_ending:
 * @formula: where `ending` and `ending_step` are set
 * @text: the ending as typed; empty for none
 * @digits: decimals of the currency
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads what a price shall end in. With two decimals `.90` and `0.90` are 90 in every 100, `9.90`
 * is 990 in every 1000 and `99` is 9900 in every 10000; without decimals `900` is 900 in every
 * 1000. Both `.` and `,` are the decimal point. On failure @formula is untouched.
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_formula_parse_ending (PasarFormula *formula, const char *text, guint digits, GError **error)
{
  g_autofree char *stripped = NULL;
  PlainNumber number;
  guint n_digits;
  gint64 step = 1;

  g_return_val_if_fail (formula != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  if (stripped[0] == '\0')
    {
      formula->ending = 0;
      formula->ending_step = 0;
      return TRUE;
    }
  if (!read_plain_number (stripped, digits, &number, error))
    return FALSE;

  n_digits = digits + number.n_whole;
  /* The zero of "0.90" is only there for the looks. */
  if (number.n_whole == 1 && number.n_decimals > 0 && stripped[0] == '0')
    n_digits--;
  if (n_digits == 0 || n_digits > MAX_ENDING_DIGITS)
    return set_not_a_number (error, stripped);
  for (guint i = 0; i < n_digits; i++)
    step *= 10;

  formula->ending = number.value;
  formula->ending_step = step;
  return TRUE;
}

/**
 * pasar_formula_parse_percent:
 * @text: a percentage as typed: `10`, `+10`, `-5.5 %`
 * @hundredths: (out): hundredths of a percent, -10000 (all of it off) to 1000000; untouched on
 * failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads a percentage with at most two decimals; both `.` and `,` are the decimal point.
 *
 * Returns: %TRUE when @hundredths was set
 */
gboolean
pasar_formula_parse_percent (const char *text, gint64 *hundredths, GError **error)
{
  g_autofree char *stripped = NULL;
  PlainNumber number;
  char *p;
  gsize minus;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (hundredths != NULL, FALSE);

  p = stripped = g_strstrip (g_strdup (text));
  if (g_str_has_suffix (p, "%"))
    {
      p[strlen (p) - 1] = '\0';
      g_strchomp (p);
    }
  minus = minus_length (p);
  p += p[0] == '+' ? 1 : minus;
  g_strchug (p);

  if (p[0] == '\0')
    {
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_EMPTY,
                           _ ("Nothing was entered. Write a percentage like 10 or -5.5."));
      return FALSE;
    }
  if (!read_plain_number (p, 2, &number, error))
    return FALSE;
  if (minus > 0 && number.value > WHOLE)
    return set_range_error (error, PASAR_INPUT_ERROR_NEGATIVE);
  if (number.value > MAX_PERCENT)
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);

  *hundredths = minus > 0 ? -number.value : number.value;
  return TRUE;
}

static gboolean
parse_factor (PasarFormula *formula, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  PlainNumber number;

  if (!read_plain_number (stripped, 4, &number, error))
    return FALSE;
  if (number.value > MAX_PERCENT)
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);

  *formula = (PasarFormula){ .operation = PASAR_OPERATION_PERCENT, .amount = number.value - WHOLE };
  return TRUE;
}

static gboolean
parse_amount (PasarFormula *formula,
              PasarOperation operation,
              const char *text,
              guint digits,
              const PasarNumberFormat *format,
              GError **error)
{
  gint64 amount;

  if (!pasar_money_parse (text, digits, format, &amount, error))
    return FALSE;

  *formula = (PasarFormula){ .operation = operation, .amount = amount };
  return TRUE;
}

static gboolean
parse_share (PasarFormula *formula, const char *text, GError **error)
{
  gint64 hundredths;

  if (text[0] != '+' && minus_length (text) == 0)
    {
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_AMBIGUOUS,
                   /* Translators: the first %s is what was typed, e.g. 10%; the others repeat it
                      with a sign */
                   _ ("“%s” can be read in two ways. Write +%s to add or -%s to take off."),
                   text,
                   text,
                   text);
      return FALSE;
    }
  if (!pasar_formula_parse_percent (text, &hundredths, error))
    return FALSE;

  *formula = (PasarFormula){ .operation = PASAR_OPERATION_PERCENT, .amount = hundredths };
  return TRUE;
}

/**
 * pasar_formula_parse_cell:
 * @formula: (out): what was meant; untouched on failure
 * @text: what was typed into a cell
 * @digits: decimals of the currency; 0 for stock
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount, or arithmetic on the value before:
 *
 * - `12.50`, `=12.50`: set it, as [func@money_parse] reads it
 * - `+5`, `-5`: add, subtract (so minus one cannot be typed as a value: it is what is left after
 * subtracting)
 * - `+10%`, `-10%`: percent; `10%` alone is ambiguous
 * - `*1.1`, `×1.1`: times, up to four decimals and 100
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_formula_parse_cell (PasarFormula *formula, const char *text, guint digits, GError **error)
{
  return pasar_formula_parse_cell_in (formula, text, digits, NULL, error);
}

/**
 * pasar_formula_parse_cell_in:
 * @formula: (out): what was meant; untouched on failure
 * @text: what was typed into a cell
 * @digits: decimals of the currency; 0 for stock
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * As [func@formula_parse_cell] for a given way to write numbers.
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_formula_parse_cell_in (PasarFormula *formula,
                             const char *text,
                             guint digits,
                             const PasarNumberFormat *format,
                             GError **error)
{
  g_autofree char *stripped = NULL;
  gsize minus;

  g_return_val_if_fail (formula != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return set_not_a_number (error, text);

  stripped = g_strstrip (g_strdup (text));
  minus = minus_length (stripped);

  if (stripped[0] == '*')
    return parse_factor (formula, stripped + 1, error);
  if (g_str_has_prefix (stripped, "×"))
    return parse_factor (formula, stripped + strlen ("×"), error);
  if (stripped[0] == '=')
    return parse_amount (formula, PASAR_OPERATION_SET, stripped + 1, digits, format, error);
  if (g_str_has_suffix (stripped, "%"))
    return parse_share (formula, stripped, error);
  if (stripped[0] == '+')
    return parse_amount (formula, PASAR_OPERATION_ADD, stripped + 1, digits, format, error);
  if (minus > 0)
    return parse_amount (formula,
                         PASAR_OPERATION_SUBTRACT,
                         stripped + minus,
                         digits,
                         format,
                         error);

  return parse_amount (formula, PASAR_OPERATION_SET, stripped, digits, format, error);
}
