/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/throttle.h"

static gint64
fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static guint
acquire_all (PasarThrottle *throttle, gint64 *wait_us)
{
  guint n = 0;

  while (n < 1000 && pasar_throttle_try_acquire (throttle, wait_us))
    n++;
  return n;
}

static void
test_in_flight (void)
{
  gint64 now = 1000;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (3, 1000.0, fake_clock, &now);

  g_assert_cmpuint (acquire_all (throttle, &wait_us), ==, 3);
  g_assert_cmpint (wait_us, ==, PASAR_THROTTLE_FULL);
  now += G_USEC_PER_SEC;
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
  pasar_throttle_release (throttle);
  g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
}

static void
test_pace (void)
{
  gint64 now = 0;
  gint64 wait_us;
  guint n;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (4, 8.0, fake_clock, &now);

  n = acquire_all (throttle, &wait_us);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    pasar_throttle_release (throttle);
  /* From here on one each eighth of a second, however it is asked. */
  n = 0;
  for (guint i = 0; i < 10000; i++)
    {
      while (pasar_throttle_try_acquire (throttle, &wait_us))
        {
          pasar_throttle_release (throttle);
          n++;
        }
      g_assert_cmpint (wait_us, >, 0);
      g_assert_cmpint (wait_us, <=, G_USEC_PER_SEC / 8 + 1);
      now += 1000;
    }
  g_assert_cmpuint (n, >=, 79);
  g_assert_cmpuint (n, <=, 80);
}

static void
test_wait_is_enough (void)
{
  gint64 now = 12345;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (64, 7.3, fake_clock, &now);

  acquire_all (throttle, &wait_us);
  for (guint i = 0; i < 50; i++)
    {
      now += wait_us;
      g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
      g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
    }
}

static void
test_pause (void)
{
  gint64 now = 0;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (4, 100.0, fake_clock, &now);

  pasar_throttle_pause (throttle, 5 * G_USEC_PER_SEC);
  pasar_throttle_pause (throttle, G_USEC_PER_SEC);
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
  g_assert_cmpint (wait_us, ==, 5 * G_USEC_PER_SEC);
  now = 5 * G_USEC_PER_SEC;
  g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
}

static void
test_bounds (void)
{
  gint64 now = 0;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (0, 0.0, fake_clock, &now);

  g_assert_cmpuint (pasar_throttle_get_max_in_flight (throttle), ==, 1);
  pasar_throttle_set_limits (throttle, 1000, 1e9);
  g_assert_cmpuint (pasar_throttle_get_max_in_flight (throttle), ==, PASAR_THROTTLE_MAX_IN_FLIGHT);
  now += G_USEC_PER_SEC;
  g_assert_cmpuint (acquire_all (throttle, &wait_us), ==, PASAR_THROTTLE_MAX_IN_FLIGHT);
  /* A clock that goes back does not open the gate. */
  now = 0;
  pasar_throttle_release (throttle);
  acquire_all (throttle, &wait_us);
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/throttle/in-flight", test_in_flight);
  g_test_add_func ("/throttle/pace", test_pace);
  g_test_add_func ("/throttle/wait-is-enough", test_wait_is_enough);
  g_test_add_func ("/throttle/pause", test_pause);
  g_test_add_func ("/throttle/bounds", test_bounds);
  return g_test_run ();
}
