/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_THROTTLE_FULL:
 *
 * In place of a time to wait: a request in flight must end first.
 */
#define PASAR_THROTTLE_FULL G_MAXINT64

/**
 * PASAR_THROTTLE_MAX_IN_FLIGHT:
 *
 * The most requests in flight that can be set.
 */
#define PASAR_THROTTLE_MAX_IN_FLIGHT 64

/**
 * PasarClock:
 * @user_data: data of the clock
 *
 * A clock that a test can turn; else g_get_monotonic_time() is read.
 *
 * Returns: microseconds of a clock that never goes back
 */
typedef gint64 (*PasarClock) (gpointer user_data);

/**
 * PasarThrottle:
 *
 * How many requests may go, and how fast: one for all clients of a partner and shop, since that is
 * what the server counts (reference 6.5). Pure: it only answers whether a request may go now; who
 * waits, and how, is others'.
 *
 * The user's limits are the ceiling. What the server takes is not published and is learned: at
 * first the pace doubles with what is taken; after a refusal it falls below what was taken until
 * then, comes back to it within a quarter of a minute, stays there, and only then tries for more,
 * ever faster.
 */
typedef struct _PasarThrottle PasarThrottle;

PasarThrottle *
pasar_throttle_new (guint max_in_flight, double per_second, PasarClock clock, gpointer clock_data);
void pasar_throttle_free (PasarThrottle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarThrottle, pasar_throttle_free)

void pasar_throttle_set_limits (PasarThrottle *self, guint max_in_flight, double per_second);
guint pasar_throttle_get_max_in_flight (PasarThrottle *self);
double pasar_throttle_get_pace (PasarThrottle *self);
guint pasar_throttle_get_rest_secs (PasarThrottle *self);

gboolean pasar_throttle_try_acquire (PasarThrottle *self, gint64 *wait_us);
void pasar_throttle_release (PasarThrottle *self);
void pasar_throttle_taken (PasarThrottle *self);
void pasar_throttle_refused (PasarThrottle *self, gint64 sent_at_us, gint64 retry_after_us);

G_END_DECLS
