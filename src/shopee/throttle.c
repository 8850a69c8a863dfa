/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/throttle.h"

#include <math.h>

/* What a sum of fractions may lack to one whole token. */
#define TOKEN_EPSILON 1e-6

/* A bucket of tokens that fills at the allowed pace, and a bound of requests in flight. Pure: it
 * only answers whether a request may go now; who waits and how is the engine's. */
struct _PasarThrottle
{
  PasarClock clock;
  gpointer clock_data;
  guint max_in_flight;
  double per_second;
  guint in_flight;
  double tokens;
  gint64 filled_at;
  gint64 paused_until;
};

static gint64
monotonic_clock (gpointer user_data)
{
  return g_get_monotonic_time ();
}

/* How many requests may go at once after a rest. */
static double
bucket_size (PasarThrottle *self)
{
  return CLAMP (self->per_second, 1.0, (double) self->max_in_flight);
}

static gint64
fill (PasarThrottle *self)
{
  gint64 now = self->clock (self->clock_data);

  if (now > self->filled_at)
    self->tokens += (now - self->filled_at) * self->per_second / G_USEC_PER_SEC;
  self->tokens = MIN (self->tokens, bucket_size (self));
  self->filled_at = now;
  return now;
}

/**
 * pasar_throttle_new:
 * @max_in_flight: requests in flight at most, 1 to 64
 * @per_second: requests a second at most, 0.5 to 1000
 * @clock: (nullable): the clock; %NULL for the system's
 * @clock_data: data for @clock
 *
 * Makes a throttle with a full bucket. Values out of bounds are brought into them.
 *
 * Returns: (transfer full): a throttle
 */
PasarThrottle *
pasar_throttle_new (guint max_in_flight, double per_second, PasarClock clock, gpointer clock_data)
{
  PasarThrottle *self = g_new0 (PasarThrottle, 1);

  self->clock = clock != NULL ? clock : monotonic_clock;
  self->clock_data = clock_data;
  self->filled_at = self->clock (clock_data);
  self->tokens = PASAR_THROTTLE_MAX_IN_FLIGHT;
  self->paused_until = G_MININT64;
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
  self->per_second = isfinite (per_second) ? CLAMP (per_second, 0.5, 1000.0) : 8.0;
  fill (self);
}

/**
 * pasar_throttle_get_max_in_flight:
 * @self: a throttle
 *
 * Returns: requests in flight at most
 */
guint
pasar_throttle_get_max_in_flight (PasarThrottle *self)
{
  return self->max_in_flight;
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
  gint64 now = fill (self);

  *wait_us = 0;
  if (self->in_flight >= self->max_in_flight)
    {
      *wait_us = PASAR_THROTTLE_FULL;
      return FALSE;
    }
  if (now < self->paused_until)
    {
      *wait_us = self->paused_until - now;
      return FALSE;
    }
  if (self->tokens < 1.0 - TOKEN_EPSILON)
    {
      *wait_us = MAX ((gint64) ceil ((1.0 - self->tokens) * G_USEC_PER_SEC / self->per_second), 1);
      return FALSE;
    }
  self->tokens = MAX (self->tokens - 1.0, 0.0);
  self->in_flight++;
  return TRUE;
}

/**
 * pasar_throttle_release:
 * @self: a throttle
 *
 * Says that a request has ended.
 */
void
pasar_throttle_release (PasarThrottle *self)
{
  g_return_if_fail (self->in_flight > 0);

  self->in_flight--;
}

/**
 * pasar_throttle_pause:
 * @self: a throttle
 * @duration_us: microseconds
 *
 * Lets no request go for a while: the server said that there are too many.
 */
void
pasar_throttle_pause (PasarThrottle *self, gint64 duration_us)
{
  gint64 until = fill (self) + MAX (duration_us, 0);

  self->paused_until = MAX (self->paused_until, until);
  self->tokens = MIN (self->tokens, 1.0);
}
