/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/keys.h"
#include "grid-fixture.h"

/* Every key of the grid, pressed in a real window, with what must happen. */

typedef struct
{
  GridFixture grid;
  GString *actions; /* that were activated */
  guint n_pauses;   /* the key that tells that those before it came through */
} KeysFixture;

static const char *const actions[] = {
  "sheet.copy",    "sheet.copy-with-heads",
  "sheet.cut",     "sheet.go-to",
  "sheet.paste",   "sheet.paste-special",
  "sheet.history", "sheet.repeat",
  "sheet.to-item", "win.redo",
  "win.undo",
};

static void
action_cb (GSimpleAction *action, GVariant *parameter, KeysFixture *self)
{
  g_string_append (self->actions, g_action_get_name (G_ACTION (action)));
}

static void
menu_cb (KeysFixture *self)
{
  g_string_append (self->actions, "menu");
}

static void
add_actions (KeysFixture *self)
{
  g_autoptr (GSimpleActionGroup) sheet = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) window = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const char *name = strchr (actions[i], '.') + 1;
      g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

      g_signal_connect (action, "activate", G_CALLBACK (action_cb), self);
      g_action_map_add_action (G_ACTION_MAP (g_str_has_prefix (actions[i], "win.") ? window
                                                                                   : sheet),
                               G_ACTION (action));
    }
  gtk_widget_insert_action_group (self->grid.scrolled, "sheet", G_ACTION_GROUP (sheet));
  gtk_widget_insert_action_group (GTK_WIDGET (self->grid.window), "win", G_ACTION_GROUP (window));
}

static gboolean
key_pressed_cb (KeysFixture *self, guint keyval)
{
  self->n_pauses += keyval == GDK_KEY_Pause;
  return FALSE;
}

static void
set_up (KeysFixture *self, gconstpointer data)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  grid_set_up (&self->grid, data);
  self->actions = g_string_new (NULL);
  add_actions (self);
  g_signal_connect_swapped (self->grid.grid, "context-menu", G_CALLBACK (menu_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid.window), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid.grid));
  while (!gtk_window_is_active (self->grid.window))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (KeysFixture *self, gconstpointer data)
{
  grid_tear_down (&self->grid, data);
  g_string_free (self->actions, TRUE);
}

/* Keys as xdotool names them, e.g. "ctrl+shift+Down Return". */
static void
press (KeysFixture *self, const char *keys)
{
  const guint n_pauses = self->n_pauses;
  g_autofree char *command = g_strdup_printf ("xdotool key --clearmodifiers %s Pause", keys);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  while (self->n_pauses == n_pauses)
    g_main_context_iteration (NULL, TRUE);
}

/* What the seller sees: "row,column|ranges|mode|what was asked of the source or of actions". */
static char *
describe (KeysFixture *self)
{
  static const char *const modes[] = { "", "extend", "add" };
  g_autofree char *log = test_source_dup_log (self->grid.source);
  GString *text = g_string_new (NULL);
  guint column;
  const guint row = pasar_grid_get_cursor (self->grid.grid, &column);
  guint n;
  const PasarGridRange *ranges = pasar_grid_get_ranges (self->grid.grid, &n);

  g_string_append_printf (text, "%d,%d|", (int) row, (int) column);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            "%s%u+%d,%u+%d",
                            i > 0 ? " " : "",
                            ranges[i].first_row,
                            (int) ranges[i].n_rows,
                            ranges[i].first_column,
                            (int) ranges[i].n_columns);
  g_string_append_printf (text,
                          "|%s|%s%s",
                          modes[pasar_grid_get_mode (self->grid.grid)],
                          log,
                          self->actions->str);
  if (pasar_grid_is_editing (self->grid.grid))
    g_string_append_printf (text,
                            "edit %s",
                            gtk_editable_get_text (pasar_grid_get_editor (self->grid.grid)));
  return g_strdelimit (g_string_free (text, FALSE), "\n", ';');
}

/* 100 rows of 8 columns, 9 of which are a screen. The cursor is at row 50, column 3
 * before. */
