/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

/* Rows and cells that are seen, as objects of the accessible tree that are no widgets. GTK knows
 * such objects from 4.10 on; before, there is only the cell of the cursor. They are made when
 * somebody looks at them first, named anew when nothing has changed for a moment, and hidden while
 * they are spare: without assistive technology they cost nothing. */

#if GTK_CHECK_VERSION(4, 10, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Milliseconds without a change until the objects are named anew. */
#define DELAY 200

#define PASAR_TYPE_GRID_NODE (pasar_grid_node_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridNode, pasar_grid_node, PASAR, GRID_NODE, GObject)

/* A row or a cell. */
struct _PasarGridNode
{
  GObject parent_instance;

  GtkAccessible *parent; /* (unowned) (nullable): the grid or a row; NULL once that is gone */
  PasarGridNode *next;   /* (unowned) (nullable) */
  GPtrArray *children;   /* (element-type PasarGridNode): of a row */
  GtkAccessibleRole role;
  GtkATContext *context; /* made when it is asked for */
  GdkRectangle area;     /* in the parent */
  gboolean is_shown;
};

struct _PasarGridTree
{
  PasarGrid *grid; /* (unowned) */
  GPtrArray *rows; /* (element-type PasarGridNode) */
  gboolean is_used;
  guint update_id;
};

enum
{
  PROP_ACCESSIBLE_ROLE = 1,
};

static GtkATContext *
get_at_context (GtkAccessible *accessible)
{
  PasarGridNode *self = PASAR_GRID_NODE (accessible);

  if (self->context == NULL)
    self->context = gtk_at_context_create (self->role, accessible, gdk_display_get_default ());
  return self->context != NULL ? g_object_ref (self->context) : NULL;
}

static gboolean
get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  return FALSE;
}

static GtkAccessible *
get_accessible_parent (GtkAccessible *accessible)
{
  PasarGridNode *self = PASAR_GRID_NODE (accessible);

  return self->parent != NULL ? g_object_ref (self->parent) : NULL;
}

static GtkAccessible *
get_first_accessible_child (GtkAccessible *accessible)
{
  PasarGridNode *self = PASAR_GRID_NODE (accessible);

  return self->children->len > 0
             ? GTK_ACCESSIBLE (g_object_ref (g_ptr_array_index (self->children, 0)))
             : NULL;
}

static GtkAccessible *
get_next_accessible_sibling (GtkAccessible *accessible)
{
  PasarGridNode *self = PASAR_GRID_NODE (accessible);
  GtkWidget *widget;

  if (self->next != NULL)
    return GTK_ACCESSIBLE (g_object_ref (self->next));
  if (!GTK_IS_WIDGET (self->parent))
    return NULL;
  /* After the rows come the widgets. */
  widget = gtk_widget_get_first_child (GTK_WIDGET (self->parent));
  return widget != NULL ? GTK_ACCESSIBLE (g_object_ref (widget)) : NULL;
}

static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  PasarGridNode *self = PASAR_GRID_NODE (accessible);

  *x = self->area.x;
  *y = self->area.y;
  *width = self->area.width;
  *height = self->area.height;
  return self->is_shown;
}

static void
accessible_iface_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = get_at_context;
  iface->get_platform_state = get_platform_state;
  iface->get_accessible_parent = get_accessible_parent;
  iface->get_first_accessible_child = get_first_accessible_child;
  iface->get_next_accessible_sibling = get_next_accessible_sibling;
  iface->get_bounds = get_bounds;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarGridNode,
                               pasar_grid_node,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_iface_init))

static void
pasar_grid_node_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_enum (value, PASAR_GRID_NODE (object)->role);
}

static void
pasar_grid_node_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PASAR_GRID_NODE (object)->role = g_value_get_enum (value);
}

static void
drop_node (gpointer data)
{
  PasarGridNode *self = data;

  /* Somebody else may still hold it. */
  self->parent = NULL;
  self->next = NULL;
  g_ptr_array_set_size (self->children, 0);
  g_object_unref (self);
}

static void
pasar_grid_node_dispose (GObject *object)
{
  PasarGridNode *self = PASAR_GRID_NODE (object);

  /* While it takes its leave of the bus it asks for itself. */
  if (self->context != NULL)
    g_object_run_dispose (G_OBJECT (self->context));
  g_clear_object (&self->context);
  G_OBJECT_CLASS (pasar_grid_node_parent_class)->dispose (object);
}

static void
pasar_grid_node_finalize (GObject *object)
{
  PasarGridNode *self = PASAR_GRID_NODE (object);

  g_ptr_array_unref (self->children);
  G_OBJECT_CLASS (pasar_grid_node_parent_class)->finalize (object);
}

static void
pasar_grid_node_class_init (PasarGridNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pasar_grid_node_get_property;
  object_class->set_property = pasar_grid_node_set_property;
  object_class->dispose = pasar_grid_node_dispose;
  object_class->finalize = pasar_grid_node_finalize;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
pasar_grid_node_init (PasarGridNode *self)
{
  self->children = g_ptr_array_new_with_free_func (drop_node);
}

static void
show_node (PasarGridNode *self, gboolean is_shown)
{
  if (self->is_shown == is_shown)
    return;
  self->is_shown = is_shown;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, !is_shown, -1);
}

