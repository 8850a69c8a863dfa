/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/grid.h"

#include "app/grid/private.h"

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_CURSOR_CHANGED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_MODE_CHANGED,
  SIGNAL_LAYOUT_CHANGED,
  SIGNAL_SORT_ASKED,
  SIGNAL_EDITING_CHANGED,
  SIGNAL_CONTEXT_MENU,
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Newer headers take the interface to be newer than it is. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
G_DEFINE_FINAL_TYPE_WITH_CODE (PasarGrid,
                               pasar_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE,
                                                      pasar_grid_scroll_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE,
                                                          pasar_grid_tree_iface_init))
G_GNUC_END_IGNORE_DEPRECATIONS

/* Rows. */

static void
rows_will_change_cb (PasarGrid *self)
{
  pasar_grid_selection_save (self->selection, self->source);
  pasar_grid_scroll_keep_rows (self);
}

static void
update_rows (PasarGrid *self)
{
  self->geometry.n_rows = self->source != NULL ? pasar_grid_source_get_n_rows (self->source) : 0;
  pasar_grid_selection_set_size (self->selection, self->geometry.n_rows, self->geometry.n_places);
  pasar_grid_scroll_restore_rows (self);
}

static void
rows_changed_cb (PasarGrid *self)
{
  pasar_grid_selection_restore (self->selection, self->source);
  update_rows (self);
  pasar_grid_editor_rows_changed (self->editor);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
}

static void
cells_changed_cb (PasarGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  pasar_grid_access_update (self->access);
}

/* The widget. */

static void
pasar_grid_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  PasarGrid *self = PASAR_GRID (widget);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                 ? pasar_grid_geometry_get_total_width (&self->geometry)
                 : pasar_grid_draw_get_metrics (self->draw)->row_height * 10;
}

/* Rows of another height: what is at the top stays there. */
static void
update_row_height (PasarGrid *self)
{
  const int row_height = pasar_grid_draw_get_metrics (self->draw)->row_height;

  if (self->geometry.row_height == row_height)
    return;
  self->geometry.y = self->geometry.y / self->geometry.row_height * row_height;
  self->geometry.row_height = row_height;
}

static void
pasar_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PasarGrid *self = PASAR_GRID (widget);

  gtk_widget_measure (self->head,
                      GTK_ORIENTATION_VERTICAL,
                      -1,
                      NULL,
                      &self->head_height,
                      NULL,
                      NULL);
  self->geometry.width = width;
  self->geometry.height = height - self->head_height;
  pasar_grid_columns_allocate (self);
  update_row_height (self);
  pasar_grid_scroll_configure (self);
  gtk_widget_size_allocate (self->head, &(GtkAllocation){ 0, 0, width, self->head_height }, -1);
  pasar_grid_head_allocate_titles (PASAR_GRID_HEAD (self->head));
  pasar_grid_editor_allocate (self->editor);
  pasar_grid_access_allocate (self->access);
  pasar_grid_tree_update (self->tree);
}

static void
pasar_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PasarGrid *self = PASAR_GRID (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) self->head_height));
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0,
                                               0,
                                               (float) self->geometry.width,
                                               (float) self->geometry.height));
  if (self->source != NULL)
    pasar_grid_draw_snapshot (self->draw, snapshot);
  pasar_grid_mouse_snapshot (self->mouse, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
  gtk_widget_snapshot_child (widget, self->head, snapshot);
  pasar_grid_draw_snapshot_edge (self->draw, snapshot);
  pasar_grid_head_snapshot_mark (PASAR_GRID_HEAD (self->head), snapshot);
  pasar_grid_editor_snapshot (self->editor, snapshot);
}

static void
pasar_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PasarGrid *self = PASAR_GRID (widget);

  GTK_WIDGET_CLASS (pasar_grid_parent_class)->css_changed (widget, change);
  if (pasar_grid_draw_update (self->draw))
    gtk_widget_queue_resize (widget);
}

static void
pasar_grid_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (pasar_grid_parent_class)->system_setting_changed (widget, setting);
  pasar_grid_draw_clear (PASAR_GRID (widget)->draw);
  gtk_widget_queue_resize (widget);
}

static void
pasar_grid_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (pasar_grid_parent_class)->direction_changed (widget, previous);
  gtk_widget_queue_resize (widget);
}

