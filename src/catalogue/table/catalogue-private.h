/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/own-columns.h"
#include "catalogue/table/columns-private.h"
#include "catalogue/table/locals-private.h"
#include "catalogue/table/row.h"
#include "catalogue/values/texts.h"

G_BEGIN_DECLS

#define PASAR_NO_ITEM G_MAXUINT32

/* Staged values of a row that is not there (yet). */
typedef struct
{
  PasarRowKey key;
  gint64 staged[PASAR_N_FIELDS];
  gint64 base[PASAR_N_FIELDS];
} PasarWaiting;

/* Pieces that are staged at a location: its place among the columns. */
typedef struct
{
  guint location;
  gint64 staged;
  gint64 base; /* what the shop had there when that was staged; PASAR_NO_VALUE: unknown */
} PasarSplitStock;

/* Stock that is staged by location, on a row that is there or not. */
typedef struct
{
  PasarRowKey key;
  gint64 total; /* staged by itself on a row that is there; on another one it waits, too */
  gint64 total_base;
  GArray *stocks; /* PasarSplitStock, at least one */
} PasarSplit;

/* A change that the seller has looked at: from the shop's value to the one that the row comes to.
 */
typedef struct
{
  PasarEdit cell;
  guint kinds; /* what was doubted in it */
} PasarSeen;

/* A step that can be undone or made again. */
typedef struct
{
  char *label;
  gint64 step;   /* the record of the log that began it */
  gint64 record; /* the one that made it or took it back last: it has the edits */
  guint n_edits;
  GArray *edits; /* (nullable) (element-type PasarEdit): as @record made them; NULL: only there */
  guint last_alive; /* an edit that came to something when they were last looked at */
} PasarHistoryEntry;

void pasar_history_entry_free (PasarHistoryEntry *self);

/* What can be sorted by a text. */
typedef enum
{
  PASAR_RANKS_NAMES, /* by item */
  PASAR_RANKS_VARIATIONS,
  PASAR_RANKS_SKUS,
  PASAR_RANKS_BARCODES,
  PASAR_RANKS_NOTES,
  PASAR_RANKS_OWN, /* the first text among the columns of the seller's own; by their place */
  PASAR_N_RANKS = PASAR_RANKS_OWN + PASAR_OWN_COLUMNS_MAX,
} PasarRanksKind;

/* The place of each text among all, from 1; 0: an empty one. */
typedef struct
{
  guint n; /* what came later has no place yet */
  guint32 places[];
} PasarRanks;

typedef struct
{
  PasarRanks *ranks; /* (owned) (nullable) */
  guint texts_stamp; /* of the texts that they were made of */
  gboolean is_making;
} PasarRankSet;

struct _PasarCatalogue
{
  GObject parent_instance;

  char *currency;
  guint digits;
  guint ratio;
  gboolean is_on_holiday;

  PasarRows rows;
  GArray *items;     /* PasarItemSlot */
  guint32 *order;    /* (owned) (nullable) items in the shop's order; made when first asked for */
  guint order_stamp; /* goes up when it changes */
  PasarIndex index;
  PasarArena texts;
  GPtrArray *picture_folders;  /* (owned) (element-type utf8): many pictures, few of these */
  GArray *locations;           /* PasarPooledLocation */
  GHashTable *location_ids;    /* (owned) text → offset in the texts */
  GPtrArray *location_columns; /* (owned) in the order in which they were met; none goes away */
  GPtrArray *locks;            /* (owned) PasarPromotionLock; the first one says nothing */
  GHashTable *lock_numbers;    /* (owned) such a lock → its place in them */
  GHashTable *limits;          /* (owned) gint64 category → PasarLimits */
  GHashTable *refusals;        /* (owned) PasarEdit (key and field) → text */
  GHashTable *seen;            /* (owned) PasarSeen, by its key and field */
  GHashTable *waiting;         /* (owned) PasarRowKey → PasarWaiting */
  GHashTable *splits;          /* (owned) PasarRowKey → PasarSplit */
  GHashTable *failed;          /* (owned) (nullable) PasarRowKey */
  PasarLocals locals;
  GPtrArray *own_columns;         /* (owned): as the registry knows them, in their order */
  PasarTexts *local_texts;        /* (owned): of these */
  GHashTable *folded_local_texts; /* (owned) such a text → as it is searched */
  guint local_stamp;              /* counts up when a local text changes */
  gint64 fee;                     /* hundredths of a percent */
  PasarDoubtLimits doubt_limits;
  PasarRankSet ranks[PASAR_N_RANKS];
  guint texts_stamp; /* counts up when texts change */

