/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/title.h"

#include <glib/gi18n-lib.h>

#define GAP 4

struct _PasarGridTitle
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *arrow;
  GtkWidget *number;
  guint column;
  char *tooltip; /* (nullable) */
  gboolean is_number;
  gboolean is_sortable;
};

G_DEFINE_FINAL_TYPE (PasarGridTitle, pasar_grid_title, GTK_TYPE_WIDGET)

static int
get_natural_width (GtkWidget *widget)
{
  int natural = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_sort_width (PasarGridTitle *self)
{
  const int arrow = get_natural_width (self->arrow);
  const int number = get_natural_width (self->number);

  return arrow + number + (arrow > 0 ? GAP : 0);
}

/* A column is as narrow as the seller makes it. */
static void
pasar_grid_title_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PasarGridTitle *self = PASAR_GRID_TITLE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = get_natural_width (self->label) + get_sort_width (self);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, NULL, &height, NULL, NULL);
      *minimum = *natural = MAX (*natural, height);
    }
}

/* What there is no room for is left out. */
static void
allocate_child (PasarGridTitle *self, GtkWidget *child, int x, int child_width, int width)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int least = 0;

  if (!gtk_widget_should_layout (child))
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_set_child_visible (child, child_width >= least && x + child_width <= width);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ is_rtl ? width - x - child_width : x,
                                              0,
                                              MAX (child_width, least),
                                              gtk_widget_get_height (GTK_WIDGET (self)) },
                            -1);
}

/* A title stands over what is below it: that of numbers at the end, and what tells of the sorting
 * on its inner side. */
static void
pasar_grid_title_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PasarGridTitle *self = PASAR_GRID_TITLE (widget);
  const int arrow = get_natural_width (self->arrow);
  const int number = get_natural_width (self->number);
  const int sort = get_sort_width (self);
  const int label = CLAMP (get_natural_width (self->label), 0, MAX (width - sort, 0));
  const int x = self->is_number ? MAX (width - label - sort, 0) : label + MIN (GAP, sort);

  allocate_child (self, self->label, self->is_number ? MAX (width - label, 0) : 0, label, width);
  allocate_child (self, self->arrow, x, arrow, width);
  allocate_child (self, self->number, x + arrow, number, width);
}

static gboolean
pasar_grid_title_query_tooltip (GtkWidget *widget,
                                int x,
                                int y,
                                gboolean by_keyboard,
                                GtkTooltip *tooltip)
{
  PasarGridTitle *self = PASAR_GRID_TITLE (widget);
  const gboolean is_cut =
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (self->label)))
      || !gtk_widget_get_child_visible (self->label);
  const char *title = gtk_label_get_text (GTK_LABEL (self->label));
  g_autofree char *both = NULL;

  if (!is_cut && self->tooltip == NULL)
    return FALSE;
  both = is_cut && self->tooltip != NULL ? g_strdup_printf ("%s\n%s", title, self->tooltip) : NULL;
  gtk_tooltip_set_text (tooltip, both != NULL ? both : is_cut ? title : self->tooltip);
  return TRUE;
}

static void
pasar_grid_title_dispose (GObject *object)
{
  PasarGridTitle *self = PASAR_GRID_TITLE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->arrow, gtk_widget_unparent);
  g_clear_pointer (&self->number, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_grid_title_parent_class)->dispose (object);
}

static void
pasar_grid_title_finalize (GObject *object)
{
  g_free (PASAR_GRID_TITLE (object)->tooltip);
  G_OBJECT_CLASS (pasar_grid_title_parent_class)->finalize (object);
}

static void
pasar_grid_title_class_init (PasarGridTitleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_grid_title_dispose;
  object_class->finalize = pasar_grid_title_finalize;
  widget_class->measure = pasar_grid_title_measure;
  widget_class->size_allocate = pasar_grid_title_size_allocate;
  widget_class->query_tooltip = pasar_grid_title_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "title");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
}

