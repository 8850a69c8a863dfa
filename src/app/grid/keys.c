/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/keys.h"

#include "app/grid/private.h"

#include <glib/gi18n.h>

/* The keys of spreadsheets, in one table. What the grid cannot do itself is an action of a widget
 * above; where that has none, the key goes on to the window. */

typedef gboolean (*Run) (PasarGrid *self, guint argument);

typedef struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *group; /* NULL: as the one before */
  const char *title; /* NULL: as the one before */
  Run run;           /* NULL: action */
  guint argument;
  const char *action;
} Key;

/* What they do. */

/* Left and right are what is seen, moves are in reading order. */
static PasarGridMove
mirror (PasarGrid *self, PasarGridMove move)
{
  if (!pasar_grid_is_rtl (self))
    return move;
  switch ((int) move)
    {
    case PASAR_GRID_MOVE_BACK:
      return PASAR_GRID_MOVE_FORWARD;
    case PASAR_GRID_MOVE_FORWARD:
      return PASAR_GRID_MOVE_BACK;
    case PASAR_GRID_MOVE_BACK_EDGE:
      return PASAR_GRID_MOVE_FORWARD_EDGE;
    case PASAR_GRID_MOVE_FORWARD_EDGE:
      return PASAR_GRID_MOVE_BACK_EDGE;
    default:
      return move;
    }
}

static gboolean
move_cb (PasarGrid *self, guint argument)
{
  return pasar_grid_move (self, mirror (self, argument), FALSE);
}

static gboolean
extend_cb (PasarGrid *self, guint argument)
{
  return pasar_grid_move (self, mirror (self, argument), TRUE);
}

/* Also in trees: back folds the row, or goes up from a row that was folded into another; forward
 * shows the rows below. */
static gboolean
step_cb (PasarGrid *self, guint argument)
{
  const PasarGridMove move = mirror (self, argument);
  const gboolean is_back = move == PASAR_GRID_MOVE_BACK;
  const PasarGridCellFlags flags = pasar_grid_read_cursor_flags (self);
  const gboolean is_expanded = (flags & PASAR_GRID_CELL_EXPANDED) != 0;
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  if (self->mode != PASAR_GRID_MODE_EXTEND)
    {
      if ((flags & PASAR_GRID_CELL_EXPANDER) != 0 && is_expanded == is_back)
        {
          pasar_grid_source_toggle (self->source, row);
          return TRUE;
        }
      if ((flags & PASAR_GRID_CELL_INDENT) != 0 && is_back && place == 0)
        return gtk_widget_activate_action (GTK_WIDGET (self), "sheet.to-item", NULL);
    }
  return pasar_grid_move (self, move, FALSE);
}

static gboolean
focus_head_cb (PasarGrid *self, guint argument)
{
  guint place;

  pasar_grid_selection_get_cursor (self->selection, &place);
  return pasar_grid_head_focus_title (PASAR_GRID_HEAD (self->head),
                                      MIN (place, MAX (self->geometry.n_places, 1) - 1));
}

static gboolean
show_cursor_cb (PasarGrid *self, guint argument)
{
  guint column;
  const guint row = pasar_grid_get_cursor (self, &column);

  if (row != PASAR_GRID_NONE)
    pasar_grid_scroll_to (self, row, column);
  return TRUE;
}

static gboolean
widen_cb (PasarGrid *self, guint argument)
{
  pasar_grid_widen_selection (self, (argument & 1) != 0, (argument & 2) != 0);
  return TRUE;
}

static gboolean
select_block_cb (PasarGrid *self, guint argument)
{
  pasar_grid_select_block (self);
  return TRUE;
}

static gboolean
unselect_cb (PasarGrid *self, guint argument)
{
  pasar_grid_set_mode (self, PASAR_GRID_MODE_USUAL);
  pasar_grid_unselect (self);
  return TRUE;
}

