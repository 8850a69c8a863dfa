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
 * pasar_selected_dup_rows:
 * @sheet: a sheet with a shop
 * @range: cells that there are
 *
 * Returns: (transfer full) (element-type guint): the catalogue's numbers of its rows, as shown
 */
GArray *
pasar_selected_dup_rows (PasarSheet *sheet, const PasarGridRange *range)
{
  PasarView *view = pasar_sheet_get_view (sheet);
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), range->n_rows);

  for (guint i = 0; i < range->n_rows; i++)
    {
      const guint row = pasar_view_get_row (view, range->first_row + i);

      g_array_append_val (rows, row);
    }
  return rows;
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
