/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/change.h"
#include "catalogue/values/number.h"

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat polish = { ",", "\u202f" };

static void
test_get (void)
{
  static const struct
  {
    gint64 from;
    gint64 to;
    gint64 change;
  } cases[] = {
    { 1000, 1100, 100 },
    { 1000, 1000, 0 },
    { 1000, 0, -1000 },
    { 1000, -500, -1500 },
    { 3, 4, 333 },
    { 3, 5, 667 },
    { 3, 2, -333 },
    { 3, 1, -667 },
    /* Halves go away from zero. */
    { 2000, 2001, 1 },
    { 2000, 1999, -1 },
    { 2001, 2002, 0 },
    { 1, PASAR_VALUE_MAX, (PASAR_VALUE_MAX - 1) * 1000 },
    { PASAR_VALUE_MAX, 1, -1000 },
    { 1, G_MAXINT64, PASAR_NO_VALUE },
    { G_MAXINT64, 1, -1000 },
    { 0, 5, PASAR_NO_VALUE },
    { -5, 5, PASAR_NO_VALUE },
    { PASAR_NO_VALUE, 5, PASAR_NO_VALUE },
    { 5, PASAR_NO_VALUE, PASAR_NO_VALUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (pasar_change_get (cases[i].from, cases[i].to), ==, cases[i].change);
    }
}

/* The rounded answer is never further from the exact one than half a tenth. */
static void
test_random (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      const gint64 from = 1 + (gint64) (g_test_rand_double () * 1e9);
      const gint64 to = (gint64) (g_test_rand_double () * 1e9);
      const gint64 change = pasar_change_get (from, to);
      const __int128 off = (__int128) change * from - (__int128) (to - from) * 1000;

      g_assert_true (2 * (off < 0 ? -off : off) <= from);
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 change;
    const PasarNumberFormat *format;
    const char *text;
  } cases[] = {
    { 100, &english, "+10.0 %" },
    { -100, &english, "−10.0 %" },
    { 105, &english, "+10.5 %" },
    { -1, &english, "−0.1 %" },
    { -125, &polish, "−12,5 %" },
    { 0, &english, "0.0 %" },
    { 12345678, &english, "+1,234,567.8 %" },
    { PASAR_NO_VALUE, &english, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[64];

      pasar_change_format_to (cases[i].change, cases[i].format, buffer, sizeof buffer);
      g_assert_cmpstr (buffer, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/get", test_get);
  g_test_add_func ("/change/random", test_random);
  g_test_add_func ("/change/format", test_format);
  return g_test_run ();
}