/* Whether the keyboard is here is seen in the cursor. */
static void
pasar_grid_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (pasar_grid_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static gboolean
pasar_grid_query_tooltip (GtkWidget *widget,
                          int x,
                          int y,
                          gboolean by_keyboard,
                          GtkTooltip *tooltip)
{
  PasarGrid *self = PASAR_GRID (widget);
  g_autofree char *text = NULL;
  GdkRectangle area;
  guint row;
  guint column;

  if (by_keyboard)
    row = pasar_grid_get_cursor (self, &column);
  if (by_keyboard ? row == PASAR_GRID_NONE || column == PASAR_GRID_NONE
                  : !pasar_grid_get_cell_at (self, x, y, &row, &column))
    return FALSE;
  text = pasar_grid_dup_tooltip (self, row, column);
  if (text == NULL || !pasar_grid_get_cell_area (self, row, column, &area))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static gboolean
pasar_grid_grab_focus (GtkWidget *widget)
{
  return pasar_grid_access_grab_focus (PASAR_GRID (widget)->access)
         || GTK_WIDGET_CLASS (pasar_grid_parent_class)->grab_focus (widget);
}

static gboolean
pasar_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return pasar_grid_access_move_focus (PASAR_GRID (widget)->access, direction);
}

static void
pasar_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarGrid *self = PASAR_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hpolicy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vpolicy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PasarGrid *self = PASAR_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      pasar_grid_scroll_set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      pasar_grid_scroll_set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hpolicy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vpolicy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_grid_dispose (GObject *object)
{
  PasarGrid *self = PASAR_GRID (object);

  pasar_grid_set_source (self, NULL);
  g_clear_pointer (&self->access, pasar_grid_access_free);
  g_clear_pointer (&self->tree, pasar_grid_tree_free);
  g_clear_pointer (&self->editor, pasar_grid_editor_free);
  g_clear_pointer (&self->typing, pasar_grid_typing_free);
  g_clear_pointer (&self->mouse, pasar_grid_mouse_free);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->draw, pasar_grid_draw_free);
  pasar_grid_scroll_dispose (self);
  g_clear_object (&self->source_signals);
  G_OBJECT_CLASS (pasar_grid_parent_class)->dispose (object);
}

static void
pasar_grid_finalize (GObject *object)
{
  PasarGrid *self = PASAR_GRID (object);

  pasar_grid_selection_free (self->selection);
  pasar_grid_columns_finalize (self);
  G_OBJECT_CLASS (pasar_grid_parent_class)->finalize (object);
}

