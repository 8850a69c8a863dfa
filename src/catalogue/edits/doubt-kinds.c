/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/doubts-private.h"
#include "catalogue/values/change.h"
#include "catalogue/values/number.h"

/* What makes one value a doubtful successor of another, by the numbers alone. */

static const PasarDoubtLimits lowest_limits = { .fall = 5, .rise = 5, .apart = 10, .stock = 20 };
static const PasarDoubtLimits highest_limits = { .fall = 90,
                                                 .rise = 500,
                                                 .apart = 100,
                                                 .stock = 10000 };

/**
 * pasar_doubt_kinds_get_gravest:
 * @kinds: why something is doubted
 *
 * A cell is put with others by it.
 *
 * Returns: the one of @kinds that comes first; %PASAR_DOUBT_NONE of none
 */
PasarDoubtKinds
pasar_doubt_kinds_get_gravest (PasarDoubtKinds kinds)
{
  return (PasarDoubtKinds) (kinds & -(guint) kinds);
}

/**
 * pasar_doubt_limits_get_default:
 *
 * A third off is more than most sellers take off at once.
 *
 * Returns: what is doubted before the seller says otherwise
 */
PasarDoubtLimits
pasar_doubt_limits_get_default (void)
{
  return (PasarDoubtLimits){ .fall = 30, .rise = 30, .apart = 30, .stock = 100 };
}

/**
 * pasar_doubt_limits_bound:
 * @limits: what somebody set
 *
 * No limit is so far out that its check finds nothing any more.
 *
 * Returns: the same within the bounds
 */
PasarDoubtLimits
pasar_doubt_limits_bound (PasarDoubtLimits limits)
{
  return (PasarDoubtLimits){
    .fall = CLAMP (limits.fall, lowest_limits.fall, highest_limits.fall),
    .rise = CLAMP (limits.rise, lowest_limits.rise, highest_limits.rise),
    .apart = CLAMP (limits.apart, lowest_limits.apart, highest_limits.apart),
    .stock = CLAMP (limits.stock, lowest_limits.stock, highest_limits.stock),
  };
}

/**
 * pasar_catalogue_set_doubt_limits:
 * @self: a catalogue
 * @limits: from where on values are doubted; they are brought within their bounds
 *
 * Are the default ones until they are set. What is doubted by others is late from then on.
 */
void
pasar_catalogue_set_doubt_limits (PasarCatalogue *self, const PasarDoubtLimits *limits)
{
  PasarDoubtLimits *own;
  PasarDoubtLimits bound;

  g_return_if_fail (PASAR_IS_CATALOGUE (self) && limits != NULL);

  own = &self->doubt_limits;
  bound = pasar_doubt_limits_bound (*limits);
  if (own->fall == bound.fall && own->rise == bound.rise && own->apart == bound.apart
      && own->stock == bound.stock)
    return;
  *own = bound;
  self->stamp++;
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_get_doubt_limits:
 * @self: a catalogue
 *
 * For [ctor@Doubts.new].
 *
 * Returns: (transfer none): from where on values are doubted
 */
const PasarDoubtLimits *
pasar_catalogue_get_doubt_limits (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return &self->doubt_limits;
}

/* In tenths of a percent. What goes from nothing, or to it, changes by no percentage. */
gint64
pasar_doubt_get_change (gint64 old_price, gint64 new_price)
{
  return new_price > 0 ? pasar_change_get (old_price, new_price) : PASAR_NO_VALUE;
}

static gboolean
is_between (gint64 small, gint64 large, guint least, guint most)
{
  return (__int128) large >= (__int128) small * least
         && (__int128) large <= (__int128) small * most;
}

/* A decimal point or a digit that slipped, in either direction. */
PasarDoubtKinds
pasar_doubt_compare_sizes (gint64 old_value, gint64 new_value)
{
  const gint64 small = MIN (old_value, new_value);
  const gint64 large = MAX (old_value, new_value);

  if (small <= 0)
    return PASAR_DOUBT_NONE;
  if (is_between (small, large, 8, 12))
    return PASAR_DOUBT_TEN_TIMES;
  return is_between (small, large, 80, 120) ? PASAR_DOUBT_HUNDRED_TIMES : PASAR_DOUBT_NONE;
}

/* What is exactly at the limit is within it. */
PasarDoubtKinds
pasar_doubt_compare_limits (const PasarDoubtLimits *limits, gint64 old_price, gint64 new_price)
{
  const __int128 moved = ((__int128) new_price - old_price) * 100;

  if (old_price <= 0)
    return PASAR_DOUBT_NONE;
  if (moved < -(__int128) old_price * limits->fall)
    return PASAR_DOUBT_FALL;
  return moved > (__int128) old_price * limits->rise ? PASAR_DOUBT_RISE : PASAR_DOUBT_NONE;
}

/* Two digits beside one another have changed places: 1990 and 1909. */
gboolean
pasar_doubt_is_transposed (gint64 old_value, gint64 new_value)
{
  gint64 old_rest = old_value;
  gint64 new_rest = new_value;

  if (old_value <= 0 || new_value <= 0 || old_value == new_value)
    return FALSE;
  while (old_rest % 10 == new_rest % 10)
    {
      old_rest /= 10;
      new_rest /= 10;
    }
  return old_rest / 100 == new_rest / 100 && old_rest % 10 == new_rest / 10 % 10
         && new_rest % 10 == old_rest / 10 % 10
         /* Not where the number has a digit less then: that is ten times. */
         && old_rest >= 10 && new_rest >= 10;
}

/* One is the other with a digit twice: 1990 and 19990. A 0 that is added at the end is ten times
 * and nothing else. */
gboolean
pasar_doubt_is_doubled (gint64 old_value, gint64 new_value)
{
  const gint64 small = MIN (old_value, new_value);
  const gint64 large = MAX (old_value, new_value);

  if (small <= 0 || small > PASAR_VALUE_MAX || large == small * 10)
    return FALSE;
  /* The digit at each place is doubled: what is before it moves up by one, what is after it stays.
   */
  for (gint64 place = 1; place <= small; place *= 10)
    {
      const gint64 digit = small / place % 10;

      if ((__int128) small / place * 10 * place + digit * place + small % place == large)
        return TRUE;
    }
  return FALSE;
}
