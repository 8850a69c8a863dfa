/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/side-view.h"

#include <glib/gi18n-lib.h>

/* Of the pane, in pixels. */
#define WIDTH_MIN     220
#define WIDTH_MAX     640
#define WIDTH_DEFAULT 300

/* By a key. */
#define STEP 16

/* What is left of the content for the pane to stand beside it. */
#define CONTENT_MIN 600

/* What is always seen of what the pane lies over. */
#define EDGE 48

struct _PasarSideView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *side; /* the handle and the pane */
  GtkWidget *handle;
  gboolean is_open;
  int width;
};

G_DEFINE_FINAL_TYPE (PasarSideView, pasar_side_view, GTK_TYPE_WIDGET)

enum
{
  PROP_OPEN = 1,
  PROP_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_right_to_left (PasarSideView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
say_width (PasarSideView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->handle),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  (double) WIDTH_MIN,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) WIDTH_MAX,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) self->width,
                                  -1);
}

/* Makes the pane so wide; not told yet. */
static void
set_width (PasarSideView *self, int width)
{
  self->width = CLAMP (width, WIDTH_MIN, WIDTH_MAX);
  say_width (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tell_width (PasarSideView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

static void
set_open (PasarSideView *self, gboolean open)
{
  if (self->is_open == open)
    return;
  self->is_open = open;
  gtk_widget_set_visible (self->side, open);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

/* The handle moves with the pane, so the place of the pointer is taken in the view. */
static void
drag_cb (PasarSideView *self, double by_x, double by_y, GtkGestureDrag *drag)
{
  const int total = gtk_widget_get_width (GTK_WIDGET (self));
  graphene_point_t at = GRAPHENE_POINT_INIT_ZERO;
  double from;

  gtk_gesture_drag_get_start_point (drag, &from, NULL);
  at.x = (float) (from + by_x);
  if (gtk_widget_compute_point (self->handle, GTK_WIDGET (self), &at, &at))
    set_width (self, (int) (is_right_to_left (self) ? at.x : total - at.x));
}

static gboolean
key_cb (PasarSideView *self, guint key, guint code, GdkModifierType modifiers)
{
  const GdkModifierType mask = GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;
  const guint wider = is_right_to_left (self) ? GDK_KEY_Right : GDK_KEY_Left;

  if ((modifiers & mask) != 0 || (key != GDK_KEY_Left && key != GDK_KEY_Right))
    return GDK_EVENT_PROPAGATE;
  set_width (self, self->width + (key == wider ? STEP : -STEP));
  tell_width (self);
  return GDK_EVENT_STOP;
}

static void
add_handle (PasarSideView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->handle = g_object_new (GTK_TYPE_SEPARATOR,
                               "orientation",
                               GTK_ORIENTATION_VERTICAL,
                               "focusable",
                               TRUE,
                               "tooltip-text",
                               _ ("Width of the Side Pane"),
                               NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->handle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the Side Pane"),
                                  -1);
  gtk_widget_set_cursor_from_name (self->handle, "col-resize");
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (tell_width), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, keys);
}

/* Layout. */

static int
get_pane_width (PasarSideView *self, int total)
{
  return self->is_open ? CLAMP (self->width, 0, MAX (total - EDGE, 0)) : 0;
}

static gboolean
is_over (PasarSideView *self, int total)
{
  return self->is_open && total - get_pane_width (self, total) < CONTENT_MIN;
}

static void
pasar_side_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  PasarSideView *self = PASAR_SIDE_VIEW (widget);
  int side_minimum = 0;
  int side_natural = 0;

  gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (!self->is_open)
    return;
  gtk_widget_measure (self->side, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, side_minimum + EDGE);
      *natural = MAX (*minimum, *natural + self->width);
    }
  else
    *minimum = MAX (*minimum, side_minimum);
  *natural = MAX (*minimum, *natural);
}

static void
pasar_side_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PasarSideView *self = PASAR_SIDE_VIEW (widget);
  const gboolean is_mirrored = is_right_to_left (self);
  const int pane = get_pane_width (self, width);
  const int rest = is_over (self, width) ? width : width - pane;

  gtk_widget_size_allocate (self->content,
                            &(GtkAllocation){ is_mirrored ? width - rest : 0, 0, rest, height },
                            -1);
  if (self->is_open)
    gtk_widget_size_allocate (self->side,
                              &(GtkAllocation){ is_mirrored ? 0 : width - pane, 0, pane, height },
                              -1);
}

/* The life of a view. */

static void
pasar_side_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarSideView *self = PASAR_SIDE_VIEW (object);

  if (id == PROP_OPEN)
    g_value_set_boolean (value, self->is_open);
  else
    g_value_set_int (value, self->width);
}

static void
pasar_side_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PasarSideView *self = PASAR_SIDE_VIEW (object);

  if (id == PROP_OPEN)
    set_open (self, g_value_get_boolean (value));
  else if (self->width != g_value_get_int (value))
    {
      set_width (self, g_value_get_int (value));
      tell_width (self);
    }
}

static void
pasar_side_view_dispose (GObject *object)
{
  PasarSideView *self = PASAR_SIDE_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_side_view_parent_class)->dispose (object);
}

static void
pasar_side_view_class_init (PasarSideViewClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_side_view_dispose;
  object_class->get_property = pasar_side_view_get_property;
  object_class->set_property = pasar_side_view_set_property;
  widget_class->measure = pasar_side_view_measure;
  widget_class->size_allocate = pasar_side_view_size_allocate;

  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_WIDTH] =
      g_param_spec_int ("width", NULL, NULL, WIDTH_MIN, WIDTH_MAX, WIDTH_DEFAULT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "sideview");
}

static void
pasar_side_view_init (PasarSideView *self)
{
  self->width = WIDTH_DEFAULT;
  self->side = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->side, "side");
  gtk_widget_set_visible (self->side, FALSE);
  add_handle (self);
  say_width (self);
  gtk_box_append (GTK_BOX (self->side), self->handle);
}

/**
 * pasar_side_view_new:
 * @content: what has the room
 * @pane: what stands at its end
 *
 * Returns: (transfer floating): a view, closed
 */
GtkWidget *
pasar_side_view_new (GtkWidget *content, GtkWidget *pane)
{
  PasarSideView *self = g_object_new (PASAR_TYPE_SIDE_VIEW, NULL);

  self->content = content;
  gtk_widget_set_parent (content, GTK_WIDGET (self));
  gtk_widget_set_parent (self->side, GTK_WIDGET (self));
  gtk_widget_set_hexpand (pane, TRUE);
  gtk_box_append (GTK_BOX (self->side), pane);
  return GTK_WIDGET (self);
}

/**
 * pasar_side_view_get_is_over:
 * @self: a view
 *
 * Returns: whether the pane is open and lies over the content
 */
gboolean
pasar_side_view_get_is_over (PasarSideView *self)
{
  return is_over (self, gtk_widget_get_width (GTK_WIDGET (self)));
}
