/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ledger.h"

G_BEGIN_DECLS

/**
 * PasarPastPoint:
 * @at_ms: Unix milliseconds
 * @value: what it was from then on; of a price what buyers paid
 * @plain: of a price: what it was without promotions; else @value
 * @is_submitted: whether it was set from here, then
 *
 * A moment at which a price or a stock changed, or was set.
 */
typedef struct
{
  gint64 at_ms;
  gint64 value;
  gint64 plain;
  gboolean is_submitted;
} PasarPastPoint;

#define PASAR_MS_OF_DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/**
 * PASAR_LOWEST_DAYS:
 *
 * The days before a discount of which rules on announcing it want the lowest price.
 */
#define PASAR_LOWEST_DAYS 30

/**
 * PasarLowest:
 * @point: since when it was the lowest price, the last time
 * @n_days: how many of the days are known, of %PASAR_LOWEST_DAYS
 * @n_looks: on how many days the whole shop was read
 *
 * The lowest price of some days.
 */
typedef struct
{
  PasarPastPoint point;
  guint n_days;
  guint n_looks;
} PasarLowest;

GArray *pasar_past_list_prices (const PasarPast *self);
GArray *pasar_past_list_stocks (const PasarPast *self);
gint64 pasar_past_find_promotion (const GArray *prices);
gboolean pasar_past_find_lowest (const PasarPast *self,
                                 const GArray *prices,
                                 gint64 until_ms,
                                 PasarLowest *lowest);
guint pasar_past_find_at (const GArray *points, gint64 at_ms);

G_END_DECLS
