/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "input.h"

/* Clicks and drags with a real pointer. The cursor is at row 1, column 2 before each. */

typedef struct
{
  const char *commands;
  const char *after;
} Case;

static void
run_cases (InputFixture *self, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", cases[i].commands);
      input_begin (self, 1, 2);
      input_send (self, cases[i].commands);
      input_assert (self, cases[i].after);
    }
}

static void
test_selecting (InputFixture *self, gconstpointer data)
{
  static const Case cases[] = {
    { "@3,3 click 1", "3,3|||" },
    { "@4,2 click 2", "1,2|||" },
    { "@2,3 mousedown 1 @4,3 @5,4 mouseup 1", "2,3|2+4,3+2||" },
    { "@5,3 mousedown 1 @2,2 mouseup 1", "5,3|2+4,2+2||" },
    { "keydown shift @4,3 click 1 keyup shift", "1,2|1+4,2+2||" },
    { "keydown ctrl @5,3 click 1 keyup ctrl", "5,3|1+1,2+1 5+1,3+1||" },
    { "keydown ctrl @3,3 mousedown 1 @4,4 mouseup 1 keyup ctrl", "3,3|1+1,2+1 3+2,3+2||" },
    /* Taken out again. */
    { "@2,4 mousedown 1 @5,4 mouseup 1 keydown ctrl @3,4 mousedown 1 @4,4 mouseup 1 keyup ctrl",
      "3,4|2+1,4+1 5+1,4+1||" },
    { "@3,2 click --repeat 2 1", "3,2|||edit 32" },
    { "key F8 @4,4 click 1", "1,2|1+4,2+3|extend|" },
    { "key shift+F8 @6,3 click 1", "6,3|1+1,2+1 6+1,3+1|add|" },
  };

  run_cases (self, cases, G_N_ELEMENTS (cases));
}

/* The menu is for the cell, or for the selection that it is in. */
static void
test_menu (InputFixture *self, gconstpointer data)
{
  static const Case cases[] = {
    { "@3,3 click 3", "3,3|||menu" },
    { "@1,2 mousedown 1 @3,3 mouseup 1 @2,3 click 3", "1,2|1+3,2+2||menu" },
    { "@1,2 mousedown 1 @3,3 mouseup 1 @4,3 click 3", "4,3|||menu" },
  };

  run_cases (self, cases, G_N_ELEMENTS (cases));
}

/* A click elsewhere commits first; what is refused stays. */
static void
test_click_commits (InputFixture *self, gconstpointer data)
{
  static const Case cases[] = {
    { "key 7 @4,3 click 1", "4,3|||commit 1,2 1+1,2+1 7;" },
    { "key b a d", "1,2|||edit bad" },
    { "key b a d @4,3 click 1", "1,2|||edit bad" },
  };

  run_cases (self, cases, G_N_ELEMENTS (cases));
}

static void
test_arrow (InputFixture *self, gconstpointer data)
{
  GdkRectangle area;
  g_autofree char *commands = NULL;

  test_source_set_tree (self->base.source);
  input_begin (self, 1, 2);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 3, 0, &area));
  commands = g_strdup_printf ("mousemove %d %d click 1",
                              self->x + area.x + 12,
                              self->y + area.y + area.height / 2);
  input_send (self, commands);
  input_assert (self, "3,0|||toggle 3;");
}

static guint
get_last_row (InputFixture *self)
{
  guint n;
  const PasarGridRange *ranges = pasar_grid_get_ranges (self->base.grid, &n);

  return n > 0 ? ranges->first_row + ranges->n_rows - 1 : 0;
}

/* Beyond the edge a drag scrolls, and goes on while the pointer rests. */
static void
test_drag_scrolls (InputFixture *self, gconstpointer data)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->base.grid));
  g_autofree char *commands = g_strdup_printf ("@3,3 mousedown 1 mousemove_relative 0 %d", height);
  GdkRectangle area;

  input_begin (self, 1, 2);
  input_send (self, commands);
  while (get_last_row (self) < 60)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pasar_grid_get_cell_area (self->base.grid, 3, 3, &area));
  input_send (self, "mouseup 1");
  g_assert_cmpuint (pasar_grid_get_cursor (self->base.grid, NULL), ==, 3);
}

static void
test_rtl (InputFixture *self, gconstpointer data)
{
  static const Case cases[] = {
    { "@3,3 click 1", "3,3|||" },
    { "@2,3 mousedown 1 @4,2 mouseup 1", "2,3|2+3,2+2||" },
  };

  gtk_widget_set_direction (GTK_WIDGET (self->base.grid), GTK_TEXT_DIR_RTL);
  run_cases (self, cases, G_N_ELEMENTS (cases));
}

