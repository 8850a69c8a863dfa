/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/shortcuts.h"

#include "app/dialogs/pasar-dialogs-resources.h"
#include "app/dialogs/util.h"
#include "app/grid/keys.h"

/* As the builder does it: GTK 4.8 has no function for it. */
static void
add_child (GtkBuilder *builder, gpointer parent, gpointer child)
{
  GTK_BUILDABLE_GET_IFACE (parent)->add_child (parent, builder, child, NULL);
}

/* The keys of the sheet, from the table that the sheet itself reads. */
static void
add_grid_keys (GtkBuilder *builder)
{
  g_autoptr (GArray) shortcuts = pasar_grid_dup_shortcuts ();
  const char *title = NULL;
  GtkWidget *group = NULL;

  for (guint i = 0; i < shortcuts->len; i++)
    {
      const PasarGridShortcut *shortcut = &g_array_index (shortcuts, PasarGridShortcut, i);

      if (shortcut->group != title)
        {
          title = shortcut->group;
          group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", title, NULL);
          add_child (builder, gtk_builder_get_object (builder, "section"), group);
        }
      add_child (builder,
                 group,
                 g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT,
                               "title",
                               shortcut->title,
                               "accelerator",
                               shortcut->accelerators,
                               NULL));
    }
}

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
  add_grid_keys (builder);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  pasar_dialog_set_parent (window, parent);

  return window;
}
