/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

/* Comparing texts as people do is slow, so each gets its place among all of its kind, once. So many
 * texts are placed at once when the places are asked for; more of them in a thread. */
#define MAX_AT_ONCE 3000

/* A text with what the locale compares; the first bytes of it as a number, as most comparisons need
 * no more. */
typedef struct
{
  guint64 start;
  guint32 key; /* in the keys */
  guint32 id;
} Collated;

/* What a thread works on: nothing of it changes meanwhile. */
typedef struct
{
  PasarRanksKind kind;
  PasarArena texts;        /* these stay where they are as long as both are held */
  PasarTexts *local_texts; /* (owned) */
  const char **by_index;   /* (owned) by item or row */
  guint n;
  guint layout;
  guint texts_stamp;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  pasar_arena_clear (&self->texts);
  pasar_texts_unref (self->local_texts);
  g_free (self->by_index);
  g_free (self);
}

static int
compare_collated (gconstpointer a, gconstpointer b, gpointer keys)
{
  const Collated *collated_a = a;
  const Collated *collated_b = b;

  if (collated_a->start != collated_b->start)
    return collated_a->start < collated_b->start ? -1 : 1;
  return strcmp (pasar_arena_get (keys, collated_a->key), pasar_arena_get (keys, collated_b->key));
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

/* Numbers within texts count as numbers: item 2 comes before item 10. */
static Collated
collate (PasarArena *keys, const char *text, guint32 id)
{
  g_autofree char *key = g_utf8_collate_key_for_filename (text, -1);
  const char *found = key != NULL ? key : "";

  return (Collated){ get_start (found), pasar_arena_add (keys, found, strlen (found)), id };
}

/* Gives each different text a number from 1 and collates it; ids: by item or row. */
static GArray *
collate_all (const Making *making, PasarArena *keys, guint32 *ids)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *collated = g_array_new (FALSE, FALSE, sizeof (Collated));

  for (guint i = 0; i < making->n; i++)
    {
      const char *text = making->by_index[i];
      gpointer id = NULL;

      if (text[0] == '\0')
        continue;
      id = g_hash_table_lookup (known, text);
      if (id == NULL)
        {
          const Collated entry = collate (keys, text, collated->len + 1);

          id = GUINT_TO_POINTER (entry.id);
          g_hash_table_insert (known, (gpointer) text, id);
          g_array_append_val (collated, entry);
        }
      ids[i] = GPOINTER_TO_UINT (id);
    }
  return collated;
}

/* The place of each text among all; equal texts have one place, the empty one is 0. */
static PasarRanks *
make (const Making *making)
{
  PasarRanks *ranks = g_atomic_rc_box_alloc0 (sizeof (PasarRanks) + making->n * sizeof (guint32));
  g_autoptr (GArray) collated = NULL;
  g_autofree guint32 *rank_of_id = NULL;
  PasarArena keys;

  ranks->n = making->n;
  pasar_arena_init (&keys);
  collated = collate_all (making, &keys, ranks->places);
  g_array_sort_with_data (collated, compare_collated, &keys);
  rank_of_id = g_new0 (guint32, collated->len + 1);
  for (guint i = 0, rank = 0; i < collated->len; i++)
    {
      const Collated *entry = &g_array_index (collated, Collated, i);

      if (i == 0 || compare_collated (entry - 1, entry, &keys) != 0)
        rank++;
      rank_of_id[entry->id] = rank;
    }
  for (guint i = 0; i < ranks->n; i++)
    ranks->places[i] = rank_of_id[ranks->places[i]];
  pasar_arena_clear (&keys);
  return ranks;
}

static const char *
get_local_text (PasarCatalogue *self, PasarField field, guint i)
{
  return pasar_catalogue_is_alive (self, i) ? pasar_local_read (self, i, field).text : "";
}

/* A column may have been removed meanwhile. */
static const char *
get_own_text (PasarCatalogue *self, guint place, guint i)
{
  const PasarColumnInfo *info = pasar_own_columns_get_nth (self, place);

  return info != NULL && pasar_field_is_text (info->field) ? get_local_text (self, info->field, i)
                                                           : "";
}

