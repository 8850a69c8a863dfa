/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

#include <gdk/gdkkeysyms.h>

/* Keys and clicks. The keys are those of spreadsheets; what is not taken here goes on to the
 * window's shortcuts. */

static int
get_page (PasarSheet *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->column_view));

  return MAX (1, height / (pasar_sheet_get_line_height (self) + 1) - 2);
}

static void
move_by (PasarSheet *self, int rows, gboolean extend)
{
  const guint n_rows = pasar_sheet_get_n_rows (self);

  if (n_rows == 0)
    return;
  const gint64 position = CLAMP ((gint64) self->cursor + rows, 0, (gint64) n_rows - 1);
  pasar_sheet_move_to (self, (guint) position, self->cursor_column, extend);
}

static void
move_across (PasarSheet *self, int columns, gboolean extend)
{
  pasar_sheet_move_to (self,
                       self->cursor,
                       pasar_sheet_step_column (self, self->cursor_column, columns),
                       extend);
}

/* Folds or unfolds the header under the cursor; FALSE when there is nothing to do. */
static gboolean
fold_here (PasarSheet *self, gboolean folded)
{
  const guint row = pasar_sheet_get_cursor_row (self);

  if (self->cursor_column != PASAR_COLUMN_NAME
      || !pasar_catalogue_read_row (self->catalogue, row).is_header
      || pasar_view_get_folded (self->view, row) == folded)
    return FALSE;
  pasar_view_set_folded (self->view, row, folded);
  return TRUE;
}

/* From a model to its item, as in a tree. */
static gboolean
go_to_header (PasarSheet *self)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  guint position;

  if (self->cursor_column != PASAR_COLUMN_NAME || !info.is_model
      || pasar_sheet_step_column (self, PASAR_COLUMN_NAME, -1) != PASAR_COLUMN_NAME)
    return FALSE;
  position = pasar_view_find_row (self->view, info.item_row);
  if (position == PASAR_NO_ROW)
    return FALSE;
  pasar_sheet_move_to (self, position, PASAR_COLUMN_NAME, FALSE);
  return TRUE;
}

static void
move_back (PasarSheet *self, gboolean control, gboolean shift)
{
  if (control)
    move_across (self, -PASAR_N_SHEET_COLUMNS, shift);
  else if (shift || (!fold_here (self, TRUE) && !go_to_header (self)))
    move_across (self, -1, shift);
}

static void
move_forward (PasarSheet *self, gboolean control, gboolean shift)
{
  if (control)
    move_across (self, PASAR_N_SHEET_COLUMNS, shift);
  else if (shift || !fold_here (self, FALSE))
    move_across (self, 1, shift);
}

/* Tab goes through the cells row by row; before the first and after the last it leaves. */
static gboolean
move_tab (PasarSheet *self, gboolean back)
{
  const PasarColumn next = pasar_sheet_step_column (self, self->cursor_column, back ? -1 : 1);

  if (next != self->cursor_column)
    {
      pasar_sheet_move_to (self, self->cursor, next, FALSE);
      return TRUE;
    }
  if (back ? self->cursor == 0 : self->cursor + 1 >= pasar_sheet_get_n_rows (self))
    return FALSE;
  pasar_sheet_move_to (self,
                       back ? self->cursor - 1 : self->cursor + 1,
                       pasar_sheet_step_column (self,
                                                self->cursor_column,
                                                back ? PASAR_N_SHEET_COLUMNS
                                                     : -PASAR_N_SHEET_COLUMNS),
                       FALSE);
  return TRUE;
}

static gboolean
move_key (PasarSheet *self, guint keyval, gboolean control, gboolean shift)
{
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_by (self, control ? -G_MAXINT : -1, shift);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_by (self, control ? G_MAXINT : 1, shift);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      (rtl ? move_forward : move_back) (self, control, shift);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      (rtl ? move_back : move_forward) (self, control, shift);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move_by (self, -get_page (self), shift);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move_by (self, get_page (self), shift);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      if (control)
        move_by (self, -G_MAXINT, shift);
      move_across (self, -PASAR_N_SHEET_COLUMNS, shift);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      if (control)
        move_by (self, G_MAXINT, shift);
      move_across (self, PASAR_N_SHEET_COLUMNS, shift);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (control)
        return FALSE;
      move_by (self, shift ? -1 : 1, FALSE);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return !control && move_tab (self, shift || keyval == GDK_KEY_ISO_Left_Tab);
    default:
      return FALSE;
    }
}

static void
toggle_row (PasarSheet *self, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);

  self->adding = TRUE;
  self->was_touched = TRUE;
  self->anchor = position;
  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

static void
popup_menu (PasarSheet *self, double x, double y)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sheet-menu", "(dd)", x, y);
}

static void
popup_menu_at_cursor (PasarSheet *self)
{
  PasarCell *cell =
      pasar_sheet_find_cell (self, pasar_sheet_get_cursor_row (self), self->cursor_column);
  graphene_rect_t bounds;

  if (cell != NULL && gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    popup_menu (self,
                bounds.origin.x + MIN (bounds.size.width / 2, 40),
                bounds.origin.y + bounds.size.height);
}

static gboolean
type_into_cell (PasarSheet *self, GtkEventControllerKey *controller, guint keyval)
{
  const gunichar character = gdk_keyval_to_unicode (keyval);
  const gboolean composes =
      keyval == GDK_KEY_Multi_key || (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek);
  char text[7] = "";

  if (!composes && (character == 0 || !g_unichar_isprint (character)))
    return FALSE;
  if (!pasar_sheet_begin_edit (self, ""))
    return TRUE;
  /* The entry gets the key itself, so that its input method sees all of it. */
  if (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller)) != NULL
      && gtk_event_controller_key_forward (controller, self->editor))
    return TRUE;
  if (character != 0)
    {
      int position = -1;

      gtk_editable_insert_text (GTK_EDITABLE (self->editor),
                                text,
                                g_unichar_to_utf8 (character, text),
                                &position);
      gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
    }
  return TRUE;
}

