/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PASAR_GRID_NONE:
 *
 * In place of the number of a row or a column: there is none.
 */
#define PASAR_GRID_NONE G_MAXUINT

/**
 * PasarGridCellFlags:
 * @PASAR_GRID_CELL_NUMBER: set at the end, with figures of equal width
 * @PASAR_GRID_CELL_DIM: less prominent
 * @PASAR_GRID_CELL_STRONG: in bold
 * @PASAR_GRID_CELL_CHANGED: tinted: it has a new value
 * @PASAR_GRID_CELL_PROBLEM: marked: the value will be, or was, refused
 * @PASAR_GRID_CELL_WARNING: marked: the value should be looked at
 * @PASAR_GRID_CELL_SWITCH: has one of two values, and Space switches to the other one
 * @PASAR_GRID_CELL_LOCKED: marked: it cannot be edited
 * @PASAR_GRID_CELL_UNSAVED: marked: the change is not on disk
 * @PASAR_GRID_CELL_INDENT: below a row that has it folded
 * @PASAR_GRID_CELL_LEVEL: stands among cells with an arrow, so has room for one
 * @PASAR_GRID_CELL_EXPANDER: has an arrow that folds the rows below
 * @PASAR_GRID_CELL_EXPANDED: with %PASAR_GRID_CELL_EXPANDER: these rows are shown
 * @PASAR_GRID_CELL_PICTURE: has room for a picture, whether or not it is there already
 * @PASAR_GRID_CELL_FOUND: tinted: it has what is looked for
 * @PASAR_GRID_CELL_BESIDE: stands among cells with a picture, so its texts begin where theirs do
 *
 * How a cell looks, beside its texts.
 */
typedef enum
{
  PASAR_GRID_CELL_PLAIN = 0,
  PASAR_GRID_CELL_NUMBER = 1 << 0,
  PASAR_GRID_CELL_DIM = 1 << 1,
  PASAR_GRID_CELL_STRONG = 1 << 2,
  PASAR_GRID_CELL_CHANGED = 1 << 3,
  PASAR_GRID_CELL_PROBLEM = 1 << 4,
  PASAR_GRID_CELL_LOCKED = 1 << 5,
  PASAR_GRID_CELL_UNSAVED = 1 << 6,
  PASAR_GRID_CELL_INDENT = 1 << 7,
  PASAR_GRID_CELL_EXPANDER = 1 << 8,
  PASAR_GRID_CELL_EXPANDED = 1 << 9,
  PASAR_GRID_CELL_PICTURE = 1 << 10,
  PASAR_GRID_CELL_LEVEL = 1 << 11,
  PASAR_GRID_CELL_BESIDE = 1 << 12,
  PASAR_GRID_CELL_WITH_DETAIL = 1 << 13,
  PASAR_GRID_CELL_WARNING = 1 << 14,
  PASAR_GRID_CELL_SWITCH = 1 << 15,
  PASAR_GRID_CELL_FOUND = 1 << 16,
} PasarGridCellFlags;

/**
 * PASAR_GRID_MARKS:
 *
 * How many marks a cell can have.
 */
#define PASAR_GRID_MARKS 3

/**
 * PasarGridCell:
 * @text: what it shows, one line
 * @was: the value before, set small and struck through in front of @text; "" for none
 * @change: e.g. "+10 %", set small in front of @was; "" for none
 * @detail: e.g. "6 variations", set small at the end of a text, before @marks; "" for none. It is
 * left out where there is no room for all of both, or with %PASAR_GRID_CELL_WITH_DETAIL @text is
 * cut
 * @picture: (nullable) (unowned): with %PASAR_GRID_CELL_PICTURE, when it is there
 * @marks: (nullable) names of symbolic icons at the end of the cell, in order
 * @buffer: for the source, to keep texts in that it makes for this cell
 *
 * What one cell shows. The texts are the source's, or in @buffer, and valid until the cells change.
 */
typedef struct
{
  const char *text;
  const char *was;
  const char *change;
  const char *detail;
  GdkPaintable *picture;
  const char *marks[PASAR_GRID_MARKS];
  PasarGridCellFlags flags;
  char buffer[256];
} PasarGridCell;

