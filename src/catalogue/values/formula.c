/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/formula.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One hundred percent in the unit of PASAR_OPERATION_PERCENT. */
#define WHOLE             10000
#define MAX_PERCENT       (100 * WHOLE)
#define MAX_ENDING_DIGITS 9
#define MAX_ENDING        999999999

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
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads what a price shall end in. With two decimals `.90` and `0.90` are 90 in every 100, `9.90`
 * is 990 in every 1000 and `99` is 9900 in every 10000; without decimals `900` is 900 in every
 * 1000. On failure @formula is untouched.
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_formula_parse_ending (PasarFormula *formula,
                            const char *text,
                            guint digits,
                            const PasarNumberFormat *format,
                            GError **error)
{
  const PasarNumberKind kind = { digits, MAX_ENDING, digits == 0 ? 900 : 90, format };
  g_autofree char *stripped = NULL;
  PasarNumber number;
  gint64 step = 1;

  g_return_val_if_fail (formula != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  stripped = pasar_number_strip (text);
  if (stripped[0] == '\0')
    {
      formula->ending = 0;
      formula->ending_step = 0;
      return TRUE;
    }
  if (!pasar_number_parse (stripped, &kind, &number, error))
    return FALSE;

  for (guint i = 0; i < digits; i++)
    step *= 10;
  /* The zero of "0.90" is only there for the looks. */
  if (number.n_whole == 1 && number.n_decimals > 0 && number.value < step)
    number.n_whole = 0;
  if (digits + number.n_whole > MAX_ENDING_DIGITS)
    return set_range_error (error, PASAR_INPUT_ERROR_TOO_LARGE);
  for (guint i = 0; i < number.n_whole; i++)
    step *= 10;

  formula->ending = number.value;
  formula->ending_step = step;
  return TRUE;
}

/**
 * pasar_formula_parse_percent:
 * @text: a percentage as typed: `10`, `+10`, `-5.5 %`
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @hundredths: (out): hundredths of a percent, -10000 (all of it off) to 1000000; untouched on
 * failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads a percentage with at most two decimals, as pasar_number_parse() reads numbers.
 *
 * Returns: %TRUE when @hundredths was set
 */
gboolean
pasar_formula_parse_percent (const char *text,
                             const PasarNumberFormat *format,
                             gint64 *hundredths,
                             GError **error)
{
  const PasarNumberKind kind = { 2, MAX_PERCENT, 1050, format };
  g_autofree char *stripped = NULL;
  PasarNumber number;
  gsize minus;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (hundredths != NULL, FALSE);

  stripped = pasar_number_strip (text);
  if (g_str_has_suffix (stripped, "%"))
    stripped[strlen (stripped) - 1] = '\0';
  minus = pasar_number_get_minus (stripped);
  if (!pasar_number_parse (stripped + (stripped[0] == '+' ? 1 : minus), &kind, &number, error))
    return FALSE;
  if (minus > 0 && number.value > WHOLE)
    return set_range_error (error, PASAR_INPUT_ERROR_NEGATIVE);

  *hundredths = minus > 0 ? -number.value : number.value;
  return TRUE;
}

static gboolean
parse_factor (PasarFormula *formula,
              const char *text,
              const PasarFormulaContext *context,
              GError **error)
{
  const PasarNumberKind kind = { 4, MAX_PERCENT, 11000, context->format };
  PasarNumber number;

  if (!pasar_number_parse (text, &kind, &number, error))
    return FALSE;

  *formula = (PasarFormula){ .operation = PASAR_OPERATION_PERCENT, .amount = number.value - WHOLE };
  return TRUE;
}

static gboolean
parse_amount (PasarFormula *formula,
              PasarOperation operation,
              const char *text,
              const PasarFormulaContext *context,
              GError **error)
{
  gint64 amount;

  if (!pasar_money_parse (text,
                          context->currency,
                          context->digits,
                          context->format,
                          &amount,
                          error))
    return FALSE;

  *formula = (PasarFormula){ .operation = operation, .amount = amount };
  return TRUE;
}

static gboolean
parse_share (PasarFormula *formula,
             const char *text,
             const PasarFormulaContext *context,
             GError **error)
{
  gint64 hundredths;

  if (!pasar_formula_parse_percent (text, context->format, &hundredths, error))
    return FALSE;
  if (text[0] != '+' && pasar_number_get_minus (text) == 0)
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

  *formula = (PasarFormula){ .operation = PASAR_OPERATION_PERCENT, .amount = hundredths };
  return TRUE;
}

/* In a spreadsheet a sign before a number makes it positive or negative. */
static gboolean
set_bare_sign_error (GError **error,
                     const char *text,
                     const PasarFormula *formula,
                     const PasarFormulaContext *context)
{
  const gboolean adds = formula->operation == PASAR_OPERATION_ADD;
  g_autofree char *amount =
      pasar_number_dup_short (formula->amount, context->digits, context->format);

  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_AMBIGUOUS,
               adds
                   /* Translators: what was typed, e.g. +5; then a formula, e.g. =stock+5 (its words
                      are not translated); then twice the number alone, e.g. 5 */
                   ? _ ("“%s” can be read in two ways. Write =%s+%s for %s more, "
                        "or %s for the number itself.")
                   /* Translators: what was typed, e.g. -5; then a formula, e.g. =stock-5 (its words
                      are not translated); then twice the number alone, e.g. 5 */
                   : _ ("“%s” can be read in two ways. Write =%s-%s for %s less, "
                        "or %s for the number itself."),
               text,
               context->name,
               amount,
               amount,
               amount);
  return FALSE;
}