  guint n_items;
  guint n_dead;
  gsize wasted_bytes; /* texts and locations that no row uses */
  guint n_changed;
  guint n_postponed;
  guint last_found; /* row that a key of an edit named last */
  guint layout;     /* counts up when row numbers move */
  guint stamp;      /* counts up when anything of a row changes */

  void (*before_flush) (PasarCatalogue *self); /* set by the edits, which know rules and steps */

  GPtrArray *undo; /* (element-type PasarHistoryEntry) */
  GPtrArray *redo;
  gint64 forgotten[2]; /* of undo and redo: the step forgotten last, not taken yet; 0: none */
  GArray *dropped;     /* PasarEdit: came to nothing by themselves, not taken yet */

  guint frozen;
  gboolean rows_pending;
  gboolean values_pending;
  gboolean prune_pending; /* the history may name cells that were settled */
  GArray *dirty_items;    /* guint32: rules are to be checked again */
};

/* Makes room in an array that has no elements yet: the first ones of many are then not moved again
 * and again, which takes longer than a frame. */
static inline void
pasar_array_reserve (GArray *array, guint n)
{
  g_array_set_size (array, n);
  g_array_set_size (array, 0);
}

static inline PasarItemSlot *
pasar_catalogue_item (PasarCatalogue *self, guint32 item)
{
  return &((PasarItemSlot *) (gpointer) self->items->data)[item];
}

static inline PasarItemSlot *
pasar_catalogue_item_of (PasarCatalogue *self, guint row)
{
  return pasar_catalogue_item (self, self->rows.item[row]);
}

static inline gboolean
pasar_catalogue_is_alive (PasarCatalogue *self, guint row)
{
  return row < self->rows.n && (self->rows.flags[row] & PASAR_ROW_DEAD) == 0;
}

/* Plain items and models. */
static inline gboolean
pasar_catalogue_is_editable (PasarCatalogue *self, guint row)
{
  return row < self->rows.n && (self->rows.flags[row] & (PASAR_ROW_DEAD | PASAR_ROW_HEADER)) == 0;
}

/* An item with models. */
static inline gboolean
pasar_catalogue_is_header (PasarCatalogue *self, guint row)
{
  return row < self->rows.n
         && (self->rows.flags[row] & (PASAR_ROW_DEAD | PASAR_ROW_HEADER)) == PASAR_ROW_HEADER;
}

/* How many rows an edit of a row that is alive means: the models of a header, else the row. */
static inline guint
pasar_catalogue_get_edited (PasarCatalogue *self, guint row, guint *first)
{
  const gboolean is_header = (self->rows.flags[row] & PASAR_ROW_HEADER) != 0;

  *first = is_header ? row + 1 : row;
  return is_header ? pasar_catalogue_item_of (self, row)->n_models : 1;
}

/* The row and, of a header, those of its models. */
static inline guint
pasar_catalogue_get_n_rows_of (PasarCatalogue *self, guint row)
{
  return 1
         + (pasar_catalogue_is_header (self, row) ? pasar_catalogue_item_of (self, row)->n_models
                                                  : 0);
}

static inline gint64
pasar_catalogue_effective (PasarCatalogue *self, guint row, PasarField field)
{
  gint64 staged = pasar_numbers_get (&self->rows.staged[field], row);

  return staged != PASAR_NO_VALUE ? staged : pasar_numbers_get (&self->rows.value[field], row);
}

