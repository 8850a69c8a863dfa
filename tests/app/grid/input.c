/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "input.h"

static const char *const actions[] = {
  "sheet.copy",          "sheet.copy-with-heads", "sheet.cut", "sheet.repeat", "sheet.paste",
  "sheet.paste-special", "sheet.to-item",         "win.redo",  "win.undo",
};

static void
action_cb (GSimpleAction *action, GVariant *parameter, InputFixture *self)
{
  g_string_append (self->actions, g_action_get_name (G_ACTION (action)));
}

static void
menu_cb (InputFixture *self)
{
  g_string_append (self->actions, "menu");
}

static void
add_actions (InputFixture *self)
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
  gtk_widget_insert_action_group (self->base.scrolled, "sheet", G_ACTION_GROUP (sheet));
  gtk_widget_insert_action_group (GTK_WIDGET (self->base.window), "win", G_ACTION_GROUP (window));
}

static gboolean
key_pressed_cb (InputFixture *self, guint keyval)
{
  self->n_pauses += keyval == GDK_KEY_Pause;
  return FALSE;
}

static char *
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  char *output;
  int status;

  g_spawn_command_line_sync (command, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

/* Where the grid is on the screen: that of its window, and where it is in that. */
static void
find_place (InputFixture *self)
{
  GtkWidget *grid = GTK_WIDGET (self->base.grid);
  g_autofree char *output = run ("xdotool getwindowfocus getwindowgeometry --shell");
  const char *x = strstr (output, "X=");
  const char *y = strstr (output, "Y=");
  graphene_point_t point;
  double surface_x;
  double surface_y;

  g_assert_true (x != NULL && y != NULL);
  g_assert_true (gtk_widget_compute_point (grid,
                                           GTK_WIDGET (self->base.window),
                                           &GRAPHENE_POINT_INIT (0, 0),
                                           &point));
  gtk_native_get_surface_transform (GTK_NATIVE (self->base.window), &surface_x, &surface_y);
  self->x = atoi (x + 2) + (int) (surface_x + (double) point.x);
  self->y = atoi (y + 2) + (int) (surface_y + (double) point.y);
}

void
input_set_up (InputFixture *self, gconstpointer data)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  grid_set_up (&self->base, data);
  self->actions = g_string_new (NULL);
  add_actions (self);
  g_signal_connect_swapped (self->base.grid, "context-menu", G_CALLBACK (menu_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->base.window), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
  while (!gtk_window_is_active (self->base.window))
    g_main_context_iteration (NULL, TRUE);
  find_place (self);
}

void
input_tear_down (InputFixture *self, gconstpointer data)
{
  grid_tear_down (&self->base, data);
  g_string_free (self->actions, TRUE);
}

void
input_begin (InputFixture *self, guint row, guint column)
{
  g_autofree char *log = NULL;

  pasar_grid_end_editing (self->base.grid);
  pasar_grid_set_mode (self->base.grid, PASAR_GRID_MODE_USUAL);
  pasar_grid_set_cursor (self->base.grid, row, column);
  log = test_source_take_log (self->base.source);
  g_string_truncate (self->actions, 0);
  grid_wait_for_frame (&self->base);
}

static void
append_place (InputFixture *self, const char *place, GString *command)
{
  const gboolean is_end = g_str_has_suffix (place, "+");
  const int side = pasar_grid_is_rtl (self->base.grid) ? 0 : 2;
  guint row;
  guint column;
  GdkRectangle area;

  g_assert_cmpint (sscanf (place, "@%u,%u", &row, &column), ==, 2);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, row, column, &area));
  g_string_append_printf (command,
                          "mousemove %d %d ",
                          self->x + area.x + area.width * (is_end ? side : 1) / 2,
                          self->y + area.y + (is_end ? area.height : area.height / 2));
}

void
input_send (InputFixture *self, const char *commands)
{
  const guint n_pauses = self->n_pauses;
  g_autoptr (GString) command = g_string_new ("xdotool ");
  g_auto (GStrv) words = g_strsplit (commands, " ", -1);
  g_autofree char *output = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '@')
        append_place (self, words[i], command);
      else
        g_string_append_printf (command, "%s ", words[i]);
    }
  g_string_append (command, "key Pause");
  output = run (command->str);
  while (self->n_pauses == n_pauses)
    g_main_context_iteration (NULL, TRUE);
}

char *
input_describe (InputFixture *self)
{
  static const char *const modes[] = { "", "extend", "add" };
  PasarGrid *grid = self->base.grid;
  g_autofree char *log = test_source_dup_log (self->base.source);
  GString *text = g_string_new (NULL);
  guint column;
  const guint row = pasar_grid_get_cursor (grid, &column);
  guint n;
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n);

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
                          modes[pasar_grid_get_mode (grid)],
                          log,
                          self->actions->str);
  if (pasar_grid_is_editing (grid))
    g_string_append_printf (text, "edit %s", gtk_editable_get_text (pasar_grid_get_editor (grid)));
  return g_strdelimit (g_string_free (text, FALSE), "\n", ';');
}

void
input_assert (InputFixture *self, const char *expected)
{
  g_autofree char *now = input_describe (self);

  g_assert_cmpstr (now, ==, expected);
}
