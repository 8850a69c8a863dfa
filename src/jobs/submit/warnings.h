/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarWarnings:
 * @PASAR_WARNING_NONE: nothing
 * @PASAR_WARNING_TEN_TIMES: about ten times the old value or a tenth of it (8 to
 *   12 times, or the inverse): must be confirmed
 * @PASAR_WARNING_HUNDRED_TIMES: further off than that: must be confirmed
 * @PASAR_WARNING_BIG_DROP: the price falls by 30 % or more
 * @PASAR_WARNING_BIG_RISE: the price rises by 50 % or more
 * @PASAR_WARNING_OUT_OF_STOCK: the stock becomes 0
 * @PASAR_WARNING_EQUALS_STOCK: the new price reads like the row's stock, or the
 *   new stock like its price: the wrong column?
 * @PASAR_WARNING_CHANGED_SINCE: the shop's value changed after the edit was staged: must be
 *   confirmed
 * @PASAR_WARNING_BELOW_COST: the new price is below what the seller pays
 * @PASAR_WARNING_BELOW_FLOOR: the new price is below the least that the seller takes
 *
 * Why a change deserves a second look before it is sent. Bits of one change.
 *
 * The first two are about prices, and about stock that grows to 100 pieces or
 * more: small stocks are refilled tenfold every day.
 */
typedef enum
{
  PASAR_WARNING_NONE = 0,
  PASAR_WARNING_TEN_TIMES = 1 << 0,
  PASAR_WARNING_HUNDRED_TIMES = 1 << 1,
  PASAR_WARNING_BIG_DROP = 1 << 2,
  PASAR_WARNING_BIG_RISE = 1 << 3,
  PASAR_WARNING_OUT_OF_STOCK = 1 << 4,
  PASAR_WARNING_EQUALS_STOCK = 1 << 5,
  PASAR_WARNING_CHANGED_SINCE = 1 << 6,
  PASAR_WARNING_BELOW_COST = 1 << 7,
  PASAR_WARNING_BELOW_FLOOR = 1 << 8,
} PasarWarnings;

/**
 * PASAR_N_WARNINGS:
 *
 * How many [flags@Warnings] there are, for arrays with something for each bit.
 */
#define PASAR_N_WARNINGS 9

/**
 * PASAR_WARNINGS_TO_CONFIRM:
 *
 * The warnings that hold a change back until the seller has confirmed it.
 */
#define PASAR_WARNINGS_TO_CONFIRM                                                                  \
  (PASAR_WARNING_TEN_TIMES | PASAR_WARNING_HUNDRED_TIMES | PASAR_WARNING_CHANGED_SINCE)

PasarWarnings pasar_warnings_for (const PasarRowInfo *row, PasarField field, guint digits);
char *pasar_warning_dup_heading (PasarWarnings warning, guint n);

G_END_DECLS
