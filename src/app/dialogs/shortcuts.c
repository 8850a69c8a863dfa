/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/shortcuts.h"

#include "app/dialogs/util.h"
#include "app/grid/keys.h"
#include "app/keys.h"

/* As the builder does it: GTK 4.8 has no function for it. */
static void
add_child (GtkBuilder *builder, gpointer parent, gpointer child)
{
  GTK_BUILDABLE_GET_IFACE (parent)->add_child (parent, builder, child, NULL);
}

/* Of more than two keys the first two, so that the list fits into a small window; the help has all.
 */
static char *
dup_first_keys (const char *accelerators)
{
  g_auto (GStrv) names = g_strsplit (accelerators, " ", -1);

  if (g_strv_length (names) <= 2)
    return g_strdup (accelerators);
  return g_strjoin (" ", names[0], names[1], NULL);
}

/* A section of its own, for the same reason. */
static GtkWidget *
make_section (GtkBuilder *builder, const PasarGridShortcut *shortcuts, guint n)
{
  GtkWidget *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", shortcuts->group, NULL);
  GtkWidget *section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION,
                                     "section-name",
                                     shortcuts->group,
                                     "title",
                                     shortcuts->group,
                                     "max-height",
                                     n + 1,
                                     "visible",
                                     TRUE,
                                     NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *keys = dup_first_keys (shortcuts[i].accelerators);

      add_child (builder,
                 group,
                 g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT,
                               "title",
                               shortcuts[i].title,
                               "accelerator",
                               keys,
                               NULL));
    }
  add_child (builder, section, group);
  return section;
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
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GArray) array = pasar_keys_dup_shortcuts ();
  const PasarGridShortcut *shortcuts = (const PasarGridShortcut *) (gpointer) array->data;
  GtkWindow *window = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "modal", TRUE, NULL);

  for (guint i = 0, n; i < array->len; i += n)
    {
      for (n = 1; i + n < array->len && shortcuts[i + n].group == shortcuts[i].group; n++)
        ;
      add_child (builder, window, make_section (builder, &shortcuts[i], n));
    }
  pasar_dialog_set_parent (window, parent);
  return window;
}