#ifdef HAVE_GTK_DEBUG_TOUCHSCREEN
static void
touch_set_up (InputFixture *self, gconstpointer data)
{
  input_set_up (self, data);
  gtk_set_debug_flags (gtk_get_debug_flags () | GTK_DEBUG_TOUCHSCREEN);
}

static void
touch_tear_down (InputFixture *self, gconstpointer data)
{
  gtk_set_debug_flags (gtk_get_debug_flags () & ~GTK_DEBUG_TOUCHSCREEN);
  input_tear_down (self, data);
}

/* The pointer stands in for a finger from here on. Nothing happens before it lets go, as it may be
 * about to scroll. */
static void
test_tap (InputFixture *self, gconstpointer data)
{
  static const Case cases[] = {
    { "key 7 @4,3 click 1", "4,3|||commit 1,2 1+1,2+1 7;" },
    { "key b a d @5,3 click 1", "1,2|||edit bad" },
    { "key F8 @4,4 click 1", "1,2|1+4,2+3|extend|" },
    { "key shift+F8 @6,3 click 1", "6,3|1+1,2+1 6+1,3+1|add|" },
  };

  input_begin (self, 1, 2);
  input_send (self, "@3,3 mousedown 1");
  input_assert (self, "1,2|||");
  input_send (self, "mouseup 1");
  input_assert (self, "3,3|||");
  run_cases (self, cases, G_N_ELEMENTS (cases));
}

static void
test_double_tap (InputFixture *self, gconstpointer data)
{
  input_begin (self, 1, 2);
  input_send (self, "@3,2 click --repeat 2 1");
  input_assert (self, "3,2|||edit 32");
}

/* What is selected stays. */
static void
test_finger_scrolls (InputFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->base.scrolled));

  input_begin (self, 1, 2);
  input_send (self, "key --clearmodifiers shift+Down");
  input_send (self,
              "@7,2 mousedown 1 mousemove_relative -- 0 -20 mousemove_relative -- 0 -40 "
              "mousemove_relative -- 0 -60");
  while (gtk_adjustment_get_value (adjustment) < 50)
    g_main_context_iteration (NULL, TRUE);
  input_send (self, "mouseup 1");
  input_assert (self, "1,2|1+2,2+1||");
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >=, 50);

  /* A finger does not fill: the handle is too small for it. */
  gtk_adjustment_set_value (adjustment, 0);
  grid_wait_for_frame (&self->base);
  input_send (self,
              "@2,2+ mousedown 1 mousemove_relative -- 0 -10 mousemove_relative -- 0 -20 "
              "mousemove_relative -- 0 -20 mouseup 1");
  input_assert (self, "1,2|1+2,2+1||");
}

static void
wait_for_menu (InputFixture *self)
{
  while (self->actions->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The menu is for the cell, or for the selection that it is in, and lifting the finger is no tap.
 */
static void
test_long_press (InputFixture *self, gconstpointer data)
{
  input_begin (self, 1, 2);
  input_send (self, "@3,3 mousedown 1");
  wait_for_menu (self);
  input_send (self, "mouseup 1");
  input_assert (self, "3,3|||menu");

  input_begin (self, 1, 2);
  input_send (self, "key --clearmodifiers shift+Down shift+Right");
  input_send (self, "@2,3 mousedown 1");
  wait_for_menu (self);
  input_send (self, "mouseup 1");
  input_assert (self, "1,2|1+2,2+2||menu");
}
#endif

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/mouse/" name, InputFixture, NULL, input_set_up, function, input_tear_down)
  ADD ("selecting", test_selecting);
  ADD ("menu", test_menu);
  ADD ("click-commits", test_click_commits);
  ADD ("arrow", test_arrow);
  ADD ("drag-scrolls", test_drag_scrolls);
  ADD ("rtl", test_rtl);
#undef ADD
#ifdef HAVE_GTK_DEBUG_TOUCHSCREEN
#define ADD(name, function)                                                                        \
  g_test_add ("/touch/" name, InputFixture, NULL, touch_set_up, function, touch_tear_down)
  ADD ("tap", test_tap);
  ADD ("double-tap", test_double_tap);
  ADD ("scrolls", test_finger_scrolls);
  ADD ("long-press", test_long_press);
#undef ADD
#endif
  return g_test_run ();
}
