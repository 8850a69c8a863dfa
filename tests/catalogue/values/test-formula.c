/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/formula.h"

#include <string.h>

#define OK (-1)

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat indonesian = { ",", "." };

static PasarFormulaContext
in_cell (guint digits, const PasarNumberFormat *format)
{
  return (PasarFormulaContext){ .name = digits > 0 ? "price" : "stock",
                                .currency = digits > 0 ? "SGD" : NULL,
                                .digits = digits,
                                .format = format };
}

static void
test_apply (void)
{
  static const struct
  {
    PasarFormula formula;
    gint64 old;
    int error;
    gint64 result;
  } cases[] = {
    { { PASAR_OPERATION_SET, 1250, 0, 0, 0 }, 999, OK, 1250 },
    { { PASAR_OPERATION_SET, 1250, 0, 0, 0 }, PASAR_NO_VALUE, OK, 1250 },
    { { PASAR_OPERATION_ADD, 50, 0, 0, 0 }, PASAR_NO_VALUE, PASAR_INPUT_ERROR_EMPTY, 0 },
    { { PASAR_OPERATION_ADD, 50, 0, 0, 0 }, 1000, OK, 1050 },
    { { PASAR_OPERATION_SUBTRACT, 50, 0, 0, 0 }, 1000, OK, 950 },
    { { PASAR_OPERATION_SUBTRACT, 1000, 0, 0, 0 }, 1000, OK, 0 },
    { { PASAR_OPERATION_SUBTRACT, 1001, 0, 0, 0 }, 1000, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { { PASAR_OPERATION_SET, -1, 0, 0, 0 }, 1000, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { { PASAR_OPERATION_PERCENT, 1000, 0, 0, 0 }, 990, OK, 1089 },
    { { PASAR_OPERATION_PERCENT, -1000, 0, 0, 0 }, 990, OK, 891 },
    { { PASAR_OPERATION_PERCENT, -10000, 0, 0, 0 }, 990, OK, 0 },
    { { PASAR_OPERATION_PERCENT, -10001, 0, 0, 0 }, 990, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    /* 10.5: a tie goes up. */
    { { PASAR_OPERATION_PERCENT, 500, 0, 0, PASAR_ROUND_NEAREST }, 10, OK, 11 },
    { { PASAR_OPERATION_PERCENT, 500, 0, 0, PASAR_ROUND_DOWN }, 10, OK, 10 },
    { { PASAR_OPERATION_PERCENT, 400, 0, 0, PASAR_ROUND_NEAREST }, 10, OK, 10 },
    { { PASAR_OPERATION_PERCENT, 400, 0, 0, PASAR_ROUND_UP }, 10, OK, 11 },
    /* Endings: 10.89 to .90. */
    { { PASAR_OPERATION_PERCENT, 1000, 90, 100, PASAR_ROUND_NEAREST }, 990, OK, 1090 },
    { { PASAR_OPERATION_PERCENT, 1000, 90, 100, PASAR_ROUND_DOWN }, 990, OK, 990 },
    { { PASAR_OPERATION_SET, 1040, 90, 100, PASAR_ROUND_NEAREST }, 0, OK, 1090 },
    { { PASAR_OPERATION_SET, 1039, 90, 100, PASAR_ROUND_NEAREST }, 0, OK, 990 },
    { { PASAR_OPERATION_SET, 1090, 90, 100, PASAR_ROUND_UP }, 0, OK, 1090 },
    { { PASAR_OPERATION_SET, 1091, 90, 100, PASAR_ROUND_UP }, 0, OK, 1190 },
    { { PASAR_OPERATION_SET, 12345, 900, 1000, PASAR_ROUND_NEAREST }, 0, OK, 11900 },
    { { PASAR_OPERATION_SET, 30, 90, 100, PASAR_ROUND_NEAREST }, 0, OK, 90 },
    { { PASAR_OPERATION_SET, 30, 90, 100, PASAR_ROUND_DOWN }, 0, OK, 90 },
    { { PASAR_OPERATION_SET, 30, 0, 100, PASAR_ROUND_NEAREST }, 0, OK, 100 },
    { { PASAR_OPERATION_SET, 0, 0, 100, PASAR_ROUND_NEAREST }, 0, OK, 0 },
    /* Bounds. */
    { { PASAR_OPERATION_SET, PASAR_VALUE_MAX, 0, 0, 0 }, 0, OK, PASAR_VALUE_MAX },
    { { PASAR_OPERATION_SET, PASAR_VALUE_MAX + 1, 0, 0, 0 }, 0, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
    { { PASAR_OPERATION_ADD, G_MAXINT64, 0, 0, 0 }, 5, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
    { { PASAR_OPERATION_PERCENT, G_MAXINT64, 0, 0, 0 }, 5, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
    { { PASAR_OPERATION_PERCENT, 1000000, 0, 0, 0 },
      PASAR_VALUE_MAX,
      PASAR_INPUT_ERROR_TOO_LARGE,
      0 },
    { { PASAR_OPERATION_SET, PASAR_VALUE_MAX, 0, 1000000000, PASAR_ROUND_UP },
      0,
      PASAR_INPUT_ERROR_TOO_LARGE,
      0 },
    { { PASAR_OPERATION_SET, 5, G_MAXINT64, G_MAXINT64, 0 }, 0, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 result = -77;

      g_test_message ("case %u", i);
      pasar_formula_apply (&cases[i].formula, cases[i].old, &result, &error);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_cmpint (result, ==, cases[i].result);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
          g_assert_cmpint (result, ==, -77);
        }
    }
}

static void
test_apply_properties (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      PasarFormula formula = {
        .operation = g_test_rand_int_range (0, PASAR_OPERATION_PERCENT + 1),
        .amount = g_test_rand_int_range (-12000, 2000000),
        .rounding = g_test_rand_int_range (0, PASAR_ROUND_DOWN + 1),
      };
      gint64 old = g_test_rand_int_range (0, 1000000);
      gint64 exact = 0;
      gint64 result = -1;

      if (!pasar_formula_apply (&formula, old, &exact, NULL))
        continue;
      if (formula.operation == PASAR_OPERATION_PERCENT)
        {
          gint64 error_of_rounding = exact * 10000 - old * (10000 + formula.amount);

          g_assert_cmpint (ABS (error_of_rounding), <, 10000);
          if (formula.rounding == PASAR_ROUND_NEAREST)
            g_assert_cmpint (ABS (error_of_rounding), <=, 5000);
          g_assert_true (formula.rounding != PASAR_ROUND_UP || error_of_rounding >= 0);
          g_assert_true (formula.rounding != PASAR_ROUND_DOWN || error_of_rounding <= 0);
        }

      formula.ending_step = 100;
      formula.ending = g_test_rand_int_range (0, 100);
      g_assert_true (pasar_formula_apply (&formula, old, &result, NULL));
      g_assert_cmpint (result, >=, 0);
      g_assert_cmpint (result % 100, ==, formula.ending);
      g_assert_cmpint (ABS (result - exact), <=, 101);
    }
}

static void
test_any_formula (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 values[4];
      PasarFormula formula;
      gint64 result = -1;

      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          guint64 bits =
              (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

          values[k] = (gint64) (bits >> g_test_rand_int_range (0, 64));
        }
      formula = (PasarFormula){ g_test_rand_int_range (0, 4),
                                values[0],
                                values[1],
                                values[2],
                                g_test_rand_int_range (0, 3) };
      if (pasar_formula_apply (&formula,
                               ABS (values[3] / 2) % (PASAR_VALUE_MAX + 1),
                               &result,
                               NULL))
        {
          g_assert_cmpint (result, >=, 0);
          g_assert_cmpint (result, <=, PASAR_VALUE_MAX);
        }
    }
}

static void
test_ending (void)
{
  static const struct
  {
    const char *text;
    guint digits;
    int error;
    gint64 ending;
    gint64 step;
  } cases[] = {
    { ".90", 2, OK, 90, 100 },
    { "0.90", 2, OK, 90, 100 },
    { ",90", 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "1,000", 0, OK, 1000, 10000 },
    { "0", 2, OK, 0, 1000 },
    { ".9", 2, OK, 90, 100 },
    { "9.90", 2, OK, 990, 1000 },
    { "99", 2, OK, 9900, 10000 },
    { ".00", 2, OK, 0, 100 },
    { "900", 0, OK, 900, 1000 },
    { "99", 0, OK, 99, 100 },
    { "000", 0, OK, 0, 1000 },
    { "", 2, OK, 0, 0 },
    { "  ", 0, OK, 0, 0 },
    { ".905", 2, PASAR_INPUT_ERROR_DECIMALS, 0, 0 },
    { ".90", 0, PASAR_INPUT_ERROR_DECIMALS, 0, 0 },
    { "x", 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "-.90", 2, PASAR_INPUT_ERROR_NEGATIVE, 0, 0 },
    { ".", 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "1234567890", 2, PASAR_INPUT_ERROR_TOO_LARGE, 0, 0 },
    { "0000000000", 0, PASAR_INPUT_ERROR_TOO_LARGE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarFormula formula = { .ending = 7, .ending_step = 7 };
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      pasar_formula_parse_ending (&formula, cases[i].text, cases[i].digits, &english, &error);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_cmpint (formula.ending, ==, cases[i].ending);
          g_assert_cmpint (formula.ending_step, ==, cases[i].step);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
          g_assert_cmpint (formula.ending_step, ==, 7);
        }
    }
}

static void
test_percent (void)
{
  static const struct
  {
    const char *text;
    int error;
    gint64 hundredths;
  } cases[] = {
    { "10", OK, 1000 },
    { "+10", OK, 1000 },
    { "-5.5 %", OK, -550 },
    { "−5.25%", OK, -525 },
    { "−5,25%", PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
    { " 0.01% ", OK, 1 },
    { "-100", OK, -10000 },
    { "-100.01", PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "0.125", PASAR_INPUT_ERROR_DECIMALS, 0 },
    { "1.234", PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
    { "10,000", PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
    { "1000", OK, 100000 },
    { "100000", PASAR_INPUT_ERROR_TOO_LARGE, 0 },
    { "", PASAR_INPUT_ERROR_EMPTY, 0 },
    { "%", PASAR_INPUT_ERROR_EMPTY, 0 },
    { "ten", PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "1e3", PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "--5", PASAR_INPUT_ERROR_NEGATIVE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 hundredths = 77;

      g_test_message ("case %u", i);
      pasar_formula_parse_percent (cases[i].text, &english, &hundredths, &error);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_cmpint (hundredths, ==, cases[i].hundredths);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
          g_assert_cmpint (hundredths, ==, 77);
        }
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    guint digits; /* 0: stock */
    int error;    /* in a cell */
    PasarOperation operation;
    gint64 amount;
  } cases[] = {
    { "12.50", &english, 2, OK, PASAR_OPERATION_SET, 1250 },
    { "=12.5", &english, 2, OK, PASAR_OPERATION_SET, 1250 },
    { "S$ 12.5", &english, 2, OK, PASAR_OPERATION_SET, 1250 },
    { "1,000", &english, 0, OK, PASAR_OPERATION_SET, 1000 },
    { "=price+5", &english, 2, OK, PASAR_OPERATION_ADD, 500 },
    { "= Price − 0.5", &english, 2, OK, PASAR_OPERATION_SUBTRACT, 50 },
    { "=price+0,5", &indonesian, 2, OK, PASAR_OPERATION_ADD, 50 },
    { "=stock-1", &english, 0, OK, PASAR_OPERATION_SUBTRACT, 1 },
    { "=stock+1,000", &english, 0, OK, PASAR_OPERATION_ADD, 1000 },
    { "=price+10%", &english, 2, OK, PASAR_OPERATION_PERCENT, 1000 },
    { "=price*1.1", &english, 2, OK, PASAR_OPERATION_PERCENT, 1000 },
    { "+10%", &english, 2, OK, PASAR_OPERATION_PERCENT, 1000 },
    { "-10 %", &english, 2, OK, PASAR_OPERATION_PERCENT, -1000 },
    { "*1.1", &english, 2, OK, PASAR_OPERATION_PERCENT, 1000 },
    { "*1.125", &english, 2, OK, PASAR_OPERATION_PERCENT, 1250 },
    { "×1,1", &indonesian, 2, OK, PASAR_OPERATION_PERCENT, 1000 },
    { "* 0.9", &english, 0, OK, PASAR_OPERATION_PERCENT, -1000 },
    { "10%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "+1,000%", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "*1,250", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "×1,1", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "12,345", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "12,50", &english, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "=price+12,345", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0, 0 },
    { "=stock+1", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "=price", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "=price/2", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "=-5", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0, 0 },
    { "=stock+1.5", &english, 0, PASAR_INPUT_ERROR_DECIMALS, 0, 0 },
    { "RM 12.90", &english, 2, PASAR_INPUT_ERROR_CURRENCY, 0, 0 },
    { "*-1", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0, 0 },
    { "*101", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 0, 0 },
    { "1000000000000", &english, 0, PASAR_INPUT_ERROR_TOO_LARGE, 0, 0 },
    { "", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0, 0 },
    { "=", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0, 0 },
    { "+", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0, 0 },
    { "1+2", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "10^12", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "1e12", &english, 0, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
    { "\xff", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarFormulaContext context = in_cell (cases[i].digits, cases[i].format);
      PasarFormula formula = { .amount = 77 };
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      pasar_formula_parse (&formula, cases[i].text, &context, &error);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_cmpint (formula.operation, ==, cases[i].operation);
          g_assert_cmpint (formula.amount, ==, cases[i].amount);
          g_assert_cmpint (formula.ending_step, ==, 0);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
          g_assert_cmpint (formula.amount, ==, 77);
        }
    }
}

/* In a cell a sign can be read in two ways; in a bulk change it means more and less. */
static void
test_bare_sign (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    guint digits; /* 0: stock */
    PasarOperation operation;
    gint64 amount;
    const char *offers[2];
  } cases[] = {
    { "-1", &english, 2, PASAR_OPERATION_SUBTRACT, 100, { "=price-1", "1" } },
    { "+5", &english, 0, PASAR_OPERATION_ADD, 5, { "=stock+5", "5" } },
    { "−0.5", &english, 2, PASAR_OPERATION_SUBTRACT, 50, { "=price-0.50", "0.50" } },
    { "+0,5", &indonesian, 2, PASAR_OPERATION_ADD, 50, { "=price+0,50", "0,50" } },
    { "+1,000", &english, 0, PASAR_OPERATION_ADD, 1000, { "=stock+1000", "1000" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarFormulaContext context = in_cell (cases[i].digits, cases[i].format);
      PasarFormula formula = { .amount = 77 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_false (pasar_formula_parse (&formula, cases[i].text, &context, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
      g_assert_cmpint (formula.amount, ==, 77);
      for (guint k = 0; k < 2; k++)
        {
          PasarFormula offer;

          g_assert_nonnull (strstr (error->message, cases[i].offers[k]));
          g_assert_true (pasar_formula_parse (&offer, cases[i].offers[k], &context, NULL));
          g_assert_cmpint (offer.operation, ==, k == 0 ? cases[i].operation : PASAR_OPERATION_SET);
          g_assert_cmpint (offer.amount, ==, cases[i].amount);
        }

      context.in_bulk = TRUE;
      g_assert_true (pasar_formula_parse (&formula, cases[i].text, &context, NULL));
      g_assert_cmpint (formula.operation, ==, cases[i].operation);
      g_assert_cmpint (formula.amount, ==, cases[i].amount);
    }
}

/* No text means one thing in a cell and another one in a bulk change. */
static void
test_any_text (void)
{
  static const char *const pieces[] = { "0", "1", "5",     "12",    "100",    "000", ".",
                                        ",", " ", "+",     "-",     "−",      "*",   "×",
                                        "=", "%", "price", "stock", "S$",     "RM",  "$",
                                        "'", "٣", "x",     "\xff",  "\u202f", "(" };

  for (guint i = 0; i < 40000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const guint n = (guint) g_test_rand_int_range (0, 8);
      PasarFormulaContext context =
          in_cell (g_test_rand_bit () ? 2 : 0, g_test_rand_bit () ? &english : &indonesian);
      g_autoptr (GError) cell_error = NULL;
      g_autoptr (GError) bulk_error = NULL;
      PasarFormula in_cell = { 0 };
      PasarFormula in_bulk = { 0 };
      gboolean cell_ok;
      gboolean bulk_ok;

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      cell_ok = pasar_formula_parse (&in_cell, text->str, &context, &cell_error);
      context.in_bulk = TRUE;
      bulk_ok = pasar_formula_parse (&in_bulk, text->str, &context, &bulk_error);
      g_assert_true (cell_ok == (cell_error == NULL) && bulk_ok == (bulk_error == NULL));
      g_assert_true (bulk_ok || !cell_ok);
      if (cell_ok)
        {
          g_assert_cmpint (in_cell.operation, ==, in_bulk.operation);
          g_assert_cmpint (in_cell.amount, ==, in_bulk.amount);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formula/apply", test_apply);
  g_test_add_func ("/formula/apply-properties", test_apply_properties);
  g_test_add_func ("/formula/any-formula", test_any_formula);
  g_test_add_func ("/formula/ending", test_ending);
  g_test_add_func ("/formula/percent", test_percent);
  g_test_add_func ("/formula/parse", test_parse);
  g_test_add_func ("/formula/bare-sign", test_bare_sign);
  g_test_add_func ("/formula/any-text", test_any_text);

  return g_test_run ();
}
