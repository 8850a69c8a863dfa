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
  SIGNAL_LAYOUT_CHANGED,
  SIGNAL_SORT_ASKED,
  SIGNAL_EDITING_CHANGED,
  SIGNAL_CONTEXT_MENU,
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarGrid,
                               pasar_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Scrolling. */

static void
configure (GtkAdjustment *adjustment, double upper, double page, double step)
{
  if (adjustment == NULL)
    return;
  upper = MAX (upper, page);
  gtk_adjustment_configure (adjustment,
                            CLAMP (gtk_adjustment_get_value (adjustment), 0, upper - page),
                            0,
                            upper,
                            step,
                            MAX (page - step, step),
                            page);
}

static void
scrolled_cb (PasarGrid *self)
{
  self->geometry.x = self->hadjustment != NULL ? gtk_adjustment_get_value (self->hadjustment) : 0;
  self->geometry.y = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
configure_adjustments (PasarGrid *self)
{
  PasarGridGeometry *geometry = &self->geometry;
  const int frozen = pasar_grid_geometry_get_frozen_width (geometry);

  configure (self->hadjustment,
             pasar_grid_geometry_get_total_width (geometry) - frozen,
             MAX (geometry->width - frozen, 1),
             geometry->row_height);
  configure (self->vadjustment,
             (double) geometry->n_rows * geometry->row_height,
             MAX (geometry->height, 1),
             geometry->row_height);
  scrolled_cb (self);
}

static void
set_adjustment (PasarGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
  configure_adjustments (self);
}

/* Columns. */

static int
get_char_width (PasarGrid *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int width = pango_font_metrics_get_approximate_digit_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static void
update_places (PasarGrid *self)
{
  guint n = 0;

  g_free (self->places);
  g_free (self->geometry.widths);
  self->places = g_new (guint, self->columns->len + 1);
  self->geometry.widths = g_new (int, self->columns->len + 1);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarGridPlace *place = &g_array_index (self->columns, PasarGridPlace, i);

      if (!place->is_visible)
        continue;
      self->places[n] = place->column;
      self->geometry.widths[n] = place->width;
      n++;
    }
  self->geometry.n_places = n;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
columns_changed_cb (PasarGrid *self)
{
  const int char_width = get_char_width (self);

  g_array_set_size (self->columns, 0);
  for (guint i = 0; self->source != NULL && i < pasar_grid_source_get_n_columns (self->source); i++)
    {
      PasarGridColumn column;
      PasarGridPlace place = { .column = i };

      pasar_grid_source_read_column (self->source, i, &column);
      place.width = (int) column.n_chars * char_width + 16;
      place.is_visible = !column.is_hidden;
      g_array_append_val (self->columns, place);
    }
  update_places (self);
}

/* Rows. */

static void
rows_changed_cb (PasarGrid *self)
{
  self->geometry.n_rows = self->source != NULL ? pasar_grid_source_get_n_rows (self->source) : 0;
  configure_adjustments (self);
  pasar_grid_access_update (self->access);
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
                 : pasar_grid_draw_get_row_height (self->draw) * 10;
}

static void
pasar_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PasarGrid *self = PASAR_GRID (widget);

  self->head_height = pasar_grid_head_get_height (self->head);
  self->geometry.row_height = pasar_grid_draw_get_row_height (self->draw);
  self->geometry.width = width;
  self->geometry.height = height - self->head_height;
  configure_adjustments (self);
  pasar_grid_head_allocate (self->head);
  pasar_grid_editor_allocate (self->editor);
  pasar_grid_access_allocate (self->access);
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
  pasar_grid_head_snapshot (self->head, snapshot);
  pasar_grid_editor_snapshot (self->editor, snapshot);
}

static void
pasar_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pasar_grid_parent_class)->css_changed (widget, change);
  pasar_grid_draw_clear (PASAR_GRID (widget)->draw);
}

static gboolean
pasar_grid_grab_focus (GtkWidget *widget)
{
  return pasar_grid_access_grab_focus (PASAR_GRID (widget)->access);
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
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
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
  g_clear_pointer (&self->editor, pasar_grid_editor_free);
  g_clear_pointer (&self->mouse, pasar_grid_mouse_free);
  g_clear_pointer (&self->head, pasar_grid_head_free);
  g_clear_pointer (&self->draw, pasar_grid_draw_free);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, scrolled_cb, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, scrolled_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->source_signals);
  G_OBJECT_CLASS (pasar_grid_parent_class)->dispose (object);
}

