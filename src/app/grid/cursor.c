/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <glib/gi18n-lib.h>

/* Moves the cursor and the corner of the selection, as keys, clicks and the editor ask for it. */

/**
 * pasar_grid_go:
 * @self: a grid
 * @row: a row
 * @place: a place
 * @how: what becomes of the selection
 *
 * Goes to a cell, as a click on it does; does not scroll.
 */
void
pasar_grid_go (PasarGrid *self, guint row, guint place, PasarGridGo how)
{
  const guint version = pasar_grid_selection_get_version (self->selection);

  switch (how)
    {
    case PASAR_GRID_GO_EXTEND:
      pasar_grid_selection_extend (self->selection, row, place);
      break;
    case PASAR_GRID_GO_ADD:
      pasar_grid_selection_begin_range (self->selection, row, place);
      break;
    case PASAR_GRID_GO_KEEP:
      pasar_grid_selection_stop (self->selection);
      pasar_grid_selection_move_cursor (self->selection, row, place);
      break;
    case PASAR_GRID_GO_ONLY:
    default:
      pasar_grid_selection_set_cursor (self->selection, row, place);
    }
  pasar_grid_place_changed (self);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
}

/* Tab and Enter go through a selection. */
static gboolean
walk (PasarGrid *self, PasarGridMove move)
{
  static const PasarGridWalk walks[] = {
    [PASAR_GRID_MOVE_NEXT] = PASAR_GRID_WALK_RIGHT,
    [PASAR_GRID_MOVE_PREVIOUS] = PASAR_GRID_WALK_LEFT,
    [PASAR_GRID_MOVE_ENTER] = PASAR_GRID_WALK_DOWN,
    [PASAR_GRID_MOVE_ENTER_BACK] = PASAR_GRID_WALK_UP,
  };
  guint place;
  guint row;

  if (!pasar_grid_selection_walk (self->selection, walks[move]))
    return FALSE;
  row = pasar_grid_selection_get_cursor (self->selection, &place);
  pasar_grid_scroll_to_place (self, row, place);
  pasar_grid_place_changed (self);
  return TRUE;
}

/* Enter goes back to where Tab began, when Tab alone led to the cursor's cell. */
static guint
find_run_place (PasarGrid *self, guint row, guint place)
{
  const gboolean is_on = self->run.row == row && self->run.place == place;

  return is_on ? self->run.first_place : place;
}

/**
 * pasar_grid_move:
 * @self: a grid
 * @move: where to
 * @extend: whether the selection is extended
 *
 * Moves the cursor, or the corner of the selection, as a key does. Tab and Enter go through the
 * selection when there is one.
 *
 * Returns: %FALSE when it leads out of the grid
 */
gboolean
pasar_grid_move (PasarGrid *self, PasarGridMove move, gboolean extend)
{
  const gboolean is_tab = move == PASAR_GRID_MOVE_NEXT || move == PASAR_GRID_MOVE_PREVIOUS;
  const gboolean is_enter = move == PASAR_GRID_MOVE_ENTER || move == PASAR_GRID_MOVE_ENTER_BACK;
  PasarGridGo how = PASAR_GRID_GO_ONLY;
  guint run_place;
  guint place;
  guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (row == PASAR_GRID_NONE || self->geometry.n_places == 0)
    return FALSE;
  if ((is_tab || is_enter) && walk (self, move))
    return TRUE;
  run_place = find_run_place (self, row, place);
  if (is_enter)
    place = run_place;
  else if (!is_tab && (extend || self->mode == PASAR_GRID_MODE_EXTEND))
    {
      how = PASAR_GRID_GO_EXTEND;
      row = pasar_grid_selection_get_corner (self->selection, &place);
    }
  else if (self->mode == PASAR_GRID_MODE_ADD)
    how = PASAR_GRID_GO_KEEP;
  if (!pasar_grid_move_find (move, &self->geometry, self->source, self->places, &row, &place))
    return FALSE;
  /* By a screen: the cursor stays where it is on it. */
  if (move == PASAR_GRID_MOVE_PAGE_UP || move == PASAR_GRID_MOVE_PAGE_DOWN)
    pasar_grid_scroll_by (self,
                          0,
                          (move == PASAR_GRID_MOVE_PAGE_UP ? -1.0 : 1.0)
                              * pasar_grid_move_count_page_rows (&self->geometry)
                              * self->geometry.row_height);
  pasar_grid_scroll_to_place (self, row, place);
  pasar_grid_go (self, row, place, how);
  if (is_tab)
    self->run = (PasarGridRun){ row, place, run_place };
  return TRUE;
}

