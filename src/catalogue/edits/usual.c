/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/usual-private.h"

#include <string.h>

/* What is so many times the usual distance away is no chance. */
#define DEVIATIONS 4

/* Those that are apart are at most one of so many: more are a group of their own. */
#define ONE_OF 10

/* All change in step when half of them are this close to the median, in tenths of a percent; and
 * one of them does when it is as close to it as rounding leaves it. */
#define STEADY  50
#define IN_STEP 10

PasarUsual *
pasar_usual_new (void)
{
  PasarUsual *self = g_new0 (PasarUsual, 1);

  pasar_usual_clear (self);
  return self;
}

static int
bound (gint64 change)
{
  return (int) CLAMP (change, PASAR_USUAL_LOWEST, PASAR_USUAL_HIGHEST);
}

static guint
count (const PasarUsual *self, int change)
{
  return change >= PASAR_USUAL_LOWEST && change <= PASAR_USUAL_HIGHEST
             ? self->counts[change - PASAR_USUAL_LOWEST]
             : 0;
}

void
pasar_usual_clear (PasarUsual *self)
{
  if (self->n > 0)
    memset (&self->counts[self->lowest - PASAR_USUAL_LOWEST],
            0,
            sizeof self->counts[0] * (gsize) (self->highest - self->lowest + 1));
  self->n = self->n_apart = 0;
  self->is_known = FALSE;
  self->lowest = PASAR_USUAL_HIGHEST;
  self->highest = PASAR_USUAL_LOWEST;
}

void
pasar_usual_add (PasarUsual *self, gint64 change)
{
  const int bounded = bound (change);

  self->counts[bounded - PASAR_USUAL_LOWEST]++;
  self->n++;
  self->lowest = MIN (self->lowest, bounded);
  self->highest = MAX (self->highest, bounded);
}

/* How many are no further from the median than this. */
static guint
count_within (const PasarUsual *self, int distance)
{
  guint n = count (self, self->median);

  for (int i = 1; i <= distance && n < self->n; i++)
    n += count (self, self->median - i) + count (self, self->median + i);
  return n;
}

/* Of an even number the lower of the two in the middle. */
static void
find_middle (PasarUsual *self)
{
  const guint half = (self->n + 1) / 2;
  guint n = 0;

  for (self->median = self->lowest; n < half; self->median++)
    n += count (self, self->median);
  self->median--;
  n = count (self, self->median);
  for (self->deviation = 0; n < half;)
    {
      self->deviation++;
      n += count (self, self->median - self->deviation)
           + count (self, self->median + self->deviation);
    }
}

/* Nothing is usual among fewer than @least. Within @apart of the median, in tenths of a percent,
 * nothing is apart, however close the others are to one another. */
void
pasar_usual_measure (PasarUsual *self, guint least, guint apart)
{
  self->is_known = self->n > 0 && self->n >= least;
  if (!self->is_known)
    return;
  find_middle (self);
  self->apart = MAX (bound (apart), DEVIATIONS * self->deviation);
  self->n_apart = self->n - count_within (self, self->apart);
}

gboolean
pasar_usual_is_apart (const PasarUsual *self, gint64 change)
{
  return self->n_apart > 0 && self->n_apart <= MAX (1, self->n / ONE_OF)
         && ABS (bound (change) - self->median) > self->apart;
}

/* Whether it is one of many that follow from one rule, such as a percentage that is rounded. */
gboolean
pasar_usual_is_in_step (const PasarUsual *self, gint64 change)
{
  return self->is_known && self->deviation <= STEADY
         && ABS (bound (change) - self->median) <= IN_STEP;
}