/* The length of the sign of times, written in one of its ways; else 0. */
static gsize
get_times (const char *text)
{
  if (text[0] == '*')
    return 1;
  return g_str_has_prefix (text, "×") ? strlen ("×") : 0;
}

static gboolean
is_arithmetic (const char *text)
{
  return text[0] == '+' || pasar_number_get_minus (text) > 0 || get_times (text) > 0
         || g_str_has_suffix (text, "%");
}

static gboolean
parse_arithmetic (PasarFormula *formula,
                  const char *text,
                  const PasarFormulaContext *context,
                  GError **error)
{
  if (get_times (text) > 0)
    return parse_factor (formula, text + get_times (text), context, error);
  if (g_str_has_suffix (text, "%"))
    return parse_share (formula, text, context, error);
  if (text[0] == '+')
    return parse_amount (formula, PASAR_OPERATION_ADD, text + 1, context, error);

  return parse_amount (formula,
                       PASAR_OPERATION_SUBTRACT,
                       text + pasar_number_get_minus (text),
                       context,
                       error);
}

/* What follows "=": the name of the value and arithmetic on it, or an amount. */
static gboolean
parse_equation (PasarFormula *formula,
                const char *text,
                const PasarFormulaContext *context,
                GError **error)
{
  static const char *const names[] = { "price", "stock" };
  g_autofree char *equation = pasar_number_strip (text);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *rest = NULL;

      if (g_ascii_strncasecmp (equation, names[i], strlen (names[i])) != 0)
        continue;
      rest = pasar_number_strip (equation + strlen (names[i]));
      if (strcmp (names[i], context->name) == 0 && is_arithmetic (rest))
        return parse_arithmetic (formula, rest, context, error);
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_NOT_A_NUMBER,
                   /* Translators: what was typed, e.g. =price/2; then twice the word that may be
                      used here, which is not translated, e.g. stock */
                   _ ("“=%s” cannot be computed here. Write a formula like =%s+5 or =%s*1.1."),
                   equation,
                   context->name,
                   context->name);
      return FALSE;
    }

  return parse_amount (formula, PASAR_OPERATION_SET, equation, context, error);
}

/**
 * pasar_formula_parse:
 * @formula: (out): what was meant; untouched on failure
 * @text: what was typed or pasted
 * @context: where, and for what
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount, or arithmetic on the value before:
 *
 * - `12.50`, `=12.50`: set it, as pasar_money_parse() reads it
 * - `=price+5`, `=stock-5`: add, subtract; the words are the same in every language
 * - `+5`, `-5`: the same in a bulk change. In a cell they are refused as ambiguous: a spreadsheet
 * reads them as five and minus five
 * - `+10%`, `-10%`, `=price+10%`: percent; `10%` alone is ambiguous
 * - `*1.1`, `×1.1`, `=price*1.1`: times, up to four decimals and 100
 *
 * What is read in a cell and in a bulk change is read as the same.
 *
 * Returns: %TRUE when @formula was set
 */
gboolean
pasar_formula_parse (PasarFormula *formula,
                     const char *text,
                     const PasarFormulaContext *context,
                     GError **error)
{
  g_autofree char *stripped = NULL;
  PasarFormula read = { 0 };

  g_return_val_if_fail (formula != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (context != NULL, FALSE);

  stripped = pasar_number_strip (text);
  if (stripped[0] == '=')
    return parse_equation (formula, stripped + 1, context, error);
  if (!is_arithmetic (stripped))
    return parse_amount (formula, PASAR_OPERATION_SET, stripped, context, error);

  if (!parse_arithmetic (&read, stripped, context, error))
    return FALSE;
  if (!context->in_bulk && read.operation != PASAR_OPERATION_PERCENT)
    return set_bare_sign_error (error, stripped, &read, context);

  *formula = read;
  return TRUE;
}
