/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In tenths of a percent: what changes more counts as that. */
#define PASAR_USUAL_LOWEST  (-1000)
#define PASAR_USUAL_HIGHEST 10000

/* Changes of prices in tenths of a percent, and what is usual among them: their median and the
 * median distance from it, which the few that are to be found do not move. They are counted, not
 * sorted, so that many are no more work at a time than few. */
typedef struct
{
  guint counts[PASAR_USUAL_HIGHEST - PASAR_USUAL_LOWEST + 1];
  guint n;
  int lowest; /* of those that were added */
  int highest;

  gboolean is_known; /* it was measured, of enough of them */
  int median;
  int deviation; /* the median distance from the median */
  int apart;     /* further from the median than this is apart from the others */
  guint n_apart; /* how many are */
} PasarUsual;

PasarUsual *pasar_usual_new (void);
void pasar_usual_clear (PasarUsual *self);
void pasar_usual_add (PasarUsual *self, gint64 change);
void pasar_usual_measure (PasarUsual *self, guint least, guint apart);
gboolean pasar_usual_is_apart (const PasarUsual *self, gint64 change);
gboolean pasar_usual_is_in_step (const PasarUsual *self, gint64 change);

G_END_DECLS
