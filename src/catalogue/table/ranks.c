/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

/* A text with what the locale compares; the first bytes of it as a number, as most comparisons need
 * no more. */
typedef struct
{
  char *key; /* (owned) */
  guint64 start;
  guint32 id;
} Collated;

static int
compare_collated (const void *a, const void *b)
{
  const Collated *collated_a = a;
  const Collated *collated_b = b;

  if (collated_a->start != collated_b->start)
    return collated_a->start < collated_b->start ? -1 : 1;
  return strcmp (collated_a->key, collated_b->key);
}

static guint64
get_start (const char *key)
{
  guint64 start = 0;
  gsize length = strnlen (key, 8);

  for (gsize i = 0; i < 8; i++)
    start = start << 8 | (i < length ? (guint8) key[i] : 0);
  return start;
}

/* The place of each text among all; equal texts have one place, the empty one is 0. Texts that come
 * often are collated once. */
static guint32 *
rank_texts (PasarCatalogue *self, const guint32 *offsets, guint n)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) collated = g_array_new (FALSE, FALSE, sizeof (Collated));
  g_autofree guint32 *rank_of_id = NULL;
  guint32 *ranks = g_new0 (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const char *text = pasar_arena_get (&self->texts, offsets[i]);
      gpointer id = NULL;

      if (text[0] == '\0')
        continue;
      id = g_hash_table_lookup (ids, text);
      if (id == NULL)
        {
          Collated entry = { .key = g_utf8_collate_key (text, -1), .id = collated->len + 1 };

          entry.start = get_start (entry.key);
          id = GUINT_TO_POINTER (entry.id);
          g_hash_table_insert (ids, (gpointer) text, id);
          g_array_append_val (collated, entry);
        }
      ranks[i] = GPOINTER_TO_UINT (id);
    }

  g_array_sort (collated, compare_collated);
  rank_of_id = g_new0 (guint32, collated->len + 1);
  for (guint i = 0, rank = 0; i < collated->len; i++)
    {
      const Collated *entry = &g_array_index (collated, Collated, i);

      if (i == 0 || compare_collated (entry - 1, entry) != 0)
        rank++;
      rank_of_id[entry->id] = rank;
    }
  for (guint i = 0; i < n; i++)
    ranks[i] = rank_of_id[ranks[i]];
  for (guint i = 0; i < collated->len; i++)
    g_free (g_array_index (collated, Collated, i).key);

  return ranks;
}

/* By item, the place of its name in the user's language; 0: no name. */
const guint32 *
pasar_ranks_get_names (PasarCatalogue *self)
{
  if (self->ranks.names == NULL)
    {
      g_autofree guint32 *offsets = g_new (guint32, self->items->len + 1);

      for (guint32 item = 0; item < self->items->len; item++)
        offsets[item] = pasar_catalogue_item (self, item)->name;
      self->ranks.names = rank_texts (self, offsets, self->items->len);
    }
  return self->ranks.names;
}

/* By row, the place of its variation; 0: none. */
const guint32 *
pasar_ranks_get_variations (PasarCatalogue *self)
{
  if (self->ranks.variations == NULL)
    self->ranks.variations = rank_texts (self, self->rows.variation, self->rows.n);
  return self->ranks.variations;
}

/* By row, the place of its SKU; 0: none. */
const guint32 *
pasar_ranks_get_skus (PasarCatalogue *self)
{
  if (self->ranks.skus == NULL)
    {
      /* Items have theirs in their slot. */
      g_autofree guint32 *offsets = g_memdup2 (self->rows.sku, self->rows.n * sizeof (guint32));

      for (guint row = 0; row < self->rows.n; row++)
        {
          if ((self->rows.flags[row] & (PASAR_ROW_MODEL | PASAR_ROW_DEAD)) == 0)
            offsets[row] = pasar_catalogue_item_of (self, row)->sku;
        }
      self->ranks.skus = rank_texts (self, offsets, self->rows.n);
    }
  return self->ranks.skus;
}

/* A text changed: the places are found anew when they are asked for next. */
void
pasar_ranks_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->ranks.names, g_free);
  g_clear_pointer (&self->ranks.variations, g_free);
  g_clear_pointer (&self->ranks.skus, g_free);
}
