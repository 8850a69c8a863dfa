/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/retry-private.h"

#include <libsoup/soup.h>

/**
 * pasar_retry_delay:
 * @error_class: class of the failure
 * @max_tries: how often the call may be sent at most, the first try included
 * @attempt: how often it was sent, from 1
 * @retry_after_ms: what the server asked for in `Retry-After`, milliseconds; negative for nothing
 * @random: a number from 0 to 1, for the jitter
 *
 * Says when a failed call is sent again (reference 6.6): 1.5 s, doubled for each attempt, up to
 * half a minute, spread by a quarter to both sides; never before the server wants it. A server that
 * wants more than five minutes is not waited for.
 *
 * Returns: the delay in milliseconds, or %PASAR_RETRY_STOP
 */
gint64
pasar_retry_delay (PasarError error_class,
                   guint max_tries,
                   guint attempt,
                   gint64 retry_after_ms,
                   double random)
{
  gint64 delay = PASAR_RETRY_FIRST_DELAY_MS;
  double spread = 0.75 + 0.5 * CLAMP (random, 0.0, 1.0);

  if (error_class == PASAR_ERROR_QUOTA || attempt == 0 || attempt >= max_tries)
    return PASAR_RETRY_STOP;
  if (retry_after_ms > PASAR_RETRY_AFTER_CAP_MS)
    return PASAR_RETRY_STOP;
  for (guint i = 1; i < attempt && delay < PASAR_RETRY_DELAY_CAP_MS; i++)
    delay *= 2;
  delay = (gint64) (MIN (delay, PASAR_RETRY_DELAY_CAP_MS) * spread);
  return MAX (delay, retry_after_ms);
}

/**
 * pasar_retry_parse_after:
 * @value: (nullable): the value of a `Retry-After` header: seconds or a date
 * @now: Unix seconds now
 *
 * A date that has passed is a wait of 0.
 *
 * Returns: milliseconds to wait, or -1 when there is no usable value
 */
gint64
pasar_retry_parse_after (const char *value, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds * 1000;
  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;
  return MAX (g_date_time_to_unix (date) - now, 0) * 1000;
}
