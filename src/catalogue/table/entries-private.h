/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarSortEntry:
 * @key: what it is sorted by
 * @id: a row or an item
 *
 * One thing to sort.
 */
typedef struct
{
  guint64 key;
  guint32 id;
} PasarSortEntry;

/**
 * PasarSorting:
 * Sorts by key, in linear time; equal keys keep their order. Done in pieces, so that it holds up
 * nothing.
 */
typedef struct
{
  PasarSortEntry *from;
  PasarSortEntry *to;
  guint n;
  guint64 differing;
  guint pass;
  gboolean is_counted; /* the entries of this pass are; they are being moved */
  guint done;          /* entries of this round */
  guint *starts;       /* (owned) */
} PasarSorting;

/* differing: the bits in which keys differ, or more of them. */
void pasar_sorting_init (PasarSorting *self,
                         PasarSortEntry *entries,
                         PasarSortEntry *scratch,
                         guint n,
                         guint64 differing);
/* deadline: of the monotonic clock. TRUE when it is sorted: then from has the entries. */
gboolean pasar_sorting_run (PasarSorting *self, gint64 deadline);
void pasar_sorting_clear (PasarSorting *self);

void pasar_sort_entries (PasarSortEntry *entries, PasarSortEntry *scratch, guint n);

G_END_DECLS
