/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rendering.h"
#include "showcase.h"

#include <adwaita.h>

/* How the editor and what is said beside a cell look. */

#define PRICE  2
#define STATUS 6

typedef struct
{
  const char *name;
  guint row;
  guint column;
  const char *text;
  gboolean is_refused;
  GtkTextDirection direction;
} Look;

static void
test_looks (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (TestShowcase) source = test_showcase_new (100);
  GtkWidget *window = adw_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  PasarGrid *grid = PASAR_GRID (pasar_grid_new ());

  gtk_widget_set_default_direction (look->direction);
  pasar_grid_set_n_frozen (grid, 1);
  pasar_grid_set_source (grid, PASAR_GRID_SOURCE (source));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  gtk_window_set_title (GTK_WINDOW (window), "Grid");
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  pasar_grid_set_cursor (grid, look->row, look->column);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  g_assert_true (pasar_grid_begin_editing (grid, look->text));
  if (look->is_refused)
    g_assert_false (pasar_grid_commit_editing (grid));
  rendering_check_looks (window, look->name);
  g_assert_true (pasar_grid_is_editing (grid));
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  static const Look looks[] = {
    { "editor-value", 3, PRICE, NULL, FALSE, GTK_TEXT_DIR_LTR },
    { "editor-long", 3, PRICE, "=max(cost*1.3; floor) end .90", FALSE, GTK_TEXT_DIR_LTR },
    { "editor-thai", 2, STATUS, "ที่ปู่ญี่ ฐุ 漢字國 Ễậựỷ", FALSE, GTK_TEXT_DIR_LTR },
    { "editor-refused", 3, PRICE, "0.01", TRUE, GTK_TEXT_DIR_LTR },
    { "editor-refused-rtl", 12, STATUS, "0.01", TRUE, GTK_TEXT_DIR_RTL },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  rendering_init ();

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat ("/grid/", looks[i].name, NULL);

      g_test_add_data_func (path, &looks[i], test_looks);
    }
  return g_test_run ();
}
