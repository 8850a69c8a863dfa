/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include "app/grid/clip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where the editor is while its cell is out of sight. */
#define OUT_OF_SIGHT (-10000)

struct _PasarGridEditor
{
  PasarGrid *grid;    /* (unowned) */
  GtkWidget *clip;    /* child of the grid, shown while the editor is open */
  GtkEntry *entry;    /* in it: the bus knows text only of what is as good as an entry */
  GtkWidget *message; /* child of the grid */
  guint leave_id;
  gboolean has_preedit; /* of the input method of the text itself */

  gboolean is_open;
  gboolean is_typed; /* begun by typing: arrows commit */
  gboolean is_asking;
  gboolean is_committing;
  PasarGridKey key;
  guint row; /* of the key; PASAR_GRID_NONE: it is not shown any more */
  guint column;
  char *value; /* (owned) what the cell has */
};

/* Where the cells scroll that the one edited is among; in the grid. */
static void
get_bounds (PasarGridEditor *self, guint place, GdkRectangle *bounds)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  const int frozen =
      place >= geometry->n_frozen ? pasar_grid_geometry_get_frozen_width (geometry) : 0;

  bounds->x = pasar_grid_is_rtl (self->grid) ? 0 : frozen;
  bounds->y = self->grid->head_height;
  bounds->width = MAX (geometry->width - frozen, 0);
  bounds->height = geometry->height;
}

/* The cell that is edited, or else the one that a message is beside. */
static guint
find_cell (PasarGridEditor *self, guint *column)
{
  if (!self->is_open)
    return pasar_grid_get_cursor (self->grid, column);
  *column = self->column;
  return self->row;
}

void
pasar_grid_editor_allocate (PasarGridEditor *self)
{
  GdkRectangle cell = { OUT_OF_SIGHT, OUT_OF_SIGHT, 0, 0 };
  GdkRectangle bounds = { 0, 0, 0, 0 };
  guint column;
  const guint row = find_cell (self, &column);
  const guint place =
      column != PASAR_GRID_NONE ? pasar_grid_find_place (self->grid, column) : PASAR_GRID_NONE;

  if (row != PASAR_GRID_NONE && place != PASAR_GRID_NONE
      && pasar_grid_get_cell_area (self->grid, row, column, &cell))
    get_bounds (self, place, &bounds);
  else
    cell = (GdkRectangle){ OUT_OF_SIGHT, OUT_OF_SIGHT, 100, 20 };

  if (gtk_widget_get_visible (self->message))
    pasar_grid_message_allocate (self->message, &cell, &bounds);
  if (self->is_open)
    pasar_grid_clip_allocate (PASAR_GRID_CLIP (self->clip), &cell, &bounds);
}

void
pasar_grid_editor_snapshot (PasarGridEditor *self, GtkSnapshot *snapshot)
{
  gtk_widget_snapshot_child (GTK_WIDGET (self->grid), self->clip, snapshot);
  gtk_widget_snapshot_child (GTK_WIDGET (self->grid), self->message, snapshot);
}

/* What is wrong. */

static void
set_invalid (PasarGridEditor *self, const char *reason)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self->entry);

  if (reason == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (accessible,
                               GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
}

void
pasar_grid_editor_hide_message (PasarGridEditor *self)
{
  gtk_widget_set_visible (self->message, FALSE);
}

/**
 * pasar_grid_show_refusal:
 * @self: a grid
 * @text: a sentence
 *
 * Says beside the cursor's cell why something cannot be, and has assistive technology announce it.
 * An edit that waits for an answer goes on.
 */
void
pasar_grid_show_refusal (PasarGrid *self, const char *text)
{
  GtkWidget *message = self->editor->message;

  self->editor->is_asking = FALSE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (message), text);
  gtk_widget_set_visible (message, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  pasar_grid_access_announce (self->access, text);
  pasar_grid_emit_refused (self, text);
}

/* Open and close. */

static void
name_entry (PasarGridEditor *self)
{
  PasarGridColumn column;
  g_autofree char *row = pasar_grid_source_dup_row_label (self->grid->source, self->row);
  g_autofree char *label = NULL;

  pasar_grid_source_read_column (self->grid->source, self->column, &column);
  label = g_strdup_printf ("%s, %s", column.title, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), column.is_number ? 1.0f : 0.0f);
  gtk_entry_set_input_purpose (self->entry,
                               column.is_number ? GTK_INPUT_PURPOSE_NUMBER
                                                : GTK_INPUT_PURPOSE_FREE_FORM);
}

