/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/cell.h"

/* Pixels. */
#define PADDING        8
#define GAP            6
#define ICON_GAP       4
#define INDENT         14
#define PICTURE_RADIUS 4

#define MAX_ICONS (PASAR_GRID_MARKS + 3)

/* A number that is cut reads as another number. */
#define NO_ROOM "###"

/* The texts of a cell, in reading order: change, was, text. */
#define N_TEXTS 3

typedef struct
{
  const char *icons[MAX_ICONS];
  guint n_icons;
  guint first_text; /* of those that there is room for */
  const char *texts[N_TEXTS];
  PasarGridTextStyle styles[N_TEXTS];
  PasarGridText *set[N_TEXTS]; /* as wide as they are */
  PasarGridText *detail;       /* (nullable): when there is room for it */
  int start;                   /* of the texts, in reading order */
  int room;                    /* for them */
  int detail_room;             /* of it, for the detail and the gap before it */
  int total;                   /* what they take */
} Layout;

static gboolean
has (const PasarGridCell *cell, PasarGridCellFlags flags)
{
  return (cell->flags & flags) != 0;
}

static void
list_icons (const PasarGridCell *cell, Layout *layout)
{
  if (has (cell, PASAR_GRID_CELL_PROBLEM | PASAR_GRID_CELL_WARNING))
    layout->icons[layout->n_icons++] = "dialog-warning-symbolic";
  if (has (cell, PASAR_GRID_CELL_UNSAVED))
    layout->icons[layout->n_icons++] = "document-save-symbolic";
  if (has (cell, PASAR_GRID_CELL_LOCKED))
    layout->icons[layout->n_icons++] = "changes-prevent-symbolic";
  for (guint i = 0; i < PASAR_GRID_MARKS && cell->marks[i] != NULL; i++)
    layout->icons[layout->n_icons++] = cell->marks[i];
}

static void
list_texts (const PasarGridCell *cell, Layout *layout)
{
  const PasarGridTextStyle figures =
      has (cell, PASAR_GRID_CELL_NUMBER) ? PASAR_GRID_TEXT_FIGURES : PASAR_GRID_TEXT_PLAIN;

  layout->texts[0] = cell->change;
  layout->styles[0] = figures | PASAR_GRID_TEXT_SMALL;
  layout->texts[1] = cell->was;
  layout->styles[1] = figures | PASAR_GRID_TEXT_SMALL | PASAR_GRID_TEXT_STRUCK;
  layout->texts[2] = cell->text;
  layout->styles[2] = figures;
  if (has (cell, PASAR_GRID_CELL_STRONG | PASAR_GRID_CELL_CHANGED))
    layout->styles[2] |= PASAR_GRID_TEXT_BOLD;
}

static int
get_icons_width (const PasarGridPen *pen, const Layout *layout)
{
  return (int) layout->n_icons * (pasar_grid_style_get_metrics (pen->style)->icon + ICON_GAP);
}

/* Beside all of the text, or in up to half of the room. */
static void
lay_out_detail (const PasarGridPen *pen, const PasarGridCell *cell, Layout *layout)
{
  const int left = layout->room - layout->total - 2 * GAP;
  const int most = has (cell, PASAR_GRID_CELL_WITH_DETAIL) ? MAX (left, layout->room / 2) : left;
  PasarGridText *detail;

  if (*cell->detail == '\0' || has (cell, PASAR_GRID_CELL_NUMBER))
    return;
  detail = pasar_grid_layouts_get (pen->layouts, cell->detail, PASAR_GRID_TEXT_SMALL, -1);
  if (pasar_grid_text_get_width (detail) > most)
    {
      if (!has (cell, PASAR_GRID_CELL_WITH_DETAIL))
        return;
      detail = pasar_grid_layouts_get (pen->layouts, cell->detail, PASAR_GRID_TEXT_SMALL, most);
    }
  layout->detail = detail;
  layout->detail_room = 2 * GAP + pasar_grid_text_get_width (detail);
  layout->total += layout->detail_room;
}

