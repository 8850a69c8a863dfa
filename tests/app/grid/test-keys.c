/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/keys.h"
#include "input.h"

/* Every key of the grid, pressed in a real window, with what must happen. */

/* 100 rows of 8 columns. The cursor is at row 50, column 3 before. */
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
  { "shift+F8 Down Down space", "52,3|50+1,3+1 52+1,3+1|add|" },
  { "shift+F8 space", "50,3||add|" },
  { "shift+F8 Down Escape", "51,3|||" },
  /* By itself it does nothing, whether the cell can be edited or not. */
  { "space", "50,3|||" },
  { "Home space", "50,0|||" },
  { "shift+Down space", "50,3|50+2,3+1||" },

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
  /* Each range by itself, in one step. */
  { "shift+F8 Down Down space ctrl+d",
    "52,3|50+1,3+1 52+1,3+1|add|fill 49+1,3+1 49+2,3+1 51+1,3+1 51+2,3+1;" },
  { "shift+Down shift+F8 Down Down Down Right shift+Down ctrl+d",
    "53,4|50+2,3+1 53+2,4+1|add|fill 50+1,3+1 50+2,3+1 53+1,4+1 53+2,4+1;" },
  { "shift+Down shift+F8 Down Down Down shift+Down ctrl+shift+d",
    "53,3|50+2,3+1 53+2,3+1|add|fill 51+1,3+1 50+2,3+1 54+1,3+1 53+2,3+1;" },
  { "shift+Right shift+F8 Down Down shift+Right ctrl+r",
    "52,3|50+1,3+2 52+1,3+2|add|fill 50+1,3+1 50+1,3+2 52+1,3+1 52+1,3+2;" },
  { "F4", "50,3|||repeat" },
  { "ctrl+shift+y", "50,3|||repeat" },
  { "ctrl+apostrophe", "50,3|||repeat" },
  { "ctrl+z", "50,3|||undo" },
  { "ctrl+shift+z", "50,3|||redo" },
  { "ctrl+y", "50,3|||redo" },
  { "ctrl+x", "50,3|||cut" },
  { "ctrl+c", "50,3|||copy" },
  { "ctrl+shift+c", "50,3|||copy-with-heads" },
  { "ctrl+v", "50,3|||paste" },
  { "ctrl+shift+v", "50,3|||paste-special" },
  { "Menu", "50,3|||menu" },
  { "shift+F10", "50,3|||menu" },

  { "F2", "50,3|||edit 503" },
  { "BackSpace", "50,3|||edit " },
  { "7", "50,3|||edit 7" },
  { "KP_7", "50,3|||edit 7" },
  { "7 Escape", "50,3|||" },
  { "7 Return", "51,3|||commit 50,3 50+1,3+1 7;" },
  { "8 shift+Return", "49,3|||commit 50,3 50+1,3+1 8;" },
  { "9 Tab", "50,4|||commit 50,3 50+1,3+1 9;" },
  { "1 shift+Tab", "50,2|||commit 50,3 50+1,3+1 1;" },
  { "Tab 2 Tab 3 Return", "51,3|||commit 50,4 50+1,4+1 2;commit 50,5 50+1,5+1 3;" },
  { "shift+Down 4 Return 5 Return",
    "50,3|50+2,3+1||commit 50,3 50+1,3+1 4;commit 51,3 51+1,3+1 5;" },
  { "shift+Down 6 ctrl+Return", "50,3|50+2,3+1||commit 50,3 50+2,3+1 6;" },
};

static void
test_table (InputFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *commands = g_strconcat ("key --clearmodifiers ", cases[i].keys, NULL);

      g_test_message ("%s", cases[i].keys);
      input_begin (self, 50, 3);
      input_send (self, commands);
      input_assert (self, cases[i].after);
    }
}

/* A screen on, what was the last row is seen first. */
static void
test_page (InputFixture *self, gconstpointer data)
{
  GdkRectangle before;
  GdkRectangle after;
  guint row;

  input_begin (self, 50, 3);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 50, 3, &before));
  input_send (self, "key Next");
  row = pasar_grid_get_cursor (self->base.grid, NULL);
  g_assert_cmpuint (row, >, 51);
  grid_wait_for_frame (&self->base);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, row, 3, &after));
  g_assert_cmpint (after.y, ==, before.y);
  input_send (self, "key shift+Prior");
  g_assert_cmpuint (pasar_grid_get_cursor (self->base.grid, NULL), ==, row);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 50, 3, &after));
}

/* What scrolled away comes back to the cursor. */
static void
test_scroll_back (InputFixture *self, gconstpointer data)
{
  GdkRectangle area;

  input_begin (self, 50, 3);
  pasar_grid_scroll_to (self->base.grid, 0, 0);
  grid_wait_for_frame (&self->base);
  g_assert_false (pasar_grid_get_cell_area (self->base.grid, 50, 3, &area));
  input_send (self, "key --clearmodifiers ctrl+BackSpace");
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 50, 3, &area));
  input_assert (self, "50,3|||");
}

