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
} PasarLocals;

void pasar_locals_init (PasarLocals *self);
void pasar_locals_clear (PasarLocals *self);
/* Whether any row ever had a value. */
gboolean pasar_locals_have (const PasarLocals *self, PasarField field);
gint64 pasar_locals_get (const PasarLocals *self, PasarRowKey key, PasarField field);
void pasar_locals_set (PasarLocals *self, PasarRowKey key, PasarField field, gint64 value);
gsize pasar_locals_get_memory (const PasarLocals *self);

G_END_DECLS
