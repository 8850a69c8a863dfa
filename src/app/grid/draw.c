/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/cell.h"
#include "app/grid/private.h"

/* Texts that are kept, beside those that are seen: a screen above and one below. */
#define SCREENS_KEPT 3
/* A cell can have several. */
#define TEXTS_A_CELL 2

#define FRAME_WIDTH 2
#define EDGE_WIDTH  8

struct _PasarGridDraw
{
  PasarGrid *grid; /* (unowned) */
  PasarGridStyle *style;
  PasarGridLayouts *layouts;
};

/* What is drawn in one frame. */
typedef struct
{
  PasarGridDraw *draw;
  GtkSnapshot *snapshot;
  PasarGridPen pen;
  guint first_row;
  guint n_rows;
} Frame;

PasarGridDraw *
pasar_grid_draw_new (PasarGrid *grid)
{
  PasarGridDraw *self = g_new0 (PasarGridDraw, 1);

  self->grid = grid;
  self->style = pasar_grid_style_new (GTK_WIDGET (grid));
  self->layouts = pasar_grid_layouts_new ();
  return self;
}

void
pasar_grid_draw_free (PasarGridDraw *self)
{
  pasar_grid_layouts_free (self->layouts);
  pasar_grid_style_free (self->style);
  g_free (self);
}

/* Whether the font, the theme, the direction, the density is another one: sizes are, too. */
gboolean
pasar_grid_draw_update (PasarGridDraw *self)
{
  if (!pasar_grid_style_update (self->style, self->grid->density))
    return FALSE;
  pasar_grid_layouts_reset (self->layouts, gtk_widget_get_pango_context (GTK_WIDGET (self->grid)));
  return TRUE;
}

/* What the fonts or icons of the system are has changed, without telling how. */
void
pasar_grid_draw_clear (PasarGridDraw *self)
{
  pasar_grid_style_drop_icons (self->style);
  pasar_grid_layouts_reset (self->layouts, gtk_widget_get_pango_context (GTK_WIDGET (self->grid)));
}

const PasarGridMetrics *
pasar_grid_draw_get_metrics (PasarGridDraw *self)
{
  pasar_grid_draw_update (self);
  return pasar_grid_style_get_metrics (self->style);
}

const GdkRGBA *
pasar_grid_draw_get_color (PasarGridDraw *self, PasarGridColor color)
{
  return pasar_grid_style_get_color (self->style, color);
}

PasarGridLayouts *
pasar_grid_draw_get_layouts (PasarGridDraw *self)
{
  return self->layouts;
}

static PasarGridPen
get_pen (PasarGridDraw *self)
{
  return (PasarGridPen){ self->style, self->layouts, pasar_grid_is_rtl (self->grid) };
}

static void
append_color (const Frame *frame, PasarGridColor color, const graphene_rect_t *area)
{
  gtk_snapshot_append_color (frame->snapshot,
                             pasar_grid_style_get_color (frame->draw->style, color),
                             area);
}

/* Of cells from one to another, places included. */
static graphene_rect_t
get_area (const Frame *frame, guint first_row, guint last_row, guint first_place, guint last_place)
{
  const PasarGrid *grid = frame->draw->grid;
  const PasarGridGeometry *geometry = &grid->geometry;
  const double start = pasar_grid_geometry_get_place_x (geometry, first_place);
  const double end =
      pasar_grid_geometry_get_place_x (geometry, last_place) + geometry->widths[last_place];
  const double top = pasar_grid_geometry_get_row_y (geometry, first_row);
  const double bottom = pasar_grid_geometry_get_row_y (geometry, last_row) + geometry->row_height;

  return GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid, start, end - start),
                             (float) top,
                             (float) (end - start),
                             (float) (bottom - top));
}

/* Hairlines below the rows and after the columns. */

static void
append_row_lines (const Frame *frame)
{
  const PasarGridGeometry *geometry = &frame->draw->grid->geometry;

  for (guint row = frame->first_row; row < frame->first_row + frame->n_rows; row++)
    append_color (frame,
                  PASAR_GRID_COLOR_LINE,
                  &GRAPHENE_RECT_INIT (0,
                                       (float) (pasar_grid_geometry_get_row_y (geometry, row)
                                                + geometry->row_height - 1),
                                       (float) geometry->width,
                                       1));
}

static void
append_column_line (const Frame *frame, const graphene_rect_t *column)
{
  append_color (frame,
                PASAR_GRID_COLOR_LINE,
                &GRAPHENE_RECT_INIT (frame->pen.is_rtl ? column->origin.x
                                                       : column->origin.x + column->size.width - 1,
                                     column->origin.y,
                                     1,
                                     column->size.height));
}

