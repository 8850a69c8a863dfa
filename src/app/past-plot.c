/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/past-plot.h"

#include "app/compat.h"

/* Pixels. */
#define HEIGHT 56
#define MARGIN 5
#define LINE   2
#define DOT    7

#define NONE G_MAXUINT

struct _PasarPastPlot
{
  GtkWidget parent_instance;

  GArray *points; /* (owned) (nullable) PasarPastPoint */
  gint64 from_ms;
  gint64 until_ms;
  guint first; /* that is seen */
  gint64 lowest;
  gint64 highest;
  guint chosen;
};

G_DEFINE_FINAL_TYPE (PasarPastPlot, pasar_past_plot, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const PasarPastPoint *
get_point (PasarPastPlot *self, guint n)
{
  return &g_array_index (self->points, PasarPastPoint, n);
}

static void
choose (PasarPastPlot *self, guint n)
{
  if (self->chosen == n)
    return;
  self->chosen = n;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* Drawing. */

typedef struct
{
  PasarPastPlot *plot;
  GtkSnapshot *snapshot;
  GdkRGBA color;
  float width;
  float height;
} Frame;

static float
get_x (const Frame *frame, gint64 at_ms)
{
  const PasarPastPlot *self = frame->plot;
  const gint64 at = CLAMP (at_ms, self->from_ms, self->until_ms);

  return frame->width * (float) (at - self->from_ms) / (float) (self->until_ms - self->from_ms);
}

static float
get_y (const Frame *frame, gint64 value)
{
  const PasarPastPlot *self = frame->plot;
  const float room = frame->height - 2 * MARGIN;

  if (self->highest == self->lowest)
    return frame->height / 2;
  return MARGIN
         + room
               * (float) (((double) self->highest - (double) value)
                          / ((double) self->highest - (double) self->lowest));
}

static void
fill (const Frame *frame, float alpha, float x, float y, float width, float height)
{
  GdkRGBA color = frame->color;

  color.alpha *= alpha;
  gtk_snapshot_append_color (frame->snapshot, &color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
draw_dot (const Frame *frame, float x, float y, float size)
{
  const float left = CLAMP (x - size / 2, 0, frame->width - size);
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot,
                                   &GRAPHENE_RECT_INIT (left, y - size / 2, size, size),
                                   size / 2);
  gtk_snapshot_push_rounded_clip (frame->snapshot, &dot);
  gtk_snapshot_append_color (frame->snapshot, &frame->color, &dot.bounds);
  gtk_snapshot_pop (frame->snapshot);
}

/* From a point to the next one. */
static void
draw_step (const Frame *frame, guint n)
{
  PasarPastPlot *self = frame->plot;
  const PasarPastPoint *point = get_point (self, n);
  const float x = get_x (frame, point->at_ms);
  const float end =
      n + 1 < self->points->len ? get_x (frame, get_point (self, n + 1)->at_ms) : frame->width;
  const float width = MAX (end - x, 1);
  const float y = get_y (frame, point->value);

  if (point->value != point->plain)
    {
      fill (frame, 0.15F, x, 0, width, frame->height);
      fill (frame, 0.6F, x, get_y (frame, point->plain) - 0.5F, width, 1);
    }
  fill (frame, 1, x, y - LINE / 2.0F, width, LINE);
  if (n > self->first)
    {
      const float before = get_y (frame, get_point (self, n - 1)->value);

      fill (frame, 1, x, MIN (y, before) - LINE / 2.0F, LINE, ABS (y - before) + LINE);
    }
}

static void
pasar_past_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PasarPastPlot *self = PASAR_PAST_PLOT (widget);
  Frame frame = { .plot = self,
                  .snapshot = snapshot,
                  .width = (float) gtk_widget_get_width (widget),
                  .height = (float) gtk_widget_get_height (widget) };

  if (self->points == NULL)
    return;
  pasar_compat_widget_get_color (widget, &frame.color);
  for (guint i = self->first; i < self->points->len; i++)
    draw_step (&frame, i);
  for (guint i = self->first; i < self->points->len; i++)
    {
      const PasarPastPoint *point = get_point (self, i);

      if (point->is_submitted && point->at_ms >= self->from_ms)
        draw_dot (&frame, get_x (&frame, point->at_ms), get_y (&frame, point->value), DOT);
    }
  if (self->chosen != NONE)
    {
      const PasarPastPoint *point = get_point (self, self->chosen);
      const float x = MIN (get_x (&frame, point->at_ms), frame.width - 1);

      fill (&frame, 0.6F, x, 0, 1, frame.height);
      draw_dot (&frame, x, get_y (&frame, point->value), DOT + 2);
    }
}

/* Choosing. */

static void
motion_cb (PasarPastPlot *self, double x)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint at;

  if (self->points == NULL || width <= 0)
    return;
  at = pasar_past_find_at (self->points,
                           self->from_ms
                               + (gint64) ((double) (self->until_ms - self->from_ms) * x / width));
  choose (self, at == NONE ? self->first : at);
}

static void
leave_cb (PasarPastPlot *self)
{
  choose (self, NONE);
}

static void
focus_cb (PasarPastPlot *self)
{
  if (self->points != NULL && self->chosen == NONE)
    choose (self, self->points->len - 1);
}

static gboolean
key_cb (PasarPastPlot *self, guint key, guint code, GdkModifierType modifiers)
{
  const GdkModifierType mask = GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;
  guint last;

  if (self->points == NULL || (modifiers & mask) != 0)
    return GDK_EVENT_PROPAGATE;
  last = self->points->len - 1;
  if (key == GDK_KEY_Home)
    choose (self, self->first);
  else if (key == GDK_KEY_End
           || ((key == GDK_KEY_Left || key == GDK_KEY_Right) && self->chosen == NONE))
    choose (self, last);
  else if (key == GDK_KEY_Left)
    choose (self, MAX (self->chosen, self->first + 1) - 1);
  else if (key == GDK_KEY_Right)
    choose (self, MIN (self->chosen + 1, last));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* The life of a plot. */

static void
pasar_past_plot_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = HEIGHT;
}

static void
pasar_past_plot_finalize (GObject *object)
{
  g_clear_pointer (&PASAR_PAST_PLOT (object)->points, g_array_unref);
  G_OBJECT_CLASS (pasar_past_plot_parent_class)->finalize (object);
}

static void
pasar_past_plot_class_init (PasarPastPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pasar_past_plot_finalize;
  widget_class->measure = pasar_past_plot_measure;
  widget_class->snapshot = pasar_past_plot_snapshot;
  gtk_widget_class_set_css_name (widget_class, "pastplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen",
                                         PASAR_TYPE_PAST_PLOT,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         0);
}

static void
pasar_past_plot_init (PasarPastPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->chosen = NONE;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, focus);
}