static void
open_editor (PasarGridEditor *self, const char *text)
{
  self->is_open = TRUE;
  self->is_typed = text != NULL;
  self->is_asking = FALSE;
  name_entry (self);
  gtk_entry_set_attributes (self->entry, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : self->value);
  /* Undo does not go back to an edit before. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), TRUE);
  gtk_widget_set_visible (self->clip, TRUE);
  pasar_grid_scroll_to (self->grid, self->row, self->column);
  gtk_widget_queue_allocate (GTK_WIDGET (self->grid));
  if (!pasar_grid_typing_is_composing (self->grid->typing))
    pasar_grid_editor_grab_focus (self);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  pasar_grid_emit_editing_changed (self->grid);
}

static gboolean
has_focus (PasarGridEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->entry));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

static void
close_editor (PasarGridEditor *self)
{
  if (!self->is_open)
    return;
  self->is_open = FALSE;
  self->is_asking = FALSE;
  self->has_preedit = FALSE;
  g_clear_handle_id (&self->leave_id, g_source_remove);
  pasar_grid_typing_stop (self->grid->typing);
  /* The focus goes first: GTK loses its way from a widget that is hidden. */
  if (has_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  set_invalid (self, NULL);
  pasar_grid_editor_hide_message (self);
  gtk_widget_set_visible (self->clip, FALSE);
  g_clear_pointer (&self->value, g_free);
  pasar_grid_emit_editing_changed (self->grid);
}

/* The row or the column of the edit is not shown any more. */
static void
lose_text (PasarGridEditor *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const gboolean is_change = strcmp (text, self->value) != 0;
  g_autofree char *message = NULL;

  close_editor (self);
  if (!is_change)
    return;
  /* Translators: %s is what was typed into a cell */
  message = g_strdup_printf (_ ("“%s” was not kept: its row is not shown any more."), text);
  pasar_grid_show_refusal (self->grid, message);
}

static PasarGridAnswer
ask_source (PasarGridEditor *self, gboolean for_all, GError **error)
{
  const guint place = pasar_grid_find_place (self->grid, self->column);
  const PasarGridRange one = { self->row, 1, place, 1 };
  g_autofree PasarGridRange *ranges = NULL;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  PasarGridAnswer answer;
  guint n = 0;

  /* Copies: the source may change what is selected. */
  if (for_all)
    {
      const PasarGridRange *selected = pasar_grid_get_ranges (self->grid, &n);

      ranges = g_memdup2 (selected, n * sizeof *selected);
    }
  self->is_committing = TRUE;
  answer = pasar_grid_source_commit (self->grid->source,
                                     self->row,
                                     self->column,
                                     n > 0 ? ranges : &one,
                                     MAX (n, 1),
                                     text,
                                     error);
  self->is_committing = FALSE;
  return answer;
}

/* Whether no editor is open any more. */
static gboolean
commit (PasarGridEditor *self, gboolean for_all, gboolean take_focus)
{
  g_autoptr (PasarGrid) grid = g_object_ref (self->grid);
  g_autoptr (GError) error = NULL;

  if (!self->is_open)
    return TRUE;
  if (self->is_asking || self->is_committing)
    return FALSE;
  pasar_grid_typing_stop (grid->typing);
  if (self->row == PASAR_GRID_NONE || pasar_grid_find_place (grid, self->column) == PASAR_GRID_NONE)
    {
      lose_text (self);
      return TRUE;
    }
  if (!for_all && strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->value) == 0)
    {
      close_editor (self);
      return TRUE;
    }
  switch (ask_source (self, for_all, &error))
    {
    case PASAR_GRID_DONE:
      close_editor (self);
      break;
    case PASAR_GRID_ASKING:
      self->is_asking = self->is_open;
      break;
    case PASAR_GRID_REFUSED:
      if (take_focus)
        pasar_grid_editor_grab_focus (self);
      gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
      set_invalid (self, error != NULL ? error->message : "");
      pasar_grid_show_refusal (grid, error != NULL ? error->message : "");
      break;
    default:
      g_return_val_if_reached (FALSE);
    }
  return !self->is_open;
}

/* The rows are others, or in another order. */
void
pasar_grid_editor_rows_changed (PasarGridEditor *self)
{
  if (!self->is_open)
    return;
  pasar_grid_source_find_rows (self->grid->source, &self->key, 1, &self->row);
  if (self->row == PASAR_GRID_NONE && !self->is_committing)
    lose_text (self);
}

/* Keys and the focus. */

void
pasar_grid_editor_grab_focus (PasarGridEditor *self)
{
  gtk_entry_set_attributes (self->entry, NULL);
  gtk_entry_grab_focus_without_selecting (self->entry);
}

/* What the key does in the grid follows. */
static gboolean
commit_and_move (PasarGridEditor *self, guint keyval, GdkModifierType state)
{
  if (commit (self, FALSE, TRUE))
    pasar_grid_keys_press (self->grid, keyval, state);
  return TRUE;
}

