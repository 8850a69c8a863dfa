/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/pace.h"

/* Notes of the time from..to (seconds), each quarter of a second. */
static void
go_on (PasarPace *pace, guint *n_done, guint per_second, guint from, guint to)
{
  for (guint i = from * 4; i <= to * 4; i++)
    {
      pasar_pace_note (pace, *n_done, i * (G_USEC_PER_SEC / 4));
      *n_done += per_second / 4;
    }
}

static void
test_steady (void)
{
  PasarPace pace = { 0 };
  guint n_done = 0;

  go_on (&pace, &n_done, 8, 0, 1);
  g_assert_cmpint (pasar_pace_get_secs_left (&pace, 1000), ==, PASAR_PACE_UNKNOWN);
  g_assert_cmpfloat (pasar_pace_get_rate (&pace), ==, 0);
  n_done = 0;
  pace = (PasarPace){ 0 };
  go_on (&pace, &n_done, 8, 0, 10);
  g_assert_cmpfloat_with_epsilon (pasar_pace_get_rate (&pace), 8, 0.01);
  g_assert_cmpint (pasar_pace_get_secs_left (&pace, 80), ==, 0);
  g_assert_cmpint (pasar_pace_get_secs_left (&pace, 480), ==, 50);
}

/* A new pace is told soon, and no single moment turns it over. */
static void
test_smoothed (void)
{
  PasarPace pace = { 0 };
  guint n_done = 0;

  go_on (&pace, &n_done, 8, 0, 60);
  go_on (&pace, &n_done, 0, 61, 63);
  g_assert_cmpfloat (pasar_pace_get_rate (&pace), >, 5);
  go_on (&pace, &n_done, 40, 64, 124);
  g_assert_cmpfloat (pasar_pace_get_rate (&pace), >, 35);
  g_assert_cmpfloat (pasar_pace_get_rate (&pace), <=, 40.01);
}

/* Hours of a pause are not taken for slowness. */
static void
test_interrupted (void)
{
  PasarPace pace = { 0 };
  guint n_done = 0;

  go_on (&pace, &n_done, 8, 0, 20);
  pasar_pace_interrupt (&pace);
  go_on (&pace, &n_done, 8, 10000, 10020);
  g_assert_cmpfloat_with_epsilon (pasar_pace_get_rate (&pace), 8, 0.01);
}

/* Other work begins: what was before says nothing of it. */
static void
test_anew (void)
{
  PasarPace pace = { 0 };
  guint n_done = 0;

  go_on (&pace, &n_done, 80, 0, 20);
  n_done = 0;
  go_on (&pace, &n_done, 4, 20, 40);
  g_assert_cmpfloat_with_epsilon (pasar_pace_get_rate (&pace), 4, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/steady", test_steady);
  g_test_add_func ("/pace/smoothed", test_smoothed);
  g_test_add_func ("/pace/interrupted", test_interrupted);
  g_test_add_func ("/pace/anew", test_anew);
  return g_test_run ();
}