/* Escape: out of a drag, out of a mode, then out of the selection, then it is the window's. */
static gboolean
leave_cb (PasarGrid *self, guint argument)
{
  guint n_ranges;

  if (pasar_grid_mouse_cancel (self->mouse))
    return TRUE;
  pasar_grid_get_ranges (self, &n_ranges);
  if (self->mode == PASAR_GRID_MODE_USUAL && n_ranges == 0)
    return FALSE;
  if (self->mode == PASAR_GRID_MODE_EXTEND)
    pasar_grid_set_mode (self, PASAR_GRID_MODE_USUAL);
  else
    unselect_cb (self, 0);
  return TRUE;
}

static gboolean
switch_mode_cb (PasarGrid *self, guint argument)
{
  pasar_grid_set_mode (self, self->mode == argument ? PASAR_GRID_MODE_USUAL : argument);
  return TRUE;
}

static void
switch_cells (PasarGrid *self)
{
  guint n_ranges;
  g_autofree PasarGridRange *ranges = pasar_grid_dup_target (self, &n_ranges);
  guint column;
  const guint row = pasar_grid_get_cursor (self, &column);

  pasar_grid_source_switch_cells (self->source, row, column, ranges, n_ranges);
}

/* Else it does nothing: neither a mode nor an edit is begun unasked. */
static gboolean
space_cb (PasarGrid *self, guint argument)
{
  const PasarGridCellFlags flags = pasar_grid_read_cursor_flags (self);

  if ((flags & PASAR_GRID_CELL_EXPANDER) != 0)
    pasar_grid_source_toggle (self->source, pasar_grid_get_cursor (self, NULL));
  else if (self->mode == PASAR_GRID_MODE_ADD)
    pasar_grid_toggle_cell (self);
  else if ((flags & PASAR_GRID_CELL_SWITCH) != 0)
    switch_cells (self);
  return TRUE;
}

static gboolean
edit_cb (PasarGrid *self, guint argument)
{
  pasar_grid_begin_editing (self, argument != 0 ? "" : NULL);
  return TRUE;
}

static gboolean
clear_cb (PasarGrid *self, guint argument)
{
  guint n_ranges;
  g_autofree PasarGridRange *ranges = pasar_grid_dup_target (self, &n_ranges);

  pasar_grid_source_clear (self->source, ranges, n_ranges);
  return TRUE;
}

static gboolean
fill_cb (PasarGrid *self, guint argument)
{
  pasar_grid_fill_selection (self, argument);
  return TRUE;
}

static gboolean
fill_all_cb (PasarGrid *self, guint argument)
{
  pasar_grid_fill_with_cursor (self);
  return TRUE;
}

static gboolean
copy_above_cb (PasarGrid *self, guint argument)
{
  pasar_grid_fill_from_above (self);
  return TRUE;
}

static gboolean
menu_cb (PasarGrid *self, guint argument)
{
  GdkRectangle area;
  guint column;
  const guint row = pasar_grid_get_cursor (self, &column);

  pasar_grid_scroll_to (self, row, column);
  if (pasar_grid_get_cell_area (self, row, column, &area))
    pasar_grid_emit_context_menu (self, area.x + MIN (area.width / 2, 40), area.y + area.height);
  return TRUE;
}

#define CTRL         GDK_CONTROL_MASK
#define SHIFT        GDK_SHIFT_MASK
#define ALT          GDK_ALT_MASK
#define MOVE(name)   PASAR_GRID_MOVE_##name
#define ACTION(name) NULL, 0, name

