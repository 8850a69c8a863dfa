/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-read.h"

#include "bare-client.h"
#include "catalogue/view/view.h"
#include "jobs/job.h"
#include "jobs-fixture.h"

#include <sys/resource.h>

#define IN_FLIGHT 16

/* In turns, since the machine is not the same from one minute to the next; of each the least
 * counts. */
#define N_ROUNDS 2

static double
cpu_secs (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* What a window does with rows that come in, drawing left out. */
static void
count_cb (PasarView *view)
{
  for (guint states = 0; states <= PASAR_STATE_NOT_LISTED; states = MAX (1, states << 1))
    pasar_view_count (view, states);
  pasar_view_add_up (view);
}

static double
read_bare (World *world, int rate, guint *n_rows)
{
  const double start = cpu_secs ();

  *n_rows = bare_client_read (world->sandbox, IN_FLIGHT, rate);
  return cpu_secs () - start;
}

static double
read_own (World *world)
{
  const double start = cpu_secs ();
  g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
  g_autoptr (PasarView) view = pasar_view_new (pasar_session_get_catalogue (world->session));
  g_autoptr (GError) error = NULL;

  g_signal_connect_object (pasar_view_get_catalogue (view),
                           "values-changed",
                           G_CALLBACK (count_cb),
                           view,
                           G_CONNECT_SWAPPED);
  run_job (job, &error);
  g_assert_no_error (error);
  return cpu_secs () - start;
}

void
bench_read (int n_items, int rate)
{
  g_autofree char *items = g_strdup_printf ("%d", n_items);
  double bare_secs = G_MAXDOUBLE;
  double own_secs = G_MAXDOUBLE;
  guint n_rows = 0;

  g_setenv ("PASAR_SANDBOX", PASAR_SANDBOX_PROGRAM, FALSE);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", items, NULL));

      pasar_client_set_limits (pasar_session_get_client (world->session), IN_FLIGHT, rate);
      bare_secs = MIN (bare_secs, read_bare (world, rate, &n_rows));
      own_secs = MIN (own_secs, read_own (world));
    }
  g_print ("read %d items of %u rows at %d calls/s, store and counts included: %.2f s of CPU; "
           "bare libsoup and json-glib: %.2f s; ratio %.2f\n",
           n_items,
           n_rows,
           rate,
           own_secs,
           bare_secs,
           own_secs / bare_secs);
}
