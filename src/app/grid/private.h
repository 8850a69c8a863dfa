/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/geometry.h"
#include "app/grid/grid.h"
#include "app/grid/head.h"
#include "app/grid/layouts.h"
#include "app/grid/move.h"
#include "app/grid/selection.h"
#include "app/grid/style.h"

G_BEGIN_DECLS

/* What the parts keep for themselves is in their own files. */
typedef struct _PasarGridAccess PasarGridAccess;
typedef struct _PasarGridDraw PasarGridDraw;
typedef struct _PasarGridEditor PasarGridEditor;
typedef struct _PasarGridHandle PasarGridHandle;
typedef struct _PasarGridMouse PasarGridMouse;
typedef struct _PasarGridTree PasarGridTree;
typedef struct _PasarGridTyping PasarGridTyping;

/* A column of the source, shown or not. */
typedef struct
{
  guint column;
  char *id;  /* (owned) */
  int width; /* as somebody chose it, in pixels at the usual size of text; 0: nobody did */
  int usual_width;
  int max_width; /* of the usual one, where there is room left */
  gboolean is_visible;
} PasarGridPlace;

/* Cells that Tab went through, up to this one. */
typedef struct
{
  guint row;
  guint place;
  guint first_place;
} PasarGridRun;

/* What becomes of the selection on the way to a cell: only the cursor is left, it is extended to
 * the cell, a range is begun there (or taken out), or it is kept. */
typedef enum
{
  PASAR_GRID_GO_ONLY,
  PASAR_GRID_GO_EXTEND,
  PASAR_GRID_GO_ADD,
  PASAR_GRID_GO_KEEP,
} PasarGridGo;

struct _PasarGrid
{
  GtkWidget parent_instance;

  PasarGridSource *source; /* (owned) (nullable) */
  GSignalGroup *source_signals;
  PasarGridSelection *selection; /* of places */
  PasarGridMode mode;
  PasarGridRun run;
  PasarGridGeometry geometry; /* of the cells, below the head */
  GArray *columns;            /* (element-type PasarGridPlace): all, in the order of the places */
  guint *places;              /* (array length=geometry.n_places): source columns */
  guint n_frozen;             /* of all columns */
  PasarGridDensity density;
  int head_height;

  GtkAdjustment *hadjustment; /* (owned) (nullable) */
  GtkAdjustment *vadjustment; /* (owned) (nullable) */
  GtkScrollablePolicy hpolicy;
  GtkScrollablePolicy vpolicy;
  gboolean is_configuring; /* the adjustments are told, and do not tell */
  GArray *kept_rows;       /* what is to stay where it is, while rows change */
  gboolean keeps_cursor;   /* in sight, while they do */
  guint wanted_row;        /* to be shown as soon as there is a size */
  guint wanted_place;      /* PASAR_GRID_NONE: none is */

  PasarGridDraw *draw;
  GtkWidget *head;
  PasarGridMouse *mouse;
  PasarGridEditor *editor;
  PasarGridTyping *typing;
  PasarGridAccess *access;
  PasarGridTree *tree; /* (nullable) */
};

/* grid.c */
void pasar_grid_layout_changed (PasarGrid *self);
void pasar_grid_place_changed (PasarGrid *self);
void pasar_grid_selection_was_changed (PasarGrid *self);
void pasar_grid_emit_refused (PasarGrid *self, const char *text);
void pasar_grid_emit_editing_changed (PasarGrid *self);
void pasar_grid_emit_sort_asked (PasarGrid *self, guint column, gboolean add);
void pasar_grid_emit_mode_changed (PasarGrid *self);
void pasar_grid_emit_context_menu (PasarGrid *self, double x, double y);
gboolean pasar_grid_is_rtl (const PasarGrid *self);
/* Between the reading order, of the geometry, and the widget: where something of a width begins. */
double pasar_grid_mirror_x (const PasarGrid *self, double x, double width);

