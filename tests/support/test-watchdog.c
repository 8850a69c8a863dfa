/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "watchdog.h"

#include <string.h>
#include <time.h>

/* Keeps the processor busy for so many milliseconds of its time. */
static void
work (guint ms)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  const clock_t end = clock () + ms * CLOCKS_PER_SEC / 1000;

  while (clock () < end)
    g_timer_elapsed (timer, NULL);
}

static gboolean
work_cb (gpointer ms)
{
  work (GPOINTER_TO_UINT (ms));
  return G_SOURCE_REMOVE;
}

static void
run (const char *name, guint ms)
{
  g_source_set_name_by_id (g_idle_add (work_cb, GUINT_TO_POINTER (ms)), name);
  g_main_context_iteration (NULL, TRUE);
}

static void
test_names_what_is_long (void)
{
  g_autoptr (GPtrArray) callbacks = NULL;
  const WatchdogCallback *callback;

  watchdog_start ();
  run ("short", 4);
  run ("long", 60);
  run ("short", 4);
  callbacks = watchdog_stop ();

  g_assert_cmpuint (callbacks->len, ==, 1);
  callback = g_ptr_array_index (callbacks, 0);
  g_assert_cmpstr (callback->source, ==, "long");
  g_assert_cmpuint (callback->ms, >, WATCHDOG_FRAME_MS);
  g_assert_nonnull (strstr (callback->trace, "test-watchdog"));
}

/* Many short ones in a row are none that is long. */
static void
test_adds_nothing_up (void)
{
  g_autoptr (GPtrArray) callbacks = NULL;

  watchdog_start ();
  for (guint i = 0; i < 20; i++)
    run ("short", 4);
  callbacks = watchdog_stop ();
  g_assert_cmpuint (callbacks->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watchdog/names-what-is-long", test_names_what_is_long);
  g_test_add_func ("/watchdog/adds-nothing-up", test_adds_nothing_up);
  return g_test_run ();
}
