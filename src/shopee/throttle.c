/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/throttle.h"

#include <math.h>

/* What a sum of fractions may lack to one whole token. */
#define TOKEN_EPSILON 1e-6

/* While nothing is known of the server: so many at once, then so many a second, and twice as many
 * with each ten that it takes. */
#define FIRST_BURST 4.0
#define FIRST_PACE  50.0
#define DOUBLED_BY  10.0

#define MIN_PACE 1.0

/* Who waits sends what is due in so long at once: to wake for each request takes more of the
 * processor than to make it. Less than what the bucket holds, so that nothing is lost by it. */
#define BATCH_SECS 0.06

/* The pace in the time after a refusal is wall × (1 + depth × u³), u going from -1 by 1 a period:
 * steep at first, flat near what the server took, steeper again where it takes more by now. The
 * dearer a refusal is, the longer the period. */
#define DEPTH                 0.04
#define PERIOD_SECS           15.0
#define PERIOD_A_SECOND_ASKED 5.0
#define PERIOD_MAX_SECS       75.0

/* What was taken between two refusals is at most the server's limit, and the pace at which it
 * refused at least that: the limit is sought between the two. */
#define TAKEN_WEIGHT 0.7
/* A measurement takes so many, and so long. */
#define MIN_TAKEN     2
#define MIN_BUSY_SECS 0.5
/* Many servers let about so much be saved up. */
#define BURST_SECS 1.0

/* How long nothing goes after a refusal that names no time; doubled while nothing is taken. */
#define MIN_REST_SECS 0.1
#define MAX_REST_SECS 1.0

struct _PasarThrottle
{
  PasarClock clock;
  gpointer clock_data;
  guint max_in_flight;
  double ceiling; /* a second */
  guint in_flight;

  /* A bucket of tokens that fills at the pace. Times are in seconds of the clock. */
  double tokens;
  double filled_at;

  double wall;        /* the pace that the server may just take; 0 while it refused nothing */
  double climb;       /* how much more than that is reached two periods after a refusal */
  double period;      /* seconds */
  double climbs_from; /* since when */

  guint n_taken; /* since measured_from */
  double measured_from;

  gboolean resting; /* after a refusal */
  double refused_at;
  double refused_pace;
  double rest; /* seconds */
  double rests_until;
  double rested_at; /* the end of the last one, or the beginning */
};

static gint64
monotonic_clock (gpointer user_data)
{
  return g_get_monotonic_time ();
}

static double
get_now (PasarThrottle *self)
{
  return (double) self->clock (self->clock_data) / G_USEC_PER_SEC;
}

/* How many requests may go at once after a pause in the work. */
static double
bucket_size (PasarThrottle *self, double pace)
{
  double burst = self->wall == 0 ? MIN (pace, FIRST_BURST) : 1.0;

  return MAX (MAX (burst, pace / 8), 1.0);
}

static double
pace_at (PasarThrottle *self, double now)
{
  double u = (now - self->climbs_from) / self->period - 1;

  if (self->wall == 0)
    return MIN (FIRST_PACE * exp2 (self->n_taken / DOUBLED_BY), self->ceiling);
  return CLAMP (self->wall * (1 + (u < 0 ? DEPTH : self->climb) * u * u * u),
                MIN (MIN_PACE, self->ceiling),
                self->ceiling);
}

/* Takes what was seen until the refusal for a measurement. Returns whether it was enough. */
static gboolean
learn_wall (PasarThrottle *self)
{
  double pace = self->refused_pace;
  double busy = self->refused_at - self->measured_from;
  double taken;

  if (self->wall > 0 && (self->n_taken < MIN_TAKEN || busy < MIN_BUSY_SECS))
    return FALSE;
  if (self->wall > 0)
    {
      taken = CLAMP ((self->n_taken + 1) / busy, pace / 2, pace);
      self->wall = TAKEN_WEIGHT * taken + (1 - TAKEN_WEIGHT) * pace;
    }
  else if (self->n_taken < MIN_TAKEN)
    self->wall = pace / 2;
  else
    self->wall = MIN ((self->n_taken + 1) / MAX (busy, 1), pace);
  self->climb = CLAMP ((pace - self->wall) / self->wall, DEPTH, 1);
  return TRUE;
}

/* Goes on after a refusal, below what the server took until then. */
static void
end_rest (PasarThrottle *self, double now)
{
  if (learn_wall (self))
    {
      self->n_taken = 0;
      self->measured_from = now - MIN (self->rests_until - self->refused_at, BURST_SECS);
      self->rest = MIN_REST_SECS;
    }
  else
    {
      self->rest = MIN (self->rest * 2, MAX_REST_SECS);
    }
  self->resting = FALSE;
  self->rested_at = now;
  /* The less is known, the less time is spent below. */
  self->climbs_from = now - self->period * (1 - DEPTH / self->climb);
  self->tokens = 0;
}

static double
fill (PasarThrottle *self)
{
  double now = MAX (get_now (self), self->filled_at);
  double pace, size;

  if (self->resting && now >= self->rests_until)
    end_rest (self, now);
  else if (!self->resting)
    {
      pace = pace_at (self, now);
      size = bucket_size (self, pace);
      self->tokens += (now - self->filled_at) * pace;
      if (self->tokens > size)
        {
          /* Time in which there was nothing to send teaches nothing of the server. */
          double idle = MIN ((self->tokens - size) / pace, now - self->filled_at);

          self->measured_from += idle;
          self->climbs_from += idle;
          self->tokens = size;
        }
    }
  self->filled_at = now;
  return now;
}

