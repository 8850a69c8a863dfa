/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/arrange-private.h"

#include "catalogue/view/sort-private.h"

/* How many items or rows are gone through before the clock is asked. */
#define STRIDE 512

typedef enum
{
  STAGE_COLLECT,
  STAGE_KEYS,
  STAGE_SORT,
  STAGE_LIST,
  STAGE_DONE,
} Stage;

struct _PasarBuild
{
  const PasarArrangement *arrangement;
  PasarCatalogue *catalogue;
  PasarFilterPass pass;
  PasarSorter sorters[PASAR_MAX_SORTS]; /* those that are still to be sorted by come first */
  guint n_sorters;
  Stage stage;
  guint done;       /* of this stage */
  guint64 all_ones; /* bits that all keys have */
  guint64 any_ones;
  guint sorter; /* the one that is sorted by, plus 1: from the least important one on */
  PasarSorting sorting;
  PasarSortEntry *entries; /* (owned) first rows of items; in a flat list all rows */
  PasarSortEntry *scratch; /* (owned) */
  guint n_entries;
  guint32 *rows; /* (owned) */
  guint n_rows;
  GArray *models;         /* (owned) PasarSortEntry: of one item */
  GArray *models_scratch; /* (owned) PasarSortEntry */
};

static GHashTable *
new_exceptions (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
pasar_arrangement_init (PasarArrangement *self)
{
  self->filter.status = -1;
  self->folds.exceptions = new_exceptions ();
  self->filtered_folds.exceptions = new_exceptions ();
}

static void
copy_folds (PasarFolds *self, const PasarFolds *other)
{
  GHashTableIter iter;
  gpointer item_id;

  self->is_all = other->is_all;
  g_hash_table_iter_init (&iter, other->exceptions);
  while (g_hash_table_iter_next (&iter, &item_id, NULL))
    g_hash_table_add (self->exceptions, g_memdup2 (item_id, sizeof (gint64)));
}

void
pasar_arrangement_init_copy (PasarArrangement *self, const PasarArrangement *other)
{
  pasar_arrangement_init (self);
  pasar_filter_init_copy (&self->filter, &other->filter);
  self->flat = other->flat;
  copy_folds (&self->folds, &other->folds);
  copy_folds (&self->filtered_folds, &other->filtered_folds);
}

void
pasar_arrangement_clear (PasarArrangement *self)
{
  pasar_filter_clear (&self->filter);
  g_clear_pointer (&self->folds.exceptions, g_hash_table_unref);
  g_clear_pointer (&self->filtered_folds.exceptions, g_hash_table_unref);
}

gboolean
pasar_arrangement_is_filtered (const PasarArrangement *self)
{
  return self->filter.condition != NULL || self->filter.status >= 0;
}

PasarFolds *
pasar_arrangement_get_folds (PasarArrangement *self)
{
  return pasar_arrangement_is_filtered (self) ? &self->filtered_folds : &self->folds;
}

void
pasar_arrangement_unfold_filtered (PasarArrangement *self)
{
  self->filtered_folds.is_all = FALSE;
  g_hash_table_remove_all (self->filtered_folds.exceptions);
}

gboolean
pasar_arrangement_is_folded (const PasarArrangement *self, const PasarItemSlot *item)
{
  const PasarFolds *folds =
      pasar_arrangement_is_filtered (self) ? &self->filtered_folds : &self->folds;
  const gboolean exception = g_hash_table_size (folds->exceptions) > 0
                             && g_hash_table_contains (folds->exceptions, &item->item_id);

  return folds->is_all != exception;
}

PasarBuild *
pasar_build_new (const PasarArrangement *arrangement, PasarCatalogue *catalogue)
{
  PasarBuild *self = g_new0 (PasarBuild, 1);
  gboolean can_sort = TRUE;

  self->arrangement = arrangement;
  self->catalogue = catalogue;
  pasar_filter_pass_init (&self->pass, &arrangement->filter, catalogue);
  for (; self->n_sorters < arrangement->n_sorts; self->n_sorters++)
    can_sort = pasar_sorter_init (&self->sorters[self->n_sorters],
                                  catalogue,
                                  arrangement->sorts[self->n_sorters])
               && can_sort;
  self->models = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
  self->models_scratch = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
  if (!can_sort)
    {
      pasar_build_free (self);
      return NULL;
    }

  self->rows = g_new (guint32, catalogue->rows.n + 1);
  if (self->n_sorters > 0)
    self->entries =
        g_new (PasarSortEntry, (arrangement->flat ? catalogue->rows.n : catalogue->items->len) + 1);
  return self;
}

void
pasar_build_free (PasarBuild *self)
{
  for (guint i = 0; i < self->n_sorters; i++)
    pasar_sorter_clear (&self->sorters[i]);
  pasar_sorting_clear (&self->sorting);
  g_free (self->entries);
  g_free (self->scratch);
  g_free (self->rows);
  g_array_unref (self->models);
  g_array_unref (self->models_scratch);
  g_free (self);
}

static void
begin_stage (PasarBuild *self, Stage stage)
{
  self->stage = stage;
  self->done = 0;
}

/* Models stand below their item, which has the name: sorting by it leaves them as they are. */
static void
sort_models (PasarBuild *self, guint32 *rows, guint n)
{
  PasarSortEntry *entries;

  g_array_set_size (self->models, n);
  g_array_set_size (self->models_scratch, n);
  entries = (PasarSortEntry *) (gpointer) self->models->data;
  for (guint i = self->n_sorters; i > 0; i--)
    {
      const PasarSorter *sorter = &self->sorters[i - 1];

      if (sorter->sort.column == PASAR_COLUMN_NAME)
        continue;
      for (guint m = 0; m < n; m++)
        entries[m] = (PasarSortEntry){ pasar_sorter_get_key (sorter, rows[m]), rows[m] };
      pasar_sort_entries (entries, (PasarSortEntry *) (gpointer) self->models_scratch->data, n);
      for (guint m = 0; m < n; m++)
        rows[m] = entries[m].id;
    }
}

static gboolean
any_row_matches (PasarBuild *self, const PasarItemSlot *item)
{
  for (guint row = pasar_filter_get_first (self->catalogue, item);
       row <= item->first_row + item->n_models;
       row++)
    {
      if (pasar_filter_pass_matches (&self->pass, row))
        return TRUE;
    }
  return FALSE;
}

static void
add_models (PasarBuild *self, const PasarItemSlot *item)
{
  const guint start = self->n_rows;

  for (guint row = item->first_row + 1; row <= item->first_row + item->n_models; row++)
    {
      if (pasar_filter_pass_matches (&self->pass, row))
        self->rows[self->n_rows++] = row;
    }
  sort_models (self, self->rows + start, self->n_rows - start);
}

/* Of an item that the pass is at. */
static void
add_item (PasarBuild *self, const PasarItemSlot *item)
{
  gboolean is_header = (self->catalogue->rows.flags[item->first_row] & PASAR_ROW_HEADER) != 0;

  if (is_header || pasar_filter_pass_matches (&self->pass, item->first_row))
    self->rows[self->n_rows++] = item->first_row;
  if (item->n_models > 0 && !(is_header && pasar_arrangement_is_folded (self->arrangement, item)))
    add_models (self, item);
}

static void
take_row (PasarBuild *self, guint row)
{
  if (self->n_sorters > 0)
    self->entries[self->n_entries++].id = row;
  else
    self->rows[self->n_rows++] = row;
}

static void
collect_item (PasarBuild *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self->catalogue, item);

  if (!pasar_filter_pass_enter (&self->pass, item))
    return;
  if (!self->arrangement->flat)
    {
      if (!any_row_matches (self, slot))
        return;
      if (self->n_sorters > 0)
        take_row (self, slot->first_row);
      else
        add_item (self, slot);
      return;
    }
  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    {
      if ((self->catalogue->rows.flags[row] & PASAR_ROW_HEADER) == 0
          && pasar_filter_pass_matches (&self->pass, row))
        take_row (self, row);
    }
}

