/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/past.h"

/* The past of a row as a seller asks for it. What was set from here counts with what was read: the
 * shop may not have been read between two submissions. */

typedef enum
{
  CHANGE_READ,
  CHANGE_PROMOTION,
  CHANGE_WRITTEN,
} ChangeKind;

typedef struct
{
  gint64 at_ms;
  gint64 value;
  ChangeKind kind;
} Change;

static void
add_changes (GArray *changes, const GArray *values, ChangeKind kind)
{
  for (guint i = 0; i < values->len; i++)
    {
      const PasarPastValue *value = &g_array_index (values, PasarPastValue, i);
      const Change change = { value->at_ms, value->value, kind };

      g_array_append_val (changes, change);
    }
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *left = a;
  const Change *right = b;

  if (left->at_ms != right->at_ms)
    return left->at_ms < right->at_ms ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

/* What the changes come to, one after the other; takes them. */
static GArray *
list_points (GArray *changes)
{
  g_autoptr (GArray) owned = changes;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (PasarPastPoint));
  gint64 plain = G_MININT64;
  gint64 promotion = 0;

  g_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      const PasarPastPoint *last =
          points->len > 0 ? &g_array_index (points, PasarPastPoint, points->len - 1) : NULL;
      PasarPastPoint point = { .at_ms = change->at_ms };

      if (change->kind == CHANGE_PROMOTION)
        promotion = change->value;
      else
        plain = change->value;
      if (plain == G_MININT64)
        continue;
      point.plain = plain;
      point.value = promotion > 0 && promotion < plain ? promotion : plain;
      point.is_submitted = change->kind == CHANGE_WRITTEN;
      if (last == NULL || point.is_submitted || last->value != point.value
          || last->plain != point.plain)
        g_array_append_val (points, point);
    }
  return points;
}

/**
 * pasar_past_list_prices:
 * @self: the past of a row
 *
 * Lists what buyers paid, of readings, promotions and what was sent from here.
 *
 * Returns: (transfer full) (element-type PasarPastPoint): how the price changed, oldest first
 */
GArray *
pasar_past_list_prices (const PasarPast *self)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  add_changes (changes, self->read[PASAR_READING_PRICE], CHANGE_READ);
  add_changes (changes, self->read[PASAR_READING_PROMOTION], CHANGE_PROMOTION);
  add_changes (changes, self->written[PASAR_CALL_PRICE], CHANGE_WRITTEN);
  return list_points (changes);
}

/**
 * pasar_past_list_stocks:
 * @self: the past of a row
 *
 * Lists what the seller had, of readings and what was sent from here.
 *
 * Returns: (transfer full) (element-type PasarPastPoint): how the stock changed, oldest first
 */
GArray *
pasar_past_list_stocks (const PasarPast *self)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  add_changes (changes, self->read[PASAR_READING_STOCK], CHANGE_READ);
  add_changes (changes, self->written[PASAR_CALL_STOCK], CHANGE_WRITTEN);
  return list_points (changes);
}

/**
 * pasar_past_find_promotion:
 * @prices: (element-type PasarPastPoint): how a price changed
 *
 * Finds since when buyers pay less than the price.
 *
 * Returns: when the promotion that runs was first seen, in Unix milliseconds; 0: none runs
 */
gint64
pasar_past_find_promotion (const GArray *prices)
{
  gint64 at_ms = 0;

  for (guint i = prices->len; i > 0; i--)
    {
      const PasarPastPoint *point = &g_array_index (prices, PasarPastPoint, i - 1);

      if (point->value == point->plain)
        break;
      at_ms = point->at_ms;
    }
  return at_ms;
}

static guint
count_looks (const GArray *looks, gint64 from_ms, gint64 until_ms)
{
  guint n = 0;

  for (guint i = 0; i < looks->len; i++)
    {
      const gint64 at_ms = g_array_index (looks, PasarPastValue, i).at_ms;

      n += at_ms >= from_ms && at_ms < until_ms;
    }
  return n;
}

/**
 * pasar_past_find_lowest:
 * @self: the past of a row
 * @prices: (element-type PasarPastPoint): of it, as pasar_past_list_prices() gives them
 * @until_ms: Unix milliseconds: the end of the days
 * @lowest: (out): the lowest price of the days
 *
 * Finds the lowest price that buyers paid in the %PASAR_LOWEST_DAYS days before a moment, as far as
 * it is known.
 *
 * Returns: whether anything is known of these days
 */
gboolean
pasar_past_find_lowest (const PasarPast *self,
                        const GArray *prices,
                        gint64 until_ms,
                        PasarLowest *lowest)
{
  const gint64 from_ms = until_ms - PASAR_LOWEST_DAYS * PASAR_MS_OF_DAY;
  const PasarPastPoint *found = NULL;
  gint64 since_ms;

  for (guint i = 0; i < prices->len; i++)
    {
      const PasarPastPoint *point = &g_array_index (prices, PasarPastPoint, i);
      const gint64 end_ms =
          i + 1 < prices->len ? g_array_index (prices, PasarPastPoint, i + 1).at_ms : until_ms;

      if (point->at_ms >= until_ms || end_ms <= from_ms)
        continue;
      /* What only goes on did not begin again. */
      if (found == NULL || point->value < found->value
          || (point->value == found->value && (point - 1)->value != point->value))
        found = point;
    }
  if (found == NULL)
    return FALSE;
  since_ms = MAX (g_array_index (prices, PasarPastPoint, 0).at_ms, from_ms);
  *lowest = (PasarLowest){
    .point = *found,
    .n_days = (guint) ((until_ms - since_ms + PASAR_MS_OF_DAY - 1) / PASAR_MS_OF_DAY),
    .n_looks = count_looks (self->read[PASAR_READING_LOOK], since_ms, until_ms),
  };
  return TRUE;
}

/**
 * pasar_past_find_at:
 * @points: (element-type PasarPastPoint): how a value changed
 * @at_ms: Unix milliseconds
 *
 * Finds what a value was at a moment.
 *
 * Returns: which of them held then, %G_MAXUINT before the first one
 */
guint
pasar_past_find_at (const GArray *points, gint64 at_ms)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < points->len && g_array_index (points, PasarPastPoint, i).at_ms <= at_ms;
       i++)
    found = i;
  return found;
}
