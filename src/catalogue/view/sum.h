/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarSum:
 * @n_rows: plain items and models that are meant
 * @n_values: of these, those with a number in the column; where there are none all others are
 * %PASAR_NO_VALUE
 * @sum: all of them; %PASAR_NO_VALUE also when it is out of all bounds
 * @average: rounded once, halves away from zero
 * @lowest: the least of them
 * @highest: the greatest of them
 * @lowest_change: by how much one of them differs from the value of the shop, at least, in tenths
 * of a percent, of a column that can be edited; %PASAR_NO_VALUE when that cannot be said of any
 * @highest_change: the same, at most
 *
 * What the selected cells of a column come to, in its unit.
 */
typedef struct
{
  guint n_rows;
  guint n_values;
  gint64 sum;
  gint64 average;
  gint64 lowest;
  gint64 highest;
  gint64 lowest_change;
  gint64 highest_change;
} PasarSum;

/**
 * PasarSumming:
 * Sums up cells of a view, column by column, in pieces of some milliseconds. To be begun anew when
 * the list or a value changes.
 */
typedef struct _PasarSumming PasarSumming;

PasarSumming *pasar_summing_new (PasarView *view);
void pasar_summing_free (PasarSumming *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSumming, pasar_summing_free)
void pasar_summing_add (PasarSumming *self, PasarColumn column, guint position, guint n);
gboolean pasar_summing_run (PasarSumming *self, gint64 deadline);
PasarSum pasar_summing_get (PasarSumming *self, PasarColumn column);

G_END_DECLS
