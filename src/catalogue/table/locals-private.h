/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/types.h"

G_BEGIN_DECLS

/* The values of one local field. */
typedef struct
{
  PasarField field;
  GArray *values; /* (owned) gint64, by entry; those after the last are PASAR_NO_VALUE */
} PasarLocalColumn;

/**
 * PasarLocals:
 * What the seller keeps of rows in this app alone, by who they are and not by where they stand: so
 * it is there whatever becomes of the rows. A row has an entry from its first value on, for good; a
 * field has a column from its first value on.
 */
typedef struct
{
  GArray *keys;   /* (owned) PasarRowKey, by entry */
  guint32 *slots; /* (owned) (nullable) open addressing: entry + 1; 0: empty */
  guint mask;
  GArray *columns; /* (owned) PasarLocalColumn */
  guint32 *by_row; /* (owned) (nullable) entry + 1 that a row had when it was asked for last */
  guint n_rows;    /* in these */
} PasarLocals;

#define PASAR_NO_ENTRY G_MAXUINT

/* What an entry has; PASAR_NO_VALUE for none. */
static inline gint64
pasar_local_column_get (const PasarLocalColumn *self, guint entry)
{
  return entry < self->values->len ? g_array_index (self->values, gint64, entry) : PASAR_NO_VALUE;
}

void pasar_locals_init (PasarLocals *self);
void pasar_locals_clear (PasarLocals *self);
guint pasar_locals_find (const PasarLocals *self, PasarRowKey key);
gint64 pasar_locals_get (const PasarLocals *self, PasarRowKey key, PasarField field);
void pasar_locals_make_room (PasarLocals *self, const PasarEdit *first, guint n_rows);
void pasar_locals_set (PasarLocals *self, PasarRowKey key, PasarField field, gint64 value);
gsize pasar_locals_get_memory (const PasarLocals *self);

G_END_DECLS