static const struct
{
  const char *keys;
  const char *after;
} cases[] = {
  { "Up", "49,3|||" },
  { "KP_Up", "49,3|||" },
  { "Down", "51,3|||" },
  { "Left", "50,2|||" },
  { "Right", "50,4|||" },
  { "ctrl+Up", "0,3|||" },
  { "ctrl+Down", "99,3|||" },
  { "ctrl+Left", "50,0|||" },
  { "ctrl+Right", "50,7|||" },
  { "Tab", "50,4|||" },
  { "shift+Tab", "50,2|||" },
  { "Return", "51,3|||" },
  { "KP_Enter", "51,3|||" },
  { "shift+Return", "49,3|||" },
  /* Back to where Tab began. */
  { "Tab Tab Return", "51,3|||" },
  { "Tab Tab Right Return", "51,6|||" },
  { "Home", "50,0|||" },
  { "End", "50,7|||" },
  { "ctrl+Home", "0,0|||" },
  { "ctrl+End", "99,7|||" },
  { "alt+Prior", "50,0|||" },
  { "alt+Next", "50,7|||" },
  { "ctrl+l", "50,3|||go-to" },
  { "alt+Up", "50,3|||to-item" },

  { "shift+Up", "50,3|49+2,3+1||" },
  { "shift+Down", "50,3|50+2,3+1||" },
  { "shift+Left", "50,3|50+1,2+2||" },
  { "shift+Right", "50,3|50+1,3+2||" },
  { "shift+Down shift+Right", "50,3|50+2,3+2||" },
  { "shift+Down shift+Up", "50,3|||" },
  { "ctrl+shift+Up", "50,3|0+51,3+1||" },
  { "ctrl+shift+Down", "50,3|50+50,3+1||" },
  { "ctrl+shift+Left", "50,3|50+1,0+4||" },
  { "ctrl+shift+Right", "50,3|50+1,3+5||" },
  { "shift+Home", "50,3|50+1,0+4||" },
  { "shift+End", "50,3|50+1,3+5||" },
  { "ctrl+shift+Home", "50,3|0+51,0+4||" },
  { "ctrl+shift+End", "50,3|50+50,3+5||" },
  { "alt+shift+Next", "50,3|50+1,3+5||" },
  { "ctrl+space", "50,3|0+-1,3+1||" },
  { "shift+space", "50,3|50+1,0+-1||" },
  { "shift+space shift+Down", "50,3|50+2,0+-1||" },
  { "ctrl+a", "50,3|0+-1,0+-1||" },
  { "ctrl+shift+space", "50,3|0+-1,0+-1||" },
  { "ctrl+a ctrl+shift+a", "50,3|||" },
  { "ctrl+a Escape", "50,3|||" },
  { "shift+Down Down", "51,3|||" },
  { "F8", "50,3||extend|" },
  { "F8 Down", "50,3|50+2,3+1|extend|" },
  { "F8 Down F8", "50,3|50+2,3+1||" },
  { "F8 Down Escape", "50,3|50+2,3+1||" },
  { "shift+F8", "50,3|50+1,3+1|add|" },
  { "shift+F8 Down", "51,3|50+1,3+1|add|" },
  { "shift+F8 Down Down shift+Right", "52,3|50+1,3+1 52+1,3+2|add|" },
  { "space", "50,3|50+1,3+1|add|" },
  { "space Down Down space", "52,3|50+1,3+1 52+1,3+1|add|" },
  { "space space", "50,3||add|" },
  { "space Down Escape", "51,3|||" },

  /* Through a selection. */
  { "shift+Down Return", "51,3|50+2,3+1||" },
  { "shift+Down Return Return", "50,3|50+2,3+1||" },
  { "shift+Down shift+Right Return Return", "50,4|50+2,3+2||" },
  { "shift+Down shift+Return", "51,3|50+2,3+1||" },
  { "shift+Down Tab", "51,3|50+2,3+1||" },
  { "shift+Down shift+Right shift+Tab", "51,4|50+2,3+2||" },

  { "Delete", "50,3|||clear 50+1,3+1;" },
  { "shift+Down Delete", "50,3|50+2,3+1||clear 50+2,3+1;" },
  { "shift+Down ctrl+Return", "50,3|50+2,3+1||commit 50,3 50+2,3+1 503;" },
  { "ctrl+d", "50,3|||fill 49+1,3+1 49+2,3+1;" },
  { "shift+Down shift+Down ctrl+d", "50,3|50+3,3+1||fill 50+1,3+1 50+3,3+1;" },
  { "ctrl+space ctrl+d", "50,3|0+-1,3+1||fill 0+1,3+1 0+100,3+1;" },
  { "ctrl+r", "50,3|||fill 50+1,2+1 50+1,2+2;" },
  { "shift+Right shift+Down ctrl+r", "50,3|50+2,3+2||fill 50+2,3+1 50+2,3+2;" },
  { "ctrl+shift+d", "50,3|||fill 51+1,3+1 50+2,3+1;" },
  { "shift+Down shift+Down ctrl+shift+d", "50,3|50+3,3+1||fill 52+1,3+1 50+3,3+1;" },
  { "shift+Down ctrl+quotedbl", "50,3|50+2,3+1||fill 49+1,3+1 49+2,3+1;" },
  { "F4", "50,3|||repeat" },
  { "ctrl+apostrophe", "50,3|||repeat" },
  { "ctrl+z", "50,3|||undo" },
  { "ctrl+shift+z", "50,3|||redo" },
  { "ctrl+y", "50,3|||redo" },
  { "ctrl+x", "50,3|||cut" },
  { "ctrl+c", "50,3|||copy" },
  { "ctrl+shift+c", "50,3|||copy-with-heads" },
  { "ctrl+v", "50,3|||paste" },
  { "ctrl+shift+v", "50,3|||paste-special" },
  { "alt+Down", "50,3|||history" },
  { "Menu", "50,3|||menu" },
  { "shift+F10", "50,3|||menu" },
};

static void
test_table (KeysFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *log = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", cases[i].keys);
      pasar_grid_set_mode (self->grid.grid, PASAR_GRID_MODE_USUAL);
      pasar_grid_set_cursor (self->grid.grid, 50, 3);
      log = test_source_take_log (self->grid.source);
      g_string_truncate (self->actions, 0);
      press (self, cases[i].keys);
      after = describe (self);
      g_assert_cmpstr (after, ==, cases[i].after);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add ("/keys/table", KeysFixture, NULL, set_up, test_table, tear_down);
  return g_test_run ();
}
