/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/compat.h"
#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Edits in place: an entry over the cell, made when the edit starts and dropped when it ends. It
 * is laid over the list, so that rows which arrive meanwhile do not take it away. */

/* Where the entry is while its cell is out of sight. */
#define OUT_OF_SIGHT (-10000)
/* Pixels between a cell and the sentence on what is wrong with it. */
#define MESSAGE_GAP 4

static guint
find_edited_row (PasarSheet *self)
{
  return pasar_catalogue_find (self->catalogue, self->edit_key.item_id, self->edit_key.model_id);
}

/**
 * pasar_sheet_find_edited_cell:
 * @self: a sheet
 * @area: (out): the edited cell within the overlay, else that of the cursor
 *
 * Returns: %FALSE while it is out of sight
 */
gboolean
pasar_sheet_find_edited_cell (PasarSheet *self, GdkRectangle *area)
{
  PasarCell *cell =
      self->editor != NULL
          ? pasar_sheet_find_cell (self, find_edited_row (self), self->edit_column)
          : pasar_sheet_find_cell (self, pasar_sheet_get_cursor_row (self), self->cursor_column);
  GtkWidget *list =
      cell != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (cell), GTK_TYPE_LIST_VIEW) : NULL;
  GdkRectangle in_list;

  return list != NULL && pasar_compat_widget_compute_bounds (GTK_WIDGET (cell), self->overlay, area)
         && pasar_compat_widget_compute_bounds (GTK_WIDGET (cell), list, &in_list)
         && in_list.y + in_list.height / 2 >= 0
         && in_list.y + in_list.height / 2 <= gtk_widget_get_height (list);
}

static gboolean
get_child_position_cb (PasarSheet *self, GtkWidget *child, GdkRectangle *area, GtkOverlay *overlay)
{
  const gboolean in_sight = pasar_sheet_find_edited_cell (self, area);
  GtkRequisition size;

  if (child != self->editor_box && child != self->message)
    return FALSE;
  gtk_widget_get_preferred_size (child, &size, NULL);
  if (!in_sight)
    {
      area->x = OUT_OF_SIGHT;
      area->y = OUT_OF_SIGHT;
      area->width = MAX (size.width, 100);
      area->height = MAX (size.height, 20);
    }
  else if (child == self->editor_box)
    area->width = MAX (area->width, size.width);
  else
    {
      /* Under the cell, or above it where there is no room; within the sheet. */
      const int right = area->x + area->width;
      const int below = area->y + area->height + MESSAGE_GAP;

      gtk_widget_get_preferred_size (child, NULL, &size);
      size.width = MIN (size.width, gtk_widget_get_width (self->overlay));
      gtk_widget_measure (child,
                          GTK_ORIENTATION_VERTICAL,
                          size.width,
                          NULL,
                          &size.height,
                          NULL,
                          NULL);
      area->x = MAX (0, right - size.width);
      area->y = below + size.height <= gtk_widget_get_height (self->overlay)
                    ? below
                    : area->y - MESSAGE_GAP - size.height;
      area->width = size.width;
      area->height = size.height;
    }
  return TRUE;
}

static void
clear_error (PasarSheet *self)
{
  if (self->editor == NULL)
    return;
  gtk_widget_remove_css_class (self->editor_box, "error");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->editor),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_message (PasarSheet *self, const char *message)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->message), message);
  gtk_widget_set_visible (self->message, TRUE);
  gtk_widget_queue_allocate (self->overlay);
}

/**
 * pasar_sheet_hide_message:
 * @self: a sheet
 *
 * Takes away why the cell of the cursor cannot be edited. What is wrong with a text that is being
 * edited stays.
 */
void
pasar_sheet_hide_message (PasarSheet *self)
{
  if (self->editor == NULL)
    gtk_widget_set_visible (self->message, FALSE);
}

static void
show_error (PasarSheet *self, const char *message)
{
  gtk_widget_add_css_class (self->editor_box, "error");
  show_message (self, message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message,
                                  -1);
}

static void
drop_editor (PasarSheet *self)
{
  GtkWidget *box = g_steal_pointer (&self->editor_box);

  self->editor = NULL;
  self->composing = FALSE;
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_clear_pointer (&self->edit_start, g_free);
  gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), box);
  pasar_sheet_hide_message (self);
  g_signal_emit_by_name (self, "editing-changed");
}

