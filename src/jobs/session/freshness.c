/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"

#include <time.h>

/* When the values of an item were read, and when a write of it was answered: which of two answers
 * that cross is the newer one. */

/**
 * pasar_session_clock:
 *
 * Unlike g_get_monotonic_time() it does not stand still while the computer sleeps, when a shop goes
 * on selling.
 *
 * Returns: microseconds of a clock that nobody sets
 */
gint64
pasar_session_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
note (GHashTable *times, gint64 item_id, gint64 time)
{
  g_hash_table_replace (times,
                        g_memdup2 (&item_id, sizeof item_id),
                        g_memdup2 (&time, sizeof time));
}

static gboolean
is_since (GHashTable *times, gint64 item_id, gint64 moment)
{
  const gint64 *time = g_hash_table_lookup (times, &item_id);

  return time != NULL && *time >= moment;
}

/**
 * pasar_session_note_read:
 * @self: a session
 * @item_id: an item that was read to its end
 * @asked_at: when it was asked for, by pasar_session_clock()
 *
 * For loads: notes of when the values of the item are.
 */
void
pasar_session_note_read (PasarSession *self, gint64 item_id, gint64 asked_at)
{
  note (self->read, item_id, asked_at);
}

/**
 * pasar_session_was_read_since:
 * @self: a session
 * @item_id: an item
 * @moment: by pasar_session_clock()
 *
 * Returns: whether the item was asked for since then and read to its end
 */
gboolean
pasar_session_was_read_since (PasarSession *self, gint64 item_id, gint64 moment)
{
  return is_since (self->read, item_id, moment);
}

/**
 * pasar_session_note_settled:
 * @self: a session
 * @item_id: an item of which a write was just answered
 *
 * Notes when that was.
 */
void
pasar_session_note_settled (PasarSession *self, gint64 item_id)
{
  note (self->settled, item_id, pasar_session_clock ());
}

/**
 * pasar_session_was_settled_since:
 * @self: a session
 * @item_id: an item
 * @moment: when the item was asked for, by pasar_session_clock()
 *
 * Returns: whether a write of the item was answered since then, so that what was asked for may be
 *   older than what is known
 */
gboolean
pasar_session_was_settled_since (PasarSession *self, gint64 item_id, gint64 moment)
{
  return is_since (self->settled, item_id, moment);
}