static inline gboolean
pasar_catalogue_has_staged (PasarCatalogue *self, guint row)
{
  return (self->rows.flags[row] & PASAR_ROW_HEADER) == 0
         && (pasar_numbers_get (&self->rows.staged[PASAR_FIELD_PRICE], row) != PASAR_NO_VALUE
             || pasar_numbers_get (&self->rows.staged[PASAR_FIELD_STOCK], row) != PASAR_NO_VALUE);
}

/* What the shop answers to as a whole: the stock of a row at all its locations. */
static inline PasarField
pasar_field_get_answered (PasarField field)
{
  return pasar_field_is_location (field) ? PASAR_FIELD_STOCK : pasar_field_get_edited (field);
}

/* What the values of several models come to. */
typedef enum
{
  PASAR_FOLD_LOWEST,
  PASAR_FOLD_HIGHEST,
  PASAR_FOLD_SUM,
} PasarFold;

static inline PasarFold
pasar_field_get_fold (PasarField field)
{
  return field == PASAR_FIELD_PRICE ? PASAR_FOLD_LOWEST : PASAR_FOLD_SUM;
}

/* Of a column from PASAR_COLUMN_LOCAL on. */
static inline PasarField
pasar_column_get_local_field (PasarColumn column)
{
  return (PasarField) (PASAR_FIELD_COST + (column - PASAR_COLUMN_LOCAL));
}

void pasar_catalogue_find_numbers (PasarCatalogue *self,
                                   PasarColumn column,
                                   const PasarNumbers **numbers,
                                   const PasarNumbers **over);
gint64 pasar_row_fold (PasarCatalogue *self,
                       guint row,
                       const PasarNumbers *column,
                       const PasarNumbers *over,
                       PasarFold fold);
gint64 pasar_row_fold_staged (PasarCatalogue *self, guint row, PasarField field);
gboolean pasar_row_is_staged (PasarCatalogue *self, guint row, PasarField field);
gboolean pasar_row_is_refused (PasarCatalogue *self, guint row, PasarField field);
void pasar_stocks_spread (PasarLocationStock *stocks, guint n, gint64 total);
void pasar_promotions_init (PasarCatalogue *self);
void pasar_promotions_clear (PasarCatalogue *self);
void pasar_promotions_set (PasarCatalogue *self,
                           guint row,
                           PasarPromotionState state,
                           const PasarPromotionLock *lock);
PasarPromotionState pasar_row_get_promotion (PasarCatalogue *self, guint row);
guint pasar_row_find_problem (PasarCatalogue *self, guint row, PasarField field);
void
pasar_catalogue_drop_refusal (PasarCatalogue *self, PasarRowKey key, PasarField field, guint row);
void pasar_catalogue_forget_seen (PasarCatalogue *self, PasarRowKey key, PasarField field);
void pasar_catalogue_drop_equal_staged (PasarCatalogue *self, guint row);
void pasar_catalogue_take_waiting (PasarCatalogue *self, guint row);
void pasar_catalogue_take_staged (PasarCatalogue *self, guint row, guint old_row);
void pasar_catalogue_mark_dirty (PasarCatalogue *self, guint32 item);
void pasar_catalogue_rows_changed (PasarCatalogue *self);
void pasar_catalogue_values_changed (PasarCatalogue *self);
void pasar_catalogue_update_counts (PasarCatalogue *self, guint row);
void pasar_catalogue_kill_row (PasarCatalogue *self, guint row);
void
pasar_catalogue_append_gone (PasarCatalogue *self, guint32 item, const PasarModelRecord *model);
guint32 pasar_catalogue_find_item (PasarCatalogue *self, gint64 item_id);
void pasar_catalogue_sweep_gone (PasarCatalogue *self, guint32 item);
guint pasar_index_find (PasarCatalogue *self, gint64 item_id, gint64 model_id);
guint pasar_index_find_editable (PasarCatalogue *self, PasarRowKey key);
void pasar_index_put (PasarCatalogue *self, guint row);
void pasar_index_clear (PasarCatalogue *self);
void pasar_catalogue_compact (PasarCatalogue *self);
void pasar_locations_init (PasarCatalogue *self);
void pasar_locations_clear (PasarCatalogue *self);
void pasar_locations_forget_texts (PasarCatalogue *self);
guint32 pasar_locations_intern (PasarCatalogue *self, const char *location_id);
guint pasar_locations_get_n_columns (PasarCatalogue *self);
const PasarColumnInfo *pasar_locations_get_column (PasarCatalogue *self, guint n);
gboolean pasar_locations_find_text (PasarCatalogue *self, guint32 text, guint *n);
gint64 pasar_locations_read (PasarCatalogue *self, guint row, guint n);
void pasar_pictures_set (PasarCatalogue *self, PasarItemSlot *item, const char *address);
char *pasar_pictures_dup (PasarCatalogue *self, const PasarItemSlot *item);
guint32 pasar_pictures_move (PasarCatalogue *self, const PasarArena *old_texts, guint32 picture);
gint64 pasar_locations_read_shop (PasarCatalogue *self, guint row, guint n);
gboolean pasar_locations_is_staged (PasarCatalogue *self, guint row, guint n);
void pasar_splits_init (PasarCatalogue *self);
PasarSplit *pasar_split_find (PasarCatalogue *self, PasarRowKey key);
PasarSplitStock *pasar_split_get_stock (const PasarSplit *self, guint n);
gint64 pasar_split_get (PasarCatalogue *self, PasarRowKey key, guint n);
void pasar_split_set (PasarCatalogue *self,
                      PasarRowKey key,
                      guint row,
                      guint n,
                      gint64 value,
                      gint64 base);
