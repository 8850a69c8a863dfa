/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/filter-private.h"

G_BEGIN_DECLS

/* Which rows of a catalogue are listed, and in what order. */
typedef struct
{
  PasarFilter filter;
  PasarColumn sort_column;
  gboolean descending;
  gboolean flat;
  gboolean all_folded;         /* but for the exceptions */
  GHashTable *fold_exceptions; /* (owned) gint64 item id */
} PasarArrangement;

gboolean pasar_arrangement_is_folded (const PasarArrangement *self, const PasarItemSlot *item);
/* (transfer full) Numbers of rows. */
guint32 *
pasar_arrangement_list (const PasarArrangement *self, PasarCatalogue *catalogue, guint *n_rows);

G_END_DECLS
