/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/cell-value-private.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *value; /* NULL: none */
} Case;

static void
assert_cases (gboolean (*read) (const char *, gsize, char *), const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      char value[PASAR_CELL_VALUE_MAX] = "untouched";
      const gboolean is_good = read (cases[i].text, strlen (cases[i].text), value);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (is_good, ==, cases[i].value != NULL);
      if (is_good)
        g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_numbers (void)
{
  static const Case cases[] = {
    { "0", "0" },
    { "-0", "0" },
    { "-0.0", "0" },
    { "007", "7" },
    { "12.50", "12.5" },
    { " 12 ", "12" },
    { "+3", "3" },
    { ".5", "0.5" },
    { "-5.", "-5" },
    { "1.2999999999999998", "1.3" },
    { "0.1", "0.1" },
    { "0.10000000000000001", "0.1" },
    { "0.30000000000000004", "0.3" },
    { "1.1000000000000001", "1.1" },
    { "177.10999999999999", "177.11" },
    { "0.000123", "0.000123" },
    { "1E3", "1000" },
    { "1.5e-7", "0.00000015" },
    { "1.2345678901234E+15", "1234567890123400" },
    { "1.2345678901234E15", "1234567890123400" },
    { "-9.99E+20", "-999000000000000000000" },
    /* Whole numbers have all their digits where they are written: ids. */
    { "1234567890123456789", "1234567890123456789" },
    { "12345678901234567.0", "12345678901234567" },
    { "1E+300", "1E+300" },
    { "-1.25E-300", "-1.25E-300" },
    { "9007199254740993.5", "9007199254740990" },
    { "1e400", NULL },
    { "", NULL },
    { " ", NULL },
    { ".", NULL },
    { "-", NULL },
    { "1,5", NULL },
    { "1e", NULL },
    { "e5", NULL },
    { "0x10", NULL },
    { "nan", NULL },
    { "inf", NULL },
    { "1 2", NULL },
    { "12a", NULL },
  };

  assert_cases (pasar_cell_value_from_number, cases, G_N_ELEMENTS (cases));
}

/* What is written is what a double comes to with 15 digits, whatever the number. */
static void
test_any_number (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      const double number = g_test_rand_double_range (-1, 1)
                            * g_ascii_strtod (g_test_rand_bit () ? "1e9" : "1e-5", NULL);
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      char shown[G_ASCII_DTOSTR_BUF_SIZE];
      char value[PASAR_CELL_VALUE_MAX];

      g_ascii_formatd (text, sizeof text, g_test_rand_bit () ? "%.17g" : "%.17e", number);
      g_ascii_formatd (shown, sizeof shown, "%.15g", number);
      g_assert_true (pasar_cell_value_from_number (text, strlen (text), value));
      g_assert_cmpfloat (g_ascii_strtod (value, NULL), ==, g_ascii_strtod (shown, NULL));
      g_assert_null (strpbrk (value, "eE"));
      g_assert_cmpuint (strlen (value), <=, 30);
    }
}

