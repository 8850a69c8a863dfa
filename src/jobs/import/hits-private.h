/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "formats/table.h"
#include "jobs/import/meaning.h"

G_BEGIN_DECLS

/* Which cells of a table, of rows from all over it, are ids, SKUs and barcodes of a shop. */
typedef struct _PasarHits PasarHits;

PasarHits *pasar_hits_new (const PasarTextTable *table, guint first_row);
void pasar_hits_free (PasarHits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarHits, pasar_hits_free)
void pasar_hits_begin (PasarHits *self, PasarCatalogue *catalogue);
/* Until the deadline by the monotonic clock, and some rows at least: whether all is done. */
gboolean pasar_hits_run (PasarHits *self, gint64 deadline);

/* Of the cells of a column. */
typedef struct
{
  guint n_rows;    /* that were looked at */
  guint n_sampled; /* of them those where it is not empty */
  guint n_distinct;
  guint n_numbers;
  guint n_barcodes;               /* with the check digit of one */
  guint n_hits[PASAR_N_MEANINGS]; /* that the shop has as an id, a SKU, a barcode */
} PasarColumnHits;

PasarColumnHits pasar_hits_count (const PasarHits *self, guint column);

G_END_DECLS
