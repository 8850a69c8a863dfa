/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/sheet.h"

#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>

/* Space above and below a line of text, pixels. */
#define LINE_PADDING 5
/* Cells whose labels are updated in one go. */
#define LABELS_AT_ONCE 50

G_DEFINE_FINAL_TYPE (PasarSheet, pasar_sheet, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CURSOR_CHANGED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_EDITING_CHANGED,
  SIGNAL_STAGED,
  SIGNAL_STAGE_FAILED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * pasar_sheet_refresh_cells:
 * @self: a sheet
 *
 * Has the cells on screen read anew what they show.
 */
void
pasar_sheet_refresh_cells (PasarSheet *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    pasar_cell_refresh (cell);
}

static void
values_changed_cb (PasarSheet *self)
{
  pasar_sheet_refresh_cells (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
}

static gboolean
query_tooltip_cb (PasarSheet *self, int x, int y, gboolean keyboard_mode, GtkTooltip *tooltip)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = widget != NULL ? gtk_widget_get_ancestor (widget, PASAR_TYPE_CELL) : NULL;
  g_autofree char *text = NULL;
  PasarField field;
  GdkRectangle area;
  graphene_rect_t bounds;

  if (keyboard_mode)
    cell = (GtkWidget *) pasar_sheet_find_cell (self,
                                                pasar_sheet_get_cursor_row (self),
                                                self->cursor_column);
  if (cell == NULL || pasar_cell_get_row (PASAR_CELL (cell)) == PASAR_NO_ROW)
    return FALSE;

  const PasarCellFlags flags = pasar_cell_get_flags (PASAR_CELL (cell));
  if ((flags & PASAR_CELL_PROBLEM) != 0
      && pasar_sheet_column_get_field (pasar_cell_get_column (PASAR_CELL (cell)), &field))
    text = pasar_catalogue_row_dup_problem_text (self->catalogue,
                                                 pasar_cell_get_row (PASAR_CELL (cell)),
                                                 field);
  else if ((flags & PASAR_CELL_LOCKED) != 0)
    text = pasar_sheet_column_dup_lock_reason (pasar_cell_get_column (PASAR_CELL (cell)),
                                               self->catalogue,
                                               pasar_cell_get_row (PASAR_CELL (cell)));
  else
    text = pasar_cell_dup_tooltip (PASAR_CELL (cell));
  if (text == NULL || !gtk_widget_compute_bounds (cell, GTK_WIDGET (self), &bounds))
    return FALSE;

  area.x = (int) bounds.origin.x;
  area.y = (int) bounds.origin.y;
  area.width = (int) bounds.size.width;
  area.height = (int) bounds.size.height;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static gboolean
pasar_sheet_grab_focus (GtkWidget *widget)
{
  PasarSheet *self = PASAR_SHEET (widget);

  if (self->editor != NULL)
    return gtk_widget_grab_focus (self->editor);
  pasar_sheet_focus_cursor (self);
  return self->cursor != PASAR_NO_ROW;
}

static gboolean
pasar_sheet_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PasarSheet *self = PASAR_SHEET (widget);

  /* The question keeps the keyboard until it is answered. */
  if (pasar_sheet_is_asking (self))
    {
      gtk_widget_child_focus (self->question, direction);
      return TRUE;
    }
  /* From outside onto the cursor; from within, Tab that the keys did not take leaves the sheet. */
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static void
pasar_sheet_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pasar_sheet_parent_class)->css_changed (widget, change);
  PASAR_SHEET (widget)->line_height = 0;
}

static void
pasar_sheet_dispose (GObject *object)
{
  PasarSheet *self = PASAR_SHEET (object);

  g_clear_handle_id (&self->save_columns_id, g_source_remove);
  g_clear_handle_id (&self->labels_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  if (self->column_view != NULL)
    pasar_sheet_set_session (self, NULL);
  self->column_view = NULL;
  pasar_sheet_question_clear (self);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->catalogue_signals);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (pasar_sheet_parent_class)->dispose (object);
}

