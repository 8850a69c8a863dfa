/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/source.h"

G_DEFINE_INTERFACE (PasarGridSource, pasar_grid_source, G_TYPE_OBJECT)

enum
{
  SIGNAL_ROWS_WILL_CHANGE,
  SIGNAL_ROWS_CHANGED,
  SIGNAL_CELLS_CHANGED,
  SIGNAL_COLUMNS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pasar_grid_source_default_init (PasarGridSourceInterface *iface)
{
  static const char *const names[N_SIGNALS] = {
    [SIGNAL_ROWS_WILL_CHANGE] = "rows-will-change",
    [SIGNAL_ROWS_CHANGED] = "rows-changed",
    [SIGNAL_CELLS_CHANGED] = "cells-changed",
    [SIGNAL_COLUMNS_CHANGED] = "columns-changed",
  };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               PASAR_TYPE_GRID_SOURCE,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
}

/**
 * pasar_grid_source_get_n_rows:
 * @self: a source
 *
 * Returns: how many rows there are
 */
guint
pasar_grid_source_get_n_rows (PasarGridSource *self)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->get_n_rows (self);
}

/**
 * pasar_grid_source_get_n_columns:
 * @self: a source
 *
 * Returns: how many columns there are, hidden ones included
 */
guint
pasar_grid_source_get_n_columns (PasarGridSource *self)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->get_n_columns (self);
}

/**
 * pasar_grid_source_read_column:
 * @self: a source
 * @column: a column
 * @out: (out caller-allocates): what it is
 */
void
pasar_grid_source_read_column (PasarGridSource *self, guint column, PasarGridColumn *out)
{
  *out = (PasarGridColumn){ 0 };
  PASAR_GRID_SOURCE_GET_IFACE (self)->read_column (self, column, out);
}

/**
 * pasar_grid_source_read_cell:
 * @self: a source
 * @row: a row
 * @column: a column
 * @out: (out caller-allocates): what the cell shows
 */
void
pasar_grid_source_read_cell (PasarGridSource *self, guint row, guint column, PasarGridCell *out)
{
  out->text = out->was = out->change = out->detail = "";
  out->picture = NULL;
  for (guint i = 0; i < PASAR_GRID_MARKS; i++)
    out->marks[i] = NULL;
  out->flags = PASAR_GRID_CELL_PLAIN;
  PASAR_GRID_SOURCE_GET_IFACE (self)->read_cell (self, row, column, out);
}

/**
 * pasar_grid_source_is_empty:
 * @self: a source
 * @row: a row
 * @column: a column
 *
 * Returns: whether the cell shows nothing
 */
gboolean
pasar_grid_source_is_empty (PasarGridSource *self, guint row, guint column)
{
  PasarGridSourceInterface *iface = PASAR_GRID_SOURCE_GET_IFACE (self);
  PasarGridCell cell;

  if (iface->is_empty != NULL)
    return iface->is_empty (self, row, column);
  pasar_grid_source_read_cell (self, row, column, &cell);
  return cell.text[0] == '\0';
}

/**
 * pasar_grid_source_find_run_end:
 * @self: a source
 * @row: a row
 * @end: another, above or below
 * @column: a column
 *
 * Returns: the last row on the way from @row to @end up to which the cells are all empty, or all
 * not
 */
guint
pasar_grid_source_find_run_end (PasarGridSource *self, guint row, guint end, guint column)
{
  PasarGridSourceInterface *iface = PASAR_GRID_SOURCE_GET_IFACE (self);
  const guint step = row < end ? 1 : G_MAXUINT;
  gboolean is_empty;

  if (iface->find_run_end != NULL)
    return iface->find_run_end (self, row, end, column);
  is_empty = pasar_grid_source_is_empty (self, row, column);
  while (row != end && pasar_grid_source_is_empty (self, row + step, column) == is_empty)
    row += step;
  return row;
}

/**
 * pasar_grid_source_get_key:
 * @self: a source
 * @row: a row
 *
 * Returns: who it is
 */
PasarGridKey
pasar_grid_source_get_key (PasarGridSource *self, guint row)
{
  PasarGridKey key;

  pasar_grid_source_get_keys (self, row, 1, &key);
  return key;
}

/**
 * pasar_grid_source_get_keys:
 * @self: a source
 * @first: a row
 * @n: how many rows
 * @keys: (out caller-allocates) (array length=n): who they are
 */
void
pasar_grid_source_get_keys (PasarGridSource *self, guint first, guint n, PasarGridKey *keys)
{
  PASAR_GRID_SOURCE_GET_IFACE (self)->get_keys (self, first, n, keys);
}

/**
 * pasar_grid_source_find_rows:
 * @self: a source
 * @keys: (array length=n): rows
 * @n: how many
 * @rows: (out caller-allocates) (array length=n): where they are; %PASAR_GRID_NONE: not shown
 */
void
pasar_grid_source_find_rows (PasarGridSource *self, const PasarGridKey *keys, guint n, guint *rows)
{
  PASAR_GRID_SOURCE_GET_IFACE (self)->find_rows (self, keys, n, rows);
}

