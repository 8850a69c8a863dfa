/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/selection.h"

#include "app/grid/kept.h"

typedef struct
{
  guint row;
  guint place;
} Position;

struct _PasarGridSelection
{
  guint n_rows;
  guint n_places;
  Position cursor; /* row PASAR_GRID_NONE: nowhere */

  /* The range in the making. */
  gboolean is_making;
  gboolean takes_out; /* a hole, instead */
  gboolean all_rows;
  gboolean all_places;
  Position anchor;
  Position corner;

  cairo_region_t *settled; /* (owned): without the range in the making */
  cairo_region_t *region;  /* (owned): with it */
  GArray *ranges;          /* (owned) (nullable): region, once it was asked for */
  guint version;

  /* From before rows changed, until something else is selected. */
  PasarGridKept *kept;           /* (owned) (nullable) */
  PasarGridKeptRow *kept_cursor; /* (owned) (nullable) */
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

  self->cursor.row = PASAR_GRID_NONE;
  self->settled = cairo_region_create ();
  self->region = cairo_region_create ();
  return self;
}

/**
 * pasar_grid_selection_free:
 * @self: (transfer full): a selection
 */
void
pasar_grid_selection_free (PasarGridSelection *self)
{
  cairo_region_destroy (self->settled);
  cairo_region_destroy (self->region);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->kept, pasar_grid_kept_free);
  g_clear_pointer (&self->kept_cursor, pasar_grid_kept_row_free);
  g_free (self);
}

/* What is selected. */

static cairo_rectangle_int_t
span (Position a, Position b)
{
  return (cairo_rectangle_int_t){
    .x = (int) MIN (a.place, b.place),
    .y = (int) MIN (a.row, b.row),
    .width = (int) (MAX (a.place, b.place) - MIN (a.place, b.place)) + 1,
    .height = (int) (MAX (a.row, b.row) - MIN (a.row, b.row)) + 1,
  };
}

/* A single cell, and nothing else, is the cursor's: not a selection. */
static gboolean
is_just_cursor (const PasarGridSelection *self)
{
  return cairo_region_is_empty (self->settled) && !self->takes_out && !self->all_rows
         && !self->all_places && self->anchor.row == self->corner.row
         && self->anchor.place == self->corner.place;
}

static void
set_region (PasarGridSelection *self, cairo_region_t *region)
{
  if (cairo_region_equal (self->region, region))
    {
      cairo_region_destroy (region);
      return;
    }
  cairo_region_destroy (self->region);
  self->region = region;
  g_clear_pointer (&self->ranges, g_array_unref);
  self->version++;
}

static void
update_region (PasarGridSelection *self)
{
  cairo_region_t *region = cairo_region_copy (self->settled);

  if (self->is_making && !is_just_cursor (self))
    {
      cairo_rectangle_int_t rectangle = span (self->anchor, self->corner);

      pasar_grid_region_widen (&rectangle, self->all_rows, self->all_places);
      if (self->takes_out)
        cairo_region_subtract_rectangle (region, &rectangle);
      else
        cairo_region_union_rectangle (region, &rectangle);
    }
  set_region (self, region);
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
    *place = self->cursor.place;
  return self->cursor.row;
}

/**
 * pasar_grid_selection_get_corner:
 * @self: a selection
 * @place: (out) (optional): the place of its column
 *
 * Returns: the row of the corner that moves when the selection is extended; the cursor's without a
 *   range in the making
 */
guint
pasar_grid_selection_get_corner (const PasarGridSelection *self, guint *place)
{
  const Position *corner = self->is_making ? &self->corner : &self->cursor;

  if (place != NULL)
    *place = corner->place;
  return corner->row;
}

/**
 * pasar_grid_selection_contains:
 * @self: a selection
 * @row: a row
 * @place: a place
 *
 * Returns: whether the cell is selected
 */
gboolean
pasar_grid_selection_contains (const PasarGridSelection *self, guint row, guint place)
{
  return cairo_region_contains_point (self->region, (int) place, (int) row);
}

/**
 * pasar_grid_selection_get_ranges:
 * @self: a selection
 * @n_ranges: (out): how many
 *
 * Returns: (transfer none) (array length=n_ranges): what is selected, that do not overlap; none:
 *   the cursor's cell alone
 */
const PasarGridRange *
pasar_grid_selection_get_ranges (PasarGridSelection *self, guint *n_ranges)
{
  if (self->ranges == NULL)
    self->ranges = pasar_grid_region_dup_ranges (self->region, self->n_rows, self->n_places);
  *n_ranges = self->ranges->len;
  return (const PasarGridRange *) (gpointer) self->ranges->data;
}

