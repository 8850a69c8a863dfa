/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

/* The grid of the fixture in a window, between two entries, until it is closed. */

static gboolean
close_cb (gboolean *is_closed)
{
  *is_closed = TRUE;
  return GDK_EVENT_STOP;
}

int
main (void)
{
  GridFixture fixture = { 0 };
  GtkWidget *before;
  GtkWidget *after;
  gboolean is_closed = FALSE;

  g_set_prgname ("grid-window");
  gtk_init ();
  grid_set_up (&fixture, NULL);
  grid_put_between_entries (&fixture, &before, &after);
  pasar_grid_set_label (fixture.grid, "Items");
  pasar_grid_set_cursor (fixture.grid, 0, 1);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.grid));
  gtk_window_set_title (fixture.window, "Grid");
  g_signal_connect_swapped (fixture.window, "close-request", G_CALLBACK (close_cb), &is_closed);
  while (!is_closed)
    g_main_context_iteration (NULL, TRUE);
  grid_tear_down (&fixture, NULL);
  return 0;
}