static void
append_column (const Frame *frame, guint place)
{
  PasarGrid *grid = frame->draw->grid;
  const graphene_rect_t area =
      get_area (frame, frame->first_row, frame->first_row + frame->n_rows - 1, place, place);
  const float x = frame->pen.is_rtl ? area.origin.x + 1 : area.origin.x;

  append_column_line (frame, &area);
  for (guint i = 0; i < frame->n_rows; i++)
    {
      PasarGridCell cell;

      pasar_grid_source_read_cell (grid->source, frame->first_row + i, grid->places[place], &cell);
      pasar_grid_cell_append (&frame->pen,
                              frame->snapshot,
                              &cell,
                              x,
                              area.origin.y + (float) ((int) i * grid->geometry.row_height),
                              grid->geometry.widths[place] - 1);
    }
}

/* The selection and the cursor. */

/* What of a range is seen, and stands in a run of places. */
static gboolean
get_range_area (const Frame *frame,
                const PasarGridRange *range,
                guint first,
                guint n,
                graphene_rect_t *area)
{
  const guint64 last_row =
      MIN ((guint64) range->first_row + range->n_rows, frame->first_row + frame->n_rows);
  const guint64 last_place = MIN ((guint64) range->first_column + range->n_columns, first + n);
  const guint row = MAX (range->first_row, frame->first_row);
  const guint place = MAX (range->first_column, first);

  if (row >= last_row || place >= last_place)
    return FALSE;
  *area = get_area (frame, row, (guint) last_row - 1, place, (guint) last_place - 1);
  return TRUE;
}

/* There is no outline where a range goes on out of sight, or below the frozen columns. */
static void
go_on (const Frame *frame, const PasarGridRange *range, guint first, guint n, graphene_rect_t *area)
{
  const float before = range->first_column < first ? FRAME_WIDTH : 0;
  const float after =
      (guint64) range->first_column + range->n_columns > first + n ? FRAME_WIDTH : 0;
  const float above = range->first_row < frame->first_row ? FRAME_WIDTH : 0;
  const float below = (guint64) range->first_row + range->n_rows > frame->first_row + frame->n_rows
                          ? FRAME_WIDTH
                          : 0;

  area->origin.x -= frame->pen.is_rtl ? after : before;
  area->origin.y -= above;
  area->size.width += before + after;
  area->size.height += above + below;
}

static void
append_frame (const Frame *frame, PasarGridColor color, const graphene_rect_t *area, float width)
{
  const GdkRGBA *rgba = pasar_grid_style_get_color (frame->draw->style, color);
  const GdkRGBA colors[4] = { *rgba, *rgba, *rgba, *rgba };
  const float widths[4] = { width, width, width, width };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (frame->snapshot, &outline, widths, colors);
}

