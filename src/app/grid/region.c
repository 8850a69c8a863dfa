/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/region.h"

static int
find_end (guint first, guint n)
{
  return n < PASAR_GRID_REGION_END - first ? (int) (first + n) : PASAR_GRID_REGION_END;
}

/**
 * pasar_grid_region_from_range:
 * @range: some cells
 *
 * Returns: them, as a rectangle
 */
cairo_rectangle_int_t
pasar_grid_region_from_range (const PasarGridRange *range)
{
  return (cairo_rectangle_int_t){
    .x = (int) range->first_column,
    .y = (int) range->first_row,
    .width = find_end (range->first_column, range->n_columns) - (int) range->first_column,
    .height = find_end (range->first_row, range->n_rows) - (int) range->first_row,
  };
}

/**
 * pasar_grid_region_to_range:
 * @rectangle: some cells
 *
 * Returns: them, as a range
 */
PasarGridRange
pasar_grid_region_to_range (const cairo_rectangle_int_t *rectangle)
{
  const gboolean all_rows = rectangle->y + rectangle->height == PASAR_GRID_REGION_END;
  const gboolean all_columns = rectangle->x + rectangle->width == PASAR_GRID_REGION_END;

  return (PasarGridRange){
    .first_row = (guint) rectangle->y,
    .n_rows = all_rows ? PASAR_GRID_NONE : (guint) rectangle->height,
    .first_column = (guint) rectangle->x,
    .n_columns = all_columns ? PASAR_GRID_NONE : (guint) rectangle->width,
  };
}

/**
 * pasar_grid_region_widen:
 * @rectangle: (inout): some cells
 * @all_rows: to all rows
 * @all_places: to all columns
 */
void
pasar_grid_region_widen (cairo_rectangle_int_t *rectangle, gboolean all_rows, gboolean all_places)
{
  if (all_rows)
    {
      rectangle->y = 0;
      rectangle->height = PASAR_GRID_REGION_END;
    }
  if (all_places)
    {
      rectangle->x = 0;
      rectangle->width = PASAR_GRID_REGION_END;
    }
}

/* The open range that ends where another one begins, and is as wide. */
static PasarGridRange *
find_above (GArray *ranges, const guint *open, guint n_open, const PasarGridRange *range)
{
  for (guint i = 0; i < n_open; i++)
    {
      PasarGridRange *above = &g_array_index (ranges, PasarGridRange, open[i]);

      if (above->first_column == range->first_column && above->n_columns == range->n_columns
          && above->first_row + above->n_rows == range->first_row)
        return above;
    }
  return NULL;
}

/**
 * pasar_grid_region_dup_ranges:
 * @region: some cells
 * @n_rows: how many rows there are
 * @n_places: how many places there are
 *
 * Cairo cuts a region into bands of rows; here what is as wide in several bands is one again, as
 * the seller made it. What reaches to the end and begins behind it is left out.
 *
 * Returns: (transfer full) (element-type PasarGridRange): them, as ranges that do not overlap
 */
GArray *
pasar_grid_region_dup_ranges (const cairo_region_t *region, guint n_rows, guint n_places)
{
  const int n = cairo_region_num_rectangles (region);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));
  /* The ranges that reach into the band before, and into this one. */
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) now_open = g_array_new (FALSE, FALSE, sizeof (guint));
  int band = -1;

  for (int i = 0; i < n; i++)
    {
      cairo_rectangle_int_t rectangle;
      PasarGridRange range;
      PasarGridRange *above;
      guint index;

      cairo_region_get_rectangle (region, i, &rectangle);
      if (rectangle.y != band)
        {
          GArray *swap = open;

          open = now_open;
          now_open = swap;
          g_array_set_size (now_open, 0);
          band = rectangle.y;
        }
      range = pasar_grid_region_to_range (&rectangle);
      if (range.first_row >= n_rows || range.first_column >= n_places)
        continue;
      above = find_above (ranges, (const guint *) (gpointer) open->data, open->len, &range);
      if (above == NULL)
        {
          g_array_append_val (ranges, range);
          index = ranges->len - 1;
        }
      else
        {
          above->n_rows =
              range.n_rows == PASAR_GRID_NONE ? PASAR_GRID_NONE : above->n_rows + range.n_rows;
          index = (guint) (above - (PasarGridRange *) (gpointer) ranges->data);
        }
      g_array_append_val (now_open, index);
    }
  return ranges;
}

/**
 * pasar_grid_region_is_apart:
 * @ranges: (array length=n_ranges): cells that do not overlap
 * @n_ranges: how many
 *
 * Returns: whether no range stands right above another one
 */