/**
 * pasar_grid_source_dup_cell_label:
 * @self: a source
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full): what assistive technology is told of the cell
 */
char *
pasar_grid_source_dup_cell_label (PasarGridSource *self, guint row, guint column)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->dup_cell_label (self, row, column);
}

/**
 * pasar_grid_source_dup_row_label:
 * @self: a source
 * @row: a row
 *
 * Returns: (transfer full): the name of the row
 */
char *
pasar_grid_source_dup_row_label (PasarGridSource *self, guint row)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->dup_row_label (self, row);
}

/**
 * pasar_grid_source_dup_cell_tooltip:
 * @self: a source
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full) (nullable): more than what the cell shows
 */
char *
pasar_grid_source_dup_cell_tooltip (PasarGridSource *self, guint row, guint column)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->dup_cell_tooltip (self, row, column);
}

/**
 * pasar_grid_source_dup_edit_text:
 * @self: a source
 * @row: a row
 * @column: a column
 * @error: return location: why the cell cannot be edited
 *
 * Returns: (transfer full) (nullable): what an editor begins with; %NULL with @error
 */
char *
pasar_grid_source_dup_edit_text (PasarGridSource *self, guint row, guint column, GError **error)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->dup_edit_text (self, row, column, error);
}

/**
 * pasar_grid_source_commit:
 * @self: a source
 * @row: where the text was typed
 * @column: where the text was typed
 * @ranges: (array length=n_ranges): the cells that it is for
 * @n_ranges: how many, at least 1
 * @text: what was typed
 * @error: return location: why it was refused
 *
 * Returns: what became of it
 */
PasarGridAnswer
pasar_grid_source_commit (PasarGridSource *self,
                          guint row,
                          guint column,
                          const PasarGridRange *ranges,
                          guint n_ranges,
                          const char *text,
                          GError **error)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)
      ->commit (self, row, column, ranges, n_ranges, text, error);
}

/**
 * pasar_grid_source_fill:
 * @self: a source
 * @from: (array length=n_ranges): the cells that are repeated or continued, at one end of @to
 * @to: (array length=n_ranges): the cells that are filled, @from included
 * @n_ranges: how many ranges, each filled from its own cells
 * @fill: how
 * @error: return location: why it was refused
 *
 * Returns: what became of it
 */
PasarGridAnswer
pasar_grid_source_fill (PasarGridSource *self,
                        const PasarGridRange *from,
                        const PasarGridRange *to,
                        guint n_ranges,
                        PasarGridFill fill,
                        GError **error)
{
  return PASAR_GRID_SOURCE_GET_IFACE (self)->fill (self, from, to, n_ranges, fill, error);
}

/**
 * pasar_grid_source_clear:
 * @self: a source
 * @ranges: (array length=n_ranges): cells that get their own values again
 * @n_ranges: how many
 */
void
pasar_grid_source_clear (PasarGridSource *self, const PasarGridRange *ranges, guint n_ranges)
{
  PASAR_GRID_SOURCE_GET_IFACE (self)->clear (self, ranges, n_ranges);
}

/**
 * pasar_grid_source_toggle:
 * @self: a source
 * @row: a row with an arrow
 */
void
pasar_grid_source_toggle (PasarGridSource *self, guint row)
{
  PASAR_GRID_SOURCE_GET_IFACE (self)->toggle (self, row);
}

/**
 * pasar_grid_source_switch_cells:
 * @self: a source that has cells with %PASAR_GRID_CELL_SWITCH
 * @row: the row of the cursor
 * @column: its column
 * @ranges: (array length=n_ranges): cells that get the other one of two values
 * @n_ranges: how many
 */
void
pasar_grid_source_switch_cells (PasarGridSource *self,
                                guint row,
                                guint column,
                                const PasarGridRange *ranges,
                                guint n_ranges)
{
  PASAR_GRID_SOURCE_GET_IFACE (self)->switch_cells (self, row, column, ranges, n_ranges);
}

/**
 * pasar_grid_source_rows_will_change:
 * @self: a source
 *
 * For sources: rows are about to be added, removed or moved. @self still answers for the rows
 * before. Each call is followed by one of [method@GridSource.rows_changed].
 */
void
pasar_grid_source_rows_will_change (PasarGridSource *self)
{
  g_signal_emit (self, signals[SIGNAL_ROWS_WILL_CHANGE], 0);
}

/**
 * pasar_grid_source_rows_changed:
 * @self: a source
 *
 * For sources: rows were added, removed or moved.
 */
void
pasar_grid_source_rows_changed (PasarGridSource *self)
{
  g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
}

/**
 * pasar_grid_source_cells_changed:
 * @self: a source
 *
 * For sources: what cells show changed.
 */
void
pasar_grid_source_cells_changed (PasarGridSource *self)
{
  g_signal_emit (self, signals[SIGNAL_CELLS_CHANGED], 0);
}

/**
 * pasar_grid_source_columns_changed:
 * @self: a source
 *
 * For sources: columns were added or removed, or are named otherwise.
 */
void
pasar_grid_source_columns_changed (PasarGridSource *self)
{
  g_signal_emit (self, signals[SIGNAL_COLUMNS_CHANGED], 0);
}