/* In a cell that is not bound to a width, a negative one, everything has room. */
static void
lay_out (const PasarGridPen *pen, const PasarGridCell *cell, int width, Layout *layout)
{
  int icons;

  list_icons (cell, layout);
  list_texts (cell, layout);
  icons = get_icons_width (pen, layout);
  layout->start = pasar_grid_cell_get_inset (pen, cell);
  if (has (cell, PASAR_GRID_CELL_NUMBER))
    layout->start += icons;
  layout->room = width < 0 ? G_MAXINT : MAX (width - layout->start - PADDING, 0);
  if (!has (cell, PASAR_GRID_CELL_NUMBER) && width >= 0)
    layout->room = MAX (layout->room - icons, 0);

  layout->first_text = N_TEXTS;
  for (guint i = N_TEXTS; i-- > 0;)
    {
      int total = layout->total > 0 ? layout->total + GAP : 0;

      if (*layout->texts[i] == '\0')
        continue;
      layout->set[i] =
          pasar_grid_layouts_get (pen->layouts, layout->texts[i], layout->styles[i], -1);
      total += pasar_grid_text_get_width (layout->set[i]);
      if (layout->first_text < N_TEXTS && total > layout->room)
        return;
      layout->total = total;
      layout->first_text = i;
    }
  lay_out_detail (pen, cell, layout);
}

static float
mirror (const PasarGridPen *pen, float x, int width, float cell_x, int cell_width)
{
  return pen->is_rtl ? cell_x + (float) (cell_width - width) - x : cell_x + x;
}

static void
append_picture (const PasarGridPen *pen,
                GtkSnapshot *snapshot,
                const PasarGridCell *cell,
                float x,
                float y)
{
  const float size = (float) pasar_grid_style_get_metrics (pen->style)->picture;
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (x, y, size, size), PICTURE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (cell->picture == NULL)
    gtk_snapshot_append_color (snapshot,
                               pasar_grid_style_get_color (pen->style, PASAR_GRID_COLOR_PICTURE),
                               &frame.bounds);
  else
    {
      const double ratio = gdk_paintable_get_intrinsic_aspect_ratio (cell->picture);
      const double width = ratio > 1 ? size * ratio : size;
      const double height = ratio > 0 && ratio < 1 ? size / ratio : size;

      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (x + (size - (float) width) / 2,
                                                    y + (size - (float) height) / 2));
      gdk_paintable_snapshot (cell->picture, snapshot, width, height);
    }
  gtk_snapshot_pop (snapshot);
}

/* What stands before the texts of a cell at its start. */
static void
append_head (const PasarGridPen *pen,
             GtkSnapshot *snapshot,
             const PasarGridCell *cell,
             float x,
             float y,
             int width)
{
  const PasarGridMetrics *metrics = pasar_grid_style_get_metrics (pen->style);
  const int height = metrics->row_height - 1;

  if (has (cell, PASAR_GRID_CELL_EXPANDER))
    pasar_grid_style_append_icon (pen->style,
                                  snapshot,
                                  has (cell, PASAR_GRID_CELL_EXPANDED) ? "pan-down-symbolic"
                                                                       : "pan-end-symbolic",
                                  mirror (pen, PADDING - ICON_GAP, metrics->icon, x, width),
                                  y + (float) ((height - metrics->icon) / 2),
                                  pasar_grid_style_get_color (pen->style, PASAR_GRID_COLOR_TEXT));
  if (has (cell, PASAR_GRID_CELL_PICTURE))
    {
      const int start = pasar_grid_cell_get_inset (pen, cell) - metrics->picture - GAP;

      gtk_snapshot_save (snapshot);
      append_picture (pen,
                      snapshot,
                      cell,
                      mirror (pen, (float) start, metrics->picture, x, width),
                      y + (float) ((height - metrics->picture) / 2));
      gtk_snapshot_restore (snapshot);
    }
}

