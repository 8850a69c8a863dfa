/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/changed.h"
#include "catalogue/edits/doubts.h"
#include "catalogue/edits/usual-private.h"
#include "catalogue/table/catalogue-private.h"
#include "catalogue/table/column.h"

G_BEGIN_DECLS

/* A doubt with the numbers of its sentences. */
typedef struct
{
  PasarDoubt doubt;
  gint64 change;      /* of a price, in tenths of a percent */
  gint64 siblings;    /* the median of what the models of the item change by */
  gint64 limit;       /* the cost or the floor that the price is below */
  gint64 base;        /* what the shop had when it was edited */
  PasarColumn column; /* that has the same number */
} PasarDoubtEntry;

/* A price that several items are given. */
typedef struct
{
  gint64 price;
  guint n_items;
  gint64 last_item;
  gint64 lowest; /* of their prices at the shop */
  gint64 highest;
  gint64 change;   /* of its first row, in tenths of a percent */
  GArray *changes; /* (owned) (nullable) (element-type gint64): the same of the other rows */
  gboolean is_slip;
} PasarDoubtConstant;

typedef enum
{
  PASAR_DOUBTS_LIST,
  PASAR_DOUBTS_COLLECT,
  PASAR_DOUBTS_MEASURE,
  PASAR_DOUBTS_JUDGE,
  PASAR_DOUBTS_DONE,
} PasarDoubtsPhase;

struct _PasarDoubts
{
  PasarCatalogue *catalogue; /* (owned) */
  PasarDoubtLimits limits;
  guint stamp;           /* of the catalogue, for which they are good */
  PasarChanged *changed; /* (owned): the rows, in item order */
  PasarDoubtsPhase phase;
  guint next;            /* in these */
  PasarUsual *batch;     /* (owned): of all that is staged */
  PasarUsual *siblings;  /* (owned): of the models of an item, or the rows with one price */
  gint64 item_id;        /* that item; 0: none yet */
  gboolean is_sold_out;  /* nothing is left of it */
  GPtrArray *blocks;     /* (owned): the memory of constants and entries */
  gsize n_bytes;         /* that are left in the last one */
  GHashTable *constants; /* (owned): PasarDoubtConstant by its price */
  GHashTableIter next_constant;
  GPtrArray *entries;  /* (element-type PasarDoubtEntry) */
  GHashTable *by_cell; /* the same */
  guint n_by_kind[PASAR_N_DOUBTS];
  PasarDoubtEntry *worst[PASAR_N_DOUBTS]; /* (nullable) */
  gint64 severity[PASAR_N_DOUBTS];        /* of these */
};

static inline gint64
pasar_doubts_read_shop (PasarDoubts *self, guint row, PasarField field)
{
  return pasar_numbers_get (&self->catalogue->rows.value[field], row);
}

static inline gint64
pasar_doubts_read_staged (PasarDoubts *self, guint row, PasarField field)
{
  return pasar_numbers_get (&self->catalogue->rows.staged[field], row);
}

void pasar_doubts_judge (PasarDoubts *self, guint row);
void pasar_doubts_add (PasarDoubts *self, const PasarDoubtEntry *found);
gint64 pasar_doubt_get_change (gint64 old_price, gint64 new_price);
PasarDoubtKinds pasar_doubt_compare_sizes (gint64 old_value, gint64 new_value);
PasarDoubtKinds
pasar_doubt_compare_limits (const PasarDoubtLimits *limits, gint64 old_price, gint64 new_price);
gboolean pasar_doubt_is_transposed (gint64 old_value, gint64 new_value);
gboolean pasar_doubt_is_doubled (gint64 old_value, gint64 new_value);

G_END_DECLS