/**
 * pasar_sheet_lose_edit:
 * @self: a sheet
 *
 * Gives up an edit in place whose row is not there any more; `message` says what was typed.
 */
void
pasar_sheet_lose_edit (PasarSheet *self)
{
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  gboolean is_change;

  if (self->editor == NULL)
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor))));
  is_change = *text != '\0' && g_strcmp0 (text, self->edit_start) != 0;
  pasar_sheet_cancel_edit (self);
  if (!is_change)
    return;
  /* Translators: %s is what was typed into a cell */
  message = g_strdup_printf (_ ("“%s” was not kept: its row is not shown any more."), text);
  pasar_sheet_emit_message (self, message);
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
  g_autoptr (GError) error = NULL;
  PasarField field;
  guint row;

  if (self->editor == NULL)
    return TRUE;
  if (pasar_sheet_is_asking (self))
    return FALSE;
  row = find_edited_row (self);
  if (row == PASAR_NO_ROW || !pasar_sheet_column_get_field (self->edit_column, &field))
    {
      pasar_sheet_lose_edit (self);
      pasar_sheet_focus_cursor (self);
      return TRUE;
    }

  self->ending_edit = TRUE;
  const gboolean done = pasar_sheet_commit (self,
                                            row,
                                            field,
                                            gtk_editable_get_text (GTK_EDITABLE (self->editor)),
                                            &error);
  if (done)
    {
      drop_editor (self);
      pasar_sheet_focus_cursor (self);
    }
  else if (error != NULL)
    {
      show_error (self, error->message);
      gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
    }
  self->ending_edit = FALSE;
  return done;
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
  if (self->editor == NULL)
    return;
  self->ending_edit = TRUE;
  drop_editor (self);
  self->ending_edit = FALSE;
}

/* The keyboard went elsewhere, to another part of the window: what is valid is kept, what is not
 * waits where it is. */
static gboolean
end_left_edit_cb (gpointer user_data)
{
  PasarSheet *self = user_data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PasarField field;
  guint row;

  self->leave_id = 0;
  /* Another window was raised: the edit waits. */
  if (root == NULL || gtk_root_get_focus (root) == self->editor || pasar_sheet_is_asking (self))
    return G_SOURCE_REMOVE;
  row = find_edited_row (self);
  if (row == PASAR_NO_ROW || !pasar_sheet_column_get_field (self->edit_column, &field))
    {
      pasar_sheet_lose_edit (self);
      return G_SOURCE_REMOVE;
    }
  self->ending_edit = TRUE;
  if (pasar_sheet_commit (self,
                          row,
                          field,
                          gtk_editable_get_text (GTK_EDITABLE (self->editor)),
                          &error))
    drop_editor (self);
  else if (error != NULL)
    show_error (self, error->message);
  self->ending_edit = FALSE;
  return G_SOURCE_REMOVE;
}

/* While GTK moves the focus, the widget that loses it must stay where it is: taking it out of the
 * tree there makes GTK walk its ancestors for ever. */
static void
focus_left_cb (PasarSheet *self, GtkEventController *controller)
{
  if (self->editor != NULL && !self->ending_edit && self->leave_id == 0)
    self->leave_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, end_left_edit_cb, self, NULL);
}

static void
preedit_changed_cb (PasarSheet *self, const char *preedit, GtkText *editor)
{
  self->composing = preedit != NULL && *preedit != '\0';
}

static GtkWidget *
make_message (void)
{
  GtkWidget *message =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);

  gtk_widget_add_css_class (message, "sheet-message");
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (message), 44);
  gtk_label_set_xalign (GTK_LABEL (message), 0.0f);
  gtk_widget_set_visible (message, FALSE);
  gtk_widget_set_can_target (message, FALSE);
  return message;
}

