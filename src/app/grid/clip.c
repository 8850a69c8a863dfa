/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/clip.h"

/* Room for the caret behind a text, pixels. */
#define CARET 4

struct _PasarGridClip
{
  GtkWidget parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (PasarGridClip, pasar_grid_clip, GTK_TYPE_WIDGET)

static void
pasar_grid_clip_dispose (GObject *object)
{
  PasarGridClip *self = PASAR_GRID_CLIP (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_grid_clip_parent_class)->dispose (object);
}

static void
pasar_grid_clip_class_init (PasarGridClipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_grid_clip_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pasar_grid_clip_init (PasarGridClip *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * pasar_grid_clip_new:
 * @child: (transfer floating): what to show
 *
 * Returns: (transfer floating): a window onto it
 */
GtkWidget *
pasar_grid_clip_new (GtkWidget *child)
{
  PasarGridClip *self = g_object_new (PASAR_TYPE_GRID_CLIP, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/* Grows over the neighbours to the end, and where there is no more room to the start. */
static void
widen (PasarGridClip *self, GdkRectangle *area, const GdkRectangle *bounds)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const int end = area->x + area->width;
  int needed;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &needed, NULL, NULL);
  needed = MAX (area->width, MIN (needed + CARET, bounds->width));
  if (needed == area->width)
    return;
  area->x = gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL
                ? MAX (end - needed, bounds->x)
                : MIN (area->x, bounds->x + bounds->width - needed);
  area->width = needed;
}

/**
 * pasar_grid_clip_allocate:
 * @self: a clip
 * @cell: what the child is over, in the parent of the clip
 * @bounds: where it can be seen, in the same coordinates
 *
 * Where its text needs more room the child is wider or taller than the cell. To be called while the
 * parent is allocated.
 */
void
pasar_grid_clip_allocate (PasarGridClip *self, const GdkRectangle *cell, const GdkRectangle *bounds)
{
  GdkRectangle area = *cell;
  GdkRectangle seen;
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  widen (self, &area, bounds);
  /* The text is taller than a row where the row is too low for its script. */
  area.y -= MAX (minimum - area.height, 0) / 2;
  area.height = MAX (minimum, area.height);

  /* An empty result is at 0,0: the child lies beside it then. */
  gdk_rectangle_intersect (&area, bounds, &seen);
  gtk_widget_size_allocate (GTK_WIDGET (self), &seen, -1);
  area.x -= seen.x;
  area.y -= seen.y;
  gtk_widget_size_allocate (self->child, &area, -1);
}
