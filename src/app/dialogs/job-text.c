/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/job-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How a job goes on, in words. */

static char *
dup_rate (double rate)
{
  const gboolean is_slow = rate < 1;
  const guint n = MAX ((guint) lround (is_slow ? rate * 60 : rate), 1);

  if (is_slow)
    /* Translators: how fast changes are sent */
    return g_strdup_printf (ngettext ("%'u a minute", "%'u a minute", n), n);
  /* Translators: how fast changes are sent */
  return g_strdup_printf (ngettext ("%'u a second", "%'u a second", n), n);
}

static char *
dup_left (guint secs)
{
  const guint minutes = (secs + 59) / 60;
  const guint hours = (minutes + 30) / 60;

  if (secs < 60)
    return g_strdup (_ ("less than a minute left"));
  if (minutes < 100)
    return g_strdup_printf (ngettext ("about %'u minute left", "about %'u minutes left", minutes),
                            minutes);
  return g_strdup_printf (ngettext ("about %'u hour left", "about %'u hours left", hours), hours);
}

/**
 * pasar_job_text_dup_pace:
 * @rate: how much is done a second; 0: nobody knows yet
 * @secs_left: how long the rest will take; -1: nobody knows yet
 *
 * Returns: (transfer full) (nullable): that in words: "3 a second · about 4 minutes left"
 */
char *
pasar_job_text_dup_pace (double rate, int secs_left)
{
  g_autofree char *speed = rate > 0 ? dup_rate (rate) : NULL;
  g_autofree char *left = secs_left >= 0 ? dup_left ((guint) secs_left) : NULL;

  if (speed == NULL || left == NULL)
    return g_steal_pointer (&speed);
  /* Translators: how fast it goes, and how long it will take: "3 a second · about 4 minutes left"
   */
  return g_strdup_printf (_ ("%s · %s"), speed, left);
}

static char *
dup_quota (const PasarSubmitWaiting *waiting, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (waiting->resumes_at);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");

  if (now >= waiting->resumes_at)
    return g_strdup (_ ("Shopee takes changes again."));
  if (waiting->goes_on)
    /* Translators: %s is a time of day, such as 00:05 */
    return g_strdup_printf (_ ("Shopee takes no more today. Goes on at %s."), clock);
  /* Translators: %s is a time of day, such as 00:05 */
  return g_strdup_printf (_ ("Shopee takes no more today. You can resume at %s."), clock);
}

/**
 * pasar_job_text_dup_waiting:
 * @waiting: what a submission waits for
 * @now: Unix seconds
 *
 * Returns: (transfer full) (nullable): that in words
 */
char *
pasar_job_text_dup_waiting (const PasarSubmitWaiting *waiting, gint64 now)
{
  switch (waiting->kind)
    {
    case PASAR_SUBMIT_WAITS_FOR_SELLER:
      return g_strdup (_ ("Nothing is sent until you resume."));
    case PASAR_SUBMIT_WAITS_FOR_QUOTA:
      return dup_quota (waiting, now);
    case PASAR_SUBMIT_WAITS_FOR_NETWORK:
      return g_strdup (_ ("The shop cannot be reached. Pasar tries again by itself."));
    case PASAR_SUBMIT_WAITS_FOR_PACE:
      return g_strdup (_ ("Shopee asks for a slower pace. Pasar goes on by itself."));
    case PASAR_SUBMIT_WAITS_NOT:
    default:
      return NULL;
    }
}

/**
 * pasar_job_text_dup_detail:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): what there is to say beside its status: what it waits for,
 *   else how fast it goes
 */
char *
pasar_job_text_dup_detail (PasarJob *job)
{
  double rate;
  int secs_left;
  char *waiting = NULL;

  if (PASAR_IS_SUBMIT_JOB (job))
    waiting = pasar_job_text_dup_waiting (pasar_submit_job_get_waiting (PASAR_SUBMIT_JOB (job)),
                                          g_get_real_time () / G_USEC_PER_SEC);
  if (waiting != NULL)
    return waiting;
  g_object_get (job, "rate", &rate, "secs-left", &secs_left, NULL);
  return pasar_job_text_dup_pace (rate, secs_left);
}
