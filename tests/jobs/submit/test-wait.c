/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/wait.h"

#define NOW (G_GINT64_CONSTANT (1782820800)) /* noon of UTC */

/* When it goes on. */
static void
test_waiting (void)
{
  PasarSubmitWaiting waiting = { 0 };
  gint64 last = 0;

  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_SELLER, NOW);
  g_assert_false (pasar_submit_waiting_is_due (&waiting, NOW + 1000000));
  g_assert_cmpuint (pasar_submit_waiting_get_interval (&waiting), ==, 0);

  /* Midnight of UTC+8 is 16:00. */
  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_QUOTA, NOW);
  g_assert_cmpint (waiting.resumes_at, ==, NOW + 4 * 60 * 60 + 60);
  g_assert_false (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at));
  waiting.goes_on = TRUE;
  g_assert_true (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at));
  g_assert_false (pasar_submit_waiting_is_due (&waiting, waiting.resumes_at - 1));

  /* Each try waits longer, up to half a minute. */
  for (guint i = 0; i < 8; i++)
    {
      pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_NETWORK, NOW);
      g_assert_cmpint (waiting.resumes_at, >=, last);
      last = waiting.resumes_at;
    }
  g_assert_cmpint (last, ==, NOW + 32);
  pasar_submit_waiting_end (&waiting);
  g_assert_cmpint (waiting.kind, ==, PASAR_SUBMIT_WAITS_NOT);
  pasar_submit_waiting_begin (&waiting, PASAR_SUBMIT_WAITS_FOR_NETWORK, NOW);
  g_assert_cmpint (waiting.resumes_at, ==, NOW + 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wait/when", test_waiting);
  return g_test_run ();
}
