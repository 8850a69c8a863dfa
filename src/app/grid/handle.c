/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The handle at the end of the selection: dragged, it fills the cells on the way from those that
 * are selected, along one side. Coordinates are of the area of the cells, in reading order. */

/* Pixels. */
#define SIZE        7
#define REACH       3 /* around it, where it can be grabbed, too */
#define FRAME_WIDTH 2
#define GAP         6

struct _PasarGridHandle
{
  PasarGrid *grid; /* (unowned) */
  gboolean is_dragging;
  gboolean is_series;
  PasarGridRange from;
  PasarGridRange to;
};

PasarGridHandle *
pasar_grid_handle_new (PasarGrid *grid)
{
  PasarGridHandle *self = g_new0 (PasarGridHandle, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_handle_free (PasarGridHandle *self)
{
  g_free (self);
}

/* Where it is. */

/* What is selected, when that is one range that has an end. */
static gboolean
find_range (PasarGridHandle *self, PasarGridRange *range)
{
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_selection_get_ranges (self->grid->selection, &n_ranges);

  if (n_ranges > 1 || pasar_grid_is_editing (self->grid)
      || (n_ranges == 1
          && (ranges->n_rows == PASAR_GRID_NONE || ranges->n_columns == PASAR_GRID_NONE)))
    return FALSE;
  return pasar_grid_selection_get_bounds (self->grid->selection, range);
}

static double
get_end_x (PasarGridHandle *self, guint place)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;

  return pasar_grid_geometry_get_place_x (geometry, place) + geometry->widths[place];
}

static gboolean
is_editable (PasarGridHandle *self, guint row, guint place)
{
  g_autofree char *text =
      pasar_grid_source_dup_edit_text (self->grid->source, row, self->grid->places[place], NULL);

  return text != NULL;
}

static gboolean
find_area (PasarGridHandle *self, graphene_rect_t *area)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  PasarGridRange range;
  guint row;
  guint place;
  double start;
  double x;
  double y;

  if (!find_range (self, &range) || geometry->n_places == 0)
    return FALSE;
  row = range.first_row + range.n_rows - 1;
  place = range.first_column + range.n_columns - 1;
  x = get_end_x (self, place);
  y = pasar_grid_geometry_get_row_y (geometry, row) + geometry->row_height;
  start = place < geometry->n_frozen ? 0 : pasar_grid_geometry_get_frozen_width (geometry);
  if (y <= 0 || y > geometry->height || x <= start || x > geometry->width
      || !is_editable (self, row, place))
    return FALSE;
  *area = GRAPHENE_RECT_INIT ((float) MIN (x - 1 - SIZE / 2, geometry->width - SIZE),
                              (float) MIN (y - 1 - SIZE / 2, geometry->height - SIZE),
                              SIZE,
                              SIZE);
  return TRUE;
}

gboolean
pasar_grid_handle_hits (PasarGridHandle *self, double x, double y)
{
  graphene_rect_t area;

  if (self->grid->source == NULL || !find_area (self, &area))
    return FALSE;
  graphene_rect_inset (&area, -REACH, -REACH);
  return graphene_rect_contains_point (&area, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Dragging it. */

gboolean
pasar_grid_handle_begin (PasarGridHandle *self)
{
  self->is_dragging = find_range (self, &self->from);
  self->to = self->from;
  return self->is_dragging;
}

static double
get_distance (double at, double first, double end)
{
  return MIN (at - first, 0) + MAX (at - end, 0);
}

/* From the first to the last, and to a number that may be outside. */
static void
reach (guint *first, guint *n, guint number)
{
  const guint last = MAX (*first + *n - 1, number);

  *first = MIN (*first, number);
  *n = last - *first + 1;
}

/* The longer side wins: cells are filled along rows or along columns. */
void
pasar_grid_handle_drag (PasarGridHandle *self,
                        double x,
                        double y,
                        guint row,
                        guint place,
                        gboolean is_series)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const PasarGridRange *from = &self->from;
  const double first_y = pasar_grid_geometry_get_row_y (geometry, from->first_row);
  const double height = (double) from->n_rows * geometry->row_height;
  const double first_x = pasar_grid_geometry_get_place_x (geometry, from->first_column);
  const double end_x = get_end_x (self, from->first_column + from->n_columns - 1);
  const double distance_y = get_distance (y, first_y, first_y + height);
  const double distance_x = get_distance (x, first_x, end_x);

  self->to = *from;
  self->is_series = is_series;
  if (fabs (distance_y) >= fabs (distance_x))
    reach (&self->to.first_row, &self->to.n_rows, row);
  else
    reach (&self->to.first_column, &self->to.n_columns, place);
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
}

static void
fill (PasarGridHandle *self)
{
  if (self->to.n_rows == self->from.n_rows && self->to.n_columns == self->from.n_columns)
    return;
  if (pasar_grid_fill_ranges (self->grid,
                              &self->from,
                              &self->to,
                              1,
                              self->is_series ? PASAR_GRID_FILL_SERIES : PASAR_GRID_FILL_COPY))
    pasar_grid_select (self->grid, &self->to, 1);
}

void
pasar_grid_handle_drop (PasarGridHandle *self, gboolean is_series)
{
  if (!self->is_dragging)
    return;
  self->is_series = is_series;
  pasar_grid_handle_cancel (self);
  fill (self);
}

/* Whether there was anything to give up. */
gboolean
pasar_grid_handle_cancel (PasarGridHandle *self)
{
  const gboolean was_dragging = self->is_dragging;

  self->is_dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
  return was_dragging;
}

/* What is dragged goes when the cells that it is filled from are elsewhere, or are not selected any
 * more: others may stand in their place. */
void
pasar_grid_handle_selection_changed (PasarGridHandle *self)
{
  PasarGridRange now;

  if (self->is_dragging
      && (!find_range (self, &now) || memcmp (&now, &self->from, sizeof now) != 0))
    pasar_grid_handle_cancel (self);
}

gboolean
pasar_grid_handle_is_dragging (PasarGridHandle *self)
{
  return self->is_dragging;
}

static gboolean
is_filled (PasarGridHandle *self, guint row, guint place)
{
  return row < self->grid->geometry.n_rows && place < self->grid->geometry.n_places
         && !pasar_grid_source_is_empty (self->grid->source, row, self->grid->places[place]);
}

/* As far down as the block beside it reaches. */
void
pasar_grid_handle_fill_down (PasarGridHandle *self)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  guint end;
  guint beside;

  if (!find_range (self, &self->from))
    return;
  self->is_series = FALSE;
  self->to = self->from;
  end = self->from.first_row + self->from.n_rows;
  beside = self->from.first_column - 1;
  if (!is_filled (self, end, beside))
    beside = self->from.first_column + self->from.n_columns;
  if (!is_filled (self, end, beside))
    return;
  self->to.n_rows = pasar_grid_source_find_run_end (self->grid->source,
                                                    end,
                                                    geometry->n_rows - 1,
                                                    self->grid->places[beside])
                    + 1 - self->to.first_row;
  fill (self);
}

