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

static void
tell (PasarGridCellWidget *self, char **text, const char *by, GtkAccessibleProperty property)
{
  /* What stays as it is is not told again. */
  if (g_strcmp0 (*text, by) == 0)
    return;
  g_free (*text);
  *text = g_strdup (by);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), property, by, -1);
}

/**
 * pasar_grid_cell_widget_name:
 * @self: a cell
 * @text: what it is and has
 */
void
pasar_grid_cell_widget_name (PasarGridCellWidget *self, const char *text)
{
  tell (self, &self->label, text, GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * pasar_grid_cell_widget_describe:
 * @self: a cell
 * @text: what else there is to say of it; a change is heard while it has the focus
 */
void
pasar_grid_cell_widget_describe (PasarGridCellWidget *self, const char *text)
{
  tell (self, &self->description, text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
