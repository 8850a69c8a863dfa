/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/arrange-private.h"

#include "catalogue/view/sort-private.h"

/* The list while it is made. */
typedef struct
{
  const PasarArrangement *arrangement;
  PasarCatalogue *catalogue;
  PasarFilterPass pass;
  PasarSorter sorter;
  guint32 *rows;
  guint n_rows;
  GArray *entries; /* (owned) PasarSortEntry */
  GArray *scratch; /* (owned) PasarSortEntry */
} Build;

gboolean
pasar_arrangement_is_folded (const PasarArrangement *self, const PasarItemSlot *item)
{
  gboolean exception = g_hash_table_size (self->fold_exceptions) > 0
                       && g_hash_table_contains (self->fold_exceptions, &item->item_id);

  return self->all_folded != exception;
}

static void
sort_rows (Build *build, guint32 *rows, guint n)
{
  g_array_set_size (build->entries, n);
  g_array_set_size (build->scratch, n);
  for (guint i = 0; i < n; i++)
    g_array_index (build->entries, PasarSortEntry, i) =
        (PasarSortEntry){ pasar_sorter_get_key (&build->sorter, rows[i]), rows[i] };
  pasar_sort_entries ((PasarSortEntry *) (gpointer) build->entries->data,
                      (PasarSortEntry *) (gpointer) build->scratch->data,
                      n);
  for (guint i = 0; i < n; i++)
    rows[i] = g_array_index (build->entries, PasarSortEntry, i).id;
}

static gboolean
any_row_matches (const Build *build, const PasarItemSlot *item)
{
  for (guint row = pasar_filter_get_first (build->catalogue, item);
       row <= item->first_row + item->n_models;
       row++)
    {
      if (pasar_filter_pass_matches (&build->pass, row))
        return TRUE;
    }
  return FALSE;
}

static void
add_models (Build *build, const PasarItemSlot *item)
{
  const PasarColumn column = build->arrangement->sort_column;
  const guint start = build->n_rows;

  for (guint row = item->first_row + 1; row <= item->first_row + item->n_models; row++)
    {
      if (pasar_filter_pass_matches (&build->pass, row))
        build->rows[build->n_rows++] = row;
    }
  if (column != PASAR_COLUMN_NONE && column != PASAR_COLUMN_NAME)
    sort_rows (build, build->rows + start, build->n_rows - start);
}

static void
add_item (Build *build, const PasarItemSlot *item)
{
  gboolean is_header = (build->catalogue->rows.flags[item->first_row] & PASAR_ROW_HEADER) != 0;

  if (is_header || pasar_filter_pass_matches (&build->pass, item->first_row))
    build->rows[build->n_rows++] = item->first_row;
  if (item->n_models > 0 && !(is_header && pasar_arrangement_is_folded (build->arrangement, item)))
    add_models (build, item);
}

static void
build_tree (Build *build)
{
  PasarCatalogue *catalogue = build->catalogue;
  const guint32 *order = pasar_order_get (catalogue);
  gboolean sorted = build->arrangement->sort_column != PASAR_COLUMN_NONE;
  g_autofree guint32 *firsts = g_new (guint32, catalogue->items->len + 1);
  guint n = 0;

  for (guint i = 0; i < catalogue->items->len; i++)
    {
      const PasarItemSlot *item = pasar_catalogue_item (catalogue, order[i]);

      if (!pasar_filter_pass_enter (&build->pass, order[i]) || !any_row_matches (build, item))
        continue;
      if (sorted)
        firsts[n++] = item->first_row;
      else
        add_item (build, item);
    }

  sort_rows (build, firsts, n);
  for (guint i = 0; i < n; i++)
    {
      pasar_filter_pass_enter (&build->pass, catalogue->rows.item[firsts[i]]);
      add_item (build, pasar_catalogue_item_of (catalogue, firsts[i]));
    }
}

static void
build_flat (Build *build)
{
  PasarCatalogue *catalogue = build->catalogue;
  const guint32 *order = pasar_order_get (catalogue);

  for (guint i = 0; i < catalogue->items->len; i++)
    {
      const PasarItemSlot *item = pasar_catalogue_item (catalogue, order[i]);

      if (!pasar_filter_pass_enter (&build->pass, order[i]))
        continue;
      for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
        {
          if ((catalogue->rows.flags[row] & PASAR_ROW_HEADER) == 0
              && pasar_filter_pass_matches (&build->pass, row))
            build->rows[build->n_rows++] = row;
        }
    }
  if (build->arrangement->sort_column != PASAR_COLUMN_NONE)
    sort_rows (build, build->rows, build->n_rows);
}

guint32 *
pasar_arrangement_list (const PasarArrangement *self, PasarCatalogue *catalogue, guint *n_rows)
{
  Build build = { .arrangement = self, .catalogue = catalogue };

  pasar_filter_pass_init (&build.pass, &self->filter, catalogue);
  pasar_sorter_init (&build.sorter, catalogue, self->sort_column, self->descending);
  build.rows = g_new (guint32, catalogue->rows.n + 1);
  build.entries = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
  build.scratch = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
  if (self->flat)
    build_flat (&build);
  else
    build_tree (&build);
  g_array_unref (build.entries);
  g_array_unref (build.scratch);

  *n_rows = build.n_rows;
  return g_renew (guint32, build.rows, build.n_rows + 1);
}
