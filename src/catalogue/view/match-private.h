/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"
#include "catalogue/view/condition.h"

G_BEGIN_DECLS

/* A condition, ready to be asked of many rows of one catalogue: its texts folded, its times
 * moments, what is cheap before what is not. It does not change. */
typedef struct _PasarMatcher PasarMatcher;

/* What is asked while it goes over the items: what holds for an item is found out once. */
typedef struct
{
  PasarCatalogue *catalogue;
  GHashTable *boosted; /* (unowned) (nullable) gint64 item id */
  guint32 item;
  guint64 known; /* bits of parts of the condition */
  guint64 holds;
} PasarMatch;

PasarMatcher *
pasar_matcher_new (const PasarCondition *condition, PasarCatalogue *catalogue, gint64 now_secs);
PasarMatcher *pasar_matcher_ref (PasarMatcher *self);
void pasar_matcher_unref (PasarMatcher *self);
gboolean pasar_matcher_asks_for_boosted (const PasarMatcher *self);
void pasar_match_enter (PasarMatch *self, guint32 item);
/* row: of the item that was entered last; a plain item, a model, or a header without any. */
gboolean pasar_matcher_matches (const PasarMatcher *self, PasarMatch *match, guint row);

G_END_DECLS
