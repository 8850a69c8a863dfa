/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression.h"

#include <string.h>

/* Expressions against arithmetic done another way: fractions of whole numbers of any length, digit
 * by digit as on paper. */

#define MAX_DIGITS 400

static const PasarNumberFormat english = { ".", "," };

/* A whole number from 0 on; the last digit first. */
typedef struct
{
  guint n;
  guint8 digits[MAX_DIGITS];
} Natural;

static Natural
natural (guint64 value)
{
  Natural self = { 0 };

  for (; value > 0; value /= 10)
    self.digits[self.n++] = (guint8) (value % 10);
  return self;
}

static void
trim (Natural *self)
{
  while (self->n > 0 && self->digits[self->n - 1] == 0)
    self->n--;
}

static int
compare (const Natural *a, const Natural *b)
{
  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  for (guint i = a->n; i > 0; i--)
    {
      if (a->digits[i - 1] != b->digits[i - 1])
        return a->digits[i - 1] < b->digits[i - 1] ? -1 : 1;
    }
  return 0;
}

static Natural
add (const Natural *a, const Natural *b)
{
  Natural sum = { .n = MAX (a->n, b->n) + 1 };
  guint carry = 0;

  g_assert_cmpuint (sum.n, <, MAX_DIGITS);
  for (guint i = 0; i < sum.n; i++)
    {
      carry += (i < a->n ? a->digits[i] : 0) + (i < b->n ? b->digits[i] : 0);
      sum.digits[i] = (guint8) (carry % 10);
      carry /= 10;
    }
  trim (&sum);
  return sum;
}

/* a is not less than b. */
static Natural
subtract (const Natural *a, const Natural *b)
{
  Natural rest = { .n = a->n };
  int borrow = 0;

  for (guint i = 0; i < a->n; i++)
    {
      const int digit = a->digits[i] - (i < b->n ? b->digits[i] : 0) - borrow;

      borrow = digit < 0;
      rest.digits[i] = (guint8) (digit + 10 * borrow);
    }
  trim (&rest);
  return rest;
}

static Natural
multiply (const Natural *a, const Natural *b)
{
  Natural product = { .n = a->n + b->n + 1 };

  g_assert_cmpuint (product.n, <, MAX_DIGITS);
  for (guint i = 0; i < a->n; i++)
    {
      guint carry = 0;

      for (guint k = 0; k < b->n || carry > 0; k++)
        {
          carry += product.digits[i + k] + a->digits[i] * (k < b->n ? b->digits[k] : 0u);
          product.digits[i + k] = (guint8) (carry % 10);
          carry /= 10;
        }
    }
  trim (&product);
  return product;
}

static Natural
divide (const Natural *a, const Natural *b, Natural *rest)
{
  Natural quotient = { .n = a->n };

  *rest = natural (0);
  for (guint i = a->n; i > 0; i--)
    {
      memmove (rest->digits + 1, rest->digits, rest->n);
      rest->digits[0] = a->digits[i - 1];
      rest->n++;
      trim (rest);
      while (compare (rest, b) >= 0)
        {
          *rest = subtract (rest, b);
          quotient.digits[i - 1]++;
        }
    }
  trim (&quotient);
  return quotient;
}

typedef struct
{
  gboolean is_negative;
  Natural numerator;
  Natural denominator;
} Fraction;

static Fraction
fraction (gint64 numerator, guint64 denominator)
{
  return (Fraction){ numerator < 0, natural ((guint64) ABS (numerator)), natural (denominator) };
}

static Fraction
add_fractions (const Fraction *a, const Fraction *b)
{
  const Natural left = multiply (&a->numerator, &b->denominator);
  const Natural right = multiply (&b->numerator, &a->denominator);
  Fraction sum = { .denominator = multiply (&a->denominator, &b->denominator) };

  if (a->is_negative == b->is_negative)
    {
      sum.numerator = add (&left, &right);
      sum.is_negative = a->is_negative;
    }
  else if (compare (&left, &right) >= 0)
    {
      sum.numerator = subtract (&left, &right);
      sum.is_negative = a->is_negative;
    }
  else
    {
      sum.numerator = subtract (&right, &left);
      sum.is_negative = b->is_negative;
    }
  return sum;
}

static Fraction
negate (Fraction a)
{
  a.is_negative = !a.is_negative;
  return a;
}

static Fraction
subtract_fractions (const Fraction *a, const Fraction *b)
{
  const Fraction minus = negate (*b);

  return add_fractions (a, &minus);
}