static void
test_serials (void)
{
  static const struct
  {
    double serial;
    gboolean is_1904;
    const char *value;
  } cases[] = {
    { 0, FALSE, "00:00:00" },
    { 0.5, FALSE, "12:00:00" },
    { 1, FALSE, "1900-01-01" },
    { 59, FALSE, "1900-02-28" },
    { 60, FALSE, "1900-02-29" },
    { 61, FALSE, "1900-03-01" },
    { 61.25, FALSE, "1900-03-01T06:00:00" },
    { 45351, FALSE, "2024-02-29" },
    { 45351.573078703703, FALSE, "2024-02-29T13:45:14" },
    { 45351.0000115741, FALSE, "2024-02-29T00:00:01" },
    { 45350.9999999999, FALSE, "2024-02-29" },
    { 0.000005787, FALSE, "00:00:00.500" },
    { 2958465, FALSE, "9999-12-31" },
    { 2958466, FALSE, NULL },
    { -1, FALSE, NULL },
    { 1e300, FALSE, NULL },
    { 0, TRUE, "1904-01-01" },
    { 0.25, TRUE, "06:00:00" },
    { 1, TRUE, "1904-01-02" },
    { 43889, TRUE, "2024-02-29" },
    { 2957003, TRUE, "9999-12-31" },
    { 2957004, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char value[PASAR_CELL_VALUE_MAX];
      const gboolean is_good =
          pasar_cell_value_from_serial (cases[i].serial, cases[i].is_1904, value);

      g_test_message ("%f", cases[i].serial);
      g_assert_cmpint (is_good, ==, cases[i].value != NULL);
      if (is_good)
        g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_iso (void)
{
  static const Case dates[] = {
    { "2024-02-29", "2024-02-29" },
    { "2024-02-29T00:00:00", "2024-02-29" },
    { "2024-02-29T00:00:00.000Z", "2024-02-29" },
    { "2024-02-29T13:45:00", "2024-02-29T13:45:00" },
    { "2024-02-29T13:45:00.500", "2024-02-29T13:45:00.5" },
    { "13:45:00Z", "13:45:00" },
    { "-0044-03-15", NULL },
    { "today", NULL },
    { "2024-02-29 and then", NULL },
    { "", NULL },
  };
  static const Case durations[] = {
    { "PT13H45M00S", "13:45:00" },
    { "PT00H00M00.5S", "00:00:00.500" },
    { "PT5M", "00:05:00" },
    { "PT25H00M00S", NULL },
    { "P1D", NULL },
    { "PT", "00:00:00" },
    { "PT1X", NULL },
    { "", NULL },
  };

  assert_cases (pasar_cell_value_from_iso, dates, G_N_ELEMENTS (dates));
  assert_cases (pasar_cell_value_from_duration, durations, G_N_ELEMENTS (durations));
}

static void
test_formats (void)
{
  static const struct
  {
    const char *code;
    PasarCellType type;
  } cases[] = {
    { "General", PASAR_CELL_NUMBER },
    { "0", PASAR_CELL_NUMBER },
    { "#,##0.00", PASAR_CELL_NUMBER },
    { "0.00E+00", PASAR_CELL_NUMBER },
    { "[$RM-43E]#,##0.00;[Red]-[$RM-43E]#,##0.00", PASAR_CELL_NUMBER },
    { "#,##0 \"days\"", PASAR_CELL_NUMBER },
    { "0\\ \\d\\m", PASAR_CELL_NUMBER },
    { "_-* #,##0.00_-", PASAR_CELL_NUMBER },
    { "_d#,##0_m", PASAR_CELL_NUMBER },
    { "0%", PASAR_CELL_PERCENT },
    { "0.0 %;[Red]-0.0 %", PASAR_CELL_PERCENT },
    { "0\"%\"", PASAR_CELL_NUMBER },
    { "0;0%", PASAR_CELL_NUMBER },
    { "yyyy-mm-dd", PASAR_CELL_DATE },
    { "[$-409]d\\-mmm\\-yy;@", PASAR_CELL_DATE },
    { "[$-F800]dddd, mmmm dd, yyyy", PASAR_CELL_DATE },
    { "h:mm AM/PM", PASAR_CELL_DATE },
    { "YYYY\"年\"M\"月\"D\"日\"", PASAR_CELL_DATE },
    { "mm:ss.0", PASAR_CELL_DATE },
    { "[Red]mmm", PASAR_CELL_DATE },
    { "[h]:mm:ss", PASAR_CELL_NUMBER },
    { "[mm]:ss", PASAR_CELL_NUMBER },
    { "@", PASAR_CELL_NUMBER },
    { "", PASAR_CELL_NUMBER },
    { "\"", PASAR_CELL_NUMBER },
    { "[", PASAR_CELL_NUMBER },
    { "\\", PASAR_CELL_NUMBER },
    { "_", PASAR_CELL_NUMBER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (pasar_cell_format_read (cases[i].code).type, ==, cases[i].type);
    }
  g_assert_cmpint (pasar_cell_format_get_builtin (0).type, ==, PASAR_CELL_NUMBER);
  g_assert_cmpint (pasar_cell_format_get_builtin (4).type, ==, PASAR_CELL_NUMBER);
  g_assert_cmpint (pasar_cell_format_get_builtin (10).type, ==, PASAR_CELL_PERCENT);
  g_assert_cmpint (pasar_cell_format_get_builtin (14).type, ==, PASAR_CELL_DATE);
  g_assert_cmpint (pasar_cell_format_get_builtin (22).type, ==, PASAR_CELL_DATE);
  g_assert_cmpint (pasar_cell_format_get_builtin (31).type, ==, PASAR_CELL_DATE);
  g_assert_cmpint (pasar_cell_format_get_builtin (46).type, ==, PASAR_CELL_NUMBER);
  g_assert_cmpint (pasar_cell_format_get_builtin (49).type, ==, PASAR_CELL_NUMBER);
}

static void
test_zeros (void)
{
  static const struct
  {
    const char *code;
    const char *value;
    const char *filled; /* NULL: as it is */
  } cases[] = {
    { "00000", "123", "00123" },
    { "0000000000000", "0", "0000000000000" },
    { "00000;-00000", "7", "00007" },
    { "00000", "123456", NULL },
    { "00000", "-12", NULL },
    { "00000", "1.5", NULL },
    { "0", "5", NULL },
    { "00.00", "5", NULL },
    { "000-000", "5", NULL },
    { "General", "5", NULL },
    { "", "5", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarCellFormat format = pasar_cell_format_read (cases[i].code);
      char value[PASAR_CELL_VALUE_MAX];
      gboolean is_filled;

      g_strlcpy (value, cases[i].value, sizeof value);
      is_filled = pasar_cell_format_fill (&format, value);
      g_assert_cmpint (is_filled, ==, cases[i].filled != NULL);
      g_assert_cmpstr (value, ==, is_filled ? cases[i].filled : cases[i].value);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cell-value/numbers", test_numbers);
  g_test_add_func ("/cell-value/any-number", test_any_number);
  g_test_add_func ("/cell-value/serials", test_serials);
  g_test_add_func ("/cell-value/iso", test_iso);
  g_test_add_func ("/cell-value/formats", test_formats);
  g_test_add_func ("/cell-value/zeros", test_zeros);

  return g_test_run ();
}