/**
 * pasar_grid_selection_get_bounds:
 * @self: a selection
 * @bounds: (out caller-allocates): the smallest range that holds all of it, or the cursor's cell;
 *   numbers of rows and columns that there are
 *
 * Returns: whether there is anything
 */
gboolean
pasar_grid_selection_get_bounds (const PasarGridSelection *self, PasarGridRange *bounds)
{
  g_autoptr (cairo_region_t) shown = cairo_region_copy (self->region);
  cairo_rectangle_int_t extents = { 0, 0, (int) self->n_places, (int) self->n_rows };

  if (self->cursor.row == PASAR_GRID_NONE)
    return FALSE;
  cairo_region_intersect_rectangle (shown, &extents);
  if (cairo_region_is_empty (shown))
    extents = span (self->cursor, self->cursor);
  else
    cairo_region_get_extents (shown, &extents);
  *bounds = pasar_grid_region_to_range (&extents);
  return TRUE;
}

/**
 * pasar_grid_selection_get_version:
 * @self: a selection
 *
 * Returns: another number after the selected cells are others; the cursor does not count
 */
guint
pasar_grid_selection_get_version (const PasarGridSelection *self)
{
  return self->version;
}

/* Selecting. */

/* Something else is selected: what was kept for when rows come back is not wanted any more. */
static void
forget (PasarGridSelection *self)
{
  g_clear_pointer (&self->kept, pasar_grid_kept_free);
  g_clear_pointer (&self->kept_cursor, pasar_grid_kept_row_free);
}

static void
stop_making (PasarGridSelection *self)
{
  self->is_making = self->takes_out = self->all_rows = self->all_places = FALSE;
}

static void
begin_making (PasarGridSelection *self, Position anchor, Position corner)
{
  self->is_making = TRUE;
  self->anchor = anchor;
  self->corner = corner;
}

/**
 * pasar_grid_selection_set_cursor:
 * @self: a selection
 * @row: a row; %PASAR_GRID_NONE: nowhere
 * @place: a place
 *
 * Moves the cursor; only its cell is meant then.
 */
void
pasar_grid_selection_set_cursor (PasarGridSelection *self, guint row, guint place)
{
  forget (self);
  stop_making (self);
  self->cursor = (Position){ row, place };
  g_clear_pointer (&self->settled, cairo_region_destroy);
  self->settled = cairo_region_create ();
  update_region (self);
}

/**
 * pasar_grid_selection_move_cursor:
 * @self: a selection
 * @row: a row
 * @place: a place
 *
 * Moves the cursor and keeps what is selected.
 */
void
pasar_grid_selection_move_cursor (PasarGridSelection *self, guint row, guint place)
{
  g_clear_pointer (&self->kept_cursor, pasar_grid_kept_row_free);
  self->cursor = (Position){ row, place };
}

/**
 * pasar_grid_selection_settle:
 * @self: a selection with a cursor
 *
 * What is selected stays when the next range is begun. When it is the cursor's cell alone, that is
 * selected.
 */
void
pasar_grid_selection_settle (PasarGridSelection *self)
{
  forget (self);
  if (cairo_region_is_empty (self->region) && !self->takes_out)
    {
      const cairo_rectangle_int_t cell = span (self->cursor, self->cursor);

      cairo_region_union_rectangle (self->settled, &cell);
    }
  else
    {
      cairo_region_destroy (self->settled);
      self->settled = cairo_region_copy (self->region);
    }
  stop_making (self);
  update_region (self);
}

/**
 * pasar_grid_selection_stop:
 * @self: a selection
 *
 * What is selected stays when the cursor moves on.
 */
void
pasar_grid_selection_stop (PasarGridSelection *self)
{
  if (!cairo_region_is_empty (self->region))
    pasar_grid_selection_settle (self);
  else
    stop_making (self);
}

/**
 * pasar_grid_selection_toggle:
 * @self: a selection
 * @row: a row
 * @place: a place
 *
 * Selects a cell beside what is selected, or takes it out.
 */
void
pasar_grid_selection_toggle (PasarGridSelection *self, guint row, guint place)
{
  const cairo_rectangle_int_t cell = { (int) place, (int) row, 1, 1 };

  pasar_grid_selection_stop (self);
  if (cairo_region_contains_point (self->settled, cell.x, cell.y))
    cairo_region_subtract_rectangle (self->settled, &cell);
  else
    cairo_region_union_rectangle (self->settled, &cell);
  forget (self);
  update_region (self);
}

