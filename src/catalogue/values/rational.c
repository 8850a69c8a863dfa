/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/rational-private.h"

/* One of the two is more than 0, so that the result is no larger. */
static PasarWide
greatest_divisor (PasarWide a, PasarWide b)
{
  while (b != 0)
    {
      const PasarWide rest = a % b;

      a = b;
      b = rest;
    }
  return a < 0 ? -a : a;
}

static void
reduce (PasarRational *a)
{
  const PasarWide divisor = greatest_divisor (a->numerator, a->denominator);

  a->numerator /= divisor;
  a->denominator /= divisor;
}

static gboolean
add (PasarRational *a, PasarRational b)
{
  PasarRational sum = { a->numerator, a->denominator };

  if (a->denominator != b.denominator
      && (__builtin_mul_overflow (a->numerator, b.denominator, &sum.numerator)
          || __builtin_mul_overflow (b.numerator, a->denominator, &b.numerator)
          || __builtin_mul_overflow (a->denominator, b.denominator, &sum.denominator)))
    return FALSE;
  if (__builtin_add_overflow (sum.numerator, b.numerator, &sum.numerator))
    return FALSE;
  *a = sum;
  return TRUE;
}

/**
 * pasar_rational_add:
 * @a: (inout): a number; the sum
 * @b: another
 *
 * Returns: %FALSE when that is too large; @a may be reduced then
 */
gboolean
pasar_rational_add (PasarRational *a, PasarRational b)
{
  if (add (a, b))
    return TRUE;
  reduce (a);
  reduce (&b);
  return add (a, b);
}

/**
 * pasar_rational_subtract:
 * @a: (inout): a number; the difference
 * @b: another
 *
 * Returns: %FALSE when that is too large; @a may be reduced then
 */
gboolean
pasar_rational_subtract (PasarRational *a, PasarRational b)
{
  return !__builtin_sub_overflow ((PasarWide) 0, b.numerator, &b.numerator)
         && pasar_rational_add (a, b);
}

static gboolean
multiply (PasarRational *a, PasarRational b)
{
  PasarRational product;

  if (__builtin_mul_overflow (a->numerator, b.numerator, &product.numerator)
      || __builtin_mul_overflow (a->denominator, b.denominator, &product.denominator))
    return FALSE;
  *a = product;
  return TRUE;
}

/**
 * pasar_rational_multiply:
 * @a: (inout): a number; the product
 * @b: another
 *
 * Returns: %FALSE when that is too large; @a may be another fraction of the same value then
 */
gboolean
pasar_rational_multiply (PasarRational *a, PasarRational b)
{
  PasarRational crosswise;

  if (multiply (a, b))
    return TRUE;
  reduce (a);
  reduce (&b);
  /* What one has above and the other one below goes, too. */
  crosswise = (PasarRational){ a->numerator, b.denominator };
  b.denominator = a->denominator;
  reduce (&crosswise);
  reduce (&b);
  if (!multiply (&crosswise, b))
    return FALSE;
  *a = crosswise;
  return TRUE;
}

/**
 * pasar_rational_divide:
 * @a: (inout): a number; the quotient
 * @b: another, not 0
 *
 * Returns: %FALSE when that is too large; @a may be another fraction of the same value then
 */
gboolean
pasar_rational_divide (PasarRational *a, PasarRational b)
{
  PasarRational inverse = { b.denominator, b.numerator };

  if (inverse.denominator < 0
      && (__builtin_sub_overflow ((PasarWide) 0, inverse.numerator, &inverse.numerator)
          || __builtin_sub_overflow ((PasarWide) 0, inverse.denominator, &inverse.denominator)))
    return FALSE;
  return pasar_rational_multiply (a, inverse);
}

/**
 * pasar_rational_compare:
 * @a: a number
 * @b: another
 * @order: (out): less than 0, 0 or more than 0, as @a is less than, the same as or more than @b
 *
 * Returns: %FALSE when they are too large to be compared
 */