/* Drawing. */

static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color, float width)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

/* What one value comes to is told; of several only how many they will be. */
static char *
dup_hint (PasarGridHandle *self)
{
  const guint n = self->to.n_rows * self->to.n_columns - self->from.n_rows * self->from.n_columns;
  /* Translators: how many cells will be filled */
  g_autofree char *count = g_strdup_printf (ngettext ("%'u cell", "%'u cells", n), n);
  PasarGridCell cell;

  if (self->is_series || self->from.n_rows * self->from.n_columns > 1)
    return g_steal_pointer (&count);
  pasar_grid_source_read_cell (self->grid->source,
                               self->from.first_row,
                               self->grid->places[self->from.first_column],
                               &cell);
  return g_strdup_printf ("%s · %s", cell.text, count);
}

/* Below the end of the frame; x in reading order. */
static void
append_hint (PasarGridHandle *self, GtkSnapshot *snapshot, double end_x, double end_y)
{
  PasarGrid *grid = self->grid;
  g_autofree char *hint = dup_hint (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (grid), hint);
  graphene_rect_t area;
  GskRoundedRect outline;
  int width;
  int height;
  double x;

  pango_layout_get_pixel_size (layout, &width, &height);
  width += 2 * GAP;
  x = CLAMP (end_x - width, 0, MAX (grid->geometry.width - width, 0));
  area =
      GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid, x, width),
                          (float) CLAMP (end_y + GAP, 0, MAX (grid->geometry.height - height, 0)),
                          (float) width,
                          (float) height);
  gsk_rounded_rect_init_from_rect (&outline, &area, GAP / 2.0F);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot,
                             pasar_grid_draw_get_color (grid->draw, PASAR_GRID_COLOR_FRAME),
                             &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area.origin.x + GAP, area.origin.y));
  gtk_snapshot_append_layout (snapshot,
                              layout,
                              pasar_grid_draw_get_color (grid->draw, PASAR_GRID_COLOR_BASE));
  gtk_snapshot_restore (snapshot);
}

/* What of it has scrolled below the frozen columns is not seen. */
static void
append_target (PasarGridHandle *self, GtkSnapshot *snapshot)
{
  PasarGrid *grid = self->grid;
  const PasarGridGeometry *geometry = &grid->geometry;
  const int frozen = self->to.first_column < geometry->n_frozen
                         ? 0
                         : pasar_grid_geometry_get_frozen_width (geometry);
  const int seen = geometry->width - frozen;
  const double x = pasar_grid_geometry_get_place_x (geometry, self->to.first_column) - 1;
  const double end_x = get_end_x (self, self->to.first_column + self->to.n_columns - 1);
  const double y = pasar_grid_geometry_get_row_y (geometry, self->to.first_row) - 1;
  const double end_y = y + (double) self->to.n_rows * geometry->row_height + 1;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid, frozen, seen),
                                               0,
                                               (float) seen,
                                               (float) geometry->height));
  append_frame (snapshot,
                &GRAPHENE_RECT_INIT ((float) pasar_grid_mirror_x (grid, x, end_x - x),
                                     (float) y,
                                     (float) (end_x - x),
                                     (float) (end_y - y)),
                pasar_grid_draw_get_color (grid->draw, PASAR_GRID_COLOR_FRAME),
                FRAME_WIDTH);
  gtk_snapshot_pop (snapshot);
  if (self->to.n_rows != self->from.n_rows || self->to.n_columns != self->from.n_columns)
    append_hint (self, snapshot, end_x, end_y);
}

void
pasar_grid_handle_snapshot (PasarGridHandle *self, GtkSnapshot *snapshot)
{
  PasarGridDraw *draw = self->grid->draw;
  graphene_rect_t area;

  if (self->grid->source == NULL)
    return;
  if (self->is_dragging)
    append_target (self, snapshot);
  else if (find_area (self, &area))
    {
      area.origin.x = (float) pasar_grid_mirror_x (self->grid, area.origin.x, SIZE);
      gtk_snapshot_append_color (snapshot,
                                 pasar_grid_draw_get_color (draw, PASAR_GRID_COLOR_FRAME),
                                 &area);
      append_frame (snapshot, &area, pasar_grid_draw_get_color (draw, PASAR_GRID_COLOR_BASE), 1);
    }
}
