/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/typical-private.h"

#include "catalogue/values/change.h"

#define N_COUNTS (PASAR_TYPICAL_HIGHEST + 1)

/* By tenths of a percent; what is more counts as the highest. */
typedef struct
{
  guint n;
  guint counts[N_COUNTS];
} Counts;

struct _PasarTypical
{
  Counts raised;
  Counts lowered;
};

/**
 * pasar_typical_new:
 *
 * Returns: (transfer full): no changes
 */
PasarTypical *
pasar_typical_new (void)
{
  return g_new0 (PasarTypical, 1);
}

/**
 * pasar_typical_free:
 * @self: (transfer full): changes
 *
 * Frees @self.
 */
void
pasar_typical_free (PasarTypical *self)
{
  g_free (self);
}

/**
 * pasar_typical_count:
 * @self: changes
 * @change: a change; nothing happens unless it is of a price that is known at the shop
 * @by: 1 to count it, -1 to count it no more
 *
 * Takes a change in, or out.
 */
void
pasar_typical_count (PasarTypical *self, const PasarChangeInfo *change, int by)
{
  const gint64 percent = pasar_change_get (change->old_value, change->new_value);
  Counts *counts = change->new_value > change->old_value ? &self->raised : &self->lowered;

  if (change->field != PASAR_FIELD_PRICE || percent == PASAR_NO_VALUE
      || change->new_value == change->old_value)
    return;
  counts->n += (guint) by;
  counts->counts[MIN (ABS (percent), PASAR_TYPICAL_HIGHEST)] += (guint) by;
}

/* The nth of them in order. */
static gint64
get_nth (const Counts *self, guint nth)
{
  guint n = 0;

  for (guint percent = 0; percent < N_COUNTS; percent++)
    {
      n += self->counts[percent];
      if (n > nth)
        return percent;
    }
  return 0;
}

/* Of an even number what is between the two in the middle. */
static gint64
get_median (const Counts *self)
{
  const gint64 low = self->n > 0 ? get_nth (self, (self->n - 1) / 2) : 0;
  const gint64 high = self->n > 0 ? get_nth (self, self->n / 2) : 0;

  return high == PASAR_TYPICAL_HIGHEST ? low : (low + high + 1) / 2;
}

/**
 * pasar_typical_fill:
 * @self: the changes of @sum
 * @sum: what they come to
 *
 * Says in @sum by how much its prices change.
 */
void
pasar_typical_fill (const PasarTypical *self, PasarPlanSum *sum)
{
  sum->raised.typical = get_median (&self->raised);
  sum->lowered.typical = get_median (&self->lowered);
}
