/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compat.h"
#include "app/grid/private.h"

/* Clicks and drags over the cells. A drag that leaves them scrolls, the faster the farther. */

/* Within so many pixels of an edge a drag scrolls already: a window may end where the screen ends.
 */
#define EDGE 6
/* Pixels a second, for each pixel beyond the edge; and at most. */
#define SPEED     12.0
#define MAX_SPEED 6000.0

struct _PasarGridMouse
{
  PasarGrid *grid; /* (unowned) */
  PasarGridHandle *handle;
  gboolean is_selecting;
  gboolean is_over_handle;
  gboolean has_control; /* while dragging */
  guint start;          /* the place that the drag began in */
  double x;             /* of the pointer, in reading order, in the area of the cells */
  double y;
  guint tick_id;
  gint64 tick_time; /* microseconds */
};

/* Where it is. */

static void
set_pointer (PasarGridMouse *self, double x, double y)
{
  self->x = pasar_grid_mirror_x (self->grid, x, 0);
  self->y = y - self->grid->head_height;
}

static gboolean
find_cell (PasarGridMouse *self, guint *row, guint *place)
{
  *row = pasar_grid_geometry_find_row (&self->grid->geometry, self->y);
  *place = pasar_grid_geometry_find_place (&self->grid->geometry, self->x);
  return *row != PASAR_GRID_NONE && *place != PASAR_GRID_NONE
         && self->y < self->grid->geometry.height;
}

/* The cell that is nearest to the pointer, of those that are seen. */
static void
find_nearest (PasarGridMouse *self, guint *row, guint *place)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;

  *row = pasar_grid_geometry_find_row (geometry, CLAMP (self->y, 0, geometry->height - 1));
  if (*row == PASAR_GRID_NONE)
    *row = geometry->n_rows - 1;
  *place = pasar_grid_geometry_find_place (geometry, CLAMP (self->x, 0, geometry->width - 1));
  if (*place == PASAR_GRID_NONE)
    *place = geometry->n_places - 1;
}

/* Dragging. */

static void
reach (PasarGridMouse *self)
{
  guint corner_place;
  const guint corner_row = pasar_grid_selection_get_corner (self->grid->selection, &corner_place);
  guint row;
  guint place;

  find_nearest (self, &row, &place);
  if (pasar_grid_handle_is_dragging (self->handle))
    pasar_grid_handle_drag (self->handle, self->x, self->y, row, place, self->has_control);
  else if (row != corner_row || place != corner_place)
    pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_EXTEND);
}

/* Pixels a second. */
static double
get_speed (double at, double first, double end)
{
  const double beyond = MIN (at - (first + EDGE), 0) + MAX (at - (end - EDGE), 0);

  return CLAMP (beyond * SPEED, -MAX_SPEED, MAX_SPEED);
}

static void
get_speeds (PasarGridMouse *self, double *x, double *y)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const gboolean in_frozen = self->start < geometry->n_frozen;

  /* Frozen columns are beyond the edge of those that scroll, but not for a drag among them. */
  *x = get_speed (self->x,
                  in_frozen ? 0 : pasar_grid_geometry_get_frozen_width (geometry),
                  geometry->width);
  *y = get_speed (self->y, 0, geometry->height);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarGridMouse *self = user_data;
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  const double seconds = (double) (now - self->tick_time) / G_USEC_PER_SEC;
  double x;
  double y;

  self->tick_time = now;
  get_speeds (self, &x, &y);
  pasar_grid_scroll_by (self->grid, x * seconds, y * seconds);
  reach (self);
  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (PasarGridMouse *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->grid), self->tick_id);
  self->tick_id = 0;
}

static void
update_scrolling (PasarGridMouse *self)
{
  GtkWidget *widget = GTK_WIDGET (self->grid);
  double x;
  double y;

  get_speeds (self, &x, &y);
  if (x == 0 && y == 0)
    stop_scrolling (self);
  else if (self->tick_id == 0)
    {
      self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, self, NULL);
      self->tick_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget));
    }
}

static gboolean
has_control (GtkEventController *controller)
{
  return (gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) != 0;
}

static void
drag_update_cb (PasarGridMouse *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double x;
  double y;

  if (!self->is_selecting && !pasar_grid_handle_is_dragging (self->handle))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  set_pointer (self, x + offset_x, y + offset_y);
  self->has_control = has_control (GTK_EVENT_CONTROLLER (gesture));
  reach (self);
  update_scrolling (self);
}

static void
end_drag (PasarGridMouse *self)
{
  self->is_selecting = FALSE;
  stop_scrolling (self);
}

static void
drag_end_cb (PasarGridMouse *self, double offset_x, double offset_y, GtkEventController *gesture)
{
  end_drag (self);
  pasar_grid_handle_drop (self->handle, has_control (gesture));
}

static void
drag_cancel_cb (PasarGridMouse *self)
{
  pasar_grid_mouse_cancel (self);
}

/* Gives up what is dragged; whether there was anything. */
gboolean
pasar_grid_mouse_cancel (PasarGridMouse *self)
{
  end_drag (self);
  return pasar_grid_handle_cancel (self->handle);
}

/* Also when that is because there are other rows, or none. */
void
pasar_grid_mouse_selection_changed (PasarGridMouse *self)
{
  pasar_grid_handle_selection_changed (self->handle);
  if (self->grid->geometry.n_rows == 0 || self->grid->geometry.n_places == 0)
    end_drag (self);
}

