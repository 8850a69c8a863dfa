/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/geometry.h"
#include "app/grid/grid.h"
#include "app/grid/selection.h"

G_BEGIN_DECLS

/* What the parts keep for themselves is in their own files. */
typedef struct _PasarGridAccess PasarGridAccess;
typedef struct _PasarGridDraw PasarGridDraw;
typedef struct _PasarGridEditor PasarGridEditor;
typedef struct _PasarGridHead PasarGridHead;
typedef struct _PasarGridMouse PasarGridMouse;

/* A column of the source, shown or not. */
typedef struct
{
  guint column;
  int width; /* pixels at the usual size of text */
  gboolean is_visible;
} PasarGridPlace;

struct _PasarGrid
{
  GtkWidget parent_instance;

  PasarGridSource *source; /* (owned) (nullable) */
  GSignalGroup *source_signals;
  PasarGridSelection *selection; /* of places */
  PasarGridGeometry geometry;    /* of the cells, below the head */
  GArray *columns; /* (element-type PasarGridPlace): all, in the order of the places */
  guint *places;   /* (array length=geometry.n_places): source columns */
  PasarGridDensity density;
  int head_height;

  GtkAdjustment *hadjustment; /* (owned) (nullable) */
  GtkAdjustment *vadjustment; /* (owned) (nullable) */
  GtkScrollablePolicy hpolicy;
  GtkScrollablePolicy vpolicy;

  PasarGridDraw *draw;
  PasarGridHead *head;
  PasarGridMouse *mouse;
  PasarGridEditor *editor;
  PasarGridAccess *access;
};

/* grid.c */
void pasar_grid_layout_changed (PasarGrid *self);
void pasar_grid_place_changed (PasarGrid *self);
void pasar_grid_selection_was_changed (PasarGrid *self);
void pasar_grid_emit_refused (PasarGrid *self, const char *text);
void pasar_grid_emit_editing_changed (PasarGrid *self);
void pasar_grid_emit_sort_asked (PasarGrid *self, guint column, gboolean add);
void pasar_grid_emit_context_menu (PasarGrid *self, double x, double y);

/* draw.c: the cells that are seen, and their texts */
PasarGridDraw *pasar_grid_draw_new (PasarGrid *grid);
void pasar_grid_draw_free (PasarGridDraw *self);
void pasar_grid_draw_clear (PasarGridDraw *self);
int pasar_grid_draw_get_row_height (PasarGridDraw *self);
void pasar_grid_draw_snapshot (PasarGridDraw *self, GtkSnapshot *snapshot);

/* head.c: the heading row */
PasarGridHead *pasar_grid_head_new (PasarGrid *grid);
void pasar_grid_head_free (PasarGridHead *self);
int pasar_grid_head_get_height (PasarGridHead *self);
void pasar_grid_head_allocate (PasarGridHead *self);
void pasar_grid_head_snapshot (PasarGridHead *self, GtkSnapshot *snapshot);
void pasar_grid_head_set_sorts (PasarGridHead *self, const PasarGridSort *sorts, guint n_sorts);

/* keys.c: the table of keys */
void pasar_grid_keys_class_init (GtkWidgetClass *klass);
void pasar_grid_keys_init (PasarGrid *self);

/* mouse.c: clicks, drags, the fill handle */
PasarGridMouse *pasar_grid_mouse_new (PasarGrid *grid);
void pasar_grid_mouse_free (PasarGridMouse *self);
void pasar_grid_mouse_snapshot (PasarGridMouse *self, GtkSnapshot *snapshot);

/* editor.c: the one entry, and what is said beside a cell */
PasarGridEditor *pasar_grid_editor_new (PasarGrid *grid);
void pasar_grid_editor_free (PasarGridEditor *self);
void pasar_grid_editor_allocate (PasarGridEditor *self);
void pasar_grid_editor_snapshot (PasarGridEditor *self, GtkSnapshot *snapshot);

/* access.c: what assistive technology is told; the cursor's cell is a widget that has the focus */
PasarGridAccess *pasar_grid_access_new (PasarGrid *grid);
void pasar_grid_access_free (PasarGridAccess *self);
void pasar_grid_access_allocate (PasarGridAccess *self);
void pasar_grid_access_update (PasarGridAccess *self);
gboolean pasar_grid_access_grab_focus (PasarGridAccess *self);

G_END_DECLS