static Fraction
multiply_fractions (const Fraction *a, const Fraction *b)
{
  return (Fraction){ a->is_negative != b->is_negative,
                     multiply (&a->numerator, &b->numerator),
                     multiply (&a->denominator, &b->denominator) };
}

static Fraction
divide_fractions (const Fraction *a, const Fraction *b)
{
  return (Fraction){ a->is_negative != b->is_negative,
                     multiply (&a->numerator, &b->denominator),
                     multiply (&a->denominator, &b->numerator) };
}

/* -1, 0, 1. */
static int
get_sign (const Fraction *a)
{
  return a->numerator.n == 0 ? 0 : a->is_negative ? -1 : 1;
}

static int
compare_fractions (const Fraction *a, const Fraction *b)
{
  const Fraction difference = subtract_fractions (a, b);

  return get_sign (&difference);
}

/* The whole number at or below, or above; or the nearest, a tie going up. */
static Fraction
round_fraction (const Fraction *a, int way)
{
  const Fraction half = fraction (1, 2);
  const Fraction one = fraction (1, 1);
  Fraction sum = way == 0 ? add_fractions (a, &half) : *a;
  Fraction whole = { .is_negative = sum.is_negative, .denominator = natural (1) };
  Natural rest;

  whole.numerator = divide (&sum.numerator, &sum.denominator, &rest);
  if (rest.n > 0 && get_sign (&sum) < 0)
    whole = subtract_fractions (&whole, &one);
  if (rest.n > 0 && way > 0)
    whole = add_fractions (&whole, &one);
  return whole;
}

static Fraction
round_to_step (const Fraction *a, const Fraction *step, const Fraction *ending, int way)
{
  Fraction steps = subtract_fractions (a, ending);

  steps = divide_fractions (&steps, step);
  steps = round_fraction (&steps, way);
  steps = multiply_fractions (&steps, step);
  return add_fractions (&steps, ending);
}

/* A random expression while it is written, and what it comes to. */
typedef struct
{
  gint64 prices[3];
  gboolean divides_by_0;
} World;

static const char *const names[] = { "price", "current", "cost" };

static Fraction write_money (World *world, GString *text, int depth);

/* A number with so many decimals at most. */
static Fraction
write_number (GString *text, int least, int limit, guint decimals)
{
  const int value = g_test_rand_int_range (least, limit);
  const guint n = (guint) g_test_rand_int_range (0, (gint32) decimals + 1);
  guint64 units = 1;

  for (guint i = 0; i < n; i++)
    units *= 10;
  if (n == 0)
    g_string_append_printf (text, "%d", value);
  else
    g_string_append_printf (text, "%d.%0*d", value / (int) units, (int) n, value % (int) units);
  return fraction (value, units);
}

static Fraction
write_factor (World *world, GString *text, int depth)
{
  if (depth > 0 && g_test_rand_int_range (0, 4) == 0)
    {
      Fraction left;
      Fraction right;

      g_string_append_c (text, '(');
      left = write_money (world, text, depth - 1);
      g_string_append (text, ")/(");
      right = write_money (world, text, depth - 1);
      g_string_append_c (text, ')');
      world->divides_by_0 |= get_sign (&right) == 0;
      return get_sign (&right) != 0 ? divide_fractions (&left, &right) : right;
    }
  /* What is divided by a 0 that is written so is refused wherever it stands. */
  return write_number (text, 1, 30000, 4);
}

static Fraction
write_brackets (World *world, GString *text, int depth)
{
  Fraction result;

  g_string_append_c (text, '(');
  result = write_money (world, text, depth);
  g_string_append_c (text, ')');
  return result;
}

static Fraction
write_share (World *world, GString *text, int depth)
{
  const gboolean adds = g_test_rand_bit ();
  const Fraction hundred = fraction (100, 1);
  const Fraction price = fraction (world->prices[0], 100);
  Fraction left;
  Fraction share;

  /* Of a number alone it could be read in two ways. */
  g_string_append (text, "(price+");
  left = write_brackets (world, text, depth);
  left = add_fractions (&price, &left);
  g_string_append_c (text, ')');
  g_string_append (text, adds ? "+" : " - ");
  share = write_number (text, 0, 10000, 2);
  g_string_append_c (text, '%');
  share = divide_fractions (&share, &hundred);
  share = multiply_fractions (&left, &share);
  return adds ? add_fractions (&left, &share) : subtract_fractions (&left, &share);
}