static void
pasar_grid_class_init (PasarGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pasar_grid_get_property;
  object_class->set_property = pasar_grid_set_property;
  object_class->dispose = pasar_grid_dispose;
  object_class->finalize = pasar_grid_finalize;
  widget_class->measure = pasar_grid_measure;
  widget_class->size_allocate = pasar_grid_size_allocate;
  widget_class->snapshot = pasar_grid_snapshot;
  widget_class->css_changed = pasar_grid_css_changed;
  widget_class->system_setting_changed = pasar_grid_system_setting_changed;
  widget_class->direction_changed = pasar_grid_direction_changed;
  widget_class->state_flags_changed = pasar_grid_state_flags_changed;
  widget_class->query_tooltip = pasar_grid_query_tooltip;
  widget_class->grab_focus = pasar_grid_grab_focus;
  widget_class->focus = pasar_grid_focus;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

#define ADD_SIGNAL(id, name, n, ...)                                                               \
  signals[id] = g_signal_new (name,                                                                \
                              PASAR_TYPE_GRID,                                                     \
                              G_SIGNAL_RUN_LAST,                                                   \
                              0,                                                                   \
                              NULL,                                                                \
                              NULL,                                                                \
                              NULL,                                                                \
                              G_TYPE_NONE,                                                         \
                              n,                                                                   \
                              ##__VA_ARGS__)
  ADD_SIGNAL (SIGNAL_CURSOR_CHANGED, "cursor-changed", 0);
  ADD_SIGNAL (SIGNAL_SELECTION_CHANGED, "selection-changed", 0);
  ADD_SIGNAL (SIGNAL_MODE_CHANGED, "mode-changed", 0);
  ADD_SIGNAL (SIGNAL_LAYOUT_CHANGED, "layout-changed", 0);
  ADD_SIGNAL (SIGNAL_SORT_ASKED, "sort-asked", 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  ADD_SIGNAL (SIGNAL_EDITING_CHANGED, "editing-changed", 0);
  ADD_SIGNAL (SIGNAL_CONTEXT_MENU, "context-menu", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  ADD_SIGNAL (SIGNAL_REFUSED, "refused", 1, G_TYPE_STRING);
#undef ADD_SIGNAL

  gtk_widget_class_set_css_name (widget_class, "grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
pasar_grid_init (PasarGrid *self)
{
  self->selection = pasar_grid_selection_new ();
  pasar_grid_columns_init (self);
  pasar_grid_scroll_init (self);
  self->geometry.row_height = 1;
  self->density = PASAR_GRID_NORMAL;
  self->run.row = PASAR_GRID_NONE;
  self->source_signals = g_signal_group_new (PASAR_TYPE_GRID_SOURCE);
  g_signal_group_connect_swapped (self->source_signals,
                                  "rows-will-change",
                                  G_CALLBACK (rows_will_change_cb),
                                  self);
  g_signal_group_connect_swapped (self->source_signals,
                                  "rows-changed",
                                  G_CALLBACK (rows_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->source_signals,
                                  "cells-changed",
                                  G_CALLBACK (cells_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->source_signals,
                                  "columns-changed",
                                  G_CALLBACK (pasar_grid_columns_read),
                                  self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->draw = pasar_grid_draw_new (self);
  self->head = pasar_grid_head_new (self);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  self->mouse = pasar_grid_mouse_new (self);
  self->typing = pasar_grid_typing_new (self);
  self->editor = pasar_grid_editor_new (self);
  self->access = pasar_grid_access_new (self);
  self->tree = pasar_grid_tree_new (self);
  pasar_grid_keys_init (self);
}

gboolean
pasar_grid_is_rtl (const PasarGrid *self)
{
  return gtk_widget_get_direction ((GtkWidget *) self) == GTK_TEXT_DIR_RTL;
}

double
pasar_grid_mirror_x (const PasarGrid *self, double x, double width)
{
  return pasar_grid_is_rtl (self) ? self->geometry.width - x - width : x;
}

/* The columns' widths, order or visibility were changed by the seller. */
void
pasar_grid_layout_changed (PasarGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_LAYOUT_CHANGED], 0);
}

/* The cursor moved, by the seller or by the code. */
void
pasar_grid_place_changed (PasarGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  pasar_grid_access_update (self->access);
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
}

void
pasar_grid_selection_was_changed (PasarGrid *self)
{
  pasar_grid_mouse_selection_changed (self->mouse);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

void
pasar_grid_emit_refused (PasarGrid *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, text);
}

void
pasar_grid_emit_editing_changed (PasarGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITING_CHANGED], 0);
}

void
pasar_grid_emit_sort_asked (PasarGrid *self, guint column, gboolean add)
{
  g_signal_emit (self, signals[SIGNAL_SORT_ASKED], 0, column, add);
}

void
pasar_grid_emit_mode_changed (PasarGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_MODE_CHANGED], 0);
}

void
pasar_grid_emit_context_menu (PasarGrid *self, double x, double y)
{
  g_signal_emit (self, signals[SIGNAL_CONTEXT_MENU], 0, x, y);
}

/**
 * pasar_grid_new:
 *
 * Returns: (transfer floating): an empty grid
 */
GtkWidget *
pasar_grid_new (void)
{
  return g_object_new (PASAR_TYPE_GRID, NULL);
}

/**
 * pasar_grid_set_source:
 * @self: a grid
 * @source: (nullable): what to show; %NULL: nothing
 *
 * Shows another source. Cursor and selection are dropped, an edit is given up.
 */
void
pasar_grid_set_source (PasarGrid *self, PasarGridSource *source)
{
  if (!g_set_object (&self->source, source))
    return;
  pasar_grid_end_editing (self);
  g_signal_group_set_target (self->source_signals, source);
  pasar_grid_selection_set_cursor (self->selection, PASAR_GRID_NONE, 0);
  pasar_grid_columns_read (self);
  self->geometry.x = self->geometry.y = 0;
  update_rows (self);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_get_source:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PasarGridSource *
pasar_grid_get_source (PasarGrid *self)
{
  return self->source;
}

/**
 * pasar_grid_set_label:
 * @self: a grid
 * @label: what the grid is, for assistive technology, translated
 */
void
pasar_grid_set_label (PasarGrid *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * pasar_grid_set_density:
 * @self: a grid
 * @density: how high rows are
 */
void
pasar_grid_set_density (PasarGrid *self, PasarGridDensity density)
{
  self->density = density;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pasar_grid_get_picture_size:
 * @self: a grid
 *
 * Returns: (pixels) a side of the pictures in its cells
 */
int
pasar_grid_get_picture_size (PasarGrid *self)
{
  return pasar_grid_draw_get_metrics (self->draw)->picture;
}

/**
 * pasar_grid_get_rows_seen:
 * @self: a grid
 * @first: (out): the uppermost one
 *
 * Returns: how many rows are seen, those in part included
 */
guint
pasar_grid_get_rows_seen (PasarGrid *self, guint *first)
{
  return pasar_grid_geometry_get_rows_seen (&self->geometry, first);
}

/**
 * pasar_grid_set_sorts:
 * @self: a grid
 * @sorts: (array length=n_sorts): what the rows are sorted by, for the heads
 * @n_sorts: how many
 */
void
pasar_grid_set_sorts (PasarGrid *self, const PasarGridSort *sorts, guint n_sorts)
{
  pasar_grid_head_set_sorts (PASAR_GRID_HEAD (self->head), sorts, n_sorts);
}
