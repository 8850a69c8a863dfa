/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/sheet.h"

#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PasarSheet, pasar_sheet, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CURSOR_CHANGED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_COLUMNS_CHANGED,
  SIGNAL_EDITING_CHANGED,
  SIGNAL_BUSY_CHANGED,
  SIGNAL_STAGED,
  SIGNAL_STAGE_FAILED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

guint
pasar_sheet_get_n_rows (PasarSheet *self)
{
  return self->source != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->source->view)) : 0;
}

/* What the grid says. */

static void
cursor_changed_cb (PasarSheet *self)
{
  if (self->moving == 0)
    self->was_touched = TRUE;
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
}

static void
selection_changed_cb (PasarSheet *self)
{
  if (self->moving == 0)
    self->was_touched = TRUE;
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
editing_changed_cb (PasarSheet *self)
{
  /* Without what was typed nothing is asked about it. */
  if (pasar_grid_get_editor (self->grid) == NULL)
    {
      pasar_sheet_stop_checking (self);
      gtk_popover_popdown (GTK_POPOVER (self->question));
    }
  g_signal_emit (self, signals[SIGNAL_EDITING_CHANGED], 0);
}

/* Of a cell, or of the head of a column. */
static void
context_menu_cb (PasarSheet *self, double x, double y)
{
  const char *id = "";
  graphene_point_t point;
  guint row;
  guint column;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->grid),
                                 GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                 &point))
    return;
  /* Below the last cell there is a cell above. */
  if (!pasar_grid_get_cell_at (self->grid, x, y, &row, &column) && column != PASAR_GRID_NONE
      && !pasar_grid_get_cell_at (self->grid, x, y - 1, &row, &column))
    id = pasar_sheet_source_get_column (self->source, column)->id;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              "win.sheet-menu",
                              "(sdd)",
                              id,
                              (double) point.x,
                              (double) point.y);
}

/* What the rows say. */

void
pasar_sheet_move_to (PasarSheet *self, guint position, guint column)
{
  if (pasar_grid_find_place (self->grid, column) == PASAR_GRID_NONE)
    pasar_grid_get_cursor (self->grid, &column);
  if (position >= pasar_sheet_get_n_rows (self) || column >= self->source->columns->len)
    return;
  self->moving++;
  pasar_grid_set_cursor (self->grid, position, column);
  self->moving--;
}

static void
move_to_start (PasarSheet *self)
{
  pasar_sheet_move_to (self, 0, pasar_sheet_source_find_column (self->source, PASAR_COLUMN_PRICE));
}

static void
rows_will_change_cb (PasarSheet *self)
{
  self->moving++;
}

static void
rows_changed_cb (PasarSheet *self)
{
  /* Where nobody has put it, the cursor stays in the first place while rows arrive above. */
  if (!self->was_touched)
    move_to_start (self);
  self->moving--;
  pasar_sheet_look_for_pictures (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
}

static void
cells_changed_cb (PasarSheet *self)
{
  pasar_sheet_look_for_pictures (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
}

/* From a model to its item, as in a tree. */
static void
to_item_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PasarSheet *self = PASAR_SHEET (widget);
  const guint row = pasar_sheet_get_cursor_row (self);
  guint position;
  guint column;

  if (row == PASAR_NO_ROW)
    return;
  position = pasar_view_find_row (self->source->view,
                                  pasar_catalogue_read_row (self->source->catalogue, row).item_row);
  pasar_grid_get_cursor (self->grid, &column);
  if (position != PASAR_NO_ROW)
    pasar_sheet_move_to (self, position, column);
}

/* Before the grid drops what is selected. */
static gboolean
key_cb (PasarSheet *self, guint keyval, guint keycode, GdkModifierType state)
{
  return keyval == GDK_KEY_Escape && pasar_grid_get_editor (self->grid) == NULL
         && pasar_sheet_stop_staging (self);
}

/* The life of a sheet. */

/* Over the cells, a bar would take the handle of a selection that ends there, and hide figures.
 * That of the rows is always there: columns do not move when a search leaves few of them. From
 * right to left, GTK 4.8 would put it outside of the window. */
static void
place_scrollbars (GtkScrolledWindow *scrolled)
{
  if (gtk_widget_get_direction (GTK_WIDGET (scrolled)) == GTK_TEXT_DIR_RTL)
    return;
  gtk_scrolled_window_set_overlay_scrolling (scrolled, FALSE);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_AUTOMATIC, GTK_POLICY_ALWAYS);
}

