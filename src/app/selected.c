/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/selected.h"

/* The cells of the sheet that a command is for, in the terms of the catalogue. */

/**
 * pasar_selected_dup_ranges:
 * @sheet: a sheet
 *
 * Returns: (transfer full) (element-type PasarGridRange): the selected cells that there are, no
 *   cell twice; where none is selected that of the cursor; none while the sheet is empty
 */
GArray *
pasar_selected_dup_ranges (PasarSheet *sheet)
{
  PasarGrid *grid = pasar_sheet_get_grid (sheet);
  PasarView *view = pasar_sheet_get_view (sheet);
  const guint n_rows = view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (view)) : 0;
  const guint n_places = pasar_grid_get_n_places (grid);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));
  guint column;
  const guint row = pasar_grid_get_cursor (grid, &column);
  const PasarGridRange cursor = { row, 1, pasar_grid_find_place (grid, column), 1 };
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n_ranges);

  if (n_ranges == 0)
    {
      ranges = &cursor;
      n_ranges = 1;
    }
  for (guint i = 0; i < n_ranges; i++)
    {
      PasarGridRange range = ranges[i];

      if (range.first_row >= n_rows || range.first_column >= n_places)
        continue;
      range.n_rows = MIN (range.n_rows, n_rows - range.first_row);
      range.n_columns = MIN (range.n_columns, n_places - range.first_column);
      g_array_append_val (all, range);
    }
  return all;
}

/**
 * pasar_selected_get_column:
 * @sheet: a sheet with a shop
 * @place: a place of its grid
 *
 * Returns: (transfer none): what is shown there
 */
const PasarColumnInfo *
pasar_selected_get_column (PasarSheet *sheet, guint place)
{
  return pasar_catalogue_get_nth_column (pasar_view_get_catalogue (pasar_sheet_get_view (sheet)),
                                         pasar_grid_get_source_column (pasar_sheet_get_grid (sheet),
                                                                       place));
}

/**
 * pasar_selected_dup_columns:
 * @sheet: a sheet with a shop
 * @range: cells that there are
 *
 * Returns: (transfer full) (element-type PasarColumn): its columns, as shown
 */
GArray *
pasar_selected_dup_columns (PasarSheet *sheet, const PasarGridRange *range)
{
  GArray *columns = g_array_sized_new (FALSE, FALSE, sizeof (PasarColumn), range->n_columns);

  for (guint i = 0; i < range->n_columns; i++)
    {
      const PasarColumnInfo *info = pasar_selected_get_column (sheet, range->first_column + i);

      g_array_append_val (columns, info->column);
    }
  return columns;
}

static gboolean
covers (const PasarGridRange *range, guint place)
{
  return place >= range->first_column && place - range->first_column < range->n_columns;
}

/* Where the value that is meant is shown: in the column of the cursor, where that can be edited,
 * else in the first one that can. */
static guint
find_place (PasarSheet *sheet, GArray *ranges)
{
  PasarGrid *grid = pasar_sheet_get_grid (sheet);
  guint found = PASAR_GRID_NONE;
  guint cursor;

  pasar_grid_get_cursor (grid, &cursor);
  for (guint place = pasar_grid_get_n_places (grid); place-- > 0;)
    {
      gboolean is_meant = FALSE;

      if (!pasar_selected_get_column (sheet, place)->is_editable)
        continue;
      for (guint i = 0; i < ranges->len; i++)
        is_meant = is_meant || covers (&g_array_index (ranges, PasarGridRange, i), place);
      if (is_meant && pasar_grid_get_source_column (grid, place) == cursor)
        return place;
      if (is_meant)
        found = place;
    }
  return found;
}

/**
 * pasar_selected_make_reach:
 * @sheet: a sheet
 * @field: (out): which of their values is meant, where there are cells
 *
 * Returns: (transfer full) (nullable): what an edit of the selected cells of that value reaches, to
 *   be run; %NULL when there are none that can be edited
 */
PasarReach *
pasar_selected_make_reach (PasarSheet *sheet, PasarField *field)
{
  PasarView *view = pasar_sheet_get_view (sheet);
  g_autoptr (GArray) ranges = NULL;
  PasarReach *reach;
  guint place;

  if (view == NULL
      || pasar_catalogue_get_read_only_reason (pasar_view_get_catalogue (view)) != NULL)
    return NULL;
  ranges = pasar_selected_dup_ranges (sheet);
  place = find_place (sheet, ranges);
  if (place == PASAR_GRID_NONE)
    return NULL;
  *field = pasar_selected_get_column (sheet, place)->field;
  reach = pasar_reach_new (view);
  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      if (covers (range, place))
        pasar_reach_add (reach, range->first_row, range->n_rows);
    }
  return reach;
}
