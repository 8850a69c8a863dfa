/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/retry-private.h"

static void
test_table (void)
{
  static const struct
  {
    PasarError error_class;
    guint max_tries;
    guint attempt;
    gint64 retry_after_ms;
    double random;
    gint64 delay;
  } cases[] = {
    { PASAR_ERROR_TRANSIENT, 3, 1, -1, 0.5, 1500 },
    { PASAR_ERROR_TRANSIENT, 3, 1, -1, 0.0, 1125 },
    { PASAR_ERROR_TRANSIENT, 3, 1, -1, 1.0, 1875 },
    { PASAR_ERROR_TRANSIENT, 3, 2, -1, 0.5, 3000 },
    { PASAR_ERROR_TRANSIENT, 3, 3, -1, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_NETWORK, 1, 1, -1, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_NETWORK, 0, 1, -1, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_THROTTLED, 5, 3, -1, 0.5, 6000 },
    { PASAR_ERROR_THROTTLED, 5, 4, -1, 0.5, 12000 },
    { PASAR_ERROR_THROTTLED, 5, 5, -1, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_THROTTLED, 5, 1, 7000, 0.5, 7000 },
    { PASAR_ERROR_THROTTLED, 5, 4, 7000, 0.5, 12000 },
    { PASAR_ERROR_THROTTLED, 5, 1, 300000, 0.5, 300000 },
    { PASAR_ERROR_THROTTLED, 5, 1, 300001, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_THROTTLED, 5, 1, 0, 0.5, 1500 },
    { PASAR_ERROR_TRANSIENT, 100, 60, -1, 0.5, 30000 },
    { PASAR_ERROR_TRANSIENT, 100, 60, -1, 9.0, 37500 },
    { PASAR_ERROR_QUOTA, 5, 1, -1, 0.5, PASAR_RETRY_STOP },
    { PASAR_ERROR_TRANSIENT, 3, 0, -1, 0.5, PASAR_RETRY_STOP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pasar_retry_delay (cases[i].error_class,
                                        cases[i].max_tries,
                                        cases[i].attempt,
                                        cases[i].retry_after_ms,
                                        cases[i].random),
                     ==,
                     cases[i].delay);
}

static void
test_retry_after (void)
{
  const gint64 now = 1700000000; /* Tue, 14 Nov 2023 22:13:20 GMT */

  g_assert_cmpint (pasar_retry_parse_after (NULL, now), ==, -1);
  g_assert_cmpint (pasar_retry_parse_after ("", now), ==, -1);
  g_assert_cmpint (pasar_retry_parse_after ("soon", now), ==, -1);
  g_assert_cmpint (pasar_retry_parse_after ("-3", now), ==, -1);
  g_assert_cmpint (pasar_retry_parse_after ("99999999999999999999", now), ==, -1);
  g_assert_cmpint (pasar_retry_parse_after ("3", now), ==, 3000);
  g_assert_cmpint (pasar_retry_parse_after ("0", now), ==, 0);
  g_assert_cmpint (pasar_retry_parse_after ("Tue, 14 Nov 2023 22:13:25 GMT", now), ==, 5000);
  g_assert_cmpint (pasar_retry_parse_after ("Tue, 14 Nov 2023 22:00:00 GMT", now), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/table", test_table);
  g_test_add_func ("/retry/retry-after", test_retry_after);
  return g_test_run ();
}
