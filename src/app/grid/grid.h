/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/source.h"

G_BEGIN_DECLS

/**
 * PasarGridDensity:
 * @PASAR_GRID_COMPACT: as many rows as can be read
 * @PASAR_GRID_NORMAL: with room for pictures
 *
 * How high rows are, beside the size of text.
 */
typedef enum
{
  PASAR_GRID_COMPACT,
  PASAR_GRID_NORMAL,
} PasarGridDensity;

/**
 * PasarGridMode:
 * @PASAR_GRID_MODE_USUAL: it goes to the cursor's cell alone, but with Shift
 * @PASAR_GRID_MODE_EXTEND: it is extended, as with Shift
 * @PASAR_GRID_MODE_ADD: it stays
 *
 * What becomes of the selection when a key moves the cursor.
 */
typedef enum
{
  PASAR_GRID_MODE_USUAL,
  PASAR_GRID_MODE_EXTEND,
  PASAR_GRID_MODE_ADD,
} PasarGridMode;

/**
 * PasarGridSort:
 * @column: a column of the source
 * @descending: whether the largest comes first
 *
 * One of the columns that rows are sorted by.
 */
typedef struct
{
  guint column;
  gboolean descending;
} PasarGridSort;

/**
 * PasarGrid:
 * A spreadsheet as one widget: draws the visible cells of a [iface@GridSource] itself, has a
 * cursor, any number of selected ranges and one editor. To be put into a GtkScrolledWindow.
 *
 * Columns are the numbers of the source, "places" are positions among the columns shown, from 0, in
 * reading order.
 *
 * Signals: `cursor-changed`, `selection-changed`, `mode-changed`, `layout-changed` (widths, order
 * or visibility of columns, by the seller), `sort-asked` (column, whether it is added to those
 * before: a head was clicked), `editing-changed`, `context-menu` (x, y in the grid), `refused`
 * (text: why an edit cannot be; it is shown beside the cell, too).
 */
#define PASAR_TYPE_GRID (pasar_grid_get_type ())
G_DECLARE_FINAL_TYPE (PasarGrid, pasar_grid, PASAR, GRID, GtkWidget)

GtkWidget *pasar_grid_new (void);
void pasar_grid_set_source (PasarGrid *self, PasarGridSource *source);
PasarGridSource *pasar_grid_get_source (PasarGrid *self);
void pasar_grid_set_label (PasarGrid *self, const char *label);
void pasar_grid_set_density (PasarGrid *self, PasarGridDensity density);
int pasar_grid_get_picture_size (PasarGrid *self);
guint pasar_grid_get_rows_seen (PasarGrid *self, guint *first);

/* Columns. */
void pasar_grid_set_n_frozen (PasarGrid *self, guint n_frozen);
guint pasar_grid_get_n_places (PasarGrid *self);
guint pasar_grid_get_source_column (PasarGrid *self, guint place);
guint pasar_grid_find_place (PasarGrid *self, guint column);
void pasar_grid_set_column_visible (PasarGrid *self, guint column, gboolean visible);
GVariant *pasar_grid_dup_layout (PasarGrid *self);
void pasar_grid_set_layout (PasarGrid *self, GVariant *layout);
void pasar_grid_set_sorts (PasarGrid *self, const PasarGridSort *sorts, guint n_sorts);

/* The cursor and the selection. */
guint pasar_grid_get_cursor (PasarGrid *self, guint *column);
void pasar_grid_set_cursor (PasarGrid *self, guint row, guint column);
void pasar_grid_scroll_to (PasarGrid *self, guint row, guint column);
const PasarGridRange *pasar_grid_get_ranges (PasarGrid *self, guint *n_ranges);
void pasar_grid_select (PasarGrid *self, const PasarGridRange *ranges, guint n_ranges);
void pasar_grid_select_all (PasarGrid *self);
PasarGridMode pasar_grid_get_mode (PasarGrid *self);
const char *pasar_grid_get_mode_text (PasarGrid *self);
void pasar_grid_set_mode (PasarGrid *self, PasarGridMode mode);
gboolean pasar_grid_get_cell_area (PasarGrid *self, guint row, guint column, GdkRectangle *area);
gboolean pasar_grid_get_cell_at (PasarGrid *self, double x, double y, guint *row, guint *column);
char *pasar_grid_dup_tooltip (PasarGrid *self, guint row, guint column);
gboolean pasar_grid_is_cut (PasarGrid *self, guint row, guint column);

/* Edits. */
gboolean pasar_grid_begin_editing (PasarGrid *self, const char *text);
gboolean pasar_grid_commit_editing (PasarGrid *self);
void pasar_grid_end_editing (PasarGrid *self);
gboolean pasar_grid_is_editing (PasarGrid *self);
GtkEditable *pasar_grid_get_editor (PasarGrid *self);
void pasar_grid_show_refusal (PasarGrid *self, const char *text);

G_END_DECLS
