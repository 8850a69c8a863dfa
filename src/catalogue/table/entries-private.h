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

void pasar_sort_entries (PasarSortEntry *entries, PasarSortEntry *scratch, guint n);

G_END_DECLS
