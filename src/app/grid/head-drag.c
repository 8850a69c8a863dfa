/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/head-drag.h"

#include "app/grid/private.h"

/* Pixels. */
#define EDGE_BAND   8
#define SCROLL_BAND 32
#define SCROLL_STEP 12

#define DOUBLE_CLICK 2

typedef enum
{
  DRAG_NONE,
  DRAG_PRESSED, /* a title, not moved yet */
  DRAG_RESIZE,
  DRAG_MOVE,
} Drag;

struct _PasarGridHeadDrag
{
  PasarGridHead *head; /* (unowned) */
  PasarGrid *grid;     /* (unowned) */
  GtkGesture *gesture; /* (unowned): of the head */

  Drag drag;
  guint place;     /* that is dragged */
  guint target;    /* where it would come to be */
  int start_width; /* before it is resized */
  double start_x;  /* of the pointer, in reading order, as all x here */
  double x;
  gboolean is_ignored; /* the press was for something else */
  guint tick_id;
  GtkWidget *root;              /* (unowned) (nullable): while dragged */
  GtkEventController *root_key; /* (unowned): of the root */
};

static double
get_end (const PasarGridHeadDrag *self, guint place)
{
  return pasar_grid_geometry_get_place_x (&self->grid->geometry, place)
         + self->grid->geometry.widths[place];
}

/* The place whose end is there. */
static guint
find_edge (PasarGridHeadDrag *self, double x)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const int frozen = pasar_grid_geometry_get_frozen_width (geometry);

  for (guint place = geometry->n_places; place-- > 0;)
    {
      const double end = get_end (self, place);

      if (ABS (x - end) <= EDGE_BAND / 2.0 && (place < geometry->n_frozen || end > frozen))
        return place;
    }
  return PASAR_GRID_NONE;
}

/* The place that one which is dragged would come to: the nearest one where it may be. */
static guint
find_target (PasarGridHeadDrag *self)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  guint target = self->place;

  for (guint place = 0; place < geometry->n_places; place++)
    {
      const double start = get_end (self, place) - geometry->widths[place];
      const gboolean is_before = place < self->place && self->x < get_end (self, place);
      const gboolean is_after = place > self->place && self->x >= start;

      if (!pasar_grid_columns_can_move (self->grid, self->place, place))
        continue;
      if (is_before)
        return place;
      if (is_after)
        target = place;
    }
  return target;
}

/* Dragging. */

static void
end_drag (PasarGridHeadDrag *self)
{
  if (self->drag == DRAG_MOVE)
    gtk_widget_remove_css_class (pasar_grid_head_get_title (self->head, self->place), "moving");
  self->drag = DRAG_NONE;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->head), self->tick_id);
  self->tick_id = 0;
  if (self->root != NULL)
    {
      gtk_widget_remove_controller (self->root, self->root_key);
      g_object_remove_weak_pointer (G_OBJECT (self->root), (gpointer *) &self->root);
    }
  self->root = NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
}

/**
 * pasar_grid_head_drag_cancel:
 * @self: what hears the pointer
 *
 * Gives up what is dragged: everything is as before.
 */
void
pasar_grid_head_drag_cancel (PasarGridHeadDrag *self)
{
  self->is_ignored = FALSE;
  if (self->drag == DRAG_RESIZE)
    pasar_grid_columns_resize (self->grid, self->place, self->start_width);
  end_drag (self);
}

static gboolean
root_key_pressed_cb (PasarGridHeadDrag *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  pasar_grid_head_drag_cancel (self);
  gtk_gesture_set_state (self->gesture, GTK_EVENT_SEQUENCE_DENIED);
  return GDK_EVENT_STOP;
}

static void
begin_drag (PasarGridHeadDrag *self, Drag drag, guint place)
{
  self->drag = drag;
  self->place = self->target = place;
  if (self->root != NULL)
    return;
  /* The keyboard may be anywhere in the window. */
  self->root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self->head)));
  g_object_add_weak_pointer (G_OBJECT (self->root), (gpointer *) &self->root);
  self->root_key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->root_key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->root_key, "key-pressed", G_CALLBACK (root_key_pressed_cb), self);
  gtk_widget_add_controller (self->root, self->root_key);
}

static void
drag_begin_cb (PasarGridHeadDrag *self, double x, double y)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  guint place;

  if (self->is_ignored)
    return;
  self->start_x = self->x = pasar_grid_mirror_x (self->grid, x, 0);
  place = find_edge (self, self->x);
  if (place != PASAR_GRID_NONE)
    {
      self->start_width = geometry->widths[place];
      begin_drag (self, DRAG_RESIZE, place);
    }
  else
    {
      place = pasar_grid_geometry_find_place (geometry, self->x);
      if (place != PASAR_GRID_NONE)
        begin_drag (self, DRAG_PRESSED, place);
    }
  /* It is nothing to what is around. */
  gtk_gesture_set_state (self->gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarGridHeadDrag *self = user_data;
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const int frozen = pasar_grid_geometry_get_frozen_width (geometry);

  if (self->place < geometry->n_frozen)
    return G_SOURCE_CONTINUE;
  if (self->x < frozen + SCROLL_BAND && geometry->x > 0)
    pasar_grid_scroll_by (self->grid, -SCROLL_STEP, 0);
  else if (self->x > geometry->width - SCROLL_BAND)
    pasar_grid_scroll_by (self->grid, SCROLL_STEP, 0);
  else
    return G_SOURCE_CONTINUE;
  self->target = find_target (self);
  return G_SOURCE_CONTINUE;
}