/**
 * pasar_past_plot_new:
 *
 * Makes a plot without anything in it.
 *
 * Returns: (transfer floating): a plot
 */
GtkWidget *
pasar_past_plot_new (void)
{
  return g_object_new (PASAR_TYPE_PAST_PLOT, NULL);
}

static void
find_bounds (PasarPastPlot *self)
{
  const guint before = pasar_past_find_at (self->points, self->from_ms);

  self->first = before != NONE ? before : 0;
  self->lowest = G_MAXINT64;
  self->highest = G_MININT64;
  for (guint i = self->first; i < self->points->len; i++)
    {
      const PasarPastPoint *point = get_point (self, i);

      self->lowest = MIN (self->lowest, point->value);
      self->highest = MAX (self->highest, point->plain);
    }
}

/**
 * pasar_past_plot_set_points:
 * @self: a plot
 * @points: (nullable) (element-type PasarPastPoint): how the value changed, not to be changed any
 *   more; %NULL or empty: nothing is shown
 * @from_ms: Unix milliseconds: where the plot begins
 * @until_ms: Unix milliseconds: where it ends, after that
 *
 * Shows a value over time.
 */
void
pasar_past_plot_set_points (PasarPastPlot *self, GArray *points, gint64 from_ms, gint64 until_ms)
{
  g_return_if_fail (PASAR_IS_PAST_PLOT (self) && from_ms < until_ms);

  choose (self, NONE);
  g_clear_pointer (&self->points, g_array_unref);
  self->from_ms = from_ms;
  self->until_ms = until_ms;
  if (points != NULL && points->len > 0)
    {
      self->points = g_array_ref (points);
      find_bounds (self);
    }
  gtk_widget_set_focusable (GTK_WIDGET (self), self->points != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * pasar_past_plot_get_chosen:
 * @self: a plot
 *
 * Gets the change that the seller points at, or has chosen by keys.
 *
 * Returns: (transfer none) (nullable): the change; %NULL: none
 */
const PasarPastPoint *
pasar_past_plot_get_chosen (PasarPastPlot *self)
{
  g_return_val_if_fail (PASAR_IS_PAST_PLOT (self), NULL);
  return self->chosen != NONE ? get_point (self, self->chosen) : NULL;
}
