/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "frames.h"

#include "util.h"
#include "watchdog.h"

/* A callback may take so many frames before that is a failure, as machines differ: what goes over
 * all rows by the slow way takes many more. Sanitizers slow down what is in one go by design, too:
 * a list of so many rows. */
#ifdef __SANITIZE_ADDRESS__
#define MARGIN 60
#else
#define MARGIN 4
#endif

static gboolean
set_true (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

void
frames_settle (void)
{
  gboolean is_idle = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true, &is_idle, NULL);
  WAIT_FOR (is_idle);
}

typedef struct
{
  FramesAct act;
  gpointer data;
  gboolean is_done;
} Run;

static gboolean
run_act_cb (gpointer user_data)
{
  Run *run = user_data;

  run->act (run->data);
  run->is_done = TRUE;
  return G_SOURCE_REMOVE;
}

/* How many callbacks took longer than they may. Those between a frame and that are named only. */
static guint
count_long (const FramesCase *one, gpointer data)
{
  g_autoptr (GPtrArray) callbacks = NULL;
  Run run = { one->act, data, FALSE };
  guint n = 0;

  frames_settle ();
  watchdog_start ();
  /* Only what the main loop calls is watched. */
  g_source_set_name_by_id (g_idle_add (run_act_cb, &run), one->name);
  WAIT_FOR (run.is_done);
  frames_settle ();
  callbacks = watchdog_stop ();
  for (guint i = 0; i < callbacks->len; i++)
    {
      const WatchdogCallback *callback = g_ptr_array_index (callbacks, i);

      g_test_message ("%s: %u ms in %s\n%s",
                      one->name,
                      callback->ms,
                      callback->source,
                      callback->trace);
      n += callback->ms > MARGIN * WATCHDOG_FRAME_MS ? 1 : 0;
    }
  return n;
}

void
frames_assert_short (const FramesCase *cases, guint n_cases, gpointer data)
{
  guint n_long = 0;

  for (guint i = 0; i < n_cases; i++)
    n_long += count_long (&cases[i], data);
#ifdef __SANITIZE_ADDRESS__
  g_test_message ("%u callbacks were long, with sanitizers", n_long);
#else
  g_assert_cmpuint (n_long, ==, 0);
#endif
}
