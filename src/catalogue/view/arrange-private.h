/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/filter-private.h"

G_BEGIN_DECLS

/* More columns than anybody sorts by; the least important ones are left out. */
#define PASAR_MAX_SORTS 8

/* Which items have their models hidden. */
typedef struct
{
  gboolean is_all;        /* but for the exceptions */
  GHashTable *exceptions; /* (owned) gint64 item id */
} PasarFolds;

/* Which rows of a catalogue are listed, and in what order. */
typedef struct
{
  PasarFilter filter;
  PasarSort sorts[PASAR_MAX_SORTS]; /* the most important one first */
  guint n_sorts;
  gboolean flat;
  PasarFolds folds;          /* while all rows are listed */
  PasarFolds filtered_folds; /* while only some are, until others are: what is found is shown */
} PasarArrangement;

void pasar_arrangement_init (PasarArrangement *self);
/* What it lists, without the order. */
void pasar_arrangement_init_copy (PasarArrangement *self, const PasarArrangement *other);
void pasar_arrangement_clear (PasarArrangement *self);
/* Whether only some rows are asked for. */
gboolean pasar_arrangement_is_filtered (const PasarArrangement *self);
/* Those that count now. */
PasarFolds *pasar_arrangement_get_folds (PasarArrangement *self);
/* (transfer none) To be called before anything else when the filter is another one. */
void pasar_arrangement_unfold_filtered (PasarArrangement *self);

gboolean pasar_arrangement_is_folded (const PasarArrangement *self, const PasarItemSlot *item);

/* The list while it is made, in pieces of some milliseconds. Neither the arrangement nor the rows
 * of the catalogue may change meanwhile. */
typedef struct _PasarBuild PasarBuild;

/* (nullable) NULL when it cannot be made yet, for texts that have no places. */
PasarBuild *pasar_build_new (const PasarArrangement *arrangement, PasarCatalogue *catalogue);
void pasar_build_free (PasarBuild *self);
/* deadline: of the monotonic clock. TRUE when the list is done. */
gboolean pasar_build_run (PasarBuild *self, gint64 deadline);
/* (transfer full) Numbers of rows. */
guint32 *pasar_build_steal_rows (PasarBuild *self, guint *n_rows);

G_END_DECLS