static GtkWidget *
add_child (PasarGridTitle *self, GType type)
{
  GtkWidget *child =
      g_object_new (type, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "can-target", FALSE, NULL);

  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static void
pasar_grid_title_init (PasarGridTitle *self)
{
  self->label = add_child (self, GTK_TYPE_LABEL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  self->arrow = add_child (self, GTK_TYPE_IMAGE);
  self->number = add_child (self, GTK_TYPE_LABEL);
  gtk_widget_add_css_class (self->number, "number");
  gtk_widget_set_visible (self->arrow, FALSE);
  gtk_widget_set_visible (self->number, FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * pasar_grid_title_new:
 * @column: of the source
 *
 * Returns: (transfer floating): its head, that says nothing yet
 */
GtkWidget *
pasar_grid_title_new (guint column)
{
  PasarGridTitle *self = g_object_new (PASAR_TYPE_GRID_TITLE, NULL);

  self->column = column;
  return GTK_WIDGET (self);
}

/**
 * pasar_grid_title_get_column:
 * @self: a title
 *
 * Returns: the column of the source that it is of
 */
guint
pasar_grid_title_get_column (PasarGridTitle *self)
{
  return self->column;
}

/**
 * pasar_grid_title_set_spec:
 * @self: a title
 * @spec: what the column is
 */
void
pasar_grid_title_set_spec (PasarGridTitle *self, const PasarGridColumn *spec)
{
  gtk_label_set_text (GTK_LABEL (self->label), spec->title);
  g_free (self->tooltip);
  self->tooltip = g_strdup (spec->tooltip);
  self->is_number = spec->is_number;
  self->is_sortable = spec->is_sortable;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spec->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spec->tooltip != NULL ? spec->tooltip : "",
                                  -1);
}

static char *
dup_label (PasarGridTitle *self, const PasarGridSort *sort, guint number, guint n_sorts)
{
  const char *title = gtk_label_get_text (GTK_LABEL (self->label));

  if (sort == NULL)
    return g_strdup (title);
  if (n_sorts == 1)
    /* Translators: the head of a column that the rows are sorted by; %s is its title. */
    return g_strdup_printf (sort->descending ? _ ("%s, sorted in descending order")
                                             : _ ("%s, sorted in ascending order"),
                            title);
  return g_strdup_printf (sort->descending
                              /* Translators: the head of one of several columns that the rows are
                               * sorted by; %s is its title, %u tells which of them it is. */
                              ? _ ("%s, sorted in descending order, number %u")
                              : _ ("%s, sorted in ascending order, number %u"),
                          title,
                          number);
}

/**
 * pasar_grid_title_set_sort:
 * @self: a title
 * @sort: (nullable): how the rows are sorted by it; %NULL: they are not
 * @number: which of the columns that they are sorted by it is, from 1
 * @n_sorts: how many they are sorted by
 */
void
pasar_grid_title_set_sort (PasarGridTitle *self,
                           const PasarGridSort *sort,
                           guint number,
                           guint n_sorts)
{
  g_autofree char *label = dup_label (self, sort, number, n_sorts);
  g_autofree char *text = g_strdup_printf ("%u", number);

  gtk_widget_set_visible (self->arrow, sort != NULL);
  gtk_widget_set_visible (self->number, sort != NULL && n_sorts > 1);
  if (sort != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                  sort->descending ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_label_set_text (GTK_LABEL (self->number), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  GTK_ACCESSIBLE_PROPERTY_SORT,
                                  sort == NULL       ? GTK_ACCESSIBLE_SORT_NONE
                                  : sort->descending ? GTK_ACCESSIBLE_SORT_DESCENDING
                                                     : GTK_ACCESSIBLE_SORT_ASCENDING,
                                  -1);
}

/**
 * pasar_grid_title_is_sortable:
 * @self: a title
 *
 * Returns: whether the rows can be sorted by its column
 */
gboolean
pasar_grid_title_is_sortable (PasarGridTitle *self)
{
  return self->is_sortable;
}
