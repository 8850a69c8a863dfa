/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/pace.h"

#include <math.h>

/* What was longer ago than this hardly counts. */
#define MEMORY_SECS 15.0

/* After so long something can be told. */
#define ENOUGH_SECS 2.0

/* Nothing is learned from shorter times. */
#define STEP_US (G_USEC_PER_SEC / 4)

/**
 * pasar_pace_note:
 * @self: a pace
 * @n_done: how much is done; less than before begins anew
 * @now_us: when, by a monotonic clock
 *
 * Takes note of it.
 */
void
pasar_pace_note (PasarPace *self, guint n_done, gint64 now_us)
{
  double secs;
  double kept;

  if (self->has_begun && n_done < self->n_done)
    *self = (PasarPace){ 0 };
  if (!self->has_begun)
    {
      self->has_begun = TRUE;
      self->at_us = now_us;
      self->n_done = n_done;
      return;
    }
  if (now_us - self->at_us < STEP_US)
    return;
  secs = (double) (now_us - self->at_us) / G_USEC_PER_SEC;
  kept = exp (-secs / MEMORY_SECS);
  self->n_recent = self->n_recent * kept + (n_done - self->n_done);
  self->recent_secs = self->recent_secs * kept + secs;
  self->at_us = now_us;
  self->n_done = n_done;
}

/**
 * pasar_pace_interrupt:
 * @self: a pace
 *
 * The time until the next note counts for nothing.
 */
void
pasar_pace_interrupt (PasarPace *self)
{
  self->has_begun = FALSE;
}

/**
 * pasar_pace_get_rate:
 * @self: a pace
 *
 * Of the last quarter of a minute, most of all.
 *
 * Returns: how much is done a second, 0 while that cannot be told
 */
double
pasar_pace_get_rate (const PasarPace *self)
{
  return self->recent_secs >= ENOUGH_SECS ? self->n_recent / self->recent_secs : 0;
}

/**
 * pasar_pace_get_secs_left:
 * @self: a pace
 * @n_total: how much there is to do
 *
 * As if it went on like that.
 *
 * Returns: how many seconds what is left will take, at this pace; %PASAR_PACE_UNKNOWN
 */
int
pasar_pace_get_secs_left (const PasarPace *self, guint n_total)
{
  const double rate = pasar_pace_get_rate (self);

  if (rate <= 0 || n_total < self->n_done)
    return PASAR_PACE_UNKNOWN;
  return (int) MIN (ceil ((n_total - self->n_done) / rate), G_MAXINT);
}
