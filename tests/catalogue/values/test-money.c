/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/money.h"
#include "catalogue/values/region.h"

#include <string.h>

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat indonesian = { ",", "." };
static const PasarNumberFormat polish = { ",", "\u202f" };
static const PasarNumberFormat plain = { ".", "" };

#define OK (-1)

/* A currency may stand beside the amount where it is the shop's. */
static void
test_currency (void)
{
  static const struct
  {
    const char *text;
    const char *currency;
    guint digits;
    const PasarNumberFormat *format;
    int error; /* OK or a PasarInputError */
    gint64 value;
  } cases[] = {
    { "S$12.50", "SGD", 2, &english, OK, 1250 },
    { "SGD 12.50", "SGD", 2, &english, OK, 1250 },
    { "12.50 sgd", "SGD", 2, &english, OK, 1250 },
    { "$ 12.50", "SGD", 2, &english, OK, 1250 },
    { "12.50$", "MXN", 2, &english, OK, 1250 },
    { "RM12.90", "MYR", 2, &english, OK, 1290 },
    { "Rp 12500", "IDR", 0, &indonesian, OK, 12500 },
    { "Rp. 12.500.000", "IDR", 0, &indonesian, OK, 12500000 },
    { "Rp 12.500", "IDR", 0, &indonesian, OK, 12500 },
    { "12500₫", "VND", 0, &indonesian, OK, 12500 },
    { "R$ 1.234,50", "BRL", 2, &indonesian, OK, 123450 },
    { "฿120", "THB", 0, &english, OK, 120 },
    { "120 元", "TWD", 0, &english, OK, 120 },
    { "12.50 zł", "PLN", 2, &english, OK, 1250 },
    { "NZD 12", "NZD", 2, &english, OK, 1200 },
    /* Another shop's. */
    { "RM 12.90", "SGD", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "12.90 MYR", "SGD", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "US$12.90", "SGD", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "12.90 US$", "SGD", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "NT$ 300", "SGD", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "S$12.50", "MYR", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "$12.50", "MYR", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "$12.50", "BRL", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "€ 5", "PLN", 2, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    { "¥5", "TWD", 0, &english, PASAR_INPUT_ERROR_CURRENCY, 0 },
    /* Pieces have none, and where the shop's is not known no one can tell. */
    { "S$5", NULL, 0, &english, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "S$5", "", 2, &english, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "SGD", "SGD", 2, &english, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "SGD 12 SGD", "SGD", 2, &english, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
    { "S$-1", "SGD", 2, &english, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "-S$1", "SGD", 2, &english, PASAR_INPUT_ERROR_NEGATIVE, 0 },
    { "S$ 12,345", "SGD", 2, &english, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
    { "\xff\xfe", "SGD", 2, &english, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = -77;
      gboolean ok = pasar_money_parse (cases[i].text,
                                       cases[i].currency,
                                       cases[i].digits,
                                       cases[i].format,
                                       &value,
                                       &error);

      g_test_message ("case %u", i);
      if (cases[i].error == OK)
        {
          g_assert_no_error (error);
          g_assert_true (ok);
          g_assert_cmpint (value, ==, cases[i].value);
          continue;
        }
      g_assert_error (error, PASAR_INPUT_ERROR, cases[i].error);
      g_assert_cmpint (value, ==, -77);
      /* It says which one the shop has. */
      if (cases[i].error == PASAR_INPUT_ERROR_CURRENCY)
        g_assert_nonnull (strstr (error->message, cases[i].currency));
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 minor;
    guint digits;
    const PasarNumberFormat *format;
    const char *text;
  } formats[] = {
    { 123450, 2, &english, "1,234.50" },
    { 123450, 2, &indonesian, "1.234,50" },
    { 5, 2, &english, "0.05" },
    { 0, 2, &english, "0.00" },
    { 1234567, 0, &indonesian, "1.234.567" },
    { 999, 0, &english, "999" },
    { -1250, 2, &english, "-12.50" },
    { 123450, 2, &plain, "1234.50" },
    { PASAR_NO_VALUE, 2, &english, "" },
    { 199900, PASAR_DIGITS_UNKNOWN, &english, "19.99" },
    { 199000, PASAR_DIGITS_UNKNOWN, &english, "19.90" },
    { 123450, PASAR_DIGITS_UNKNOWN, &indonesian, "12,345" },
    { 50000000, PASAR_DIGITS_UNKNOWN, &english, "5,000" },
    { 0, PASAR_DIGITS_UNKNOWN, &english, "0" },
    { G_MAXINT64, 0, &english, "9,223,372,036,854,775,807" },
    { PASAR_VALUE_MAX, 2, &polish, "9\u202f999\u202f999\u202f999,99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text =
          pasar_money_format (formats[i].minor, formats[i].digits, formats[i].format);

      g_assert_cmpstr (text, ==, formats[i].text);
    }
}

static void
test_format_to_small (void)
{
  char buffer[4] = "xxx";

  g_assert_cmpstr (pasar_money_format_to (1200, 2, &english, buffer, sizeof buffer), ==, "");
  g_assert_cmpstr (pasar_money_format_to (999, 0, &english, buffer, sizeof buffer), ==, "999");
}

static void
test_region (void)
{
  g_assert_cmpuint (pasar_region_find ("SG")->digits, ==, 2);
  g_assert_cmpuint (pasar_region_find ("sg")->ratio, ==, 5);
  g_assert_cmpuint (pasar_region_find ("BR")->ratio, ==, 4);
  g_assert_cmpuint (pasar_region_find ("TW")->digits, ==, 0);
  g_assert_cmpstr (pasar_region_find ("ID")->currency, ==, "IDR");
  g_assert_cmpuint (pasar_region_find ("CL")->ratio, ==, 9);
  g_assert_cmpstr (pasar_region_find ("XX")->currency, ==, "");
  g_assert_cmpuint (pasar_region_find ("XX")->digits, ==, PASAR_DIGITS_UNKNOWN);
  g_assert_cmpuint (pasar_region_find (NULL)->digits, ==, PASAR_DIGITS_UNKNOWN);
  g_assert_cmpuint (pasar_region_find (NULL)->ratio, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/currency", test_currency);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/format-to-small", test_format_to_small);
  g_test_add_func ("/money/region", test_region);

  return g_test_run ();
}