/* columns.c: their order and widths, which are shown, which are frozen */
void pasar_grid_columns_init (PasarGrid *self);
void pasar_grid_columns_finalize (PasarGrid *self);
void pasar_grid_columns_read (PasarGrid *self);
void pasar_grid_columns_allocate (PasarGrid *self);
void pasar_grid_columns_resize (PasarGrid *self, guint place, int width);
gboolean pasar_grid_columns_can_move (PasarGrid *self, guint from, guint to);
void pasar_grid_columns_move (PasarGrid *self, guint from, guint to);

/* scroll.c: what of the cells is seen */
void pasar_grid_scroll_iface_init (GtkScrollableInterface *iface);
void pasar_grid_scroll_init (PasarGrid *self);
void pasar_grid_scroll_dispose (PasarGrid *self);
void pasar_grid_scroll_set_adjustment (PasarGrid *self,
                                       GtkAdjustment **place,
                                       GtkAdjustment *adjustment);
void pasar_grid_scroll_configure (PasarGrid *self);
void pasar_grid_scroll_by (PasarGrid *self, double x, double y);
void pasar_grid_scroll_to_place (PasarGrid *self, guint row, guint place);
void pasar_grid_scroll_keep_rows (PasarGrid *self);
void pasar_grid_scroll_restore_rows (PasarGrid *self);

/* draw.c: the cells that are seen, and their texts */
PasarGridDraw *pasar_grid_draw_new (PasarGrid *grid);
void pasar_grid_draw_free (PasarGridDraw *self);
gboolean pasar_grid_draw_update (PasarGridDraw *self);
void pasar_grid_draw_clear (PasarGridDraw *self);
const PasarGridMetrics *pasar_grid_draw_get_metrics (PasarGridDraw *self);
PasarGridLayouts *pasar_grid_draw_get_layouts (PasarGridDraw *self);
const GdkRGBA *pasar_grid_draw_get_color (PasarGridDraw *self, PasarGridColor color);
void pasar_grid_draw_snapshot (PasarGridDraw *self, GtkSnapshot *snapshot);
void pasar_grid_draw_snapshot_edge (PasarGridDraw *self, GtkSnapshot *snapshot);
void pasar_grid_draw_snapshot_mark (PasarGridDraw *self, GtkSnapshot *snapshot, double x);
int pasar_grid_draw_measure_place (PasarGridDraw *self, guint place);
gboolean pasar_grid_draw_is_cut (PasarGridDraw *self, guint row, guint place);
gboolean pasar_grid_draw_hits_arrow (PasarGridDraw *self, guint row, guint place, double x);

/* cursor.c: moving and selecting */
void pasar_grid_go (PasarGrid *self, guint row, guint place, PasarGridGo how);
gboolean pasar_grid_move (PasarGrid *self, PasarGridMove move, gboolean extend);
void pasar_grid_select_block (PasarGrid *self);
void pasar_grid_widen_selection (PasarGrid *self, gboolean all_rows, gboolean all_places);
void pasar_grid_unselect (PasarGrid *self);
void pasar_grid_toggle_cell (PasarGrid *self);
PasarGridRange *pasar_grid_dup_target (PasarGrid *self, guint *n_ranges);
PasarGridCellFlags pasar_grid_read_cursor_flags (PasarGrid *self);

/* fill.c: cells that are filled from others */
gboolean pasar_grid_fill_ranges (PasarGrid *self,
                                 const PasarGridRange *from,
                                 const PasarGridRange *to,
                                 guint n_ranges,
                                 PasarGridFill fill);
void pasar_grid_fill_selection (PasarGrid *self, PasarGridMove direction);
void pasar_grid_fill_from_above (PasarGrid *self);
void pasar_grid_fill_with_cursor (PasarGrid *self);

/* keys.c: the table of keys */
void pasar_grid_keys_init (PasarGrid *self);
/* Does what a key does in the grid; whether it does anything. */
gboolean pasar_grid_keys_press (PasarGrid *self, guint keyval, GdkModifierType state);