static void
make_editor (PasarSheet *self, const char *text)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  PasarCellContent content;
  g_autofree char *label = NULL;

  self->editor_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->editor_box, "sheet-editor");
  self->editor = gtk_text_new ();
  gtk_widget_set_hexpand (self->editor, TRUE);
  gtk_widget_set_valign (self->editor, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->editor_box), self->editor);
  gtk_editable_set_alignment (GTK_EDITABLE (self->editor), 1.0f);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), 4);
  gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
  gtk_text_set_input_purpose (GTK_TEXT (self->editor), GTK_INPUT_PURPOSE_NUMBER);

  pasar_cell_content_read (&content,
                           self->catalogue,
                           pasar_sheet_get_cursor_row (self),
                           self->cursor_column);
  label = pasar_cell_content_dup_label (&content,
                                        self->catalogue,
                                        pasar_sheet_get_cursor_row (self),
                                        self->cursor_column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);

  g_signal_connect_object (self->editor,
                           "changed",
                           G_CALLBACK (clear_error),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor,
                           "preedit-changed",
                           G_CALLBACK (preedit_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->editor, focus);

  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->editor_box);
}

/* The value as it is typed: no thousands separators. A header has none of its own. */
static char *
dup_plain_value (PasarSheet *self, guint row, PasarField field)
{
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  const gint64 value = info.values[field].effective;
  const PasarNumberFormat plain = {
    .decimal_point = pasar_number_format_get_default ()->decimal_point,
    .thousands_sep = "",
  };

  if (value == PASAR_NO_VALUE || info.is_header)
    return g_strdup ("");
  return pasar_money_format (value,
                             field == PASAR_FIELD_PRICE
                                 ? pasar_catalogue_get_digits (self->catalogue)
                                 : 0,
                             &plain);
}

/**
 * pasar_sheet_begin_edit:
 * @self: a sheet
 * @text: (nullable): what stands in the entry at first; %NULL: the value of the cell
 *
 * Starts an edit in the cell of the cursor, or says beside it why that cannot be. The value of a
 * cell that is left as it was is no edit; a header shows no value, because an edit of it gives all
 * its models that are shown the same one.
 *
 * Returns: whether that cell can be edited
 */
gboolean
pasar_sheet_begin_edit (PasarSheet *self, const char *text)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;
  PasarField field;

  if (row == PASAR_NO_ROW || !pasar_sheet_end_edit (self))
    return FALSE;
  reason = pasar_sheet_column_dup_lock_reason (self->cursor_column, self->catalogue, row);
  if (reason != NULL || !pasar_sheet_column_get_field (self->cursor_column, &field))
    {
      show_message (self, reason);
      return FALSE;
    }

  self->edit_key = pasar_catalogue_row_get_key (self->catalogue, row);
  self->edit_column = self->cursor_column;
  value = dup_plain_value (self, row, field);
  gtk_widget_set_visible (self->message, FALSE);
  make_editor (self, text != NULL ? text : value);
  if (pasar_catalogue_read_row (self->catalogue, row).is_header)
    gtk_text_set_placeholder_text (GTK_TEXT (self->editor), _ ("All shown"));
  self->edit_start = text == NULL ? g_strdup (value) : NULL;
  /* GtkText selects all when it gets the focus; after a typed character that would lose it. */
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
  gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
  g_signal_emit_by_name (self, "editing-changed");
  return TRUE;
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
  return self->editor != NULL ? GTK_EDITABLE (self->editor) : NULL;
}

/**
 * pasar_sheet_dup_cursor_problem:
 * @self: a sheet
 *
 * Returns: (transfer full) (nullable): the sentence on what is wrong with the new values in the
 *   row of the cursor; that of the cursor's own column first
 */
char *
pasar_sheet_dup_cursor_problem (PasarSheet *self)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  PasarField field;
  char *text = NULL;

  if (row == PASAR_NO_ROW)
    return NULL;
  if (pasar_sheet_column_get_field (self->cursor_column, &field))
    text = pasar_catalogue_row_dup_problem_text (self->catalogue, row, field);
  for (int i = 0; i < PASAR_N_FIELDS && text == NULL; i++)
    text = pasar_catalogue_row_dup_problem_text (self->catalogue, row, (PasarField) i);
  return text;
}

/**
 * pasar_sheet_edit_init:
 * @self: a new sheet
 */
void
pasar_sheet_edit_init (PasarSheet *self)
{
  self->message = make_message ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->message);
  g_signal_connect_object (self->overlay,
                           "get-child-position",
                           G_CALLBACK (get_child_position_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
