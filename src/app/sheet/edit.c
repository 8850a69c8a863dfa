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

/* Where the edited cell is within the overlay; FALSE while it is out of sight. */
static gboolean
find_edited_cell (PasarSheet *self, GdkRectangle *area)
{
  const guint row =
      self->catalogue != NULL
          ? pasar_catalogue_find (self->catalogue, self->edit_key.item_id, self->edit_key.model_id)
          : PASAR_NO_ROW;
  PasarCell *cell = pasar_sheet_find_cell (self, row, self->edit_column);
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
  const gboolean in_sight = find_edited_cell (self, area);
  GtkRequisition size;

  if (child != self->editor_box && child != self->editor_message)
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
  gtk_widget_set_visible (self->editor_message, FALSE);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->editor),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_error (PasarSheet *self, const char *message)
{
  gtk_widget_error_bell (self->editor);
  gtk_widget_add_css_class (self->editor_box, "error");
  gtk_label_set_text (GTK_LABEL (self->editor_message), message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message,
                                  -1);
  gtk_widget_set_visible (self->editor_message, TRUE);
  gtk_widget_queue_allocate (self->overlay);
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
}

static void
drop_editor (PasarSheet *self)
{
  GtkWidget *box = g_steal_pointer (&self->editor_box);
  GtkWidget *message = g_steal_pointer (&self->editor_message);

  self->editor = NULL;
  self->composing = FALSE;
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_clear_pointer (&self->edit_start, g_free);
  gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), message);
  gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), box);
}

typedef struct
{
  PasarSheet *sheet;
  char *label;
} StageData;

static void
stage_data_free (StageData *self)
{
  g_object_unref (self->sheet);
  g_free (self->label);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageData, stage_data_free)

static void
stage_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (StageData) data = user_data;
  g_autoptr (GError) error = NULL;

  if (pasar_session_stage_finish (PASAR_SESSION (source), result, &error))
    g_signal_emit_by_name (data->sheet, "staged", data->label);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (data->sheet, "stage-failed", error->message);
}

static char *
make_label (GArray *edits, PasarField field)
{
  const guint n = edits->len;
  gboolean discards = TRUE;

  for (guint i = 0; i < n; i++)
    discards = discards && g_array_index (edits, PasarEdit, i).to == PASAR_NO_VALUE;
  if (discards)
    /* Translators: the label of a step that can be undone, and the text of a notice */
    return g_strdup_printf (ngettext ("Discarded %u change", "Discarded %u changes", n), n);
  if (field == PASAR_FIELD_PRICE)
    /* Translators: the label of a step that can be undone, and the text of a notice */
    return g_strdup_printf (ngettext ("Changed %u price", "Changed %u prices", n), n);
  /* Translators: the label of a step that can be undone, and the text of a notice */
  return g_strdup_printf (ngettext ("Changed %u stock", "Changed %u stocks", n), n);
}

/**
 * pasar_sheet_stage:
 * @self: a sheet
 * @edits: (element-type PasarEdit): what to stage as one step, at least one
 * @field: what they change, for the words
 *
 * Stages edits; `staged` or `stage-failed` tells how it ended.
 */
void
pasar_sheet_stage (PasarSheet *self, GArray *edits, PasarField field)
{
  StageData *data = g_new0 (StageData, 1);

  data->sheet = g_object_ref (self);
  data->label = make_label (edits, field);
  pasar_session_stage_async (self->session, data->label, edits, NULL, stage_cb, data);
}

static GArray *
keep_field (GArray *edits, PasarField field)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 0; i < edits->len; i++)
    {
      if (g_array_index (edits, PasarEdit, i).field == field)
        g_array_append_val (kept, g_array_index (edits, PasarEdit, i));
    }
  return kept;
}

static void
discard_rows (PasarSheet *self, const guint *rows, guint n_rows, PasarField field)
{
  g_autoptr (GArray) all = pasar_catalogue_plan_discard (self->catalogue, rows, n_rows);
  g_autoptr (GArray) edits = keep_field (all, field);

  if (edits->len > 0)
    pasar_sheet_stage (self, edits, field);
}

/**
 * pasar_sheet_discard_selected:
 * @self: a sheet
 *
 * Takes back what is staged in the column of the cursor for the selected rows: they have Shopee's
 * value again. Outside the columns of price and stock it only rings the bell.
 */
void
pasar_sheet_discard_selected (PasarSheet *self)
{
  g_autoptr (GArray) rows = NULL;
  PasarField field;

  if (self->view == NULL || !pasar_sheet_column_get_field (self->cursor_column, &field))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  rows = pasar_sheet_dup_selected_rows (self);
  discard_rows (self, (const guint *) (gpointer) rows->data, rows->len, field);
}

