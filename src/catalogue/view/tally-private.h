/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/filter-private.h"

G_BEGIN_DECLS

/* How many rows a catalogue has in each state, and what those that pass a filter come to, counted
 * in pieces of some milliseconds. */
typedef struct _PasarTally PasarTally;

PasarTally *pasar_tally_new (void);
void pasar_tally_free (PasarTally *self);
/* The filter is another one: all is to be counted again. */
void pasar_tally_reset (PasarTally *self);
/* deadline: of the monotonic clock. TRUE when all that is in the catalogue now is counted. */
gboolean pasar_tally_run (PasarTally *self,
                          const PasarFilter *filter,
                          PasarCatalogue *catalogue,
                          gint64 deadline);
/* What was counted last, whatever the filter. state: any, or a single one. */
PasarCount pasar_tally_count (PasarTally *self, PasarStates state);
/* Of the rows that pass the whole filter. */
PasarTotals pasar_tally_add_up (PasarTally *self);

G_END_DECLS