static void
pasar_sheet_finalize (GObject *object)
{
  PasarSheet *self = PASAR_SHEET (object);

  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->icons);
  g_array_unref (self->selected);
  g_free (self->edit_start);
  G_OBJECT_CLASS (pasar_sheet_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType argument)
{
  return g_signal_new (name,
                       PASAR_TYPE_SHEET,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       argument != G_TYPE_NONE ? 1 : 0,
                       argument);
}

static void
pasar_sheet_class_init (PasarSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_sheet_dispose;
  object_class->finalize = pasar_sheet_finalize;
  widget_class->grab_focus = pasar_sheet_grab_focus;
  widget_class->focus = pasar_sheet_focus;
  widget_class->css_changed = pasar_sheet_css_changed;

  signals[SIGNAL_CURSOR_CHANGED] = add_signal ("cursor-changed", G_TYPE_NONE);
  signals[SIGNAL_SELECTION_CHANGED] = add_signal ("selection-changed", G_TYPE_NONE);
  signals[SIGNAL_EDITING_CHANGED] = add_signal ("editing-changed", G_TYPE_NONE);
  signals[SIGNAL_STAGED] = add_signal ("staged", G_TYPE_STRING);
  signals[SIGNAL_STAGE_FAILED] = add_signal ("stage-failed", G_TYPE_STRING);
  signals[SIGNAL_MESSAGE] = add_signal ("message", G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_sheet_init (PasarSheet *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->icons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->selected = g_array_new (FALSE, FALSE, sizeof (PasarSheetRow));
  self->cursor = PASAR_NO_ROW;
  self->cursor_column = PASAR_COLUMN_NAME;

  self->catalogue_signals = g_signal_group_new (PASAR_TYPE_CATALOGUE);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "values-changed",
                                  G_CALLBACK (values_changed_cb),
                                  self);

  self->column_view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_reorderable (self->column_view, TRUE);
  gtk_column_view_set_show_column_separators (self->column_view, TRUE);
  gtk_column_view_set_show_row_separators (self->column_view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->column_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Items and variations"),
                                  -1);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled),
                                 GTK_WIDGET (self->column_view));
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->scrolled);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_hexpand (self->overlay, TRUE);
  gtk_widget_set_vexpand (self->overlay, TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);

  pasar_sheet_cursor_init (self);
  pasar_sheet_keys_init (self);
  pasar_sheet_edit_init (self);
  pasar_sheet_question_init (self);
}

/**
 * pasar_sheet_new:
 * @settings: the app's settings, where the columns are remembered
 *
 * Returns: (transfer floating): an empty sheet
 */
GtkWidget *
pasar_sheet_new (GSettings *settings)
{
  PasarSheet *self = g_object_new (PASAR_TYPE_SHEET, NULL);

  self->settings = g_object_ref (settings);
  pasar_sheet_layout_init (self);
  return GTK_WIDGET (self);
}

static void
clear_session (PasarSheet *self)
{
  pasar_sheet_lose_edit (self);
  pasar_sheet_unwatch_boosts (self);
  gtk_column_view_set_model (self->column_view, NULL);
  g_signal_group_set_target (self->catalogue_signals, NULL);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->session);
  g_array_set_size (self->selected, 0);
  self->cursor = PASAR_NO_ROW;
  self->adding = FALSE;
}

/**
 * pasar_sheet_set_session:
 * @self: a sheet
 * @session: (nullable): the shop to show
 *
 * Shows another shop, or nothing. An edit in place is given up, and `message` says so.
 */
