/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No token is awaited: a request in flight must end first. */
#define PASAR_THROTTLE_FULL G_MAXINT64

#define PASAR_THROTTLE_MAX_IN_FLIGHT 64

/**
 * PasarClock:
 * @user_data: data of the clock
 *
 * Returns: microseconds of a clock that never goes back
 */
typedef gint64 (*PasarClock) (gpointer user_data);

typedef struct _PasarThrottle PasarThrottle;

PasarThrottle *
pasar_throttle_new (guint max_in_flight, double per_second, PasarClock clock, gpointer clock_data);
void pasar_throttle_free (PasarThrottle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarThrottle, pasar_throttle_free)

void pasar_throttle_set_limits (PasarThrottle *self, guint max_in_flight, double per_second);
guint pasar_throttle_get_max_in_flight (PasarThrottle *self);
gboolean pasar_throttle_try_acquire (PasarThrottle *self, gint64 *wait_us);
void pasar_throttle_release (PasarThrottle *self);
void pasar_throttle_pause (PasarThrottle *self, gint64 duration_us);

G_END_DECLS
