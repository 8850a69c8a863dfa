/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/wait.h"

#include "shopee/error.h"

/* How long after the end of the day's quota the run goes on, and how often that is looked at. */
#define QUOTA_MARGIN_SECS 60
#define QUOTA_CHECK_SECS  30

/* A network that is gone is tried again after so long, twice as long each time, up to half a
 * minute. */
#define FIRST_TRY_SECS 2
#define MAX_DOUBLINGS  4

/* Who was asked to slow down, again and again, asks nothing for so long. */
#define PACE_SECS 60

/* The next midnight of UTC+8 (reference 6.5), and a moment. */
static gint64
get_quota_end (gint64 now)
{
  const gint64 day = 24 * 60 * 60;
  const gint64 offset = 8 * 60 * 60;

  return (now + offset) / day * day + day - offset + QUOTA_MARGIN_SECS;
}

/**
 * pasar_submit_waiting_find_kind:
 * @error: what a call failed with
 *
 * Tells what passes from what does not.
 *
 * Returns: what is to be waited for until such a call may work; %PASAR_SUBMIT_WAITS_NOT: nothing
 *   that comes by itself
 */
PasarSubmitWait
pasar_submit_waiting_find_kind (const GError *error)
{
  if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_QUOTA))
    return PASAR_SUBMIT_WAITS_FOR_QUOTA;
  if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NETWORK))
    return PASAR_SUBMIT_WAITS_FOR_NETWORK;
  if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_THROTTLED))
    return PASAR_SUBMIT_WAITS_FOR_PACE;
  return PASAR_SUBMIT_WAITS_NOT;
}

/**
 * pasar_submit_waiting_begin:
 * @self: what is waited for
 * @kind: what it is from now on
 * @now: Unix seconds
 *
 * Begins to wait, also where it waited before.
 */
void
pasar_submit_waiting_begin (PasarSubmitWaiting *self, PasarSubmitWait kind, gint64 now)
{
  if (kind != PASAR_SUBMIT_WAITS_FOR_NETWORK)
    self->n_tries = 0;
  self->kind = kind;
  self->resumes_at = 0;
  if (kind == PASAR_SUBMIT_WAITS_FOR_QUOTA)
    self->resumes_at = get_quota_end (now);
  else if (kind == PASAR_SUBMIT_WAITS_FOR_PACE)
    self->resumes_at = now + PACE_SECS;
  else if (kind == PASAR_SUBMIT_WAITS_FOR_NETWORK)
    {
      self->resumes_at = now + (FIRST_TRY_SECS << self->n_tries);
      self->n_tries = MIN (self->n_tries + 1, MAX_DOUBLINGS);
    }
}

/**
 * pasar_submit_waiting_end:
 * @self: what is waited for
 *
 * It is there.
 */
void
pasar_submit_waiting_end (PasarSubmitWaiting *self)
{
  self->kind = PASAR_SUBMIT_WAITS_NOT;
  self->resumes_at = 0;
  self->n_tries = 0;
}

/**
 * pasar_submit_waiting_is_due:
 * @self: what is waited for
 * @now: Unix seconds
 *
 * Who waits for the seller is never due.
 *
 * Returns: whether to go on, or to try
 */
gboolean
pasar_submit_waiting_is_due (const PasarSubmitWaiting *self, gint64 now)
{
  return self->resumes_at != 0 && now >= self->resumes_at
         && (self->kind != PASAR_SUBMIT_WAITS_FOR_QUOTA || self->goes_on);
}

/**
 * pasar_submit_waiting_get_interval:
 * @self: what is waited for
 *
 * The clock on the wall is looked at, as the computer may sleep until then.
 *
 * Returns: how often, in seconds, to ask whether it is due; 0: never
 */
guint
pasar_submit_waiting_get_interval (const PasarSubmitWaiting *self)
{
  if (self->resumes_at == 0)
    return 0;
  return self->kind == PASAR_SUBMIT_WAITS_FOR_QUOTA ? QUOTA_CHECK_SECS : 1;
}
