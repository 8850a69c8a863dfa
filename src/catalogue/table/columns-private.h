/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/* Bits of PasarRows.flags. */
#define PASAR_ROW_DEAD           (1 << 0)
#define PASAR_ROW_HEADER         (1 << 1)
#define PASAR_ROW_MODEL          (1 << 2)
#define PASAR_ROW_GONE           (1 << 3)
#define PASAR_ROW_UNAVAILABLE    (1 << 4)
#define PASAR_ROW_UPCOMING       (1 << 5)
#define PASAR_ROW_ONGOING        (1 << 6)
#define PASAR_ROW_CHANGED        (1 << 7)
#define PASAR_ROW_PROBLEM        (1 << 8)
#define PASAR_ROW_REFUSED(field) (1 << (9 + (field)))
#define PASAR_ROW_REFUSED_ANY                                                                      \
  (PASAR_ROW_REFUSED (PASAR_FIELD_PRICE) | PASAR_ROW_REFUSED (PASAR_FIELD_STOCK))

/* Stock is staged by location. */
#define PASAR_ROW_SPLIT (1 << 11)
/* Of what is staged, something is postponed until a promotion has ended. */
#define PASAR_ROW_POSTPONED (1 << 12)
/* What is counted by row. */
#define PASAR_ROW_COUNTED (PASAR_ROW_CHANGED | PASAR_ROW_PROBLEM | PASAR_ROW_POSTPONED)
/* Tell of what is staged: go with that to another row. */
#define PASAR_ROW_STAGED_ANY (PASAR_ROW_REFUSED_ANY | PASAR_ROW_SPLIT)

#define PASAR_ITEM_KIT (1 << 0)
#define PASAR_ITEM_FBS (1 << 1) /* fulfilled by Shopee */

typedef struct
{
  guint32 hash;
  guint32 offset;
} PasarArenaRecent;

/**
 * PasarArena:
 * NUL-terminated strings one after another; a string is its offset. Offset 0 is the empty string.
 * It grows by blocks, so a string stays where it is, and another thread may read those that are
 * there while more are added: see pasar_arena_share().
 */
typedef struct
{
  char **blocks; /* each PASAR_ARENA_BLOCK bytes; a long text has several that follow one another */
  guint n_blocks;
  gsize size;               /* of all blocks but the last, and of what is used of that */
  GPtrArray *allocated;     /* (owned) what the blocks point into */
  PasarArenaRecent *recent; /* (owned) (nullable) by hash: strings that may come again */
} PasarArena;

#define PASAR_ARENA_SHIFT 18
#define PASAR_ARENA_BLOCK ((gsize) 1 << PASAR_ARENA_SHIFT)

void pasar_arena_init (PasarArena *self);
void pasar_arena_clear (PasarArena *self);
/* The offset of a copy of length bytes of text; 0, the empty string, when the arena is full (4
 * GiB). text may be in the arena. */
guint32 pasar_arena_add (PasarArena *self, const char *text, gsize length);
/* The same, but a short text that has come not long ago is not added again: variations and codes
 * repeat. */
guint32 pasar_arena_intern (PasarArena *self, const char *text, gsize length);
/* What another thread may read while more is added to self; to be cleared like any other. */
PasarArena pasar_arena_share (const PasarArena *self);
gsize pasar_arena_get_memory (const PasarArena *self);

static inline const char *
pasar_arena_get (const PasarArena *self, guint32 offset)
{
  return self->blocks[offset >> PASAR_ARENA_SHIFT] + (offset & (PASAR_ARENA_BLOCK - 1));
}

/**
 * PasarNumbers:
 * A column of numbers, nearly all of which need no more than four bytes; the others stand beside.
 */
typedef struct
{
  gint32 *small;     /* or PASAR_SMALL_NONE or PASAR_SMALL_LARGE */
  GHashTable *large; /* (owned) (nullable) row → gint64 */
} PasarNumbers;

#define PASAR_SMALL_NONE  G_MININT32
#define PASAR_SMALL_LARGE (G_MININT32 + 1)

gint64 pasar_numbers_get_large (const PasarNumbers *self, guint row);
void pasar_numbers_set (PasarNumbers *self, guint row, gint64 number);

static inline gint64
pasar_numbers_get (const PasarNumbers *self, guint row)
{
  const gint32 small = self->small[row];

  if (small > PASAR_SMALL_LARGE)
    return small;
  return small == PASAR_SMALL_NONE ? PASAR_NO_VALUE : pasar_numbers_get_large (self, row);
}

/**
 * PasarRows:
 * The columns. Row `first_row` of an item is the plain item or the header; the rows after it its
 * models, first those that the shop has, then those that are gone.
 */
typedef struct
{
  guint n;
  guint n_empty; /* so many have no values yet, or are rows */
  guint capacity;
  guint32 *item; /* index in the items */
  gint64 *model_id;
  PasarNumbers value[PASAR_N_FIELDS];
  PasarNumbers staged[PASAR_N_FIELDS];
  PasarNumbers
      base[PASAR_N_FIELDS]; /* what the shop had when that was staged; else of no meaning */
  PasarNumbers current_price;
  PasarNumbers reserved;
  PasarNumbers shopee_stock;
  guint32 *variation;        /* in the texts */
  guint32 *sku;              /* in the texts; of models only */
  guint32 *barcode;          /* in the texts */
  guint32 *folded_variation; /* in the texts, as they are searched; 0: not folded yet */
  guint32 *folded_sku;       /* of models only */
  guint32 *location; /* one location: its id in the texts; more: the first in the location pool */
  guint16 *n_locations;
  guint16 *flags;
  guint16 *lock; /* number of what its promotions lock */
  guint8 *rule[PASAR_N_FIELDS];
} PasarRows;

void pasar_rows_clear (PasarRows *self);
/* Makes room for n rows in all. */
void pasar_rows_reserve (PasarRows *self, guint n);
/* Gives back the room for rows that are still to come. */
void pasar_rows_trim (PasarRows *self);
/* A new row without values. */
guint pasar_rows_append (PasarRows *self, guint32 item, gint64 model_id, guint flags);
/* All columns of one row. */
void pasar_rows_copy (PasarRows *self, guint to, const PasarRows *from, guint row);
gsize pasar_rows_get_memory (const PasarRows *self);

/**
 * PasarItemSlot:
 * What is known once for an item. Its slot stays where it is until the catalogue is compacted; an
 * item that is gone has a dead first row.
 */
typedef struct
{
  gint64 item_id;
  gint64 category_id;
  gint64 update_time;
  gint64 wholesale_price;
  gint64 cheapest_wholesale; /* 0 or less: unknown */
  guint32 name;
  guint32 sku;
  guint32 folded;
  guint32 first_row;
  guint32 n_models; /* rows after the first */
  guint32 position; /* in the shop's list, from 1; 0: unknown, comes last */
  guint8 status;
  guint8 flags;
  guint8 picture_folder; /* its address up to the last slash; see pictures.c */
  guint32 picture;       /* the rest of it, in the texts */
} PasarItemSlot;

/**
 * PasarIndex:
 * Open addressing from (item id, model id) to a row; dead rows stay in it until it is rebuilt.
 */
typedef struct
{
  guint32 *slots; /* row + 1 in the bits of mask, above it those of the hash; 0: empty */
  guint mask;
  guint n_used;
} PasarIndex;

/* Several locations of one model. */
typedef struct
{
  guint32 location_id; /* in the texts */
  gint64 stock;
} PasarPooledLocation;

G_END_DECLS