static const char *
get_text (PasarCatalogue *self, PasarRanksKind kind, guint i)
{
  const PasarArena *texts = &self->texts;

  switch (kind)
    {
    case PASAR_RANKS_VARIATIONS:
      return pasar_arena_get (texts, self->rows.variation[i]);
    case PASAR_RANKS_SKUS:
      /* Items have theirs in their slot. */
      return pasar_arena_get (texts,
                              (self->rows.flags[i] & (PASAR_ROW_MODEL | PASAR_ROW_DEAD)) == 0
                                  ? pasar_catalogue_item_of (self, i)->sku
                                  : self->rows.sku[i]);
    case PASAR_RANKS_BARCODES:
      return pasar_arena_get (texts, self->rows.barcode[i]);
    case PASAR_RANKS_NOTES:
      return get_local_text (self, PASAR_FIELD_NOTE, i);
    case PASAR_RANKS_NAMES:
      return pasar_arena_get (texts, pasar_catalogue_item (self, i)->name);
    case PASAR_RANKS_OWN:
    case PASAR_N_RANKS:
    default:
      return get_own_text (self, (guint) kind - PASAR_RANKS_OWN, i);
    }
}

/* Counts up with the texts of the kind. */
static guint
get_stamp (PasarCatalogue *self, PasarRanksKind kind)
{
  return self->texts_stamp + (kind >= PASAR_RANKS_NOTES ? self->local_stamp : 0);
}

static Making *
making_new (PasarCatalogue *self, PasarRanksKind kind)
{
  Making *making = g_new0 (Making, 1);

  making->kind = kind;
  making->n = kind == PASAR_RANKS_NAMES ? self->items->len : self->rows.n;
  making->texts = pasar_arena_share (&self->texts);
  making->local_texts = pasar_texts_ref (self->local_texts);
  making->by_index = g_new (const char *, making->n + 1);
  making->layout = self->layout;
  making->texts_stamp = get_stamp (self, kind);
  for (guint i = 0; i < making->n; i++)
    making->by_index[i] = get_text (self, kind, i);
  return making;
}

/* Keeps what was made, unless rows have moved meanwhile. */
static void
keep (PasarCatalogue *self, const Making *making, PasarRanks *ranks)
{
  PasarRankSet *set = &self->ranks[making->kind];

  if (making->layout != self->layout)
    {
      pasar_ranks_unref (ranks);
      return;
    }
  g_clear_pointer (&set->ranks, pasar_ranks_unref);
  set->ranks = ranks;
  set->texts_stamp = making->texts_stamp;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, make (data), (GDestroyNotify) pasar_ranks_unref);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarCatalogue *self = PASAR_CATALOGUE (source);
  const Making *making = g_task_get_task_data (G_TASK (result));
  PasarRanks *ranks = g_task_propagate_pointer (G_TASK (result), NULL);

  self->ranks[making->kind].is_making = FALSE;
  keep (self, making, ranks);
  pasar_catalogue_ranks_changed (self);
}

static void
make_async (PasarCatalogue *self, PasarRanksKind kind)
{
  g_autoptr (GTask) task = NULL;

  if (self->ranks[kind].is_making)
    return;
  self->ranks[kind].is_making = TRUE;
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_source_tag (task, make_async);
  g_task_set_task_data (task, making_new (self, kind), making_free);
  g_task_run_in_thread (task, make_thread);
}

/* Makes the places now, however long it takes. */
void
pasar_ranks_make (PasarCatalogue *self, PasarRanksKind kind)
{
  Making *making = making_new (self, kind);

  keep (self, making, make (making));
  making_free (making);
}

/* (transfer full) (nullable) Places by item, of all but names by row. When texts have changed
 * since they were made, these are still those of before, and new ones are on their way, as they are
 * when there are none yet: then the catalogue says when they are there. */
PasarRanks *
pasar_ranks_get (PasarCatalogue *self, PasarRanksKind kind)
{
  PasarRankSet *set = &self->ranks[kind];
  const guint n = kind == PASAR_RANKS_NAMES ? self->items->len : self->rows.n;

  if (set->ranks == NULL || set->texts_stamp != get_stamp (self, kind))
    {
      if (n <= MAX_AT_ONCE)
        pasar_ranks_make (self, kind);
      else
        make_async (self, kind);
    }
  return set->ranks != NULL ? g_atomic_rc_box_acquire (set->ranks) : NULL;
}

void
pasar_ranks_unref (PasarRanks *ranks)
{
  g_atomic_rc_box_release (ranks);
}

/* A text changed: the places are found anew when they are asked for next. */
void
pasar_ranks_expire (PasarCatalogue *self)
{
  self->texts_stamp++;
}

/* Rows have moved: the places are nobody's any more. */
void
pasar_ranks_clear (PasarCatalogue *self)
{
  for (guint kind = 0; kind < PASAR_N_RANKS; kind++)
    g_clear_pointer (&self->ranks[kind].ranks, pasar_ranks_unref);
}

gsize
pasar_ranks_get_memory (PasarCatalogue *self)
{
  gsize n = 0;

  for (guint kind = 0; kind < PASAR_N_RANKS; kind++)
    n += self->ranks[kind].ranks != NULL ? self->ranks[kind].ranks->n : 0;
  return n * sizeof (guint32);
}
