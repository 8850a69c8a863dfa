/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/wrap-layout.h"

struct _PasarWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (PasarWrapLayout, pasar_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
pasar_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As wide as it likes to be, or as there is room for in a line. */
static GtkRequisition
measure_child (GtkWidget *child, int width)
{
  GtkRequisition least;
  GtkRequisition size;

  gtk_widget_get_preferred_size (child, &least, &size);
  size.width = CLAMP (size.width, least.width, MAX (least.width, width));
  return size;
}

/* Places the children in lines of a width, in reading order, and gives the height of all lines. */
static int
lay_out (PasarWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;
      size = measure_child (child, width);
      if (x > 0 && x + size.width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      line_height = MAX (line_height, size.height);
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        size.width = MAX (size.width, width - x);
      if (allocate)
        {
          const int left = is_rtl ? width - x - size.width : x;

          gtk_widget_size_allocate (child,
                                    &(GtkAllocation){ left, y, size.width, size.height },
                                    -1);
        }
      x += size.width + self->spacing;
    }

  return y + line_height;
}

static void
pasar_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  PasarWrapLayout *self = PASAR_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition least;
      GtkRequisition size;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &least, &size);
      *minimum = MAX (*minimum, least.width);
      *natural += size.width + (*natural > 0 ? self->spacing : 0);
    }
}

static void
pasar_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  lay_out (PASAR_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
pasar_wrap_layout_class_init (PasarWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = pasar_wrap_layout_get_request_mode;
  layout_class->measure = pasar_wrap_layout_measure;
  layout_class->allocate = pasar_wrap_layout_allocate;
}

static void
pasar_wrap_layout_init (PasarWrapLayout *self)
{
}

/**
 * pasar_wrap_layout_new:
 * @spacing: pixels between children, and between lines
 *
 * Returns: (transfer full): a layout for gtk_widget_set_layout_manager()
 */
GtkLayoutManager *
pasar_wrap_layout_new (int spacing)
{
  PasarWrapLayout *self = g_object_new (PASAR_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
