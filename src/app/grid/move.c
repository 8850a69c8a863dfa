/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/move.h"

/* A row or a column, gone along from one cell. */
typedef struct
{
  const PasarGridGeometry *geometry;
  PasarGridSource *source;
  const guint *places; /* by place its column */
  guint row;
  guint place;
  gboolean is_across; /* along the row, not the column */
} Line;

static gboolean
is_empty_at (const Line *line, guint at)
{
  return line->is_across ? pasar_grid_source_is_empty (line->source, line->row, line->places[at])
                         : pasar_grid_source_is_empty (line->source, at, line->places[line->place]);
}

/* The last cell on the way to another up to which all are empty, or none is. */
static guint
find_run_end (const Line *line, guint at, guint end)
{
  const guint step = at < end ? 1 : G_MAXUINT;
  const gboolean is_empty = is_empty_at (line, at);

  if (!line->is_across)
    return pasar_grid_source_find_run_end (line->source, at, end, line->places[line->place]);
  while (at != end && is_empty_at (line, at + step) == is_empty)
    at += step;
  return at;
}

/* As spreadsheets have it: from within cells that are not empty to the last of them, else to the
 * first one that is not, else to the end. */
static guint
find_edge (const Line *line, gboolean back)
{
  const guint n = line->is_across ? line->geometry->n_places : line->geometry->n_rows;
  const guint end = back ? 0 : n - 1;
  const guint step = back ? G_MAXUINT : 1;
  const guint at = line->is_across ? line->place : line->row;
  const gboolean is_empty = is_empty_at (line, at);
  guint last = find_run_end (line, at, end);

  if (last == end || (last != at && !is_empty))
    return last;
  /* The last of its block: what is empty behind it is passed over. */
  if (!is_empty)
    last = find_run_end (line, at + step, end);
  return last == end ? end : last + step;
}

/**
 * pasar_grid_move_count_page_rows:
 * @geometry: where cells are
 *
 * Returns: how many rows a screen is: one of those seen before is still seen
 */
guint
pasar_grid_move_count_page_rows (const PasarGridGeometry *geometry)
{
  return (guint) MAX (1, geometry->height / geometry->row_height - 1);
}

/* The place a screen further on; at least the next one. */
static guint
find_page_place (const PasarGridGeometry *geometry, guint place, gboolean back)
{
  const int page = geometry->width - pasar_grid_geometry_get_frozen_width (geometry);
  const guint end = back ? 0 : geometry->n_places - 1;
  int passed = 0;

  while (place != end)
    {
      passed += geometry->widths[back ? place - 1 : place];
      place = back ? place - 1 : place + 1;
      if (passed + geometry->widths[place] > page)
        break;
    }
  return place;
}

static guint
move_by (guint at, int by, guint n)
{
  return (guint) CLAMP ((gint64) at + by, 0, (gint64) n - 1);
}

/* Row by row; FALSE before the first cell and behind the last. */
static gboolean
find_next (const PasarGridGeometry *geometry, gboolean back, guint *row, guint *place)
{
  const guint last_place = geometry->n_places - 1;

  if (*place != (back ? 0 : last_place))
    *place += back ? G_MAXUINT : 1;
  else if (*row != (back ? 0 : geometry->n_rows - 1))
    {
      *row += back ? G_MAXUINT : 1;
      *place = back ? last_place : 0;
    }
  else
    return FALSE;
  return TRUE;
}

/**
 * pasar_grid_move_find:
 * @move: where to
 * @geometry: where cells are; there is one
 * @source: tells which cells are empty
 * @places: (array): by place its column of @source
 * @row: (inout): from which row, to which
 * @place: (inout): from which place, to which
 *
 * Returns: %FALSE when it leads out of the sheet, as Tab on the last cell does
 */
