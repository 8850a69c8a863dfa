/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/selection.h"

struct _PasarGridSelection
{
  guint row;
  guint place;
  GArray *ranges; /* (owned) (element-type PasarGridRange) */
};

/**
 * pasar_grid_selection_new:
 *
 * Returns: (transfer full): nothing selected, the cursor nowhere
 */
PasarGridSelection *
pasar_grid_selection_new (void)
{
  PasarGridSelection *self = g_new0 (PasarGridSelection, 1);

  self->row = PASAR_GRID_NONE;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));
  return self;
}

/**
 * pasar_grid_selection_free:
 * @self: (transfer full): a selection
 */
void
pasar_grid_selection_free (PasarGridSelection *self)
{
  g_array_unref (self->ranges);
  g_free (self);
}

/**
 * pasar_grid_selection_get_cursor:
 * @self: a selection
 * @place: (out) (optional): the place of its column
 *
 * Returns: its row; %PASAR_GRID_NONE when it is nowhere
 */
guint
pasar_grid_selection_get_cursor (const PasarGridSelection *self, guint *place)
{
  if (place != NULL)
    *place = self->place;
  return self->row;
}

/**
 * pasar_grid_selection_set_cursor:
 * @self: a selection
 * @row: a row; %PASAR_GRID_NONE: nowhere
 * @place: a place
 *
 * Moves the cursor; only its cell is selected then.
 */
void
pasar_grid_selection_set_cursor (PasarGridSelection *self, guint row, guint place)
{
  self->row = row;
  self->place = place;
  g_array_set_size (self->ranges, 0);
}

/**
 * pasar_grid_selection_get_ranges:
 * @self: a selection
 * @n_ranges: (out): how many
 *
 * Returns: (transfer none) (array length=n_ranges): what is selected; that do not overlap
 */
const PasarGridRange *
pasar_grid_selection_get_ranges (const PasarGridSelection *self, guint *n_ranges)
{
  *n_ranges = self->ranges->len;
  return (const PasarGridRange *) (gpointer) self->ranges->data;
}

/**
 * pasar_grid_selection_set_ranges:
 * @self: a selection
 * @ranges: (array length=n_ranges): what is selected from now on
 * @n_ranges: how many
 */
void
pasar_grid_selection_set_ranges (PasarGridSelection *self,
                                 const PasarGridRange *ranges,
                                 guint n_ranges)
{
  g_array_set_size (self->ranges, 0);
  g_array_append_vals (self->ranges, ranges, n_ranges);
}

/* Also for PASAR_GRID_NONE of them. */
static gboolean
is_within (guint number, guint first, guint n)
{
  return number >= first && number - first < n;
}

/**
 * pasar_grid_selection_contains:
 * @self: a selection
 * @row: a row
 * @place: a place
 *
 * Returns: whether the cell is in a range
 */
gboolean
pasar_grid_selection_contains (const PasarGridSelection *self, guint row, guint place)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (self->ranges, PasarGridRange, i);

      if (is_within (row, range->first_row, range->n_rows)
          && is_within (place, range->first_column, range->n_columns))
        return TRUE;
    }
  return FALSE;
}
