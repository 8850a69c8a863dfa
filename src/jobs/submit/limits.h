/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan-sum.h"

G_BEGIN_DECLS

/**
 * PasarBatchLimits:
 * @lowered_percent: of the prices that are sent, so many percent may fall
 * @loss_percent: and all of them together by so many percent
 * @n_out: so many rows may go out of stock
 * @n_items: so many items may be changed
 *
 * What a submission may come to before the seller is asked for more than a click.
 */
typedef struct
{
  guint lowered_percent;
  guint loss_percent;
  guint n_out;
  guint n_items;
} PasarBatchLimits;

/**
 * PASAR_BATCH_LIMITS_DEFAULT:
 *
 * The limits of a seller who has not said otherwise.
 */
#define PASAR_BATCH_LIMITS_DEFAULT ((PasarBatchLimits){ 30, 10, 20, 1000 })

char *
pasar_batch_limits_dup_excess (const PasarBatchLimits *self, const PasarPlanSum *sum, guint digits);

G_END_DECLS