void
pasar_sheet_set_session (PasarSheet *self, PasarSession *session)
{
  const gboolean flat = self->view != NULL && pasar_view_get_flat (self->view);

  if (self->session == session)
    return;
  clear_session (self);
  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  self->catalogue = g_object_ref (pasar_session_get_catalogue (session));
  self->view = pasar_view_new (self->catalogue);
  pasar_view_set_flat (self->view, flat);
  pasar_sheet_apply_sort (self);
  g_signal_group_set_target (self->catalogue_signals, self->catalogue);

  g_signal_connect_swapped (self->view, "items-changed", G_CALLBACK (pasar_sheet_rebuild), self);
  self->selection = pasar_slots_new (pasar_sheet_get_n_rows (self));
  g_signal_connect_object (self->selection,
                           "selection-changed",
                           G_CALLBACK (pasar_sheet_update_selected),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  if (pasar_sheet_get_n_rows (self) > 0)
    pasar_sheet_set_cursor (self, 0, PASAR_COLUMN_NAME);
  self->was_touched = FALSE;
  pasar_sheet_watch_boosts (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

/**
 * pasar_sheet_get_view:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): the rows that are shown, to filter
 */
PasarView *
pasar_sheet_get_view (PasarSheet *self)
{
  return self->view;
}

/**
 * pasar_sheet_get_column_view:
 * @self: a sheet
 *
 * Returns: (transfer none): the list widget
 */
GtkColumnView *
pasar_sheet_get_column_view (PasarSheet *self)
{
  return self->column_view;
}

/**
 * pasar_sheet_get_view_column:
 * @self: a sheet
 * @column: a column, not `PASAR_COLUMN_NONE`
 *
 * Returns: (transfer none): the column of the list widget
 */
GtkColumnViewColumn *
pasar_sheet_get_view_column (PasarSheet *self, PasarColumn column)
{
  g_return_val_if_fail (column < PASAR_N_SHEET_COLUMNS, NULL);
  return self->columns[column];
}

/**
 * pasar_sheet_set_flat:
 * @self: a sheet
 * @flat: whether headers are left out
 */
void
pasar_sheet_set_flat (PasarSheet *self, gboolean flat)
{
  if (self->view != NULL)
    pasar_view_set_flat (self->view, flat);
}

/* Not while GTK is still putting the cell in its place. */
static gboolean
focus_cb (gpointer user_data)
{
  PasarSheet *self = user_data;

  self->focus_id = 0;
  if (self->focus_pending && self->editor == NULL)
    pasar_sheet_focus_cursor (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_sheet_add_cell:
 * @self: a sheet
 * @cell: a cell that was bound just now
 */
void
pasar_sheet_add_cell (PasarSheet *self, PasarCell *cell)
{
  const gboolean is_cursor = self->cursor != PASAR_NO_ROW
                             && pasar_cell_get_column (cell) == self->cursor_column
                             && pasar_cell_get_row (cell) == pasar_sheet_get_cursor_row (self);

  g_hash_table_add (self->cells, cell);
  pasar_cell_set_cursor (cell, is_cursor);
  if (is_cursor && self->focus_pending && self->focus_id == 0)
    self->focus_id = g_idle_add (focus_cb, self);
  if (self->editor != NULL)
    gtk_widget_queue_allocate (self->overlay);
}

/**
 * pasar_sheet_remove_cell:
 * @self: a sheet
 * @cell: a cell that is unbound just now
 */
void
pasar_sheet_remove_cell (PasarSheet *self, PasarCell *cell)
{
  g_hash_table_remove (self->cells, cell);
}

static gboolean
labels_cb (gpointer user_data)
{
  PasarSheet *self = user_data;
  GHashTableIter iter;
  gpointer cell;
  guint n_updated = 0;

  g_hash_table_iter_init (&iter, self->cells);
  while (n_updated < LABELS_AT_ONCE && g_hash_table_iter_next (&iter, &cell, NULL))
    n_updated += pasar_cell_update_label (cell) ? 1 : 0;
  if (n_updated == LABELS_AT_ONCE)
    return G_SOURCE_CONTINUE;
  self->labels_id = 0;
  return G_SOURCE_REMOVE;
}

/**
 * pasar_sheet_queue_labels:
 * @self: a sheet with cells whose labels are stale
 *
 * Updates the labels for assistive technology when there is nothing more urgent: with a screen
 * full of cells that takes as long as drawing them.
 */
void
pasar_sheet_queue_labels (PasarSheet *self)
{
  if (self->labels_id == 0)
    self->labels_id = g_idle_add_full (G_PRIORITY_LOW, labels_cb, self, NULL);
}

/**
 * pasar_sheet_find_cell:
 * @self: a sheet
 * @row: a row of the catalogue
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the cell that shows it now
 */
PasarCell *
pasar_sheet_find_cell (PasarSheet *self, guint row, PasarColumn column)
{
  GHashTableIter iter;
  gpointer cell;

  if (row == PASAR_NO_ROW)
    return NULL;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      if (pasar_cell_get_row (cell) == row && pasar_cell_get_column (cell) == column)
        return cell;
    }
  return NULL;
}

/**
 * pasar_sheet_get_line_height:
 * @self: a sheet
 *
 * Returns: (pixels) the height of a row, enough for the tallest scripts
 */
int
pasar_sheet_get_line_height (PasarSheet *self)
{
  if (self->line_height == 0)
    {
      /* Latin, Thai with marks above and below, Chinese, Arabic: their fonts differ in height. */
      g_autoptr (PangoLayout) layout =
          gtk_widget_create_pango_layout (GTK_WIDGET (self), "Ág ที่ปู่ญี่ 漢字 عربي");
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      self->line_height = height + 2 * LINE_PADDING;
    }
  return self->line_height;
}

/**
 * pasar_sheet_get_icon:
 * @self: a sheet
 * @name: a symbolic icon of the theme
 *
 * Returns: (transfer none): the icon, looked up once
 */
GtkIconPaintable *
pasar_sheet_get_icon (PasarSheet *self, const char *name)
{
  GtkIconPaintable *icon = g_hash_table_lookup (self->icons, name);

  if (icon == NULL)
    {
      GtkWidget *widget = GTK_WIDGET (self);

      icon = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (
                                             gtk_widget_get_display (widget)),
                                         name,
                                         NULL,
                                         16,
                                         gtk_widget_get_scale_factor (widget),
                                         gtk_widget_get_direction (widget),
                                         GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
      g_hash_table_insert (self->icons, g_strdup (name), icon);
    }
  return icon;
}

/**
 * pasar_sheet_is_folded:
 * @self: a sheet
 * @row: a header
 *
 * Returns: whether its models are hidden
 */
gboolean
pasar_sheet_is_folded (PasarSheet *self, guint row)
{
  return self->view != NULL && pasar_view_get_folded (self->view, row);
}

/**
 * pasar_sheet_is_flat:
 * @self: a sheet
 *
 * Returns: whether headers are left out
 */
gboolean
pasar_sheet_is_flat (PasarSheet *self)
{
  return self->view != NULL && pasar_view_get_flat (self->view);
}

/**
 * pasar_sheet_emit_message:
 * @self: a sheet
 * @text: a sentence for the seller
 */
void
pasar_sheet_emit_message (PasarSheet *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, text);
}

/**
 * pasar_sheet_get_n_rows:
 * @self: a sheet
 *
 * Returns: how many rows are shown
 */
guint
pasar_sheet_get_n_rows (PasarSheet *self)
{
  return self->view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->view)) : 0;
}

/**
 * pasar_sheet_get_cursor_row:
 * @self: a sheet
 *
 * Returns: the catalogue's row under the cursor, or `PASAR_NO_ROW`
 */
guint
pasar_sheet_get_cursor_row (PasarSheet *self)
{
  if (self->view == NULL || self->cursor == PASAR_NO_ROW)
    return PASAR_NO_ROW;
  return pasar_view_get_row (self->view, self->cursor);
}