/**
 * pasar_throttle_new:
 * @max_in_flight: requests in flight at most, 1 to 64
 * @per_second: requests a second at most, 0.5 to 1000
 * @clock: (nullable) (scope forever): the clock; %NULL for the system's
 * @clock_data: data for @clock
 *
 * Makes a throttle with a full bucket that knows nothing of the server. Values out of bounds are
 * brought into them.
 *
 * Returns: (transfer full): a throttle
 */
PasarThrottle *
pasar_throttle_new (guint max_in_flight, double per_second, PasarClock clock, gpointer clock_data)
{
  PasarThrottle *self = g_new0 (PasarThrottle, 1);

  self->clock = clock != NULL ? clock : monotonic_clock;
  self->clock_data = clock_data;
  self->tokens = PASAR_THROTTLE_MAX_IN_FLIGHT;
  self->period = PERIOD_SECS;
  self->rest = MIN_REST_SECS;
  self->filled_at = self->measured_from = self->rested_at = get_now (self);
  pasar_throttle_set_limits (self, max_in_flight, per_second);
  return self;
}

/**
 * pasar_throttle_free:
 * @self: a throttle
 *
 * Frees a throttle.
 */
void
pasar_throttle_free (PasarThrottle *self)
{
  g_free (self);
}

/**
 * pasar_throttle_set_limits:
 * @self: a throttle
 * @max_in_flight: requests in flight at most, 1 to 64
 * @per_second: requests a second at most, 0.5 to 1000
 *
 * Changes the limits; requests in flight stay so.
 */
void
pasar_throttle_set_limits (PasarThrottle *self, guint max_in_flight, double per_second)
{
  self->max_in_flight = CLAMP (max_in_flight, 1, PASAR_THROTTLE_MAX_IN_FLIGHT);
  self->ceiling = isfinite (per_second) ? CLAMP (per_second, 0.5, 1000.0) : 8.0;
  fill (self);
}

/**
 * pasar_throttle_get_max_in_flight:
 * @self: a throttle
 *
 * Set by pasar_throttle_set_limits().
 *
 * Returns: requests in flight at most
 */
guint
pasar_throttle_get_max_in_flight (PasarThrottle *self)
{
  return self->max_in_flight;
}

/**
 * pasar_throttle_get_pace:
 * @self: a throttle
 *
 * Adapts to the server: it grows while calls succeed and is cut when one is refused as too many.
 *
 * Returns: requests that may go in a second now; at least 1, or the limit where that is less
 */
double
pasar_throttle_get_pace (PasarThrottle *self)
{
  return pace_at (self, fill (self));
}

/**
 * pasar_throttle_try_acquire:
 * @self: a throttle
 * @wait_us: (out): when refused, microseconds after which to ask again, or %PASAR_THROTTLE_FULL
 *
 * Asks whether one more request may go now. Each one that may go is given back with
 * pasar_throttle_release().
 *
 * Returns: whether it may
 */
gboolean
pasar_throttle_try_acquire (PasarThrottle *self, gint64 *wait_us)
{
  double now, pace, wait = 0;

  now = fill (self);
  *wait_us = 0;
  if (self->in_flight >= self->max_in_flight)
    {
      *wait_us = PASAR_THROTTLE_FULL;
      return FALSE;
    }
  if (self->resting)
    wait = self->rests_until - now;
  else if (self->tokens < 1.0 - TOKEN_EPSILON)
    {
      pace = pace_at (self, now);
      wait = (MAX (pace * BATCH_SECS, 1.0) - self->tokens) / pace;
    }
  if (wait > 0)
    {
      *wait_us = MAX ((gint64) ceil (wait * G_USEC_PER_SEC), 1);
      return FALSE;
    }
  self->tokens = MAX (self->tokens - 1.0, 0.0);
  self->in_flight++;
  return TRUE;
}

/**
 * pasar_throttle_get_rest_secs:
 * @self: a throttle
 *
 * For who tells the seller.
 *
 * Returns: for how many seconds still nothing may go, as the server said so; 0: it did not
 */
guint
pasar_throttle_get_rest_secs (PasarThrottle *self)
{
  const double secs = self->rests_until - get_now (self);

  return self->resting && secs > 0 ? (guint) ceil (secs) : 0;
}

/**
 * pasar_throttle_release:
 * @self: a throttle
 *
 * Says that a request has ended, however it did.
 */
void
pasar_throttle_release (PasarThrottle *self)
{
  g_return_if_fail (self->in_flight > 0);

  self->in_flight--;
}

/**
 * pasar_throttle_taken:
 * @self: a throttle
 *
 * Says that the server answered a request and did not find that there were too many.
 */
void
pasar_throttle_taken (PasarThrottle *self)
{
  self->n_taken++;
}

/**
 * pasar_throttle_refused:
 * @self: a throttle
 * @sent_at_us: when the request was sent, microseconds of the clock
 * @retry_after_us: microseconds that the server asked to wait; 0 where it did not
 *
 * Says that the server refused a request since there were too many. Nothing goes for as long as the
 * server wants, at least a moment, and then less than before.
 */
void
pasar_throttle_refused (PasarThrottle *self, gint64 sent_at_us, gint64 retry_after_us)
{
  double asked = MAX (retry_after_us, 0) / (double) G_USEC_PER_SEC;
  double now;

  now = fill (self);
  if (!self->resting)
    {
      /* What was sent before the last rest is no news. */
      if ((double) sent_at_us / G_USEC_PER_SEC < self->rested_at)
        return;
      self->resting = TRUE;
      self->refused_at = now;
      self->refused_pace = pace_at (self, now);
      self->rests_until = now + self->rest;
    }
  self->rests_until = MAX (self->rests_until, now + asked);
  self->period = MIN (PERIOD_SECS + PERIOD_A_SECOND_ASKED * asked, PERIOD_MAX_SECS);
}
