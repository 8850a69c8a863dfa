/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "moved-clock.h"

#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static gint64 wall_secs;   /* that the clock of the wall is ahead */
static gint64 asleep_secs; /* that the computer slept; then the monotonic clock stood still */

int
clock_gettime (clockid_t id, struct timespec *time)
{
  const int status = (int) syscall (SYS_clock_gettime, id, time);

  if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)
    time->tv_sec += wall_secs + asleep_secs;
  else if (id == CLOCK_BOOTTIME)
    time->tv_sec += asleep_secs;
  return status;
}

int
gettimeofday (struct timeval *time, void *zone)
{
  struct timespec now;
  const int status = clock_gettime (CLOCK_REALTIME, &now);

  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return status;
}

void
clock_set (gint64 secs)
{
  wall_secs = secs;
  g_assert_cmpint (ABS (g_get_real_time () / G_USEC_PER_SEC - time (NULL) - asleep_secs - secs),
                   <,
                   10);
}

void
clock_set_right (void)
{
  wall_secs = 0;
  asleep_secs = 0;
}

void
clock_sleep (gint64 secs)
{
  asleep_secs += secs;
}
