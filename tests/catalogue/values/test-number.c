/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/number.h"

#include <string.h>

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat indonesian = { ",", "." };
static const PasarNumberFormat polish = { ",", "\u202f" };
static const PasarNumberFormat swiss = { ".", "\u2019" };
static const PasarNumberFormat plain = { ".", "" };
static const PasarNumberFormat arabic = { "\u066b", "\u066c" };

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
  { "12,345", &plain, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1.000", &english, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1,000", &polish, 0, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
  { "1,990", &english, 2, PASAR_INPUT_ERROR_AMBIGUOUS, 0 },
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
  /* The locale and a number without decimals leave one reading. */
  { "1,000", &english, 0, OK, 1000 },
  { "12,345", &plain, 0, OK, 12345 },
  { "12.345", &polish, 0, OK, 12345 },
  { "12,345,678", &english, 2, OK, 1234567800 },
  { "1,000.50", &english, 2, OK, 100050 },
  { "12,", &english, 2, OK, 1200 },
  { "0,0", &english, 2, OK, 0 },
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

static gboolean
parse (const char *text,
       guint digits,
       const PasarNumberFormat *format,
       gint64 *value,
       GError **error)
{
  const PasarNumberKind kind = { digits, PASAR_VALUE_MAX, digits == 0 ? 1290 : 129000, format };
  PasarNumber number = { 0 };
  const gboolean ok = pasar_number_parse (text, &kind, &number, error);

  if (ok)
    *value = number.value;
  return ok;
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GError) error = NULL;
      gint64 value = -77;
      gboolean ok = parse (c->text, c->digits, c->format, &value, &error);

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
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

/* Both readings are offered, in the locale's own way of writing. */
static void
test_offers (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    guint digits;
    const char *offers[2];
  } offers[] = {
    { "1,990", &english, 2, { "1.99", "1990" } },
    { "1.990", &english, 2, { "1.99", "1990" } },
    { "1.990", &indonesian, 2, { "1,99", "1990" } },
    { "1,990", &indonesian, 2, { "1,99", "1990" } },
    { "12,50", &english, 2, { "12.50", "1250" } },
    { "12.50", &indonesian, 2, { "12,50", "1250" } },
    { ",5", &english, 2, { "0.50", "5" } },
    { "12.000", &english, 0, { "12", "12000" } },
    /* What is not possible as it stands is offered as the nearest that is. */
    { "12,345", &plain, 2, { "12.35", "12345" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      g_autofree char *sentence =
          g_strdup_printf ("Write %s or %s.", offers[i].offers[0], offers[i].offers[1]);
      g_autoptr (GError) error = NULL;
      gint64 value;

      g_test_message ("%s", offers[i].text);
      g_assert_false (parse (offers[i].text, offers[i].digits, offers[i].format, &value, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
      g_assert_nonnull (strstr (error->message, offers[i].text));
      g_assert_nonnull (strstr (error->message, sentence));
      for (guint k = 0; k < 2; k++)
        {
          g_clear_error (&error);
          parse (offers[i].offers[k], offers[i].digits, offers[i].format, &value, &error);
          g_assert_no_error (error);
        }
    }
}

/* A reading that the locale would not write does not count where it is too large; its own does. */
static void
test_largest (void)
{
  const PasarNumberKind factor = { 4, 1000000, 11000, &english };
  PasarNumber number = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pasar_number_parse ("1.250", &factor, &number, &error));
  g_assert_cmpint (number.value, ==, 12500);
  g_assert_true (pasar_number_parse ("1,25", &factor, &number, &error));
  g_assert_cmpint (number.value, ==, 12500);
  g_assert_false (pasar_number_parse ("1,250", &factor, &number, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "1.25 or 1250"));
}

static void
test_says_how (void)
{
  static const struct
  {
    const char *text;
    const PasarNumberFormat *format;
    const char *words;
  } sentences[] = {
    { "x", &indonesian, "1290" },        { "", &english, "1290" },
    { "-1", &english, "less than 0" },   { "1000000000000", &english, "too large" },
    { "1e3", &english, "not a number" }, { "1.2345", &english, "more than 2 decimals" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value;

      g_assert_false (parse (sentences[i].text, 2, sentences[i].format, &value, &error));
      g_assert_nonnull (strstr (error->message, sentences[i].words));
    }
}

static const PasarNumberFormat *const formats[] = { &english, &indonesian, &polish,
                                                    &swiss,   &plain,      &arabic };

static gint64
random_value (void)
{
  const gint64 bound = G_GINT64_CONSTANT (1) << g_test_rand_int_range (1, 40);

  return MIN ((gint64) g_test_rand_double_range (0, (double) bound), PASAR_VALUE_MAX);
}

/* What the app writes reads back as the same value, with and without thousands. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      const gint64 value = random_value ();
      const guint digits = g_test_rand_bit () ? 2 : 0;
      const PasarNumberFormat *format = formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))];
      g_autofree char *text = pasar_money_format (value, digits, format);
      g_autofree char *typed = pasar_number_dup_short (value, digits, format);
      g_autoptr (GError) error = NULL;
      gint64 back = -1;

      parse (text, digits, format, &back, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, value);
      parse (typed, digits, format, &back, &error);
      g_assert_no_error (error);
      g_assert_cmpint (back, ==, value);
    }
}

/* Nothing is read a thousand times off: what somebody writes in another locale's way is read as he
 * meant it, or refused. */
static void
test_other_locale (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      const gint64 value = random_value ();
      const guint digits = g_test_rand_bit () ? 2 : 0;
      const PasarNumberFormat *writer = formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))];
      const PasarNumberFormat *reader = formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))];
      g_autofree char *text = pasar_money_format (value, digits, writer);
      g_autoptr (GError) error = NULL;
      gint64 back = -1;

      if (parse (text, digits, reader, &back, &error))
        g_assert_cmpint (back, ==, value);
      else
        g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS);
    }
}

