/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"

G_BEGIN_DECLS

/**
 * PasarGridColor:
 * @PASAR_GRID_COLOR_TEXT: of the grid's text
 * @PASAR_GRID_COLOR_BASE: behind everything
 * @PASAR_GRID_COLOR_DIM: of text that stands back
 * @PASAR_GRID_COLOR_ERROR: of a text that will be, or was, refused
 * @PASAR_GRID_COLOR_WARNING: of the mark of what should be looked at
 * @PASAR_GRID_COLOR_LINE: between rows and columns
 * @PASAR_GRID_COLOR_EDGE: between frozen columns and those that scrolled below them
 * @PASAR_GRID_COLOR_CHANGED: behind what has a new value
 * @PASAR_GRID_COLOR_PROBLEM: behind what will be, or was, refused
 * @PASAR_GRID_COLOR_FOUND: behind what has what is looked for
 * @PASAR_GRID_COLOR_SELECTED: behind what is selected
 * @PASAR_GRID_COLOR_FRAME: around it, and around the cursor's cell
 * @PASAR_GRID_COLOR_IDLE: around the cursor's cell while the keyboard is elsewhere
 * @PASAR_GRID_COLOR_PICTURE: in place of a picture that is not there yet
 *
 * The colours of a grid: `color` of the node `grid`, and of `grid > swatch.…`.
 */
typedef enum
{
  PASAR_GRID_COLOR_TEXT,
  PASAR_GRID_COLOR_BASE,
  PASAR_GRID_COLOR_DIM,
  PASAR_GRID_COLOR_ERROR,
  PASAR_GRID_COLOR_WARNING,
  PASAR_GRID_COLOR_LINE,
  PASAR_GRID_COLOR_EDGE,
  PASAR_GRID_COLOR_CHANGED,
  PASAR_GRID_COLOR_PROBLEM,
  PASAR_GRID_COLOR_FOUND,
  PASAR_GRID_COLOR_SELECTED,
  PASAR_GRID_COLOR_FRAME,
  PASAR_GRID_COLOR_IDLE,
  PASAR_GRID_COLOR_PICTURE,
  PASAR_GRID_N_COLORS,
} PasarGridColor;

/**
 * PasarGridMetrics:
 * @text_scale: the size of text, 1 as usual
 * @row_height: (pixels)
 * @baseline: (pixels) of all texts of a row, from its top
 * @picture: (pixels) sides of a picture
 * @icon: (pixels) sides of a symbolic icon
 *
 * How large things are. They follow the font, the density, and the size of text.
 */
typedef struct
{
  double text_scale;
  int row_height;
  int baseline;
  int picture;
  int icon;
} PasarGridMetrics;

/**
 * PasarGridStyle:
 *
 * The colours, sizes and icons of a grid, as its CSS and the settings have them.
 */
typedef struct _PasarGridStyle PasarGridStyle;

PasarGridStyle *pasar_grid_style_new (GtkWidget *grid);
void pasar_grid_style_free (PasarGridStyle *self);
gboolean pasar_grid_style_update (PasarGridStyle *self, PasarGridDensity density);
void pasar_grid_style_drop_icons (PasarGridStyle *self);
void pasar_grid_style_read_colors (PasarGridStyle *self);
const GdkRGBA *pasar_grid_style_get_color (const PasarGridStyle *self, PasarGridColor color);
const PasarGridMetrics *pasar_grid_style_get_metrics (const PasarGridStyle *self);
void pasar_grid_style_append_icon (PasarGridStyle *self,
                                   GtkSnapshot *snapshot,
                                   const char *name,
                                   float x,
                                   float y,
                                   const GdkRGBA *color);

G_END_DECLS