static gboolean
pasar_sheet_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PASAR_SHEET (widget)->grid));
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
pasar_sheet_dispose (GObject *object)
{
  PasarSheet *self = PASAR_SHEET (object);

  if (self->grid != NULL)
    {
      /* Nobody is to hear any more of what goes. */
      g_signal_handlers_disconnect_by_data (self->grid, self);
      pasar_sheet_set_session (self, NULL);
    }
  self->grid = NULL;
  g_clear_handle_id (&self->busy_id, g_source_remove);
  pasar_sheet_question_clear (self);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->settings);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->own_layout, g_variant_unref);
  G_OBJECT_CLASS (pasar_sheet_parent_class)->dispose (object);
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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_sheet_dispose;
  widget_class->grab_focus = pasar_sheet_grab_focus;
  widget_class->focus = pasar_sheet_focus;

  signals[SIGNAL_CURSOR_CHANGED] = add_signal ("cursor-changed", G_TYPE_NONE);
  signals[SIGNAL_SELECTION_CHANGED] = add_signal ("selection-changed", G_TYPE_NONE);
  signals[SIGNAL_COLUMNS_CHANGED] = add_signal ("columns-changed", G_TYPE_NONE);
  signals[SIGNAL_EDITING_CHANGED] = add_signal ("editing-changed", G_TYPE_NONE);
  signals[SIGNAL_BUSY_CHANGED] = add_signal ("busy-changed", G_TYPE_NONE);
  signals[SIGNAL_STAGED] = add_signal ("staged", G_TYPE_STRING);
  signals[SIGNAL_STAGE_FAILED] = add_signal ("stage-failed", G_TYPE_STRING);
  signals[SIGNAL_MESSAGE] = add_signal ("message", G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "sheet.to-item", NULL, to_item_cb);
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_sheet_init (PasarSheet *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } from_grid[] = {
    { "cursor-changed", G_CALLBACK (cursor_changed_cb) },
    { "selection-changed", G_CALLBACK (selection_changed_cb) },
    { "editing-changed", G_CALLBACK (editing_changed_cb) },
    { "context-menu", G_CALLBACK (context_menu_cb) },
  };

  GtkEventController *keys;

  self->grid = PASAR_GRID (pasar_grid_new ());
  pasar_grid_set_label (self->grid, _ ("Items and variations"));
  for (guint i = 0; i < G_N_ELEMENTS (from_grid); i++)
    g_signal_connect_object (self->grid,
                             from_grid[i].signal,
                             from_grid[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->grid));
  place_scrollbars (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  pasar_sheet_layout_init (self);
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
  pasar_sheet_pictures_init (self);
  return GTK_WIDGET (self);
}

/* What is typed belongs to the shop that goes. */
static void
lose_edit (PasarSheet *self)
{
  GtkEditable *editor = pasar_grid_get_editor (self->grid);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (editor == NULL)
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (editor)));
  pasar_grid_end_editing (self->grid);
  if (*text == '\0')
    return;
  /* Translators: %s is what was typed into a cell */
  message = g_strdup_printf (_ ("“%s” was not kept: its row is not shown any more."), text);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

static void
clear_session (PasarSheet *self)
{
  lose_edit (self);
  pasar_sheet_stop_checking (self);
  pasar_sheet_save_layout (self);
  pasar_sheet_unwatch_boosts (self);
  pasar_sheet_drop_pictures (self);
  self->moving++;
  pasar_grid_set_source (self->grid, NULL);
  self->moving--;
  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->source, self);
      self->source->sheet = NULL;
    }
  g_clear_object (&self->source);
}

static void
show_source (PasarSheet *self)
{
  /* Before the grid hears of it. */
  g_signal_connect_swapped (self->source,
                            "rows-will-change",
                            G_CALLBACK (rows_will_change_cb),
                            self);
  self->moving++;
  pasar_grid_set_source (self->grid, PASAR_GRID_SOURCE (self->source));
  pasar_sheet_load_layout (self);
  move_to_start (self);
  self->moving--;
  /* After it has. */
  g_signal_connect_swapped (self->source, "rows-changed", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect_swapped (self->source, "cells-changed", G_CALLBACK (cells_changed_cb), self);
  g_signal_connect_swapped (self->source,
                            "columns-changed",
                            G_CALLBACK (pasar_sheet_load_layout),
                            self);
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
  if (session != NULL && self->source != NULL && self->source->session == session)
    return;
  clear_session (self);
  if (session == NULL)
    return;

  self->source = pasar_sheet_source_new (self, session);
  pasar_view_set_flat (self->source->view, self->is_flat);
  self->was_touched = FALSE;
  show_source (self);
  pasar_sheet_show_pictures (self);
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
  return self->source != NULL ? self->source->view : NULL;
}

/**
 * pasar_sheet_get_grid:
 * @self: a sheet
 *
 * Returns: (transfer none): what draws it
 */
PasarGrid *
pasar_sheet_get_grid (PasarSheet *self)
{
  return self->grid;
}

/**
 * pasar_sheet_set_flat:
 * @self: a sheet
 * @flat: whether headers are left out
 */
void
pasar_sheet_set_flat (PasarSheet *self, gboolean flat)
{
  self->is_flat = flat;
  if (self->source != NULL)
    pasar_view_set_flat (self->source->view, flat);
}

/* Edits in place. */

/**
 * pasar_sheet_begin_edit:
 * @self: a sheet
 * @text: (nullable): what stands in the entry at first; %NULL: the value of the cell
 *
 * Starts an edit in the cell of the cursor, or says beside it why that cannot be.
 *
 * Returns: whether that cell can be edited
 */
gboolean
pasar_sheet_begin_edit (PasarSheet *self, const char *text)
{
  return pasar_sheet_end_edit (self) && pasar_grid_begin_editing (self->grid, text);
}

/**
 * pasar_sheet_end_edit:
 * @self: a sheet
 *
 * Ends an edit in place and stages its value. Text that cannot be understood is refused: the edit
 * goes on and says why. It also goes on while the seller is asked what the text means.
 *
 * Returns: whether no edit is under way now
 */
gboolean
pasar_sheet_end_edit (PasarSheet *self)
{
  return !pasar_sheet_is_asking (self) && pasar_grid_commit_editing (self->grid);
}

/**
 * pasar_sheet_cancel_edit:
 * @self: a sheet
 *
 * Gives up an edit in place; what was typed is dropped.
 */
void
pasar_sheet_cancel_edit (PasarSheet *self)
{
  pasar_grid_end_editing (self->grid);
}

/**
 * pasar_sheet_get_editor:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): the entry of the edit that is under way
 */
GtkEditable *
pasar_sheet_get_editor (PasarSheet *self)
{
  return pasar_grid_get_editor (self->grid);
}
