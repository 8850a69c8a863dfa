/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "input.h"

/* The handle at the end of the selection, dragged with a real pointer. */

static const struct
{
  const char *commands;
  const char *after;
} cases[] = {
  { "@1,2+ mousedown 1 @4,2 mouseup 1", "1,2|1+4,2+1||fill 1+1,2+1 1+4,2+1;" },
  /* Two rows, repeated. */
  { "key --clearmodifiers shift+Down", "1,2|1+2,2+1||" },
  { "@1,3 mousedown 1 @2,3 mouseup 1 @2,3+ mousedown 1 @5,3 mouseup 1",
    "1,3|1+5,3+1||fill 1+2,3+1 1+5,3+1;" },
  /* To either side, but along one only. */
  { "@1,2+ mousedown 1 @1,4 mouseup 1", "1,2|1+1,2+3||fill 1+1,2+1 1+1,2+3;" },
  { "@6,3 click 1 @6,3+ mousedown 1 @4,3 mouseup 1", "6,3|4+3,3+1||fill 6+1,3+1 4+3,3+1;" },
  { "@6,3 click 1 @6,3+ mousedown 1 @6,1 mouseup 1", "6,3|6+1,1+3||fill 6+1,3+1 6+1,1+3;" },
  { "@1,2+ mousedown 1 @7,3 mouseup 1", "1,2|1+7,2+1||fill 1+1,2+1 1+7,2+1;" },
  /* Ctrl continues, also when it is pressed on the way only. */
  { "@1,2+ keydown ctrl mousedown 1 @4,2 mouseup 1 keyup ctrl",
    "1,2|1+4,2+1||series 1+1,2+1 1+4,2+1;" },
  { "@1,3 click 1 @1,3+ mousedown 1 @4,3 keydown ctrl mouseup 1 keyup ctrl",
    "1,3|1+4,3+1||series 1+1,3+1 1+4,3+1;" },
  /* Given up; nowhere. */
  { "@1,2+ mousedown 1 @4,2 key Escape mouseup 1", "1,2|||" },
  { "@3,4 click 1 @3,4+ mousedown 1 @4,4 @3,4 mouseup 1", "3,4|||" },
  /* What cannot be edited has none: this selects. */
  { "@1,0 click 1 @1,0+ mousedown 1 @3,1 mouseup 1", NULL },
};

static void
test_drag (InputFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *log = NULL;

      g_test_message ("%s", cases[i].commands);
      input_begin (self, 1, 2);
      input_send (self, cases[i].commands);
      if (cases[i].after != NULL)
        input_assert (self, cases[i].after);
      else
        {
          log = test_source_take_log (self->base.source);
          g_assert_cmpstr (log, ==, "");
        }
    }
}

/* Down to where the block beside it ends. */
static void
test_double_click (InputFixture *self, gconstpointer data)
{
  const PasarGridRange end = { 6, 1, 2, 1 };
  PasarGridSource *source = PASAR_GRID_SOURCE (self->base.source);

  pasar_grid_source_commit (source, 6, 2, &end, 1, "", NULL);
  input_begin (self, 1, 3);
  input_send (self, "@1,3+ click --repeat 2 1");
  input_assert (self, "1,3|1+5,3+1||fill 1+1,3+1 1+5,3+1;");
}

static void
test_refused (InputFixture *self, gconstpointer data)
{
  g_autoptr (GString) refused = g_string_new (NULL);

  g_signal_connect_swapped (self->base.grid, "refused", G_CALLBACK (g_string_append), refused);
  test_source_refuse_fill (self->base.source);
  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2 mouseup 1");
  input_assert (self, "1,2|||");
  g_assert_cmpstr (refused->str, ==, "This cannot be filled.");
}

/* Rows that come or go below do not matter; when others stand where the first ones stood, these are
 * not the ones that were meant. */
static void
test_rows_change (InputFixture *self, gconstpointer data)
{
  static const guint fewer[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  static const guint others[] = { 7, 6, 5, 4, 3, 2, 1, 0 };
  g_autofree char *log = NULL;

  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  test_source_set_rows (self->base.source, fewer, G_N_ELEMENTS (fewer));
  input_send (self, "mouseup 1");
  input_assert (self, "1,2|1+4,2+1||fill 1+1,2+1 1+4,2+1;");

  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  test_source_set_rows (self->base.source, others, G_N_ELEMENTS (others));
  input_send (self, "mouseup 1");
  log = test_source_take_log (self->base.source);
  g_assert_cmpstr (log, ==, "");

  test_source_set_rows (self->base.source, fewer, G_N_ELEMENTS (fewer));
  input_begin (self, 1, 2);
  input_send (self, "@1,2+ mousedown 1 @4,2");
  pasar_grid_set_source (self->base.grid, NULL);
  input_send (self, "mousemove_relative 0 20 mouseup 1");
  pasar_grid_set_source (self->base.grid, PASAR_GRID_SOURCE (self->base.source));
}

/* Beyond the edge it goes on. */
static void
test_scrolls (InputFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->base.scrolled));
  const int height = gtk_widget_get_height (GTK_WIDGET (self->base.grid));
  g_autofree char *commands = g_strdup_printf ("@1,2+ mousedown 1 mousemove_relative 0 %d", height);
  guint n;
  const PasarGridRange *ranges;

  input_begin (self, 1, 2);
  input_send (self, commands);
  while (gtk_adjustment_get_value (adjustment) < 500)
    g_main_context_iteration (NULL, TRUE);
  input_send (self, "mouseup 1");
  ranges = pasar_grid_get_ranges (self->base.grid, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (ranges->n_rows, >, 20);
  g_assert_cmpuint (ranges->n_columns, ==, 1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/fill/" name, InputFixture, NULL, input_set_up, function, input_tear_down)
  ADD ("drag", test_drag);
  ADD ("double-click", test_double_click);
  ADD ("refused", test_refused);
  ADD ("rows-change", test_rows_change);
  ADD ("scrolls", test_scrolls);
#undef ADD
  return g_test_run ();
}
