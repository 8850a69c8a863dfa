/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/money.h"

#include <string.h>

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat indonesian = { ",", "." };
static const PasarNumberFormat polish = { ",", "\u202f" };
static const PasarNumberFormat swiss = { ".", "\u2019" };
static const PasarNumberFormat plain = { ".", "" };

#define OK (-1)

typedef struct
{
  const char *text;
  const PasarNumberFormat *format;
  guint digits;
  int error; /* OK or a PasarInputError */
  gint64 value;
} Case;

static const Case cases[] = {
  { "12", &english, 2, OK, 1200 },
  { "12.5", &english, 2, OK, 1250 },
  { "12.50", &english, 2, OK, 1250 },
  { "12.5000", &english, 2, OK, 1250 },
  { ".5", &english, 2, OK, 50 },
  { "12.", &english, 2, OK, 1200 },
  { "0", &english, 2, OK, 0 },
  { "00012.50", &english, 2, OK, 1250 },
  { "  12.50\t", &english, 2, OK, 1250 },
  { "\u200e12.50\u00a0", &english, 2, OK, 1250 },
  { "1,234.50", &english, 2, OK, 123450 },
  { "1.234,50", &english, 2, OK, 123450 },
  { "1,234,567", &english, 2, OK, 123456700 },
  { "1.234.567", &english, 2, OK, 123456700 },
  { "1 234.50", &english, 2, OK, 123450 },
  { "1 234", &english, 2, OK, 123400 },
  { "1\u2019234.50", &swiss, 2, OK, 123450 },
  { "1'234'567.05", &swiss, 2, OK, 123456705 },
  { "1234567.05", &english, 2, OK, 123456705 },
  /* One separator that can be read in two ways. */
  { "12,345", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12,345", &plain, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1.299", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1.299", &english, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12.500", &english, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12,500", &indonesian, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12.500", &indonesian, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12,5", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12,50", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { ",5", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "12.50", &indonesian, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1234,567", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  /* The locale and a currency without decimals leave one reading. */
  { "12,345", &english, 0, OK, 12345 },
  { "12.345", &indonesian, 0, OK, 12345 },
  { "12\u202f345", &polish, 0, OK, 12345 },
  { "12,5", &indonesian, 2, OK, 1250 },
  { "1.234,50", &indonesian, 2, OK, 123450 },
  { "1,234.50", &indonesian, 2, OK, 123450 },
  { "1\u202f234,50", &polish, 2, OK, 123450 },
  { "12.0", &english, 0, OK, 12 },
  { "12.00", &english, 0, OK, 12 },
  /* Decimals. */
  { "0.125", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 0 },
  { "1234.567", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 0 },
  { "12.5", &english, 0, PASAR_INPUT_ERROR_DECIMALS, 0 },
  { "1,234.567", &english, 2, PASAR_INPUT_ERROR_DECIMALS, 0 },
  { "12.505", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  /* Currencies. */
  { "S$12.50", &english, 2, OK, 1250 },
  { "SGD 12.50", &english, 2, OK, 1250 },
  { "12.50 sgd", &english, 2, OK, 1250 },
  { "Rp 12500", &indonesian, 0, OK, 12500 },
  { "Rp. 12.500.000", &indonesian, 0, OK, 12500000 },
  { "12500₫", &indonesian, 0, OK, 12500 },
  { "R$ 1.234,50", &indonesian, 2, OK, 123450 },
  { "฿120", &english, 0, OK, 120 },
  { "SGD", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "SGD 12 SGD", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  /* Other scripts. */
  { "٣", &english, 0, OK, 3 },
  { "١٢٫٥٠", &english, 2, OK, 1250 },
  { "๑๒.๕๐", &english, 2, OK, 1250 },
  { "１２．５０", &english, 2, OK, 1250 },
  /* Bounds. */
  { "9999999999.99", &english, 2, OK, PASAR_VALUE_MAX },
  { "10000000000.00", &english, 2, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
  { "999999999999", &english, 0, OK, PASAR_VALUE_MAX },
  { "1000000000000", &english, 0, PASAR_INPUT_ERROR_TOO_LARGE, 0 },
  { "99999999999999999999999999999999999999999999999999",
    &english,
    2,
    PASAR_INPUT_ERROR_TOO_LARGE,
    0 },
  { "-1", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
  { "\u22121.50", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
  { "S$-1", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
  { "-S$1", &english, 2, PASAR_INPUT_ERROR_NEGATIVE, 0 },
  { "", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0 },
  { " \t\u00a0", &english, 2, PASAR_INPUT_ERROR_EMPTY, 0 },
  /* Nothing that is a number. */
  { "1e3", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "0x10", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "10^12", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "NaN", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "inf", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "12..5", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "1,23,456", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "1,234.567.890", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "12 50", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "1,234.", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "+5", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "--5", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { ".", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "½", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
  { "\xff\xfe", &english, 2, PASAR_INPUT_ERROR_NOT_A_NUMBER, 0 },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GError) error = NULL;
      gint64 value = -77;
      gboolean ok = pasar_money_parse (c->text, c->digits, c->format, &value, &error);

      g_test_message ("case %u", i);
      if (c->error == OK)
        {
          g_assert_no_error (error);
          g_assert_true (ok);
          g_assert_cmpint (value, ==, c->value);
        }
      else
        {
          g_assert_error (error, PASAR_INPUT_ERROR, c->error);
          g_assert_false (ok);
          g_assert_cmpint (value, ==, -77);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

static void
test_parse_says_how (void)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  g_assert_false (pasar_money_parse ("12,345", 2, &english, &value, &error));
  g_assert_nonnull (strstr (error->message, "12,345"));
  g_assert_nonnull (strstr (error->message, "12345.00"));
  g_clear_error (&error);
  g_assert_false (pasar_money_parse ("12.345", 0, &english, &value, &error));
  g_assert_nonnull (strstr (error->message, "12345."));
  g_assert_null (strstr (error->message, "12345.0"));
  g_clear_error (&error);
  g_assert_false (pasar_money_parse ("x", 2, &indonesian, &value, &error));
  g_assert_nonnull (strstr (error->message, "1290,00"));
}

/* What sellers really get wrong, in every locale: refused, with a sentence that shows how. */
static void
test_bad_input (void)
{
  static const PasarNumberFormat *const formats[] = { &english, &indonesian, &plain };
  static const struct
  {
    const char *text;
    int errors[3]; /* by format */
    const char *how[3];
  } bad[] = {
    { "12,345",
      { PASAR_INPUT_ERROR_AMBIGUOUS, PASAR_INPUT_ERROR_AMBIGUOUS, PASAR_INPUT_ERROR_AMBIGUOUS },
      { "12345.00", "12345,00", "12345.00" } },
    { "12.345",
      { PASAR_INPUT_ERROR_AMBIGUOUS, PASAR_INPUT_ERROR_AMBIGUOUS, PASAR_INPUT_ERROR_AMBIGUOUS },
      { "12345.00", "12345,00", "12345.00" } },
    { "12,50",
      { PASAR_INPUT_ERROR_AMBIGUOUS, OK, PASAR_INPUT_ERROR_AMBIGUOUS },
      { "12.50", "", "12.50" } },
    { "12.50", { OK, PASAR_INPUT_ERROR_AMBIGUOUS, OK }, { "", "12,50", "" } },
    { ",5",
      { PASAR_INPUT_ERROR_AMBIGUOUS, OK, PASAR_INPUT_ERROR_AMBIGUOUS },
      { "0.50", "", "0.50" } },
    { "12,5678",
      { PASAR_INPUT_ERROR_AMBIGUOUS, PASAR_INPUT_ERROR_DECIMALS, PASAR_INPUT_ERROR_AMBIGUOUS },
      { "1290.00", "1290,00", "1290.00" } },
    { "",
      { PASAR_INPUT_ERROR_EMPTY, PASAR_INPUT_ERROR_EMPTY, PASAR_INPUT_ERROR_EMPTY },
      { "1290.00", "1290,00", "1290.00" } },
    { " \t",
      { PASAR_INPUT_ERROR_EMPTY, PASAR_INPUT_ERROR_EMPTY, PASAR_INPUT_ERROR_EMPTY },
      { "1290.00", "1290,00", "1290.00" } },
    { "-1",
      { PASAR_INPUT_ERROR_NEGATIVE, PASAR_INPUT_ERROR_NEGATIVE, PASAR_INPUT_ERROR_NEGATIVE },
      { "less than 0", "less than 0", "less than 0" } },
    { "1000000000000",
      { PASAR_INPUT_ERROR_TOO_LARGE, PASAR_INPUT_ERROR_TOO_LARGE, PASAR_INPUT_ERROR_TOO_LARGE },
      { "too large", "too large", "too large" } },
    { "10^12",
      { PASAR_INPUT_ERROR_NOT_A_NUMBER,
        PASAR_INPUT_ERROR_NOT_A_NUMBER,
        PASAR_INPUT_ERROR_NOT_A_NUMBER },
      { "not a number", "not a number", "not a number" } },
    { "1e12",
      { PASAR_INPUT_ERROR_NOT_A_NUMBER,
        PASAR_INPUT_ERROR_NOT_A_NUMBER,
        PASAR_INPUT_ERROR_NOT_A_NUMBER },
      { "not a number", "not a number", "not a number" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint k = 0; k < G_N_ELEMENTS (formats); k++)
      {
        g_autoptr (GError) error = NULL;
        gint64 value = 77;

        g_test_message ("%s %u", bad[i].text, k);
        if (bad[i].errors[k] == OK)
          {
            g_assert_true (pasar_money_parse (bad[i].text, 2, formats[k], &value, &error));
            continue;
          }
        g_assert_false (pasar_money_parse (bad[i].text, 2, formats[k], &value, &error));
        g_assert_error (error, PASAR_INPUT_ERROR, bad[i].errors[k]);
        g_assert_nonnull (strstr (error->message, bad[i].how[k]));
        g_assert_cmpint (value, ==, 77);
        /* Pieces: what is no price is no stock either. */
        g_clear_error (&error);
        if (bad[i].errors[k] != PASAR_INPUT_ERROR_AMBIGUOUS
            && bad[i].errors[k] != PASAR_INPUT_ERROR_DECIMALS)
          {
            g_assert_false (pasar_stock_parse (bad[i].text, formats[k], &value, &error));
            g_assert_error (error, PASAR_INPUT_ERROR, bad[i].errors[k]);
          }
      }
}

static void
test_stock (void)
{
  g_autoptr (GError) error = NULL;
  gint64 pieces = 0;

  g_assert_true (pasar_stock_parse ("1,234", &english, &pieces, &error));
  g_assert_cmpint (pieces, ==, 1234);
  g_assert_false (pasar_stock_parse ("1.5", &english, &pieces, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_DECIMALS);
  g_clear_error (&error);
  g_assert_false (pasar_stock_parse ("-1", &english, &pieces, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE);
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
test_round_trip (void)
{
  static const PasarNumberFormat *const formats[] = { &english,
                                                      &indonesian,
                                                      &polish,
                                                      &swiss,
                                                      &plain };

  for (guint i = 0; i < 20000; i++)
    {
      gint64 bound = G_GINT64_CONSTANT (1) << g_test_rand_int_range (1, 40);
      gint64 minor = MIN ((gint64) g_test_rand_double_range (0, (double) bound), PASAR_VALUE_MAX);
      guint digits = g_test_rand_bit () ? 2 : 0;
      const PasarNumberFormat *format = formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))];
      g_autofree char *text = pasar_money_format (minor, digits, format);
      g_autoptr (GError) error = NULL;
      gint64 back = -1;

      pasar_money_parse (text, digits, format, &back, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, minor);
    }
}

static void
test_any_bytes (void)
{
  static const char alphabet[] = "0123456789..,,  '-+%$eS\xe0\xb8\x81\xc2\xa0\xd9\xa3\xff";

  for (guint i = 0; i < 20000; i++)
    {
      char text[24];
      guint length = (guint) g_test_rand_int_range (0, sizeof text);
      g_autoptr (GError) error = NULL;
      gint64 value = -1;
      gboolean ok;

      for (guint k = 0; k < length; k++)
        text[k] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';
      ok = pasar_money_parse (text, 2, &english, &value, &error);
      g_assert_true (ok == (error == NULL));
      g_assert_true (ok ? value >= 0 && value <= PASAR_VALUE_MAX : value == -1);
    }
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
  g_assert_cmpuint (pasar_region_find (NULL)->ratio, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-says-how", test_parse_says_how);
  g_test_add_func ("/money/bad-input", test_bad_input);
  g_test_add_func ("/money/stock", test_stock);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/format-to-small", test_format_to_small);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/any-bytes", test_any_bytes);
  g_test_add_func ("/money/region", test_region);

  return g_test_run ();
}