static void
append_ranges (const Frame *frame, guint first, guint n)
{
  guint n_ranges;
  const PasarGridRange *ranges =
      pasar_grid_selection_get_ranges (frame->draw->grid->selection, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    {
      graphene_rect_t area;

      if (!get_range_area (frame, &ranges[i], first, n, &area))
        continue;
      append_color (frame, PASAR_GRID_COLOR_SELECTED, &area);
      go_on (frame, &ranges[i], first, n, &area);
      append_frame (frame, PASAR_GRID_COLOR_FRAME, &area, 1);
    }
}

static void
append_cursor (const Frame *frame, guint first, guint n)
{
  PasarGrid *grid = frame->draw->grid;
  const gboolean has_focus =
      (gtk_widget_get_state_flags (GTK_WIDGET (grid)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
      && gtk_widget_get_focus_child (GTK_WIDGET (grid)) != grid->head;
  guint place;
  const guint row = pasar_grid_selection_get_cursor (grid->selection, &place);
  graphene_rect_t area;

  if (row < frame->first_row || row >= frame->first_row + frame->n_rows || place < first
      || place >= first + n)
    return;
  area = get_area (frame, row, row, place, place);
  append_frame (frame,
                has_focus ? PASAR_GRID_COLOR_FRAME : PASAR_GRID_COLOR_IDLE,
                &area,
                FRAME_WIDTH);
}

/* A run of places, in the part of the area that is theirs. */
static void
append_places (const Frame *frame, guint first, guint n, int start, int width)
{
  const PasarGrid *grid = frame->draw->grid;

  gtk_snapshot_push_clip (frame->snapshot,
                          &GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid, start, width),
                                               0,
                                               (float) width,
                                               (float) grid->geometry.height));
  append_ranges (frame, first, n);
  for (guint place = first; place < first + n; place++)
    {
      const double x = pasar_grid_geometry_get_place_x (&grid->geometry, place);

      if (x < start + width && x + grid->geometry.widths[place] > start)
        append_column (frame, place);
    }
  append_cursor (frame, first, n);
  gtk_snapshot_pop (frame->snapshot);
}

void
pasar_grid_draw_snapshot (PasarGridDraw *self, GtkSnapshot *snapshot)
{
  PasarGrid *grid = self->grid;
  const PasarGridGeometry *geometry = &grid->geometry;
  const int frozen = pasar_grid_geometry_get_frozen_width (geometry);
  Frame frame = { .draw = self, .snapshot = snapshot };

  pasar_grid_draw_update (self);
  pasar_grid_style_read_colors (self->style);
  frame.pen = get_pen (self);
  frame.n_rows = pasar_grid_geometry_get_rows_seen (geometry, &frame.first_row);
  if (frame.n_rows == 0 || geometry->n_places == 0)
    return;
  pasar_grid_layouts_set_limit (self->layouts,
                                SCREENS_KEPT * TEXTS_A_CELL * (frame.n_rows + 1)
                                    * geometry->n_places);
  append_row_lines (&frame);
  append_places (&frame,
                 geometry->n_frozen,
                 geometry->n_places - geometry->n_frozen,
                 frozen,
                 geometry->width - frozen);
  append_places (&frame, 0, geometry->n_frozen, 0, frozen);
}

/* The shadow of the frozen columns on those that have scrolled below them, heads included. */
void
pasar_grid_draw_snapshot_edge (PasarGridDraw *self, GtkSnapshot *snapshot)
{
  PasarGrid *grid = self->grid;
  const GdkRGBA *color = pasar_grid_style_get_color (self->style, PASAR_GRID_COLOR_EDGE);
  const GskColorStop stops[2] = { { 0, *color },
                                  { 1, { color->red, color->green, color->blue, 0 } } };
  const int frozen = pasar_grid_geometry_get_frozen_width (&grid->geometry);
  const float start = (float) pasar_grid_mirror_x (grid, frozen, 0);
  const float x = (float) pasar_grid_mirror_x (grid, frozen, EDGE_WIDTH);

  if (grid->geometry.x <= 0 || frozen == 0)
    return;
  gtk_snapshot_append_linear_gradient (snapshot,
                                       &GRAPHENE_RECT_INIT (x,
                                                            0,
                                                            EDGE_WIDTH,
                                                            (float) (grid->head_height
                                                                     + grid->geometry.height)),
                                       &GRAPHENE_POINT_INIT (start, 0),
                                       &GRAPHENE_POINT_INIT (start == x ? x + EDGE_WIDTH : x, 0),
                                       stops,
                                       2);
}

/* A line over all rows, at a place in reading order: where a column would come to be. */
void
pasar_grid_draw_snapshot_mark (PasarGridDraw *self, GtkSnapshot *snapshot, double x)
{
  PasarGrid *grid = self->grid;
  const double start = CLAMP (x - FRAME_WIDTH / 2.0, 0, grid->geometry.width - FRAME_WIDTH);

  gtk_snapshot_append_color (snapshot,
                             pasar_grid_style_get_color (self->style, PASAR_GRID_COLOR_FRAME),
                             &GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid,
                                                                               start,
                                                                               FRAME_WIDTH),
                                                  0,
                                                  FRAME_WIDTH,
                                                  (float) (grid->head_height
                                                           + grid->geometry.height)));
}

/* The width in which what is seen of a column has room. */
int
pasar_grid_draw_measure_place (PasarGridDraw *self, guint place)
{
  PasarGrid *grid = self->grid;
  const PasarGridPen pen = get_pen (self);
  int width = 0;
  guint first;
  const guint n = pasar_grid_geometry_get_rows_seen (&grid->geometry, &first);

  for (guint row = first; row < first + n; row++)
    {
      PasarGridCell cell;

      pasar_grid_source_read_cell (grid->source, row, grid->places[place], &cell);
      width = MAX (width, pasar_grid_cell_measure (&pen, &cell) + 1);
    }
  return width;
}

/* Whether some text of a cell is not seen wholly. */
gboolean
pasar_grid_draw_is_cut (PasarGridDraw *self, guint row, guint place)
{
  PasarGrid *grid = self->grid;
  const PasarGridPen pen = get_pen (self);
  PasarGridCell cell;

  pasar_grid_source_read_cell (grid->source, row, grid->places[place], &cell);
  return pasar_grid_cell_is_cut (&pen, &cell, grid->geometry.widths[place] - 1);
}

/* Whether the arrow of a cell that has one is there: x in reading order, within the cell. */
gboolean
pasar_grid_draw_hits_arrow (PasarGridDraw *self, guint row, guint place, double x)
{
  PasarGrid *grid = self->grid;
  const PasarGridPen pen = get_pen (self);
  PasarGridCell cell;

  pasar_grid_source_read_cell (grid->source, row, grid->places[place], &cell);
  cell.flags &= PASAR_GRID_CELL_EXPANDER;
  return cell.flags != 0 && x >= 0 && x < pasar_grid_cell_get_inset (&pen, &cell);
}
