/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/clip.h"

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

/**
 * pasar_grid_clip_allocate:
 * @self: a clip
 * @area: where the child is, in the parent of the clip
 * @bounds: where it can be seen, in the same coordinates
 *
 * To be called while the parent is allocated.
 */
void
pasar_grid_clip_allocate (PasarGridClip *self, const GdkRectangle *area, const GdkRectangle *bounds)
{
  GdkRectangle seen;
  GdkRectangle inside = *area;

  /* An empty result is at 0,0: the child lies beside it then. */
  gdk_rectangle_intersect (area, bounds, &seen);
  gtk_widget_size_allocate (GTK_WIDGET (self), &seen, -1);
  inside.x -= seen.x;
  inside.y -= seen.y;
  gtk_widget_size_allocate (self->child, &inside, -1);
}