static void
pasar_grid_finalize (GObject *object)
{
  PasarGrid *self = PASAR_GRID (object);

  pasar_grid_selection_free (self->selection);
  g_array_unref (self->columns);
  g_free (self->places);
  g_free (self->geometry.widths);
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
  widget_class->grab_focus = pasar_grid_grab_focus;

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
  ADD_SIGNAL (SIGNAL_LAYOUT_CHANGED, "layout-changed", 0);
  ADD_SIGNAL (SIGNAL_SORT_ASKED, "sort-asked", 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  ADD_SIGNAL (SIGNAL_EDITING_CHANGED, "editing-changed", 0);
  ADD_SIGNAL (SIGNAL_CONTEXT_MENU, "context-menu", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  ADD_SIGNAL (SIGNAL_REFUSED, "refused", 1, G_TYPE_STRING);
#undef ADD_SIGNAL

  gtk_widget_class_set_css_name (widget_class, "grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  pasar_grid_keys_class_init (widget_class);
}

static void
pasar_grid_init (PasarGrid *self)
{
  self->selection = pasar_grid_selection_new ();
  self->columns = g_array_new (FALSE, FALSE, sizeof (PasarGridPlace));
  self->geometry.row_height = 1;
  self->density = PASAR_GRID_NORMAL;
  self->source_signals = g_signal_group_new (PASAR_TYPE_GRID_SOURCE);
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
                                  G_CALLBACK (columns_changed_cb),
                                  self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->draw = pasar_grid_draw_new (self);
  self->head = pasar_grid_head_new (self);
  self->mouse = pasar_grid_mouse_new (self);
  self->editor = pasar_grid_editor_new (self);
  self->access = pasar_grid_access_new (self);
  pasar_grid_keys_init (self);
}

/* The columns' widths, order or visibility were changed by the seller. */
void
pasar_grid_layout_changed (PasarGrid *self)
{
  update_places (self);
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
  columns_changed_cb (self);
  rows_changed_cb (self);
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
  pasar_grid_draw_clear (self->draw);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pasar_grid_set_n_frozen:
 * @self: a grid
 * @n_frozen: how many of the first columns stay when it is scrolled sideways
 */
void
pasar_grid_set_n_frozen (PasarGrid *self, guint n_frozen)
{
  self->geometry.n_frozen = n_frozen;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * pasar_grid_get_n_places:
 * @self: a grid
 *
 * Returns: how many columns are shown
 */
guint
pasar_grid_get_n_places (PasarGrid *self)
{
  return self->geometry.n_places;
}

/**
 * pasar_grid_get_source_column:
 * @self: a grid
 * @place: a place
 *
 * Returns: the column of the source that is shown there
 */
guint
pasar_grid_get_source_column (PasarGrid *self, guint place)
{
  g_return_val_if_fail (place < self->geometry.n_places, PASAR_GRID_NONE);
  return self->places[place];
}

/**
 * pasar_grid_find_place:
 * @self: a grid
 * @column: a column of the source
 *
 * Returns: where it is shown; %PASAR_GRID_NONE: it is hidden
 */
guint
pasar_grid_find_place (PasarGrid *self, guint column)
{
  for (guint place = 0; place < self->geometry.n_places; place++)
    {
      if (self->places[place] == column)
        return place;
    }
  return PASAR_GRID_NONE;
}

static PasarGridPlace *
find_column (PasarGrid *self, guint column)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      PasarGridPlace *place = &g_array_index (self->columns, PasarGridPlace, i);

      if (place->column == column)
        return place;
    }
  return NULL;
}

/**
 * pasar_grid_set_column_visible:
 * @self: a grid
 * @column: a column of the source
 * @visible: whether it is shown
 */
void
pasar_grid_set_column_visible (PasarGrid *self, guint column, gboolean visible)
{
  PasarGridPlace *place = find_column (self, column);

  g_return_if_fail (place != NULL);
  place->is_visible = visible;
  update_places (self);
}

/**
 * pasar_grid_dup_layout:
 * @self: a grid
 *
 * Returns: (transfer full): order, widths and visibility of the columns, by their ids: `a(sib)`
 */
GVariant *
pasar_grid_dup_layout (PasarGrid *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarGridPlace *place = &g_array_index (self->columns, PasarGridPlace, i);
      PasarGridColumn column;

      pasar_grid_source_read_column (self->source, place->column, &column);
      g_variant_builder_add (&builder, "(sib)", column.id, place->width, place->is_visible);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * pasar_grid_set_layout:
 * @self: a grid with a source
 * @layout: what [method@Grid.dup_layout] gave once
 *
 * Brings the columns into an order, with widths and visibility. Columns that it does not name come
 * last, as they are.
 */
void
pasar_grid_set_layout (PasarGrid *self, GVariant *layout)
{
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
  pasar_grid_head_set_sorts (self->head, sorts, n_sorts);
}

/**
 * pasar_grid_get_cursor:
 * @self: a grid
 * @column: (out) (optional): the column of the source that it is in
 *
 * Returns: the row of the cursor; %PASAR_GRID_NONE while there are no rows
 */
guint
pasar_grid_get_cursor (PasarGrid *self, guint *column)
{
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (column != NULL)
    *column = place < self->geometry.n_places ? self->places[place] : PASAR_GRID_NONE;
  return row;
}

/**
 * pasar_grid_set_cursor:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Moves the cursor, drops the selection and scrolls as little as is needed to show the cell.
 */
void
pasar_grid_set_cursor (PasarGrid *self, guint row, guint column)
{
  const guint place = pasar_grid_find_place (self, column);

  g_return_if_fail (row < self->geometry.n_rows && place != PASAR_GRID_NONE);
  pasar_grid_selection_set_cursor (self->selection, row, place);
  pasar_grid_scroll_to (self, row, column);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_scroll_to:
 * @self: a grid
 * @row: a row
 * @column: a column of the source that is shown
 *
 * Scrolls as little as is needed to show the cell whole.
 */
void
pasar_grid_scroll_to (PasarGrid *self, guint row, guint column)
{
}

/**
 * pasar_grid_get_ranges:
 * @self: a grid
 * @n_ranges: (out): how many
 *
 * Returns: (transfer none) (array length=n_ranges): what is selected, that do not overlap; none:
 *   the cursor's cell alone
 */
const PasarGridRange *
pasar_grid_get_ranges (PasarGrid *self, guint *n_ranges)
{
  return pasar_grid_selection_get_ranges (self->selection, n_ranges);
}

/**
 * pasar_grid_select:
 * @self: a grid
 * @ranges: (array length=n_ranges): cells, of places
 * @n_ranges: how many
 *
 * Selects cells; the cursor goes to the first of them.
 */
void
pasar_grid_select (PasarGrid *self, const PasarGridRange *ranges, guint n_ranges)
{
  pasar_grid_selection_set_ranges (self->selection, ranges, n_ranges);
  pasar_grid_selection_was_changed (self);
}

/**
 * pasar_grid_select_all:
 * @self: a grid
 */
void
pasar_grid_select_all (PasarGrid *self)
{
  const PasarGridRange all = { 0, PASAR_GRID_NONE, 0, PASAR_GRID_NONE };

  pasar_grid_select (self, &all, 1);
}

/**
 * pasar_grid_get_cell_area:
 * @self: a grid
 * @row: a row
 * @column: a column of the source
 * @area: (out caller-allocates): where the cell is, in the widget
 *
 * Returns: whether some of it can be seen
 */
gboolean
pasar_grid_get_cell_area (PasarGrid *self, guint row, guint column, GdkRectangle *area)
{
  const PasarGridGeometry *geometry = &self->geometry;
  const guint place = pasar_grid_find_place (self, column);

  if (place == PASAR_GRID_NONE)
    return FALSE;
  area->x = (int) pasar_grid_geometry_get_place_x (geometry, place);
  area->y = (int) pasar_grid_geometry_get_row_y (geometry, row) + self->head_height;
  area->width = geometry->widths[place];
  area->height = geometry->row_height;
  return area->y + area->height > self->head_height
         && area->y < self->head_height + geometry->height && area->x + area->width > 0
         && area->x < geometry->width;
}

/**
 * pasar_grid_get_cell_at:
 * @self: a grid
 * @x: (pixels) in the widget
 * @y: (pixels) in the widget
 * @row: (out): the row of the cell there
 * @column: (out): its column of the source
 *
 * Returns: whether there is a cell
 */
gboolean
pasar_grid_get_cell_at (PasarGrid *self, double x, double y, guint *row, guint *column)
{
  const guint place = pasar_grid_geometry_find_place (&self->geometry, x);

  *row = pasar_grid_geometry_find_row (&self->geometry, y - self->head_height);
  *column = place != PASAR_GRID_NONE ? self->places[place] : PASAR_GRID_NONE;
  return *row != PASAR_GRID_NONE && place != PASAR_GRID_NONE;
}