/* Of the first one. */
static PasarGridColor
get_icon_color (const PasarGridCell *cell)
{
  if (has (cell, PASAR_GRID_CELL_PROBLEM))
    return PASAR_GRID_COLOR_ERROR;
  return has (cell, PASAR_GRID_CELL_WARNING) ? PASAR_GRID_COLOR_WARNING : PASAR_GRID_COLOR_DIM;
}

static void
append_icons (const PasarGridPen *pen,
              GtkSnapshot *snapshot,
              const PasarGridCell *cell,
              const Layout *layout,
              float x,
              float y,
              int width)
{
  const PasarGridMetrics *metrics = pasar_grid_style_get_metrics (pen->style);
  const int icons = get_icons_width (pen, layout);
  int place = has (cell, PASAR_GRID_CELL_NUMBER) ? layout->start - icons
                                                 : width - PADDING - icons + ICON_GAP;

  for (guint i = 0; i < layout->n_icons; i++)
    {
      const PasarGridColor color = i == 0 ? get_icon_color (cell) : PASAR_GRID_COLOR_DIM;

      pasar_grid_style_append_icon (pen->style,
                                    snapshot,
                                    layout->icons[i],
                                    mirror (pen, (float) place, metrics->icon, x, width),
                                    y + (float) ((metrics->row_height - 1 - metrics->icon) / 2),
                                    pasar_grid_style_get_color (pen->style, color));
      place += metrics->icon + ICON_GAP;
    }
}

static const GdkRGBA *
get_text_color (const PasarGridPen *pen, const PasarGridCell *cell)
{
  if (has (cell, PASAR_GRID_CELL_PROBLEM))
    return pasar_grid_style_get_color (pen->style, PASAR_GRID_COLOR_ERROR);
  return pasar_grid_style_get_color (pen->style,
                                     has (cell, PASAR_GRID_CELL_DIM) ? PASAR_GRID_COLOR_DIM
                                                                     : PASAR_GRID_COLOR_TEXT);
}

static void
append_texts (const PasarGridPen *pen,
              GtkSnapshot *snapshot,
              const PasarGridCell *cell,
              const Layout *layout,
              float x,
              float y,
              int width)
{
  const int baseline = pasar_grid_style_get_metrics (pen->style)->baseline;
  const gboolean is_number = has (cell, PASAR_GRID_CELL_NUMBER);
  const gboolean fits = layout->total <= layout->room;
  int place = layout->start;

  if (is_number && fits)
    place += layout->room - layout->total;
  for (guint i = layout->first_text; i < N_TEXTS; i++)
    {
      const gboolean is_value = i == N_TEXTS - 1;
      PasarGridText *text = layout->set[i];

      if (text == NULL)
        continue;
      if (!fits)
        text = pasar_grid_layouts_get (pen->layouts,
                                       is_number ? NO_ROOM : layout->texts[i],
                                       layout->styles[i],
                                       MAX (layout->room - layout->detail_room, 0));
      pasar_grid_text_append (text,
                              snapshot,
                              mirror (pen,
                                      (float) place,
                                      pasar_grid_text_get_width (text),
                                      x,
                                      width),
                              y + (float) baseline,
                              is_value
                                  ? get_text_color (pen, cell)
                                  : pasar_grid_style_get_color (pen->style, PASAR_GRID_COLOR_DIM));
      place += pasar_grid_text_get_width (text) + GAP;
    }
}

static void
append_detail (const PasarGridPen *pen,
               GtkSnapshot *snapshot,
               const Layout *layout,
               float x,
               float y,
               int width)
{
  const int text_width = pasar_grid_text_get_width (layout->detail);
  const int place = layout->start + layout->room - text_width;

  pasar_grid_text_append (layout->detail,
                          snapshot,
                          mirror (pen, (float) place, text_width, x, width),
                          y + (float) pasar_grid_style_get_metrics (pen->style)->baseline,
                          pasar_grid_style_get_color (pen->style, PASAR_GRID_COLOR_DIM));
}

