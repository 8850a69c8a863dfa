/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/slices.h"
#include "jobs/submit/entries-private.h"

/* Changes that are allocated together. */
#define BLOCK 256

/* How long freeing may take at once. */
#define FREE_US 4000

typedef struct
{
  PasarPlanEntry entries[BLOCK];
  PasarPlanSum sum; /* of those that there are */
  gboolean is_out_of_date;
} Block;

struct _PasarPlanEntries
{
  GPtrArray *blocks; /* (element-type Block) (owned) */
  guint n;
  GStringChunk *texts; /* (owned) */
};

/**
 * pasar_plan_entries_new:
 *
 * Returns: (transfer full): an empty list
 */
PasarPlanEntries *
pasar_plan_entries_new (void)
{
  PasarPlanEntries *self = g_new0 (PasarPlanEntries, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (4096);
  return self;
}

static void
free_last_block (PasarPlanEntries *self)
{
  const guint first = (self->blocks->len - 1) * BLOCK;

  for (; self->n > first; self->n--)
    {
      PasarChangeInfo *info = &pasar_plan_entries_get (self, self->n - 1)->info;

      g_free (info->reason);
      g_free (info->advice);
      g_clear_pointer (&info->locations, g_array_unref);
    }
  g_ptr_array_set_size (self->blocks, (int) self->blocks->len - 1);
}

static gboolean
free_some (gpointer data, gint64 deadline)
{
  PasarPlanEntries *self = data;

  while (self->blocks->len > 0)
    {
      free_last_block (self);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->texts);
  g_free (self);
  return TRUE;
}

/**
 * pasar_plan_entries_free:
 * @self: (transfer full): a list
 *
 * Frees @self; of a long list the rest when nothing else is due.
 */
void
pasar_plan_entries_free (PasarPlanEntries *self)
{
  if (!free_some (self, g_get_monotonic_time () + FREE_US))
    pasar_slices_run_async (free_some, self, NULL, NULL, NULL);
}

/**
 * pasar_plan_entries_get_n:
 * @self: a list
 *
 * Returns: how many changes there are
 */
guint
pasar_plan_entries_get_n (const PasarPlanEntries *self)
{
  return self->n;
}

static Block *
get_block (PasarPlanEntries *self, guint index)
{
  return g_ptr_array_index (self->blocks, index / BLOCK);
}

/**
 * pasar_plan_entries_get:
 * @self: a list
 * @index: below pasar_plan_entries_get_n()
 *
 * Returns: (transfer none): a change
 */
PasarPlanEntry *
pasar_plan_entries_get (PasarPlanEntries *self, guint index)
{
  return &get_block (self, index)->entries[index % BLOCK];
}

/**
 * pasar_plan_entries_touch:
 * @self: a list
 * @index: one of its changes, of which the state or a value is another one now
 *
 * What the changes come to is to be added up anew.
 */
void
pasar_plan_entries_touch (PasarPlanEntries *self, guint index)
{
  get_block (self, index)->is_out_of_date = TRUE;
}

static void
sum_up_block (PasarPlanEntries *self, guint first)
{
  Block *block = get_block (self, first);

  block->sum = (PasarPlanSum){ 0 };
  for (guint i = first; i < MIN (first + BLOCK, self->n); i++)
    pasar_plan_sum_add (&block->sum, &block->entries[i % BLOCK].info);
  block->is_out_of_date = FALSE;
}

/**
 * pasar_plan_entries_sum_up:
 * @self: a list
 *
 * Adds up what has changed since the last time, and some numbers for each 256 changes.
 *
 * Returns: what those that are ready come to
 */
PasarPlanSum
pasar_plan_entries_sum_up (PasarPlanEntries *self)
{
  PasarPlanSum sum = { 0 };

  for (guint first = 0; first < self->n; first += BLOCK)
    {
      if (get_block (self, first)->is_out_of_date)
        sum_up_block (self, first);
      pasar_plan_sum_join (&sum, &get_block (self, first)->sum);
    }
  return sum;
}

static const char *
keep (PasarPlanEntries *self, const char *text)
{
  return *text != '\0' ? g_string_chunk_insert (self->texts, text) : "";
}

/* The models of an item share its name. */
static const char *
keep_name (PasarPlanEntries *self, const char *name)
{
  const char *last = self->n > 0 ? pasar_plan_entries_get (self, self->n - 1)->info.name : NULL;

  return g_strcmp0 (last, name) == 0 ? last : keep (self, name);
}

/**
 * pasar_plan_entries_add:
 * @self: a list
 * @info: a change; its locations, reason and advice are taken over, its other texts copied
 *
 * Adds it at the end.
 */
void
pasar_plan_entries_add (PasarPlanEntries *self, const PasarChangeInfo *info)
{
  PasarPlanEntry entry = { .info = *info };
  Block *block;

  entry.info.name = keep_name (self, info->name);
  entry.info.variation = keep (self, info->variation);
  entry.info.sku = keep (self, info->sku);
  if (self->n % BLOCK == 0)
    {
      block = g_new (Block, 1);
      block->sum = (PasarPlanSum){ 0 };
      block->is_out_of_date = FALSE;
      g_ptr_array_add (self->blocks, block);
    }
  block = get_block (self, self->n);
  block->entries[self->n % BLOCK] = entry;
  pasar_plan_sum_add (&block->sum, &block->entries[self->n % BLOCK].info);
  self->n++;
}

/**
 * pasar_plan_entries_set_request_id:
 * @self: a list
 * @index: one of its changes
 * @request_id: (nullable): by what the server knows the call that sent it
 *
 * Keeps it once for all changes of a call.
 */
void
pasar_plan_entries_set_request_id (PasarPlanEntries *self, guint index, const char *request_id)
{
  pasar_plan_entries_get (self, index)->info.request_id =
      request_id != NULL ? g_string_chunk_insert_const (self->texts, request_id) : NULL;
}