static const Key keys[] = {
  { GDK_KEY_Up, 0, N_ ("Moving"), N_ ("Go to the next cell"), move_cb, MOVE (UP) },
  { GDK_KEY_Down, 0, NULL, NULL, move_cb, MOVE (DOWN) },
  { GDK_KEY_Left, 0, NULL, NULL, step_cb, MOVE (BACK) },
  { GDK_KEY_Right, 0, NULL, NULL, step_cb, MOVE (FORWARD) },
  { GDK_KEY_Up, CTRL, NULL, N_ ("Go to the edge of the data"), move_cb, MOVE (UP_EDGE) },
  { GDK_KEY_Down, CTRL, NULL, NULL, move_cb, MOVE (DOWN_EDGE) },
  { GDK_KEY_Left, CTRL, NULL, NULL, move_cb, MOVE (BACK_EDGE) },
  { GDK_KEY_Right, CTRL, NULL, NULL, move_cb, MOVE (FORWARD_EDGE) },
  { GDK_KEY_Tab, 0, NULL, N_ ("Go through the cells, along the rows"), move_cb, MOVE (NEXT) },
  { GDK_KEY_Tab, SHIFT, NULL, NULL, move_cb, MOVE (PREVIOUS) },
  { GDK_KEY_Return,
    0,
    NULL,
    N_ ("Go through the cells, along the columns"),
    move_cb,
    MOVE (ENTER) },
  { GDK_KEY_Return, SHIFT, NULL, NULL, move_cb, MOVE (ENTER_BACK) },
  { GDK_KEY_Home,
    0,
    NULL,
    N_ ("Go to the first or last cell of the row"),
    move_cb,
    MOVE (ROW_START) },
  { GDK_KEY_End, 0, NULL, NULL, move_cb, MOVE (ROW_END) },
  { GDK_KEY_Home,
    CTRL,
    NULL,
    N_ ("Go to the first or last cell of the sheet"),
    move_cb,
    MOVE (START) },
  { GDK_KEY_End, CTRL, NULL, NULL, move_cb, MOVE (END) },
  { GDK_KEY_Page_Up, 0, NULL, N_ ("Go up or down by a screen"), move_cb, MOVE (PAGE_UP) },
  { GDK_KEY_Page_Down, 0, NULL, NULL, move_cb, MOVE (PAGE_DOWN) },
  { GDK_KEY_Page_Up, ALT, NULL, N_ ("Go sideways by a screen"), move_cb, MOVE (PAGE_BACK) },
  { GDK_KEY_Page_Down, ALT, NULL, NULL, move_cb, MOVE (PAGE_FORWARD) },
  { GDK_KEY_BackSpace, CTRL, NULL, N_ ("Scroll back to the cursor"), show_cursor_cb },
  { GDK_KEY_F6, SHIFT, NULL, N_ ("Go to the head of the column"), focus_head_cb },
  { GDK_KEY_Up, ALT, NULL, N_ ("Go from a variation to its item"), ACTION ("sheet.to-item") },

  { GDK_KEY_Up, SHIFT, N_ ("Selecting"), N_ ("Extend by a cell"), extend_cb, MOVE (UP) },
  { GDK_KEY_Down, SHIFT, NULL, NULL, extend_cb, MOVE (DOWN) },
  { GDK_KEY_Left, SHIFT, NULL, NULL, extend_cb, MOVE (BACK) },
  { GDK_KEY_Right, SHIFT, NULL, NULL, extend_cb, MOVE (FORWARD) },
  { GDK_KEY_Up,
    CTRL | SHIFT,
    NULL,
    N_ ("Extend to the edge of the data"),
    extend_cb,
    MOVE (UP_EDGE) },
  { GDK_KEY_Down, CTRL | SHIFT, NULL, NULL, extend_cb, MOVE (DOWN_EDGE) },
  { GDK_KEY_Left, CTRL | SHIFT, NULL, NULL, extend_cb, MOVE (BACK_EDGE) },
  { GDK_KEY_Right, CTRL | SHIFT, NULL, NULL, extend_cb, MOVE (FORWARD_EDGE) },
  { GDK_KEY_Home,
    SHIFT,
    NULL,
    N_ ("Extend to the first or last cell of the row"),
    extend_cb,
    MOVE (ROW_START) },
  { GDK_KEY_End, SHIFT, NULL, NULL, extend_cb, MOVE (ROW_END) },
  { GDK_KEY_Home,
    CTRL | SHIFT,
    NULL,
    N_ ("Extend to the first or last cell of the sheet"),
    extend_cb,
    MOVE (START) },
  { GDK_KEY_End, CTRL | SHIFT, NULL, NULL, extend_cb, MOVE (END) },
  { GDK_KEY_Page_Up, SHIFT, NULL, N_ ("Extend by a screen"), extend_cb, MOVE (PAGE_UP) },
  { GDK_KEY_Page_Down, SHIFT, NULL, NULL, extend_cb, MOVE (PAGE_DOWN) },
  { GDK_KEY_Page_Up, ALT | SHIFT, NULL, NULL, extend_cb, MOVE (PAGE_BACK) },
  { GDK_KEY_Page_Down, ALT | SHIFT, NULL, NULL, extend_cb, MOVE (PAGE_FORWARD) },
  { GDK_KEY_space, CTRL, NULL, N_ ("Select the whole column"), widen_cb, 1 },
  { GDK_KEY_space, SHIFT, NULL, N_ ("Select the whole row"), widen_cb, 2 },
  { GDK_KEY_a,
    CTRL,
    NULL,
    N_ ("Select the data around the cursor, then everything"),
    select_block_cb },
  { GDK_KEY_space, CTRL | SHIFT, NULL, NULL, widen_cb, 3 },
  { GDK_KEY_a, CTRL | SHIFT, NULL, N_ ("Select nothing"), unselect_cb },
  { GDK_KEY_Escape, 0, NULL, NULL, leave_cb },
  { GDK_KEY_F8,
    0,
    NULL,
    N_ ("Extend without Shift, until pressed again"),
    switch_mode_cb,
    PASAR_GRID_MODE_EXTEND },
  { GDK_KEY_F8,
    SHIFT,
    NULL,
    N_ ("Add to the selection, until pressed again"),
    switch_mode_cb,
    PASAR_GRID_MODE_ADD },
  { GDK_KEY_space, 0, NULL, N_ ("Fold the item, switch yes and no, or add the cell"), space_cb },

  { GDK_KEY_F2, 0, N_ ("Editing"), N_ ("Edit the cell"), edit_cb, 0 },
  { GDK_KEY_BackSpace, 0, NULL, N_ ("Empty the cell and edit it"), edit_cb, 1 },
  { GDK_KEY_Delete, 0, NULL, N_ ("Back to the shop’s value"), clear_cb },
  { GDK_KEY_z, CTRL, NULL, N_ ("Undo"), ACTION ("win.undo") },
  { GDK_KEY_z, CTRL | SHIFT, NULL, N_ ("Redo"), ACTION ("win.redo") },
  { GDK_KEY_y, CTRL, NULL, NULL, ACTION ("win.redo") },
  { GDK_KEY_Menu, 0, NULL, N_ ("Menu of the cell"), menu_cb },
  { GDK_KEY_F10, SHIFT, NULL, NULL, menu_cb },

  { GDK_KEY_Return,
    CTRL,
    N_ ("Filling and Copying"),
    N_ ("Fill the selection with the value of the cursor"),
    fill_all_cb },
  { GDK_KEY_d, CTRL, NULL, N_ ("Fill down"), fill_cb, PASAR_GRID_MOVE_DOWN },
  { GDK_KEY_r, CTRL, NULL, N_ ("Fill to the right"), fill_cb, PASAR_GRID_MOVE_FORWARD },
  { GDK_KEY_d, CTRL | SHIFT, NULL, N_ ("Fill up"), fill_cb, PASAR_GRID_MOVE_UP },
  { GDK_KEY_quotedbl, CTRL, NULL, N_ ("Copy the value above"), copy_above_cb },
  { GDK_KEY_F4, 0, NULL, N_ ("Repeat the last bulk edit"), ACTION ("sheet.repeat") },
  { GDK_KEY_y, CTRL | SHIFT, NULL, NULL, ACTION ("sheet.repeat") },
  { GDK_KEY_apostrophe, CTRL, NULL, NULL, ACTION ("sheet.repeat") },
  { GDK_KEY_x, CTRL, NULL, N_ ("Cut"), ACTION ("sheet.cut") },
  { GDK_KEY_c, CTRL, NULL, N_ ("Copy"), ACTION ("sheet.copy") },
  { GDK_KEY_c,
    CTRL | SHIFT,
    NULL,
    N_ ("Copy with the names of the columns"),
    ACTION ("sheet.copy-with-heads") },
  { GDK_KEY_v, CTRL, NULL, N_ ("Paste"), ACTION ("sheet.paste") },
  { GDK_KEY_v, CTRL | SHIFT, NULL, N_ ("Choose how to paste"), ACTION ("sheet.paste-special") },
};