/**
 * PasarGridColumn:
 * @id: stable name
 * @title: translated
 * @tooltip: (nullable): translated
 * @n_chars: width before it is changed, in digits of the font
 * @max_chars: how wide it is then at most, where the grid has room left; 0: never wider
 * @is_number: whether its cells are set at the end
 * @is_sortable: whether a click on its head sorts
 * @is_hidden: whether it is hidden before the seller chooses
 *
 * A column, as data. The texts are the source's and valid until `columns-changed`.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *tooltip;
  guint n_chars;
  guint max_chars;
  gboolean is_number;
  gboolean is_sortable;
  gboolean is_hidden;
} PasarGridColumn;

/**
 * PasarGridKey:
 * @first: e.g. of the item
 * @second: e.g. of the model; 0 for the row that others with @first are folded into
 * @hint: where the source looks first for the row; no part of who it is
 *
 * Who a row is: stable across sort, filter, fold and refresh.
 */
typedef struct
{
  gint64 first;
  gint64 second;
  guint hint;
} PasarGridKey;

/**
 * PasarGridRange:
 * @first_row: position of the uppermost row
 * @n_rows: how many; %PASAR_GRID_NONE for all from there on, also those that come later
 * @first_column: position of the first column shown
 * @n_columns: how many; %PASAR_GRID_NONE for all from there on
 *
 * A rectangle of cells.
 */
typedef struct
{
  guint first_row;
  guint n_rows;
  guint first_column;
  guint n_columns;
} PasarGridRange;

/**
 * PasarGridAnswer:
 * @PASAR_GRID_DONE: it was taken
 * @PASAR_GRID_REFUSED: it was not, the error says why; an editor stays open
 * @PASAR_GRID_ASKING: the seller is asked first; an editor stays open until
 * [method@Grid.end_editing] is called
 *
 * What became of an edit.
 */
typedef enum
{
  PASAR_GRID_DONE,
  PASAR_GRID_REFUSED,
  PASAR_GRID_ASKING,
} PasarGridAnswer;

/**
 * PasarGridFill:
 * @PASAR_GRID_FILL_COPY: the values are repeated
 * @PASAR_GRID_FILL_SERIES: the values are continued
 *
 * How cells are filled from others.
 */
typedef enum
{
  PASAR_GRID_FILL_COPY,
  PASAR_GRID_FILL_SERIES,
} PasarGridFill;

#define PASAR_TYPE_GRID_SOURCE (pasar_grid_source_get_type ())
G_DECLARE_INTERFACE (PasarGridSource, pasar_grid_source, PASAR, GRID_SOURCE, GObject)

/**
 * PasarGridSourceInterface:
 * @get_n_rows: how many rows there are
 * @get_n_columns: how many columns there are, hidden ones included
 * @read_column: what a column is
 * @read_cell: what a cell shows; called for each visible cell in each frame
 * @is_empty: (nullable): whether a cell shows nothing, when that can be told faster than by
 * @read_cell
 * @find_run_end: (nullable): on the way from @row to @end, above or below, the last row up to which
 * the cells of @column are all empty or all not, when that can be told faster than by @is_empty
 * @get_keys: who the @n rows from @first on are. Also asked while `rows-will-change` is emitted,
 * for the rows before.
 * @find_rows: where rows are: each of @n keys is replaced in @rows by its position, or
 * %PASAR_GRID_NONE when it is not shown
 * @dup_cell_label: what assistive technology is told of a cell, without its row and column: value,
 * changed, was, refused and why
 * @dup_row_label: names a row, e.g. by item and variation
 * @dup_cell_tooltip: (nullable) more than what the cell shows
 * @dup_edit_text: the text that an editor begins with; %NULL with an error that says why the cell
 * cannot be edited
 * @commit: what was typed in a cell; @ranges are the cells that it is for: the one cell, or with
 * Ctrl+Enter the whole selection
 * @fill: each range of @to is filled from that of @from, which is in it at one end; in one step
 * @clear: the cells have their own values again
 * @toggle: the rows below a row with an arrow are folded or shown
 * @switch_cells: (nullable): the cells get the other one of two values, seen from the cell of the
 * cursor, which has %PASAR_GRID_CELL_SWITCH
 *
 * Who has the values of a grid and knows what an edit means. Columns are the numbers of the source
 * everywhere here, but in ranges, which are places as shown: [method@Grid.get_source_column].
 *
 * Signals: `rows-will-change` and `rows-changed` (around any change of the number, the order or the
 * set of rows), `cells-changed` (values: what is seen is read anew), `columns-changed`.
 */
