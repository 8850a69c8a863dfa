/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/entries-private.h"

#include <string.h>

#define RADIX_BITS 11
#define RADIX_SIZE (1 << RADIX_BITS)
#define N_PASSES   6
/* Below this many entries inserting them is faster. */
#define MAX_INSERTION 32

static void
insertion_sort (PasarSortEntry *entries, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      PasarSortEntry entry = entries[i];
      guint j = i;

      for (; j > 0 && entries[j - 1].key > entry.key; j--)
        entries[j] = entries[j - 1];
      entries[j] = entry;
    }
}

/* Sorts by key, in linear time; equal keys keep their order. */
void
pasar_sort_entries (PasarSortEntry *entries, PasarSortEntry *scratch, guint n)
{
  PasarSortEntry *from = entries;
  PasarSortEntry *to = scratch;
  guint64 all_ones = G_MAXUINT64;
  guint64 any_ones = 0;

  if (n <= MAX_INSERTION)
    {
      insertion_sort (entries, n);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      all_ones &= entries[i].key;
      any_ones |= entries[i].key;
    }

  for (guint pass = 0; pass < N_PASSES; pass++)
    {
      guint shift = pass * RADIX_BITS;
      guint starts[RADIX_SIZE] = { 0 };
      guint sum = 0;

      /* Where all keys agree there is nothing to do: most of the upper bits. */
      if ((((all_ones ^ any_ones) >> shift) & (RADIX_SIZE - 1)) == 0)
        continue;

      for (guint i = 0; i < n; i++)
        starts[(from[i].key >> shift) & (RADIX_SIZE - 1)]++;
      for (guint i = 0; i < RADIX_SIZE; i++)
        {
          guint count = starts[i];

          starts[i] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[starts[(from[i].key >> shift) & (RADIX_SIZE - 1)]++] = from[i];

      PasarSortEntry *swap = from;

      from = to;
      to = swap;
    }

  if (from != entries)
    memcpy (entries, from, n * sizeof *entries);
}