/**
 * pasar_grid_selection_begin_range:
 * @self: a selection with a cursor
 * @row: a row
 * @place: a place
 *
 * Moves the cursor and begins another range there, beside those that are selected; when the cell is
 * selected, the range is taken out of them.
 */
void
pasar_grid_selection_begin_range (PasarGridSelection *self, guint row, guint place)
{
  const Position position = { row, place };

  pasar_grid_selection_settle (self);
  self->takes_out = pasar_grid_selection_contains (self, row, place);
  self->cursor = position;
  begin_making (self, position, position);
  update_region (self);
}

/**
 * pasar_grid_selection_extend:
 * @self: a selection with a cursor
 * @row: a row
 * @place: a place
 *
 * The range in the making, or one that begins at the cursor, reaches to a cell now.
 */
void
pasar_grid_selection_extend (PasarGridSelection *self, guint row, guint place)
{
  forget (self);
  if (!self->is_making)
    begin_making (self, self->cursor, self->cursor);
  self->corner = (Position){ row, place };
  update_region (self);
}

/**
 * pasar_grid_selection_widen:
 * @self: a selection with a cursor
 * @all_rows: to all rows, also those that come later
 * @all_places: to all columns, also those that come later
 *
 * Every range, or the cursor's cell, becomes whole columns, whole rows, or both.
 */
void
pasar_grid_selection_widen (PasarGridSelection *self, gboolean all_rows, gboolean all_places)
{
  g_autofree cairo_rectangle_int_t *widened = NULL;
  int n;

  if (self->takes_out)
    pasar_grid_selection_settle (self);
  forget (self);
  if (!self->is_making && cairo_region_is_empty (self->settled))
    begin_making (self, self->cursor, self->cursor);
  n = cairo_region_num_rectangles (self->settled);
  widened = g_new (cairo_rectangle_int_t, n + 1);
  for (int i = 0; i < n; i++)
    {
      cairo_region_get_rectangle (self->settled, i, &widened[i]);
      pasar_grid_region_widen (&widened[i], all_rows, all_places);
    }
  cairo_region_destroy (self->settled);
  /* All at once: to add one to a region takes as long as the region is large. */
  self->settled = cairo_region_create_rectangles (widened, n);
  self->all_rows = self->is_making && (self->all_rows || all_rows);
  self->all_places = self->is_making && (self->all_places || all_places);
  update_region (self);
}

/* A single range can be extended further, from the corner that the cursor is nearest to. */
static void
adopt (PasarGridSelection *self, cairo_region_t *region)
{
  PasarGridRange range;
  cairo_rectangle_int_t extents;

  stop_making (self);
  cairo_region_destroy (self->settled);
  self->settled = region;
  cairo_region_get_extents (region, &extents);
  range = pasar_grid_region_to_range (&extents);
  if (cairo_region_num_rectangles (region) == 1 && self->cursor.row != PASAR_GRID_NONE
      && (range.n_rows != PASAR_GRID_NONE || range.first_row == 0)
      && (range.n_columns != PASAR_GRID_NONE || range.first_column == 0)
      && (range.n_rows != 1 || range.n_columns != 1))
    {
      const Position cursor = self->cursor;
      Position first = { range.first_row, range.first_column };
      Position last = { first.row + range.n_rows - 1, first.place + range.n_columns - 1 };

      self->all_rows = range.n_rows == PASAR_GRID_NONE;
      self->all_places = range.n_columns == PASAR_GRID_NONE;
      if (self->all_rows)
        first.row = last.row = cursor.row;
      if (self->all_places)
        first.place = last.place = cursor.place;
      begin_making (self,
                    (Position){ cursor.row == last.row ? last.row : first.row,
                                cursor.place == last.place ? last.place : first.place },
                    (Position){ cursor.row == last.row ? first.row : last.row,
                                cursor.place == last.place ? first.place : last.place });
      cairo_region_destroy (self->settled);
      self->settled = cairo_region_create ();
    }
  update_region (self);
}

/**
 * pasar_grid_selection_set_ranges:
 * @self: a selection
 * @ranges: (array length=n_ranges): what is selected from now on
 * @n_ranges: how many
 *
 * The cursor stays when it is in one of them, else goes to the first cell of the first.
 */