/* The node at a place of a chain, made when the chain is shorter. */
static PasarGridNode *
need_node (GPtrArray *chain, guint i, GtkAccessible *parent, GtkAccessibleRole role)
{
  while (chain->len <= i)
    {
      PasarGridNode *node = g_object_new (PASAR_TYPE_GRID_NODE, "accessible-role", role, NULL);

      node->parent = parent;
      node->is_shown = TRUE;
      if (chain->len > 0)
        ((PasarGridNode *) g_ptr_array_index (chain, chain->len - 1))->next = node;
      g_ptr_array_add (chain, node);
    }
  return g_ptr_array_index (chain, i);
}

static void
hide_from (GPtrArray *chain, guint i)
{
  for (; i < chain->len; i++)
    show_node (g_ptr_array_index (chain, i), FALSE);
}

static void
update_cell (PasarGridTree *self, PasarGridNode *node, guint row, guint column, const char *title)
{
  g_autofree char *value = pasar_grid_source_dup_cell_label (self->grid->source, row, column);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_row (PasarGridTree *self, PasarGridNode *node, guint row)
{
  g_autofree char *label = pasar_grid_source_dup_row_label (self->grid->source, row);
  g_autofree char *number = g_strdup_printf ("%u", row + 1);
  guint n_seen = 0;

  gtk_accessible_update_property (GTK_ACCESSIBLE (node), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (node),
                                  GTK_ACCESSIBLE_RELATION_ROW_INDEX_TEXT,
                                  number,
                                  -1);
  for (guint place = 0; place < self->grid->geometry.n_places; place++)
    {
      const guint column = self->grid->places[place];
      PasarGridNode *cell;
      PasarGridColumn head;
      GdkRectangle area;

      if (!pasar_grid_get_cell_area (self->grid, row, column, &area))
        continue;
      cell = need_node (node->children,
                        n_seen++,
                        GTK_ACCESSIBLE (node),
                        GTK_ACCESSIBLE_ROLE_GRID_CELL);
      pasar_grid_source_read_column (self->grid->source, column, &head);
      update_cell (self, cell, row, column, head.title);
      node->area = (GdkRectangle){ 0, area.y, self->grid->geometry.width, area.height };
      cell->area = (GdkRectangle){ area.x, 0, area.width, area.height };
      show_node (cell, TRUE);
    }
  hide_from (node->children, n_seen);
}

static void
update (PasarGridTree *self)
{
  guint first;
  const guint n_rows = pasar_grid_geometry_get_rows_seen (&self->grid->geometry, &first);

  for (guint i = 0; i < n_rows; i++)
    {
      PasarGridNode *node =
          need_node (self->rows, i, GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_ROLE_ROW);

      update_row (self, node, first + i);
      show_node (node, TRUE);
    }
  hide_from (self->rows, n_rows);
}

static gboolean
update_cb (gpointer user_data)
{
  PasarGridTree *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

PasarGridTree *
pasar_grid_tree_new (PasarGrid *grid)
{
  PasarGridTree *self = g_new0 (PasarGridTree, 1);

  self->grid = grid;
  self->rows = g_ptr_array_new_with_free_func (drop_node);
  return self;
}

void
pasar_grid_tree_free (PasarGridTree *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* What is seen is something else. */
void
pasar_grid_tree_update (PasarGridTree *self)
{
  if (self == NULL || !self->is_used)
    return;
  g_clear_handle_id (&self->update_id, g_source_remove);
  self->update_id = g_timeout_add_full (G_PRIORITY_LOW, DELAY, update_cb, self, NULL);
}

static GtkAccessible *
get_first_child_of_grid (GtkAccessible *accessible)
{
  PasarGridTree *self = PASAR_GRID (accessible)->tree;
  GtkWidget *widget;

  if (self != NULL && !self->is_used)
    {
      self->is_used = TRUE;
      update (self);
    }
  if (self != NULL && self->rows->len > 0)
    return GTK_ACCESSIBLE (g_object_ref (g_ptr_array_index (self->rows, 0)));
  widget = gtk_widget_get_first_child (GTK_WIDGET (accessible));
  return widget != NULL ? GTK_ACCESSIBLE (g_object_ref (widget)) : NULL;
}

void
pasar_grid_tree_iface_init (gpointer iface)
{
  GtkAccessibleInterface *accessible = iface;

  accessible->get_first_accessible_child = get_first_child_of_grid;
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

PasarGridTree *
pasar_grid_tree_new (PasarGrid *grid)
{
  return NULL;
}

void
pasar_grid_tree_free (PasarGridTree *self)
{
}

void
pasar_grid_tree_update (PasarGridTree *self)
{
}

void
pasar_grid_tree_iface_init (gpointer iface)
{
}

#endif