gboolean
pasar_rational_compare (PasarRational a, PasarRational b, int *order)
{
  if (a.denominator != b.denominator)
    {
      PasarWide left;
      PasarWide right;

      if (__builtin_mul_overflow (a.numerator, b.denominator, &left)
          || __builtin_mul_overflow (b.numerator, a.denominator, &right))
        {
          reduce (&a);
          reduce (&b);
          if (__builtin_mul_overflow (a.numerator, b.denominator, &left)
              || __builtin_mul_overflow (b.numerator, a.denominator, &right))
            return FALSE;
        }
      a.numerator = left;
      b.numerator = right;
    }
  *order = (a.numerator > b.numerator) - (a.numerator < b.numerator);
  return TRUE;
}

static PasarWide
get_whole (PasarRational a, PasarRounding rounding)
{
  PasarWide whole = a.numerator / a.denominator;
  PasarWide rest = a.numerator % a.denominator;

  if (rest < 0)
    {
      rest += a.denominator;
      whole--;
    }
  if ((rounding == PASAR_ROUND_UP && rest > 0)
      || (rounding == PASAR_ROUND_NEAREST && rest >= a.denominator - rest))
    whole++;
  return whole;
}

/**
 * pasar_rational_round:
 * @a: (inout): a number
 * @step: more than 0
 * @ending: any
 * @rounding: which way
 *
 * Moves @a to one of the numbers @ending + k × @step, k being a whole number.
 *
 * Returns: %FALSE when that is too large; @a is untouched then
 */
gboolean
pasar_rational_round (PasarRational *a,
                      PasarRational step,
                      PasarRational ending,
                      PasarRounding rounding)
{
  PasarRational steps = *a;

  if (!pasar_rational_subtract (&steps, ending) || !pasar_rational_divide (&steps, step))
    return FALSE;
  steps = (PasarRational){ get_whole (steps, rounding), 1 };
  if (!pasar_rational_multiply (&steps, step) || !pasar_rational_add (&steps, ending))
    return FALSE;
  *a = steps;
  return TRUE;
}

/**
 * pasar_rational_get_nearest:
 * @a: a number
 * @units: how many units 1 has, e.g. 100 minor units
 * @nearest: (out): @a in units, rounded to the nearest; a tie goes up
 *
 * Returns: %FALSE when that is too large
 */
gboolean
pasar_rational_get_nearest (PasarRational a, gint64 units, gint64 *nearest)
{
  PasarWide whole;

  if (!pasar_rational_multiply (&a, pasar_rational (units, 1)))
    return FALSE;
  whole = get_whole (a, PASAR_ROUND_NEAREST);
  *nearest = (gint64) whole;
  return *nearest == whole;
}

/**
 * pasar_rational_get_linear:
 * @factor: a number
 * @summand: another
 * @linear: (out): a, b and c, c being more than 0
 *
 * Brings factor × x + summand into the form (a × x + b) / c.
 *
 * Returns: %FALSE when one of them is too large
 */
gboolean
pasar_rational_get_linear (PasarRational factor, PasarRational summand, gint64 linear[3])
{
  PasarWide divisor;
  PasarWide a;
  PasarWide b;
  PasarWide c;

  reduce (&factor);
  reduce (&summand);
  if (__builtin_mul_overflow (factor.numerator, summand.denominator, &a)
      || __builtin_mul_overflow (summand.numerator, factor.denominator, &b)
      || __builtin_mul_overflow (factor.denominator, summand.denominator, &c))
    return FALSE;
  divisor = greatest_divisor (greatest_divisor (a, c), b);
  linear[0] = (gint64) (a / divisor);
  linear[1] = (gint64) (b / divisor);
  linear[2] = (gint64) (c / divisor);
  return linear[0] == a / divisor && linear[1] == b / divisor && linear[2] == c / divisor;
}