/* TRUE when what was typed was staged or was no change. */
static gboolean
commit_text (PasarSheet *self, guint row, PasarField field, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  PasarFormula formula = { 0 };
  g_autoptr (GArray) edits = NULL;
  guint n_failed = 0;
  gint64 result;

  /* Opened and left as it was: also of a header, whose models are not all to become the same. */
  if (g_strcmp0 (text, self->edit_start) == 0)
    return TRUE;
  if (*stripped == '\0')
    {
      discard_rows (self, &row, 1, field);
      return TRUE;
    }
  if (!pasar_catalogue_parse (self->catalogue, field, FALSE, stripped, &formula, error))
    return FALSE;
  edits = pasar_catalogue_plan (self->catalogue, &row, 1, field, &formula, NULL, &n_failed);
  if (edits->len == 0 && n_failed > 0)
    {
      if (pasar_formula_apply (&formula,
                               pasar_catalogue_row_get_effective (self->catalogue, row, field),
                               &result,
                               error))
        g_set_error_literal (error,
                             PASAR_INPUT_ERROR,
                             PASAR_INPUT_ERROR_NOT_A_NUMBER,
                             _ ("This cannot be computed from the old value."));
      return FALSE;
    }
  if (edits->len > 0)
    pasar_sheet_stage (self, edits, field);
  return TRUE;
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
 * goes on and says why.
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
  row = pasar_catalogue_find (self->catalogue, self->edit_key.item_id, self->edit_key.model_id);
  if (row == PASAR_NO_ROW || !pasar_sheet_column_get_field (self->edit_column, &field))
    {
      pasar_sheet_lose_edit (self);
      pasar_sheet_focus_cursor (self);
      return TRUE;
    }

  self->ending_edit = TRUE;
  const gboolean done =
      commit_text (self, row, field, gtk_editable_get_text (GTK_EDITABLE (self->editor)), &error);
  if (done)
    {
      drop_editor (self);
      pasar_sheet_focus_cursor (self);
    }
  else
    show_error (self, error->message);
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

/* The keyboard went elsewhere, to another part of the window: what is valid is kept. */
static gboolean
end_left_edit_cb (gpointer user_data)
{
  PasarSheet *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PasarField field;
  guint row;

  self->leave_id = 0;
  /* Another window was raised: the edit waits. */
  if (root == NULL || !gtk_window_is_active (GTK_WINDOW (root))
      || gtk_widget_has_focus (self->editor))
    return G_SOURCE_REMOVE;
  row = pasar_catalogue_find (self->catalogue, self->edit_key.item_id, self->edit_key.model_id);
  if (row == PASAR_NO_ROW)
    {
      pasar_sheet_lose_edit (self);
      return G_SOURCE_REMOVE;
    }
  self->ending_edit = TRUE;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  if (pasar_sheet_column_get_field (self->edit_column, &field)
      && !commit_text (self, row, field, text, &error))
    {
      /* Translators: the first %s is what was typed into a cell, the second one a sentence that
       * says what is wrong with it */
      message = g_strdup_printf (_ ("“%s” was not kept. %s"), text, error->message);
      pasar_sheet_emit_message (self, message);
    }
  drop_editor (self);
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
  GtkWidget *message = gtk_label_new (NULL);

  gtk_widget_add_css_class (message, "sheet-message");
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (message), 44);
  gtk_label_set_xalign (GTK_LABEL (message), 0.0f);
  gtk_widget_set_visible (message, FALSE);
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
  self->editor_message = make_message ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->editor_message);
}

/* The value as it is typed: no thousands separators. A header has none of its own. */
static char *
dup_plain_value (PasarSheet *self, guint row, PasarField field)
{
  const gint64 value = pasar_catalogue_row_get_effective (self->catalogue, row, field);
  const PasarNumberFormat plain = {
    .decimal_point = pasar_number_format_get_default ()->decimal_point,
    .thousands_sep = "",
  };

  if (value == PASAR_NO_VALUE || pasar_catalogue_row_is_header (self->catalogue, row))
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
 * Starts an edit in the cell of the cursor. The value of a cell that is left as it was is no edit;
 * a header shows no value, because an edit of it gives all its models the same one.
 *
 * Returns: whether that cell can be edited
 */
gboolean
pasar_sheet_begin_edit (PasarSheet *self, const char *text)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  g_autofree char *value = NULL;
  PasarField field;

  if (row == PASAR_NO_ROW || !pasar_sheet_column_get_field (self->cursor_column, &field)
      || !pasar_sheet_end_edit (self))
    return FALSE;
  if (pasar_catalogue_get_read_only_reason (self->catalogue) != NULL)
    {
      pasar_sheet_emit_message (self, pasar_catalogue_get_read_only_reason (self->catalogue));
      return FALSE;
    }

  self->edit_key = pasar_catalogue_row_get_key (self->catalogue, row);
  self->edit_column = self->cursor_column;
  value = dup_plain_value (self, row, field);
  make_editor (self, text != NULL ? text : value);
  if (pasar_catalogue_row_is_header (self->catalogue, row))
    gtk_text_set_placeholder_text (GTK_TEXT (self->editor), _ ("All variations"));
  self->edit_start = text == NULL ? g_strdup (value) : NULL;
  /* GtkText selects all when it gets the focus; after a typed character that would lose it. */
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->editor));
  gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
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
  g_signal_connect_object (self->overlay,
                           "get-child-position",
                           G_CALLBACK (get_child_position_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
