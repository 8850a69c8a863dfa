/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/match-private.h"
#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarFilter:
 * What a row must be to be shown.
 */
typedef struct
{
  PasarCondition *condition; /* (owned) (nullable) */
  PasarMatcher *matcher;     /* (owned) (nullable) the same, ready to be asked */
  GHashTable *boosted;       /* (owned) (nullable) gint64 item id */
  int status;                /* below 0: any */
} PasarFilter;

void pasar_filter_init_copy (PasarFilter *self, const PasarFilter *other);
void pasar_filter_clear (PasarFilter *self);
/* FALSE when it is the same as before. */
gboolean pasar_filter_set_condition (PasarFilter *self,
                                     PasarCondition *condition,
                                     PasarCatalogue *catalogue,
                                     gint64 now_secs);
gboolean pasar_filter_set_boosted (PasarFilter *self, const gint64 *item_ids, guint n);
/* All that the row is in. */
PasarStates pasar_filter_get_states (PasarCatalogue *catalogue, guint row);

/* The first row of an item that is looked at: a header with models stands for them; without, for
 * itself. */
static inline guint
pasar_filter_get_first (PasarCatalogue *catalogue, const PasarItemSlot *item)
{
  return item->first_row
         + (item->n_models > 0 && pasar_catalogue_is_header (catalogue, item->first_row) ? 1 : 0);
}

/* A filter while it goes over the items of a catalogue. */
typedef struct
{
  const PasarFilter *filter;
  PasarCatalogue *catalogue;
  PasarMatch match;
} PasarFilterPass;

void pasar_filter_pass_init (PasarFilterPass *self,
                             const PasarFilter *filter,
                             PasarCatalogue *catalogue);
/* Goes to an item; FALSE when none of its rows can match. */
gboolean pasar_filter_pass_enter (PasarFilterPass *self, guint32 item);
/* A row of that item. A header matches only by itself. */
gboolean pasar_filter_pass_matches (PasarFilterPass *self, guint row);

G_END_DECLS