/* Left and right are what is seen. */
static void
test_rtl (InputFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *keys;
    const char *after;
  } mirrored[] = {
    { "Left", "50,4|||" }, { "ctrl+Right", "50,0|||" }, { "shift+Left", "50,3|50+1,3+2||" },
    { "Home", "50,0|||" }, { "Tab", "50,4|||" },
  };

  gtk_widget_set_direction (GTK_WIDGET (self->base.grid), GTK_TEXT_DIR_RTL);
  for (guint i = 0; i < G_N_ELEMENTS (mirrored); i++)
    {
      g_autofree char *commands = g_strconcat ("key --clearmodifiers ", mirrored[i].keys, NULL);

      input_begin (self, 50, 3);
      input_send (self, commands);
      input_assert (self, mirrored[i].after);
    }
}

/* Rows 0, 3, 6… have others folded below them. */
static void
test_tree (InputFixture *self, gconstpointer data)
{
  static const struct
  {
    guint row;
    const char *key;
    const char *after;
  } tree[] = {
    { 3, "Left", "3,0|||toggle 3;" }, { 3, "Right", "3,1|||" }, { 3, "space", "3,0|||toggle 3;" },
    { 4, "Left", "4,0|||to-item" },   { 4, "space", "4,0|||" },
  };

  test_source_set_tree (self->base.source);
  for (guint i = 0; i < G_N_ELEMENTS (tree); i++)
    {
      g_autofree char *commands = g_strconcat ("key ", tree[i].key, NULL);

      input_begin (self, tree[i].row, 0);
      input_send (self, commands);
      input_assert (self, tree[i].after);
    }
}

/* Out of the last cell Tab leads to the next widget. */
static void
test_tab_leaves (InputFixture *self, gconstpointer data)
{
  GtkWidget *before;
  GtkWidget *after;

  grid_put_between_entries (&self->base, &before, &after);
  gtk_widget_grab_focus (before);
  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  input_begin (self, 99, 7);
  input_send (self, "key Tab");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->base.window), after));
}

/* A block of data is what is not empty around the cursor. */
static void
test_block (InputFixture *self, gconstpointer data)
{
  const PasarGridRange row = { 60, 1, 0, PASAR_GRID_NONE };
  const PasarGridRange column = { 0, PASAR_GRID_NONE, 5, 1 };
  PasarGridSource *source = PASAR_GRID_SOURCE (self->base.source);

  pasar_grid_source_commit (source, 60, 0, &row, 1, "", NULL);
  pasar_grid_source_commit (source, 0, 5, &column, 1, "", NULL);
  input_begin (self, 50, 3);
  input_send (self, "key --clearmodifiers ctrl+Down");
  input_assert (self, "59,3|||");
  input_send (self, "key --clearmodifiers ctrl+Down");
  input_assert (self, "61,3|||");
  input_begin (self, 50, 3);
  input_send (self, "key --clearmodifiers ctrl+a");
  input_assert (self, "50,3|0+60,0+5||");
  input_send (self, "key --clearmodifiers ctrl+a");
  input_assert (self, "50,3|0+-1,0+-1||");
}

/* What cannot be is told. */
static void
test_refusals (InputFixture *self, gconstpointer data)
{
  g_autoptr (GString) refused = g_string_new (NULL);

  g_signal_connect_swapped (self->base.grid, "refused", G_CALLBACK (g_string_append), refused);
  input_begin (self, 50, 0);
  input_send (self, "key --clearmodifiers ctrl+Return");
  g_assert_cmpstr (refused->str, ==, "Names cannot be changed.");
  g_string_truncate (refused, 0);
  input_begin (self, 50, 3);
  input_send (self, "key --clearmodifiers shift+Down shift+F8 Down Right shift+Down ctrl+d");
  g_assert_cmpstr (refused->str, ==, "Ranges that overlap or touch cannot be filled like this.");
}

/* Nothing to do, and nothing breaks; nor is it left to GTK, whose inspector Ctrl+Shift+D opens. */
static void
test_no_rows (InputFixture *self, gconstpointer data)
{
  const guint none = 0;

  test_source_set_rows (self->base.source, &none, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *commands = g_strconcat ("key --clearmodifiers ", cases[i].keys, NULL);

      input_send (self, commands);
      g_assert_cmpuint (pasar_grid_get_cursor (self->base.grid, NULL), ==, PASAR_GRID_NONE);
    }
}

/* Each key is told once. */
static void
test_list (void)
{
  g_autoptr (GArray) shortcuts = pasar_grid_dup_shortcuts ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpuint (shortcuts->len, >, 0);
  for (guint i = 0; i < shortcuts->len; i++)
    {
      const PasarGridShortcut *shortcut = &g_array_index (shortcuts, PasarGridShortcut, i);
      g_auto (GStrv) accelerators = g_strsplit (shortcut->accelerators, " ", -1);

      g_assert_true (shortcut->group != NULL && shortcut->title != NULL);
      for (guint j = 0; accelerators[j] != NULL; j++)
        {
          g_assert_true (gtk_accelerator_parse (accelerators[j], &(guint){ 0 }, NULL));
          g_assert_true (g_hash_table_add (seen, g_strdup (accelerators[j])));
        }
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/keys/" name, InputFixture, NULL, input_set_up, function, input_tear_down)
  ADD ("table", test_table);
  ADD ("page", test_page);
  ADD ("scroll-back", test_scroll_back);
  ADD ("rtl", test_rtl);
  ADD ("tree", test_tree);
  ADD ("tab-leaves", test_tab_leaves);
  ADD ("block", test_block);
  ADD ("refusals", test_refusals);
  ADD ("no-rows", test_no_rows);
#undef ADD
  g_test_add_func ("/keys/list", test_list);
  return g_test_run ();
}
