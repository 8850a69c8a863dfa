/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_PACE_UNKNOWN:
 *
 * In place of seconds that nobody can tell yet.
 */
#define PASAR_PACE_UNKNOWN -1

/**
 * PasarPace:
 *
 * How fast something goes on, smoothed over about a quarter of a minute. All zero is a new one;
 * pure, the time is told.
 */
typedef struct
{
  /*< private >*/
  gboolean has_begun;
  gint64 at_us;
  guint n_done;
  double n_recent; /* each counts less the longer ago it was */
  double recent_secs;
} PasarPace;

void pasar_pace_note (PasarPace *self, guint n_done, gint64 now_us);
void pasar_pace_interrupt (PasarPace *self);
double pasar_pace_get_rate (const PasarPace *self);
int pasar_pace_get_secs_left (const PasarPace *self, guint n_total);

G_END_DECLS
