/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/change.h"

G_BEGIN_DECLS

/**
 * PASAR_TYPICAL_HIGHEST:
 *
 * Tenths of a percent: prices that change by more are said to change by more than that.
 */
#define PASAR_TYPICAL_HIGHEST 100000

/**
 * PasarPriceSum:
 * @n: how many prices
 * @old_low: the lowest of the values at the shop
 * @old_high: the highest of them
 * @new_low: the lowest of the values to send
 * @new_high: the highest of them
 * @old_total: the values at the shop, added up
 * @new_total: the values to send, added up
 * @typical: tenths of a percent by which half of them change no more, and half no less; of all
 *   changes of a plan
 *
 * What prices that all rise, or that all fall, come to. The lowest and highest values are 0 where
 * there is no price.
 */
typedef struct
{
  guint n;
  gint64 old_low;
  gint64 old_high;
  gint64 new_low;
  gint64 new_high;
  __int128 old_total;
  __int128 new_total;
  gint64 typical;
} PasarPriceSum;

/**
 * PasarPlanSum:
 * @raised: prices that rise
 * @lowered: prices that fall
 * @n_other_prices: prices of which nobody knows what they are at the shop
 * @n_stocks: stocks
 * @n_out: stocks that become 0
 * @worst: (nullable): by bit of [flags@DoubtKinds] the worst change of which it is the gravest
 * doubt
 * @n_items: items that the changes are of; those of an item follow each other
 * @first_item: (skip): the item of the first change
 * @last_item: (skip): the item of the last change
 *
 * What the changes that a submission will send come to. One that is all zeros has none.
 */
typedef struct
{
  PasarPriceSum raised;
  PasarPriceSum lowered;
  guint n_other_prices;
  guint n_stocks;
  guint n_out;
  const PasarChangeInfo *worst[PASAR_N_DOUBTS];
  guint n_items;
  gint64 first_item;
  gint64 last_item;
} PasarPlanSum;

void pasar_plan_sum_add (PasarPlanSum *self, const PasarChangeInfo *change);
void pasar_plan_sum_join (PasarPlanSum *self, const PasarPlanSum *next);
guint pasar_plan_sum_get_n (const PasarPlanSum *self);
guint pasar_plan_sum_get_n_prices (const PasarPlanSum *self);
char *pasar_plan_sum_dup_text (const PasarPlanSum *self, guint digits);

G_END_DECLS