static Fraction
write_product (World *world, GString *text, int depth)
{
  const gboolean divides = g_test_rand_bit ();
  Fraction left = write_brackets (world, text, depth);
  Fraction right;

  g_string_append (text, divides ? "/" : " * ");
  if (divides)
    g_string_append_c (text, '(');
  right = write_factor (world, text, depth);
  if (divides)
    g_string_append_c (text, ')');
  world->divides_by_0 |= divides && get_sign (&right) == 0;
  if (!divides)
    return multiply_fractions (&left, &right);
  return get_sign (&right) != 0 ? divide_fractions (&left, &right) : left;
}

/* Without brackets, where the order of the operations counts. */
static Fraction
write_chain (World *world, GString *text, int depth)
{
  const int first = g_test_rand_int_range (0, 3);
  const int second = g_test_rand_int_range (0, 3);
  const gboolean adds = g_test_rand_bit ();
  const gboolean adds_again = g_test_rand_bit ();
  Fraction a = fraction (world->prices[first], 100);
  Fraction b = fraction (world->prices[second], 100);
  Fraction c;

  g_string_append_printf (text, "%s%c%s*", names[first], adds ? '+' : '-', names[second]);
  c = write_number (text, 0, 300, 2);
  b = multiply_fractions (&b, &c);
  a = adds ? add_fractions (&a, &b) : subtract_fractions (&a, &b);
  g_string_append_c (text, adds_again ? '+' : '-');
  b = write_brackets (world, text, depth);
  return adds_again ? add_fractions (&a, &b) : subtract_fractions (&a, &b);
}

static Fraction
write_least (World *world, GString *text, int depth)
{
  const gboolean least = g_test_rand_bit ();
  Fraction left;
  Fraction right;
  int order;

  g_string_append (text, least ? "min(" : "MAX( ");
  left = write_money (world, text, depth);
  g_string_append_c (text, ';');
  right = write_money (world, text, depth);
  g_string_append_c (text, ')');
  order = compare_fractions (&left, &right);
  return (least ? order < 0 : order > 0) ? left : right;
}

static Fraction
write_rounding (World *world, GString *text, int depth)
{
  static const char *const functions[] = { "rounddown", "round", "roundup" };
  const int way = g_test_rand_int_range (-1, 2);
  const Fraction zero = fraction (0, 1);
  Fraction left;
  Fraction step;

  g_string_append_printf (text, "%s(", functions[way + 1]);
  left = write_money (world, text, depth);
  if (g_test_rand_bit ())
    {
      const int units = g_test_rand_int_range (1, 99999);

      g_string_append_printf (text, "; %d.%02d)", units / 100, units % 100);
      step = fraction (units, 100);
      return round_to_step (&left, &step, &zero, way);
    }
  else
    {
      const int units = g_test_rand_int_range (0, 100);
      const Fraction ending = fraction (units, 100);
      Fraction rounded;

      step = fraction (1, 1);
      g_string_append_printf (text, "; end .%02d)", units);
      if (get_sign (&left) < 0)
        return left;
      rounded = round_to_step (&left, &step, &ending, way);
      if (get_sign (&rounded) < 0 || (get_sign (&rounded) == 0 && get_sign (&left) > 0))
        return units > 0 ? ending : step;
      return rounded;
    }
}

static Fraction
write_choice (World *world, GString *text, int depth)
{
  static const struct
  {
    const char *sign;
    gboolean holds[3]; /* less, equal, more */
  } signs[] = {
    { "<", { TRUE, FALSE, FALSE } }, { "<=", { TRUE, TRUE, FALSE } },
    { ">", { FALSE, FALSE, TRUE } }, { ">=", { FALSE, TRUE, TRUE } },
    { "=", { FALSE, TRUE, FALSE } }, { "<>", { TRUE, FALSE, TRUE } },
  };
  const int sign = g_test_rand_int_range (0, G_N_ELEMENTS (signs));
  gboolean divides_by_0;
  gboolean holds;
  Fraction left;
  Fraction right;

  g_string_append (text, "if(");
  left = write_money (world, text, depth);
  g_string_append (text, signs[sign].sign);
  right = write_money (world, text, depth);
  holds = signs[sign].holds[compare_fractions (&left, &right) + 1];
  g_string_append_c (text, ';');
  /* What is not chosen is not computed. */
  divides_by_0 = world->divides_by_0;
  left = write_money (world, text, depth);
  if (!holds)
    world->divides_by_0 = divides_by_0;
  g_string_append (text, "; ");
  divides_by_0 = world->divides_by_0;
  right = write_money (world, text, depth);
  if (holds)
    world->divides_by_0 = divides_by_0;
  g_string_append_c (text, ')');
  return holds ? left : right;
}

