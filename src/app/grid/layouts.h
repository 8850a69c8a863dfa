/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarGridTextStyle:
 * @PASAR_GRID_TEXT_PLAIN: as the widget's font is
 * @PASAR_GRID_TEXT_FIGURES: with figures of equal width
 * @PASAR_GRID_TEXT_BOLD: in bold
 * @PASAR_GRID_TEXT_SMALL: smaller
 * @PASAR_GRID_TEXT_STRUCK: struck through
 *
 * How a text is set.
 */
typedef enum
{
  PASAR_GRID_TEXT_PLAIN = 0,
  PASAR_GRID_TEXT_FIGURES = 1 << 0,
  PASAR_GRID_TEXT_BOLD = 1 << 1,
  PASAR_GRID_TEXT_SMALL = 1 << 2,
  PASAR_GRID_TEXT_STRUCK = 1 << 3,
} PasarGridTextStyle;

/**
 * PasarGridText:
 *
 * A text as it is set, valid until as many others were asked for as are kept.
 */
typedef struct _PasarGridText PasarGridText;

int pasar_grid_text_get_width (const PasarGridText *self);
void pasar_grid_text_append (PasarGridText *self,
                             GtkSnapshot *snapshot,
                             float x,
                             float baseline,
                             const GdkRGBA *color);

/**
 * PasarGridLayouts:
 *
 * Texts as they are set, kept for those that were seen last: to set one costs more than the rest of
 * a cell together. They belong to a text, a style and a width, not to a row.
 */
typedef struct _PasarGridLayouts PasarGridLayouts;

PasarGridLayouts *pasar_grid_layouts_new (void);
void pasar_grid_layouts_free (PasarGridLayouts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarGridLayouts, pasar_grid_layouts_free)

void pasar_grid_layouts_reset (PasarGridLayouts *self, PangoContext *context);
void pasar_grid_layouts_set_limit (PasarGridLayouts *self, guint limit);
PasarGridText *pasar_grid_layouts_get (PasarGridLayouts *self,
                                       const char *text,
                                       PasarGridTextStyle style,
                                       int width);
guint pasar_grid_layouts_get_n_made (const PasarGridLayouts *self);
guint pasar_grid_layouts_get_n_kept (const PasarGridLayouts *self);

G_END_DECLS