struct _PasarGridSourceInterface
{
  GTypeInterface parent_iface;

  guint (*get_n_rows) (PasarGridSource *self);
  guint (*get_n_columns) (PasarGridSource *self);
  void (*read_column) (PasarGridSource *self, guint column, PasarGridColumn *out);
  void (*read_cell) (PasarGridSource *self, guint row, guint column, PasarGridCell *out);
  gboolean (*is_empty) (PasarGridSource *self, guint row, guint column);
  guint (*find_run_end) (PasarGridSource *self, guint row, guint end, guint column);
  void (*get_keys) (PasarGridSource *self, guint first, guint n, PasarGridKey *keys);
  void (*find_rows) (PasarGridSource *self, const PasarGridKey *keys, guint n, guint *rows);
  char *(*dup_cell_label) (PasarGridSource *self, guint row, guint column);
  char *(*dup_row_label) (PasarGridSource *self, guint row);
  char *(*dup_cell_tooltip) (PasarGridSource *self, guint row, guint column);
  char *(*dup_edit_text) (PasarGridSource *self, guint row, guint column, GError **error);
  PasarGridAnswer (*commit) (PasarGridSource *self,
                             guint row,
                             guint column,
                             const PasarGridRange *ranges,
                             guint n_ranges,
                             const char *text,
                             GError **error);
  PasarGridAnswer (*fill) (PasarGridSource *self,
                           const PasarGridRange *from,
                           const PasarGridRange *to,
                           guint n_ranges,
                           PasarGridFill fill,
                           GError **error);
  void (*clear) (PasarGridSource *self, const PasarGridRange *ranges, guint n_ranges);
  void (*toggle) (PasarGridSource *self, guint row);
  void (*switch_cells) (PasarGridSource *self,
                        guint row,
                        guint column,
                        const PasarGridRange *ranges,
                        guint n_ranges);
};

guint pasar_grid_source_get_n_rows (PasarGridSource *self);
guint pasar_grid_source_get_n_columns (PasarGridSource *self);
void pasar_grid_source_read_column (PasarGridSource *self, guint column, PasarGridColumn *out);
void
pasar_grid_source_read_cell (PasarGridSource *self, guint row, guint column, PasarGridCell *out);
gboolean pasar_grid_source_is_empty (PasarGridSource *self, guint row, guint column);
guint pasar_grid_source_find_run_end (PasarGridSource *self, guint row, guint end, guint column);
PasarGridKey pasar_grid_source_get_key (PasarGridSource *self, guint row);
void pasar_grid_source_get_keys (PasarGridSource *self, guint first, guint n, PasarGridKey *keys);
void
pasar_grid_source_find_rows (PasarGridSource *self, const PasarGridKey *keys, guint n, guint *rows);
char *pasar_grid_source_dup_cell_label (PasarGridSource *self, guint row, guint column);
char *pasar_grid_source_dup_row_label (PasarGridSource *self, guint row);
char *pasar_grid_source_dup_cell_tooltip (PasarGridSource *self, guint row, guint column);
char *
pasar_grid_source_dup_edit_text (PasarGridSource *self, guint row, guint column, GError **error);
PasarGridAnswer pasar_grid_source_commit (PasarGridSource *self,
                                          guint row,
                                          guint column,
                                          const PasarGridRange *ranges,
                                          guint n_ranges,
                                          const char *text,
                                          GError **error);
PasarGridAnswer pasar_grid_source_fill (PasarGridSource *self,
                                        const PasarGridRange *from,
                                        const PasarGridRange *to,
                                        guint n_ranges,
                                        PasarGridFill fill,
                                        GError **error);
void pasar_grid_source_clear (PasarGridSource *self, const PasarGridRange *ranges, guint n_ranges);
void pasar_grid_source_toggle (PasarGridSource *self, guint row);
void pasar_grid_source_switch_cells (PasarGridSource *self,
                                     guint row,
                                     guint column,
                                     const PasarGridRange *ranges,
                                     guint n_ranges);

void pasar_grid_source_rows_will_change (PasarGridSource *self);
void pasar_grid_source_rows_changed (PasarGridSource *self);
void pasar_grid_source_cells_changed (PasarGridSource *self);
void pasar_grid_source_columns_changed (PasarGridSource *self);

G_END_DECLS