static void
append_tint (const PasarGridPen *pen,
             GtkSnapshot *snapshot,
             PasarGridColor color,
             float x,
             float y,
             int width)
{
  const int height = pasar_grid_style_get_metrics (pen->style)->row_height - 1;

  gtk_snapshot_append_color (snapshot,
                             pasar_grid_style_get_color (pen->style, color),
                             &GRAPHENE_RECT_INIT (x, y, (float) width, (float) height));
}

/**
 * pasar_grid_cell_append:
 * @pen: what to draw with
 * @snapshot: where to draw
 * @cell: what to show
 * @x: (pixels) the left edge of the cell
 * @y: (pixels) its upper edge
 * @width: (pixels) of the cell, without the line beside it
 *
 * Draws what is in a cell. When there is no room for all, first the change is left out, then the
 * value before; names end in dots.
 */
void
pasar_grid_cell_append (const PasarGridPen *pen,
                        GtkSnapshot *snapshot,
                        const PasarGridCell *cell,
                        float x,
                        float y,
                        int width)
{
  Layout layout = { 0 };

  if (has (cell, PASAR_GRID_CELL_CHANGED | PASAR_GRID_CELL_PROBLEM))
    append_tint (pen,
                 snapshot,
                 has (cell, PASAR_GRID_CELL_PROBLEM) ? PASAR_GRID_COLOR_PROBLEM
                                                     : PASAR_GRID_COLOR_CHANGED,
                 x,
                 y,
                 width);
  if (has (cell, PASAR_GRID_CELL_FOUND))
    append_tint (pen, snapshot, PASAR_GRID_COLOR_FOUND, x, y, width);
  lay_out (pen, cell, width, &layout);
  if (has (cell, PASAR_GRID_CELL_EXPANDER | PASAR_GRID_CELL_PICTURE))
    append_head (pen, snapshot, cell, x, y, width);
  append_icons (pen, snapshot, cell, &layout, x, y, width);
  append_texts (pen, snapshot, cell, &layout, x, y, width);
  if (layout.detail != NULL)
    append_detail (pen, snapshot, &layout, x, y, width);
}

/**
 * pasar_grid_cell_measure:
 * @pen: what it will be drawn with
 * @cell: what it shows
 *
 * Returns: (pixels) the width in which all of it has room
 */
int
pasar_grid_cell_measure (const PasarGridPen *pen, const PasarGridCell *cell)
{
  Layout layout = { 0 };

  lay_out (pen, cell, -1, &layout);
  return layout.start + layout.total + PADDING
         + (has (cell, PASAR_GRID_CELL_NUMBER) ? 0 : get_icons_width (pen, &layout));
}

/**
 * pasar_grid_cell_is_cut:
 * @pen: what it is drawn with
 * @cell: what it shows
 * @width: (pixels) of the cell
 *
 * Returns: whether some of its texts is not seen wholly
 */
gboolean
pasar_grid_cell_is_cut (const PasarGridPen *pen, const PasarGridCell *cell, int width)
{
  return pasar_grid_cell_measure (pen, cell) > width;
}

/**
 * pasar_grid_cell_get_inset:
 * @pen: what it is drawn with
 * @cell: what it shows
 *
 * Returns: (pixels) what is at its start before the texts: padding, arrow, picture
 */
int
pasar_grid_cell_get_inset (const PasarGridPen *pen, const PasarGridCell *cell)
{
  const PasarGridMetrics *metrics = pasar_grid_style_get_metrics (pen->style);
  int inset = PADDING;

  if (has (cell, PASAR_GRID_CELL_EXPANDER | PASAR_GRID_CELL_LEVEL | PASAR_GRID_CELL_INDENT))
    inset += metrics->icon;
  if (has (cell, PASAR_GRID_CELL_PICTURE | PASAR_GRID_CELL_BESIDE))
    inset += metrics->picture + GAP;
  if (has (cell, PASAR_GRID_CELL_INDENT))
    inset += INDENT;
  return inset;
}
