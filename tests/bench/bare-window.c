/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bare-window.h"

#include "app/application.h"
#include "bare-grid.h"
#include "rounds.h"

#include <stdio.h>
#include <unistd.h>

typedef struct
{
  guint n_rows;
  gint64 started_us;
} Bare;

static void
activated_cb (GtkApplication *application, gpointer user_data)
{
  const Bare *bare = user_data;
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 bare_grid_new (grid_rows_new (bare->n_rows)));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 740);
  gtk_window_present (GTK_WINDOW (window));
  bench_paint (window);
  bench_print_painted (bare->started_us);
  fflush (stdout);
  _exit (0);
}

int
bench_run_bare_window (guint n_rows, gint64 started_us)
{
  Bare bare = { n_rows, started_us };
  g_autoptr (AdwApplication) application =
      adw_application_new (APPLICATION_ID, G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activated_cb), &bare);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