gint64 pasar_split_get_total (PasarCatalogue *self, guint row);
void pasar_split_set_total (PasarCatalogue *self, guint row, gint64 total, gint64 base);
void pasar_split_take (PasarCatalogue *self, guint row, PasarSplit *split);
void pasar_split_update (PasarCatalogue *self, guint row);
guint pasar_split_read_all (PasarCatalogue *self, guint row, PasarLocationStock *out, guint n_out);
gint64 pasar_split_read (PasarCatalogue *self, guint row, guint n);
gint64 pasar_split_read_shop (PasarCatalogue *self, guint row, guint n);
gboolean pasar_split_is_staged (PasarCatalogue *self, guint row, guint n);
gboolean pasar_split_is_possible (PasarCatalogue *self, guint row);
gint64 pasar_split_read_own (PasarCatalogue *self, guint row, guint place, guint *n);
gint64 pasar_local_get (PasarCatalogue *self, guint row, PasarField field);
PasarColumnValue pasar_local_read (PasarCatalogue *self, guint row, PasarField field);
PasarColumnValue pasar_margin_read (PasarCatalogue *self, guint row);
void pasar_own_columns_init (PasarCatalogue *self);
void pasar_own_columns_clear (PasarCatalogue *self);
guint pasar_own_columns_get_n (PasarCatalogue *self);
const PasarColumnInfo *pasar_own_columns_get_nth (PasarCatalogue *self, guint n);
const PasarColumnInfo *pasar_own_columns_find (PasarCatalogue *self, PasarField field);
guint pasar_own_columns_get_place (PasarCatalogue *self, PasarField field);
guint pasar_local_columns_get_n (void);
const PasarColumnInfo *pasar_local_columns_get_nth (guint n);
const guint32 *pasar_order_get (PasarCatalogue *self);
void pasar_order_clear (PasarCatalogue *self);
PasarRanks *pasar_ranks_get (PasarCatalogue *self, PasarRanksKind kind);
void pasar_ranks_make (PasarCatalogue *self, PasarRanksKind kind);
void pasar_ranks_unref (PasarRanks *ranks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarRanks, pasar_ranks_unref)
void pasar_ranks_expire (PasarCatalogue *self);
gsize pasar_ranks_get_memory (PasarCatalogue *self);
void pasar_catalogue_ranks_changed (PasarCatalogue *self);
void pasar_catalogue_columns_changed (PasarCatalogue *self);
void pasar_ranks_clear (PasarCatalogue *self);

G_END_DECLS