static gboolean
act_key (PasarSheet *self, GtkEventControllerKey *controller, guint keyval, gboolean shift)
{
  switch (keyval)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      toggle_row (self, self->cursor);
      return TRUE;
    case GDK_KEY_Escape:
      self->adding = FALSE;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->cursor, TRUE);
      return TRUE;
    case GDK_KEY_F2:
      pasar_sheet_begin_edit (self, NULL);
      return TRUE;
    case GDK_KEY_BackSpace:
      pasar_sheet_begin_edit (self, "");
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      pasar_sheet_discard_selected (self);
      return TRUE;
    case GDK_KEY_Menu:
      popup_menu_at_cursor (self);
      return TRUE;
    case GDK_KEY_F10:
      if (!shift)
        return FALSE;
      popup_menu_at_cursor (self);
      return TRUE;
    default:
      return type_into_cell (self, controller, keyval);
    }
}

static void
commit_and_move (PasarSheet *self, int rows, gboolean tab, gboolean back)
{
  if (!pasar_sheet_end_edit (self))
    return;
  if (tab)
    move_tab (self, back);
  else
    move_by (self, rows, FALSE);
}

static gboolean
edit_key (PasarSheet *self, guint keyval, gboolean shift)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      pasar_sheet_cancel_edit (self);
      pasar_sheet_focus_cursor (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      commit_and_move (self, shift ? -1 : 1, FALSE, FALSE);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      commit_and_move (self, -1, FALSE, FALSE);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      commit_and_move (self, 1, FALSE, FALSE);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      commit_and_move (self, 0, TRUE, shift || keyval == GDK_KEY_ISO_Left_Tab);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (PasarSheet *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventControllerKey *controller)
{
  const gboolean control = (state & GDK_CONTROL_MASK) != 0;
  const gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0
      || self->cursor == PASAR_NO_ROW)
    return FALSE;
  pasar_sheet_hide_message (self);
  /* While text is composed, Enter and the arrows are the input method's. */
  if (self->editor != NULL)
    return !control && !self->composing && edit_key (self, keyval, shift);
  if (move_key (self, keyval, control, shift))
    return TRUE;
  return !control && act_key (self, controller, keyval, shift);
}

static PasarCell *
pick_cell (PasarSheet *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = widget != NULL ? gtk_widget_get_ancestor (widget, PASAR_TYPE_CELL) : NULL;

  if (cell == NULL || pasar_cell_get_row (PASAR_CELL (cell)) == PASAR_NO_ROW)
    return NULL;
  return PASAR_CELL (cell);
}

static void
click_cell (PasarSheet *self,
            PasarCell *cell,
            double x,
            double y,
            int n_press,
            GdkModifierType state)
{
  const guint row = pasar_cell_get_row (cell);
  const guint position = pasar_cell_get_position (cell);
  const PasarColumn column = pasar_cell_get_column (cell);
  double cell_x;
  double cell_y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (cell), x, y, &cell_x, &cell_y);
  if (pasar_cell_hits_arrow (cell, cell_x))
    {
      pasar_sheet_set_cursor (self, position, column);
      pasar_view_set_folded (self->view, row, !pasar_view_get_folded (self->view, row));
    }
  else if ((state & GDK_CONTROL_MASK) != 0)
    {
      self->adding = TRUE;
      pasar_sheet_move_to (self, position, column, FALSE);
      toggle_row (self, position);
    }
  else if ((state & GDK_SHIFT_MASK) != 0)
    pasar_sheet_move_to (self, position, column, TRUE);
  else
    {
      pasar_sheet_set_cursor (self, position, column);
      if (n_press == 2)
        pasar_sheet_begin_edit (self, NULL);
    }
}

static void
pressed_cb (PasarSheet *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  PasarCell *cell = pick_cell (self, x, y);

  if (cell == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!pasar_sheet_end_edit (self))
    return;
  click_cell (self,
              cell,
              x,
              y,
              n_press,
              gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
}

static void
menu_pressed_cb (PasarSheet *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  PasarCell *cell = pick_cell (self, x, y);
  const gboolean was_adding = self->adding;
  gboolean is_selected;
  guint position;

  if (cell == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!pasar_sheet_end_edit (self))
    return;
  position = pasar_cell_get_position (cell);
  /* The menu is for the whole selection when the click is on it. */
  is_selected = gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position);
  self->adding = is_selected;
  pasar_sheet_move_to (self, position, pasar_cell_get_column (cell), FALSE);
  self->adding = is_selected && was_adding;
  popup_menu (self, x, y);
}

/**
 * pasar_sheet_keys_init:
 * @self: a new sheet
 */
void
pasar_sheet_keys_init (PasarSheet *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (pasar_sheet_hide_message), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  /* Before the list, which has keys and clicks of its own. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (menu), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}