gboolean
pasar_grid_region_is_apart (const PasarGridRange *ranges, guint n_ranges)
{
  g_autofree cairo_rectangle_int_t *boxes = g_new (cairo_rectangle_int_t, n_ranges + 1);
  g_autoptr (cairo_region_t) region = NULL;

  for (guint i = 0; i < n_ranges; i++)
    boxes[i] = pasar_grid_region_from_range (&ranges[i]);
  region = cairo_region_create_rectangles (boxes, (int) n_ranges);
  for (guint i = 0; i < n_ranges; i++)
    {
      const int end = boxes[i].y + boxes[i].height;
      const cairo_rectangle_int_t below = { boxes[i].x, end, boxes[i].width, 1 };

      if (end < PASAR_GRID_REGION_END
          && cairo_region_contains_rectangle (region, &below) != CAIRO_REGION_OVERLAP_OUT)
        return FALSE;
    }
  return TRUE;
}

/* Walking. All four ways are one: first along the lines, then over them, with coordinates turned.
 */

typedef struct
{
  int line;
  int along;
} Step;

typedef struct
{
  gboolean is_across; /* lines are columns */
  gboolean is_back;
  int n_lines;
  int n_along;
} Turn;

static Step
turn_cell (const Turn *turn, int row, int place)
{
  const Step step = turn->is_across ? (Step){ place, row } : (Step){ row, place };

  return turn->is_back ? (Step){ turn->n_lines - 1 - step.line, turn->n_along - 1 - step.along }
                       : step;
}

static int
compare_steps (Step a, Step b)
{
  if (a.line != b.line)
    return a.line < b.line ? -1 : 1;
  return (a.along > b.along) - (a.along < b.along);
}

/* The first cell of a rectangle behind a cell; FALSE when there is none. */
static gboolean
find_behind (Step first, Step last, Step from, Step *out)
{
  if (from.line < first.line)
    *out = first;
  else if (from.line <= last.line && from.along < last.along)
    *out = (Step){ from.line, MAX (first.along, from.along + 1) };
  else if (from.line < last.line)
    *out = (Step){ from.line + 1, first.along };
  else
    return FALSE;
  return TRUE;
}

/* FALSE: none of it is among the cells that there are. */
static gboolean
read_box (const cairo_region_t *region, int i, const Turn *turn, Step *first, Step *last)
{
  const int n_rows = turn->is_across ? turn->n_along : turn->n_lines;
  const int n_places = turn->is_across ? turn->n_lines : turn->n_along;
  cairo_rectangle_int_t box;
  Step a;
  Step b;

  cairo_region_get_rectangle (region, i, &box);
  if (box.x >= n_places || box.y >= n_rows)
    return FALSE;
  a = turn_cell (turn, box.y, box.x);
  b = turn_cell (turn, MIN (box.y + box.height, n_rows) - 1, MIN (box.x + box.width, n_places) - 1);
  *first = (Step){ MIN (a.line, b.line), MIN (a.along, b.along) };
  *last = (Step){ MAX (a.line, b.line), MAX (a.along, b.along) };
  return TRUE;
}

/**
 * pasar_grid_region_walk:
 * @region: some cells
 * @n_rows: how many rows there are
 * @n_places: how many places there are
 * @walk: in which order
 * @row: (inout): the row of a cell
 * @place: (inout): its place
 *
 * Goes to the next cell of the region; behind the last one comes the first.
 *
 * Returns: whether there is one
 */
gboolean
pasar_grid_region_walk (const cairo_region_t *region,
                        guint n_rows,
                        guint n_places,
                        PasarGridWalk walk,
                        guint *row,
                        guint *place)
{
  const gboolean is_across = walk == PASAR_GRID_WALK_DOWN || walk == PASAR_GRID_WALK_UP;
  const Turn turn = {
    .is_across = is_across,
    .is_back = walk == PASAR_GRID_WALK_LEFT || walk == PASAR_GRID_WALK_UP,
    .n_lines = (int) (is_across ? n_places : n_rows),
    .n_along = (int) (is_across ? n_rows : n_places),
  };
  const int n = cairo_region_num_rectangles (region);
  const Step from = turn_cell (&turn, (int) *row, (int) *place);
  Step next = { G_MAXINT, G_MAXINT };
  Step start = { G_MAXINT, G_MAXINT };
  Step cell;

  for (int i = 0; i < n; i++)
    {
      Step first;
      Step last;
      Step behind;

      if (!read_box (region, i, &turn, &first, &last))
        continue;
      if (compare_steps (first, start) < 0)
        start = first;
      if (find_behind (first, last, from, &behind) && compare_steps (behind, next) < 0)
        next = behind;
    }
  if (next.line == G_MAXINT)
    next = start;
  if (next.line == G_MAXINT)
    return FALSE;
  if (turn.is_back)
    next = (Step){ turn.n_lines - 1 - next.line, turn.n_along - 1 - next.along };
  cell = turn.is_across ? (Step){ next.along, next.line } : next;
  *row = (guint) cell.line;
  *place = (guint) cell.along;
  return TRUE;
}

