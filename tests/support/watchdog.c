/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "watchdog.h"

#include <execinfo.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_FOUND  64
#define MAX_FRAMES 48

typedef struct
{
  char source[64];
  guint ms;
  void *frames[MAX_FRAMES];
  int n_frames;
} Found;

/* A signal handler has nothing else to get at it. */
static struct
{
  timer_t timer;
  guint n_polls;
  GSource *source; /* (unowned): dispatched at the last tick */
  guint source_polls;
  gint64 since_ns; /* of the thread's work: when it was seen first */
  Found *long_one; /* (nullable): of that source */
  Found found[MAX_FOUND];
  guint n_found;
} watchdog;

static int
count_poll (GPollFD *fds, guint n, int timeout)
{
  watchdog.n_polls++;
  return g_poll (fds, n, timeout);
}

static gint64
get_work_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static Found *
add_found (GSource *source)
{
  Found *found = &watchdog.found[watchdog.n_found++];
  const char *name = g_source_get_name (source);

  g_strlcpy (found->source, name != NULL ? name : "(without a name)", sizeof found->source);
  found->n_frames = backtrace (found->frames, MAX_FRAMES);
  return found;
}

/* Every few milliseconds of the thread's work, as often as the system can. */
static void
tick (int signal)
{
  GSource *source = g_main_depth () > 0 ? g_main_current_source () : NULL;
  const gint64 now_ns = get_work_ns ();
  guint ms;

  /* A source is dispatched once between two polls. */
  if (source == NULL || source != watchdog.source || watchdog.n_polls != watchdog.source_polls)
    {
      watchdog.source = source;
      watchdog.source_polls = watchdog.n_polls;
      watchdog.since_ns = now_ns;
      watchdog.long_one = NULL;
      return;
    }
  ms = (guint) ((now_ns - watchdog.since_ns) / 1000000);
  if (ms >= WATCHDOG_FRAME_MS && watchdog.long_one == NULL && watchdog.n_found < MAX_FOUND)
    watchdog.long_one = add_found (source);
  if (watchdog.long_one != NULL)
    watchdog.long_one->ms = ms;
}

void
watchdog_start (void)
{
  const struct itimerspec each_ms = { { 0, 1000000 }, { 0, 1000000 } };
  struct sigaction action = { .sa_handler = tick, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };
  void *frame;

  /* The first call loads a library, which a signal handler must not. */
  backtrace (&frame, 1);
  watchdog.n_found = 0;
  watchdog.source = NULL;
  event._sigev_un._tid = (pid_t) syscall (SYS_gettid);
  g_main_context_set_poll_func (NULL, count_poll);
  g_assert_no_errno (sigaction (SIGPROF, &action, NULL));
  g_assert_no_errno (timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &watchdog.timer));
  g_assert_no_errno (timer_settime (watchdog.timer, 0, &each_ms, NULL));
}

static void
callback_free (gpointer data)
{
  WatchdogCallback *callback = data;

  g_free (callback->source);
  g_free (callback->trace);
  g_free (callback);
}

GPtrArray *
watchdog_stop (void)
{
  GPtrArray *callbacks = g_ptr_array_new_with_free_func (callback_free);

  timer_delete (watchdog.timer);
  signal (SIGPROF, SIG_IGN);
  g_main_context_set_poll_func (NULL, NULL);
  for (guint i = 0; i < watchdog.n_found; i++)
    {
      const Found *found = &watchdog.found[i];
      WatchdogCallback *callback = g_new0 (WatchdogCallback, 1);
      char **names = backtrace_symbols (found->frames, found->n_frames);
      g_autoptr (GString) trace = g_string_new (NULL);

      for (int frame = 0; names != NULL && frame < found->n_frames; frame++)
        g_string_append_printf (trace, "%s\n", names[frame]);
      free (names);
      callback->source = g_strdup (found->source);
      callback->ms = found->ms;
      callback->trace = g_strdup (trace->str);
      g_ptr_array_add (callbacks, callback);
    }
  return callbacks;
}