static Fraction
write_money (World *world, GString *text, int depth)
{
  const int column = g_test_rand_int_range (0, 3);

  switch (depth > 0 ? g_test_rand_int_range (0, 10) : g_test_rand_int_range (0, 2))
    {
    case 0:
      return write_number (text, 0, 100000, 2);
    case 2:
      g_string_append_c (text, '-');
      return negate (write_brackets (world, text, depth - 1));
    case 3:
      return write_share (world, text, depth - 1);
    case 4:
    case 5:
      return write_product (world, text, depth - 1);
    case 6:
      return write_chain (world, text, depth - 1);
    case 7:
      return write_least (world, text, depth - 1);
    case 8:
      return write_rounding (world, text, depth - 1);
    case 9:
      return write_choice (world, text, depth - 1);
    default:
      g_string_append (text, names[column]);
      return fraction (world->prices[column], 100);
    }
}

static Fraction
make_bound (void)
{
  return fraction (PASAR_VALUE_MAX, 100);
}

/* The same result, or the same reason why there is none. Only where numbers on the way have more
 * than some 38 digits may it be too large where on paper it is not. */
static gboolean
assert_exact (World *world, const char *text, Fraction exact)
{
  static const PasarExpressionColumn columns[] = {
    { 0, "price", NULL, PASAR_UNIT_MONEY },
    { 1, "current", NULL, PASAR_UNIT_MONEY },
    { 2, "cost", NULL, PASAR_UNIT_MONEY },
  };
  const PasarExpressionContext context = { .columns = columns,
                                           .n_columns = G_N_ELEMENTS (columns),
                                           .currency = "SGD",
                                           .digits = 2,
                                           .in_bulk = TRUE,
                                           .format = &english };
  const Fraction hundred = fraction (100, 1);
  const Fraction bound = make_bound ();
  g_autoptr (PasarExpression) expression = NULL;
  g_autoptr (GError) error = NULL;
  gint64 values[G_N_ELEMENTS (columns)];
  gint64 result = -77;
  const guint *needed;
  Fraction difference;
  Fraction found;
  guint n;

  expression = pasar_expression_new (text, &context, NULL, &error);
  if (expression != NULL)
    {
      needed = pasar_expression_get_columns (expression, &n);
      for (guint i = 0; i < n; i++)
        values[i] = world->prices[needed[i]];
      pasar_expression_evaluate (expression, values, &result, &error);
    }
  if (g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_TOO_LARGE))
    return compare_fractions (&exact, &bound) > 0;
  if (g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_DIVISION_BY_ZERO))
    {
      g_assert_true (world->divides_by_0);
      return TRUE;
    }
  g_assert_false (world->divides_by_0);
  if (g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE))
    {
      g_assert_cmpint (get_sign (&exact), <, 0);
      return TRUE;
    }
  g_assert_no_error (error);
  g_assert_cmpint (get_sign (&exact), >=, 0);
  exact = multiply_fractions (&exact, &hundred);
  exact = round_fraction (&exact, 0);
  found = fraction (result, 1);
  difference = subtract_fractions (&exact, &found);
  g_assert_cmpint (get_sign (&difference), ==, 0);
  return TRUE;
}

static void
test_exact (void)
{
  guint n_beyond = 0;
  guint n = 0;

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GString) text = g_string_new ("=");
      World world = { 0 };
      Fraction exact;

      for (guint k = 0; k < G_N_ELEMENTS (world.prices); k++)
        world.prices[k] =
            g_test_rand_bit () ? g_test_rand_int_range (0, 100000) : g_test_rand_int_range (0, 20);
      exact = write_money (&world, text, g_test_rand_int_range (0, 4));
      if (text->len >= 1000)
        continue;
      if (i % 100 == 0)
        g_test_message ("%s", text->str);
      n++;
      n_beyond += !assert_exact (&world, text->str, exact);
    }
  g_test_message ("%u of %u beyond its numbers", n_beyond, n);
  g_assert_cmpuint (n_beyond, <, n / 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/expression-exact/random", test_exact);

  return g_test_run ();
}