static void
motion_cb (PasarGridMouse *self, double x, double y)
{
  const gboolean is_over = pasar_grid_handle_hits (self->handle,
                                                   pasar_grid_mirror_x (self->grid, x, 0),
                                                   y - self->grid->head_height);

  if (is_over != self->is_over_handle)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self->grid), is_over ? "crosshair" : NULL);
  self->is_over_handle = is_over;
}

/* Clicking. */

static gboolean
is_in_editor (PasarGridMouse *self, double x, double y)
{
  GtkWidget *editor = GTK_WIDGET (pasar_grid_get_editor (self->grid));
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);

  return editor != NULL && picked != NULL
         && (picked == editor || gtk_widget_is_ancestor (picked, editor));
}

/* The cell that is clicked, once an edit elsewhere is committed; FALSE when it is not for the
 * cells. */
static gboolean
begin_click (PasarGridMouse *self,
             GtkGesture *gesture,
             double x,
             double y,
             guint *row,
             guint *place)
{
  set_pointer (self, x, y);
  if (self->y < 0 || is_in_editor (self, x, y))
    return FALSE;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!pasar_grid_commit_editing (self->grid) || !find_cell (self, row, place))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  return TRUE;
}

static gboolean
hits_arrow (PasarGridMouse *self, guint row, guint place)
{
  const double x = self->x - pasar_grid_geometry_get_place_x (&self->grid->geometry, place);

  return pasar_grid_draw_hits_arrow (self->grid->draw, row, place, x);
}

static void
click (PasarGridMouse *self, guint row, guint place, int n_press, GdkModifierType state)
{
  const gboolean control = (state & GDK_CONTROL_MASK) != 0;
  const gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (hits_arrow (self, row, place))
    {
      pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_ONLY);
      pasar_grid_source_toggle (self->grid->source, row);
    }
  else if (shift || self->grid->mode == PASAR_GRID_MODE_EXTEND)
    pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_EXTEND);
  else if (control || self->grid->mode == PASAR_GRID_MODE_ADD)
    pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_ADD);
  else
    {
      pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_ONLY);
      if (n_press == 2)
        pasar_grid_begin_editing (self->grid, NULL);
    }
}

/* By a finger, or what GTK_DEBUG=touchscreen takes for one. */
static gboolean
is_touch (GtkGesture *gesture)
{
  return gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)) != NULL
         || pasar_compat_pointer_is_finger ();
}

static void
press_handle (PasarGridMouse *self, int n_press, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  self->start = pasar_grid_geometry_find_place (&self->grid->geometry, self->x);
  if (n_press == 2)
    pasar_grid_handle_fill_down (self->handle);
  else
    pasar_grid_handle_begin (self->handle);
}

static void
pressed_cb (PasarGridMouse *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint row;
  guint place;

  set_pointer (self, x, y);
  if (!is_touch (gesture) && pasar_grid_handle_hits (self->handle, self->x, self->y))
    {
      press_handle (self, n_press, gesture);
      return;
    }
  /* A finger scrolls, if it does not let go. */
  if (is_touch (gesture) || !begin_click (self, gesture, x, y, &row, &place))
    return;
  self->start = place;
  self->is_selecting = !hits_arrow (self, row, place);
  click (self,
         row,
         place,
         n_press,
         gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static void
released_cb (PasarGridMouse *self, int n_press, double x, double y, GtkGesture *gesture)
{
  guint row;
  guint place;

  if (is_touch (gesture) && begin_click (self, gesture, x, y, &row, &place))
    click (self, row, place, n_press, 0);
}

/* The menu is for the whole selection when the click is on it. */
static void
open_menu (PasarGridMouse *self, GtkGesture *gesture, double x, double y)
{
  guint row;
  guint place;

  if (!begin_click (self, gesture, x, y, &row, &place))
    return;
  if (!pasar_grid_selection_contains (self->grid->selection, row, place))
    pasar_grid_go (self->grid, row, place, PASAR_GRID_GO_ONLY);
  pasar_grid_emit_context_menu (self->grid, x, y);
}

static void
menu_pressed_cb (PasarGridMouse *self, int n_press, double x, double y, GtkGesture *gesture)
{
  open_menu (self, gesture, x, y);
}

static void
long_pressed_cb (PasarGridMouse *self, double x, double y, GtkGesture *gesture)
{
  open_menu (self, gesture, x, y);
}

/* The widget. */

static void
add_gestures (PasarGridMouse *self)
{
  GtkWidget *widget = GTK_WIDGET (self->grid);
  GtkGesture *press = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (press, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));

  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (drag, press);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (long_press));

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
}

PasarGridMouse *
pasar_grid_mouse_new (PasarGrid *grid)
{
  PasarGridMouse *self = g_new0 (PasarGridMouse, 1);

  self->grid = grid;
  self->handle = pasar_grid_handle_new (grid);
  add_gestures (self);
  return self;
}

void
pasar_grid_mouse_free (PasarGridMouse *self)
{
  stop_scrolling (self);
  pasar_grid_handle_free (self->handle);
  g_free (self);
}

void
pasar_grid_mouse_snapshot (PasarGridMouse *self, GtkSnapshot *snapshot)
{
  pasar_grid_handle_snapshot (self->handle, snapshot);
}