static void
drag_update_cb (PasarGridHeadDrag *self, double offset_x, double offset_y)
{
  const double moved = pasar_grid_is_rtl (self->grid) ? -offset_x : offset_x;

  self->x = self->start_x + moved;
  if (self->drag == DRAG_RESIZE)
    pasar_grid_columns_resize (self->grid,
                               self->place,
                               self->start_width + (int) (self->x - self->start_x));
  if (self->drag == DRAG_PRESSED
      && gtk_drag_check_threshold (GTK_WIDGET (self->head), 0, 0, (int) offset_x, (int) offset_y))
    {
      self->drag = DRAG_MOVE;
      gtk_widget_add_css_class (pasar_grid_head_get_title (self->head, self->place), "moving");
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->head), scroll_cb, self, NULL);
    }
  if (self->drag == DRAG_MOVE)
    {
      self->target = find_target (self);
      gtk_widget_queue_draw (GTK_WIDGET (self->head));
      gtk_widget_queue_draw (GTK_WIDGET (self->grid));
    }
}

static void
drag_end_cb (PasarGridHeadDrag *self)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (self->gesture));
  const Drag drag = self->drag;

  self->is_ignored = FALSE;
  if (drag == DRAG_NONE)
    return;
  end_drag (self);
  if (drag == DRAG_PRESSED)
    pasar_grid_head_activate (self->head, self->place, state);
  else if (drag == DRAG_MOVE && self->target != self->place)
    pasar_grid_columns_move (self->grid, self->place, self->target);
  if (drag == DRAG_RESIZE || drag == DRAG_MOVE)
    pasar_grid_layout_changed (self->grid);
}

static void
pressed_cb (PasarGridHeadDrag *self, int n_press, double x, double y)
{
  const guint place = find_edge (self, pasar_grid_mirror_x (self->grid, x, 0));

  if (n_press != DOUBLE_CLICK || place == PASAR_GRID_NONE)
    return;
  pasar_grid_head_drag_cancel (self);
  self->is_ignored = TRUE;
  pasar_grid_head_fit (self->head, place);
}

static void
motion_cb (PasarGridHeadDrag *self, double x, double y)
{
  const guint place = find_edge (self, pasar_grid_mirror_x (self->grid, x, 0));

  if (self->drag == DRAG_NONE)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self->head),
                                     place != PASAR_GRID_NONE ? "col-resize" : NULL);
}

static void
menu_pressed_cb (PasarGridHeadDrag *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pasar_grid_emit_context_menu (self->grid, x, y);
}

static void
long_pressed_cb (PasarGridHeadDrag *self, double x, double y)
{
  pasar_grid_head_drag_cancel (self);
  pasar_grid_emit_context_menu (self->grid, x, y);
}

static void
add_gesture (PasarGridHeadDrag *self, GtkGesture *gesture, const char *signal, GCallback callback)
{
  g_signal_connect_swapped (gesture, signal, callback, self);
  gtk_widget_add_controller (GTK_WIDGET (self->head), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * pasar_grid_head_drag_new:
 * @head: a head
 * @grid: what it is in
 *
 * Returns: (transfer full): what hears the pointer there
 */
PasarGridHeadDrag *
pasar_grid_head_drag_new (PasarGridHead *head, PasarGrid *grid)
{
  PasarGridHeadDrag *self = g_new0 (PasarGridHeadDrag, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->head = head;
  self->grid = grid;
  self->gesture = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->gesture, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->gesture, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->gesture,
                            "cancel",
                            G_CALLBACK (pasar_grid_head_drag_cancel),
                            self);
  add_gesture (self, self->gesture, "drag-begin", G_CALLBACK (drag_begin_cb));
  add_gesture (self, click, "pressed", G_CALLBACK (pressed_cb));
  gtk_gesture_group (click, self->gesture);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  add_gesture (self, menu, "pressed", G_CALLBACK (menu_pressed_cb));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  add_gesture (self, hold, "pressed", G_CALLBACK (long_pressed_cb));
  gtk_gesture_group (hold, self->gesture);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (head), motion);
  return self;
}

/**
 * pasar_grid_head_drag_free:
 * @self: (transfer full): of a head that has its gestures still
 */
void
pasar_grid_head_drag_free (PasarGridHeadDrag *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->head));

  end_drag (self);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      g_signal_handlers_disconnect_by_data (controller, self);
    }
  g_free (self);
}

/**
 * pasar_grid_head_drag_get_moved:
 * @self: what hears the pointer
 * @offset: (out) (optional): (pixels) how far its title is from where it belongs, to the right
 *
 * Returns: the place that is moved now; %PASAR_GRID_NONE: none
 */
guint
pasar_grid_head_drag_get_moved (const PasarGridHeadDrag *self, double *offset)
{
  const double moved = self->x - self->start_x;

  if (offset != NULL)
    *offset = pasar_grid_is_rtl (self->grid) ? -moved : moved;
  return self->drag == DRAG_MOVE ? self->place : PASAR_GRID_NONE;
}

/**
 * pasar_grid_head_drag_get_target:
 * @self: what hears the pointer
 * @x: (out): (pixels) where the column would begin or end then, in reading order
 *
 * Returns: whether a column is dragged to another place
 */
gboolean
pasar_grid_head_drag_get_target (const PasarGridHeadDrag *self, double *x)
{
  if (self->drag != DRAG_MOVE || self->target == self->place)
    return FALSE;
  *x = get_end (self, self->target);
  if (self->target < self->place)
    *x -= self->grid->geometry.widths[self->target];
  return TRUE;
}