/* Any bytes are a number or an error; an offer is always accepted. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "0123456789..,,  '-+%$eS\xe0\xb8\x81\xc2\xa0\xd9\xa3\xff";

  for (guint i = 0; i < 40000; i++)
    {
      char text[24];
      /* Short ones of digits and separators are what can be ambiguous. */
      const guint length = (guint) g_test_rand_int_range (0, sizeof text);
      const int n_letters = g_test_rand_bit () ? 14 : (int) sizeof alphabet - 1;
      const guint digits = (guint) g_test_rand_int_range (0, 5);
      const PasarNumberFormat *format = formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))];
      g_autoptr (GError) error = NULL;
      gint64 value = -1;

      for (guint k = 0; k < length; k++)
        text[k] = alphabet[g_test_rand_int_range (0, n_letters)];
      text[length] = '\0';
      if (parse (text, digits, format, &value, &error))
        {
          g_assert_no_error (error);
          g_assert_cmpint (value, >=, 0);
          g_assert_cmpint (value, <=, PASAR_VALUE_MAX);
        }
      else if (error->code == PASAR_INPUT_ERROR_AMBIGUOUS)
        {
          const char *offers = strstr (error->message, " Write ") + strlen (" Write ");
          g_auto (GStrv) both = g_strsplit (offers, " or ", 2);

          both[1][strlen (both[1]) - 1] = '\0';
          for (guint k = 0; k < 2; k++)
            {
              g_autoptr (GError) none = NULL;

              parse (both[k], digits, format, &value, &none);
              if (none != NULL)
                g_error ("“%s” offers “%s”: %s", text, both[k], none->message);
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/offers", test_offers);
  g_test_add_func ("/number/largest", test_largest);
  g_test_add_func ("/number/says-how", test_says_how);
  g_test_add_func ("/number/round-trip", test_round_trip);
  g_test_add_func ("/number/other-locale", test_other_locale);
  g_test_add_func ("/number/any-bytes", test_any_bytes);

  return g_test_run ();
}