/* Which key it is. */

static guint
find_twin (guint keyval)
{
  static const struct
  {
    guint keyval;
    guint twin;
  } twins[] = {
    { GDK_KEY_Up, GDK_KEY_KP_Up },           { GDK_KEY_Down, GDK_KEY_KP_Down },
    { GDK_KEY_Left, GDK_KEY_KP_Left },       { GDK_KEY_Right, GDK_KEY_KP_Right },
    { GDK_KEY_Home, GDK_KEY_KP_Home },       { GDK_KEY_End, GDK_KEY_KP_End },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up }, { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down },
    { GDK_KEY_Return, GDK_KEY_KP_Enter },    { GDK_KEY_Delete, GDK_KEY_KP_Delete },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      if (twins[i].keyval == keyval)
        return twins[i].twin;
    }
  return keyval;
}

static gboolean
run_key (PasarGrid *self, const Key *key)
{
  if (key->run == NULL)
    return gtk_widget_activate_action (GTK_WIDGET (self), key->action, NULL);
  /* Without a cell there is nothing to do, but what moves the cursor may move the focus. */
  if (pasar_grid_get_cursor (self, NULL) == PASAR_GRID_NONE)
    return key->run != move_cb && key->run != step_cb && key->run != leave_cb;
  return key->run (self, key->argument);
}