void
pasar_grid_selection_set_ranges (PasarGridSelection *self,
                                 const PasarGridRange *ranges,
                                 guint n_ranges)
{
  g_autofree cairo_rectangle_int_t *rectangles = g_new (cairo_rectangle_int_t, n_ranges + 1);
  cairo_region_t *region;

  forget (self);
  for (guint i = 0; i < n_ranges; i++)
    rectangles[i] = pasar_grid_region_from_range (&ranges[i]);
  region = cairo_region_create_rectangles (rectangles, (int) n_ranges);
  if (n_ranges > 0 && ranges[0].first_row < self->n_rows && ranges[0].first_column < self->n_places
      && !cairo_region_contains_point (region, (int) self->cursor.place, (int) self->cursor.row))
    self->cursor = (Position){ ranges[0].first_row, ranges[0].first_column };
  adopt (self, region);
}

/**
 * pasar_grid_selection_walk:
 * @self: a selection with a cursor
 * @walk: in which order
 *
 * Moves the cursor to the next selected cell; behind the last one comes the first.
 *
 * Returns: whether there is more than the cursor's cell
 */
gboolean
pasar_grid_selection_walk (PasarGridSelection *self, PasarGridWalk walk)
{
  Position to = self->cursor;

  if (!pasar_grid_region_walk (self->region, self->n_rows, self->n_places, walk, &to.row, &to.place)
      || (to.row == self->cursor.row && to.place == self->cursor.place))
    return FALSE;
  pasar_grid_selection_move_cursor (self, to.row, to.place);
  return TRUE;
}

/* Changes of what there is. */

static void
clamp (PasarGridSelection *self, Position *position)
{
  position->row = MIN (position->row, self->n_rows - 1);
  position->place = MIN (position->place, MAX (self->n_places, 1) - 1);
}

/**
 * pasar_grid_selection_set_size:
 * @self: a selection
 * @n_rows: how many rows there are
 * @n_places: how many columns are shown
 *
 * The cursor stays among the cells, and goes to the first when it was nowhere.
 */
void
pasar_grid_selection_set_size (PasarGridSelection *self, guint n_rows, guint n_places)
{
  self->n_rows = n_rows;
  self->n_places = n_places;
  g_clear_pointer (&self->ranges, g_array_unref);
  if (n_rows == 0)
    {
      self->cursor.row = PASAR_GRID_NONE;
      stop_making (self);
    }
  else if (self->cursor.row == PASAR_GRID_NONE)
    self->cursor.row = 0;
  clamp (self, &self->cursor);
  clamp (self, &self->anchor);
  clamp (self, &self->corner);
  update_region (self);
}

/**
 * pasar_grid_selection_save:
 * @self: a selection
 * @source: whose rows will change
 *
 * Notes who the rows are that are selected, as long as their places are known.
 */
void
pasar_grid_selection_save (PasarGridSelection *self, PasarGridSource *source)
{
  if (self->kept == NULL)
    self->kept = pasar_grid_kept_new (self->region, source);
  if (self->kept_cursor == NULL && self->cursor.row != PASAR_GRID_NONE)
    self->kept_cursor = pasar_grid_kept_row_new (self->cursor.row, source);
}

/**
 * pasar_grid_selection_restore:
 * @self: a selection that was saved
 * @source: whose rows changed
 *
 * Selects what was selected, wherever it is now. What is not shown any more is selected again once
 * it is shown, unless something else is selected before. The cursor stays on its row, else goes to
 * the one that it is folded into, else to the nearest one that follows, and comes back likewise.
 */
void
pasar_grid_selection_restore (PasarGridSelection *self, PasarGridSource *source)
{
  gboolean is_shown;

  self->n_rows = pasar_grid_source_get_n_rows (source);
  if (self->kept_cursor != NULL)
    {
      self->cursor.row = pasar_grid_kept_row_find (self->kept_cursor, source, &is_shown);
      /* Which rows follow is another matter now. */
      if (is_shown)
        g_clear_pointer (&self->kept_cursor, pasar_grid_kept_row_free);
    }
  if (self->kept != NULL)
    adopt (self, pasar_grid_kept_find (self->kept, source));
  pasar_grid_selection_set_size (self, self->n_rows, self->n_places);
}

/**
 * pasar_grid_selection_map_places:
 * @self: a selection
 * @map: (array length=n_places): by place, where its column is now; %PASAR_GRID_NONE: it is hidden
 * @n_places: how many there were
 *
 * Follows columns that moved; [method@GridSelection.set_size] is due afterwards. The cursor of a
 * hidden column goes to the next one.
 */
void
pasar_grid_selection_map_places (PasarGridSelection *self, const guint *map, guint n_places)
{
  self->cursor.place = pasar_grid_region_map_place (map, n_places, self->cursor.place);
  if (self->kept != NULL)
    pasar_grid_kept_map_places (self->kept, map, n_places);
  adopt (self, pasar_grid_region_map_places (self->region, map, n_places));
}
