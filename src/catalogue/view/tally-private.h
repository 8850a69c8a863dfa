/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/filter-private.h"

G_BEGIN_DECLS

/* How often a filter matches in a catalogue, kept by item: what an item adds is counted again only
 * when the item has changed. */
typedef struct _PasarTally PasarTally;

PasarTally *pasar_tally_new (void);
void pasar_tally_free (PasarTally *self);
/* The filter is another one: all is to be counted again. */
void pasar_tally_reset (PasarTally *self);
/* state: any, or a single one, within the text and the status of the filter. */
PasarCount pasar_tally_count (PasarTally *self,
                              const PasarFilter *filter,
                              PasarCatalogue *catalogue,
                              PasarStates state);
/* Of the rows that pass the whole filter. */
PasarTotals
pasar_tally_add_up (PasarTally *self, const PasarFilter *filter, PasarCatalogue *catalogue);

G_END_DECLS
