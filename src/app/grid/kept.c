/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/kept.h"

/* How many rows behind one are remembered, for when it is not shown any more. */
#define N_NEAR 4096

/* Which places of a row are taken is its pattern: there are few, whatever the number of rows. A row
 * without a key here has the usual pattern: none of its places, or those that are taken as whole
 * columns. */
struct _PasarGridKept
{
  GPtrArray *patterns; /* (element-type cairo_region_t) (owned): places, in row 0 */
  guint usual;
  GArray *keys;  /* (element-type PasarGridKey): of the rows with another pattern */
  GArray *kinds; /* (element-type guint): by key, its pattern */
};

struct _PasarGridKeptRow
{
  guint row;
  GArray *keys; /* (element-type PasarGridKey): in the order of preference */
};

static guint
intern (PasarGridKept *self, cairo_region_t *pattern)
{
  g_autoptr (cairo_region_t) owned = pattern;

  for (guint i = self->patterns->len; i > 0; i--)
    {
      if (cairo_region_equal (g_ptr_array_index (self->patterns, i - 1), pattern))
        return i - 1;
    }
  g_ptr_array_add (self->patterns, g_steal_pointer (&owned));
  return self->patterns->len - 1;
}

static void
add_keys (GArray *keys, PasarGridSource *source, guint first, guint end)
{
  const guint n = keys->len;

  g_array_set_size (keys, n + end - first);
  pasar_grid_source_get_keys (source, first, end - first, &g_array_index (keys, PasarGridKey, n));
}

static void
add_rows (PasarGridKept *self, PasarGridSource *source, guint first, guint end, guint kind)
{
  if (kind == self->usual || first >= end)
    return;
  add_keys (self->keys, source, first, end);
  for (guint row = first; row < end; row++)
    g_array_append_val (self->kinds, kind);
}

/* The pattern of what reaches to the last row, also to those that come later. */
static guint
find_usual (PasarGridKept *self, const cairo_region_t *region)
{
  g_autoptr (cairo_region_t) endless = cairo_region_copy (region);
  cairo_region_t *pattern = cairo_region_create ();

  cairo_region_intersect_rectangle (endless,
                                    &(cairo_rectangle_int_t){ 0,
                                                              PASAR_GRID_REGION_END - 1,
                                                              PASAR_GRID_REGION_END,
                                                              1 });
  if (!cairo_region_is_empty (endless))
    pasar_grid_region_read_band (endless, 0, pattern);
  return intern (self, pattern);
}

/**
 * pasar_grid_kept_new:
 * @region: some cells
 * @source: whose they are
 *
 * Returns: (transfer full): them, by who the rows are
 */
PasarGridKept *
pasar_grid_kept_new (const cairo_region_t *region, PasarGridSource *source)
{
  PasarGridKept *self = g_new0 (PasarGridKept, 1);
  const guint n = (guint) cairo_region_num_rectangles (region);
  const guint n_rows = pasar_grid_source_get_n_rows (source);
  guint none;
  guint row = 0;

  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_region_destroy);
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarGridKey));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  none = intern (self, cairo_region_create ());
  self->usual = find_usual (self, region);
  for (guint i = 0; i < n;)
    {
      cairo_region_t *pattern = cairo_region_create ();
      cairo_rectangle_int_t rectangle;
      guint end;

      cairo_region_get_rectangle (region, (int) i, &rectangle);
      end = MIN ((guint) (rectangle.y + rectangle.height), n_rows);
      i += pasar_grid_region_read_band (region, i, pattern);
      add_rows (self, source, row, MIN ((guint) rectangle.y, n_rows), none);
      add_rows (self, source, (guint) rectangle.y, end, intern (self, pattern));
      row = end;
    }
  return self;
}

/**
 * pasar_grid_kept_free:
 * @self: (transfer full): what was kept
 */
void
pasar_grid_kept_free (PasarGridKept *self)
{
  g_ptr_array_unref (self->patterns);
  g_array_unref (self->keys);
  g_array_unref (self->kinds);
  g_free (self);
}

static void
add_run (const PasarGridKept *self, GArray *rectangles, guint first, guint end, guint kind)
{
  const cairo_region_t *pattern = g_ptr_array_index (self->patterns, kind);

  for (int i = 0; i < cairo_region_num_rectangles (pattern); i++)
    {
      cairo_rectangle_int_t rectangle;

      cairo_region_get_rectangle (pattern, i, &rectangle);
      rectangle.y = (int) first;
      rectangle.height = (int) (end - first);
      g_array_append_val (rectangles, rectangle);
    }
}