gboolean
pasar_grid_move_find (PasarGridMove move,
                      const PasarGridGeometry *geometry,
                      PasarGridSource *source,
                      const guint *places,
                      guint *row,
                      guint *place)
{
  const int page = (int) pasar_grid_move_count_page_rows (geometry);
  const guint n_rows = geometry->n_rows;
  const guint n_places = geometry->n_places;
  Line line = { geometry, source, places, *row, *place, FALSE };

  switch (move)
    {
    case PASAR_GRID_MOVE_UP:
    case PASAR_GRID_MOVE_ENTER_BACK:
      *row = move_by (*row, -1, n_rows);
      break;
    case PASAR_GRID_MOVE_DOWN:
    case PASAR_GRID_MOVE_ENTER:
      *row = move_by (*row, 1, n_rows);
      break;
    case PASAR_GRID_MOVE_BACK:
      *place = move_by (*place, -1, n_places);
      break;
    case PASAR_GRID_MOVE_FORWARD:
      *place = move_by (*place, 1, n_places);
      break;
    case PASAR_GRID_MOVE_UP_EDGE:
    case PASAR_GRID_MOVE_DOWN_EDGE:
      *row = find_edge (&line, move == PASAR_GRID_MOVE_UP_EDGE);
      break;
    case PASAR_GRID_MOVE_BACK_EDGE:
    case PASAR_GRID_MOVE_FORWARD_EDGE:
      line.is_across = TRUE;
      *place = find_edge (&line, move == PASAR_GRID_MOVE_BACK_EDGE);
      break;
    case PASAR_GRID_MOVE_PAGE_UP:
      *row = move_by (*row, -page, n_rows);
      break;
    case PASAR_GRID_MOVE_PAGE_DOWN:
      *row = move_by (*row, page, n_rows);
      break;
    case PASAR_GRID_MOVE_PAGE_BACK:
    case PASAR_GRID_MOVE_PAGE_FORWARD:
      *place = find_page_place (geometry, *place, move == PASAR_GRID_MOVE_PAGE_BACK);
      break;
    case PASAR_GRID_MOVE_START:
      *row = 0;
      *place = 0;
      break;
    case PASAR_GRID_MOVE_ROW_START:
      *place = 0;
      break;
    case PASAR_GRID_MOVE_END:
      *row = n_rows - 1;
      *place = n_places - 1;
      break;
    case PASAR_GRID_MOVE_ROW_END:
      *place = n_places - 1;
      break;
    case PASAR_GRID_MOVE_NEXT:
    case PASAR_GRID_MOVE_PREVIOUS:
      return find_next (geometry, move == PASAR_GRID_MOVE_PREVIOUS, row, place);
    default:
      g_assert_not_reached ();
    }
  return TRUE;
}

/* A block while it grows; its ends belong to it. */
typedef struct
{
  const PasarGridGeometry *geometry;
  PasarGridSource *source;
  const guint *places;
  guint first_row;
  guint last_row;
  guint first_place;
  guint last_place;
} Block;

/* The last row, from one on, up to which each has something in the block's places or next to them.
 * Its own are tried before those. */
static guint
find_last_row (const Block *self, guint row, guint end)
{
  const guint step = row < end ? 1 : G_MAXUINT;
  const guint first = self->first_place - MIN (self->first_place, 1);
  const guint n = MIN (self->last_place + 1, self->geometry->n_places - 1) - first + 1;

  for (guint i = 0; row != end && i < n;)
    {
      const guint column = self->places[first + (self->first_place - first + i++) % n];

      if (pasar_grid_source_is_empty (self->source, row + step, column))
        continue;
      row = pasar_grid_source_find_run_end (self->source, row + step, end, column);
      i = 0;
    }
  return row;
}

static gboolean
grow_rows (Block *self)
{
  const Block before = *self;

  self->first_row = find_last_row (self, self->first_row, 0);
  self->last_row = find_last_row (self, self->last_row, self->geometry->n_rows - 1);
  return self->first_row != before.first_row || self->last_row != before.last_row;
}

static gboolean
is_any_filled (const Block *self, guint first, guint last, guint place)
{
  const guint column = self->places[place];

  return !pasar_grid_source_is_empty (self->source, first, column)
         || pasar_grid_source_find_run_end (self->source, first, last, column) != last;
}

static gboolean
grow_places (Block *self)
{
  const guint first = self->first_row - MIN (self->first_row, 1);
  const guint last = MIN (self->last_row + 1, self->geometry->n_rows - 1);
  const Block before = *self;

  if (self->first_place > 0 && is_any_filled (self, first, last, self->first_place - 1))
    self->first_place--;
  if (self->last_place + 1 < self->geometry->n_places
      && is_any_filled (self, first, last, self->last_place + 1))
    self->last_place++;
  return self->first_place != before.first_place || self->last_place != before.last_place;
}

/**
 * pasar_grid_move_find_block:
 * @geometry: where cells are; there is one
 * @source: tells which cells are empty
 * @places: (array): by place its column of @source
 * @row: a row
 * @place: a place
 *
 * Returns: the block of data that a cell is in: what is around it is empty
 */
PasarGridRange
pasar_grid_move_find_block (const PasarGridGeometry *geometry,
                            PasarGridSource *source,
                            const guint *places,
                            guint row,
                            guint place)
{
  Block block = { geometry, source, places, row, row, place, place };
  gboolean grows = TRUE;

  while (grows)
    {
      grows = grow_rows (&block);
      grows |= grow_places (&block);
    }
  return (PasarGridRange){
    block.first_row,
    block.last_row - block.first_row + 1,
    block.first_place,
    block.last_place - block.first_place + 1,
  };
}