static void
collect (PasarBuild *self)
{
  const guint32 *order = pasar_order_get (self->catalogue);
  const guint n = self->catalogue->items->len;
  const guint end = MIN (n, self->done + STRIDE);

  for (; self->done < end; self->done++)
    collect_item (self, order[self->done]);
  if (end < n)
    return;
  if (self->n_sorters == 0)
    {
      begin_stage (self, STAGE_DONE);
      return;
    }
  self->scratch = g_new (PasarSortEntry, self->n_entries + 1);
  self->sorter = self->n_sorters;
  begin_stage (self, STAGE_KEYS);
}

static void
make_keys (PasarBuild *self)
{
  const PasarSorter *sorter = &self->sorters[self->sorter - 1];
  const guint end = MIN (self->n_entries, self->done + STRIDE);

  if (self->done == 0)
    {
      self->all_ones = G_MAXUINT64;
      self->any_ones = 0;
    }
  for (; self->done < end; self->done++)
    {
      PasarSortEntry *entry = &self->entries[self->done];

      entry->key = pasar_sorter_get_key (sorter, entry->id);
      self->all_ones &= entry->key;
      self->any_ones |= entry->key;
    }
  if (end < self->n_entries)
    return;
  pasar_sorting_init (&self->sorting,
                      self->entries,
                      self->scratch,
                      self->n_entries,
                      self->all_ones ^ self->any_ones);
  begin_stage (self, STAGE_SORT);
}

static void
sort_by_keys (PasarBuild *self, gint64 deadline)
{
  if (!pasar_sorting_run (&self->sorting, deadline))
    return;
  self->entries = self->sorting.from;
  self->scratch = self->sorting.to;
  pasar_sorting_clear (&self->sorting);
  self->sorter--;
  if (self->sorter == 0)
    g_clear_pointer (&self->scratch, g_free);
  begin_stage (self, self->sorter > 0 ? STAGE_KEYS : STAGE_LIST);
}

static void
list (PasarBuild *self)
{
  const guint end = MIN (self->n_entries, self->done + STRIDE);

  for (; self->done < end; self->done++)
    {
      const guint row = self->entries[self->done].id;

      if (self->arrangement->flat)
        {
          self->rows[self->n_rows++] = row;
          continue;
        }
      pasar_filter_pass_enter (&self->pass, self->catalogue->rows.item[row]);
      add_item (self, pasar_catalogue_item_of (self->catalogue, row));
    }
  if (end == self->n_entries)
    begin_stage (self, STAGE_DONE);
}

gboolean
pasar_build_run (PasarBuild *self, gint64 deadline)
{
  while (self->stage != STAGE_DONE)
    {
      if (self->stage == STAGE_COLLECT)
        collect (self);
      else if (self->stage == STAGE_KEYS)
        make_keys (self);
      else if (self->stage == STAGE_SORT)
        sort_by_keys (self, deadline);
      else
        list (self);
      if (deadline != G_MAXINT64 && g_get_monotonic_time () >= deadline)
        break;
    }
  return self->stage == STAGE_DONE;
}

guint32 *
pasar_build_steal_rows (PasarBuild *self, guint *n_rows)
{
  guint32 *rows = g_steal_pointer (&self->rows);

  *n_rows = self->n_rows;
  return g_renew (guint32, rows, self->n_rows + 1);
}