/* By row, its pattern. */
static guint *
find_kinds (const PasarGridKept *self, PasarGridSource *source, guint n_rows)
{
  const guint n = self->keys->len;
  g_autofree guint *rows = g_new (guint, n + 1);
  guint *kinds = g_new (guint, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    kinds[row] = self->usual;
  pasar_grid_source_find_rows (source, (const PasarGridKey *) (gpointer) self->keys->data, n, rows);
  for (guint i = 0; i < n; i++)
    {
      if (rows[i] < n_rows)
        kinds[rows[i]] = g_array_index (self->kinds, guint, i);
    }
  return kinds;
}

/**
 * pasar_grid_kept_find:
 * @self: what was kept
 * @source: whose cells they are
 *
 * Returns: (transfer full): where they are now; rows that are not shown are left out
 */
cairo_region_t *
pasar_grid_kept_find (const PasarGridKept *self, PasarGridSource *source)
{
  const guint n_rows = self->keys->len > 0 ? pasar_grid_source_get_n_rows (source) : 0;
  g_autoptr (GArray) rectangles = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_int_t));
  g_autofree guint *kinds = n_rows > 0 ? find_kinds (self, source, n_rows) : NULL;
  guint first = 0;

  for (guint row = 1; row <= n_rows; row++)
    {
      if (row < n_rows && kinds[row] == kinds[first])
        continue;
      if (row < n_rows || kinds[first] != self->usual)
        {
          add_run (self, rectangles, first, row, kinds[first]);
          first = row;
        }
    }
  add_run (self, rectangles, first, PASAR_GRID_REGION_END, self->usual);
  return cairo_region_create_rectangles ((const cairo_rectangle_int_t *) (gpointer)
                                             rectangles->data,
                                         (int) rectangles->len);
}

/**
 * pasar_grid_kept_map_places:
 * @self: what was kept
 * @map: (array length=n_map): by place, where it is now; %PASAR_GRID_NONE: nowhere
 * @n_map: how many places there were
 *
 * Follows columns that moved.
 */
void
pasar_grid_kept_map_places (PasarGridKept *self, const guint *map, guint n_map)
{
  for (guint i = 0; i < self->patterns->len; i++)
    {
      cairo_region_t **pattern = (cairo_region_t **) &g_ptr_array_index (self->patterns, i);
      cairo_region_t *mapped = pasar_grid_region_map_places (*pattern, map, n_map);

      cairo_region_destroy (*pattern);
      *pattern = mapped;
    }
}

/**
 * pasar_grid_kept_row_new:
 * @row: a row
 * @source: whose it is
 *
 * Returns: (transfer full): it, by who it is
 */
PasarGridKeptRow *
pasar_grid_kept_row_new (guint row, PasarGridSource *source)
{
  PasarGridKeptRow *self = g_new0 (PasarGridKeptRow, 1);
  const guint n_rows = pasar_grid_source_get_n_rows (source);
  const guint end = MIN (n_rows, row + N_NEAR);

  self->row = row;
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarGridKey));
  if (row < end)
    {
      PasarGridKey parent = { 0 };

      add_keys (self->keys, source, row, row + 1);
      /* The row that it may have been folded into. */
      parent.first = g_array_index (self->keys, PasarGridKey, 0).first;
      g_array_append_val (self->keys, parent);
      add_keys (self->keys, source, row + 1, end);
    }
  return self;
}

/**
 * pasar_grid_kept_row_free:
 * @self: (transfer full): a row
 */
void
pasar_grid_kept_row_free (PasarGridKeptRow *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

/**
 * pasar_grid_kept_row_find:
 * @self: a row
 * @source: whose it is
 * @is_shown: (out): whether it is shown itself
 *
 * Returns: where it is now; when it is not shown, the row that it is folded into, else the nearest
 *   one that followed it; %PASAR_GRID_NONE without rows
 */
guint
pasar_grid_kept_row_find (const PasarGridKeptRow *self, PasarGridSource *source, gboolean *is_shown)
{
  const guint n_rows = pasar_grid_source_get_n_rows (source);
  g_autofree guint *rows = g_new (guint, self->keys->len + 1);

  *is_shown = FALSE;
  if (n_rows == 0)
    return PASAR_GRID_NONE;
  pasar_grid_source_find_rows (source,
                               (const PasarGridKey *) (gpointer) self->keys->data,
                               self->keys->len,
                               rows);
  *is_shown = rows[0] < n_rows;
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (rows[i] < n_rows)
        return rows[i];
    }
  return MIN (self->row, n_rows - 1);
}