/* A key while the editor is open; whether it is not the text's. */
gboolean
pasar_grid_editor_press (PasarGridEditor *self, guint keyval, GdkModifierType state)
{
  const gboolean control = (state & GDK_CONTROL_MASK) != 0;
  const gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  /* While text is composed, Enter and the arrows are the input method's. */
  if (self->has_preedit || (state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Escape:
      close_editor (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!control)
        return commit_and_move (self, keyval, state);
      commit (self, TRUE, TRUE);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return !control && commit_and_move (self, keyval, state);
    case GDK_KEY_F2:
      self->is_typed = FALSE;
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return self->is_typed && !shift && commit_and_move (self, keyval, state);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      /* A line has nothing above or below: the focus is not to leave it. */
      return !self->is_typed || shift || commit_and_move (self, keyval, state);
    default:
      return FALSE;
    }
}

/* The keyboard went to another part of the window: what is valid is kept, what is not waits. When
 * another window was raised the focus of this one has stayed. */
static gboolean
left_cb (gpointer user_data)
{
  PasarGridEditor *self = user_data;

  self->leave_id = 0;
  if (gtk_widget_get_root (GTK_WIDGET (self->entry)) != NULL && !has_focus (self))
    commit (self, FALSE, FALSE);
  return G_SOURCE_REMOVE;
}

/* While GTK moves the focus, the widget that loses it must stay where it is. */
static void
focus_left_cb (PasarGridEditor *self)
{
  if (self->is_open && !self->is_asking && !self->is_committing && self->leave_id == 0)
    self->leave_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, left_cb, self, NULL);
}

static void
focus_entered_cb (PasarGridEditor *self)
{
  /* The question was put aside. */
  self->is_asking = FALSE;
}

static void
text_changed_cb (PasarGridEditor *self)
{
  if (!self->is_open)
    return;
  set_invalid (self, NULL);
  pasar_grid_editor_hide_message (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self->grid));
  if (self->row != PASAR_GRID_NONE
      && pasar_grid_find_place (self->grid, self->column) != PASAR_GRID_NONE)
    pasar_grid_scroll_to (self->grid, self->row, self->column);
}

static void
preedit_changed_cb (PasarGridEditor *self, const char *preedit)
{
  self->has_preedit = preedit != NULL && *preedit != '\0';
  gtk_widget_queue_allocate (GTK_WIDGET (self->grid));
}

static void
make_entry (PasarGridEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEditable *text;

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "grid-editor");
  gtk_entry_set_has_frame (self->entry, FALSE);
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  gtk_text_set_propagate_text_width (GTK_TEXT (text), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 10000);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

PasarGridEditor *
pasar_grid_editor_new (PasarGrid *grid)
{
  PasarGridEditor *self = g_new0 (PasarGridEditor, 1);

  self->grid = grid;
  make_entry (self);
  self->clip = pasar_grid_clip_new (GTK_WIDGET (self->entry));
  gtk_widget_set_visible (self->clip, FALSE);
  gtk_widget_set_parent (self->clip, GTK_WIDGET (grid));
  self->message = pasar_grid_message_new ();
  gtk_widget_set_parent (self->message, GTK_WIDGET (grid));
  g_signal_connect_swapped (grid,
                            "cursor-changed",
                            G_CALLBACK (pasar_grid_editor_hide_message),
                            self);
  return self;
}

void
pasar_grid_editor_free (PasarGridEditor *self)
{
  self->is_open = FALSE;
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->grid, self);
  gtk_widget_unparent (self->clip);
  gtk_widget_unparent (self->message);
  g_free (self->value);
  g_free (self);
}

/**
 * pasar_grid_begin_editing:
 * @self: a grid
 * @text: (nullable): what the editor holds, instead of the value; the caret is behind it
 *
 * Opens the editor over the cursor's cell; when that cannot be edited, says why beside it.
 *
 * Returns: whether it is open
 */
gboolean
pasar_grid_begin_editing (PasarGrid *self, const char *text)
{
  PasarGridEditor *editor = self->editor;
  g_autoptr (GError) error = NULL;
  guint column;
  guint row;
  char *value;

  if (!pasar_grid_commit_editing (self))
    return FALSE;
  row = pasar_grid_get_cursor (self, &column);
  if (row == PASAR_GRID_NONE || column == PASAR_GRID_NONE)
    return FALSE;
  value = pasar_grid_source_dup_edit_text (self->source, row, column, &error);
  if (value == NULL)
    {
      pasar_grid_show_refusal (self, error->message);
      return FALSE;
    }
  editor->key = pasar_grid_source_get_key (self->source, row);
  editor->row = row;
  editor->column = column;
  editor->value = value;
  pasar_grid_editor_hide_message (editor);
  open_editor (editor, text);
  return TRUE;
}

/**
 * pasar_grid_commit_editing:
 * @self: a grid
 *
 * Takes what is typed, as Enter does, without moving the cursor.
 *
 * Returns: whether no editor is open any more
 */
gboolean
pasar_grid_commit_editing (PasarGrid *self)
{
  return commit (self->editor, FALSE, TRUE);
}

/**
 * pasar_grid_end_editing:
 * @self: a grid
 *
 * Closes the editor; what is typed is dropped.
 */
void
pasar_grid_end_editing (PasarGrid *self)
{
  close_editor (self->editor);
}

/**
 * pasar_grid_is_editing:
 * @self: a grid
 *
 * Returns: whether the editor is open
 */
gboolean
pasar_grid_is_editing (PasarGrid *self)
{
  return self->editor->is_open;
}

/**
 * pasar_grid_get_editor:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): the editor while it is open
 */
GtkEditable *
pasar_grid_get_editor (PasarGrid *self)
{
  return self->editor->is_open ? GTK_EDITABLE (self->editor->entry) : NULL;
}