/**
 * pasar_grid_region_read_band:
 * @region: some cells
 * @first: number of a rectangle that begins a band
 * @out: an empty region: takes the places of the band, in row 0
 *
 * A band is rectangles of the same rows; what is between bands holds nothing.
 *
 * Returns: how many rectangles the band has
 */
guint
pasar_grid_region_read_band (const cairo_region_t *region, guint first, cairo_region_t *out)
{
  const guint n = (guint) cairo_region_num_rectangles (region);
  cairo_rectangle_int_t rectangle;
  guint i = first;
  int y;

  cairo_region_get_rectangle (region, (int) first, &rectangle);
  y = rectangle.y;
  while (rectangle.y == y)
    {
      cairo_region_union_rectangle (out,
                                    &(cairo_rectangle_int_t){ rectangle.x, 0, rectangle.width, 1 });
      if (++i == n)
        break;
      cairo_region_get_rectangle (region, (int) i, &rectangle);
    }
  return i - first;
}

static void
add_mapped (cairo_region_t *out, guint place, gboolean add)
{
  const cairo_rectangle_int_t cell = { (int) place, 0, 1, 1 };

  if (place == PASAR_GRID_NONE)
    return;
  if (add)
    cairo_region_union_rectangle (out, &cell);
  else
    cairo_region_subtract_rectangle (out, &cell);
}

/* The places of a band, in row 0, after they moved. All columns but some stay all but these. */
static cairo_region_t *
map_band (const cairo_region_t *band, const guint *map, guint n_map)
{
  cairo_rectangle_int_t extents;
  cairo_region_t *out = cairo_region_create ();
  gboolean is_endless;

  cairo_region_get_extents (band, &extents);
  is_endless = extents.x + extents.width == PASAR_GRID_REGION_END;
  if (is_endless)
    cairo_region_union_rectangle (out, &(cairo_rectangle_int_t){ 0, 0, PASAR_GRID_REGION_END, 1 });
  for (guint place = 0; place < n_map; place++)
    {
      if (cairo_region_contains_point (band, (int) place, 0) != is_endless)
        add_mapped (out, map[place], !is_endless);
    }
  return out;
}

/**
 * pasar_grid_region_map_places:
 * @region: some cells
 * @map: (array length=n_map): by place, where it is now; %PASAR_GRID_NONE: nowhere
 * @n_map: how many places there were
 *
 * Returns: (transfer full): the same cells after the columns moved
 */
cairo_region_t *
pasar_grid_region_map_places (const cairo_region_t *region, const guint *map, guint n_map)
{
  const guint n = (guint) cairo_region_num_rectangles (region);
  g_autoptr (GArray) rectangles = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_int_t));
  g_autoptr (cairo_region_t) known = cairo_region_create ();
  g_autoptr (cairo_region_t) mapped = cairo_region_create ();

  for (guint i = 0; i < n;)
    {
      g_autoptr (cairo_region_t) band = cairo_region_create ();
      cairo_rectangle_int_t rows;

      cairo_region_get_rectangle (region, (int) i, &rows);
      i += pasar_grid_region_read_band (region, i, band);
      if (!cairo_region_equal (band, known))
        {
          g_clear_pointer (&mapped, cairo_region_destroy);
          g_clear_pointer (&known, cairo_region_destroy);
          mapped = map_band (band, map, n_map);
          known = g_steal_pointer (&band);
        }
      for (int j = 0; j < cairo_region_num_rectangles (mapped); j++)
        {
          cairo_rectangle_int_t rectangle;

          cairo_region_get_rectangle (mapped, j, &rectangle);
          rectangle.y = rows.y;
          rectangle.height = rows.height;
          g_array_append_val (rectangles, rectangle);
        }
    }
  return cairo_region_create_rectangles ((const cairo_rectangle_int_t *) (gpointer)
                                             rectangles->data,
                                         (int) rectangles->len);
}

/**
 * pasar_grid_region_map_place:
 * @map: (array length=n_map): by place, where it is now; %PASAR_GRID_NONE: nowhere
 * @n_map: how many places there were
 * @place: a place
 *
 * Returns: where it is now; when nowhere, the next one that is
 */
guint
pasar_grid_region_map_place (const guint *map, guint n_map, guint place)
{
  for (guint i = place; i < n_map; i++)
    {
      if (map[i] != PASAR_GRID_NONE)
        return map[i];
    }
  for (guint i = MIN (place, n_map); i > 0; i--)
    {
      if (map[i - 1] != PASAR_GRID_NONE)
        return map[i - 1];
    }
  return 0;
}
