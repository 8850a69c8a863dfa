/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/entries-private.h"

#include <string.h>

#define RADIX_BITS 11
#define RADIX_SIZE (1 << RADIX_BITS)
#define N_PASSES   6
/* Below this many entries inserting them is faster. */
#define MAX_INSERTION 32
/* How many entries are gone through before the clock is asked: some tenths of a millisecond. */
#define STRIDE 32768

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

void
pasar_sorting_init (PasarSorting *self,
                    PasarSortEntry *entries,
                    PasarSortEntry *scratch,
                    guint n,
                    guint64 differing)
{
  *self = (PasarSorting){
    .from = entries,
    .to = scratch,
    .n = n,
    .differing = differing,
    .starts = g_new (guint, RADIX_SIZE),
  };
}

static guint
get_digit (const PasarSorting *self, guint i)
{
  return (self->from[i].key >> (self->pass * RADIX_BITS)) & (RADIX_SIZE - 1);
}

static void
count (PasarSorting *self, guint end)
{
  guint sum = 0;

  if (self->done == 0)
    memset (self->starts, 0, RADIX_SIZE * sizeof *self->starts);
  for (; self->done < end; self->done++)
    self->starts[get_digit (self, self->done)]++;
  if (end < self->n)
    return;

  for (guint i = 0; i < RADIX_SIZE; i++)
    {
      const guint n = self->starts[i];

      self->starts[i] = sum;
      sum += n;
    }
  self->is_counted = TRUE;
  self->done = 0;
}

static void
move (PasarSorting *self, guint end)
{
  PasarSortEntry *from = self->from;

  for (; self->done < end; self->done++)
    self->to[self->starts[get_digit (self, self->done)]++] = from[self->done];
  if (end < self->n)
    return;

  self->from = self->to;
  self->to = from;
  self->is_counted = FALSE;
  self->done = 0;
  self->pass++;
}

gboolean
pasar_sorting_run (PasarSorting *self, gint64 deadline)
{
  while (self->pass < N_PASSES && self->n > 0)
    {
      const guint end = (guint) MIN (self->n, (gsize) self->done + STRIDE);

      /* Where all keys agree there is nothing to do: most of the upper bits. */
      if (((self->differing >> (self->pass * RADIX_BITS)) & (RADIX_SIZE - 1)) == 0)
        {
          self->pass++;
          continue;
        }
      if (self->is_counted)
        move (self, end);
      else
        count (self, end);
      if (deadline != G_MAXINT64 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

void
pasar_sorting_clear (PasarSorting *self)
{
  g_clear_pointer (&self->starts, g_free);
}

/* The same at once; the result is in entries. */
void
pasar_sort_entries (PasarSortEntry *entries, PasarSortEntry *scratch, guint n)
{
  PasarSorting sorting;
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
  pasar_sorting_init (&sorting, entries, scratch, n, all_ones ^ any_ones);
  pasar_sorting_run (&sorting, G_MAXINT64);
  if (sorting.from != entries)
    memcpy (entries, scratch, n * sizeof *entries);
  pasar_sorting_clear (&sorting);
}