/* handle.c: the handle that fills */
PasarGridHandle *pasar_grid_handle_new (PasarGrid *grid);
void pasar_grid_handle_free (PasarGridHandle *self);
gboolean pasar_grid_handle_hits (PasarGridHandle *self, double x, double y);
gboolean pasar_grid_handle_begin (PasarGridHandle *self);
void pasar_grid_handle_drag (PasarGridHandle *self,
                             double x,
                             double y,
                             guint row,
                             guint place,
                             gboolean is_series);
void pasar_grid_handle_drop (PasarGridHandle *self, gboolean is_series);
gboolean pasar_grid_handle_cancel (PasarGridHandle *self);
void pasar_grid_handle_selection_changed (PasarGridHandle *self);
gboolean pasar_grid_handle_is_dragging (PasarGridHandle *self);
void pasar_grid_handle_fill_down (PasarGridHandle *self);
void pasar_grid_handle_snapshot (PasarGridHandle *self, GtkSnapshot *snapshot);

/* mouse.c: clicks and drags */
PasarGridMouse *pasar_grid_mouse_new (PasarGrid *grid);
void pasar_grid_mouse_free (PasarGridMouse *self);
gboolean pasar_grid_mouse_cancel (PasarGridMouse *self);
void pasar_grid_mouse_selection_changed (PasarGridMouse *self);
void pasar_grid_mouse_snapshot (PasarGridMouse *self, GtkSnapshot *snapshot);

/* editor.c: the one entry, and what is said beside a cell */
PasarGridEditor *pasar_grid_editor_new (PasarGrid *grid);
void pasar_grid_editor_free (PasarGridEditor *self);
void pasar_grid_editor_allocate (PasarGridEditor *self);
void pasar_grid_editor_snapshot (PasarGridEditor *self, GtkSnapshot *snapshot);
void pasar_grid_editor_rows_changed (PasarGridEditor *self);
void pasar_grid_editor_hide_message (PasarGridEditor *self);
gboolean pasar_grid_editor_press (PasarGridEditor *self, guint keyval, GdkModifierType state);
void pasar_grid_editor_grab_focus (PasarGridEditor *self);

/* message.c: a sentence beside a cell */
GtkWidget *pasar_grid_message_new (void);
void
pasar_grid_message_allocate (GtkWidget *self, const GdkRectangle *cell, const GdkRectangle *bounds);

/* typing.c: the input method that opens the editor */
PasarGridTyping *pasar_grid_typing_new (PasarGrid *grid);
void pasar_grid_typing_free (PasarGridTyping *self);
void pasar_grid_typing_set_context (PasarGridTyping *self, GtkIMContext *context);
void pasar_grid_typing_set_area (PasarGridTyping *self, const GdkRectangle *area);
void pasar_grid_typing_set_focus (PasarGridTyping *self, gboolean has_focus);
gboolean pasar_grid_typing_is_composing (PasarGridTyping *self);
void pasar_grid_typing_stop (PasarGridTyping *self);

/* access.c: what assistive technology is told; the cursor's cell is a widget that has the focus */
PasarGridAccess *pasar_grid_access_new (PasarGrid *grid);
void pasar_grid_access_free (PasarGridAccess *self);
void pasar_grid_access_allocate (PasarGridAccess *self);
void pasar_grid_access_update (PasarGridAccess *self);
gboolean pasar_grid_access_grab_focus (PasarGridAccess *self);
gboolean pasar_grid_access_move_focus (PasarGridAccess *self, GtkDirectionType direction);
void pasar_grid_access_announce (PasarGridAccess *self, const char *text);

/* tree.c: the cells that are seen, for assistive technology, from GTK 4.10 on */
PasarGridTree *pasar_grid_tree_new (PasarGrid *grid);
void pasar_grid_tree_free (PasarGridTree *self);
void pasar_grid_tree_update (PasarGridTree *self);
void pasar_grid_tree_iface_init (gpointer iface);

G_END_DECLS
