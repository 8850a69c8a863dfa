/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/cell-widget.h"

struct _PasarGridCellWidget
{
  GtkWidget parent_instance;

  char *label;
  char *description;
};

G_DEFINE_FINAL_TYPE (PasarGridCellWidget, pasar_grid_cell_widget, GTK_TYPE_WIDGET)

static void
pasar_grid_cell_widget_finalize (GObject *object)
{
  PasarGridCellWidget *self = PASAR_GRID_CELL_WIDGET (object);

  g_free (self->label);
  g_free (self->description);
  G_OBJECT_CLASS (pasar_grid_cell_widget_parent_class)->finalize (object);
}

static void
pasar_grid_cell_widget_class_init (PasarGridCellWidgetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_grid_cell_widget_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gridcell");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
pasar_grid_cell_widget_init (PasarGridCellWidget *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* What is pressed is the grid. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pasar_grid_cell_widget_new:
 *
 * Returns: (transfer floating): a cell that is not shown yet
 */
GtkWidget *
pasar_grid_cell_widget_new (void)
{
  return g_object_new (PASAR_TYPE_GRID_CELL_WIDGET, NULL);
}

static gboolean
replace (char **text, const char *by)
{
  if (g_strcmp0 (*text, by) == 0)
    return FALSE;
  g_free (*text);
  *text = g_strdup (by);
  return TRUE;
}

/**
 * pasar_grid_cell_widget_tell:
 * @self: a cell
 * @label: what it is and has
 * @description: where it is
 *
 * Gives it other texts; those that stay as they are are not told again.
 */
void
pasar_grid_cell_widget_tell (PasarGridCellWidget *self, const char *label, const char *description)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  if (replace (&self->label, label))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (replace (&self->description, description))
    gtk_accessible_update_property (accessible,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description,
                                    -1);
}