static void
select_range (PasarGrid *self, const PasarGridRange *range)
{
  const guint version = pasar_grid_selection_get_version (self->selection);

  pasar_grid_selection_set_ranges (self->selection, range, 1);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_select_block:
 * @self: a grid
 *
 * Selects the block of data around the cursor; when it is selected already, everything.
 */
void
pasar_grid_select_block (PasarGrid *self)
{
  const PasarGridRange all = { 0, PASAR_GRID_NONE, 0, PASAR_GRID_NONE };
  const PasarGridGeometry *geometry = &self->geometry;
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_selection_get_ranges (self->selection, &n_ranges);
  PasarGridRange block;
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (row == PASAR_GRID_NONE || geometry->n_places == 0)
    return;
  block = pasar_grid_move_find_block (geometry, self->source, self->places, row, place);
  if ((n_ranges == 1 && memcmp (&block, ranges, sizeof block) == 0)
      || (block.n_rows == geometry->n_rows && block.n_columns == geometry->n_places))
    block = all;
  select_range (self, &block);
}

/**
 * pasar_grid_widen_selection:
 * @self: a grid
 * @all_rows: to whole columns
 * @all_places: to whole rows
 */
void
pasar_grid_widen_selection (PasarGrid *self, gboolean all_rows, gboolean all_places)
{
  const guint version = pasar_grid_selection_get_version (self->selection);

  if (pasar_grid_selection_get_cursor (self->selection, NULL) == PASAR_GRID_NONE)
    return;
  pasar_grid_selection_widen (self->selection, all_rows, all_places);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_unselect:
 * @self: a grid
 *
 * Only the cursor's cell is meant then.
 */
void
pasar_grid_unselect (PasarGrid *self)
{
  const guint version = pasar_grid_selection_get_version (self->selection);
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  pasar_grid_selection_set_cursor (self->selection, row, place);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_toggle_cell:
 * @self: a grid
 *
 * Selects the cursor's cell beside what is selected, or takes it out.
 */
void
pasar_grid_toggle_cell (PasarGrid *self)
{
  const guint version = pasar_grid_selection_get_version (self->selection);
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (row == PASAR_GRID_NONE)
    return;
  pasar_grid_selection_toggle (self->selection, row, place);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_dup_target:
 * @self: a grid with a cursor
 * @n_ranges: (out): how many
 *
 * Returns: (transfer full) (array length=n_ranges): the cells that a command is for
 */
PasarGridRange *
pasar_grid_dup_target (PasarGrid *self, guint *n_ranges)
{
  const PasarGridRange *ranges = pasar_grid_selection_get_ranges (self->selection, n_ranges);
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);
  const PasarGridRange one = { row, 1, place, 1 };

  if (*n_ranges > 0)
    return g_memdup2 (ranges, *n_ranges * sizeof *ranges);
  *n_ranges = 1;
  return g_memdup2 (&one, sizeof one);
}

/**
 * pasar_grid_read_cursor_flags:
 * @self: a grid
 *
 * Returns: what the cursor's cell looks like
 */
PasarGridCellFlags
pasar_grid_read_cursor_flags (PasarGrid *self)
{
  PasarGridCell cell;
  guint column;
  const guint row = pasar_grid_get_cursor (self, &column);

  if (row == PASAR_GRID_NONE || column == PASAR_GRID_NONE)
    return PASAR_GRID_CELL_PLAIN;
  pasar_grid_source_read_cell (self->source, row, column, &cell);
  return cell.flags;
}

/**
 * pasar_grid_get_mode:
 * @self: a grid
 *
 * Returns: what moving the cursor does to the selection
 */
PasarGridMode
pasar_grid_get_mode (PasarGrid *self)
{
  return self->mode;
}

/**
 * pasar_grid_get_mode_text:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): what moving the cursor does to the selection, in words, when
 *   it is not the usual
 */
const char *
pasar_grid_get_mode_text (PasarGrid *self)
{
  switch (self->mode)
    {
    case PASAR_GRID_MODE_EXTEND:
      /* Translators: a mode of the sheet, in the status bar: what moving the cursor does now */
      return _ ("Extend selection");
    case PASAR_GRID_MODE_ADD:
      /* Translators: a mode of the sheet, in the status bar: what moving the cursor does now */
      return _ ("Add to selection");
    case PASAR_GRID_MODE_USUAL:
    default:
      return NULL;
    }
}

/**
 * pasar_grid_set_mode:
 * @self: a grid
 * @mode: what moving the cursor does to the selection
 *
 * To add to a selection, what is selected stays: the cursor's cell, too.
 */
void
pasar_grid_set_mode (PasarGrid *self, PasarGridMode mode)
{
  const guint version = pasar_grid_selection_get_version (self->selection);

  if (mode == self->mode)
    return;
  self->mode = mode;
  if (mode == PASAR_GRID_MODE_ADD
      && pasar_grid_selection_get_cursor (self->selection, NULL) != PASAR_GRID_NONE)
    pasar_grid_selection_settle (self->selection);
  if (pasar_grid_selection_get_version (self->selection) != version)
    pasar_grid_selection_was_changed (self);
  pasar_grid_emit_mode_changed (self);
}

/**
 * pasar_grid_get_cursor:
 * @self: a grid
 * @column: (out) (optional): the column of the source that it is in
 *
 * Returns: the row of the cursor; %PASAR_GRID_NONE while there are no rows
 */
guint
pasar_grid_get_cursor (PasarGrid *self, guint *column)
{
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (column != NULL)
    *column = place < self->geometry.n_places ? self->places[place] : PASAR_GRID_NONE;
  return row;
}

/**
 * pasar_grid_set_cursor:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Moves the cursor, drops the selection and scrolls as little as is needed to show the cell.
 */
void
pasar_grid_set_cursor (PasarGrid *self, guint row, guint column)
{
  const guint place = pasar_grid_find_place (self, column);

  g_return_if_fail (row < self->geometry.n_rows && place != PASAR_GRID_NONE);
  pasar_grid_selection_set_cursor (self->selection, row, place);
  pasar_grid_scroll_to (self, row, column);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_scroll_to:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Scrolls as little as is needed to show the cell whole.
 */
void
pasar_grid_scroll_to (PasarGrid *self, guint row, guint column)
{
  const guint place = pasar_grid_find_place (self, column);

  g_return_if_fail (row < self->geometry.n_rows && place != PASAR_GRID_NONE);
  pasar_grid_scroll_to_place (self, row, place);
}

/**
 * pasar_grid_get_ranges:
 * @self: a grid
 * @n_ranges: (out): how many
 *
 * Returns: (transfer none) (array length=n_ranges): what is selected, that do not overlap; none:
 *   the cursor's cell alone
 */
const PasarGridRange *
pasar_grid_get_ranges (PasarGrid *self, guint *n_ranges)
{
  return pasar_grid_selection_get_ranges (self->selection, n_ranges);
}

/**
 * pasar_grid_select:
 * @self: a grid
 * @ranges: (array length=n_ranges): cells, of places
 * @n_ranges: how many
 *
 * Selects cells; the cursor stays when it is among them, else goes to the first.
 */
void
pasar_grid_select (PasarGrid *self, const PasarGridRange *ranges, guint n_ranges)
{
  pasar_grid_selection_set_ranges (self->selection, ranges, n_ranges);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_select_all:
 * @self: a grid
 */
void
pasar_grid_select_all (PasarGrid *self)
{
  const PasarGridRange all = { 0, PASAR_GRID_NONE, 0, PASAR_GRID_NONE };

  pasar_grid_select (self, &all, 1);
}