/* Does what a key does in the grid; whether it does anything. */
gboolean
pasar_grid_keys_press (PasarGrid *self, guint keyval, GdkModifierType state)
{
  if (keyval == GDK_KEY_ISO_Left_Tab)
    keyval = GDK_KEY_Tab;
  state &= GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].modifiers == state
          && (keys[i].keyval == keyval || find_twin (keys[i].keyval) == keyval))
        return run_key (self, &keys[i]);
    }
  return FALSE;
}

/* Also where the layout has no such letter, as the Thai one. */
static const Key *
find_key (GdkEvent *event, GdkKeyMatch wanted)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const Key *key = &keys[i];

      if (gdk_key_event_matches (event, key->keyval, key->modifiers) == wanted
          || gdk_key_event_matches (event, find_twin (key->keyval), key->modifiers) == wanted)
        return key;
    }
  return NULL;
}

static gboolean
key_pressed_cb (PasarGrid *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  const Key *key;

  if (pasar_grid_is_editing (self))
    return FALSE;
  if (event == NULL)
    return pasar_grid_keys_press (self, keyval, state);
  key = find_key (event, GDK_KEY_MATCH_EXACT);
  if (key == NULL)
    key = find_key (event, GDK_KEY_MATCH_PARTIAL);
  return key != NULL && run_key (self, key);
}

void
pasar_grid_keys_init (PasarGrid *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
clear_shortcut (gpointer data)
{
  PasarGridShortcut *shortcut = data;

  g_free (shortcut->accelerators);
}

/**
 * pasar_grid_dup_shortcuts:
 *
 * Returns: (transfer full) (element-type PasarGridShortcut): all keys of a grid, by group, for help
 *   and the window of shortcuts
 */
GArray *
pasar_grid_dup_shortcuts (void)
{
  GArray *shortcuts = g_array_new (FALSE, FALSE, sizeof (PasarGridShortcut));
  const char *group = NULL;

  g_array_set_clear_func (shortcuts, clear_shortcut);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *accelerator = gtk_accelerator_name (keys[i].keyval, keys[i].modifiers);

      if (keys[i].group != NULL)
        group = _ (keys[i].group);
      if (keys[i].title == NULL)
        {
          PasarGridShortcut *last =
              &g_array_index (shortcuts, PasarGridShortcut, shortcuts->len - 1);
          char *both = g_strconcat (last->accelerators, " ", accelerator, NULL);

          g_free (last->accelerators);
          last->accelerators = both;
        }
      else
        {
          const PasarGridShortcut shortcut = { group,
                                               _ (keys[i].title),
                                               g_steal_pointer (&accelerator) };

          g_array_append_val (shortcuts, shortcut);
        }
    }
  return shortcuts;
}
