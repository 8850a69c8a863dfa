/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/shortcuts.h"

#include "app/dialogs/pasar-dialogs-resources.h"
#include "app/dialogs/util.h"

/**
 * pasar_shortcuts_new:
 * @parent: (nullable): the window above
 *
 * Returns: (transfer none): the list of keys, to be presented
 */
GtkWindow *
pasar_shortcuts_new (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  (void) pasar_dialogs_get_resource ();
  builder = gtk_builder_new_from_resource ("/io/github/pasar_app/Pasar/dialogs/shortcuts.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  pasar_dialog_set_parent (window, parent);

  return window;
}
